// What a figure's own words are: those left of it, without what only says of how many, where or of whom.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"

namespace fazhi::extraction {

// 在公安、教育、住建3个部门: the list names all that are counted.
bool MeasureReader::NamesAll(uint32_t i, Piece words) const {
  if (!HasRightNoun(i) || words.empty() || !IsDigit(text_[quantities_[i].begin])) return false;
  const std::u32string_view view = View(words);
  if (ContainsAnyOf(view, U"“《(")) return false;
  const auto marks = std::count(view.begin(), view.end(), U'、');
  bool joined = false;
  const uint32_t last = words.begin + static_cast<uint32_t>(marks == 0 ? 0 : view.rfind(U'、') + 1);
  for (uint32_t p = last + 1; p + 1 < words.end && !joined; ++p) {
    // 参与, 和解, 普及 join nothing.
    joined = IsAnyOf(text_[p], U"和与及") && !words_.Prefix(View({p, words.end}), kAct | kKeep | kSolid) &&
             words_.Suffix(View({words.begin, p + 1}), kAct | kKeep | kSolid).length < 2;
  }
  // 无证经营、超范围经营2户企业, 打架、斗殴2起: kinds of what they did, and not what they are called.
  if (CountsCases(UnitOf(i)) || UnitOf(i) == "户") return false;
  // 公安和住建2个部门: what 和 alone joins is named where bodies and fields are counted.
  const Piece behind = {quantities_[i].end, fragments_[i].right.end};
  const bool bodies =
      words_.Prefix(View(behind), kOrgan | kPlace) || StartsWithOneOf(View(behind), WordSet::kEachOf);
  if (marks == 0 && !bodies) return false;
  const int64_t counted = quantities_[i].quantity.value_e4() / 10000;
  return counted > 1 && counted == marks + 1 + (joined ? 1 : 0);
}

Piece MeasureReader::DropList(uint32_t i, Piece words) const {
  if (NamesAll(i, words)) {
    Piece verb = pieces_.VerbOfList(words);
    if (!verb.empty() && StartsWithOneOf(View({verb.end, words.end}), {U"到的", U"的"})) verb = {};
    return verb.empty() ? Piece{words.end, words.end} : verb;
  }
  Piece rest = stripper_.DropList(words);
  // 从优化职能、强化监督等6个方面: a list of deeds, and no verb of what is counted.
  const auto sides = View(fragments_[i].right).substr(0, 2);
  if (!words.empty() && text_[words.end - 1] == U'等' &&
      (UnitOf(i) == "方面" || sides == U"方面" || sides == U"层面" || sides == U"环节" || sides == U"维度"))
    return {words.end, words.end};
  // 县司法局抽取公安、林业等12个部门的案卷: who did it is no list.
  if (rest.empty() && !words.empty()) rest = stripper_.VerbOfTitles(words);
  if (rest.empty() && !words.empty()) rest = pieces_.VerbOfList(words);
  // 参与决策论证、合同审核等126次: the list is all that is said.
  return rest.size() < words.size() && RightOf(i).empty() ? Piece{words.begin, words.end - 1} : rest;
}

// 整顿后全县现有调委会259个, 全县有调解员86人: since when and where they are is not what there is.
Piece MeasureReader::DropWhereHad(Piece words) const {
  constexpr uint32_t kLongestLead = 8;
  constexpr uint32_t kShortest = 3;
  const uint32_t end = std::min(words.end, words.begin + kLongestLead);
  for (uint32_t p = words.begin + 2; p + kShortest < end; ++p) {
    if (text_[p] != U'后' || IsAnyOf(text_[p - 1], U"以之最前先落随会事背善")) continue;
    if (StartsWithOneOf(View({p + 1, words.end}), {U"全", U"现有", U"共有", U"现共有", U"共"})) {
      words.begin = p + 1;
      break;
    }
  }
  for (uint32_t p = words.begin + 2; p < std::min(words.end, words.begin + kLongestLead); ++p) {
    if (text_[p] != U'有' || !IsLevel(text_[p - 1])) continue;
    const Piece rest = {p + 1, words.end};
    if (rest.size() < kShortest || text_[rest.begin] == U'的' ||
        words_.Prefix(View({p, words.end}), kKeep | kAct | kSolid).length > 1)
      break;
    return rest;
  }
  return words;
}

// 由律师、公证员组成的服务团12个: who is in them is not what they are.
Piece MeasureReader::DropMakers(Piece words, Piece& verb) const {
  constexpr std::u32string_view kMadeUp = U"组成";
  // 由各村组成的片区: the preposition is gone already.
  if (words.begin > 0 && text_[words.begin - 1] == U'由' && !words.empty()) --words.begin;
  const size_t by = View(words).find(U'由');
  const size_t made = by == std::u32string_view::npos ? by : View(words).find(kMadeUp, by + 2);
  const Piece given = by == 0 ? Piece{words.begin + 1, words.end} : words;
  if (made == std::u32string_view::npos || ContainsAnyOf(View(words).substr(by, made - by), U",;:"))
    return given;
  const Piece before = {words.begin, words.begin + static_cast<uint32_t>(by)};
  Piece rest = {words.begin + static_cast<uint32_t>(made + kMadeUp.size()), words.end};
  if (!rest.empty() && text_[rest.begin] == U'的') ++rest.begin;
  if (rest.empty()) return before;
  if (rest.size() < 2) return given;
  verb = stripper_.LeadingVerb(before);
  return rest;
}

// 因证据不足被纠错的39件: without why it was, unless what happened is known.
Piece MeasureReader::DropReasonUnlessTold(Piece words) const {
  const Piece rest = stripper_.DropReason(words);
  if (rest.begin == words.begin || rest.size() > 3 || rest.end >= text_.size() || text_[rest.end] != U'的' ||
      measures_.size() <= sentence_begin_)
    return rest;
  // 94件纠错案件中,因证据不足被纠错的39件: why tells them apart.
  auto act = View(rest);
  if (StartsWith(act, U"被")) act.remove_prefix(1);
  return act.size() >= 2 && Contains(View(measures_.back().own), act) ? words : rest;
}

// The words without what leads up to what is counted.
Piece MeasureReader::DropLead(uint32_t i, Piece words) const {
  if (UnitOf(i) != "%") words = DropWhereHad(words);
  // 窗口由18个整合为9个: how it came to be as many.
  if (i > 0 && fragments_[i].attached && quantities_[i - 1].status == v1::STATUS_PRIOR &&
      UnitOf(i - 1) == UnitOf(i) && !HasRightNoun(i) &&
      IsOneOf(View(words), {U"整合", U"撤并", U"归并", U"合并"}))
    return {words.end, words.end};
  // 连同上年结转的12件: with what it was dealt with is not what it is.
  constexpr std::u32string_view kWith = U"连同";
  if (StartsWith(View(words), kWith) && words.size() > kWith.size() + 2)
    words.begin += static_cast<uint32_t>(kWith.size());
  // 较少的是城南区(12件): what there are so many of.
  constexpr uint32_t kThoseThat = 4;  // 较少的是
  if (words.size() >= kThoseThat + 2 && IsAnyOf(text_[words.begin], U"较最") &&
      View({words.begin + 2, words.begin + kThoseThat}) == U"的是")
    words.begin += kThoseThat;
  return words;
}

// The words without what leads over to how many there are.
Piece MeasureReader::DropEnd(uint32_t i, Piece words) const {
  if (quantities_[i].status == v1::STATUS_PRIOR) words = pieces_.BeforeComparison(words);
  // 追回基金上亿元: how many, and not what.
  if (words.size() > 2 && text_[words.end - 1] == U'上' && IsAnyOf(text_[words.end], U"十百千万亿"))
    --words.end;
  // 受理诉求82件,按期办结的占98.9%: of what was counted before, as 按期办结 alone would be.
  constexpr std::u32string_view kThoseAre = U"的占";
  if (UnitOf(i) == "%" && anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) != "%" &&
      words.size() > 2 + kThoseAre.size() && EndsWith(View(words), kThoseAre))
    words.end -= static_cast<uint32_t>(kThoseAre.size());
  // 涉税案件占95件, 涉税案件占了95件
  constexpr std::u32string_view kMade = U"占了";
  if (CountsCases(UnitOf(i)) && words.size() > 3 && EndsWith(View(words), kMade)) --words.end;
  if (CountsCases(UnitOf(i)) && words.size() > 3 && text_[words.end - 1] == U'占' &&
      text_[words.end - 2] != U'的' && text_[words.end - 2] != U'独')
    --words.end;
  return words;
}

