#include "services/segmentation/core/heading_extent.h"

#include <algorithm>

#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/glue.h"
#include "services/text/affixes.h"

namespace fazhi::segmentation {
namespace {

constexpr uint32_t kMaxOwnLine = 70;       // a heading on a line of its own
constexpr uint32_t kMaxRunIn = 50;         // a heading before a stop
constexpr uint32_t kMaxColon = 25;         // a heading before a colon
constexpr uint32_t kMaxBeforeChild = 60;   // a heading before the next numbering
constexpr uint32_t kLongBeforeChild = 20;  // a longer one may hold text of its own before that
constexpr uint32_t kShort = 30;            // longer headings are looked at for a lost line break
// Points that an end without a stop needs (see glue.h), by how much speaks for another one.
constexpr float kCertain = 7;
constexpr float kSure = 4;
constexpr float kLikely = 3;

// The first numbering of a lower kind that counts from one, in text[from, to).
uint32_t FindChild(std::u32string_view text, uint32_t from, uint32_t to, NumberKind parent) {
  for (uint32_t i = from; i < to; ++i) {
    const char32_t c = text[i];
    if (c != U'(' && c != U'1' && c != U'一' && c != U'①' && c != U'首') continue;
    const char32_t before = text[i - 1];
    if (IsDigit(before) || NumeralOf(before) >= 0 || before == U'第' || before == U'.' || before == U'“')
      continue;
    const Numbering child = ParseNumbering(text.substr(i, to + 8 > i ? std::min<size_t>(16, to + 8 - i) : 0));
    if (!child.found() || child.ordinal != 1 || child.kind <= parent) continue;
    if (child.kind == NumberKind::kChinese && !IsSpace(before)) continue;
    if (child.kind == NumberKind::kArabic && text[i + 1] == U'、' && !IsHan(before) && !IsSpace(before))
      continue;
    return i;
  }
  return 0;
}

// One past the last code point of text[begin, end) that is no space, stop or colon.
uint32_t TrimEnd(std::u32string_view text, uint32_t begin, uint32_t end) {
  while (end > begin && (IsSpace(text[end - 1]) || text[end - 1] == U'。' || text[end - 1] == U':')) --end;
  return end;
}

// Whether text[begin, end) counts something: 12件, 3次. Years, and numbers in quotes, are no count.
bool HasCount(std::u32string_view text, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; ++i) {
    if (text[i] == U'“') {
      while (i < end && text[i] != U'”') ++i;
      continue;
    }
    if (!IsDigit(text[i])) continue;
    uint32_t k = i;
    while (k < end && IsDigit(text[k])) ++k;
    const bool year =
        k - i == 4 && (k == end || text[k] == U'年' || text[k] == U'-' || text[k] == U'—' || text[k] == U' ');
    if (!year) return true;
    i = k;
  }
  return false;
}

// 召开会议3次: what ends so tells what was done, and heads nothing.
bool EndsWithCount(std::u32string_view text, uint32_t begin, uint32_t end) {
  constexpr uint32_t kLongestUnit = 3;
  uint32_t digit = end;
  while (digit > begin && end - digit <= kLongestUnit && !IsDigit(text[digit - 1])) --digit;
  if (digit == begin || !IsDigit(text[digit - 1])) return false;
  const std::u32string_view unit = text.substr(digit, end - digit);
  // 优化12345平台, 深化110警务 name what they head.
  return !unit.empty() &&
         IsAnyOf(unit[0], U"%件次场个名人份条项家户起宗处所部批期台辆套座册篇课万亿元天小公平吨余多") &&
         HasCount(text, begin, end);
}

}  // namespace

