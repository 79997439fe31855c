// Measures of differences: 同比增长41%, 分别下降5.2%、7.9%.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

Piece MeasureReader::ChangedInClauseBefore(uint32_t i) const {
  constexpr uint32_t kLongest = 40;
  const uint32_t end = fragments_[i].left.begin;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  if (fragments_[i].attached || end <= sentence + 1 || text_[end - 1] != U',') return {};
  Piece clause = pieces_.ClauseEndingAt(end - 1, sentence);
  // 死亡人数、经济损失与近五年均值相比,分别下降12%、8%
  if (EndsWith(View(clause), U"相比")) {
    const size_t held = View(clause).find_last_of(U"与同较");
    if (held == std::u32string_view::npos || (i > 0 && quantities_[i - 1].end > clause.begin)) return {};
    clause.end = clause.begin + static_cast<uint32_t>(held);
  } else if (measures_.size() != MeasureFloor()) {
    return {};
  }
  if (const Piece change = stripper_.FindChange(clause); change.end == clause.end) clause.end = change.begin;
  clause.end -= EndLength(View(clause), WordSet::kNotably);
  clause = stripper_.Strip(clause);
  const bool noun = clause.size() >= 4 && clause.size() <= kLongest && !stripper_.IsBare(clause) &&
                    stripper_.LeadingVerb(clause).empty();
  return noun ? clause : Piece();
}

Piece MeasureReader::OwnOfChange(uint32_t i, Piece left, Piece change) const {
  Piece words = stripper_.Strip({left.begin, std::min(left.end, change.empty() ? left.end : change.begin)});
  // 比去年同期(356)增长2%: how many there were then.
  if (!words.empty() && text_[words.end - 1] == U')') {
    const size_t open = View(words).rfind(U'(');
    if (open != std::u32string_view::npos) words.end = words.begin + static_cast<uint32_t>(open);
  }
  words = pieces_.BehindComparison(pieces_.BeforeComparison(words));
  if (stripper_.IsComparison(words) || stripper_.Covered(words, kChangeWord | kLead | kTrail | kJoin))
    words.end = words.begin;
  // 在上年度已下降6%的基础上再下降1%
  if (IsOneOf(View(words), WordSet::kHeldAgainst)) words.end = words.begin;
  // 比上年增加执法人员12名
  if (words.empty() && change.size() >= 2 && change.end + 2 <= left.end)
    words = stripper_.Strip({change.end, left.end});
  if (words.empty()) words = NounBeforeBracket(i);
  return words.empty() ? ChangedInClauseBefore(i) : words;
}

void MeasureReader::ReadListedChange(uint32_t i) {
  Measure& measure = Add(i);
  // 一般公共预算收入和支出分别增长4%、9%: what both are of is said with the first.
  const bool of_kind = EndsWithOneOf(View(items_.items[0]), WordSet::kOfAmounts);
  if (of_kind && items_.items[items_.next].size() == 2 && items_.items[0].size() >= 5)
    measure.phrase.Append(Piece{items_.items[0].begin, items_.items[0].end - 2});
  measure.phrase.Append(items_.items[items_.next++]);
  if (items_.next < items_.size || items_.tail_of_all) measure.phrase.Append(items_.tail);
  measure.phrase.Append(change_.year);
  measure.phrase.Append(change_.word);
  ++change_.step;
}

void MeasureReader::ReadChangeOf(uint32_t i, Piece words, Piece change) {
  Piece items[kMaxItems];
  // 甲、乙两市收案数分别增长7%、6%: the grey figure ends the list.
  const bool listed_before = i > 0 && fragments_[i].attached && quantities_[i - 1].grey &&
                             quantities_[i - 1].end == words.begin &&
                             quantities_[i - 1].sentence == quantities_[i].sentence;
  uint32_t n = listed_before ? pieces_.SplitItems(stripper_.Strip(fragments_[i - 1].left), items) : 0;
  const Piece tail = n > 1 ? words : Piece();
  if (n <= 1) n = pieces_.SplitItems(words, items);
  change_.year = {};
  if (n > 1 && Followers(i) + 1 == n) {
    if (tail.empty() && items[n - 1].size() > 3 && EndsWithOneOf(View(items[n - 1]), {U"同比", U"环比"})) {
      change_.year = {items[n - 1].end - 2, items[n - 1].end};
      items[n - 1].end -= 2;
    }
    BeginItems(items, n);
    items_.tail = tail.empty() ? pieces_.AmountTail(items, n) : tail;
    items_.tail_of_all = !tail.empty();
    items_.of_one = false;
    change_.step = 1;
    words = items[0];
  }
  const Piece told = TailOfChange(words);
  Measure& measure = Add(i);
  measure.own = words;
  if (stripper_.IsBare(words)) {
    CarryOver(i, words, stripper_.LeadingVerb(words), measure);
  } else {
    measure.phrase.Append(words);
    measure.head = pieces_.HeadOfLeft(words);
  }
  if (change_.step == 1 && items_.size > 1) measure.phrase.Append(items_.tail);
  measure.phrase.Append(told);
  change_.tail = told;
  change_.of = measure.phrase;
  change_.measure = static_cast<uint32_t>(measures_.size() - 1);
  measure.phrase.Append(change_.year);
  measure.phrase.Append(change);
  change_.word = change;
}

