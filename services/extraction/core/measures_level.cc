// Which way a figure gets its measure: at the figure's own level of its sentence, by what stands around it.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

bool MeasureReader::ReadGoes(uint32_t i, Piece words) {
  const bool already = words.size() > 2 && View(words).substr(words.size() - 2) == U"已分";
  const Piece deed = stripper_.Strip(fragments_[i].right);
  const bool goes_on = fragments_[i].attached_next && stripper_.EndsOpen(deed);
  // 先后2批公布125项事项
  const bool batches = words.empty() && (UnitOf(i) == "批" || UnitOf(i) == "批次") && goes_on &&
                       words_.Prefix(View(deed), kAct).length == deed.size() && !RightOf(i + 1).empty();
  if (View(words) != U"分" && !already && !batches) return false;
  Piece rest = goes_on ? RightOf(i + 1) : Piece();
  if (View(deed) == U"对") {
    // 分两轮对9个镇、16个部门开展督察: what was done to all of the list stands behind it.
    uint32_t last = i + 1;
    while (last + 1 < quantities_.size() && last - i < kMaxItems && fragments_[last].attached_next) ++last;
    const Piece right = stripper_.Strip(fragments_[last].right);
    const uint32_t verb = stripper_.FindVerb(right, 0);
    if (last > i + 1 && verb < right.end) rest = {verb, right.end};
  }
  if (deed.empty() && rest.empty()) return false;
  Measure& measure = Add(i);
  measure.of_one = UnitOf(i) == "批" || UnitOf(i) == "批次";
  // 分3批清理了59件规范性文件: how often is not how many; those were cleared too.
  if (goes_on && !stripper_.LeadingVerb(deed).empty() && View(deed) != U"对") {
    goes_ = deed;
    if (text_[goes_.end - 1] == U'了') --goes_.end;
  }
  measure.window = {left_.words.begin, goes_on ? quantities_[i].end : std::max(deed.end, quantities_[i].end)};
  measure.own = deed;
  if (!stripper_.Covered(deed, kPrep, kAct)) measure.phrase.Append(deed);
  measure.phrase.Append(rest);
  measure.head = pieces_.HeadOfLeft(goes_on ? rest : deed);
  if (!goes_on && !stripper_.IsBare(measure.head)) SetAnchor(i);
  return true;
}

// 石沟村被命名为民主法治示范村,全乡累计达到3个: of what the clause before names.
bool MeasureReader::ReadOfAll(uint32_t i, Piece words, bool part) {
  if (words.size() != 2 || text_[words.begin] != U'全' || !IsLevel(text_[words.begin + 1])) return false;
  const Piece noun = topics_.HeadOfClauseBefore(i);
  if (noun.size() <= 2) return false;
  AddLeftMeasure(i, noun, part, words);
  return true;
}

bool MeasureReader::ReadNextRate(uint32_t i) {
  if (rates_of_each_.empty() || UnitOf(i) != "%") return false;
  const uint32_t base = measures_.back().base + 1;
  AddRateOf(i, base);
  const bool goes_on = fragments_[i].attached_next && UnitOf(i + 1) == "%" && base + 1 < measures_.size() &&
                       UnitOf(measures_[base + 1].quantity) == UnitOf(measures_[base].quantity);
  if (!goes_on) rates_of_each_ = {};
  return true;
}

void MeasureReader::BeginItems(const Piece (&items)[kMaxItems], uint32_t n) {
  std::copy(items, items + n, items_.items);
  items_.size = n;
  items_.next = 1;
}

