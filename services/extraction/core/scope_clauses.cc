#include "services/extraction/core/scope_clauses.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/word_sets.h"

namespace fazhi::extraction {
namespace {

// Whether one of `characters` stands near the end of `clause`.
bool EndsNear(std::u32string_view clause, std::u32string_view characters) {
  constexpr size_t kLongest = 8;
  const size_t at = clause.find_last_of(characters);
  return at != std::u32string_view::npos && clause.size() - at <= kLongest;
}

}  // namespace

bool BeginsClause(std::u32string_view text, uint32_t begin, uint32_t at) {
  constexpr uint32_t kLongestTime = 14;
  constexpr std::u32string_view kTimes = U"年月底末来内间度期起";
  const bool time = at > begin && Contains(kTimes, text[at - 1]);
  const uint32_t floor = time && at > begin + kLongestTime ? at - kLongestTime : begin;
  while (at > floor && (time ? !StopsClause(text, at - 1) : IsDate(text[at - 1]))) --at;
  return at == 0 || StopsClause(text, at - 1);
}

std::u32string_view ClauseBefore(std::u32string_view text, uint32_t at) {
  constexpr uint32_t kLongest = 24;
  uint32_t from = at;
  while (from > 0 && at - from < kLongest && !StopsClause(text, from - 1)) --from;
  return text.substr(from, at - from);
}

bool BeginsWithAct(std::u32string_view text) {
  const WordTable& words = WordTable::Get();
  while (const Word word = words.Prefix(text, kLead | kAct | kJoin)) {
    if (word.classes & kAct) return true;
    text.remove_prefix(word.length);
  }
  return false;
}

bool BeginsWithOrganizing(std::u32string_view text) {
  for (const auto lead : {U"年内", U"全年", U"先后", U"并", U"分片", U"分批", U"分期", U"集中", U"开展"}) {
    if (StartsWith(text, lead)) text.remove_prefix(std::u32string_view(lead).size());
  }
  return StartsWithOneOf(text, WordSet::kOrganizes);
}

bool BeginsReport(std::u32string_view text) {
  for (const auto lead : {U"均", U"已", U"并", U"全部", U"按时", U"按期", U"按规定", U"及时"}) {
    if (StartsWith(text, lead)) text.remove_prefix(std::u32string_view(lead).size());
  }
  return StartsWithOneOf(text, {U"报", U"向"}) &&
         Contains(text.substr(0, text.find_first_of(U",;。")), U"备");
}

bool BeginsPart(std::u32string_view text) { return StartsWith(text, U"其中"); }

bool BeginsChange(std::u32string_view text) {
  return StartsWithOneOf(text, {U"同比", U"环比", U"较", U"比"});
}

bool MakesOthersAct(std::u32string_view text) {
  const WordTable& words = WordTable::Get();
  while (!StartsWithOneOf(text, {U"推动", U"督促", U"支持", U"指导", U"促使", U"敦促", U"引导"})) {
    const Word word = words.Prefix(text, kLead | kJoin);
    if (!word) return false;
    text.remove_prefix(word.length);
  }
  return true;
}

bool GoesOver(std::u32string_view clause) {
  constexpr size_t kLongestLead = 2;
  const size_t at = clause.find(U'对');
  if (at == 0) return true;
  constexpr std::u32string_view kOther = U"应面校核比反派";
  return at <= kLongestLead && !Contains(kOther, clause[at - 1]);
}

bool MayStartSubject(std::u32string_view clause) {
  return !clause.empty() && (IsDigit(clause[0]) || EndsWithOneOf(clause, WordSet::kSomeOrDriven));
}

bool IsCompanion(std::u32string_view clause) {
  return ContainsOneOf(clause, {U"会同", U"联合", U"配合", U"协助", U"协同"});
}

bool GoneOver(std::u32string_view clause) { return EndsNear(clause, U"对"); }

bool GoneTo(std::u32string_view clause) { return EndsNear(clause, U"到赴走"); }

bool IsDealtWith(std::u32string_view clause) {
  return Contains(clause, U"会同") ||
         clause.find_first_of(U"在到赴向与和由请经被合持") != std::u32string_view::npos;
}

bool IsYardstick(std::u32string_view clause, std::u32string_view behind) {
  return StartsWith(behind, U"平均") && !clause.empty() &&
         Contains(std::u32string_view(U"于比较超过出距达"), clause.back());
}

bool TellsOfInspection(std::u32string_view text, uint32_t at) {
  constexpr uint32_t kBefore = 24;
  constexpr uint32_t kBehind = 16;
  const uint32_t from = at - std::min(at, kBefore);
  const std::u32string_view around = text.substr(from, at - from + kBehind);
  return ContainsOneOf(around, {U"督察", U"督查", U"巡察"});
}

}  // namespace fazhi::extraction
