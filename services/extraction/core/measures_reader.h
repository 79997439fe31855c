#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_pieces.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/measures_table.h"
#include "services/extraction/core/measures_topics.h"
#include "services/extraction/core/unit_sorts.h"

namespace fazhi::extraction {

// One walk over the figures of a text, for ReadMeasures. The walk is in measures.cc, what a figure's own
// words are in measures_own.cc, which way it goes in measures_level.cc: held against others
// (measures_ranks.cc, measures_shares.cc, measures_change.cc) or a value of what was counted before
// (measures_values.cc); by the words before it (measures_left.cc, cut in measures_left_cut.cc, kinds of a
// whole in measures_kinds.cc) or behind it (measures_right.cc, measures_places.cc, measures_deeds.cc); with
// what it takes over (found in measures_taken.cc, put together in measures_carry.cc, what of it is said in
// measures_carry_said.cc, none of another sort by measures_sorts.cc); in a list that shares a word
// (measures_lists.cc). What needs no more than the words of a piece is PieceReader's, where else a noun is
// found TopicFinder's. Keeps references to all it is made of. Not thread-safe.
class MeasureReader {
 public:
  MeasureReader(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
                std::vector<Measure>& measures)
      : context_(context),
        text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        hits_(hits),
        measures_(measures),
        stripper_(context.text),
        pieces_(context.text, stripper_),
        topics_(context, quantities, fragments, hits, stripper_, pieces_),
        words_(WordTable::Get()),
        table_words_(context, stripper_) {}

  void Run();

 private:
  absl::string_view UnitOf(uint32_t quantity) const { return quantities_[quantity].quantity.unit(); }
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }

  // What stands left of figure i, and whether it stands in a list with the one before: nothing but a joining
  // word between noun and figure.
  struct Left {
    Piece words;  // this figure's own words on its left
    bool chain = false;  // it goes on with the list of the figure before (15个乡镇、152个行政村和4个社区)
  };

  Left LeftOf(uint32_t i) const;

  // The rate that the words before figure `next` end in, behind what was said of the figure before it.
  Piece RateBehind(uint32_t next, Piece piece) const;

  // 施工阶段 of 规划阶段7个事项、施工阶段4个事项, where figure i counts the same again
  Piece AfterSame(uint32_t i, Piece piece) const;
  // 24个调解组织、调解员145名: what stands behind the list's mark is figure i's, whose noun stands before it.
  Piece AfterTurn(uint32_t i, Piece piece) const;

  // 其中文件18件、议题96件: another of the parts that the list before counts.
  bool GoesOnWithParts(uint32_t i) const {
    return fragments_[i].attached && measures_.size() > 1 && measures_[measures_.size() - 2].part &&
           fragments_[i - 1].bracket == 0 && words_.Prefix(View(fragments_[i].left), kJoin);
  }

  bool EndsListAt(uint32_t i) const {
    return !fragments_[i].right.empty() && pieces_.EndsList(fragments_[i].right);
  }

  bool HasRightNoun(uint32_t i) const;

  // 全县 before 17个乡镇: there are that many in all of it.
  Piece TerritoryBefore(uint32_t i) const;

  // The places that figure i counts, as said right of it; empty for anything else.
  Piece PlacesBehind(uint32_t i) const;
  Piece DistrictsBehind(uint32_t i) const;
  // 36个部门50人参加培训: whether figure i counts the bodies of those who are counted next.
  bool HoldsPeopleNext(uint32_t i) const;
  // 市 of 对2市4县6个部门开展督察
  Piece PlacesOfUnit(uint32_t i) const;
  // What people of the places did that figure i counts, when the next figure is of that; empty otherwise.
  Piece DoneByPeopleOf(uint32_t i) const;

  // Reads 全县15个乡镇、152个行政村: how many there are, whatever is said of them.
  bool JoinsDeed(Piece behind) const;
  bool MakesUp(Piece left, Piece right) const;
  bool ReadTerritory(uint32_t i);

