#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// What the words in and around a list of counts say of its kinds. Pure.

inline constexpr size_t kPartWords = 16;  // code points between two parts of a list, at most

// 、, 和: parts what stands on both sides.
inline bool IsSeparator(char32_t c) {
  return c == U'、' || c == U',' || c == U';' || c == U'和' || c == U'及';
}

// The words of a part: what stands before it behind the quantity before, and a few behind it up to a stop
// (71件刑事案件、109件民事案件).
std::u32string PartWords(const ReportView& view, int part);

// The same of the whole, further behind it (组织412名新上岗人员参加考试).
std::u32string WholeWords(const ReportView& view, int whole);

// Whether the parts are kinds that leave nothing over of the whole: all required ones there, each part of
// another kind.
bool IsPartition(const ReportView& view, int whole, const std::vector<int>& parts);

// The same of kinds that exclude each other and may leave something over (专职186名、兼职1210名).
bool AreExclusive(const ReportView& view, int whole, const std::vector<int>& parts);

// 刑事、民事、行政案件分别为87件、119件、6件: whether such kinds are named before the figures, one for each
// of so many parts; `whole` are the words of the whole.
bool NamesPartition(std::u32string_view lead, std::u32string_view whole, size_t parts);

// 分四种方式推进, 分为A、B、C三个等级: how many kinds the words say there are; 0 for none.
size_t KindsSaid(std::u32string_view lead);

}  // namespace fazhi::aggregation
