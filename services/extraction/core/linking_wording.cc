#include "services/extraction/core/linking_wording.h"

#include <algorithm>
#include <string_view>

#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

constexpr char32_t kParticle = U'的';

// 败诉4件,占审结数的7.8%: of how many says nothing of which rate it is.
void LeaveOutWhole(std::u32string& words) {
  std::u32string_view rest = words;
  rest.remove_suffix(EndLength(rest, {U"案件总数", U"案件数", U"总数", U"数", U"案件"}));
  rest.remove_suffix(EndLength(rest, WordSet::kWholeOfShare));
  if (EndsWith(rest, U"占") && rest.size() + 1 < words.size()) words.resize(rest.size());
}

void NameRate(std::u32string& words) {
  LeaveOutWhole(words);
  words.resize(words.size() - EndLength(words, WordSet::kShareOf));
  if (!words.empty() && !IsAnyOf(words.back(), U"率比例度重")) words.push_back(U'率');
}

// Whether 案 at `at` stands for 案件: 办结执行案; not 执行案款.
bool IsShortCase(std::u32string_view phrase, size_t at) {
  if (phrase[at] != U'案' || (at + 1 < phrase.size() && IsAnyOf(phrase[at + 1], U"件例卷款由源号值情")))
    return false;
  constexpr size_t kLongestWord = 5;
  return LinkWeights::Get().short_cases.Ends(phrase.substr(0, at + 1), kLongestWord);
}

bool HasShortCase(std::u32string_view phrase) {
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (IsShortCase(phrase, i)) return true;
  }
  return false;
}

std::u32string WithWholeCases(std::u32string_view phrase) {
  std::u32string words;
  for (size_t i = 0; i < phrase.size(); ++i) {
    words.push_back(phrase[i]);
    if (IsShortCase(phrase, i)) words.push_back(U'件');
  }
  return words;
}

}  // namespace

bool SaysOtherwise(const AliasIndex& index, std::u32string_view phrase, bool share) {
  return (share && !IsAnyOf(phrase.back(), U"度重") &&
          (phrase.back() != U'率' || EndsWith(phrase, U"比率"))) ||
         index.same_words().StandIn(phrase) || HasShortCase(phrase);
}

Wording SayOtherwise(const AliasIndex& index, const Wording& wording, bool share) {
  const std::u32string_view phrase = wording.phrase;
  const size_t before = std::min<size_t>(wording.own_before, phrase.size());
  const size_t after = std::min<size_t>(wording.own_after, phrase.size() - before);
  const auto say = [&index](std::u32string_view words) {
    return index.same_words().Say(WithWholeCases(words));
  };
  std::u32string first = say(phrase.substr(0, before));
  std::u32string taken = say(phrase.substr(before, phrase.size() - before - after));
  std::u32string last = say(phrase.substr(phrase.size() - after));
  if (share) NameRate(!last.empty() ? last : !first.empty() ? first : taken);
  // 败诉3件,占6.1%: what was taken over is all that is said of whom.
  if (share && first.empty() && last.empty()) NameRate(taken);
  return {first + taken + last, static_cast<uint32_t>(first.size()), static_cast<uint32_t>(last.size())};
}

bool HasParticle(std::u32string_view phrase) {
  const size_t at = phrase.find(kParticle);
  return at != std::u32string_view::npos && at != 0 && at + 1 < phrase.size();
}

Wording WithoutParticles(const Wording& wording) {
  Wording without = wording;
  without.phrase.clear();
  for (size_t i = 0; i < wording.phrase.size(); ++i) {
    if (wording.phrase[i] != kParticle) {
      without.phrase.push_back(wording.phrase[i]);
    } else if (i < wording.own_before) {
      --without.own_before;
    } else if (i >= wording.phrase.size() - wording.own_after) {
      --without.own_after;
    }
  }
  return without;
}

}  // namespace fazhi::extraction
