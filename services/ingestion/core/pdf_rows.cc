#include "services/ingestion/core/pdf_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace fazhi {
namespace {

constexpr size_t kMostLines = 60;    // of a row
constexpr float kLeastPitch = 0.9F;  // ems
constexpr float kMostPitch = 2.8F;   // ems between lines of a cell
constexpr float kUneven = 1.3F;      // how much farther apart lines of a cell may be than others
constexpr float kSlack = 0.1F;       // ems
constexpr float kRowsApart = 1.1F;   // pitches: what is farther apart shows that rows are
constexpr float kOverPage = 0.1F;    // ems that a row's cells are taken to be farther apart there
constexpr float kInLine = 0.6F;      // ems
// What speaks against a row, in empty cells.
constexpr float kLink = 0.4F;        // two lines of a cell
constexpr float kNearLink = 0.05F;   // the same where lines of a cell are nearer than rows
constexpr float kFigureLink = 1.5F;  // a figure that shares its cell
constexpr float kNotInLine = 1.0F;   // two lines that are set apart
constexpr float kOtherAlign = 0.1F;  // a row whose cells stand otherwise than in others
constexpr float kHeadRow = 0.1F;     // another row of heads, where they wrap as a rule
constexpr float kNearRow = 0.2F;     // two cells that stand as near as lines of one
constexpr float kFarther = 0.5F;     // each em that they are farther apart than others
constexpr float kUnaligned = 1.0F;   // each em that cells are out of line, on average

constexpr size_t kAligns = 3;  // middle, top, bottom

struct Best {  // of the lines before
  float cost = std::numeric_limits<float>::max();
  size_t begin = 0;  // of the row that ends there
};

struct Stack {  // lines of one cell
  bool any = false;
  bool figure = false;
  uint32_t column = 0;
  uint32_t last_column = 0;
  float top = 0;
  float bottom = 0;
  float left = 0;  // of its first line
  float right = 0;
};

class RowCutter {
 public:
  RowCutter(std::vector<PdfTableLine>& lines, uint32_t columns) : lines_(lines), columns_(columns) {}

  std::vector<size_t> Cut() {
    FindPitch();
    CountOn();
    FindBest();
    size_t align = 0;
    for (size_t k = 1; k < kAligns; ++k) {
      if (best_.back()[k].cost < best_.back()[align].cost) align = k;
    }
    std::vector<size_t> rows;
    for (size_t end = lines_.size(); end > 0; end = best_[end][align].begin)
      rows.push_back(best_[end][align].begin);
    std::reverse(rows.begin(), rows.end());
    return rows;
  }

 private:
  // How far lines of a cell are apart, and whether rows are farther: lines that
  // have figures one below the other are rows. Where there are none, the
  // largest distance tells, those below the first line aside.
  void FindPitch() {
    const auto figures = std::find_if(lines_.begin(), lines_.end(), [](const PdfTableLine& line) {
      return std::any_of(line.pieces.begin(), line.pieces.end(), [](const PdfPiece& p) { return p.figure; });
    });
    if (figures != lines_.end()) heads_ = static_cast<size_t>(figures - lines_.begin());
    pitch_ = std::numeric_limits<float>::max();
    float nearest_rows = std::numeric_limits<float>::max();
    struct Above {
      size_t line = 0;
      bool figure = false;
      bool any = false;
    };
    std::vector<Above> above(columns_);
    std::vector<float> farthest(columns_);
    std::vector<size_t> count(columns_);
    for (size_t i = 0; i < lines_.size(); ++i) {
      const PdfTableLine& line = lines_[i];
      if (line.page_break) above.assign(columns_, {});
      for (const PdfPiece& piece : line.pieces) {
        Above& before = above[piece.column];
        const float apart = before.any ? line.base - lines_[before.line].base : 0;
        if (apart >= kLeastPitch * line.em) {
          pitch_ = std::min(pitch_, apart);
          if (before.line >= std::max<size_t>(heads_, 1))
            farthest[piece.column] = std::max(farthest[piece.column], apart);
          ++count[piece.column];
          if (before.figure && piece.figure && before.line + 1 == i)
            nearest_rows = std::min(nearest_rows, apart);
        }
        before = {i, piece.figure, true};
      }
    }
    const bool known = nearest_rows < std::numeric_limits<float>::max();
    const auto densest = std::max_element(count.begin(), count.end()) - count.begin();
    const float rows = known ? nearest_rows : farthest[static_cast<size_t>(densest)];
    link_ = rows > pitch_ * kRowsApart ? kNearLink : kLink;
  }

  void CountOn() {
    float shift = 0;
    for (size_t i = 0; i < lines_.size(); ++i) {
      PdfTableLine& line = lines_[i];
      if (line.page_break && i > 0) {
        const float pitch = std::min(pitch_, kMostPitch * line.em);
        shift = lines_[i - 1].base + pitch + kOverPage * line.em - line.base;
      }
      line.base += shift;
    }
  }

