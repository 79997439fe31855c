// Runs testdata/interpret/*.tsv: sentences with what must be read out of each of their figures.

#include "services/extraction/core/interpret.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/catalog/catalog.h"
#include "services/extraction/core/extract.h"
#include "services/extraction/core/indicator_nouns.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Whose report a sentence is of.
struct Reporter {
  v1::ReportingBody body = v1::REPORTING_BODY_UNSPECIFIED;
  std::string subject = {};
  std::string region = "沙泉县";
  std::string title = {};
  std::string heading = {};
  v1::Role role = v1::ROLE_ACHIEVEMENTS;
  v1::ReportKind kind = v1::REPORT_KIND_ANNUAL_REPORT;
};

// `@ department 水利局`, `@ township`, `@ government`, `@ other`, `@` for nobody's; then of another region
// than 沙泉县 (`region=云山省`, `region=` for none), under a title (`title=局长述法报告`), below a heading
// of the third level (`heading=1.对全县的监督`), in a plan (`role=plan`) or in no yearly report
// (`kind=other`, `kind=speech`).
Reporter ReporterOf(const std::string& line) {
  Reporter reporter;
  for (const absl::string_view part : absl::StrSplit(line.substr(1), ' ', absl::SkipEmpty())) {
    const std::string word(part);
    if (absl::StartsWith(word, "region=")) {
      reporter.region = word.substr(7);
    } else if (absl::StartsWith(word, "title=")) {
      reporter.title = word.substr(6);
    } else if (absl::StartsWith(word, "heading=")) {
      reporter.heading = word.substr(8);
    } else if (word == "kind=other") {
      reporter.kind = v1::REPORT_KIND_OTHER;
    } else if (word == "kind=speech") {
      reporter.kind = v1::REPORT_KIND_SPEECH;
    } else if (word == "role=plan") {
      reporter.role = v1::ROLE_PLAN;
    } else if (reporter.body == v1::REPORTING_BODY_DEPARTMENT) {
      reporter.subject = word;
    } else {
      EXPECT_TRUE(v1::ReportingBody_Parse("REPORTING_BODY_" + absl::AsciiStrToUpper(word), &reporter.body))
          << word;
      if (reporter.body != v1::REPORTING_BODY_DEPARTMENT) reporter.subject = "government";
    }
  }
  return reporter;
}

v1::Outline OutlineOf(const std::string& sentence, const Reporter& reporter = {}) {
  v1::Outline outline;
  v1::Report& report = *outline.mutable_report();
  report.set_text(sentence + "。\n");
  report.set_year(2024);
  report.set_kind(reporter.kind);
  report.mutable_region()->set_name(reporter.region);
  report.set_title(reporter.title);
  report.set_reporting_body(reporter.body);
  report.set_subject(reporter.subject);
  const std::u32string points = ToCodePoints(report.text());
  v1::Section& section = *outline.add_sections();
  section.mutable_span()->set_end(static_cast<uint32_t>(points.size()));
  section.set_role(reporter.role);
  if (!reporter.heading.empty()) {
    section.set_heading_text(reporter.heading);
    section.set_number(reporter.heading.substr(0, reporter.heading.find('.') + 1));
    section.set_level(3);
  }
  v1::Sentence* open = nullptr;
  for (uint32_t i = 0; i + 1 < points.size(); ++i) {
    if (open == nullptr) {
      open = outline.add_sentences();
      open->set_begin(i);
      open->add_clause_begin(i);
    }
    open->set_end(i + 1);
    if (points[i] == U'。') {
      open = nullptr;
    } else if (points[i] == U',' || points[i] == U';') {
      open->add_clause_begin(i + 1);
    }
  }
  return outline;
}

class Reading {
 public:
  explicit Reading(const std::string& sentence, const Reporter& reporter = {})
      : set_(*Extract(OutlineOf(sentence, reporter))) {
    text_ = ToCodePoints(set_.outline().report().text());
  }

  const auto& observations() const { return set_.observations(); }

  std::string Printed(uint32_t index) const {
    const v1::Span& span = set_.observations(static_cast<int>(index)).span();
    return ToUtf8(text_.data() + span.begin(), span.end() - span.begin());
  }

 private:
  v1::ObservationSet set_;
  std::u32string text_;
};

