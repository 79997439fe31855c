#pragma once

#include <vector>

#include "fazhi/v1/outline.pb.h"
#include "services/segmentation/core/headings.h"

namespace fazhi::segmentation {

// Appends the sentences of all lines to `outline`, whose sections are those of `headings` (sorted) behind
// section 0. A sentence has no white space at its ends. A row of a table is one sentence with a clause for
// each cell that is not empty; a heading that runs into its text is one with its stop; a heading on a line of
// its own is none. What begins with 其中 behind a full stop is of the sentence before it.
void AddSentences(const Lines& lines, const std::vector<Heading>& headings, const v1::Report& report,
                  v1::Outline& outline);

}  // namespace fazhi::segmentation
