#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/core/scope_words.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {

// What clauses say of who acts in them and of what is gone over: by how they begin, by what stands in them
// before the word of a body or territory, and by what stands behind it. `text` goes on behind the clause,
// `clause` ends where that word begins, and `behind` begins where it ends.

// What may stand between a stop and the word that begins the clause: 2024年以来,.
inline bool IsDate(char32_t c) { return IsDigit(c) || c == U'年' || c == U'月' || c == U'以' || c == U' '; }

// Whether a clause ends at `at`: with 其中, begins one that it opens.
inline bool StopsClause(std::u32string_view text, uint32_t at) {
  return IsClauseStop(text[at]) && !EndsWith(text.substr(0, at), U"其中");
}

// Whether a clause begins at `at`, or with a time that ends there (2024年以来, 截至年底, 自2021年6月1日起).
bool BeginsClause(std::u32string_view text, uint32_t begin, uint32_t at);

// What stands before `at` in its clause, of a long one the end.
std::u32string_view ClauseBefore(std::u32string_view text, uint32_t at);

// Whether the clause that `text` begins with has no subject of its own: it begins with a verb.
bool BeginsWithAct(std::u32string_view text);

// Whether it begins with an act of whoever arranges things (年内组织考试).
bool BeginsWithOrganizing(std::u32string_view text);

// 报市司法局备案2件, 均已报备: what is told of the same things.
bool BeginsReport(std::u32string_view text);

// 其中, and 同比: a part of the figure before, and how it changed.
bool BeginsPart(std::u32string_view text);
bool BeginsChange(std::u32string_view text);

// 推动行政机关败诉率, 督促单位偿还欠款: whether the clause that `text` begins with is of what others are made
// to do.
bool MakesOthersAct(std::u32string_view text);

// 对县本级清单, 牵头对县政府文件: whether the clause begins by saying what is gone over.
bool GoesOver(std::u32string_view clause);

// 26个执法|部门, 有的|乡镇, 组织|各乡镇: whether those whom `clause` ends before are who acts.
bool MayStartSubject(std::u32string_view clause);

// 会同县政府督查室: whether what `clause` ends before is with whom something is done.
bool IsCompanion(std::u32string_view clause);

// 县委督察组对8个乡镇: whether it is what is gone over, whoever does it.
bool GoneOver(std::u32string_view clause);

// 到8个乡镇: whether it is where one went.
bool GoneTo(std::u32string_view clause);

// 在县法院, 会同检察院: whether it is where or with whom something is done.
bool IsDealtWith(std::u32string_view clause);

// 高于全市平均: whether all of a region is what the figure is held against.
bool IsYardstick(std::u32string_view clause, std::u32string_view behind);

// Whether the clause that holds `at`, or the one before it, speaks of an inspection.
bool TellsOfInspection(std::u32string_view text, uint32_t at);

}  // namespace fazhi::extraction