std::string Said(const std::string& what, const Reading& reading, const v1::Observation& observation,
                 uint32_t index) {
  const std::string printed = reading.Printed(index);
  if (what == "measures") return absl::StrCat(printed, "=", observation.measure());
  if (what == "links") {
    return absl::StrCat(printed, "=", observation.indicator().empty() ? "-" : observation.indicator());
  }
  if (what == "scopes") {
    static constexpr const char* kWords[] = {"-",           "jurisdiction", "own_level",
                                             "subordinate", "judiciary",    "unspecified"};
    return absl::StrCat(printed, "=", kWords[observation.scope()]);
  }
  if (observation.has_part_of()) return absl::StrCat(printed, "<", reading.Printed(observation.part_of()));
  if (observation.has_rate_of()) {
    return absl::StrCat(printed, "=", reading.Printed(observation.rate_of().numerator()), "/",
                        reading.Printed(observation.rate_of().denominator()));
  }
  return absl::StrCat(printed, "=-");
}

class InterpretSpec : public ::testing::TestWithParam<const char*> {};

TEST_P(InterpretSpec, SaysWhatTheSpecSays) {
  const char* source = std::getenv("FAZHI_SOURCE_DIR");
  const std::string path = absl::StrCat(source == nullptr ? "." : source,
                                        "/services/extraction/core/testdata/interpret/", GetParam(), ".tsv");
  std::ifstream file(path);
  ASSERT_TRUE(file.is_open()) << path;
  std::string line;
  int number = 0;
  Reporter reporter;
  for (; std::getline(file, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '@') {
      reporter = ReporterOf(line);
      continue;
    }
    std::vector<std::string> expected = absl::StrSplit(line, '\t');
    const Reading reading(expected[0], reporter);
    std::vector<std::string> said = {expected[0]};
    for (int i = 0; i < reading.observations().size(); ++i) {
      said.push_back(Said(GetParam(), reading, reading.observations()[i], static_cast<uint32_t>(i)));
    }
    EXPECT_EQ(said, expected) << path << ":" << number;
  }
  EXPECT_GT(number, 10);
}

INSTANTIATE_TEST_SUITE_P(All, InterpretSpec, ::testing::Values("measures", "relations", "scopes", "links"));

TEST(Interpret, NounsAreOfIndicatorsOfTheCatalog) {
  absl::flat_hash_set<std::string> ids;
  for (const auto& indicator : Catalog::Default().proto().indicators()) ids.insert(indicator.id());
  for (const auto& [id, nouns] : extraction::IndicatorNouns::Get().all()) {
    EXPECT_TRUE(ids.contains(id)) << id;
    for (const std::u32string& noun : nouns) EXPECT_GT(noun.size(), 1u) << id;
  }
}

TEST(Interpret, NamesAndSourceSpans) {
  v1::Outline outline = OutlineOf("添加监管单位、注册用户数均达16075个");
  v1::Report& report = *outline.mutable_report();
  report.set_text_sha256("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  v1::SourceMap& map = *report.mutable_source_map();
  map.add_clean_begin(0);
  map.add_source_begin(100);
  map.add_source_length(static_cast<uint32_t>(CountCodePoints(report.text())));
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(std::move(outline)));
  ASSERT_EQ(set.observations_size(), 2);
  EXPECT_EQ(set.observations(0).name(), "documents/0123456789ab/observations/14.0");
  EXPECT_EQ(set.observations(1).name(), "documents/0123456789ab/observations/14.1");
  EXPECT_EQ(set.observations(0).source_span().begin(), 114u);
  EXPECT_EQ(set.observations(1).source_span().end(), 120u);
}

v1::Outline TraditionalOutlineOf(const std::string& text) {
  v1::Outline outline = OutlineOf(text);
  outline.mutable_report()->set_has_traditional(true);
  return outline;
}

TEST(Interpret, MeasuresAreInTheCharactersOfTheReport) {
  v1::Outline outline = TraditionalOutlineOf("開展普法宣傳活動42場次");
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(std::move(outline)));
  ASSERT_EQ(set.observations_size(), 1);
  EXPECT_EQ(set.observations(0).measure(), "開展普法宣傳活動");
  EXPECT_EQ(set.observations(0).quantity().unit(), "场次");
  EXPECT_EQ(set.observations(0).indicator(), "popularization.activities");
}

