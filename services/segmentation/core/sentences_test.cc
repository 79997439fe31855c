// Cases of testdata/sentences.spec, tables, and a comparison with ICU's sentence breaks.
#include <memory>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/segmentation/core/segment.h"
#include "services/segmentation/core/testing.h"
#include "services/text/utf8.h"
#include "unicode/brkiter.h"
#include "unicode/unistr.h"

namespace fazhi::segmentation {
namespace {

using ::testing::ElementsAre;

// The text with ‖ before every sentence but a line's first, and | before every clause but a sentence's first.
std::string Marked(const v1::Outline& outline) {
  const std::u32string text = ToCodePoints(outline.report().text());
  std::set<uint32_t> sentences, clauses, lines;
  for (const v1::Block& block : outline.report().blocks()) {
    uint32_t begin = block.begin();
    while (begin < block.end() && text[begin] == U' ') ++begin;
    lines.insert(begin);
  }
  for (const v1::Sentence& sentence : outline.sentences()) {
    sentences.insert(sentence.begin());
    clauses.insert(sentence.clause_begin().begin() + 1, sentence.clause_begin().end());
  }
  std::u32string marked;
  for (uint32_t i = 0; i + 1 < text.size(); ++i) {
    if (sentences.count(i) > 0 && lines.count(i) == 0) marked += U'‖';
    if (clauses.count(i) > 0) marked += U'|';
    marked += text[i] == U'\n' ? U'⏎' : text[i];
  }
  return ToUtf8(marked);
}

// Where the marks stand does not matter among spaces.
std::string WithoutSpaces(absl::string_view text) { return absl::StrReplaceAll(text, {{" ", ""}}); }

TEST(SentencesTest, AreWhatTheSpecSays) {
  const auto lines = ReadSpec("sentences.spec");
  EXPECT_GE(lines.size(), 30);
  for (const SpecLine& line : lines) {
    const std::string text = absl::StrReplaceAll(line.text, {{"‖", ""}, {"|", ""}, {"⏎", "\n"}});
    ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(ReportOf(text)));
    EXPECT_EQ(WithoutSpaces(Marked(outline)), WithoutSpaces(line.text)) << "sentences.spec:" << line.number;
    EXPECT_EQ(FaultOf(outline), "") << "sentences.spec:" << line.number;
  }
}

TEST(SentencesTest, ARowIsASentenceAndACellAClause) {
  v1::Report report = ReportOf("附表如下。\n指标\t2023年\t2024年\n\t34件\t47件\n以上。\n");
  report.mutable_blocks(1)->set_kind(v1::BLOCK_KIND_TABLE_ROW);
  report.mutable_blocks(2)->set_kind(v1::BLOCK_KIND_TABLE_ROW);
  v1::Table* table = report.add_tables();
  const auto add_row = [&](const std::vector<std::pair<uint32_t, uint32_t>>& cells) {
    v1::TableRow* row = table->add_rows();
    for (const auto& [begin, end] : cells) {
      v1::Span* span = row->add_cells()->mutable_span();
      span->set_begin(begin);
      span->set_end(end);
    }
  };
  add_row({{6, 8}, {9, 14}, {15, 20}});
  add_row({{21, 21}, {22, 25}, {26, 29}});
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(report));
  ASSERT_EQ(outline.sentences_size(), 4);
  EXPECT_EQ(outline.sentences(1).table(), 1);
  EXPECT_EQ(outline.sentences(1).row(), 0);
  EXPECT_THAT(outline.sentences(1).clause_begin(), ElementsAre(6, 9, 15));
  EXPECT_EQ(outline.sentences(2).table(), 1);
  EXPECT_EQ(outline.sentences(2).row(), 1);
  EXPECT_THAT(outline.sentences(2).clause_begin(), ElementsAre(22, 26));
  EXPECT_EQ(outline.sentences(3).table(), 0);
  EXPECT_EQ(FaultOf(outline), "");
}

TEST(SentencesTest, SentencesKnowTheirInnermostSection) {
  ASSERT_OK_AND_ASSIGN(
      const v1::Outline outline,
      Segment(ReportOf("现报告如下。\n一、主要举措\n(一)加强领导。全县召开会议。\n特此报告。\n")));
  std::vector<uint32_t> sections;
  for (const v1::Sentence& sentence : outline.sentences()) sections.push_back(sentence.section());
  EXPECT_THAT(sections, ElementsAre(0, 2, 2, 2));
}

// On ordinary text, without stops inside quotes and brackets, the boundaries are ICU's.
TEST(SentencesTest, AgreeWithIcuOnOrdinaryText) {
  const std::string text =
      "2024年,全县共收到行政复议申请12件,受理12件,审结12件。法定期限内审结率100%,同比增长1.5个百分点。"
      "全年共调解矛盾纠纷6736件,调解成功6609件。成效是否明显?成效明显!深化“放管服”改革,印发《实施方案("
      "2021—2025年)》。"
      "共建成公共法律服务中心1个,12个乡镇(街道)公共法律服务工作站全部建成。";
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(ReportOf(text)));
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> icu_breaks(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getChinese(), code));
  ASSERT_TRUE(U_SUCCESS(code));
  const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
  icu_breaks->setText(unicode);
  std::vector<uint32_t> expected, found;
  for (int32_t at = icu_breaks->next(); at != icu::BreakIterator::DONE; at = icu_breaks->next()) {
    expected.push_back(static_cast<uint32_t>(at));
  }
  for (const v1::Sentence& sentence : outline.sentences()) found.push_back(sentence.end());
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace fazhi::segmentation
