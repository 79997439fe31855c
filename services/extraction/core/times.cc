#include "services/extraction/core/times.h"

#include "services/extraction/core/time_cursor.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

void TakeDay(TimeCursor& reader, TimeExpression& time) {
  const uint32_t start = reader.pos();
  reader.Spaces();
  if (reader.TakeSmall(31) > 0 && (reader.Take(U"日") || reader.Take(U"号"))) {
    time.of_day = true;
    const uint32_t day = reader.pos();  // 25日至28日
    if (!reader.TakeTo() || reader.TakeSmall(31) < 0 || !reader.Take(U"日")) reader.Reset(day);
    return;
  }
  reader.Reset(start);
}

// 12月, 1—11月份, 3月5日
bool TakeMonths(TimeCursor& reader, int8_t& from, int8_t& to, TimeExpression& time) {
  const uint32_t start = reader.pos();
  if (reader.Peek() == U'两') return false;  // 每两月: how many, not which
  reader.Spaces();
  const int first = reader.TakeSmall(12);
  if (first > 0) {
    reader.Spaces();
    const uint32_t after = reader.pos();
    bool month = reader.Take(U"月份") || reader.Take(U"月");
    if (month) TakeDay(reader, time);
    const uint32_t single = reader.pos();
    if (reader.TakeTo()) {
      reader.Spaces();
      const int last = reader.TakeSmall(12);
      reader.Spaces();
      if (last > first && (reader.Take(U"月份") || reader.Take(U"月"))) {
        TakeDay(reader, time);
        from = static_cast<int8_t>(first);
        to = static_cast<int8_t>(last);
        return true;
      }
    }
    reader.Reset(single);
    if (month) {
      from = to = static_cast<int8_t>(first);
      return true;
    }
    reader.Reset(after);
  }
  reader.Reset(start);
  return false;
}

// 前9月, 前三个月, 头四个月: the year's first so many.
bool TakeFirstMonths(TimeCursor& reader, int8_t& from, int8_t& to) {
  const uint32_t start = reader.pos();
  const bool spoken = reader.Take(U"头");
  if (spoken || reader.Take(U"前")) {
    const int months = reader.TakeSmall(12);
    if (months > 1 && (reader.Take(U"个月") || (!spoken && (reader.Take(U"月份") || reader.Take(U"月"))))) {
      from = 1;
      to = static_cast<int8_t>(months);
      return true;
    }
  }
  reader.Reset(start);
  return false;
}

// 2024-03-18, 2024/3/18, 2024.3.18
bool TakeNumericDate(TimeCursor& reader, TimeExpression& time) {
  const uint32_t start = reader.pos();
  const int year = reader.TakeYear();
  const char32_t mark = reader.Peek();
  if (year > 0 && (mark == U'-' || mark == U'/' || mark == U'.')) {
    reader.Reset(reader.pos() + 1);
    const int month = reader.TakeSmall(12);
    if (month > 0 && reader.Peek() == mark) {
      reader.Reset(reader.pos() + 1);
      if (reader.TakeSmall(31) > 0 && !IsDigit(reader.Peek())) {
        time.from_year = time.to_year = static_cast<int16_t>(year);
        time.from_month = time.to_month = static_cast<int8_t>(month);
        time.of_day = true;
        return true;
      }
    }
  }
  reader.Reset(start);
  return false;
}

void TakeYearSuffix(TimeCursor& reader) {
  if (reader.Take(U"度末") || reader.Take(U"度")) return;
  if (reader.Take(U"年底") || reader.Take(U"年末") || reader.Take(U"年初")) return;
  if (reader.Peek() == U'底' || reader.Peek() == U'末' || reader.Peek() == U'初')
    reader.Reset(reader.pos() + 1);
}