TEST(Interpret, TraditionalMeasuresAreCutAsSimplifiedOnesAre) {
  const auto measure = [](v1::Outline outline) {
    const auto set = Extract(std::move(outline));
    return set.ok() && set->observations_size() == 1 ? set->observations(0).measure() : "none";
  };
  EXPECT_EQ(measure(OutlineOf("市十五届人大五次会议代表建议办结36件")), "市人大代表建议办结");
  EXPECT_EQ(measure(TraditionalOutlineOf("市十五屆人大五次會議代表建議辦結36件")), "市人大代表建議辦結");
}

TEST(Interpret, WordsOfADepartmentsFieldNarrowNothingInItsReport) {
  const auto indicator = [](v1::ReportingBody body, const char* subject) {
    v1::Outline outline = OutlineOf("以涉嫌拒不支付劳动报酬罪移送公安机关3件");
    outline.mutable_report()->set_reporting_body(body);
    outline.mutable_report()->set_subject(subject);
    const absl::StatusOr<v1::ObservationSet> set = Extract(std::move(outline));
    return set->observations()[0].indicator();
  };
  EXPECT_EQ(indicator(v1::REPORTING_BODY_DEPARTMENT, "人力资源和社会保障局"),
            "enforcement.transferred_criminal");
  EXPECT_EQ(indicator(v1::REPORTING_BODY_DEPARTMENT, "水利局"), "");
  EXPECT_EQ(indicator(v1::REPORTING_BODY_GOVERNMENT, "government"), "");
}

TEST(Interpret, LessIsAskedOfTextsWhoseTitlesAreOfTheField) {
  v1::Outline outline = OutlineOf("经我签发的合法性审查意见312件");
  outline.mutable_report()->set_kind(v1::REPORT_KIND_OTHER);
  outline.mutable_report()->set_title("2023年度述法报告");
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(v1::Outline(outline)));
  ASSERT_EQ(set.observations_size(), 1);
  EXPECT_EQ(set.observations(0).indicator(), "legality_review.opinions");
  outline.mutable_report()->set_title("2024年政府工作报告");
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet other, Extract(std::move(outline)));
  EXPECT_EQ(other.observations(0).indicator(), "");
}

TEST(Interpret, VerbsAreOfWhatTheTitleIsOn) {
  const auto indicator = [](const std::string& title) {
    v1::Outline outline = OutlineOf(title + "\n审结351件,其中维持178件");
    const auto begin = static_cast<uint32_t>(ToCodePoints(title).size() + 1);
    outline.mutable_sentences(0)->set_begin(begin);
    outline.mutable_sentences(0)->set_clause_begin(0, begin);
    outline.mutable_sections(0)->mutable_span()->set_begin(begin);
    const auto set = Extract(std::move(outline));
    return set.ok() && set->observations_size() == 2 ? set->observations(0).indicator() : "none";
  };
  EXPECT_EQ(indicator("2024年行政复议统计分析报告"), "reconsideration.cases_closed");
  EXPECT_EQ(indicator("2024年行政复议行政应诉统计分析报告"), "");
}

TEST(Interpret, AGovernmentsReportGivesNoFigureOfTheWholeForOneField) {
  const auto links = [](const std::string& sentence, v1::ReportingBody body) {
    v1::Outline outline = OutlineOf(sentence);
    outline.mutable_report()->set_reporting_body(body);
    std::vector<std::string> ids;
    const auto set = Extract(std::move(outline));
    if (!set.ok()) return ids;
    for (const v1::Observation& observation : set->observations()) ids.push_back(observation.indicator());
    return ids;
  };
  using Ids = std::vector<std::string>;
  const auto government = v1::REPORTING_BODY_GOVERNMENT;
  const std::string market =
      "全县市场监管系统立案查处违法案件3416件,移送司法机关52起;全县作出行政处罚9120件。";
  EXPECT_EQ(links(market, government), Ids({"enforcement.market_cases", "", "penalty.cases"}));
  EXPECT_EQ(links(market, v1::REPORTING_BODY_DEPARTMENT),
            Ids({"enforcement.cases_handled", "enforcement.transferred_criminal", "penalty.cases"}));
  EXPECT_EQ(links("生态环境部门:下达行政处罚决定书311份,处罚金额2240.6万元。", government), Ids({"", ""}));
  EXPECT_EQ(links("公安、城管等部门作出行政处罚518件。", government), Ids({""}));
  EXPECT_EQ(links("其中县农业农村局作出行政处罚48件。", government), Ids({""}));
  EXPECT_EQ(links("县市场监管局办结案件62件,全县作出行政处罚1946件。", government).back(), "penalty.cases");
  EXPECT_EQ(links("全县作出行政处罚1946件,向公安机关移送涉嫌犯罪案件9件。", government),
            Ids({"penalty.cases", "enforcement.transferred_criminal"}));
}