// 3年以上从业经历的律师12名: the time that was cut off is part of what they have.
Piece MeasureReader::TakeBackTime(Piece words) const {
  constexpr uint32_t kLongest = 3;
  if (!StartsWithOneOf(View(words), {U"以上", U"以下", U"以内"}) || words.begin < 2 ||
      !IsAnyOf(text_[words.begin - 1], U"年月天日岁"))
    return words;
  uint32_t begin = words.begin - 1;
  while (begin > 0 && words.begin - begin <= kLongest &&
         (IsDigit(text_[begin - 1]) || IsHanOrdinal(text_[begin - 1])))
    --begin;
  if (begin + 1 < words.begin) words.begin = begin;
  return words;
}

Piece MeasureReader::OwnWords(uint32_t i, bool* part) const {
  const Piece words = DropReasonUnlessTold(DropList(i, TakeBackTime(stripper_.Strip(left_.words, part))));
  return TakeLimit(i, DropEnd(i, DropLead(i, DropThoseBefore(i, DropDone(words)))));
}

// 复议案件60日内审结率100%: within what time is part of the rate's name, and so is what stands before it.
Piece MeasureReader::TakeLimit(uint32_t i, Piece words) const {
  if (UnitOf(i) != "%" || i == 0 || !fragments_[i].attached || words.empty() ||
      words.begin != quantities_[i - 1].end || !CountsTime(UnitOf(i - 1)) ||
      text_[words.begin - 1] != U'内' || !pieces_.EndsWithRate(words))
    return words;
  const Piece before = fragments_[i - 1].left;
  const Piece said = fragments_[i - 1].attached ? Piece() : stripper_.Strip(before);
  words.begin = said.size() <= 2 || said.end != before.end ? quantities_[i - 1].begin : said.begin;
  return words;
}

