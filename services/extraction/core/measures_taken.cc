// Where a figure whose own words cannot stand alone finds what it takes over.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// 县法律援助中心优化流程,惠民成效明显,全年结案82件: what the body that the sentence begins with is for; empty
// where it begins with no such name.
Piece FieldOfBody(std::u32string_view text, uint32_t begin) {
  constexpr size_t kLongestName = 16;
  const auto opening = text.substr(begin, kLongestName);
  const auto name = opening.substr(0, std::min(opening.find_first_of(U",。;:、"), opening.size()));
  for (const std::u32string_view field :
       {U"行政复议", U"法律援助", U"劳动仲裁", U"仲裁", U"公证", U"人民调解", U"信访", U"复议"}) {
    const size_t at = name.find(field);
    if (at == std::u32string_view::npos) continue;
    // 行政复议应诉股, 劳动人事争议仲裁院
    constexpr size_t kReach = 5;
    const auto behind = name.substr(at + field.size(), kReach);
    const bool body =
        ContainsOneOf(behind, {U"中心", U"局", U"处", U"委员会", U"机构", U"机关", U"院", U"股", U"科"});
    if (!body) return {};
    const uint32_t from = begin + static_cast<uint32_t>(at);
    return {from, from + static_cast<uint32_t>(field.size())};
  }
  return {};
}

}  // namespace

