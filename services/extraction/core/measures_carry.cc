// What a figure whose own words cannot stand alone takes over: the noun of a figure before, or the topic.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// How far back a bare figure looks for its topic, in code points.
constexpr uint32_t kTopicReach = 160;
// A head that is carried over is cut to its last words beyond this length.
constexpr uint32_t kLongestHead = 16;

}  // namespace

Piece MeasureReader::TopicBefore(uint32_t i, uint32_t at) {
  return TopicBetween(context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin(), at);
}

Piece MeasureReader::TopicOfPart(uint32_t i, uint32_t at) {
  if (!fragments_[i].parted) return {};
  const size_t part = text_.rfind(U';', at);
  if (part == std::u32string_view::npos) return {};
  const Piece topic = TopicBetween(static_cast<uint32_t>(part) + 1, at);
  // 开展涉及行政复议、计划生育等内容的专项清理: one of a list.
  const bool listed = !topic.empty() && (text_[topic.end] == U'、' || text_[topic.begin - 1] == U'、');
  return listed ? Piece() : topic;
}

Piece MeasureReader::TopicBetween(uint32_t floor, uint32_t at) {
  while (hit_cursor_ < hits_.size() && hits_[hit_cursor_].begin < at) ++hit_cursor_;
  while (hit_cursor_ > 0 && hits_[hit_cursor_ - 1].begin >= at) --hit_cursor_;
  floor = std::max(floor, at > kTopicReach ? at - kTopicReach : 0);
  for (uint32_t h = hit_cursor_; h > 0 && hits_[h - 1].begin >= floor; --h) {
    const TopicHit& hit = hits_[h - 1];
    const Piece topic = {hit.begin, hit.end};
    if (hit.end <= at && topic.size() >= 2 && !stripper_.IsBare(topic) && !stripper_.IsTableWord(topic) &&
        !words_.Suffix(View(topic), kOrgan) && !NamesBody(hit.end)) {
      return Widened(topic, h - 1);
    }
  }
  return {};
}

// 市场监管部门完成抽检160批次: the topic is the name of who did it.
bool MeasureReader::NamesBody(uint32_t end) const {
  for (const std::u32string_view body : {U"部门", U"系统", U"机关", U"局"}) {
    if (text_.substr(end, body.size()) == body) return true;
  }
  return false;
}

// 重大行政决策 for 决策: the longest topic that holds the one found.
Piece MeasureReader::Widened(Piece topic, uint32_t h) const {
  for (; h > 0 && hits_[h - 1].begin + kLongestHead >= topic.begin; --h) {
    const Piece wide = {hits_[h - 1].begin, hits_[h - 1].end};
    if (wide.begin < topic.begin && wide.end >= topic.end) topic = wide;
  }
  // 12345热线, “12345”热线
  uint32_t number = topic.begin;
  if (number > 0 && text_[number - 1] == U'”') --number;
  const uint32_t digits_end = number;
  while (number > 0 && IsDigit(text_[number - 1])) --number;
  if (digits_end - number >= 4) topic.begin = number;
  return topic;
}

Piece MeasureReader::HeadOfLeft(Piece words) const {
  // 直接纠错(包括撤销、变更)163件: a remark on it is no head.
  if (!words.empty() && text_[words.end - 1] == U')') {
    const size_t open = View(words).rfind(U'(');
    words.end = open == std::u32string_view::npos ? words.end - 1 : words.begin + static_cast<uint32_t>(open);
  }
  Piece head = stripper_.Strip(stripper_.ObjectOf(words));
  // 执法办现有在编人员: who has them is not what there is.
  const bool may_have = View(head).find(U'有') != std::u32string_view::npos;
  for (const std::u32string_view has : {U"现有", U"共有", U"实有", U"设有", U"建有", U"配有"}) {
    if (!may_have) break;
    const size_t at = View(head).rfind(has);
    if (at != std::u32string_view::npos && at + has.size() + 2 <= head.size())
      head.begin += static_cast<uint32_t>(at + has.size());
  }
  const size_t etc = View(head).rfind(U'等');
  const bool list =
      etc != std::u32string_view::npos && etc + 3 <= head.size() &&
      (head.size() > kLongestHead || View(head).substr(0, etc).find(U'、') != std::u32string_view::npos);
  if (list) head.begin += static_cast<uint32_t>(etc) + 1;
  head = stripper_.DropAttribute(head);
  // 抽取各县区和市直部门案卷: the files of whoever they are.
  if (const Piece files = stripper_.Strip(FilesOfBodies(head)); !files.empty()) head = files;
  if (head.size() > kLongestHead) {
    head.begin = head.end - kLongestHead;
    const size_t mark = View(head).find(U'、');
    if (mark != std::u32string_view::npos) head.begin += static_cast<uint32_t>(mark) + 1;
  }
  return head;
}

