#include "services/extraction/core/confidence.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace fazhi::extraction {
namespace {

using testing::Contains;
using testing::Not;

class ConfidenceTest : public testing::Test {
 protected:
  ConfidenceTest() {
    report_.set_kind(v1::REPORT_KIND_ANNUAL_REPORT);
    quantity_.quantity.set_value_e4(120000);
    quantity_.quantity.mutable_unit()->assign("件");
    quantity_.quantity.set_bound(v1::BOUND_EXACT);
    quantity_.period = "2024";
    quantity_.rule = "count";
    alias_.set_text("办理法律援助案件");
    link_.indicator = 0;
    link_.alias = 0;
    link_.score = 0.98f;
    link_.explained = 1;
  }

  Signs Tell() const {
    return SignsOf({report_, quantity_, measure_, relation_, link_, link_.indicator < 0 ? nullptr : &alias_,
                    false, false});
  }
  float Of() const { return ConfidenceTable::Get().Of(Tell()); }

  v1::Report report_;
  v1::Alias alias_;
  GroundedQuantity quantity_;
  Measure measure_;
  Relation relation_;
  Link link_;
};

TEST_F(ConfidenceTest, PointsAreAddedUp) {
  const ConfidenceTable table("# a comment\nalways 220\nlinked 0\ngrey -220\n");
  const float clear = table.Of(Tell());
  EXPECT_FLOAT_EQ(clear, 0.900f);
  quantity_.grey = true;
  EXPECT_FLOAT_EQ(table.Of(Tell()), 0.500f);
}

TEST_F(ConfidenceTest, SumsBeyondTheTableAreItsEnds) {
  EXPECT_FLOAT_EQ(ConfidenceTable("always 100000").Of(Tell()), 1.0f);
  EXPECT_FLOAT_EQ(ConfidenceTable("always -100000").Of(Tell()), 0.0f);
  EXPECT_FLOAT_EQ(ConfidenceTable("").Of(Tell()), 0.5f);
}

TEST_F(ConfidenceTest, SignsAreNamed) {
  EXPECT_THAT(ConfidenceTable::Names(Tell()), Contains("linked"));
  EXPECT_THAT(ConfidenceTable::Names(Tell()), Not(Contains("not_linked")));
  link_ = Link();
  link_.near = Near::kLost;
  EXPECT_THAT(ConfidenceTable::Names(Tell()), Contains("near_lost"));
  quantity_.kind = v1::KIND_CHANGE;
  EXPECT_THAT(ConfidenceTable::Names(Tell()), Not(Contains("near_lost")));
}

TEST_F(ConfidenceTest, EveryLineOfTheDataIsASign) {
  const std::vector<std::string> names = ConfidenceTable::Names(~Signs{0} >> (64 - ConfidenceTable::kSigns));
  for (absl::string_view line : absl::StrSplit(extraction_words::Data("confidence.txt"), '\n')) {
    if (line.empty() || absl::StartsWith(line, "#")) continue;
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    ASSERT_EQ(fields.size(), 2u) << line;
    EXPECT_THAT(names, Contains(fields[0]));
    int points = 0;
    EXPECT_TRUE(absl::SimpleAtoi(fields[1], &points)) << line;
  }
}

TEST_F(ConfidenceTest, DoubtLowersIt) {
  const float clear = Of();
  link_.score = 0.75f;
  link_.explained = 0.3f;
  EXPECT_LT(Of(), clear);
  link_ = Link();
  link_.near = Near::kBelow;
  const float missed = Of();
  link_.near = Near::kNothing;
  EXPECT_LT(missed, Of());
}

}  // namespace
}  // namespace fazhi::extraction
