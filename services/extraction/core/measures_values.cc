// Values of what was counted before: of another time, or told of once more, in the same order.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

// 与2021年的2107件相比,处罚案件下降12.8%: what changed against it stands behind.
bool MeasureReader::ReadHeldAgainst(uint32_t i) {
  if (quantities_[i].status != v1::STATUS_PRIOR || i + 1 >= quantities_.size() ||
      quantities_[i + 1].kind != v1::KIND_CHANGE || quantities_[i + 1].sentence != quantities_[i].sentence)
    return false;
  Piece left = fragments_[i].left;
  if (!left.empty() && IsAnyOf(text_[left.begin], U",;:。")) ++left.begin;
  const uint32_t against =
      BeginningLength(View(left), {U"与", U"同", U"和", U"较", U"比", U"对比", U"相比", U"相较"});
  if (against == 0 || !stripper_.Strip({left.begin + against, left.end}).empty()) return false;
  Piece behind = {quantities_[i].end, quantities_[i + 1].begin};
  behind.begin += BeginningLength(View(behind), {U"相比较", U"相比"});
  if (behind.empty() || text_[behind.begin] != U',') return false;
  ++behind.begin;
  behind.end = stripper_.FindChange(behind).begin;
  const Piece changed = stripper_.Strip(behind);
  if (changed.size() < 3 || ContainsAnyOf(View(changed), U",;:。、")) return false;
  AddLeftMeasure(i, changed, false);
  return true;
}

uint32_t MeasureReader::LevelToldOf(uint32_t i) {
  const Piece lead = {fragments_[i].left.begin, quantities_[i].begin};
  const bool goes_on = values_.back != 0 && fragments_[i].attached && left_.words.size() <= 2 &&
                       measures_.back().quantity + 1 == i && measures_.back().told;
  if (!goes_on) {
    const uint32_t followers = Followers(i);
    values_.back = followers > 0 && SaysRespectively(View(lead)) ? followers + 1 : 0;
    for (uint32_t k = 0; k < values_.back; ++k) {
      const uint32_t level = LevelBack(i, values_.back - k);
      if (level == kNoMeasure || UnitOf(measures_[level].quantity) != UnitOf(i + k)) values_.back = 0;
    }
    values_.of = {};
  }
  return values_.back == 0 ? kNoMeasure : LevelBack(i, values_.back);
}

bool MeasureReader::ReadValuesBefore(uint32_t i) {
  const uint32_t level = LevelToldOf(i);
  if (level == kNoMeasure) return false;
  CopyToldOf(i, level);
  return true;
}

// 处罚1563件、罚没210万元,其中县本级分别为84件、36万元
bool MeasureReader::ReadValuesOf(uint32_t i, Piece words) {
  constexpr uint32_t kLongest = 8;
  if (words.size() > kLongest || Contains(View(words), U'、') ||
      EndsWithOneOf(View(words), {U"率", U"数", U"量", U"额"}))
    return false;
  const uint32_t level = LevelToldOf(i);
  if (level == kNoMeasure || UnitOf(i) == "%") return false;
  values_.of = words;
  CopyToldOf(i, level);
  return true;
}

void MeasureReader::CopyToldOf(uint32_t i, uint32_t level) {
  CopyMeasure(i, level);
  Measure& measure = measures_.back();
  measure.told = true;
  if (values_.of.empty()) return;
  measure.copied = false;
  measure.phrase = Phrase();
  measure.phrase.Append(values_.of);
  // 市本级 and not 市本级全市
  constexpr uint32_t kWhole = 2;
  const Piece own = measures_[level].own;
  const bool of_all = own.size() > kWhole && text_[own.begin] == U'全';
  const Phrase& phrase = measures_[level].phrase;
  measure.phrase.Append(of_all ? phrase.Without({own.begin, own.begin + kWhole}) : phrase);
}

}  // namespace fazhi::extraction
