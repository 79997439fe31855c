#include "services/ingestion/core/identify_title.h"

#include <algorithm>
#include <vector>

#include "services/ingestion/core/identify_dates.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Code points of an opening that say what kind of text it is, and between 法治 and 建设 (法治冠县建设).
constexpr size_t kOpeningSize = 900;
constexpr size_t kMaxTopicGap = 6;
constexpr size_t kMaxFieldGap = 4;  // between 法治 and 工作 (法治交通运输工作)
// Lines in which a speech's or a report's address to its listeners stands.
constexpr size_t kAddressLines = 8;

std::u32string_view StripBrackets(std::u32string_view line) {
  while (!line.empty() && (line.front() == U'(' || line.front() == U'[')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == U')' || line.back() == U']')) line.remove_suffix(1);
  return line;
}

// (2024年12月20日), ——在全市会议上: beside a title, not of it.
bool IsBesideTitle(std::u32string_view line) {
  if (line.empty() || StartsWithOneOf(line, {U"——", U"--"})) return true;
  const std::u32string_view inner = StripBrackets(line);
  const auto date = FindDate(inner);
  return date.has_value() && date->begin == 0 && inner.size() - date->end <= 2;
}

bool HasTopic(std::u32string_view text, const IdentifyWords& words) {
  if (words.topic.Find(text) != nullptr) return true;
  for (size_t at = text.find(U"法治"); at != std::u32string_view::npos; at = text.find(U"法治", at + 1)) {
    const auto behind = text.substr(at + 2, kMaxTopicGap + 2);
    if (Contains(behind, U"建设")) return true;
    // 法治文旅工作总结: of a department's own field; not 法治宣传教育工作.
    if (Contains(behind.substr(0, kMaxFieldGap + 2), U"工作") && !StartsWith(behind, U"宣传")) return true;
  }
  return false;
}

bool IsSeparator(char32_t c) { return c == U'_' || c == U'|' || c == U'>' || c == U'»' || c == U'›'; }

// The piece of a page's title that is the report's: the last that ends as titles do, else the first.
std::u32string_view WithoutSiteName(std::u32string_view title, const IdentifyWords& words) {
  std::vector<std::u32string_view> pieces;
  size_t begin = 0;
  for (size_t i = 0; i <= title.size(); ++i) {
    bool cut = i == title.size() || IsSeparator(title[i]);
    if (!cut && (title[i] == U'-' || title[i] == U'—' || title[i] == U'–')) {
      // A dash between numbers or a double one belongs to the title.
      const bool in_number = i > 0 && i + 1 < title.size() && title[i - 1] < 0x80 && title[i + 1] < 0x80 &&
                             title[i - 1] != U' ' && title[i + 1] != U' ';
      const bool doubled =
          (i > 0 && title[i - 1] == title[i]) || (i + 1 < title.size() && title[i + 1] == title[i]);
      cut = !in_number && !doubled;
    }
    if (!cut) continue;
    std::u32string_view piece = title.substr(begin, i - begin);
    while (!piece.empty() && piece.front() == U' ') piece.remove_prefix(1);
    while (!piece.empty() && piece.back() == U' ') piece.remove_suffix(1);
    if (!piece.empty()) pieces.push_back(piece);
    begin = i + 1;
  }
  if (pieces.empty()) return {};
  for (std::u32string_view piece : pieces) {
    if (words.title_end.MatchEnd(StripBrackets(piece)) != nullptr && piece.size() >= 6) return piece;
  }
  return pieces.front();
}

// The title without what may stand behind its kind: 的通知, (试行), a date in brackets.
std::u32string_view WithoutTail(std::u32string_view title, const IdentifyWords& words) {
  for (bool changed = true; changed && !title.empty();) {
    changed = false;
    if (const WordList::Word* tail = words.kind_tail.MatchEnd(title);
        tail != nullptr && tail->text.size() < title.size()) {
      title.remove_suffix(tail->text.size());
      changed = true;
      continue;
    }
    const size_t open = title.rfind(U'(');
    if (open != std::u32string_view::npos && open > 0 && title.back() == U')') {
      title = title.substr(0, open);
      changed = true;
    }
  }
  return title;
}

// ——沙泉区2022年法治政府建设情况报告, below a headline that says no kind of text.
bool IsSubtitle(std::u32string_view line, const IdentifyWords& words) {
  return StartsWithOneOf(line, {U"——", U"--"}) &&
         words.title_end.MatchEnd(WithoutTail(line, words)) != nullptr;
}

// 上半年工作总结和下半年工作计划: whether what goes before the joining word is a report's title of its own.
bool JoinsReport(std::u32string_view title, const IdentifyWords& words) {
  for (size_t at = title.find_first_of(U"及和暨与、"); at != std::u32string_view::npos;
       at = title.find_first_of(U"及和暨与、", at + 1)) {
    const auto before = title.substr(0, EndsWith(title.substr(0, at), U"以") ? at - 1 : at);
    if (words.report_word.MatchEnd(before) == nullptr) continue;
    const auto behind = title.substr(at + 1);
    if (FindYear(behind).has_value() || words.plan_begin.MatchAt(behind, 0) != nullptr) return true;
  }
  return false;
}

// Whether a title says that its report is on something else, and not only in a body's name: 审计局,
// 信访办法治政府建设.
bool IsOnOther(std::u32string_view title, const IdentifyWords& words) {
  for (size_t at = 0; at < title.size(); ++at) {
    const WordList::Word* word = words.other_report.MatchAt(title, at);
    if (word == nullptr || words.department.MatchAt(title, at) != nullptr) continue;
    const size_t end = at + word->text.size();
    if (word->text.back() == U'法' && end < title.size() && (title[end] == U'治' || title[end] == U'制'))
      continue;
    return true;
  }
  return false;
}

