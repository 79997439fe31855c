#pragma once

#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/relations.h"

namespace fazhi::extraction {

// Sets `shown` of each measure that does not stand alone although it has words of its own: 会前学法13次
// behind 县政府常务会议研究法治议题11次 is 县政府常务会议会前学法, 安全生产58件 out of 立案处罚176件 are
// 安全生产立案处罚. Only what is printed becomes longer: links and relations go by the words that stand at
// the figure. Linear in the measures.
void ShowMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<Relation>& relations,
                  std::vector<Measure>& measures);

}  // namespace fazhi::extraction
