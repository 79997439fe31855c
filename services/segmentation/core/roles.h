#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fazhi/v1/outline.pb.h"

namespace fazhi::segmentation {

// Roles of sections by data/roles.tsv. Pure and thread-safe.

// The roles that a heading (without its number) names, each once, in its order: none when it says nothing,
// several in 存在的问题及下一步打算. `year` is the year reported on, 0 when unknown: a later year in the
// heading makes it a plan.
std::vector<v1::Role> RolesOfHeading(std::u32string_view heading, uint32_t year);

// What the words of a section say; ROLE_UNSPECIFIED when they are not clear. Looks at its first 1,500 code
// points.
v1::Role RoleOfText(std::u32string_view text);

// Sets `role` of all sections: by their headings, else by their words, else by the kind of the report and the
// place; sections below another one inherit, but below a merged heading one that names one of its roles
// itself has that, and one whose year and words contradict the heading above has its own. `text` is the clean
// text of `outline`'s report, folded.
void AssignRoles(std::u32string_view text, const v1::Report& report, v1::Outline& outline);

}  // namespace fazhi::segmentation
