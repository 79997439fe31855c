#include "services/ingestion/core/ingest.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/ingest_testing.h"

namespace fazhi {
namespace {

TEST(Ingest, PagesOfTheSpecFile) {
  const std::string spec = ReadTestFile("pages.txt");
  int cases = 0;
  for (const absl::string_view part : absl::StrSplit(spec, "\n== ", absl::SkipEmpty())) {
    const size_t name_end = part.find('\n');
    const size_t middle = part.find("\n--\n");
    if (middle == absl::string_view::npos) continue;
    ++cases;
    const std::string name(part.substr(0, name_end));
    const std::string page(part.substr(name_end + 1, middle - name_end - 1));
    const std::string expected(
        absl::StripSuffix(absl::StripTrailingAsciiWhitespace(part.substr(middle + 4)), "\n"));
    const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(page));
    const std::string got =
        report.ok() ? absl::StrJoin(BlocksOf(*report), "\n") : "error " + ReasonOf(report.status());
    EXPECT_TRUE(got == expected) << "case: " << name << "\ngot:\n" << got << "\nexpected:\n" << expected;
  }
  EXPECT_GE(cases, 19);
}

TEST(Ingest, DocumentIsCarried) {
  v1::Document document = MakeDocument("白石县2023年法治政府建设情况报告\n全年受理案件81件。\n");
  document.mutable_fetched_at()->set_seconds(7);
  document.set_title_hint("hint");
  document.set_parent_url("https://www.example.gov.cn/");
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(document));
  EXPECT_EQ(report.document().url(), "file:test");
  EXPECT_EQ(report.document().sha256(), Sha256Hex(document.content()));
  EXPECT_EQ(report.document().fetched_at().seconds(), 7);
  EXPECT_EQ(report.document().size_bytes(), document.content().size());
  EXPECT_EQ(report.document().content_kind(), v1::CONTENT_KIND_TEXT);
  EXPECT_EQ(report.document().charset(), "UTF-8");
  EXPECT_EQ(report.document().title_hint(), "hint");
  EXPECT_EQ(report.document().parent_url(), document.parent_url());
  EXPECT_EQ(report.text_sha256(), Sha256Hex(report.text()));
  document.set_sha256("given");
  EXPECT_EQ(Ingest(document)->document().sha256(), "given");
}

// What a page says of when it came out stands below the title, labelled or not.
TEST(Ingest, DaysOfPublication) {
  for (const char* line : {"2024-03-28 06:59　来源：县司法局", "2024年3月28日 10:21　县司法局　阅读：128",
                           "2024-3-28", "县司法局　2024/3/28 10:12", "白石县政府网 发布时间：2024-03-28",
                           "[日期：2024-03-28]", "(2024-03-28)"}) {
    ASSERT_OK_AND_ASSIGN(
        const v1::Report report,
        Ingest(MakeDocument(absl::StrCat("<ul><li>2024-03-01 <a href=1>白石县召开会议</a></li></ul>"
                                         "<h1>白石县2023年法治政府建设情况报告</h1><div>",
                                         line,
                                         "</div><div><p>2023年，全县办理案件33件，结案30件，群众满意。</p>"
                                         "<p>白石县人民政府</p><p>2024年1月8日</p></div>"
                                         "<ul><li>2024-03-02 <a href=2>白石县部署工作</a></li></ul>"))));
    EXPECT_EQ(report.published(), "2024-03-28") << line;
    EXPECT_EQ(report.published_kind(), v1::DATE_KIND_PUBLICATION) << line;
    EXPECT_FALSE(absl::StrContains(report.text(), "3-28")) << report.text();
  }
}

// Whoever sent a page that only points to the report learns to what.
TEST(Ingest, NamesWhatAPagePointsTo) {
  const std::string head = "<h1>白石县2023年法治政府建设情况报告</h1>";
  const auto said = [&](const std::string& body) {
    return std::string(Ingest(MakeDocument(head + body)).status().message());
  };
  EXPECT_THAT(said("<p>附件：<a href='/files/2023.pdf?v=1'>报告</a></p><iframe src=top.html></iframe>"),
              testing::EndsWith("/files/2023.pdf?v=1"));
  EXPECT_THAT(said("<iframe src='/viewer.html?file=a'></iframe>"), testing::EndsWith("/viewer.html?file=a"));
  EXPECT_THAT(said("<embed src='a.pdf'><p>您的浏览器不支持在线预览</p>"), testing::EndsWith("a.pdf"));
}

