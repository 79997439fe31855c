#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kKeyWords = 6;      // code points that two measures must end in alike
constexpr size_t kMostMentions = 6;  // more of one measure are different things
constexpr int64_t kLeast = 20;       // smaller counts differ by chance

// A count, by the end of its measure and its unit.
struct Mention {
  std::u32string measure;
  std::string unit;
  int observation = 0;

  std::u32string_view Key() const { return std::u32string_view(measure).substr(measure.size() - kKeyWords); }
};

// One digit for another, or two neighbours exchanged; both numbers of the same length.
bool OneSlip(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return false;
  std::vector<size_t> at;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) at.push_back(i);
  }
  if (at.size() == 1) return a.size() > 2;
  return at.size() == 2 && at[1] == at[0] + 1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]];
}

// Whether the longer of the two ends in the other and has no more than 全县 or 全市 before it: a part is told
// again only in the same words.
bool SaysNothingMore(std::u32string_view a, std::u32string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (!EndsWith(a, b)) return false;
  const std::u32string_view more = a.substr(0, a.size() - b.size());
  return more.empty() || FindingWords::Default().BeginningWith("wider", more) == more;
}

// 全县建成146个, and 建成164个 without 全县: a county's report means the county.
bool ScopesAlike(v1::Scope a, v1::Scope b) {
  const auto whole = [](v1::Scope scope) {
    return scope == v1::SCOPE_JURISDICTION || scope == v1::SCOPE_UNSPECIFIED || scope == v1::SCOPE_NOT_STATED;
  };
  return a == b || (whole(a) && whole(b));
}

// 审结168件(不含上年结转): the brackets say that it is a count of its own.
bool SaysWhatItHolds(const ReportView& view, int i) {
  const uint32_t end = view.at(i).span().end();
  return StartsWithOneOf(view.Text(end, end + 3), {U"(含", U"(不含"});
}

// Whether both say the same of the same: in the one's words the other's end, over the same time and scope,
// and nothing before either says over how much more or less.
bool SameThing(const ReportView& view, const Mention& a, const Mention& b) {
  if (!EndsWith(a.measure, b.measure) && !EndsWith(b.measure, a.measure)) return false;
  const v1::Observation& x = view.at(a.observation);
  const v1::Observation& y = view.at(b.observation);
  if (x.period().empty() || x.period() != y.period()) return false;
  if (!x.indicator().empty() && !y.indicator().empty() &&
      (x.indicator() != y.indicator() || !ScopesAlike(x.scope(), y.scope())))
    return false;
  if (SaysWhatItHolds(view, a.observation) != SaysWhatItHolds(view, b.observation)) return false;
  const FindingWords& words = FindingWords::Default();
  const std::u32string_view before = view.LeadOf(a.observation), behind = view.LeadOf(b.observation);
  if (words.Has("narrower", before) || words.Has("narrower", behind)) return false;
  return words.AllIn("told_of", before, behind) && words.AllIn("told_of", behind, before);
}

bool Found(const std::vector<bool>& disputed, int i) { return disputed[static_cast<size_t>(i)]; }

}  // namespace

void FindToldTwice(const ReportView& view, std::vector<RawFinding>& found) {
  std::vector<Mention> mentions;
  for (int i = 0; i < view.size(); ++i) {
    const v1::Observation& o = view.at(i);
    if (!view.IsCount(i) || !IsWholeCount(o.quantity()) || view.DepthOf(i) > 0) continue;
    Mention mention{NarrowCodePoints(o.measure()), o.quantity().unit(), i};
    if (mention.measure.size() >= kKeyWords) mentions.push_back(std::move(mention));
  }
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
    return std::make_tuple(a.Key(), a.unit) < std::make_tuple(b.Key(), b.unit);
  });
  std::vector<bool> disputed(static_cast<size_t>(view.size()));
  for (const RawFinding& finding : found) {
    for (int i : finding.at) disputed[static_cast<size_t>(i)] = true;
  }
  for (size_t begin = 0, end = 0; begin < mentions.size(); begin = end) {
    while (end < mentions.size() && mentions[end].Key() == mentions[begin].Key() &&
           mentions[end].unit == mentions[begin].unit)
      ++end;
    if (end - begin < 2 || end - begin > kMostMentions) continue;
    const auto whole = [&](const Mention& m) { return !view.at(m.observation).has_part_of(); };
    const auto from = mentions.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = mentions.begin() + static_cast<std::ptrdiff_t>(end);
    const auto first_whole = std::find_if(from, to, whole);
    if (first_whole == to) continue;
    const Mention& first = *first_whole;
    const Mention* other = nullptr;
    bool third = false;
    for (size_t i = begin; i < end; ++i) {
      if (!whole(mentions[i]) && !SaysNothingMore(mentions[i].measure, first.measure)) continue;
      const int64_t value = view.at(mentions[i].observation).quantity().value_e4();
      if (value == view.at(first.observation).quantity().value_e4()) continue;
      third = third || (other != nullptr && value != view.at(other->observation).quantity().value_e4());
      if (other == nullptr) other = &mentions[i];
    }
    if (other == nullptr || third || view.SameSentence(first.observation, other->observation)) continue;
    const std::string a = DecimalE4(view.at(first.observation).quantity().value_e4());
    const std::string b = DecimalE4(view.at(other->observation).quantity().value_e4());
    const auto small = [&](const Mention& m) {
      return view.at(m.observation).quantity().value_e4() < kLeast * 10000;
    };
    if (small(first) || small(*other)) continue;
    if (!OneSlip(a, b) || !SameThing(view, first, *other)) continue;
    if (Found(disputed, first.observation) || Found(disputed, other->observation)) continue;
    RawFinding finding;
    finding.type = v1::FINDING_TYPE_TOLD_TWICE;
    finding.note = true;
    finding.at = {other->observation, first.observation};
    finding.printed = b;
    finding.expected = a;
    found.push_back(std::move(finding));
  }
}

}  // namespace fazhi::aggregation
