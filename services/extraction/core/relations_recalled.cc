#include "services/extraction/core/relations_recalled.h"

#include <algorithm>

#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Figures that are looked back over.
constexpr uint32_t kReach = 64;
// Below this, counts that happen to agree say nothing.
constexpr int64_t kTellingE4 = 50 * 10000;

// 处罚案件中,… at the beginning of a clause before the figure: what the things are called by, without what
// all such things are; empty when nothing is.
std::u32string_view CalledAmong(std::u32string_view lead) {
  constexpr size_t kLongest = 10;
  constexpr size_t kShortest = 2;
  size_t among = lead.rfind(U"中,");
  if (among == lead.npos) among = lead.rfind(U"里,");
  if (among == lead.npos) return {};
  lead = lead.substr(0, among);
  lead.remove_prefix(lead.find_last_of(U",;:。、\n") + 1);
  lead.remove_prefix(BeginningLength(lead, WordSet::kThose));
  const size_t things = EndLength(lead, WordSet::kThoseCases);
  lead.remove_suffix(things);
  return things != 0 && lead.size() >= kShortest && lead.size() <= kLongest ? lead : std::u32string_view();
}

// Whether both say the same that is done to cases.
bool SayAct(std::u32string_view a, std::u32string_view b) {
  for (const std::u32string_view act : {U"收到", U"新收", U"收案", U"受理", U"审结", U"办理", U"办结"}) {
    if (Contains(a, act) && Contains(b, act)) return true;
  }
  return false;
}

}  // namespace

// A count that m may be a part of, outside of tables and brackets.
bool RecalledReader::IsCount(uint32_t m, uint32_t whole) const {
  return view_.SameSort(m, whole) && view_.Fits(m, whole) && !view_.IsRate(whole) &&
         view_.FragmentOf(whole).bracket == 0 && view_.SentenceOf(whole).table() == 0 &&
         view_.Figure(whole).status == view_.Figure(m).status &&
         view_.Figure(whole).period == view_.Figure(m).period;
}

// Whether its measure says the name, and does not deny it (不予处罚).
bool RecalledReader::Calls(uint32_t whole, std::u32string_view name) const {
  std::u32string words;
  view_.measures[whole].phrase.AppendTo(view_.text, words);
  for (size_t at = words.find(name); at != words.npos; at = words.find(name, at + 1)) {
    if (at == 0 || !IsAnyOf(words[at - 1], U"不未非免予")) return true;
  }
  return false;
}

uint32_t RecalledReader::Called(uint32_t m) const {
  constexpr uint32_t kLongestLead = 40;
  if (!view_.FragmentOf(m).first) return kNoMeasure;
  const uint32_t at = view_.Figure(m).begin;
  const uint32_t begin = std::max(view_.SentenceOf(m).begin(), at - std::min(at, kLongestLead));
  const auto name = CalledAmong(view_.View({begin, at}));
  if (name.empty()) return kNoMeasure;
  // What the sentence counts of that sort, all of which must fit.
  const auto size = static_cast<uint32_t>(view_.measures.size());
  absl::int128 most = 0;
  for (uint32_t part = m; part < size && part < m + kReach; ++part) {
    if (part > m && (view_.FragmentOf(part).first || view_.FragmentOf(part).parted)) break;
    if (view_.Figure(part).kind == v1::KIND_LEVEL && view_.UnitOf(part) == view_.UnitOf(m))
      most = std::max<absl::int128>(most, view_.ValueE4(part));
  }
  for (uint32_t w = m; w > 0 && m - w < kReach; --w) {
    const uint32_t whole = w - 1;
    if (IsCount(m, whole) && most <= view_.ValueE4(whole) && Calls(whole, name)) return whole;
  }
  return kNoMeasure;
}

uint32_t RecalledReader::OfListBefore(uint32_t m) const {
  constexpr uint32_t kNear = 16;
  constexpr uint32_t kLongestLead = 24;
  if (!view_.FragmentOf(m).first || m == 0) return kNoMeasure;
  const uint32_t at = view_.Figure(m).begin;
  const uint32_t begin = std::max(view_.SentenceOf(m).begin(), at - std::min(at, kLongestLead));
  if (!CueWords::Get().In(view_.View({begin, at}), kCueMostly)) return kNoMeasure;
  for (uint32_t w = m; w > 0 && m - w < kNear; --w) {
    const uint32_t whole = relations_[w - 1].part_of;
    if (view_.IsRate(w - 1) || whole == kNoMeasure) continue;
    return IsCount(m, whole) && view_.ChapterOf(w - 1) == view_.ChapterOf(m) ? whole : kNoMeasure;
  }
  return kNoMeasure;
}

