#include "services/ingestion/core/pdf_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "services/ingestion/core/table_words.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr float kApart = 0.2F;       // ems around a figure that stands alone
constexpr float kWide = 0.7F;        // ems between columns that some lines are set across
constexpr float kNarrow = 0.35F;     // ems between columns
constexpr float kNarrowest = 0.15F;  // ems between columns of figures
constexpr float kStaggered = 1.0F;   // ems: a nearer line is of the same row
constexpr float kTouching = 0.05F;   // ems between characters of one word
constexpr float kShared = 0.4F;      // ems, or of its column, that a word takes of a column that it stands in
constexpr float kInLine = 0.25F;     // ems
constexpr size_t kAcross = 8;        // one line of so many may be set across
constexpr size_t kManyLines = 5;     // that no blank of a text happens to part at one place
constexpr float kOfMany = 0.25F;     // ems: a font's room around figures is less
constexpr size_t kMostColumns = 64;
constexpr size_t kFewestLines = 3;  // that show columns which touch

std::u32string_view View(const PdfWords& pdf, const PdfWord& word) {
  return std::u32string_view(pdf.text).substr(word.begin, word.end - word.begin);
}
}  // namespace

bool HasFigure(const PdfWords& pdf, const PdfLine& line) {
  for (uint32_t i = line.first; i < line.last; ++i) {
    const PdfWord& word = pdf.words[i];
    const float apart = kApart * line.em;
    if (i > line.first && word.left - pdf.words[i - 1].right < apart) continue;
    if (i + 1 < line.last && pdf.words[i + 1].left - word.right < apart) continue;
    if (StandsAlone(View(pdf, word))) return true;
  }
  return false;
}

namespace {

// What at most `across` of the lines cover, between what more do.
std::vector<PdfColumn> FreeIntervals(const PdfWords& pdf, const std::vector<PdfLine>& lines, size_t across,
                                     float least) {
  std::vector<std::pair<float, int>> ends;
  for (const PdfLine& line : lines) {
    for (uint32_t i = line.first; i < line.last; ++i) {
      ends.emplace_back(pdf.words[i].left, 1);
      ends.emplace_back(pdf.words[i].right, -1);
    }
  }
  std::sort(ends.begin(), ends.end());
  std::vector<PdfColumn> free;
  size_t covering = 0;
  bool inside = false;  // behind the first column
  float from = 0;
  for (const auto& [at, step] : ends) {
    const size_t before = covering;
    covering += static_cast<size_t>(step);
    if (before > across && covering <= across) {
      from = at;
      inside = true;
    } else if (before <= across && covering > across && inside && at - from >= least) {
      free.push_back({from, at});
    }
  }
  return free;
}

bool IsSetAcross(const PdfWords& pdf, const PdfLine& line, const std::vector<PdfColumn>& free) {
  for (uint32_t i = line.first; i < line.last; ++i) {
    for (const PdfColumn& gap : free) {
      if (pdf.words[i].left <= gap.left && pdf.words[i].right >= gap.right) return true;
    }
  }
  return false;
}

// Words that nothing parts: 行政处罚 （ 件 ）.
struct Token {
  uint32_t first, last;
  float left, right, em;
};

std::vector<Token> TokensOf(const PdfWords& pdf, const PdfLine& line) {
  std::vector<Token> tokens;
  for (uint32_t i = line.first; i < line.last; ++i) {
    const PdfWord& word = pdf.words[i];
    if (!tokens.empty() && word.left - tokens.back().right < kTouching * line.em) {
      tokens.back().last = i + 1;
      tokens.back().right = std::max(tokens.back().right, word.right);
    } else {
      tokens.push_back({i, i + 1, word.left, word.right, line.em});
    }
  }
  return tokens;
}

// The columns that a word stands in, or the nearest where it stands between two.
std::pair<uint32_t, uint32_t> ColumnsUnder(const Token& word, const std::vector<PdfColumn>& columns) {
  const auto in_column = [&](const PdfColumn& column) {
    const float shared = std::min(word.right, column.right) - std::max(word.left, column.left);
    return shared > kShared * std::min(word.em, column.right - column.left);
  };
  const auto from = std::lower_bound(columns.begin(), columns.end(), word.left,
                                     [](const PdfColumn& column, float x) { return column.right < x; });
  auto first = from;
  while (first != columns.end() && first->left < word.right && !in_column(*first)) ++first;
  if (first == columns.end() || first->left >= word.right) {
    const float middle = (word.left + word.right) / 2;
    auto nearest = from == columns.end() ? from - 1 : from;
    if (nearest != columns.begin() && middle - (nearest - 1)->right < nearest->left - middle) --nearest;
    const auto at = static_cast<uint32_t>(nearest - columns.begin());
    return {at, at};
  }
  auto last = first;
  for (auto next = first; next != columns.end() && next->left < word.right; ++next) {
    if (in_column(*next)) last = next;
  }
  return {static_cast<uint32_t>(first - columns.begin()), static_cast<uint32_t>(last - columns.begin())};
}

// Where words begin, end and have their middle.
struct Place {
  float at[3];
};

// Words from `first` on up to the next gap that is no blank.
Place PlaceOf(const PdfWords& pdf, const PdfLine& line, uint32_t first) {
  float right = pdf.words[first].right;
  for (uint32_t i = first + 1; i < line.last && pdf.words[i].left - right < kNarrow * line.em; ++i)
    right = std::max(right, pdf.words[i].right);
  return {{pdf.words[first].left, right, (pdf.words[first].left + right) / 2}};
}

// Whether so narrow a gap parts columns: wherever words stand on both sides of it there are figures on both,
// or figures that stand alone behind it, or what stands behind it is in line.
bool PartsColumns(const PdfWords& pdf, const std::vector<PdfLine>& lines, const PdfColumn& gap) {
  const auto is_part = [](char32_t c) { return IsDigit(c) || IsAnyOf(c, U"%.,-—/"); };
  std::vector<Place> places;
  bool both = true;
  bool behind_it = true;
  for (const PdfLine& line : lines) {
    for (uint32_t i = line.first; i + 1 < line.last; ++i) {
      const PdfWord& before = pdf.words[i];
      const PdfWord& behind = pdf.words[i + 1];
      if (before.right > gap.left || behind.left < gap.right) continue;
      both &= is_part(pdf.text[before.end - 1]) && is_part(pdf.text[behind.begin]);
      places.push_back(PlaceOf(pdf, line, i + 1));
      behind_it &= StandsAlone(View(pdf, behind)) && places.back().at[1] == behind.right;
    }
  }
  if (places.size() < kFewestLines) return false;
  if (places.size() >= kManyLines && gap.right - gap.left >= kOfMany * lines[0].em) return true;
  bool in_line = false;
  for (size_t k = 0; k < 3; ++k) {
    in_line |= std::all_of(places.begin(), places.end(), [&](const Place& place) {
      return std::abs(place.at[k] - places[0].at[k]) < kInLine * lines[0].em;
    });
  }
  return both || behind_it || in_line;
}

// Heads of one column are wider than its figures; the next heads above are then seen to be over several.
void WidenBy(const PdfWords& pdf, const PdfLine& line, std::vector<PdfColumn>& columns) {
  for (const Token& token : TokensOf(pdf, line)) {
    const auto [first, last] = ColumnsUnder(token, columns);
    if (first != last) continue;
    const float apart = kNarrowest * line.em;
    PdfColumn& column = columns[first];
    if (token.right <= column.left || token.left >= column.right) continue;
    if (first == 0 || columns[first - 1].right + apart < token.left)
      column.left = std::min(column.left, token.left);
    if (first + 1 == columns.size() || columns[first + 1].left - apart > token.right)
      column.right = std::max(column.right, token.right);
  }
}

}  // namespace

