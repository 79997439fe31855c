#include "services/catalog/catalog.h"

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/catalog/alias_index.h"
#include "services/catalog/alternatives.h"
#include "services/catalog/check.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::Catalog Parse(const std::string& text) {
  v1::Catalog catalog;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &catalog));
  return catalog;
}

v1::Catalog Sound() {
  return Parse(R"pb(
    version: "1"
    indicators {
      id: "a.total"
      zh_name: "总数"
      en_name: "Total"
      domain: DOMAIN_DISPUTES
      kind: INDICATOR_KIND_COUNT
      unit: "件"
      same_units: "宗"
      apart_units: "批"
      aggregation: AGGREGATION_SUM
      aliases { text: "受理案件" }
      tier: 1
    }
    indicators {
      id: "a.won"
      zh_name: "成功"
      en_name: "Won"
      domain: DOMAIN_DISPUTES
      kind: INDICATOR_KIND_COUNT
      unit: "件"
      aggregation: AGGREGATION_SUM
      aliases { text: "成功" weak: true topic: "调解" }
      part_of: "a.total"
      tier: 2
    }
    indicators {
      id: "a.rate"
      zh_name: "率"
      en_name: "Rate"
      domain: DOMAIN_DISPUTES
      kind: INDICATOR_KIND_RATE
      unit: "%"
      aggregation: AGGREGATION_WEIGHTED_RATE
      numerator: "a.won"
      denominator: "a.total"
      aliases { text: "成功率" }
      tier: 1
    })pb");
}

TEST(Catalog, DefaultIsSound) {
  const Catalog& catalog = Catalog::Default();
  EXPECT_THAT(CatalogFaults(catalog.proto()), IsEmpty());
  EXPECT_FALSE(catalog.proto().version().empty());
  EXPECT_EQ(catalog.proto().indicators_size(), 250);
  ASSERT_NE(catalog.Find("legal_aid.cases"), nullptr);
  EXPECT_EQ(catalog.Find("legal_aid.criminal_cases")->part_of(), "legal_aid.cases");
  EXPECT_EQ(catalog.Find("no.such"), nullptr);
}

TEST(Catalog, Units) {
  const v1::Catalog sound = Sound();
  const v1::Indicator& total = sound.indicators(0);
  EXPECT_EQ(Catalog::CanonicalUnit(total, "件"), "件");
  EXPECT_EQ(Catalog::CanonicalUnit(total, "宗"), "件");
  EXPECT_EQ(Catalog::CanonicalUnit(total, "批"), "批");
  EXPECT_EQ(Catalog::CanonicalUnit(total, "人"), "");
  EXPECT_TRUE(Catalog::SameUnit(total, "宗", "件"));
  EXPECT_FALSE(Catalog::SameUnit(total, "批", "件"));
  EXPECT_FALSE(Catalog::SameUnit(total, "人", "人"));
}

TEST(Catalog, AliasOfTwoWords) {
  v1::Catalog sound = Sound();
  sound.mutable_indicators(0)->add_aliases()->set_text("审核…文件");
  sound.mutable_indicators(0)->add_forbidden_context("…被告");
  sound.mutable_indicators(0)->add_forbidden_context("比例");
  const AliasIndex index(sound);
  const uint32_t first = index.words().Find(U"审核");
  const uint32_t second = index.words().Find(U"文件");
  ASSERT_NE(first, TermTrie::kNone);
  ASSERT_NE(second, TermTrie::kNone);
  ASSERT_EQ(index.uses(index.word(first)).size(), 1u);
  EXPECT_EQ(index.uses(index.word(first))[0].tail, second);
  EXPECT_FALSE(index.word(second).is_alias());
  EXPECT_TRUE(index.word(second).tail);
  EXPECT_EQ(index.barred(0).size(), 1u);
  EXPECT_EQ(index.forbidden(0).size(), 1u);
}

TEST(Catalog, OtherSpellingsAreKeptUnderTheUnitThatIsMeant) {
  v1::Indicator indicator;
  indicator.set_unit("人");
  indicator.add_same_units("名");
  indicator.add_apart_units("人次");
  EXPECT_EQ(Catalog::CanonicalUnit(indicator, "位"), "人");
  EXPECT_EQ(Catalog::CanonicalUnit(indicator, "人(次)"), "人次");
  EXPECT_EQ(Catalog::CanonicalUnit(indicator, "件(次)"), "");
  EXPECT_FALSE(Catalog::SameUnit(indicator, "位", "人(次)"));
}

TEST(Catalog, CreateTakesASoundOne) {
  ASSERT_OK_AND_ASSIGN(const Catalog catalog, Catalog::Create(Sound()));
  EXPECT_EQ(catalog.Find("a.rate")->unit(), "%");
}

TEST(Catalog, AlternativesAreAliasesEach) {
  EXPECT_THAT(Alternatives("审批{节点,步骤}…{减,}为"),
              ElementsAre("审批节点…减为", "审批节点…为", "审批步骤…减为", "审批步骤…为"));
  EXPECT_THAT(Alternatives("审批{节点"), ElementsAre("审批{节点"));
  v1::Catalog catalog = Sound();
  v1::Indicator& indicator = *catalog.mutable_indicators(0);
  indicator.clear_aliases();
  v1::Alias& both = *indicator.add_aliases();
  both.set_text("{收到,受理}案件");
  both.set_weak(true);
  both.add_topic("法院");
  indicator.add_aliases()->set_text("受理案件");
  ASSERT_OK_AND_ASSIGN(const Catalog made, Catalog::Create(catalog));
  const v1::Indicator& spelled = made.proto().indicators(0);
  ASSERT_EQ(spelled.aliases_size(), 2);
  EXPECT_EQ(spelled.aliases(0).text(), "收到案件");
  EXPECT_EQ(spelled.aliases(0).topic(0), "法院");
  EXPECT_FALSE(spelled.aliases(1).weak());
  indicator.mutable_aliases(0)->set_text("{收到,受理案件");
  EXPECT_THAT(std::string(Catalog::Create(catalog).status().message()),
              HasSubstr("a brace that is not closed"));
}

