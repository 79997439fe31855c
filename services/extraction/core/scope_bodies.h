#pragma once

#include <cstdint>
#include <string_view>

#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/report.pb.h"

namespace fazhi::extraction {

// A body or territory that is read from its parts, so that no list needs to hold it.
struct ScopeBody {
  uint32_t length = 0;  // of what `text` begins with; 0: none
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;
};

// Levels that are named one after the other, from the region's own or from one below it down: 县、乡两级,
// 旗、苏木镇两级, 市县乡三级, 州县联动. Those that begin above the region are none, and those of congresses
// and courts. `level` is the last character of the region's name, 0 when not known.
ScopeBody ReadLevels(std::u32string_view text, char32_t level);

// Levels from below the region's own down to the county's with nothing behind them: 市县 and 县(市、区) of a
// province, 14个|市州.
ScopeBody ReadLevelsBelow(std::u32string_view text, char32_t level);

// All those below: 各乡镇(街道), 各县(市、区)政府, 各旗县市区, 各派出所; not 各市场, 各区域.
ScopeBody ReadEach(std::u32string_view text, char32_t level);

// An office of the body that reports, where `text` is a clause from its subject on: 县信访局,
// 市水政监察支队; of a department's or township's also without its level (综合行政执法大队, 法规科). Two that
// act together (县司法局、县工商联) are none, nor are congresses and courts.
ScopeBody ReadOffice(std::u32string_view text, char32_t level, v1::ReportingBody body);

}  // namespace fazhi::extraction
