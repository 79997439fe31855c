#include <algorithm>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/line_lists.h"
#include "services/aggregation/core/list_kinds.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kLeadReach = 40;  // code points between a whole and its first part
constexpr size_t kTotalWords = 4;  // code points between 合计 and its number
constexpr int kMostParts = 40;
constexpr size_t kPlainLines = 3;  // lines behind nothing but a colon that are a list
constexpr size_t kNounBehind = 8;  // code points between a part's figure and the stop behind its noun

// A list of counts in one unit, at one depth of brackets, in one sentence.
struct Run {
  std::vector<int> parts;
  size_t closer = 0;  // parts before the first that a stronger stop parts from those before; 0 for none
};

// 等, 其余 or 较为集中 behind the last part.
bool EndsInMore(const ReportView& view, int last) {
  const FindingWords& words = FindingWords::Default();
  const uint32_t end = view.at(last).span().end();
  constexpr uint32_t kRest = 3;      // a stop and 其余
  constexpr uint32_t kForemost = 4;  // 案件居多
  return words.Has("more", view.Text(end, end + 2)) || words.Has("rest", view.Text(end, end + kRest)) ||
         words.Has("foremost", view.Text(end, end + kForemost));
}

// How far a stop parts what stands on both sides: 、 and words least.
int StrengthOf(char32_t c) { return c == U';' ? 3 : c == U',' ? 2 : 1; }

// 由11个行政村和4个社区组成: the noun stands behind the figure, and the next figure right behind the stop.
bool NounAndStop(std::u32string_view between) {
  if (between.size() > kNounBehind || !(IsSeparator(between.back()) || between.back() == U'与')) return false;
  return std::all_of(between.begin(), between.end() - 1, IsHan);
}

// Whether the words between two counts make them neighbours of a list.
bool Joins(std::u32string_view between) {
  if (between.empty() || between.size() > kPartWords) return false;
  if (StartsWith(between, U"以及")) return true;
  return IsSeparator(between[0]) || between[0] == U'与' || NounAndStop(between);
}

// The list that begins at `first`, going on while counts follow each other directly.
Run RunFrom(const ReportView& view, int first, int whole) {
  const FindingWords& words = FindingWords::Default();
  Run run;
  run.parts.push_back(first);
  int last = first;
  int weakest = 0;  // stop of the list
  while (static_cast<int>(run.parts.size()) < kMostParts) {
    // 其中 in brackets behind a part is passed over.
    const int i = view.NextAtDepth(view.Next(last), view.DepthOf(first));
    if (i < 0) break;
    if (view.DepthOf(i) < view.DepthOf(first) || i == whole) break;
    if (!view.IsCount(i) || !view.SameUnit(i, first)) break;
    // Between the last part and this one, what stands in deeper brackets left out.
    const int before = view.Previous(i);
    const std::u32string_view between = before == last ? view.Between(last, i) : view.Between(before, i);
    std::u32string_view joint = between;
    if (before != last) {
      const size_t close = between.find(U')');
      if (close == between.npos) break;
      joint = between.substr(close + 1);
    }
    if (!Joins(joint)) break;
    const bool total = words.Has("total", between) && !words.Has("no_total", between);
    if (words.Has("incomplete", between) || total) break;
    const int strength = StrengthOf(NounAndStop(joint) ? joint.back() : joint[0]);
    if (run.closer == 0 && weakest != 0 && strength > weakest) run.closer = run.parts.size();
    weakest = weakest == 0 ? strength : std::min(weakest, strength);
    run.parts.push_back(i);
    last = i;
  }
  return run;
}

// 新收164宗,连同上年结转的6宗,办结161宗: a part was there before what came in, and adds to it.
bool AddsToWhole(const ReportView& view, std::u32string_view lead, const std::vector<int>& parts) {
  const FindingWords& words = FindingWords::Default();
  return words.Has("added", lead) || std::any_of(parts.begin(), parts.end(), [&](int part) {
           return words.Has("opening", PartWords(view, part));
         });
}

// 作出处罚516件;按部门分,市场监管局立案213件、交通局立案162件: the parts are of what came in, the whole is
// not.
bool OfOtherActs(const ReportView& view, int whole, const std::vector<int>& parts) {
  const std::u32string of = PartWords(view, whole);
  return std::none_of(parts.begin(), parts.end(), [&](int part) {
    return FindingWords::Default().AllIn("intake", PartWords(view, part), of);
  });
}

