#include "services/segmentation/core/splitter.h"

#include "services/segmentation/core/char_class.h"
#include "services/text/brackets.h"

namespace fazhi::segmentation {
namespace {

constexpr uint32_t kMaxPairLength = 300;

// 1,764: three digits and no fourth behind the comma, a digit before it.
bool IsThousandsComma(std::u32string_view text, uint32_t begin, uint32_t i, uint32_t end) {
  if (i == begin || !IsDigit(text[i - 1]) || i + 3 >= end) return false;
  for (uint32_t k = 1; k <= 3; ++k) {
    if (!IsDigit(text[i + k])) return false;
  }
  return i + 4 >= end || !IsDigit(text[i + 4]);
}

}  // namespace

void Splitter::Close(std::u32string_view text, uint32_t i, uint32_t end, std::vector<Mark>& marks) {
  const char32_t closer = text[i];
  int k = depth_;
  while (k > 0 && stack_[k - 1].closer != closer) --k;
  if (k == 0 || i - stack_[k - 1].pos > kMaxPairLength) {
    // No partner: a stop right before it takes it along.
    if (!marks.empty() && marks.back().kind == Mark::Kind::kSentence && marks.back().pos == i)
      ++marks.back().pos;
    return;
  }
  depth_ = k - 1;
  marks.resize(stack_[depth_].marks);
  if (closer == U'》' || closer == U'〉') return;
  uint32_t last = i - 1;  // the opener is before it, so this stays inside the pair
  while (IsClose(text[last])) --last;
  if (!IsStop(text[last])) return;
  // A question or exclamation in quotes is mostly a name (“回头看!”行动); only a full stop ends the sentence
  // there.
  if (i + 1 < end) {
    const CharClass next = ClassOf(text[i + 1]);
    if (text[last] != U'。' && !IsClose(text[i + 1])) return;
    if (next == CharClass::kComma || next == CharClass::kSemicolon || next == CharClass::kColon ||
        next == CharClass::kStop || text[i + 1] == U'、') {
      return;
    }
  }
  marks.push_back({i + 1, Mark::Kind::kSentence});
}

void Splitter::Split(std::u32string_view text, uint32_t begin, uint32_t end, std::vector<Mark>& marks) {
  depth_ = 0;
  const char32_t* const stop = text.data() + end;
  for (uint32_t i = begin;; ++i) {
    const char32_t* at = text.data() + i;
    while (at < stop && ClassOf(*at) == CharClass::kOther) ++at;
    if (at >= stop) return;
    i = static_cast<uint32_t>(at - text.data());
    switch (ClassOf(*at)) {
      case CharClass::kStop:
        while (i + 1 < end && IsStop(text[i + 1])) ++i;
        marks.push_back({i + 1, Mark::Kind::kSentence});
        break;
      case CharClass::kComma:
        if (!IsThousandsComma(text, begin, i, end)) marks.push_back({i + 1, Mark::Kind::kClause});
        break;
      case CharClass::kSemicolon:
        marks.push_back({i + 1, Mark::Kind::kSemicolon});
        break;
      case CharClass::kColon:
        if (i > begin && i + 1 < end && IsDigit(text[i - 1]) && IsDigit(text[i + 1])) break;
        marks.push_back({i + 1, Mark::Kind::kColon});
        break;
      case CharClass::kSpace:
        while (i + 1 < end && IsSpace(text[i + 1])) ++i;
        if (i + 1 < end) marks.push_back({i + 1, Mark::Kind::kSpace});
        break;
      case CharClass::kOpen:
        if (text[i] == U'(' && i + 1 < end && (IsDigit(text[i + 1]) || NumeralOf(text[i + 1]) > 0)) {
          marks.push_back({i, Mark::Kind::kParen});
        }
        if (depth_ < kMaxDepth)
          stack_[depth_++] = {ClosingMark(text[i]), i, static_cast<uint32_t>(marks.size())};
        break;
      case CharClass::kClose:
        Close(text, i, end, marks);
        break;
      case CharClass::kOther:
        break;
    }
  }
}

}  // namespace fazhi::segmentation
