#include "services/aggregation/core/far_bases.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

constexpr int kReach = 12;  // figures looked over on one side
constexpr size_t kMostAlike = 8;
constexpr int64_t kAllE4 = 100 * 10000;

std::string KeyOf(const std::string& indicator, const std::string& period) {
  return absl::StrCat(indicator, " ", period);
}

// The same for what the words before a count end in (实际出庭), in a table its measure: counts without an
// indicator may be of the same thing.
std::string EndKeyOf(const ReportView& view, int count) {
  constexpr size_t kEnd = 3;
  const v1::Observation& observation = view.at(count);
  std::u32string words(view.LeadOf(count));
  if (words.empty() || !IsHan(words.back())) words = NarrowCodePoints(observation.measure());
  if (words.size() > kEnd) words.erase(0, words.size() - kEnd);
  return absl::StrCat(ToUtf8(words), " ", observation.quantity().unit(), " ", observation.period());
}

// 全年, 2024年, 截至年底: characters that say of which time a rate is, and nothing else of it.
constexpr char32_t kTime[] = U"全年度本今当内截至底末的0123456789";

// 达到, 为: what may stand between 率 and its figure.
constexpr char32_t kReaches[] = U"达到为是至有了仍";

// An exact rate below 100 %; not 出庭应诉率为98.2%的县区有3个, which says which places are meant.
bool CanBeHeld(const ReportView& view, int rate) {
  const v1::Observation& printed = view.at(rate);
  const uint32_t end = printed.span().end();
  return printed.quantity().bound() == v1::BOUND_EXACT && printed.quantity().value_e4() < kAllE4 &&
         view.Text(end, end + 1) != U"的";
}

// The rate's own clause up to 率, without stops: 全市行政机关负责人出庭应诉率; empty where other words
// than 达到 or 为 stand behind 率 (目标为).
std::u32string_view NameOf(const ReportView& view, int rate) {
  std::u32string_view lead = view.LeadOf(rate);
  const size_t end = lead.rfind(U'率');
  if (end == lead.npos || lead.find_first_not_of(kReaches, end + 1) != lead.npos) return {};
  lead = lead.substr(0, end + 1);
  const size_t stop = lead.find_last_of(U",、;:。)\u201C\u201D");
  return stop == lead.npos ? lead : lead.substr(stop + 1);
}

// What stands before the count in its line, also behind other counts (全省应诉案件9417件,开庭审理5214件).
std::u32string_view WordsBefore(const ReportView& view, int count) {
  constexpr uint32_t kMost = 60;
  const uint32_t end = view.at(count).span().begin();
  return view.Text(std::max(view.ParagraphOf(count), end - std::min(end, kMost)), end);
}

bool SaysNothingBesides(std::u32string_view name, std::u32string_view words) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char32_t c) {
    return Contains(words, c) || Contains(std::u32string_view(kTime), c);
  });
}

bool Unnamed(v1::Scope scope) { return scope == v1::SCOPE_UNSPECIFIED || scope == v1::SCOPE_NOT_STATED; }

// Whether all three are of the same places. 全县调解2415件,成功2367件; 调解成功率96.1%: a rate that names no
// other is of the whole county too, and so is a count right before it.
bool OfOneRegion(const ReportView& view, int rate, const RateBase& base) {
  const v1::Scope scope = view.at(base.denominator).scope();
  const v1::Scope of_rate = view.at(rate).scope(), of_part = view.at(base.numerator).scope();
  const bool county = scope == v1::SCOPE_JURISDICTION && Unnamed(of_rate);
  const bool beside = county && Unnamed(of_part) && view.SameSentence(rate, base.numerator);
  return (of_rate == scope || county) && (of_part == scope || beside);
}

