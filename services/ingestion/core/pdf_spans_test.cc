#include "services/ingestion/core/pdf_spans.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace fazhi {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;

PdfGridCell Label(uint32_t row, float base) {
  PdfGridCell cell;
  cell.row = row;
  cell.top = cell.bottom = base;
  return cell;
}

TEST(SpreadLabels, GivesTheRowsAround) {
  std::vector<PdfGridCell> cells = {Label(2, 2), Label(5, 5)};
  SpreadLabels(1, {0, 1, 2, 3, 4, 5, 6}, 1, cells);
  EXPECT_THAT(cells, ElementsAre(Field(&PdfGridCell::row, 1), Field(&PdfGridCell::row, 4)));
  EXPECT_THAT(cells, Each(Field(&PdfGridCell::row_span, 3)));
}

TEST(SpreadLabels, LeavesALabelBelowOneThatReachesToTheEnd) {
  std::vector<PdfGridCell> cells = {Label(2, 2), Label(3, 4)};
  SpreadLabels(1, {0, 1, 2, 3}, 1, cells);
  EXPECT_THAT(cells, ElementsAre(Field(&PdfGridCell::row, 2), Field(&PdfGridCell::row, 3)));
  EXPECT_THAT(cells, Each(Field(&PdfGridCell::row_span, 1)));
}

}  // namespace
}  // namespace fazhi
