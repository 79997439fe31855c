#include "services/extraction/core/relations_wholes.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Figures before a part that may be the whole that 中 stands behind.
constexpr uint32_t kReachWithin = 4;
// And that a list of parts may name before it.
constexpr uint32_t kReachNamed = 128;
// Characters from 中 to the figure that say that it is some of them (实际行使过的仅).
constexpr uint32_t kLongestSome = 16;
// Characters at the end of a whole's words that name it again before its parts.
constexpr size_t kTellingTail = 4;
// Below this, two counts that happen to make up a third say nothing.
constexpr int64_t kTellingSumE4 = 20 * 10000;

}  // namespace

bool WholeFinder::Says(uint32_t m, std::u32string_view word) {
  words_.assign(view_.View(view_.measures[m].left));
  view_.measures[m].phrase.AppendTo(view_.text, words_);
  return Contains(words_, word);
}

uint32_t WholeFinder::OfMatters(uint32_t m) {
  const auto size = static_cast<uint32_t>(view_.measures.size());
  parts_.Clear();
  parts_.Add(m);
  bool mixed = false;
  for (uint32_t next = m + 1; next < size && !parts_.full() && walk_.Joined(next); ++next) {
    if (!AreMatters(m, next)) return kNoMeasure;
    mixed |= !view_.SameUnit(m, next);
    parts_.Add(next);
  }
  for (uint32_t w = m; mixed && w > walk_.Floor(m); --w) {
    const uint32_t whole = w - 1;
    if (!AreMatters(m, whole) || !walk_.Visible(m, whole)) continue;
    if (parts_.TakeAll(whole)) return whole;
  }
  return kNoMeasure;
}

// 信访总量1046件次、2318人次,同比下降11%。其中来信87件,来访412批1264人次,网上投诉547件: letters and visits
// by their own units, which the whole counts together.
uint32_t WholeFinder::OfLetters(uint32_t m, uint32_t floor) {
  const auto size = static_cast<uint32_t>(view_.measures.size());
  parts_.Clear();
  for (uint32_t next = m; next < size && !parts_.full() && next < m + PartList::kMost; ++next) {
    if (next > m && (view_.FragmentOf(next).first || view_.FragmentOf(next).parted)) break;
    if (CountsLetters(view_.UnitOf(next)) && view_.Figure(next).kind == v1::KIND_LEVEL) parts_.Add(next);
  }
  for (uint32_t w = m; parts_.items().size() > 1 && w > floor; --w) {
    const uint32_t whole = w - 1;
    if (view_.IsWhole(m, whole) && CountsLetters(view_.UnitOf(whole)) && walk_.Visible(m, whole) &&
        view_.ValueE4(whole) >= kTellingSumE4 && parts_.Take(whole))
      return whole;
  }
  return kNoMeasure;
}

// 实施行政强制193件,同比减少31件。强制措施157件,包括查封28件,扣押129件;强制执行36件: what the sentence before
// counted, where all of this one's kinds, which semicolons part, together make it up.
uint32_t WholeFinder::MadeUpRightBefore(uint32_t m) {
  if (!walk_.FollowsOn(m) || view_.IsRate(m)) return kNoMeasure;
  parts_.CollectKinds(m);
  const bool parted = absl::c_all_of(
      parts_.items(), [&](uint32_t item) { return item == m || view_.FragmentOf(item).parted; });
  for (uint32_t w = walk_.sentence_begin(); parted && parts_.items().size() > 1 && w > walk_.FloorBefore();
       --w) {
    const uint32_t whole = w - 1;
    if (view_.SameSort(m, whole) && view_.FragmentOf(whole).bracket == 0 &&
        view_.ValueE4(whole) >= kTellingSumE4 && view_.Figure(whole).period == view_.Figure(m).period &&
        parts_.TakeAll(whole))
      return whole;
  }
  return kNoMeasure;
}

