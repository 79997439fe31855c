// Segment as a whole: bad reports, properties on random and on hostile text.
#include "services/segmentation/core/segment.h"

#include <chrono>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/segmentation/core/testing.h"

namespace fazhi::segmentation {
namespace {

TEST(SegmentTest, AnEmptyReportHasSectionZero) {
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(v1::Report()));
  ASSERT_EQ(outline.sections_size(), 1);
  EXPECT_EQ(outline.sections(0).role(), v1::ROLE_PREAMBLE);
  EXPECT_EQ(outline.sentences_size(), 0);
}

TEST(SegmentTest, RefusesBlocksThatDoNotFit) {
  const auto bad = FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REPORT");
  v1::Report report = ReportOf("一行。\n二行。\n");
  report.mutable_blocks(1)->set_begin(5);
  EXPECT_THAT(Segment(report), bad);
  report = ReportOf("一行。\n二行。\n");
  report.mutable_blocks(1)->set_end(100);
  EXPECT_THAT(Segment(report), bad);
  report = ReportOf("一行。\n二行。\n");
  report.mutable_blocks()->RemoveLast();
  EXPECT_THAT(Segment(report), bad);
  report = ReportOf("一行。\n");
  report.mutable_blocks(0)->set_end(2);
  EXPECT_THAT(Segment(report), bad);
}

TEST(SegmentTest, RefusesAMapThatDoesNotFit) {
  const auto bad = FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REPORT");
  v1::Report report = ReportOf("一行。\n");
  report.mutable_source_map()->add_clean_begin(0);
  EXPECT_THAT(Segment(report), bad);
  report.mutable_source_map()->add_source_begin(0);
  report.mutable_source_map()->add_source_length(4);
  EXPECT_OK(Segment(report));
  report.mutable_source_map()->add_clean_begin(50);
  report.mutable_source_map()->add_source_begin(4);
  report.mutable_source_map()->add_source_length(4);
  EXPECT_THAT(Segment(report), bad);
}

std::string RandomText(std::mt19937& random) {
  static constexpr absl::string_view kFragments[] = {"一、",
                                                     "二、",
                                                     "三、",
                                                     "(一)",
                                                     "(二)",
                                                     "(三)",
                                                     "1.",
                                                     "2.",
                                                     "3、",
                                                     "(1)",
                                                     "(2)",
                                                     "①",
                                                     "一是",
                                                     "二是",
                                                     "三是",
                                                     "一要",
                                                     "第一,",
                                                     "首先,",
                                                     "第一章",
                                                     "第二节",
                                                     "主要举措和成效",
                                                     "存在的问题",
                                                     "下一步工作打算",
                                                     "加强组织领导",
                                                     "全县",
                                                     "办案12件",
                                                     "1,764户",
                                                     "1.28亿元",
                                                     "同比增长5%",
                                                     "。",
                                                     "。",
                                                     "。",
                                                     ",",
                                                     ",",
                                                     ";",
                                                     ":",
                                                     "!",
                                                     "?",
                                                     "、",
                                                     "“",
                                                     "”",
                                                     "《",
                                                     "》",
                                                     "(",
                                                     ")",
                                                     "‘",
                                                     "’",
                                                     "\n",
                                                     "\n",
                                                     "\n",
                                                     " ",
                                                     "\t",
                                                     "\u3000",
                                                     "2024年",
                                                     "特此报告",
                                                     "持续优化营商环境",
                                                     "我县",
                                                     "根据",
                                                     "A",
                                                     "𠀀",
                                                     "…"};
  std::uniform_int_distribution<size_t> pick(0, std::size(kFragments) - 1);
  std::uniform_int_distribution<int> length(0, 120);
  std::string text;
  for (int i = length(random); i > 0; --i) absl::StrAppend(&text, kFragments[pick(random)]);
  return text;
}

TEST(SegmentTest, KeepsItsPromisesOnRandomText) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 4000; ++round) {
    v1::Report report = ReportOf(RandomText(random));
    for (v1::Block& block : *report.mutable_blocks()) {
      const auto dice = random() % 20;
      if (dice < 7) block.set_kind(static_cast<v1::BlockKind>(1 + dice));
      if (dice == 8) block.set_heading_hint(1 + random() % 7);
      if (dice == 9)
        block.set_bold_prefix(static_cast<uint32_t>(random() % (block.end() - block.begin() + 1)));
    }
    ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(report));
    ASSERT_EQ(FaultOf(outline), "") << report.text();
    ASSERT_OK_AND_ASSIGN(const v1::Outline again, Segment(report));
    ASSERT_EQ(outline.SerializeAsString(), again.SerializeAsString());
  }
}

std::string Repeat(absl::string_view piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) absl::StrAppend(&text, piece);
  return text;
}

// Hostile texts of a megabyte or so: each has to come through whole; a quadratic step would take minutes.
TEST(SegmentTest, KeepsItsPromisesOnHostileText) {
  const std::string texts[] = {
      Repeat("一、主要举措\n", 10000),
      Repeat("(一)加强领导。全县办案。", 20000),
      Repeat("一是加强领导。全县办案。二是加强学习。全县学习。", 20000),
      Repeat("一、", 300000),
      Repeat("一是", 200000),
      Repeat("(", 500000) + "。" + Repeat(")", 500000),
      Repeat("“‘《(", 200000),
      Repeat(")》’”", 200000),
      Repeat("(一", 200000),
      Repeat("全县", 300000),
      Repeat("。", 300000),
      Repeat(" ", 300000) + "一、" + Repeat(" ", 300000),
      Repeat("1.", 300000),
      Repeat("一二三四五六七八九十", 50000),
      Repeat("大力提振消费。全县各级各部门认真落实上级决策部署,取得成效。\n", 20000),
      Repeat("政务服务提速增效\n", 30000),
  };
  for (const std::string& text : texts) {
    ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(ReportOf(text)));
    EXPECT_EQ(FaultOf(outline), "") << text.substr(0, 30);
  }
}

}  // namespace
}  // namespace fazhi::segmentation
