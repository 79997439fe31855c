// What of the words that a figure takes over is said in its measure, and where.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

// 规范性文件专项清理: 规范性文件. All of it where no papers that are gone over stand before an act.
Piece MeasureReader::PapersOfAct(Piece piece) const {
  Piece papers = {piece.begin, piece.end - words_.Suffix(View(piece), kAct).length};
  papers.end -= EndLength(View(papers), WordSet::kSweeping);
  const bool gone_over = papers.end < piece.end && words_.Suffix(View(papers), kMatter);
  return gone_over ? papers : piece;
}

Piece MeasureReader::PapersFiled(Piece own, Piece& carried) const {
  constexpr std::u32string_view kPapers = U"文件";
  constexpr uint32_t kReach = 160;
  const uint32_t filed = EndLength(View(carried), WordSet::kFiledWith);
  if (filed == 0 || carried.size() < filed + 2 || own.empty() || pieces_.EndsWithRate(own) ||
      !words_.Suffix(View({carried.begin, carried.end - filed}), kOrgan | kBody | kPlace))
    return {};
  const uint32_t from = carried.begin - std::min(carried.begin, kReach);
  const size_t at = View({from, carried.begin}).rfind(kPapers);
  if (at == std::u32string_view::npos) return {};
  carried.begin = carried.end - filed;
  const uint32_t begin = from + static_cast<uint32_t>(at);
  return {begin, begin + static_cast<uint32_t>(kPapers.size())};
}

Piece MeasureReader::StaffOf(uint32_t i, Piece own, uint32_t base) const {
  if (base == kNoMeasure || !CountsPeople(UnitOf(i)) || !CountsPeople(UnitOf(measures_[base].quantity)) ||
      !IsOneOf(View(own), WordSet::kStaffed))
    return {};
  Piece words = measures_[base].own;
  const uint32_t sort =
      std::max(EndLength(View(words), WordSet::kStaffed), EndLength(View(words), {U"编制", U"核编"}));
  if (sort == 0 || sort == words.size()) return {};
  words.end -= sort;
  words.end -= EndLength(View(words), WordSet::kOfPosts);
  return words.size() >= 2 && pieces_.EndsWithWho(words) ? words : Piece();
}

// 行政复议机构受理案件385件,办结352件: what the agency is for and what it did it with; the first verb goes.
Piece MeasureReader::TakeField(Piece& carried) const {
  constexpr uint32_t kObject = 2;
  constexpr uint32_t kLongestVerb = 4;
  if (carried.size() <= kObject || !pieces_.IsPlainObject({carried.end - kObject, carried.end})) return {};
  const Piece object = {carried.end - kObject, carried.end};
  for (const std::u32string_view field : {U"行政复议", U"法律援助", U"复议", U"劳动仲裁", U"仲裁"}) {
    const size_t at = View(carried).find(field);
    if (at == std::u32string_view::npos) continue;
    const uint32_t begin = carried.begin + static_cast<uint32_t>(at);
    const uint32_t end = begin + static_cast<uint32_t>(field.size());
    for (const std::u32string_view agency : {U"机构", U"机关", U"组织", U"委员会", U"院"}) {
      if (!StartsWith(View({end, carried.end}), agency)) continue;
      uint32_t verb = end + static_cast<uint32_t>(agency.size());
      verb += BeginningLength(View({verb, object.begin}), {U"全年共", U"全年", U"年内", U"共"});
      if (object.begin < verb + 2 || object.begin > verb + kLongestVerb) continue;
      if (stripper_.FindVerb({verb, carried.end}, 0) > verb + 1) continue;
      carried = object;
      return {begin, end};
    }
  }
  return {};
}

// 行政复议机关收到复议申请97件,审结88件: the field that the noun leaves out, as it was said shortly before.
Piece MeasureReader::FieldOf(Piece noun) const {
  constexpr std::u32string_view kReview = U"复议", kField = U"行政";
  constexpr uint32_t kReach = 120;
  if (!StartsWith(View(noun), kReview) || noun.begin < kField.size() ||
      StandsBefore(text_, noun.begin, kField))
    return {};
  const uint32_t floor = noun.begin > kReach ? noun.begin - kReach : 0;
  const size_t at = View({floor, noun.begin}).rfind(U"行政复议");
  if (at == std::u32string_view::npos) return {};
  const uint32_t begin = floor + static_cast<uint32_t>(at);
  return {begin, begin + static_cast<uint32_t>(kField.size())};
}

