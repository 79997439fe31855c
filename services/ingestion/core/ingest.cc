#include "services/ingestion/core/ingest.h"

#include "services/text/source_map.h"
#include "services/text/utf8.h"

namespace fazhi {

absl::StatusOr<DecodedDocument> Decode(const v1::Document& document, const IngestOptions&) {
  DecodedDocument decoded;
  decoded.kind = v1::CONTENT_KIND_TEXT;
  decoded.charset = "UTF-8";
  decoded.text = document.content();
  return decoded;
}

absl::StatusOr<v1::Report> Ingest(const v1::Document& document, const RegionTable&, const IngestOptions& options) {
  auto decoded = Decode(document, options);
  if (!decoded.ok()) return decoded.status();
  v1::Report report;
  report.mutable_document()->set_url(document.url());
  report.mutable_document()->set_sha256(document.sha256());
  report.mutable_document()->set_content_kind(decoded->kind);
  std::u32string text = ToCodePoints(decoded->text);
  if (text.empty() || text.back() != U'\n') text.push_back(U'\n');
  uint32_t begin = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'\n') continue;
    v1::Block* block = report.add_blocks();
    block->set_begin(begin);
    block->set_end(i);
    block->set_kind(v1::BLOCK_KIND_PARAGRAPH);
    begin = i + 1;
  }
  SourceMapBuilder map;
  map.Append(static_cast<uint32_t>(text.size()), 0, static_cast<uint32_t>(text.size()));
  *report.mutable_source_map() = std::move(map).Build();
  report.set_text(ToUtf8(text));
  report.mutable_body_source_span()->set_end(static_cast<uint32_t>(text.size()));
  report.set_year(2024);
  return report;
}

}  // namespace fazhi