TEST(Ingest, SameBytesSameReport) {
  const v1::Document document = MakeDocument(ReadTestFile("pages.txt"));
  EXPECT_EQ(Ingest(document)->SerializeAsString(), Ingest(document)->SerializeAsString());
}

TEST(Ingest, BlocksAreTheLinesOfTheText) {
  ASSERT_OK_AND_ASSIGN(const v1::Report report,
                       Ingest(MakeDocument("标题报告\n\n第一段，文字。\n第二段，文字。")));
  const std::u32string text = ToCodePoints(report.text());
  uint32_t at = 0;
  for (const v1::Block& block : report.blocks()) {
    EXPECT_EQ(block.begin(), at);
    EXPECT_EQ(text[block.end()], U'\n');
    at = block.end() + 1;
  }
  EXPECT_EQ(at, text.size());
}

TEST(Ingest, TablesHaveCellsHeadsAndSpans) {
  const std::string page =
      "<h1>白石县2023年法治政府建设情况报告</h1><p>全年情况见下表，由县司法局负责解释。</p><table><tr><td "
      "rowspan=2>类别</td>"
      "<td "
      "colspan=2>件数</td></tr><tr><td>2022年</td><td>2023年</td></tr><tr><td>复议</td><td></td><td>15件</"
      "td></tr></table>";
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(page)));
  const std::u32string text = ToCodePoints(report.text());
  ASSERT_EQ(report.tables_size(), 1);
  std::vector<std::string> cells;
  for (const v1::TableRow& row : report.tables(0).rows()) {
    for (const v1::TableCell& cell : row.cells()) {
      cells.push_back(absl::StrCat(
          ToUtf8(text.data() + cell.span().begin(), cell.span().end() - cell.span().begin()), " @",
          cell.column(), "+", cell.column_span(), "x", cell.row_span(), cell.is_head() ? " head" : ""));
    }
  }
  EXPECT_THAT(cells, testing::ElementsAre("类别 @0+1x2 head", "件数 @1+2x1 head", "2022年 @1+1x1",
                                          "2023年 @2+1x1", "复议 @0+1x1", " @1+1x1", "15件 @2+1x1"));
}

// The labels of 一、新收 hold the columns of the corner; a row that ends short elsewhere keeps its columns.
TEST(Ingest, LabelsAreAsWideAsTheCorner) {
  const std::string page =
      "<h1>白石县2023年政府信息公开工作年度报告</h1><table><tr><td colspan=2>事项</td><td>个人</td>"
      "<td>企业</td><td>总计</td></tr><tr><td>一、新收</td><td>8</td><td>2</td><td>10</td></tr>"
      "<tr><td>二、结果</td><td>（一）公开</td><td>5</td><td>2</td><td>7</td></tr>"
      "<tr><td>3.其他</td><td>5</td><td>2</td></tr></table>";
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(page)));
  ASSERT_EQ(report.tables_size(), 1);
  std::vector<uint32_t> last;
  for (const v1::TableRow& row : report.tables(0).rows())
    last.push_back(row.cells(row.cells_size() - 1).column());
  EXPECT_THAT(last, testing::ElementsAre(4u, 4u, 4u, 2u));
}

std::string TableOf(int rows, int columns, const std::string& attributes) {
  std::string row = "<tr>";
  for (int i = 0; i < columns; ++i) row += "<td " + attributes + ">3件";
  std::string page =
      "<h1>白石县2023年法治政府建设情况报告</h1><p>全年情况见下表，由县司法局负责解释。</p><table>";
  for (int i = 0; i < rows; ++i) page += row;
  return page + "</table>";
}

