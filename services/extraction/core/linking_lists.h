#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// What the list that a figure stands in says of it. Keeps references to what it is made of; looks no further
// than a clause.
class FigureLists {
 public:
  FigureLists(const Context& context, const std::vector<GroundedQuantity>& quantities,
              const std::vector<Measure>& measures)
      : context_(context), quantities_(quantities), measures_(measures) {}

  // 2市、4县和6个省直单位, 12个盟市、20个部门: bodies of one sort only, beside those of another.
  bool OfBodiesOfOneSort(uint32_t m) const;

 private:
  bool AreBodies(const GroundedQuantity& first, const GroundedQuantity& second) const;

  const Context& context_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Measure>& measures_;
};

}  // namespace fazhi::extraction