  void FindBest() {
    best_.assign(lines_.size() + 1, {});
    for (Best& best : best_[0]) best.cost = 0;
    std::vector<Stack> stacks;
    for (size_t end = 1; end <= lines_.size(); ++end) {
      stacks.assign(columns_, {});
      float links = 0;
      const size_t first = end > kMostLines ? end - kMostLines : 0;
      for (size_t begin = end; begin-- > first;) {
        if (!Take(begin, stacks, links)) break;
        const std::array<float, kAligns> off = OutOfLine(stacks, lines_[begin].em);
        const float least = *std::min_element(off.begin(), off.end());
        const float against = links + AgainstBegin(begin) + Empty(stacks);
        for (size_t k = 0; k < kAligns; ++k) {
          const float cost = best_[begin][k].cost + against + std::min(off[k], least + kOtherAlign);
          if (cost < best_[end][k].cost) best_[end][k] = {cost, begin};
        }
      }
    }
  }

  // Puts a line on top of the row's cells; false when it cannot be of the same
  // row.
  bool Take(size_t at, std::vector<Stack>& stacks, float& links) const {
    const PdfTableLine& line = lines_[at];
    const bool head = at + 1 < heads_;
    for (const PdfPiece& piece : line.pieces) {
      bool linked = false;
      for (uint32_t c = piece.column; c <= piece.last_column; ++c) {
        Stack& stack = stacks[c];
        if (!stack.any) {
          stack = {true,      piece.figure, piece.column, piece.last_column,
                   line.base, line.base,    piece.left,   piece.right};
          continue;
        }
        const float apart = stack.top - line.base;
        const bool same = stack.column == piece.column && stack.last_column == piece.last_column;
        if (!same || (stack.figure && piece.figure) || apart > kMostPitch * line.em ||
            apart > kUneven * pitch_ + kSlack * line.em)
          return false;
        if (piece.figure || stack.figure) links += kFigureLink;
        if (!linked && !head) links += link_ + kFarther * std::max(0.0F, apart - pitch_) / line.em;
        if (!linked && !IsInLine(stack, piece, line.em)) links += kNotInLine;
        linked = true;
        stack.left = piece.left;
        stack.right = piece.right;
        stack.top = line.base;
        stack.figure |= piece.figure;
      }
    }
    return true;
  }

  // Lines of a cell begin, end or have their middle at one place.
  static bool IsInLine(const Stack& stack, const PdfPiece& piece, float em) {
    const float left = std::abs(stack.left - piece.left);
    const float right = std::abs(stack.right - piece.right);
    const float middle = std::abs(stack.left + stack.right - piece.left - piece.right) / 2;
    return std::min({left, right, middle}) < kInLine * em;
  }

  static float Empty(const std::vector<Stack>& stacks) {
    return static_cast<float>(
        std::count_if(stacks.begin(), stacks.end(), [](const Stack& stack) { return !stack.any; }));
  }

  // How far the row's cells are out of line, when they stand in its middle, at
  // its top or at its bottom.
  std::array<float, kAligns> OutOfLine(const std::vector<Stack>& stacks, float em) {
    std::array<float, kAligns> off{};
    for (size_t k = 0; k < kAligns; ++k) {
      places_.clear();
      for (const Stack& stack : stacks) {
        if (stack.any)
          places_.push_back(k == 0 ? (stack.top + stack.bottom) / 2 : k == 1 ? stack.top : stack.bottom);
      }
      const auto middle = places_.begin() + static_cast<std::ptrdiff_t>(places_.size() / 2);
      std::nth_element(places_.begin(), middle, places_.end());
      for (const float place : places_)
        off[k] += kUnaligned * std::abs(place - *middle) / em / static_cast<float>(places_.size());
    }
    return off;
  }

  // What speaks against a row's beginning with the line: words that stand as
  // near to those above as lines of one cell do, where rows are farther apart.
  float AgainstBegin(size_t at) const {
    if (at > 0 && at < heads_) return kHeadRow;
    if (at == 0 || link_ == kLink) return 0;
    float against = 0;
    for (const PdfPiece& piece : lines_[at].pieces) {
      for (const PdfPiece& above : lines_[at - 1].pieces) {
        const bool near = lines_[at].base - lines_[at - 1].base < pitch_ * kRowsApart;
        if (near && !piece.figure && !above.figure && above.column == piece.column) against += kNearRow;
      }
    }
    return against;
  }

  std::vector<PdfTableLine>& lines_;
  const uint32_t columns_;
  float pitch_ = 0;
  size_t heads_ = 0;  // lines before the first figure
  float link_ = kLink;
  std::vector<float> places_;  // reused
  std::vector<std::array<Best, kAligns>> best_;
};

}  // namespace

std::vector<size_t> CutIntoRows(std::vector<PdfTableLine>& lines, uint32_t columns) {
  return RowCutter(lines, columns).Cut();
}

}  // namespace fazhi
