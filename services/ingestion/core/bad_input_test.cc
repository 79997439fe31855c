// What is refused, with which reason, and that every message says what, where and how to mend it.
#include <archive.h>
#include <archive_entry.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "absl/strings/match.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/docx_testing.h"
#include "services/ingestion/core/ingest_testing.h"

namespace fazhi {
namespace {

using absl::StatusCode;

std::string Repeat(const std::string& part, size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (size_t i = 0; i < times; ++i) out += part;
  return out;
}

constexpr char kReport[] = "白石县2023年法治政府建设情况报告\n2023年，全县办理案件33件，结案30件。\n";

void ExpectRefused(const std::string& content, const std::string& reason,
                   const std::string& content_type = "") {
  const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(content, content_type));
  ASSERT_THAT(report, FailsWith(StatusCode::kInvalidArgument, reason));
  EXPECT_EQ(FieldOf(report.status()), "content");
  EXPECT_TRUE(absl::StrContains(report.status().message(), ": "))
      << "no remedy in: " << report.status().message();
}

TEST(BadInput, Empty) { ExpectRefused("", "EMPTY"); }

TEST(BadInput, NothingButWhiteSpace) { ExpectRefused(" \n\n　\n", "NO_REPORT"); }

TEST(BadInput, NoChineseText) { ExpectRefused("404 Not Found\nnginx/1.18.0, 2024-03-01\n", "NO_REPORT"); }

TEST(BadInput, Binary) {
  std::string bytes;
  for (int i = 0; i < 4000; ++i) bytes.push_back(static_cast<char>(i * 37 % 256));
  ExpectRefused(bytes, "BINARY");
  ExpectRefused(std::string("\x89PNG\r\n\x1A\n", 8) + bytes, "BINARY");
  ExpectRefused("\xFF\xD8\xFF\xE0" + bytes, "BINARY");
  ExpectRefused(std::string(1000, '\0'), "BINARY");
  ExpectRefused("{\\rtf1\\ansi text}", "BINARY");
  ExpectRefused(
      "From: <Saved by Windows Internet Explorer 8>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n",
      "BINARY");
  ExpectRefused(
      "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument/>",
      "BINARY");
}

TEST(BadInput, OldWordNamesTheRemedy) {
  const std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  const absl::Status status = Ingest(MakeDocument(ole + std::string(1000, '\1'))).status();
  ASSERT_THAT(status, FailsWith(StatusCode::kInvalidArgument, "BINARY"));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("save it as .docx"));
  std::string encrypted = ole;
  for (const char c : std::string("EncryptedPackage")) encrypted += std::string(1, c) + std::string(1, '\0');
  ExpectRefused(encrypted, "ENCRYPTED");
}

TEST(BadInput, Archives) {
  ExpectRefused(std::string("Rar!\x1A\x07\0", 7) + "x", "ARCHIVE");
  ExpectRefused(
      "7z\xBC\xAF\x27\x1C"
      "x",
      "ARCHIVE");
  ExpectRefused("\x1F\x8B\x08 x", "ARCHIVE");
  ExpectRefused(MakeZip({{"a.txt", kReport}}), "ARCHIVE");
}

TEST(BadInput, OfficeFilesThatAreNotWord) {
  ExpectRefused(MakeZip({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}}), "NOT_A_DOCX");
  ExpectRefused(MakeZip({{"OFD.xml", "<x/>"}}), "NOT_A_DOCX");
  ExpectRefused(MakeZip({{"word/document.xml", "<a/>"}}), "NOT_A_DOCX");
}

TEST(BadInput, TruncatedDocx) {
  const std::string whole = MakeDocx(
      "<w:p><w:r><w:t>白石县2023年法治政府建设情况报告</w:t></w:r></w:p><w:p><w:r><w:t>全年办理案件33件。</"
      "w:t></w:r></w:p>");
  ASSERT_OK(Ingest(MakeDocument(whole)));
  for (const size_t size :
       {size_t{30}, whole.size() / 4, whole.size() / 2, whole.size() * 9 / 10, whole.size() - 22}) {
    ExpectRefused(whole.substr(0, size), "TRUNCATED_ARCHIVE");
  }
  std::string damaged = whole;
  for (size_t i = 60; i < 120; ++i) damaged[i] = static_cast<char>(~damaged[i]);
  EXPECT_FALSE(Ingest(MakeDocument(damaged)).ok());
}

TEST(BadInput, DocxWithBrokenXml) {
  ExpectRefused(MakeZip({{"word/document.xml", "<w:document><w:body><w:p>"}}), "TRUNCATED_ARCHIVE");
}

TEST(BadInput, DocxBomb) {
  ExpectRefused(MakeZip({{"word/document.xml", std::string(size_t{40} << 20, ' ')}}), "DOCX_BOMB");
  // Each part is small enough; the archive is not.
  const std::string blank(size_t{7} << 20, ' ');
  ExpectRefused(MakeDocx("<w:p><w:r><w:t>办理案件33件。</w:t></w:r></w:p>",
                         {{"word/numbering.xml", blank}, {"word/styles.xml", blank}}),
                "DOCX_BOMB");
  ExpectRefused(MakeDocx("<w:p><w:r><w:t>办理案件33件。</w:t></w:r></w:p>", {{"word/document.xml", "<x/>"}}),
                "DOCX_BOMB");
  ExpectRefused(MakeDocx(Repeat("<w:tbl><w:tr><w:tc>", 500) + Repeat("</w:tc></w:tr></w:tbl>", 500)),
                "TOO_DEEP");
  ExpectRefused(MakeDocx("<w:p>" + Repeat("<w:ins>", 100000) + Repeat("</w:ins>", 100000) + "</w:p>"),
                "TOO_DEEP");
}