// 调解纠纷120件,成功118件,成功率98%: what was done that succeeded.
Piece MeasureReader::MediationOf(uint32_t base) const {
  const Measure& whole = measures_[measures_[base].base == kNoMeasure ? base : measures_[base].base];
  const Piece own = whole.own;
  for (uint32_t p = stripper_.FindVerb(own, 0); p < own.end; p = stripper_.FindVerb(own, p + 1 - own.begin)) {
    const uint32_t length = words_.Prefix(View({p, own.end}), kAct).length;
    if (text_[p] == U'调' && length == 2) return {p, p + length};
  }
  return {};
}

Piece MeasureReader::PlaceOf(uint32_t i, bool rate, Piece verb, uint32_t base, Piece& own,
                             Piece& carried) const {
  constexpr uint32_t kNoun = 2;
  Piece before = own;
  const bool begins_with_noun = own.size() > kNoun && carried.size() > kNoun &&
                                EndsWith(View(carried), View({own.begin, own.begin + kNoun}));
  if (carried.size() >= own.size() && !own.empty() &&
      (EndsWith(View(carried), View(own)) ||
       (fragments_[i].bracket != 0 && View(carried).substr(0, own.size()) == View(own)))) {
    // 合法性审查, 审查126项: said twice. 内退人员12人(内退9人) too.
    before = own = {carried.end, carried.end};
  } else if ((carried.size() >= 2 && own.size() > carried.size() && EndsWith(View(own), View(carried))) ||
             (fragments_[i].bracket != 0 && own.size() > kNoun && carried.size() > kNoun &&
              EndsWith(View(carried), View({own.end - kNoun, own.end})))) {
    carried = {};  // 处分51人(其中党纪处分46人), 持证零售户90户(电子烟零售户9户)
  } else if (!verb.empty() && verb.size() == own.size() && EndsWith(View(carried), U"收案")) {
    // 全县法院收案482件,结案461件
    carried.end -= kNoun;
    before.end = before.begin;
  } else if (StartsWithOneOf(View(own), {U"人均", U"户均"}) && words_.Suffix(View(carried), kPerson)) {
    before.end = before.begin;  // 执法人员参训率100%,人均培训60学时
  } else if (base != kNoMeasure && verb.size() == own.size() && carried.size() > kNoun &&
             carried.begin <= measures_[base].own.begin + 1 && carried.end < measures_[base].own.end &&
             (words_.Suffix(View(carried), kOrgan | kBody) ||
              EndsWithOneOf(View(carried), {U"检察院", U"法院", U"检察机关"})) &&
             stripper_.Covered({carried.end, measures_[base].own.end}, kAct | kLead)) {
    before.end = before.begin;  // 县检察院批准逮捕18人,提起公诉46人: the same did it
  } else if (rate && !own.empty()) {
    const Piece named = NamedBefore(own);
    if (!named.empty()) carried = named;
    before.end = before.begin;
    // 负责人出庭应诉案件52件,出庭应诉率98%: the cases are those of the rate.
    const Piece act = {own.begin, own.end - 1};
    if (const Piece cases = {std::max(carried.begin, carried.end - kNoun), carried.end};
        carried.size() > act.size() + kNoun && act.size() > kNoun && pieces_.IsPlainObject(cases)) {
      Piece done = {carried.begin, cases.begin};
      if (text_[done.end - 1] == U'的') --done.end;  // 直接纠错的案件有26件,直接纠错率8%
      if (EndsWith(View(done), View(act))) carried.end = done.end - act.size();
    }
    // 进行合法性审核,审核通过率100%: said once.
    if (named.empty() && carried.size() > 2 * kNoun && begins_with_noun) carried.end -= kNoun;
  } else if (!verb.empty() && pieces_.IsPlainObject({verb.end, own.end})) {
    before.end = verb.end;
    // 48个事项“上云”,办理事项15万件: what was said of them is not what it counts.
    if (StartsWith(View(carried), View({verb.end, own.end}))) carried = {};
    // 入驻单位36家,进驻事项1356项: the units are no sort of 事项.
    if (base != kNoMeasure && SortOf(UnitOf(measures_[base].quantity)) != SortOf(UnitOf(i))) carried = {};
  } else if (!verb.empty() && EndsWithOneOf(View(own), {U"活动", U"行动"})) {
    // 提供法律服务,开展活动40场; 学习宣传活动 says enough.
    const Piece event = {own.end - kNoun, own.end};
    before.end = std::min(verb.end, event.begin);
    if (before.end < event.begin) carried = {};
    if (EndsWith(View(carried), View(event))) carried.end -= kNoun;
  } else if (const Piece last = {own.size() > kNoun ? own.end - kNoun : own.end, own.end};
             verb.empty() && pieces_.IsPlainObject(last) && EndsWith(View(carried), View(last))) {
    before.end = own.end - kNoun;  // 抽取援助案件50件,优秀案件8件
  } else if (UnitOf(i) == "%" && !own.empty() && text_[own.begin] == U'占') {
    before.end = before.begin;
  } else if (pieces_.SaysHowMuch(own) || pieces_.SaysReach(own)) {
    before.end = before.begin;
    // 罚款金额9万元,征收金额12万元: one sum is not of the other.
    // 反映具体问题50项,问题资金251万元: it says whose it is.
    // 审批用时5天,办理环节3个: both are of the same.
    if (carried.size() >= 2 * kNoun && EndsWithOneOf(View(carried), {U"用时", U"时长"})) carried.end -= kNoun;
    if (pieces_.SaysHowMuch(carried) || begins_with_noun) carried = {};
  }
  return before;
}