  // The words right of figure i that belong to it and not to the next one.
  Piece RightOf(uint32_t i) const;
  bool EndsInSharedList(uint32_t i, Piece piece) const;
  Piece NamedByAct(uint32_t i, Piece piece) const;
  bool LeaveToNext(uint32_t i, Piece& piece) const;
  Piece LeaveToRate(uint32_t i, Piece piece) const;

  // The predicate that figures of one list share, at the list's end (104所中小学及60个教学点全覆盖开展 …).
  Piece SharedPredicate(uint32_t i) const;

  Measure& Add(uint32_t quantity);

  // What a head that begins with 每 and a place counts in all of those places.
  Piece WithoutEach(Piece head) const;
  Piece WithoutNew(Piece head) const;

  // What figure i takes over from a measure: the people when both count people, else its head.
  Piece HeadFor(uint32_t i, uint32_t base) const {
    const Measure& measure = measures_[base];
    return CountsPeople(UnitOf(i)) && !measure.people.empty() ? measure.people : measure.head;
  }
  // 行政机关应诉 of 全县行政机关应诉58件: the suits, and none of the bodies; empty where it counts none.
  Piece SuitsOf(uint32_t i, Piece words) const;

  // The base, or one before it, of which as many can be (解决事件874件,其中信箱41件,办结870件: 870 of the
  // 874).
  uint32_t LargeEnough(uint32_t i, uint32_t base) const;
  // 收到申请96件,发出补正通知书12份,受理81件: the last measure before `base` that is in the unit of figure i,
  // where `base` is not; else `base`.
  uint32_t LastOfUnit(uint32_t i, uint32_t base) const;

