#include "services/extraction/core/measures_shown_part.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// In code points. Own words from this length on take only the last noun of the whole.
constexpr uint32_t kPlainHead = 5;
constexpr uint32_t kPlainObject = 2;
// Parts of up to this length need the verb of the whole.
constexpr uint32_t kPlainNoun = 3;
constexpr uint32_t kShortestHead = 4;

}  // namespace

bool PartsOfWholes::NamesItself(Piece own, Piece head) const {
  if (own.size() < 2) return false;
  return Contains(View(head), View({own.end - 2, own.end})) || Abbreviates(own, head);
}

bool PartsOfWholes::Abbreviates(Piece own, Piece head) const {
  constexpr uint32_t kSigns = 2;
  if (own.size() < kSigns || head.empty() || text_[own.end - 1] != text_[head.end - 1]) return false;
  uint32_t at = head.end;
  for (uint32_t p = own.end; p > own.end - kSigns; --p) {
    while (at > head.begin && text_[at - 1] != text_[p - 1]) --at;
    if (at == head.begin) return false;
    --at;
  }
  return true;
}

bool PartsOfWholes::IsPlainObject(Piece piece) const { return IsOneOf(View(piece), WordSet::kPlainObjects); }

bool PartsOfWholes::NamesAct(Piece own) const {
  constexpr uint32_t kShortestAct = 4;
  const auto words = View(own);
  return own.size() == kShortestAct && StartsWith(words, U"行政") && words.substr(2) != U"案件" &&
         WordTable::Get().Prefix(words, kSolid).length == own.size();
}

bool PartsOfWholes::IsOtherObject(Piece own, Piece head) const {
  const std::u32string_view last = View({own.end - kPlainObject, own.end});
  return (last == U"议题" || last == U"草案" || last == U"协议") &&
         View(head).substr(head.size() - std::min(kPlainObject, head.size())) != last;
}

Piece PartsOfWholes::ShortHeadOf(const Measure& whole) const {
  Piece head = whole.HeadOfParts();
  // 行政复议…立案受理176件…公安58件: what only says that they were taken in or closed names none of them.
  if (!whole.head.empty() && stripper_.Covered(head, kAct | kLead | kLight)) head = whole.head;
  if (!stripper_.IsBare(head)) {
    while (stripper_.EndsInVerb(head)) head.end -= WordTable::Get().Suffix(View(head), kAct).length;
    head = stripper_.Strip(head);
    if (View(head) == U"诉前" || View(head) == U"案前") return {};  // 诉前调解成功: when is no noun
  }
  if (head.size() > kShortestHead + 2 && StartsWith(View(head), U"各类")) head.begin += 2;
  return head;
}

bool PartsOfWholes::SaysEnough(uint32_t m, uint32_t whole, Piece head) const {
  const Measure& measure = measures_[m];
  // 行政机关败诉43件。败诉原因中,证据不足17件
  if (measure.of_one && !measure.head.empty() &&
      (View(measure.head) == View(head) || Contains(View(measures_[whole].own), View(measure.head))))
    return true;
  // 合法性审核规范性文件 of 各类合法性审核
  if (!measure.bare && !measure.verb.empty() && Contains(View(head), View(measure.verb))) return true;
  const bool bracket = fragments_[measure.quantity].bracket != 0;
  // 收到来信55件,受理有效信件49件: what was taken has a noun of its own.
  constexpr uint32_t kOwnNoun = 4;
  if (!measure.bare && !bracket && !measure.verb.empty() && measure.verb.begin == measure.own.begin &&
      measure.own.end - measure.verb.end >= kOwnNoun)
    return true;
  // 清理文件295件,废止规章1件: other papers.
  if (!measure.bare && !bracket && !measure.verb.empty() && measure.verb.begin == measure.own.begin &&
      IsOneOf(View({measure.verb.end, measure.own.end}), WordSet::kPapers))
    return true;
  // 其中审查文件17件、重大决策11件: so has what was done to the part beside it.
  if (!measure.bare && !bracket && m > 0 && relations_[m - 1].part_of == whole && !measure.verb.empty() &&
      measures_[m - 1].verb.begin == measure.verb.begin)
    return true;
  // 召开党委会26次,其中听取汇报3次: what was done there is all that is said.
  if (!measure.bare && !bracket && CountsEvents(UnitOf(m)) && measure.own.size() >= kOwnNoun &&
      !stripper_.IsBare(measure.own) && WordTable::Get().Prefix(View(measure.own), kSolid).length >= kOwnNoun)
    return true;
  // 其中3处重大隐患纳入清单: their noun stands before what was done with them.
  Piece noun = {measure.own.begin, measure.own.begin};
  while (noun.end < measure.own.end &&
         !WordTable::Get().Prefix(View({noun.end, measure.own.end}), kAct | kInto))
    ++noun.end;
  if (!measure.bare && !bracket && measure.own.begin >= quantities_[measure.quantity].end &&
      noun.end < measure.own.end && NamesItself(noun, head))
    return true;
  // What stands beside it in the list is of the whole too, and lends no noun.
  const bool beside = measure.bare && measure.base != kNoMeasure && relations_[measure.base].part_of == whole;
  // 审结369件。其中,新收一审案件178件,审结170件: the noun stands in the sentence itself.
  if (measure.HasTakenOver() && !bracket && stripper_.Covered(measure.own, kAct | kLead) &&
      measure.base != kNoMeasure && measure.base != whole &&
      (quantities_[measures_[whole].quantity].sentence < quantities_[measure.quantity].sentence ||
       (measures_[measure.base].part && !measures_[measure.base].verb.empty())) &&
      quantities_[measures_[measure.base].quantity].sentence == quantities_[measure.quantity].sentence)
    return true;
  if (measure.bare && !bracket && !beside && (measure.base == whole || !measure.part)) return true;
  // 审议重大事项186项,其中涉法议题43项: a noun of its own.
  return !measure.bare && measure.own.size() >= kShortestHead && IsOtherObject(measure.own, head);
}

