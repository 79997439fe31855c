#include "services/segmentation/core/roles.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "fazhi_segmentation_data.h"
#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/phrase_table.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::segmentation {
namespace {

using View = std::u32string_view;
using Scores = std::array<float, v1::Role_ARRAYSIZE>;

constexpr float kHeadingThreshold = 2;
constexpr float kTextThreshold = 5;
constexpr float kLaterYear = 3;
constexpr size_t kTextWindow = 1500;

struct RolePhrases {
  PhraseTable heading{PhraseTable::Anchor::kBegin};
  PhraseTable hiding{PhraseTable::Anchor::kBegin};
  PhraseTable text{PhraseTable::Anchor::kBegin};
};

const RolePhrases& Phrases() {
  static const RolePhrases* const kPhrases = [] {
    auto* phrases = new RolePhrases;
    const auto rows = ParseLexicon(segmentation_data::Data("roles.tsv"), 4);
    for (const auto& [fields, weight] : rows.value()) {
      v1::Role role = v1::ROLE_UNSPECIFIED;
      v1::Role_Parse(absl::StrCat("ROLE_", absl::AsciiStrToUpper(fields[1])), &role);
      PhraseTable& table = fields[1] == "none"      ? phrases->hiding
                           : fields[0] == "heading" ? phrases->heading
                                                    : phrases->text;
      table.Add(fields[2], role, weight);
    }
    return phrases;
  }();
  return *kPhrases;
}

// The four-digit year at `pos`, 0 when there is none.
uint32_t YearAt(View text, size_t pos) {
  if (pos + 4 > text.size() || (pos > 0 && IsDigit(text[pos - 1]))) return 0;
  uint32_t year = 0;
  for (size_t i = pos; i < pos + 4; ++i) {
    if (!IsDigit(text[i])) return 0;
    year = year * 10 + (text[i] - U'0');
  }
  if (pos + 4 < text.size() && IsDigit(text[pos + 4])) return 0;
  return year >= 1990 && year <= 2100 ? year : 0;
}

uint32_t FirstYear(View text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (const uint32_t year = YearAt(text, i)) return year;
  }
  return 0;
}

bool SeparatesParts(char32_t c) {
  return c == U'及' || c == U'和' || c == U'与' || c == U'、' || c == U',' || c == U';' || c == U'暨';
}

v1::Role Best(const Scores& scores, float threshold) {
  const auto best = std::max_element(scores.begin(), scores.end());
  return *best >= threshold ? static_cast<v1::Role>(best - scores.begin()) : v1::ROLE_UNSPECIFIED;
}

v1::Role RoleOfPart(View heading, size_t begin, size_t end, uint32_t year) {
  Scores scores{};
  const View part = heading.substr(0, end);
  for (size_t i = begin; i < end;) {
    size_t hidden = 0;
    Phrases().hiding.At(part, i, [&](const auto& phrase) { hidden = std::max(hidden, phrase.text.size()); });
    if (hidden == 0) {
      Phrases().heading.At(part, i, [&](const auto& phrase) { scores[phrase.label] += phrase.weight; });
    }
    i += std::max<size_t>(hidden, 1);
  }
  if (const uint32_t named = FirstYear(part.substr(begin)); named != 0 && year != 0 && named > year) {
    scores[v1::ROLE_PLAN] += kLaterYear;
  }
  return Best(scores, kHeadingThreshold);
}

// The year that headings look back on: the one reported on; where it is unknown, or the text is no yearly
// report (a government work report is of the year it plans), the earlier of two years in the topmost headings
// (2023年工作回顾, 2024年工作打算).
uint32_t ReportYear(View text, const v1::Report& report, const v1::Outline& outline) {
  if (report.year() != 0 && report.kind() == v1::REPORT_KIND_ANNUAL_REPORT) return report.year();
  std::set<uint32_t> years;
  for (const v1::Section& section : outline.sections()) {
    if (section.level() != 1) continue;
    const auto& span = section.heading();
    if (const uint32_t year = FirstYear(text.substr(span.begin(), span.end() - span.begin())))
      years.insert(year);
  }
  return years.size() >= 2 ? *years.begin() : report.year();
}