bool MeasureReader::ReadNextItem(uint32_t i) {
  if (items_.next == items_.size) return false;
  const Piece item = items_.items[items_.next++];
  AddLeftMeasure(i, item, false);
  // 每月专项治理12个问题,热线工单响应率、解决率分别为100%和95.6%: of what the first is of, and no problems.
  const auto first = static_cast<uint32_t>(measures_.size()) - items_.next;
  const bool of_others =
      !measures_[first].bare && (measures_.back().base == kNoMeasure || measures_.back().base < first);
  if (measures_.back().bare && of_others && pieces_.EndsWithRate(item) &&
      pieces_.EndsWithRate(items_.items[0])) {
    // 负责人出庭应诉率、败诉率: they lose none.
    const size_t head = View(items_.items[0]).find(U"负责人");
    const bool lost = StartsWithOneOf(View(item), {U"败诉", U"胜诉", U"纠错"});
    if (const Piece of_rate = OfRatesAlike(items_.items[0], item); !of_rate.empty() && !lost)
      SayRateOf(of_rate, item);
    if (lost && head != std::u32string_view::npos && head >= 2)
      SayRateOf({items_.items[0].begin, items_.items[0].begin + static_cast<uint32_t>(head)}, item);
  }
  // The last of a list says its tail itself, unless all take it from before or behind the list.
  const Piece last = items_.items[items_.size - 1];
  const bool outside = items_.tail.end <= items_.items[0].begin || last.end <= items_.tail.begin;
  if (items_.next < items_.size || outside) AppendTail(item, items_.tail);
  measures_.back().of_one = items_.of_one;
  measures_.back().phrase.Append(share_of_each_);
  SayActOf(item, items_.next < items_.size ? items_.tail : Piece());
  return true;
}

// 代表建议和委员提案163件,前者74件、后者89件: the first and the second of two that were named together.
bool MeasureReader::ReadFormerOrLatter(uint32_t i, Piece words, bool part) {
  const bool former = View(words) == U"前者";
  if (!former && View(words) != U"后者") return false;
  for (auto m = static_cast<uint32_t>(measures_.size()); m > MeasureFloor(); --m) {
    const Piece both = measures_[m - 1].own;
    const size_t join = View(both).find_first_of(U"、和与及");
    if (join == std::u32string_view::npos || join + 2 >= both.size()) continue;
    Piece first = {both.begin, both.begin + static_cast<uint32_t>(join)};
    const size_t of = View(first).rfind(U'的');
    if (of != std::u32string_view::npos) first.begin += static_cast<uint32_t>(of) + 1;
    const Piece second = {first.end + 1, both.end};
    if (first.size() < 2 || ContainsAnyOf(View(second), U"、和与及")) continue;
    AddLeftMeasure(i, former ? first : second, part);
    return true;
  }
  return false;
}

void MeasureReader::ReadByLeft(uint32_t i, Piece words, bool part) {
  if (ReadFormerOrLatter(i, words, part)) return;
  if (ReadMost(i) || ReadByClauseBefore(i, words)) return;
  if (const Piece noun = NounOfClasses(i); !noun.empty()) {
    AddRightMeasure(i, words, noun, left_.chain, part);
  } else if (const Piece noun = words.empty() ? NounOfNext(i, words) : Piece(); !noun.empty()) {
    AddRightMeasure(i, words, noun, left_.chain, part);
  } else if (words.empty()) {
    ReadWordless(i);
  } else if (IsShare(i, words)) {
    if (!ReadSharesOfTwo(i, words)) AddShare(i, words);
  } else if (const Piece noun = NounOfNext(i, words); !noun.empty()) {
    AddRightMeasure(i, words, noun, left_.chain, part);
  } else if (!ReadShared(i, words, part)) {
    AddLeftMeasure(i, words, part, ListVerb(i, words));
  }
}

