#include "services/ingestion/core/ragged_rows.h"

#include <algorithm>
#include <string_view>

#include "services/ingestion/core/table_words.h"
#include "services/text/affixes.h"
#include "services/text/list_numbers.h"
#include "services/text/total_words.h"

namespace fazhi {
namespace {

constexpr size_t kMostHeadRows = 4;
constexpr size_t kMostLabels = 4;
constexpr size_t kFewestRows = 3;

bool IsLabel(std::u32string_view words) {
  return !words.empty() && (!StandsAlone(words) || ListNumberLength(words) > 0);
}

bool IsFigure(std::u32string_view words) {
  return words.empty() || IsOneOf(words, {U"-", U"--", U"—", U"——", U"/"}) || StandsAlone(words);
}

// 罚没金额(万元), 持证率: a head that figures stand right under.
bool CountsItself(std::u32string_view words) {
  return SaysTotal(words) || EndsWithOneOf(words, {U")", U"率", U"额", U"数"});
}

// Rows whose empty last cells were cut off: those with figures are as wide as any, and heads say by their
// empty cells, or by being as wide, that all columns are there.
bool OnlyCutOff(const std::vector<RaggedRow>& rows) {
  size_t width = 0, widest = 0;
  bool all = false;
  for (const RaggedRow& row : rows) {
    const bool figure = std::any_of(row.begin(), row.end(), [](const RaggedCell& cell) {
      return !cell.words.empty() && !IsLabel(cell.words);
    });
    widest = std::max(widest, row.size());
    if (figure && width != 0 && row.size() != width) return false;
    if (figure) width = row.size();
    if (width == 0)
      all |=
          std::any_of(row.begin() + 1, row.end(), [](const RaggedCell& cell) { return cell.words.empty(); });
  }
  return width == widest && (all || rows[0].size() == width);
}

// | 个人 | 单位 | 总计 over | | 企业 | 机关 | |: heads above a row as wide as all, whose empty cells and
// groups of words are as many as they.
void SpreadOverBlanks(RaggedRow& upper, const RaggedRow& lower) {
  std::vector<uint32_t> widths;
  for (size_t c = 0; c < lower.size(); ++c) {
    if (!lower[c].words.empty() && !IsLabel(lower[c].words)) return;
    if (c > 0 && !lower[c].words.empty() && !lower[c - 1].words.empty())
      ++widths.back();
    else
      widths.push_back(1);
  }
  if (widths.size() != upper.size()) return;
  uint32_t column = 0;
  for (size_t c = 0; c < upper.size(); ++c) {
    upper[c].column = column;
    upper[c].column_span = widths[c];
    column += widths[c];
  }
}

class Placer {
 public:
  explicit Placer(std::vector<RaggedRow>& rows) : rows_(rows) {}

  bool Place() {
    if (rows_.size() < kFewestRows || !Measure()) return false;
    std::vector<RaggedRow> placed = rows_;
    std::swap(rows_, placed);
    if (PlaceHeads() && PlaceBody()) return true;
    std::swap(rows_, placed);
    return false;
  }

 private:
  static size_t Labels(const RaggedRow& row) {
    const auto behind =
        std::find_if(row.begin(), row.end(), [](const RaggedCell& cell) { return !IsLabel(cell.words); });
    return static_cast<size_t>(behind - row.begin());
  }

  // How many rows are heads, how many labels a row has at most and how many figures each; false where the
  // rows are no such table.
  bool Measure() {
    const auto heads = [](const RaggedRow& row) {
      return row.size() > 1 &&
             std::all_of(row.begin() + 1, row.end(), [](const RaggedCell& c) { return IsLabel(c.words); });
    };
    while (heads_ < rows_.size() && heads(rows_[heads_])) ++heads_;
    if (heads_ == 0 || heads_ > kMostHeadRows || heads_ == rows_.size()) return false;
    for (size_t r = heads_; r < rows_.size(); ++r) {
      const size_t labels = Labels(rows_[r]);
      const size_t figures = rows_[r].size() - labels;
      labels_ = std::max(labels_, labels);
      if (figures == 0) continue;  // a row of nothing whose last cells were cut off
      if (figures_ != 0 && figures != figures_) return false;
      figures_ = figures;
      if (!std::all_of(rows_[r].begin() + static_cast<std::ptrdiff_t>(labels), rows_[r].end(),
                       [](const RaggedCell& cell) { return IsFigure(cell.words); }))
        return false;
    }
    return figures_ >= 1 && labels_ <= kMostLabels;
  }

  bool PlaceHeads() {
    RaggedRow& top = rows_[0];
    const auto first = static_cast<uint32_t>(labels_);
    if (heads_ == 1 && top.size() == labels_ + figures_) {
      for (size_t c = 0; c < top.size(); ++c) top[c].column = static_cast<uint32_t>(c);
      return true;
    }
    if (labels_ > 0) {  // the corner
      top[0].column_span = first;
      top[0].row_span = static_cast<uint32_t>(heads_);
      corner_ = 1;
    }
    return heads_ == 1 ? Spread(top, std::vector<uint32_t>(top.size() - corner_, 1), first) : PlaceLastTwo();
  }