bool WholeFinder::HoldsMatter(uint32_t m, uint32_t whole) {
  if (view_.SameUnit(m, whole) || !AreMatters(m, whole) || !view_.Fits(m, whole)) return false;
  // 审核文件317件,其中合同86份: papers are called files, too.
  if (EndsWithOneOf(view_.Own(m), {U"合同", U"协议"}) && Says(whole, U"文件")) return true;
  const auto noun = view_.NounOf(m);
  return !noun.empty() && Says(whole, noun);
}

uint32_t WholeFinder::Before(uint32_t m) {
  if (const uint32_t whole = OfMatters(m); whole != kNoMeasure) return whole;
  if (const uint32_t whole = OfLetters(m, walk_.Floor(m)); whole != kNoMeasure) return whole;
  parts_.Collect(m);
  const auto noun = view_.NounOf(m);
  // 建议84件、提案126件,其中人大代表建议按结果分,A类61件: the words before the parts name their whole.
  const auto between = view_.View(view_.Between(view_.measures[m].quantity));
  uint32_t called = kNoMeasure;
  uint32_t nearest = kNoMeasure;
  uint32_t better = kNoMeasure;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole) || !walk_.Visible(m, whole)) continue;
    if (walk_.IsAverage(whole) || ContainsOneOf(view_.Own(whole), {U"人均", U"户均", U"件均"})) continue;
    if (parts_.Take(whole)) return whole;
    const auto own = view_.Own(whole);
    if (called == kNoMeasure && own.size() >= kTellingTail && view_.Fits(m, whole) &&
        Contains(between, own.substr(own.size() - kTellingTail))) {
      called = whole;
    }
    if (nearest == kNoMeasure) {
      nearest = whole;
    } else if (better == kNoMeasure && view_.Fits(m, whole)) {
      // 在册96人,解除38人,其中缓刑88人: nor of what is gone.
      const bool gone = CueWords::Get().Beginning(view_.Said(nearest)) & kCueLeft;
      const bool other = !view_.Fits(m, nearest) && (gone || acts_.IsPartial(nearest));
      const uint32_t end = view_.Figure(whole).end;  // which may be the nearest one's too
      const auto apart = view_.View({end, std::max(end, view_.Figure(nearest).begin)});
      const bool named = !noun.empty() && !Says(nearest, noun) && Says(whole, noun) && !Contains(apart, U';');
      if (other || named) better = whole;
    }
  }
  if (called != kNoMeasure) return called;
  // 举措175项和任务38项,其中109项举措和26项任务: as many wholes as parts.
  if (nearest != kNoMeasure && !view_.Fits(m, nearest) && better == kNoMeasure && nearest > walk_.Floor(m) &&
      walk_.JoinedByNoun(nearest) && view_.SameSort(m, nearest - 1) && view_.Fits(m, nearest - 1))
    return nearest - 1;
  if (nearest == kNoMeasure && m > walk_.Floor(m) && walk_.Visible(m, m - 1) &&
      (HoldsMatter(m, m - 1) || AreMachines(m, m - 1) || AreVisits(m, m - 1)))
    return m - 1;
  return better != kNoMeasure ? better : nearest;
}

uint32_t WholeFinder::Within(uint32_t m) const {
  const uint32_t floor = std::max(walk_.Floor(m), m > kReachWithin ? m - kReachWithin : 0);
  const auto within = [&](uint32_t figure) { return cues_[view_.measures[figure].quantity].within; };
  uint32_t nearest = m;
  while (nearest > floor && within(nearest - 1) == 0) --nearest;
  if (nearest == floor) return kNoMeasure;  // nearly always
  for (uint32_t w = m; w > floor; --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole)) continue;
    const uint32_t at = within(whole);
    if (at == 0 || at >= view_.Figure(m).begin) return kNoMeasure;
    const auto lead = view_.View({at + 1, std::min(view_.Figure(m).begin, at + 1 + kLongestSome)});
    // 对形成的460宗案卷中的380宗进行自查
    const bool among = lead.empty() || lead == U"的" || lead.front() == U',' ||
                       (!Contains(lead, U',') && CueWords::Get().In(lead, kCueSome));
    return among && view_.Fits(m, whole) ? whole : kNoMeasure;
  }
  return kNoMeasure;
}

