#include "services/aggregation/core/line_lists.h"

#include <algorithm>

#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kLead = 40;  // code points from the whole to the colon
constexpr size_t kName = 32;  // before a part's figure
constexpr size_t kLine = 64;
constexpr size_t kMostLines = 40;
constexpr int kMostInside = 4;  // figures between the whole and the colon, in brackets or of its kinds

bool IsBlank(char32_t c) { return c == U' ' || c == 0x3000 || c == U'\t' || c == 0xA0; }

std::u32string_view Trimmed(std::u32string_view line) {
  while (!line.empty() && IsBlank(line.front())) line.remove_prefix(1);
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  return line;
}

// The line that begins at `begin`, no more of it than a list's line can be.
std::u32string_view LineAt(const ReportView& view, uint32_t begin) {
  const std::u32string_view text = view.Text(begin, begin + kLine + 1);
  return text.substr(0, text.find(U'\n'));
}

// Where the next line that is not blank begins, behind one that ends at `end`; the text's end for none.
uint32_t NextLine(const ReportView& view, uint32_t end) {
  const std::u32string_view text = view.Text();
  while (end < text.size() && (text[end] == U'\n' || IsBlank(text[end]))) ++end;
  const size_t line = end == 0 ? 0 : text.rfind(U'\n', end - 1) + 1;
  return static_cast<uint32_t>(line);
}

// 1. (1) 一是 ——: how a line begins that is one of several; the same for all of one list.
char32_t MarkOf(std::u32string_view line) {
  line = Trimmed(line);
  if (line.empty()) return 0;
  const char32_t c = line[0];
  if (c >= U'0' && c <= U'9') return U'1';
  if (IsHanNumeral(c)) return line.size() > 1 && (line[1] == U'、' || line[1] == U'是') ? line[1] : 0;
  return ContainsAnyOf(std::u32string_view(&c, 1), U"(—-·•●①②③④⑤⑥⑦⑧⑨") ? U'(' : 0;
}

// The line's own count in the whole's unit: the first, and the only one but for 其中 and brackets.
int PartIn(const ReportView& view, int whole, int first) {
  const FindingWords& words = FindingWords::Default();
  int part = -1;
  for (int i = first; i < view.size() && view.ParagraphOf(i) == view.ParagraphOf(first); ++i) {
    if (i > first && view.at(i).span().begin() == view.at(i - 1).span().begin()) continue;
    if (!view.IsCount(i) || !view.SameUnit(i, whole) || view.DepthOf(i) > 0) continue;
    if (part >= 0) {
      if (!words.Has("within", view.LeadOf(i))) return -1;
      break;
    }
    part = i;
  }
  return part;
}

// The first figure of the lines behind the whole's; -1 where another stands between the whole and the end of
// its line that is neither in brackets nor the number of kinds.
int FirstBehindLine(const ReportView& view, int whole) {
  int steps = 0;
  for (int i = whole + 1; i < view.size() && steps <= kMostInside; ++i) {
    if (view.at(i).span().begin() == view.at(whole).span().begin()) continue;
    if (view.ParagraphOf(i) != view.ParagraphOf(whole)) return i;
    if (view.DepthOf(i) <= view.DepthOf(whole) && !view.at(i).grey()) return -1;
    ++steps;
  }
  return -1;
}

}  // namespace

LineList ListInLines(const ReportView& view, int whole) {
  LineList list;
  const uint32_t end = view.at(whole).span().end();
  const std::u32string_view behind = view.Text(end, end + kLead + 1);
  const size_t line_end = behind.find(U'\n');
  if (line_end == behind.npos) return list;
  list.lead = Trimmed(behind.substr(0, line_end));
  // 收到申请92件。按答复类型分:
  if (StartsWithOneOf(list.lead, {U"。按", U"。从"})) list.lead.remove_prefix(1);
  if (list.lead.empty() || list.lead.back() != U':' || Contains(list.lead, U'。')) return list;
  int i = FirstBehindLine(view, whole);
  uint32_t line = NextLine(view, end + static_cast<uint32_t>(line_end));
  const char32_t mark = MarkOf(LineAt(view, line));
  bool ended = false;
  while (i >= 0 && i < view.size() && !ended && view.ParagraphOf(i) == line &&
         list.parts.size() < kMostLines) {
    const std::u32string_view words = LineAt(view, line);
    if (words.size() > kLine || MarkOf(words) != mark) break;
    const int part = PartIn(view, whole, i);
    if (part < 0 || view.at(part).span().begin() - line > kName) break;
    list.parts.push_back(part);
    ended = Trimmed(words).back() == U'。' && mark == 0;
    line = NextLine(view, line + static_cast<uint32_t>(words.size()));
    while (i < view.size() && view.ParagraphOf(i) < line) ++i;
  }
  const std::u32string_view next = Trimmed(LineAt(view, line));
  const FindingWords& words = FindingWords::Default();
  // …乡镇64人。\n援藏律师2人。: a line of the same form behind the list's end may be of it or not.
  const bool alike = ended && i >= 0 && i < view.size() && view.ParagraphOf(i) == line &&
                     next.size() <= kName && PartIn(view, whole, i) >= 0;
  const bool more = alike || !words.BeginningWith("rest", next).empty() ||
                    !words.BeginningWith("more", next).empty() || words.Has("overlap", next);
  if (more) list.parts.clear();
  return list;
}

}  // namespace fazhi::aggregation
