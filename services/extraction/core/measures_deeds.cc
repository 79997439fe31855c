// Deeds that stand behind what they were done to.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

Piece MeasureReader::SharedPredicate(uint32_t i) const {
  uint32_t last = i;
  while (last + 1 < quantities_.size() && last - i < kMaxItems && fragments_[last].attached_next &&
         (fragments_[last].right.empty()
              ? !PlacesOfUnit(last).empty()
              : pieces_.EndsList(fragments_[last].right) || HoldsPeopleNext(last))) {
    ++last;
  }
  if (last == i) return {};
  const Piece right = RightOf(last);
  const Piece aside = pieces_.AsideOf(right);
  const uint32_t verb = aside.empty() ? stripper_.FindVerb(right, 0) : aside.end;
  if (aside.empty() && Contains(View({right.begin, verb}), U'的')) {
    // 完成32件合同、28份文件、16项决策的合法性审核
    const auto behind = right.begin + static_cast<uint32_t>(View(right).rfind(U'的')) + 1;
    const Piece deed = {std::min(behind, right.end), right.end};
    const bool reviewed = EndsWithOneOf(View(deed), WordSet::kReviews);
    return reviewed ? deed : Piece();
  }
  // 43个执法主体、682名持证执法人员: their name begins with a verb.
  if (verb == right.begin && CountsPeople(UnitOf(last)) && words_.Suffix(View(right), kPerson)) return {};
  const Piece predicate = {verb + pieces_.AllLength({verb, right.end}), right.end};
  // 对6家企业不予处罚、60家企业适用简易程序处罚: each has its own.
  const Piece own = RightOf(i);
  // 2次理论学习、3次专题研究法治工作: the last is a deed of its own.
  if (CountsEvents(UnitOf(last)) && aside.empty() && verb == right.begin && !own.empty()) return {};
  const bool said = EndsWith(View({stripper_.FindVerb(own, 0), own.end}), View(predicate));
  return said ? Piece() : pieces_.CutWhereTo(predicate);
}

Piece MeasureReader::Completed(uint32_t i, Piece right) const {
  const size_t of = View(right).rfind(U'的');
  if (!EndsWithOneOf(View(fragments_[i].left), {U"完成", U"完成了"}) || of == std::u32string_view::npos ||
      of + 2 >= right.size())
    return {};
  const auto mark = right.begin + static_cast<uint32_t>(of);
  return words_.Suffix(View({right.begin, mark}), kOrgan | kPlace | kPerson) ? Piece{mark + 1, right.end}
                                                                             : Piece();
}

Piece MeasureReader::DeedToNext(uint32_t i) const {
  const Piece right = fragments_[i].right;
  // 组织312名律师为1046家企业开展体检
  const bool for_next = right.size() >= 3 && text_[right.end - 1] == U'为' && CountsPeople(UnitOf(i)) &&
                        SortOf(UnitOf(i + 1)) != kThings;
  if (right.size() < 3 || !fragments_[i].attached_next || (text_[right.end - 1] != U'对' && !for_next))
    return {};
  // 对32个单位开展督察、对18个单位开展检查: each has its own.
  if (EndsWith(View(right), U"、对")) return {};
  const Piece next = RightOf(i + 1);
  const uint32_t verb = stripper_.FindVerb(next, 0);
  return !Contains(View({next.begin, verb}), U'的') ? Piece{verb, next.end} : Piece();
}

void MeasureReader::AppendTreatment(uint32_t i, Piece words, Piece predicate) {
  constexpr uint32_t kLongest = 12;
  if (words.empty() || predicate.size() > kLongest) return;
  const char32_t last = text_[words.end - 1];
  const bool share = UnitOf(i) == "%" && last != U'率' && last != U'比' && last != U'度' && last != U'例';
  Measure& measure = measures_.back();
  if ((text_[words.begin] != U'对' && !share) || measure.bare || measure.copied) return;
  measure.phrase.Append(predicate);
  measure.window.end = std::max(measure.window.end, predicate.end);
}

// Whether figure i and the next are in one list, each with what it counts before it (议题63件、合同118份).
bool MeasureReader::GoesOnInList(uint32_t i) const {
  return i + 1 < quantities_.size() && fragments_[i].attached_next &&
         StandsAt(text_, quantities_[i].end, U"、");
}