TEST(Catalog, CreateReportsAllFaultsAtOnce) {
  v1::Catalog bad = Sound();
  bad.clear_version();
  bad.mutable_indicators(0)->set_id("Total");
  bad.mutable_indicators(0)->add_same_units("批");
  bad.mutable_indicators(1)->mutable_aliases(0)->clear_topic();
  *bad.add_indicators() = bad.indicators(1);
  const absl::Status status = Catalog::Create(bad).status();
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_CATALOG"));
  for (const char* part :
       {"no version", "Total: id is not", "unit 批 is named twice", "weak alias 成功 has no topic",
        "a.won: id is used twice", "part_of a.total is unknown", "denominator a.total is unknown"}) {
    EXPECT_THAT(std::string(status.message()), HasSubstr(part));
  }
}

TEST(Catalog, Faults) {
  v1::Catalog circle = Sound();
  circle.mutable_indicators(0)->set_part_of("a.won");
  EXPECT_THAT(CatalogFaults(circle),
              ElementsAre("a.total: part_of runs in a circle", "a.won: part_of runs in a circle"));
  v1::Catalog rate = Sound();
  rate.mutable_indicators(2)->clear_denominator();
  EXPECT_THAT(CatalogFaults(rate), ElementsAre(HasSubstr("a.rate: numerator and denominator")));
  v1::Catalog gap = Sound();
  gap.mutable_indicators(0)->mutable_aliases(0)->set_text("审核…");
  EXPECT_THAT(CatalogFaults(gap), ElementsAre(HasSubstr("alias 审核… is not one word or two")));
  v1::Catalog empty = Sound();
  *empty.mutable_indicators(1) = v1::Indicator();
  EXPECT_EQ(CatalogFaults(empty).size(), 10u);
}

TEST(Catalog, SaysOtherWordsByItsOwn) {
  v1::Catalog catalog = Sound();
  auto* same = catalog.add_same_words();
  same->set_word("案件");
  same->add_said("案子");
  auto* kept = catalog.add_same_words();
  kept->set_word("方案子目录");
  kept->add_said("方案子目录");
  auto* topic = catalog.add_same_words();
  topic->set_word("人民调解");
  catalog.mutable_indicators(1)->mutable_aliases(0)->add_topic("人民调解");
  topic->add_said("说和");
  const auto made = Catalog::Create(catalog);
  ASSERT_OK(made);
  const AliasIndex& index = made->aliases();
  EXPECT_EQ(index.same_words().Say(U"受理案子,案子"), U"受理案件,案件");
  EXPECT_EQ(index.same_words().Say(U"方案子目录"), U"方案子目录");
  EXPECT_EQ(index.same_words().Say(U"受理"), U"受理");
  EXPECT_EQ(index.word(index.words().Find(U"说和")).topic, index.word(index.words().Find(U"人民调解")).topic);
}

TEST(Catalog, AnAliasStandsForAllThatMeanTheSame) {
  v1::Catalog catalog = Sound();
  auto* same = catalog.add_same_words();
  same->set_word("审核");
  same->add_said("审看");
  same->add_said("把关");
  catalog.mutable_indicators(0)->add_aliases()->set_text("把关…合同");
  catalog.mutable_indicators(1)->add_aliases()->set_text("审看文件");
  const AliasIndex index(catalog);
  const auto uses = [&](std::u32string_view word) {
    return index.uses(index.word(index.other_words().Find(word)));
  };
  ASSERT_EQ(uses(U"审核").size(), 1u);
  EXPECT_EQ(uses(U"审核")[0].tail, index.other_words().Find(U"合同"));
  ASSERT_EQ(uses(U"审核文件").size(), 1u);
  EXPECT_EQ(uses(U"审核文件")[0].indicator, 1u);
  EXPECT_EQ(index.words().Find(U"审核文件"), TermTrie::kNone);
  EXPECT_EQ(index.same_words().Say(U"审看文件"), U"审核文件");
}

TEST(Catalog, NamesAliasesThatMeanTheSame) {
  v1::Catalog catalog = Sound();
  auto* same = catalog.add_same_words();
  same->set_word("审核");
  same->add_said("审看");
  catalog.mutable_indicators(0)->add_aliases()->set_text("审看文件");
  catalog.mutable_indicators(1)->add_aliases()->set_text("审核文件");
  EXPECT_THAT(CatalogFaults(catalog),
              ElementsAre("a.won: alias 审核文件 is 审看文件 of a.total in words that mean the same"));
  catalog.mutable_indicators(1)->mutable_aliases(1)->add_topic("法制科");
  EXPECT_THAT(CatalogFaults(catalog), IsEmpty());
}

TEST(Catalog, NamesFaultsOfSameWords) {
  v1::Catalog catalog = Sound();
  for (const char* word : {"案件", "案件", "案子"}) {
    auto* same = catalog.add_same_words();
    same->set_word(word);
    same->add_said("案子");
  }
  EXPECT_THAT(CatalogFaults(catalog),
              ElementsAre(HasSubstr("the word has two entries"), HasSubstr("案子 is a word itself"),
                          HasSubstr("案子 is said twice"), HasSubstr("案子 is a word itself"),
                          HasSubstr("案子 is said twice")));
}

}  // namespace
}  // namespace fazhi