uint32_t WholeFinder::OfSameAct(uint32_t m, uint32_t whole) const {
  constexpr uint32_t kReach = 4;
  const Piece verb = view_.measures[m].verb;
  const auto act = view_.View(verb);
  if (!IsOneOf(act, {U"审结", U"办结", U"结案"}) || Contains(view_.Own(whole), act)) return kNoMeasure;
  const uint32_t floor = std::max(walk_.FloorBefore(), whole > kReach ? whole - kReach : 0);
  for (uint32_t w = std::min(m, whole + kReach); w > floor; --w) {
    const uint32_t other = w - 1;
    if (other != whole && relations_[other].part_of != whole && Contains(view_.Own(other), act) &&
        view_.SameSort(m, other) && view_.Fits(m, other))
      return other;
  }
  return kNoMeasure;
}

uint32_t WholeFinder::Named(uint32_t m) {
  const uint32_t q = view_.measures[m].quantity;
  const uint32_t begin = view_.fragments[q].first ? view_.SentenceOf(m).begin() : view_.quantities[q - 1].end;
  const auto between = view_.View({begin, std::max(begin, view_.Figure(m).begin)}).substr(0, kLongestBetween);
  const size_t listed = between.find(U"包括:");
  if (listed == std::u32string_view::npos) return kNoMeasure;
  auto named = between.substr(0, listed);
  named.remove_prefix(named.find_last_of(U"。;,") + 1);
  parts_.Collect(m);
  const uint32_t floor = std::max(walk_.FloorBefore(), m > kReachNamed ? m - kReachNamed : 0);
  for (uint32_t w = m; w > floor; --w) {
    const uint32_t whole = w - 1;
    const auto own = view_.Own(whole);
    if (view_.SameSort(m, whole) && own.size() >= kTellingTail && Contains(named, own) && parts_.Take(whole))
      return whole;
  }
  return kNoMeasure;
}

uint32_t WholeFinder::OfMostly(uint32_t m, std::u32string_view lead) {
  constexpr size_t kStem = 4;
  const CueWords& words = CueWords::Get();
  if (!words.In(lead, kCueMostly)) return kNoMeasure;
  const bool any = (words.Beginning(lead) & kCueMostly) != 0;
  for (uint32_t w = walk_.sentence_begin(); w > walk_.FloorBefore(); --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole) || !view_.Fits(m, whole) || view_.FragmentOf(whole).bracket != 0) continue;
    if (any ? relations_[whole].part_of == kNoMeasure : Says(whole, lead.substr(0, kStem))) return whole;
  }
  return kNoMeasure;
}

// (一)按行政行为分。处罚类71件,…: the heading says that kinds follow.
bool WholeFinder::IsSplitByHeading(uint32_t m) const {
  constexpr uint32_t kLongest = 16;
  const auto section = view_.SentenceOf(m).section();
  if (m > 0 && view_.SentenceOf(m - 1).section() == section) return false;
  const auto& span = view_.context.outline.sections(static_cast<int>(section)).heading();
  auto heading = view_.View({span.begin(), span.end()}).substr(0, kLongest);
  heading.remove_prefix(std::min(heading.find_first_of(U"按从"), heading.size()));
  const CueWords& words = CueWords::Get();
  return (words.Beginning(heading) & kCueBy) &&
         (words.In(heading, kCueSplit) || EndsWithOneOf(heading, {U"分", U"分。", U"看。"}));
}