std::vector<PdfColumn> FindColumns(const PdfWords& pdf, const std::vector<PdfLine>& lines) {
  const auto figures =
      std::find_if(lines.begin(), lines.end(), [&](const PdfLine& line) { return HasFigure(pdf, line); });
  auto body = figures == lines.end() ? lines.begin() : figures;
  while (body != lines.begin() && body->page == (body - 1)->page &&
         figures->base - (body - 1)->base < kStaggered * body->em)
    --body;
  std::vector<PdfLine> rows(body, lines.end());
  const float em = rows.front().em;
  const std::vector<PdfColumn> rough = FreeIntervals(pdf, rows, rows.size() / kAcross, kWide * em);
  if (rough.size() > kMostColumns) return {};
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [&](const PdfLine& line) { return IsSetAcross(pdf, line, rough); }),
             rows.end());
  std::vector<PdfColumn> columns(1, {std::numeric_limits<float>::max(), 0});
  for (const PdfLine& line : rows) columns[0].left = std::min(columns[0].left, line.left);
  const std::vector<PdfColumn> gaps = FreeIntervals(pdf, rows, 0, kNarrowest * em);
  if (gaps.size() >= kMostColumns) return {};
  for (const PdfColumn& gap : gaps) {
    if (gap.right - gap.left < kNarrow * em && !PartsColumns(pdf, rows, gap)) continue;
    columns.back().right = gap.left;
    columns.push_back({gap.right, 0});
  }
  for (const PdfLine& line : rows) columns.back().right = std::max(columns.back().right, line.right);
  for (auto head = body; head != lines.begin();) WidenBy(pdf, *--head, columns);
  return columns;
}

std::vector<PdfPiece> CutAtColumns(const PdfWords& pdf, const PdfLine& line,
                                   const std::vector<PdfColumn>& columns) {
  std::vector<PdfPiece> pieces;
  float right = 0;
  for (const Token& token : TokensOf(pdf, line)) {
    const auto [first, last] = ColumnsUnder(token, columns);
    const bool near = token.left - right < kNarrowest * line.em;
    right = token.right;
    if (!pieces.empty()) {
      PdfPiece& before = pieces.back();
      // Words of a head over several columns stand as near to each other as those of any text.
      const bool goes_on = first == before.last_column && last == first;
      if (goes_on || (near && first < before.last_column) || before.last_column + 1 >= columns.size()) {
        before.last = token.last;
        before.right = token.right;
        before.last_column = std::max(before.last_column, last);
        continue;
      }
    }
    const uint32_t begin = pieces.empty() ? first : std::max(first, pieces.back().last_column + 1);
    pieces.push_back(
        {token.first, token.last, begin, std::max(begin, last), token.left, token.right, line.base, false});
  }
  for (PdfPiece& piece : pieces) {
    std::u32string text;
    AppendWords(pdf, piece.first, piece.last, text);
    piece.figure = StandsAlone(text);
  }
  return pieces;
}

}  // namespace fazhi
