#include "services/ingestion/core/identify_words.h"

#include "fazhi_identify_data.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/regions/region_table.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

TEST(IdentifyWordsTest, DataFollowsItsSchema) {
  EXPECT_OK(IdentifyWords::Parse(identify_data::Data("identify.tsv")));
}

TEST(IdentifyWordsTest, DataNamesNoPlace) {
  const IdentifyWords& words = IdentifyWords::Default();
  for (const WordList* list : {&words.topic, &words.department, &words.government_unit, &words.party_unit,
                               &words.other_unit, &words.own, &words.anchor, &words.subject_verb}) {
    for (const WordList::Word& word : list->words()) {
      EXPECT_TRUE(
          RegionTable::Default().Scan(word.text.data(), word.text.size(), NameForms::kWithKind).empty())
          << ToUtf8(word.text);
    }
  }
}

TEST(IdentifyWordsTest, RefusesBrokenLists) {
  EXPECT_THAT(IdentifyWords::Parse("topics\t法治\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_WORD_LIST"));
  EXPECT_THAT(IdentifyWords::Parse("topic\t法治\tx\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_WORD_LIST"));
  EXPECT_THAT(IdentifyWords::Parse("topic\t法治\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_WORD_LIST"));
  EXPECT_THAT(IdentifyWords::Parse("topic\t\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_WORD_LIST"));
  EXPECT_THAT(IdentifyWords::Parse("topic\t法治\t\ntopic\t法治\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_WORD_LIST"));
  EXPECT_THAT(IdentifyWords::Parse("topic\t法治\t\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_WORD_LIST"));
}

TEST(WordListTest, FindsTheLongest) {
  WordList list;
  list.Add({U"政府", ""});
  list.Add({U"政府办公室", "office"});
  list.Sort();
  EXPECT_EQ(list.MatchAt(U"县政府办公室", 1)->value, "office");
  EXPECT_EQ(list.MatchAt(U"县政府办", 1)->text, U"政府");
  EXPECT_EQ(list.MatchAt(U"县政府办", 0), nullptr);
  EXPECT_EQ(list.MatchEnd(U"县政府办公室")->value, "office");
  EXPECT_EQ(list.MatchEnd(U"县政府办"), nullptr);
  size_t at = 0;
  EXPECT_EQ(list.FindFrom(U"县政府办政府", at)->text, U"政府");
  EXPECT_EQ(at, 1u);
  EXPECT_EQ(list.FindFrom(U"县政府办政府", ++at)->text, U"政府");
  EXPECT_EQ(at, 4u);
  EXPECT_EQ(list.Find(U""), nullptr);
  EXPECT_TRUE(list.Has(U"政府"));
  EXPECT_FALSE(list.Has(U"政府办"));
}

TEST(WordListTest, FindsWhatIsThereWhereverItStands) {
  WordList list;
  for (const char32_t* word : {U"我局", U"局党组", U"法治政府"}) list.Add({word, ""});
  list.Sort();
  WordList with_single = list;
  with_single.Add({U"县", ""});
  with_single.Sort();
  const std::u32string filler = U"在本年度工作中县区";
  for (size_t before = 0; before < filler.size(); ++before) {
    for (const WordList::Word& word : with_single.words()) {
      const std::u32string text = filler.substr(0, before) + word.text;
      size_t first = text.find(U'县'), at = 0;
      ASSERT_NE(with_single.FindFrom(text, at), nullptr);
      EXPECT_EQ(at, std::min(first, before));
      if (word.text.size() == 1) continue;
      at = 0;
      EXPECT_EQ(list.FindFrom(text, at)->text, word.text);
      EXPECT_EQ(at, before);
    }
  }
}

}  // namespace
}  // namespace fazhi
