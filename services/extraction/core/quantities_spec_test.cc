// Runs testdata/*.spec: a sentence a line with what must be read out of it (testdata/README.md).

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "services/extraction/core/quantities.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

struct SpecContext {
  uint32_t year = 2024;
  v1::Role role = v1::ROLE_ACHIEVEMENTS;
  v1::ReportKind kind = v1::REPORT_KIND_ANNUAL_REPORT;
  std::string heading;
  std::string title;
  std::string published;
};

v1::Outline OutlineOf(const SpecContext& context, const std::string& text) {
  v1::Outline outline;
  v1::Report& report = *outline.mutable_report();
  report.set_text(text + "\n");
  report.set_year(context.year);
  report.set_kind(context.kind);
  report.set_title(context.title);
  report.set_published(context.published);
  outline.add_sections()->set_role(v1::ROLE_PREAMBLE);
  v1::Section& section = *outline.add_sections();
  section.set_role(context.role);
  section.set_level(1);
  section.set_heading_text(context.heading);
  const std::u32string points = ToCodePoints(report.text());
  v1::Block& block = *report.add_blocks();
  block.set_end(static_cast<uint32_t>(points.size() - 1));
  uint32_t begin = 0;
  for (uint32_t i = 0; i + 1 < points.size(); ++i) {
    if (points[i] != U'。' && i + 2 < points.size()) continue;
    v1::Sentence& sentence = *outline.add_sentences();
    sentence.set_begin(begin);
    sentence.set_end(i + 1);
    sentence.set_section(1);
    sentence.add_clause_begin(begin);
    for (uint32_t k = begin; k < i; ++k) {
      if (points[k] == U',' || points[k] == U';') sentence.add_clause_begin(k + 1);
    }
    begin = i + 1;
  }
  return outline;
}

std::string Decimal(int64_t e4) {
  std::string text = absl::StrCat(e4 / 10000);
  if (e4 % 10000 == 0) return text;
  std::string fraction = absl::StrCat(10000 + e4 % 10000).substr(1);
  while (fraction.back() == '0') fraction.pop_back();
  return absl::StrCat(text, ".", fraction);
}

std::string Name(const std::string& value, absl::string_view prefix) {
  std::string name(absl::StripPrefix(value, prefix));
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

// As the spec writes it: printed value unit and what is not the default.
std::string Print(const GroundedQuantity& quantity, const std::u32string& text, bool with_period) {
  std::string value = Decimal(quantity.quantity.value_e4());
  if (quantity.quantity.has_high_e4()) absl::StrAppend(&value, "..", Decimal(quantity.quantity.high_e4()));
  std::vector<std::string> words = {ToUtf8(text.data() + quantity.begin, quantity.end - quantity.begin),
                                    value, quantity.quantity.unit().empty() ? "_" : quantity.quantity.unit()};
  if (quantity.quantity.bound() != v1::BOUND_EXACT && quantity.quantity.bound() != v1::BOUND_RANGE) {
    words.push_back(Name(v1::Bound_Name(quantity.quantity.bound()), "BOUND_"));
  }
  if (quantity.kind == v1::KIND_RANK) words.push_back("rank");
  if (quantity.kind == v1::KIND_CHANGE)
    words.push_back(Name(v1::Direction_Name(quantity.direction), "DIRECTION_"));
  if (quantity.status != v1::STATUS_ACTUAL)
    words.push_back(Name(v1::Status_Name(quantity.status), "STATUS_"));
  if (quantity.grey) words.push_back("grey");
  if (with_period) words.push_back(absl::StrCat("@", quantity.period));
  return absl::StrJoin(words, " ");
}

void SetContext(absl::string_view line, SpecContext& context) {
  context = SpecContext();
  for (absl::string_view setting : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> pair = absl::StrSplit(setting, absl::MaxSplits('=', 1));
    const std::string value = absl::AsciiStrToUpper(pair.second);
    if (pair.first == "year") {
      ASSERT_TRUE(absl::SimpleAtoi(pair.second, &context.year)) << line;
    } else if (pair.first == "role") {
      ASSERT_TRUE(v1::Role_Parse(absl::StrCat("ROLE_", value), &context.role)) << line;
    } else if (pair.first == "kind") {
      ASSERT_TRUE(v1::ReportKind_Parse(absl::StrCat("REPORT_KIND_", value), &context.kind)) << line;
    } else if (pair.first == "heading") {
      context.heading = pair.second;
    } else if (pair.first == "title") {
      context.title = pair.second;
    } else if (pair.first == "published") {
      context.published = pair.second;
    } else {
      FAIL() << "unknown setting " << setting;
    }
  }
}

// With FAZHI_PRINT_SPEC set, prints every line with what is read instead, to make new lines from.
void RunSpec(const std::string& name, bool with_period) {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  ASSERT_NE(root, nullptr) << "FAZHI_SOURCE_DIR names the source folder";
  const std::string path = absl::StrCat(root, "/services/extraction/core/testdata/", name);
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  const bool printing = std::getenv("FAZHI_PRINT_SPEC") != nullptr;
  SpecContext context;
  std::string line;
  int lines = 0;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') {
      if (printing) std::cout << line << "\n";
      continue;
    }
    if (line[0] == '@') {
      SetContext(absl::string_view(line).substr(1), context);
      if (printing) std::cout << line << "\n";
      continue;
    }
    const std::vector<std::string> sides = absl::StrSplit(line, "\t");
    ++lines;
    const v1::Outline outline = OutlineOf(context, sides[0]);
    const Context reading{outline, ToCodePoints(outline.report().text())};
    const bool grey = sides.size() > 1 && absl::StrContains(sides[1], " grey");
    std::vector<std::string> read;
    for (const GroundedQuantity& quantity : ReadQuantities(reading, /*explain=*/false).quantities) {
      if (!quantity.grey || grey) read.push_back(Print(quantity, reading.text, with_period));
    }
    const std::string answer = read.empty() ? "-" : absl::StrJoin(read, " | ");
    if (printing) {
      std::cout << sides[0] << "\t" << answer << "\n";
    } else {
      ASSERT_EQ(sides.size(), 2u) << name << ":" << number << " wants a sentence, a tab, what is read";
      EXPECT_EQ(answer, sides[1]) << name << ":" << number << ": " << sides[0];
    }
  }
  EXPECT_GT(lines, 0);
}

TEST(QuantitiesSpecTest, Numbers) { RunSpec("numbers.spec", false); }
TEST(QuantitiesSpecTest, Names) { RunSpec("names.spec", false); }
TEST(QuantitiesSpecTest, Grounding) { RunSpec("grounding.spec", false); }
TEST(QuantitiesSpecTest, Periods) { RunSpec("periods.spec", true); }
TEST(QuantitiesSpecTest, Reports) { RunSpec("reports.spec", true); }

}  // namespace
}  // namespace fazhi::extraction