TEST(BadInput, Pdf) {
  ExpectRefused(ReadTestFile("encrypted.pdf"), "ENCRYPTED");
  ExpectRefused(ReadTestFile("scanned.pdf"), "NO_TEXT_LAYER");
  ExpectRefused("%PDF-1.4\n", "BROKEN_PDF");
  const std::string whole = ReadTestFile("text_layer.pdf");
  for (size_t size = 100; size < whole.size(); size += 997) {
    const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(whole.substr(0, size)));
    if (!report.ok()) {
      EXPECT_EQ(report.status().code(), StatusCode::kInvalidArgument) << size;
    }
  }
}

// Automatic numbers make more text than the archive holds.
TEST(BadInput, DocxOfTooMuchText) {
  std::string body;
  for (int i = 0; i < 360'000; ++i) {
    body += "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>" +
            std::to_string(int64_t{i} * 7919 % 1'000'003) + "</w:t></w:r></w:p>";
  }
  const std::string numbering =
      "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"" +
      Repeat("条", 64) +
      "\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
  ExpectRefused(MakeDocx(body, {{"word/numbering.xml", numbering}}), "TOO_LARGE");
}

TEST(BadInput, TooLarge) {
  ExpectRefused(std::string(size_t{200} << 20, 'x'), "TOO_LARGE");
  IngestOptions options;
  options.max_bytes = 10;
  EXPECT_THAT(Ingest(MakeDocument(kReport), RegionTable::Default(), options),
              FailsWith(StatusCode::kInvalidArgument, "TOO_LARGE"));
}

TEST(BadInput, AMillionNestedTags) {
  for (const char* tag :
       {"<div>", "<b>", "<span>", "<table>", "<a b=\"c\">", "<ul><li>", "<x>", "<svg>", "<table><tr><td>"}) {
    SCOPED_TRACE(tag);
    ExpectRefused(
        "<html><body>" + Repeat(tag, 1000000 / std::string(tag).size() * 5) + "全年办理案件33件，结案30件。",
        "TOO_DEEP");
  }
}

TEST(BadInput, TagsThatMakeAParserWork) {
  ExpectRefused("<p " + Repeat("a ", 100000) + ">x</p>", "TOO_DEEP");
  std::string formatting = "<html>";
  for (int i = 0; i < 900; ++i) formatting += "<b id=" + std::to_string(i) + ">";
  ExpectRefused(formatting + Repeat("<p>全年办理案件33件，结案30件。", 200000), "TOO_DEEP");
  // End tags that the parser ignores do not bring the count down.
  ExpectRefused("<html>" + Repeat("<span><div></span>", 200000), "TOO_DEEP");
}

TEST(BadInput, OldPagesThatNeverCloseTheirTagsAreFine) {
  for (const char* part : {"<p><font size=3>2023年，全县办理案件33件，结案30件。<li>一<tr><td>二",
                           "<div><table><tr><td><b><i><span>2023年，全县办理案件33件。</table></div>",
                           "<p>2023年，全县办理案件33件，结案30件。</div></span></b></td>"}) {
    EXPECT_OK(
        Ingest(MakeDocument("<title>白石县2023年法治政府建设情况报告</title><body>" + Repeat(part, 3000))))
        << part;
  }
}

TEST(BadInput, InvalidUtf8InTheMiddle) {
  const std::string text = kReport + Repeat("全县办理案件33件，结案30件。\n", 80);
  std::string one = text;
  one[one.size() / 2] = '\xFF';
  const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(one));
  ASSERT_OK(report);
  EXPECT_EQ(report->document().charset(), "UTF-8");
  EXPECT_GE(report->document().replaced_sequences(), 1u);
  EXPECT_TRUE(absl::StrContains(report->text(), "\xEF\xBF\xBD"));

  std::string many = text;
  for (size_t i = 1000; i < many.size(); i += 50) many[i] = '\xFF';
  const absl::Status status = Ingest(MakeDocument(many)).status();
  ASSERT_THAT(status, FailsWith(StatusCode::kInvalidArgument, "UNDECODABLE"));
  EXPECT_THAT(std::string(status.message()), testing::ContainsRegex("offset (99[0-9]|100[0-9]) "));
  const absl::Status marked = Ingest(MakeDocument("\xEF\xBB\xBF\xFF" + text.substr(0, 300))).status();
  ASSERT_THAT(marked, FailsWith(StatusCode::kInvalidArgument, "UNDECODABLE"));
  EXPECT_TRUE(absl::StrContains(marked.message(), "offset 3 ")) << marked.message();
}

TEST(BadInput, NoReport) {
  ExpectRefused(
      "<html><head><title>首页</title></head><body><a href=1>首页</a><a href=2>政务公开</a></body></html>",
      "NO_REPORT");
  ExpectRefused("<html><frameset><frame src=a></frameset></html>", "NO_REPORT");
  ExpectRefused("<div></div>", "NO_REPORT");
  ExpectRefused(
      "<html><head><title>404</title></head><body><h1>404 Not Found</h1><p>您访问的页面不存在或已被删除!</p>"
      "<p>5秒后返回首页</p></body></html>",
      "NO_REPORT");
}

}  // namespace
}  // namespace fazhi
