#include "services/text/term_trie.h"

#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Hits = std::vector<std::pair<uint32_t, uint32_t>>;

Hits PrefixesOf(const TermTrie& trie, std::u32string_view text) {
  Hits hits;
  trie.Prefixes(text, [&](uint32_t length, uint32_t value) { hits.emplace_back(length, value); });
  return hits;
}

TEST(TermTrie, FindsEveryPrefixThatIsAWord) {
  TermTrie trie;
  trie.Add(U"复议", 1);
  trie.Add(U"复议申请", 2);
  trie.Add(U"复", 3);
  EXPECT_THAT(PrefixesOf(trie, U"复议申请书"), ElementsAre(Pair(1, 3), Pair(2, 1), Pair(4, 2)));
  EXPECT_THAT(PrefixesOf(trie, U"复议申"), ElementsAre(Pair(1, 3), Pair(2, 1)));
  EXPECT_THAT(PrefixesOf(trie, U"行政复议"), IsEmpty());
  EXPECT_THAT(PrefixesOf(trie, U""), IsEmpty());
  EXPECT_EQ(trie.Find(U"复议申请"), 2u);
  EXPECT_EQ(trie.Find(U"复议申"), TermTrie::kNone);
}

TEST(TermTrie, SuffixesReadBackwards) {
  TermTrie trie;
  trie.Add(U"到达", 1);  // 达到
  trie.Add(U"到", 2);
  Hits hits;
  trie.Suffixes(U"率达到", [&](uint32_t length, uint32_t value) { hits.emplace_back(length, value); });
  EXPECT_THAT(hits, ElementsAre(Pair(1, 2), Pair(2, 1)));
}

TEST(TermTrie, GrowsAndKeepsValues) {
  TermTrie trie;
  for (char32_t a = 0; a < 60; ++a) {
    for (char32_t b = 0; b < 60; ++b) trie.Add(std::u32string{0x4E00 + a, 0x5E00 + b, U'x'}, a * 60 + b);
  }
  for (char32_t a = 0; a < 60; ++a) {
    for (char32_t b = 0; b < 60; ++b) {
      ASSERT_EQ(trie.Find(std::u32string{0x4E00 + a, 0x5E00 + b, U'x'}), a * 60 + b);
      ASSERT_EQ(trie.Find(std::u32string{0x4E00 + a, 0x5E00 + b}), TermTrie::kNone);
    }
  }
}

TEST(TermTrie, FindsWhatASlowSearchFinds) {
  std::mt19937 random(1);
  const auto word_of = [&](size_t most) {
    std::u32string word(1 + random() % most, U'\0');
    for (char32_t& c : word) c = 0x4E00 + random() % 12 * 97;
    return word;
  };
  TermTrie trie;
  std::map<std::u32string, uint32_t> words;
  for (uint32_t i = 0; i < 2000; ++i) {
    const std::u32string word = word_of(6);
    words[word] = i;
    trie.Add(word, i);
  }
  using Hit = std::tuple<uint32_t, uint32_t, uint32_t>;
  const std::u32string text = word_of(3000);
  std::vector<Hit> found;
  trie.All(text, [&](uint32_t begin, uint32_t length, uint32_t value) {
    found.emplace_back(begin, length, value);
  });
  std::vector<Hit> expected;
  for (uint32_t i = 0; i < text.size(); ++i) {
    for (uint32_t n = 1; n <= 6 && i + n <= text.size(); ++n) {
      const auto word = words.find(text.substr(i, n));
      if (word != words.end()) expected.emplace_back(i, n, word->second);
    }
  }
  EXPECT_EQ(found, expected);
}

TEST(TermTrie, IgnoresWhatItCannotHold) {
  TermTrie trie;
  trie.Add(U"", 1);
  trie.Add(U"\U00020BB7野家", 2);
  EXPECT_EQ(trie.Find(U"\U00020BB7野家"), TermTrie::kNone) << "a code point beyond the basic plane";
  trie.Add(U"野", 3);
  EXPECT_THAT(PrefixesOf(trie, U"野\U00020BB7"), ElementsAre(Pair(1, 3)));
}

}  // namespace
}  // namespace fazhi
