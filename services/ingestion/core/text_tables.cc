#include "services/ingestion/core/text_tables.h"

#include <algorithm>
#include <utility>

#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/page_rules.h"
#include "services/ingestion/core/ragged_rows.h"
#include "services/ingestion/core/table_words.h"
#include "services/ingestion/core/unwrap.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/list_numbers.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr uint32_t kLongestRow = 600;         // code points
constexpr uint32_t kLongestCell = 200;        // between tabs or bars
constexpr uint32_t kLongestBetweenGaps = 40;  // a longer one is prose with a hole in it
constexpr size_t kGap = 2;                    // blanks that part cells
constexpr uint32_t kWidestSetApart = 4;       // between the two characters of a word
constexpr size_t kFewestBlankColumns = 3;     // of rows that single blanks part
constexpr size_t kFewestBlankRows = 3;        // their heads included
constexpr size_t kFewestStacked = 6;          // cells that take a line each
constexpr size_t kMostStackedColumns = 40;
constexpr size_t kLongestBareCell = 20;  // of words, where no bars part the cells
constexpr size_t kLongestBareFigure = 12;
constexpr size_t kMostBareColumns = 12;

enum class Mark : uint8_t { kNone, kTab, kBar, kGap, kBlank, kLineEach };

struct Piece {
  uint32_t begin, end;
  uint32_t size() const { return end - begin; }
};

struct Row {
  Mark mark = Mark::kNone;
  std::vector<Piece> cells;
  std::vector<RaggedCell> places;  // of the cells, where they do not stand one behind the other
};

constexpr size_t npos = std::u32string_view::npos;

bool IsBar(char32_t c) { return IsAnyOf(c, U"|｜│┃║"); }
bool IsBlank(char32_t c) {
  return !IsHan(c) && !(c > 0x20 && c < 0x7F) && CharTable::Get().Fate(c) == CharFate::kSpace;
}
bool EndsLine(char32_t c) { return (c >= 0xA && c <= 0xD) || c == 0x85 || c == 0x2028 || c == 0x2029; }

Piece Trim(std::u32string_view text, uint32_t begin, uint32_t end) {
  while (begin < end && IsBlank(text[begin])) ++begin;
  while (end > begin && IsBlank(text[end - 1])) --end;
  return {begin, end};
}

