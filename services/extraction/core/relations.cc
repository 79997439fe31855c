#include "services/extraction/core/relations.h"

#include <algorithm>

#include "services/extraction/core/relations_above.h"
#include "services/extraction/core/relations_acts.h"
#include "services/extraction/core/relations_brackets.h"
#include "services/extraction/core/relations_carried.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_earlier.h"
#include "services/extraction/core/relations_rates.h"
#include "services/extraction/core/relations_recalled.h"
#include "services/extraction/core/relations_rest.h"
#include "services/extraction/core/relations_some.h"
#include "services/extraction/core/relations_tables.h"
#include "services/extraction/core/relations_undone.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"
#include "services/extraction/core/relations_wholes.h"
#include "services/extraction/core/threshold.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Rates that begin a sentence and may be made from the counts of the one before.
constexpr uint32_t kLongestRates = 8;
// Figures before a part one of which its share may be of.
constexpr uint32_t kNearWholes = 8;

class Reader {
 public:
  Reader(const RelationView& view, std::vector<Relation>& relations)
      : view_(view),
        relations_(relations),
        cues_(ReadFigureCues(view)),
        walk_(view),
        acts_(view, walk_, relations),
        brackets_(view, walk_, cues_, relations),
        carried_(view, walk_, cues_, relations),
        wholes_(view, walk_, cues_, acts_, relations),
        some_(view, walk_, acts_, relations),
        rest_(view, walk_, cues_, carried_, relations),
        above_(view, walk_, cues_, acts_, relations),
        undone_(view, relations),
        earlier_(view, walk_, relations),
        recalled_(view, walk_, relations) {}

  void Run() {
    const auto size = static_cast<uint32_t>(view_.measures.size());
    for (uint32_t m = 0; m < size; ++m) {
      const bool first = m == 0 || view_.measures[m - 1].quantity != view_.measures[m].quantity;
      if (view_.FragmentOf(m).first && first) BeginSentence(m);
      if (view_.SentenceOf(m).table() != 0 && m >= table_end_) ReadTable(m);
      if (view_.Figure(m).kind != v1::KIND_LEVEL || view_.Figure(m).status == v1::STATUS_PRIOR) continue;
      if (SaysWhichOnes(view_.context, view_.quantities, view_.measures[m].quantity)) continue;
      if (view_.IsRate(m)) {
        ReadRateOf(m);
      } else if (relations_[m].part_of != kNoMeasure) {
        list_whole_ = relations_[m].part_of;
        list_sum_ += view_.ValueE4(m);
      } else {
        ReadPart(m);
        if (wholes_.ReadSum(m)) list_sum_ = 0;
      }
    }
  }

 private:
  void BeginSentence(uint32_t m) {
    walk_.BeginSentence(m);
    earlier_.BeginSentence(m);
    carried_.BeginSentence();
    list_whole_ = kNoMeasure;
    kinds_whole_ = kNoMeasure;
  }

  void ReadTable(uint32_t m) {
    const uint32_t table = view_.SentenceOf(m).table();
    table_end_ = m + 1;
    while (table_end_ < view_.measures.size() && view_.SentenceOf(table_end_).table() == table) ++table_end_;
    ReadTableRelations(view_, m, table_end_, relations_);
  }

  // 审结121件:…。直接纠错率14.0%: rates that begin a sentence are made from the counts of the one before.
  void ReadRateOf(uint32_t m) {
    const uint32_t begin = walk_.sentence_begin();
    bool rates = true;
    for (uint32_t w = begin; rates && w < m && w < begin + kLongestRates; ++w) rates = view_.IsRate(w);
    const bool back = rates && m < begin + kLongestRates && walk_.FollowsOn(begin);
    ReadRate(view_, m, back ? walk_.FloorBefore() : walk_.Floor(m), begin, relations_);
    if (relations_[m].numerator == kNoMeasure) earlier_.Read(m);
    if (relations_[m].numerator == kNoMeasure) recalled_.ReadRate(m);
  }

  const FigureCues& CuesOf(uint32_t m) const { return cues_[view_.measures[m].quantity]; }

