#include "services/ingestion/core/unwrap.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/ingestion/core/line_kinds.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr uint32_t kNarrowest = 40;  // columns of the narrowest page that text is broken to
constexpr uint32_t kWidest = 200;
constexpr uint32_t kMostIndent = 8;  // of a paragraph's first line; what is further in stands apart
constexpr uint32_t kRagged = 3;      // columns that a full line may fall short, its next word aside
constexpr uint32_t kSpread = 7;      // columns between the narrowest and the widest of most full lines
constexpr uint32_t kWider = 8;       // columns that a line with many narrow signs takes more
constexpr uint32_t kLeastFull = 85;  // percent of the width that a line fills which ends inside a sentence
constexpr uint32_t kLeastFullIndented = 75;  // where paragraphs, and so headings, are indented
constexpr size_t kMarginText = 10;           // code points of a line that shows its page's margin
constexpr size_t kShortestRunning = 4;       // code points of a header or footer, digits apart
constexpr size_t kMostPrintTime = 20;        // code points of the time that a browser prints
constexpr size_t kFewest = 6;                // full lines that show a width
constexpr size_t kFewestCut = 3;             // the same where all of them end inside a sentence

bool IsWord(char32_t c) { return IsDigit(c) || IsLatin(c) || c == U'.' || c == U',' || c == U'%'; }
bool IsChineseDigit(char32_t c) { return IsAnyOf(c, U"一二三四五六七八九十百零〇"); }
bool EndsParagraph(char32_t c) { return IsAnyOf(c, U"。！？：:!?"); }
bool EndsSentence(char32_t c) { return IsAnyOf(c, U"。！？；：:;!?"); }

// The page number that the whole line is, and whether it has anything about it that says so (dashes, 第 页).
bool ReadPageNumber(std::u32string_view line, int& number, bool& marked) {
  if (line.size() > 16) return false;
  number = 0;
  marked = false;
  int digits = 0;
  bool closed = false;
  bool of_all = false;  // 第3页 共5页, 3/5页
  for (const char32_t c : line) {
    if (IsAnyDigit(c)) {
      if (closed && !of_all) return false;
      if (closed) continue;
      if (++digits > 4) return false;
      number = number * 10 + static_cast<int>(c >= U'０' ? c - U'０' : c - U'0');
    } else if (IsAnyOf(c, U"-—–―－─·•~第页共/")) {
      marked |= c != U'/';
      closed |= digits > 0;
      of_all |= closed && IsAnyOf(c, U"页共/");
    } else if (CharTable::Get().Fate(c) == CharFate::kSpace) {
      closed |= digits > 0;
    } else {
      return false;
    }
  }
  return digits > 0;
}

// （2024年10月18日） below a title, or a signature's date.
bool IsDateAlone(std::u32string_view line) {
  constexpr size_t kLongest = 20;
  return line.size() <= kLongest && IsDate(NormalizeLine(line));
}

// 县委、县人大常委会: below 平川县人民政府关于2023年度法治政府建设情况的报告, whose line is full.
bool IsAddressedBelow(std::u32string_view line, std::u32string_view next) {
  constexpr int kTitle = 5;
  if (next.empty() || (next.back() != U':' && next.back() != U'：')) return false;
  return IsAddressee(NormalizeLine(next)) && TitleScore(NormalizeLine(line), {}) >= kTitle;
}

// Marks page numbers: those that look like one, and bare numbers that count up through the page.
void MarkPageNumbers(Page& page) {
  std::vector<size_t> bare;
  std::vector<int> numbers;
  for (size_t i = 0; i < page.lines.size(); ++i) {
    Line& line = page.lines[i];
    if (line.size() > 16 || line.cell >= 0) continue;
    int number = 0;
    bool marked = false;
    if (!ReadPageNumber(page.View(line), number, marked)) continue;
    if (marked) {
      line.flags |= Line::kRunning;
    } else {
      bare.push_back(i);
      numbers.push_back(number);
    }
  }
  if (bare.size() < 2 || numbers[0] > 3) return;
  for (size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] != numbers[i - 1] + 1) return;
  }
  const size_t lines_apart = page.lines.size() / bare.size();
  if (lines_apart < 10) return;
  for (const size_t i : bare) page.lines[i].flags |= Line::kRunning;
}

