#include "services/ingestion/core/pdf_runs.h"

#include <algorithm>
#include <utility>

#include "services/ingestion/core/pdf_columns.h"
#include "services/ingestion/core/unwrap.h"

namespace fazhi {
namespace {

// In ems.
constexpr float kFirstGap = 1.2F;    // between two cells of a table's first line:
                                     // a blank of a caption is one
constexpr float kCellGap = 0.7F;     // between two figures
constexpr float kNarrowest = 0.15F;  // what is left of a gap that all lines leave free
constexpr float kNarrowestOfText =
    0.35F;                          // the same inside of a line that has no other gap and may be a text
constexpr float kFarthest = 4.5F;   // between a line of a table and the next
constexpr float kStaggered = 1.4F;  // nearer lines are no lines of one text

constexpr float kOneSize = 1.4F;   // times as large as the line before
constexpr float kFarther = 1.5F;   // times as far from the line before as any other
constexpr size_t kFewestRows = 3;  // that show how far lines are apart
constexpr size_t kMostHeadLines = 8;
constexpr size_t kMostGaps = 64;

struct Gap {
  float left, right;
};

std::vector<Gap> GapsOf(const PdfWords& pdf, const PdfLine& line, float least) {
  std::vector<Gap> gaps;
  float right = line.left;
  for (uint32_t i = line.first; i < line.last; ++i) {
    const PdfWord& word = pdf.words[i];
    if (i > line.first && word.left - right > least * line.em) gaps.push_back({right, word.left});
    right = std::max(right, word.right);
  }
  if (gaps.size() > kMostGaps) gaps.clear();
  return gaps;
}

// What the line's words leave of a gap; nothing when one goes all through it.
Gap LeftBy(const PdfWords& pdf, const PdfLine& line, Gap gap) {
  for (uint32_t k = line.first; k < line.last; ++k) {
    const PdfWord& word = pdf.words[k];
    if (word.right <= gap.left || word.left >= gap.right) continue;
    if (word.left <= gap.left && word.right >= gap.right) return {gap.left, gap.left};
    if (word.left + word.right < gap.left + gap.right) {
      gap.left = word.right;
    } else {
      gap.right = word.left;
    }
  }
  return gap;
}

class RunFinder {
 public:
  RunFinder(const PdfPrint& print, size_t at, size_t least)
      : print_(print), gaps_(GapsOf(print.pdf, print.lines[at], kFirstGap)) {
    run_ = {at, at};
    if (!gaps_.empty()) run_.first = WithStaggered(at, least);
    heads_ = !HasFigure(print_.pdf, print_.lines[at]);
  }

  PdfRun Find() {
    if (gaps_.empty()) return run_;
    const std::vector<PdfLine>& lines = print_.lines;
    for (size_t i = run_.last++ + 1; i < lines.size(); ++i) {
      if (print_.running[i]) continue;
      const PdfLine& before = lines[run_.last - 1];
      if (lines[i].page != before.page) {
        if (lines[i].page > before.page + 1) break;
        if (const size_t repeated = RepeatedHeads(i); repeated > 0) {
          run_.last = i + repeated;
          i = run_.last - 1;
          continue;
        }
      }
      if (!IsNear(before, lines[i]) || !Take(i)) break;
      run_.last = i + 1;
    }
    return run_;
  }

 private:
  // Lines above the first that are nearer to it than lines of a text: of cells
  // that have more lines than others.
  size_t WithStaggered(size_t first, size_t least) {
    const std::vector<PdfLine>& lines = print_.lines;
    least = std::max(least, first - std::min(first, kMostHeadLines));
    while (first > least && !print_.running[first - 1] && lines[first - 1].page == lines[first].page &&
           lines[first].base - lines[first - 1].base < kStaggered * lines[first].em &&
           LeavesFree(lines[first - 1], false))
      --first;
    return first;
  }

  // How many lines from `at` on repeat the first ones of the run, up to those
  // with figures.
  size_t RepeatedHeads(size_t at) const {
    size_t n = 0;
    while (n < kMostHeadLines && at + n < print_.lines.size() && run_.first + n < run_.last &&
           !HasFigure(print_.pdf, print_.lines[run_.first + n]) &&
           print_.TextOf(run_.first + n) == print_.TextOf(at + n))
      ++n;
    return n;
  }

  bool IsNear(const PdfLine& before, const PdfLine& line) {
    if (line.em > before.em * kOneSize || before.em > line.em * kOneSize) return false;
    if (line.page != before.page) return true;
    const float apart = line.base - before.base;
    const bool near = apart <= kFarthest * line.em && (rows_ < kFewestRows || apart <= kFarther * farthest_);
    farthest_ = std::max(farthest_, apart);
    return near;
  }

  bool Take(size_t i) {
    const PdfLine& line = print_.lines[i];
    const bool figures = HasFigure(print_.pdf, line);
    const bool whole = CountHoles(print_.pdf, line) == 0;
    if (!LeavesFree(line, !heads_ && (whole || !figures))) return false;
    const bool numbered = BeginsNumbered(print_.TextOf(i));
    if (numbered && whole && !heads_ && !numbered_) return false;  // a heading below the table
    numbered_ |= numbered;
    rows_ += figures ? 1 : 0;
    if (heads_ && figures) {
      // Its columns are all there.
      std::vector<Gap> more = GapsOf(print_.pdf, line, kCellGap);
      if (more.size() > gaps_.size()) gaps_ = std::move(more);
      heads_ = false;
    }
    heads_ = heads_ && ++lines_ < kMostHeadLines;
    return true;
  }

  // Whether the line leaves one of the gaps free, or all of them, which are
  // made narrower by it.
  bool LeavesFree(const PdfLine& line, bool all) {
    const bool text = CountHoles(print_.pdf, line) == 0 && !HasFigure(print_.pdf, line);
    bool free = false;
    for (Gap& gap : gaps_) {
      const Gap left = LeftBy(print_.pdf, line, gap);
      const bool around = line.left < gap.left && line.right > gap.right;
      const float least = text && around ? kNarrowestOfText : kNarrowest;
      const bool crossed = left.right - left.left < least * line.em;
      if (crossed && all) return false;
      if (crossed) continue;
      free = true;
      gap = left;
    }
    return free;
  }

  const PdfPrint& print_;
  PdfRun run_;
  std::vector<Gap> gaps_;
  bool heads_ = true;      // no figures so far: a line may be a head over several columns
  bool numbered_ = false;  // some of the rows
  size_t lines_ = 1;       // of heads
  size_t rows_ = 0;        // with figures
  float farthest_ = 0;     // how far lines are apart so far
};

}  // namespace

std::u32string PdfPrint::TextOf(size_t line) const {
  std::u32string text;
  AppendWords(pdf, lines[line].first, lines[line].last, text);
  return text;
}

PdfRun FindPdfRun(const PdfPrint& print, size_t at, size_t least) {
  return RunFinder(print, at, least).Find();
}

}  // namespace fazhi