v1::Role FirstRole(View heading, uint32_t year) {
  const std::vector<v1::Role> named = RolesOfHeading(heading, year);
  return named.empty() ? v1::ROLE_UNSPECIFIED : named[0];
}

// The role of a heading that begins with a year which, with its words, contradicts the role that it would
// inherit (三、2024年工作计划 › (二)2022年主要成效); ROLE_UNSPECIFIED for any other. Words alone are no
// contradiction, nor is a year among them: 巩固2022年整改成效 is a plan's, 谋划2024年工作安排 an achievement.
// `done` is the last year that is looked back on, 0 when unknown.
v1::Role RoleAgainst(v1::Role inherited, View heading, uint32_t done) {
  const uint32_t named = YearAt(heading, 0);
  if (named == 0 || done == 0) return v1::ROLE_UNSPECIFIED;
  const bool ahead = named > done;
  if (ahead ? inherited == v1::ROLE_PLAN : inherited != v1::ROLE_PLAN) return v1::ROLE_UNSPECIFIED;
  const v1::Role own = FirstRole(heading, 0);  // what the words say without the year
  return own == (ahead ? v1::ROLE_PLAN : v1::ROLE_ACHIEVEMENTS) ? own : v1::ROLE_UNSPECIFIED;
}

// What the text behind a heading is read for that the heading does not say: 七是高位推动。召开会议2次。 is an
// item of a list and ends with its line; the paragraphs behind the last one (工作中还有差距, 2023年我县将)
// are of the list's whole.
View OwnText(View behind) {
  const size_t line = behind.find(U'\n');
  const bool runs_in = line != View::npos && behind.substr(0, line).find(U',') != View::npos;
  return runs_in ? behind.substr(0, line) : behind;
}

// Whether a leader reports on what they did themselves (述法报告): all that is no problem and no plan is
// that.
bool IsPersonal(const v1::Report& report) {
  return report.kind() != v1::REPORT_KIND_PLAN && report.kind() != v1::REPORT_KIND_SPEECH &&
         (absl::StrContains(report.title(), "述法报告") ||
          (absl::StrContains(report.title(), "第一责任人") && absl::StrContains(report.title(), "报告")));
}

// 各部门要压实责任,要把任务落到实处: whether one who speaks tells those who hear what to do, again and again.
bool TellsWhatToDo(View text) {
  constexpr size_t kFewest = 5;
  constexpr size_t kLongestBetween = 100;  // on average
  size_t told = 0;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    // 主要, 要求: no command.
    told += text[i] == U'要' && !IsAnyOf(text[i - 1], U"主需重只必首纪摘次紧扼概") &&
            !IsAnyOf(text[i + 1], U"求素点害件领闻案么");
  }
  return told >= kFewest && told * kLongestBetween >= text.size();
}

// 普法工作总结, 行政执法年度报告: whether the text tells of what was done, though it is no yearly report of
// the field.
bool LooksBack(const v1::Report& report) {
  return absl::StrContains(report.title(), "总结") || absl::StrContains(report.title(), "报告") ||
         absl::StrContains(report.title(), "年报");
}

v1::Role DefaultRole(const v1::Report& report, bool after_plan) {
  switch (report.kind()) {
    case v1::REPORT_KIND_PLAN:
      return v1::ROLE_PLAN;
    case v1::REPORT_KIND_SPEECH:
      return after_plan ? v1::ROLE_PLAN : v1::ROLE_OTHER;
    case v1::REPORT_KIND_OTHER:
      if (after_plan) return v1::ROLE_PLAN;
      return LooksBack(report) ? v1::ROLE_ACHIEVEMENTS : v1::ROLE_OTHER;
    default:
      return after_plan ? v1::ROLE_OTHER : v1::ROLE_ACHIEVEMENTS;
  }
}

}  // namespace

std::vector<v1::Role> RolesOfHeading(View heading, uint32_t year) {
  std::vector<v1::Role> roles;
  size_t begin = 0;
  for (size_t i = 0; i <= heading.size(); ++i) {
    if (i < heading.size() && !SeparatesParts(heading[i])) continue;
    const v1::Role role = RoleOfPart(heading, begin, i, year);
    begin = i + 1;
    if (role != v1::ROLE_UNSPECIFIED && std::find(roles.begin(), roles.end(), role) == roles.end())
      roles.push_back(role);
  }
  return roles;
}

