#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_strip.h"

namespace fazhi::extraction {

// How the measures of a text are written: with the topic that gave a short one its indicator, without halves
// of brackets. Keeps references to all it is made of. Immutable; thread-safe.
class MeasureText {
 public:
  MeasureText(const Context& context, const Catalog& catalog, const std::vector<GroundedQuantity>& quantities,
              const std::vector<TopicHit>& topics)
      : context_(context),
        catalog_(catalog),
        quantities_(quantities),
        topics_(topics),
        stripper_(context.text) {}

  // Sets `phrase` to what `measure`, which `link` links, says.
  void Read(const Measure& measure, const Link& link, std::u32string& phrase) const;

 private:
  // The end of the text before a figure whose topics may be put before its words.
  uint32_t TopicsEnd(const GroundedQuantity& quantity) const;
  // Where the topic stands that is put before `words`; empty when they need none. `at`: that end.
  Piece TopicFor(std::u32string_view words, uint32_t topic, uint32_t at) const;

  // 行政机关 for 败诉率: where the noun stands that the indicator is of and its short words leave out.
  Piece NounFor(std::u32string_view words, int indicator, uint32_t at) const;

  const Context& context_;
  const Catalog& catalog_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<TopicHit>& topics_;
  const Stripper stripper_;
};

}  // namespace fazhi::extraction
