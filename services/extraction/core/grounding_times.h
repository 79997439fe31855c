#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// What the words around a time say of it: whether it is held against, the time of an object, the beginning or
// end of a span. Keeps a view of the text and a reference to its tokens. Immutable; thread-safe.
class TimesInText {
 public:
  TimesInText(std::u32string_view text, const ScannedText& scanned) : text_(text), scanned_(scanned) {}

  const TimeExpression& Of(int32_t token) const { return scanned_.times[scanned_.tokens[token].index]; }

  // 在2022年度全市考评中,我县列第4位: the place is that year's. `end` is where the clause ends.
  bool IsOfContest(int32_t token, uint32_t end) const;
  // 2023年度法治建设考核,我县列第5位: the year is that of what was graded, and not of what follows.
  bool IsOfGrading(const TimeExpression& time) const;
  // Whether a comma or a stop stands right before the token.
  bool BeginsClause(int32_t token) const;
  // Whether the passage's first time, at the token, is that of what it tells, not of an object
  // (做好2023年的整改).
  bool OpensPassage(int32_t token) const;
  // The year that stands right before the token (今年上半年), or the token itself.
  int32_t YearRightBefore(int32_t token) const;
  // 截至2021年8月, 截止到8月底
  bool IsUpTo(const TimeExpression& time) const;
  // 自2017年7月以来,截至2021年8月: of all the time from the one to the other.
  static void EndSpan(const TimeExpression& start, int8_t month, TimeExpression& time);
  // 2018年专项斗争开展以来: what began then is named between the year and 以来.
  bool StartsSpan(size_t i) const;
  // 2016年1月成立以来: it began at the time that the clause has printed.
  static void TakeStart(const TimeExpression& start, TimeExpression& time);
  // 对1978年以来印发的35件文件进行清理, 2023年结转18件, 转入2025年3件: the time is not that of the act.
  bool IsOfObject(const TimeExpression& time) const;
  // 2025年上半年, 2023年全年, 2023年,全年: the part or the whole is of the year printed before it.
  void TakeYearBefore(size_t i, TimeExpression& time) const;
  // 2020年4月27日和10月21日举办2场: of days in several months, which are the year's.
  void TakeBothDays(size_t i, TimeExpression& time) const;
  // 较上年, 比2023年, 与去年相比, 在2021年基础上
  bool HeldAgainst(size_t i) const;
  // The first time behind the token, not far from it and before `end`; nullptr when there is none.
  const TimeExpression* TimeBetween(int32_t token, uint32_t end) const;

 private:
  const std::u32string_view text_;
  const ScannedText& scanned_;
};

}  // namespace fazhi::extraction
