#include "services/ingestion/core/text_rows.h"

#include <algorithm>

#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr uint32_t kLongestRow = 600;      // code points
constexpr size_t kGap = 2;                 // blanks that part cells
constexpr uint32_t kWidestSetApart = 4;    // between the two characters of a word
constexpr size_t kFewestBlankColumns = 3;  // of rows that single blanks part

constexpr size_t npos = std::u32string_view::npos;

bool IsBlank(char32_t c) {
  return !IsHan(c) && !(c > 0x20 && c < 0x7F) && CharTable::Get().Fate(c) == CharFate::kSpace;
}
bool EndsLine(char32_t c) { return (c >= 0xA && c <= 0xD) || c == 0x85 || c == 0x2028 || c == 0x2029; }

TextCell Trim(std::u32string_view text, uint32_t begin, uint32_t end) {
  while (begin < end && IsBlank(text[begin])) ++begin;
  while (end > begin && IsBlank(text[end - 1])) --end;
  return {begin, end};
}

TextRow SplitAt(std::u32string_view text, uint32_t begin, uint32_t end, RowMark mark) {
  TextRow row;
  row.mark = mark;
  uint32_t from = begin;
  for (uint32_t i = begin; i < end;) {
    uint32_t stop = i;
    if (mark == RowMark::kGap || mark == RowMark::kBlank) {
      while (stop < end && IsBlank(text[stop])) ++stop;
      if (mark == RowMark::kGap && stop - i < kGap) stop = i;
    } else if (mark == RowMark::kTab ? text[i] == U'\t' : IsBar(text[i])) {
      stop = i + 1;
    }
    if (stop > i) {
      row.cells.push_back(Trim(text, from, i));
      from = stop;
    }
    i = std::max(stop, i + 1);
  }
  row.cells.push_back(Trim(text, from, end));
  return row;
}

// Whether anything in the line may part cells: false for most lines at one cheap look.
bool MayBeRow(std::u32string_view line) {
  constexpr char32_t kLastBlank = 0x3000;
  bool blank = false;
  for (const char32_t c : line) {
    if ((c > U' ' && c < U'|') || (c > kLastBlank && c != U'｜')) {
      blank = false;
    } else if (c == U'\t' || IsBar(c)) {
      return true;
    } else {
      const bool now = IsBlank(c);
      if (blank && now) return true;
      blank = now;
    }
  }
  return false;
}

// 项 目, 合　　计: a word of two characters set apart by no more than `gap` blanks is one cell. 2022 年: a
// year as Word spaces it.
void JoinSetApart(std::u32string_view text, TextRow& row, uint32_t gap) {
  for (size_t i = 1; i < row.cells.size();) {
    TextCell& before = row.cells[i - 1];
    const TextCell& cell = row.cells[i];
    const bool word = before.size() == 1 && cell.size() == 1 && IsHan(text[before.begin]);
    const bool year = before.size() == 4 && cell.size() <= 2 && text[cell.begin] == U'年' &&
                      IsAnyDigit(text[before.begin]) && IsAnyDigit(text[before.end - 1]);
    if (cell.size() == 0 || cell.begin > before.end + gap || !IsHan(text[cell.begin]) || !(word || year)) {
      ++i;
      continue;
    }
    before.end = cell.end;
    row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// The cells of a line; one without cells is no row.
TextRow ReadRow(std::u32string_view text, const Line& line) {
  if (line.size() > kLongestRow || line.size() < 3) return {};
  const auto inside = text.substr(line.begin, line.size());
  const bool emptied = text.substr(line.end, 2) == U"\t\t";  // 2.重复申请 and empty cells
  if (!emptied && !MayBeRow(inside)) return {};
  if (emptied || inside.find(U'\t') != npos) {
    uint32_t begin = line.begin;
    uint32_t end = line.end;
    while (begin > 0 && IsBlank(text[begin - 1]) && !EndsLine(text[begin - 1])) --begin;
    while (end < text.size() && IsBlank(text[end]) && !EndsLine(text[end])) ++end;
    return SplitAt(text, begin, end, RowMark::kTab);
  }
  if (std::any_of(inside.begin() + 1, inside.end() - 1, IsBar)) {
    TextRow row = SplitAt(text, line.begin + (IsBar(inside.front()) ? 1 : 0),
                          line.end - (IsBar(inside.back()) ? 1 : 0), RowMark::kBar);
    if (row.cells.size() > 1) return row;
  }
  TextRow row = SplitAt(text, line.begin, line.end, RowMark::kGap);
  JoinSetApart(text, row, kWidestSetApart);
  return row.cells.size() > 1 ? row : TextRow();
}

}  // namespace

TextLines::TextLines(std::u32string_view text, const std::vector<Line>& lines) : text(text), lines(lines) {
  rows.reserve(lines.size());
  for (const Line& line : lines) rows.push_back(ReadRow(text, line));
}

TextRow ReadBlankRow(std::u32string_view text, const Line& line) {
  if (line.size() > kLongestRow) return {};
  const auto inside = text.substr(line.begin, line.size());
  const auto first = inside.substr(0, kLongestBetweenGaps + 1);
  if (std::none_of(first.begin(), first.end(), IsBlank)) return {};
  if (inside.find_first_of(U"。；;，！？|｜\t") != npos) return {};
  TextRow row = SplitAt(text, line.begin, line.end, RowMark::kBlank);
  JoinSetApart(text, row, 1);
  return row.cells.size() >= kFewestBlankColumns ? row : TextRow();
}

TextRow OneCell(std::u32string_view text, const Line& line) {
  return SplitAt(text, line.begin, line.end, RowMark::kTab);
}

bool IsBar(char32_t c) { return IsAnyOf(c, U"|｜│┃║"); }

bool AppendStackedCells(std::u32string_view text, const Line& line, std::vector<TextCell>& cells) {
  if (line.size() == 0 || line.size() > kLongestCell || !IsBar(text[line.end - 1])) return false;
  const auto inside = text.substr(line.begin, line.size());
  const auto bar = static_cast<uint32_t>(std::find_if(inside.begin(), inside.end(), IsBar) - inside.begin());
  const auto rest = inside.substr(bar);
  if (!std::all_of(rest.begin(), rest.end(), [](char32_t c) { return IsBar(c) || IsBlank(c); })) return false;
  cells.push_back(Trim(text, line.begin, line.begin + bar));
  const auto more = static_cast<size_t>(std::count_if(rest.begin() + 1, rest.end(), IsBar));
  cells.insert(cells.end(), more, {line.end, line.end});
  return true;
}

bool IsRule(std::u32string_view text, const TextRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [&](const TextCell& cell) {
    const auto words = text.substr(cell.begin, cell.size());
    return !words.empty() && words.find_first_not_of(U"-:—─━=") == npos;
  });
}

bool IsFrame(std::u32string_view text, const Line& line) {
  const auto inside = text.substr(line.begin, line.size());
  return std::all_of(inside.begin(), inside.end(), [](char32_t c) {
    constexpr char32_t kFirstBox = 0x2500, kLastBox = 0x257F;
    return (c >= kFirstBox && c <= kLastBox) || IsAnyOf(c, U"+-=") || IsBlank(c);
  });
}

}  // namespace fazhi
