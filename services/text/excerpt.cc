#include "services/text/excerpt.h"

#include <algorithm>

#include "services/text/code_points.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Whether a clause ends with the mark at `i`; the comma of 1,234 ends none.
bool EndsClause(std::u32string_view text, uint32_t i) {
  constexpr std::u32string_view kMarks = U",,;;。、:\n";
  if (kMarks.find(text[i]) == kMarks.npos) return false;
  return text[i] != U',' || i + 1 == text.size() || !IsDigit(text[i + 1]);
}

// Whether a cut before `i` would be inside a number, or between it and its unit.
bool InNumber(std::u32string_view text, uint32_t i) {
  if (IsDigit(text[i - 1])) return true;
  return i >= 2 && IsDigit(text[i]) && (text[i - 1] == U'.' || text[i - 1] == U',') && IsDigit(text[i - 2]);
}

}  // namespace

std::string Excerpt(std::u32string_view text, uint32_t begin, uint32_t end, uint32_t at, uint32_t at_end,
                    uint32_t limit) {
  end = std::min(end, static_cast<uint32_t>(text.size()));
  begin = std::min(begin, end);
  if (end - begin <= limit) return ToUtf8(text.data() + begin, end - begin);
  at = std::min(std::max(at, begin), end);
  at_end = std::min(std::min(std::max(at_end, at), end), at + limit);

  // As much before the figure as behind it; what one side does not need goes to the other.
  const uint32_t room = limit - (at_end - at);
  const uint32_t behind = std::min(end - at_end, std::max(room / 2, room - std::min(room, at - begin)));
  uint32_t from = at - std::min(at - begin, room - behind);
  uint32_t to = at_end + behind;
  // A clause that is more than half of its side is worth more than a clean cut.
  if (from > begin && !EndsClause(text, from - 1)) {
    uint32_t i = from;
    while (i < from + (at - from) / 2 && !EndsClause(text, i)) ++i;
    if (i < from + (at - from) / 2) from = i + 1;
    while (from < at && InNumber(text, from)) ++from;
  }
  if (to < end) {
    uint32_t i = to;
    while (i > to - (to - at_end) / 2 && !EndsClause(text, i - 1)) --i;
    if (i > to - (to - at_end) / 2) to = i;
    while (to > at_end && InNumber(text, to)) --to;
  }
  std::string excerpt = from > begin ? "…" : "";
  excerpt += ToUtf8(text.data() + from, to - from);
  if (to < end) excerpt += "…";
  return excerpt;
}

std::string LineExcerpt(std::u32string_view text, uint32_t at, uint32_t at_end, uint32_t around) {
  at_end = std::min(at_end, static_cast<uint32_t>(text.size()));
  at = std::min(at, at_end);
  // A line may be the whole text, so that no more of it is looked through than may be shown, and one more.
  const uint32_t room = around + 1;
  uint32_t begin = at;
  while (begin > 0 && at - begin < room && text[begin - 1] != U'\n') --begin;
  uint32_t end = at_end;
  while (end < text.size() && end - at_end < room && text[end] != U'\n') ++end;
  return Excerpt(text, begin, end, at, at_end, at_end - at + around);
}

}  // namespace fazhi
