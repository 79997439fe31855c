#include "services/ingestion/core/line_kinds.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_split.h"
#include "fazhi_line_words.h"
#include "services/ingestion/core/word_list.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t npos = std::u32string_view::npos;

// data/line_words.txt, where each list is explained.
struct LineWords {
  WordList body_end, addressee_end, signature, title_end, title_word, text_begin;
};

const LineWords& TheWords() {
  static const auto* const words = [] {
    auto* made = new LineWords;
    const std::pair<absl::string_view, WordList*> lists[] = {
        {"body_end", &made->body_end},     {"addressee_end", &made->addressee_end},
        {"signature", &made->signature},   {"title_end", &made->title_end},
        {"title_word", &made->title_word}, {"text_begin", &made->text_begin}};
    for (const absl::string_view line : absl::StrSplit(line_words::Data("line_words.txt"), '\n')) {
      const std::pair<absl::string_view, absl::string_view> rule =
          absl::StrSplit(line, absl::MaxSplits(' ', 1));
      for (const auto& [name, list] : lists) {
        if (rule.first == name) list->Add({ToCodePoints(rule.second), ""});
      }
    }
    for (const auto& [name, list] : lists) list->Sort();
    return made;
  }();
  return *words;
}

bool IsChineseDigit(char32_t c) { return IsAnyOf(c, U"〇○零一二三四五六七八九十O"); }

// A closing bracket's remark taken off: …报告(征求意见稿) is …报告.
std::u32string_view WithoutRemark(std::u32string_view line) {
  if (line.empty() || line.back() != U')') return line;
  const size_t open = line.rfind(U'(');
  return open == npos || open == 0 ? line : line.substr(0, open);
}

// Number of digits, Arabic or Chinese, from `at`.
size_t Digits(std::u32string_view line, size_t at) {
  size_t n = 0;
  while (at + n < line.size() && (IsDigit(line[at + n]) || IsChineseDigit(line[at + n]))) ++n;
  return n;
}

// 表1:各市案件情况, 单位:件: said of a table below.
bool IsOfTable(std::u32string_view line) {
  if (Contains(line, U"单位:")) return true;
  return line.size() > 2 && line[0] == U'表' && (IsDigit(line[1]) || IsChineseDigit(line[1]));
}

}  // namespace

bool NamesTopic(std::u32string_view line) {
  return ContainsOneOf(line, {U"法治政府", U"依法行政", U"法治建设"});
}

bool BeginsTitleWord(std::u32string_view text, size_t at) {
  return TheWords().title_word.MatchAt(text, at) != nullptr;
}

bool EndsAsBody(std::u32string_view line) { return TheWords().body_end.MatchEnd(line) != nullptr; }

bool IsDocumentNumber(std::u32string_view line) {
  if (line.size() > 60 || line.size() < 4) return false;
  const size_t hao = line.find(U'号');
  if (hao == npos || hao > 40 || hao == 0) return false;
  size_t at = hao;
  while (at > 0 && (IsDigit(line[at - 1]) || IsAnyOf(line[at - 1], U" X×xXx"))) --at;
  if (at == 0 || at == hao) return false;
  const bool order = line[at - 1] == U'第';
  const bool year = IsAnyOf(line[at - 1], U"〕]】)") && at >= 6 && IsAnyOf(line[at - 6], U"〔[【(") &&
                    Digits(line, at - 5) >= 4;
  if (order && (at == 1 || (at <= 14 && EndsAsBody(line.substr(0, at - 1))) ||
                EndsWith(line.substr(0, at - 1), U"令"))) {
    return hao + 1 == line.size();
  }
  if (!year) return false;
  const std::u32string_view rest = line.substr(hao + 1);
  return rest.empty() || StartsWith(rest, U"签发") || Contains(rest, U"签发人") || IsAnyOf(rest[0], U" ");
}

bool IsDate(std::u32string_view line) {
  if (!line.empty() && line[0] == U'(' && line.back() == U')') line = line.substr(1, line.size() - 2);
  if (Digits(line, 0) != 4) return false;
  size_t at = 4;
  if (at < line.size() && line[at] == U'年') {
    ++at;
    const size_t month = Digits(line, at);
    if (month == 0 || month > 2 || at + month >= line.size() || line[at + month] != U'月') return false;
    at += month + 1;
    const size_t day = Digits(line, at);
    if (day > 3) return false;
    at += day;
    if (day > 0 && (at >= line.size() || line[at] != U'日')) return false;
    at += day > 0;
  } else if (at + 1 < line.size() && IsAnyOf(line[at], U"-./")) {
    const char32_t mark = line[at];
    const size_t month = Digits(line, at + 1);
    at += 1 + month;
    if (month == 0 || month > 2 || at >= line.size() || line[at] != mark) return false;
    const size_t day = Digits(line, at + 1);
    at += 1 + day;
    if (day == 0 || day > 2) return false;
  } else {
    return false;
  }
  return at == line.size() || IsOneOf(line.substr(at), {U"印发", U"印"});
}

