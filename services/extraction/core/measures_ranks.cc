// Figures that are held against others: ranks, differences, times, thresholds.

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

bool MeasureReader::ReadRankAmong(uint32_t i) {
  // Words of this length before a group say where it is (全市13个县), longer ones what was ranked.
  constexpr uint32_t kShortestRanked = 3;
  if (quantities_[i].kind != v1::KIND_RANK || !fragments_[i].attached) return false;
  const uint32_t group = i - 1;
  if (items_.next < items_.size && quantities_[group].kind == v1::KIND_RANK) return false;
  Piece words = stripper_.Strip(fragments_[group].left);
  if (!words.empty() && text_[words.end - 1] == U'中') words = stripper_.Strip({words.begin, words.end - 1});
  if (const Word at = words_.Prefix(View(words), kTrail)) words.begin += at.length;
  // 在第三方评估中,我市位列100个城市第10名
  if (const Piece ranked = RankedIn(group); ranked.size() > 2) words = ranked;
  const uint32_t before = first_of_[group];
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  if (words.size() <= kShortestRanked && before > sentence_begin_) {
    measure.phrase = measures_[before - 1].phrase;
    measure.head = measures_[before - 1].head;
    measure.base = before - 1;
  }
  measure.own = words;
  measure.left = words;
  measure.phrase.Append(words);
  FinishUnit(i, measure);
  return true;
}

Piece MeasureReader::RankedIn(uint32_t i) const {
  constexpr uint32_t kReach = 40;
  if (fragments_[i].attached) return {};
  // 在满意度调查中,我区得分92.36分,居第4位: of what the score is of.
  if (i > 0 && UnitOf(i - 1) == "分" && UnitOf(i) != "分" && !fragments_[i].first) return RankedIn(i - 1);
  uint32_t end = fragments_[i].left.begin;
  if (end < 2 || text_[end - 1] != U',' || text_[end - 2] != U'中') return {};
  end -= 2;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  uint32_t begin = end;
  while (begin > sentence && end - begin < kReach && text_[begin - 1] != U',' && text_[begin - 1] != U';' &&
         text_[begin - 1] != U'\n') {
    --begin;
  }
  const size_t in = View({begin, end}).rfind(U'在');
  if (in == std::u32string_view::npos) return {};
  return stripper_.Strip({begin + static_cast<uint32_t>(in) + 1, end});
}

// 出庭应诉率98.2%,高出全省平均1.4个百分点; 比全州平均高6.2个百分点: how far what stands before is from
// others. 年均浓度83微克/立方米,低于目标值95微克/立方米: or what it is held against.
bool MeasureReader::ReadLead(uint32_t i) {
  const Piece words = stripper_.Strip(left_.words);
  if (measures_.empty() || measures_.back().quantity + 1 != i || fragments_[i].first || words.size() < 3)
    return false;
  const auto said = View({words.begin, left_.words.end});
  const bool aimed =
      UnitOf(i) == UnitOf(i - 1) && EndsWithOneOf(said, {U"目标", U"目标值", U"标准", U"限值"});
  if (!aimed && UnitOf(i).find("百分点") == absl::string_view::npos) return false;
  const bool ahead = StartsWithOneOf(said, WordSet::kAheadOf);
  const bool held = said[0] == U'比' && EndsWithOneOf(said, {U"高", U"低", U"高出"});
  // 满意率86%,离全县平均水平还差3个百分点
  const bool short_of = StartsWithOneOf(said, {U"离", U"距"}) && EndsWithOneOf(said, {U"差", U"差距"});
  if (!ahead && !held && !short_of) return false;
  // 败诉率33%,上升4个百分点,高于全省平均15个百分点: not what the change is of itself. 零售额38亿元、增长5%,
  // 高于全市1.5个百分点: but it is where no points are between amounts.
  uint32_t level = quantities_[i - 1].kind == v1::KIND_CHANGE ? LevelBack(i, 1) : kNoMeasure;
  if (level != kNoMeasure && !aimed && UnitOf(measures_[level].quantity) != "%") level = kNoMeasure;
  CopyMeasure(i, level != kNoMeasure ? level : static_cast<uint32_t>(measures_.size() - 1));
  measures_.back().phrase.Append(Piece{words.begin, left_.words.end});
  return true;
}

// 办理时限压缩至2.3天,比法定时限压缩81.2%: the verb says what the share is of. 压缩审批时限142项,
// 比法定时限减少860个工作日: and by how much.
bool MeasureReader::ReadCompared(uint32_t i) {
  if ((UnitOf(i) != "%" && !CountsTime(UnitOf(i))) || MeasureFloor() >= measures_.size()) return false;
  const Word verb = words_.Suffix(View(left_.words), kAct);
  if (!verb) return false;
  CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
  measures_.back().phrase.Append(Piece{left_.words.end - verb.length, left_.words.end});
  return true;
}

bool MeasureReader::ReadRanked(uint32_t i, Piece words) {
  // 在中期评估中,我县得96.5分: what was scored is what it was ranked in.
  const bool score =
      UnitOf(i) == "分" && IsOneOf(View(words), {U"得", U"得分", U"总分", U"总得分", U"综合得分"});
  const bool bare = words.empty() || stripper_.IsBare(words);
  if (!score && (quantities_[i].kind != v1::KIND_RANK || !bare)) return false;
  const Piece ranked = RankedIn(i);
  if (ranked.size() <= 2) return false;
  AddLeftMeasure(i, ranked, false);
  if (score && words.size() > 1) measures_.back().phrase.Append(words);
  return true;
}

bool MeasureReader::ReadThreshold(uint32_t i) {
  const Fragment& fragment = fragments_[i];
  const auto& quantity = quantities_[i];
  if (threshold_end_ == quantity.begin && fragment.attached && RightOf(i).empty()) {
    Piece words = stripper_.StripEnd(threshold_);
    threshold_ = {};
    threshold_end_ = 0;
    AddLeftMeasure(i, words, false);
    return true;
  }
  threshold_end_ = 0;
  const auto printed = View({quantity.begin, quantity.end});
  const auto before = View(left_.words);
  const bool bound =
      EndsWithOneOf(printed, {U"以上", U"以下", U"以内"}) || EndsWithOneOf(before, WordSet::kBounds);
  if (!bound || !fragment.attached_next || quantity.kind != v1::KIND_LEVEL || fragment.right.size() < 3 ||
      text_[fragment.right.begin] != U'的' || HasRightNoun(i + 1))
    return false;
  const Piece words = stripper_.Strip(left_.words);
  if (words.size() < 2 || stripper_.IsBare(words)) return false;
  AddLeftMeasure(i, words, false);
  threshold_ = {words.begin, fragment.right.end};
  threshold_end_ = quantities_[i + 1].begin;
  return true;
}

bool MeasureReader::ReadTimesOf(uint32_t i, Piece words) {
  if (UnitOf(i) != "倍" || left_.words.empty() || text_[left_.words.end - 1] != U'的') return false;
  const uint32_t base = LevelBack(i, 1);
  if (base == kNoMeasure) return false;
  CopyMeasure(i, base);
  measures_.back().phrase.Append(words);
  return true;
}

}  // namespace fazhi::extraction
