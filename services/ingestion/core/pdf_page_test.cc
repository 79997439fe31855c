// Tables and lines by where words stand.

#include "services/ingestion/core/pdf_page.h"

#include <algorithm>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "services/ingestion/core/ingest_testing.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;

class Sheet {
 public:
  // Text whose first character's left edge is at x.
  Sheet& Put(float x, float y, absl::string_view text, float em = 12, uint32_t page = 0) {
    PdfWord word;
    word.begin = static_cast<uint32_t>(pdf_.text.size());
    pdf_.text += ToCodePoints(text);
    word.end = static_cast<uint32_t>(pdf_.text.size());
    float columns = 0;
    for (uint32_t i = word.begin; i < word.end; ++i) columns += static_cast<float>(ColumnsOf(pdf_.text[i]));
    return Add(word, x, x + columns * em / 2, y, em, page);
  }
  // Cells that begin at the columns' left edges; empty ones have no words.
  Sheet& Row(const std::vector<float>& columns, float y, const std::vector<std::string>& cells,
             uint32_t page = 0) {
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) Put(columns[i], y, cells[i], 12, page);
    }
    return *this;
  }
  Sheet& Box(uint32_t page, float left, float right, float base, float em, absl::string_view text) {
    PdfWord word;
    word.begin = static_cast<uint32_t>(pdf_.text.size());
    pdf_.text += ToCodePoints(text);
    word.end = static_cast<uint32_t>(pdf_.text.size());
    return Add(word, left, right, base, em, page);
  }
  Page LayOut() const { return LayOutPdf(pdf_); }

 private:
  Sheet& Add(PdfWord word, float left, float right, float base, float em, uint32_t page) {
    word.left = left;
    word.right = right;
    word.base = base;
    word.em = em;
    word.page = page;
    pdf_.pages = std::max(pdf_.pages, page + 1);
    pdf_.words.push_back(word);
    return *this;
  }
  PdfWords pdf_;
};

// A line each, rows of tables with bars between their cells; ~2 behind a cell of two columns, _2 behind one
// of two rows.
std::vector<std::string> LinesOf(const Page& page) {
  std::vector<std::string> lines;
  uint32_t table = 0;
  uint32_t row = 0;
  size_t cell = 0;
  bool in_row = false;
  for (const Line& line : page.lines) {
    const std::string text = ToUtf8(std::u32string(page.View(line)));
    if (line.cell < 0) {
      lines.push_back(text);
      in_row = false;
      continue;
    }
    for (; cell <= static_cast<size_t>(line.cell); ++cell) {
      const Cell& at = page.cells[cell];
      std::string shown = cell == static_cast<size_t>(line.cell) ? text : "";
      if (at.column_span > 1) absl::StrAppend(&shown, "~", at.column_span);
      if (at.row_span > 1) absl::StrAppend(&shown, "_", at.row_span);
      if (in_row && at.table == table && at.row == row) {
        absl::StrAppend(&lines.back(), " | ", shown);
      } else {
        lines.push_back(std::move(shown));
      }
      in_row = true;
      table = at.table;
      row = at.row;
    }
  }
  return lines;
}

const std::vector<float> kColumns = {80, 200, 300, 400};

TEST(PdfPage, CellsThatWrapStandInTheMiddleOfTheirRow) {
  Sheet sheet;
  sheet.Row(kColumns, 100, {"单位", "行政处罚", "行政强制", "行政检查"});
  sheet.Row(kColumns, 130, {"市公安局", "12", "3", "456"});
  sheet.Row(kColumns, 152, {"市人力资源和"})
      .Row(kColumns, 160, {"", "7", "0", "89"})
      .Row(kColumns, 168, {"社会保障局"});
  sheet.Row(kColumns, 190, {"市水务局", "5", "1", "33"});
  EXPECT_THAT(LinesOf(sheet.LayOut()),
              ElementsAre("单位 | 行政处罚 | 行政强制 | 行政检查", "市公安局 | 12 | 3 | 456",
                          "市人力资源和社会保障局 | 7 | 0 | 89", "市水务局 | 5 | 1 | 33"));
}

TEST(PdfPage, CellsThatWrapStandAtTheTopOfTheirRow) {
  Sheet sheet;
  sheet.Row(kColumns, 100, {"单位", "行政处罚", "行政强制", "行政检查"});
  sheet.Row(kColumns, 122, {"市人力资源和", "7", "0", "89"}).Row(kColumns, 138, {"社会保障局"});
  sheet.Row(kColumns, 160, {"市公安局", "12", "3", "456"});
  sheet.Row(kColumns, 182, {"市自然资源和", "5", "1", "33"}).Row(kColumns, 198, {"规划局"});
  EXPECT_THAT(LinesOf(sheet.LayOut()),
              ElementsAre("单位 | 行政处罚 | 行政强制 | 行政检查", "市人力资源和社会保障局 | 7 | 0 | 89",
                          "市公安局 | 12 | 3 | 456", "市自然资源和规划局 | 5 | 1 | 33"));
}

