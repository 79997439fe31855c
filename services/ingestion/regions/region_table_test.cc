#include "services/ingestion/regions/region_table.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const RegionTable& Table() { return RegionTable::Default(); }

std::vector<std::string> Codes(const std::vector<const Region*>& regions) {
  std::vector<std::string> codes;
  for (const Region* region : regions) codes.emplace_back(region->code);
  return codes;
}

std::string NameOf(const Region* region) { return region == nullptr ? "none" : std::string(region->name); }
std::string CodeOf(const Region* region) { return region == nullptr ? "none" : std::string(region->code); }

TEST(RegionTableTest, FindsByCode) {
  EXPECT_EQ(NameOf(Table().Find("622922")), "康乐县");
  EXPECT_EQ(NameOf(Table().Find("6229")), "临夏回族自治州");
  EXPECT_EQ(NameOf(Table().Find("62")), "甘肃省");
  EXPECT_EQ(Table().Find("629999"), nullptr);
  EXPECT_EQ(Table().Find(""), nullptr);
}

TEST(RegionTableTest, FindsByWholeFurtherAndBareNames) {
  EXPECT_EQ(CodeOf(Table().Resolve("康乐县")), "622922");
  EXPECT_EQ(CodeOf(Table().Resolve("康乐")), "622922");
  EXPECT_EQ(CodeOf(Table().Resolve("临夏州")), "6229");
  EXPECT_EQ(CodeOf(Table().Resolve("云南")), "53");
  EXPECT_EQ(CodeOf(Table().Resolve("内蒙古")), "15");
  EXPECT_EQ(CodeOf(Table().Resolve("冠县")), "371525");
  EXPECT_EQ(CodeOf(Table().Resolve("积石山县")), "622927");
  EXPECT_EQ(CodeOf(Table().Resolve("东乡县", {"62"})), "622926");
  EXPECT_EQ(Table().Resolve("康乐", {"", 0, NameForms::kWithKind}), nullptr);
  EXPECT_EQ(Table().Resolve("沙泉县"), nullptr);
  EXPECT_EQ(Table().Resolve("市辖区"), nullptr);
  EXPECT_EQ(Table().Resolve(""), nullptr);
}

TEST(RegionTableTest, SharedNamesNeedTheirParent) {
  EXPECT_EQ(Table().Resolve("鼓楼区"), nullptr);
  EXPECT_THAT(Codes(Table().FindByName("鼓楼区")), ElementsAre("320106", "320302", "350102", "410204"));
  EXPECT_EQ(CodeOf(Table().Resolve("鼓楼区", {"3501"})), "350102");
  EXPECT_EQ(CodeOf(Table().Resolve("鼓楼区", {"41"})), "410204");
  EXPECT_EQ(Table().Resolve("鼓楼区", {"32"}), nullptr);
  EXPECT_EQ(Table().Resolve("鼓楼区", {"62"}), nullptr);
}

TEST(RegionTableTest, EverySharedNameIsResolvedByItsParent) {
  std::map<absl::string_view, std::vector<const Region*>> by_name;
  for (const Region* region : Table().Children("", RegionLevel::kCounty))
    by_name[region->name].push_back(region);
  int shared = 0;
  for (const auto& [name, regions] : by_name) {
    if (regions.size() == 1) continue;
    ++shared;
    EXPECT_EQ(Table().Resolve(name), nullptr) << name;
    for (const Region* region : regions) EXPECT_EQ(Table().Resolve(name, {region->parent}), region) << name;
  }
  EXPECT_EQ(shared, 28);
}

