#include "services/extraction/core/linking_wording.h"

#include <algorithm>
#include <string_view>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// 败诉4件,占审结数的7.8%: of how many says nothing of which rate it is.
void LeaveOutWhole(std::u32string& words) {
  std::u32string_view rest = words;
  rest.remove_suffix(EndLength(rest, {U"案件总数", U"案件数", U"总数", U"数", U"案件"}));
  rest.remove_suffix(EndLength(rest, {U"审结", U"结案", U"办结", U"受理", U"应诉"}));
  if (EndsWith(rest, U"占") && rest.size() + 1 < words.size()) words.resize(rest.size());
}

void NameRate(std::u32string& words) {
  LeaveOutWhole(words);
  words.resize(words.size() - EndLength(words, {U"的案件占比", U"案件占比", U"的占比", U"的比例", U"占比",
                                                U"比例", U"的案件占", U"案件占", U"的占", U"占", U"的"}));
  if (!words.empty() && !IsAnyOf(words.back(), U"率比例度重")) words.push_back(U'率');
}

}  // namespace

bool SaysOtherwise(const AliasIndex& index, std::u32string_view phrase, bool share) {
  return (share && !IsAnyOf(phrase.back(), U"率度重")) || index.HasSameWords(phrase);
}

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
