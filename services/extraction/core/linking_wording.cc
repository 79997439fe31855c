#include "services/extraction/core/linking_wording.h"

#include <algorithm>
#include <string_view>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

void NameRate(std::u32string& words) {
  words.resize(words.size() - EndLength(words, {U"的案件占比", U"案件占比", U"的占比", U"的比例", U"占比",
                                                U"比例", U"的案件占", U"案件占", U"的占", U"占", U"的"}));
  if (!words.empty() && !IsAnyOf(words.back(), U"率比例度重")) words.push_back(U'率');
}

}  // namespace

Wording SayOtherwise(const AliasIndex& index, const Wording& wording, bool share) {
  const std::u32string_view phrase = wording.phrase;
  const size_t before = std::min<size_t>(wording.own_before, phrase.size());
  const size_t after = std::min<size_t>(wording.own_after, phrase.size() - before);
  std::u32string first = index.WithSameWords(phrase.substr(0, before));
  std::u32string taken = index.WithSameWords(phrase.substr(before, phrase.size() - before - after));
  std::u32string last = index.WithSameWords(phrase.substr(phrase.size() - after));
  if (share) NameRate(!last.empty() ? last : !first.empty() ? first : taken);
  // 败诉3件,占6.1%: what was taken over is all that is said of whom.
  if (share && first.empty() && last.empty()) NameRate(taken);
  return {first + taken + last, static_cast<uint32_t>(first.size()), static_cast<uint32_t>(last.size())};
}

}  // namespace fazhi::extraction
