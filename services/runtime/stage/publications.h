#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "services/runtime/stage/edges.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// The output of a stage that publishes: what one record becomes, in order.
struct Publications : Output {
  std::vector<OutgoingRecord> records;

  size_t bytes() const override {
    size_t sum = 0;
    for (const OutgoingRecord& record : records) sum += record.bytes();
    return sum;
  }
};

}  // namespace fazhi::runtime
