#include "services/text/affixes.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

TEST(AffixesTest, KnowsBeginningsAndEnds) {
  EXPECT_TRUE(StartsWith(U"其中一般程序", U"其中"));
  EXPECT_FALSE(StartsWith(U"其", U"其中"));
  EXPECT_TRUE(EndsWith(U"执法案卷", U"案卷"));
  EXPECT_FALSE(EndsWith(U"卷", U"案卷"));
  EXPECT_TRUE(StartsWith(U"", U""));
}

TEST(AffixesTest, NothingStandsOutsideOfTheText) {
  EXPECT_TRUE(StandsAt(U"全县乡镇", 2, U"乡镇"));
  EXPECT_FALSE(StandsAt(U"全县乡镇", 3, U"镇街"));
  EXPECT_FALSE(StandsAt(U"全县", 7, U"县"));
  EXPECT_TRUE(StandsBefore(U"截至年底", 2, U"截至"));
  EXPECT_FALSE(StandsBefore(U"截至年底", 1, U"截至"));
  EXPECT_FALSE(StandsBefore(U"截至", 7, U"截至"));
}

TEST(AffixesTest, TakesTheFirstOfTheWords) {
  EXPECT_EQ(BeginningLength(U"上年度同期", {U"上年度", U"上年度同期"}), 3u);
  EXPECT_EQ(EndLength(U"案件数量", {U"实施数量", U"数量"}), 2u);
  EXPECT_EQ(EndLength(U"案件", {U"数量"}), 0u);
  EXPECT_TRUE(IsOneOf(U"问题", {U"问题", U"隐患"}));
  EXPECT_FALSE(IsOneOf(U"问题线索", {U"问题", U"隐患"}));
  EXPECT_TRUE(ContainsOneOf(U"同比多收", {U"少", U"多"}));
  EXPECT_TRUE(ContainsAnyOf(U"第一,二", U",;"));
  EXPECT_TRUE(IsAnyOf(U'至', U"到至"));
}

}  // namespace
}  // namespace fazhi
