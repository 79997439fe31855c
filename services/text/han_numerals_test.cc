#include "services/text/han_numerals.h"

#include <string>

#include "gtest/gtest.h"

namespace fazhi {
namespace {

TEST(HanNumeralsTest, ReadsNumbers) {
  const struct {
    std::u32string_view text;
    uint32_t length;
    int64_t value;
    int64_t step;
  } kCases[] = {
      {U"三次", 1, 3, 1},
      {U"十二名", 2, 12, 1},
      {U"二十余次", 2, 20, 10},
      {U"一百二十", 4, 120, 10},
      {U"三百零五", 4, 305, 1},
      {U"一万二千", 4, 12000, 1000},
      {U"一万二", 3, 12000, 1000},
      {U"百余场", 1, 100, 100},
      {U"壹拾贰", 3, 12, 1},
      {U"两亿三千万", 5, 230000000, 10000000},
      {U"一万亿", 3, 1000000000000, 1000000000000},
      {U"一万万份", 3, 100000000, 100000000},
      {U"三千万万元", 4, 300000000000, 100000000000},
      {U"两万万五千万", 6, 250000000, 10000000},
      {U"一万万亿", 4, 10000000000000000, 10000000000000000},
      {U"二〇二四年", 4, 2024, 1},
      {U"两三次", 2, 23, 1},
      {U"一千零一", 4, 1001, 1},
      {U"十", 1, 10, 10},
  };
  for (const auto& c : kCases) {
    const HanNumber number = ReadHanNumber(c.text);
    EXPECT_EQ(number.length, c.length);
    EXPECT_EQ(number.value, c.value);
    EXPECT_EQ(number.step, c.step);
    EXPECT_FALSE(number.overflow);
  }
}

TEST(HanNumeralsTest, ShapeOfTheNumber) {
  EXPECT_TRUE(ReadHanNumber(U"百余").bare);
  EXPECT_FALSE(ReadHanNumber(U"一百").bare);
  EXPECT_FALSE(ReadHanNumber(U"十二").bare);
  EXPECT_TRUE(ReadHanNumber(U"二〇二四").digits_only);
  EXPECT_FALSE(ReadHanNumber(U"三").digits_only);
  EXPECT_EQ(ReadHanNumber(U"件").length, 0u);
  EXPECT_EQ(ReadHanNumber(U"").length, 0u);
}

TEST(HanNumeralsTest, LongRunsOverflowWithoutHarm) {
  EXPECT_TRUE(ReadHanNumber(std::u32string(1000, U'九')).overflow);
  EXPECT_TRUE(ReadHanNumber(std::u32string(1000, U'亿')).overflow);
  EXPECT_TRUE(ReadHanNumber(std::u32string(1000, U'万')).overflow);
  EXPECT_EQ(ReadHanNumber(std::u32string(1000, U'万')).length, 1000u);
  EXPECT_TRUE(ReadHanNumber(U"一万万万万万万").overflow);
}

}  // namespace
}  // namespace fazhi