// 代表建议、政协提案68件,其中建议31件: what the list calls that which is named again; empty where it names
// none.
Piece MeasureReader::ItemNamedBy(Piece list, Piece own) const {
  if (own.size() < 2) return {};
  if (!ContainsAnyOf(View(list), U"、和及")) return {};
  for (uint32_t begin = list.begin; begin < list.end;) {
    const auto rest = View({begin, list.end});
    const auto end = begin + static_cast<uint32_t>(std::min(rest.find_first_of(U"、和及"), rest.size()));
    if (end > begin + own.size() && EndsWith(View({begin, end}), View(own))) return {begin, end};
    begin = end + 1;
  }
  return {};
}

void MeasureReader::SayOnce(Piece& before, Piece& own, Piece& carried) const {
  if (const Piece item = ItemNamedBy(carried, own); !item.empty()) {
    carried = {item.begin, item.end - own.size()};
    before.end = before.begin;
    return;
  }
  // 举办调解员培训班4期,培训180人次: they were trained, and no class was.
  constexpr std::u32string_view kClass = U"培训班";
  if (View(own) == kClass.substr(0, 2) && EndsWith(View(carried), kClass) &&
      words_.Suffix(View({carried.begin, carried.end - static_cast<uint32_t>(kClass.size())}), kPerson))
    carried.end -= static_cast<uint32_t>(kClass.size());
  // 举办执法培训班12期,培训1568人次: said once.
  if (View(own) == kClass.substr(0, 2) && EndsWith(View(carried), kClass) && carried.size() > kClass.size()) {
    --carried.end;
    before = own = {carried.end, carried.end};
  }
  // 不予处罚案件426件、减轻处罚138件: of the cases, not of the other kind.
  constexpr uint32_t kDeed = 2;
  if (own.size() >= 2 * kDeed && stripper_.Covered(own, kAct | kSolid)) {
    const size_t same = View(carried).rfind(View({own.end - kDeed, own.end}));
    if (same != std::u32string_view::npos && same > 0 && same + 2 * kDeed <= carried.size())
      carried.begin += static_cast<uint32_t>(same) + kDeed;
    // 依照清单不予处罚1208宗;减轻处罚164宗: nor of that other kind itself.
    if (same != std::u32string_view::npos && same > kDeed && same + kDeed == carried.size() &&
        StartsWithOneOf(View({own.end - kDeed, own.end}), {U"处罚", U"处理", U"执行", U"审理"})) {
      carried.begin = carried.end;
      before.end = before.begin;
    }
  }
  if (!carried.empty() && before.end < own.end && pieces_.IsPlainObject({before.end, own.end}) &&
      before.end > before.begin && EndsWith(View(carried), View({before.end, own.end}))) {
    own.end = before.end;  // 办结案件11件 of 复议案件
  } else if (own.size() == 4 && EndsWith(View(carried), View({own.begin + 2, own.end})) &&
             words_.Prefix(View({own.begin, own.begin + 2}), kAct).length == 2) {
    const Piece stem = {carried.begin, carried.end - 2};
    const Word other = words_.Suffix(View(stem), kAct);
    if (other.length >= 2 && other.length + 2 <= stem.size()) {
      carried.end = stem.end - other.length;  // 企业设立登记12家、变更登记26家: one is not of the other
    } else {
      own.end -= 2;  // 组织执法培训4场次,参与培训18人次
      before.end = std::max(before.begin, std::min(before.end, own.end));
    }
  } else if (before.empty() && own.size() > 2 && carried.size() >= 2 &&
             EndsWith(View(carried), View({own.begin, own.begin + 2}))) {
    carried.end -= 2;  // 行政征收35宗,征收金额42万元
  } else if (before.empty() && Contains(View(own), View(carried))) {
    carried = {};
  }
}

}  // namespace fazhi::extraction
