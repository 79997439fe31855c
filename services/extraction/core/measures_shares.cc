// Shares of what was counted before.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {

bool MeasureReader::IsShare(uint32_t i, Piece words) const {
  constexpr uint32_t kLongestShare = 16;
  return !fragments_[i].first && UnitOf(i) == "%" && !measures_.empty() && words.size() <= kLongestShare &&
         (text_[words.begin] == U'占' || pieces_.IsOfPlan(words) || IsOneOf(View(words), {U"比例", U"比重"}));
}

// 商品类13件,服务类9件,分别占总量的59%、41%
bool MeasureReader::ReadSharesOfTwo(uint32_t i, Piece words) {
  const auto n = static_cast<uint32_t>(measures_.size());
  const bool each =
      SaysRespectively(View(fragments_[i].left)) && fragments_[i].attached_next && UnitOf(i + 1) == "%";
  if (!each || n < sentence_begin_ + 2 || measures_[n - 1].quantity + 1 != i ||
      UnitOf(measures_[n - 1].quantity) != UnitOf(measures_[n - 2].quantity))
    return false;
  // 食品类104件、服装类66件、家电类44件,分别占18%、11%、7%: so many of them as there are shares.
  const uint32_t shares = 1 + Followers(i);
  if (shares <= 2 || n < sentence_begin_ + shares) return AddFirstRate(i, words, n - 2);
  for (uint32_t k = 1; k < shares; ++k) {
    const Measure& measure = measures_[n - 1 - k];
    if (measure.quantity + 1 + k != i || quantities_[measure.quantity].kind != v1::KIND_LEVEL ||
        UnitOf(measure.quantity) != UnitOf(measures_[n - 1].quantity))
      return AddFirstRate(i, words, n - 2);
  }
  return AddFirstRate(i, words, n - shares);
}

Piece MeasureReader::UncountedBefore(uint32_t i, Piece words) const {
  const Piece gap = {quantities_[i - 1].end, words.begin};
  if (words.begin < gap.begin) return {};
  const size_t from = View(gap).find_last_of(U";:");
  if (from == std::u32string_view::npos) return {};
  Piece clause = {gap.begin + static_cast<uint32_t>(from) + 1, gap.end};
  while (!clause.empty() && text_[clause.end - 1] == U',') --clause.end;
  const uint32_t end = clause.end;
  while (!clause.empty() && (IsDigit(text_[clause.end - 1]) || text_[clause.end - 1] == U'.')) --clause.end;
  return clause.end < end ? stripper_.Strip(clause) : Piece();
}

void MeasureReader::AddShare(uint32_t i, Piece words) {
  auto before = static_cast<uint32_t>(measures_.size() - 1);
  // 行政处罚2100,占总数的33.9%: of what has a number without a unit.
  if (const Piece noun = UncountedBefore(i, words); !noun.empty()) {
    Measure& measure = Add(i);
    measure.own = words;
    measure.window = {left_.words.begin, quantities_[i].end};
    measure.phrase.Append(noun);
    measure.phrase.Append(words);
    return;
  }
  // 其他处理177件(其中主动撤销134件),占13.7%: of what stands before the bracket.
  while (fragments_[i].bracket == 0 && before > MeasureFloor() &&
         fragments_[measures_[before].quantity].bracket != 0)
    --before;
  // 投诉971件,同比上升30.5%,占比28%: of what there were, not of how they grew.
  uint32_t level = before;
  while (level > MeasureFloor() && quantities_[measures_[level].quantity].kind == v1::KIND_CHANGE) --level;
  if (quantities_[measures_[level].quantity].kind == v1::KIND_LEVEL) before = level;
  const Measure source = measures_[before];
  Measure& measure = Add(i);
  measure.own = words;
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.phrase = source.phrase;
  measure.phrase.Append(words);
  measure.head = source.head;
  measure.base = before;
  measure.bare = true;
}

bool MeasureReader::ReadExtreme(uint32_t i) {
  const uint32_t end = fragments_[i].left.begin;
  if (end == 0 || text_[end - 1] != U',') return false;
  Piece said = stripper_.Strip(pieces_.ClauseEndingAt(end - 1, quantities_[i - 1].end));
  const uint32_t most = EndLength(View(said), {U"最低", U"最高"});
  if (most == 0 || said.size() < most + 3) return false;
  said.end -= most;
  // 被申请人为县政府部门的140件,占受理案件数比例最高,达92.71%
  if (text_[said.begin] == U'占' && !measures_.empty()) {
    AddShare(i, said);
    return true;
  }
  if (!pieces_.EndsWithRate(said)) return false;
  AddLeftMeasure(i, said, false);
  return true;
}

