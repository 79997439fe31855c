// What several figures or measures share that stand in one list (受理、审结案件数分别为12件、9件).

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

void MeasureReader::LendRate(Piece last, Measure& measure) const {
  const size_t of = View(last).rfind(U'的');
  if (of == std::u32string_view::npos || of + 3 > last.size()) return measure.phrase.set_suffix(U"率");
  measure.phrase.Append(Piece{last.begin + static_cast<uint32_t>(of) + 1, last.end});
}

// 甲县、乙县受理案件数, 排查和预防纠纷数: what the last of a list says for all of them.
Piece MeasureReader::SharedTail(const Piece (&items)[kMaxItems], uint32_t n, bool* of_one) const {
  constexpr uint32_t kLongestName = 6;
  const Piece last = items[n - 1];
  const Word act = words_.Prefix(View(last), kAct);
  bool acts = act.length > 0;
  bool names = !acts;
  for (uint32_t k = 0; k + 1 < n; ++k) {
    // 法院受理、执结执行案件分别为: the first says also who.
    const Word verb = k == 0 ? words_.Suffix(View(items[k]), kAct) : Word{};
    const std::u32string_view who = View(items[k]).substr(0, items[k].size() - verb.length);
    const bool by_body = verb.length >= 2 && (words_.Suffix(who, kOrgan | kBody | kWhole) ||
                                              EndsWithOneOf(who, {U"法院", U"检察院", U"政府"}));
    acts = acts && (by_body || stripper_.Covered(items[k], kAct));
    names = names && items[k].size() <= kLongestName && stripper_.FindVerb(items[k], 0) == items[k].end &&
            !pieces_.EndsWithRate(items[k]) && !pieces_.SaysHowMuch(items[k]);
  }
  Piece tail = {last.end, last.end};
  if (acts) tail.begin = last.begin + act.length;
  if (names) tail.begin = stripper_.FindVerb(last, 0);
  if (names && tail.begin < last.begin + 2) tail.begin = stripper_.FindVerb(last, 2);  // 丁都区出庭率
  // 氨氮、总磷平均浓度
  if (names && tail.size() > 1 && text_[tail.begin] == U'均' &&
      IsAnyOf(text_[tail.begin - 1], U"平年人户日月"))
    --tail.begin;
  if (tail.size() < 2) tail = pieces_.CountedAlike(items, n);
  if (names && tail.size() < 2) tail = pieces_.RateOfNames(items, n);
  if (tail.size() < 2) tail = pieces_.AmountTail(items, n);
  if (tail.size() < 2 || tail.begin < last.begin + 2) return {};
  // 行政许可、行政处罚办理数: what they are of is no part of it.
  const auto topic = FirstHitFrom(hits_, items[0].begin);
  *of_one = names && (topic == hits_.end() || topic->end > tail.begin);
  return tail;
}

bool MeasureReader::AppendTail(Piece item, Piece tail) {
  Measure& measure = measures_.back();
  if (tail.empty() || measure.phrase.length() != item.size()) return false;
  measure.phrase.Append(tail);
  if (stripper_.Covered(measure.head, kAct)) measure.head = tail;  // 排查、化解矛盾纠纷分别为
  return true;
}

// 完成投资, 新建基地, 招生: a verb with a noun of its own, of which each of a list did so much.
bool MeasureReader::IsDeedOfEach(Piece act, uint32_t verb) const {
  if (View(act) == U"招生") return true;
  if (verb < 2 || act.size() < verb + 2) return false;
  const Piece object = {act.begin + verb, act.end};
  return !ContainsAnyOf(View(object), U"、,的") && !words_.Prefix(View(object), kAct | kChangeWord) &&
         stripper_.FindVerb(object, 0) == object.end && !words_.Suffix(View(object), kTrail);
}