// 律师31名、专家8名、公职人员5名(2人兼任); 警告86件、罚款341件,部分案件并处: some are counted more than once.
bool Overlaps(const ReportView& view, const std::vector<int>& parts) {
  constexpr uint32_t kBehind = 10;
  const uint32_t end = view.at(parts.back()).span().end();
  return FindingWords::Default().Has("overlap", view.Text(view.at(parts[0]).span().end(), end + kBehind));
}

Figure SumOf(const ReportView& view, const std::vector<int>& parts, size_t begin, size_t end) {
  Figure sum;
  for (size_t i = begin; i < end; ++i) sum = sum + view.figure(parts[i]);
  return sum;
}

// Whether some beginning or end of the list, of at least two parts, makes up the whole, or the list makes up
// another count printed shortly before it: then the words were read wrongly, not the figures printed wrongly.
bool AddsUpSomehow(const ReportView& view, int whole, const std::vector<int>& parts,
                   const std::vector<int>& longer) {
  const Figure& target = view.figure(whole);
  Figure sum;
  for (size_t i = 0; i < longer.size(); ++i) {
    sum = sum + view.figure(longer[i]);
    if (i >= 1 && !Disjoint(sum, target)) return true;
  }
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    if (!Disjoint(SumOf(view, parts, i, parts.size()), target)) return true;
  }
  const Figure all = SumOf(view, parts, 0, parts.size());
  // 新收214件,上年结转9件,办结215件,结转下年度8件: both together are the whole.
  const int before = view.Previous(whole);
  if (before >= 0 && view.IsCount(before) && view.SameUnit(before, whole) &&
      !Disjoint(all, target + view.figure(before))) {
    return true;
  }
  // 收到申请92件(上年结转4件),按答复类型分…: with it or without.
  for (int i = view.Next(whole); i >= 0 && i < parts[0] && i <= whole + kMostParts; i = view.Next(i)) {
    if (view.IsCount(i) && view.SameUnit(i, whole) &&
        !(Disjoint(all, target + view.figure(i)) && Disjoint(all, target - view.figure(i))))
      return true;
  }
  int steps = 0;
  for (int i = view.Previous(parts[0]); i >= 0 && steps < 4; i = view.Previous(i), ++steps) {
    if (i != whole && view.IsCount(i) && view.SameUnit(i, whole) && !Disjoint(all, view.figure(i)))
      return true;
  }
  return false;
}

// Whether the whole and the sum are near enough to each other for a list that nothing but its form calls
// full.
bool Near(const ReportView& view, int whole, const std::vector<int>& parts, int tenths = 1) {
  const Figure sum = SumOf(view, parts, 0, parts.size());
  const absl::int128 target = view.figure(whole).low;
  return sum.low * 10 >= target * (10 - tenths) && sum.low * 10 <= target * (10 + tenths);
}

// 案件42件,按领域分,种子6件、农药20件、渔政15件;处罚39件: the list ends before what makes it far too much.
void EndCloser(const ReportView& view, int whole, Run& run) {
  if (run.closer < 2 || Near(view, whole, run.parts)) return;
  const std::vector<int> closer(run.parts.begin(), run.parts.begin() + static_cast<long>(run.closer));
  if (Near(view, whole, closer)) run.parts = closer;
}

// 公开规章13件(新制定5件、修改4件、废止4件), 办理案件77件:处罚41件,许可36件。 Nothing else stands in the
// brackets or behind the colon.
bool FullByForm(const ReportView& view, int whole, const Run& run, std::u32string_view lead) {
  constexpr uint32_t kComposed = 6;  // 4个社区组成
  const uint32_t end = view.at(run.parts.back()).span().end();
  const std::u32string_view behind = view.Text(end, end + 1);
  const char32_t next = behind.empty() ? U'\n' : behind[0];
  const bool brackets = lead[0] == U'(' && next == U')';
  const bool colon = lead[0] == U':' && (next == U'。' || next == U'\n' || next == U';');
  // 委员21名,由专家9名、律师6名、机关人员6名组成
  const bool composed = (Contains(lead.substr(0, 2), U'由') || lead.back() == U'由') &&
                        FindingWords::Default().Has("composed", view.Text(end, end + kComposed));
  return (brackets || colon || composed) && lead.size() <= kPartWords && Near(view, whole, run.parts);
}

