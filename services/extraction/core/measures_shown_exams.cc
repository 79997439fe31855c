#include "services/extraction/core/measures_shown_exams.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kExam = 2;  // 考试

}  // namespace

Piece Exams::NameOf(Piece clause) const {
  constexpr uint32_t kShortest = 4;
  constexpr uint32_t kLongest = 14;
  const uint32_t name = clause.end - kExam;
  for (uint32_t p = stripper_.FindVerb(clause, 0); p < name; p = stripper_.FindVerb({p + 1, clause.end}, 0)) {
    const Word verb = WordTable::Get().Prefix(View({p, clause.end}), kAct);
    if (verb && p + verb.length < name) clause.begin = p + verb.length;
  }
  // 全省统一的资格考试, 干部和执法人员集中测试: where it is from, and who else sat it.
  for (const char32_t mark : {U'的', U'和'}) {
    const size_t at = View(clause).rfind(mark);
    if (at != std::u32string_view::npos && at + 1 + kShortest <= clause.size())
      clause.begin += static_cast<uint32_t>(at) + 1;
  }
  clause = stripper_.Strip(clause);
  return clause.size() >= kShortest && clause.size() <= kLongest ? clause : Piece();
}

Piece Exams::ExamBefore(uint32_t q, uint32_t at) const {
  constexpr uint32_t kReach = 80;
  const uint32_t begin =
      std::max(context_.outline.sentences(static_cast<int>(quantities_[q].sentence)).begin(),
               at - std::min(at, kReach));
  for (uint32_t end = at; end >= begin + kExam; --end) {
    if (IsAnyOf(text_[end - 1], U";。\n")) return {};
    if (CueWords::Get().Ending(View({end - kExam, end}), kCueExam) != kExam) continue;
    Piece clause = {end - kExam, end};
    while (clause.begin > begin && !IsAnyOf(text_[clause.begin - 1], U",;:。、\n") &&
           !IsDigit(text_[clause.begin - 1]))
      --clause.begin;
    // 60人参加资格考试: the unit is none of it.
    if (clause.begin > begin && IsDigit(text_[clause.begin - 1]) && clause.size() > kExam &&
        IsAnyOf(text_[clause.begin], U"人名位"))
      ++clause.begin;
    return NameOf(clause);
  }
  return {};
}

bool Exams::Show(uint32_t m) {
  Measure& measure = measures_[m];
  const Piece own = measure.own;
  const absl::string_view unit = quantities_[measure.quantity].quantity.unit();
  const bool rate = unit == "%";
  if (own.size() < 2 || measure.copied || (!rate && !CountsPeople(unit))) return false;
  if (CueWords::Get().In(View(own), kCuePassed) == 0) return false;
  if (rate && (!EndsWithOneOf(View(own), {U"率", U"比例"}) ||
               (CueWords::Get().Beginning(View(own)) & kCuePassed) == 0))
    return false;
  std::u32string said;
  measure.phrase.AppendTo(text_, said);
  if (CueWords::Get().In(said, kCueExam) != 0 || ContainsOneOf(said, {U"案卷", U"卷宗"})) return false;
  const Piece exam = ExamBefore(measure.quantity, std::min(own.begin, quantities_[measure.quantity].begin));
  if (exam.empty()) return false;
  measure.shown.Append(exam);
  measure.shown.Append(own);
  return true;
}

}  // namespace fazhi::extraction