// 2024年…, 2019-2023年, 2019年至2023年
bool TakeYears(TimeCursor& reader, TimeExpression& time) {
  const uint32_t start = reader.pos();
  const int first = reader.TakeYear();
  if (first < 0) return false;
  reader.Spaces();
  bool suffixed = reader.Take(U"年");
  const uint32_t single = reader.pos();
  if (suffixed) {
    TakeYearSuffix(reader);
    if (!TakeFirstMonths(reader, time.from_month, time.to_month))
      TakeMonths(reader, time.from_month, time.to_month, time);
  }
  const uint32_t whole = reader.pos();
  if (reader.TakeTo() || (!suffixed && (reader.Take(U"、") || reader.Take(U"/")))) {
    reader.Spaces();
    const int last = reader.TakeYear();
    reader.Spaces();
    if (last >= first && reader.Take(U"年")) {
      TakeYearSuffix(reader);
      int8_t from = 0;
      TimeExpression end_time;
      TakeMonths(reader, from, time.to_month, end_time);
      time.from_year = static_cast<int16_t>(first);
      time.to_year = static_cast<int16_t>(last);
      return true;
    }
  }
  if (!suffixed) {
    reader.Reset(start);
    return false;
  }
  reader.Reset(whole > single ? whole : single);
  time.from_year = time.to_year = static_cast<int16_t>(first);
  return true;
}

// 近三年, 三年来, 过去五年, 三年共; 今后三年, 未来五年
bool TakeLastYears(TimeCursor& reader, std::u32string_view left, TimeExpression& time) {
  const uint32_t start = reader.pos();
  const int years = reader.TakeSmall(20);
  if (years > 1 &&
      (reader.Take(U"年半来") || reader.Take(U"年半以来"))) {  // two years and a half are of three
    time.last_years = static_cast<int8_t>(years + 1);
    return true;
  }
  if (years > 1 && reader.Take(U"年")) {
    const char32_t before = left.empty() ? U'\0' : left.back();
    if (left == U"今后" || left == U"未来") {
      time.relative = true;
      time.relation = TimeRelation::kNextYear;
      time.next_years = static_cast<int8_t>(years);
      return true;
    }
    const bool since = reader.Take(U"以来") || reader.Take(U"来") || reader.Take(U"间");
    // 三年累计投入, but not 连续三年共 or 第三年共
    const bool summed = (reader.Peek() == U'共' || reader.Take(U"里") ||
                         (reader.Peek() == U'累' && reader.Peek(1) == U'计') ||
                         (reader.Peek() == U'合' && reader.Peek(1) == U'计')) &&
                        !IsAnyOf(before, kBeforeOtherYears);
    if (since || summed || before == U'近' || before == U'去') {
      time.last_years = static_cast<int8_t>(years);
      return true;
    }
  }
  reader.Reset(start);
  return false;
}

// 6月前, but not 较2016年前移3位
bool TakeBefore(TimeCursor& reader) {
  constexpr std::u32string_view kVerbs = U"移进列三十后往置沿";
  return !Contains(kVerbs, reader.Peek(1)) && reader.Take(U"前");
}

// 2019年至2023年这五年间: how many they are is said again.
void TakeCountOfYears(TimeCursor& reader) {
  const uint32_t start = reader.pos();
  if (reader.Take(U"这") && reader.TakeSmall(20) > 1 && reader.Take(U"年")) {
    if (!reader.Take(U"间") && !reader.Take(U"里") && !reader.Take(U"来")) reader.Take(U"中");
    return;
  }
  reader.Reset(start);
}

// 10:32, 9时30分
bool TakeClock(TimeCursor& reader) {
  const uint32_t start = reader.pos();
  int digits = 0;
  const int hour = reader.TakeInteger(&digits);
  if (hour >= 0 && hour <= 24 && digits <= 2) {
    if (reader.Take(U":") && IsDigit(reader.Peek()) && IsDigit(reader.Peek(1)) && !IsDigit(reader.Peek(2))) {
      reader.Reset(reader.pos() + 2);
      if (reader.Peek() == U':' && IsDigit(reader.Peek(1)) && IsDigit(reader.Peek(2)))
        reader.Reset(reader.pos() + 3);
      return true;
    }
    if ((reader.Take(U"时") || reader.Take(U"点")) && IsDigit(reader.Peek())) {
      if (reader.TakeSmall(60) >= 0 && reader.Take(U"分")) return true;
    }
  }
  reader.Reset(start);
  return false;
}