bool MeasureReader::ReadDueAndDone(uint32_t i, Piece words, bool part) {
  const Piece right = fragments_[i].right;
  const uint32_t cases = BeginningLength(View(right), {U"案件", U"案"});
  const uint32_t all = pieces_.AllLength({right.begin + cases, right.end});
  if (all == 0 || fragments_[i].attached_next || words.size() < 4) return false;
  uint32_t due = words.begin;
  while (due < words.end &&
         (text_[due] != U'应' || (due + 1 < words.end && IsAnyOf(text_[due + 1], U"急诉对用知"))))
    ++due;
  if (due == words.end) return false;
  Piece deed = {right.begin + cases + all, right.end};
  deed.begin += BeginningLength(View(deed), {U"已按时", U"已", U"按时", U"依法", U"按要求"});
  const uint32_t by = View(deed).substr(0, 1) == U"由" ? static_cast<uint32_t>(View(deed).find(U"出庭")) : 0;
  if (by < deed.size()) deed.begin += by;
  constexpr uint32_t kVerb = 2;
  const uint32_t from = due + BeginningLength(View({due, words.end}), {U"应当由", U"应由", U"应当", U"应"});
  const size_t at = deed.size() < kVerb
                        ? std::u32string_view::npos
                        : View({from, words.end}).find(View({deed.begin, deed.begin + kVerb}));
  if (at == std::u32string_view::npos) return false;
  const Piece between = stripper_.Strip({from, from + static_cast<uint32_t>(at)});
  const Piece who = between.size() >= 2 ? between : stripper_.Strip({words.begin, due});
  if (who.size() < 2) return false;
  AddLeftMeasure(i, words, part);
  Measure& done = Add(i);
  done.window = {left_.words.begin, right.end};
  done.own = deed;
  done.part = part;
  done.phrase.Append(who);
  done.phrase.Append(deed);
  return true;
}

void MeasureReader::ReadByBoth(uint32_t i, Piece words, Piece right, bool part) {
  if (ReadDueAndDone(i, words, part)) return;
  const bool habit = CountsPeople(UnitOf(i)) && words_.Suffix(View(words), kPerson) && pieces_.IsHabit(right);
  // 发现问题28个全部整改到位: that it was all of them is said of what stands before.
  const Piece act = stripper_.LeadingVerb(words);
  const bool said = !act.empty() && act.size() < words.size() && pieces_.AllLength(fragments_[i].right) > 0 &&
                    !stripper_.EndsOpen(words);
  // 发了13份整改通知书, 办13件监督案件: what a short verb was done to stands behind.
  const bool short_verb = StandsBefore(text_, quantities_[i].begin, U"了") ||
                          (words.size() == 1 && IsAnyOf(text_[words.begin], U"发写出办提开搞做下签批审查"));
  const bool open = !habit && !said &&
                    (words.empty() || short_verb || !stripper_.BeginsPredicate(right) ||
                     stripper_.Covered(words, kPrep | kLead | kJoin | kTrail | kAct | kBareWord) ||
                     stripper_.EndsOpen(words) || pieces_.LeavesOut(words) ||
                     (CountsEvents(UnitOf(i)) && stripper_.FindVerb(words, 0) == words.end));
  if (open || DidBehind(i, words)) {
    AddRightMeasure(i, words, right, left_.chain, part);
    return;
  }
  if (!ReadShared(i, words, part)) {
    AddLeftMeasure(i, words, part, ListVerb(i, words));
    // 政务服务事项1263项全部进驻大厅: what is said of the figure is its own too.
    if (!fragments_[i].attached_next) measures_.back().window.end = right.end;
  }
  AppendTreatment(i, words, right);
}

// 网上办理82件,占办件总数120件的68.3%: the share that the figure before the whole is.
bool MeasureReader::ReadShareOfCounted(uint32_t i) {
  if (UnitOf(i) != "%" || i < 2 || !fragments_[i].attached || View(fragments_[i].left) != U"的" ||
      View(fragments_[i - 1].left).substr(0, 1) != U"占" || first_of_[i - 1] <= sentence_begin_)
    return false;
  // 完成7个,占年度计划20个的35%: how far it is.
  if (ContainsOneOf(View(fragments_[i - 1].left), {U"计划", U"目标", U"任务"})) return false;
  const uint32_t part = first_of_[i - 1] - 1;
  CopyMeasure(i, part);
  Measure& measure = measures_.back();
  measure.phrase = measures_[part].phrase;
  measure.phrase.set_suffix(U"占比");
  measure.own = measure.left = fragments_[i - 1].left;
  return true;
}

