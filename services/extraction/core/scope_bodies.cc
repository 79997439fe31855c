#include "services/extraction/core/scope_bodies.h"

#include <algorithm>

#include "services/extraction/core/scope_words.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// How levels are named; longer ones before their beginnings.
constexpr Words kLevelNames = {U"苏木", U"街道", U"嘎查", U"社区", U"省", U"市", U"州", U"盟",
                               U"县",   U"区",   U"旗",   U"乡",   U"镇", U"街", U"村", U"居"};

// The levels that a text begins with, what joins and brackets them included: 县(市、区), 旗、苏木镇.
struct Levels {
  uint32_t length = 0;
  uint32_t count = 0;
};

Levels LevelsAt(std::u32string_view text) {
  constexpr size_t kLongest = 32;
  text = text.substr(0, kLongest);
  constexpr std::u32string_view kBetween = U"、(/)";
  Levels levels;
  for (uint32_t at = 0; at < text.size();) {
    const uint32_t level = BeginningLength(text.substr(at), kLevelNames);
    if (level == 0 && (levels.count == 0 || !Contains(kBetween, text[at]))) break;
    if (level != 0) ++levels.count;
    at += std::max(level, 1u);
    if (level != 0 || text[at - 1] == U')') levels.length = at;
  }
  return levels;
}

// 各派出所, 各税务分局, 各直属局: all of the outposts of a body.
uint32_t OutpostsLength(std::u32string_view text) {
  constexpr uint32_t kLongest = 8;
  for (uint32_t at = 0; at < std::min<size_t>(kLongest, text.size()) && !IsClauseStop(text[at]); ++at) {
    if (StartsWith(text.substr(at), U"场所")) return 0;
    const uint32_t length = ScopeWords::Get().Outpost(text.substr(at));
    if (length != 0) return at + length;
  }
  return 0;
}

}  // namespace

ScopeBody ReadLevels(std::u32string_view text, char32_t level) {
  const Levels levels = LevelsAt(text);
  const uint32_t depth = levels.count < 2 ? 0 : DepthOf(text[0]);
  if (level == 0 || depth == 0 || depth < DepthOf(level)) return {};
  const std::u32string_view behind = text.substr(levels.length);
  const uint32_t closing =
      BeginningLength(behind, {U"两级", U"二级", U"三级", U"四级", U"联动", U"上下联动"});
  if (closing == 0) return {};
  if (StartsWithOneOf(behind.substr(closing), {U"人大", U"政协", U"人民代表", U"法院", U"检察"})) return {};
  return {levels.length + closing, depth == DepthOf(level) ? v1::SCOPE_JURISDICTION : v1::SCOPE_SUBORDINATE};
}

ScopeBody ReadLevelsBelow(std::u32string_view text, char32_t level) {
  const Levels levels = LevelsAt(text);
  if (level == 0 || levels.count < 2 || StartsWith(text, U"市区")) return {};
  const uint32_t county = DepthOf(U'县');
  for (const char32_t c : text.substr(0, levels.length)) {
    if (c == U'市' && DepthOf(text[0]) == county) continue;  // 县(市、区): a city that ranks as a county
    if (DepthOf(c) != 0 ? DepthOf(c) <= DepthOf(level) || DepthOf(c) > county
                        : !Contains(U"、(/)", std::u32string_view(&c, 1)))
      return {};
  }
  return {levels.length, v1::SCOPE_SUBORDINATE};
}

ScopeBody ReadEach(std::u32string_view text, char32_t level) {
  constexpr char32_t kEach = U'各';
  constexpr std::u32string_view kOther = U"场域块间民巷组矫";  // 各市场, 各区域, 各村民小组
  if (text.empty() || text[0] != kEach) return {};
  text.remove_prefix(1);
  const Levels levels = LevelsAt(text);
  uint32_t length = levels.length;
  if (levels.count == 0) {
    length = OutpostsLength(text);
  } else if (levels.length < text.size() && Contains(kOther, text[levels.length])) {
    return {};
  } else if (level != 0 && DepthOf(text[0]) != 0 && DepthOf(text[0]) <= DepthOf(level)) {
    return {};
  }
  if (length == 0) return {};
  length += BeginningLength(text.substr(length), {U"、部门", U"、各部门", U"和部门", U"和各部门", U"、单位"});
  return {length + 1, v1::SCOPE_SUBORDINATE};
}

ScopeBody ReadOffice(std::u32string_view text, char32_t level, v1::ReportingBody body) {
  constexpr size_t kLongest = 14;
  const bool own = body == v1::REPORTING_BODY_DEPARTMENT || body == v1::REPORTING_BODY_TOWNSHIP ||
                   body == v1::REPORTING_BODY_OTHER;
  const bool township = level == kTownship;
  const uint32_t street = StartsWithOneOf(text, {U"街道", U"苏木"}) ? 2 : 1;
  const bool levelled =
      !text.empty() && level != 0 && (township ? DepthOf(text[0]) == DepthOf(kTownship) : text[0] == level);
  uint32_t begin = levelled ? street : 0;
  if (!levelled && body == v1::REPORTING_BODY_DEPARTMENT && !text.empty() && IsAnyOf(text[0], U"局厅委"))
    begin = 1;
  const bool other = !text.empty() && IsLevelOrStreet(text[0]) && !StartsWithOneOf(text, {U"市场", U"市政"});
  if (!levelled && (!own || other)) return {};
  const ScopeWords& words = ScopeWords::Get();
  for (uint32_t at = begin; at < std::min(kLongest, text.size()) && !IsClauseStop(text[at]); ++at) {
    const std::u32string_view rest = text.substr(at);
    const uint32_t length = at == begin && !own ? 0 : words.Office(rest, own);
    if (IsAnyOf(text[at], U"、()\"“”《》0123456789") || words.NoOffice(rest) > length) return {};
    if (length == 0 || words.NoOffice(rest.substr(length - 1)) != 0) continue;
    if (StartsWithOneOf(rest.substr(length), {U"、", U"和", U"与", U"及", U"会同", U"联合"})) return {};
    return {at + length, v1::SCOPE_OWN_LEVEL};
  }
  return {};
}

}  // namespace fazhi::extraction
