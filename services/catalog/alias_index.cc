#include "services/catalog/alias_index.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/strip.h"
#include "services/catalog/unit_spellings.h"
#include "services/text/utf8.h"

namespace fazhi {

uint32_t AliasIndex::MakeWord(const std::string& utf8) {
  const std::u32string points = ToCodePoints(utf8);
  uint32_t number = trie_.Find(points);
  if (number == TermTrie::kNone) {
    number = static_cast<uint32_t>(words_.size());
    trie_.Add(points, number);
    spelled_.push_back(points);
    words_.emplace_back();
  }
  return number;
}

AliasIndex::Word& AliasIndex::MakeContextWord(const std::string& utf8) {
  const uint32_t number = MakeWord(utf8);
  context_.Add(ToCodePoints(utf8), number);
  return words_[number];
}

uint32_t AliasIndex::MakeTopic(const std::string& utf8) {
  Word& word = MakeContextWord(utf8);
  if (word.topic == TermTrie::kNone) word.topic = topic_count_++;
  return word.topic;
}

uint32_t AliasIndex::MakeForbidden(const std::string& utf8) {
  Word& word = MakeContextWord(utf8);
  if (word.forbidden == TermTrie::kNone) word.forbidden = forbidden_count_++;
  return word.forbidden;
}

AliasIndex::AliasIndex(const v1::Catalog& catalog) : same_words_(catalog) {
  absl::flat_hash_map<absl::string_view, uint32_t> families;
  absl::flat_hash_map<absl::string_view, int> by_id;
  for (const v1::Indicator& indicator : catalog.indicators())
    by_id.emplace(indicator.id(), static_cast<int>(by_id.size()));
  for (const v1::Indicator& indicator : catalog.indicators()) {
    std::vector<uint32_t>& required = required_.emplace_back();
    for (const auto& word : indicator.required_context()) required.push_back(MakeTopic(word));
    std::vector<uint32_t>& forbidden = forbidden_.emplace_back();
    std::vector<uint32_t>& barred = barred_.emplace_back();
    for (absl::string_view word : indicator.forbidden_context()) {
      if (absl::ConsumePrefix(&word, kGap)) {
        barred.push_back(MakeTopic(std::string(word)));
      } else {
        forbidden.push_back(MakeForbidden(std::string(word)));
      }
    }
    const absl::string_view id = indicator.id();
    const auto number = static_cast<uint32_t>(families.size());
    families_.push_back(families.try_emplace(id.substr(0, id.find('.')), number).first->second);
    const auto whole = by_id.find(indicator.part_of());
    wholes_.push_back(whole == by_id.end() ? -1 : whole->second);
  }
  AddUses(catalog);
  AddTopicsOfSameWords(catalog);
  AddOtherWords();
  AddUnits(catalog);
}

// 行诉 tells of the topic 行政诉讼; another word for a mere verb (互评 for 评查) tells of none.
void AliasIndex::AddTopicsOfSameWords(const v1::Catalog& catalog) {
  constexpr size_t kShortestTopic = 4;
  for (const v1::SameWords& same : catalog.same_words()) {
    const std::u32string word = ToCodePoints(same.word());
    const uint32_t known = trie_.Find(word);
    if (word.size() < kShortestTopic || known == TermTrie::kNone || words_[known].topic == TermTrie::kNone)
      continue;
    for (const std::string& said : same.said()) {
      uint32_t& topic = MakeContextWord(said).topic;
      if (topic == TermTrie::kNone) topic = words_[known].topic;
    }
  }
}

bool AliasIndex::SaysOwnTopic(std::u32string_view said, std::u32string_view spelled, const Use& use) const {
  if (said == spelled) return false;
  bool says = false;
  context_.All(said, [&](uint32_t begin, uint32_t length, uint32_t number) {
    says |= absl::c_linear_search(topics_[use.topics], words_[number].topic) &&
            spelled.find(said.substr(begin, length)) == spelled.npos;
  });
  return says;
}

// Every word once more in the wording that all of its class have. Where that is the topic that an alias needs
// beside it, it is no alias: 到庭 links where 出庭 is spoken of, and would be 出庭 itself (证人到庭).
void AliasIndex::AddOtherWords() {
  const auto count = static_cast<uint32_t>(spelled_.size());
  std::vector<std::u32string> said(count);
  std::vector<uint32_t> other(count);
  for (uint32_t number = 0; number < count; ++number) {
    said[number] = same_words_.Say(spelled_[number]);
    other[number] = others_.Find(said[number]);
    if (other[number] == TermTrie::kNone) {
      other[number] = static_cast<uint32_t>(words_.size());
      others_.Add(said[number], other[number]);
      words_.emplace_back();
    }
    const Word known = words_[number];
    Word& word = words_[other[number]];
    const bool own = said[number] == spelled_[number];
    if (own || word.topic == TermTrie::kNone) word.topic = known.topic;
    if (own || word.forbidden == TermTrie::kNone) word.forbidden = known.forbidden;
    word.tail |= known.tail;
  }
  std::vector<std::pair<uint32_t, Use>> found;
  for (uint32_t number = 0; number < count; ++number) {
    for (Use use : uses(words_[number])) {
      if (SaysOwnTopic(said[number], spelled_[number], use)) continue;
      if (use.tail != TermTrie::kNone) use.tail = other[use.tail];
      found.emplace_back(other[number], use);
    }
  }
  SetUses(std::move(found));
}

void AliasIndex::AddUses(const v1::Catalog& catalog) {
  std::vector<std::pair<uint32_t, Use>> uses;
  absl::flat_hash_map<std::vector<uint32_t>, uint32_t> lists;
  absl::flat_hash_map<absl::string_view, uint32_t> made;  // most aliases have topics that others have too
  for (uint32_t i = 0; i < required_.size(); ++i) {
    const v1::Indicator& indicator = catalog.indicators(static_cast<int>(i));
    for (int k = 0; k < indicator.aliases_size(); ++k) {
      const v1::Alias& alias = indicator.aliases(k);
      Use use;
      use.indicator = i;
      use.alias = static_cast<uint32_t>(k);
      use.weak = alias.weak();
      use.rank = indicator.kind() == v1::INDICATOR_KIND_RANK;
      std::vector<uint32_t> topics;
      const auto& said = alias.weak() && alias.topic().empty() ? indicator.topic() : alias.topic();
      for (const auto& word : said) {
        const auto [topic, fresh] = made.try_emplace(word);
        if (fresh) topic->second = MakeTopic(word);
        topics.push_back(topic->second);
      }
      if (topics.empty() && alias.weak()) topics = required_[i];
      std::sort(topics.begin(), topics.end());
      use.sure = !alias.weak() && !topics.empty();
      const auto [list, fresh] = lists.try_emplace(topics, static_cast<uint32_t>(topics_.size()));
      if (fresh) topics_.push_back(topics);
      use.topics = list->second;
      const size_t gap = alias.text().find(kGap.data(), 0, kGap.size());
      if (gap != std::string::npos) {
        use.tail = MakeWord(alias.text().substr(gap + kGap.size()));
        words_[use.tail].tail = true;
      }
      uses.emplace_back(MakeWord(alias.text().substr(0, gap)), use);
    }
  }
  SetUses(std::move(uses));
}

// Gives the words, by number, what they are aliases of.
void AliasIndex::SetUses(std::vector<std::pair<uint32_t, Use>> uses) {
  std::stable_sort(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [number, use] : uses) {
    Word& word = words_[number];
    if (!word.is_alias()) word.uses_begin = static_cast<uint32_t>(uses_.size());
    uses_.push_back(use);
    word.uses_end = static_cast<uint32_t>(uses_.size());
  }
}

void AliasIndex::AddUnits(const v1::Catalog& catalog) {
  const auto count = static_cast<size_t>(catalog.indicators_size());
  const auto set = [&](const std::string& unit, size_t indicator, UnitFit fit) {
    const uint64_t bit = uint64_t{1} << unit_fits_.size() % 64;
    UnitFits& fits = unit_fits_.try_emplace(unit, UnitFits{{}, bit}).first->second;
    fits.by_indicator.resize(count, UnitFit::kNone);
    if (fits.by_indicator[indicator] == UnitFit::kNone) fits.by_indicator[indicator] = fit;
  };
  const auto set_spellings = [&](const std::string& unit, size_t indicator, UnitFit fit) {
    for (const std::string& spelling : SpellingsOf(unit)) set(spelling, indicator, fit);
  };
  for (size_t i = 0; i < count; ++i) {
    const v1::Indicator& indicator = catalog.indicators(static_cast<int>(i));
    set(indicator.unit(), i, UnitFit::kSame);
    for (const auto& unit : indicator.same_units()) set(unit, i, UnitFit::kSame);
    for (const auto& unit : indicator.apart_units()) set(unit, i, UnitFit::kApart);
    set_spellings(indicator.unit(), i, UnitFit::kSame);
    for (const auto& unit : indicator.same_units()) set_spellings(unit, i, UnitFit::kSame);
    for (const auto& unit : indicator.apart_units()) set_spellings(unit, i, UnitFit::kApart);
    // 位居全市第二: a rank needs no unit.
    if (indicator.kind() == v1::INDICATOR_KIND_RANK) set("", i, UnitFit::kSame);
    // 数量: cells of tables whose heads name no unit.
    if (indicator.kind() == v1::INDICATOR_KIND_COUNT) set("", i, UnitFit::kApart);
  }
  std::vector<uint64_t> units_of(count);
  for (const auto& [unit, fits] : unit_fits_) {
    for (size_t i = 0; i < count; ++i) {
      if (fits.by_indicator[i] != UnitFit::kNone) units_of[i] |= fits.bit;
    }
  }
  for (Word& word : words_) {
    for (const Use& use : uses(word)) word.units |= units_of[use.indicator];
  }
}

}  // namespace fazhi