bool PartsOfWholes::ShowPeople(uint32_t m) {
  constexpr uint32_t kShortWords = 4, kLongestHead = 12;
  const uint32_t whole = relations_[m].part_of;
  Measure& measure = measures_[m];
  if (whole == kNoMeasure || whole > m || measure.own.empty() || measure.copied || measure.among ||
      fragments_[measure.quantity].bracket != 0 || NamesAct(measure.own) ||
      measure.phrase.length() > kShortWords || !CountsPeople(UnitOf(m)) || !CountsPeople(UnitOf(whole)))
    return false;
  const Piece people = measures_[whole].people;
  const Piece head = people.empty() ? ShortHeadOf(measures_[whole]) : people;
  // 法律顾问、公职律师312名,其中公职律师86名: the whole names them too.
  if (head.size() < 2 || head.size() > kLongestHead ||
      Contains(View(measures_[whole].own), View(measure.own)))
    return false;
  measure.shown.Append(measure.phrase);
  measure.shown.Append(head);
  return true;
}

// 新登记经营主体9874户,其中企业2651户: so many of them were new, or stand in the register.
bool PartsOfWholes::ShowRegistered(uint32_t m, uint32_t whole) {
  constexpr uint32_t kShort = 3;
  Measure& measure = measures_[m];
  if (measure.bare || CountsPeople(UnitOf(m)) || measure.own.size() > kShort || measure.own.size() < 2 ||
      fragments_[measure.quantity].bracket != 0)
    return false;
  const Piece of = measures_[whole].own;
  for (const std::u32string_view registered :
       {U"新登记", U"新设立", U"新设", U"实有", U"登记在册", U"在册"}) {
    const size_t at = View(of).find(registered);
    if (at == std::u32string_view::npos) continue;
    const uint32_t begin = of.begin + static_cast<uint32_t>(at);
    measure.shown.Append(Piece{begin, begin + static_cast<uint32_t>(registered.size())});
    measure.shown.Append(measure.phrase);
    return true;
  }
  return false;
}

