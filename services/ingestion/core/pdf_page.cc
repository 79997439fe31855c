#include "services/ingestion/core/pdf_page.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "services/base/status_macros.h"
#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/pdf_lines.h"
#include "services/ingestion/core/pdf_tables.h"
#include "services/ingestion/core/pdf_words.h"
#include "services/ingestion/core/unwrap.h"

namespace fazhi {
namespace {

constexpr float kLong = 0.6F;       // of its page's width: a line that shows the size and pitch of the text
constexpr float kFarther = 1.3F;    // pitches that part paragraphs
constexpr float kSamePlace = 2;     // points
constexpr size_t kFew = 6;          // one line of so many, or fewer
constexpr size_t kMostHoles = 1;    // of a header: its title and the time or a page number
constexpr size_t kMarginLines = 2;  // at either end of a page, where page numbers and headers stand

float Median(std::vector<float>& values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The leftmost place where more than a few of the lines begin: headers may stand farther out.
float Margin(std::vector<float>& lefts) {
  std::sort(lefts.begin(), lefts.end());
  const size_t few = lefts.size() / kFew;
  size_t i = 0;
  while (i + few + 1 < lefts.size() && lefts[i + few] - lefts[i] > kSamePlace) ++i;
  return lefts[i];
}

class PdfPageMaker {
 public:
  explicit PdfPageMaker(PdfWords pdf) : pdf_(std::move(pdf)), lines_(FindPdfLines(pdf_)) { Measure(); }

  Page Make() {
    // Headers, footers and page numbers are known by the lines of all pages, and tables go on across them.
    const Page draft = Compose({});
    const std::vector<bool> running = FindRunning(draft);
    Page page = Compose(FindPdfTables(pdf_, lines_, running));
    const auto blank = [](const Line& line) { return line.size() == 0; };
    page.lines.erase(std::remove_if(page.lines.begin(), page.lines.end(), blank), page.lines.end());
    page.content_end = page.lines.size();
    return page;
  }

 private:
  // The margin of each page, and the size and pitch of the text in all of them.
  void Measure() {
    std::vector<float> ems, all, pitches;
    margins_.assign(pdf_.pages, 0);
    for (size_t begin = 0; begin < lines_.size();) {
      size_t end = begin;
      float left = std::numeric_limits<float>::max();
      float right = 0;
      for (; end < lines_.size() && lines_[end].page == lines_[begin].page; ++end) {
        left = std::min(left, lines_[end].left);
        right = std::max(right, lines_[end].right);
      }
      std::vector<float> lefts;
      for (size_t i = begin; i < end; ++i) {
        const PdfLine& line = lines_[i];
        all.push_back(line.em);
        // Rows of tables have holes.
        if (line.right - line.left < kLong * (right - left) || CountHoles(pdf_, line) > 0) continue;
        lefts.push_back(line.left);
        ems.push_back(line.em);
        if (i > begin) pitches.push_back(line.base - lines_[i - 1].base);
      }
      margins_[lines_[begin].page] = lefts.empty() ? left : Margin(lefts);
      begin = end;
    }
    column_ = Median(ems.empty() ? all : ems) / 2;
    pitch_ = Median(pitches);
  }

  std::vector<bool> FindRunning(Page draft) const {
    MarkRunning(draft);
    std::vector<bool> running(lines_.size());
    for (size_t begin = 0; begin < lines_.size();) {
      size_t end = begin;
      while (end < lines_.size() && lines_[end].page == lines_[begin].page) ++end;
      for (size_t i = begin; i < end; ++i) {
        const bool margin = i < begin + kMarginLines || i + kMarginLines >= end;
        const bool heads = CountHoles(pdf_, lines_[i]) > kMostHoles;  // of a table, which pages repeat
        running[i] = margin && !heads && draft.lines[i].Has(Line::kRunning);
      }
      begin = end;
    }
    return running;
  }

  Page Compose(const std::vector<PdfTable>& tables) {
    Page page;
    page.laid_out = true;
    auto table = tables.begin();
    uint8_t flags = 0;
    uint32_t number = 0;
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (; number < lines_[i].page; ++number) {
        page.text.push_back(U'\f');
        flags |= Line::kPageBreak;
      }
      if (table != tables.end() && i >= table->first) {
        if (i == table->first) AddTable(*table, std::exchange(flags, uint8_t{0}), page);
        if (!std::binary_search(table->others.begin(), table->others.end(), i)) {
          if (i + 1 >= table->last) ++table;
          continue;
        }
      }
      if (i > 0 && lines_[i - 1].page == lines_[i].page && pitch_ > 0 &&
          lines_[i].base - lines_[i - 1].base > kFarther * pitch_) {
        page.text.push_back(U'\n');
        flags |= Line::kBlankBefore;
      }
      AddLine(lines_[i], std::exchange(flags, uint8_t{0}), page);
    }
    for (; number < pdf_.pages; ++number) page.text.push_back(U'\f');
    return page;
  }

  uint32_t Columns(float points) const {
    const float columns = column_ > 0 ? points / column_ + 0.5F : 0;
    return static_cast<uint32_t>(std::clamp(columns, 0.0F, 255.0F));
  }

  void AddLine(const PdfLine& from, uint8_t flags, Page& page) const {
    const float margin = margins_[from.page];
    const uint32_t indent = Columns(from.left - margin);
    page.text.append(indent, U' ');
    const auto begin = static_cast<uint32_t>(page.text.size());
    AppendWords(pdf_, from.first, from.last, page.text);
    Line line;
    if (MeasureLine(page.text, begin, static_cast<uint32_t>(page.text.size()), line)) {
      line.indent = static_cast<uint8_t>(indent);
      line.width = static_cast<uint16_t>(Columns(from.right - margin));
    } else {
      line.begin = line.end = begin;
    }
    line.flags = flags;
    page.lines.push_back(line);
    page.text.push_back(U'\n');
  }

  void AddTable(const PdfTable& table, uint8_t flags, Page& page) const {
    uint32_t row = 0;
    for (const PdfCell& from : table.cells) {
      if (&from != table.cells.data()) page.text.push_back(from.cell.row == row ? U'\t' : U'\n');
      row = from.cell.row;
      Cell cell = from.cell;
      cell.table = page.tables;
      page.cells.push_back(cell);
      const auto begin = static_cast<uint32_t>(page.text.size());
      for (const PdfPiece& piece : from.pieces) {
        // A wrapped word of Latin letters is one of two; a number is one.
        if (page.text.size() > begin && IsLetter(page.text.back()) &&
            IsLetter(pdf_.text[pdf_.words[piece.first].begin]))
          page.text.push_back(U' ');
        AppendWords(pdf_, piece.first, piece.last, page.text);
      }
      Line line;
      if (!MeasureLine(page.text, begin, static_cast<uint32_t>(page.text.size()), line)) continue;
      line.cell = static_cast<int32_t>(page.cells.size()) - 1;
      line.flags = std::exchange(flags, uint8_t{0});
      page.lines.push_back(line);
    }
    page.text.push_back(U'\n');
    ++page.tables;
  }

  static bool IsLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

  PdfWords pdf_;
  std::vector<PdfLine> lines_;
  std::vector<float> margins_;  // the left one of each page
  float column_ = 0;            // half an em of the text
  float pitch_ = 0;             // between its lines
};

}  // namespace

Page LayOutPdf(PdfWords words) {
  Page page = PdfPageMaker(std::move(words)).Make();
  MarkHeadRows(page);
  return page;
}

absl::StatusOr<Page> ReadPdf(absl::string_view bytes) {
  FAZHI_ASSIGN_OR_RETURN(PdfWords words, ReadPdfWords(bytes));
  return LayOutPdf(std::move(words));
}

}  // namespace fazhi