  // The measure that lends figure i, whose own words are `own`, its noun.
  uint32_t LenderOf(uint32_t i, Piece own, Piece verb) const;
  // Whether figure i cannot be of what `base` counts, by their units.
  bool IsOfOtherSort(uint32_t i, Piece own, Piece verb, uint32_t base) const;
  // A talk or class, which is none of the meetings that others learn at.
  bool IsTaughtAt(uint32_t i, Piece own, Piece learned) const;
  // Cases that bodies or people who were counted have had, which are no such bodies.
  bool IsCaseOfBodies(uint32_t i, Piece own, Piece verb, uint32_t base) const;
  // The cases that the rate right before names, where this one names none.
  Piece RateOfSame(uint32_t i, Piece own) const;
  // 市政务大厅受理率达94%,县级平均达90%: the rate that is told of another level.
  Piece RateOfOther(uint32_t i, Piece own) const;
  // 合同审查率100%,全年审查71份: what the rate right before names, for the count of it.
  Piece ReviewOfRate(uint32_t i, Piece own) const;
  // 规范性文件 of 规范性文件专项清理: the papers that are gone over; all of it where there are none.
  Piece PapersOfAct(Piece piece) const;
  // 文件 behind 收到各县和部门报备186件, for 纠正4件; cuts from `carried` who filed them. Empty where none
  // did.
  Piece PapersFiled(Piece own, Piece& carried) const;
  // 县法制办 of 县法制办编制5名,实有3人: whose staff it is; empty where `own` says more than of what sort
  // they are.
  Piece StaffOf(uint32_t i, Piece own, uint32_t base) const;
  // What stands around a figure that no other lends a noun: a topic, the clause before, the heading.
  Piece FoundAround(uint32_t i, Piece own, Piece verb);
  // 收到复议申请418件 … 全年审结351件: what was taken in before in the section, for those that were closed.
  Piece TakenInBefore(uint32_t i, Piece own) const;
  // Whether both are sorts of what is done in enforcement.
  bool IsOtherAct(Piece own, Piece carried) const;
  // Whether own words say that they are not of `carried`.
  bool IsNoneOf(uint32_t i, Piece own, Piece verb, Piece carried, uint32_t base) const;
  // 行政 of 复议案件 behind 行政复议机关: the field that a noun leaves out, as it was said shortly before.
  Piece FieldOf(Piece noun) const;
  // 调解 of 调解纠纷120件,成功率98%: what was done that succeeded.
  Piece MediationOf(uint32_t base) const;
  // The part of the own words that stands before what is carried; cuts away what both say.
  Piece PlaceOf(uint32_t i, bool rate, Piece verb, uint32_t base, Piece& own, Piece& carried) const;
  void SayOnce(Piece& before, Piece& own, Piece& carried) const;
  // 行政复议机构受理案件385件,办结352件: what the agency is for; leaves what it did it with.
  Piece TakeField(Piece& carried) const;
  static Piece NamedByKinds(std::u32string_view opening, uint32_t begin);
  // 从管理领域看,公安131件: what is told apart here. Named by the view itself, counted in the sentence
  // before, or what an earlier view of the section was on.
  Piece ViewedFrom(uint32_t i);
  // 诉求 of 市民和企业诉求, for kinds of it.
  Piece PlainThing(Piece noun) const;
  bool SaysHowSplit(const v1::Span& heading) const;
  // 行政复议申请 of 从行政复议申请事项看.
  Piece NamedInView(Piece view) const;
  // What the largest count of the sentence whose last measure is `last` is of.
  Piece CountedBefore(uint32_t i, uint32_t last) const;
  // 工单分类:咨询类38件、求助类12件; below a heading 诉求分类: what the kinds are of.
  Piece ThingOfKinds(uint32_t i) const;
  // 521名执业律师办理案件1.1万件: those who were counted did it.
  Piece DoerBetween(uint32_t i, Piece words) const;
  // 举办活动6场,组织干部参加学法考试,合格率100%: the exam that a clause behind the base is on.
  Piece ExamBetween(uint32_t base, Piece carried, Piece own) const;
  // 学法考试 of 学法考试应考6127人,实考6102人: without the verb of what was due.
  Piece WithoutDue(Piece carried) const;
  Piece DueBefore(uint32_t i, Piece own) const;
  bool CarryTimeCut(uint32_t i, Piece own, Measure& measure) const;
  bool CarryThoseTrained(Piece own, Measure& measure) const;
  // What a rate is of, of what it took over; and who those are that did what others should.
  Piece OfWhatRate(Piece own, Piece carried, uint32_t base) const;
  Piece OfThoseWhoDid(uint32_t i, Piece own, Piece carried) const;
  // The words that figure i takes over, from what `base` counts or from around it. Sets `noun` to what
  // figures to come take over from it.
  Piece ItemNamedBy(Piece list, Piece own) const;
  bool IsAllOfTerritory(Piece own) const;
  Piece TakeOver(uint32_t i, Piece own, Piece verb, uint32_t base, Measure& measure, Piece& noun);
  // Gives a measure whose own words cannot stand alone the words that it lacks. `verb` begins its own words.
  void CarryOver(uint32_t i, Piece own, Piece verb, Measure& measure, bool lend_rate = false);

  // What a rate is of, when the figure right before says it in full: 行政机关 for 败诉率 behind
  // 行政机关败诉4件.
  Piece NamedBefore(Piece own) const;
  // Who does what the own words say, when the last figure of this sentence that names anyone says the same of
  // them.
  Piece ActorBefore(Piece own) const;

  bool AddThoseThatAre(uint32_t i, Piece words, bool part);
  Piece ShortenLeft(uint32_t i, Piece full);
  Piece VerbLeftOut(Piece full, Piece words) const;
  void AppendAlone(uint32_t i, Piece words, Piece leading, Piece verb, bool part, Measure& measure);
  void AddLeftMeasure(uint32_t i, Piece words, bool part, Piece verb = {}, bool lend_rate = false);