// What a line has in common with those that stand on other pages at its place: all but digits and blanks.
std::u32string RunningText(std::u32string_view line) {
  std::u32string text;
  for (const char32_t c : line) {
    if (!IsAnyDigit(c) && CharTable::Get().Fate(c) != CharFate::kSpace) text.push_back(c);
  }
  return text;
}

// https://www.gov.cn/a.html 1/3: what a browser prints below a page.
bool IsPrintedAddress(std::u32string_view line) {
  const size_t blank = line.rfind(U' ');
  if (blank == std::u32string_view::npos || !Contains(line.substr(0, blank), U"://")) return false;
  const auto page = line.substr(blank + 1);
  const size_t slash = page.find(U'/');
  return slash != std::u32string_view::npos && slash > 0 && slash + 1 < page.size() &&
         std::all_of(page.begin(), page.begin() + slash, IsAnyDigit) &&
         std::all_of(page.begin() + slash + 1, page.end(), IsAnyDigit);
}

// 2024/1/8 10:32, 1/8/24, 10:32 AM: whether what a browser prints above a page begins the line.
bool BeginsWithPrintTime(std::u32string_view line) {
  const size_t colon = line.substr(0, kMostPrintTime).find(U':');
  return colon != std::u32string_view::npos && colon > 0 && IsAnyDigit(line[0]) &&
         IsAnyDigit(line[colon - 1]);
}

// 沙泉县人民政府 above its date: a signature, though a page begins with it as the title does.
bool IsSignedAt(const Page& page, const Line& line) {
  const Line* next = &line + 1;
  return next < page.lines.data() + page.lines.size() && IsDateAlone(page.View(*next)) &&
         EndsAsBody(NormalizeLine(page.View(line)));
}

// Marks the first and the last lines of pages that most pages share, and those that a browser prints.
void MarkHeadersAndFooters(Page& page) {
  std::vector<std::array<Line*, 2>> ends;  // of each page
  for (Line& line : page.lines) {
    if (ends.empty() || line.Has(Line::kPageBreak)) ends.push_back({nullptr, nullptr});
    if (line.Has(Line::kRunning) || line.cell >= 0) continue;
    std::array<Line*, 2>& of = ends.back();
    if (of[0] == nullptr) of[0] = &line;
    of[1] = &line;
  }
  for (size_t end = 0; end < 2; ++end) {
    absl::flat_hash_map<std::u32string, std::vector<Line*>> shared;
    for (const auto& of : ends) {
      if (of[end] == nullptr || of[0] == of[1] || IsSignedAt(page, *of[end])) continue;
      std::u32string text = RunningText(page.View(*of[end]));
      if (text.size() >= kShortestRunning) shared[std::move(text)].push_back(of[end]);
    }
    for (const auto& [text, lines] : shared) {
      if (lines.size() < 2 || lines.size() * 2 <= ends.size()) continue;
      for (Line* line : lines) line->flags |= Line::kRunning;
    }
  }
  for (const auto& of : ends) {
    if (of[1] == nullptr || !IsPrintedAddress(page.View(*of[1]))) continue;
    of[1]->flags |= Line::kRunning;
    if (BeginsWithPrintTime(page.View(*of[0]))) of[0]->flags |= Line::kRunning;
  }
}

// Takes the left margin that all lines of a page share off their indents and widths.
void DropMargins(Page& page) {
  for (size_t begin = 0; begin < page.lines.size();) {
    size_t end = begin;
    uint8_t margin = std::numeric_limits<uint8_t>::max();
    do {
      const Line& line = page.lines[end];
      if (line.size() >= kMarginText && line.cell < 0 && !line.Has(Line::kRunning))
        margin = std::min(margin, line.indent);
    } while (++end < page.lines.size() && !page.lines[end].Has(Line::kPageBreak));
    for (; begin < end; ++begin) {
      Line& line = page.lines[begin];
      const uint8_t off = std::min(margin, line.indent);
      line.indent = static_cast<uint8_t>(line.indent - off);
      line.width = static_cast<uint16_t>(line.width - std::min<uint16_t>(off, line.width));
    }
  }
}

// Lines [begin, end) of a page that were broken at a width.
struct Stretch {
  size_t begin = 0;
  size_t end = 0;
  uint32_t width = 0;
};

bool ShowsWidth(const Line& line) {
  return line.cell < 0 && !line.Has(Line::kRunning) && line.width >= kNarrowest / 2;
}

