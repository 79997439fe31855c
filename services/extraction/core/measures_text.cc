#include "services/extraction/core/measures_text.h"

#include <string_view>

#include "services/extraction/core/measures_lexicon.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"

namespace fazhi::extraction {
namespace {

// Measures up to this length may lack what their figures are of.
constexpr size_t kLacksTopic = 8;

// The nearest place before `at`, in reach, where a topic of the catalog stands; empty when there is none.
Piece TopicBefore(const std::vector<TopicHit>& hits, uint32_t topic, uint32_t at) {
  constexpr uint32_t kReach = 120;
  constexpr uint32_t kLongestTopic = 8;
  auto hit = FirstHitFrom(hits, at);
  while (hit != hits.begin() && (--hit)->begin + kReach > at) {
    if (hit->word != topic || hit->end > at) continue;
    Piece found = {hit->begin, hit->end};
    // 行政复议 where 复议 is the topic.
    while (hit != hits.begin() && (--hit)->begin + kLongestTopic > found.end) {
      if (hit->end == found.end) found.begin = hit->begin;
    }
    return found;
  }
  return {};
}

// Without what stands before a bracket that closes and was never opened (履行)直接纠错率), or behind one that
// was never closed.
void CutOpenBracket(std::u32string& phrase) {
  size_t begin = 0;  // of what is kept
  size_t opened = std::u32string::npos;
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (phrase[i] == U'(') opened = i;
    if (phrase[i] != U')') continue;
    if (opened == std::u32string::npos || opened == begin) begin = i + 1;
    opened = std::u32string::npos;
  }
  if (opened != std::u32string::npos && opened >= begin + 2) phrase.erase(opened);
  if (begin + 2 > phrase.size()) begin = 0;
  phrase.erase(0, begin);
}

// 市十五届人大五次会议代表建议: which of the sessions it was.
void DropSession(std::u32string& phrase) {
  constexpr std::u32string_view kSession = U"次会议";
  const size_t term = phrase.find(U'届');
  const size_t session = phrase.find(kSession);
  if (term == phrase.npos || session == phrase.npos || session < term) return;
  const auto begin_of = [&](size_t end) {
    while (end > 0 && IsHanOrdinal(phrase[end - 1])) --end;
    return end > 0 && phrase[end - 1] == U'第' ? end - 1 : end;
  };
  const size_t begin = begin_of(term);
  const size_t middle = begin_of(session);
  constexpr size_t kLongestBody = 6;  // 人大, 人民代表大会
  if (begin == term || middle == session || middle < term + 1 || middle > term + 1 + kLongestBody ||
      session + kSession.size() + 2 > phrase.size())
    return;
  phrase.erase(middle, session + kSession.size() - middle);
  phrase.erase(begin, term + 1 - begin);
}

// 共收到申请84件: that it is all is not what.
void DropTotal(std::u32string& phrase) {
  if (phrase.size() < 4 || phrase[0] != U'共') return;
  const std::u32string_view act = std::u32string_view(phrase).substr(1);
  const bool keeps = (WordTable::Get().Prefix(phrase, kKeep | kSolid).classes & (kKeep | kSolid)) != 0;
  if (!keeps && WordTable::Get().Prefix(act, kAct).length >= 2) phrase.erase(0, 1);
}

// Whether it is a day, week or month of publicity (宪法日): when something was done, not what.
bool IsOccasion(std::u32string_view topic) { return IsAnyOf(topic.back(), U"日周月"); }

}  // namespace

void MeasureText::InsertTopic(uint32_t topic, uint32_t at, std::u32string& phrase) const {
  const Piece found = TopicBefore(topics_, topic, at);
  if (found.empty()) return;
  std::u32string_view word = context_.Printed().substr(found.begin, found.end - found.begin);
  // 执法培训12期,培训民警860人次: both say 培训.
  const std::u32string_view begin = std::u32string_view(phrase).substr(0, 2);
  if (word.size() > 2 && word.substr(word.size() - 2) == begin) word.remove_suffix(2);
  // 行政处罚21件,行政强制7件: one beside the other is none of it.
  const bool beside =
      word.substr(0, 2) == begin && WordTable::Get().Prefix(phrase, kSolid).length == phrase.size();
  if (!beside && !stripper_.IsTheme(found) && !IsOccasion(word) && !Contains(phrase, word))
    phrase.insert(0, word);
}

void MeasureText::Read(const Measure& measure, const Link& link, std::u32string& phrase) const {
  const GroundedQuantity& quantity = quantities_[measure.quantity];
  phrase.clear();
  (measure.shown.empty() ? measure.phrase : measure.shown).AppendTo(context_.Printed(), phrase);
  // 满意率 of the hotline that the sentence is on.
  if (link.topic != UINT32_MAX && phrase.size() <= kLacksTopic)
    InsertTopic(link.topic, quantity.begin, phrase);
  CutOpenBracket(phrase);
  DropSession(phrase);
  DropTotal(phrase);
  // 投诉约占总量: how exact is not what.
  constexpr std::u32string_view kAboutShare = U"约占";
  const size_t share = phrase.find(kAboutShare);
  if (share != phrase.npos && quantity.quantity.unit() == "%" &&
      (share == 0 || !IsAnyOf(phrase[share - 1], U"违制节集预合条公签大")))
    phrase.erase(share, 1);
  if (!phrase.empty() && phrase.back() == U'占' && quantity.quantity.unit() == "%") phrase.push_back(U'比');
}

}  // namespace fazhi::extraction