  // 投诉中噪声类36件、油烟类21件: the words of the part alone; keeps what it is one among.
  Piece SplitAmong(uint32_t i, Piece words);
  Piece KindInView(Piece words) const;
  // 案件 and 公安、工伤 of 公安、工伤两类案件依次为, which `in_front` ends with (for the list: before 案件);
  // empty where that is not said.
  Piece CasesOfKinds(Piece in_front) const;
  Piece ListOfKinds(Piece in_front) const;
  Piece GatheredIn(Piece in_front) const;
  Piece NounOfGathered(uint32_t i, uint32_t end, uint32_t floor) const;
  bool ReadGathered(uint32_t i);
  // 即办类 of 确定服务事项即办类4项、承诺类3项: the noun before the first kind of a list is of all of them.
  Piece KindOfList(uint32_t i, Piece words);
  bool IsOneAmong(uint32_t i, Piece words) const;

  // 规范性文件 of 省政府制定规范性文件18件,各市制定77件: what the same verb had before.
  Piece ObjectSaidBefore(uint32_t i, Piece words) const;

  // 清理2015年以来制定的文件134件: what is counted, without the time between it and the verb.
  void AppendWithoutDate(Piece words, Piece verb, Phrase& phrase) const;
  Piece WhatWentInto(uint32_t i, Piece words) const;
  // Appends who did it where a word parts them from what was done; what is left to say.
  Piece AppendWho(Piece words, Phrase& phrase) const;

  // 新建广场3个、长廊12处,文化阵地累计达86个: whether figure i is of all that there are, new or not, so that
  // the list's verb is none of its.
  bool IsTotalBehindNew(uint32_t i, Piece words, Piece verb) const;
  // The verb of the list that figure i goes on with, when its own words have none (合同102份 behind
  // 审查文件154件、).
  Piece ListVerb(uint32_t i, Piece words) const;
  // 下设组长1名,副组长3名; 出动执法人员43人,执法车辆12台: a comma parts what one verb has.
  bool IsOfSame(uint32_t i, Piece words, Piece verb) const;

  // (1397件) behind words that are only held against what the sentence is on.
  bool IsAside(uint32_t i) const;
  bool IsOutcome(Piece own, bool parted) const;
  void SetAnchor(uint32_t i);
  // The people that a figure is of whose own words only say what they did (取得执法证12人 behind
  // 在编人员14人).
  bool IsDeedOfPeople(uint32_t i, Piece words, Piece verb) const;
  // 被纠错的公安58件、乡镇街道73件: bodies of which so many cases are, and what the cases are stands before.
  bool IsOnlyWho(uint32_t i, Piece words, Piece verb) const;
  bool LeavesOutNoun(uint32_t i, Piece words) const;
  // 以县政府为被告的31件 behind 行政应诉案件96件: words that only say which of them.
  bool IsAttribute(uint32_t i, Piece words) const;
  // Whether the sentence before, in the same paragraph, has figures.
  bool FollowsInParagraph(uint32_t i) const;
  // 组织机关干部320人次旁听庭审, 业务骨干120人参加培训: what the people before a figure did stands behind it.
  bool DidBehind(uint32_t i, Piece words) const;
  // 领导干部、公务员和青少年的普及率: the rate that is said with the last of a list.
  void LendRate(Piece last, Measure& measure) const;
  // 建成中心12个、工作站96个,覆盖率分别为100%和98%: one word for the shares of two.
  bool ReadRateOfEach(uint32_t i, Piece words);
  // 商品类13件,服务类9件,分别占总量的59%、41%
  bool ReadSharesOfTwo(uint32_t i, Piece words);
  // The first rate of several, each of one of the measures from `base` on. True.
  bool AddFirstRate(uint32_t i, Piece words, uint32_t base);
  // Adds the share or rate that figure i is of what `base` counts.
  void AddRateOf(uint32_t i, uint32_t base);
  // 5个国家级、27个省级示范村: the noun that is said once, with the last of a list of levels.
  Piece NounOfLevels(uint32_t i, Piece right) const;
  // What a list is of that figure i counts the classes of (细化9大类、25项任务).
  Piece NounOfClasses(uint32_t i) const;
  // The noun behind the next figure, when figure i only has a verb and shares it
  // (市级组建7支、县区组建42支执法队伍).
  Piece NounOfNext(uint32_t i, Piece words) const;