uint32_t WholeFinder::Across(uint32_t m) {
  constexpr size_t kLongestLead = 10;
  if (!view_.FragmentOf(m).first) return kNoMeasure;
  const uint32_t begin = view_.SentenceOf(m).begin();
  const auto opening = view_.View({begin, std::min(view_.Figure(m).begin, begin + kLongestBetween)});
  auto lead = opening;
  const CueWords& words = CueWords::Get();
  // 普通程序案件按领域分:渣土运输173件: what is told apart is named again.
  constexpr size_t kLongestNamed = 12;
  constexpr size_t kStem = 4;
  const size_t by = lead.find(U'按');
  std::u32string_view named;
  if (by != std::u32string_view::npos && by >= kStem && by <= kLongestNamed &&
      !ContainsAnyOf(lead.substr(0, by), U",;:")) {
    named = lead.substr(0, kStem);
    lead.remove_prefix(by);
  }
  const bool split = ((words.Beginning(lead) & kCueBy) && words.In(lead, kCueSplit)) || IsSplitByHeading(m);
  // 按审级,一审398件、二审171件: only where the numbers say so.
  // And 纠纷类型上,婚姻家庭112件、邻里98件.
  constexpr size_t kLongestBy = 8;
  const bool by_numbers = !split && (((words.Beginning(lead) & kCueBy) && lead.find(U',') <= kLongestBy) ||
                                     lead.find(U"上,") <= kLongestBy);
  if (!split) lead = opening;
  if (split && !named.empty() && walk_.FollowsOn(m)) {
    for (uint32_t w = walk_.sentence_begin(); w > walk_.FloorBefore(); --w) {
      const uint32_t whole = w - 1;
      if (view_.SameSort(m, whole) && view_.Fits(m, whole) && view_.FragmentOf(whole).bracket == 0 &&
          Says(whole, named))
        return whole;
    }
  }
  const bool among = StartsWith(lead, U"其中");
  if (among && walk_.FollowsOn(m)) {
    if (const uint32_t whole = OfLetters(m, walk_.FloorBefore()); whole != kNoMeasure) return whole;
  }
  if (const uint32_t whole = MadeUpRightBefore(m); whole != kNoMeasure) return whole;
  if (!walk_.FollowsOn(m)) return split || by_numbers ? MadeUpBefore(m) : kNoMeasure;
  if (by_numbers) {
    parts_.Collect(m);
    for (uint32_t w = walk_.sentence_begin(); w > walk_.FloorBefore(); --w) {
      if (AreCases(m, w - 1) && view_.FragmentOf(w - 1).bracket == 0 && parts_.Take(w - 1)) return w - 1;
    }
    return kNoMeasure;
  }
  if (const uint32_t whole = OfMostly(m, lead); whole != kNoMeasure) return whole;
  const size_t stop = among   ? 1
                      : split ? lead.find_first_of(U",:")
                              : std::min(lead.find(U"中,"), lead.find(U"里,"));
  if (stop > kLongestLead || Contains(lead.substr(0, stop), U',')) return kNoMeasure;
  lead = lead.substr(0, stop);
  // 从败诉原因看: of what came of the causes.
  const size_t cause = lead.find(U"原因");
  const bool causes = cause != std::u32string_view::npos && cause >= 2;
  const bool any = (split && !causes) || lead == U"其";
  for (const std::u32string_view word : {U"在", U"上述", U"以上", U"这些", U"所有", U"全部", U"已"}) {
    if (StartsWith(lead, word)) lead.remove_prefix(word.size());
  }
  if (!any && lead.size() < 2) return kNoMeasure;
  const auto stem = causes && split ? lead.substr(cause - 2, 2) : lead.substr(0, 2);
  parts_.Collect(m);
  const auto noun = view_.NounOf(m);
  uint32_t nearest = kNoMeasure;
  const bool kind = EndsWith(view_.Own(m), U"类");
  uint32_t open = kNoMeasure;  // for 其中, where no whole has its noun
  for (uint32_t w = walk_.sentence_begin(); w > walk_.FloorBefore(); --w) {
    const uint32_t whole = w - 1;
    if (!AreCases(m, whole) || view_.FragmentOf(whole).bracket != 0) continue;
    if (parts_.Take(whole)) return whole;
    if (!view_.SameSort(m, whole)) continue;
    if (nearest != kNoMeasure || !view_.Fits(m, whole)) continue;
    if (among && relations_[whole].part_of == kNoMeasure) open = whole;
    if (any ? relations_[whole].part_of == kNoMeasure && (kind || noun.empty() || Says(whole, noun))
            : Says(whole, stem)) {
      nearest = whole;
    }
  }
  if (split && nearest == kNoMeasure && open == kNoMeasure) return MadeUpBefore(m);
  return nearest != kNoMeasure ? nearest : open;
}

