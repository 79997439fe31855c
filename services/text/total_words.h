#pragma once

#include <initializer_list>
#include <string_view>

#include "services/text/affixes.h"

namespace fazhi {

// How tables call the row or column that adds up others: what adds up all of them, and 小计 besides, which
// adds up some. Cells' words are normalised. Pure.
inline constexpr Words kTotalWords = {U"合计", U"总计", U"共计", U"总数"};
inline constexpr std::u32string_view kSubtotalWord = U"小计";

// Whether a cell's words hold such a word: 合计, 处罚合计, 总计(件), 小计.
constexpr bool SaysTotal(std::u32string_view words) {
  return ContainsOneOf(words, kTotalWords) || Contains(words, kSubtotalWord);
}

// Whether a cell's words are that of all and no more than its unit: 合计, 总计(件).
constexpr bool IsTotalOfAll(std::u32string_view words) {
  return IsOneOf(words.substr(0, words.find(U'(')), kTotalWords);
}

}  // namespace fazhi
