#pragma once

#include <string_view>

namespace fazhi {

// Whether the words of a cell are a figure and no more than its unit: 28,764  3.02  97.4%  12件. As printed
// or normalised.
bool StandsAlone(std::u32string_view words);

}  // namespace fazhi
