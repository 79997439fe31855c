#include "services/ingestion/core/page_rules.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "absl/strings/str_split.h"
#include "fazhi_page_rules.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/ingestion/core/line_kinds.h"
#include "services/ingestion/core/word_list.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kLongestFooter = 160;
constexpr size_t kLongestValue = 400;
constexpr size_t kLongestFooterStart = 80;
constexpr size_t kDateLabel =
    3;  // code points of a label (发布于, 成文日期) that needs no colon before a date

// Phrases by their first character, longer ones first.
template <typename T>
class PhraseTable {
 public:
  struct Entry {
    std::u32string phrase;
    T value;
  };
  void Add(std::u32string phrase, T value) {
    const char32_t first = phrase[0];
    entries_[first].push_back({std::move(phrase), value});
  }
  void Sort() {
    for (auto& entries : entries_) {
      std::stable_sort(entries.second.begin(), entries.second.end(),
                       [](const Entry& a, const Entry& b) { return a.phrase.size() > b.phrase.size(); });
    }
  }
  // The longest phrase at `at`, spaces inside the text aside; `end` is set behind it.
  const Entry* Match(std::u32string_view text, size_t at, size_t& end) const {
    if (at >= text.size()) return nullptr;
    const auto found = entries_.find(text[at]);
    if (found == entries_.end()) return nullptr;
    for (const Entry& entry : found->second) {
      size_t i = at;
      size_t matched = 0;
      while (i < text.size() && matched < entry.phrase.size()) {
        if (text[i] == entry.phrase[matched]) {
          ++matched;
        } else if (text[i] != U' ') {
          break;
        }
        ++i;
      }
      if (matched == entry.phrase.size()) {
        end = i;
        return &entry;
      }
    }
    return nullptr;
  }

 private:
  std::unordered_map<char32_t, std::vector<Entry>> entries_;
};

struct LabelRule {
  std::string PageMetadata::*field = nullptr;
  bool needs_colon = false;

  bool OfDate() const { return field == &PageMetadata::published || field == &PageMetadata::issued; }
};

struct Rules {
  PhraseTable<LabelRule> labels;
  PhraseTable<bool> crumbs;
  PhraseTable<bool> footers;
  PhraseTable<bool> buttons;
  WordList crumb_ends;
  WordList footers_inside;
  WordList pointers;
  WordList missing;
  std::vector<std::u32string> sites;
  std::vector<std::u32string> attachment_heads;
};

const Rules& TheRules() {
  static const auto* const rules = [] {
    const std::unordered_map<std::string, std::string PageMetadata::*> fields = {
        {"issuer", &PageMetadata::issuer},
        {"source", &PageMetadata::source},
        {"sponsor", &PageMetadata::sponsor},
        {"document_number", &PageMetadata::document_number},
        {"published", &PageMetadata::published},
        {"issued", &PageMetadata::issued},
        {"site_code", &PageMetadata::site_code},
        {"index_number", &PageMetadata::index_number},
        {"article_title", &PageMetadata::article_title},
        {"other", nullptr},
    };
    auto* made = new Rules;
    for (const absl::string_view line : absl::StrSplit(page_rules::Data("page_rules.txt"), '\n')) {
      if (line.empty() || line[0] == '#') continue;
      const std::pair<std::string, std::string> rule = absl::StrSplit(line, absl::MaxSplits(' ', 1));
      std::u32string phrase = ToCodePoints(rule.second);
      if (rule.first == "crumb") {
        made->crumbs.Add(std::move(phrase), true);
      } else if (rule.first == "footer") {
        made->footers.Add(std::move(phrase), true);
      } else if (rule.first == "crumb_end") {
        made->crumb_ends.Add({std::move(phrase), ""});
      } else if (rule.first == "footer_in") {
        made->footers_inside.Add({std::move(phrase), ""});
      } else if (rule.first == "button") {
        made->buttons.Add(std::move(phrase), true);
      } else if (rule.first == "pointer") {
        made->pointers.Add({std::move(phrase), ""});
      } else if (rule.first == "missing") {
        made->missing.Add({std::move(phrase), ""});
      } else if (rule.first == "attachments") {
        made->attachment_heads.push_back(std::move(phrase));
      } else if (rule.first == "site") {
        made->sites.push_back(std::move(phrase));
      } else if (const auto field = fields.find(rule.first); field != fields.end()) {
        const bool needs_colon = phrase.back() == U':';
        if (needs_colon) phrase.pop_back();
        made->labels.Add(std::move(phrase), {field->second, needs_colon});
      }
    }
    made->labels.Sort();
    made->crumbs.Sort();
    made->footers.Sort();
    made->buttons.Sort();
    made->crumb_ends.Sort();
    made->footers_inside.Sort();
    made->pointers.Sort();
    made->missing.Sort();
    return made;
  }();
  return *rules;
}

