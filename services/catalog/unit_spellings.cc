#include "services/catalog/unit_spellings.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace fazhi {
namespace {

constexpr absl::string_view kTimes = "次";
constexpr absl::string_view kBracketedTimes = "(次)";
constexpr absl::string_view kPersonPolitely = "位";

}  // namespace

std::vector<std::string> UnitsMeantBy(absl::string_view unit) {
  if (unit == kPersonPolitely) return {"名", "人"};
  if (absl::ConsumeSuffix(&unit, kBracketedTimes)) return {absl::StrCat(unit, kTimes)};
  return {};
}

std::vector<std::string> SpellingsOf(absl::string_view unit) {
  if (unit == "名" || unit == "人") return {std::string(kPersonPolitely)};
  if (unit != kTimes && absl::ConsumeSuffix(&unit, kTimes)) return {absl::StrCat(unit, kBracketedTimes)};
  return {};
}

}  // namespace fazhi