TEST(Ingest, TableWiderThanAnyTableIsNoData) {
  const struct {
    int rows, columns;
    const char* attributes;
    int tables;
  } cases[] = {{2, 1024, "", 1},          {2, 1025, "", 0},          {2, 20000, "", 0},
               {2, 10, "colspan=100", 1}, {2, 11, "colspan=100", 0}, {1000, 11, "colspan=9999", 0}};
  for (const auto& c : cases) {
    ASSERT_OK_AND_ASSIGN(const v1::Report report,
                         Ingest(MakeDocument(TableOf(c.rows, c.columns, c.attributes))));
    EXPECT_EQ(report.tables_size(), c.tables) << c.rows << " x " << c.columns << " " << c.attributes;
  }
}

// Cells that reach down push those of the next rows to the right, but never beyond the widest table.
TEST(Ingest, CellsThatReachDownDoNotWidenTheTableWithoutEnd) {
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(TableOf(40, 100, "rowspan=1000"))));
  ASSERT_EQ(report.tables_size(), 1);
  ASSERT_EQ(report.tables(0).rows_size(), 40);
  EXPECT_EQ(report.tables(0).rows(9).cells(99).column(), 999u);
  for (const v1::TableRow& row : report.tables(0).rows()) {
    for (const v1::TableCell& cell : row.cells()) EXPECT_LE(cell.column() + cell.column_span(), 1024u);
  }
}

TEST(Ingest, TraditionalCharactersAreAnnounced) {
  EXPECT_TRUE(Ingest(MakeDocument("全縣深入貫徹落實，辦理案件33件。"))->has_traditional());
  EXPECT_FALSE(Ingest(MakeDocument("著名的乾县，全县深入贯彻落实，办理案件33件。"))->has_traditional());
}

TEST(Ingest, ALoneDayAboveTheTitleIsThatOfPublication) {
  constexpr char kText[] =
      "白石县2023年法治政府建设情况报告\n2023年，全县深入推进依法行政，现将情况报告如下。\n"
      "一、主要举措\n全县办理案件33件，结案30件。\n";
  for (const char* above : {"2024-03-28 10:22\n", "28.03.2024 10:22\n", "2024/3/28 9:31:05\n阅读：12次\n",
                            "2024-03-28\n浏览次数：7\n字号：大 中 小\n"}) {
    ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(absl::StrCat(above, kText))));
    EXPECT_EQ(report.published(), "2024-03-28") << above;
    EXPECT_EQ(report.published_kind(), v1::DATE_KIND_PUBLICATION) << above;
    EXPECT_EQ(report.year(), 2023U) << above;
  }
  // Days of a list, one of something else that is named above, and one that the text's own below overrules.
  for (const char* above : {"2024-03-28\n2024-03-01\n", "白石县召开部署会议\n2024-03-28\n"}) {
    ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(absl::StrCat(above, kText))));
    EXPECT_EQ(report.published(), "") << above;
  }
}

TEST(Ingest, TraditionalCharactersHideNothing) {
  ASSERT_OK_AND_ASSIGN(
      const v1::Report report,
      Ingest(MakeDocument("<div>發布機構：通許縣司法局　發布日期：2024-03-01　文號：通政發〔2024〕3號</div>"
                          "<h1>關於印發《通許縣2023年度法治政府建設情況報告》的通知</h1>"
                          "<h1>通許縣2023年度法治政府建設情況報告</h1><p>開封市人民政府：</p>"
                          "<p>2023年，全縣深入貫徹落實習近平法治思想，現將情況報告如下。</p>"
                          "<p>一、主要舉措</p><p>全縣辦理案件33件。</p>"
                          "<p>通許縣人民政府</p><p>2024年1月8日</p>")));
  EXPECT_EQ(report.document_number(), "通政發〔2024〕3號");
  EXPECT_EQ(report.addressee(), "開封市人民政府");
  EXPECT_EQ(report.issuer(), "通許縣司法局");
  EXPECT_EQ(report.published(), "2024-03-01");
  EXPECT_EQ(report.region().code(), "410222");
  EXPECT_EQ(report.year(), 2023U);
  EXPECT_EQ(report.kind(), v1::REPORT_KIND_ANNUAL_REPORT);
}