// 在线访谈、民意征集分别开展15期、21期
bool MeasureReader::ReadActOfEach(uint32_t i, Piece words, bool part) {
  constexpr std::u32string_view kEach = U"分别";
  const size_t at = View(words).rfind(kEach);
  if (at == std::u32string_view::npos || at < 2) return false;
  const Piece whose = {words.begin, words.begin + static_cast<uint32_t>(at)};
  Piece act = {whose.end + static_cast<uint32_t>(kEach.size()), words.end};
  // 分别新认定6家和3家: what was new
  if (act.size() > 2 && text_[act.begin] == U'新' && words_.Prefix(View({act.begin + 1, act.end}), kAct))
    ++act.begin;
  // 分别开会, 分别召开会议
  const uint32_t meeting = EndLength(View(act), {U"会议", U"会"});
  const uint32_t verb = words_.Prefix(View(act), kAct).length;
  // 水利、交通分别完成投资, 小学、初中分别招生: what the verb has behind it is each one's own.
  const bool of_each = IsDeedOfEach(act, verb);
  if (act.size() < 2 ||
      (verb != act.size() && verb + meeting != act.size() && View(act) != U"开会" && !of_each))
    return false;
  Piece each[kMaxItems];
  const uint32_t n = pieces_.SplitItems(whose, each);
  if (n < 2 || n != Followers(i) + 1) return false;
  // 县司法局、县公安局分别受理15件、21件: those who did it. 委员会会议、办公室会议分别召开: no one.
  const std::u32string_view last = View(each[n - 1]);
  const bool actors =
      !EndsWith(last, U"会议") && (pieces_.EndsWithWho(each[n - 1]) || EndsWithOneOf(last, WordSet::kDoers));
  BeginItems(each, n);
  // 委员会、办公室、协调小组分别开会: each stands for its own sort, where bureaus are some of many.
  const bool sorts =
      EndsWithOneOf(View(each[0]), {U"委员会", U"领导小组"}) || EndsWithOneOf(last, {U"办公室", U"小组"});
  items_.of_one = actors && !sorts;
  items_.tail = actors ? Piece() : SharedTail(each, n, &items_.of_one);
  share_of_each_ = {};
  act_of_each_ = act;
  // 行政调解、司法调解分别调处: an act is not done to an act.
  const bool acts = EndsWithOneOf(View(each[0]), {U"调解", U"裁决", U"仲裁", U"复议", U"诉讼"});
  act_leads_ = !actors && !of_each && !acts && !stripper_.Covered(each[0], kAct);
  AddLeftMeasure(i, each[0], part);
  measures_.back().window = each[0];
  measures_.back().of_one = items_.of_one;
  SayActOf(each[0], items_.tail);
  return true;
}

void MeasureReader::SayActOf(Piece item, Piece tail) {
  if (act_of_each_.empty()) return;
  Phrase phrase;
  if (act_leads_) phrase.Append(act_of_each_);
  phrase.Append(item);
  phrase.Append(tail);
  if (!act_leads_) phrase.Append(act_of_each_);
  measures_.back().phrase = phrase;
  measures_.back().bare = false;
}

bool MeasureReader::ReadShared(uint32_t i, Piece words, bool part) {
  if (ReadActOfEach(i, words, part)) return true;
  // 事故数和死亡人数分别占总数的12%、11%
  constexpr std::u32string_view kEachShare = U"分别占";
  const size_t share = UnitOf(i) == "%" ? View(words).find(kEachShare) : std::u32string_view::npos;
  if (share != std::u32string_view::npos && share > 0) {
    const Piece whose = {words.begin, words.begin + static_cast<uint32_t>(share)};
    Piece each[kMaxItems];
    const uint32_t several = pieces_.SplitItems(whose, each);
    if (several < 2 || !fragments_[i].attached_next || UnitOf(i + 1) != "%") return false;
    BeginItems(each, several);
    const bool amounts = text_[each[0].end - 1] == text_[each[several - 1].end - 1];  // 起数, 人数
    items_.of_one = false;
    items_.tail = amounts ? Piece() : SharedTail(each, several, &items_.of_one);
    act_of_each_ = {};
    share_of_each_ = {whose.end + 2, words.end};
    AddLeftMeasure(i, each[0], part);
    AppendTail(each[0], items_.tail);
    measures_.back().phrase.Append(share_of_each_);
    return true;
  }
  const std::u32string_view tail = View({words.end, quantities_[i].begin});
  const bool each = ContainsAnyOf(tail, U"均都各");
  bool respectively = SaysRespectively(tail);
  if (!each && !respectively && !pieces_.EndsWithRate(words)) return false;
  Piece items[kMaxItems];
  const uint32_t n = pieces_.SplitItems(words, items);
  if (n < 2) return respectively && ReadRateOfEach(i, words);
  if (!each && !respectively) {
    for (uint32_t k = 0; k < n; ++k) {
      if (!pieces_.EndsWithRate(items[k])) return false;
    }
    respectively = Followers(i) + 1 == n;  // 合格率、优秀率为98%和45%
  }
  const bool lend_rate = pieces_.EndsWithRate(items[n - 1]);
  bool of_one = false;
  const Piece tail_of_last = SharedTail(items, n, &of_one);
  if (respectively) {
    BeginItems(items, n);
    share_of_each_ = act_of_each_ = {};
    const bool lend = lend_rate && !pieces_.EndsWithRate(items[0]) && tail_of_last.empty();
    AddLeftMeasure(i, items[0], part, {}, lend);
    measures_.back().window = items[0];
    items_.tail = tail_of_last;
    items_.of_one = measures_.back().of_one = of_one;
    if (!AppendTail(items[0], tail_of_last) && lend) LendRate(items[n - 1], measures_.back());
    return true;
  }
  Piece of_rate = pieces_.OfRate(items[0]);
  if (const Piece year = pieces_.YearIn(of_rate); !year.empty() && year.end + 2 <= of_rate.end)
    of_rate.begin = year.end;
  const uint32_t first = static_cast<uint32_t>(measures_.size());
  for (uint32_t k = 0; k < n; ++k) {
    const bool lend = lend_rate && !pieces_.EndsWithRate(items[k]);
    AddLeftMeasure(i, items[k], part, {}, lend);
    Measure& measure = measures_.back();
    measure.window = items[k];
    measure.of_one = of_one;
    if (!AppendTail(items[k], k + 1 < n ? tail_of_last : Piece()) && lend) LendRate(items[n - 1], measure);
    const bool of_others = !measures_[first].bare && measure.base != kNoMeasure && measure.base < first;
    if (k > 0 && measure.bare && !lend && pieces_.EndsWithRate(items[0])) {
      const Piece of = of_rate.empty() && of_others ? OfRatesAlike(items[0], items[k]) : of_rate;
      if (!of.empty()) SayRateOf(of, items[k]);
    }
    if (k > 0 && measure.base == first) measure.base = kNoMeasure;
  }
  return true;
}