uint32_t WholeFinder::MadeUpBefore(uint32_t m) {
  parts_.Collect(m);
  const uint32_t whole = MadeUpByItems();
  if (whole != kNoMeasure) return whole;
  parts_.CollectKinds(m);
  return MadeUpByItems();
}

// The last count before the sentence that all of parts_ together make up; makes all but the first its parts.
uint32_t WholeFinder::MadeUpByItems() {
  if (parts_.items().empty()) return kNoMeasure;
  const uint32_t m = parts_.items().front();
  const uint32_t begin = walk_.sentence_begin();
  for (uint32_t w = begin; w > 0 && begin - w < kReachNamed; --w) {
    const uint32_t whole = w - 1;
    if (!AreCases(m, whole) || view_.IsRate(whole) || view_.FragmentOf(whole).bracket != 0 ||
        view_.ValueE4(whole) < kTellingSumE4 || view_.SentenceOf(whole).table() != 0 ||
        view_.Figure(whole).period != view_.Figure(m).period)
      continue;
    if (parts_.TakeAll(whole)) return whole;
  }
  return kNoMeasure;
}

// Whether the `n` of parts_ that make up the whole are so many, and all that their sentence counts behind it,
// that it is no chance.
bool WholeFinder::MakeUpToTheEnd(uint32_t whole, size_t n) const {
  constexpr size_t kFewest = 4;
  const std::vector<uint32_t>& items = parts_.items();
  const uint32_t next = items.back() + 1;
  return n >= kFewest && n == items.size() && items.back() - whole == n &&
         view_.ValueE4(whole) >= kTellingBaseE4 &&
         (next >= view_.measures.size() || view_.FragmentOf(next).first || view_.FragmentOf(next).parted);
}

// 办结487件,刑事、民事、行政分别为203件、271件、9件: three kinds or more that 分别为 lists right behind the
// whole are its parts, although a slip keeps them from making it up. Makes them that.
bool WholeFinder::TakeListed(uint32_t whole) {
  constexpr size_t kFewest = 3;
  constexpr int kSlip = 20;  // at most one in so many is missing or too much
  const std::vector<uint32_t>& items = parts_.items();
  if (items.size() < kFewest || items.front() != whole + 1 ||
      !Contains(view_.RawLeft(items.front()), U"分别为"))
    return false;
  size_t n = 1;
  absl::int128 sum = view_.ValueE4(items.front());
  for (; n < items.size() && walk_.Joined(items[n]); ++n) sum += view_.ValueE4(items[n]);
  const absl::int128 apart = sum - view_.ValueE4(whole);
  if (n < kFewest || (apart < 0 ? -apart : apart) * kSlip > view_.ValueE4(whole)) return false;
  for (size_t i = 0; i < n; ++i) {
    if (relations_[items[i]].part_of != kNoMeasure) return false;
  }
  parts_.SetWhole(n, whole);
  return true;
}

