#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/unit_sorts.h"

namespace fazhi::extraction {

// Code points between two figures that are searched for words of a part.
inline constexpr uint32_t kLongestBetween = 40;
// Below this, what happens to make up a rate says nothing.
inline constexpr int64_t kTellingBaseE4 = 10 * 10000;
// Rates printed in whole percents are made by many.
inline constexpr int64_t kWholePercentE4 = 10000;
// Words left of a figure that may say what was done.
inline constexpr size_t kLongestSaid = 8;

// The figures of a text as relations look at them: by index of their measures. Keeps references only.
class RelationView {
 public:
  RelationView(const Context& context, const std::vector<GroundedQuantity>& quantities,
               const std::vector<Fragment>& fragments, const std::vector<Measure>& measures)
      : context(context),
        text(context.text),
        quantities(quantities),
        fragments(fragments),
        measures(measures) {}

  const GroundedQuantity& Figure(uint32_t m) const { return quantities[measures[m].quantity]; }
  const Fragment& FragmentOf(uint32_t m) const { return fragments[measures[m].quantity]; }
  const PrintedQuantity& QuantityOf(uint32_t m) const { return Figure(m).quantity; }
  int64_t ValueE4(uint32_t m) const { return QuantityOf(m).value_e4(); }
  absl::string_view UnitOf(uint32_t m) const { return QuantityOf(m).unit(); }
  bool IsRate(uint32_t m) const { return UnitOf(m) == "%"; }
  std::u32string_view View(Piece piece) const { return text.substr(piece.begin, piece.size()); }
  std::u32string_view Own(uint32_t m) const { return View(measures[m].own); }
  const v1::Sentence& SentenceOf(uint32_t m) const {
    return context.outline.sentences(static_cast<int>(Figure(m).sentence));
  }

  // The section without one above it that the figure stands in or below.
  uint32_t ChapterOf(uint32_t m) const {
    uint32_t section = SentenceOf(m).section();
    while (const uint32_t above = context.outline.sections(static_cast<int>(section)).parent())
      section = above;
    return section;
  }

  std::u32string_view RawLeft(uint32_t m) const { return View(FragmentOf(m).left); }
  // The same without the stops and marks of lists before it.
  std::u32string_view LeftBehindStops(uint32_t m) const {
    auto left = RawLeft(m);
    left.remove_prefix(std::min(left.find_first_not_of(U",;:、"), left.size()));
    return left;
  }
  // Its own words; those left of it where all of them were given to another (成功3103件).
  std::u32string_view Said(uint32_t m) const {
    return !measures[m].own.empty() || measures[m].copied ? Own(m) : ShortLeft(m);
  }
  // What stands left of it, when that is short.
  std::u32string_view ShortLeft(uint32_t m) const {
    auto said = RawLeft(m);
    while (!said.empty() && (said.front() == U',' || said.front() == U'、')) said.remove_prefix(1);
    return said.size() <= kLongestSaid ? said : std::u32string_view();
  }
  // The last two characters of the words of its own noun; empty when it has none.
  std::u32string_view NounOf(uint32_t m) const {
    const auto own = Own(m);
    return measures[m].bare || own.size() < 3 ? std::u32string_view() : own.substr(own.size() - 2);
  }
  // The text from the end of the figure before in the sentence to this one, cut off after a while; none for
  // the sentence's first.
  Piece Between(uint32_t quantity) const {
    if (fragments[quantity].first) return {};
    const uint32_t begin = quantities[quantity - 1].end;
    const uint32_t end = std::max(begin, quantities[quantity].begin);
    return {begin, std::min(end, begin + kLongestBetween)};
  }

  // Another level that is not of an earlier time.
  bool IsWhole(uint32_t part, uint32_t whole) const {
    return Figure(whole).kind == v1::KIND_LEVEL && Figure(whole).status != v1::STATUS_PRIOR &&
           measures[part].quantity != measures[whole].quantity;
  }
  // People are counted by any of their units (执法人员7名,持证5人).
  // And 排查纠纷63件,化解61起: what has no noun of its own is of the cases right before.
  bool SameUnit(uint32_t a, uint32_t b) const {
    return UnitOf(a) == UnitOf(b) || (CountsPeople(UnitOf(a)) && CountsPeople(UnitOf(b))) ||
           (std::max(a, b) - std::min(a, b) == 1 && measures[std::max(a, b)].bare && CountsCases(UnitOf(a)) &&
            CountsCases(UnitOf(b)));
  }
  // The very same unit, of one status and period.
  bool SameUnitAndTime(uint32_t a, uint32_t b) const {
    return UnitOf(a) == UnitOf(b) && Figure(a).status == Figure(b).status &&
           Figure(a).period == Figure(b).period;
  }
  bool SameSort(uint32_t part, uint32_t whole) const { return IsWhole(part, whole) && SameUnit(part, whole); }
  bool Fits(uint32_t part, uint32_t whole) const { return ValueE4(part) <= ValueE4(whole); }

  // numerator / denominator in 1/10,000 of a per cent.
  int64_t PercentE4(uint32_t n, uint32_t d) const {
    constexpr int64_t kMost = INT64_MAX / 2;
    const absl::int128 denominator = ValueE4(d);
    if (denominator <= 0) return kMost;
    const absl::int128 percent = (absl::int128(ValueE4(n)) * 2000000 + denominator) / (denominator * 2);
    return percent > kMost ? kMost : static_cast<int64_t>(percent);
  }
  bool Matches(uint32_t rate, uint32_t n, uint32_t d, int64_t slack) const {
    return std::llabs(PercentE4(n, d) - ValueE4(rate)) <= slack;
  }

  const Context& context;
  const std::u32string_view text;
  const std::vector<GroundedQuantity>& quantities;
  const std::vector<Fragment>& fragments;
  const std::vector<Measure>& measures;
};

}  // namespace fazhi::extraction