size_t SkipOpening(std::u32string_view line, size_t at) {
  while (at < line.size() && IsAnyOf(line[at], U" 【〔[(|·•◆■●<>«»")) ++at;
  return at;
}

// 附件:1.统计表.xlsx: a link to a file.
bool EndsAsFile(std::u32string_view line) {
  while (!line.empty() && IsAnyOf(line.back(), U" 【】])》\"”下载")) line.remove_suffix(1);
  const size_t dot = line.rfind(U'.');
  if (dot == std::u32string_view::npos || dot == 0) return false;
  std::u32string ending(line.substr(dot + 1, 6));
  for (char32_t& c : ending) c |= c >= U'A' && c <= U'Z' ? 0x20 : 0;
  return IsOneOf(ending, {U"doc", U"docx", U"wps", U"xls", U"xlsx", U"et", U"pdf", U"ofd", U"zip", U"rar",
                          U"ppt", U"pptx", U"jpg", U"png"});
}

bool IsSentence(std::u32string_view line) { return Contains(line, U'。'); }

bool DateStandsAt(std::u32string_view line, size_t at) {
  constexpr size_t kLongestDate = 12;
  const std::optional<DateMention> date = FindDate(line.substr(at, kLongestDate));
  return date.has_value() && date->begin == 0;
}

// 12, 123次, 1.2万: how often a page was read.
bool IsCount(std::u32string_view text) {
  if (text.empty() || !IsDigit(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char32_t c) { return IsDigit(c) || IsAnyOf(c, U"., 万次人+"); });
}

// 一审:胜诉12件,败诉1件: no value that a page would have.
bool CountsThings(std::u32string_view value) {
  for (size_t i = 1; i < value.size(); ++i) {
    if (!IsDigit(value[i - 1]) || !IsAnyOf(value[i], U"件份起宗例场名家户册%")) continue;
    return true;
  }
  return false;
}

// Behind the time of day (10:15, 10:15:32) that stands at `at`, or `at`.
size_t SkipTime(std::u32string_view line, size_t at) {
  size_t pos = at;
  while (pos < line.size() && line[pos] == U' ') ++pos;
  size_t parts = 0;
  for (;; ++pos) {
    size_t digits = 0;
    while (pos < line.size() && digits < 2 && IsDigit(line[pos])) ++pos, ++digits;
    if (digits == 0 || (parts > 0 && digits != 2)) return at;
    ++parts;
    if (parts == 3 || pos >= line.size() || line[pos] != U':') return parts > 1 ? pos : at;
  }
}

std::u32string_view WithoutEnds(std::u32string_view text) {
  constexpr std::u32string_view kEnds = U" |()[]【】·/";
  while (!text.empty() && IsAnyOf(text.front(), kEnds)) text.remove_prefix(1);
  while (!text.empty() && IsAnyOf(text.back(), kEnds)) text.remove_suffix(1);
  return text;
}