// 2019年1月至今年9月, 去年10月至今年9月, 2021年3月至今年底: up to the report's own year.
bool TakeToThisYear(TimeCursor& reader, int8_t& to_month) {
  const uint32_t start = reader.pos();
  if (reader.TakeTo() && (reader.Take(U"今年") || reader.Take(U"本年"))) {
    TimeExpression end;
    if (reader.Take(U"底") || reader.Take(U"末")) {
      to_month = 12;
      return true;
    }
    int8_t from = 0;
    int8_t to = 0;
    const bool half = reader.Take(U"上半年");
    if (half || (TakeMonths(reader, from, to, end) && from == to)) {
      to_month = half ? int8_t{6} : to;
      if (!reader.Take(U"底")) reader.Take(U"末");
      return true;
    }
  }
  reader.Reset(start);
  return false;
}

}  // namespace

TimeExpression ReadTime(std::u32string_view text, uint32_t pos, uint32_t limit) {
  TimeExpression time;
  time.begin = time.end = pos;
  if (pos >= limit) return time;
  TimeCursor reader(text, pos, limit);
  const uint32_t left = pos < 2 ? pos : 2;
  if (TakeNumericDate(reader, time) || TakeYears(reader, time)) {
    // the rest of the date is read
  } else if (time = TimeExpression{pos, pos}; TakeMonths(reader, time.from_month, time.to_month, time)) {
    // a month of a year printed elsewhere
  } else if (TakeClock(reader)) {
    time.of_day = true;
  } else if (!TakeLastYears(reader, text.substr(pos - left, left), time)) {
    return TimeExpression{pos, pos};
  }
  if (time.from_year < time.to_year) TakeCountOfYears(reader);
  if (time.from_month != 0 && time.from_month == time.to_month && !time.of_day &&
      (reader.Take(U"至年底") || reader.Take(U"至当年底") || reader.Take(U"至当年年底"))) {
    time.to_month = 12;  // 2023年5月至年底
  }
  if (time.from_year != 0 && time.from_year == time.to_year && time.from_month == time.to_month &&
      TakeToThisYear(reader, time.to_month)) {
    time.to_year = 0;
    time.of_day = false;
  }
  if (reader.Take(U"底前") || reader.Take(U"底") || TakeBefore(reader) || reader.Take(U"末前") ||
      reader.Take(U"末")) {
    time.due = text[reader.pos() - 1] == U'前';
  }
  const uint32_t here = reader.pos();
  reader.Spaces();
  if (reader.Take(U"以前") || reader.Take(U"之前")) {
    time.before = true;
  } else if (reader.Take(U"同期")) {
    time.same_period = true;
  } else if (reader.Take(U"以来") || reader.Take(U"至今") || reader.Take(U"起")) {
    time.since = time.last_years == 0;
  } else if (time.from_year != 0 && reader.Peek() == U'来' && reader.Peek(1) == U',') {
    reader.Reset(reader.pos() + 1);
    time.since = true;
  } else {
    reader.Reset(here);
  }
  time.end = reader.pos();
  return time;
}

TimeExpression ReadFirstMonths(std::u32string_view text, uint32_t begin, uint32_t limit) {
  TimeExpression time;
  time.begin = time.end = begin;
  TimeCursor reader(text, begin, limit);
  if (!TakeFirstMonths(reader, time.from_month, time.to_month)) return time;
  if (!reader.Take(U"里")) reader.Take(U"内");
  time.end = reader.pos();
  return time;
}

