#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// Reads text [begin, end), a sentence or a table cell, into `out`, which is cleared first. What is refused on
// sight (dates, names, what stands in a quotation or title) goes to `rejected` when that is not null. One
// pass, linear.
void Scan(std::u32string_view text, uint32_t begin, uint32_t end, ScannedText& out,
          std::vector<v1::RejectedCandidate>* rejected);

}  // namespace fazhi::extraction
