#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/measures_lexicon.h"

namespace fazhi::extraction {

// Cuts pieces of a text by the words of the lexicon. Cheap to make; keeps a view of the text, which must
// outlive it.
class Stripper {
 public:
  explicit Stripper(std::u32string_view text) : text_(text), words_(WordTable::Get()) {}

  // Without dates, adverbs and joining words at the beginning, and without what leads over to the figure at
  // the end (达到, 共计). `part` becomes true when a word at the beginning says that what follows is a part
  // (其中).
  Piece Strip(Piece piece, bool* part = nullptr) const;

  // Whether it begins by saying at what place or on what occasion (在宣传周期间, 在专项行动中): what follows
  // is no year's total.
  bool SaysOccasion(Piece piece) const {
    return !piece.empty() && (text_[piece.begin] == U'在' || text_[piece.begin] == U'于') &&
           CircumstanceLength(piece) != 0;
  }

  // Without adverbs at the end (全年 of “12345”热线全年).
  // 以乡镇政府为被申请人的案件上涨明显,共482件: without that they were more than before.
  Piece DropTrend(Piece piece) const;
  Piece StripEnd(Piece piece) const;

  // Without the verb that begins it, and adverbs before that; the whole piece when nothing else is left.
  Piece StripVerb(Piece piece) const;

  // Cut to its last words when it is longer than a measure should be: behind a list that 等 ends, or from its
  // last verb on.
  Piece Shorten(Piece piece) const;

  // Whether 等 at `at` ends a list (中等, 等次 do not).
  bool IsEtc(uint32_t at) const;

  // Without the preposition before where something was published (通过门户网站公开信息).
  Piece DropPreposition(Piece piece) const;

  // Without a long name of the bodies that did it, when what they did follows.
  Piece DropActors(Piece piece) const;

  // Without a long list of what it was done about, when what was done follows
  // (对重大决策、合同等提出审查意见).
  Piece DropMatter(Piece piece) const;

  // 审结的一审案件中行政机关败诉: what was done, without the cases that it was among.
  Piece DropCasesAmong(Piece piece) const;
  // Without the reason, when what happened follows (因材料不全退回).
  Piece DropReason(Piece piece) const;

  // What was done with titles that are listed (组织学习 of 组织学习《民法典》等法律法规); empty when no verb
  // begins the piece.
  Piece VerbOfTitles(Piece piece) const;

  // The verb that begins the piece, adverbs before it left out; empty when there is none.
  Piece LeadingVerb(Piece piece) const;

  // The verb behind who did it (审查 of 镇司法所会同法律顾问审查合同); empty when there is none, or when its
  // object cannot stand alone.
  Piece InnerVerb(Piece piece) const;

  // Whether the piece begins with what is said of the figure and not with a noun that it counts (全部办结,
  // 实现全覆盖).
  bool BeginsPredicate(Piece piece) const;

  // Whether it is said at the end what was done (行政机关负责人出庭), and not only that.
  bool EndsInVerb(Piece piece) const;

  // What is acted on: behind the verb that begins the piece, or behind the first one that follows on who did
  // it; else all.
  Piece ObjectOf(Piece piece) const;

  // Without what a second predicate adds (顺利完成执法培训并开展了 …), when the piece is long.
  Piece CutSecondClause(Piece piece) const;

  // Without a bracket at the end that only says what is meant, or what is in it (纠错率(指…),
  // 纠错(含撤销)), and is longer than what stands before it.
  Piece DropGloss(Piece piece) const;

  bool JoinsNouns(Piece rest) const;

  // 撤销、变更、确认违法等直接纠错: what the acts of the list come to, without the list.
  Piece DropActsAmong(Piece piece) const;

  // Without a list that 等 ends right before the figure (公安、教育等22个部门): the verb before the list, or
  // nothing.
  Piece DropList(Piece piece) const;

  // The word that ends the piece, when it says of which part the figure is although words of its kind are
  // dropped elsewhere (成功3103件); empty otherwise.
  Piece LastBareWord(Piece piece) const;

  // Without what says at the end that some of them are meant (49名执法人员当中, 16个分局里).
  Piece DropAmong(Piece piece) const;

  // Where the noun ends of those that the next ones are among (10件纠错案件里涉及乡镇的有4件); the end of the
  // piece when it says of none.
  uint32_t EndOfThoseAmong(Piece piece) const;

  // Without what some of them are or did, behind those that are counted (执法人员里法学专业的 …, 司法所有 …).
  Piece CutAmong(Piece piece) const;

  // Without what describes the noun that ends the piece, when it is longer than that noun
  // (以县政府为被告的行政诉讼案件).
  Piece DropAttribute(Piece piece) const;

  // Without 的 at the end.
  Piece DropOf(Piece piece) const;

  // Whether words of the wanted classes, and none of a refused one, make up the whole piece (an empty piece
  // is covered).
  bool Covered(Piece piece, uint32_t wanted, uint32_t refused = 0) const;

  // Whether the piece cannot say alone what is counted: verbs and words like 刑事, 合格, 总数, and nothing
  // solid.
  bool IsBare(Piece piece) const;

  // Whether a topic is no noun of what is counted (营商环境, 数量, 同比).
  bool IsTheme(Piece piece) const {
    return !piece.empty() && Covered(piece, kTheme | kTableWord | kBareWord | kJoin);
  }

  // Whether a noun must follow: it ends in a verb, a preposition or 的.
  bool EndsOpen(Piece piece) const;

  // Whether the piece only says what is compared with (比上年, 较2023年).
  bool IsComparison(Piece piece) const;

  // Where the first verb at or after `piece.begin + offset` begins that is no part of a noun; `piece.end`
  // when there is none.
  uint32_t FindVerb(Piece piece, uint32_t offset) const;

  // The last word in the piece that says that the figure is a change, with 同比 before it; empty when there
  // is none.
  Piece FindChange(Piece piece) const;

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  bool CutEtc(Piece& piece) const;
  uint32_t DateLength(Piece piece) const;
  uint32_t CompanyLength(Piece piece) const;
  uint32_t CircumstanceLength(Piece piece) const;
  uint32_t NumberingLength(Piece piece) const;
  uint32_t TrailingDateLength(Piece piece) const;

  const std::u32string_view text_;
  const WordTable& words_;
};

}  // namespace fazhi::extraction
