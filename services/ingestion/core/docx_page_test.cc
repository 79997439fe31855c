#include "services/ingestion/core/docx_page.h"

#include "services/base/status_matchers.h"
#include "services/ingestion/core/docx_numbering.h"
#include "services/ingestion/core/docx_testing.h"
#include "services/ingestion/core/ingest_testing.h"

namespace fazhi {
namespace {

std::string P(const std::string& text, const std::string& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r></w:p>";
}

std::vector<std::string> BlocksOfDocx(const std::string& body,
                                      std::vector<std::pair<std::string, std::string>> parts = {}) {
  const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(MakeDocx(body, std::move(parts))));
  if (!report.ok()) return {std::string(report.status().message())};
  return BlocksOf(*report);
}

TEST(DocxPage, ParagraphsRunsAndBreaks) {
  EXPECT_THAT(BlocksOfDocx(P("白石县2023年法治政府建设情况报告", "<w:jc w:val=\"center\"/>") +
                           "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>（一）强化执法。</w:t></"
                           "w:r><w:r><w:t>办理案件3</w:t></w:r><w:r><w:t>3件，</w:t><w:tab/>"
                           "<w:t>结案30件。</w:t><w:br/><w:t>二、存在问题</w:t></w:r></w:p>" +
                           P("人员不足，装备落后。")),
              testing::ElementsAre("TITLE 白石县2023年法治政府建设情况报告",
                                   "PARA b8 (一)强化执法。办理案件33件,结案30件。", "PARA 二、存在问题",
                                   "PARA 人员不足,装备落后。"));
}

TEST(DocxPage, RevisionsHiddenTextFieldsAndNotesAreNotRead) {
  EXPECT_THAT(BlocksOfDocx("<w:p><w:ins><w:r><w:t>办理案件33件，</w:t></w:r></"
                           "w:ins><w:del><w:r><w:delText>44件</w:delText></w:r></w:del><w:r>"
                           "<w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:fldChar/"
                           "><w:instrText>PAGE</w:instrText></w:r><w:r>"
                           "<w:footnoteReference "
                           "w:id=\"1\"/><w:t>结案30件。</w:t></w:r><w:hyperlink><w:r><w:t>见网站。</w:t></"
                           "w:r></w:hyperlink></w:p>"),
              testing::ElementsAre("PARA 办理案件33件,结案30件。见网站。"));
}

TEST(DocxPage, TextBoxesStandBehindTheirParagraphs) {
  const auto box = [](const std::string& text) {
    return "<w:pict><v:shape><v:textbox><w:txbxContent>" + P(text) +
           "</w:txbxContent></v:textbox></v:shape></w:pict>";
  };
  EXPECT_THAT(
      BlocksOfDocx(
          "<w:p><w:r><w:t>全县办理案件33件。</w:t></w:r><w:r>" + box("建成法治公园6处。") +
          "</w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" +
          P("培训执法人员71名。") + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>" +
          box("培训执法人员71名。") + "</mc:Fallback></mc:AlternateContent></w:r></w:p>" +
          "<w:p><w:r><w:rPr><w:vanish/></w:rPr>" + box("隐藏") + "</w:r></w:p>" + P("结案30件。")),
      testing::ElementsAre("PARA 全县办理案件33件。", "PARA 建成法治公园6处。", "PARA 培训执法人员71名。",
                           "PARA 结案30件。"));
}

TEST(DocxPage, Tables) {
  const auto row = [](const std::vector<std::string>& cells) {
    std::string out = "<w:tr>";
    for (const std::string& cell : cells) out += "<w:tc>" + cell + "</w:tc>";
    return out + "</w:tr>";
  };
  const std::string merge = "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>";
  const absl::StatusOr<v1::Report> report = Ingest(
      MakeDocument(MakeDocx(P("全年办案情况，见下表。") + "<w:tbl>" + row({P("类别"), P("项目"), P("件数")}) +
                            row({merge + P("复议"), P("受理"), P("15件")}) +
                            row({"<w:tcPr><w:vMerge/></w:tcPr>" + P(""), P("审结") + P("（件）"), P("")}) +
                            "</w:tbl>" + "<w:tbl>" + row({P("以上数据，由县司法局负责。")}) + "</w:tbl>")));
  ASSERT_OK(report);
  EXPECT_THAT(BlocksOf(*report), testing::ElementsAre("PARA 全年办案情况,见下表。", "ROW 类别 | 项目 | 件数",
                                                      "ROW 复议 | 受理 | 15件", "ROW 审结(件) | ",
                                                      "PARA 以上数据,由县司法局负责。"));
  ASSERT_EQ(report->tables_size(), 1);
  EXPECT_EQ(report->tables(0).rows(1).cells(0).row_span(), 2u);
  EXPECT_TRUE(report->tables(0).rows(0).cells(2).is_head());
  EXPECT_EQ(report->tables(0).rows(2).cells(0).column(), 1u);
}

constexpr char kNumbering[] = R"(<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>)";

std::string Numbered(const std::string& text, int level, int list = 1) {
  return P(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                     std::to_string(list) + "\"/></w:numPr>");
}

TEST(DocxPage, AutomaticNumbersArePrinted) {
  EXPECT_THAT(
      BlocksOfDocx(P("2023年，全县情况报告如下，请审阅。") + Numbered("成效", 0) + Numbered("执法", 1) +
                       Numbered("复议", 1) + Numbered("收案", 2) + Numbered("问题", 0) + Numbered("人员", 1) +
                       Numbered("点", 0, 2) + Numbered("没有这个列表", 0, 9),
                   {{"word/numbering.xml", kNumbering}}),
      testing::ElementsAre("PARA 2023年,全县情况报告如下,请审阅。", "PARA 一、成效", "PARA (一)执法",
                           "PARA (二)复议", "PARA 1.收案", "PARA 二、问题", "PARA (一)人员", "PARA 点",
                           "PARA 没有这个列表"));
}

TEST(DocxPage, StylesMakeHeadings) {
  const std::string styles =
      R"(<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="mine"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style></w:styles>)";
  EXPECT_THAT(BlocksOfDocx(P("2023年，全县情况报告如下，请审阅。") + P("成效 3", "<w:pStyle w:val=\"t\"/>") +
                               P("成效", "<w:pStyle w:val=\"a\"/>") +
                               P("问题", "<w:outlineLvl w:val=\"1\"/>") + P("人员不足，装备落后。"),
                           {{"word/styles.xml", styles}}),
              testing::ElementsAre("PARA 2023年,全县情况报告如下,请审阅。", "PARA h1 成效", "PARA h2 问题",
                                   "PARA 人员不足,装备落后。"));
}

TEST(DocxPage, SourceTextIsTheExtractorsPlainText) {
  const absl::StatusOr<DecodedDocument> decoded = Decode(MakeDocument(
      MakeDocx(P("一") + P("") + "<w:p><w:r><w:t>二</w:t><w:br w:type=\"page\"/><w:t>三</w:t></w:r></w:p>")));
  ASSERT_OK(decoded);
  EXPECT_EQ(decoded->kind, v1::CONTENT_KIND_DOCX);
  EXPECT_EQ(decoded->text, "一\n\n二\f三\n");
}

TEST(DocxPage, TableWiderThanAnyTableIsNoData) {
  const auto table = [](int columns, const std::string& properties) {
    std::string row = "<w:tr>";
    for (int i = 0; i < columns; ++i) row += "<w:tc>" + properties + P("3件") + "</w:tc>";
    return MakeDocx(P("全年办理案件33件，见下表。") + "<w:tbl>" + row + "</w:tr>" + row + "</w:tr></w:tbl>");
  };
  const std::string merge = "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>";
  const std::string wide = "<w:tcPr><w:gridSpan w:val=\"100\"/></w:tcPr>";
  const struct {
    int columns;
    std::string properties;
    int tables;
  } cases[] = {{1024, "", 1},     {1025, "", 0}, {1024, merge, 1},
               {20000, merge, 0}, {10, wide, 1}, {11, wide, 0}};
  for (const auto& c : cases) {
    const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(table(c.columns, c.properties)));
    ASSERT_OK(report);
    EXPECT_EQ(report->tables_size(), c.tables) << c.columns << " " << c.properties;
  }
}