bool WholeFinder::ReadSum(uint32_t whole) {
  uint32_t next = whole + 1;
  // 收到876件,同比增长34.6%,县本级、乡镇分别收到312件、564件
  if (next < view_.measures.size() && view_.Figure(next).kind == v1::KIND_CHANGE) ++next;
  if (next >= view_.measures.size() || view_.FragmentOf(next).first || view_.FragmentOf(whole).bracket != 0 ||
      view_.measures[next].part || view_.FragmentOf(next).bracket != 0 || view_.measures[next].copied ||
      !view_.SameSort(next, whole) || walk_.Joined(next)) {
    return false;
  }
  const bool bare = view_.measures[next].bare;
  // 这9件败诉案件,征地5件,工伤4件: those are told apart.
  const bool those = EndsWithOneOf(view_.RawLeft(whole), {U"这", U"上述", U"以上"});
  parts_.Collect(next);
  if (TakeListed(whole)) return true;
  const size_t n = parts_.MakeUp(whole);
  if (n == 0) return false;
  const std::vector<uint32_t>& items = parts_.items();
  // 受理申请14件,提请抗诉1件,发出建议2件,不支持8件,尚在审查3件: and what all of its sentence makes up.
  const bool all = MakeUpToTheEnd(whole, n);
  if (!bare && !those && !all && view_.ValueE4(whole) < kTellingSumE4) return false;
  // 案卷125宗,处罚卷85宗、许可卷40宗: kinds by their own names follow each other by 、, or have the whole's
  // noun (保留事项515项,许可事项218项,服务事项297项).
  const auto noun = view_.NounOf(whole);
  const bool same_noun =
      !bare && !noun.empty() &&
      std::all_of(items.begin(), items.begin() + n, [&](uint32_t m) { return view_.NounOf(m) == noun; });
  for (size_t i = 1; !bare && !same_noun && !those && !all && i < n; ++i) {
    if (!walk_.Joined(items[i])) return false;
  }
  if (n == 2 && view_.ValueE4(whole) < kTellingSumE4 && !walk_.Joined(items[1])) return false;
  for (size_t i = 0; i < n; ++i) {
    if (bare && !view_.measures[items[i]].bare && !walk_.Joined(items[i])) return false;
    if (relations_[items[i]].part_of != kNoMeasure) return false;
    // 受理60件,审结40件: the one is a part of the other.
    for (size_t k = 0; k < i; ++k) {
      if (acts_.IsDoneTo(items[i], items[k])) return false;
    }
  }
  parts_.SetWhole(n, whole);
  return true;
}

bool WholeFinder::ReadTotal(uint32_t m) {
  constexpr size_t kLongestTotal = 8;
  const FigureCues& cues = cues_[view_.measures[m].quantity];
  // 追缴出让金1260万元、建设费87.5万元,为国家挽回经济损失共1347.5万元: sums of money agree by no chance.
  if (!(cues.left & kCueTotal) || (view_.UnitOf(m) != "元" && view_.RawLeft(m).size() > kLongestTotal))
    return false;
  absl::int128 sum = 0;
  uint32_t parts = 0;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t part = w - 1;
    if (view_.IsRate(part) || view_.Figure(part).kind == v1::KIND_CHANGE) continue;
    if (view_.Figure(part).grey) continue;  // 国家级2个、省级17个,两级合计19个
    if (view_.FragmentOf(part).bracket != 0 || view_.measures[part].quantity == view_.measures[w].quantity)
      continue;
    if (!view_.SameSort(m, part) && !AreMatters(m, part)) return false;
    sum += view_.ValueE4(part);
    ++parts;
    if (sum > view_.ValueE4(m)) return false;
    if (sum != view_.ValueE4(m) || parts < 2) continue;
    for (uint32_t p = part; p < m; ++p) {
      if ((view_.SameSort(m, p) || AreMatters(m, p)) && view_.FragmentOf(p).bracket == 0)
        relations_[p].part_of = m;
    }
    return true;
  }
  return false;
}

}  // namespace fazhi::extraction