TEST(Interpret, TerritoriesAboveThatOfTheTitleAreNotReportedOn) {
  const auto link = [](const std::string& title) {
    v1::Outline outline = OutlineOf("全市共作出行政处罚8216件。");
    v1::Report& report = *outline.mutable_report();
    report.clear_region();
    report.set_reporting_body(v1::REPORTING_BODY_GOVERNMENT);
    report.set_title(title);
    const auto set = Extract(std::move(outline));
    return set.ok() && set->observations_size() == 1 ? set->observations(0).indicator() : "none";
  };
  EXPECT_EQ(link("某县2024年法治政府建设情况报告"), "");
  EXPECT_EQ(link("某县人民政府关于2024年度法治政府建设情况的报告"), "");
  EXPECT_EQ(link("某市2024年法治政府建设情况报告"), "penalty.cases");
  EXPECT_EQ(link("2024年法治政府建设情况报告"), "penalty.cases");
}

TEST(Interpret, AReasonExactlyWhereAnIndicatorIs) {
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set,
                       Extract(OutlineOf("受理法律援助案件81件,其中涉外案件3件,同比增长4%")));
  for (const v1::Observation& observation : set.observations()) {
    EXPECT_EQ(observation.indicator().empty(), observation.link_reason().empty());
    EXPECT_GT(observation.confidence(), 0);
    EXPECT_LE(observation.confidence(), 1);
  }
}

// 指标 | 2023年 | 2024年 over 收到行政复议申请 | 34件 | 47件, under a line with its title, if there is one.
v1::Outline TableUnder(const std::string& title) {
  v1::Outline outline = OutlineOf("x");
  v1::Report& report = *outline.mutable_report();
  report.set_text(title + "指标\t2023年\t2024年\n收到行政复议申请\t34件\t47件\n");
  const auto first = static_cast<uint32_t>(CountCodePoints(title));
  outline.mutable_sections(0)->mutable_span()->set_end(first + 31);
  v1::Table& table = *report.add_tables();
  uint32_t at = first;
  for (const std::vector<uint32_t>& row : std::vector<std::vector<uint32_t>>{{2, 5, 5}, {8, 3, 3}}) {
    v1::TableRow& cells = *table.add_rows();
    for (uint32_t column = 0; column < row.size(); ++column) {
      v1::TableCell& cell = *cells.add_cells();
      cell.mutable_span()->set_begin(at);
      cell.mutable_span()->set_end(at + row[column]);
      cell.set_column(column);
      cell.set_is_head(table.rows_size() == 1 || column == 0);
      at += row[column] + 1;
    }
  }
  outline.clear_sentences();
  for (uint32_t row = 0; row < 2; ++row) {
    v1::Sentence& sentence = *outline.add_sentences();
    sentence.set_begin(first + (row == 0 ? 0 : 15));
    sentence.set_end(first + (row == 0 ? 14 : 31));
    sentence.add_clause_begin(sentence.begin());
    sentence.set_table(1);
    sentence.set_row(row);
  }
  return outline;
}

TEST(Interpret, CellsCountWhatTheirHeadsSay) {
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(TableUnder("")));
  ASSERT_EQ(set.observations_size(), 2);
  for (const v1::Observation& observation : set.observations()) {
    EXPECT_EQ(observation.measure(), "收到行政复议申请");
    EXPECT_EQ(observation.indicator(), "reconsideration.applications_received");
    EXPECT_EQ(observation.scope(), v1::SCOPE_NOT_STATED);
  }
}