// Whether the rate is named in no other words than its counts and the catalog have, and none of the three is
// of a body that the others do not name.
bool SaysTheSame(const ReportView& view, int rate, const RateBase& base, const std::string& name) {
  const FindingWords& words = FindingWords::Default();
  const std::u32string_view whole = WordsBefore(view, base.denominator);
  // 综合执法队有24人取得执法证
  if (!words.AllIn("told_of", view.LeadOf(base.numerator), whole)) return false;
  if (!words.AllIn("told_of", view.LeadOf(base.denominator), view.LeadOf(rate))) return false;
  // 成功率98.0%,专业性调委会受理412件、成功396件: counts that follow the rate in its sentence are of a part.
  if (base.denominator > rate && view.SameSentence(rate, base.denominator)) return false;
  std::u32string known = NarrowCodePoints(name);
  known += WordsBefore(view, base.numerator);
  known += whole;
  return SaysNothingBesides(NameOf(view, rate), known) && !words.Has("overall", view.LeadOf(rate));
}

// Half as much again or two thirds at most: a rate further from the quotient is of something else.
bool IsNear(const Figure& printed, const Figure& made) {
  return printed.low * 3 >= made.low * 2 && printed.low * 2 <= made.high * 3;
}

// Whether another count beside one of the two makes the rate with the other.
bool FitsBeside(const ReportView& view, int rate, const RateBase& base) {
  for (int beside : {base.numerator, base.denominator}) {
    for (const bool before : {true, false}) {
      int steps = 0;
      for (int i = before ? beside - 1 : beside + 1; i >= 0 && i < view.size() && steps < kReach;
           i += before ? -1 : 1, ++steps) {
        if (view.ParagraphOf(i) != view.ParagraphOf(beside)) break;
        if (!view.IsCount(i) || !view.SameUnit(i, base.denominator)) continue;
        if (RateFits(view, rate, base.numerator, i) || RateFits(view, rate, i, base.denominator)) return true;
        // 审结86件、二审31件: both together are the base.
        const Figure both = view.figure(base.denominator) + view.figure(i);
        if (!Disjoint(view.figure(rate), Quotient(view.figure(base.numerator), both, 100))) return true;
      }
    }
  }
  return false;
}

// Whether a count of their unit stands before the rate in its sentence that is neither of the two.
bool HasCountOfItsOwn(const ReportView& view, int rate, const RateBase& base) {
  int steps = 0;
  for (int i = view.Previous(rate); i >= 0; i = view.Previous(i), ++steps) {
    if (steps >= kReach) return true;
    if (i != base.numerator && i != base.denominator && view.IsCount(i) && view.SameUnit(i, base.numerator))
      return true;
  }
  return false;
}

// The one count of its unit in the section before that is no smaller; -1 for none or several.
int OneWholeBefore(const ReportView& view, int count) {
  int whole = -1, steps = 0;
  for (int i = count - 1; i >= 0 && steps < kReach && view.SectionOf(i) == view.SectionOf(count);
       --i, ++steps) {
    if (!view.IsCount(i) || !view.SameUnit(i, count) || view.figure(i).low < view.figure(count).low) continue;
    if (whole >= 0 && Disjoint(view.figure(i), view.figure(whole))) return -1;
    whole = i;
  }
  return whole;
}

// 督察整改 and 督察反馈问题: whether the two measures have two characters in a row in common.
bool ShareWord(const std::string& a, const std::string& b) {
  const std::u32string words = NarrowCodePoints(a), other = NarrowCodePoints(b);
  for (size_t i = 0; i + 2 <= words.size(); ++i) {
    if (Contains(other, std::u32string_view(words).substr(i, 2))) return true;
  }
  return false;
}

// Whether some whole number from the count up to half as much again as `base` makes the rate with it.
bool SomeBaseFits(const Figure& rate, const v1::Quantity& count, const v1::Quantity& base) {
  const absl::int128 n = count.value_e4() / 10000, most = base.value_e4() / 10000 * 3 / 2;
  if (n <= 0 || rate.low <= 0) return true;
  // 100 n / b in [low, high], in 1/20,000: b from 2,000,000 n / high to 2,000,000 n / low.
  const absl::int128 scaled = absl::int128(2000000) * n;
  absl::int128 b = (scaled + rate.high - 1) / rate.high;
  if (rate.high_open && b * rate.high == scaled) ++b;
  return b <= most && b * rate.low <= scaled;
}

}  // namespace

