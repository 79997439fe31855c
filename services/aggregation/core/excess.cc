#include <algorithm>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kCarriedWords = 20;
constexpr int kCountsBefore = 4;     // that may hold a part
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

// 履行完毕37份(含以前年度签订的), 实际参训1312人次(含补训人员): brackets right behind the part say so.
// 含上年结转共受理94件: or the words before it.
bool SaysCarriedOver(const ReportView& view, int part) {
  const FindingWords& words = FindingWords::Default();
  if (words.Has("opening", view.LeadOf(part)) || words.Has("added", view.LeadOf(part))) return true;
  if (Contains(view.LeadOf(part), U"在内")) return true;  // 含退休人员在内持证1352人
  const uint32_t end = view.at(part).span().end();
  const std::u32string_view behind = view.Text(end, end + kCarriedWords);
  if (behind.empty() || behind[0] != U'(') return false;
  return StartsWith(behind, U"(含") || words.Has("carried", behind.substr(0, behind.find(U')')));
}

// Whether the text itself says that the one is inside the other: 其中 between them.
bool SaidWithin(const ReportView& view, int part, int whole) {
  if (!view.SameSentence(part, whole) || view.at(part).span().begin() < view.at(whole).span().end())
    return false;
  return FindingWords::Default().Has("within", view.LeadOf(part));
}

// 平均由167项降至124项,其中最多的135项: an average, a rate per each or a least is no whole, and what is said
// to be the greatest or the smallest is one of several, not a part.
bool IsOneOfSeveral(const ReportView& view, int part, int whole) {
  const FindingWords& words = FindingWords::Default();
  const uint32_t begin = view.at(whole).span().begin();
  std::u32string_view before = view.Text(begin - std::min<uint32_t>(begin, kWithinWords), begin);
  before = before.substr(before.find_last_of(U",;。\n") + 1);
  return words.Has("each", before) || words.Has("extreme", view.LeadOf(part));
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

// Whether it is the last of a list (…、行政6件,其中农民工28件): 其中 is then of the list's whole.
bool InList(const ReportView& view, int i) {
  const std::u32string_view lead = view.LeadOf(i);
  if (!lead.empty() && (lead[0] == U'、' || lead[0] == U'和')) return true;
  const int sibling = view.Previous(i);
  return sibling >= 0 && view.at(i).has_part_of() && view.at(sibling).has_part_of() &&
         view.at(i).part_of() == view.at(sibling).part_of();
}

// The whole that 其中 points to where the reading did not tie them: the count right before it, in the same
// unit.
int WholeFromWords(const ReportView& view, int part) {
  const std::u32string_view lead = view.LeadOf(part);
  if (lead.size() > kWithinWords || !Contains(lead, U"其中")) return -1;
  // 审结54件(含上年结转2件),其中维持29件: what stands in brackets is not the whole.
  const int before = view.PreviousAtDepth(view.Previous(part), view.DepthOf(part));
  if (before < 0 || !view.IsCount(before) || !view.SameUnit(before, part)) return -1;
  if (InList(view, before)) return -1;
  const std::string& unit = view.at(part).quantity().unit();
  if (unit == "个" || unit == "项" || unit.empty()) return -1;  // said of anything
  return before;
}

// The whole of two counts whose words go together (应出庭22件,实际出庭25件), one right behind the other.
int WholeFromPair(const ReportView& view, int part) {
  const int before = view.Previous(part);
  if (before < 0 || !view.IsCount(before) || !view.SameUnit(before, part)) return -1;
  const std::u32string_view between = view.LeadOf(part);
  if (between.size() > kWithinWords) return -1;
  // 组织327人参加考试,通过372人: the whole's words stand on both sides of it.
  const size_t stop = between.find_last_of(U",;、");
  if (stop == between.npos) return -1;
  std::u32string whole(view.LeadOf(before));
  whole += between.substr(0, between.find_first_of(U",;、"));
  return FindingWords::Default().IsPair(whole, between.substr(stop)) ? before : -1;
}

// The whole of a count that a rate of at most all of it follows (调解纠纷426件,成功431件,成功率98%): the
// count right before, since a rate of the same words is of the two.
int WholeFromRate(const ReportView& view, int part) {
  constexpr int64_t kAllE4 = 100 * 10000;
  const int before = view.Previous(part);
  const int rate = view.Next(part);
  if (before < 0 || rate < 0 || !view.IsCount(before) || !view.SameUnit(before, part) || !view.IsRate(rate) ||
      view.at(rate).quantity().value_e4() > kAllE4)
    return -1;
  const std::u32string_view words = view.LeadOf(part);
  if (words.size() < 2 || words.size() > kWithinWords) return -1;
  const std::u32string named = std::u32string(words.substr(words.size() - 2)) + U"率";
  return Contains(view.LeadOf(rate), named) ? before : -1;
}

// 在岗执法人员1326人,持证1352人: the catalog makes a rate from the one over the other right before it.
int WholeFromCatalog(const ReportView& view, int part) {
  const int before = view.Previous(part);
  if (before < 0 || !view.IsCount(before) || !view.SameUnit(before, part) || view.DepthOf(before) > 0)
    return -1;
  const std::u32string_view lead = view.LeadOf(part);
  // 执法人员1326人(不含公安),持证1352人; 全县公安执法人员持证1352人: of others too.
  if (Contains(lead, U'(') || !FindingWords::Default().AllIn("told_of", lead, view.LeadOf(before))) return -1;
  if (lead.size() > kWithinWords || view.at(before).scope() != view.at(part).scope()) return -1;
  const int numerator = view.catalog().IndexOf(view.at(part).indicator());
  const int denominator = view.catalog().IndexOf(view.at(before).indicator());
  if (numerator < 0 || denominator < 0) return -1;
  return view.catalog().RateOf(numerator, denominator) >= 0 ? before : -1;
}

// A thing counted in 个 is inside another only if it is the same sort of thing: the whole's last word stands
// with the part.
bool SameSort(const ReportView& view, int part, int whole) {
  if (view.at(part).quantity().unit() != "个") return true;
  const std::u32string noun = NarrowCodePoints(view.at(whole).measure());
  if (noun.size() < 2) return false;
  const std::u32string_view lead = view.LeadOf(part);
  if (Contains(lead, noun.substr(noun.size() - 2)) || (!lead.empty() && lead.back() == noun.back()))
    return true;
  // 行政村86个,其中91个村
  const uint32_t end = view.at(part).span().end();
  return view.Text(end, end + 1) == noun.substr(noun.size() - 1);
}

// 保留86项,其中原104项中的18项取消; 其中兼职网格员由村干部担任,共148名: what others are parts of, or a sum of
// its own.
bool IsWholeItself(const ReportView& view, int part) {
  const uint32_t end = view.at(part).span().end();
  return view.Text(end, end + 1) == U"中" ||
         !FindingWords::Default().EndingIn("total", view.LeadOf(part)).empty();
}

// 户籍人口4.2万人,其中常住人口外流,登记流动人口4.6万人: behind 其中 another clause begins.
bool WithinEnds(const ReportView& view, int part) {
  const std::u32string_view lead = view.LeadOf(part);
  const size_t at = lead.rfind(U"其中");
  return at != lead.npos && lead.find_first_of(U",;", at + 3) != lead.npos;
}

// 党员1204名,建立服务队14支,其中队员1386名: 其中 is of the count right before it, which is another.
bool WithinAnother(const ReportView& view, int part, int whole) {
  const int before = view.PreviousAtDepth(view.Previous(part), view.DepthOf(part));
  return before > whole && view.IsCount(before) && !view.SameUnit(before, part) &&
         SaidWithin(view, part, whole);
}

// 处罚12件,强制8件,其中移送公安15件: of both together.
bool HeldTogether(const ReportView& view, int part, int whole) {
  Figure all = view.figure(whole);
  int steps = 0;
  for (int i = view.Previous(whole); i >= 0 && steps < kCountsBefore; i = view.Previous(i), ++steps) {
    if (!view.IsCount(i) || view.at(i).quantity().unit() != view.at(part).quantity().unit()) return false;
    all = all + view.figure(i);
    if (view.figure(part).low <= all.high) return true;
  }
  return false;
}

// 行政诉讼12件,败诉1件,应出庭9件: another count before both can hold the part, and nothing says that it lies
// in the nearer one.
bool HeldBefore(const ReportView& view, int part, int whole) {
  if (!view.SameSentence(part, whole)) return false;
  // 执法人员214名,辅助人员86名,其中持证198名: of a whole that is a part itself 其中 is meant.
  const bool nested =
      view.at(whole).has_part_of() || FindingWords::Default().Has("within", view.LeadOf(whole));
  if (SaidWithin(view, part, whole) && nested) return false;
  if (HeldTogether(view, part, whole)) return true;
  int steps = 0;
  for (int i = view.Previous(whole); i >= 0 && steps < kCountsBefore; i = view.Previous(i), ++steps) {
    if (view.IsCount(i) && view.SameUnit(i, part) && !Exceeds(view, part, i)) return true;
  }
  return false;
}

}  // namespace