// The counts of the same unit that follow the list in the sentence, the list's own first.
std::vector<int> Longer(const ReportView& view, const std::vector<int>& parts) {
  std::vector<int> longer = parts;
  for (int i = view.Next(parts.back()); i >= 0 && longer.size() < parts.size() + 6; i = view.Next(i)) {
    if (!view.IsCount(i) || !view.SameUnit(i, parts[0])) break;
    longer.push_back(i);
  }
  return longer;
}

bool Sharp(const ReportView& view, int whole, const std::vector<int>& parts) {
  const auto sharp = [&](int i) {
    const v1::Bound bound = view.at(i).quantity().bound();
    return bound == v1::BOUND_EXACT || bound == v1::BOUND_RANGE || bound == v1::BOUND_AT_LEAST;
  };
  return sharp(whole) && std::all_of(parts.begin(), parts.end(), sharp);
}

// 文件126件,其中继续有效97件,修改8件,其余21件予以废止: the last part is what the others leave. Not where it
// is what the whole leaves of another count (受理96件,审结91件,其中维持88件,其余5件正在审理).
bool EndsInRest(const ReportView& view, int whole, const std::vector<int>& parts) {
  constexpr int kReach = 4;
  if (!Contains(view.LeadOf(parts.back()), U"其余") || !Near(view, whole, parts)) return false;
  const Figure both = view.figure(whole) + view.figure(parts.back());
  int steps = 0;
  for (int i = view.Previous(whole); i >= 0 && steps < kReach; i = view.Previous(i), ++steps) {
    if (view.IsCount(i) && view.SameUnit(i, whole) && !Disjoint(both, view.figure(i))) return false;
  }
  return true;
}

// 其中…分别为: of the words for examples, 其中 alone.
bool OnlyWithin(std::u32string_view lead) {
  const size_t at = lead.find(U"其中");
  if (at == lead.npos || !Contains(lead, U"分别")) return false;
  return !FindingWords::Default().Has("incomplete", lead.substr(at + 2));
}

bool MoreThanWhole(const ReportView& view, int whole, const std::vector<int>& parts) {
  return SumOf(view, parts, 0, parts.size()).low > view.figure(whole).high && Near(view, whole, parts);
}

// 分别是行政村18个、社区6个: every figure has its name before it.
bool EachNamed(const ReportView& view, const std::vector<int>& parts) {
  return std::all_of(parts.begin(), parts.end(), [&](int part) {
    std::u32string_view lead = view.LeadOf(part);
    const size_t by = lead.rfind(U"分别");
    if (by != lead.npos) lead = lead.substr(std::min(lead.size(), by + 3));
    if (!lead.empty() && IsSeparator(lead[0])) lead.remove_prefix(1);
    return lead.size() >= 2;
  });
}

// The first figure of the sentence right behind the whole's, in its paragraph; -1 for none.
int FirstOfNextSentence(const ReportView& view, int whole) {
  int i = whole + 1;
  while (i < view.size() && view.at(i).span().begin() == view.at(whole).span().begin()) ++i;
  if (i >= view.size() || view.ParagraphOf(i) != view.ParagraphOf(whole)) return -1;
  return view.SentenceOf(i) == view.SentenceOf(whole) + 1 ? i : -1;
}

// A list that is held against its whole: its first part, and the words before it.
struct List {
  int first = -1;
  std::u32string_view lead;
  bool next_sentence = false;
  bool further_back = false;  // something else stands between the whole and the words
};

// 按领域分,数量居前的依次为: only the greatest are listed.
bool NamesForemost(std::u32string_view lead) { return FindingWords::Default().Has("ranked", lead); }

