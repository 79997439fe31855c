#pragma once

#include "services/ingestion/core/page.h"

namespace fazhi {

// Makes tables of the page's runs of lines that are rows of cells: parted by tabs, by bars, by gaps of two
// or more blanks or, in three rows and columns below heads, by any blanks, as many in each row, and most rows
// with a figure that stands alone in its cell. Cells that take a line each are put back into rows where they
// end in bars, where labels and figures alternate, or below heads as many as the figures of one row. Three
// columns are enough, of two the first row has to be heads. Prose, contents, signatures and labels of a
// page's metadata stay lines. Linear in the text.
void FindTextTables(Page& page);

}  // namespace fazhi
