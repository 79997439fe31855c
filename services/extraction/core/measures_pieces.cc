// Questions that the words of a piece answer.

#include "services/extraction/core/measures_pieces.h"

#include <algorithm>

#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {

bool PieceReader::EndsList(Piece piece) const {
  return words_.Suffix(View(piece), kJoin) || text_[piece.end - 1] == U'的';
}

bool PieceReader::IsPlainObject(Piece piece) const {
  return IsOneOf(View(piece), {U"申请", U"案件", U"事项", U"问题", U"纠纷"});
}

bool PieceReader::IsFinding(Piece piece) const { return IsOneOf(View(piece), WordSet::kFindings); }

bool PieceReader::IsDispute(Piece piece) const {
  constexpr uint32_t kShortest = 4;
  return piece.size() >= kShortest && View({piece.end - 2, piece.end}) == U"纠纷";
}

bool PieceReader::IsSentOut(Piece verb) const { return IsOneOf(View(verb), WordSet::kSentOut); }

bool PieceReader::MayBeFiled(Piece piece) const {
  const auto words = View(piece);
  return ContainsOneOf(words, WordSet::kFiled);
}

bool PieceReader::IsReach(Piece piece) const {
  return SaysReach(piece) && words_.Suffix(View(piece), kPerson);
}

bool PieceReader::SaysReach(Piece piece) const {
  const uint32_t reached = BeginningLength(View(piece), {U"覆盖", U"惠及", U"受益", U"受教育"});
  return reached != 0 && (piece.size() == reached || words_.Suffix(View(piece), kPerson));
}

bool PieceReader::SaysHowMuch(Piece piece) const {
  return EndsWithOneOf(View(piece), WordSet::kHowMuch) || IsReach(piece) || View(piece) == U"事项";
}

bool PieceReader::SaysOn(Piece piece) const {
  return StartsWithOneOf(View(piece), WordSet::kSaidOf) ||
         (piece.size() > 2 && text_[piece.begin] == U'已' &&
          words_.Prefix(View({piece.begin + 1, piece.end}), kAct));
}

bool PieceReader::EndsWithWho(Piece piece) const {
  if (piece.empty()) return false;
  const char32_t last = text_[piece.end - 1];
  return words_.Suffix(View(piece), kOrgan | kBody | kPerson | kPlace) || IsLevel(last) ||
         IsAnyOf(last, U"所队组站办局科股处室)");
}

uint32_t PieceReader::AllLength(Piece piece) const { return BeginningLength(View(piece), WordSet::kAllDone); }

Piece PieceReader::YearIn(Piece piece) const {
  constexpr uint32_t kDigits = 4;
  for (uint32_t p = piece.begin; p + kDigits < piece.end; ++p) {
    if (IsAnyOf(text_[p], U"《“(")) return {};
    if (text_[p + kDigits] != U'年' || !StartsWithOneOf(View({p, piece.end}), {U"19", U"20"}) ||
        !IsDigit(text_[p + 2]) || !IsDigit(text_[p + 3]))
      continue;
    const uint32_t end = p + kDigits + 1;
    if (end < piece.end && IsAnyOf(text_[end], U"以底末初来内前至到0123456789")) return {};
    return {p, end + (end < piece.end && text_[end] == U'度' ? 1 : 0)};
  }
  return {};
}

bool PieceReader::IsHabit(Piece piece) const { return StartsWithOneOf(View(piece), WordSet::kHabit); }

Piece PieceReader::BeforeData(Piece piece) const {
  constexpr uint32_t kData = 2;
  for (uint32_t p = piece.begin + 2; p + kData < piece.end; ++p) {
    if (!IsAnyOf(text_[p], U"信资档数") ||
        !IsOneOf(View({p, p + kData}), {U"信息", U"资料", U"档案", U"数据"}))
      continue;
    const Piece into = {p + kData + AllLength({p + kData, piece.end}), piece.end};
    Piece of = {piece.begin, p};
    of.end -= EndLength(View(of), {U"的基本", U"的", U"基本", U"身份"});
    const bool went =
        words_.Prefix(View(into), kInto) || StartsWithOneOf(View(into), {U"录入", U"上传", U"导入"});
    if (went && words_.Suffix(View(of), kPerson | kOrgan)) return of;
  }
  return piece;
}

bool PieceReader::IsOfPlan(Piece words) const {
  const std::u32string_view said = View(words);
  return StartsWith(said, U"完成") && words.end < text_.size() && text_[words.end] == U'的' &&
         ContainsOneOf(said, {U"任务", U"计划", U"目标", U"预算"});
}

bool PieceReader::HoldsPlaces(Piece left) const {
  const bool all =
      left.size() > 2 &&
      (text_[left.begin] == U'全' || (IsAnyOf(text_[left.begin], U"我本") && IsLevel(text_[left.begin + 1])));
  return EndsWithOneOf(View(left), {U"辖", U"辖有", U"行政区划为"}) ||
         (all && EndsWithOneOf(View(left), WordSet::kThereAre));
}

bool PieceReader::NamesBody(uint32_t end) const {
  return StartsWithOneOf(text_.substr(end), WordSet::kBodies);
}

}  // namespace fazhi::extraction