// 热线工单 of 热线工单响应率、解决率: what both rates are of.
Piece MeasureReader::OfRatesAlike(Piece first, Piece rate) const {
  constexpr uint32_t kShortRate = 3;
  constexpr uint32_t kShortest = 2;
  Piece of_rate = pieces_.OfRate(first);
  if (of_rate.empty() && rate.size() == kShortRate && first.size() >= kShortest + kShortRate)
    of_rate = {first.begin, first.end - kShortRate};
  const bool named = of_rate.size() >= kShortest && !stripper_.IsBare(of_rate) &&
                     !EndsWithOneOf(View(of_rate), {U"性", U"全程"});  // 合法性审核率、备案率
  return named ? of_rate : Piece();
}

// 规范性文件备案按时率、备案率: the act is said once.
void MeasureReader::SayRateOf(Piece of_rate, Piece rate) {
  constexpr uint32_t kAct = 2;
  const bool twice = of_rate.size() > kAct && rate.size() > kAct &&
                     EndsWith(View(of_rate), View({rate.begin, rate.begin + kAct}));
  Phrase& phrase = measures_.back().phrase;
  phrase = Phrase();
  phrase.Append(Piece{of_rate.begin, of_rate.end - (twice ? kAct : 0)});
  phrase.Append(rate);
}

bool MeasureReader::ReadRateOfEach(uint32_t i, Piece words) {
  auto n = static_cast<uint32_t>(measures_.size());
  uint32_t next = i;  // the figure behind the two
  // 建议86件、提案102件,办复率均为100%,满意率分别为98.8%和99%
  while (n > sentence_begin_ + 2 && UnitOf(measures_[n - 1].quantity) == "%") next = measures_[--n].quantity;
  if (UnitOf(i) != "%" || !pieces_.EndsWithRate(words) || n < sentence_begin_ + 2 ||
      !fragments_[i].attached_next || UnitOf(i + 1) != "%")
    return false;
  // 调解医疗纠纷213件、交通事故纠纷4120件、劳动争议526件,成功率分别为92%、95%、97%
  const uint32_t all = 1 + Followers(i);
  uint32_t alike = 0;
  while (alike < all && n > sentence_begin_ + alike) {
    const Measure& measure = measures_[n - 1 - alike];
    if (UnitOf(measure.quantity) != UnitOf(measures_[n - 1].quantity) || measure.head.empty() ||
        measure.quantity + 1 + alike != next)
      break;
    ++alike;
  }
  if (all > 2 && alike == all) return AddFirstRate(i, words, n - all);
  const Measure& first = measures_[n - 2];
  const Measure& second = measures_[n - 1];
  // 建成中心12个,村里建成工作站96个,覆盖率分别为100%和98%
  const bool together = fragments_[second.quantity].attached || first.quantity + 1 == second.quantity;
  if (UnitOf(first.quantity) != UnitOf(second.quantity) || !together || first.head.empty() ||
      second.head.empty() || second.quantity + 1 != next || UnitOf(second.quantity) == "%")
    return false;
  return AddFirstRate(i, words, n - 2);
}

bool MeasureReader::AddFirstRate(uint32_t i, Piece words, uint32_t base) {
  rates_of_each_ = words;
  AddRateOf(i, base);
  return true;
}

void MeasureReader::AddRateOf(uint32_t i, uint32_t base) {
  const Phrase of = measures_[base].phrase;
  const Piece head = measures_[base].head;
  Measure& measure = Add(i);
  measure.bare = true;
  measure.base = base;
  measure.own = measure.left = rates_of_each_;
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.head = head;
  if (text_[rates_of_each_.begin] == U'占') {
    measure.phrase = of;
  } else {
    measure.phrase.Append(head);
  }
  measure.phrase.Append(rates_of_each_);
}

}  // namespace fazhi::extraction