bool IsAddressee(std::u32string_view line) {
  if (line.size() < 3 || line.size() > 160 || line.back() != U':') return false;
  if (ContainsOneOf(line, {U"。", U"如下", U"现将", U"情况", U"报告如", U"以下"})) return false;
  const std::u32string_view body = line.substr(0, line.size() - 1);
  if (StartsWithOneOf(line, {U"各", U"尊敬的", U"同志们"})) return true;
  return EndsAsBody(body) || TheWords().addressee_end.MatchEnd(body) != nullptr;
}

bool IsSignature(std::u32string_view line) {
  if (line.empty() || line.size() > 200) return false;
  if (TheWords().signature.MatchAt(line, 0) != nullptr) return true;
  if (line.size() > 60 || ContainsOneOf(line, {U"。", U",", U";"})) return false;
  if (IsDate(line)) return true;
  if (EndsWith(line, U"印发") && Contains(line, U"年") && Contains(line, U"月")) return true;
  if (EndsWith(line, U"日") && Contains(line, U"年")) {
    const size_t year = line.find(U'年');
    return year >= 4 && Digits(line, year - 4) == 4 && (year == 4 || EndsAsBody(line.substr(0, year - 4)));
  }
  return line.size() <= 40 && line.size() >= 3 && EndsAsBody(WithoutRemark(line)) && !Contains(line, U"、");
}

bool IsBodysPart(std::u32string_view line, std::u32string_view next) {
  constexpr size_t kLongest = 30;
  if (line.size() < 4 || line.size() > kLongest || !EndsAsBody(line) || line.back() == U':') return false;
  const bool party = StartsWith(line, U"中共") || EndsWithOneOf(line, {U"党工委", U"党委"});
  const bool joint = party && EndsAsBody(next);  // 中共沙泉县委 / 沙泉县人民政府 / 关于…
  return joint || Digits(next, 0) == 4 ||
         StartsWithOneOf(next, {U"法治政府", U"依法行政", U"法治建设", U"推进法治", U"履行"});
}

bool BeginsText(std::u32string_view line) {
  if (Digits(line, 0) == 4 && StandsAt(line, 4, U"年")) return true;
  return TheWords().text_begin.MatchAt(line, 0) != nullptr;
}

bool IsRunningText(std::u32string_view line) {
  if (line.size() > 100) return true;
  int quoted = 0;
  for (const char32_t c : line) {
    if (c == U'《') ++quoted;
    if (c == U'》' && quoted > 0) --quoted;
    if (quoted > 0) continue;
    if (c == U'。' || (line.size() > 12 && IsAnyOf(c, U",;!?"))) return true;
  }
  return line.size() > 12 && line.back() == U':';
}

int TitleScore(std::u32string_view line, std::u32string_view page_title) {
  if (line.size() < 4 || line.size() > 90 || IsRunningText(line) || line.back() == U':') return 0;
  if (IsDate(line) || IsDocumentNumber(line) || IsOfTable(line)) return 0;
  const std::u32string_view core = WithoutRemark(line);
  int score = 0;
  if (TheWords().title_end.MatchEnd(core) != nullptr) score += 3;
  if (NamesTopic(core)) score += 3;
  if (Contains(core, U"关于")) score += 1;
  if (Contains(core, U"年")) score += 1;
  if (Contains(core, U"20")) score += 1;
  if (line.size() >= 8 && !page_title.empty() && Contains(page_title, line)) score += 4;
  if (StartsWithOneOf(core, {U"关于", U"的"})) score -= 1;
  if (line.size() < 6) score -= 1;
  int open = 0;
  bool unmatched = false;
  for (const char32_t c : line) {
    if (c == U'《') ++open;
    if (c == U'》') unmatched |= --open < 0;
  }
  if (open != 0 || unmatched) score -= 3;
  return score > 0 ? score : 0;
}

}  // namespace fazhi