bool MeasureReader::ReadChangeOfSame(uint32_t i, Piece around, Piece change) {
  const auto n = static_cast<uint32_t>(measures_.size());
  if (n <= MeasureFloor() || change_.of.empty() || change_.measure != n - 1) return false;
  // 案件总量同比减少38起,下降21%: the same is meant. 城乡居民收入分别增长4.4%、7.1%: so it is.
  const bool wordless = change.empty() && fragments_[i].attached;
  if (!wordless && UnitOf(i) == UnitOf(i - 1)) return false;
  Measure& measure = Add(i);
  measure.phrase = change_.of;
  change_.measure = n;
  if (wordless) {
    measure.phrase.Append(change_.word);
    return true;
  }
  AppendChange(around, change, measure.phrase);
  change_.word = change;
  return true;
}

uint32_t MeasureReader::ChangedLevel(uint32_t i, uint32_t back) const {
  const bool share = UnitOf(i) == "%" || UnitOf(i) == "个百分点";
  uint32_t base = LevelBack(i, back);
  // 产值16亿元,居全市第一,同比增长18%: no place grew.
  if (base != kNoMeasure && quantities_[measures_[base].quantity].kind == v1::KIND_RANK && share)
    base = LevelBack(i, back + 1);
  // 受理21件,占总数的35.6%,较上年下降27.6%: the cases fell, their share would by points.
  if (base != kNoMeasure && UnitOf(i) == "%" && UnitOf(measures_[base].quantity) == "%" && back == 1 &&
      measures_[base].base == base - 1 && !measures_[base].own.empty() &&
      text_[measures_[base].own.begin] == U'占')
    base = measures_[base].base;
  // 发生事故10起,死亡25人,同比增加5起: so many more accidents.
  if (base != kNoMeasure && back == 1 && !share && UnitOf(measures_[base].quantity) != UnitOf(i)) {
    const uint32_t same = LevelBack(i, 2);
    if (same != kNoMeasure && UnitOf(measures_[same].quantity) == UnitOf(i) &&
        quantities_[measures_[same].quantity].sentence == quantities_[i].sentence)
      base = same;
  }
  return base;
}

void MeasureReader::ReadChange(uint32_t i) {
  const Fragment& fragment = fragments_[i];
  Piece left = fragment.left;
  // 与上月相比批次、人次分别上升: what is held against stands before what changed.
  if (!left.empty() && IsAnyOf(text_[left.begin], U"与同和较")) {
    const size_t held = View(left).find(U"相比");
    if (held != std::u32string_view::npos) left.begin += static_cast<uint32_t>(held) + 2;
  }
  const Piece around = {left.begin, quantities_[i].begin};
  Piece change = stripper_.FindChange(around);
  const Piece words = OwnOfChange(i, left, change);
  const bool respectively = SaysRespectively(View(around));
  const bool listed = change_.step > 0 && fragment.attached && words.empty() && change.empty();
  // 分别增长14.3%、下降20.8%: each with a word of its own.
  const bool own_word = change_.step > 0 && change_.word_each && FollowsWithWord(i);
  if (!listed && !own_word) change_.step = 0;
  if (items_.next < items_.size && listed) {
    ReadListedChange(i);
    return;
  }
  if (!words.empty()) {
    ReadChangeOf(i, words, change);
    return;
  }
  if (!respectively && !listed && ReadChangeOfSame(i, around, change)) return;
  uint32_t back = 1;
  if (respectively) {
    back = 1 + Followers(i);
    change_.word_each = back == 1 && i + 1 < quantities_.size() && FollowsWithWord(i + 1);
    if (change_.word_each) back = 2;
    change_.step = 1;
    change_.back = back;
    const size_t year = std::min(View(around).find(U"同比"), View(around).find(U"环比"));
    const uint32_t begin = around.begin + static_cast<uint32_t>(year == std::u32string_view::npos ? 0 : year);
    change_.year = year == std::u32string_view::npos ? Piece() : Piece{begin, begin + 2};
  } else if (own_word || listed) {
    back = change_.back > change_.step ? change_.back - change_.step : 1;
    ++change_.step;
    if (!own_word) change = change_.word;
  }
  if (!change.empty()) change_.word = change;
  const uint32_t base = ChangedLevel(i, back);
  Measure& measure = Add(i);
  if (base != kNoMeasure) {
    measure.base = base;
    measure.phrase = measures_[base].phrase;
    measure.head = measures_[base].head;
  } else {
    measure.phrase.Append(topics_.TopicBefore(i, fragment.left.begin));
  }
  if (!respectively && (own_word || listed)) measure.phrase.Append(change_.year);
  AppendChange(around, change, measure.phrase);
}