void FindExcess(const ReportView& view, std::vector<RawFinding>& found) {
  for (int part = 0; part < view.size(); ++part) {
    if (!view.IsCount(part)) continue;
    int whole = WholeFromPair(view, part);
    const bool pair = whole >= 0;
    bool rated = false;
    if (pair) {
      if (!Exceeds(view, part, whole)) continue;
    } else if (view.at(part).has_part_of()) {
      whole = static_cast<int>(view.at(part).part_of());
      if (whole >= view.size() || whole == part || !view.IsCount(whole) || !view.SameUnit(part, whole))
        continue;
      if (view.SectionOf(part) != view.SectionOf(whole)) continue;
      if (view.DepthOf(part) <= view.DepthOf(whole) && InList(view, whole)) continue;
    } else {
      whole = WholeFromWords(view, part);
      if (whole < 0) {
        whole = WholeFromRate(view, part);
        if (whole < 0) whole = WholeFromCatalog(view, part);
        rated = whole >= 0;
      }
      if (whole < 0) continue;
    }
    if (!Exceeds(view, part, whole) || !SameSort(view, part, whole)) continue;
    if (view.at(part).period() != view.at(whole).period()) continue;
    if (IsOneOfSeveral(view, part, whole) || IsWholeItself(view, part) || WithinEnds(view, part) ||
        WithinAnother(view, part, whole))
      continue;
    const std::u32string& unit = NarrowCodePoints(view.at(part).quantity().unit());
    if (!FindingWords::Default().EndingIn("no_parts", unit).empty()) continue;
    // 撤销48件,确认违法150件。其中行政强制类164件: of all that the sentence before counts.
    if (Contains(view.Between(whole, part), U'。')) continue;
    if (SaysCarriedOver(view, part)) continue;
    if (!pair && HeldBefore(view, part, whole)) continue;
    if (!pair && CarryOverExplains(view, part, whole)) continue;
    if (!pair && !rated && !SaidWithin(view, part, whole) && !view.at(part).has_part_of()) continue;
    Report(view, part, whole, found);
  }
}

}  // namespace fazhi::aggregation
