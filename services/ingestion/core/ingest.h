#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi {

struct IngestOptions {
  // Larger documents are refused with reason TOO_LARGE.
  size_t max_bytes = size_t{32} << 20;
};

// What a document's bytes say before anything is understood: the text that every `source_span` counts in.
struct DecodedDocument {
  v1::ContentKind kind = v1::CONTENT_KIND_UNSPECIFIED;
  // IANA name; empty for DOCX and PDF.
  std::string charset;
  // UTF-8. For text and HTML the decoded bytes, markup included, without a byte order mark; for DOCX and PDF
  // the extractor's plain text, each paragraph ended by a line feed and each page by a form feed.
  std::string text;
  // Undecodable sequences replaced by U+FFFD.
  uint32_t replaced_sequences = 0;
};

// Finds out what a document is and decodes it. Pure: the same document gives the same answer everywhere.
// Errors are INVALID_ARGUMENT with a reason (services/base/errors.h): EMPTY, TOO_LARGE, BINARY, ARCHIVE,
// UNDECODABLE (names the byte offset), TRUNCATED_ARCHIVE, DOCX_BOMB, NOT_A_DOCX, ENCRYPTED, BROKEN_PDF,
// NO_TEXT_LAYER, TOO_DEEP, REFERENCE_NOT_FETCHED.
absl::StatusOr<DecodedDocument> Decode(const v1::Document& document, const IngestOptions& options = {});

// What messages call a document: its URL, or `the document` where it has none. Pure and thread-safe.
absl::string_view DocumentLabel(const v1::Document& document);

// Document → Report: decodes, cleans and identifies. Pure and thread-safe. Errors are Decode's, and NO_REPORT
// for a document whose body holds not one Chinese character.
absl::StatusOr<v1::Report> Ingest(const v1::Document& document,
                                  const RegionTable& regions = RegionTable::Default(),
                                  const IngestOptions& options = {});

// Whether Ingest gives the document to a parser's library (Gumbo, poppler, libarchive, pugixml), by a look at
// its bytes. No is certain; yes may be wrong, of a text that holds `<`. Pure and thread-safe.
bool NeedsParser(const v1::Document& document, const IngestOptions& options = {});

}  // namespace fazhi
