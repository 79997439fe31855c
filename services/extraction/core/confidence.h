#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/catalog.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/relations.h"

namespace fazhi::extraction {

// What is known of a reading when its confidence is told.
struct InterpretedQuantity {
  const v1::Report& report;
  const GroundedQuantity& quantity;
  const Measure& measure;
  const Relation& relation;
  const Link& link;
  const v1::Alias* alias = nullptr;  // what the link rests on; null without one
  bool shared = false;               // other measures stand on the same figure
  bool among_linked = false;         // the figure before or behind it in its sentence has an indicator
};

// What tells how sure a reading is: one bit each, named by ConfidenceTable::Names.
using Signs = uint64_t;
Signs SignsOf(const InterpretedQuantity& evidence);

// What each sign is worth (lexicon/confidence.txt, fitted by tools/fit-confidence). Immutable; thread-safe.
class ConfidenceTable {
 public:
  static const int kSigns;  // how many there are: the lowest bits

  static const ConfidenceTable& Get();
  explicit ConfidenceTable(absl::string_view data);

  // The probability, to three digits, that quantity, grounding and indicator (none included) are all right.
  float Of(Signs signs) const;

  // Names of the signs, as in the data.
  static std::vector<std::string> Names(Signs signs);

 private:
  std::array<int, 64> points_{};
  std::vector<float> by_sum_;
};

}  // namespace fazhi::extraction
