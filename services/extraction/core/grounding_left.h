#pragma once

#include <cstdint>
#include <string_view>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/quantities_scan.h"

namespace fazhi::extraction {

// The words that stand right before a number without a gap, read from right to left: 较上年的, 由, 提高到,
// 同比分别下降, 约, 第.
struct LeftWords {
  uint32_t begin = 0;  // of the leftmost of them
  v1::Bound bound = v1::BOUND_EXACT;
  bool promised = false;  // the bound is one of promises (不少于)
  bool extreme = false;   // the bound says the highest or lowest of several (最高, 最低)
  bool to = false;        // 提高到, 减为
  v1::Direction change = v1::DIRECTION_UNSPECIFIED;
  bool compare = false;  // 同比
  bool against = false;  // 较, 比
  bool from = false;     // 由, 从
  bool of = false;       // 的 between the time and the number
  bool legal = false;    // 法定的, 规定的: not taken to belong to the number
  bool ordinal = false;  // 第
  bool top = false;      // 前
  bool scale = false;    // 上百
  bool cumulative = false;
  bool existing = false;    // 现有, 全县
  bool undertaken = false;  // an act is done to so many of the region (培训全县): what a plan promises
  bool prior_amount = false;
  bool fresh = false;        // 新增
  int32_t time = -1;         // token of the time right before, comparison or not
  bool time_is_own = false;  // not held against (较上年) and not behind a verb
  uint32_t tokens = 0;
};

// `at` is the token of a number. `comparing`: the clause compares (同比, 较上年), so that 多, 少 are changes.
LeftWords ReadLeftWords(std::u32string_view text, const ScannedText& scanned, size_t at, bool comparing);

}  // namespace fazhi::extraction
