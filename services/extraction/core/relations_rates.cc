#include "services/extraction/core/relations_rates.h"

#include <algorithm>

#include "absl/strings/strip.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_stages.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// A rate whose printed counts make something further off than this (in %) was made from others.
constexpr int64_t kRateSlackE4 = 15 * 10000;
// The same where the count is called otherwise than the rate.
constexpr int64_t kWordSlackE4 = 15 * 1000;

class Reader {
 public:
  Reader(const RelationView& view, uint32_t rate, uint32_t floor, uint32_t exact_below,
         std::vector<Relation>& relations)
      : view_(view),
        rate_(rate),
        floor_(floor),
        exact_below_(exact_below),
        rounding_(std::max<int64_t>(view.QuantityOf(rate).resolution_e4(), 1)),
        relations_(relations) {}

  void Run() {
    const auto own = view_.Own(rate_);
    if (words_.In(own, kCueChange) != 0 || OfPlan() || ReadBaseInside()) return;
    const size_t share_at = own.find(U'占');
    // 联合检查47次,比重37.9%
    const bool share =
        !own.empty() && (own.front() == U'占' || own.back() == U'占' || Contains(own, U"占比") ||
                         EndLength(own, {U"比例", U"比重"}) == own.size());
    const std::u32string_view stem = Stem();
    if (share) {
      ReadShare(own.substr(0, share_at));
    } else if (!stem.empty()) {
      ReadNamed(own, stem);
    }
    if (relations_[rate_].numerator == kNoMeasure) ReadMadeRightBefore();
  }

 private:
  bool IsCount(uint32_t n) const { return !view_.IsRate(n) && view_.Figure(n).kind == v1::KIND_LEVEL; }

  // Whether the units let n be a part of d: the same, or things and how often things were met (户, 户次).
  bool Kin(uint32_t n, uint32_t d) const {
    if (!view_.IsWhole(n, d)) return false;
    const absl::string_view a = view_.UnitOf(n);
    absl::string_view b = view_.UnitOf(d);
    return view_.SameUnit(n, d) || (!a.empty() && absl::ConsumePrefix(&b, a) && b == "次");
  }

  // The count before that makes the printed rate with n: the nearest one that does when it is rounded, else
  // the nearest one that does when it is cut off.
  uint32_t Confirmed(uint32_t n) const {
    const uint32_t rounded = Confirmed(n, (rounding_ + 1) / 2);
    return rounded != kNoMeasure ? rounded : Confirmed(n, rounding_);
  }

  uint32_t Confirmed(uint32_t n, int64_t slack) const {
    for (uint32_t w = rate_; w > floor_; --w) {
      const uint32_t d = w - 1;
      if (d != n && IsCount(d) && Kin(n, d) && view_.Fits(n, d) && view_.Matches(rate_, n, d, slack)) {
        return d;
      }
    }
    return kNoMeasure;
  }

  uint32_t DenominatorOf(uint32_t n) const {
    const uint32_t whole = relations_[n].part_of;
    if (whole == kNoMeasure) return Confirmed(n);
    if (!Tells(rate_) || view_.Matches(rate_, n, whole, rounding_)) return whole;
    // 受理129件,结案70件,调解成功49件,成功率70%: the count that the numbers say it is of
    const uint32_t confirmed = Confirmed(n, (rounding_ + 1) / 2);
    return confirmed != kNoMeasure ? confirmed : whole;
  }

  // 办结率99.6%;热线工单办结率98.7%: two counts make one rate, and where another is just that, not this one.
  bool AreAnothers(uint32_t n, uint32_t d) const {
    if (view_.Matches(rate_, n, d, rounding_)) return false;
    for (uint32_t w = rate_; w > floor_; --w) {
      if (relations_[w - 1].numerator == n && relations_[w - 1].denominator == d &&
          view_.Matches(w - 1, n, d, rounding_))
        return true;
    }
    return false;
  }

