#include "services/text/list_numbers.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

TEST(ListNumbersTest, KnowsTheNumbersOfLists) {
  EXPECT_EQ(ListNumberLength(U"一、行政许可"), 2u);
  EXPECT_EQ(ListNumberLength(U"(三)行政许可"), 3u);
  EXPECT_EQ(ListNumberLength(U"1.行政许可"), 2u);
  EXPECT_EQ(ListNumberLength(U"12、行政许可"), 3u);
  EXPECT_EQ(ListNumberLength(U"3)行政许可"), 2u);
  EXPECT_EQ(ListNumberLength(U"一、2024年"), 2u);
}

TEST(ListNumbersTest, KnowsWhatIsNone) {
  EXPECT_EQ(ListNumberLength(U""), 0u);
  EXPECT_EQ(ListNumberLength(U"1."), 0u);
  EXPECT_EQ(ListNumberLength(U"1.5倍"), 0u);
  EXPECT_EQ(ListNumberLength(U"12、15、18件"), 0u);
  EXPECT_EQ(ListNumberLength(U"一.行政许可"), 0u);
  EXPECT_EQ(ListNumberLength(U"2024、2025"), 0u);
  EXPECT_EQ(ListNumberLength(U"(不含简易程序)"), 0u);
  EXPECT_EQ(ListNumberLength(U"行政许可"), 0u);
}

}  // namespace
}  // namespace fazhi
