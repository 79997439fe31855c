#include "services/extraction/core/quantities.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/extraction/core/grounding.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/quantities_scan.h"
#include "services/extraction/core/quantities_sections.h"
#include "services/extraction/core/quantities_span.h"
#include "services/extraction/core/quantities_tables.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

class Reading {
 public:
  Reading(const Context& context, bool explain)
      : context_(context),
        report_(context.outline.report()),
        year_(ThisYear(report_)),
        size_(static_cast<uint32_t>(context.text.size())),
        explain_(explain),
        sections_(context.outline, scanned_) {
    passage_.report_year = year_;
    passage_.kind = report_.kind();
    ReportSpan span = ReadReportSpan(context, scanned_);
    passage_.report_span = SpanOf(span);
    if (span.months.ok()) evaluated_ = FormatPeriod(span.months, year_);
    passage_.report_period = std::move(span.period);
    passage_.plan_from_year = span.plan_from_year;
    passage_.first_year = span.first_year;
    planned_of_title_ = std::move(span.planned);
  }

  QuantityReading Run() {
    result_.quantities.reserve(size_ / 12);
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
    std::stable_sort(result_.rejected.begin(), result_.rejected.end(),
                     [](const auto& a, const auto& b) { return a.span().begin() < b.span().begin(); });
    return std::move(result_);
  }

 private:
  // The months of its year that a text is on, or those of several years.
  TimeExpression SpanOf(const ReportSpan& span) const {
    if (span.months.ok()) return span.months;
    TimeExpression time;
    SetMonths(span.period, time);
    if (time.from_month == 0) return time;
    time.from_year = time.to_year = static_cast<int16_t>(year_);
    time.end = 1;
    return time;
  }

  void EnterParagraph(uint32_t begin) {
    const int block = block_;
    while (block_ + 1 < report_.blocks_size() && report_.blocks(block_ + 1).begin() <= begin) {
      ++block_;
      if (SaysAttached(report_.blocks(block_))) attached_ = report_.blocks(block_).begin();
    }
    if (block_ == block) return;
    paragraph_year_ = TimeExpression();
    paragraph_span_.clear();
    first_of_block_ = result_.quantities.size();
  }

  // Whether the line begins what a report has attached (附表, 附件1:…数据表), itself no list of things to do.
  bool SaysAttached(const v1::Block& block) const {
    constexpr uint32_t kLongest = 60;
    const auto begin = std::min(block.begin(), size_);
    auto line = std::u32string_view(context_.text).substr(begin, std::min(block.end(), size_) - begin);
    if (line.size() > kLongest) return false;
    if (StartsWithOneOf(line, {U"(", U"["})) line.remove_prefix(1);
    if (!StartsWith(line, U"附") || Contains(line, U'。')) return false;
    const auto behind = line.substr(1, 1);
    if (!behind.empty() && !IsDigit(behind[0]) && !IsAnyOf(behind[0], U":件表图 录")) return false;
    return !ContainsOneOf(line, WordSet::kPlans);
  }

  // What a report has attached behind its plans, and a table that its title says to be of a year gone by, is
  // no plan.
  bool LooksBack(uint32_t section, const TableRowHeads* heads) const {
    if (report_.kind() == v1::REPORT_KIND_PLAN) return false;
    const bool attached = section < static_cast<uint32_t>(context_.outline.sections_size()) &&
                          attached_ > context_.outline.sections(static_cast<int>(section)).span().begin();
    return attached || (heads != nullptr && heads->title_year != 0 && heads->title_year <= year_);
  }

