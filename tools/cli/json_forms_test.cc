#include "tools/cli/json_forms.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;

Reading ReadingOf(const char* set) {
  Reading reading;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(set, &reading.set));
  return reading;
}

DocumentContext Context(const char* text) {
  DocumentContext context;
  context.doc = "a";
  context.file = "a.txt";
  context.decoded = ToCodePoints(text);
  return context;
}

constexpr char kAid[] = R"pb(
  outline {
    report { text: "办理81件,其中胜诉53件,占65.4%。\n" }
    sections {}
    sections { level: 1 heading_text: "一、成效" }
    sections { level: 2 parent: 1 heading_text: "(一)援助" }
    sentences { begin: 0 end: 20 section: 2 }
  }
  observations {
    name: "documents/0/observations/2.0"
    source_span { begin: 2 end: 5 }
    span { begin: 2 end: 5 }
    quantity { value_e4: 810000 unit: "件" bound: BOUND_EXACT }
    kind: KIND_LEVEL
    status: STATUS_ACTUAL
    period: "2024"
    scope: SCOPE_NOT_STATED
    measure: "法律援助案件"
    indicator: "legal_aid.cases"
    confidence: 0.9
  }
  observations {
    source_span { begin: 10 end: 13 }
    quantity { value_e4: 530000 high_e4: 540000 unit: "件" bound: BOUND_RANGE }
    kind: KIND_LEVEL
    status: STATUS_TARGET
    measure: "胜诉"
    part_of: 0
  }
  observations {
    source_span { begin: 15 end: 20 }
    quantity { value_e4: 654000 unit: "%" bound: BOUND_AT_LEAST }
    kind: KIND_CHANGE
    direction: DIRECTION_DOWN
    status: STATUS_ACTUAL
    rate_of { numerator: 1 denominator: 0 }
  }
  observations { grey: true measure: "五大领域" }
)pb";

TEST(ObservationLines, FieldsOfTheGold) {
  const std::string lines = ObservationLines(ReadingOf(kAid), Context("办理81件,其中胜诉53件,占65.4%。"));
  std::vector<Json> rows;
  for (size_t begin = 0, end; (end = lines.find('\n', begin)) != std::string::npos; begin = end + 1) {
    rows.push_back(Json::parse(lines.substr(begin, end - begin)));
  }
  ASSERT_EQ(rows.size(), 3U) << "grey ones are left out";
  EXPECT_EQ(rows[0]["doc"], "a");
  EXPECT_EQ(rows[0]["start"], 2);
  EXPECT_EQ(rows[0]["end"], 5);
  EXPECT_EQ(rows[0]["text"], "81件");
  EXPECT_TRUE(rows[0]["value"].is_number_integer());
  EXPECT_EQ(rows[0]["value"], 81);
  EXPECT_FALSE(rows[0].contains("high"));
  EXPECT_EQ(rows[0]["bound"], "exact");
  EXPECT_EQ(rows[0]["kind"], "level");
  EXPECT_FALSE(rows[0].contains("direction"));
  EXPECT_EQ(rows[0]["status"], "actual");
  EXPECT_EQ(rows[0]["period"], "2024");
  EXPECT_EQ(rows[0]["scope"], "unspecified");
  EXPECT_EQ(rows[0]["indicator"], "legal_aid.cases");
  EXPECT_TRUE(rows[0]["part_of"].is_null());
  EXPECT_EQ(rows[0]["headings"], (Json{"一、成效", "(一)援助"}));

  EXPECT_EQ(rows[1]["value"], 53);
  EXPECT_EQ(rows[1]["high"], 54);
  EXPECT_EQ(rows[1]["status"], "target");
  EXPECT_TRUE(rows[1]["period"].is_null());
  EXPECT_TRUE(rows[1]["scope"].is_null());
  EXPECT_TRUE(rows[1]["indicator"].is_null());
  EXPECT_EQ(rows[1]["part_of"], 2);

  EXPECT_EQ(rows[2]["value"], 65.4);
  EXPECT_EQ(rows[2]["bound"], "at_least");
  EXPECT_EQ(rows[2]["direction"], "down");
  EXPECT_EQ(rows[2]["rate_of"], (Json{10, 2}));
}

TEST(ObservationLines, SpansBehindTheTextAreCutNotRead) {
  const std::string lines = ObservationLines(ReadingOf(kAid), Context("办理"));
  EXPECT_THAT(lines, HasSubstr("\"text\":\"\""));
}