void MeasureReader::ReadLevel(uint32_t i) {
  if (ReadShareOfCounted(i) || ReadRateOfSome(i) || ReadRankAmong(i) || ReadTerritory(i) ||
      ReadThreshold(i) || ReadHeldAgainst(i) || ReadGathered(i))
    return;
  const Fragment& fragment = fragments_[i];
  bool part = false;
  Piece made;
  Piece words = DropMakers(OwnWords(i, &part), made);
  part |= DropThoseCounted(i, words) ||
          (!words.empty() && StartsWith(View(fragment.right), U"在内") && !Contains(View(words), U"结转"));
  if (!made.empty()) {
    AddLeftMeasure(i, words, part, made);
    return;
  }
  if (ReadOutlay(i, words) || ReadGoes(i, words) || ReadLead(i) || ReadDescription(i)) return;
  const bool compared = stripper_.IsComparison(words);
  if (compared) words.begin = words.end;
  if (compared && ReadCompared(i)) return;
  if (words.empty()) words = stripper_.LastBareWord(left_.words);
  // 引资30万美元,约合217万元: the same sum.
  if (fragment.attached && UnitOf(i) != UnitOf(i - 1) && SortOf(UnitOf(i - 1)) == SortOf(UnitOf(i)) &&
      IsOneOf(View(words), {U"合", U"折合", U"约合", U"合计约合", U"折"}) && !measures_.empty()) {
    CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
    return;
  }
  // 由第9位上升到第4位: the same place.
  if (quantities_[i].kind == v1::KIND_RANK && fragment.attached && quantities_[i - 1].kind == v1::KIND_RANK &&
      quantities_[i - 1].status == v1::STATUS_PRIOR && words.empty() && !measures_.empty()) {
    CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
    return;
  }
  if (ReadRanked(i, words) || ReadTimesOf(i, words)) return;
  Piece right = RightOf(i);
  // 破案率保持99.9%的历史最高水平
  if (UnitOf(i) == "%" && !words.empty() && EndsWith(View(right), U"水平")) right.end = right.begin;
  if (const Piece described = DescribedByNext(i); !described.empty()) right = described;
  if (right.empty() && fragment.attached_next) right = PlacesOfUnit(i);
  if (right.empty() && words.empty()) right = DeedOfBoth(i);
  if (right.empty() && ReadOfAll(i, words, part)) return;
  // 由40%降低至38%: on the way to the next figure.
  const bool on_the_way = !right.empty() && stripper_.Covered(right, kChangeWord | kTrail);
  if (fragment.attached_next && (compared || on_the_way)) right.end = right.begin;
  if (!words.empty() && right.empty() && ReadValuesOf(i, words)) return;
  const bool wordless = words.empty() && right.empty() && fragment.attached;
  if (wordless && ReadNextRate(i)) return;
  rates_of_each_ = {};
  if (wordless && ReadNextItem(i)) return;
  items_.size = items_.next = 0;
  share_of_each_ = act_of_each_ = {};
  if (right.empty()) {
    ReadByLeft(i, words, part);
  } else {
    ReadByBoth(i, words, right, part);
  }
}

// 出台规章3部;持续压降一审败诉率,力争降到10%: the rate that the clause right before is on.
bool MeasureReader::ReadRateBefore(uint32_t i) {
  constexpr uint32_t kShortest = 4;
  const Piece rate = topics_.HeadOfClauseBefore(i);
  if (rate.size() < kShortest || !pieces_.EndsWithRate(rate)) return false;
  AddLeftMeasure(i, rate, /*part=*/false);
  return true;
}