TEST(Ingest, WordBreaksAndNumbersAcrossLines) {
  std::string page = "白石县2023年法治政府建设情况报告\n";
  for (int i = 0; i < 8; ++i) page += "全年作出行政处罚1842件，罚没款613.4万元，同比分别下降5.2%，作出\n";
  page += "不予处罚决定206件，见于 Annual Report of the County Government of\nBaishi，罚没款共计人民币613.\n";
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(page)));
  EXPECT_THAT(report.text(), testing::HasSubstr("Government of Baishi"));
}

TEST(Ingest, LinesAboutAsWideAsAnyPage) {
  std::string text = "沙泉县2023年法治政府建设情况报告\n";
  for (int i = 0; i < 12; ++i) {
    for (int k = 0; k < 98 + (i % 3 == 0 ? 4 : 0); ++k) text += "法";  // 196 and 204 columns
    text += "\n";
  }
  ASSERT_OK(Ingest(MakeDocument(text)));
}

TEST(Ingest, DecimalsAcrossLines) {
  ASSERT_OK_AND_ASSIGN(
      const v1::Report report,
      Ingest(MakeDocument("白石县2023年法治政府建设情况报告\n群众满意率达99.\n9%,办理案件3.\n42万件。\n"
                          "详见附件1.\n9个部门\n")));
  EXPECT_THAT(report.text(), testing::HasSubstr("满意率达99.9%,办理案件3.42万件。\n详见附件1.\n9个部门"));
}

TEST(Ingest, NumbersOfNotesAreNoDigits) {
  ASSERT_OK_AND_ASSIGN(
      const v1::Report report,
      Ingest(MakeDocument(
          "<html><body><h1>白石县2023年法治政府建设情况报告</h1><p>受理33<sup>1</sup>件,审结5<sup><a "
          "href=#n>[2]</a></sup>件,占地30m<sup>2</sup>、8米<sup>2</sup>,排放3×10<sup>4</sup>吨。</p>")));
  EXPECT_THAT(report.text(), testing::HasSubstr("受理33件,审结5件,占地30m2、8米2,排放3×104吨。"));
}

TEST(Ingest, PdfWithATextLayer) {
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(MakeDocument(ReadTestFile("text_layer.pdf"))));
  EXPECT_EQ(report.document().content_kind(), v1::CONTENT_KIND_PDF);
  EXPECT_EQ(report.document().charset(), "");
  EXPECT_THAT(BlocksOf(report),
              testing::ElementsAre("TITLE 清溪县人民政府", "TITLE 关于2023年度法治政府建设情况的报告",
                                   "TO 云州市人民政府:", testing::HasSubstr("现将有关情况报告如下:"),
                                   "PARA 一、主要举措和成效", testing::HasSubstr("出具法律意见书97份"),
                                   testing::HasSubstr("罚没款613.4万元"), "PARA 二、存在的问题",
                                   testing::HasSubstr("二是程序意识仍有欠缺"), "PARA 三、2024年工作安排",
                                   testing::HasSubstr("不少于40学时。"), "SIGN 清溪县人民政府",
                                   "SIGN 2024年1月26日"));
}

TEST(Decode, TextOfHtmlKeepsMarkupAndLineEnds) {
  const std::string page = "\xEF\xBB\xBF<p>一&nbsp;二</p>\r\n<p>三</p>";
  ASSERT_OK_AND_ASSIGN(const DecodedDocument decoded, Decode(MakeDocument(page)));
  EXPECT_EQ(decoded.kind, v1::CONTENT_KIND_HTML);
  EXPECT_EQ(decoded.text, page.substr(3));
}

TEST(Decode, PdfPagesEndInFormFeeds) {
  ASSERT_OK_AND_ASSIGN(const DecodedDocument decoded, Decode(MakeDocument(ReadTestFile("text_layer.pdf"))));
  EXPECT_EQ(std::count(decoded.text.begin(), decoded.text.end(), '\f'), 2);
}

}  // namespace
}  // namespace fazhi
