#include "services/extraction/core/linking_fields.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "absl/algorithm/container.h"
#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/word_groups.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

struct FieldWords {
  static const FieldWords& Get() {
    static const auto* const words = new FieldWords(extraction_words::Data("link_words.txt"));
    return *words;
  }

  explicit FieldWords(absl::string_view data) {
    std::map<std::u32string, uint32_t> field_words;
    std::map<std::u32string, uint32_t> body_words;
    for (absl::string_view line : absl::StrSplit(data, '\n')) {
      const std::pair<absl::string_view, absl::string_view> entry =
          absl::StrSplit(line, absl::MaxSplits(": ", 1));
      for (absl::string_view word : absl::StrSplit(entry.second, ' ', absl::SkipEmpty())) {
        if (entry.first == "field") field_words[ToCodePoints(word)] = 1;
        if (entry.first == "field_body") body_words[ToCodePoints(word)] = 1;
        if (entry.first == "of_all") of_all.emplace_back(word);
      }
    }
    fields = WordGroups(field_words);
    bodies = WordGroups(body_words);
  }

  WordGroups fields;                // 市场监管
  WordGroups bodies;                // 部门, 系统
  std::vector<std::string> of_all;  // indicators, or families of them
};

bool IsOneOf(char32_t c, std::u32string_view characters) {
  return characters.find(c) != std::u32string_view::npos;
}

bool EndsClause(char32_t c) { return c <= U'。' && IsOneOf(c, U",;:。\n"); }

constexpr std::u32string_view kLevels = U"省市县区州旗盟镇乡";

// 全市, 我县, 县: where they act.
uint32_t TerritoryLength(std::u32string_view text) {
  if (text.size() < 2) return 0;
  if (IsOneOf(text[0], U"全我") && IsOneOf(text[1], kLevels)) return 2;
  return IsOneOf(text[0], kLevels) ? 1 : 0;
}

}  // namespace

FieldActors::FieldActors(const Context& context)
    : context_(context),
      government_(context.outline.report().reporting_body() == v1::REPORTING_BODY_GOVERNMENT) {}

bool FieldActors::IsOfAll(absl::string_view indicator) {
  const auto& of_all = FieldWords::Get().of_all;
  return absl::c_linear_search(of_all, indicator) ||
         absl::c_linear_search(of_all, indicator.substr(0, indicator.find('.')));
}

bool FieldActors::Act(uint32_t sentence_begin, uint32_t at) {
  if (!government_) return false;
  if (read_ < sentence_begin || read_ > at) {
    read_ = sentence_begin;
    act_ = ReadActor(read_, at);
  }
  for (; read_ < at; ++read_) {
    const char32_t c = context_.text[read_];
    if (!EndsClause(c)) continue;
    if (c == U';' || ReadAll(read_ + 1, at)) act_ = false;
    if (ReadActor(read_ + 1, at)) act_ = true;
  }
  return act_;
}

// Whether the clause at `at` begins with a field's bodies: 其中环保部门, 公安、城管等部门, 全市公安机关.
bool FieldActors::ReadActor(uint32_t at, uint32_t end) const {
  const FieldWords& words = FieldWords::Get();
  std::u32string_view text = context_.Slice(at, std::max(at, end));
  while (const Word lead = WordTable::Get().Prefix(text, kLead | kWhole)) text.remove_prefix(lead.length);
  text.remove_prefix(TerritoryLength(text));
  bool field = false;
  for (;;) {
    const uint32_t length = words.fields.Longest(text).length;
    if (length == 0) break;
    field = true;
    text.remove_prefix(length);
    while (!text.empty() && IsOneOf(text.front(), U"、和及等")) text.remove_prefix(1);
  }
  return field && words.bodies.Longest(text).length != 0;
}

// Whether all of a territory, or all bodies, are said: 全县, 各级各部门.
bool FieldActors::ReadAll(uint32_t at, uint32_t end) const {
  const std::u32string_view text = context_.Slice(at, std::max(at, end));
  return !text.empty() && (text.front() == U'各' || TerritoryLength(text) == 2);
}

}  // namespace fazhi::extraction