v1::Role RoleOfText(View text) {
  text = text.substr(0, kTextWindow);
  Scores scores{};
  for (size_t i = 0; i < text.size(); ++i) {
    Phrases().text.At(text, i, [&](const auto& phrase) { scores[phrase.label] += phrase.weight; });
  }
  const v1::Role best = Best(scores, kTextThreshold);
  if (best == v1::ROLE_UNSPECIFIED) return best;
  // Clear means: twice as much as for anything else, and often enough for the length.
  for (size_t r = 0; r < scores.size(); ++r) {
    if (static_cast<int>(r) != best && 2 * scores[r] > scores[best]) return v1::ROLE_UNSPECIFIED;
  }
  return scores[best] * 150 >= static_cast<float>(text.size()) ? best : v1::ROLE_UNSPECIFIED;
}

void AssignRoles(View text, const v1::Report& report, v1::Outline& outline) {
  const uint32_t year = ReportYear(text, report, outline);
  const bool is_plan = report.kind() == v1::REPORT_KIND_PLAN;
  const bool is_speech = report.kind() == v1::REPORT_KIND_SPEECH;
  const uint32_t done = is_plan && report.year() != 0 ? report.year() - 1 : year;
  const bool personal = IsPersonal(report);
  std::vector<bool> merged(static_cast<size_t>(outline.sections_size()));
  bool after_plan = false;
  bool after_problems = false;
  for (int i = 0; i < outline.sections_size(); ++i) {
    v1::Section& section = *outline.mutable_sections(i);
    if (i == 0) {
      section.set_role(v1::ROLE_PREAMBLE);
      continue;
    }
    const auto number = static_cast<uint32_t>(CountCodePoints(section.number()));
    const View heading = text.substr(section.heading().begin() + number,
                                     section.heading().end() - section.heading().begin() - number);
    if (section.parent() != 0) {
      const v1::Role inherited = outline.sections(static_cast<int>(section.parent())).role();
      merged[i] = merged[section.parent()];
      const v1::Role own = merged[i] ? FirstRole(heading, year) : RoleAgainst(inherited, heading, done);
      section.set_role(own != v1::ROLE_UNSPECIFIED ? own : inherited);
      continue;
    }
    const std::vector<v1::Role> named = RolesOfHeading(heading, year);
    const v1::Role said = named.empty() ? v1::ROLE_UNSPECIFIED : named[0];
    const bool own = said == v1::ROLE_OTHER || said == v1::ROLE_CLOSING ||
                     RoleAgainst(v1::ROLE_PLAN, heading, done) != v1::ROLE_UNSPECIFIED;
    v1::Role role = is_plan && !own ? v1::ROLE_PLAN : said;
    merged[i] = named.size() > 1 && !is_plan;
    const View behind = text.substr(section.heading().end(), section.span().end() - section.heading().end());
    if (role == v1::ROLE_UNSPECIFIED) role = RoleOfText(OwnText(behind));
    if (role == v1::ROLE_UNSPECIFIED && is_speech && TellsWhatToDo(behind)) role = v1::ROLE_PLAN;
    if (role == v1::ROLE_UNSPECIFIED && personal && !after_plan) role = v1::ROLE_FIRST_RESPONSIBLE;
    if (role == v1::ROLE_UNSPECIFIED) role = DefaultRole(report, after_plan);
    // 二、正视问题 三、强化举措: behind what is wanting a speech says what is to be done.
    if (after_problems && is_speech && said != v1::ROLE_OTHER && role != v1::ROLE_CLOSING &&
        role != v1::ROLE_PROBLEMS)
      role = v1::ROLE_PLAN;
    after_problems |= role == v1::ROLE_PROBLEMS;
    if (role == v1::ROLE_PLAN && !is_plan) after_plan = true;
    section.set_role(role);
  }
}

}  // namespace fazhi::segmentation
