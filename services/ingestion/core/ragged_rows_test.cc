#include "services/ingestion/core/ragged_rows.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Of rows that line feeds separate and cells that tabs do, a line each with the columns of its cells: 0-2 for
// one over three; a 'v' behind one that reaches down. Empty where the cells find no place.
std::vector<std::string> Place(const std::string& text) {
  std::vector<RaggedRow> rows(1);
  rows[0].emplace_back();
  for (const char32_t c : ToCodePoints(text)) {
    if (c == U'\n') {
      rows.push_back(RaggedRow(1));
    } else if (c == U'\t') {
      rows.back().emplace_back();
    } else {
      rows.back().back().words += c;
    }
  }
  std::vector<std::string> lines;
  if (!PlaceRaggedCells(rows)) return lines;
  for (const RaggedRow& row : rows) {
    std::string& line = lines.emplace_back();
    for (const RaggedCell& cell : row) {
      absl::StrAppend(&line, line.empty() ? "" : " ", cell.column);
      if (cell.column_span > 1) absl::StrAppend(&line, "-", cell.column + cell.column_span - 1);
      if (cell.row_span > 1) absl::StrAppend(&line, "v");
    }
  }
  return lines;
}

TEST(RaggedRows, HeadsOverOthersBehindACorner) {
  EXPECT_THAT(Place("部门\t处罚情况\t许可数\n警告\t罚款\n甲局\t3\t4\t5\n乙局\t\t6\t7"),
              ElementsAre("0v 1-2 3v", "1 2", "0 1 2 3", "0 1 2 3"));
  EXPECT_THAT(Place("项目\t来源\n个人\t单位\t总计\n企业\t机关\n一、新收\t3\t1\t2\t6\n二、办结\t3\t\t2\t5"),
              ElementsAre("0v 1-4", "1v 2-3 4v", "2 3", "0 1 2 3 4", "0 1 2 3 4"));
}

TEST(RaggedRows, HeadsOverGroupsThatEndInTotals) {
  EXPECT_THAT(Place("信访\t调解\n来信\t来访\t总计\t镇级\t村级\n成功\t总计\t成功\t总计\n5\t1\t6\t2\t3\t4\t8"),
              ElementsAre("0-2 3-6", "0v 1v 2v 3-4 5-6", "3 4 5 6", "0 1 2 3 4 5 6"));
}

TEST(RaggedRows, LabelsThatStoodForSeveralRowsOrColumns) {
  EXPECT_THAT(
      Place("事项\t本级\t下级\n一、收件\t3\t4\n二、结果\t(一)同意\t1\t2\n(二)不同意\t\t1\n三、结转\t2\t1"),
      ElementsAre("0-1 2 3", "0-1 2 3", "0 1 2 3", "0-1 2 3", "0-1 2 3"));
  EXPECT_THAT(Place("类别\t事由\t件数\n援助\t刑事\t3\n民事\t4\n合计\t7"),
              ElementsAre("0 1 2", "0 1 2", "1 2", "0-1 2"));
}

TEST(RaggedRows, EmptyLastCellsThatWereCutOff) {
  EXPECT_THAT(Place("部门\t处罚\t\t备注\n\t警告\t罚款\n甲局\t3\t4\t5\n乙局"),
              ElementsAre("0 1 2 3", "0 1 2", "0 1 2 3", "0"));
}

TEST(RaggedRows, HeadsOverEmptyCells) {
  EXPECT_THAT(Place("\t村居\t企业\t总计\n\t\t国有\t民营\t\n甲镇\t3\t4\t5\t12\n乙镇\t1\t\t2\t3"),
              ElementsAre("0 1 2-3 4", "0 1 2 3 4", "0 1 2 3 4", "0 1 2 3 4"));
  // One head for two groups: they stand where they are.
  EXPECT_THAT(Place("\t企业\t\n\t\t国有\t民营\t\n甲镇\t3\t4\t5\t12\n乙镇\t1\t\t2\t3"),
              ElementsAre("0 1 2", "0 1 2 3 4", "0 1 2 3 4", "0 1 2 3 4"));
}

TEST(RaggedRows, LabelsAlone) {
  EXPECT_THAT(Place("事项\t本级\t下级\n(一)同意\t3\t4\n(二)不同意\n1.缺件\t1\t2\n2.重复\t\t1"),
              ElementsAre("0 1 2", "0 1 2", "0", "0 1 2", "0 1 2"));
}

TEST(RaggedRows, WhatDoesNotComeOutHasNoPlace) {
  EXPECT_THAT(Place("部门\t处罚\t许可\n甲局\t3\t4\n乙局\t5"), IsEmpty());               // a figure is missing
  EXPECT_THAT(Place("部门\t处罚\t许可\t检查\n甲局\t3\t4\n乙局\t5\t6"), IsEmpty());      // a head too many
  EXPECT_THAT(Place("3\t4\n甲局\t3\t4\n乙局\t5\t6"), IsEmpty());                        // no heads
  EXPECT_THAT(Place("部门\t处罚\n甲局\t3件,其中罚款的2件\t4\n乙局\t5\t6"), IsEmpty());  // prose
  EXPECT_THAT(Place("联系人\t张某\n电话\t010\t传真"), IsEmpty());
}

}  // namespace
}  // namespace fazhi
