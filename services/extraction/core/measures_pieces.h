#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_strip.h"

namespace fazhi::extraction {

// Measures that share one figure, or figures that share one list of measures: more are not told apart.
inline constexpr uint32_t kMaxItems = 6;

// A head longer than this is cut down to what it ends with.
inline constexpr uint32_t kLongestHead = 16;

// What a piece of the text says by its words alone, whatever figure it stands by: questions in
// measures_pieces.cc, parts of it in measures_pieces_cut.cc. Keeps references to all it is made of.
// Immutable; thread-safe.
class PieceReader {
 public:
  PieceReader(std::u32string_view text, const Stripper& stripper)
      : text_(text), stripper_(stripper), words_(WordTable::Get()) {}

  // Whether a joining word begins the piece, and not a longer word that begins like one (及时, 和解).
  bool BeginsWithJoin(Piece piece) const {
    return (words_.Prefix(View(piece), kJoin | kLead | kAct | kBareWord | kKeep).classes & kJoin) != 0;
  }
  // Whether a verb that names things too begins the piece, and makes no noun of what stands behind it
  // (规范性文件, 评估机构).
  bool BeginsWithPredicate(Piece piece) const {
    const uint32_t length = words_.Prefix(View(piece), kPredicate).length;
    const Piece behind = {piece.begin + length, piece.end};
    return length != 0 && !words_.Prefix(View(behind), kTail) &&
           (behind.empty() || text_[behind.begin] != U'性');
  }
  bool EndsList(Piece piece) const;
  // Whether the words end with the name of a body, of people or of a place.
  bool EndsWithWho(Piece piece) const;
  bool EndsWithRate(Piece piece) const { return !piece.empty() && text_[piece.end - 1] == U'率'; }
  bool LeavesOut(Piece words) const { return View(words) == U"除" || View(words) == U"除了"; }
  // Nouns that stand behind the thing that they are of: 受理法律援助案件, 收到行政复议申请.
  bool IsPlainObject(Piece piece) const;
  // Nouns for what comes of an act, and is acted on next: 查出问题, 提出意见.
  bool IsFinding(Piece piece) const;
  // 调解矛盾纠纷1200件: what was mediated is no outcome of what stands before.
  bool IsDispute(Piece piece) const;
  // Verbs whose object is who or what did what follows (出动执法人员).
  bool IsSentOut(Piece verb) const;
  // Whether a case can be filed (立案) on what the piece names.
  bool MayBeFiled(Piece piece) const;
  // 覆盖群众, 惠及学生: whom what was held reached.
  bool IsReach(Piece piece) const;
  // The same, or 覆盖 alone.
  bool SaysReach(Piece piece) const;
  // What is said of a thing and stands behind it: 避难场所总面积, 避难场所可容纳.
  bool SaysHowMuch(Piece piece) const;
  // 都是地界问题, 已发回整改: what is said of what stands before.
  bool SaysOn(Piece piece) const;
  // Of the words at its beginning that say only that it was all of them (均已, 全部); 0 for none.
  uint32_t AllLength(Piece piece) const;
  // 2024年, 2024年度 inside the piece, and not in a title or quotation marks; empty where there is none.
  Piece YearIn(Piece piece) const;
  // 县政府法律顾问8名全程参与 …, 12名律师每周到社区坐班: what people do as a rule is not what they are
  // counted by.
  bool IsHabit(Piece piece) const;
  // 完成年度任务的116%
  bool IsOfPlan(Piece words) const;
  // 下辖9个行政村, 全县设有216个村
  bool HoldsPlaces(Piece left) const;
  // 执法人员 of 执法人员的信息录入平台: those whose data went there; all of the piece where it says no such
  // thing.
  Piece BeforeData(Piece piece) const;
  // Whether a topic that ends there is the name of who did it (市场监管部门完成抽检160批次).
  bool NamesBody(uint32_t end) const;

  // What is counted of bodies that the figure before counts (案卷 of 抽查26个单位的案卷130宗); empty when it
  // is no such thing.
  Piece ThingOfBodies(Piece piece) const;
  // The same without 的: 案卷 of 抽查26个单位案卷130宗.
  Piece FilesOfBodies(Piece piece) const;
  // Where the bodies end that a thing is of.
  uint32_t EndOfBodies(Piece thing) const { return thing.begin - (text_[thing.begin - 1] == U'的' ? 1 : 0); }
  // The words behind the last 、 between two figures that are the second one's: a verb
  // (参加学法考试、合格4847名), or one with its noun where that stands not behind the figure.
  Piece AfterList(Piece piece, bool noun_behind) const;
  // 涉及海关工作的 of 6项任务和涉及海关工作的114项举措: the description, which ends in 的, behind the word
  // that joins.
  Piece AfterJoin(Piece piece) const;
  // A long predicate without where something went (全部划转到审批局直接实施).
  Piece CutWhereTo(Piece predicate) const;
  // The clause that the stop at `stop` ends, not before `floor`.
  Piece ClauseEndingAt(uint32_t stop, uint32_t floor) const;
  Piece HeadOfLeft(Piece words) const;
  // 在岗执法人员 of 镇综合行政执法队在岗执法人员.
  Piece WithoutTheirBody(Piece people) const;
  // What was dealt with, where the verb stands behind it (数字城管 of 数字城管立案); empty where that is who
  // acted.
  Piece MatterOf(Piece piece) const;
  // The verb before a list of objects (调解 of 调解组织调解婚姻家庭、邻里); empty when the list is of verbs.
  Piece VerbOfList(Piece piece) const;
  // 示范村 of 省级示范村
  Piece WithoutLevel(Piece piece) const;
  uint32_t SplitItems(Piece words, Piece (&items)[kMaxItems]) const;
  // 行政复议申请受理率、办结率: what the first of the rates is of.
  Piece OfRate(Piece rate) const;
  // 粮食、油料、蔬菜产量: what there is so much of is said of the last alone.
  Piece AmountTail(const Piece (&items)[kMaxItems], uint32_t n) const;
  // 城市、农村污水处理率: a rate of all of them, which have names of one length; empty at the end otherwise.
  Piece RateOfNames(const Piece (&items)[kMaxItems], uint32_t n) const;
  // 来信、来访、来电案件数: names of one length, and what of all of them is counted.
  Piece CountedAlike(const Piece (&items)[kMaxItems], uint32_t n) const;
  // 查获数比上年同期查获的75起, 销售面积较2021年同期下降42%: what is held against is of the same.
  Piece BeforeComparison(Piece words) const;
  // What those who are counted did something about, or by what (镇长就法治建设情况作了述法); empty when
  // nothing says.
  Piece AsideOf(Piece piece) const;
  // 文件 of 文件逐一过筛, 逐件过筛文件.
  Piece DropSifting(Piece piece) const;
  // 商店 of 对43家商店依法进行查处
  Piece WithoutHow(Piece noun) const;
  // 规范性文件 of 对规范性文件: without the word before what something was done to, where it is one and no
  // part of a longer word (对外, 将来, 把握).
  Piece DropObjectMark(Piece piece) const;
  // 较上月办件增加263件: what changed stands behind what it is held against.
  Piece BehindComparison(Piece words) const;

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  Piece WithoutDoer(Piece head) const;
  Piece WithoutNumber(Piece head) const;
  Piece FilesIn(Piece head) const;
  uint32_t EndOfThingGoneOver(Piece piece) const;

  const std::u32string_view text_;
  const Stripper& stripper_;
  const WordTable& words_;
};

}  // namespace fazhi::extraction