  // The context of a passage of the section, as far as headings and the paragraph so far tell it.
  const PassageContext& PassageOf(uint32_t section_index, const TableRowHeads* heads = nullptr) {
    SectionTime section = sections_.Of(section_index);
    if (section.plan && LooksBack(section_index, heads)) {
      section.plan = false;
      section.role = v1::ROLE_OTHER;
      section.year = 0;
    }
    uint32_t plan_year = 0;
    uint32_t actual_year = year_;
    if (section.year != 0) (section.plan ? plan_year : actual_year) = section.year;
    if (paragraph_year_.ok()) {
      const uint32_t year = LastYear(paragraph_year_, year_);
      if (!section.plan) {
        actual_year = year;
      } else if (year > year_) {
        plan_year = year;
      }
    }
    passage_.role = section.role;
    passage_.plan = section.plan;
    SetPeriod(actual_year, actual_year_, passage_.default_period);
    SetPeriod(plan_year, plan_year_, passage_.plan_period);
    // A report on 上半年 plans for the year.
    const bool of_half = plan_year != 0 && report_.kind() != v1::REPORT_KIND_PLAN &&
                         passage_.report_span.ok() && passage_.plan_period == passage_.report_period;
    if (of_half)
      passage_.plan_period = planned_of_title_.empty() ? absl::StrCat(plan_year) : planned_of_title_;
    if (passage_.plan_period.empty()) passage_.plan_period = planned_of_title_;
    return passage_;
  }

  // Prints the year, unless it is the one printed last.
  void SetPeriod(uint32_t year, uint32_t& printed, std::string& period) const {
    if (year == printed) return;
    printed = year;
    if (year != 0 && year == year_) {
      period = passage_.report_period;
      return;
    }
    period = year == 0 ? std::string() : absl::StrCat(year);
  }

  std::vector<v1::RejectedCandidate>* Rejected() { return explain_ ? &result_.rejected : nullptr; }

  void ReadPassage(uint32_t begin, uint32_t end, const v1::Sentence& sentence) {
    Scan(context_.text, begin, end, scanned_, Rejected());
    const bool first_of_section = sentence.section() != section_;
    section_ = sentence.section();
    if (scanned_.tokens.empty()) return;
    if (report_.kind() == v1::REPORT_KIND_PLAN) TakeDeadline();
    if (scanned_.numbers.empty() && scanned_.tokens[0].type != TokenType::kTime) return;  // nothing to ground
    PassageContext passage = PassageOf(section_);
    if (!evaluated_.empty() && passage.role == v1::ROLE_ACHIEVEMENTS &&
        passage.default_period == passage.report_period)
      passage.default_period = evaluated_;
    GoOnWithPeriod(begin, passage);
    if (!paragraph_span_.empty() && !passage.plan) passage.default_period = paragraph_span_;
    const size_t quantities = result_.quantities.size();
    const PassageOutcome outcome = Ground(context_.text, scanned_, passage, result_, explain_);
    if (!outcome.leading_span.empty()) paragraph_span_ = outcome.leading_span;
    // 2021年以来,我县深入实施规划。建成广场2个; 2021年1月至2023年5月,工作有序推进。受理966件: without figures
    // of its own, it is the time of what follows.
    // With some it is so where the text has no year of its own.
    if (!outcome.leading_since.empty() && (result_.quantities.size() == quantities || year_ == 0))
      paragraph_span_ = outcome.leading_since;
    if (outcome.leads_to_next_year && passage.plan) sections_.GoOnWithNextYear(section_);
    if (!outcome.leading_year.ok()) return;
    paragraph_span_.clear();
    paragraph_year_ = outcome.leading_year;
    const uint32_t year = LastYear(outcome.leading_year, passage.report_year);
    const bool annual =
        passage.kind == v1::REPORT_KIND_ANNUAL_REPORT || passage.kind == v1::REPORT_KIND_UNSPECIFIED;
    if (first_of_section && !annual && !passage.plan) sections_.SetYear(sentence.section(), year);
    if (passage.plan && year > passage.report_year) sections_.SetPlanYear(sentence.section(), year);
  }