Piece MeasureReader::ClauseEndingAt(uint32_t stop, uint32_t floor) const {
  uint32_t begin = stop;
  while (begin > floor && std::u32string_view(U",;:").find(text_[begin - 1]) == std::u32string_view::npos) {
    --begin;
  }
  return {begin, stop};
}

Piece MeasureReader::HeadOfClauseBefore(uint32_t i) const {
  const uint32_t floor = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  if (i > 0 && quantities_[i - 1].end > floor) return {};
  const uint32_t begin = ClauseEndingAt(fragments_[i].left.begin, floor).begin;
  if (begin <= floor) return {};
  Piece clause = ClauseEndingAt(begin - 1, floor);
  if (clause.size() > kLongestClause) clause.begin = clause.end - kLongestClause;
  const Piece object = stripper_.Strip(stripper_.ObjectOf(stripper_.Strip(clause)));
  const Piece head = HeadOfLeft(stripper_.DropAmong(object));
  return stripper_.IsBare(head) ? Piece() : head;
}

uint32_t MeasureReader::LastOfUnit(uint32_t i, uint32_t base) const {
  if (UnitOf(measures_[base].quantity) == UnitOf(i)) return base;
  for (uint32_t b = base; b > MeasureFloor(); --b) {
    if (UnitOf(measures_[b - 1].quantity) == UnitOf(i) && !measures_[b - 1].head.empty()) return b - 1;
  }
  return base;
}

uint32_t MeasureReader::LargeEnough(uint32_t i, uint32_t base) const {
  // Beyond this many times the base, carry-over from the year before does not explain it.
  constexpr int64_t kMost = 3;
  const int64_t value = quantities_[i].quantity.value_e4();
  const auto of = [&](uint32_t m) { return quantities_[measures_[m].quantity].quantity.value_e4(); };
  if (value <= kMost * of(base)) return base;
  for (uint32_t b = base; b > MeasureFloor(); --b) {
    if (UnitOf(measures_[b - 1].quantity) == UnitOf(i) && !measures_[b - 1].head.empty() &&
        value <= of(b - 1))
      return b - 1;
  }
  return base;
}

