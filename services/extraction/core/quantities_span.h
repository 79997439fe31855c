#pragma once

#include <cstdint>
#include <string>

#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// The time that a report says it is of. Periods are printed as FormatPeriod does.
struct ReportSpan {
  std::string period;   // the report's year, or the part of it that is told of; empty when there is none
  std::string planned;  // 下半年 of 上半年工作总结和下半年工作计划
  uint32_t plan_from_year = 0;  // 2021 of 实施方案(2021—2025年); 0 for none
  TimeExpression months;  // 2021年1月至2023年6月, that an evaluation is on; not ok where it names none
  uint32_t first_year = 0;  // 2019 of 2019—2023年工作总结, or of 以2019年至2023年为评估周期; 0 for none
};

// From the title, the text's beginning, and what a sentence says of all its figures. `scratch` is
// overwritten.
ReportSpan ReadReportSpan(const Context& context, ScannedText& scratch);

}  // namespace fazhi::extraction