TEST(RegionTableTest, NamesAndCodesHaveTheirYears) {
  EXPECT_EQ(NameOf(Table().Find("4206", 2009)), "襄樊市");
  EXPECT_EQ(NameOf(Table().Find("4206", 2015)), "襄阳市");
  EXPECT_EQ(NameOf(Table().Find("469025", 2005)), "定安县");
  EXPECT_EQ(NameOf(Table().Find("469025")), "白沙黎族自治县");
  EXPECT_EQ(CodeOf(Table().Resolve("密云县", {"", 2012})), "110228");
  EXPECT_EQ(CodeOf(Table().Resolve("密云区")), "110118");
  EXPECT_EQ(CodeOf(Table().Resolve("密云", {"", 2012})), "110228");
  EXPECT_EQ(CodeOf(Table().Resolve("密云")), "110118");
  // A name that nothing has any more still finds what had it.
  EXPECT_EQ(CodeOf(Table().Resolve("莱芜市")), "3712");
  EXPECT_EQ(CodeOf(Table().Resolve("寿县", {"", 2010})), "341521");
  EXPECT_EQ(CodeOf(Table().Resolve("寿县", {"", 2022})), "340422");
  EXPECT_EQ(CodeOf(Table().Resolve("简阳市", {"5120", 2014})), "512081");
}

TEST(RegionTableTest, FollowsSuccessors) {
  auto after = [](absl::string_view code, int then, int year) {
    return Codes(Table().Successors(*Table().Find(code, then), year));
  };
  EXPECT_THAT(after("110228", 2012, 0), ElementsAre("110118"));
  EXPECT_THAT(after("110103", 2008, 2020), ElementsAre("110101"));
  EXPECT_THAT(after("3712", 2018, 2019), ElementsAre("370116"));
  EXPECT_THAT(after("4206", 2009, 2015), ElementsAre("4206"));
  EXPECT_THAT(after("532701", 2003, 2020), ElementsAre("530802"));
  EXPECT_THAT(after("130421", 2015, 0), ElementsAre("130402", "130403"));
  EXPECT_THAT(after("622922", 0, 0), ElementsAre("622922"));
}

TEST(RegionTableTest, EveryRetiredDivisionLeadsToTodays) {
  for (const Region& region : Table().regions()) {
    if (region.kind != RegionKind::kDivision || region.valid_to == 0) continue;
    EXPECT_THAT(Table().Successors(region), testing::Not(IsEmpty())) << region.code << region.name;
  }
}

TEST(RegionTableTest, AncestorsLeaveGroupsOut) {
  EXPECT_THAT(Codes(Table().Ancestors("622922")), ElementsAre("6229", "62"));
  EXPECT_THAT(Codes(Table().Ancestors("110101")), ElementsAre("11"));
  EXPECT_THAT(Codes(Table().Ancestors("659001")), ElementsAre("65"));
  EXPECT_EQ(Table().Find("110101")->parent, "1101");
  EXPECT_EQ(Table().Find("1101")->kind, RegionKind::kGroup);
}

TEST(RegionTableTest, CountsChildrenByLevelAndYear) {
  EXPECT_THAT(Table().Children("", RegionLevel::kProvince), SizeIs(34));
  EXPECT_THAT(Table().Children("", RegionLevel::kPrefecture), SizeIs(333));
  EXPECT_THAT(Table().Children("62", RegionLevel::kPrefecture), SizeIs(14));
  EXPECT_THAT(Table().Children("6229", RegionLevel::kCounty), SizeIs(8));
  EXPECT_THAT(Table().Children("6229", RegionLevel::kPrefecture), IsEmpty());
  EXPECT_THAT(Table().Children("11", RegionLevel::kCounty), SizeIs(16));
  EXPECT_THAT(Table().Children("11", RegionLevel::kCounty, 2008), SizeIs(18));
  EXPECT_THAT(Table().Children("11", RegionLevel::kPrefecture), IsEmpty());
  EXPECT_THAT(Table().Children("4419", RegionLevel::kCounty), IsEmpty());
  EXPECT_THAT(Table().Children("6202", RegionLevel::kCounty), IsEmpty());
  EXPECT_THAT(Codes(Table().Children("37", RegionLevel::kPrefecture, 2018)), testing::Contains("3712"));
  EXPECT_THAT(Codes(Table().Children("37", RegionLevel::kPrefecture, 2019)),
              testing::Not(testing::Contains("3712")));
}

