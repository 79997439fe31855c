#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"

namespace fazhi::extraction {

// Indicators, and families of them (`reconsideration`). Thread-safe for reading.
class IndicatorList {
 public:
  void Add(absl::string_view name) {
    families_ |= BitOf(FamilyOf(name));
    names_.emplace_back(name);
  }

  void Add(const IndicatorList& other) {
    families_ |= other.families_;
    names_.insert(names_.end(), other.names_.begin(), other.names_.end());
  }

  // Whether it names the indicator or its family.
  bool Names(absl::string_view indicator) const {
    const absl::string_view family = FamilyOf(indicator);
    return (families_ & BitOf(family)) != 0 &&
           (absl::c_linear_search(names_, indicator) || absl::c_linear_search(names_, family));
  }

 private:
  static absl::string_view FamilyOf(absl::string_view name) { return name.substr(0, name.find('.')); }
  // One bit of 64: most families that a list has nothing of have another.
  static uint64_t BitOf(absl::string_view family) {
    if (family.empty()) return 0;
    return uint64_t{1} << ((family.size() * 7 + static_cast<unsigned char>(family.front()) +
                            static_cast<unsigned char>(family.back()) * 5) &
                           63);
  }

  std::vector<std::string> names_;
  uint64_t families_ = 0;
};

}  // namespace fazhi::extraction