void MeasureReader::CarryOver(uint32_t i, Piece own, Piece verb, Measure& measure, bool lend_rate) {
  measure.bare = true;
  uint32_t base = anchor_;
  if (const uint32_t whole = fragments_[i].bracket) {
    base = first_of_[whole - 1];
  } else if (!own.empty() && anchor_of_sort_[SortOf(UnitOf(i))] != kNoMeasure && UnitOf(i) != "%" &&
             !SaysHowMuch(own)) {
    base = anchor_of_sort_[SortOf(UnitOf(i))];
    if (verb.empty() || verb.size() == own.size()) base = LastOfUnit(i, base);
    if (!verb.empty() && verb.size() == own.size()) base = LargeEnough(i, base);
  }
  // 受理复议120件,召开听证会12次,审结98件,纠错率8%: of what the figure right before is of.
  if (UnitOf(i) == "%" && !own.empty() && base != kNoMeasure && measures_.size() >= 2) {
    const auto before = static_cast<uint32_t>(measures_.size() - 2);
    const Measure& last = measures_[before];
    if (before > base && last.bare && last.base != kNoMeasure && before >= MeasureFloor()) base = last.base;
  }
  Piece carried = TopicOfPart(i, own.empty() ? fragments_[i].left.end : own.begin);
  if (!carried.empty()) SetAnchor(i);
  if (carried.empty() && base != kNoMeasure && base < measures_.size() - 1) {
    measure.base = base;
    carried = HeadFor(i, base);
  }
  // 对4个县区开展督察,反馈问题147个: no places are counted.
  bool of_places = false;
  // 创建全国示范村1个,省级12个: the same at another level.
  const bool of_level = !own.empty() && text_[own.end - 1] == U'级' && own.size() <= 3 && !carried.empty() &&
                        UnitOf(measures_[base].quantity) == UnitOf(i);
  if (of_level) carried = WithoutLevel(carried);
  if (measure.base != kNoMeasure && !own.empty() && !of_level && words_.Suffix(View(carried), kOrgan) &&
      (UnitOf(measures_[base].quantity) != UnitOf(i) || !stripper_.Covered(own, kAct | kLead))) {
    measure.base = kNoMeasure;
    carried = {};
    of_places = own.size() >= 4 && !verb.empty() && verb.size() < own.size();
  }
  // 罚没款1.37亿元,移送司法机关42件: what is counted is no money.
  const bool money = measure.base != kNoMeasure && !own.empty() &&
                     UnitOf(measures_[measure.base].quantity) == "元" && UnitOf(i) != "元" &&
                     UnitOf(i) != "%";
  // 检查单位862家次,查办案件23件: cases are none of the units.
  // 取得执法证12人,立案31宗: nor are they people.
  const bool of_people = measure.base != kNoMeasure && CountsPeople(UnitOf(measures_[measure.base].quantity));
  const bool cases = measure.base != kNoMeasure && !verb.empty() && (own.size() >= 4 || of_people) &&
                     CountsCases(UnitOf(i)) && SortOf(UnitOf(measures_[measure.base].quantity)) != kThings;
  // 巡查河道1.2万公里,查处案件36宗: nor are they a river.
  const bool of_extent = measure.base != kNoMeasure && own.size() >= 4 && CountsCases(UnitOf(i)) &&
                         CountsExtent(UnitOf(measures_[measure.base].quantity));
  // 受理举报115件,责令整改38家,约谈89人: nor are enterprises or people any cases.
  const bool only_act = !verb.empty() && verb.size() == own.size();
  const absl::string_view base_unit =
      measure.base == kNoMeasure ? absl::string_view() : UnitOf(measures_[measure.base].quantity);
  const bool of_cases = only_act && SortOf(UnitOf(i)) == kBodies && CountsCases(base_unit);
  const bool on_people = only_act && CountsPeople(UnitOf(i)) && words_.Suffix(View(own), kOnPeople) &&
                         SortOf(base_unit) != kPeople;
  // 举行学习会11次,开展宣讲活动30场: no event is held of another.
  const bool of_events = measure.base != kNoMeasure && CountsEvents(UnitOf(i)) && CountsEvents(base_unit) &&
                         !own.empty() && words_.Prefix(View(own), kLight) && own.size() >= 4;
  if (money || cases || of_extent || of_cases || on_people || of_events) {
    measure.base = kNoMeasure;
    carried = {};
  } else if (carried.empty() && !of_places) {
    carried = TopicBefore(i, own.empty() ? fragments_[i].left.end : own.begin);
    if (own.empty()) carried = ObjectAround(i, carried);
    if (before_ != kNoMeasure && carried.empty() && UnitOf(measures_[before_].quantity) == UnitOf(i) &&
        !stripper_.IsBare(measures_[before_].head)) {
      carried = measures_[before_].head;
    }
    // 公布重大行政决策事项目录,纳入11项; not what was said of the topic (权责清单同步调整,取消34项).
    const bool only_verb = !verb.empty() && verb.size() == own.size();
    if (own.empty() || only_verb) {
      const Piece head = HeadOfClauseBefore(i);
      const bool whole = head.begin <= carried.begin && head.end >= carried.end && !carried.empty();
      if (whole && (own.empty() || stripper_.FindVerb({carried.end, head.end}, 0) == head.end))
        carried = head;
      // “百姓评理说事点”建到村头巷尾,达到1381个: nothing else says what there are so many of.
      if (own.empty() && carried.empty()) carried = head;
    }
    if (own.empty() && carried.empty())
      carried = TopicBetween(SectionOf(i).span().begin(), fragments_[i].left.end);
    // 1.行政复议。审结117件:维持48件: the heading says it.
    if (only_verb && carried.empty()) {
      const auto& heading = SectionOf(i).heading();
      carried = TopicBetween(heading.begin(), heading.end());
    }
    if (!carried.empty() && anchor_ == kNoMeasure) SetAnchor(i);
  }
  // 审理涉企案件18件,审结15件 where nothing stands before: the figure's own noun is that of those to come.
  Piece noun = carried;
  if (carried.empty() && !verb.empty() && measure.base == kNoMeasure && !own.empty()) {
    noun = {verb.end, own.end};
    if (!noun.empty() && (anchor_ == kNoMeasure || cases)) SetAnchor(i);
  }
  const bool rate =
      lend_rate || (!own.empty() && (text_[own.end - 1] == U'率' || text_[own.end - 1] == U'比' ||
                                     (own.size() > 2 && View({own.end - 2, own.end}) == U"比例")));
  if (own.size() >= 2 && own.size() <= 6 && (own.size() >= 4 || fragments_[i].attached)) {
    if (const Piece actor = ActorBefore(own); !actor.empty()) carried = actor;
  }
  Piece before = own;
  if (carried.size() > own.size() && !own.empty() &&
      (View(carried).substr(carried.size() - own.size()) == View(own) ||
       (fragments_[i].bracket != 0 && View(carried).substr(0, own.size()) == View(own)))) {
    // 合法性审查, 审查126项: said twice. 内退人员12人(内退9人) too.
    before = own = {carried.end, carried.end};
  } else if (carried.size() >= 2 && own.size() > carried.size() &&
             View({own.end - carried.size(), own.end}) == View(carried)) {
    carried = {};  // 处分51人(其中党纪处分46人)
  } else if (rate) {
    const Piece named = NamedBefore(own);
    if (!named.empty()) carried = named;
    before.end = before.begin;
    // 进行合法性审核,审核通过率100%: said once.
    constexpr uint32_t kNoun = 2;
    if (named.empty() && carried.size() > 2 * kNoun && own.size() > kNoun &&
        View({carried.end - kNoun, carried.end}) == View({own.begin, own.begin + kNoun}))
      carried.end -= kNoun;
  } else if (!verb.empty() && IsPlainObject({verb.end, own.end})) {
    before.end = verb.end;
    // 入驻单位36家,进驻事项1356项: the units are no sort of 事项.
    if (measure.base != kNoMeasure && SortOf(UnitOf(measures_[measure.base].quantity)) != SortOf(UnitOf(i))) {
      carried = {};
    }
  } else if (SaysHowMuch(own)) {
    before.end = before.begin;
    // 罚款金额9万元,征收金额12万元: one sum is not of the other.
    if (SaysHowMuch(carried)) carried = {};
    // 反映具体问题50项,问题资金251万元: it says whose it is.
    constexpr uint32_t kNoun = 2;
    if (own.size() > kNoun && carried.size() > kNoun &&
        View({carried.end - kNoun, carried.end}) == View({own.begin, own.begin + kNoun}))
      carried = {};
  }
  // 发放责令整改通知书212份,立案38件: what a case is filed on is no notice.
  if (View(own).substr(0, 2) == U"立案" && !MayBeFiled(carried)) carried = {};
  // 拘留722人,约谈5787人: those who were talked to were not arrested.
  if (words_.Suffix(View(own), kOnPeople) && words_.Suffix(View(carried), kOnPeople)) carried = {};
  const Piece object = {verb.end, own.end};
  // 办理公证案件42件,办理援助案件15件: cases of a sort of their own.
  constexpr uint32_t kSortOfCases = 4;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  const bool of_others = measure.base != kNoMeasure || (!carried.empty() && carried.end <= sentence);
  if (of_others && !verb.empty() && object.size() >= kSortOfCases &&
      View({object.end - 2, object.end}) == U"案件")
    carried = {};
  // 查出问题96个,提出建议41条: no suggestions of the problems.
  // 审查合同128份,提出意见346条: nor of the contracts.
  const bool opinion =
      IsFinding(object) && (text_[object.end - 1] == U'见' || text_[object.end - 1] == U'议');
  const bool of_other = measure.base != kNoMeasure && UnitOf(measures_[measure.base].quantity) != UnitOf(i) &&
                        !CountsPeople(UnitOf(measures_[measure.base].quantity));
  // 通报典型问题9个,整改问题58个: those that were rectified are no such ones.
  const Piece noun_of_own = {own.size() > 2 ? own.end - 2 : own.end, own.end};
  const bool same_noun = IsFinding(noun_of_own) && carried.size() > 2 &&
                         View({carried.end - 2, carried.end}) == View(noun_of_own);
  if (same_noun ||
      (IsFinding(object) && View(object) != View(carried) && (IsFinding(carried) || (opinion && of_other)))) {
    carried = {};
  }
  if (!verb.empty() && !rate && IsFinding(object) && UnitOf(i) != "元") {
    // 审计项目22个,查出问题147个,整改142个: what is found is what those to come are of.
    noun = object;
    SetAnchor(i);
  }
  // 办结案件11件 of 复议案件: the noun is said once. 行政征收35宗,征收金额42万元: and so is what begins the
  // words.
  if (!carried.empty() && before.end < own.end && IsPlainObject({before.end, own.end}) &&
      before.end > before.begin && EndsWith(carried, {before.end, own.end})) {
    own.end = before.end;
  } else if (before.empty() && own.size() > 2 && carried.size() >= 2 &&
             View({carried.end - 2, carried.end}) == View({own.begin, own.begin + 2})) {
    carried.end -= 2;
  } else if (before.empty() && View(own).find(View(carried)) != std::u32string_view::npos) {
    carried = {};
  }
  measure.own_before = before.size();
  measure.phrase.Append(before);
  measure.phrase.Append(carried);
  measure.phrase.Append(Piece{before.end, own.end});
  measure.head = noun;
}