  // 50类 of a thing counts its kinds.
  void FinishUnit(uint32_t i, Measure& measure);

  void CopyMeasure(uint32_t i, uint32_t from);

  // What the last item says for the others too. Sets `of_one` where the others are names of whose the figures
  // are.
  Piece SharedTail(const Piece (&items)[kMaxItems], uint32_t n, bool* of_one) const;
  // Adds the tail to the last measure, unless there is none or that took its noun from elsewhere.
  bool AppendTail(Piece item, Piece tail);

  // The length of 过 in 82个产值过10亿元的工业项目, whose amount is figure i; 0 where it describes nothing.
  uint32_t DescribingCue(uint32_t i) const;
  // 产值过10亿元的工业项目, where figure i counts them; empty for others.
  Piece DescribedByNext(uint32_t i) const;
  // Takes 产值 for the amount itself. False where it describes nothing.
  bool ReadDescription(uint32_t i);
  // 稳定消除返贫风险 of 7.8万户、22.9万人稳定消除返贫风险, for the households.
  Piece DeedOfBoth(uint32_t i) const;
  // 客运量 of 新线建成通车、客运量增长12%.
  Piece DropDone(Piece words) const;
  // 总数达55名, 年底为2047项: whether what a figure takes over is said to be how many there are by then.
  bool IsStock(uint32_t i) const;
  // Whether an act of `verb` code points has a noun of its own behind it (完成投资).
  bool IsDeedOfEach(Piece act, uint32_t verb) const;
  // Measures that are named together and done each so many times (在线访谈、民意征集分别开展15期、21期).
  bool ReadActOfEach(uint32_t i, Piece words, bool part);
  void SayActOf(Piece item, Piece tail);
  Piece OfRatesAlike(Piece first, Piece rate) const;
  void SayRateOf(Piece of_rate, Piece rate);

  // 报备率和报备及时率均为100%; 添加监管单位、注册用户数均达16075个; 按时办结率、满意率分别为99.9%和99.6%.
  bool ReadShared(uint32_t i, Piece words, bool part);

  // A figure in a table's cell without words of its own counts what the heads say.
  bool ReadCell(uint32_t i);

  // 满意率96.4%,在全区14个街道中列第3: a place among what the figure before counts is of the words before
  // that, or of the measure before.
  bool ReadRankAmong(uint32_t i);

  // 在全市法治建设考评中,我县列第4位: what the clause before says that it was ranked in.
  Piece RankedIn(uint32_t i) const;
  // Whether the words end in the names of all that the figure counts.
  bool NamesAll(uint32_t i, Piece words) const;
  // Words without a list that 等 ends before the figure, where others say what is counted.
  Piece DropList(uint32_t i, Piece words) const;

  // 8个部门对56个事项实行告知承诺: what those whom figure i counts did to what the next one counts.
  Piece DeedToNext(uint32_t i) const;
  // 对案卷86份进行评查, 执法人员100%持证上岗: what was done with them stands behind the figure.
  void AppendTreatment(uint32_t i, Piece words, Piece predicate);
  // What was done to all of a list, and all that says so (把关 and 逐一把关).
  struct Treatment {
    Piece said;
    Piece deed;
  };
  bool GoesOnInList(uint32_t i) const;
  Treatment TreatmentOfList(uint32_t i) const;
  void AppendTreatmentOfList(uint32_t i);

  // 出庭应诉率98.2%,高出全省平均1.4个百分点: how far what stands before is from others.
  bool ReadLead(uint32_t i);
  // 分两批组织37人次旁听庭审: what was done in so many goes stands behind the figure.
  bool ReadGoes(uint32_t i, Piece words);