// 以行政处罚类案件为主,占67%; 其中行政处罚类居多,占61%; 处罚类最为集中,有803件: the share or the count of
// what is named.
bool MeasureReader::ReadMost(uint32_t i) {
  const Piece left = fragments_[i].left;
  constexpr uint32_t kLongest = 4;  // 约占到
  const bool share = UnitOf(i) == "%";
  if (fragments_[i].attached || left.size() > kLongest || left.begin == 0 || text_[left.begin - 1] != U',' ||
      (share ? !Contains(View(left), U'占') : !CountsCases(UnitOf(i)) || !stripper_.Strip(left).empty()))
    return false;
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  Piece kind = pieces_.ClauseEndingAt(
      left.begin - 1,
      i == 0 ? sentence.begin() : std::max<uint32_t>(sentence.begin(), quantities_[i - 1].end));
  const bool part = StartsWith(View(kind), U"其中");
  if (part) kind.begin += 2;
  const std::u32string_view mostly = View(kind).substr(kind.size() < 2 ? 0 : kind.size() - 2);
  // 因征地申请复议的案件增幅较大,占10.6%
  const bool much = IsOneOf(mostly, WordSet::kMost);
  const uint32_t trend = words_.Suffix(View(kind), kTrend).length;
  const bool most = trend != 0 && ContainsAnyOf(View({kind.end - trend, kind.end}), U"最首集一高多突普");
  if (kind.size() < (share ? 5 : trend + 2) || !(most || (share && much))) return false;
  kind.end -= most ? trend : 2;
  if (mostly == U"为主") {
    const size_t by = View(kind).find(U'以');
    if (by == std::u32string_view::npos) return false;
    kind.begin += static_cast<uint32_t>(by) + 1;
  }
  if (kind.size() > 5 && EndsWithOneOf(View(kind), {U"增幅", U"比例", U"占比", U"数量"})) kind.end -= 2;
  kind = stripper_.Strip(kind);
  if (kind.size() < (share ? 3 : 2) || stripper_.IsBare(kind)) return false;
  AddLeftMeasure(i, kind, part);
  if (!share) return true;
  const uint32_t of = left.begin + static_cast<uint32_t>(View(left).find(U'占'));
  measures_.back().phrase.Append(Piece{of, of + 1});
  return true;
}

// 行政机关败诉率 of 2个县行政机关败诉率超过20%, of which figure i is the first; empty for anything else.
Piece MeasureReader::RateOfSome(uint32_t i) const {
  if (!fragments_[i].attached_next || UnitOf(i) == "%" || UnitOf(i + 1) != "%" || !TerritoryBefore(i).empty())
    return {};
  Piece piece = {quantities_[i].end, quantities_[i + 1].begin};
  const uint32_t held = EndLength(View(piece), WordSet::kOffRate);
  piece.end -= held;
  const uint32_t bodies = std::max(words_.Prefix(View(piece), kPlace | kOrgan).length,
                                   !piece.empty() && IsLevel(text_[piece.begin]) ? 1u : 0u);
  if (held == 0 || bodies == 0 || piece.size() < bodies + 2) return {};
  piece.begin += bodies;
  if (text_[piece.begin] == U'的') ++piece.begin;
  const bool rate = IsAnyOf(text_[piece.end - 1], U"率度") && !ContainsAnyOf(View(piece), U"均都,;。、");
  return rate ? piece : Piece();
}

bool MeasureReader::ReadRateOfSome(uint32_t i) {
  Piece rate = RateOfSome(i);
  const bool some = !rate.empty();
  if (!some && i > 0 && fragments_[i].attached) rate = RateOfSome(i - 1);
  if (rate.empty()) return false;
  Measure& measure = Add(i);
  measure.of_one = true;
  measure.own = rate;
  measure.window = {left_.words.begin, some ? quantities_[i + 1].end : quantities_[i].end};
  if (!some) {
    measure.phrase.Append(rate);
    return true;
  }
  measure.places = Places::kSome;
  measure.phrase.Append({rate.begin, quantities_[i + 1].end});
  measure.phrase.Append({quantities_[i].end, rate.begin - (text_[rate.begin - 1] == U'的' ? 1 : 0)});
  return true;
}

}  // namespace fazhi::extraction
