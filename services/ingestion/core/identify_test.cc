#include "services/ingestion/core/identify.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using Json = nlohmann::json;

// T title, N document number, A addressee, P paragraph, S signature.
v1::BlockKind KindOf(char letter) {
  switch (letter) {
    case 'T':
      return v1::BLOCK_KIND_TITLE;
    case 'N':
      return v1::BLOCK_KIND_DOCUMENT_NUMBER;
    case 'A':
      return v1::BLOCK_KIND_ADDRESSEE;
    case 'S':
      return v1::BLOCK_KIND_SIGNATURE;
    default:
      return v1::BLOCK_KIND_PARAGRAPH;
  }
}

v1::Report ReportOf(const std::vector<std::string>& lines) {
  v1::Report report;
  uint32_t at = 0;
  for (const std::string& line : lines) {
    const std::string text = line.substr(2);
    v1::Block* block = report.add_blocks();
    block->set_kind(KindOf(line[0]));
    block->set_begin(at);
    at += static_cast<uint32_t>(CountCodePoints(text));
    block->set_end(at++);
    absl::StrAppend(report.mutable_text(), text, "\n");
  }
  return report;
}

PageMetadata PageOf(const Json& json) {
  PageMetadata page;
  const std::map<std::string, std::string*> fields = {{"page_title", &page.page_title},
                                                      {"article_title", &page.article_title},
                                                      {"heading", &page.heading},
                                                      {"site_name", &page.site_name},
                                                      {"column", &page.column},
                                                      {"issuer", &page.issuer},
                                                      {"source", &page.source},
                                                      {"sponsor", &page.sponsor},
                                                      {"document_number", &page.document_number},
                                                      {"published", &page.published},
                                                      {"issued", &page.issued},
                                                      {"site_code", &page.site_code},
                                                      {"index_number", &page.index_number},
                                                      {"host", &page.host}};
  for (const auto& [key, value] : json.items()) *fields.at(key) = value.get<std::string>();
  return page;
}

std::map<std::string, std::string> Read(const v1::Report& report) {
  std::map<std::string, std::string> fields;
  fields["kind"] = v1::ReportKind_Name(report.kind());
  fields["title"] = report.title();
  fields["number"] = report.document_number();
  fields["addressee"] = report.addressee();
  fields["issuer"] = report.issuer();
  fields["body"] = v1::ReportingBody_Name(report.reporting_body());
  fields["subject"] = report.subject();
  fields["region"] =
      absl::StrCat(report.region().code(), " ", report.region().name(), " ", report.region().parent_code());
  fields["year"] = absl::StrCat(report.year());
  fields["published"] = report.published();
  fields["published_kind"] = v1::DateKind_Name(report.published_kind());
  fields["site_code"] = report.site_code();
  const std::pair<const char*, const char*> prefixes[] = {
      {"kind", "REPORT_KIND_"}, {"body", "REPORTING_BODY_"}, {"published_kind", "DATE_KIND_"}};
  for (const auto& [field, prefix] : prefixes) fields[field].erase(0, std::string(prefix).size());
  return fields;
}

// Every line of the spec file is a report and its page, and what is to be found out of them; fields that a
// line does not name are not asked.
TEST(IdentifyTest, Spec) {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  ASSERT_NE(root, nullptr);
  std::ifstream file(absl::StrCat(root, "/services/ingestion/core/data/identify_cases.jsonl"));
  ASSERT_TRUE(file.good());
  std::string line;
  int number = 0, cases = 0;
  while (std::getline(file, line)) {
    ++number;
    if (line.empty()) continue;
    ++cases;
    SCOPED_TRACE(absl::StrCat("identify_cases.jsonl:", number));
    const Json spec = Json::parse(line);
    v1::Report report = ReportOf(spec.at("text").get<std::vector<std::string>>());
    report.set_has_traditional(spec.value("traditional", false));
    v1::Document document;
    document.set_url("file:report.txt");
    if (spec.contains("hint")) document.set_title_hint(spec["hint"].get<std::string>());
    if (spec.contains("site_code")) document.set_site_code(spec["site_code"].get<std::string>());
    Identify(PageOf(spec.value("page", Json::object())), document, RegionTable::Default(),
             ToCodePoints(report.text()), report);
    const std::map<std::string, std::string> fields = Read(report);
    for (const auto& [field, wanted] : spec.at("want").items()) {
      ASSERT_TRUE(fields.count(field)) << field;
      EXPECT_EQ(fields.at(field), wanted.get<std::string>()) << field << " of " << line;
    }
  }
  EXPECT_GE(cases, 60);
}

