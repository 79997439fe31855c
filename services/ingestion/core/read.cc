#include "services/ingestion/core/read.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/ingestion/core/charset.h"
#include "services/ingestion/core/docx_page.h"
#include "services/ingestion/core/html_page.h"
#include "services/ingestion/core/pdf_page.h"
#include "services/ingestion/core/plain_text.h"
#include "services/ingestion/core/sniff.h"
#include "services/text/utf8.h"

namespace fazhi {

absl::string_view DocumentLabel(const v1::Document& document) {
  return document.url().empty() ? absl::string_view("the document") : absl::string_view(document.url());
}

absl::StatusOr<DecodedDocument> ReadDocument(const v1::Document& document, const IngestOptions& options,
                                             Page& page) {
  const std::string& content = document.content();
  if (document.has_reference()) {
    return InvalidInput(
        "REFERENCE_NOT_FETCHED", "reference",
        absl::StrCat(DocumentLabel(document), " is a reference, which nobody has fetched: give its content"));
  }
  if (content.empty())
    return InvalidInput("EMPTY", "content",
                        absl::StrCat(DocumentLabel(document), " has no bytes: fetch it again"));
  if (content.size() > options.max_bytes) {
    return InvalidInput(
        "TOO_LARGE", "content",
        absl::StrCat(DocumentLabel(document), " has ", content.size(), " bytes, more than the limit of ",
                     options.max_bytes, ": split it, or raise the limit"));
  }
  DecodedDocument decoded;
  FAZHI_ASSIGN_OR_RETURN(decoded.kind, SniffBytes(content));
  if (decoded.kind == v1::CONTENT_KIND_DOCX) {
    FAZHI_ASSIGN_OR_RETURN(page, ReadDocx(content));
    decoded.text = ToUtf8(page.text);
    return decoded;
  }
  if (decoded.kind == v1::CONTENT_KIND_PDF) {
    FAZHI_ASSIGN_OR_RETURN(page, ReadPdf(content));
    decoded.text = ToUtf8(page.text);
    return decoded;
  }
  absl::StatusOr<DecodedText> text = DecodeText(content, document.content_type());
  if (LooksBinary(text.ok() ? text->utf8 : content)) {
    return InvalidInput(
        "BINARY", "content",
        absl::StrCat(DocumentLabel(document), " is no text: give the report as text, HTML, .docx or PDF"));
  }
  if (!text.ok()) return std::move(text).status();
  decoded.text = std::move(text->utf8);
  decoded.charset = std::move(text->charset);
  decoded.replaced_sequences = text->replaced;
  if (LooksLikeHtml(decoded.text, document.content_type())) {
    decoded.kind = v1::CONTENT_KIND_HTML;
    FAZHI_ASSIGN_OR_RETURN(page, ReadHtml(decoded.text));
  } else {
    decoded.kind = v1::CONTENT_KIND_TEXT;
    page = ReadPlainText(decoded.text);
  }
  return decoded;
}

}  // namespace fazhi