// Whether the list says that it is all of the whole; a finding when it makes another sum.
bool CheckList(const ReportView& view, int whole, const List& list, std::vector<RawFinding>& found) {
  const FindingWords& words = FindingWords::Default();
  const int first = list.first;
  const std::u32string_view lead = list.lead;
  if (first < 0 || !view.IsCount(first) || !view.SameUnit(first, whole)) return false;
  if (view.DepthOf(first) < view.DepthOf(whole)) return false;
  // 优秀38宗、合格104宗: the first is of the list, not its whole.
  if (lead.empty() || lead[0] == U'、' || lead[0] == U'和') return false;
  if (lead.size() > kLeadReach || Contains(lead, U'。') || NamesForemost(lead)) return false;
  Run run = RunFrom(view, first, whole);
  EndCloser(view, whole, run);
  if (run.parts.size() < 2 || EndsInMore(view, run.parts.back())) return false;
  // 其中甲、乙、丙分别为862人、317人、117人, 其中男性31名、女性29名: not said to be all, but they cannot be
  // more than the whole.
  const bool rest = EndsInRest(view, whole, run.parts);
  const bool examples = words.Has("incomplete", lead) && !rest;
  const bool exclusive = AreExclusive(view, whole, run.parts);
  if (examples && !((OnlyWithin(lead) || exclusive || IsPartition(view, whole, run.parts)) &&
                    MoreThanWhole(view, whole, run.parts)))
    return false;
  const bool linked = std::all_of(run.parts.begin(), run.parts.end(), [&](int part) {
    return view.at(part).has_part_of() && static_cast<int>(view.at(part).part_of()) == whole;
  });
  const bool elsewhere = std::any_of(run.parts.begin(), run.parts.end(), [&](int part) {
    return view.at(part).has_part_of() && static_cast<int>(view.at(part).part_of()) != whole &&
           view.at(view.at(part).part_of()).span().begin() != view.at(whole).span().begin();
  });
  if (elsewhere || AddsToWhole(view, lead, run.parts) || OfOtherActs(view, whole, run.parts)) return false;
  const bool by_name = Contains(lead, U"分别");
  const bool partition = by_name ? NamesPartition(lead, WholeWords(view, whole), run.parts.size())
                                 : IsPartition(view, whole, run.parts);
  const bool divided = words.Has("complete", lead);
  // 网格员412名,专职286名,兼职146名: at most all of them, whatever the words.
  const bool beyond = exclusive && lead.size() <= kPartWords && MoreThanWhole(view, whole, run.parts);
  bool said = rest || beyond;
  const bool none_above = std::all_of(run.parts.begin(), run.parts.end(), [&](int part) {
    return view.figure(part).low <= view.figure(whole).high;
  });
  if (partition) {
    // 各类案件6832件,刑事312件、民事3216件、行政86件;执行案件另行统计: far from all of them.
    const bool alone = lead.size() <= kPartWords && Near(view, whole, run.parts, 2);
    said = said || (divided && !by_name) || (none_above && (divided || alone));
  }
  if (list.next_sentence && (!divided || by_name || !none_above)) return false;
  if (!said && divided) {
    // 分别为 alone may list other things; the parts must be linked and none above the whole.
    const bool named = run.parts.size() > 2 || EachNamed(view, run.parts);
    const bool tied = linked || (named && Near(view, whole, run.parts));
    said = by_name ? tied && none_above : true;
  }
  if (!said && Near(view, whole, run.parts))
    said = words.Has("results", lead) || KindsSaid(lead) == run.parts.size();
  if (!said) said = FullByForm(view, whole, run, lead);
  if (!said || !Sharp(view, whole, run.parts) || Overlaps(view, run.parts)) return false;
  if (list.further_back && !Near(view, whole, run.parts)) return false;
  if (AddsUpSomehow(view, whole, run.parts, Longer(view, run.parts))) return true;
  found.push_back(SumMismatch(view, whole, run.parts));
  return true;
}

// 386件(其中:刑事124件,民事251件): several parts in the brackets, not one that is passed over.
bool ListsInBrackets(const ReportView& view, int whole, int first) {
  const int second = view.Next(first);
  return StartsWith(view.Between(whole, first), U"(其中") && second >= 0 &&
         view.DepthOf(second) == view.DepthOf(first) && view.SameUnit(second, whole);
}

