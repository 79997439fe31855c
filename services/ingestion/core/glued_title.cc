#include "services/ingestion/core/glued_title.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "services/ingestion/core/line_kinds.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr size_t kFirstLines = 5;
constexpr uint32_t kShortestTitle = 8, kLongestTitle = 70;
constexpr uint32_t kShortestText = 30;         // behind the title
constexpr int kSureTitle = 6;                  // by TitleScore: it ends as a title and names the topic
constexpr char32_t kStops[] = U"，。；：,;:";  // stand in no title
constexpr uint32_t kBeginning = 24;            // code points in which a text shows that it begins

// Where a title ends within the line; 0 where the line does not begin with one that text follows.
uint32_t EndOfGluedTitle(std::u32string_view line) {
  if (line.size() < kShortestTitle + kShortestText) return 0;
  std::u32string folded(line.substr(0, std::min<size_t>(kLongestTitle, line.find_first_of(kStops))));
  FoldTraditional(folded);
  for (uint32_t end = kShortestTitle; end <= folded.size() && end + kShortestText <= line.size(); ++end) {
    if (TitleScore(folded.substr(0, end), {}) < kSureTitle) continue;
    std::u32string behind = NormalizeLine(line.substr(end, kBeginning));
    FoldTraditional(behind);
    if (BeginsText(behind)) return end;
  }
  return 0;
}

}  // namespace

void SplitGluedTitle(Page& page) {
  const size_t last = std::min(page.content_begin + kFirstLines, page.content_end);
  for (size_t i = page.content_begin; i < last; ++i) {
    Line& line = page.lines[i];
    if (line.cell >= 0 || line.heading != 0) continue;
    const uint32_t end = EndOfGluedTitle(page.View(line));
    if (end == 0) continue;
    Line text = line;
    MeasureLine(page.text, line.begin + end, line.end, text);
    text.bold = line.bold > end ? line.bold - end : 0;
    text.flags &= Line::kChrome;
    MeasureLine(page.text, line.begin, line.begin + end, line);
    line.bold = std::min(line.bold, line.size());
    page.lines.insert(page.lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, text);
    ++page.content_end;
    return;
  }
}

}  // namespace fazhi
