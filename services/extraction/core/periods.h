#pragma once

#include <cstdint>
#include <string>

#include "services/extraction/core/times.h"

namespace fazhi::extraction {

// The period as docs/gold.md writes it: `2024`, `2019/2023`, `2021/`, `2019-09`, `2024-01/2024-11`;
// all twelve months are the year.
// `report_year` 0 gives an empty string for everything that counts from it.
std::string FormatPeriod(const TimeExpression& time, uint32_t report_year);

// Takes the months of a period inside one year (2024-01/2024-06); others change nothing.
void SetMonths(const std::string& period, TimeExpression& time);

// The year that the expression ends in; 0 when it is not known.
uint32_t LastYear(const TimeExpression& time, uint32_t report_year);

}  // namespace fazhi::extraction
