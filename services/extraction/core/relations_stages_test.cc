#include "services/extraction/core/relations_stages.h"

#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "gtest/gtest.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

TEST(StagesTest, EveryPartStandsOnOneLine) {
  int line = 0;
  for (const WordLine& words : ReadWordLines(extraction_words::Data("stages.txt"))) {
    for (const absl::string_view part : absl::StrSplit(words.name, ' ', absl::SkipEmpty()))
      EXPECT_EQ(Stages::Get().PartLine(ToCodePoints(part)), line) << part;
    ++line;
  }
  EXPECT_GT(line, 0);
}

TEST(StagesTest, WhatWasNotDoneIsNoWhole) {
  const int line = Stages::Get().PartLine(U"维持");
  EXPECT_GE(Stages::Get().WholeRank(line, U"审结案件"), 0);
  EXPECT_EQ(Stages::Get().WholeRank(line, U"未审结"), -1);
  EXPECT_EQ(Stages::Get().WholeRank(line, U"不予受理"), -1);
  EXPECT_GE(Stages::Get().WholeRank(line, U"未审结、审结"), 0);
}

}  // namespace
}  // namespace fazhi::extraction
