#pragma once

#include "services/ingestion/core/page.h"

namespace fazhi {

// Puts a title that stands in one line with the text behind it (…年度报告2021年,我县…), as copied pages have
// it, into a line of its own. Looks at the page's first lines only.
void SplitGluedTitle(Page& page);

}  // namespace fazhi
