#pragma once

#include "services/ingestion/core/page.h"

namespace fazhi {

// Finds out which of the page's lines were broken at a fixed width, as text out of a PDF is (all, or
// stretches of them between paragraphs that were not), and marks every line that only continues the one
// before (Line::kJoins), even in the middle of a number; page numbers, and headers and footers that most
// pages share or a browser prints, are marked Line::kRunning. Paragraphs, headings and signatures stay apart:
// behind the end of a sentence a line is joined only where the one before is so full that its first word had
// no room there, inside a sentence where it is nearly full. Linear in the number of lines.
void MarkWraps(Page& page);

// The part of it that marks page numbers, headers and footers.
void MarkRunning(Page& page);

// Whether the line begins as a numbered heading or list item does (一、 （一） 1. (1) 第一章 一是). Blanks
// before it are allowed.
bool BeginsNumbered(std::u32string_view line);

}  // namespace fazhi
