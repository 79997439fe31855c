#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"

namespace fazhi::extraction {

// What units, as Quantity.unit has them, say of the figure before them.

// People, bodies and things: what is counted in one of them lends its noun to figures of its sort first.
enum UnitSort : uint32_t { kThings, kPeople, kBodies };
inline constexpr uint32_t kUnitSorts = 3;
UnitSort SortOf(absl::string_view unit);

// 人, 名: those who are counted, and not how often they came.
bool CountsPeople(absl::string_view unit);
// 个, 家: bodies, or things.
bool CountsBodies(absl::string_view unit);
// 人次: how often they came.
bool CountsAttendance(absl::string_view unit);
// 件, 起
bool CountsCases(absl::string_view unit);
// 件, 批, 件次: what letters and visits are counted in, the one or the other.
bool CountsLetters(absl::string_view unit);
// 件, 份, 项, 个: what papers and matters are counted in, the one or the other.
bool CountsMatters(absl::string_view unit);
// 台, 部, 台(套): machines, the one or the other.
bool CountsMachines(absl::string_view unit);
// Things of which a part may lack the noun of its whole: 件, 条, 处 and the like.
bool CountsThings(absl::string_view unit);
// 次, 场
bool CountsEvents(absl::string_view unit);
// 家次, 户次: those who were visited, each time.
bool CountsVisits(absl::string_view unit);
// 公里, 平方米, 台次: lengths, areas, weights, and vehicles.
bool CountsExtent(absl::string_view unit);
// 亩, 公斤, 支: areas, weights and wares, of which several of one sort are taken or lost together.
bool CountsGoods(absl::string_view unit);
// 类, 种: sorts of things, and not how many there are.
bool CountsClasses(absl::string_view unit);
// 册, 份: papers, which are no bodies.
bool CountsPapers(absl::string_view unit);
// 天, 个工作日
bool CountsTime(absl::string_view unit);

}  // namespace fazhi::extraction