  void ReadPart(uint32_t m) {
    const uint32_t q = view_.measures[m].quantity;
    const Fragment& fragment = view_.fragments[q];
    carried_.Note(m);
    // 培养“法律明白人”1213名,其中村干部312名,平均每村8名: an average is a part of nothing.
    if (CueWords::Get().Beginning(view_.ShortLeft(m)) & kCueEach) return;
    if (ReadToldOf(m)) return;
    if (brackets_.ReadBefore(m)) return;
    if (fragment.bracket != 0) {
      if (const uint32_t whole = brackets_.WholeOf(m); whole != kNoMeasure) SetPart(m, whole);
      return;
    }
    if (fragment.parted) LeaveInnerList(m);
    if (const uint32_t all = carried_.AllThereWas(m); all != kNoMeasure) {
      relations_[m].part_of = all;
      return;
    }
    if (rest_.ReadOpen(m) || rest_.ReadRest(m)) {
      if (relations_[m].part_of == kNoMeasure) recalled_.ReadRest(m);
      return;
    }
    if ((CuesOf(m).left & kCueRest) && recalled_.ReadRest(m)) return;
    const uint32_t listed = m > walk_.sentence_begin() ? relations_[m - 1].part_of : kNoMeasure;
    if (wholes_.ReadTotal(m)) {
      // 审结案件中,维持301件;撤销、变更分别为49件、7件,直接纠错合计56件: a sum of some of a list's parts is
      // one.
      if (listed != kNoMeasure && listed == list_whole_ && view_.SameSort(m, listed) &&
          view_.Fits(m, listed) && view_.ValueE4(m) != view_.ValueE4(listed)) {
        SetPart(m, listed);
      } else {
        list_whole_ = kNoMeasure;
      }
      carried_.NoteTotal(m);
      return;
    }
    if (carried_.ReadTotal(m)) return;
    if (const uint32_t whole = wholes_.Named(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (const uint32_t whole = wholes_.Across(m); whole != kNoMeasure) {
      BeginList(m, whole);
      // 普通程序案件按领域分:渣土运输173件,违法建设96件
      const uint32_t begin = view_.SentenceOf(m).begin();
      const auto lead =
          view_.View({begin, std::max(begin, view_.Figure(m).begin)}).substr(0, kLongestBetween);
      if (SaysSplitBy(CueWords::Get().In(lead, kCueBy | kCueSplit))) list_opened_ = true;
      return;
    }
    if (const uint32_t whole = wholes_.Within(m); whole != kNoMeasure) {
      BeginList(m, whole);
      // 被纠正的103件里,推翻原决定的58件,确认违法24件,限期履行21件
      wholes_.TakeSum(m, whole);
      return;
    }
    if (const uint32_t whole = some_.OfNamed(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (const uint32_t whole = some_.OfThoseBefore(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (const uint32_t whole = recalled_.Called(m); whole != kNoMeasure) {
      BeginList(m, whole);
      list_opened_ = true;
      return;
    }
    if (const uint32_t whole = recalled_.OfListBefore(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (IsOfNetChange(m)) {
      list_whole_ = kNoMeasure;
      return;
    }
    if (view_.measures[m].part || SaysPart(m)) {
      uint32_t whole = wholes_.Before(m);
      if (whole != kNoMeasure && m > 0 && view_.measures[m - 1].quantity == q) whole = wholes_.Before(m - 1);
      const uint32_t cues = CuesOf(m).between;
      if (whole == kNoMeasure && SaysSplitBy(cues)) whole = wholes_.MadeUpBefore(m);
      list_whole_ = kNoMeasure;
      if (whole != kNoMeasure) BeginList(m, whole);
      return;
    }
    if (AfterColon(fragment) && !fragment.first && view_.SameSort(m, m - 1) && view_.Fits(m, m - 1) &&
        (wholes_.TakeSum(m, m - 1) || view_.measures[m].bare || acts_.IsDoneTo(m, m - 1))) {
      BeginList(m, m - 1);
      return;
    }
    if (acts_.IsSentIn(m)) {
      list_whole_ = kNoMeasure;
      return;
    }
    if (const uint32_t whole = some_.WholeOf(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (const uint32_t whole = some_.OfThoseWho(m); whole != kNoMeasure) {
      SetPart(m, whole);
      list_whole_ = kNoMeasure;
      return;
    }
    if (ReadPaired(m) || ReadSecondOfPart(m) || ReadMoneyOfPart(m) || ReadNextKind(m)) return;
    if (list_whole_ != kNoMeasure && GoesOn(m)) {
      // 收案381件,审结369件。其中,新收一审178件,审结170件: of those that were closed too.
      const uint32_t same = wholes_.OfSameAct(m, list_whole_);
      if (same != kNoMeasure) {
        SetPart(m, same);
      } else if (!walk_.Joined(m) && view_.SameSort(m, m - 1) && view_.Fits(m, m - 1) &&
                 acts_.IsDoneTo(m, m - 1)) {
        // 抽到206家,查出有问题的39家,改好37家: of those right before, which were found.
        SetPart(m, m - 1);
      } else {
        AddToList(m);
      }
      return;
    }
    if (rest_.ReadFresh(m) || rest_.ReadTotalOf(m)) return;
    if (!walk_.Joined(m)) list_whole_ = kNoMeasure;
    if (rest_.ReadStock(m)) return;
    if (ReadLastOfAll(m)) return;
    if (const uint32_t whole = recalled_.OfAllBodies(m); whole != kNoMeasure) {
      SetPart(m, whole);
      return;
    }
    if (const uint32_t whole = above_.WholeOf(m); whole != kNoMeasure) {
      SetPart(m, whole);
      return;
    }
    if (const uint32_t whole = undone_.WholeOf(m); whole != kNoMeasure) {
      SetPart(m, whole);
      return;
    }
    if (IsDoneOfDue(m)) {
      SetPart(m, m - 1);
    } else if (const uint32_t whole =
                   carried_.ClosesCarried(m) || carried_.HoldsCarried(m) ? kNoMeasure : acts_.WholeOf(m);
               whole != kNoMeasure) {
      SetPart(m, carried_.AllWith(whole));
    }
  }

  // 处罚1563件、罚没210万元,其中县本级分别为84件、36万元: each is a part of the one that it is told of.
  bool ReadToldOf(uint32_t m) {
    if (!view_.measures[m].told) return false;
    const uint32_t whole = view_.measures[m].base;
    if (view_.SameSort(m, whole) && view_.Fits(m, whole)) SetPart(m, whole);
    return true;
  }

  // 共2618项,净减少24项,其中新增63项、取消87项: what a difference is made up of is no part of what there is.
  bool IsOfNetChange(uint32_t m) const {
    constexpr uint32_t kMostItems = 6;
    uint32_t first = m;
    while (first > walk_.Floor(m) && m - first < kMostItems && walk_.Joined(first)) --first;
    if (first == walk_.Floor(m) || first == 0 ||
        !StartsWithOneOf(view_.LeftBehindStops(first), {U"其中新增", U"其中增加", U"其中取消", U"其中调出"}))
      return false;
    return view_.Figure(first - 1).kind == v1::KIND_CHANGE && view_.SameUnit(first, first - 1) &&
           Contains(view_.RawLeft(first - 1), U"净");
  }

  // 应报6218户、已报5981户: those that did what all of them should.
  bool IsDoneOfDue(uint32_t m) const {
    constexpr size_t kLongest = 6;
    if (m == walk_.sentence_begin() || !view_.SameSort(m, m - 1) || !view_.Fits(m, m - 1)) return false;
    auto act = view_.RawLeft(m);
    act.remove_prefix(std::min(act.find_first_not_of(U",、"), act.size()));
    act.remove_prefix(BeginningLength(act, {U"已经", U"已", U"实际", U"实"}));
    if (act.empty() || act.size() > kLongest || act.size() == view_.RawLeft(m).size()) return false;
    const auto due = view_.Own(m - 1);
    for (size_t at = due.find(act); at != due.npos; at = due.find(act, at + 1)) {
      if (at > 0 && (due[at - 1] == U'应' || StandsBefore(due, static_cast<uint32_t>(at), U"应当")))
        return true;
    }
    return false;
  }

  // 收到864件,…,受理771件,不予受理41件,受理前化解38件,以其他方式处理14件: what makes up the whole with all
  // the parts before it.
  bool ReadLastOfAll(uint32_t m) {
    constexpr uint32_t kFewest = 2;
    if (m == walk_.sentence_begin()) return false;
    uint32_t last = m - 1;
    while (last > walk_.sentence_begin() && view_.IsRate(last)) --last;
    const uint32_t whole = relations_[last].part_of;
    if (whole == kNoMeasure || !view_.SameSort(m, whole) || view_.ValueE4(whole) < kTellingBaseE4)
      return false;
    absl::int128 sum = view_.ValueE4(m);
    uint32_t parts = 0;
    for (uint32_t part = last + 1; part > walk_.Floor(m); --part) {
      const uint32_t at = part - 1;
      if (view_.IsRate(at)) continue;
      if (relations_[at].part_of != whole) break;
      sum += view_.ValueE4(at);
      ++parts;
    }
    if (sum != view_.ValueE4(whole) || parts < kFewest) return false;
    SetPart(m, whole);
    return true;
  }

  void BeginList(uint32_t m, uint32_t whole) {
    list_whole_ = whole;
    list_sum_ = 0;
    list_complete_ = !view_.measures[m].part;
    // 共发生56起,按案件类型分改变用途20起,毁坏林地6起: commas part such a list too.
    const uint32_t cues = CuesOf(m).between;
    list_opened_ = OpensList(m) || SaysSplitBy(cues);
    AddToList(m);
    kinds_whole_ = whole;
    kinds_first_ = m;
    kinds_sum_ = view_.ValueE4(m);
  }

  // 维持168件,终止47件,其中撤回的30件;撤销6件: behind the semicolon the list goes on that the whole of the
  // inner one is a part of.
  void LeaveInnerList(uint32_t m) {
    if (list_whole_ == kNoMeasure || list_opened_ || list_whole_ < walk_.sentence_begin()) return;
    const uint32_t outer = relations_[list_whole_].part_of;
    if (outer == kNoMeasure) return;
    kinds_whole_ = outer;
    kinds_first_ = list_whole_;
    list_whole_ = outer;
    list_sum_ = 0;
    for (uint32_t part = walk_.Floor(m); part < m; ++part) {
      if (relations_[part].part_of == outer) list_sum_ += view_.ValueE4(part);
    }
    kinds_sum_ = list_sum_;
    list_complete_ = false;
  }

  // 其中,行政处罚137件,罚没12万元;行政许可80件: a kind by a name made as the first one's, behind a semicolon.
  bool ReadNextKind(uint32_t m) {
    constexpr size_t kAlike = 2;
    if (kinds_whole_ == kNoMeasure || !view_.FragmentOf(m).parted || !view_.SameUnit(m, kinds_whole_) ||
        kinds_sum_ + view_.ValueE4(m) > view_.ValueE4(kinds_whole_))
      return false;
    const auto own = view_.Own(m);
    const auto first = view_.Own(kinds_first_);
    if (own == first || own.size() < 2 * kAlike || own.size() != first.size() ||
        (own.substr(0, kAlike) != first.substr(0, kAlike) &&
         own.substr(own.size() - kAlike) != first.substr(first.size() - kAlike)))
      return false;
    kinds_sum_ += view_.ValueE4(m);
    SetPart(m, kinds_whole_);
    return true;
  }

  void AddToList(uint32_t m) {
    list_sum_ += view_.ValueE4(m);
    SetPart(m, list_whole_);
  }

  void SetPart(uint32_t m, uint32_t whole) {
    whole = ByItsShare(m, whole);
    relations_[m].part_of = whole;
    carried_.NotePart(m, whole);
  }

  // 收到864宗,受理829宗;代办的207宗,占24.0%: of which count a part is says its share, where that is exact.
  uint32_t ByItsShare(uint32_t m, uint32_t whole) const {
    const uint32_t share = m + 1;
    if (share >= view_.measures.size() || !view_.IsRate(share) || view_.FragmentOf(share).first ||
        !StartsWith(view_.LeftBehindStops(share), U"占"))
      return whole;
    // 终止案件里经调解结案的28件,占审结数的35.0%: what words say that it is of, it is.
    auto left = view_.LeftBehindStops(m);
    left.remove_prefix(BeginningLength(left, {U"其中"}));
    if (ContainsAnyOf(left, U"中里")) return whole;
    const auto resolution = std::max<int64_t>(view_.QuantityOf(share).resolution_e4(), 1);
    if (resolution >= kWholePercentE4 || view_.Matches(share, m, whole, (resolution + 1) / 2)) return whole;
    uint32_t found = kNoMeasure;
    for (uint32_t w = m; w > walk_.FloorBefore() && w + kNearWholes > m; --w) {
      const uint32_t other = w - 1;
      if (!view_.SameSort(m, other) || view_.ValueE4(other) < kTellingBaseE4 ||
          !view_.Matches(share, m, other, (resolution + 1) / 2))
        continue;
      if (found != kNoMeasure && view_.ValueE4(found) != view_.ValueE4(other)) return whole;
      found = other;
    }
    return found != kNoMeasure ? found : whole;
  }

  // Whether a figure goes on with the list of parts: joined by 、, or bare behind a comma, or behind a part's
  // share, while the parts still fit the whole.
  bool GoesOn(uint32_t m) const {
    if (!view_.SameSort(m, list_whole_) || !view_.Fits(m, list_whole_)) return false;
    if (carried_.IsCarried(m)) return false;  // 连同结转的75件,审结861件
    const bool joined = walk_.Joined(m);
    // 事项8项,其中审查8项、论证5项: parts of which one is the whole may overlap.
    const bool overlap = view_.ValueE4(m - 1) == view_.ValueE4(list_whole_);
    if (joined && (list_complete_ || (overlap && relations_[m - 1].part_of == list_whole_))) return true;
    // 其中残疾人169件、农民工544件: people are of several kinds at once.
    if (joined && relations_[m - 1].part_of == list_whole_ && IsOfPeople(m) && IsOfPeople(m - 1)) return true;
    // 1.9万人,其中3402人、3542人、12095人: what is rounded may be a little more.
    const int64_t rounded = view_.QuantityOf(list_whole_).resolution_e4();
    const absl::int128 slack = rounded > 10000 ? rounded / 2 : 0;
    if (list_sum_ + view_.ValueE4(m) > view_.ValueE4(list_whole_) + slack) return false;
    if (joined) return true;
    if (view_.measures[m].bare && !view_.measures[m].copied) return true;
    if (relations_[m - 1].part_of == list_whole_ && (list_opened_ || Parallel(m))) return true;
    return m > 1 && view_.IsRate(m - 1) && relations_[m - 2].part_of == list_whole_ &&
           relations_[m - 1].numerator == m - 2;
  }

  bool IsOfPeople(uint32_t m) const {
    const auto left = view_.RawLeft(m);
    return EndsWithOneOf(left, WordSet::kPeople);
  }

  // 咨询类52件,投诉类21件 and 行政处罚98件,行政许可31件: whether the words are made as those of the figure
  // before.
  bool Parallel(uint32_t m) const {
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

  // 210批次、560人次,其中集体访12批次、180人次: the second count of a part is a part of the second of its
  // whole.
  bool ReadPaired(uint32_t m) {
    if (m == walk_.sentence_begin() || !IsSecond(m) || view_.SameUnit(m, m - 1)) return false;
    const uint32_t whole = relations_[m - 1].part_of;
    if (whole == kNoMeasure || whole + 1 >= m - 1 || view_.IsRate(whole + 1) || !IsSecond(whole + 1))
      return false;
    if (!view_.SameSort(m, whole + 1) || !view_.Fits(m, whole + 1)) return false;
    relations_[m].part_of = whole + 1;
    return true;
  }

  // 占地61.3万平方米,可住20万人;其中城区9处、28.7万平方米: the second count of a part is of the last one
  // before it that is counted alike.
  bool ReadSecondOfPart(uint32_t m) {
    if (m == walk_.sentence_begin() || !IsSecond(m) || view_.SameUnit(m, m - 1)) return false;
    uint32_t first = m - 1;
    if (first > walk_.sentence_begin() && IsSecond(first)) --first;  // 5处、3.9万平方米、0.9万人
    if (!StartsWith(view_.LeftBehindStops(first), U"其中")) return false;
    const uint32_t floor = walk_.FollowsOn(walk_.sentence_begin()) ? walk_.FloorBefore(m) : walk_.Floor(m);
    for (uint32_t w = first; w > floor; --w) {
      if (!view_.SameSort(m, w - 1) || !walk_.Visible(m, w - 1)) continue;
      if (!view_.Fits(m, w - 1)) return false;
      SetPart(m, w - 1);
      return true;
    }
    return false;
  }

  // 罚款198万元,同比增长22%,其中个人处罚17人31万元: the money that goes with a part is of the money right
  // before.
  bool ReadMoneyOfPart(uint32_t m) {
    if (m == walk_.sentence_begin() || view_.UnitOf(m) != "元" || !IsSecond(m) ||
        !StartsWith(view_.LeftBehindStops(m - 1), U"其中"))
      return false;
    uint32_t whole = m - 1;
    while (whole > walk_.Floor(m) && view_.Figure(whole - 1).kind == v1::KIND_CHANGE) --whole;
    if (whole == walk_.Floor(m)) return false;
    --whole;
    if (!view_.SameSort(m, whole) || !view_.Fits(m, whole)) return false;
    relations_[m].part_of = whole;
    return true;
  }

  // Whether nothing but 、 stands between the figure and the one before.
  bool IsSecond(uint32_t m) const {
    const auto left = view_.RawLeft(m);
    return view_.FragmentOf(m).attached && (left.empty() || left == U"、");
  }

  bool AfterColon(const Fragment& fragment) const {
    return fragment.left.begin > 0 && view_.text[fragment.left.begin - 1] == U':';
  }

  bool OpensList(uint32_t m) const {
    constexpr std::u32string_view kOpening = U"其中:";
    const uint32_t begin = view_.FragmentOf(m).left.begin;
    return StartsWith(view_.RawLeft(m), kOpening) || StandsBefore(view_.text, begin, kOpening);
  }

  // 9个乡镇中,有4个; 按案件性质分,刑事71件; 26件,分别为查封11件; 其中.
  bool SaysPart(uint32_t m) const {
    const auto left = view_.RawLeft(m);
    if (StartsWithOneOf(left, {U"其中", U"对其中"}) ||
        EndsWithOneOf(left, {U"其中", U"从中选取", U"从中挑选"}) || BehindThreshold(m))
      return true;
    const uint32_t cues = CuesOf(m).between;
    if ((cues & kCueAmong) || SaysSplitBy(cues)) return true;
    if (!(cues & kCueListed) || view_.measures[m].own.empty()) return false;
    auto between = view_.View(view_.Between(view_.measures[m].quantity));
    while (!between.empty() && (between.front() == U',' || between.front() == U':')) between.remove_prefix(1);
    return (CueWords::Get().Beginning(between) & kCueListed) != 0;
  }

  // 其中90分以上的17人: the number between only says which.
  bool BehindThreshold(uint32_t m) const {
    constexpr size_t kLongest = 4;
    const auto left = view_.RawLeft(m);
    return m > walk_.sentence_begin() && view_.FragmentOf(m).attached && left.size() <= kLongest &&
           EndsWith(left, U"的") && !view_.SameUnit(m, m - 1) && StartsWith(view_.RawLeft(m - 1), U"其中");
  }

  const RelationView& view_;
  std::vector<Relation>& relations_;
  const std::vector<FigureCues> cues_;
  FigureWalk walk_;
  ActReader acts_;
  BracketReader brackets_;
  CarriedReader carried_;
  WholeFinder wholes_;
  SomeReader some_;
  RestReader rest_;
  AboveReader above_;
  UndoneReader undone_;
  EarlierReader earlier_;
  RecalledReader recalled_;

  uint32_t table_end_ = 0;
  uint32_t list_whole_ = kNoMeasure;  // whole of the list of parts that is being read
  absl::int128 list_sum_ = 0;
  uint32_t kinds_whole_ = kNoMeasure;  // the sentence's last whole of a list of parts
  uint32_t kinds_first_ = kNoMeasure;  // and the first of them
  absl::int128 kinds_sum_ = 0;
  bool list_opened_ = false;    // behind 其中:, where commas part the list
  bool list_complete_ = false;  // words say that the list names all parts, so that each stands in it
};

}  // namespace

void ReadRelations(const Context& context, const std::vector<GroundedQuantity>& quantities,
                   const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                   std::vector<Relation>& relations) {
  relations.assign(measures.size(), Relation());
  const RelationView view(context, quantities, fragments, measures);
  Reader(view, relations).Run();
}

}  // namespace fazhi::extraction
