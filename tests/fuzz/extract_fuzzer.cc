// Extraction on any text: no crash, no hang, no overflow, and the promises of core/quantities.h and
// observation.proto kept. The first bytes choose the report's year, whether a table is claimed where there is
// none, and explaining; the rest is text.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "services/extraction/core/extract.h"
#include "services/extraction/core/quantities.h"
#include "services/segmentation/core/segment.h"
#include "services/text/utf8.h"

namespace {

void Check(bool holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "%s\n", what);
  abort();
}

fazhi::v1::Report ReportOf(const std::u32string& text, uint8_t year, uint8_t tables) {
  fazhi::v1::Report report;
  report.set_year(year == 0 ? 0 : 1990 + year % 100);
  report.set_text(fazhi::ToUtf8(text));
  report.mutable_source_map()->add_clean_begin(0);
  report.mutable_source_map()->add_source_begin(0);
  report.mutable_source_map()->add_source_length(static_cast<uint32_t>(text.size()));
  uint32_t begin = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'\n') continue;
    fazhi::v1::Block& block = *report.add_blocks();
    block.set_begin(begin);
    block.set_end(i);
    const bool row = tables != 0 && report.blocks_size() % 3 == 0;
    block.set_kind(row ? fazhi::v1::BLOCK_KIND_TABLE_ROW : fazhi::v1::BLOCK_KIND_PARAGRAPH);
    if (row) {
      if (report.tables_size() == 0) report.add_tables();
      fazhi::v1::TableCell& cell = *report.mutable_tables(0)->add_rows()->add_cells();
      cell.mutable_span()->set_begin(begin);
      cell.mutable_span()->set_end(i);
      cell.set_column(tables % 4U);
      cell.set_column_span(1);
      cell.set_row_span(1);
      cell.set_is_head((tables & 8) != 0);
    }
    begin = i + 1;
  }
  return report;
}

void CheckQuantities(const fazhi::v1::Outline& outline, const std::u32string& text, bool explain) {
  const fazhi::extraction::Context context{outline, text};
  const auto reading = fazhi::extraction::ReadQuantities(context, explain);
  uint32_t floor = 0;
  for (const auto& quantity : reading.quantities) {
    Check(quantity.begin >= floor && quantity.begin < quantity.end, "quantities are sorted and apart");
    floor = quantity.end;
    Check(quantity.end <= text.size(), "a quantity lies in the text");
    Check(quantity.left_edge <= quantity.begin, "the left edge is left");
    Check(quantity.number_end > quantity.begin && quantity.number_end <= quantity.end,
          "the number lies in the quantity");
    Check(quantity.quantity.value_e4() >= 0, "values are not negative");
    Check(!quantity.quantity.has_high_e4() || quantity.quantity.high_e4() >= quantity.quantity.value_e4(),
          "high is high");
    Check(
        (quantity.kind == fazhi::v1::KIND_CHANGE) == (quantity.direction != fazhi::v1::DIRECTION_UNSPECIFIED),
        "changes have a direction");
    const auto& sentence = outline.sentences(static_cast<int>(quantity.sentence));
    Check(sentence.begin() <= quantity.begin && quantity.end <= sentence.end(),
          "a quantity lies in its sentence");
  }
  for (const auto& candidate : reading.rejected) {
    Check(candidate.span().begin() < candidate.span().end() && candidate.span().end() <= text.size(),
          "a refused candidate lies in the text");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  std::u32string text =
      fazhi::ToCodePoints(absl::string_view(reinterpret_cast<const char*>(data) + 3, size - 3));
  if (text.empty() || text.back() != U'\n') text.push_back(U'\n');
  auto outline = fazhi::Segment(ReportOf(text, data[0], data[1]));
  if (!outline.ok()) return 0;
  CheckQuantities(*outline, text, (data[2] & 1) != 0);
  const auto set = fazhi::Extract(*std::move(outline));
  Check(set.ok(), "an outline of Segment is read");
  return 0;
}
