#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities_printed.h"

namespace fazhi::extraction {

// A quantity as the words right around it ground it: everything of an observation but measure, relations,
// indicator and scope.
struct GroundedQuantity {
  uint32_t begin = 0;  // code points of the clean text; as docs/gold.md's `start`/`end`
  uint32_t end = 0;
  uint32_t number_end = 0;  // one past the last digit or multiplier, before modifier and unit
  uint32_t sentence = 0;    // index in the outline
  uint32_t clause = 0;      // index of the clause within the sentence
  PrintedQuantity quantity;
  v1::Kind kind = v1::KIND_LEVEL;
  v1::Direction direction = v1::DIRECTION_UNSPECIFIED;
  v1::Status status = v1::STATUS_ACTUAL;
  std::string period;
  bool grey = false;
  // Where the words that ground it begin on its left (增长, 由, 约, 不少于, 第 …), so that the measure is
  // looked for before them; equal to `begin` when there are none.
  uint32_t left_edge = 0;
  const char* rule = "";  // identifier of the rule, a literal
};

struct QuantityReading {
  std::vector<GroundedQuantity> quantities;     // by `begin`; no two overlap
  std::vector<v1::RejectedCandidate> rejected;  // only when explain
};

// One pass over the text: number candidates, each classified by what stands left and right of it.
QuantityReading ReadQuantities(const Context& context, bool explain);

}  // namespace fazhi::extraction
