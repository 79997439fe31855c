#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "services/catalog/catalog.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi {

// What people type to narrow a listing, made into what the store takes. What would find nothing whatever the
// database holds is refused, with what is allowed or where to find it: INVALID_ARGUMENT with the reasons
// below.

// What `--region` takes.
inline constexpr char kRegionHelp[] =
    "Code of GB/T 2260 (62 or 620000 is a province with all in it), or a name: of that table, or as the "
    "reports "
    "of the database have it";

// The key of `--region`: of GB/T 2260 the short code, so that 620000 is 62 and 620900 is 6209; `CN`, and the
// key of an unlisted division as the outputs have it (6209~沙泉县), as they are. A name is that of a region
// of the database, `held` by key, or else of the table. BAD_REGION for what is none of these, and for a name
// of several, told with their codes.
absl::StatusOr<std::string> ParseRegion(absl::string_view text,
                                        const std::map<std::string, std::string>& held = {},
                                        const RegionTable& table = RegionTable::Default());

// `2024`, `2020-2024`, `2020-`, `-2024`; 0 where it is open. BAD_OPTION.
absl::Status ParseYears(absl::string_view text, uint32_t& from, uint32_t& to);

// One year alone. BAD_OPTION.
absl::StatusOr<uint32_t> ParseYear(absl::string_view text);

// An id of the catalog, or the beginning of some with `*`; empty for all. NO_SUCH_INDICATOR.
absl::Status CheckIndicator(const std::string& text, const Catalog& catalog = Catalog::Default());

// The number of the value of an enum that is said in the words of the outputs (`sum_mismatch` of
// FINDING_TYPE_SUM_MISMATCH), 0 for an empty one. BAD_OPTION, with all words, for others.
absl::StatusOr<int> ParseWord(const google::protobuf::EnumDescriptor& type, absl::string_view prefix,
                              absl::string_view option, absl::string_view word);

}  // namespace fazhi