  // A figure that is no change. The steps take it where they know what it counts.
  void ReadLevel(uint32_t i);
  // What stands left of the figure and says what it counts. Sets `part` where that says that it is one.
  Piece OwnWords(uint32_t i, bool* part) const;
  Piece DropReasonUnlessTold(Piece words) const;
  Piece DropLead(uint32_t i, Piece words) const;
  Piece DropEnd(uint32_t i, Piece words) const;
  Piece TakeLimit(uint32_t i, Piece words) const;
  Piece TakeBackTime(Piece words) const;
  // 一人所 of 15个司法所中一人所4个: without those that the figure right before counts.
  Piece DropThoseBefore(uint32_t i, Piece words) const;
  bool DropThoseCounted(uint32_t i, Piece& words) const;
  Piece DropWhereHad(Piece words) const;
  Piece DropMakers(Piece words, Piece& verb) const;
  // By how much it is less than what it is held against.
  bool ReadCompared(uint32_t i);
  // A rank whose own words do not say in what.
  bool ReadRanked(uint32_t i, Piece words);
  bool ReadOfAll(uint32_t i, Piece words, bool part);
  bool ReadHeldAgainst(uint32_t i);
  // The next of rates, or of measures, that were named together.
  bool ReadNextRate(uint32_t i);
  bool ReadNextItem(uint32_t i);
  // Keeps the items, of which the figure at hand takes the first.
  void BeginItems(const Piece (&items)[kMaxItems], uint32_t n);
  void ReadByLeft(uint32_t i, Piece words, bool part);
  void ReadByBoth(uint32_t i, Piece words, Piece right, bool part);
  // 投入210万元,建设办案场所3处: what the money is for is said next.
  bool ReadOutlay(uint32_t i, Piece words);
  // 改造 of 安排380万元改造8个司法所, where figure i is the money.
  bool PaysForNext(uint32_t i, Piece between) const;
  // 2个县行政机关败诉率超过20%: those whose rate is so high, and the rate of none but them.
  Piece RateOfSome(uint32_t i) const;
  bool ReadRateOfSome(uint32_t i);
  bool ReadShareOfCounted(uint32_t i);
  // 应由负责人出庭的31件均出庭应诉: so many should have been, and so many were.
  bool ReadDueAndDone(uint32_t i, Piece words, bool part);

  // Leaves out the quotations that 等 ends: 开展“开学第一课”“法治教育课”等法治进校园活动.
  void AppendWithoutList(Piece piece, Phrase& phrase) const;

  // 职工超过100人的企业有12家: what the one must have to be among the others.
  bool ReadThreshold(uint32_t i);
  // 新收申请1874件,是同期一审收案数的1.6倍: what it was held against counts nothing of its own.
  bool ReadTimesOf(uint32_t i, Piece words);

  // 占92.7%, 占比36.0%: the share that the figure before is of what it is a part of.
  bool IsShare(uint32_t i, Piece words) const;

  // The words before a number without a unit that a share is of.
  Piece UncountedBefore(uint32_t i, Piece words) const;
  void AddShare(uint32_t i, Piece words);

  // 29个部门制定了权责清单, 整合32项证照事项, 三次开展案卷评查, 其中986项可全程网办.
  void AddRightMeasure(uint32_t i, Piece words, Piece right, bool chain, bool part);
  // What stands before the figure and is of its noun, without who did it or where.
  Piece BeforeNoun(uint32_t i, Piece words, Piece right) const;
  bool ReadHowLong(uint32_t i, Piece words, Piece right);
  bool ReadTookPart(uint32_t i, Piece right, bool part);
  // The words left of the figure, or those that it shares with the list that it goes on with.
  Piece LeftOfNoun(uint32_t i, Piece words, bool chain);
  // Where the text behind the figure ends that is its own.
  uint32_t EndOfRight(uint32_t i, Piece right) const;
  // Appends what is counted and what it did. Cuts from `right`, and so from where its verb begins, what says
  // only that it was all of them.
  void AppendCounted(uint32_t i, Piece noun, Piece& right, uint32_t& verb, Phrase& phrase);
  bool SaysHowTheyWent(uint32_t i, Piece predicate) const;
  // Gives a measure that has only a verb on its right the noun of the one before, or a topic.
  void LendNoun(uint32_t i, Piece right, Measure& measure);

