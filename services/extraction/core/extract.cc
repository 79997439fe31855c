#include "services/extraction/core/extract.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/interpret.h"
#include "services/extraction/core/quantities.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

absl::Status BadOutline(absl::string_view field, absl::string_view what) {
  return InvalidInput("BAD_OUTLINE", field, absl::StrCat("the outline does not fit its text: ", what));
}

// Every later step indexes the text by these spans.
absl::Status CheckOutline(const v1::Outline& outline, uint32_t size) {
  const auto sections = static_cast<uint32_t>(outline.sections_size());
  if (sections == 0) return BadOutline("sections", "there is no section 0");
  for (uint32_t i = 0; i < sections; ++i) {
    const v1::Section& section = outline.sections(static_cast<int>(i));
    if (section.span().begin() > section.span().end() || section.span().end() > size ||
        section.heading().begin() > section.heading().end() || section.heading().end() > size) {
      return BadOutline("sections", absl::StrCat("section ", i, " lies outside it"));
    }
    if (section.parent() > i)
      return BadOutline("sections", absl::StrCat("section ", i, " comes before its parent"));
  }
  uint32_t end = 0;
  for (int i = 0; i < outline.sentences_size(); ++i) {
    const v1::Sentence& sentence = outline.sentences(i);
    if (sentence.begin() < end || sentence.end() < sentence.begin() || sentence.end() > size) {
      return BadOutline("sentences",
                        absl::StrCat("sentence ", i, " overlaps the one before or lies outside it"));
    }
    if (sentence.section() >= sections)
      return BadOutline("sentences", absl::StrCat("sentence ", i, " has no section"));
    if (sentence.table() > static_cast<uint32_t>(outline.report().tables_size()) ||
        (sentence.table() > 0 &&
         sentence.row() >=
             static_cast<uint32_t>(
                 outline.report().tables(static_cast<int>(sentence.table()) - 1).rows_size()))) {
      return BadOutline("sentences", absl::StrCat("sentence ", i, " has no row"));
    }
    uint32_t clause = sentence.begin();
    for (const uint32_t begin : sentence.clause_begin()) {
      if (begin < clause || begin > sentence.end()) {
        return BadOutline("sentences", absl::StrCat("sentence ", i, " has a clause outside it"));
      }
      clause = begin;
    }
    end = sentence.end();
  }
  for (const v1::Table& table : outline.report().tables()) {
    for (const v1::TableRow& row : table.rows()) {
      for (const v1::TableCell& cell : row.cells()) {
        if (cell.span().begin() > cell.span().end() || cell.span().end() > size) {
          return BadOutline("report.tables", "a cell lies outside it");
        }
      }
    }
  }
  return absl::OkStatus();
}

// Straight quotation marks open and close in turn, anew on each line.
void PairQuotes(std::u32string& text) {
  bool open = false;
  for (char32_t& c : text) {
    if (c == U'"') c = open ? U'”' : U'“';
    open = c == U'“' || (open && c != U'”' && c != U'\n');
  }
}

}  // namespace

absl::StatusOr<v1::ObservationSet> Extract(v1::Outline outline, const Catalog& catalog,
                                           const ExtractOptions& options) {
  v1::ObservationSet set;
  set.set_catalog_version(catalog.proto().version());
  *set.mutable_outline() = std::move(outline);
  v1::Report& report = *set.mutable_outline()->mutable_report();
  report.set_pipeline_version(ReadingVersion(report.pipeline_version()));
  extraction::Context context{set.outline(), ToCodePoints(set.outline().report().text())};
  if (absl::Status status = CheckOutline(set.outline(), static_cast<uint32_t>(context.text.size()));
      !status.ok())
    return status;
  if (absl::StrContains(set.outline().report().text(), '"')) PairQuotes(context.text);
  if (set.outline().report().has_traditional()) {
    context.printed = context.text;
    FoldTraditional(context.text);
  }
  extraction::QuantityReading reading = extraction::ReadQuantities(context, options.explain);
  extraction::Interpret(context, catalog, reading.quantities, options.explain, set);
  for (v1::RejectedCandidate& candidate : reading.rejected) *set.add_rejected() = std::move(candidate);
  return set;
}

}  // namespace fazhi
