#include "services/segmentation/core/segment.h"

#include <utility>

namespace fazhi {

absl::StatusOr<v1::Outline> Segment(v1::Report report) {
  v1::Outline outline;
  v1::Section* section = outline.add_sections();
  section->set_role(v1::ROLE_PREAMBLE);
  for (const v1::Block& block : report.blocks()) {
    v1::Sentence* sentence = outline.add_sentences();
    sentence->set_begin(block.begin());
    sentence->set_end(block.end());
    sentence->add_clause_begin(block.begin());
  }
  *outline.mutable_report() = std::move(report);
  return outline;
}

}  // namespace fazhi
