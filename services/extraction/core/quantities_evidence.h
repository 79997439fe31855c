#pragma once

#include <string_view>

#include "services/extraction/core/grounding_left.h"
#include "services/extraction/core/quantities_scan.h"

namespace fazhi::extraction {

// What decides whether a number counts anything.
struct Evidence {
  std::u32string_view text;
  const ScannedNumber* scanned = nullptr;
  const LeftWords* left = nullptr;
  bool every = false;           // 每季度 stands in the clause
  bool streak = false;          // 连续
  bool span = false;            // measured time is spoken of (为期, 压缩至)
  bool legal = false;           // a limit set by law is spoken of (法定, 规定的)
  bool ranked = false;          // 排名, 全市
  bool plan = false;            // what is promised here will be held to (每年检查不超过2次)
  bool cell = false;            // a table's cell
  bool counted_in_han = false;  // the sentence has counted with this unit in Chinese numerals (受理十二件)
};

struct Verdict {
  bool quantity = false;
  bool grey = false;
  bool rank = false;
  const char* rule = "";
};

// Chinese numerals, days and years need evidence; Arabic numerals before a unit need none.
Verdict Judge(const Evidence& evidence);

}  // namespace fazhi::extraction
