#include "services/extraction/core/quantities_words.h"

#include "gtest/gtest.h"

namespace fazhi::extraction {
namespace {

std::map<std::u32string, uint32_t> Words() {
  return {{U"不", 1}, {U"不少于", 2}, {U"不少", 3}, {U"原则上不少于", 4}, {U"约", 5}, {U"", 6}, {U"以上", 7}};
}

TEST(WordGroupsTest, TheLongestWordCounts) {
  const WordGroups groups(Words());
  EXPECT_EQ(groups.Longest(U"不少于3件").value, 2u);
  EXPECT_EQ(groups.Longest(U"不少于3件").length, 3u);
  EXPECT_EQ(groups.Longest(U"不少人").value, 3u);
  EXPECT_EQ(groups.Longest(U"不足").value, 1u);
  EXPECT_EQ(groups.Longest(U"不").value, 1u);
  EXPECT_EQ(groups.Longest(U"约").length, 1u);
}

TEST(WordGroupsTest, NoWordHasNoLength) {
  const WordGroups groups(Words());
  EXPECT_EQ(groups.Longest(U"").length, 0u);
  EXPECT_EQ(groups.Longest(U"以").length, 0u);
  EXPECT_EQ(groups.Longest(U"以下").length, 0u);
  EXPECT_EQ(groups.Longest(U"少于").length, 0u);
  EXPECT_EQ(groups.Longest(U"\U00020000不").length, 0u);
  EXPECT_EQ(WordGroups().Longest(U"不").length, 0u);
}

TEST(WordGroupsTest, AWordThatIsNotAcceptedLeavesItsPlaceToAShorterOne) {
  const WordGroups groups(Words());
  const auto match =
      groups.Longest(U"不少于", [](uint32_t length, uint32_t value) { return length < 3 && value != 3; });
  EXPECT_EQ(match.value, 1u);
  EXPECT_EQ(groups.Longest(U"不少于", [](uint32_t, uint32_t) { return false; }).length, 0u);
}

}  // namespace
}  // namespace fazhi::extraction
