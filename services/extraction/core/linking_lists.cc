#include "services/extraction/core/linking_lists.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

constexpr std::u32string_view kClauseEnds = U",;:。\n";

// 2市4县: a unit that is a place itself.
bool IsPlace(absl::string_view unit) {
  return unit == "市" || unit == "县" || unit == "区" || unit == "州" || unit == "乡" || unit == "镇";
}

// 个省直单位接受督察: whether bodies are named right behind.
bool BeginsWithBodies(std::u32string_view behind) {
  for (uint32_t i = 0; i < behind.size() && !ContainsAnyOf(behind.substr(i, 1), U",;:。、\n"); ++i) {
    if (WordTable::Get().Prefix(behind.substr(i), kOrgan | kPlace)) return true;
  }
  return false;
}

}  // namespace

bool FigureLists::OfHonoured(const GroundedQuantity& quantity) const {
  constexpr uint32_t kReach = 48;
  const auto before = context_.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  return weights_.honours.StandsIn(before.substr(before.find_last_of(kClauseEnds) + 1));
}

bool FigureLists::OfBodiesOfOneSort(uint32_t m) const {
  const auto quantity = [this](uint32_t of) -> const GroundedQuantity& {
    return quantities_[measures_[of].quantity];
  };
  return (m > 0 && AreBodies(quantity(m - 1), quantity(m))) ||
         (m + 1 < measures_.size() && AreBodies(quantity(m), quantity(m + 1)));
}

bool FigureLists::AreBodies(const GroundedQuantity& first, const GroundedQuantity& second) const {
  constexpr uint32_t kWidest = 16;
  constexpr uint32_t kReach = 10;
  if (first.end > second.begin || second.begin - first.end > kWidest) return false;
  std::u32string_view between = context_.Slice(first.end, second.begin);
  const uint32_t join = EndLength(between, {U"以及", U"、", U"和", U"及", U"与"});
  between.remove_suffix(join);
  const bool first_is_place = IsPlace(first.quantity.unit());
  const bool some = between.empty()
                        ? first_is_place
                        : join != 0 && CountsBodies(first.quantity.unit()) &&
                              !ContainsAnyOf(between, kClauseEnds) &&
                              static_cast<bool>(WordTable::Get().Suffix(between, kOrgan | kPlace));
  return some && (IsPlace(second.quantity.unit()) ||
                  (CountsBodies(second.quantity.unit()) &&
                   BeginsWithBodies(context_.Slice(second.end, second.end + kReach))));
}

bool FigureLists::OfKindsOfPowers(const GroundedQuantity& quantity, std::u32string_view phrase) const {
  if (quantity.quantity.unit() != "项") return false;
  bool power = false;
  bool put_on_list = false;  // 核定行政许可394项
  for (uint32_t i = 0; i < phrase.size();) {
    const std::u32string_view rest = phrase.substr(i);
    if (const uint32_t length = weights_.acts.Longest(rest).length; length != 0) {
      power = true;
      i += length;
    } else if (const uint32_t listing = weights_.listings.Longest(rest).length; listing != 0) {
      put_on_list = true;
      i += listing;
    } else if (WordTable::Get().Prefix(rest, kAct).length >= 2) {
      return false;  // 办理行政许可203项
    } else {
      ++i;
    }
  }
  if (!power || put_on_list) return power;
  constexpr uint32_t kReach = 64;
  const auto before = context_.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  const auto sentence = before.substr(before.find_last_of(U"。\n") + 1);
  return ContainsOneOf(sentence, {U"清单", U"事项", U"目录", U"职权", U"权力", U"权责"});
}

}  // namespace fazhi::extraction