  void Set(uint32_t n, uint32_t d) {
    if (AreAnothers(n, d)) return;
    relations_[rate_].numerator = n;
    relations_[rate_].denominator = d;
    // 满分120分,得分114.6分: points are held against points.
    const bool points = view_.UnitOf(n) == "分";
    if (relations_[n].part_of == kNoMeasure && d < n && !points) relations_[n].part_of = d;
  }

  // 征收35万元,占计划的70%: of what was to be, which no count before is.
  bool OfPlan() const {
    auto left = view_.RawLeft(rate_);
    size_t at = left.rfind(U'占');
    if (at == left.npos && rate_ > floor_ && view_.FragmentOf(rate_).attached && view_.IsRate(rate_ - 1)) {
      left = view_.RawLeft(rate_ - 1);  // 分别占计划的70%和85.7%
      at = left.rfind(U'占');
    }
    if (at == left.npos) return false;
    for (const std::u32string_view word : {U"计划", U"目标", U"任务", U"预算"}) {
      if (!Contains(left.substr(at), word)) continue;
      for (uint32_t w = rate_; w > floor_; --w) {
        if (IsCount(w - 1) && Contains(view_.Own(w - 1), word)) return false;
      }
      return true;
    }
    return false;
  }

  // 出庭28件,占应出庭29件的96.6%: the base stands between the share's word and the share.
  bool ReadBaseInside() {
    if (rate_ < floor_ + 2) return false;
    const uint32_t d = rate_ - 1;
    const uint32_t end = view_.Figure(d).end;
    const auto between = view_.View({end, std::max(end, view_.Figure(rate_).begin)});
    // 占全县652人执法队伍的90.3%
    constexpr size_t kLongestNoun = 10;
    const size_t of = between.find(U'的');
    if (!IsCount(d) || of > kLongestNoun || between.size() > of + 2 ||
        ContainsAnyOf(between.substr(0, of), U",、;:()"))
      return false;
    if (!Contains(view_.RawLeft(d), U'占')) return false;
    for (uint32_t n = d; n > floor_; --n) {
      if (!IsCount(n - 1) || !Kin(n - 1, d)) continue;
      if (!view_.Matches(rate_, n - 1, d, rounding_)) continue;
      Set(n - 1, d);
      relations_[d].part_of = kNoMeasure;
      relations_[n - 1].part_of = d;
      return true;
    }
    return false;
  }

  // 占52.9%: the share of the count right before it. 即办件占比71.8%: of that only when the numbers say so,
  // or it is called so.
  void ReadShare(std::u32string_view noun) {
    // 婚姻纠纷612件、邻里纠纷513件,分别占28.7%、24.0%: each is the share of the count that lends it its
    // words.
    const uint32_t base = view_.measures[rate_].base;
    if (base != kNoMeasure && base >= floor_ && base < rate_ && IsCount(base) && Tells(rate_)) {
      const uint32_t whole = DenominatorOf(base);
      if (whole != kNoMeasure && view_.Matches(rate_, base, whole, rounding_)) return Set(base, whole);
    }
    for (uint32_t w = rate_; w > floor_; --w) {
      const uint32_t n = w - 1;
      if (!IsCount(n)) continue;
      const uint32_t d = DenominatorOf(n);
      // 3支队伍没有法制审核人员,50岁以上人员占38%: people are no share of things.
      const bool people = SortOf(view_.UnitOf(n)) == kThings && WordTable::Get().Suffix(noun, kPerson);
      // 终止49件,调解9件,合计占16.5%: nor of the one alone.
      const bool other = (noun.size() > 1 && !Names(view_.Own(n), noun.substr(noun.size() - 2))) || people ||
                         words_.In(view_.RawLeft(rate_), kCueTotal) != 0;
      if (d != kNoMeasure && view_.Matches(rate_, n, d, other ? rounding_ : kRateSlackE4)) Set(n, d);
      return;
    }
  }