// Reads a source (县司法局) and what is labelled behind it; false where other words stand before labels.
bool ReadBehindStamp(std::u32string_view rest, PageMetadata& said) {
  size_t label = 0;
  size_t end = 0;
  while (label < rest.size() && !FindLabel(rest, label, false).found &&
         !(TheRules().labels.Match(rest, label, end) != nullptr && IsCount(rest.substr(end))))
    ++label;
  std::u32string_view source = WithoutEnds(rest.substr(0, label));
  while (!source.empty() && IsDigit(source.back())) source.remove_suffix(1);
  if (EndsAsBody(source)) SetField(&PageMetadata::source, source, said);
  if (label < rest.size()) ReadLabelled(rest.substr(label), said);
  return source.empty() || EndsAsBody(source) || IsButtons(source);
}

}  // namespace

Label FindLabel(std::u32string_view line, size_t at, bool alone) {
  Label label;
  const size_t begin = SkipOpening(line, at);
  size_t end = 0;
  const auto* entry = TheRules().labels.Match(line, begin, end);
  if (entry == nullptr) return label;
  while (end < line.size() && IsAnyOf(line[end], U" 】])〕")) ++end;
  if (end < line.size() && line[end] == U':') {
    label.colon = true;
    ++end;
    while (end < line.size() && IsAnyOf(line[end], U" ]】〕")) ++end;
  } else if ((!alone || entry->value.needs_colon || end < line.size()) &&
             !(entry->phrase.size() >= kDateLabel && entry->value.OfDate() && DateStandsAt(line, end)) &&
             !(entry->value.field == nullptr && IsCount(line.substr(end)))) {
    return label;
  }
  label.found = true;
  label.field = entry->value.field;
  label.value = end;
  return label;
}

void SetField(std::string PageMetadata::*field, std::u32string_view value, PageMetadata& metadata) {
  if (field == nullptr || !(metadata.*field).empty()) return;
  while (!value.empty() && IsAnyOf(value.back(), U" 【[(〔|;")) value.remove_suffix(1);
  while (!value.empty() && IsAnyOf(value.front(), U" |")) value.remove_prefix(1);
  metadata.*field = ToUtf8(value.data(), std::min(value.size(), kLongestValue));
}

bool ReadLabelled(std::u32string_view line, PageMetadata& metadata) {
  Label label = FindLabel(line, 0, false);
  if (!label.found || (label.field == nullptr && CountsThings(line.substr(label.value)))) return false;
  for (size_t at = label.value; label.found;) {
    Label next;
    size_t end = at;
    for (; end < line.size(); ++end) {
      next = FindLabel(line, end, false);
      if (next.found) break;
    }
    SetField(label.field, line.substr(label.value, end - label.value), metadata);
    label = next;
    at = label.value;
  }
  return true;
}

bool ReadStamp(std::u32string_view line, const PageMetadata& metadata, PageMetadata& said) {
  constexpr size_t kLongest = 100;
  constexpr size_t kMostBefore = 20;  // of other words, where a time of day follows
  if (line.size() > kLongest || ContainsAnyOf(line, U"。,;《")) return false;
  const std::optional<DateMention> date = FindDate(line);
  if (!date.has_value()) return false;
  const bool in_words = line[date->end - 1] == U'日' || line[date->end - 1] == U'号';
  for (size_t at = 1; at < date->begin; ++at) {
    const Label label = FindLabel(line, at, false);
    if (label.field != &PageMetadata::published || label.value > date->begin) continue;
    // 统计时间:2024年1月1日至…, 数据截止日期:… are of something else.
    const std::u32string_view rest = line.substr(date->end);
    const bool other = IsHan(line[at - 1]) && in_words && !FindLabel(rest, 0, false).found;
    if (!other && !Contains(line.substr(0, at), U'截')) return ReadLabelled(line.substr(at), said);
  }
  const size_t end = SkipTime(line, date->end);
  const std::u32string_view before = WithoutEnds(line.substr(0, date->begin));
  const std::u32string_view behind = WithoutEnds(line.substr(end));
  const bool timed = end > date->end;
  const bool plain = std::none_of(before.begin(), before.end(), IsHan);  // www.example.gov.cn
  if (timed ? before.size() > kMostBefore : !plain && !EndsAsBody(before)) return false;
  if (!timed && in_words) {
    const std::optional<DateMention> published = FindDate(ToCodePoints(metadata.published));
    const bool alone = before.empty() && behind.empty();
    if (alone ? !published.has_value() || published->Iso() != date->Iso()
              : !FindLabel(behind, 0, false).found)
      return false;
  }
  if (EndsAsBody(before)) SetField(&PageMetadata::source, before, said);
  if (!ReadBehindStamp(behind, said) && !timed) return false;
  SetField(&PageMetadata::published, line.substr(date->begin, end - date->begin), said);
  return true;
}