v1::Report Identified(const std::vector<std::string>& lines) {
  v1::Report report = ReportOf(lines);
  Identify(PageMetadata(), v1::Document(), RegionTable::Default(), ToCodePoints(report.text()), report);
  return report;
}

// Every division of today, as its report would name it and with its superior addressed.
TEST(IdentifyTest, FindsEveryListedDivision) {
  const RegionTable& table = RegionTable::Default();
  for (const Region& region : table.regions()) {
    if (region.kind != RegionKind::kDivision || region.valid_to != 0) continue;
    const std::string name(region.name);
    std::vector<std::string> lines = {
        absl::StrCat("T ", name, "人民政府关于2023年度法治政府建设情况的报告"),
        "P 2023年,在上级的坚强领导下,法治政府建设取得成效。现将有关情况报告如下:"};
    const std::vector<const Region*> above = table.Ancestors(region.code);
    if (!above.empty())
      lines.insert(lines.begin() + 1, absl::StrCat("A ", std::string(above[0]->name), "人民政府:"));
    const v1::Report government = Identified(lines);
    EXPECT_EQ(government.region().code(), region.code) << lines[0] << government.region().ShortDebugString();
    EXPECT_EQ(government.reporting_body(), v1::REPORTING_BODY_GOVERNMENT) << lines[0];

    const std::string chain = absl::StrCat(above.empty() ? "" : std::string(above[0]->name), name);
    const v1::Report department =
        Identified({absl::StrCat("T ", chain, "司法局2023年度法治政府建设情况报告"), "P 一、"});
    EXPECT_EQ(department.region().code(), region.code) << chain;
    EXPECT_EQ(department.subject(), "司法局") << chain;
    EXPECT_EQ(department.issuer(), absl::StrCat(chain, "司法局"));

    if (region.level() != RegionLevel::kCounty) continue;
    const v1::Report township =
        Identified({absl::StrCat("T ", chain, "石门坎镇2023年度法治政府建设情况报告"), "P 一、"});
    EXPECT_EQ(township.region().parent_code(), region.code) << chain;
    EXPECT_EQ(township.region().name(), "石门坎镇") << chain;
    EXPECT_EQ(township.reporting_body(), v1::REPORTING_BODY_TOWNSHIP) << chain;
  }
}

// Without a title, by the first sentence alone.
TEST(IdentifyTest, FindsEveryListedDivisionInItsOpening) {
  const RegionTable& table = RegionTable::Default();
  for (const Region* region : table.Children("", RegionLevel::kCounty)) {
    const std::string above(table.Ancestors(region->code)[0]->name);
    const v1::Report report = Identified(
        {absl::StrCat("P 2023年,在", above, "委、", above, "政府的坚强领导下,", std::string(region->name),
                      "坚持以习近平法治思想为指导,法治政府建设取得新成效。现将有关情况报告如下:")});
    EXPECT_EQ(report.region().code(), region->code) << report.text() << report.region().ShortDebugString();
  }
}

TEST(IdentifyTest, AnEmptyReportStaysEmpty) {
  v1::Report report;
  Identify(PageMetadata(), v1::Document(), RegionTable::Default(), ToCodePoints(report.text()), report);
  EXPECT_EQ(report.title(), "");
  EXPECT_EQ(report.region().code(), "");
  EXPECT_EQ(report.year(), 0u);
  EXPECT_EQ(report.published_kind(), v1::DATE_KIND_UNSPECIFIED);
}

TEST(IdentifyTest, SaysTheSameTwice) {
  const std::vector<std::string> lines = {"T 康乐县2024年法治政府建设报告", "P 2024年,康乐县坚持法治。"};
  v1::Report one = ReportOf(lines), two = ReportOf(lines);
  Identify(PageMetadata(), v1::Document(), RegionTable::Default(), ToCodePoints(one.text()), one);
  Identify(PageMetadata(), v1::Document(), RegionTable::Default(), ToCodePoints(two.text()), two);
  EXPECT_EQ(one.SerializeAsString(), two.SerializeAsString());
}

// Long lines without any stop, and texts that repeat what is looked for, take no longer than their two ends.
TEST(IdentifyTest, ReadsOnlyTheEnds) {
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "县人民政府";
  v1::Report report = ReportOf({absl::StrCat("P ", text)});
  Identify(PageMetadata(), v1::Document(), RegionTable::Default(), ToCodePoints(report.text()), report);
  EXPECT_EQ(report.region().code(), "");
}

}  // namespace
}  // namespace fazhi
