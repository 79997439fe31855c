#include "services/extraction/core/relations_undone.h"

#include <algorithm>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Parts that leave the same that are looked at, from the last.
constexpr size_t kMostAlike = 8;

// Whether the text holds `size` characters that follow each other in `words`.
bool Shares(std::u32string_view text, std::u32string_view words, size_t size) {
  for (size_t at = 0; at + size <= words.size(); ++at) {
    if (Contains(text, words.substr(at, size))) return true;
  }
  return false;
}

}  // namespace

void UndoneReader::NoteTo(uint32_t end) {
  for (; noted_ < end; ++noted_) {
    const uint32_t whole = relations_[noted_].part_of;
    if (whole == kNoMeasure || view_.IsRate(noted_) || !view_.SameSort(noted_, whole)) continue;
    const int64_t left = view_.ValueE4(whole) - view_.ValueE4(noted_);
    if (left > 0) left_[left].push_back(noted_);
  }
}

uint32_t UndoneReader::WholeOf(uint32_t m) {
  constexpr size_t kLongest = 24;
  if (view_.QuantityOf(m).bound() != v1::BOUND_EXACT) return kNoMeasure;  // 补助不超过10万元
  const Fragment& fragment = view_.FragmentOf(m);
  words_.assign(view_.RawLeft(m).substr(0, kLongest));
  words_.append(view_.View(fragment.right).substr(0, kLongest));
  if (!ContainsOneOf(words_, {U"未", U"没", U"不", U"无", U"缺"})) return kNoMeasure;
  NoteTo(m);
  const auto found = left_.find(view_.ValueE4(m));
  if (found == left_.end()) return kNoMeasure;
  const auto& parts = found->second;
  for (size_t i = parts.size(); i > 0 && parts.size() - i < kMostAlike; --i) {
    const uint32_t whole = relations_[parts[i - 1]].part_of;
    if (view_.SameSort(m, whole) && view_.Figure(whole).period == view_.Figure(m).period &&
        NamesIt(parts[i - 1], whole) && !IsTold(m, whole))
      return whole;
  }
  return kNoMeasure;
}

// 评定达标171卷、不达标9卷。…9卷不达标案卷出自乡镇: whether it was told as a part of the whole before.
bool UndoneReader::IsTold(uint32_t m, uint32_t whole) const {
  const auto found = left_.find(view_.ValueE4(whole) - view_.ValueE4(m));
  if (found == left_.end()) return false;
  const auto& parts = found->second;
  const size_t from = parts.size() - std::min(parts.size(), kMostAlike);
  return std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(from), parts.end(),
                     [&](uint32_t part) { return relations_[part].part_of == whole; });
}

// Whether words_ name what was done to the part, or what the whole is called.
bool UndoneReader::NamesIt(uint32_t part, uint32_t whole) const {
  return Shares(words_, view_.Said(part), 2) || Shares(words_, view_.Own(whole), 3);
}

}  // namespace fazhi::extraction
