#include "services/ingestion/core/ingest.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/ingestion/core/body.h"
#include "services/ingestion/core/clean_text.h"
#include "services/ingestion/core/glued_title.h"
#include "services/ingestion/core/identify.h"
#include "services/ingestion/core/read.h"
#include "services/ingestion/core/sniff.h"
#include "services/ingestion/core/unwrap.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// The host of an http or https URL in lower case.
std::string HostOf(absl::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == absl::string_view::npos) return "";
  absl::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  const size_t user = host.rfind('@');
  if (user != absl::string_view::npos) host.remove_prefix(user + 1);
  return absl::AsciiStrToLower(host.substr(0, host.find(':')));
}

void FillDocument(const v1::Document& document, const DecodedDocument& decoded, v1::Report& report) {
  v1::DocumentRef& ref = *report.mutable_document();
  ref.set_url(document.url());
  ref.set_sha256(document.sha256().empty() ? Sha256Hex(document.content()) : document.sha256());
  if (document.has_fetched_at()) *ref.mutable_fetched_at() = document.fetched_at();
  ref.set_size_bytes(document.content().size());
  ref.set_content_kind(decoded.kind);
  ref.set_charset(decoded.charset);
  ref.set_replaced_sequences(decoded.replaced_sequences);
  ref.set_content_type(document.content_type());
  ref.set_parent_url(document.parent_url());
  ref.set_title_hint(document.title_hint());
  ref.set_site_code(document.site_code());
}

void FillUnread(const Page& page, const NextReport& next, v1::Report& report) {
  v1::UnreadText& unread = *report.mutable_unread();
  unread.mutable_source_span()->set_begin(page.map.SourceBegin(page.lines[next.line].begin));
  unread.mutable_source_span()->set_end(page.map.SourceEnd(page.lines[page.content_end - 1].end - 1));
  unread.set_title(ToUtf8(next.printed_title));
  unread.set_same(next.same);
}

// Whether a paragraph or a table holds a Chinese character.
bool HasText(const v1::Report& report, const std::u32string& text) {
  return std::any_of(report.blocks().begin(), report.blocks().end(), [&](const v1::Block& block) {
    const bool body = block.kind() == v1::BLOCK_KIND_PARAGRAPH || block.kind() == v1::BLOCK_KIND_TABLE_ROW;
    return body && std::any_of(text.begin() + block.begin(), text.begin() + block.end(), IsHan);
  });
}

}  // namespace

absl::StatusOr<DecodedDocument> Decode(const v1::Document& document, const IngestOptions& options) {
  Page page;
  return ReadDocument(document, options, page);
}

bool NeedsParser(const v1::Document& document, const IngestOptions& options) {
  const std::string& content = document.content();
  if (document.has_reference() || content.size() > options.max_bytes) return false;
  const absl::StatusOr<v1::ContentKind> kind = SniffBytes(content);
  if (!kind.ok()) return false;
  // In every charset that is decoded, the `<` of a tag holds its byte.
  return *kind != v1::CONTENT_KIND_TEXT || absl::StrContains(content, '<');
}

absl::StatusOr<v1::Report> Ingest(const v1::Document& document, const RegionTable& regions,
                                  const IngestOptions& options) {
  Page page;
  FAZHI_ASSIGN_OR_RETURN(const DecodedDocument decoded, ReadDocument(document, options, page));
  v1::Report report;
  FillDocument(document, decoded, report);
  MarkWraps(page);
  SplitGluedTitle(page);
  page.metadata.host = HostOf(document.url());
  const Body body = SelectBody(page, NormalizeLine(ToCodePoints(document.title_hint())));
  const std::u32string text = WriteCleanText(page, body.lines, report);
  if (!HasText(report, text)) {
    if (body.missing) {
      return InvalidInput("NO_REPORT", "content",
                          absl::StrCat("no text of a report was found in ", DocumentLabel(document),
                                       ": the page says that what was asked for is not there: look for its "
                                       "address and fetch it again"));
    }
    const std::vector<std::string>& refers = page.files.empty() ? page.frames : page.files;
    return InvalidInput(
        "NO_REPORT", "content",
        absl::StrCat("no text of a report was found in ", DocumentLabel(document),
                     ": if the report is an attachment of this page, give the attachment",
                     refers.empty() ? "" : absl::StrCat("; it refers to ", absl::StrJoin(refers, ", "))));
  }
  if (body.next.has_value()) FillUnread(page, *body.next, report);
  report.set_text_sha256(Sha256Hex(report.text()));
  report.set_pipeline_version(kPipelineVersion);
  Identify(page.metadata, document, regions, text, report);
  return report;
}

}  // namespace fazhi