Extent MeasureHeading(std::u32string_view text, const Line& line, const std::vector<Mark>& marks,
                      const ExtentQuery& query) {
  Extent extent;
  uint32_t body = query.body;
  while (body < line.end && IsSpace(text[body])) ++body;
  if (body >= line.end) return extent;

  uint32_t stop = 0, colon = 0;  // positions behind them
  bool semicolon = false;
  uint32_t commas = 0, commas_before_colon = 0;
  for (uint32_t m = query.mark; m < line.mark_end && marks[m].pos <= body + 2 * kMaxBeforeChild && stop == 0;
       ++m) {
    const Mark& mark = marks[m];
    if (mark.pos <= body) continue;
    switch (mark.kind) {
      case Mark::Kind::kClause:
        ++commas;
        break;
      case Mark::Kind::kColon:
        if (colon == 0) {
          colon = mark.pos;
          commas_before_colon = commas;
        }
        break;
      case Mark::Kind::kSemicolon:
        semicolon = true;
        stop = mark.pos;
        break;
      case Mark::Kind::kSentence:
        stop = mark.pos;
        break;
      default:
        break;
    }
  }
  const uint32_t sentence_end = stop != 0 ? stop : line.end;
  const auto finish = [&](Extent::Type type, uint32_t end, uint32_t resume, bool stopped) {
    extent.type = type;
    extent.end = TrimEnd(text, body, end);
    while (resume < line.end && IsSpace(text[resume])) ++resume;
    extent.resume = resume;
    extent.length = extent.end - body;
    extent.stopped = stopped;
    if (resume >= line.end && type != Extent::Type::kOwnLine) extent.type = Extent::Type::kOwnLine;
    if (extent.length == 0) extent.type = Extent::Type::kText;
    return extent;
  };

  const uint32_t window = std::min(sentence_end, body + kMaxBeforeChild);
  if (const uint32_t child = FindChild(text, body + 2, window, query.kind)) {
    if (query.prefer_glued && child - body > kLongBeforeChild) {
      if (const uint32_t glued = FindGluedEnd(text.substr(body, child - body), kSure)) {
        return finish(Extent::Type::kGlued, body + glued, body + glued, false);
      }
    }
    extent.child = child;
    return finish(Extent::Type::kGlued, child, child, false);
  }
  if (colon != 0 && colon < sentence_end && colon - 1 - body <= kMaxColon && commas_before_colon == 0) {
    return finish(Extent::Type::kRunIn, colon - 1, colon, true);
  }
  extent.commas = commas;
  const bool may_glue = query.kind <= NumberKind::kArabic;
  const std::u32string_view rest = text.substr(body, sentence_end - body);
  if (semicolon) {
    if (may_glue && (query.prefer_glued || !query.at_line_start)) {
      if (const uint32_t glued = FindGluedEnd(rest, query.prefer_glued ? kLikely : kSure)) {
        return finish(Extent::Type::kGlued, body + glued, body + glued, false);
      }
    }
    extent.type = Extent::Type::kListItem;
    extent.resume = stop;
    return extent;
  }
  if (stop == 0) {
    const uint32_t length = line.end - body;
    if (length > kShort && may_glue) {
      if (const uint32_t glued = FindGluedEnd(rest, length > kMaxOwnLine ? kLikely : kCertain)) {
        return finish(Extent::Type::kGlued, body + glued, body + glued, false);
      }
    }
    if (length <= kMaxOwnLine) return finish(Extent::Type::kOwnLine, line.end, line.end, false);
    extent.resume = line.end;
    return extent;
  }

  const uint32_t length = stop - 1 - body;
  const bool run_in = length <= kMaxRunIn && commas <= 2 && !(commas > 0 && HasCount(text, body, stop)) &&
                      !EndsWithCount(text, body, stop - 1);
  if (may_glue && (!run_in || query.prefer_glued || length > kShort)) {
    const float enough = !run_in ? kLikely : query.prefer_glued || commas == 2 ? kSure : kCertain;
    if (const uint32_t glued = FindGluedEnd(rest, enough)) {
      return finish(Extent::Type::kGlued, body + glued, body + glued, false);
    }
  }
  if (run_in) return finish(Extent::Type::kRunIn, stop, stop, true);
  extent.resume = stop;
  return extent;
}

}  // namespace fazhi::segmentation
