#pragma once

#include <cstdint>
#include <vector>

#include "fazhi/v1/outline.pb.h"
#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// The year that 今年 means: the report's own, but for a speech given in the year after it, which looks back
// on 去年, unless its title names the report's year.
uint32_t ThisYear(const v1::Report& report);

// What a section's headings say of the figures below them.
struct SectionTime {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  bool plan = false;
  uint32_t level = 0;
  uint32_t year = 0;  // that the heading, or one above it, names; of a plan, when it is due; 0 when none does
};

class SectionTimes {
 public:
  // `scratch` is overwritten.
  SectionTimes(const v1::Outline& outline, ScannedText& scratch);

  // Any index is allowed; unknown ones have no role.
  const SectionTime& Of(uint32_t section) const {
    return section < sections_.size() ? sections_[section] : nowhere_;
  }

  // The first words of a section name the year that it reports on (2022年,全市…): holds for it and what is
  // below it, plans and headings that name another excepted.
  void SetYear(uint32_t section, uint32_t year);

  // A plan's text says when it is due (2025年是…): holds for the whole topmost section unless its heading
  // says otherwise.
  void SetPlanYear(uint32_t section, uint32_t year);

  // A speech of the autumn has come to what is to be done next year: so has what follows of the topmost
  // section.
  void GoOnWithNextYear(uint32_t section);

 private:
  SectionTime nowhere_;
  std::vector<SectionTime> sections_;
  std::vector<uint32_t> top_;      // the topmost section that each one is in
  uint32_t next_year_ = 0;         // that a speech of the autumn may come to; 0 for other texts
  uint32_t gone_on_ = UINT32_MAX;  // the topmost section that has come to it
  uint32_t planned_ = 0;           // the last one that a year was set for
};

}  // namespace fazhi::extraction