// What a hostile definition prints before every paragraph is not longer than a number can be.
TEST(DocxNumbering, LongNumbersAreNone) {
  const auto next = [](const std::string& pattern, const std::string& format, int start) {
    DocxNumbering numbering(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"" +
        std::to_string(start) + "\"/><w:numFmt w:val=\"" + format + "\"/><w:lvlText w:val=\"" + pattern +
        "\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        "</w:numbering>");
    return numbering.Next("1", 0);
  };
  EXPECT_EQ(next("第%1条", "chineseCounting", 3), "第三条");
  EXPECT_EQ(next(std::string(64, 'x'), "decimal", 1), std::string(64, 'x'));
  EXPECT_EQ(next(std::string(65, 'x'), "decimal", 1), "");
  EXPECT_EQ(next(std::string(1000000, 'x'), "decimal", 1), "");
  EXPECT_EQ(next("%1", "lowerLetter", 9999), "");
  EXPECT_EQ(next("%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1", "decimal", 9999), "");
}

TEST(DocxNumbering, Formats) {
  const struct {
    int64_t value;
    const char* format;
    const char* printed;
  } cases[] = {{10, "chineseCounting", "十"},
               {12, "chineseCountingThousand", "十二"},
               {21, "japaneseCounting", "二十一"},
               {105, "chineseCounting", "一百零五"},
               {110, "chineseCounting", "一百一十"},
               {0, "chineseCounting", "〇"},
               {20, "ideographDigital", "二〇"},
               {3, "decimalEnclosedCircle", "③"},
               {28, "lowerLetter", "bb"},
               {4, "upperRoman", "IV"},
               {7, "decimalZero", "07"},
               {7, "somethingNew", "7"},
               {1, "bullet", ""},
               {99999, "chineseCounting", "九千九百九十九"}};
  for (const auto& c : cases)
    EXPECT_EQ(FormatNumber(c.value, c.format), c.printed) << c.value << " " << c.format;
}

}  // namespace
}  // namespace fazhi
