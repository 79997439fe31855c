#include "tools/cli/filters.h"

#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

using testing::HasSubstr;

std::string MessageOf(const absl::Status& status) { return std::string(status.message()); }

TEST(ParseYearsTest, YearsAndRanges) {
  uint32_t from = 0, to = 0;
  ASSERT_OK(ParseYears("2020-2024", from, to));
  EXPECT_EQ(from, 2020u);
  EXPECT_EQ(to, 2024u);
  from = to = 0;
  ASSERT_OK(ParseYears("-2024", from, to));
  EXPECT_EQ(from, 0u);
  for (const char* text :
       {"2024-2023", "-", "24", "2024-x", "2020-2021-2022", "+202", "0000", "1989", "2101"}) {
    EXPECT_THAT(ParseYears(text, from, to), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OPTION"))
        << text;
  }
  EXPECT_OK(ParseYear("2024"));
  for (const char* text : {"2023-2024", "2023-", ""}) {
    EXPECT_THAT(ParseYear(text), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OPTION")) << text;
  }
}

TEST(ParseWordTest, KnowsTheWordsAndNamesThem) {
  const auto& scopes = *v1::Scope_descriptor();
  ASSERT_OK_AND_ASSIGN(int scope, ParseWord(scopes, "SCOPE_", "scope", "own_level"));
  EXPECT_EQ(scope, v1::SCOPE_OWN_LEVEL);
  ASSERT_OK_AND_ASSIGN(scope, ParseWord(scopes, "SCOPE_", "scope", "unspecified"));
  EXPECT_EQ(scope, v1::SCOPE_NOT_STATED);
  ASSERT_OK_AND_ASSIGN(scope, ParseWord(scopes, "SCOPE_", "scope", ""));
  EXPECT_EQ(scope, v1::SCOPE_UNSPECIFIED);
  const auto type = ParseWord(*v1::FindingType_descriptor(), "FINDING_TYPE_", "type", "unspecified");
  EXPECT_THAT(type, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OPTION"));
  EXPECT_THAT(MessageOf(type.status()), HasSubstr("sum_mismatch, "));
}

}  // namespace
}  // namespace fazhi