// 实现供水管网全覆盖、自来水普及率98%; 新线建成通车、客运量增长12%: what was told in full before.
Piece MeasureReader::DropDone(Piece words) const {
  constexpr uint32_t kShortest = 6;  // 开工、竣工: a list
  constexpr uint32_t kShortestNoun = 3;
  const size_t mark = View(words).rfind(U'、');
  if (mark == std::u32string_view::npos || mark < kShortest || words.size() < mark + 1 + kShortestNoun ||
      !EndsWithOneOf(View(words).substr(0, mark), {U"全覆盖", U"投产", U"通车", U"发布", U"全面完工"}))
    return words;
  return {words.begin + static_cast<uint32_t>(mark) + 1, words.end};
}

// 15个司法所中一人所4个: those that the figure right before counts.
Piece MeasureReader::DropThoseBefore(uint32_t i, Piece words) const {
  constexpr size_t kShortest = 2;
  if (measures_.empty() || measures_.back().quantity + 1 != i) return words;
  const auto noun = View(measures_.back().own);
  if (noun.size() < kShortest || words.size() <= noun.size() + kShortest || !StartsWith(View(words), noun) ||
      text_[words.begin + noun.size()] != U'中')
    return words;
  return {words.begin + static_cast<uint32_t>(noun.size()) + 1, words.end};
}

// 终止258件,终止案件中经调解撤回的231件: some of those that a figure shortly before counts, called by what it
// says of them.
bool MeasureReader::DropThoseCounted(uint32_t i, Piece& words) const {
  constexpr size_t kLongest = 12;
  constexpr size_t kShortest = 2;
  constexpr uint32_t kReach = 8;
  const size_t at = View(words).find(U'中');
  if (at == std::u32string_view::npos || at > kLongest || fragments_[i].attached) return false;
  // 终止案件中有31件经调解结案: what is said of them stands behind.
  const bool behind = at + 1 == words.size() && !fragments_[i].right.empty();
  if (!behind && (at + 1 + kShortest > words.size() || IsAnyOf(text_[words.begin + at + 1], U"心央队")))
    return false;
  auto stem = View(words).substr(0, at);
  const uint32_t noun = words_.Suffix(stem, kMatter).length;
  stem.remove_suffix(noun);
  if (EndsWith(stem, U"的")) stem.remove_suffix(1);
  // 一审案件中开庭11件: a kind of them is their name.
  if (noun == 0 || stem.size() < kShortest || !words_.Suffix(stem, kAct | kOutcome)) return false;
  const auto size = static_cast<uint32_t>(measures_.size());
  const uint32_t nearest = size > kReach ? size - kReach : 0;
  for (uint32_t m = size, floor = behind ? nearest : std::max(sentence_begin_, nearest); m > floor; --m) {
    const Measure& before = measures_[m - 1];
    if (UnitOf(before.quantity) != UnitOf(i) || !Contains(View(before.own), stem)) continue;
    words.begin += static_cast<uint32_t>(at) + 1;
    return true;
  }
  return false;
}

}  // namespace fazhi::extraction
