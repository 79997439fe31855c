#include "services/extraction/core/quantities.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/extraction/core/grounding.h"
#include "services/extraction/core/quantities_scan.h"
#include "services/extraction/core/quantities_sections.h"
#include "services/extraction/core/quantities_tables.h"

namespace fazhi::extraction {
namespace {

class Reading {
 public:
  Reading(const Context& context, bool explain)
      : context_(context),
        report_(context.outline.report()),
        size_(static_cast<uint32_t>(context.text.size())),
        explain_(explain),
        sections_(context.outline) {}

  QuantityReading Run() {
    result_.quantities.reserve(size_ / 24);
    uint32_t floor = 0;
    for (int i = 0; i < context_.outline.sentences_size(); ++i) {
      const v1::Sentence& sentence = context_.outline.sentences(i);
      const uint32_t begin = std::max(sentence.begin(), floor);
      const uint32_t end = std::min(sentence.end(), size_);
      if (begin >= end) continue;
      floor = end;
      EnterParagraph(begin);
      const size_t first = result_.quantities.size();
      const TableRowHeads* heads = tables_.Row(context_, sentence);
      if (heads != nullptr) {
        ReadRow(*heads, sentence, begin, end);
      } else {
        ReadPassage(begin, end, sentence);
      }
      Place(first, static_cast<uint32_t>(i), sentence);
    }
    return std::move(result_);
  }

 private:
  void EnterParagraph(uint32_t begin) {
    const int block = block_;
    while (block_ + 1 < report_.blocks_size() && report_.blocks(block_ + 1).begin() <= begin) ++block_;
    if (block_ != block) paragraph_year_ = TimeExpression();
  }

  PassageContext PassageOf(const v1::Sentence& sentence) const {
    PassageContext passage;
    passage.report_year = report_.year();
    passage.kind = report_.kind();
    const SectionTime& section = sections_.Of(sentence.section());
    passage.role = section.role;
    passage.plan = section.plan;
    if (report_.year() != 0) passage.default_period = absl::StrCat(report_.year());
    if (section.year != 0) {
      (section.plan ? passage.plan_period : passage.default_period) = absl::StrCat(section.year);
    }
    if (paragraph_year_.ok()) {
      const uint32_t year = LastYear(paragraph_year_, passage.report_year);
      if (!section.plan) {
        passage.default_period = absl::StrCat(year);
      } else if (year > passage.report_year) {
        passage.plan_period = absl::StrCat(year);
      }
    }
    return passage;
  }

  std::vector<v1::RejectedCandidate>* Rejected() { return explain_ ? &result_.rejected : nullptr; }

  void ReadPassage(uint32_t begin, uint32_t end, const v1::Sentence& sentence) {
    Scan(context_.text, begin, end, scanned_, Rejected());
    PassageContext passage = PassageOf(sentence);
    const bool first_of_section = sentence.section() != section_;
    section_ = sentence.section();
    if (scanned_.tokens.empty()) return;
    const PassageOutcome outcome = Ground(context_.text, scanned_, passage, result_, explain_);
    if (!outcome.leading_year.ok()) return;
    paragraph_year_ = outcome.leading_year;
    const uint32_t year = LastYear(outcome.leading_year, passage.report_year);
    const bool annual =
        passage.kind == v1::REPORT_KIND_ANNUAL_REPORT || passage.kind == v1::REPORT_KIND_UNSPECIFIED;
    if (first_of_section && !annual && !passage.plan) sections_.SetYear(sentence.section(), year);
    if (passage.plan && year > passage.report_year) sections_.SetPlanYear(sentence.section(), year);
  }

  void ReadRow(const TableRowHeads& heads, const v1::Sentence& sentence, uint32_t begin, uint32_t end) {
    for (const CellHeads& cell : heads.cells) {
      const uint32_t cell_begin = std::max(cell.begin, begin);
      const uint32_t cell_end = std::min(cell.end, end);
      if (cell_begin >= cell_end) continue;
      PassageContext passage = PassageOf(sentence);
      cell.Apply(passage);
      Scan(context_.text, cell_begin, cell_end, scanned_, Rejected());
      Ground(context_.text, scanned_, passage, result_, explain_);
    }
  }

  // Sets sentence and clause of the quantities from `first` on.
  void Place(size_t first, uint32_t index, const v1::Sentence& sentence) {
    int clause = 0;
    for (size_t i = first; i < result_.quantities.size(); ++i) {
      GroundedQuantity& quantity = result_.quantities[i];
      while (clause + 1 < sentence.clause_begin_size() && sentence.clause_begin(clause + 1) <= quantity.begin)
        ++clause;
      quantity.sentence = index;
      quantity.clause = static_cast<uint32_t>(clause);
    }
  }

  const Context& context_;
  const v1::Report& report_;
  const uint32_t size_;
  const bool explain_;
  SectionTimes sections_;
  TableHeads tables_;
  ScannedText scanned_;
  TimeExpression paragraph_year_;
  int block_ = 0;
  uint32_t section_ = 0;  // of the last passage
  QuantityReading result_;
};

}  // namespace

QuantityReading ReadQuantities(const Context& context, bool explain) {
  return Reading(context, explain).Run();
}

}  // namespace fazhi::extraction