  // Whether both are words of one act in lexicon/stages.txt; 维持 and 终止 are two ways in which a case ends.
  static bool SameAct(std::u32string_view stem, std::u32string_view words) {
    const Stages& stages = Stages::Get();
    static const int kEnds = stages.PartLine(U"维持");
    const int line = stages.PartLine(stem);
    return line >= 0 && line != kEnds && line == stages.PartLine(words);
  }

  // 改发 of 改判和发回重审, 调撤 of 调解、撤诉
  static bool Shortens(std::u32string_view stem, std::u32string_view words) {
    if (stem.size() != 2 || words.empty() || words.front() != stem.front()) return false;
    const size_t joined = words.find_first_of(U"、和或与及");
    return joined != words.npos && Contains(words.substr(joined + 1, 2), stem.substr(1));
  }

  void ReadNamed(std::u32string_view own, std::u32string_view stem) {
    uint32_t best = kNoMeasure;
    bool nearest = true;
    for (uint32_t w = rate_; w > floor_; --w) {
      const uint32_t n = w - 1;
      if (!IsCount(n)) continue;
      const auto words = view_.Said(n);
      const bool narrower = own.size() > stem.size() + 1 && Qualified(own) && !Qualified(words);
      if (narrower && !Tells(rate_)) continue;
      // 调解12138件,调解成功率97.5%: what was only tried did not succeed.
      const bool half = stem.size() > 2 && !EndsWith(stem, U"成功") && Names(words, stem.substr(0, 2));
      const bool named = Names(words, stem) || half || Names(view_.ShortLeft(n), stem);
      // 纠错率 of 发现并纠正问题文件: half a word names it where the numbers agree.
      const bool hinted = nearest && Names(words, stem.substr(0, 1));
      const bool shortened = nearest && Shortens(stem, words);
      // 已结4968件,结案率97.9%: another word for the same act, of what words made it a part.
      if (n + 1 == rate_ && !named && own.size() <= stem.size() + 1 && SameAct(stem, words) &&
          relations_[n].part_of != kNoMeasure &&
          view_.Matches(rate_, n, relations_[n].part_of, kWordSlackE4)) {
        best = n;
        break;
      }
      nearest = false;
      if (!named && !hinted && !shortened) continue;
      const uint32_t d = DenominatorOf(n);
      if (d == kNoMeasure) continue;
      if (view_.Matches(rate_, n, d, rounding_) && (n >= exact_below_ || Tells(rate_))) {
        best = n;
        break;
      }
      if ((named || shortened) && !narrower && n >= exact_below_ && best == kNoMeasure) best = n;
    }
    if (best == kNoMeasure) best = MadeOfPart();
    if (best == kNoMeasure) return;
    const uint32_t d = DenominatorOf(best);
    if (d != kNoMeasure && view_.Matches(rate_, best, d, kRateSlackE4)) Set(best, d);
  }

  // 撤销、变更合计5件,纠错率13.9%: the rate is called otherwise than the part that makes it exactly.
  uint32_t MadeOfPart() const {
    for (uint32_t w = rate_;
         Tells(rate_) && rounding_ < kWholePercentE4 && w > std::max(floor_, exact_below_); --w) {
      const uint32_t n = w - 1;
      const uint32_t d = relations_[n].part_of;
      if (d == kNoMeasure || !IsCount(n) || view_.ValueE4(d) < kTellingBaseE4) continue;
      if (view_.Matches(rate_, n, d, (rounding_ + 1) / 2)) return n;
    }
    return kNoMeasure;
  }