// 对议题63件、合同118份逐一把关: what was done to all of the list that figure i is of. Empty where a member
// says what was done to it.
MeasureReader::Treatment MeasureReader::TreatmentOfList(uint32_t i) const {
  uint32_t first = i;
  while (first > 0 && i - first < kMaxItems && GoesOnInList(first - 1)) --first;
  uint32_t last = i;
  while (last - i < kMaxItems && GoesOnInList(last)) ++last;
  if (first == last) return {};
  const Piece right = fragments_[last].right;
  const uint32_t all = words_.Prefix(View(right), kOfAll).length;
  if (all == 0 && !IsAnyOf(text_[fragments_[first].left.begin], U"对将把")) return {};
  Piece deed = stripper_.Strip({right.begin + all, right.end});
  if (const Word light = words_.Prefix(View(deed), kLight)) deed.begin += light.length;
  // 全部纳入合法性审查
  constexpr std::u32string_view kTakenIn = U"纳入";
  if (StartsWith(View(deed), kTakenIn) && words_.Prefix(View(deed).substr(kTakenIn.size()), kReview))
    deed.begin += static_cast<uint32_t>(kTakenIn.size());
  constexpr uint32_t kLongest = 8;
  if (deed.size() < 2 || deed.size() > kLongest || !words_.Prefix(View(deed), kAct | kReview)) return {};
  for (uint32_t k = first; k <= last; ++k) {
    if (!stripper_.LeadingVerb(stripper_.Strip(fragments_[k].left)).empty()) return {};
  }
  return {{right.begin, deed.end}, deed};
}

// Says of a member of a list what was done to all of it, unless its own words say so.
void MeasureReader::AppendTreatmentOfList(uint32_t i) {
  Measure& measure = measures_.back();
  if (measure.bare || measure.copied) return;
  const Treatment treatment = TreatmentOfList(i);
  if (treatment.deed.empty()) return;
  // 县司法局对县政府常务会议议题63件: without who did it.
  const Piece left = fragments_[i].left;
  const size_t to = View(left).find_first_of(U"对将把");
  const uint32_t object = to == std::u32string_view::npos ? 0 : static_cast<uint32_t>(to) + 1;
  const Phrase rest = measure.phrase.Without(treatment.said).Without({left.begin, left.begin + object});
  std::u32string said;
  rest.AppendTo(text_, said);
  if (said.empty() || Contains(said, View(treatment.deed))) return;
  measure.phrase = Phrase();
  measure.phrase.Append(treatment.deed);
  measure.phrase.Append(rest);
}

bool MeasureReader::DidBehind(uint32_t i, Piece words) const {
  if (SortOf(UnitOf(i)) != kPeople || words_.Prefix(View(RightOf(i)), kAct).length < 2) return false;
  if (words_.Suffix(View(words), kPerson) && pieces_.IsHabit(RightOf(i))) return false;
  const Word verb = words_.Prefix(View(words), kAct);
  return verb ? bool(words_.Prefix(View(words), kPrep)) : !stripper_.IsBare(words);
}

// 开展为期3个月的整治行动
bool MeasureReader::ReadHowLong(uint32_t i, Piece words, Piece right) {
  if (!CountsTime(UnitOf(i)) || !EndsWith(View(words), U"为期")) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, right.end};
  measure.own = right;
  measure.phrase.Append(right);
  return true;
}

// 举行了260余人参加的演练: what they took part in.
bool MeasureReader::ReadTookPart(uint32_t i, Piece right, bool part) {
  const Word took_part = CountsPeople(UnitOf(i)) ? words_.Prefix(View(right), kAct) : Word();
  if (!took_part || took_part.length + 3 > right.size() || text_[right.begin + took_part.length] != U'的')
    return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, right.end};
  measure.part = part;
  measure.own = measure.left = right;
  measure.verb = {right.begin, right.begin + took_part.length};
  measure.head = {measure.verb.end + 1, right.end};
  measure.phrase.Append(measure.verb);
  measure.phrase.Append(measure.head);
  SetAnchor(i);
  return true;
}

bool MeasureReader::PaysForNext(uint32_t i, Piece between) const {
  return UnitOf(i) == "元" && UnitOf(i + 1) != "元" && !between.empty() && HasRightNoun(i + 1) &&
         stripper_.FindVerb(between, 0) == between.begin &&
         stripper_.Covered(between, kAct | kPredicate | kPaidFor | kTrail | kLead);
}

bool MeasureReader::ReadOutlay(uint32_t i, Piece words) {
  if (UnitOf(i) != "元" || i + 1 >= quantities_.size() || fragments_[i + 1].first ||
      fragments_[i].bracket != 0 || !IsOneOf(View(words), WordSet::kOutlay))
    return false;
  const uint32_t next = i + 1;
  const bool attached = fragments_[i].attached_next;
  const bool behind_comma = !attached && text_[quantities_[i].end] == U',' && fragments_[next].bracket == 0 &&
                            fragments_[next].left.begin == quantities_[i].end + 1;
  if (!attached && !behind_comma) return false;
  Piece deed = stripper_.Strip(fragments_[next].left);
  if (behind_comma && !words_.Prefix(View(deed), kPaidFor) && !EndsWith(View(fragments_[next].left), U"对"))
    return false;
  const bool to = deed.empty() && EndsWith(View(fragments_[next].left), U"对");
  const Piece noun = HasRightNoun(next) ? stripper_.Strip(fragments_[next].right) : Piece();
  if (!to && (!words_.Prefix(View(deed), kAct | kPaidFor) || (noun.empty() && stripper_.IsBare(deed))))
    return false;
  if (to && noun.empty()) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.own = measure.left = words;
  measure.phrase.Append(deed);
  if (to || stripper_.Covered(deed, kAct | kPredicate | kPaidFor)) measure.phrase.Append(noun);
  measure.phrase.Append(words);
  return true;
}