// The width that most lines of a stretch have, within kSpread; what tells whether they were broken at it.
struct WidthCount {
  uint32_t width = 0;
  uint32_t full = 0;   // lines of it
  size_t lines = 0;    // all that are no short ones
  size_t beyond = 0;   // too wide to have been broken at it
  size_t cut = 0;      // full ones that end inside a sentence
  size_t running = 0;  // full ones with a comma or stop in them
};

bool IsBeyond(uint32_t width, uint32_t full) { return width > std::min(full + kWider, kWidest); }

WidthCount CountWidths(const Page& page, size_t begin, size_t end) {
  std::array<uint32_t, kWidest + 1> count{};
  WidthCount found;
  for (size_t i = begin; i < end; ++i) {
    const Line& line = page.lines[i];
    if (!ShowsWidth(line)) continue;
    ++found.lines;
    if (line.width > kWidest) {
      ++found.beyond;
    } else {
      ++count[line.width];
    }
  }
  for (uint32_t width = kNarrowest; width <= kWidest; ++width) {
    uint32_t in_window = 0;
    for (uint32_t w = width - kSpread; w <= width; ++w) in_window += count[w];
    if (in_window > found.full) {
      found.full = in_window;
      found.width = width;
    }
  }
  for (uint32_t width = found.width + kWider + 1; width <= kWidest; ++width) found.beyond += count[width];
  for (size_t i = begin; i < end; ++i) {
    const Line& line = page.lines[i];
    if (line.cell >= 0 || line.width > found.width || line.width + kSpread < found.width) continue;
    found.cut += !EndsSentence(page.text[line.end - 1]);
    found.running += ContainsAnyOf(page.View(line), U"，。；、,;");
  }
  return found;
}

bool IsBroken(const WidthCount& count) {
  const bool all_cut = count.full >= kFewestCut && count.cut == count.full && count.beyond == 0;
  return (count.full >= kFewest || all_cut) && size_t{count.full} * 10 >= count.lines * 3 &&
         count.beyond * 20 <= count.lines && count.cut * 10 >= size_t{count.full} * 6;
}

// Adds the stretches among lines [begin, end) that were broken at a width: all of them, or what is left
// between those that are too wide, of which the text has to be running text and no list.
void FindBroken(const Page& page, size_t begin, size_t end, std::vector<Stretch>& found) {
  const WidthCount count = CountWidths(page, begin, end);
  const bool whole = begin == 0 && end == page.lines.size();
  if (IsBroken(count) && (whole || count.running * 2 >= count.full)) {
    found.push_back({begin, end, count.width});
    return;
  }
  if (count.full < kFewest || count.beyond == 0) return;
  for (size_t i = begin; i <= end; ++i) {
    if (i < end && !(ShowsWidth(page.lines[i]) && IsBeyond(page.lines[i].width, count.width))) continue;
    if (i >= begin + kFewest) FindBroken(page, begin, i, found);
    begin = i + 1;
  }
}

// The width of a printed page of few lines: its widest line's, or 0 when none can be full.
uint32_t WidestLine(const Page& page) {
  uint32_t widest = 0;
  for (const Line& line : page.lines) {
    if (line.cell < 0 && !line.Has(Line::kRunning) && line.indent <= kMostIndent && line.width <= kWidest)
      widest = std::max<uint32_t>(widest, line.width);
  }
  return widest < kNarrowest ? 0 : widest;
}

// Columns of what cannot be parted from the line's first character.
uint32_t FirstWordColumns(std::u32string_view line) {
  size_t end = 1;
  if (IsWord(line[0])) {
    while (end < line.size() && IsWord(line[end])) ++end;
  }
  while (end < line.size() && end < 20 && IsAnyOf(line[end], U"，。、；：？！）》”’」』】〕,;:)%％")) ++end;
  uint32_t columns = 0;
  for (const char32_t c : line.substr(0, end)) columns += ColumnsOf(c);
  return columns;
}

// 满意率达99. and 9%: whether a decimal is broken between the lines, however wide they are. 附件1. ends in
// none.
bool BreaksDecimal(std::u32string_view line, std::u32string_view next) {
  if (line.empty() || !IsAnyOf(line.back(), U".．")) return false;
  size_t digits = line.size() - 1;
  while (digits > 0 && IsAnyDigit(line[digits - 1])) --digits;
  if (digits + 1 == line.size() || digits == 0 || !IsHan(line[digits - 1])) return false;
  size_t end = 0;
  while (end < next.size() && IsAnyDigit(next[end])) ++end;
  return end > 0 && end < next.size() && IsAnyOf(next[end], U"%％万亿");
}