uint32_t RecalledReader::OfAllBodies(uint32_t m) const {
  constexpr uint32_t kReachBefore = 24;
  const auto left = view_.LeftBehindStops(m);
  const bool own = Contains(left, U"本级");
  if (!own && !(Contains(left, U"政府") && Contains(left, U"被告"))) return kNoMeasure;
  for (uint32_t w = m; w > walk_.FloorBefore(m); --w) {
    const uint32_t whole = w - 1;
    if (!IsCount(m, whole) || relations_[whole].part_of != kNoMeasure) continue;
    const uint32_t end = view_.Figure(whole).begin;
    const uint32_t begin = std::max(view_.SentenceOf(whole).begin(), end - std::min(end, kReachBefore));
    const auto said = view_.View({begin, end});
    if (!ContainsOneOf(said, {U"全省", U"全市", U"全县", U"全区", U"全州", U"全系统", U"各级"})) continue;
    const bool same = own ? SayAct(left, said) : ContainsOneOf(view_.Own(whole), {U"应诉", U"诉讼"});
    if (same) return whole;
  }
  return kNoMeasure;
}

// 开庭496件,负责人到庭487件。“一把手”出庭143件。其余9件未出庭: what a part leaves of its whole.
bool RecalledReader::ReadRestOfPart(uint32_t m) {
  constexpr uint32_t kNear = 12;
  for (uint32_t part = m; part > 0 && m - part < kNear; --part) {
    const uint32_t whole = relations_[part - 1].part_of;
    if (whole == kNoMeasure || !IsCount(m, whole) || view_.ValueE4(whole) < kTellingE4 ||
        view_.ValueE4(part - 1) + view_.ValueE4(m) != view_.ValueE4(whole) ||
        view_.SentenceOf(whole).section() != view_.SentenceOf(m).section())
      continue;
    relations_[m].part_of = whole;
    return true;
  }
  return false;
}

bool RecalledReader::ReadRest(uint32_t m) {
  uint32_t part = m;
  while (part > walk_.Floor(m) && !(view_.SameSort(m, part - 1) && walk_.Visible(m, part - 1))) --part;
  if (part == walk_.Floor(m)) return ReadRestOfPart(m);
  --part;
  const absl::int128 sum = absl::int128(view_.ValueE4(part)) + view_.ValueE4(m);
  if (relations_[part].part_of != kNoMeasure || sum < kTellingE4) return false;
  for (uint32_t w = part; w > 0 && part - w < kReach; --w) {
    const uint32_t whole = w - 1;
    if (!IsCount(m, whole) || view_.ValueE4(whole) != sum) continue;
    relations_[m].part_of = relations_[part].part_of = whole;
    return true;
  }
  return false;
}

// 调解成功的纠纷中,村级就地解决306件,占73.2%; 四类纠纷共654件,占一审收案的75.7%: a share of the count right
// before that says of what only in other words, or not at all.
bool RecalledReader::IsShare(uint32_t rate) const {
  auto left = view_.LeftBehindStops(rate);
  left.remove_suffix(EndLength(left, {U"约", U"近", U"的"}));
  return StartsWith(left, U"占") && !ContainsOneOf(left, {U"全省", U"全国", U"总数"}) &&
         view_.measures[rate - 1].quantity + 1 == view_.measures[rate].quantity;
}

// 收到6200件,审结4696件。以市政府为被申请人的63件,占1.0%;其他812件,占17.3%: whether the sentence's last share
// is of another whole.
bool RecalledReader::IsOfOtherList(uint32_t rate, uint32_t whole) const {
  for (uint32_t last = rate; last > walk_.Floor(rate); --last) {
    const uint32_t of = relations_[last - 1].denominator;
    if (of != kNoMeasure) return of != whole;
  }
  return false;
}

void RecalledReader::ReadRate(uint32_t rate) {
  const uint32_t part = rate - 1;
  const auto resolution = std::max<int64_t>(view_.QuantityOf(rate).resolution_e4(), 1);
  const auto own = view_.Own(rate);
  const bool share = rate != walk_.sentence_begin() && IsShare(rate);
  if (rate == walk_.sentence_begin() || view_.IsRate(part) || view_.Figure(part).kind != v1::KIND_LEVEL ||
      view_.FragmentOf(rate).bracket != 0 || resolution >= kWholePercentE4 || view_.ValueE4(rate) == 0 ||
      view_.ValueE4(rate) >= 100 * 10000 || relations_[part].part_of != kNoMeasure)
    return;
  if (!share && (own.size() < 3 || own.back() != U'率' ||
                 !ContainsAnyOf(view_.RawLeft(part), own.substr(0, own.size() - 1))))
    return;
  uint32_t found = kNoMeasure;
  for (uint32_t w = part; w > 0 && part - w < kReach; --w) {
    const uint32_t whole = w - 1;
    if (!IsCount(part, whole) || view_.ValueE4(whole) < kTellingE4 ||
        !view_.Matches(rate, part, whole, (resolution + 1) / 2))
      continue;
    if (share && view_.ChapterOf(whole) != view_.ChapterOf(rate)) continue;
    // two that make the rate say nothing
    if (found != kNoMeasure && view_.ValueE4(found) != view_.ValueE4(whole)) return;
    if (found == kNoMeasure) found = whole;
  }
  if (found == kNoMeasure || (share && IsOfOtherList(rate, found))) return;
  relations_[rate].numerator = part;
  relations_[rate].denominator = found;
  relations_[part].part_of = found;
}

}  // namespace fazhi::extraction