Piece MeasureReader::WithoutLevel(Piece piece) const {
  const auto words = View(piece);
  for (const std::u32string_view level : {U"国家级", U"部级", U"省级", U"市级", U"州级", U"县级", U"区级",
                                          U"全国", U"全省", U"全市", U"全县"}) {
    if (words.substr(0, level.size()) == level && words.size() >= level.size() + 2)
      return {piece.begin + static_cast<uint32_t>(level.size()), piece.end};
  }
  return piece;
}

Piece MeasureReader::ObjectAround(uint32_t i, Piece topic) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  const uint32_t begin = sentence.begin();
  uint32_t end = fragments_[i].left.begin;
  if (topic.begin < begin || topic.end > end) return topic;
  while (end > topic.end && (text_[end - 1] == U',' || text_[end - 1] == U':')) --end;
  uint32_t clause = topic.begin;
  while (clause > begin &&
         std::u32string_view(U",;:。").find(text_[clause - 1]) == std::u32string_view::npos) {
    --clause;
  }
  if (View({topic.end, end}).find_first_of(U",;:") != std::u32string_view::npos) return topic;
  const Piece object = HeadOfLeft(stripper_.Shorten(stripper_.Strip({clause, end})));
  const auto digit = [](char32_t c) { return IsDigit(c); };
  const std::u32string_view words = View(object);
  const bool whole = object.begin <= topic.begin && object.end >= topic.end;
  return whole && std::none_of(words.begin(), words.end(), digit) ? object : topic;
}