  // What bodies are counted for, told by the figure behind them: 案卷 of 抽查26个单位的案卷130宗, 抽取案卷 of
  // 从18个单位抽取案卷144宗.
  Piece DoneWithBodies(uint32_t i, Piece right) const;
  // 深入 of 深入42家企业了解诉求; empty where what they did there says enough.
  Piece WentInto(uint32_t i, Piece right) const;

  // 安全评估 of 完成22家企业的安全评估; empty where there is none.
  Piece Completed(uint32_t i, Piece right) const;
  // 对2016年以前的14份文件进行清理: what was done, and to what. False where nothing is said to be done to it.
  bool AppendDeed(Piece noun, Piece predicate, Phrase& phrase) const;

  // 代表建议和委员提案163件,前者74件、后者89件: the first and the second of two that were named together.
  // False where there are no two.
  bool ReadFormerOrLatter(uint32_t i, Piece words, bool part);

  // 持续压降一审败诉率,力争降到10%: the rate that the clause before is on. False where it is on none.
  bool ReadRateBefore(uint32_t i);
  // 学习2次,落实会前学法,共10次: what the clause before did is counted, not what the figure before counts.
  // False where there is no such clause.
  bool ReadByClauseBefore(uint32_t i, Piece words);
  // 审查 for 重大决策 in 其中审查文件17件、重大决策11件; empty where there is none.
  Piece VerbOfPartBeside(uint32_t i, Piece words) const;

  // 合法性审查 of 审查文件463件,其中规范性文件13件、合同139份: the parts were reviewed too, and are nothing
  // without it.
  Piece ReviewOf(uint32_t i, Piece words, bool part);

  // 东区出庭率最低,为66.7%: the clause before says of what. False for any other clause.
  bool ReadExtreme(uint32_t i);
  // 以行政处罚类案件为主,占67%: the share of what is named.
  bool ReadMost(uint32_t i);

  // No words of its own on either side.
  void ReadWordless(uint32_t i);
  // 成功率98%、履行率97%,上年分别为96%、95%: the one of those before that the figure is told of, in their
  // order, each in its unit; or none.
  uint32_t LevelToldOf(uint32_t i);
  bool ReadValuesBefore(uint32_t i);
  // The same behind words that say of what part: 其中县本级分别为.
  bool ReadValuesOf(uint32_t i, Piece words);
  void CopyToldOf(uint32_t i, uint32_t level);

  // 同比增长41%: what changed, and the word for it.
  void ReadChange(uint32_t i);
  // The words that say what changed; empty where nothing around the figure does.
  Piece OwnOfChange(uint32_t i, Piece left, Piece change) const;
  // The next of a list of measures that changed by so much each.
  void ReadListedChange(uint32_t i);
  // A change with words of its own, which may name several measures for figures to come.
  void ReadChangeOf(uint32_t i, Piece words, Piece change);
  // Another change of what the change right before is of. False where there is none such.
  bool ReadChangeOfSame(uint32_t i, Piece around, Piece change);
  // The level that changed, the `back`-th before; kNoMeasure for none.
  uint32_t ChangedLevel(uint32_t i, uint32_t back) const;

  // 行政不作为类案件明显增加,同比增长50%; 受灾人次、直接损失,比前五年均值分别下降15%、25%: what the clause
  // before is on, where no figure stands before.
  Piece ChangedInClauseBefore(uint32_t i) const;
  // 商务领域复议案件下降12%,物价领域下降33%: what is said of the first of a list alone.
  Piece TailOfChange(Piece words) const;

  // What a difference in a bracket is of, where no figure stands before it (刑事立案数(同比下降13.4%)).
  Piece NounBeforeBracket(uint32_t i) const;

  void AppendChange(Piece around, Piece change, Phrase& phrase) const;

