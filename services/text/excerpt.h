#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fazhi {

// The longest piece of a text that is quoted with a figure, in code points: nearly every sentence fits. Rows
// with their sentence are bounded by it, so that a sentence of ten thousand figures is not written ten
// thousand times.
inline constexpr uint32_t kExcerptLimit = 400;

// The sentence [begin, end) of `text` as UTF-8, of which [at, at_end) is the figure that it is quoted for. A
// sentence longer than `limit` is cut around the figure, behind a clause's mark where one is near and never
// inside a number or before its unit, and has "…" where it was cut. Ranges that do not lie in each other and
// in the text are cut to what does.
std::string Excerpt(std::u32string_view text, uint32_t begin, uint32_t end, uint32_t at, uint32_t at_end,
                    uint32_t limit = kExcerptLimit);

// The same of the line that [at, at_end) stands in, with `around` code points about it.
std::string LineExcerpt(std::u32string_view text, uint32_t at, uint32_t at_end, uint32_t around);

}  // namespace fazhi