void JoinDecimals(Page& page) {
  for (size_t i = 1; i < page.lines.size(); ++i) {
    const Line& before = page.lines[i - 1];
    Line& line = page.lines[i];
    if (before.cell >= 0 || line.cell >= 0 || before.Has(Line::kRunning) || line.Has(Line::kRunning) ||
        line.Has(Line::kBlankBefore))
      continue;
    if (BreaksDecimal(page.View(before), page.View(line))) line.flags |= Line::kJoins;
  }
}

}  // namespace

bool BeginsNumbered(std::u32string_view line) {
  size_t i = 0;
  while (i < line.size() && CharTable::Get().Fate(line[i]) == CharFate::kSpace) ++i;
  if (i >= line.size()) return false;
  const bool bracket = line[i] == U'（' || line[i] == U'(';
  const bool ordinal = line[i] == U'第';
  size_t at = i + (bracket || ordinal ? 1 : 0);
  const size_t number = at;
  while (at < line.size() && at - number < 4 && (IsChineseDigit(line[at]) || IsAnyDigit(line[at]))) ++at;
  if (at == number || at >= line.size()) return false;
  if (bracket) return line[at] == U'）' || line[at] == U')';
  if (ordinal) return IsAnyOf(line[at], U"章节条，,、");
  if (IsAnyOf(line[at], U"、．")) return true;
  if (IsChineseDigit(line[number])) return IsAnyOf(line[at], U"是要");
  return line[at] == U'.' && at + 1 < line.size() && !IsAnyDigit(line[at + 1]);
}

namespace {

void MarkWrapsIn(const Stretch& stretch, Page& page) {
  const uint32_t width = stretch.width;
  size_t indented = 0;
  for (size_t i = stretch.begin; i < stretch.end; ++i)
    indented += page.lines[i].indent >= 2 && page.lines[i].indent <= kMostIndent;
  const bool indents = indented >= 3;
  const Line* before = nullptr;
  bool page_between = false;
  for (size_t i = stretch.begin; i < stretch.end; ++i) {
    Line& line = page.lines[i];
    if (line.Has(Line::kRunning)) {
      page_between = true;
      continue;
    }
    page_between |= line.Has(Line::kPageBreak);
    if (before != nullptr && before->cell < 0 && line.cell < 0 &&
        (page_between || !line.Has(Line::kBlankBefore)) && before->heading == line.heading &&
        before->indent <= kMostIndent && line.indent <= kMostIndent && !line.Has(Line::kCentered) &&
        !line.Has(Line::kRight)) {
      const std::u32string_view view = page.View(line);
      const char32_t last = page.text[before->end - 1];
      // It falls further short where indents tell paragraphs, as no paragraph is joined to another there.
      // A line that ends inside a sentence is full though narrow signs in it make up for fewer columns than
      // they take.
      const uint32_t least =
          EndsParagraph(last)
              ? width - std::min(width, FirstWordColumns(view) + (indents ? 2 * kRagged : kRagged) - 1)
              : width * (indents ? kLeastFullIndented : kLeastFull) / 100;
      const bool full = before->width <= width + kWider && before->width >= least;
      // Where paragraphs are indented the indent decides; where not, a full line may still be a paragraph's
      // last.
      const bool begins = indents ? line.indent >= 2
                                  : BeginsNumbered(view) || EndsParagraph(last) || IsDateAlone(view) ||
                                        IsAddressedBelow(page.View(*before), view);
      if (full && !begins) line.flags |= Line::kJoins;
    }
    before = &line;
    page_between = false;
  }
}

}  // namespace

void MarkRunning(Page& page) {
  MarkPageNumbers(page);
  MarkHeadersAndFooters(page);
}

void MarkWraps(Page& page) {
  MarkRunning(page);
  DropMargins(page);
  JoinDecimals(page);
  std::vector<Stretch> broken;
  if (!page.laid_out) {
    FindBroken(page, 0, page.lines.size(), broken);
  } else {
    const WidthCount count = CountWidths(page, 0, page.lines.size());
    const uint32_t width = IsBroken(count) ? count.width : WidestLine(page);
    if (width != 0) broken.push_back({0, page.lines.size(), width});
  }
  for (const Stretch& stretch : broken) MarkWrapsIn(stretch, page);
}

}  // namespace fazhi
