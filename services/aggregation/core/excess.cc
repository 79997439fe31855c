#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kWithinWords = 24;  // code points between a whole and 其中's number

// What a count is said to be, in its own words.
std::u32string WordsOf(const ReportView& view, int i) {
  std::u32string words(view.LeadOf(i));
  if (words.size() > 14) words.erase(0, words.size() - 14);
  return words + NarrowCodePoints(view.at(i).measure());
}

// Whether the part is an outcome of what came in, so that it can hold what came in in earlier years.
bool CarryOverExplains(const ReportView& view, int part, int whole) {
  const FindingWords& words = FindingWords::Default();
  const std::u32string whole_words = WordsOf(view, whole);
  if (!words.Has("outcome", WordsOf(view, part))) return false;
  return words.Has("intake", whole_words) ||
         (words.Has("incoming", whole_words) && !words.Has("closed", whole_words));
}

// Whether the text itself says that the one is inside the other: 其中 between them.
bool SaidWithin(const ReportView& view, int part, int whole) {
  if (!view.SameSentence(part, whole) || view.at(part).span().begin() < view.at(whole).span().end())
    return false;
  return FindingWords::Default().Has("within", view.LeadOf(part));
}

void Report(const ReportView& view, int part, int whole, std::vector<RawFinding>& found) {
  RawFinding finding;
  finding.type = v1::FINDING_TYPE_PART_EXCEEDS_WHOLE;
  finding.at = {part, whole};
  finding.printed = DecimalE4(view.at(part).quantity().value_e4());
  finding.expected = DecimalE4(view.at(whole).quantity().value_e4());
  Figure up_to = view.figure(whole);
  up_to.low = 0;
  Figure from = view.figure(part);
  from.has_high = false;
  finding.would_be = {up_to, from};
  found.push_back(std::move(finding));
}

bool Exceeds(const ReportView& view, int part, int whole) {
  const Figure& p = view.figure(part);
  const Figure& w = view.figure(whole);
  return p.has_low && w.has_high && p.low > w.high && view.at(part).quantity().bound() != v1::BOUND_ABOUT &&
         view.at(whole).quantity().bound() != v1::BOUND_ABOUT;
}

// The whole that 其中 points to where the reading did not tie them: the count right before it, in the same
// unit.
int WholeFromWords(const ReportView& view, int part) {
  const std::u32string_view lead = view.LeadOf(part);
  if (lead.size() > kWithinWords || lead.find(U"其中") == lead.npos) return -1;
  const int before = view.Previous(part);
  if (before < 0 || !view.IsCount(before) || !view.SameUnit(before, part)) return -1;
  const std::string& unit = view.at(part).quantity().unit();
  if (unit == "个" || unit == "项" || unit.empty()) return -1;  // said of anything
  return before;
}

}  // namespace

void FindExcess(const ReportView& view, std::vector<RawFinding>& found) {
  for (int part = 0; part < view.size(); ++part) {
    if (!view.IsCount(part)) continue;
    int whole = -1;
    if (view.at(part).has_part_of()) {
      whole = static_cast<int>(view.at(part).part_of());
      if (whole >= view.size() || whole == part || !view.IsCount(whole) || !view.SameUnit(part, whole))
        continue;
      if (view.SectionOf(part) != view.SectionOf(whole)) continue;
      if (view.at(part).period() != view.at(whole).period()) continue;
    } else {
      whole = WholeFromWords(view, part);
      if (whole < 0) continue;
    }
    if (!Exceeds(view, part, whole) || CarryOverExplains(view, part, whole)) continue;
    if (!SaidWithin(view, part, whole) && !view.at(part).has_part_of()) continue;
    Report(view, part, whole, found);
  }
}

}  // namespace fazhi::aggregation