uint32_t MeasureReader::LastOfUnit(uint32_t i, uint32_t base) const {
  if (UnitOf(measures_[base].quantity) == UnitOf(i)) return base;
  for (uint32_t b = base; b > FloorOf(base); --b) {
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
  for (uint32_t b = base; b > FloorOf(base); --b) {
    if (UnitOf(measures_[b - 1].quantity) == UnitOf(i) && !measures_[b - 1].head.empty() &&
        value <= of(b - 1))
      return b - 1;
  }
  return base;
}

uint32_t MeasureReader::LenderOf(uint32_t i, Piece own, Piece verb) const {
  if (const uint32_t whole = fragments_[i].bracket) return first_of_[whole - 1];
  uint32_t base = anchor_;
  if (!own.empty() && anchor_of_sort_[SortOf(UnitOf(i))] != kNoMeasure && UnitOf(i) != "%" &&
      !pieces_.SaysHowMuch(own)) {
    base = anchor_of_sort_[SortOf(UnitOf(i))];
    if (verb.empty() || verb.size() == own.size()) base = LastOfUnit(i, base);
    if (!verb.empty() && verb.size() == own.size()) base = LargeEnough(i, base);
  }
  // 办理案件1616件,其中行政处罚137件,罚没12万元: the fine is the penalties'.
  constexpr std::u32string_view kPenalty = U"处罚";
  if (UnitOf(i) == "元" && StartsWith(View(own), kPenalty.substr(1)) && base != kNoMeasure &&
      measures_.size() >= 2) {
    const auto before = static_cast<uint32_t>(measures_.size() - 2);
    if (before > base && measures_[before].quantity + 1 == i &&
        Contains(View(measures_[before].own), kPenalty))
      base = before;
  }
  // 受理复议120件,召开听证会12次,审结98件,纠错率8%: of what the figure right before is of.
  if (UnitOf(i) == "%" && !own.empty() && base != kNoMeasure && measures_.size() >= 2) {
    const auto before = static_cast<uint32_t>(measures_.size() - 2);
    const Measure& last = measures_[before];
    if (before > base && last.bare && last.base != kNoMeasure && before >= MeasureFloor()) base = last.base;
    // 受理信访32件,投诉举报办结45件,办结率98%: what was done with is named by the figure right before.
    if (before > base && last.of_matter && last.quantity + 1 == i && before >= MeasureFloor()) base = before;
  }
  // 排查纠纷80起,出动人员300人次,调解成功率96%: of none of those who were sent out.
  if (UnitOf(i) == "%" && base != kNoMeasure && pieces_.EndsWithRate(own) &&
      pieces_.IsSentOut(measures_[base].verb)) {
    for (uint32_t b = base; b > FloorOf(base); --b) {
      if (SortOf(UnitOf(measures_[b - 1].quantity)) != kPeople && !measures_[b - 1].head.empty())
        return b - 1;
    }
  }
  // 共有干部79人,组织培训12期、覆盖318人次: what was held right before did.
  if (View(own) == U"覆盖" && measures_.size() >= 2) {
    const auto last = static_cast<uint32_t>(measures_.size() - 2);
    if (measures_[last].quantity + 1 == i && CountsEvents(UnitOf(measures_[last].quantity)) &&
        !measures_[last].head.empty())
      return last;
  }
  // 安置军人86名,发放补助320万元,惠及群众2136人: the sum spent right before did.
  if (pieces_.SaysReach(own) && text_[own.begin] == U'惠' && measures_.size() >= 2) {
    const auto last = static_cast<uint32_t>(measures_.size() - 2);
    if (measures_[last].quantity + 1 == i && UnitOf(measures_[last].quantity) == "元" &&
        !measures_[last].head.empty())
      return last;
  }
  // 开展活动36场,发放资料3万份,受教育群众2万人: what was held reached them.
  const bool reached =
      pieces_.SaysReach(own) || IsOneOf(View(own), {U"受众", U"受众人数", U"受益", U"受教育", U"受到教育"});
  // 办活动26场,解答咨询300人次,覆盖3万人: who asked is none of those whom it reached.
  const bool asked = reached && base != kNoMeasure && SortOf(UnitOf(measures_[base].quantity)) == kPeople &&
                     Contains(View(measures_[base].own), U"咨询");
  if (reached && (text_[own.begin] == U'受' || asked) && base != kNoMeasure &&
      !CountsEvents(UnitOf(measures_[base].quantity))) {
    const auto last = static_cast<uint32_t>(measures_.size() - 1);
    for (uint32_t b = last; b > FloorOf(base); --b) {
      if (CountsEvents(UnitOf(measures_[b - 1].quantity)) && !measures_[b - 1].head.empty()) return b - 1;
    }
    if (asked) return kNoMeasure;
  }
  return base;
}

// 仲裁案件结案率96%,调解率68%: of the cases that the rate before names.
Piece MeasureReader::RateOfSame(uint32_t i, Piece own) const {
  if (UnitOf(i) != "%" || measures_.size() < 2 || !pieces_.EndsWithRate(own)) return {};
  const Measure& before = measures_[measures_.size() - 2];
  if (before.quantity + 1 != i || before.bare || fragments_[i].first || UnitOf(before.quantity) != "%")
    return {};
  const Piece of = pieces_.OfRate(before.own);
  return EndsWithOneOf(View(of), WordSet::kOfSameRate) ? of : Piece();
}

// 市政务大厅无差别受理率达94%,县级平均达90%: the rate that is told of another level.
Piece MeasureReader::RateOfOther(uint32_t i, Piece own) const {
  constexpr uint32_t kLongest = 12;  // 东江、西山等省市
  if (UnitOf(i) != "%" || measures_.size() < 2 || own.size() < 2 || own.size() > kLongest ||
      (own.size() > 4 && stripper_.FindVerb(own, 0) < own.end) ||
      !(text_[own.end - 1] == U'级' || IsLevel(text_[own.end - 1]) || words_.Suffix(View(own), kOrgan)))
    return {};
  const size_t last = measures_.size() - 2;
  const Measure& before = measures_[last];
  if (last < sentence_begin_ || before.quantity + 1 != i || !pieces_.EndsWithRate(before.own)) return {};
  for (uint32_t p = before.own.begin + 2; p + 3 < before.own.end; ++p) {
    if (words_.Suffix(View({before.own.begin, p}), kBody | kOrgan)) return {p, before.own.end};
  }
  const bool all = text_[before.own.begin] == U'全' && before.own.size() > 4;  // 全省超载率
  return {before.own.begin + (all ? 2 : 0), before.own.end};
}

// 政府合同审查率100%,全年审查71份: what the rate before is of.
Piece MeasureReader::ReviewOfRate(uint32_t i, Piece own) const {
  if (fragments_[i].first || UnitOf(i) == "%" || measures_.size() < 2 ||
      !IsOneOf(View(own), WordSet::kReviewRates))
    return {};
  const Measure& before = measures_[measures_.size() - 2];
  if (before.quantity + 1 != i || before.bare || UnitOf(before.quantity) != "%" || before.own.size() <= 1)
    return {};
  const Piece reviewed = {before.own.begin, before.own.end - 1};
  const bool same = text_[reviewed.end] == U'率' && EndsWith(View(reviewed), View(own));
  if (!same || reviewed.size() <= own.size() + 1) return {};
  // 行政复议案件按期办结率100%,办结37件: those in time are not said to be all.
  const Piece of = {reviewed.begin, reviewed.end - own.size()};
  const uint32_t in_time = EndLength(View(of), {U"按期", U"按时", U"限时", U"及时", U"期限内"});
  return in_time == 0 ? reviewed : Piece{of.begin, of.end - in_time};
}

Piece MeasureReader::FoundAround(uint32_t i, Piece own, Piece verb) {
  if (const Piece reviewed = ReviewOfRate(i, own); !reviewed.empty()) return reviewed;
  // 公安类占46.2%,市场监管类占21.5%,其他占20%: the last kind is not of the one before.
  if (UnitOf(i) == "%" && i > 0 && UnitOf(i - 1) == "%" && measures_.size() >= 2 &&
      measures_[measures_.size() - 2].quantity + 1 == i && !measures_[measures_.size() - 2].bare &&
      StartsWithOneOf(View(own), {U"其他", U"其它", U"其余"}))
    return {};
  Piece found = topics_.TopicBefore(i, own.empty() ? fragments_[i].left.end : own.begin);
  const uint32_t cases = EndLength(View(own), {U"案件"});
  if (fragments_[i].first && CountsCases(UnitOf(i)) && verb.size() + cases == own.size() &&
      EndsWithOneOf(View(verb), {U"受理", U"办理", U"办结", U"结案", U"审结", U"收案"}) &&
      !ContainsOneOf(View(found), {U"案件", U"积案", U"纠纷", U"申请", U"事项", U"诉"})) {
    const Piece field =
        FieldOfBody(text_, context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin());
    if (!field.empty()) return field;
  }
  if (own.empty()) found = topics_.ObjectAround(i, found);
  // 出动执法人员126人次,立案12件,办结11件: no people were closed.
  if (CountsCases(UnitOf(i)) && !verb.empty() && IsAnyOf(text_[verb.end - 1], U"结案复理") &&
      words_.Suffix(View(found), kPerson))
    found = {};
  const Piece said = pieces_.EndsWithRate(own) ? topics_.HeadOfClauseBefore(i) : Piece();
  // 召开专题会议6次。开展专项督查4次: one is none of the other.
  const bool held = CountsEvents(UnitOf(i)) && words_.Prefix(View(own), kLight) && own.size() >= 4;
  if (before_ != kNoMeasure && found.empty() && said.empty() && !held &&
      UnitOf(measures_[before_].quantity) == UnitOf(i) && !stripper_.IsBare(measures_[before_].head)) {
    found = measures_[before_].head;
  }
  // 公布重大行政决策事项目录,纳入11项; not what was said of the topic (权责清单同步调整,取消34项).
  const bool only_verb = !verb.empty() && verb.size() == own.size();
  // 对违规建筑进行了拆除,面积170平方米: of them.
  if (found.empty() && CountsExtent(UnitOf(i)) && pieces_.SaysHowMuch(own)) {
    found = topics_.HeadOfClauseBefore(i);
    found.end = std::max(found.begin, stripper_.FindVerb(found, 0));
    found = stripper_.StripEnd(found);
  }
  if (own.empty() || only_verb) {
    const Piece head = topics_.HeadOfClauseBefore(i);
    const bool whole = head.begin <= found.begin && head.end >= found.end && !found.empty();
    if (whole && (own.empty() || stripper_.FindVerb({found.end, head.end}, 0) == head.end)) found = head;
    // “百姓评理说事点”建到村头巷尾,达到1381个: nothing else says what there are so many of.
    if (own.empty() && found.empty()) found = head;
    // 法律明白人作用发挥不够,82名: the people, and not what is said of them.
    uint32_t people = found.end;
    const bool counted = CountsPeople(UnitOf(i)) && quantities_[i].kind != v1::KIND_RANK;
    while (counted && people > found.begin + 1 && !words_.Suffix(View({found.begin, people}), kPerson))
      --people;
    if (people > found.begin + 1) found.end = people;
  }
  if (own.empty() && found.empty())
    found = topics_.TopicBetween(topics_.SectionOf(i).span().begin(), fragments_[i].left.end);
  // 1.行政复议。审结117件:维持48件: the heading says it.
  if (only_verb && found.empty()) found = topics_.TopicOfHeading(topics_.SectionOf(i));
  // 一、行政复议案件情况 (一)审理结果 审结117件: so does the one above it.
  for (uint32_t above = topics_.SectionOf(i).parent();
       only_verb && found.empty() && above != 0 && CountsCases(UnitOf(i));) {
    const v1::Section& section = context_.outline.sections(static_cast<int>(above));
    const Piece topic = topics_.TopicOfHeading(section);
    if (ContainsOneOf(View(topic), {U"复议", U"应诉", U"诉讼", U"仲裁", U"援助"})) found = topic;
    above = section.parent();
  }
  if (only_verb && found.empty() && CountsCases(UnitOf(i))) found = TakenInBefore(i, own);
  // 2020年行政复议统计分析报告 … 全年审结351件: the whole text is on it.
  if (only_verb && found.empty() && CountsCases(UnitOf(i))) found = topics_.ReviewOfTitle(i);
  return found;
}

Piece MeasureReader::TakenInBefore(uint32_t i, Piece own) const {
  constexpr size_t kReach = 48;
  if (!own.empty() && !EndsWithOneOf(View(own), {U"审结", U"办结", U"结案"})) return {};
  const auto section = [&](uint32_t quantity) {
    return context_.outline.sentences(static_cast<int>(quantities_[quantity].sentence)).section();
  };
  const size_t last = measures_.size() - (own.empty() ? 0 : 1);  // without the one that asks
  for (size_t m = last; m > 0 && last - m < kReach; --m) {
    const Measure& before = measures_[m - 1];
    if (section(before.quantity) != section(i)) return {};
    if (!before.bare && UnitOf(before.quantity) == UnitOf(i) && !before.head.empty() &&
        ContainsOneOf(View(before.own), {U"收到", U"受理", U"新收", U"接收", U"登记"}))
      return before.head;
  }
  return {};
}

// 举办活动6场,组织干部参加学法考试,合格率100%: the exam that a clause behind the base is on.
Piece MeasureReader::ExamBetween(uint32_t base, Piece carried, Piece own) const {
  constexpr std::u32string_view kExam = U"考试";
  constexpr uint32_t kReach = 160;
  if (base == kNoMeasure || Contains(View(carried), kExam)) return {};
  const uint32_t floor =
      std::max(quantities_[measures_[base].quantity].end, own.begin > kReach ? own.begin - kReach : 0);
  if (floor >= own.begin) return {};
  const size_t exam = View({floor, own.begin}).rfind(kExam);
  if (exam == std::u32string_view::npos) return {};
  const uint32_t end = floor + static_cast<uint32_t>(exam + kExam.size());
  const uint32_t name = end - static_cast<uint32_t>(kExam.size());
  Piece clause = pieces_.ClauseEndingAt(end, floor);
  for (uint32_t p = stripper_.FindVerb(clause, 0); p < name; p = stripper_.FindVerb({p + 1, clause.end}, 0)) {
    const Word verb = words_.Prefix(View({p, clause.end}), kAct);
    if (verb && p + verb.length < name) clause.begin = p + verb.length;
  }
  return clause.size() > kExam.size() ? stripper_.Strip(clause) : Piece();
}

// 新命名示范村6个,全县累计41个: where there are so many, and not of whom.
bool MeasureReader::IsAllOfTerritory(Piece own) const {
  return own.size() == 2 && IsAnyOf(text_[own.begin], U"全我本") && IsLevelOrStreet(text_[own.begin + 1]);
}

Piece MeasureReader::TakeOver(uint32_t i, Piece own, Piece verb, uint32_t base, Measure& measure,
                              Piece& noun) {
  Piece carried = topics_.TopicOfPart(i, own.empty() ? fragments_[i].left.end : own.begin);
  if (!carried.empty()) SetAnchor(i);
  if (carried.empty() && base != kNoMeasure && base < measures_.size() - 1) {
    measure.base = base;
    carried = HeadFor(i, base);
  }
  // 举办讲座12场,编写普法读本,印制3000册: what the clause between is on.
  if (measure.base != kNoMeasure && !verb.empty() && verb.size() == own.size() &&
      UnitOf(measures_[base].quantity) != UnitOf(i)) {
    if (const Piece head = topics_.HeadOfClauseBefore(i); !head.empty()) {
      measure.base = kNoMeasure;
      carried = head;
    }
  }
  // 对4个县区开展督察,反馈问题147个: no places are counted.
  bool of_places = false;
  // 创建全国示范村1个,省级12个: the same at another level.
  const bool of_level = !own.empty() && text_[own.end - 1] == U'级' && own.size() <= 3 && !carried.empty() &&
                        base != kNoMeasure && UnitOf(measures_[base].quantity) == UnitOf(i);
  if (of_level) {
    carried = pieces_.WithoutLevel(carried);
    // 建成示范村国家级3个、省级12个
    const uint32_t level =
        EndLength(View(carried), {U"国家级", U"部级", U"省级", U"市级", U"州级", U"县级", U"区级"});
    if (level + 2 <= carried.size()) carried.end -= level;
  }
  if (measure.base != kNoMeasure && !own.empty() && !of_level && words_.Suffix(View(carried), kOrgan) &&
      ((UnitOf(measures_[base].quantity) != UnitOf(i) &&
        (SortOf(UnitOf(i)) != kBodies || SortOf(UnitOf(measures_[base].quantity)) != kBodies)) ||
       !(stripper_.Covered(own, kAct | kLead) || IsAllOfTerritory(own)))) {
    measure.base = kNoMeasure;
    carried = {};
    of_places = own.size() >= 4 && !verb.empty() && verb.size() < own.size();
  }
  if (const Piece exam = pieces_.EndsWithRate(own) ? ExamBetween(measure.base, carried, own) : Piece();
      !exam.empty()) {
    measure.base = kNoMeasure;
    carried = exam;
  }
  const bool cases = IsCaseOfBodies(i, own, verb, measure.base);
  if (const Piece same = RateOfSame(i, own); !same.empty()) {
    measure.base = kNoMeasure;
    carried = same;
  } else if (const Piece rate = RateOfOther(i, own); !rate.empty()) {
    measure.base = kNoMeasure;
    carried = rate;
  } else if (IsOfOtherSort(i, own, verb, measure.base)) {
    measure.base = kNoMeasure;
    carried = {};
  } else if (carried.empty() && !of_places) {
    carried = own.empty() || stripper_.IsBare(among_) ? FoundAround(i, own, verb) : among_;
    if (!carried.empty() && anchor_ == kNoMeasure) SetAnchor(i);
  }
  // 审理涉企案件18件,审结15件 where nothing stands before: the figure's own noun is that of those to come.
  noun = carried;
  if (carried.empty() && !verb.empty() && measure.base == kNoMeasure && !own.empty()) {
    noun = {verb.end, own.end};
    if (stripper_.Covered(noun, kAct)) noun.begin = noun.end;  // 开庭审结
    if (!noun.empty() && (anchor_ == kNoMeasure || cases)) SetAnchor(i);
  }
  return carried;
}

}  // namespace fazhi::extraction
