#include "services/text/brackets.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

TEST(BracketsTest, OnlyWhatOpensIsClosed) {
  EXPECT_EQ(ClosingMark(U'“'), U'”');
  EXPECT_EQ(ClosingMark(U'('), U')');
  EXPECT_EQ(ClosingMark(U'〔'), U'〕');
  EXPECT_EQ(ClosingMark(U'”'), U'\0');
  EXPECT_EQ(ClosingMark(U'"'), U'\0');
  EXPECT_EQ(ClosingMark(U'\0'), U'\0');
}

}  // namespace
}  // namespace fazhi
