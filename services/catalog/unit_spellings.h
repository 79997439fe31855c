#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace fazhi {

// Other units that mean the same in every indicator: 人次 for 人(次), 名 and 人 for 位. Empty for a unit that
// is only said one way. Pure; thread-safe.
std::vector<std::string> UnitsMeantBy(absl::string_view unit);

// The spellings that mean `unit`: the inverse of UnitsMeantBy.
std::vector<std::string> SpellingsOf(absl::string_view unit);

}  // namespace fazhi
