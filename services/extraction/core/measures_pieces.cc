// Questions that the words of a piece answer.

#include "services/extraction/core/measures_pieces.h"

#include <algorithm>

#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {

bool PieceReader::EndsList(Piece piece) const {
  return words_.Suffix(View(piece), kJoin) || text_[piece.end - 1] == U'的';
}

bool PieceReader::IsPlainObject(Piece piece) const {
  return IsOneOf(View(piece), {U"申请", U"案件", U"事项", U"问题", U"纠纷"});
}

bool PieceReader::IsFinding(Piece piece) const {
  return IsOneOf(View(piece),
                 {U"问题", U"隐患", U"意见", U"建议", U"线索", U"评价", U"意见建议", U"意见和建议"});
}

bool PieceReader::IsDispute(Piece piece) const {
  constexpr uint32_t kShortest = 4;
  return piece.size() >= kShortest && View({piece.end - 2, piece.end}) == U"纠纷";
}

bool PieceReader::IsSentOut(Piece verb) const {
  return IsOneOf(View(verb), {U"出动", U"投入", U"派出", U"调派", U"抽调", U"动员"});
}

bool PieceReader::MayBeFiled(Piece piece) const {
  const auto words = View(piece);
  return ContainsOneOf(words, {U"案", U"申请", U"复议", U"诉", U"违法", U"违规", U"线索", U"仲裁"});
}

bool PieceReader::IsReach(Piece piece) const {
  return SaysReach(piece) && words_.Suffix(View(piece), kPerson);
}

bool PieceReader::SaysReach(Piece piece) const {
  const uint32_t reached = BeginningLength(View(piece), {U"覆盖", U"惠及", U"受益", U"受教育"});
  return reached != 0 && (piece.size() == reached || words_.Suffix(View(piece), kPerson));
}

bool PieceReader::SaysHowMuch(Piece piece) const {
  return EndsWithOneOf(View(piece), {U"面积", U"容纳", U"人数", U"金额", U"总额", U"环节", U"时限",
                                     U"意度", U"受众", U"权重", U"资金", U"的额", U"成绩", U"均分",
                                     U"得分", U"价值", U"货值", U"案值", U"时长", U"用时"}) ||
         IsReach(piece) || View(piece) == U"事项";
}

bool PieceReader::SaysOn(Piece piece) const {
  return StartsWithOneOf(View(piece), {U"都是", U"均是", U"均为", U"均系", U"都属", U"均属", U"已全部",
                                       U"均已", U"都已"}) ||
         (piece.size() > 2 && text_[piece.begin] == U'已' &&
          words_.Prefix(View({piece.begin + 1, piece.end}), kAct));
}

bool PieceReader::EndsWithWho(Piece piece) const {
  if (piece.empty()) return false;
  const char32_t last = text_[piece.end - 1];
  return words_.Suffix(View(piece), kOrgan | kBody | kPerson | kPlace) || IsLevel(last) ||
         IsAnyOf(last, U"所队组站办局科股处室)");
}

uint32_t PieceReader::AllLength(Piece piece) const {
  return BeginningLength(View(piece), {U"也都", U"已全部", U"均已", U"都已", U"已均", U"已经", U"全部",
                                       U"全量", U"均", U"都", U"已"});
}

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

bool PieceReader::IsHabit(Piece piece) const {
  return StartsWithOneOf(
      View(piece), {U"全程", U"常年", U"每周", U"每月", U"每天", U"每日", U"轮流", U"随时", U"坚持", U"积极",
                    U"长期", U"活跃", U"扎根", U"奋战", U"坚守", U"驻守", U"遍布", U"分布", U"深耕"});
}

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
         (all &&
          EndsWithOneOf(View(left), {U"设有", U"共有", U"现有", U"下设", U"共设", U"分为", U"划分为"}));
}

bool PieceReader::NamesBody(uint32_t end) const {
  return StartsWithOneOf(text_.substr(end), {U"部门", U"系统", U"机关", U"局", U"大队", U"中队", U"支队"});
}

}  // namespace fazhi::extraction
