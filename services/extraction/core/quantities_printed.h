#pragma once

#include <cstdint>
#include <string>

#include "fazhi/v1/observation.pb.h"

namespace fazhi::extraction {

// What v1::Quantity says, field by field, before it is known whether there will be a message of it: most
// units fit in it without memory of their own.
class PrintedQuantity {
 public:
  int64_t value_e4() const { return value_e4_; }
  void set_value_e4(int64_t value) { value_e4_ = value; }
  bool has_high_e4() const { return has_high_e4_; }
  int64_t high_e4() const { return high_e4_; }
  void set_high_e4(int64_t value) { high_e4_ = value, has_high_e4_ = true; }
  const std::string& unit() const { return unit_; }
  std::string* mutable_unit() { return &unit_; }
  v1::Bound bound() const { return bound_; }
  void set_bound(v1::Bound bound) { bound_ = bound; }
  int64_t resolution_e4() const { return resolution_e4_; }
  void set_resolution_e4(int64_t value) { resolution_e4_ = value; }

  // `message` is a fresh one.
  void CopyTo(v1::Quantity& message) const {
    message.set_value_e4(value_e4_);
    if (has_high_e4_) message.set_high_e4(high_e4_);
    if (!unit_.empty()) message.set_unit(unit_);
    message.set_bound(bound_);
    message.set_resolution_e4(resolution_e4_);
  }

 private:
  int64_t value_e4_ = 0;
  int64_t high_e4_ = 0;
  int64_t resolution_e4_ = 0;
  std::string unit_;
  v1::Bound bound_ = v1::BOUND_UNSPECIFIED;
  bool has_high_e4_ = false;
};

}  // namespace fazhi::extraction
