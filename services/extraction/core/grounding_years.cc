#include "services/extraction/core/grounding_years.h"

#include "services/extraction/core/periods.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Code points between the years and 分别.
constexpr uint32_t kRespectivelyReach = 12;

bool IsListMark(std::u32string_view text, uint32_t begin, uint32_t end) {
  return end == begin + 1 && (text[begin] == U'、' || text[begin] == U'和' || text[begin] == U'与');
}

}  // namespace

bool YearsOfList::Goes(std::u32string_view text, const ScannedText& scanned, size_t i) {
  const std::vector<Token>& tokens = scanned.tokens;
  size_t next = i + 1;
  while (next < tokens.size() && next < i + 3 && tokens[next].type != TokenType::kTime) ++next;
  return next < tokens.size() && tokens[next].type == TokenType::kTime &&
         IsListMark(text, tokens[i].end, tokens[next].begin);
}

void YearsOfList::See(std::u32string_view text, const ScannedText& scanned, size_t i, uint32_t report_year) {
  const Token& token = scanned.tokens[i];
  const TimeExpression& time = scanned.times[token.index];
  if (count_ == 0 || count_ == kMost || !IsListMark(text, end_, token.begin)) count_ = 0;
  const uint32_t last = LastYear(time, report_year);
  if (last == 0 || !time.WholeYear() || time.since || time.of_day) return;
  uint32_t first = last;
  if (time.last_years > 0) first = last + 1 - static_cast<uint32_t>(time.last_years);
  if (time.from_year != 0) first = static_cast<uint32_t>(time.from_year);
  for (uint32_t year = first; year <= last && count_ < kMost; ++year) years_[count_++] = year;
  end_ = time.end;
  respectively_ = Contains(text.substr(end_, kRespectivelyReach), U"分别");
}

uint32_t YearsOfList::Next(std::u32string_view text, const ScannedText& scanned, size_t i, bool listed) {
  if (count_ < 2 || !respectively_) return 0;
  if (listed) {
    ++index_;
  } else {
    const std::vector<Token>& tokens = scanned.tokens;
    size_t next = i + 1;
    while (next < tokens.size() && next < i + 3 && tokens[next].type != TokenType::kNumber) ++next;
    const bool begins = next < tokens.size() && tokens[next].type == TokenType::kNumber &&
                        IsListMark(text, tokens[i].end, tokens[next].begin);
    index_ = begins ? 0 : count_;
  }
  return index_ < count_ ? years_[index_] : 0;
}

}  // namespace fazhi::extraction
