#include "services/extraction/core/relations_running_list.h"

#include <algorithm>

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

void RunningList::Begin(uint32_t m, uint32_t whole) {
  whole_ = whole;
  sum_ = 0;
  complete_ = !view_.measures[m].part;
  // 共发生56起,按案件类型分改变用途20起,毁坏林地6起: commas part such a list too.
  const uint32_t cues = cues_[view_.measures[m].quantity].between;
  opened_ = OpensList(m) || SaysSplitBy(cues);
  Add(m);
  kinds_whole_ = whole;
  kinds_first_ = m;
  kinds_sum_ = view_.ValueE4(m);
}

void RunningList::AddRead(uint32_t m, uint32_t whole) {
  whole_ = whole;
  Add(m);
}

void RunningList::LeaveInner(uint32_t m) {
  if (whole_ == kNoMeasure || opened_ || whole_ < walk_.sentence_begin()) return;
  const uint32_t outer = relations_[whole_].part_of;
  if (outer == kNoMeasure) return;
  kinds_whole_ = outer;
  kinds_first_ = whole_;
  whole_ = outer;
  sum_ = 0;
  for (uint32_t part = walk_.Floor(m); part < m; ++part) {
    if (relations_[part].part_of == outer) sum_ += view_.ValueE4(part);
  }
  kinds_sum_ = sum_;
  complete_ = false;
}

bool RunningList::GoesOn(uint32_t m) const {
  if (!view_.SameSort(m, whole_) || !view_.Fits(m, whole_)) return false;
  const bool joined = walk_.Joined(m);
  // 事项8项,其中审查8项、论证5项: parts of which one is the whole may overlap.
  const bool overlap = view_.ValueE4(m - 1) == view_.ValueE4(whole_);
  if (joined && (complete_ || (overlap && relations_[m - 1].part_of == whole_))) return true;
  // 其中残疾人169件、农民工544件: people are of several kinds at once.
  if (joined && relations_[m - 1].part_of == whole_ && IsOfPeople(m) && IsOfPeople(m - 1)) return true;
  // 1.9万人,其中3402人、3542人、12095人: what is rounded may be a little more.
  const int64_t rounded = view_.QuantityOf(whole_).resolution_e4();
  const absl::int128 slack = rounded > 10000 ? rounded / 2 : 0;
  if (sum_ + view_.ValueE4(m) > view_.ValueE4(whole_) + slack) return false;
  if (joined) return true;
  if (view_.measures[m].bare && !view_.measures[m].copied) return true;
  if (relations_[m - 1].part_of == whole_ && (opened_ || IsParallel(m))) return true;
  return m > 1 && view_.IsRate(m - 1) && relations_[m - 2].part_of == whole_ &&
         relations_[m - 1].numerator == m - 2;
}

uint32_t RunningList::TakeKind(uint32_t m) {
  constexpr size_t kAlike = 2;
  if (kinds_whole_ == kNoMeasure || !view_.FragmentOf(m).parted || !view_.SameUnit(m, kinds_whole_) ||
      kinds_sum_ + view_.ValueE4(m) > view_.ValueE4(kinds_whole_))
    return kNoMeasure;
  const auto own = view_.Own(m);
  const auto first = view_.Own(kinds_first_);
  if (own == first || own.size() < 2 * kAlike || own.size() != first.size() ||
      (own.substr(0, kAlike) != first.substr(0, kAlike) &&
       own.substr(own.size() - kAlike) != first.substr(first.size() - kAlike)))
    return kNoMeasure;
  kinds_sum_ += view_.ValueE4(m);
  return kinds_whole_;
}

// 农民工412人次
bool RunningList::IsOfPeople(uint32_t m) const {
  const auto left = view_.RawLeft(m);
  return EndsWithOneOf(left, WordSet::kPeople);
}

// 咨询类52件,投诉类21件 and 行政处罚98件,行政许可31件: whether the words are made as those of the figure
// before.
bool RunningList::IsParallel(uint32_t m) const {
  constexpr size_t kLongest = 10;
  const Fragment& fragment = view_.FragmentOf(m);
  if (fragment.left.begin == 0 || view_.text[fragment.left.begin - 1] != U',') return false;
  const auto b = view_.RawLeft(m);
  auto a = view_.RawLeft(m - 1);
  a.remove_prefix(std::min(a.find_first_not_of(U"、其中"), a.size()));
  if (a.size() < 2 || a.size() > kLongest || b.size() > kLongest + 1 || a == b) return false;
  // 行专调委会3402人,乡镇(街道)调委会3542人
  constexpr size_t kSameEnd = 3;
  if (a.size() > kSameEnd && b.size() > kSameEnd && EndsWith(b, a.substr(a.size() - kSameEnd))) return true;
  if (a.size() != b.size()) return false;
  return a.back() == b.back() || a.substr(0, 2) == b.substr(0, 2);
}

bool RunningList::OpensList(uint32_t m) const {
  constexpr std::u32string_view kOpening = U"其中:";
  const uint32_t begin = view_.FragmentOf(m).left.begin;
  return StartsWith(view_.RawLeft(m), kOpening) || StandsBefore(view_.text, begin, kOpening);
}

}  // namespace fazhi::extraction