Piece MeasureReader::AnyWords(uint32_t i) {
  if (const Piece clause = HeadOfClauseBefore(i); !clause.empty()) return clause;
  const v1::Section& section = SectionOf(i);
  const Piece topic = TopicBetween(section.span().begin(), quantities_[i].begin);
  return topic.empty() ? stripper_.Strip({section.heading().begin(), section.heading().end()}) : topic;
}

const v1::Section& MeasureReader::SectionOf(uint32_t i) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  return context_.outline.sections(static_cast<int>(sentence.section()));
}

bool MeasureReader::SaysHowMuch(Piece piece) const {
  for (const std::u32string_view word :
       {U"面积", U"容纳", U"人数", U"金额", U"总额", U"环节", U"时限", U"意度", U"受众", U"权重", U"资金"}) {
    if (piece.size() >= 2 && View({piece.end - 2, piece.end}) == word) return true;
  }
  for (const std::u32string_view reached : {U"覆盖群众", U"惠及群众", U"受益群众", U"受教育群众"}) {
    if (View(piece) == reached) return true;
  }
  return View(piece) == U"事项";
}

bool MeasureReader::EndsWith(Piece piece, Piece end) const {
  return piece.size() >= end.size() && View({piece.end - end.size(), piece.end}) == View(end);
}