  // Changes that go on with the list of change i (分别下降5.2%、7.9%).
  uint32_t Followers(uint32_t i) const;
  bool FollowsWithWord(uint32_t i) const;

  // The first measure that a figure looks back to.
  uint32_t MeasureFloor() const;
  // 受理援助537件;推出便民措施103项,办理5万件: what stands before the semicolon is not looked back on from
  // behind it.
  uint32_t FloorOf(uint32_t base) const {
    return std::max(base >= part_begin_ ? part_begin_ : 0, MeasureFloor());
  }

  // The n-th level before figure i, counted back in the sentence; those in brackets are passed over.
  uint32_t LevelBack(uint32_t i, uint32_t n) const;

  // What a sentence tells apart.
  struct Viewed {
    Piece thing;          // 信访 of 从信访类别看
    bool causes = false;  // what came of the causes that it tells (从败诉原因看)
    bool kinds = false;   // 按性质分: whatever names them are kinds, verbs too
    Piece before;         // what the last sentence of its section did that began so
    uint32_t section = 0;
  };
  // Measures named together that figures to come will take, one each (报备率和及时率均为100%).
  struct Items {
    Piece items[kMaxItems];
    uint32_t size = 0;
    uint32_t next = 0;
    Piece tail;                // what the last of them says for the others too
    bool tail_of_all = false;  // and stands behind the last
    bool of_one = false;       // the others are names of whose the figures are
  };
  // The list of changes that is being read (案件数、金额同比分别下降17%、23%), and the last change.
  struct Change {
    uint32_t step = 0;       // changes read of the list
    bool word_each = false;  // 分别增长14%、下降20%
    uint32_t back = 1;
    Piece word;            // 下降
    Piece year;            // 同比
    Piece tail;            // of the last change, 案件 of 商务领域案件
    Phrase of;             // what the last change with words of its own is of
    uint32_t measure = 0;  // and its measure
  };
  // Values of what was counted before.
  struct Values {
    Piece of;           // 其中县本级分别为84件、36万元: the part that the values are of
    uint32_t back = 0;  // 上年分别为96%、95%: how many levels before each is what it is of; 0 for none
  };

  const Context& context_;
  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<TopicHit>& hits_;
  std::vector<Measure>& measures_;
  const Stripper stripper_;
  const PieceReader pieces_;
  TopicFinder topics_;
  const WordTable& words_;
  TableWords table_words_;

  Left left_;                       // of the figure that is being read
  std::vector<uint32_t> first_of_;  // by quantity: its first measure
  uint32_t anchor_ = kNoMeasure;    // last measure of the sentence that stands alone
  uint32_t anchor_of_sort_[kUnitSorts] = {kNoMeasure, kNoMeasure, kNoMeasure};
  Piece among_;                   // what the parts of a list are some of (投诉 of 投诉中噪声类36件)
  bool of_causes_ = false;        // what came of the causes that the list tells (败诉 of 败诉原因中)
  Piece review_;                  // what was done to the whole of a list of parts
  uint32_t before_ = kNoMeasure;  // the anchor that the sentence before left, in the same paragraph
  uint32_t sentence_begin_ = 0;   // first measure of the sentence
  uint32_t part_begin_ = 0;       // and of its part up to a semicolon
  Piece threshold_;               // 职工超过100人的企业有, up to the next figure, that begins at:
  uint32_t threshold_end_ = 0;    // 0 for none
  Piece goes_;                    // 清理 of 分3批清理了59件文件, for what was cleared
  Piece share_of_each_;           // 占总数 of 事故数和死亡人数分别占总数的12%、11%
  Piece act_of_each_;             // 开展 of 在线访谈、民意征集分别开展15期、21期
  bool act_leads_ = false;        // 开展在线访谈, and not 县司法局受理
  Piece rates_of_each_;  // 覆盖率 of 建成中心12个、工作站96个,覆盖率分别为100%和98%, up to the second
  Viewed viewed_;
  Items items_;
  Change change_;
  Values values_;
};

}  // namespace fazhi::extraction
