#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace fazhi {

// What people type to narrow a listing, made into what the store takes; regions and indicators:
// services/aggregation/query_filters.h. INVALID_ARGUMENT with the reasons below, and what is allowed.

// What `--region` takes.
inline constexpr char kRegionHelp[] =
    "Code of GB/T 2260 (62 or 620000 is a province with all in it, CN the nation), or a name: of that table, "
    "or as the reports of the database have it";

// `2024`, `2020-2024`, `2020-`, `-2024`; 0 where it is open. BAD_OPTION.
absl::Status ParseYears(absl::string_view text, uint32_t& from, uint32_t& to);

// One year alone. BAD_OPTION.
absl::StatusOr<uint32_t> ParseYear(absl::string_view text);

// The number of the value of an enum that is said in the words of the outputs (`sum_mismatch` of
// FINDING_TYPE_SUM_MISMATCH), 0 for an empty one. BAD_OPTION, with all words, for others.
absl::StatusOr<int> ParseWord(const google::protobuf::EnumDescriptor& type, absl::string_view prefix,
                              absl::string_view option, absl::string_view word);

}  // namespace fazhi