bool MeasureReader::IsPlainObject(Piece piece) const {
  for (const std::u32string_view word : {U"申请", U"案件", U"事项", U"问题", U"纠纷"}) {
    if (View(piece) == word) return true;
  }
  return false;
}

bool MeasureReader::MayBeFiled(Piece piece) const {
  const auto words = View(piece);
  for (const std::u32string_view word :
       {U"案", U"申请", U"复议", U"诉", U"违法", U"违规", U"线索", U"仲裁"}) {
    if (words.find(word) != words.npos) return true;
  }
  return false;
}

bool MeasureReader::IsFinding(Piece piece) const {
  for (const std::u32string_view word : {U"问题", U"隐患", U"意见", U"建议", U"线索", U"评价", U"意见建议"}) {
    if (View(piece) == word) return true;
  }
  return false;
}

// 负责人应出庭22件,实际出庭20件,出庭应诉率: the same are meant.
Piece MeasureReader::ActorBefore(Piece own) const {
  for (uint32_t m = static_cast<uint32_t>(measures_.size()) - 1; m > MeasureFloor(); --m) {
    const Piece before = measures_[m - 1].own;
    if (before.size() < 4 || measures_[m - 1].bare ||
        before.end > quantities_[measures_[m - 1].quantity].begin || !stripper_.EndsInVerb(before) ||
        !stripper_.LeadingVerb(before).empty())
      continue;
    if (View(own).find(View({before.end - 2, before.end})) == std::u32string_view::npos) return {};
    Piece who = before;
    while (stripper_.EndsInVerb(who)) who.end -= words_.Suffix(View(who), kAct).length;
    return stripper_.IsBare(who) ? Piece() : who;
  }
  return {};
}

Piece MeasureReader::NamedBefore(Piece own) const {
  if (measures_.size() < 2 || own.size() < 3) return {};
  const Piece before = measures_[measures_.size() - 2].own;
  const uint32_t stem = own.size() - 1;
  if (before.size() <= stem || text_[own.end - 1] != U'率') return {};
  const Piece rest = {before.begin, before.end - stem};
  if (View(rest).find(U'、') != std::u32string_view::npos) return {};
  if (View({rest.end, before.end}) != View({own.begin, own.begin + stem})) return {};
  // 评定优秀49件,优秀率: who judged it is not what it is of.
  for (const std::u32string_view judged : {U"评定", U"评出", U"评为", U"认定", U"判定"}) {
    if (View(rest) == judged) return {};
  }
  // 调解成功 names what succeeded, 成功化解 does not say what was resolved.
  const bool says_what = !stripper_.IsBare(rest) ||
                         (stripper_.Covered(rest, kAct) && !stripper_.Covered({rest.end, before.end}, kAct));
  return says_what ? rest : Piece();
}

