#include "services/extraction/core/confidence.h"

#include <algorithm>

namespace fazhi::extraction {

float Confidence(const GroundedQuantity& quantity, const Measure& measure, const Link& link) {
  float confidence = 0.97f;
  if (quantity.grey) confidence *= 0.6f;
  if (quantity.quantity.unit().empty()) confidence *= 0.9f;
  if (quantity.status != v1::STATUS_ACTUAL) confidence *= 0.97f;
  if (measure.phrase.empty()) confidence *= 0.6f;
  if (measure.bare) confidence *= measure.base == kNoMeasure ? 0.85f : 0.93f;
  if (measure.copied) confidence *= 0.93f;
  if (link.indicator >= 0) confidence *= std::clamp(0.55f + 0.5f * link.score, 0.6f, 1.0f);
  return confidence;
}

}  // namespace fazhi::extraction
