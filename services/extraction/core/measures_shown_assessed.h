#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/relations_cues.h"

namespace fazhi::extraction {

// Scores and places, and how they changed: in what they were given is said by a clause before them
// (在全市平安建设考核中,我县得96.8分,列第3位,前移2位), and among whom right before them (列全省第3位). Keeps
// references to what it is made of. Not thread-safe.
class Assessments {
 public:
  Assessments(const Context& context, const std::vector<GroundedQuantity>& quantities,
              const std::vector<Fragment>& fragments, std::vector<Measure>& measures,
              const Stripper& stripper)
      : context_(context),
        text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        measures_(measures),
        stripper_(stripper) {}

  // Sets `shown` of the measure where its phrase does not say in what, or among whom. Whether it did.
  bool Show(uint32_t m);

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  bool IsAssessed(const GroundedQuantity& quantity) const;
  // 平安建设考核 of the clause before the one that the figure stands in; empty where none is on such a thing.
  Piece AssessedBefore(uint32_t q) const;
  // The assessment's name in a clause that ends in it: 法治建设考评 of 在市对各县的2023年度法治建设考评.
  Piece NameOf(Piece clause) const;
  // 全省 of 列全省第3位
  Piece AmongWhom(uint32_t q) const;
  // The measure's phrase without 我县.
  Phrase WhatWasGiven(const Measure& measure) const;

  const Context& context_;
  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  std::vector<Measure>& measures_;
  const Stripper& stripper_;
};

}  // namespace fazhi::extraction
