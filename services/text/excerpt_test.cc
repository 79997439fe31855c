#include "services/text/excerpt.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ExcerptOf(const std::u32string& text, const std::u32string& figure) {
  const auto at = static_cast<uint32_t>(text.find(figure));
  return Excerpt(text, 0, static_cast<uint32_t>(text.size()), at, at + static_cast<uint32_t>(figure.size()));
}

std::u32string Clauses(int count) {
  std::u32string text;
  for (int i = 0; i < count; ++i) text += U"受理各类案件1,234件,";
  return text;
}

TEST(ExcerptTest, KeepsASentenceThatFits) {
  EXPECT_EQ(ExcerptOf(U"受理案件58件,较上年上升。", U"58件"), "受理案件58件,较上年上升。");
}

TEST(ExcerptTest, CutsAroundTheFigureBetweenClauses) {
  const std::string excerpt = ExcerptOf(Clauses(500) + U"化解纠纷77件," + Clauses(500), U"77件");
  EXPECT_THAT(excerpt, StartsWith("…受理各类案件1,234件,受理"));
  EXPECT_THAT(excerpt, HasSubstr("件,化解纠纷77件,受理"));
  EXPECT_THAT(excerpt, EndsWith("1,234件,…"));
  const size_t size = CountCodePoints(excerpt);
  EXPECT_LE(size, kExcerptLimit + 2);
  EXPECT_GE(size, kExcerptLimit - 40);
}

TEST(ExcerptTest, ASideThatNeedsLittleLeavesItsRoomToTheOther) {
  const std::string first = ExcerptOf(U"化解纠纷77件," + Clauses(500), U"77件");
  EXPECT_THAT(first, StartsWith("化解纠纷77件,"));
  EXPECT_THAT(first, EndsWith(",…"));
  EXPECT_GE(CountCodePoints(first), kExcerptLimit - 20);
  const std::string last = ExcerptOf(Clauses(500) + U"化解纠纷77件。", U"77件");
  EXPECT_THAT(last, StartsWith("…受理"));
  EXPECT_THAT(last, EndsWith("化解纠纷77件。"));
  EXPECT_GE(CountCodePoints(last), kExcerptLimit - 20);
}

TEST(ExcerptTest, CutsAnywhereWhereNoClauseEnds) {
  const std::u32string words(2000, U'案');
  const std::string excerpt = ExcerptOf(words + U"77件" + words, U"77件");
  EXPECT_EQ(CountCodePoints(excerpt), kExcerptLimit + 2);
  EXPECT_THAT(excerpt, HasSubstr("案77件案"));
}

TEST(ExcerptTest, CutsNoNumber) {
  const std::u32string text = U"去年以来连同上年结转的12件审结43.5%的案件";
  const auto excerpt = [&](uint32_t limit) {
    const auto at = static_cast<uint32_t>(text.find(U"结转"));
    return Excerpt(text, 0, static_cast<uint32_t>(text.size()), at, at + 2, limit);
  };
  for (uint32_t limit = 2; limit < text.size(); ++limit) {
    const std::string cut = excerpt(limit);
    EXPECT_THAT(cut, ::testing::ContainsRegex("^…|^去"));
    EXPECT_THAT(cut, ::testing::AnyOf(HasSubstr("12件"), ::testing::Not(HasSubstr("1")))) << cut;
    EXPECT_THAT(cut, ::testing::AnyOf(HasSubstr("43.5%"), ::testing::Not(HasSubstr("4")))) << cut;
  }
}

TEST(LineExcerptTest, StaysInItsLine) {
  const std::u32string text = U"一、成效\n受理12件,审结9件。\n二、问题";
  EXPECT_EQ(LineExcerpt(text, 7, 10, 80), "受理12件,审结9件。");
  EXPECT_EQ(LineExcerpt(text, 7, 10, 2), "…理12件,…");
  EXPECT_EQ(LineExcerpt(text, 0, 1, 80), "一、成效");
  EXPECT_EQ(LineExcerpt(text, 90, 99, 80), "二、问题");
  EXPECT_EQ(LineExcerpt(text, 7, 10, 8), "受理12件,审结9件。");
  EXPECT_EQ(LineExcerpt(text, 7, 10, 7), "受理12件,审结9件…");
}

TEST(ExcerptTest, IsTotal) {
  EXPECT_EQ(Excerpt(U"", 5, 3, 9, 1), "");
  EXPECT_EQ(Excerpt(U"案件", 0, 9, 9, 99), "案件");
  const std::u32string words(2000, U'案');
  EXPECT_LE(CountCodePoints(Excerpt(words, 0, 2000, 0, 2000)), kExcerptLimit + 2);
  EXPECT_LE(CountCodePoints(Excerpt(words, 500, 1900, 0, 100)), kExcerptLimit + 2);
}

}  // namespace
}  // namespace fazhi
