#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/catalog.pb.h"

namespace fazhi {

// The phrases that one with alternatives stands for, in order: 审批{节点,步骤} is 审批节点 and 审批步骤. A
// brace that is not closed stays as it is. Pure; thread-safe.
std::vector<std::string> Alternatives(absl::string_view text);

// Gives every alternative of the catalog's aliases and same words an entry of its own; one that the
// indicator, or the class of words, has already is left out.
void SpellOutAlternatives(v1::Catalog& catalog);

}  // namespace fazhi
