#include "services/ingestion/core/page_rules.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "absl/strings/str_split.h"
#include "fazhi_page_rules.h"
#include "services/ingestion/core/word_list.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kLongestFooter = 160;
constexpr size_t kLongestValue = 400;
constexpr size_t kLongestFooterStart = 80;

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

struct Rules {
  PhraseTable<std::string PageMetadata::*> labels;
  PhraseTable<bool> crumbs;
  PhraseTable<bool> footers;
  PhraseTable<bool> buttons;
  WordList footers_inside;
  std::vector<std::u32string> sites;
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
      } else if (rule.first == "footer_in") {
        made->footers_inside.Add({std::move(phrase), ""});
      } else if (rule.first == "button") {
        made->buttons.Add(std::move(phrase), true);
      } else if (rule.first == "site") {
        made->sites.push_back(std::move(phrase));
      } else if (const auto field = fields.find(rule.first); field != fields.end()) {
        made->labels.Add(std::move(phrase), field->second);
      }
    }
    made->labels.Sort();
    made->crumbs.Sort();
    made->footers.Sort();
    made->buttons.Sort();
    made->footers_inside.Sort();
    return made;
  }();
  return *rules;
}

size_t SkipOpening(std::u32string_view line, size_t at) {
  while (at < line.size() && IsAnyOf(line[at], U" 【[(|·•◆■●")) ++at;
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

}  // namespace

Label FindLabel(std::u32string_view line, size_t at, bool alone) {
  Label label;
  const size_t begin = SkipOpening(line, at);
  size_t end = 0;
  const auto* entry = TheRules().labels.Match(line, begin, end);
  if (entry == nullptr) return label;
  while (end < line.size() && IsAnyOf(line[end], U" 】])")) ++end;
  if (end < line.size() && line[end] == U':') {
    label.colon = true;
    ++end;
    while (end < line.size() && IsAnyOf(line[end], U" ]】")) ++end;
  } else if (!alone || end < line.size()) {
    return label;
  }
  label.found = true;
  label.field = entry->value;
  label.value = end;
  return label;
}

void SetField(std::string PageMetadata::*field, std::u32string_view value, PageMetadata& metadata) {
  if (field == nullptr || !(metadata.*field).empty()) return;
  while (!value.empty() && IsAnyOf(value.back(), U" 【[(|;")) value.remove_suffix(1);
  while (!value.empty() && IsAnyOf(value.front(), U" |")) value.remove_prefix(1);
  metadata.*field = ToUtf8(value.data(), std::min(value.size(), kLongestValue));
}

bool ReadLabelled(std::u32string_view line, PageMetadata& metadata) {
  Label label = FindLabel(line, 0, false);
  if (!label.found) return false;
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

bool ReadBreadcrumb(std::u32string_view line, PageMetadata& metadata) {
  size_t end = 0;
  if (TheRules().crumbs.Match(line, SkipOpening(line, 0), end) == nullptr) return false;
  if (IsSentence(line)) return false;
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
