#include "services/extraction/core/measures_fragments.h"

#include <algorithm>

namespace fazhi::extraction {
namespace {

// Longer words on one side of a figure do not ground it.
constexpr uint32_t kReach = 60;
// A quotation or bracket longer than this is read as text.
constexpr uint32_t kLongestAtom = 80;

bool IsStop(char32_t c) {
  switch (c) {
    case U',':
    case U';':
    case U':':
    case U'。':
    case U'!':
    case U'?':
    case U'\n':
    case U'\t':
      return true;
    default:
      return false;
  }
}

char32_t CloserOf(char32_t c) {
  switch (c) {
    case U'“':
      return U'”';
    case U'‘':
      return U'’';
    case U'《':
      return U'》';
    case U'(':
      return U')';
    case U'〔':
      return U'〕';
    case U'【':
      return U'】';
    case U'[':
      return U']';
    default:
      return 0;
  }
}

// One past the closer of the bracket or quotation that opens at `at`; `at` when there is none before `end`.
uint32_t AtomEnd(std::u32string_view text, uint32_t at, char32_t closer, uint32_t end) {
  const uint32_t limit = std::min<uint32_t>(end, at + kLongestAtom);
  for (uint32_t i = at + 1; i < limit; ++i) {
    if (text[i] == closer) return i + 1;
    if (text[i] == U'\n') break;
  }
  return at;
}

}  // namespace

void CutFragments(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  std::vector<Fragment>& fragments) {
  const std::u32string_view text = context.text;
  const auto& sentences = context.outline.sentences();
  fragments.assign(quantities.size(), Fragment());
  uint32_t bracket = 0;
  for (uint32_t i = 0; i < quantities.size(); ++i) {
    const GroundedQuantity& quantity = quantities[i];
    Fragment& fragment = fragments[i];
    const auto& sentence = sentences[static_cast<int>(quantity.sentence)];
    fragment.first = i == 0 || quantities[i - 1].sentence != quantity.sentence;
    if (fragment.first) bracket = 0;
    const uint32_t from = fragment.first ? sentence.begin() : quantities[i - 1].end;
    const uint32_t to = std::max(from, quantity.begin);
    uint32_t begin = from;
    bool stopped = false;
    for (uint32_t p = from; p < to;) {
      const char32_t c = text[p];
      if (c < 0x80 || c == U'。' || (c >= 0x2018 && c <= 0x201D) || (c >= 0x3008 && c <= 0x3015)) {
        if (const char32_t closer = CloserOf(c)) {
          const uint32_t end = AtomEnd(text, p, closer, to);
          if (end != p) {
            p = end;
            continue;
          }
          if (c == U'(' && p + 1 == to && p >= begin + 2 && (stopped || fragment.first)) {
            // 行政诉讼一审案件数(1397件): the bracket holds the figure of the words before it.
            bracket = 0;
          } else if (c == U'(') {
            bracket = fragment.first ? 0 : i;
            begin = p + 1;
            stopped = true;
          }
        } else if (c == U')') {
          bracket = 0;
          begin = p + 1;
        } else if (IsStop(c)) {
          begin = p + 1;
          stopped = true;
        }
      }
      ++p;
    }
    if (to - begin > kReach) begin = to - kReach;
    fragment.left = {begin, to};
    fragment.attached = !fragment.first && !stopped;
    fragment.bracket = bracket;
    if (fragment.attached) fragments[i - 1].attached_next = true;

    const bool last = i + 1 == quantities.size() || quantities[i + 1].sentence != quantity.sentence;
    const uint32_t limit = last ? sentence.end() : std::max(quantity.end, quantities[i + 1].begin);
    const uint32_t right_end =
        std::min<uint32_t>({limit, static_cast<uint32_t>(text.size()), quantity.end + kReach});
    uint32_t p = quantity.end;
    while (p < right_end) {
      const char32_t c = text[p];
      if (const char32_t closer = CloserOf(c)) {
        const uint32_t end = AtomEnd(text, p, closer, right_end);
        if (end != p) {
          p = end;
          continue;
        }
        if (c == U'(') break;
      }
      if (c == U')' || IsStop(c)) break;
      ++p;
    }
    fragment.right = {quantity.end, p};
  }
}

}  // namespace fazhi::extraction
