#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "services/extraction/core/grounding.h"
#include "services/extraction/core/grounding_left.h"

namespace fazhi::extraction {

// What decides whether a figure is fact, promise or comparison, and of which time it is.
struct StatusEvidence {
  std::u32string_view text;
  const ScannedText* scanned = nullptr;
  size_t token = 0;  // of the number
  const LeftWords* left = nullptr;
  const PassageContext* context = nullptr;
  bool change = false;
  bool multiple = false;       // 倍: of the time named before it (上年的3倍), not at that time
  bool clause_target = false;  // 力争 stands in the clause
  bool clause_must = false;
  bool clause_done = false;  // 已经
  bool looks_ahead = false;  // the sentence begins with 下一步, or the clause with 目标是:
  bool cumulative = false;   // 累计 stands in the clause
  bool stock = false;        // and counts what there is (累计培育)
  bool standing = false;     // 实有, 在册: the clause says how many there are
  const TimeExpression* clause_time = nullptr;
  const TimeExpression* sentence_time = nullptr;
};

// Sets status and period of a quantity whose number and kind are set.
void GroundStatus(const StatusEvidence& evidence, GroundedQuantity& quantity);

// The period of a fact when no time is printed near it.
const std::string& ActualPeriod(const PassageContext& context);

}  // namespace fazhi::extraction