bool PartsOfWholes::Show(uint32_t m) {
  const uint32_t whole = relations_[m].part_of;
  Measure& measure = measures_[m];
  if (whole == kNoMeasure || whole > m || measure.own.empty() || measure.copied || measure.among ||
      UnitOf(m) != UnitOf(whole))
    return false;
  if (ShowRegistered(m, whole)) return true;
  if (!CountsThings(UnitOf(m))) return false;
  Piece head = ShortHeadOf(measures_[whole]);
  if (head.empty()) return false;
  // 接收诉求335件,其中投诉78件: a kind of them that says enough.
  if (EndsWith(View(head), U"诉求") && IsOneOf(View(measure.own), WordSet::kCalls)) {
    measure.shown.Append(measure.own);
    return true;
  }
  if (SaysEnough(m, whole, head)) return false;
  // 县级政府收到567件。…琴江区168件、云亭市127件: one body or place is of no other.
  constexpr uint32_t kWho = kOrgan | kBody | kPlace;
  const bool place = measure.own.size() >= 3 && IsLevel(text_[measure.own.end - 1]);
  if (!measure.bare && WordTable::Get().Suffix(View(head), kWho) &&
      (place || WordTable::Get().Suffix(View(measure.own), kWho)))
    return false;
  // 15个司法所中一人所4个: nor one kind of them.
  const char32_t last = text_[head.end - 1];
  if (!measure.bare && IsAnyOf(last, U"所队站") && text_[measure.own.end - 1] == last) return false;
  const bool bracket = fragments_[measure.quantity].bracket != 0;
  if (NamesAct(measure.own)) {
    // 办理执法案件800宗,其中行政处罚300宗、行政许可500宗: acts of their own.
    if (Contains(View(head), U"执法")) return false;
    // 行政权力1926项,其中行政处罚1200项
    const Piece last = {head.end - std::min(kPlainObject, head.size()), head.end};
    if (View(last) == U"事项" || View(last) == U"权力") head = last;
  }
  // 开庭审结94件,其中负责人出庭6件: one deed is no sort of the other.
  if (stripper_.Covered(head, kAct) && stripper_.EndsInVerb(measure.own)) return false;
  // 行政机关败诉 says who and what.
  if (!measure.bare && WordTable::Get().Suffix(View(measure.own), kOutcome)) return false;
  if (!measure.bare && Contains(View(measure.own), View(head))) return false;
  // 收到复议申请620件, …以县政府为被申请人的复议案件60件: other words for the same.
  if (!measure.bare && measure.own.size() > kPlainHead &&
      EndsWithOneOf(View(measure.own), {U"案件", U"申请"}) && EndsWithOneOf(View(head), {U"案件", U"申请"}))
    return false;
  // 行政处罚案件法制审核126件,重大案件集体讨论12件: it says of what it is.
  if (!measure.bare && stripper_.EndsInVerb(measure.own) && Contains(View(measure.own), U"案件") &&
      Contains(View(head), U"案件"))
    return false;
  // 审核各类文件213件,其中合同86件: they were reviewed too, and are papers of their own.
  if (!measure.bare && !bracket &&
      IsOneOf(View(measure.own), {U"合同", U"协议", U"函件", U"会议纪要", U"合同协议"}) &&
      EndsWithOneOf(View(head), {U"文件", U"事务", U"事项", U"材料"})) {
    const Piece verb = measures_[whole].verb;
    measure.shown.Append(verb.empty() ? stripper_.InnerVerb(measures_[whole].own) : verb);
    measure.shown.Append(measure.own);
    return true;
  }
  if (NamesItself(measure.own, head)) {
    // 审查文件、合同412件,其中文件118件
    const Piece verb = measures_[whole].verb;
    const bool plain = measure.own.size() <= kPlainNoun && stripper_.LeadingVerb(measure.own).empty();
    if (!bracket && !(plain && !verb.empty() && !measure.bare)) return false;
    if (!bracket) measure.shown.Append(verb);
    measure.shown.Append(measure.own);
    return true;
  }
  if (measure.own.size() >= kPlainHead) {
    const size_t quote = View(head).rfind(U'”');
    if (quote != std::u32string_view::npos && head.begin + quote + 3 <= head.end)
      head.begin += static_cast<uint32_t>(quote) + 1;
  }
  if (!measure.bare && head.size() > 2 * measure.own.size()) {
    // 查办农业行政执法案件312起,其中渔政134起
    const Piece last = {head.end - kPlainObject, head.end};
    if (measure.own.size() > kPlainHead || stripper_.EndsInVerb(measure.own) || !IsPlainObject(last))
      return false;
    head = last;
  }
  // 受理法律援助81件,其中刑事案件53件: the cases are of the act, and not the other way about.
  const bool of_act =
      EndsWithOneOf(View(measure.own), {U"案件", U"纠纷"}) && stripper_.Covered(head, kAct | kSolid | kTheme);
  if (of_act) measure.shown.Append(head);
  if (measure.bare) {
    measure.shown.Append(measure.own);
  } else {
    measure.shown.Append(measure.phrase);
  }
  if (!of_act) measure.shown.Append(head);
  return true;
}

}  // namespace fazhi::extraction
