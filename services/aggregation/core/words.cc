#include "services/aggregation/core/words.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "fazhi_finding_words.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kStarReach = 10;

std::vector<std::u32string> Alternatives(absl::string_view field) {
  std::vector<std::u32string> words;
  for (absl::string_view word : absl::StrSplit(field, '|', absl::SkipEmpty())) {
    words.push_back(NarrowCodePoints(word));
  }
  return words;
}

bool Holds(std::u32string_view text, std::u32string_view word) {
  const size_t star = word.find(U'*');
  if (star == word.npos) return Contains(text, word);
  const std::u32string_view head = word.substr(0, star);
  const std::u32string_view tail = word.substr(star + 1);
  for (size_t at = text.find(head); at != text.npos; at = text.find(head, at + 1)) {
    const size_t begin = at + head.size();
    if (Contains(text.substr(begin, kStarReach + tail.size()), tail)) return true;
  }
  return false;
}

bool HoldsOne(std::u32string_view text, const std::vector<std::u32string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::u32string& word) { return Holds(text, word); });
}

// 应当进行社会稳定风险评估的事项14项,实际评估16项: the verb stands further on.
bool ShouldBeDone(std::u32string_view whole, std::u32string_view part) {
  const size_t due = whole.rfind(U"应当");
  const size_t done = part.rfind(U"实际");
  if (due == whole.npos || done == part.npos || done + 4 > part.size()) return false;
  return Contains(whole.substr(due + 2), part.substr(done + 2, 2));
}

// 应公开…,实际公开…: what was due and what of it was done, for every verb.
// Looks at the last words of both only.
bool IsDueAndDone(std::u32string_view whole, std::u32string_view part) {
  constexpr size_t kMost = 48;
  if (whole.size() > kMost) whole = whole.substr(whole.size() - kMost);
  if (part.size() > kMost) part = part.substr(part.size() - kMost);
  if (ShouldBeDone(whole, part)) return true;
  for (size_t due = whole.find(U'应'); due != whole.npos; due = whole.find(U'应', due + 1)) {
    const size_t verb = due + (StandsAt(whole, due + 1, U"当") ? 2 : 1);
    if (verb + 2 > whole.size()) return false;
    for (std::u32string_view way : {U"实际", U"已"}) {
      std::u32string done(way);
      done += whole.substr(verb, 2);
      if (Holds(part, done)) return true;
    }
  }
  return false;
}

}  // namespace

std::u32string NarrowCodePoints(absl::string_view utf8) {
  std::u32string text = ToCodePoints(utf8);
  for (char32_t& c : text) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  }
  FoldTraditional(text);
  return text;
}

FindingWords::FindingWords(absl::string_view tsv) {
  for (absl::string_view line : absl::StrSplit(tsv, '\n', absl::SkipEmpty())) {
    if (line[0] == '#') continue;
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (fields.size() < 2) continue;
    std::vector<Partition>* const kinds = fields[0] == "partition"   ? &partitions_
                                          : fields[0] == "exclusive" ? &exclusive_
                                          : fields[0] == "pair"      ? &pairs_
                                                                     : nullptr;
    if (kinds != nullptr) {
      Partition partition;
      partition.required = Alternatives(fields[1]);
      if (fields.size() > 2) partition.further = Alternatives(fields[2]);
      if (fields.size() > 3) partition.whole = Alternatives(fields[3]);
      kinds->push_back(std::move(partition));
    } else {
      classes_.push_back({std::string(fields[0]), Alternatives(fields[1])});
    }
  }
}

const FindingWords& FindingWords::Default() {
  static const auto* const words = new FindingWords(finding_words::Data("finding_words.tsv"));
  return *words;
}

const FindingWords::Class* FindingWords::Find(absl::string_view name) const {
  for (const Class& word_class : classes_) {
    if (word_class.name == name) return &word_class;
  }
  return nullptr;
}

bool FindingWords::Has(absl::string_view word_class, std::u32string_view text) const {
  const Class* found = Find(word_class);
  return found != nullptr && HoldsOne(text, found->words);
}

bool FindingWords::ShareLine(absl::string_view word_class, std::u32string_view a,
                             std::u32string_view b) const {
  return std::any_of(classes_.begin(), classes_.end(), [&](const Class& line) {
    return line.name == word_class && HoldsOne(a, line.words) && HoldsOne(b, line.words);
  });
}

bool FindingWords::AllIn(absl::string_view word_class, std::u32string_view words,
                         std::u32string_view text) const {
  const Class* found = Find(word_class);
  if (found == nullptr) return true;
  return std::none_of(found->words.begin(), found->words.end(),
                      [&](const std::u32string& word) { return Holds(words, word) && !Holds(text, word); });
}

bool FindingWords::IsPair(std::u32string_view whole, std::u32string_view part) const {
  if (IsDueAndDone(whole, part)) return true;
  return std::any_of(pairs_.begin(), pairs_.end(), [&](const Partition& pair) {
    return HoldsOne(whole, pair.required) && HoldsOne(part, pair.further);
  });
}

std::u32string_view FindingWords::BeginningWith(absl::string_view word_class,
                                                std::u32string_view text) const {
  std::u32string_view longest;
  const Class* found = Find(word_class);
  if (found == nullptr) return longest;
  for (const std::u32string& word : found->words) {
    if (StartsWith(text, word) && word.size() > longest.size()) longest = word;
  }
  return longest;
}

std::u32string_view FindingWords::EndingIn(absl::string_view word_class, std::u32string_view text) const {
  std::u32string_view longest;
  const Class* found = Find(word_class);
  if (found == nullptr) return longest;
  for (const std::u32string& word : found->words) {
    if (EndsWith(text, word) && word.size() > longest.size()) {
      longest = word;
    }
  }
  return longest;
}

}  // namespace fazhi::aggregation
