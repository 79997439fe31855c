#include "services/extraction/core/linking_fields.h"

#include <algorithm>
#include <utility>

#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

bool EndsClause(char32_t c) { return c <= U'。' && IsAnyOf(c, U",;:。\n"); }

// 全市, 我县, 县: where they act.
uint32_t TerritoryLength(std::u32string_view text) {
  if (text.size() < 2) return 0;
  if (IsAnyOf(text[0], U"全我") && IsLevel(text[1])) return 2;
  return IsLevel(text[0]) ? 1 : 0;
}

}  // namespace

OwnField::OwnField(const v1::Report& report) {
  if (report.reporting_body() != v1::REPORTING_BODY_DEPARTMENT) return;
  std::u32string name = ToCodePoints(report.subject());
  for (const auto& [department, words] : LinkWeights::Get().departments) {
    if (name.find(department) != name.npos) words_.insert(words_.end(), words.begin(), words.end());
  }
  while (name.size() > 2 && IsAnyOf(name.back(), U"局委厅")) name.pop_back();
  if (!name.empty()) words_.push_back(std::move(name));
}

uint64_t OwnField::MaskIn(std::u32string_view phrase) const {
  uint64_t mask = 0;
  for (const std::u32string& word : words_) {
    const size_t at = phrase.find(word);
    if (at != phrase.npos) mask |= Mask(static_cast<uint32_t>(at), static_cast<uint32_t>(word.size()));
  }
  return mask;
}

FieldActors::FieldActors(const Context& context)
    : context_(context),
      weights_(LinkWeights::Get()),
      government_(context.outline.report().reporting_body() == v1::REPORTING_BODY_GOVERNMENT) {}

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

bool FieldActors::IsOfOneField(std::u32string_view phrase) const {
  if (!government_ || ContainsAnyOf(phrase, U"、等")) return false;
  for (size_t at = 0; at < phrase.size(); ++at) {
    if (weights_.field_objects.Longest(phrase.substr(at)).length != 0) return true;
  }
  return false;
}

// Whether the clause at `at` begins with a field's bodies: 其中环保部门, 公安、城管等部门, 全市公安机关.
bool FieldActors::ReadActor(uint32_t at, uint32_t end) const {
  std::u32string_view text = context_.Slice(at, std::max(at, end));
  while (const Word lead = WordTable::Get().Prefix(text, kLead | kWhole)) text.remove_prefix(lead.length);
  text.remove_prefix(TerritoryLength(text));
  bool field = false;
  for (;;) {
    const uint32_t length = weights_.fields.Longest(text).length;
    if (length == 0) break;
    field = true;
    text.remove_prefix(length);
    while (!text.empty() && IsAnyOf(text.front(), U"、和及等")) text.remove_prefix(1);
  }
  return field && weights_.field_bodies.Longest(text).length != 0;
}

// Whether all of a territory, or all bodies, are said: 全县, 各级各部门.
bool FieldActors::ReadAll(uint32_t at, uint32_t end) const {
  const std::u32string_view text = context_.Slice(at, std::max(at, end));
  return !text.empty() && (text.front() == U'各' || TerritoryLength(text) == 2);
}

}  // namespace fazhi::extraction