Piece MeasureReader::TailOfChange(Piece words) const {
  constexpr uint32_t kLongest = 8;
  const auto n = static_cast<uint32_t>(measures_.size());
  const Word field = words_.Suffix(View(words), kOrgan);
  if (words.size() > kLongest || field.length < 2 || n <= MeasureFloor() || change_.of.empty() ||
      change_.measure != n - 1)
    return {};
  const Piece before = measures_[n - 1].own;
  const size_t at = View(before).find(View({words.end - field.length, words.end}));
  if (at == std::u32string_view::npos) return {};
  const Piece tail = {before.begin + static_cast<uint32_t>(at) + field.length, before.end};
  return tail.empty() ? change_.tail : tail;
}

Piece MeasureReader::NounBeforeBracket(uint32_t i) const {
  const uint32_t begin = fragments_[i].left.begin;
  if (begin == 0 || text_[begin - 1] != U'(') return {begin, begin};
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  Piece noun = pieces_.ClauseEndingAt(begin - 1, std::max(sentence, i > 0 ? quantities_[i - 1].end : 0));
  const size_t closed = View(noun).find_last_of(U")、");
  if (closed != std::u32string_view::npos) noun.begin += static_cast<uint32_t>(closed) + 1;
  return stripper_.Strip(noun);
}

void MeasureReader::AppendChange(Piece around, Piece change, Phrase& phrase) const {
  size_t year_on_year = View(around).find(U"同比");
  if (year_on_year == std::u32string_view::npos) year_on_year = View(around).find(U"环比");
  if (year_on_year != std::u32string_view::npos) {
    const uint32_t begin = around.begin + static_cast<uint32_t>(year_on_year);
    if (begin + 2 <= change.begin) phrase.Append(Piece{begin, begin + 2});
  }
  phrase.Append(change);
}

bool MeasureReader::FollowsWithWord(uint32_t i) const {
  constexpr uint32_t kLongest = 5;
  const Piece between = {quantities_[i - 1].end, quantities_[i].begin};
  // 提高3.6个、下降1.2个百分点: what is left out of the first is said with the second.
  const bool points = UnitOf(i - 1) == "个" && UnitOf(i) == "个百分点";
  if (quantities_[i].sentence != quantities_[i - 1].sentence || (UnitOf(i) != UnitOf(i - 1) && !points) ||
      between.size() < 3 || between.size() > kLongest || !IsAnyOf(text_[between.begin], U"、和,"))
    return false;
  const Piece rest = {between.begin + 1, between.end};
  return words_.Prefix(View(rest), kChangeWord).length == rest.size();
}

uint32_t MeasureReader::Followers(uint32_t i) const {
  uint32_t n = 0;
  for (uint32_t j = i + 1; j < quantities_.size() && n + 1 < kMaxItems; ++j, ++n) {
    if (!fragments_[j].attached || fragments_[j].left.size() > 2) break;
  }
  return n;
}

uint32_t MeasureReader::LevelBack(uint32_t i, uint32_t n) const {
  uint32_t last_quantity = UINT32_MAX;
  for (uint32_t m = static_cast<uint32_t>(measures_.size()); m > MeasureFloor(); --m) {
    const Measure& measure = measures_[m - 1];
    const GroundedQuantity& quantity = quantities_[measure.quantity];
    if (quantity.kind == v1::KIND_CHANGE || measure.quantity == last_quantity) continue;
    // 受理427件(含旧存36件),同比下降6%: not what the bracket holds.
    if (fragments_[i].bracket == 0 && fragments_[measure.quantity].bracket != 0) continue;
    last_quantity = measure.quantity;
    if (--n == 0) return m - 1;
  }
  return kNoMeasure;
}

}  // namespace fazhi::extraction
