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

TEST(ParseRegionTest, ShortCodeOfTheFullOne) {
  for (const auto& [text, key] :
       std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                        {"CN", "CN"},
                                                        {"62", "62"},
                                                        {"6200", "62"},
                                                        {"620000", "62"},
                                                        {"620000000000", "62"},
                                                        {"620900", "6209"},
                                                        {"620921", "620921"},
                                                        {"6209~沙泉县", "6209~沙泉县"},
                                                        {"620900~沙泉县", "6209~沙泉县"}}) {
    const auto region = ParseRegion(text);
    ASSERT_OK(region) << text;
    EXPECT_EQ(*region, key);
  }
}

TEST(ParseRegionTest, RefusesWhatIsNoCode) {
  for (const char* text : {"62x", "清禾县", "6", "621", "00", "990000", "620921101", "-62", "~", "62 "}) {
    EXPECT_THAT(ParseRegion(text), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION")) << text;
  }
  ASSERT_OK_AND_ASSIGN(const std::string province, ParseRegion("甘肃省"));
  EXPECT_EQ(province, "62");
  EXPECT_THAT(MessageOf(ParseRegion("鼓楼区").status()), HasSubstr("350102 is 福建省福州市鼓楼区, "));
}

TEST(ParseRegionTest, NamesOfTheDatabase) {
  const std::map<std::string, std::string> held = {
      {"6209~沙泉县", "沙泉县"}, {"350102", "鼓楼区"}, {"6201~青山镇", "青山镇"}, {"6202~青山镇", "青山镇"}};
  for (const auto& [name, key] : std::vector<std::pair<std::string, std::string>>{
           {"沙泉县", "6209~沙泉县"}, {"鼓楼区", "350102"}, {"甘肃省", "62"}}) {
    ASSERT_OK_AND_ASSIGN(const std::string region, ParseRegion(name, held));
    EXPECT_EQ(region, key);
  }
  EXPECT_THAT(MessageOf(ParseRegion("青山镇", held).status()),
              HasSubstr("is several: 6201~青山镇 is 青山镇, 6202~青山镇 is 青山镇; "));
}

TEST(ParseYearsTest, YearsAndRanges) {
  uint32_t from = 0, to = 0;
  ASSERT_OK(ParseYears("2020-2024", from, to));
  EXPECT_EQ(from, 2020u);
  EXPECT_EQ(to, 2024u);
  from = to = 0;
  ASSERT_OK(ParseYears("-2024", from, to));
  EXPECT_EQ(from, 0u);
  for (const char* text : {"2024-2023", "-", "24", "2024-x", "2020-2021-2022", "+202", "0000"}) {
    EXPECT_THAT(ParseYears(text, from, to), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OPTION"))
        << text;
  }
  EXPECT_OK(ParseYear("2024"));
  for (const char* text : {"2023-2024", "2023-", ""}) {
    EXPECT_THAT(ParseYear(text), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OPTION")) << text;
  }
}

TEST(CheckIndicatorTest, IdsAndBeginnings) {
  for (const char* text : {"", "*", "legal_aid.cases", "legal_aid.*", "legal_aid*"})
    EXPECT_OK(CheckIndicator(text));
  for (const char* text : {"nope", "nope*", "legal_aid"}) {
    EXPECT_THAT(CheckIndicator(text), FailsWith(absl::StatusCode::kInvalidArgument, "NO_SUCH_INDICATOR"))
        << text;
    EXPECT_THAT(MessageOf(CheckIndicator(text)), HasSubstr("fazhi catalog list"));
  }
  EXPECT_THAT(MessageOf(CheckIndicator("legal_aid")), HasSubstr("'legal_aid*'"));
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