  // 1—4月查处案件3243件。其中,移送703件: parts are of the time of what they are parts of.
  void GoOnWithPeriod(uint32_t begin, PassageContext& passage) const {
    constexpr std::u32string_view kAmong = U"其中";
    if (passage.plan || result_.quantities.size() <= first_of_block_ ||
        !StandsAt(std::u32string_view(context_.text), begin, kAmong))
      return;
    size_t last = result_.quantities.size() - 1;
    // 上半年查处案件71件,比去年同期增加12件。其中,移送3件
    while (last > first_of_block_ && result_.quantities[last].kind == v1::KIND_CHANGE) --last;
    const GroundedQuantity& before = result_.quantities[last];
    if (before.status == v1::STATUS_ACTUAL && before.kind == v1::KIND_LEVEL && !before.period.empty() &&
        before.period.front() != '/')
      passage.default_period = before.period;
  }

  // (完成时限:10月底前): when what the paragraph has promised so far is due.
  void TakeDeadline() {
    uint32_t plan_year = 0;
    if (!absl::SimpleAtoi(PassageOf(section_).plan_period, &plan_year)) return;
    for (const TimeExpression& time : scanned_.times) {
      if (time.begin < 3 || context_.text[time.begin - 1] != U':' || time.WholeYear() || time.relative)
        continue;
      const std::u32string_view label = std::u32string_view(context_.text).substr(time.begin - 3, 2);
      if (label != U"时限" && label != U"时间" && label != U"期限") continue;
      const std::string due = FormatPeriod(time, plan_year);
      for (size_t i = first_of_block_; i < result_.quantities.size(); ++i) {
        GroundedQuantity& quantity = result_.quantities[i];
        if (quantity.status == v1::STATUS_TARGET && quantity.period == passage_.plan_period) {
          quantity.period = due;
        }
      }
    }
  }

  void ReadRow(const TableRowHeads& heads, const v1::Sentence& sentence, uint32_t begin, uint32_t end) {
    for (const CellHeads& cell : heads.cells) {
      const uint32_t cell_begin = std::max(cell.begin, begin);
      const uint32_t cell_end = std::min(cell.end, end);
      if (cell_begin >= cell_end) continue;
      PassageContext passage = PassageOf(sentence.section(), &heads);
      cell.Apply(passage);
      Scan(context_.text, cell_begin, cell_end, scanned_, Rejected());
      Ground(context_.text, scanned_, passage, result_, explain_);
    }
  }

  // Sets sentence and clause of the quantities from `first` on.
  void Place(size_t first, uint32_t index, const v1::Sentence& sentence) {
    const auto& clauses = sentence.clause_begin();
    int clause = 0;
    for (size_t i = first; i < result_.quantities.size(); ++i) {
      GroundedQuantity& quantity = result_.quantities[i];
      while (clause + 1 < clauses.size() && clauses[clause + 1] <= quantity.begin) ++clause;
      quantity.sentence = index;
      quantity.clause = static_cast<uint32_t>(clause);
    }
  }

  const Context& context_;
  const v1::Report& report_;
  const uint32_t year_;  // that 今年 means
  const uint32_t size_;
  const bool explain_;
  ScannedText scanned_;
  SectionTimes sections_;
  TableHeads tables_;
  TimeExpression paragraph_year_;
  std::string paragraph_span_;  // the time that the paragraph's figures are of, where it is no whole year
  int block_ = -1;
  uint32_t attached_ = 0;      // where the last attachment begins; 0 for none yet
  size_t first_of_block_ = 0;  // quantity
  uint32_t section_ = 0;       // of the last passage
  PassageContext passage_;
  uint32_t actual_year_ = 0;      // that `passage_.default_period` prints; 0 for none
  std::string evaluated_;         // 2021-01/2023-06, that an evaluation is on; empty: none
  std::string planned_of_title_;  // 下半年 of 上半年工作总结和下半年工作计划
  uint32_t plan_year_ = 0;        // that `passage_.plan_period` prints
  QuantityReading result_;
};

}  // namespace

QuantityReading ReadQuantities(const Context& context, bool explain) {
  return Reading(context, explain).Run();
}

}  // namespace fazhi::extraction