TEST(RegionTableTest, UnusualDivisions) {
  EXPECT_EQ(CodeOf(Table().Resolve("东莞市")), "4419");
  EXPECT_EQ(CodeOf(Table().Resolve("北京市")), "11");
  EXPECT_EQ(CodeOf(Table().Resolve("重庆")), "50");
  EXPECT_EQ(CodeOf(Table().Resolve("石河子市")), "659001");
  EXPECT_EQ(CodeOf(Table().Resolve("济源市")), "419001");
  EXPECT_EQ(CodeOf(Table().Resolve("神农架林区")), "429021");
  EXPECT_EQ(CodeOf(Table().Resolve("定州市", {"", 2015})), "130682");
  const Region* zone = Table().Resolve("石家庄高新技术产业开发区");
  ASSERT_NE(zone, nullptr);
  EXPECT_EQ(zone->kind, RegionKind::kZone);
  EXPECT_EQ(CodeOf(Table().Resolve("香港")), "81");
}

TEST(RegionTableTest, ScansForTheLongestName) {
  const std::u32string text = U"在吉林省吉林市和酒泉市肃州区、康乐看全市";
  std::vector<std::string> found;
  for (const RegionMatch& match : Table().Scan(text.data(), text.size(), NameForms::kWithKind)) {
    found.push_back(ToUtf8(text.substr(match.begin, match.end - match.begin)));
  }
  EXPECT_THAT(found, ElementsAre("吉林省", "吉林市", "酒泉市", "肃州区"));
  EXPECT_THAT(Table().Scan(text.data(), text.size(), NameForms::kAlsoShort), SizeIs(5));
  EXPECT_THAT(Table().MatchAt(text.data(), text.size(), text.size() - 1, NameForms::kAlsoShort).regions,
              IsEmpty());
}

TEST(RegionTableTest, FindsByHost) {
  EXPECT_THAT(Codes(Table().FindByHost("www.tongxu.gov.cn")), ElementsAre("410222"));
  EXPECT_THAT(Codes(Table().FindByHost("www.guanxian.gov.cn")), testing::Contains("371525"));
  EXPECT_THAT(Codes(Table().FindByHost("gulou.fuzhou.gov.cn")), testing::IsSupersetOf({"350102", "3501"}));
  EXPECT_THAT(Codes(Table().FindByHost("sft.gd.gov.cn")), ElementsAre("44"));
  EXPECT_THAT(Table().FindByHost("www.gov.cn"), IsEmpty());
  EXPECT_THAT(Table().FindByHost(""), IsEmpty());
}

TEST(RegionTableTest, RefusesABrokenTable) {
  EXPECT_THAT(RegionTable::Parse("62\t甘肃省\t\tdivision\t\t\t\t甘肃\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION_TABLE"));
  EXPECT_THAT(RegionTable::Parse("62\t甘肃省\t\tcountry\t\t\t\t甘肃\t\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION_TABLE"));
  EXPECT_THAT(RegionTable::Parse("62\t甘肃省\t\tdivision\t\t\t\t\t\t\n61\t陕西省\t\tdivision\t\t\t\t\t\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION_TABLE"));
  EXPECT_OK(RegionTable::Parse("62\t甘肃省\t\tdivision\t\t\t\t\t\t\n"));
}

TEST(RegionTableTest, DataHoldsTogether) {
  std::set<absl::string_view> codes;
  for (const Region& region : Table().regions()) codes.insert(region.code);
  const Region* before = nullptr;
  for (const Region& region : Table().regions()) {
    EXPECT_TRUE(region.parent.empty() || codes.count(region.parent)) << region.code;
    for (absl::string_view successor : region.successors) EXPECT_TRUE(codes.count(successor)) << region.code;
    EXPECT_TRUE(region.valid_to == 0 || region.valid_from <= region.valid_to) << region.code;
    if (before != nullptr && before->code == region.code) {
      EXPECT_NE(before->valid_to, 0) << region.code;
      EXPECT_LT(before->valid_to, region.valid_from) << region.code;
    }
    before = &region;
  }
}

}  // namespace
}  // namespace fazhi