Row SplitAt(std::u32string_view text, uint32_t begin, uint32_t end, Mark mark) {
  Row row;
  row.mark = mark;
  uint32_t from = begin;
  for (uint32_t i = begin; i < end;) {
    uint32_t stop = i;
    if (mark == Mark::kGap || mark == Mark::kBlank) {
      while (stop < end && IsBlank(text[stop])) ++stop;
      if (mark == Mark::kGap && stop - i < kGap) stop = i;
    } else if (mark == Mark::kTab ? text[i] == U'\t' : IsBar(text[i])) {
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
void JoinSetApart(std::u32string_view text, Row& row, uint32_t gap) {
  for (size_t i = 1; i < row.cells.size();) {
    Piece& before = row.cells[i - 1];
    const Piece& cell = row.cells[i];
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
Row ReadRow(std::u32string_view text, const Line& line) {
  if (line.size() > kLongestRow || line.size() < 3) return {};
  const auto inside = text.substr(line.begin, line.size());
  const bool emptied = text.substr(line.end, 2) == U"\t\t";  // 2.重复申请 and empty cells
  if (!emptied && !MayBeRow(inside)) return {};
  if (emptied || inside.find(U'\t') != npos) {
    uint32_t begin = line.begin;
    uint32_t end = line.end;
    while (begin > 0 && IsBlank(text[begin - 1]) && !EndsLine(text[begin - 1])) --begin;
    while (end < text.size() && IsBlank(text[end]) && !EndsLine(text[end])) ++end;
    return SplitAt(text, begin, end, Mark::kTab);
  }
  if (std::any_of(inside.begin() + 1, inside.end() - 1, IsBar)) {
    Row row = SplitAt(text, line.begin + (IsBar(inside.front()) ? 1 : 0),
                      line.end - (IsBar(inside.back()) ? 1 : 0), Mark::kBar);
    if (row.cells.size() > 1) return row;
  }
  Row row = SplitAt(text, line.begin, line.end, Mark::kGap);
  JoinSetApart(text, row, kWidestSetApart);
  return row.cells.size() > 1 ? row : Row();
}

// The cells of a line as a PDF's layout has it, where a single blank may part them: at least three, and
// nothing that parts sentences.
Row ReadBlankRow(std::u32string_view text, const Line& line) {
  if (line.size() > kLongestRow) return {};
  const auto inside = text.substr(line.begin, line.size());
  const auto first = inside.substr(0, kLongestBetweenGaps + 1);
  if (std::none_of(first.begin(), first.end(), IsBlank)) return {};
  if (inside.find_first_of(U"。；;，！？|｜\t") != npos) return {};
  Row row = SplitAt(text, line.begin, line.end, Mark::kBlank);
  JoinSetApart(text, row, 1);
  return row.cells.size() >= kFewestBlankColumns ? row : Row();
}

// 临渭区 |: a cell that takes a line of its own; further bars behind it close empty ones.
bool ReadStackedCells(std::u32string_view text, const Line& line, std::vector<Piece>& cells) {
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

// |---|:---:| below the heads
bool IsRule(std::u32string_view text, const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [&](const Piece& cell) {
    const auto words = text.substr(cell.begin, cell.size());
    return !words.empty() && words.find_first_not_of(U"-:—─━=") == npos;
  });
}

// ┌──┬──┐ +---+---+ around rows and between them
bool IsFrame(std::u32string_view text, const Line& line) {
  const auto inside = text.substr(line.begin, line.size());
  return std::all_of(inside.begin(), inside.end(), [](char32_t c) {
    constexpr char32_t kFirstBox = 0x2500, kLastBox = 0x257F;
    return (c >= kFirstBox && c <= kLastBox) || IsAnyOf(c, U"+-=") || IsBlank(c);
  });
}

class TableFinder {
 public:
  explicit TableFinder(Page& page) : page_(page), holds_tabs_(page.text.find(U'\t') != npos) {}

  void Run() {
    std::vector<Line> lines = std::move(page_.lines);
    page_.lines.clear();
    for (size_t i = 0; i < lines.size();) {
      rows_.clear();
      if (const size_t end = ReadRagged(lines, i); end > i) {
        AddTable(lines[i].flags);
        i = end;
        continue;
      }
      size_t end = ReadStacked(lines, i);
      if (end == i) {
        while (end < lines.size() && (Continues(lines, i, end) || IsFrame(page_.text, lines[end]))) ++end;
      }
      bool table = !rows_.empty() && IsTable();
      if (i >= unparted_ && (!table || rows_[0].mark == Mark::kGap)) {
        // Where any blank parts more rows alike, the gaps were chance.
        std::vector<Row> gaps = std::exchange(rows_, {});
        size_t blank_end = i;
        while (blank_end < lines.size() && Continues(lines, i, blank_end, ReadBlankRow)) ++blank_end;
        unparted_ = blank_end;
        if (IsTable() && (!table || blank_end > end)) {
          table = true;
          end = blank_end;
        } else {
          rows_ = std::move(gaps);
        }
      }
      if (table) {
        AddTable(lines[i].flags);
      } else {
        end = end > i + 1 ? end - 1 : i + 1;  // the last of them may be the heads of a table
        page_.lines.insert(page_.lines.end(), lines.begin() + static_cast<std::ptrdiff_t>(i),
                           lines.begin() + static_cast<std::ptrdiff_t>(end));
      }
      i = end;
    }
    WidenLabels(page_);
    MarkHeadRows(page_);
  }

 private:
  std::u32string_view View(const Piece& cell) const {
    return std::u32string_view(page_.text).substr(cell.begin, cell.size());
  }

  // Takes the line `at` as the next row of the run that begins with `first`. All rows stand equally far
  // apart; one between bars may end early.
  bool Continues(const std::vector<Line>& lines, size_t first, size_t at,
                 Row (*read)(std::u32string_view, const Line&) = ReadRow) {
    Row row = read(page_.text, lines[at]);
    if (row.cells.size() < 2) return false;
    if (!rows_.empty()) {
      const Row& heads = rows_[0];
      const bool fits = row.mark == Mark::kBar ? row.cells.size() <= heads.cells.size()
                                               : row.cells.size() == heads.cells.size();
      if (row.mark != heads.mark || !fits) return false;
    }
    if (at > first + 1 && !lines[at].Has(Line::kPageBreak) &&
        lines[at].Has(Line::kBlankBefore) != lines[first + 1].Has(Line::kBlankBefore)) {
      return false;
    }
    rows_.push_back(std::move(row));
    return true;
  }

  // 第二十条第(一)项 | ||| over the columns of a form.
  bool IsTitle(const Row& row) const {
    return (row.mark == Mark::kBar || row.mark == Mark::kTab || row.mark == Mark::kLineEach) &&
           row.cells[0].size() > 0 &&
           std::all_of(row.cells.begin() + 1, row.cells.end(),
                       [](const Piece& cell) { return cell.size() == 0; });
  }

  // Rows of words before the first figures, most of which stand over others.
  size_t HeadRows() const {
    constexpr size_t kMost = 4;
    const bool parted = rows_[0].mark == Mark::kTab || rows_[0].mark == Mark::kBar;
    const size_t most = parted && rows_[0].cells.size() > 2 ? kMost : 1;
    size_t heads = 0;
    while (heads < std::min(most, rows_.size()) && IsWords(rows_[heads])) ++heads;
    return heads;
  }

  // (三)不予公开 | 1.属于国家秘密 |||||: a row of a form that nothing was filled into.
  bool IsBlankRow(const Row& row) const {
    if (row.mark != Mark::kTab && row.mark != Mark::kBar) return false;
    size_t empty = 0;
    while (empty < row.cells.size() && row.cells[row.cells.size() - 1 - empty].size() == 0) ++empty;
    return empty >= 2 && empty * 2 >= row.cells.size();
  }

  // Takes the rows of tabs from `first` on, of which not all have as many cells; returns the line behind
  // them, or `first`.
  size_t ReadRagged(const std::vector<Line>& lines, size_t first) {
    if (!holds_tabs_ || first < unragged_) return first;
    size_t end = first;
    bool alike = true;
    for (; end < lines.size(); ++end) {
      Row row = ReadRow(page_.text, lines[end]);
      if (row.mark != Mark::kTab && end > first && IsLoneLabel(lines, end))
        row = SplitAt(page_.text, lines[end].begin, lines[end].end, Mark::kTab);
      else if (row.mark != Mark::kTab || row.cells.size() < 2 || row.cells.size() > kMostTableColumns)
        break;
      alike = alike && (rows_.empty() || row.cells.size() == rows_[0].cells.size());
      rows_.push_back(std::move(row));
    }
    unragged_ = end;
    if (!alike && PlaceRagged()) return end;
    rows_.clear();
    return first;
  }

  // (三)不予公开 above 1.属于国家秘密 | 2 | 4: a row's label alone, whose number the next row's is below.
  bool IsLoneLabel(const std::vector<Line>& lines, size_t at) const {
    if (at + 1 >= lines.size() || lines[at].size() > kLongestBetweenGaps) return false;
    const auto words = NormalizeLine(View({lines[at].begin, lines[at].end}));
    const int level = ListNumberLevel(words);
    if (level == 0 || words.find_first_of(U"。;,:") != npos) return false;
    const Row next = ReadRow(page_.text, lines[at + 1]);
    return next.mark == Mark::kTab && ListNumberLevel(NormalizeLine(View(next.cells[0]))) > level;
  }

  bool PlaceRagged() {
    std::vector<RaggedRow> placed;
    for (const Row& row : rows_) {
      placed.emplace_back();
      for (const Piece& cell : row.cells) {
        if (cell.size() > kLongestCell) return false;
        placed.back().push_back({NormalizeLine(View(cell)), 0, 1, 1});
      }
    }
    if (!PlaceRaggedCells(placed)) return false;
    for (size_t r = 0; r < rows_.size(); ++r) rows_[r].places = std::move(placed[r]);
    return true;
  }

  // Takes the lines from `first` on as cells one below the other; returns the line behind them, or `first`.
  size_t ReadStacked(const std::vector<Line>& lines, size_t first) {
    if (first < untabled_) return first;
    stacked_.clear();
    line_of_.clear();
    size_t end = first;
    if (!IsBar(page_.text[lines[first].end - 1])) return ReadBareCells(lines, first);
    while (end < lines.size() && ReadStackedCells(page_.text, lines[end], stacked_)) {
      line_of_.resize(stacked_.size(), ++end);
    }
    if (stacked_.size() < kFewestStacked) return first;
    const size_t cells = stacked_[0].size() == 0 ? RowsBehindBars() : RowsBehindLabels();
    if (cells == 0) untabled_ = end;
    return cells == 0 ? first : line_of_[cells - 1];
  }

  bool IsBareWord(const Line& line) const {
    const auto inside = View({line.begin, line.end});
    return inside.size() <= kLongestBareCell && inside.find_first_of(U"。；;，,：:") == npos &&
           !HoldsQuantity(inside);
  }

  bool IsBareFigure(const Line& line) const {
    return line.size() <= kLongestBareFigure && StandsAlone(View({line.begin, line.end}));
  }

  // Cells without any bar: only where two rows or more, each a label and as many figures, follow as many
  // heads; rows that are numbered, below 序号; or one row of as many figures as there are heads below a
  // title.
  size_t ReadBareCells(const std::vector<Line>& lines, size_t first) {
    const auto word = [&](size_t i) { return IsBareWord(lines[i]); };
    const auto figure = [&](size_t i) { return IsBareFigure(lines[i]); };
    size_t width = 0;
    while (first + width < lines.size() && width <= kMostBareColumns && word(first + width)) ++width;
    if (width < 3) return first;
    if (View({lines[first].begin, lines[first].end}) == U"序号")
      return ReadNumberedCells(lines, first, width);
    if (const size_t end = ReadOneRow(lines, first, width); end > first) return end;
    if (width-- < 4) return first;  // the last of them is the first row's label
    size_t end = first + width;
    for (size_t at = end; at + width <= lines.size() && word(at); at += width) {
      size_t k = 1;
      while (k < width && figure(at + k)) ++k;
      if (k < width) break;
      end = at + width;
    }
    const bool more = end < lines.size() && figure(end);
    if (more || end < first + 3 * width) return first;
    return AddBareRows(lines, first, end, width);
  }

  size_t AddBareRows(const std::vector<Line>& lines, size_t first, size_t end, size_t width) {
    for (size_t i = first; i < end; ++i) stacked_.push_back({lines[i].begin, lines[i].end});
    for (size_t at = 0; at < stacked_.size(); at += width) AddRow(at, at + width, Mark::kLineEach);
    return end;
  }

  // 序号 | 处理方式 | 数量, then 1 | 维持 | 350, 2 | 终止 | 68 …
  size_t ReadNumberedCells(const std::vector<Line>& lines, size_t first, size_t width) {
    size_t end = first + width;
    for (size_t number = 1; end + width <= lines.size(); ++number, end += width) {
      const auto printed = View({lines[end].begin, lines[end].end});
      uint64_t value = 0;
      for (const char32_t c : printed)
        value = IsAnyDigit(c) && value < 1000 ? value * 10 + (c & 0xF) : 1u << 20;
      if (value != number || !IsBareWord(lines[end + 1])) break;
      size_t figures = 0;
      for (size_t k = 2; k < width; ++k) figures += IsBareFigure(lines[end + k]) ? 1 : 0;
      if (figures == 0) break;
    }
    return end < first + 3 * width ? first : AddBareRows(lines, first, end, width);
  }

  bool IsBelowTitle(const std::vector<Line>& lines, size_t first) const {
    if (first == 0) return false;
    const auto above = View({lines[first - 1].begin, lines[first - 1].end});
    return !above.empty() && (above.back() == U'表' || (above.front() == U'表' && above.size() <= 2));
  }

  // 行政许可实施情况统计表, then 申请数量 | 受理数量 | 许可数量, then 36 | 35 | 33; above the heads may stand
  // one over all of them (行政许可实施数量(宗)).
  size_t ReadOneRow(const std::vector<Line>& lines, size_t first, size_t width) {
    constexpr std::u32string_view kCount = U"数量";
    size_t figures = 0;
    while (first + width + figures < lines.size() && IsBareFigure(lines[first + width + figures])) ++figures;
    const auto corner = View({lines[first].begin, lines[first].end});
    const auto named = corner.substr(0, corner.find_first_of(U"(（"));
    const size_t over =
        figures + 1 == width && named.size() > kCount.size() && EndsWith(named, kCount) ? 1 : 0;
    if (figures < 3 || figures + over != width) return first;
    if (over == 0 && !IsBelowTitle(lines, first)) return first;
    if (over > 0) {
      stacked_.push_back({lines[first].begin, lines[first].end});
      stacked_.insert(stacked_.end(), figures - 1, {lines[first].end, lines[first].end});
    }
    return AddBareRows(lines, first + over, first + width + figures, figures);
  }

  // Each row begins with an empty cell: the bar that opens it. Returns how many cells the rows take.
  size_t RowsBehindBars() {
    for (size_t width = 3; width <= kMostStackedColumns && width * 2 <= stacked_.size(); ++width) {
      size_t at = 0;
      while (at < stacked_.size() && stacked_[at].size() == 0) at += width;
      if (at < stacked_.size()) continue;
      for (at = 0; at + 1 < stacked_.size(); at += width)
        AddRow(at + 1, std::min(at + width, stacked_.size()));
      return stacked_.size();
    }
    return 0;
  }

  // Each row is a label and its figures, as many as there are heads before the first label.
  size_t RowsBehindLabels() {
    const auto figure = [&](size_t i) { return stacked_[i].size() == 0 || StandsAlone(View(stacked_[i])); };
    size_t begin = 0;
    while (begin < stacked_.size() && !figure(begin)) ++begin;
    size_t width = 1;
    while (begin + width - 1 < stacked_.size() && figure(begin + width - 1)) ++width;
    if (width < 3 || width > kMostStackedColumns || begin != width + 1) return 0;
    AddRow(0, width);
    size_t at = width;
    for (; at + width <= stacked_.size() && !figure(at); at += width) {
      size_t k = 1;
      while (k < width && figure(at + k)) ++k;
      if (k < width) break;
      AddRow(at, at + width);
    }
    return at;
  }

  void AddRow(size_t begin, size_t end, Mark mark = Mark::kBar) {
    Row& row = rows_.emplace_back();
    row.mark = mark;
    row.cells.assign(stacked_.begin() + static_cast<std::ptrdiff_t>(begin),
                     stacked_.begin() + static_cast<std::ptrdiff_t>(end));
  }

  bool IsWords(const Row& row) const {
    return std::none_of(row.cells.begin(), row.cells.end(),
                        [&](const Piece& cell) { return HoldsQuantity(NormalizeLine(View(cell))); });
  }

  // 索引号, 发布机构, …
  bool IsMetadata() const {
    return std::all_of(rows_.begin(), rows_.end(), [&](const Row& row) {
      return FindLabel(NormalizeLine(View(row.cells[0])), 0, true).found;
    });
  }

  // Whether the rows are titles and the pages where they begin.
  bool IsContents(bool heads) const {
    if (heads) return View(rows_[0].cells.back()).find(U'页') != npos;
    std::u32string_view before;
    for (const Row& row : rows_) {
      const auto last = View(row.cells.back());
      const bool rises = last.size() > before.size() || (last.size() == before.size() && last >= before);
      if (!rises || !std::all_of(last.begin(), last.end(), IsAnyDigit)) return false;
      if (!BeginsNumbered(View(row.cells[0]))) return false;
      before = last;
    }
    return true;
  }

  bool IsTable() {
    DropRulesAndMargin();
    if (rows_.size() < 2) return false;
    const size_t columns = rows_[0].cells.size();
    const bool heads = IsWords(rows_[0]);
    if (columns < (heads ? 2 : 3) || columns > kMostTableColumns) return false;
    const Mark mark = rows_[0].mark;
    if (mark == Mark::kBlank && (!heads || rows_.size() < kFewestBlankRows)) return false;
    const uint32_t longest = mark == Mark::kGap || mark == Mark::kBlank ? kLongestBetweenGaps : kLongestCell;
    size_t with_figure = 0;
    size_t titles = 0;
    for (const Row& row : rows_) {
      titles += IsTitle(row) || IsBlankRow(row) ? 1 : 0;
      bool figure = false;
      for (const Piece& cell : row.cells) {
        if (cell.size() > longest) return false;
        figure |= StandsAlone(View(cell));
      }
      with_figure += figure ? 1 : 0;
    }
    if (with_figure == 0 || with_figure * 2 + titles < rows_.size() - HeadRows()) return false;
    return !IsMetadata() && !IsContents(heads);
  }

  // Takes off rules between rows, and the empty first column of rows that are all set in by a tab.
  void DropRulesAndMargin() {
    const auto rule = [&](const Row& row) { return IsRule(page_.text, row); };
    rows_.erase(std::remove_if(rows_.begin(), rows_.end(), rule), rows_.end());
    const bool margin = std::all_of(rows_.begin(), rows_.end(), [](const Row& row) {
      return row.cells.size() > 1 && row.cells.front().size() == 0;
    });
    if (!margin) return;
    for (Row& row : rows_) row.cells.erase(row.cells.begin());
  }

  void AddTable(uint8_t flags) {
    const uint32_t table = page_.tables++;
    for (size_t r = 0; r < rows_.size(); ++r) {
      const auto columns = static_cast<uint32_t>(rows_[r].cells.size());
      if (IsTitle(rows_[r]) && rows_[r].places.empty()) rows_[r].cells.resize(1);
      for (size_t c = 0; c < rows_[r].cells.size(); ++c) {
        Cell cell;
        if (rows_[r].cells.size() == 1) cell.column_span = columns;
        cell.table = table;
        cell.row = static_cast<uint32_t>(r);
        cell.column = static_cast<uint32_t>(c);
        if (c < rows_[r].places.size()) {
          const RaggedCell& place = rows_[r].places[c];
          cell.column = place.column;
          cell.column_span = place.column_span;
          cell.row_span = place.row_span;
        }
        page_.cells.push_back(cell);
        Line line;
        const Piece& piece = rows_[r].cells[c];
        if (!MeasureLine(page_.text, piece.begin, piece.end, line)) continue;
        line.cell = static_cast<int32_t>(page_.cells.size()) - 1;
        line.flags = std::exchange(flags, uint8_t{0});
        page_.lines.push_back(line);
      }
    }
  }

  Page& page_;
  const bool holds_tabs_;
  std::vector<Row> rows_;        // of the run that is looked at
  std::vector<Piece> stacked_;   // cells that take a line each; reused
  size_t unparted_ = 0;          // lines before it are no rows that single blanks part
  size_t unragged_ = 0;          // lines before it are in no ragged rows, or were tried
  size_t untabled_ = 0;          // lines before it are no stacked cells
  std::vector<size_t> line_of_;  // for each of them the line behind it; reused
};

}  // namespace

void FindTextTables(Page& page) { TableFinder(page).Run(); }

}  // namespace fazhi