bool MeasureReader::ReadByClauseBefore(uint32_t i, Piece words) {
  if (fragments_[i].first || fragments_[i].attached || fragments_[i].bracket != 0 ||
      !stripper_.Covered(words, kLead)) {
    return false;
  }
  if (UnitOf(i) == "%") return ReadExtreme(i) || ReadRateBefore(i);
  const uint32_t floor = fragments_[i - 1].right.end;
  const uint32_t end = fragments_[i].left.begin;
  if (end == 0 || text_[end - 1] != U',') return false;
  const Piece clause = pieces_.ClauseEndingAt(end - 1, floor);
  if (clause.begin <= floor || clause.size() > kLongestClause) return false;
  bool part = false;
  const Piece said = stripper_.DropTrend(stripper_.Strip(clause, &part));
  const auto topic = FirstHitFrom(hits_, said.begin);
  const bool act = part || words_.Prefix(View(said), kAct) || stripper_.FindVerb(said, 0) < said.end ||
                   (topic != hits_.end() && topic->end <= said.end);
  if (said.size() < 2 || !act || stripper_.IsComparison(said) || !stripper_.FindChange(said).empty()) {
    return false;
  }
  // 受理法律援助案件120件,做到应援尽援,累计640件: the sum of what was counted.
  if (UnitOf(i) == UnitOf(i - 1) && Contains(View(fragments_[i].left), U"累计")) {
    return false;
  }
  Piece noun = said;
  Piece verb;
  if (IsAnyOf(text_[clause.begin], U"对将把")) {
    // 对历年文件全面体检,79件: what was done to them.
    while (stripper_.EndsInVerb(noun)) noun.end -= words_.Suffix(View(noun), kAct).length;
    verb = {noun.end, said.end};
    noun.end -= words_.Suffix(View(noun), kLight).length;
    noun = stripper_.Strip({std::max(noun.begin, clause.begin + 1), noun.end});
    if (noun.empty()) return false;
  }
  AddLeftMeasure(i, noun, part, verb);
  measures_.back().window.begin = clause.begin;
  return true;
}

void MeasureReader::ReadWordless(uint32_t i) {
  if (ReadValuesBefore(i)) return;
  const uint32_t n = static_cast<uint32_t>(measures_.size());
  uint32_t from = n;
  while (from > MeasureFloor() && quantities_[measures_[from - 1].quantity].kind == v1::KIND_CHANGE) --from;
  // 新登记市场主体3218户,注册资本21.7亿元,累计2.46万户: of what was counted in the same unit.
  if (n > MeasureFloor() && UnitOf(i) != UnitOf(measures_[n - 1].quantity) &&
      Contains(View(fragments_[i].left), U"累计")) {
    for (uint32_t b = n; b > MeasureFloor(); --b) {
      if (UnitOf(measures_[b - 1].quantity) != UnitOf(i) || measures_[b - 1].head.empty()) continue;
      CopyMeasure(i, b - 1);
      return;
    }
  }
  // 败诉案件35件,败诉率下降3.4个百分点至8%: what changed, and no cases.
  const bool of_changed = from < n && UnitOf(i) == "%" && UnitOf(measures_[n - 1].quantity) == "个百分点" &&
                          measures_[n - 1].quantity + 1 == i && !change_.of.empty() &&
                          change_.measure == n - 1 && from > MeasureFloor() &&
                          UnitOf(measures_[from - 1].quantity) != "%";
  if (from > MeasureFloor() && !of_changed) {
    CopyMeasure(i, from - 1);
    // 取消34项,由上年的3108项调整为3087项: how many there are, not how many were cancelled.
    const Piece left = fragments_[i].left;
    Measure& measure = measures_.back();
    if (!fragments_[i].attached && measures_[from - 1].bare && !measure.head.empty() &&
        ContainsAnyOf(View(left), U"由从")) {
      measure.phrase = Phrase();
      measure.phrase.Append(measure.head);
    }
    return;
  }
  // 办案量同比增长12%,达到652件: the words of the growth are those of the level.
  if (from < n && !measures_[n - 1].own.empty() && !of_changed) {
    AddLeftMeasure(i, measures_[n - 1].own, false);
    return;
  }
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  // 败诉率同比下降3.4个百分点,为8.2%: what changed.
  if (n > MeasureFloor() && !change_.of.empty() && change_.measure == n - 1) {
    measure.phrase = change_.of;
    return;
  }
  CarryOver(i, {}, {}, measure);
  if (quantities_[i].kind == v1::KIND_RANK) measure.phrase.set_suffix(U"排名");
}

}  // namespace fazhi::extraction
