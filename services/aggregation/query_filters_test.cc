#include "services/aggregation/query_filters.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string MessageOf(const absl::Status& status) { return std::string(status.message()); }

TEST(ParseRegionTest, ShortCodeOfTheFullOne) {
  for (const auto& [text, key] :
       std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                        {"CN", ""},
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

TEST(ParseRegionTest, NamesOfThoseAboveMayStandBefore) {
  const std::map<std::string, std::string> held = {{"6209~沙泉县", "沙泉县"}, {"62", "甘肃省"}};
  for (const auto& [name, key] :
       std::vector<std::pair<std::string, std::string>>{{"福州市鼓楼区", "350102"},
                                                        {"福建省福州市鼓楼区", "350102"},
                                                        {"福建福州鼓楼区", "350102"},
                                                        {"酒泉市沙泉县", "6209~沙泉县"},
                                                        {"甘肃省沙泉县", "6209~沙泉县"}}) {
    ASSERT_OK_AND_ASSIGN(const std::string region, ParseRegion(name, held));
    EXPECT_EQ(region, key) << name;
  }
  std::string long_text;
  for (int i = 0; i < 100000; ++i) long_text += "福建省";
  EXPECT_THAT(ParseRegion(long_text, held), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION"));
  EXPECT_LT(MessageOf(ParseRegion(long_text, held).status()).size(), 500);
  EXPECT_THAT(ParseRegion("福建省沙泉县", held), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION"));
  EXPECT_THAT(MessageOf(ParseRegion("沙泉", held).status()),
              HasSubstr("region 沙泉 is unknown; like it: 6209~沙泉县 is 沙泉县; "));
}

TEST(CheckReportTest, NamesAndHashes) {
  for (const char* text :
       {"", "reports/62-2023-government", "documents/0123456789ab", "c4c73a", "c4c73a28d8d2"})
    EXPECT_OK(CheckReport(text)) << text;
  for (const char* text : {"c4c73", "file:report.txt", "C4C73A", "沙泉县"}) {
    EXPECT_THAT(CheckReport(text), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_NAME")) << text;
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

TEST(CheckIndicatorTest, ASlipOfThePenIsToldWithWhatComesClosest) {
  EXPECT_THAT(MessageOf(CheckIndicator("legal_ad.cases")), HasSubstr("; closest: legal_aid.cases; "));
  EXPECT_THAT(MessageOf(CheckIndicator("legalaid.*")), HasSubstr("; closest: legal_aid.*; "));
  EXPECT_THAT(MessageOf(CheckIndicator("Norms.made")), HasSubstr("; closest: norms.made; "));
  for (const std::string& far : {std::string("nope"), std::string("zzz*"), std::string(5000, 'a')})
    EXPECT_THAT(MessageOf(CheckIndicator(far)), Not(HasSubstr("closest"))) << far;
}

}  // namespace
}  // namespace fazhi
