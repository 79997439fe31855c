#pragma once

#include <string_view>

namespace fazhi::extraction {

// Whether a character is the level of a division, as it ends the division's name and stands in 全县, 我市,
// 镇政府.
inline bool IsLevel(char32_t c) {
  return std::u32string_view(U"省市县区州旗盟镇乡").find(c) != std::u32string_view::npos;
}
inline bool IsLevelOrStreet(char32_t c) { return IsLevel(c) || c == U'街'; }

// The level of a ministry.
inline constexpr char32_t kNation = U'国';

// The level of a township or street, whatever it is called.
inline constexpr char32_t kTownship = U'乡';

}  // namespace fazhi::extraction
