#include "services/ingestion/core/pdf_lines.h"

#include <algorithm>
#include <cmath>

#include "services/ingestion/core/page.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

// Bases of one line may differ by so many ems where fonts are mixed; lines of cells that stand side by side,
// each in its middle, differ by more than half an em.
constexpr float kSameBase = 0.35F;
constexpr float kBlank = 0.2F;  // ems between two words that have a blank between them
constexpr float kHole = 0.7F;   // ems that are more than a blank

// The size of a line's characters: Chinese ones tell it, others roughly.
float EmOf(const PdfWords& pdf, const PdfLine& line) {
  float width[2] = {0, 0};
  float columns[2] = {0, 0};
  for (uint32_t i = line.first; i < line.last; ++i) {
    const PdfWord& word = pdf.words[i];
    const bool wide = IsHan(pdf.text[word.begin]) && IsHan(pdf.text[word.end - 1]);
    width[wide ? 1 : 0] += word.right - word.left;
    columns[wide ? 1 : 0] += 2 * (word.right - word.left) / word.em;
  }
  const int of = columns[1] > 0 ? 1 : 0;
  return 2 * width[of] / columns[of];
}

}  // namespace

std::vector<PdfLine> FindPdfLines(PdfWords& pdf) {
  std::vector<PdfWord>& words = pdf.words;
  std::stable_sort(words.begin(), words.end(), [](const PdfWord& a, const PdfWord& b) {
    return a.page != b.page ? a.page < b.page : a.base < b.base;
  });
  std::vector<PdfLine> lines;
  for (uint32_t i = 0; i < words.size();) {
    PdfLine line;
    line.page = words[i].page;
    line.first = i;
    float base = words[i].base;  // of the longest word so far
    float longest = 0;
    for (; i < words.size() && words[i].page == line.page; ++i) {
      const PdfWord& word = words[i];
      if (word.base - base > kSameBase * word.em) break;
      if (word.right - word.left > longest) {
        longest = word.right - word.left;
        base = word.base;
      }
    }
    line.last = i;
    std::stable_sort(words.begin() + line.first, words.begin() + line.last,
                     [](const PdfWord& a, const PdfWord& b) { return a.left < b.left; });
    line.base = base;
    line.left = words[line.first].left;
    line.right = line.left;
    for (uint32_t k = line.first; k < line.last; ++k) line.right = std::max(line.right, words[k].right);
    line.em = EmOf(pdf, line);
    lines.push_back(line);
  }
  return lines;
}

size_t CountHoles(const PdfWords& pdf, const PdfLine& line) {
  size_t holes = 0;
  float right = line.left;
  for (uint32_t i = line.first; i < line.last; ++i) {
    holes += pdf.words[i].left - right > kHole * line.em ? 1 : 0;
    right = std::max(right, pdf.words[i].right);
  }
  return holes;
}

void AppendWords(const PdfWords& pdf, uint32_t first, uint32_t last, std::u32string& out) {
  for (uint32_t i = first; i < last; ++i) {
    const PdfWord& word = pdf.words[i];
    if (i > first) {
      const PdfWord& before = pdf.words[i - 1];
      const float gap = (word.left - before.right) / std::min(word.em, before.em);
      if (gap >= kBlank) out.append(gap >= kHole ? 2 : 1, U' ');
    }
    out.append(pdf.text, word.begin, word.end - word.begin);
  }
}

}  // namespace fazhi