  // Sets the cells of a row of heads, behind the corner in the first, next to each other in these widths.
  bool Spread(RaggedRow& row, const std::vector<uint32_t>& widths, uint32_t column) {
    const size_t begin = &row == &rows_[0] ? corner_ : 0;
    for (size_t c = begin; c < row.size(); ++c) {
      row[c].column = column;
      row[c].column_span = widths[c - begin];
      column += widths[c - begin];
    }
    return column == labels_ + figures_;
  }

  // The cells [begin, end) of a row in `groups`: behind each total, else equally many.
  static std::vector<uint32_t> Groups(const RaggedRow& row, size_t begin, size_t groups) {
    std::vector<uint32_t> sizes(1, 0);
    for (size_t c = begin; c < row.size(); ++c) {
      ++sizes.back();
      if (SaysTotal(row[c].words) && c + 1 < row.size()) sizes.push_back(0);
    }
    const size_t cells = row.size() - begin;
    if (sizes.size() != groups && cells % groups == 0)
      sizes.assign(groups, static_cast<uint32_t>(cells / groups));
    if (sizes.size() != groups) sizes.clear();
    return sizes;
  }

  // Cells of the last row of heads but one stand over the last row's cells where they do not head a column.
  bool PlaceLastTwo() {
    RaggedRow& upper = rows_[heads_ - 2];
    RaggedRow& lower = rows_[heads_ - 1];
    const size_t begin = heads_ == 2 ? corner_ : 0;
    const size_t cells = upper.size() - begin;
    if (cells + lower.size() <= figures_ || cells > figures_ || lower.size() > figures_) return false;
    const size_t over = cells + lower.size() - figures_;
    if (over > cells) return false;
    const std::vector<uint32_t> groups = Groups(lower, 0, over);
    if (groups.empty()) return false;
    std::vector<uint32_t> widths(cells, 1);
    size_t left = over;
    for (size_t c = upper.size(); c-- > begin;) {
      const bool all = left > c - begin;
      if (left > 0 && (all || !CountsItself(upper[c].words))) {
        widths[c - begin] = groups[--left];
      } else {
        upper[c].row_span = 2;
      }
    }
    if (left > 0 || !Spread(upper, widths, static_cast<uint32_t>(labels_))) return false;
    size_t under = 0;
    for (size_t c = begin; c < upper.size(); ++c) {
      for (uint32_t k = 0; upper[c].row_span == 1 && k < upper[c].column_span && under < lower.size(); ++k)
        lower[under++].column = upper[c].column + k;
    }
    return under == lower.size() && PlaceAbove(upper, begin, widths);
  }

  // The rows above these stand over all of their columns.
  bool PlaceAbove(const RaggedRow& upper, size_t begin, const std::vector<uint32_t>& widths) {
    if (heads_ == 2) return true;
    for (size_t r = 0; r + 2 < heads_; ++r) {
      const size_t first = r == 0 ? corner_ : 0;
      if (rows_[r].size() <= first) return false;
      const std::vector<uint32_t> groups = Groups(upper, begin, rows_[r].size() - first);
      if (groups.empty()) return false;
      std::vector<uint32_t> wide;
      size_t at = 0;
      for (const uint32_t cells : groups) {
        wide.push_back(0);
        for (uint32_t k = 0; k < cells; ++k) wide.back() += widths[at++];
      }
      if (!Spread(rows_[r], wide, static_cast<uint32_t>(labels_))) return false;
    }
    return true;
  }

  // Labels that are fewer than in other rows: 民事 below 法律援助 | 刑事 stands below 刑事, 合计 and what is
  // numbered as high as a first label hold all columns of labels.
  bool PlaceBody() {
    int level = 0;  // of the last label in the first column
    for (size_t r = heads_; r < rows_.size(); ++r) {
      RaggedRow& row = rows_[r];
      const size_t labels = std::min(Labels(row), labels_);
      if (labels == 0 && labels_ > 0) return false;
      const auto missing = static_cast<uint32_t>(labels_ - labels);
      const int own = labels == 0 ? 0 : ListNumberLevel(row[0].words);
      const bool below = missing > 0 && r > heads_ && !SaysTotal(row[0].words) && own == 0 && level == 0;
      uint32_t column = below ? missing : 0;
      for (size_t c = 0; c < row.size(); ++c) {
        row[c].column = column;
        if (!below && missing > 0 && c + 1 == labels) row[c].column_span += missing;
        column += row[c].column_span;
      }
      if (!below) level = own;
    }
    return true;
  }

  std::vector<RaggedRow>& rows_;
  size_t heads_ = 0;
  size_t labels_ = 0;
  size_t figures_ = 0;
  size_t corner_ = 0;  // 1 where the first row begins with the corner over the labels
};

}  // namespace

bool PlaceRaggedCells(std::vector<RaggedRow>& rows) {
  if (rows.size() < kFewestRows || !OnlyCutOff(rows)) return Placer(rows).Place();
  for (RaggedRow& row : rows) {
    for (size_t c = 0; c < row.size(); ++c) row[c].column = static_cast<uint32_t>(c);
  }
  if (rows[0].size() < rows[1].size()) SpreadOverBlanks(rows[0], rows[1]);
  return true;
}

}  // namespace fazhi
