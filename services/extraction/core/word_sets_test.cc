#include "services/extraction/core/word_sets.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "fazhi_extraction_lexicon.h"
#include "gtest/gtest.h"
#include "services/extraction/core/word_lines.h"

namespace fazhi::extraction {
namespace {

TEST(WordSetsTest, EverySetIsOneLineUnderAComment) {
  std::set<WordSet> seen;
  for (const WordLine& line : ReadWordLines(lexicon::Data("word_sets.txt"))) {
    EXPECT_NE(WordSetOf(line.name), WordSet::kCount) << line.name;
    EXPECT_TRUE(seen.insert(WordSetOf(line.name)).second) << line.name;
    EXPECT_EQ(std::set<absl::string_view>(line.words.begin(), line.words.end()).size(), line.words.size())
        << line.name;
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(WordSet::kCount));
  bool comment = false;
  for (const absl::string_view line :
       absl::StrSplit(lexicon::Data("word_sets.txt"), '\n', absl::SkipEmpty())) {
    EXPECT_TRUE(comment || line[0] == '#') << line;
    comment = line[0] == '#';
  }
}

TEST(WordSetsTest, TheLongestWordCounts) {
  EXPECT_EQ(BeginningLength(U"的目标任务", WordSet::kOfPlan), 3u);
  EXPECT_EQ(EndLength(U"出庭率未达到", WordSet::kUnder), 3u);
  EXPECT_EQ(EndLength(U"", WordSet::kUnder), 0u);
}

TEST(WordSetsTest, AWordCountsInItsOwnSetsOnly) {
  EXPECT_TRUE(IsOneOf(U"全年", WordSet::kWholeYear));
  EXPECT_FALSE(IsOneOf(U"全年", WordSet::kUnder));
  EXPECT_FALSE(IsOneOf(U"全年里", WordSet::kWholeYear));
  EXPECT_FALSE(IsOneOf(U"", WordSet::kWholeYear));
  EXPECT_TRUE(ContainsOneOf(U"而这个比例只有", WordSet::kSameRate));
  EXPECT_FALSE(ContainsOneOf(U"而这个数", WordSet::kSameRate));
}

}  // namespace
}  // namespace fazhi::extraction