// The figure right behind the whole, or the first of the next sentence.
List ListBehind(const ReportView& view, int whole) {
  List list;
  list.first = view.Next(whole);
  // 117项分四种方式推进,取消14项…: the number of kinds is none of them.
  if (list.first >= 0 && view.at(list.first).grey()) {
    const int behind = view.Next(list.first);
    list.first = behind >= 0 && KindsSaid(view.Between(whole, behind)) > 0 ? behind : -1;
    if (list.first < 0) return list;
  }
  list.next_sentence = list.first < 0;
  if (list.next_sentence) list.first = FirstOfNextSentence(view, whole);
  if (list.first >= 0 && view.DepthOf(list.first) > view.DepthOf(whole) &&
      FindingWords::Default().Has("within", view.Between(whole, list.first)) &&
      !ListsInBrackets(view, whole, list.first)) {
    // 审结54件(含上年结转2件),按结案方式分…
    list.first = view.NextAtDepth(list.first, view.DepthOf(whole));
  }
  if (list.first < 0) return list;
  list.lead = view.Between(whole, list.first);
  // 办理案件386件。按案件类型划分,刑事124件…
  if (!list.lead.empty() && list.lead[0] == U'。') {
    list.next_sentence = true;
    list.lead.remove_prefix(1);
  }
  // 立案96件。其中,按领域划分,大气31件…: all of them, not some.
  for (std::u32string_view within : {U"其中,按", U"其中按", U",其中,按", U",其中按"}) {
    if (!StartsWith(list.lead, within)) continue;
    list.lead.remove_prefix(within.size() - 1);
    break;
  }
  return list;
}

// 查处案件57件,罚款412.6万元,按要素分,大气19件…; 建议62件、提案98件,其中建议按答复类别分,A类41件…: the parts
// say what they are parts of, and the words before the first that they are all.
List DividedFurtherOn(const ReportView& view, int whole) {
  List list;
  list.further_back = true;
  int steps = 0;
  for (int part : view.PartsOf(whole)) {
    if (++steps > kMostParts) break;
    if (!view.SameSentence(part, whole) || view.Previous(part) <= whole) continue;
    std::u32string_view lead = view.LeadOf(part);
    const size_t within = lead.find(U"其中");
    if (within != lead.npos) lead.remove_prefix(within + 2);
    if (!FindingWords::Default().Has("complete", lead) || Contains(lead, U"分别")) continue;
    list.first = part;
    list.lead = lead;
    break;
  }
  return list;
}

// 受理186件,结案情况如下: what is not closed yet is in none of the parts.
bool ClosedOfIntake(const ReportView& view, int whole, std::u32string_view lead) {
  const FindingWords& words = FindingWords::Default();
  return words.Has("intake", PartWords(view, whole)) &&
         (words.Has("closed", lead) || words.Has("outcome", lead));
}

// 行政争议512件:\n复议案件186件;\n应诉案件96件;\n…: at least three lines whose names end alike.
bool AlikeNamed(const ReportView& view, const std::vector<int>& parts) {
  const std::u32string_view first = view.LeadOf(parts[0]);
  return parts.size() >= kPlainLines && first.size() >= 2 && IsHan(first.back()) &&
         std::all_of(parts.begin(), parts.end(),
                     [&](int part) { return EndsWith(view.LeadOf(part), first.substr(first.size() - 2)); });
}

// 调委会1892个,按类型分:\n村调委会1536个;\n…: parts in lines of their own.
bool CheckLines(const ReportView& view, int whole, std::vector<RawFinding>& found) {
  const FindingWords& words = FindingWords::Default();
  const LineList list = ListInLines(view, whole);
  std::u32string_view intro = list.lead;
  if (EndsWith(intro, U"如下:")) intro.remove_suffix(3);
  if (list.parts.size() < 2 || words.Has("incomplete", intro)) return false;
  const bool divided = words.Has("complete", list.lead) && !Contains(list.lead, U"分别");
  const bool said = divided || words.Has("results", list.lead) || KindsSaid(list.lead) == list.parts.size() ||
                    EndsWith(list.lead, U"如下:") || (list.lead == U":" && AlikeNamed(view, list.parts));
  if (!said || !Near(view, whole, list.parts, divided ? 2 : 1) || !Sharp(view, whole, list.parts))
    return false;
  if (AddsToWhole(view, list.lead, list.parts) || OfOtherActs(view, whole, list.parts)) return false;
  if (NamesForemost(list.lead) || (!divided && ClosedOfIntake(view, whole, list.lead))) return false;
  if (Overlaps(view, list.parts)) return false;
  if (!AddsUpSomehow(view, whole, list.parts, list.parts))
    found.push_back(SumMismatch(view, whole, list.parts));
  return true;
}

