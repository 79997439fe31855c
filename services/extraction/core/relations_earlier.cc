#include "services/extraction/core/relations_earlier.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

// 收到行政复议申请542件。受理行政复议案件312件,受理率57.56%: of what the sentence before counts of the same
// matter, where the numbers say so to the last decimal.
void EarlierReader::ReadRateOfBefore(uint32_t rate) {
  constexpr size_t kMatter = 4;
  const uint32_t part = rate - 1;
  const uint32_t begin = walk_.sentence_begin();
  const auto resolution = view_.QuantityOf(rate).resolution_e4();
  if (part != begin || rate == begin || !walk_.FollowsOn(begin) || view_.IsRate(part) ||
      view_.Figure(part).kind != v1::KIND_LEVEL || resolution >= kWholePercentE4)
    return;
  const auto own = view_.Own(rate);
  const auto head = view_.View(view_.measures[part].head);
  if (own.size() < 3 || own.back() != U'率' || head.size() < kMatter ||
      !Contains(view_.Own(part), own.substr(0, 2)))
    return;
  for (uint32_t w = begin; w > walk_.FloorBefore(); --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(part, whole) || !view_.Fits(part, whole) ||
        view_.View(view_.measures[whole].head).substr(0, kMatter) != head.substr(0, kMatter) ||
        !view_.Matches(rate, part, whole, (resolution + 1) / 2))
      continue;
    relations_[rate].numerator = part;
    relations_[rate].denominator = whole;
    if (relations_[part].part_of == kNoMeasure) relations_[part].part_of = whole;
    return;
  }
}

// 收到申请1113件。…从申请事项看,处罚类349件,占比31%: the share that the count right before it is of one
// that stands further up, which its words name again or the share before it was of. Only where the numbers
// say so.
void EarlierReader::ReadShare(uint32_t rate) {
  constexpr uint32_t kReach = 64;
  constexpr int64_t kTellingWholeE4 = 50 * 10000;
  const uint32_t part = rate - 1;
  if (rate == walk_.sentence_begin() || view_.IsRate(part) || view_.FragmentOf(rate).bracket != 0 ||
      view_.Figure(part).kind != v1::KIND_LEVEL || !Contains(view_.RawLeft(rate), U'占') ||
      view_.ValueE4(rate) == 0 || view_.ValueE4(rate) >= 100 * 10000)
    return;
  const auto resolution = std::max<int64_t>(view_.QuantityOf(rate).resolution_e4(), 1);
  uint32_t found = kNoMeasure;
  for (uint32_t w = part; w > 0 && part - w < kReach; --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(part, whole) || view_.ValueE4(whole) < kTellingWholeE4 ||
        view_.FragmentOf(whole).bracket != 0 || !view_.Fits(part, whole) ||
        !view_.Matches(rate, part, whole, whole == share_of_ ? resolution : (resolution + 1) / 2))
      continue;
    if (whole != share_of_ && !NamesAgain(rate, part, whole)) continue;
    // two that make the rate say nothing
    if (found != kNoMeasure && view_.ValueE4(found) != view_.ValueE4(whole)) return;
    if (found == kNoMeasure) found = whole;
  }
  if (found == kNoMeasure) return;
  share_of_ = found;
  relations_[rate].numerator = part;
  relations_[rate].denominator = found;
  if (relations_[part].part_of == kNoMeasure) relations_[part].part_of = found;
}

// Whether the words of a share name what `whole` counts (占收到申请总数), or where they name nothing (占比)
// those of the count that it is of (处罚类行政复议申请).
// Or, where it is exact to the second decimal, what the sentence right before counts, if it is of all of
// something (占总数的22.68%).
bool EarlierReader::NamesAgain(uint32_t rate, uint32_t part, uint32_t whole) {
  constexpr int64_t kExactE4 = 100;
  const bool exact = view_.QuantityOf(rate).resolution_e4() <= kExactE4;
  constexpr size_t kShortest = 4;
  auto of = view_.RawLeft(rate);
  of.remove_prefix(of.find(U'占') + 1);
  of.remove_prefix(BeginningLength(of, {U"比例", U"比"}));
  const uint32_t of_all = EndLength(of, {U"总数的", U"总量的", U"总数", U"总量"});
  of.remove_suffix(std::max(of_all, EndLength(of, {U"量的", U"数的", U"的", U"约", U"为", U"达"})));
  if (exact && of_all != 0 && (of.empty() || of.front() != U'全') &&
      view_.Figure(whole).sentence + 1 == view_.Figure(rate).sentence &&
      view_.SentenceOf(whole).section() == view_.SentenceOf(rate).section())
    return true;
  if (of.empty()) {
    if (IsAfter(part, whole)) return true;
    // 咨询类33523件,占47.09%: of so many nothing else is so exactly.
    constexpr int64_t kLargeE4 = 1000 * 10000;
    if (exact && view_.ValueE4(part) >= kLargeE4 && Contains(view_.RawLeft(part), U'类')) return true;
    const auto head = view_.View(view_.measures[whole].head);
    Words(part, said_);
    return head.size() >= kShortest && Contains(said_, head);
  }
  Words(whole, said_);
  // 占办结数的7.1%, 占全部受理案件的70.5%: of what was done so.
  of.remove_prefix(BeginningLength(of, {U"全部", U"所有"}));
  if (of.size() >= 2 && SaysAct(of.substr(0, 2))) return true;
  // 占案件总数的22.7%: of the cases that a sentence shortly before counts.
  const bool cases =
      of == U"案件" && of_all != 0 && view_.SentenceOf(whole).section() == view_.SentenceOf(rate).section();
  return (of.size() >= kShortest || cases) && (exact || Contains(said_, of.substr(0, 2))) &&
         Contains(said_, of.substr(of.size() - 2));
}

// Whether the act of a share's base is what said_ says was done; what was taken in is called in many ways.
bool EarlierReader::SaysAct(std::u32string_view act) const {
  if (act == U"收案" || act == U"收件")
    return ContainsOneOf(said_, {U"收案", U"收件", U"新收", U"收到", U"接收"});
  return WordTable::Get().Prefix(act, kAct).length >= act.size() && Contains(said_, act);
}

// 审结752件。…审结后又提起诉讼的127件: whether what was done later is told of those that `whole` counts.
bool EarlierReader::IsAfter(uint32_t part, uint32_t whole) const {
  constexpr size_t kAct = 2;
  constexpr size_t kLongest = 8;
  const auto left = view_.LeftBehindStops(part);
  const size_t after = left.find(U'后');
  return after != std::u32string_view::npos && after >= kAct && after <= kLongest &&
         Contains(view_.Own(whole), left.substr(after - kAct, kAct));
}

void EarlierReader::Words(uint32_t m, std::u32string& words) const {
  words.clear();
  view_.measures[m].phrase.AppendTo(view_.text, words);
}

}  // namespace fazhi::extraction
