#pragma once

#include <cstdint>
#include <string_view>

namespace fazhi::segmentation {

// Where a heading ends that has lost the line break behind it, as in
// `(一)健全领导机制,完善法治政府建设体系根据党政机构改革方案,…`: behind a word that headings end with, before
// one that texts begin with (data/glue.tsv), at white space between Chinese characters, and better where it
// makes the two halves of a heading equally long. `text` begins behind the numbering; the end is sought in
// its first 50 code points and has at least `min_score` points (a sure place has 4 and more). Returns 0 when
// there is none. Pure and thread-safe.
uint32_t FindGluedEnd(std::u32string_view text, float min_score);

}  // namespace fazhi::segmentation
