#include "services/text/total_words.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

TEST(TotalWordsTest, SubtotalsSayTotalsButNotOfAll) {
  for (const auto words : {U"合计", U"总计(件)", U"共计", U"总数"}) {
    EXPECT_TRUE(SaysTotal(words));
    EXPECT_TRUE(IsTotalOfAll(words));
  }
  for (const auto words : {U"小计", U"处罚合计", U"受理总数"}) {
    EXPECT_TRUE(SaysTotal(words));
    EXPECT_FALSE(IsTotalOfAll(words));
  }
  for (const auto words : {U"", U"(件)", U"会计"}) {
    EXPECT_FALSE(SaysTotal(words));
    EXPECT_FALSE(IsTotalOfAll(words));
  }
}

}  // namespace
}  // namespace fazhi