Piece MeasureReader::DoneWithBodies(uint32_t i, Piece right) const {
  // A longer deed would bury those whom it was done with.
  constexpr uint32_t kLongestDeed = 10;
  const Piece all = fragments_[i].right;
  if (!fragments_[i].attached_next || right.end >= all.end || !words_.Suffix(View(right), kOrgan | kPerson))
    return {};
  Piece deed = pieces_.ThingOfBodies(all);
  if (deed.empty()) {
    const std::u32string_view left = View(left_.words);
    // 为120名农民工追回工资340万元, 向48家企业发放通知书52份: those it was done for.
    const bool done_for =
        !left.empty() &&
        (IsAnyOf(left.back(), U"从对为向给替帮") ||
         // 为公安、城管等12个部门配备记录仪312台
         (left.back() == U'等' && IsAnyOf(left.front(), U"为向给")) ||
         words_.Suffix(View({fragments_[i].left.begin, TerritoryBefore(i).begin}), kDoneWith));
    if (!done_for) return {};
    // 对32个单位开展督察、对18个单位开展检查: the next one's 对 is none of it.
    deed = stripper_.Strip({right.end, all.end - (EndsWith(View(all), U"、对") ? 2 : 0)});
    if (stripper_.LeadingVerb(deed).empty()) return {};
  } else if (pieces_.EndOfBodies(deed) != right.end) {
    return {};
  }
  return deed.size() <= kLongestDeed ? deed : Piece();
}

// 深入42家企业, 深入42家企业了解诉求: where they went, unless what they did there says it.
Piece MeasureReader::WentInto(uint32_t i, Piece right) const {
  const Piece left = {fragments_[i].left.begin, TerritoryBefore(i).begin};
  const Word into = words_.Suffix(View(left), kDoneWith);
  const bool said = into.length < 2 || !DoneWithBodies(i, right).empty();
  return said ? Piece() : Piece{left.end - into.length, left.end};
}

bool MeasureReader::AppendDeed(Piece noun, Piece predicate, Phrase& phrase) const {
  constexpr uint32_t kLongestOf = 8;
  if (noun.size() < 2 || predicate.empty()) return false;
  const size_t object = View(left_.words).find_first_of(U"对将把就");
  // 对照检查, 对口支援的12家企业: a longer word, and nothing that it was done to.
  if (object == std::u32string_view::npos ||
      words_.Prefix(View(left_.words).substr(object), kAct | kKeep | kSolid | kPrep).length >= 2)
    return false;
  Piece of = {left_.words.begin + static_cast<uint32_t>(object) + 1, left_.words.end};
  if (!of.empty() && text_[of.begin] == U'于') ++of.begin;  // 对于
  const bool described = !of.empty() && text_[of.end - 1] == U'的';
  of = stripper_.DropOf(stripper_.Strip(stripper_.DropOf(of)));
  if (!described && !of.empty() && stripper_.FindVerb(of, 0) == of.begin) return false;
  // 对36名负责人履行职责情况开展评议: what was done to them, not what they did.
  for (uint32_t p = predicate.end; p > predicate.begin + 2; --p) {
    if (!words_.Prefix(View({p, predicate.end}), kLight) || text_[p - 1] != U'况') continue;
    predicate.begin = p;
    break;
  }
  if (const Word light = words_.Prefix(View(predicate), kLight)) predicate.begin += light.length;
  if (!predicate.empty() && text_[predicate.begin] == U'了') ++predicate.begin;
  predicate = stripper_.Strip(predicate);
  if (!predicate.empty() && text_[predicate.end - 1] == U'后')
    --predicate.end;  // 对59件卷宗初步筛选后,组成评审组
  if (predicate.size() < 2) return false;
  // 对9个部门依法履职情况进行考核: those who are counted.
  if (noun.size() >= 6 && View({noun.end - 2, noun.end}) == U"情况") {
    uint32_t end = noun.begin + 2;
    while (end < noun.end && !words_.Suffix(View({noun.begin, end}), kOrgan | kPerson)) ++end;
    if (end + 2 < noun.end) noun.end = end;
  }
  phrase.Append(predicate);
  if (of.size() <= kLongestOf) phrase.Append(of);
  phrase.Append(noun);
  return true;
}

}  // namespace fazhi::extraction
