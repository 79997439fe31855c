#include "services/extraction/core/measures_lexicon.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "gtest/gtest.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_stages.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

TEST(WordTable, TheLongestWordOfAWantedClassWins) {
  const WordTable table("# comment\nlead: 共 共计\nact: 共计受理 办\nnonsense: 字\n");
  EXPECT_EQ(table.Prefix(U"共计受理案件", kLead | kAct).length, 4u);
  EXPECT_EQ(table.Prefix(U"共计受理案件", kLead).length, 2u);
  EXPECT_EQ(table.Suffix(U"一共", kLead).length, 1u);
  EXPECT_FALSE(table.Prefix(U"字", ~0u));
  EXPECT_FALSE(table.Prefix(U"", ~0u));
}

TEST(WordTable, EveryLineOfTheDataIsRead) {
  for (absl::string_view line : absl::StrSplit(extraction_words::Data("phrase_words.txt"), '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const size_t colon = line.find(": ");
    ASSERT_NE(colon, absl::string_view::npos) << line;
    EXPECT_NE(WordClassOf(line.substr(0, colon)), 0u) << line;
  }
}

TEST(WordTable, NoWordIsTwiceInAClass) {
  absl::flat_hash_set<std::pair<absl::string_view, absl::string_view>> seen;
  for (absl::string_view line : absl::StrSplit(extraction_words::Data("phrase_words.txt"), '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    for (absl::string_view word : absl::StrSplit(parts.second, ' ', absl::SkipEmpty())) {
      EXPECT_TRUE(seen.insert({parts.first, word}).second) << parts.first << ": " << word;
    }
  }
}

TEST(LinkWeights, TheDataSetsAllOfThem) {
  const LinkWeights& weights = LinkWeights::Get();
  for (const float value :
       {weights.strong, weights.weak, weights.coverage, weights.neutral, weights.threshold,
        weights.topic_measure, weights.topic_sentence, weights.family, weights.other_kind}) {
    EXPECT_GT(value, 0);
  }
  EXPECT_EQ(weights.words.Find(U"全县"), kNeutralWord | kWholeWord);
  EXPECT_EQ(weights.words.Find(U"总数"), kNeutralWord | kTotalWord);
  EXPECT_EQ(weights.words.Find(U"部分"), kPartialWord);
}

TEST(Stages, PartsAndWholes) {
  const Stages stages("审结 办结: 受理 收到\n持证: 执法人员\n");
  const int line = stages.PartLine(U"共审结");
  ASSERT_GE(line, 0);
  EXPECT_EQ(stages.WholeRank(line, U"受理案件"), 0);
  EXPECT_EQ(stages.WholeRank(line, U"收到申请"), 1);
  EXPECT_EQ(stages.WholeRank(line, U"执法人员"), -1);
  EXPECT_EQ(stages.PartLine(U"化解"), -1);
}

TEST(CueWords, FoundAnywhereAndAtTheBeginning) {
  const CueWords words("# comment\namong: 中, 中有\nlisted: 分别为\nnonsense: 字\n");
  EXPECT_EQ(words.In(U"个乡镇中,有", kCueAmong | kCueListed), kCueAmong);
  EXPECT_EQ(words.In(U"个乡镇中,有", kCueListed), 0u);
  EXPECT_EQ(words.In(U"中心", kCueAmong), 0u);
  EXPECT_EQ(words.In(U"字", ~0u), 0u);
  EXPECT_EQ(words.Beginning(U"分别为查封"), kCueListed);
  EXPECT_EQ(words.Beginning(U",分别为查封"), 0u);
}

TEST(CueWords, EveryLineOfTheDataIsRead) {
  for (absl::string_view line : absl::StrSplit(extraction_words::Data("relation_words.txt"), '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const CueWords words(line);
    const std::vector<absl::string_view> parts = absl::StrSplit(line, ' ');
    ASSERT_GE(parts.size(), 2u) << line;
    for (size_t i = 1; i < parts.size(); ++i) EXPECT_NE(words.In(ToCodePoints(parts[i]), ~0u), 0u) << line;
  }
}

class StripperTest : public ::testing::Test {
 protected:
  static Piece All(std::u32string_view text) { return {0, static_cast<uint32_t>(text.size())}; }
  static std::u32string Cut(std::u32string_view text, Piece piece) {
    return std::u32string(text.substr(piece.begin, piece.size()));
  }
};

TEST_F(StripperTest, StripsDatesAdverbsAndWhatLeadsOver) {
  for (const auto& [text, stripped] :
       std::vector<std::pair<std::u32string, std::u32string>>{{U"2024年,全年共受理案件", U"受理案件"},
                                                              {U"总数由2022年底的", U"总数"},
                                                              {U"避难场所总面积达到", U"避难场所总面积"},
                                                              {U"处理违法行为", U"处理违法行为"},
                                                              {U"在册社区矫正对象", U"在册社区矫正对象"},
                                                              {U"其中", U""}}) {
    EXPECT_EQ(Cut(text, Stripper(text).Strip(All(text))), stripped);
  }
  bool part = false;
  const std::u32string text = U"其中维持";
  EXPECT_EQ(Cut(text, Stripper(text).Strip(All(text), &part)), U"维持");
  EXPECT_TRUE(part);
}

TEST_F(StripperTest, KnowsWhatCannotStandAlone) {
  for (const std::u32string text : {U"受理", U"其中刑事", U"化解率", U"不合格", U"收到申请"}) {
    EXPECT_TRUE(Stripper(text).IsBare(All(text)));
  }
  for (const std::u32string text : {U"行政处罚", U"受理法律援助案件", U"听证会"}) {
    EXPECT_FALSE(Stripper(text).IsBare(All(text)));
  }
}

TEST_F(StripperTest, FindsTheObject) {
  for (const auto& [text, object] : std::vector<std::pair<std::u32string, std::u32string>>{
           {U"区政府接收行政复议申请", U"行政复议申请"},
           {U"组织应急演练", U"应急演练"},
           {U"举办行政执法人员培训班", U"行政执法人员培训班"},
           {U"法律援助中心", U"法律援助中心"}}) {
    EXPECT_EQ(Cut(text, Stripper(text).ObjectOf(All(text))), object);
  }
}

}  // namespace
}  // namespace fazhi::extraction