  // 欠款7.80亿元,已还6.82亿元,进度87.4%: whatever it is called, the last count before it makes it exactly
  // with one shortly before, which nothing else does.
  void ReadMadeRightBefore() {
    constexpr uint32_t kNear = 4;
    if (!Tells(rate_) || rounding_ >= kWholePercentE4 || rate_ == floor_) return;
    uint32_t n = rate_ - 1;
    while (n > floor_ && !IsCount(n)) --n;
    if (n < std::max(exact_below_, 1u) || !IsCount(n) || view_.FragmentOf(rate_).bracket != 0) return;
    for (uint32_t w = n; w > floor_ && n - w < kNear; --w) {
      const uint32_t d = w - 1;
      if (!IsCount(d) || !Kin(n, d) || !view_.Fits(n, d) || view_.ValueE4(d) < kTellingBaseE4 ||
          !view_.Matches(rate_, n, d, (rounding_ + 1) / 2))
        continue;
      return Set(n, d);
    }
  }

  // The word of the rate that names its numerator: 化解 of 矛盾纠纷化解率.
  std::u32string_view Stem() const {
    const Measure& measure = view_.measures[rate_];
    Piece own = measure.own;
    if (own.empty() && measure.base != kNoMeasure) own = view_.measures[measure.base].own;
    const uint32_t called =
        EndLength(view_.View(own), {U"率", U"比例", U"比重", U"面"});  // 持证比例, 化解率, 评查面
    if (called == 0) return {};
    own.end -= called;
    const Word word = WordTable::Get().Suffix(view_.View(own), kAct | kBareWord);
    const uint32_t length = word ? std::max<uint32_t>(word.length, 2) : 2;
    if (own.size() < length) return {};
    return view_.text.substr(own.end - length, length);
  }

  static bool Names(std::u32string_view own, std::u32string_view stem) {
    for (size_t at = own.find(stem); at != std::u32string_view::npos; at = own.find(stem, at + 1)) {
      if (at == 0 || (own[at - 1] != U'不' && own[at - 1] != U'未')) return true;
    }
    return false;
  }

  // Whether a rate that two counts make up says that it is theirs: any two that are equal make 100%.
  bool Tells(uint32_t m) const { return view_.ValueE4(m) != 100 * 10000 && view_.ValueE4(m) != 0; }

  // 按期办结率 is not made from 办结, unless the numbers say so.
  bool Qualified(std::u32string_view own) const { return words_.In(own, kCueOnTime) != 0; }

  const RelationView& view_;
  const uint32_t rate_;
  const uint32_t floor_;
  const uint32_t exact_below_;
  const int64_t rounding_;
  std::vector<Relation>& relations_;
  const CueWords& words_ = CueWords::Get();
};

}  // namespace

void ReadRate(const RelationView& view, uint32_t m, uint32_t floor, uint32_t exact_below,
              std::vector<Relation>& relations) {
  Reader(view, m, floor, exact_below, relations).Run();
}

uint32_t WholeByShare(const RelationView& view, uint32_t m, uint32_t whole, uint32_t floor) {
  constexpr uint32_t kNearWholes = 8;
  const uint32_t share = m + 1;
  if (share >= view.measures.size() || !view.IsRate(share) || view.FragmentOf(share).first ||
      !StartsWith(view.LeftBehindStops(share), U"占"))
    return whole;
  // 终止案件里经调解结案的28件,占审结数的35.0%: what words say that it is of, it is.
  auto left = view.LeftBehindStops(m);
  left.remove_prefix(BeginningLength(left, {U"其中"}));
  if (ContainsAnyOf(left, U"中里")) return whole;
  const auto resolution = std::max<int64_t>(view.QuantityOf(share).resolution_e4(), 1);
  if (resolution >= kWholePercentE4 || view.Matches(share, m, whole, (resolution + 1) / 2)) return whole;
  uint32_t found = kNoMeasure;
  for (uint32_t w = m; w > floor && w + kNearWholes > m; --w) {
    const uint32_t other = w - 1;
    if (!view.SameSort(m, other) || view.ValueE4(other) < kTellingBaseE4 ||
        !view.Matches(share, m, other, (resolution + 1) / 2))
      continue;
    if (found != kNoMeasure && view.ValueE4(found) != view.ValueE4(other)) return whole;
    found = other;
  }
  return found != kNoMeasure ? found : whole;
}

}  // namespace fazhi::extraction
