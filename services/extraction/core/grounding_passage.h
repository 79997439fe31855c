#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/extraction/core/grounding.h"
#include "services/extraction/core/grounding_times.h"
#include "services/extraction/core/quantities_scan.h"

namespace fazhi::extraction {

// What the words of the clause so far say about the numbers behind them.
struct ClauseState {
  bool comparing = false;
  bool legal = false;
  bool limit = false;
  bool every = false;
  bool streak = false;
  bool span = false;
  bool ranked = false;
  bool target = false;
  bool must = false;
  bool stock = false;
  bool cumulative = false;
  bool standing = false;  // 实有, 在册
  bool of_whole = false;  // begins with 全县 and so many
  bool done = false;
  v1::Bound loose = v1::BOUND_EXACT;  // 至少配备
  uint32_t loose_end = 0;
  int32_t held = -1;           // token of the last time that is held against
  int32_t time = -1;           // token of the last time that is not held against
  bool time_founding = false;  // 2019年9月成立
};

// What the words and times of a passage have told so far of the numbers behind them. Keeps a view of the
// text, and references to its tokens, whose times it corrects by what stands around them, and to the context.
class PassageSoFar {
 public:
  PassageSoFar(std::u32string_view text, ScannedText& scanned, const PassageContext& context)
      : text_(text), scanned_(scanned), context_(context), times_(text, scanned) {}

  // Takes in the token `i`. A time is false when it is not that of an act (a clock, 较上年, 2020年以前的).
  bool SeeTime(size_t i);
  void SeeWord(size_t i);
  // At a comma or, by `stop`, a stop, which stands at `end`.
  void EndClause(bool stop, uint32_t end);

  ClauseState& clause() { return clause_; }
  const TimesInText& times() const { return times_; }
  const TimeExpression& Time(int32_t token) const { return times_.Of(token); }
  // A time that holds on in the sentence, as a token; -1: none.
  int32_t sentence_time() const { return sentence_time_; }
  // The time of what the sentence's places in an order were won in, as a token; -1: none.
  int32_t contest_time() const { return contest_time_; }
  // 2021年以来累计办班19期;全县现有执法人员627名: what there is behind the stop is not of that time.
  bool StandsApart(uint32_t begin);
  // Something new has been told of in the sentence.
  bool fresh_in_sentence() const { return fresh_in_sentence_; }
  // 下一步,我们将新建广场2处,培训骨干60名: the whole sentence is about what is to be done.
  bool LooksAhead() const;
  // What the passage leaves for the next ones, at its end.
  PassageOutcome Outcome() const;

 private:
  bool Adverbial(int32_t token) const;
  void TakeYearAhead(TimeExpression& time) const;
  bool LeadsToNextYear() const;
  void TakeSameMonths(TimeExpression& time) const;
  bool GoesOn(int32_t token) const;
  bool TellsOtherYear(const TimeExpression& time) const;
  bool IsSameAsTold(size_t i, const TimeExpression& time) const;
  void TakePartOfYear(TimeExpression& time) const;
  // The time since an earlier year, the years or the first months of a year that the passage begins with;
  // null: none.
  const TimeExpression* LeadingSpan() const;

  const std::u32string_view text_;
  ScannedText& scanned_;
  const PassageContext& context_;
  const TimesInText times_;
  ClauseState clause_;
  TimeExpression leading_year_;
  bool leading_year_told_ = true;  // no other year is told beside it
  int32_t sentence_time_ = -1;
  int32_t contest_time_ = -1;
  int32_t last_time_ = -1;    // the last that was not held against
  int32_t same_period_ = -1;  // the same months of the year before, told of in the sentence
  uint32_t stop_ = 0;         // where the last stop of the sentence stands; 0: none
  bool aims_ = false;         // 目标是: stands before
  bool fresh_in_sentence_ = false;
};

}  // namespace fazhi::extraction