TEST(Interpret, CellsAreOfWhomTheTitleNames) {
  const auto scope = [](const std::string& title, v1::ReportingBody body) {
    v1::Outline outline = TableUnder(title);
    outline.mutable_report()->set_reporting_body(body);
    const auto set = Extract(std::move(outline));
    return set.ok() && set->observations_size() == 2 ? set->observations(0).scope() : v1::SCOPE_UNSPECIFIED;
  };
  const auto government = v1::REPORTING_BODY_GOVERNMENT;
  const auto department = v1::REPORTING_BODY_DEPARTMENT;
  EXPECT_EQ(scope("沙泉县2024年行政复议数据\n", government), v1::SCOPE_JURISDICTION);
  EXPECT_EQ(scope("沙泉县水利局2024年行政复议情况表\n", department), v1::SCOPE_OWN_LEVEL);
  EXPECT_EQ(scope("表1 全县行政复议主要指标\n", government), v1::SCOPE_JURISDICTION);
  EXPECT_EQ(scope("2024年行政复议数据\n", government), v1::SCOPE_NOT_STATED);
  EXPECT_EQ(scope("沙泉县的数字\n", government), v1::SCOPE_NOT_STATED);
}

// The widest table that ingestion makes.
TEST(Interpret, WideTables) {
  constexpr uint32_t kColumns = 1024;
  std::string text;
  v1::Table table;
  v1::Outline outline;
  uint32_t at = 0;
  for (uint32_t row = 0; row < 2; ++row) {
    v1::TableRow& cells = *table.add_rows();
    const uint32_t begin = at;
    for (uint32_t column = 0; column < kColumns; ++column) {
      v1::TableCell& cell = *cells.add_cells();
      cell.mutable_span()->set_begin(at);
      cell.mutable_span()->set_end(at + 2);
      cell.set_column(column);
      cell.set_is_head(row == 0);
      text += row == 0 ? "结案" : "3件";
      text += column + 1 < kColumns ? '\t' : '\n';
      at += 3;
    }
    v1::Sentence& sentence = *outline.add_sentences();
    sentence.set_begin(begin);
    sentence.set_end(at - 1);
    sentence.add_clause_begin(begin);
    sentence.set_table(1);
    sentence.set_row(row);
  }
  v1::Outline whole = OutlineOf(text);
  *whole.mutable_sentences() = std::move(*outline.mutable_sentences());
  *whole.mutable_report()->add_tables() = std::move(table);
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(std::move(whole)));
  ASSERT_EQ(set.observations_size(), static_cast<int>(kColumns));
  EXPECT_EQ(set.observations(0).measure(), "结案");
}

TEST(Interpret, TenThousandFiguresInOneSentence) {
  std::string text = "受理案件1件";
  for (int i = 0; i < 10000; ++i) absl::StrAppend(&text, "、结案", i + 1, "件");
  ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(OutlineOf(text)));
  EXPECT_GT(set.observations_size(), 9900);
}

TEST(Extract, RefusesAnOutlineThatDoesNotFit) {
  const auto refused = [](void (*spoil)(v1::Outline&)) {
    v1::Outline outline = OutlineOf("受理案件12件");
    spoil(outline);
    return Extract(std::move(outline)).status();
  };
  const auto bad = FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OUTLINE");
  EXPECT_THAT(refused([](v1::Outline& o) { o.clear_sections(); }), bad);
  EXPECT_THAT(refused([](v1::Outline& o) { o.mutable_sentences(0)->set_end(99); }), bad);
  EXPECT_THAT(refused([](v1::Outline& o) { o.mutable_sentences(0)->set_section(1); }), bad);
  EXPECT_THAT(refused([](v1::Outline& o) { o.mutable_sentences(0)->set_table(1); }), bad);
  EXPECT_THAT(refused([](v1::Outline& o) { o.mutable_sentences(0)->set_clause_begin(0, 99); }), bad);
  EXPECT_THAT(refused([](v1::Outline& o) { o.mutable_sections(0)->mutable_span()->set_end(99); }), bad);
  EXPECT_THAT(refused([](v1::Outline& o) { *o.add_sentences() = o.sentences(0); }), bad);
  EXPECT_OK(refused([](v1::Outline&) {}));
}

}  // namespace
}  // namespace fazhi
