#include "services/extraction/core/measures_fragments.h"

#include <algorithm>

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/brackets.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// Longer words on one side of a figure do not ground it.
constexpr uint32_t kReach = 60;
// A quotation or bracket longer than this is read as text.
constexpr uint32_t kLongestAtom = 80;

// All stops, brackets and quotation marks come before it.
constexpr char32_t kFirstOfNoUse = U'〖';

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

// —— between what is counted and its parts; one — alone joins what it stands between (1—11月).
bool IsDash(std::u32string_view text, uint32_t at) {
  return text[at] == U'—' &&
         ((at > 0 && text[at - 1] == U'—') || (at + 1 < text.size() && text[at + 1] == U'—'));
}

// 其中:治安类18件: as without the colon.
bool IsAmong(std::u32string_view words) { return IsOneOf(words, {U"其中", U"其中有", U"其中包括"}); }

// One past the closer of the bracket or quotation that opens at `at`; `at` when there is none before `end`.
uint32_t AtomEnd(std::u32string_view text, uint32_t at, char32_t closer, uint32_t end) {
  const uint32_t limit = std::min<uint32_t>(end, at + kLongestAtom);
  uint32_t depth = 1;
  for (uint32_t i = at + 1; i < limit; ++i) {
    if (text[i] == text[at] && closer == U')') ++depth;  // 办结(其中村(社区)上报226起)
    if (text[i] == closer && --depth == 0) return i + 1;
    if (text[i] == U'\n') break;
  }
  return at;
}

// Walks over what stands between figures, brackets and quotations as one.
class Cutter {
 public:
  explicit Cutter(std::u32string_view text) : text_(text) {}

  void BeginSentence() {
    bracket_ = 0;
    before_bracket_ = {};
  }

  // What stands left of figure i, `fragment.first` being set: [from, to) holds no other figure.
  void CutLeft(uint32_t i, uint32_t from, uint32_t to, Fragment& fragment) {
    uint32_t begin = from;
    uint32_t titles = 0;  // what of it titles take
    bool stopped = false;
    for (uint32_t p = from; p < to;) {
      const char32_t c = text_[p];
      if (c < kFirstOfNoUse) {
        if (const char32_t closer = ClosingMark(c)) {
          const uint32_t end = AtomEnd(text_, p, closer, to);
          if (end != p) {
            if (c == U'《') titles += end - p;
            p = end;
            continue;
          }
          if (c == U'(' && p + 1 == to && p >= begin + 2 && (stopped || fragment.first)) {
            // 行政诉讼一审案件数(1397件): the bracket holds the figure of the words before it.
            bracket_ = 0;
          } else if (c == U'(') {
            bracket_ = fragment.first ? 0 : i;
            before_bracket_ = p + 1 == to ? Piece() : Piece{begin, p};
            begin = p + 1;
            stopped = true;
          }
        } else if (c == U')') {
          bracket_ = 0;
          begin = p + 1;
          // 城建拆迁(17.1%)、征地补偿(15.6%): the next of the list has a bracket of its own.
          stopped |= begin < to && IsAnyOf(text_[begin], U"、和及与") && text_[to - 1] == U'(';
          // 审结(含上年结转33件)402件: the words before the bracket are of the figure behind it.
          if (begin == to && !before_bracket_.empty()) {
            fragment.left = before_bracket_;
            fragment.attached = false;
            fragment.bracket = 0;
            before_bracket_ = {};
            return;
          }
        } else if ((c == U':' || c == U',') && IsAmong(text_.substr(begin, p - begin))) {
          ++p;
          continue;
        } else if (IsStop(c) || IsDash(text_, p)) {
          begin = p + 1;
          stopped = true;
          if (c == U';') fragment.parted = true;
        }
      }
      ++p;
    }
    if (to - begin > kReach + titles) begin = to - kReach - titles;
    fragment.left = {begin, to};
    fragment.attached = !fragment.first && !stopped;
    fragment.bracket = bracket_;
  }

  // What stands right of a figure that ends at `from`, up to the next one at `to`.
  Piece CutRight(uint32_t from, uint32_t to) const {
    uint32_t p = from;
    while (p < to) {
      const char32_t c = text_[p];
      if (c < kFirstOfNoUse) {
        if (const char32_t closer = ClosingMark(c)) {
          const uint32_t end = AtomEnd(text_, p, closer, to);
          if (end != p) {
            // 作出处罚决定3127件(不含简易程序案件): a remark on the figure.
            if (p == from && c == U'(') from = end;
            p = end;
            continue;
          }
        }
        if (c == U'(' || c == U')' || IsStop(c) || IsDash(text_, p)) break;
      }
      ++p;
    }
    return {from, p};
  }

 private:
  const std::u32string_view text_;
  uint32_t bracket_ = 0;  // of the fragments to come, as Fragment has it
  // Words before the last bracket opened, where the first figure in it has words of its own.
  Piece before_bracket_;
};

// 行政强制:56件: the words before a colon that a figure stands alone behind are its name. From `from` on no
// other figure stands before it.
Piece NameBeforeColon(std::u32string_view text, uint32_t from, const GroundedQuantity& quantity) {
  constexpr uint32_t kLongestName = 20;
  const uint32_t colon = quantity.begin - 1;
  const bool alone =
      quantity.end >= text.size() || IsStop(text[quantity.end]) || IsAnyOf(text[quantity.end], U"、 )");
  if (quantity.begin <= from + 2 || text[colon] != U':' || !alone) return {};
  uint32_t begin = colon;
  while (begin > from && !IsStop(text[begin - 1]) && !IsAnyOf(text[begin - 1], U"、 ()“”《》")) --begin;
  const std::u32string_view name = text.substr(begin, colon - begin);
  const bool digits = std::any_of(name.begin(), name.end(), [](char32_t c) { return IsDigit(c); });
  if (name.size() < 2 || name.size() > kLongestName || digits || IsAmong(name) ||
      EndsWithOneOf(name, WordSet::kBeforeColon))
    return {};
  return {begin, colon};
}

}  // namespace

void CutFragments(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  std::vector<Fragment>& fragments) {
  const auto size = static_cast<uint32_t>(context.text.size());
  const auto& sentences = context.outline.sentences();
  fragments.assign(quantities.size(), Fragment());
  Cutter cutter(context.text);
  for (uint32_t i = 0; i < quantities.size(); ++i) {
    const GroundedQuantity& quantity = quantities[i];
    Fragment& fragment = fragments[i];
    const auto& sentence = sentences[static_cast<int>(quantity.sentence)];
    fragment.first = i == 0 || quantities[i - 1].sentence != quantity.sentence;
    if (fragment.first) cutter.BeginSentence();
    const uint32_t from = fragment.first ? sentence.begin() : quantities[i - 1].end;
    cutter.CutLeft(i, from, std::max(from, quantity.begin), fragment);
    if (fragment.attached) fragments[i - 1].attached_next = true;
    const bool last = i + 1 == quantities.size() || quantities[i + 1].sentence != quantity.sentence;
    const uint32_t limit = last ? sentence.end() : std::max(quantity.end, quantities[i + 1].begin);
    fragment.right = cutter.CutRight(quantity.end, std::min<uint32_t>({limit, size, quantity.end + kReach}));
    if (fragment.left.empty()) {
      if (const Piece name = NameBeforeColon(context.text, from, quantity); !name.empty())
        fragment.left = name;
    }
  }
}

}  // namespace fazhi::extraction
