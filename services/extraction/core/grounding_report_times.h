#pragma once

#include <string_view>

#include "services/extraction/core/grounding.h"

namespace fazhi::extraction {

// Gives the times of a passage that are said by the report's own (评估期内, 期末, 基期, 半年来, and 三年
// alone in a report on three years) the years and months that it says it is on. Those of which it says none
// are no times any more. To be called before the passage is grounded. Linear in the tokens.
void ResolveReportTimes(std::u32string_view text, const PassageContext& context, ScannedText& scanned);

}  // namespace fazhi::extraction