TEST(ObservationLines, ExplainsOnlyWhenAsked) {
  DocumentContext context = Context("");
  EXPECT_THAT(ObservationLines(ReadingOf(kAid), context), Not(HasSubstr("link_reason")));
  context.explain = true;
  EXPECT_THAT(ObservationLines(ReadingOf(kAid), context), HasSubstr("link_reason"));
}

TEST(DocumentForm, EmptyFieldsAreNull) {
  const Json form = DocumentForm(ReadingOf(""), Context(""));
  for (const char* key : {"kind", "title", "region_code", "region_name", "parent_code", "issuer",
                          "reporting_body", "year", "document_number", "published"}) {
    EXPECT_TRUE(form.at(key).is_null()) << key;
  }
  EXPECT_EQ(form.at("sections").size(), 0U);
  EXPECT_EQ(form.at("findings").size(), 0U);
}

TEST(DocumentForm, SectionsAndFindings) {
  Reading reading = ReadingOf(R"pb(
    outline {
      report {
        text: "一、成效\n"
        kind: REPORT_KIND_ANNUAL_REPORT
        year: 2024
        reporting_body: REPORTING_BODY_GOVERNMENT
        region { name: "沙泉县" parent_code: "6209" }
        source_map { clean_begin: 0 source_begin: 7 source_length: 5 }
        body_source_span { begin: 7 end: 12 }
      }
      sections { role: ROLE_PREAMBLE }
      sections {
        level: 1
        heading { begin: 0 end: 4 }
        heading_text: "一、成效"
        role: ROLE_ACHIEVEMENTS
      }
    })pb");
  v1::Finding rate;
  rate.set_type(v1::FINDING_TYPE_RATE_MISMATCH);
  rate.set_expected("73.23");
  rate.set_printed("75");
  rate.add_source_spans()->set_begin(9);
  v1::Finding late;
  late.set_type(v1::FINDING_TYPE_PUBLISHED_LATE);
  late.set_expected("2025-04-01");
  v1::Finding note;
  note.set_type(v1::FINDING_TYPE_OTHER_BASE);
  note.set_note(true);
  reading.findings = {rate, late, note};

  const Json form = DocumentForm(reading, Context(""));
  EXPECT_EQ(form.at("kind"), "annual_report");
  EXPECT_EQ(form.at("reporting_body"), "government");
  EXPECT_EQ(form.at("parent_code"), "6209");
  EXPECT_EQ(form.at("body"), (Json{7, 12}));
  ASSERT_EQ(form.at("sections").size(), 1U) << "section 0 has no heading";
  EXPECT_EQ(form.at("sections")[0],
            (Json{{"start", 7}, {"heading", "一、成效"}, {"level", 1}, {"role", "achievements"}}));
  ASSERT_EQ(form.at("findings").size(), 2U);
  EXPECT_EQ(form.at("findings")[0]["type"], "rate_mismatch");
  EXPECT_EQ(form.at("findings")[0]["at"], Json::array({9}));
  EXPECT_EQ(form.at("findings")[0]["expected"], 73.23);
  EXPECT_EQ(form.at("findings")[0]["printed"], 75);
  EXPECT_EQ(form.at("findings")[1]["expected"], "2025-04-01");
  EXPECT_TRUE(form.at("findings")[1]["printed"].is_null());
  EXPECT_EQ(form.at("notes")[0]["type"], "other_base");
}

TEST(NumberForm, WholeNumbersAreIntegers) {
  EXPECT_EQ(NumberForm(780000000).dump(), "78000");
  EXPECT_EQ(NumberForm(974000).dump(), "97.4");
  EXPECT_EQ(NumberForm(1).dump(), "0.0001");
  EXPECT_EQ(NumberForm(0).dump(), "0");
}

TEST(DecimalForm, DropsTrailingZeros) {
  EXPECT_EQ(DecimalForm(974000), "97.4");
  EXPECT_EQ(DecimalForm(10000), "1");
  EXPECT_EQ(DecimalForm(-50), "-0.005");
  EXPECT_EQ(DecimalForm(INT64_MIN), "-922337203685477.5808");
}

TEST(Word, LowerCaseWithoutPrefix) {
  EXPECT_EQ(Word("ROLE_FIRST_RESPONSIBLE", "ROLE_"), "first_responsible");
  EXPECT_TRUE(Word("ROLE_UNSPECIFIED", "ROLE_").is_null());
  EXPECT_TRUE(Word("", "ROLE_").is_null());
}

}  // namespace
}  // namespace fazhi