bool MeasureReader::IsAside(uint32_t i) const {
  return quantities_[i].begin > 0 && text_[quantities_[i].begin - 1] == U'(' && !fragments_[i].first;
}

bool MeasureReader::IsDeedOfPeople(uint32_t i, Piece words, Piece verb) const {
  return !verb.empty() && CountsPeople(UnitOf(i)) && anchor_of_sort_[SortOf(UnitOf(i))] != kNoMeasure &&
         CountsPeople(UnitOf(measures_[anchor_of_sort_[SortOf(UnitOf(i))]].quantity)) &&
         !words_.Suffix(View(words), kPerson);
}

Piece MeasureReader::ReviewOf(uint32_t i, Piece words, bool part) {
  if (!fragments_[i].attached) review_ = {};
  if (part && anchor_ != kNoMeasure && anchor_ + 1 < measures_.size()) {
    const Piece whole = measures_[anchor_].own;
    review_ = {};
    for (uint32_t p = whole.begin; p < whole.end && review_.empty(); ++p) {
      review_ = {p, p + words_.Prefix(View({p, whole.end}), kReview).length};
    }
  }
  // 其中文件类59件、其他22件 take the noun of the whole instead.
  constexpr uint32_t kShortest = 4;
  const bool own = words.size() >= kShortest && text_[words.end - 1] != U'类' &&
                   View(words).find(View(review_)) == std::u32string_view::npos;
  return own ? review_ : Piece();
}

bool MeasureReader::IsAttribute(uint32_t i, Piece words) const {
  const Piece left = fragments_[i].left;
  return !left.empty() && text_[left.end - 1] == U'的' && words.end + 1 == left.end &&
         anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) == UnitOf(i) &&
         !measures_[anchor_].head.empty();
}

bool MeasureReader::IsOnlyWho(uint32_t i, Piece words, Piece verb) const {
  constexpr uint32_t kLongest = 8;
  return verb.empty() && CountsCases(UnitOf(i)) && words.size() <= kLongest && anchor_ != kNoMeasure &&
         UnitOf(measures_[anchor_].quantity) == UnitOf(i) && words_.Suffix(View(words), kOrgan | kBody) &&
         stripper_.FindVerb(words, 0) == words.end;
}

void MeasureReader::SetAnchor(uint32_t i) {
  const absl::string_view unit = UnitOf(i);
  if (quantities_[i].grey || CountsTime(unit)) return;
  if (unit == "%" || (unit == "元" && anchor_ != kNoMeasure) || IsAside(i)) return;
  const auto last = static_cast<uint32_t>(measures_.size() - 1);
  if (anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) == unit &&
      words_.Prefix(View(measures_[last].own), kOutcome) && !fragments_[i].parted &&
      !IsDispute(measures_[last].own)) {
    return;
  }
  anchor_ = anchor_of_sort_[SortOf(unit)] = last;
}

// 调解矛盾纠纷1200件: what was mediated is no outcome of what stands before.
bool MeasureReader::IsDispute(Piece piece) const {
  constexpr uint32_t kShortest = 4;
  return piece.size() >= kShortest && View({piece.end - 2, piece.end}) == U"纠纷";
}

bool MeasureReader::FollowsInParagraph(uint32_t i) const {
  if (i == 0) return false;
  const uint32_t sentence = quantities_[i].sentence;
  if (sentence == 0 || quantities_[i - 1].sentence + 1 != sentence) return false;
  const uint32_t begin = context_.outline.sentences(static_cast<int>(sentence)).begin();
  const uint32_t end = context_.outline.sentences(static_cast<int>(sentence) - 1).end();
  return View({std::min(begin, end > 0 ? end - 1 : 0), begin + 1}).find(U'\n') == std::u32string_view::npos;
}

}  // namespace fazhi::extraction
