#include "services/extraction/core/word_groups.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace fazhi::extraction {
namespace {

struct Case {
  std::u32string text;
  uint32_t length;
  uint32_t value;
};

const WordGroups& Groups() {
  static const WordGroups* const groups =
      new WordGroups({{U"不", 1}, {U"不少于", 2}, {U"不少", 3}, {U"约", 5}, {U"", 6}, {U"以上", 7}});
  return *groups;
}

TEST(WordGroupsTest, TheLongestWordCounts) {
  const std::vector<Case> cases = {{U"不少于3件", 3, 2}, {U"不少人", 2, 3}, {U"不足", 1, 1},
                                   {U"不", 1, 1},        {U"约3件", 1, 5},  {U"以上", 2, 7}};
  for (const Case& c : cases) {
    const WordGroups::Match match = Groups().Longest(c.text);
    EXPECT_EQ(match.length, c.length);
    EXPECT_EQ(match.value, c.value);
  }
}

TEST(WordGroupsTest, LongWordsAreComparedToTheirEnd) {
  const WordGroups groups({{U"行政复议", 1}, {U"行政复议案件", 2}, {U"行政\U00020BB7", 3}, {U"行政", 4}});
  const std::vector<Case> cases = {
      {U"行政复议案件3件", 6, 2}, {U"行政复议案件", 6, 2},   {U"行政复议案由", 4, 1}, {U"行政复议案", 4, 1},
      {U"行政复", 2, 4},          {U"行政\U00020BB7", 2, 4}, {U"行\U0002653F", 0, 0}};  // 政 is U+653F
  for (const Case& c : cases) {
    const WordGroups::Match match = groups.Longest(c.text);
    EXPECT_EQ(match.length, c.length);
    EXPECT_EQ(match.value, c.value);
  }
  const WordGroups backward({{U"数总例案查抽", 5}, {U"数总", 6}});
  const std::vector<std::pair<std::u32string, uint32_t>> ends = {
      {U"共抽查案例总数", 6}, {U"检查案例总数", 2}, {U"总数", 2}};
  for (const auto& [text, length] : ends) {
    EXPECT_EQ(backward.LongestAtEnd(text, [](uint32_t, uint32_t) { return true; }).length, length);
  }
}

TEST(WordGroupsTest, NoWordHasNoLength) {
  const std::vector<std::u32string> texts = {U"", U"以", U"以下", U"少于", U"\U00020000不"};
  for (const std::u32string& text : texts) {
    EXPECT_EQ(Groups().Longest(text).length, 0u);
    EXPECT_EQ(WordGroups().Longest(text).length, 0u);
  }
}

TEST(WordGroupsTest, WordsWithinAndAtTheEnd) {
  EXPECT_TRUE(Groups().StandsIn(U"共不少于3件"));
  EXPECT_FALSE(Groups().StandsIn(U"以下"));
  EXPECT_FALSE(Groups().StandsIn(U""));
  EXPECT_TRUE(Groups().Ends(U"3件以上", 2));
  EXPECT_TRUE(Groups().Ends(U"不少于", 9));
  EXPECT_FALSE(Groups().Ends(U"3件以上", 1));
  EXPECT_FALSE(Groups().Ends(U"不少人", 3));
}

TEST(WordGroupsTest, AWordThatIsNotAcceptedLeavesItsPlaceToAShorterOne) {
  const std::vector<Case> cases = {{U"不少于", 1, 1}, {U"不少", 1, 1}, {U"以上", 0, 0}};
  for (const Case& c : cases) {
    const auto match = Groups().Longest(c.text, [](uint32_t length, uint32_t) { return length == 1; });
    EXPECT_EQ(match.length, c.length);
    EXPECT_EQ(match.value, c.value);
  }
}

}  // namespace
}  // namespace fazhi::extraction
