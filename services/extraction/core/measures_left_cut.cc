// Which of the words before a figure are its own, and not the last one's, and what is cut from them.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

MeasureReader::Left MeasureReader::LeftOf(uint32_t i) const {
  const Fragment& fragment = fragments_[i];
  Piece piece = fragment.left;
  // 包括市法律援助中心在内共计11个法律援助中心: one of them that is named is no noun.
  constexpr std::u32string_view kAmong = U"在内";
  const size_t among = View(piece).find(kAmong);
  if (among != std::u32string_view::npos && HasRightNoun(i) &&
      ContainsOneOf(View(piece).substr(0, among), {U"包括", U"含"}))
    piece.begin += static_cast<uint32_t>(among + kAmong.size());
  // 细化9大类、25项任务: the verb before the classes is of those in them too.
  const bool of_classes = fragment.attached && CountsClasses(UnitOf(i - 1)) && HasRightNoun(i);
  // 市县两级12万人, 完善镇村两级制度11项: how many levels is no figure of its own.
  if (fragment.attached && quantities_[i - 1].grey && UnitOf(i - 1) == "级" && !HasRightNoun(i) &&
      !ContainsAnyOf(View(piece), U"、,;") &&
      (piece.empty() || stripper_.Strip(fragments_[i - 1].left).empty() ||
       !stripper_.LeadingVerb(stripper_.Strip(fragments_[i - 1].left)).empty()))
    return {{fragments_[i - 1].left.begin, piece.end}, false};
  if (!fragment.attached || piece.empty()) return {piece, of_classes};
  // 9卷不合格案卷中6卷错在送达: they are told of by the figure before, and what is behind 中 by the noun
  // right.
  if (HasRightNoun(i) && IsAnyOf(text_[piece.end - 1], U"里中") &&
      words_.Suffix(View({piece.begin, piece.end - 1}), kMatter))
    return {{piece.end, piece.end}, false};
  // 5卷不合格案卷中乡镇占4卷: what those are that the figure before counts is none of its words.
  if (const uint32_t among = stripper_.EndOfThoseAmong(piece);
      among != piece.end && text_[piece.end - 1] != U'有')
    return {{among + 1, piece.end}, false};
  if (const Piece rate = RateBehind(i, piece); !rate.empty()) return {rate, false};
  if (const Piece done = DoneByPeopleOf(i - 1); !done.empty()) return {done, false};
  if (pieces_.BeginsWithJoin(piece)) return {piece, of_classes && stripper_.Strip(piece).empty()};
  // 涉企案件53件占受理案件的21.7%: what it is a share of.
  if (UnitOf(i) == "%" && text_[piece.begin] == U'占') return {piece, false};
  if (const Piece own = pieces_.AfterJoin(piece); !own.empty()) return {own, false};
  // 分3批取消和下放审批事项86项: what was done in so many lots is all of it.
  const auto lots = UnitOf(i - 1);
  if ((lots == "批" || lots == "批次") && UnitOf(i) == "项" && !HasRightNoun(i) &&
      stripper_.FindVerb(piece, 0) == piece.begin)
    return {piece, false};
  if (const Piece own = AfterSame(i, piece); !own.empty()) return {own, false};
  if (pieces_.EndsList(piece)) return {{piece.end, piece.end}, true};
  // 权力清单涉及32个部门4216项: the bodies are the figure's before, and the words before them of both.
  if (!HasRightNoun(i) && words_.Suffix(View(piece), kOrgan).length == piece.size() &&
      UnitOf(i) != UnitOf(i - 1) && UnitOf(i) != "%" && !fragments_[i - 1].left.empty())
    return {fragments_[i - 1].left, false};
  if (const Piece thing = pieces_.ThingOfBodies(piece); !thing.empty()) return {thing, false};
  // 9个断面水质优良率为88.9%: 为 begins no predicate.
  const Piece rate = {piece.begin, piece.end - (EndsWith(View(piece), U"为") ? 1 : 0)};
  if (UnitOf(i) == "%" && rate.end < piece.end && stripper_.FindVerb(rate, 0) == rate.end &&
      (pieces_.EndsWithRate(rate) || EndsWith(View(rate), U"比例")))
    return {rate, false};
  if (const Piece own = AfterTurn(i, piece); !own.empty()) return {own, false};
  if (const Piece own = pieces_.AfterList(piece, HasRightNoun(i)); !own.empty()) return {own, false};
  // 14个乡镇合格率均在80%以上, 14个乡镇得分均在80分以上
  if (const Piece said = stripper_.Strip(piece); (UnitOf(i) == "%" && pieces_.EndsWithRate(said)) ||
                                                 (UnitOf(i) == "分" && EndsWith(View(said), U"得分")))
    return {piece, false};
  // 安排380万元改造提升8个司法所: what the money is for is what was done with those behind it.
  if (PaysForNext(i - 1, piece)) return {piece, false};
  uint32_t verb = stripper_.FindVerb(piece, 0);
  // 处罚、许可、强制三类执法决定法制审核1213件: the list is no figure, and what stands behind it is all said.
  if (quantities_[i - 1].grey && UnitOf(i - 1) == "类" && !HasRightNoun(i) && stripper_.EndsInVerb(piece) &&
      verb > piece.begin + 2)
    return {piece, false};
  // 取消下放了599项: both were done.
  const uint32_t first = words_.Prefix(View(piece), kAct).length;
  const bool both = verb == piece.begin && first >= 2 && first < piece.size() &&
                    stripper_.Covered({piece.begin + first, piece.end}, kAct | kTrail);
  if (verb == piece.begin && !both) verb = stripper_.FindVerb(piece, 1);
  // 审批事项办理时限压缩60%: what was cut is said with it.
  if (UnitOf(i) == "%" && stripper_.Covered({verb, piece.end}, kChangeWord | kAct) &&
      verb > piece.begin + 2 &&
      EndsWithOneOf(View({piece.begin, verb}), {U"时限", U"材料", U"环节", U"时间"}))
    return {piece, false};
  if (verb < piece.end) return {{verb, piece.end}, false};
  if (HasRightNoun(i)) return {{piece.end, piece.end}, true};
  return {piece, false};
}

