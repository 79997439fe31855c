#include "services/extraction/core/measures_bracketed.h"

#include <algorithm>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// How far from a figure what its list is of may stand, in code points.
constexpr uint32_t kReach = 320;

constexpr std::u32string_view kParts = U"、和及与";

// Whether what stands behind a list is of all of it.
bool EndsOfList(std::u32string_view tail) {
  return EndsWithOneOf(tail, {U"金额", U"款额", U"诉率", U"错率", U"结率"});
}

}  // namespace

// The words behind the last item of the list that goes on at `at`; empty where there is no end to it. Sets
// `several` when items follow.
Piece BracketedLists::TailOfList(uint32_t at, uint32_t end, bool& several) const {
  constexpr uint32_t kLongestItem = 28;
  constexpr uint32_t kLongestTail = 10;
  for (const uint32_t begin = at; at < end && Contains(kParts, text_[at]);) {
    const size_t closed = text_.substr(at, std::min(end - at, kLongestItem + 1)).find(U')');
    if (closed == std::u32string_view::npos || at - begin > kReach) return {};
    at += static_cast<uint32_t>(closed) + 1;
    several = true;
  }
  Piece tail = {at, at};
  while (tail.end < end && tail.size() < kLongestTail && !IsAnyOf(text_[tail.end], U",;。、(:")) {
    ++tail.end;
    if (EndsOfList(View(tail))) break;
  }
  return tail;
}

// 东江市(21%)、西山市(19%)的败诉率高于全省: a figure of each in brackets, and what it is behind the last.
bool BracketedLists::ShowOfEach(absl::string_view unit, Measure& measure) const {
  const GroundedQuantity& quantity = quantities_[measure.quantity];
  const uint32_t end = context_.outline.sentences(static_cast<int>(quantity.sentence)).end();
  if (measure.own.empty() || measure.own.end + 1 != quantity.begin || text_[measure.own.end] != U'(' ||
      quantity.end >= end || text_[quantity.end] != U')')
    return false;
  // 征地(17%)、拆迁(11%)和劳动保障(8%)
  bool several = measure.own.begin > 0 && Contains(kParts, text_[measure.own.begin - 1]);
  const Piece tail = TailOfList(quantity.end + 1, end, several);
  if (!several || !EndsOfList(View(tail)) || (text_[tail.end - 1] == U'率') != (unit == "%")) return false;
  measure.shown.Append(measure.own);
  measure.shown.Append(StartsWith(View(tail), U"等") ? Piece{tail.begin + 1, tail.end} : tail);
  return true;
}

// 得分前三名为东山镇(94.1分)、西河镇(93.5分): what each of those named got, as the head of the list says it.
bool BracketedLists::ShowOfRanked(Measure& measure) {
  constexpr uint32_t kShortest = 2;
  constexpr uint32_t kLongestItem = 16;
  constexpr uint32_t kLongestName = 8;
  constexpr std::u32string_view kEndsOfItem = U",;:。、(为是";
  const GroundedQuantity& quantity = quantities_[measure.quantity];
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantity.sentence));
  if (quantity.begin <= sentence.begin() + kShortest || text_[quantity.begin - 1] != U'(' ||
      quantity.end >= sentence.end() || text_[quantity.end] != U')')
    return false;
  const uint32_t floor =
      std::max<uint32_t>(sentence.begin(), quantity.begin > kReach ? quantity.begin - kReach : 0);
  Piece item = {quantity.begin - 1, quantity.begin - 1};
  while (item.begin > floor && !Contains(kEndsOfItem, text_[item.begin - 1])) --item.begin;
  if (item.size() < kShortest || item.size() > kLongestItem) return false;
  uint32_t head = item.begin;  // where the list's 为 ends
  while (head > floor && !IsAnyOf(text_[head - 1], U",;:。为是")) --head;
  if (head <= floor || !IsAnyOf(text_[head - 1], U"为是")) return false;
  uint32_t rank = head - 1;
  rank -= EndLength(View({floor, rank}), {U"分别", U"依次"});
  if (!EndsWithOneOf(View({floor, rank}), {U"名", U"位"})) return false;
  Piece name = {rank, rank};
  while (name.begin > floor && !IsAnyOf(text_[name.begin - 1], U",;:。")) --name.begin;
  const size_t order = View(name).find_first_of(U"前后末倒最");
  if (order == 1 || order > kLongestName) return false;
  name.end = name.begin + static_cast<uint32_t>(order);
  // 末三位为石岭乡(80.3分): of what the list before was of.
  if (order > 0) {
    ranked_ = name;
  } else if (ranked_.empty() || ranked_.begin < sentence.begin()) {
    return false;
  }
  measure.shown.Append(item);
  measure.shown.Append(ranked_);
  return true;
}

}  // namespace fazhi::extraction