TimeExpression TimeOfWord(std::u32string_view text, uint32_t begin, uint32_t end, uint32_t limit,
                          TimeRelation relation) {
  TimeExpression time;
  time.begin = begin;
  time.end = end;
  time.relative = true;
  time.relation = relation;
  time.due = text[end - 1] == U'前' && relation == TimeRelation::kThisYear;
  switch (relation) {
    case TimeRelation::kHalf1:
      time.from_month = 1, time.to_month = 6;
      break;
    case TimeRelation::kHalf2:
      time.from_month = 7, time.to_month = 12;
      break;
    case TimeRelation::kQuarter1:
      time.from_month = 1, time.to_month = 3;
      break;
    case TimeRelation::kQuarter2:
      time.from_month = 4, time.to_month = 6;
      break;
    case TimeRelation::kQuarter3:
      time.from_month = 7, time.to_month = 9;
      break;
    case TimeRelation::kQuarter4:
      time.from_month = 10, time.to_month = 12;
      break;
    case TimeRelation::kQuarters3:
      time.from_month = 1, time.to_month = 9;
      break;
    case TimeRelation::kSince:
      time.since = time.open = true;
      break;
    case TimeRelation::kOfReport:  // and not 近半年来
      if (text[begin] == U'半' && begin > 0 && IsAnyOf(text[begin - 1], U"上下近大小多前后每一两年个"))
        time.end = begin;
      break;
    case TimeRelation::kEndOfReport:
    case TimeRelation::kBeforeReport:  // and not 学期末, 长周期年
      if (begin > 0 && IsHan(text[begin - 1]) && !IsAnyOf(text[begin - 1], U"由从在的较比至到于与自为"))
        time.end = begin;
      break;
    case TimeRelation::kYearBeforeLast:  // and not 以前年度, 五年前年均
      if ((begin > 0 && (text[begin - 1] == U'以' || text[begin - 1] == U'年')) ||
          (end < limit && (text[end] == U'度' || text[end] == U'均')))
        time.end = begin;
      break;
    case TimeRelation::kThisYear:
    case TimeRelation::kLastYear:
    case TimeRelation::kNextYear:
    case TimeRelation::kSamePeriod: {
      TimeCursor reader(text, end, limit);
      if (relation == TimeRelation::kLastYear && reader.Take(U"同期")) {
        time.relation = TimeRelation::kSamePeriod;
      } else if (TakeFirstMonths(reader, time.from_month, time.to_month)) {
        // 今年前9月
      } else if (TakeMonths(reader, time.from_month, time.to_month, time) && time.of_day) {
        time.from_month = time.to_month = 0;
      }
      if (relation == TimeRelation::kLastYear && time.from_month == time.to_month &&
          TakeToThisYear(reader, time.to_month)) {
        time.relation = TimeRelation::kThisYear;
        time.from_last_year = true;
      }
      time.end = reader.pos();
      break;
    }
  }
  return time;
}

TimeExpression ReadPlanYears(std::u32string_view text, uint32_t begin, uint32_t pos, char32_t close,
                             uint32_t limit) {
  constexpr int kFirstOfTenth = 2001;  // 十五: 2001 to 2005
  TimeExpression time;
  time.begin = time.end = begin;
  if (pos + 4 >= limit || text[pos] != U'十' || text[pos + 2] != U'五') return time;
  const int nth = HanDigit(text[pos + 1]);
  if (nth < 1 || nth > 7) return time;
  uint32_t at = pos + 3;
  if (close != U'\0' && text[at++] != close) return time;
  TimeCursor reader(text, at, limit);
  if (reader.Take(U"末") || reader.Take(U"期末")) {  // 较“十三五”末增加247名
    time.from_year = time.to_year = static_cast<int16_t>(kFirstOfTenth + 5 * nth + 4);
    time.end = reader.pos();
    return time;
  }
  time.since = reader.Take(U"以来") || reader.Take(U"时期以来");
  if (!time.since && !reader.Take(U"期间") && !reader.Take(U"时期")) return time;
  time.from_year = static_cast<int16_t>(kFirstOfTenth + 5 * nth);
  time.to_year = static_cast<int16_t>(time.since ? time.from_year : time.from_year + 4);
  time.end = reader.pos();
  return time;
}

}  // namespace fazhi::extraction
