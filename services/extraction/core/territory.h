#pragma once

#include <cstdint>
#include <string_view>

namespace fazhi::extraction {

// Whether a character is the level of a division, as it ends the division's name and stands in 全县, 我市,
// 镇政府.
inline bool IsLevel(char32_t c) {
  return std::u32string_view(U"省市县区州旗盟镇乡").find(c) != std::u32string_view::npos;
}
// The same with what streets and 苏木 begin with.
inline bool IsLevelOrStreet(char32_t c) { return IsLevel(c) || c == U'街' || c == U'苏'; }

// How far down the level is that a character begins, 0 for none.
inline uint32_t DepthOf(char32_t level) {
  uint32_t depth = 1;
  for (const std::u32string_view levels : {U"国", U"省", U"市州盟", U"县区旗", U"镇乡街苏", U"村社嘎"}) {
    if (levels.find(level) != std::u32string_view::npos) return depth;
    ++depth;
  }
  return 0;
}

// The level of a ministry.
inline constexpr char32_t kNation = U'国';

// The level of a township or street, whatever it is called.
inline constexpr char32_t kTownship = U'乡';

}  // namespace fazhi::extraction