v1::ReportKind KindByOpening(const ReportLines& lines, const IdentifyWords& words) {
  size_t seen = 0;
  for (const ReportLines::Line& line : lines.head) {
    if (++seen > kAddressLines) break;
    const WordList::Word* opening = words.speech_opening.MatchAt(line.folded, 0);
    if (opening != nullptr)
      return opening->value == "speech" ? v1::REPORT_KIND_SPEECH : v1::REPORT_KIND_OTHER;
  }
  std::u32string opening;
  for (const ReportLines::Line& line : lines.head) {
    if (line.kind == v1::BLOCK_KIND_TITLE || line.kind == v1::BLOCK_KIND_DOCUMENT_NUMBER) continue;
    opening += line.folded.substr(0, kOpeningSize);
    opening += U'\n';
    if (opening.size() >= kOpeningSize) break;
  }
  if (!HasTopic(opening, words)) return v1::REPORT_KIND_OTHER;
  if (words.opening_word.Find(opening) != nullptr) return v1::REPORT_KIND_ANNUAL_REPORT;
  if (ContainsOneOf(opening, {U"制定本", U"特制定", U"制定如下", U"制定以下"})) {
    return v1::REPORT_KIND_PLAN;
  }
  return words.contents.Find(opening) != nullptr ? v1::REPORT_KIND_ANNUAL_REPORT : v1::REPORT_KIND_OTHER;
}

}  // namespace

std::u32string FindTitle(const ReportLines& lines, const PageMetadata& page, std::u32string_view hint,
                         const IdentifyWords& words) {
  std::u32string title;
  std::u32string folded;
  bool begun = false;
  for (const ReportLines::Line& line : lines.head) {
    if (line.kind != v1::BLOCK_KIND_TITLE) {
      if (begun) break;
      continue;
    }
    begun = true;
    const bool whole = words.title_end.MatchEnd(WithoutTail(folded, words)) != nullptr;
    if (IsBesideTitle(line.folded) && (folded.empty() || whole || !IsSubtitle(line.folded, words))) continue;
    // Below a title that is whole stands who spoke.
    if (whole && words.title_end.MatchEnd(WithoutTail(line.folded, words)) == nullptr) continue;
    if (StartsWith(line.folded, folded)) {  // a letterhead that the title repeats
      title.clear();
      folded.clear();
    }
    title += line.printed;
    folded += line.folded;
  }
  if (!title.empty()) return title;
  const std::u32string candidates[] = {ToCodePoints(page.heading), ToCodePoints(page.article_title),
                                       std::u32string(hint), ToCodePoints(page.page_title)};
  for (const std::u32string& candidate : candidates) {
    folded = candidate;
    FoldTraditional(folded);
    const std::u32string_view cleaned = WithoutSiteName(folded, words);
    if (words.title_end.MatchEnd(WithoutTail(StripBrackets(cleaned), words)) != nullptr ||
        words.title_end.MatchEnd(cleaned) != nullptr) {
      return candidate.substr(static_cast<size_t>(cleaned.data() - folded.data()), cleaned.size());
    }
  }
  return {};
}

std::u32string_view IssuedIn(std::u32string_view title) {
  const std::u32string_view notice = U"的通知";
  const size_t issue = title.rfind(U"印发");
  if (issue == std::u32string_view::npos || title.size() < issue + 2 + notice.size() ||
      !EndsWith(title, notice))
    return {};
  std::u32string_view issued = title.substr(issue + 2, title.size() - notice.size() - issue - 2);
  if (!issued.empty() && issued.front() == U'《' && issued.back() == U'》')
    issued = issued.substr(1, issued.size() - 2);
  return issued;
}

std::u32string FindIssuedTitle(const ReportLines& lines, std::u32string_view folded,
                               const std::u32string& title) {
  const std::u32string_view issued = IssuedIn(folded);
  const bool stands =
      !issued.empty() && std::any_of(lines.head.begin(), lines.head.end(),
                                     [&](const ReportLines::Line& line) { return line.folded == issued; });
  return stands ? title.substr(static_cast<size_t>(issued.data() - folded.data()), issued.size()) : title;
}

v1::ReportKind FindKind(std::u32string_view title, const ReportLines& lines, const IdentifyWords& words) {
  if (title.empty()) return KindByOpening(lines, words);
  const std::u32string_view core = WithoutTail(title, words);
  const bool topic = HasTopic(title, words);
  const WordList::Word* report = words.report_word.Find(core);
  const bool other = IsOnOther(core, words);
  if (const WordList::Word* end = words.kind_end.MatchEnd(core)) {
    if (end->value == "speech") return v1::REPORT_KIND_SPEECH;
    // 2023年工作总结及2024年工作计划 is first of all a report.
    const bool looks_back = topic && report != nullptr && !other && FindYear(core).has_value();
    if (!looks_back && !JoinsReport(core, words)) return v1::REPORT_KIND_PLAN;
  }
  if (topic && report != nullptr) return other ? v1::REPORT_KIND_OTHER : v1::REPORT_KIND_ANNUAL_REPORT;
  if (other || (title.size() >= 4 && EndsWith(title, U"通知"))) return v1::REPORT_KIND_OTHER;
  // A title that names no subject (2023年度工作报告), or a subject alone: the opening decides.
  return report != nullptr || topic ? KindByOpening(lines, words) : v1::REPORT_KIND_OTHER;
}

}  // namespace fazhi
