#pragma once

#include <string_view>

#include "services/text/affixes.h"

namespace fazhi {

// Whether the words of a title behind a month (通报 of 2024年7月执法情况通报) tell what came about in that
// month, so that the report is of it and not only from it.
constexpr bool TellsOfMonth(std::u32string_view behind) {
  return ContainsOneOf(behind,
                       {U"通报", U"统计", U"数据", U"月报", U"分析", U"运行情况", U"办理情况", U"受理情况"});
}

}  // namespace fazhi