bool ReadBreadcrumb(std::u32string_view line, PageMetadata& metadata) {
  constexpr size_t kLongestCrumb = 120;
  size_t end = 0;
  if (IsSentence(line)) return false;
  if (TheRules().crumbs.Match(line, SkipOpening(line, 0), end) == nullptr &&
      (line.size() > kLongestCrumb || TheRules().crumb_ends.MatchEnd(line) == nullptr))
    return false;
  while (end < line.size() && IsAnyOf(line[end], U" :>")) ++end;
  SetField(&PageMetadata::column, line.substr(end), metadata);
  return true;
}

bool IsButtons(std::u32string_view line) {
  if (line.empty() || line.size() > 120) return false;
  for (size_t at = 0; at < line.size();) {
    size_t end = 0;
    if (IsAnyOf(line[at], U" 【】[]()|:/·>«»<+-,、")) {
      ++at;
    } else if (TheRules().buttons.Match(line, at, end) != nullptr) {
      at = end;
    } else {
      return false;
    }
  }
  return true;
}

bool IsFooter(std::u32string_view line) {
  if (line.empty() || line.size() > kLongestFooter) return false;
  const Rules& rules = TheRules();
  if (rules.footers_inside.Find(line) != nullptr) return true;
  size_t end = 0;
  if (line.size() > kLongestFooterStart || IsSentence(line)) return false;
  return EndsAsFile(line) || rules.footers.Match(line, SkipOpening(line, 0), end) != nullptr ||
         rules.footers.Match(line, 0, end) != nullptr;
}

bool IsAttachmentHead(std::u32string_view line) {
  if (!line.empty() && line.back() == U':') line.remove_suffix(1);
  const std::vector<std::u32string>& heads = TheRules().attachment_heads;
  return std::find(heads.begin(), heads.end(), line) != heads.end();
}

bool IsFileAddress(absl::string_view address) {
  const absl::string_view path = address.substr(0, address.find_first_of("?#"));
  const absl::string_view ending = path.substr(path.size() - std::min<size_t>(path.size(), 8));
  return EndsAsFile(ToCodePoints(ending));
}

bool SaysMissing(std::u32string_view text) { return TheRules().missing.Find(text) != nullptr; }

bool OnlyPoints(std::u32string_view text) {
  if (TheRules().pointers.Find(text) == nullptr) return false;
  int quoted = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    quoted += text[at] == U'《' ? 1 : text[at] == U'》' ? -1 : 0;
    if (quoted > 0 || !IsDigit(text[at])) continue;
    const std::optional<YearMention> year = YearAt(text, at);
    if (!year.has_value()) return false;
    at = year->end - 1;
  }
  return true;
}

bool IsSiteName(std::u32string_view line) {
  if (line.size() > 60 || IsSentence(line)) return false;
  for (const std::u32string& phrase : TheRules().sites) {
    const size_t at = line.find(phrase);
    if (at == std::u32string_view::npos || at == 0) continue;
    const std::u32string_view rest = line.substr(at + phrase.size());
    if (rest.empty() || Contains(rest, U'年') || Contains(rest, U"星期")) return true;
  }
  return false;
}

}  // namespace fazhi