// 216人取得执法证、通过率88%: the rate is the next figure's.
Piece MeasureReader::RateBehind(uint32_t next, Piece piece) const {
  const size_t mark = UnitOf(next) == "%" && pieces_.EndsWithRate(piece) ? View(piece).rfind(U'、')
                                                                         : std::u32string_view::npos;
  if (mark == std::u32string_view::npos) return {};
  const uint32_t end = piece.begin + static_cast<uint32_t>(mark);
  // 1件评价为满意、满意率99.9%
  const bool judged = StartsWithOneOf(View(piece), {U"评价为", U"评价", U"表示", U"反馈"});
  return (judged || stripper_.FindVerb({piece.begin, end}, 0) == piece.begin) && end > piece.begin + 2
             ? Piece{end + 1, piece.end}
             : Piece();
}

Piece MeasureReader::AfterTurn(uint32_t i, Piece piece) const {
  const std::u32string_view words = View(piece);
  const size_t list = words.rfind(U'、');
  if (list == words.npos || list < 2 || list + 3 > words.size() || HasRightNoun(i) ||
      ContainsAnyOf(words, U"的“《(") || stripper_.FindVerb(piece, 0) < piece.end)
    return {};
  const auto mark = piece.begin + static_cast<uint32_t>(list);
  const bool people = CountsPeople(UnitOf(i - 1));
  if (people == CountsPeople(UnitOf(i)) || quantities_[i - 1].grey) return {};
  const Word noun = words_.Suffix(View({piece.begin, mark}), people ? kPerson : kOrgan | kTail);
  return noun ? Piece{mark + 1, piece.end} : Piece();
}

Piece MeasureReader::AfterSame(uint32_t i, Piece piece) const {
  constexpr uint32_t kShortest = 2;
  const size_t list = View(piece).find(U'、');
  if (list == std::u32string_view::npos || list < kShortest || list + kShortest >= piece.size()) return {};
  const Piece noun = {piece.begin, piece.begin + static_cast<uint32_t>(list)};
  const bool same = StartsWith(View(fragments_[i].right), View(noun)) && UnitOf(i) == UnitOf(i - 1);
  return same ? Piece{noun.end + 1, piece.end} : Piece();
}

