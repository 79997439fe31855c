#include "services/aggregation/core/figure_sentence.h"

#include "services/text/excerpt.h"

namespace fazhi::aggregation {

std::string FigureSentence(const v1::Outline& outline, std::u32string_view text,
                           const v1::Observation& observation) {
  if (observation.sentence() >= static_cast<uint32_t>(outline.sentences_size())) return "";
  const v1::Sentence& sentence = outline.sentences(static_cast<int>(observation.sentence()));
  return Excerpt(text, sentence.begin(), sentence.end(), observation.span().begin(),
                 observation.span().end());
}

}  // namespace fazhi::aggregation
