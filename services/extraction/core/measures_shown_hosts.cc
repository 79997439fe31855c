#include "services/extraction/core/measures_shown_hosts.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kLongestHost = 14;

}  // namespace

bool IsOfNoWindow(std::u32string_view things, std::u32string_view body) {
  return ContainsOneOf(things, WordSet::kOfNoWindow) &&
         ContainsOneOf(body, {U"政务", U"便民", U"大厅", U"热线"});
}

Piece Hosts::HostOf(Piece clause, bool counted) const {
  constexpr uint32_t kShortest = 4;
  while (!clause.empty() && IsAnyOf(text_[clause.begin], U" \t　")) ++clause.begin;
  // 依托服务平台, 建成服务大厅: by what and what, and not whose.
  const uint32_t other = kAct | kPrep | kLead | kOpen | kInto | kJoin;
  if (WordTable::Get().Prefix(View(clause), other)) return {};
  Piece host;
  bool quoted = false;
  for (uint32_t end = clause.begin + 1; end < std::min(clause.end, clause.begin + kLongestHost + 1); ++end) {
    const char32_t last = text_[end - 1];
    quoted = last == U'“' || (quoted && last != U'”');
    if (quoted) continue;
    // 将事项移到服务大厅, 局驻政务大厅窗口: what is there is not all that the clause is on.
    if (IsAnyOf(last, U"将把被由对在到、有设进驻")) break;
    const Piece said = {clause.begin, end};
    const bool named = CueWords::Get().Ending(View(said), kCueHost) != 0 || (counted && EndsQuoted(said));
    if (said.size() >= kShortest && named) host = said;
  }
  if (host.empty()) return {};
  const bool lists = text_[host.end - 1] == U'”' && text_[host.end] == U'“';
  const bool other_too =
      lists || IsAnyOf(text_[host.end], U"、和及与的等") || StandsAt(text_, host.end, U"作用");
  return other_too ? Piece() : host;
}

// “法治体检”, “知企情、解企忧”活动
bool Hosts::EndsQuoted(Piece said) const {
  said.end -= EndLength(View(said), {U"活动", U"行动", U"系统", U"改革", U"小分队"});
  return said.size() > 3 && text_[said.begin] == U'“' && text_[said.end - 1] == U'”';
}

bool Hosts::BeginsWithOther(Piece clause) const {
  const uint32_t last = std::min(clause.end, clause.begin + kLongestHost);
  for (uint32_t end = clause.begin + 3; end < last; ++end) {
    if (!WordTable::Get().Suffix(View({clause.begin, end}), kBody)) continue;
    return WordTable::Get().Prefix(View({end, clause.end}), kAct | kLead | kBareWord).length != 0;
  }
  return false;
}

void Hosts::Enter(uint32_t q) {
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[q].sentence)).begin();
  if (fragments_[q].first) host_ = {};
  uint32_t begin = fragments_[q].first ? sentence : quantities_[q - 1].end;
  bool starts = fragments_[q].first;  // a clause begins at `begin`
  for (uint32_t p = begin; p <= quantities_[q].begin; ++p) {
    const bool stop = p == quantities_[q].begin || IsAnyOf(text_[p], U",;:");
    if (!stop) continue;
    const Piece clause = {begin, p};
    if (starts) {
      if (begin > 0 && text_[begin - 1] == U';' && !host_.empty() && text_[host_.begin] == U'“') host_ = {};
      const Piece host = HostOf(clause, p == quantities_[q].begin);
      if (!host.empty()) {
        host_ = host;
      } else if (!host_.empty() && BeginsWithOther(clause)) {
        host_ = {};
      }
    }
    begin = p + 1;
    starts = true;
  }
}

void Hosts::Lead(uint32_t m) {
  constexpr uint32_t kLongest = 5;
  constexpr uint32_t kLongestOfHall = 7;
  constexpr uint32_t kLast = 2;
  Measure& measure = measures_[m];
  const Phrase& said = measure.shown.empty() ? measure.phrase : measure.shown;
  if (host_.empty() || measure.copied || said.length() > kLongestOfHall) return;
  std::u32string words;
  said.AppendTo(text_, words);
  const bool of_hall = EndsWithOneOf(words, {U"窗口", U"办件", U"好评率", U"差评"});
  if (said.length() > kLongest && !of_hall) return;
  // 12345热线转办诉求318件,满意率在全县24个乡镇中列第5: all of a territory is in no hall.
  if (words.empty() || words.front() == U'全') return;
  // 全程网办率80%: of what is done there, and not of the hall.
  if (EndsWithOneOf(words, {U"网办率", U"可办率", U"网办比例"}) || measure.places != Places::kNone) return;
  if (IsOfNoWindow(words, View(host_))) return;
  // 办理法律援助案件318件,其中民事案件236件: of the cases that they are part of.
  if (measure.part && EndsWith(words, U"案件")) return;
  if (Contains(words, View({host_.end - kLast, host_.end}))) return;
  Phrase shown;
  shown.Append(host_);
  shown.Append(said);
  shown.set_suffix(said.suffix());
  measure.shown = shown;
}

}  // namespace fazhi::extraction