TEST(PdfPage, ATableGoesOnOverPagesAndRepeatsItsHeads) {
  Sheet sheet;
  sheet.Row(kColumns, 700, {"单位", "处罚", "强制", "检查"})
      .Row(kColumns, 722, {"市公安局", "12", "3", "456"});
  sheet.Put(280, 800, "- 1 -");
  sheet.Row(kColumns, 80, {"单位", "处罚", "强制", "检查"}, 1)
      .Row(kColumns, 102, {"市水务局", "5", "1", "33"}, 1);
  sheet.Put(280, 800, "- 2 -", 12, 1);
  EXPECT_THAT(LinesOf(sheet.LayOut()), ElementsAre("单位 | 处罚 | 强制 | 检查", "市公安局 | 12 | 3 | 456",
                                                   "市水务局 | 5 | 1 | 33", "- 1 -", "- 2 -"));
}

TEST(PdfPage, ATextThatBlanksPartIsNoTable) {
  Sheet sheet;
  const std::string text = "全市组织行政执法人员培训三十六场次，参训人员四千余人次。";
  for (int i = 0; i < 6; ++i) {
    const auto y = static_cast<float>(100 + 20 * i);
    sheet.Put(80, y, text.substr(0, 3 * 12)).Put(228, y, text.substr(3 * 12));
  }
  for (const std::string& line : LinesOf(sheet.LayOut()))
    EXPECT_FALSE(absl::StrContains(line, " | ")) << line;
}

TEST(PdfPage, LabelsAndContentsAreNoTables) {
  Sheet labels;
  labels.Put(80, 100, "索引号：").Put(200, 100, "11370799/2025-03046").Put(380, 100, "2025");
  labels.Put(80, 120, "发布机构：").Put(200, 120, "县司法局").Put(380, 120, "17");
  EXPECT_THAT(LinesOf(labels.LayOut()),
              ElementsAre("索引号：  11370799/2025-03046  2025", "发布机构：  县司法局  17"));
  Sheet contents;
  contents.Put(80, 100, "一、主要举措").Put(260, 100, "综述").Put(400, 100, "3");
  contents.Put(80, 120, "二、存在问题").Put(260, 120, "综述").Put(400, 120, "7");
  contents.Put(80, 140, "三、工作安排").Put(260, 140, "综述").Put(400, 140, "9");
  for (const std::string& line : LinesOf(contents.LayOut()))
    EXPECT_FALSE(absl::StrContains(line, " | ")) << line;
}

TEST(PdfPage, WordsOfOneLineInTheOrderOfTheirPlaces) {
  Sheet sheet;
  sheet.Put(104, 100.9F, "年作出处罚").Put(80, 100, "2023").Put(164, 101, "12").Put(176, 100.2F, "件。");
  EXPECT_THAT(LinesOf(sheet.LayOut()), ElementsAre("2023年作出处罚12件。"));
}

TEST(PdfPage, NothingAtAll) {
  EXPECT_THAT(LinesOf(LayOutPdf({})), ElementsAre());
  PdfWords empty;
  empty.pages = 2;
  EXPECT_EQ(LayOutPdf(empty).text, U"\f\f");
}

// What Chromium and LibreOffice printed (testdata/pdf_boxes.txt).
TEST(PdfPage, RealPrints) {
  std::istringstream file(ReadTestFile("pdf_boxes.txt"));
  std::string name;
  Sheet sheet;
  std::vector<std::string> expected;
  size_t cases = 0;
  const auto finish = [&] {
    if (expected.empty()) return;
    ++cases;
    std::vector<std::string> rows;
    for (std::string& line : LinesOf(sheet.LayOut())) {
      if (absl::StrContains(line, " | ")) rows.push_back(std::move(line));
    }
    EXPECT_EQ(absl::StrJoin(rows, "\n"), absl::StrJoin(expected, "\n")) << name;
    sheet = Sheet();
    expected.clear();
  };
  for (std::string line; std::getline(file, line);) {
    if (absl::StartsWith(line, "## ")) {
      finish();
      name = line.substr(3);
    } else if (absl::StartsWith(line, "> ")) {
      expected.push_back(line.substr(2));
    } else if (!line.empty() && line[0] != '#') {
      std::istringstream box(line);
      uint32_t page = 0;
      float left = 0, right = 0, base = 0, em = 0;
      std::string text;
      box >> page >> left >> right >> base >> em >> text;
      sheet.Box(page, left, right, base, em, text);
    }
  }
  finish();
  EXPECT_GE(cases, 6U);
}

}  // namespace
}  // namespace fazhi