FarBases::FarBases(const ReportView& view) : view_(view) {
  for (int i = 0; i < view.size(); ++i) {
    const v1::Observation& observation = view.at(i);
    if (!view.IsActualLevel(i)) continue;
    if (!observation.indicator().empty())
      Tell(i, told_[KeyOf(observation.indicator(), observation.period())]);
    std::vector<int>* const alike = view.IsCount(i) ? &ends_[EndKeyOf(view, i)] : nullptr;
    if (alike != nullptr && alike->size() < kMostAlike) alike->push_back(i);
  }
}

void FarBases::Tell(int i, Told& told) const {
  ++told.times;
  if (told.first < 0) {
    told.first = i;
  } else if (Disjoint(view_.figure(told.first), view_.figure(i)) ||
             view_.at(i).scope() != view_.at(told.first).scope()) {
    told.differs = true;
  }
}

bool FarBases::HasLike(int count, const RateBase& base) const {
  const std::vector<int>& alike = ends_.find(EndKeyOf(view_, count))->second;
  const auto same = [&](int i, int j) { return !Disjoint(view_.figure(i), view_.figure(j)); };
  return alike.size() >= kMostAlike || std::any_of(alike.begin(), alike.end(), [&](int i) {
           return !same(i, base.numerator) && !same(i, base.denominator);
         });
}

int FarBases::Only(const std::string& indicator, int rate) const {
  const auto found = told_.find(KeyOf(indicator, view_.at(rate).period()));
  return found == told_.end() || found->second.differs ? -1 : found->second.first;
}

// A rate that is told again may have its counts beside it there.
bool FarBases::IsToldOnce(int rate) const {
  const v1::Observation& printed = view_.at(rate);
  const auto found = told_.find(KeyOf(printed.indicator(), printed.period()));
  return found != told_.end() && found->second.times == 1;
}

RateBase FarBases::InReport(int rate) const {
  const v1::Observation& printed = view_.at(rate);
  const v1::Indicator* indicator = view_.catalog().Find(printed.indicator());
  if (indicator == nullptr || indicator->numerator().empty() || !IsToldOnce(rate)) return {};
  if (!CanBeHeld(view_, rate)) return {};
  RateBase base;
  base.numerator = Only(indicator->numerator(), rate);
  base.denominator = Only(indicator->denominator(), rate);
  if (base.numerator < 0 || base.denominator < 0 || !view_.IsCount(base.numerator) ||
      !view_.IsCount(base.denominator) || !view_.SameUnit(base.numerator, base.denominator))
    return {};
  if (HasLike(base.numerator, base) || HasLike(base.denominator, base)) return {};
  if (!OfOneRegion(view_, rate, base) || !SaysTheSame(view_, rate, base, indicator->zh_name())) return {};
  if (view_.figure(base.denominator).low <= 0 ||
      !IsNear(view_.figure(rate), RateOf(view_, base.numerator, base.denominator)))
    return {};
  if (HasCountOfItsOwn(view_, rate, base) || FitsBeside(view_, rate, base)) return {};
  return base;
}

RateBase FarBases::InSection(int rate) const {
  if (!CanBeHeld(view_, rate)) return {};
  RateBase base;
  if (!CountOfNamedRate(view_, rate, base) || base.rest) return {};
  const int count = base.numerator;
  if (!IsWholeCount(view_.at(count).quantity()) || HasCountOfItsOwn(view_, rate, base)) return {};
  base.denominator = OneWholeBefore(view_, count);
  if (base.denominator < 0) return {};
  const v1::Observation& whole = view_.at(base.denominator);
  if (!ShareWord(view_.at(count).measure(), whole.measure())) return {};
  if (whole.period() != view_.at(count).period() || !IsWholeCount(whole.quantity()) ||
      !IsNear(view_.figure(rate), RateOf(view_, count, base.denominator)) ||
      SomeBaseFits(view_.figure(rate), view_.at(count).quantity(), whole.quantity()))
    return {};
  return base;
}

}  // namespace fazhi::aggregation