// The words of figure i without what they say besides; `full` is as they stand in the text.
Piece MeasureReader::ShortenLeft(uint32_t i, Piece full) {
  Piece words = stripper_.DropPreposition(SplitAmong(i, full));
  // 对上述申请,予以受理97件: as 受理 would be.
  constexpr std::u32string_view kGrant = U"予以";
  if (StartsWith(View(words), kGrant) && words.size() > kGrant.size() + 1) {
    const Piece granted = {words.begin + static_cast<uint32_t>(kGrant.size()), words.end};
    if (stripper_.Covered({granted.begin, granted.end - EndLength(View(granted), {U"率"})}, kAct))
      words = granted;
  }
  // 撤销13件、变更2件,以上直接纠错共15件: those that were told are not what. 以上案件 says no more.
  constexpr std::u32string_view kAbove = U"以上";
  if (StartsWith(View(words), kAbove) && words.size() >= kAbove.size() + 2 &&
      !words_.Suffix(View(words), kMatter) &&
      (words.begin == 0 || IsAnyOf(text_[words.begin - 1], U",;。\n")))
    words.begin += static_cast<uint32_t>(kAbove.size());
  // 全市全年审结294件: nor are where and when.
  constexpr uint32_t kWhere = 2;
  if (StartsWithOneOf(View(words), {U"全省全年", U"全市全年", U"全州全年", U"全县全年", U"全区全年"}) &&
      words.size() > 2 * kWhere)
    words.begin += 2 * kWhere;
  // 我主持召开会议6次: who speaks is not what.
  if (words.size() > 4 && StartsWithOneOf(View(words), {U"我主持", U"我召开"})) ++words.begin;
  // 推动负责人出庭应诉率达到100%: nor is that it is to come about.
  constexpr uint32_t kPush = 2;
  if (UnitOf(i) == "%" && words.size() > 4 + kPush && text_[words.end - 1] == U'率' &&
      IsOneOf(View({words.begin, words.begin + kPush}), {U"推动", U"推进", U"确保", U"力争", U"促进"}))
    words.begin += kPush;
  // 青柳街道2024年学法考试参考率: whose and of when.
  if (const Piece year = pieces_.YearIn(words);
      year.begin > words.begin && year.end + 2 <= words.end &&
      stripper_.FindVerb({words.begin, year.begin}, 0) == year.begin)
    words.begin = year.end;
  // 全省法院新收一审行政案件数占全国总数的8%: what has the share is no longer than it need be.
  const size_t share = UnitOf(i) == "%" ? View(words).find(U'占') : std::u32string_view::npos;
  const bool of_named = share != std::u32string_view::npos && share >= 4 && share + 2 < words.size();
  const Piece sharer = {words.begin, words.begin + static_cast<uint32_t>(of_named ? share : 0)};
  words = of_named ? Piece{stripper_.Shorten(sharer).begin, words.end}
                   : stripper_.DropActors(stripper_.Shorten(stripper_.DropCasesAmong(words)));
  // 为消费者挽回损失203万元: they lost it.
  size_t saved = View(words).find(U"挽回");
  for (const std::u32string_view act : {U"节约", U"节省", U"追回", U"追讨", U"讨回"})
    saved = std::min(saved, View(words).find(act));
  if (saved != std::u32string_view::npos && saved >= 2 && words.begin > fragments_[i].left.begin &&
      IsAnyOf(text_[words.begin - 1], U"为替"))
    --words.begin;
  return words;
}

// The verb of words that were shortened and have none any more.
Piece MeasureReader::VerbLeftOut(Piece full, Piece words) const {
  if (words.begin <= full.begin) return {};
  Piece verb;
  // 调解婚姻家庭、邻里、土地等各类纠纷: the list is left out, not the verb.
  if (EndsWithOneOf(View({full.begin, words.begin}), {U"等", U"等方面"})) {
    verb = stripper_.VerbOfTitles(full);
    if (verb.empty()) verb = pieces_.VerbOfList(full);
    if (verb.empty()) verb = stripper_.LeadingVerb(full);
  }
  // 审核拟以县政府名义印发的规范性文件: what describes it is left out, not the verb.
  if (verb.empty() && text_[words.begin - 1] == U'的') {
    uint32_t act = stripper_.FindVerb(full, 0);
    // 通过网站公开年内制定的规范性文件: by what it was done is no deed.
    if (StartsWith(View({act, full.end}), U"通过")) act = stripper_.FindVerb(full, act + 2 - full.begin);
    const Word word = words_.Prefix(View({act, words.begin - 1}), kAct);
    if (word.length >= 2) verb = {act, act + word.length};
  }
  return verb;
}

}  // namespace fazhi::extraction
