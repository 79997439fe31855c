#include "services/extraction/core/measures_shown_assessed.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

constexpr std::u32string_view kClauseEnds = U",;:。\n";

}  // namespace

bool Assessments::IsAssessed(const GroundedQuantity& quantity) const {
  const absl::string_view unit = quantity.quantity.unit();
  if (quantity.kind == v1::KIND_RANK || unit == "分") return true;
  return quantity.kind == v1::KIND_CHANGE &&
         (unit == "位" || unit == "名" || unit == "个位次" || unit == "位次" || unit == "个名次");
}

Piece Assessments::NameOf(Piece clause) const {
  constexpr uint32_t kShortest = 4;
  constexpr uint32_t kLongest = 20;
  // 在市里组织的执法成效评估: who held it is none of its name.
  const size_t of = View(clause).rfind(U'的');
  if (of != std::u32string_view::npos && of + 1 + kShortest <= clause.size())
    clause.begin += static_cast<uint32_t>(of) + 1;
  // 94名干部参加学法考试: nor are those who took part.
  constexpr std::u32string_view kTook = U"参加";
  const size_t took = View(clause).find(kTook);
  if (took != std::u32string_view::npos) clause.begin += static_cast<uint32_t>(took + kTook.size());
  clause = stripper_.Strip(clause);
  return clause.size() >= kShortest && clause.size() <= kLongest ? clause : Piece();
}

Piece Assessments::AssessedBefore(uint32_t q) const {
  constexpr uint32_t kReach = 64;
  const uint32_t at = quantities_[q].begin;
  const uint32_t begin =
      std::max(context_.outline.sentences(static_cast<int>(quantities_[q].sentence)).begin(),
               at - std::min(at, kReach));
  for (uint32_t end = at; end > begin; --end) {
    const char32_t stop = text_[end - 1];
    if (stop == U';' || stop == U'。' || stop == U'\n') return {};
    if (stop != U',') continue;
    Piece clause = {end - 1, end - 1};
    while (clause.begin > begin && !IsAnyOf(text_[clause.begin - 1], kClauseEnds)) --clause.begin;
    clause.end -= EndLength(View(clause), {U"中", U"里", U"上"});
    if (CueWords::Get().Ending(View(clause), kCueAssessed) != 0) return NameOf(clause);
  }
  return {};
}

Piece Assessments::AmongWhom(uint32_t q) const {
  constexpr uint32_t kReach = 8;
  if (quantities_[q].kind != v1::KIND_RANK) return {};
  const Piece left = fragments_[q].left;
  const uint32_t floor = std::max(left.begin, left.end - std::min(left.end, kReach));
  for (uint32_t p = left.end; p > floor + 1; --p) {
    if (text_[p - 2] == U'全' && (IsLevel(text_[p - 1]) || text_[p - 1] == kNation)) return {p - 2, p};
  }
  return {};
}

Phrase Assessments::WhatWasGiven(const Measure& measure) const {
  constexpr uint32_t kOurs = 2;
  Piece own = measure.own;
  const bool ours = own.size() >= kOurs && text_[own.begin] == U'我' &&
                    (IsLevelOrStreet(text_[own.begin + 1]) || IsAnyOf(text_[own.begin + 1], U"们局厅院委"));
  return ours ? measure.phrase.Without({own.begin, own.begin + kOurs}) : measure.phrase;
}

bool Assessments::Show(uint32_t m) {
  Measure& measure = measures_[m];
  const uint32_t q = measure.quantity;
  if (!IsAssessed(quantities_[q])) return false;
  std::u32string said;
  Phrase words = measure.phrase;
  words.set_suffix({});
  words.AppendTo(text_, said);
  const Piece among = AmongWhom(q);
  const bool names_whom = among.empty() || Contains(said, View(among));
  Piece assessed;
  if (CueWords::Get().In(said, kCueAssessed) == 0) assessed = AssessedBefore(q);
  if (assessed.empty() && names_whom) return false;
  measure.shown.Append(assessed);
  const Phrase given = WhatWasGiven(measure);
  measure.shown.Append(given);
  if (!names_whom && !Contains(View(assessed), View(among))) measure.shown.Append(among);
  measure.shown.set_suffix(measure.phrase.suffix());
  return true;
}

}  // namespace fazhi::extraction
