#include "services/text/source_map.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

// Source `<b>28</b>&nbsp;个` (14 code points) read as `28 个`.
v1::SourceMap Example() {
  SourceMapBuilder builder;
  builder.Append(1, 3, 1);
  builder.Append(1, 4, 1);
  builder.Append(1, 9, 6);
  builder.Append(1, 15, 1);
  EXPECT_EQ(builder.clean_size(), 4u);
  return std::move(builder).Build();
}

TEST(SourceMap, JoinsRunsThatContinue) { EXPECT_EQ(Example().clean_begin_size(), 3); }

TEST(SourceMap, SpansRunOverMarkup) {
  const v1::SourceMap map = Example();
  SourceLocator locator(map, 4);
  EXPECT_EQ(locator.ToSource(0, 4).begin(), 3u);
  EXPECT_EQ(locator.ToSource(0, 4).end(), 16u);
  EXPECT_EQ(locator.ToSource(2, 3).begin(), 9u);
  EXPECT_EQ(locator.ToSource(2, 3).end(), 15u);
  EXPECT_EQ(locator.ToSource(1, 2).begin(), 4u) << "backwards look-up";
}

TEST(SourceMap, EmptySpansAndEmptyTexts) {
  const v1::SourceMap map = Example();
  SourceLocator locator(map, 4);
  EXPECT_EQ(locator.ToSource(4, 4).begin(), 16u);
  EXPECT_EQ(locator.ToSource(2, 2).end(), 9u);
  const v1::SourceMap empty;
  EXPECT_EQ(SourceLocator(empty, 0).ToSource(0, 0).end(), 0u);
}

}  // namespace
}  // namespace fazhi
