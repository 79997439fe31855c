#pragma once

#include <string>
#include <string_view>

#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/outline.pb.h"

namespace fazhi::aggregation {

// The sentence in which a figure stands, cut around it where it is long (Excerpt); empty when the outline has
// no such sentence. `text` is that of the outline's report. Pure.
std::string FigureSentence(const v1::Outline& outline, std::u32string_view text,
                           const v1::Observation& observation);

}  // namespace fazhi::aggregation
