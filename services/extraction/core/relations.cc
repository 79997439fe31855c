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
#include "services/extraction/core/relations_running_list.h"
#include "services/extraction/core/relations_second_counts.h"
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
        recalled_(view, walk_, relations),
        seconds_(view, walk_, relations),
        list_(view, walk_, cues_, relations) {}

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
        list_.AddRead(m, relations_[m].part_of);
      } else {
        ReadPart(m);
        if (wholes_.ReadSum(m)) list_.ForgetSum();
      }
    }
  }

 private:
  void BeginSentence(uint32_t m) {
    walk_.BeginSentence(m);
    earlier_.BeginSentence(m);
    carried_.BeginSentence();
    list_.BeginSentence();
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
    carried_.Note(m);
    // 培养“法律明白人”1213名,其中村干部312名,平均每村8名: an average is a part of nothing.
    if (CueWords::Get().Beginning(view_.ShortLeft(m)) & kCueEach) return;
    if (ReadToldOf(m) || brackets_.ReadBefore(m) || ReadBracket(m)) return;
    if (view_.FragmentOf(m).parted) list_.LeaveInner(m);
    if (const uint32_t all = carried_.AllThereWas(m); all != kNoMeasure) {
      relations_[m].part_of = all;
      return;
    }
    if (ReadWhatIsLeft(m) || ReadTotal(m) || ReadNamed(m) || ReadSaid(m) || ReadBehindColon(m)) return;
    if (acts_.IsSentIn(m)) {
      list_.End();
      return;
    }
    if (BeginList(m, some_.WholeOf(m))) return;
    if (SetPart(m, some_.OfThoseWho(m))) {
      list_.End();
      return;
    }
    if (SetPart(m, seconds_.WholeOf(m)) || SetPart(m, list_.TakeKind(m)) || ReadNextOfList(m)) return;
    if (rest_.ReadFresh(m) || rest_.ReadTotalOf(m)) return;
    if (!walk_.Joined(m)) list_.End();
    if (rest_.ReadStock(m) || ReadLastOfAll(m)) return;
    if (SetPart(m, recalled_.OfAllBodies(m)) || SetPart(m, above_.WholeOf(m)) ||
        SetPart(m, undone_.WholeOf(m)))
      return;
    ReadDone(m);
  }

  // 办结121件(维持93件)
  bool ReadBracket(uint32_t m) {
    if (view_.FragmentOf(m).bracket == 0) return false;
    SetPart(m, brackets_.WholeOf(m));
    return true;
  }

  // 尚在办理12件, 其余9件
  bool ReadWhatIsLeft(uint32_t m) {
    if (rest_.ReadOpen(m) || rest_.ReadRest(m)) {
      if (relations_[m].part_of == kNoMeasure) recalled_.ReadRest(m);
      return true;
    }
    return (CuesOf(m).left & kCueRest) != 0 && recalled_.ReadRest(m);
  }

  // 维持201件、撤销8件,共审结209件
  bool ReadTotal(uint32_t m) {
    const uint32_t listed = m > walk_.sentence_begin() ? relations_[m - 1].part_of : kNoMeasure;
    if (!wholes_.ReadTotal(m)) return carried_.ReadTotal(m);
    // 审结案件中,维持301件;撤销、变更分别为49件、7件,直接纠错合计56件: a sum of some of a list's parts is
    // one.
    if (listed != kNoMeasure && listed == list_.whole() && view_.SameSort(m, listed) &&
        view_.Fits(m, listed) && view_.ValueE4(m) != view_.ValueE4(listed)) {
      SetPart(m, listed);
    } else {
      list_.End();
    }
    carried_.NoteTotal(m);
    return true;
  }

  // Parts whose whole words name.
  bool ReadNamed(uint32_t m) {
    if (BeginList(m, wholes_.Named(m))) return true;
    if (BeginList(m, wholes_.Across(m))) {
      // 普通程序案件按领域分:渣土运输173件,违法建设96件
      const uint32_t begin = view_.SentenceOf(m).begin();
      const auto lead =
          view_.View({begin, std::max(begin, view_.Figure(m).begin)}).substr(0, kLongestBetween);
      if (SaysSplitBy(CueWords::Get().In(lead, kCueBy | kCueSplit))) list_.PartByCommas();
      return true;
    }
    if (const uint32_t whole = wholes_.Within(m); BeginList(m, whole)) {
      // 被纠正的103件里,推翻原决定的58件,确认违法24件,限期履行21件
      wholes_.TakeSum(m, whole);
      return true;
    }
    if (BeginList(m, some_.OfNamed(m)) || BeginList(m, some_.OfThoseBefore(m))) return true;
    if (BeginList(m, recalled_.Called(m))) {
      list_.PartByCommas();
      return true;
    }
    return BeginList(m, recalled_.OfListBefore(m));
  }

  // Parts that words say are such, of what stands before (其中).
  bool ReadSaid(uint32_t m) {
    if (IsOfNetChange(m)) {
      list_.End();
      return true;
    }
    if (!view_.measures[m].part && !SaysPart(m)) return false;
    uint32_t whole = wholes_.Before(m);
    if (whole != kNoMeasure && m > 0 && view_.measures[m - 1].quantity == view_.measures[m].quantity)
      whole = wholes_.Before(m - 1);
    if (whole == kNoMeasure && SaysSplitBy(CuesOf(m).between)) whole = wholes_.MadeUpBefore(m);
    if (!BeginList(m, whole)) list_.End();
    return true;
  }

  // 办结121件:维持93件; 纳入166件,结果分为三类:继续有效121件 of what the kinds were told apart of
  bool ReadBehindColon(uint32_t m) {
    const Fragment& fragment = view_.FragmentOf(m);
    if (fragment.first || !StandsBefore(view_.text, fragment.left.begin, U":")) return false;
    uint32_t whole = m - 1;
    while (whole > walk_.sentence_begin() && view_.Figure(whole).grey) --whole;
    return view_.SameSort(m, whole) && view_.Fits(m, whole) &&
           (wholes_.TakeSum(m, whole) || view_.measures[m].bare || acts_.IsDoneTo(m, whole)) &&
           BeginList(m, whole);
  }

  bool ReadNextOfList(uint32_t m) {
    if (list_.whole() == kNoMeasure || carried_.IsCarried(m) || !list_.GoesOn(m)) return false;
    // 收案381件,审结369件。其中,新收一审178件,审结170件: of those that were closed too.
    if (SetPart(m, wholes_.OfSameAct(m, list_.whole()))) return true;
    if (!walk_.Joined(m) && view_.SameSort(m, m - 1) && view_.Fits(m, m - 1) && acts_.IsDoneTo(m, m - 1)) {
      // 抽到206家,查出有问题的39家,改好37家: of those right before, which were found.
      return SetPart(m, m - 1);
    }
    list_.Add(m);
    return SetPart(m, list_.whole());
  }

  // What was done of what was to be done.
  void ReadDone(uint32_t m) {
    if (IsDoneOfDue(m)) {
      SetPart(m, m - 1);
    } else if (!carried_.ClosesCarried(m) && !carried_.HoldsCarried(m)) {
      if (const uint32_t whole = acts_.WholeOf(m); whole != kNoMeasure) SetPart(m, carried_.AllWith(whole));
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

  // Begins a list of parts of `whole` with m, if that is one. Whether it is.
  bool BeginList(uint32_t m, uint32_t whole) {
    if (whole == kNoMeasure) return false;
    list_.Begin(m, whole);
    return SetPart(m, whole);
  }

  // Makes m a part of `whole`, if that is one. Whether it is.
  bool SetPart(uint32_t m, uint32_t whole) {
    if (whole == kNoMeasure) return false;
    whole = WholeByShare(view_, m, whole, walk_.FloorBefore());
    relations_[m].part_of = whole;
    carried_.NotePart(m, whole);
    return true;
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
  SecondCounts seconds_;
  RunningList list_;

  uint32_t table_end_ = 0;
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