// A whole, then words that say the parts are all, then the parts.
bool CheckForward(const ReportView& view, int whole, std::vector<RawFinding>& found) {
  return CheckList(view, whole, ListBehind(view, whole), found) ||
         CheckList(view, whole, DividedFurtherOn(view, whole), found) || CheckLines(view, whole, found);
}

// The parts, then 合计 or 共计, then the whole.
void CheckBackward(const ReportView& view, int whole, std::vector<RawFinding>& found) {
  const FindingWords& words = FindingWords::Default();
  int last = view.Previous(whole);
  if (last >= 0 && view.at(last).grey()) last = view.Previous(last);  // 两项合计150件
  if (last < 0 || !view.IsCount(last) || !view.SameUnit(last, whole)) return;
  if (view.DepthOf(last) != view.DepthOf(whole)) return;
  std::u32string_view lead = view.Between(last, whole);
  const bool in_all = lead == U",共" || lead == U"、共";
  if (lead.size() < 2 || lead.size() > kTotalWords + 4) return;
  if (lead[0] == U',' || lead[0] == U'、' || lead[0] == U';') lead.remove_prefix(1);
  size_t at = lead.npos;
  for (std::u32string_view word : {U"合计", U"共计", U"总计", U"总共", U"年累计"}) {
    at = std::min(at, lead.find(word));
  }
  if (!in_all && (at > 2 || lead.size() - at > 2 + kTotalWords)) return;
  std::vector<int> parts;
  for (int i = last; i >= 0 && static_cast<int>(parts.size()) < kMostParts; i = view.Previous(i)) {
    if (!view.IsCount(i) || !view.SameUnit(i, whole) || view.DepthOf(i) != view.DepthOf(whole)) break;
    if (!parts.empty()) {
      const std::u32string_view between = view.Between(i, parts.back());
      if (!Joins(between) || words.Has("incomplete", between)) break;
    }
    parts.push_back(i);
  }
  // 三年累计, 三项合计: of so many.
  if (!in_all && at > 0 && HanDigit(lead[0]) > 0) {
    const size_t said = static_cast<size_t>(HanDigit(lead[0]));
    if (parts.size() < said) return;
    parts.resize(said);
  }
  std::reverse(parts.begin(), parts.end());
  if (parts.size() < 2 || !Sharp(view, whole, parts)) return;
  if (in_all && !Near(view, whole, parts)) return;
  // 平台受理2148件,热线转办1264件,合计办结3398件: what became of them, not they.
  if (!words.AllIn("outcome", lead, PartWords(view, parts.back()))) return;
  if (words.Has("incomplete", view.LeadOf(parts[0]))) return;
  if (AddsUpSomehow(view, whole, parts, parts)) return;
  found.push_back(SumMismatch(view, whole, parts));
}

}  // namespace

RawFinding SumMismatch(const ReportView& view, int whole, const std::vector<int>& parts) {
  RawFinding finding;
  finding.type = v1::FINDING_TYPE_SUM_MISMATCH;
  finding.at.push_back(whole);
  finding.at.insert(finding.at.end(), parts.begin(), parts.end());
  absl::int128 total = 0;
  for (int part : parts) total += view.at(part).quantity().value_e4();
  finding.expected = DecimalE4(total);
  finding.printed = DecimalE4(view.at(whole).quantity().value_e4());
  const Figure sum = SumOf(view, parts, 0, parts.size());
  finding.would_be.push_back(sum);
  for (int part : parts) {
    // The whole less the other parts.
    Figure rest = view.figure(whole) - sum;
    rest.low += view.figure(part).high;
    rest.high += view.figure(part).low;
    if (rest.low > rest.high) std::swap(rest.low, rest.high);
    finding.would_be.push_back(rest);
  }
  return finding;
}

void FindSums(const ReportView& view, std::vector<RawFinding>& found) {
  int checked_to = -1;  // the last whole whose list was read, so that a list is held against one whole only
  for (int i = 0; i < view.size(); ++i) {
    if (!view.IsCount(i) || i <= checked_to) continue;
    if (i > 0 && view.at(i).span().begin() == view.at(i - 1).span().begin()) continue;
    if (CheckForward(view, i, found)) {
      checked_to = i;
      continue;
    }
    CheckBackward(view, i, found);
  }
}

}  // namespace fazhi::aggregation
