#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/aggregation/store/store.h"
#include "services/catalog/catalog.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi {

// Regions and indicators as people and programs ask for them, made into what the store takes; the command
// line and gRPC have them read here. What would find nothing whatever the database holds is refused, with
// what is allowed or where to find it: INVALID_ARGUMENT with the reasons below. Thread-safe; pure but for
// FindRegion, whose other errors are the store's.

// The key of a region: of GB/T 2260 the short code, so that 620000 is 62 and 620900 is 6209; the key of an
// unlisted division as the outputs have it (6209~沙泉县), as it is; empty, which holds all, for `CN` and for
// an empty one. A name is that of a region of the database, `held` by key, or else of the table; names of
// those above may stand before it (福州市鼓楼区). BAD_REGION, of the field `region`, for what is none of
// these, and for a name of several, told with their codes.
absl::StatusOr<std::string> ParseRegion(absl::string_view text,
                                        const std::map<std::string, std::string>& held = {},
                                        const RegionTable& table = RegionTable::Default());

// The same, with the names of the regions that the database has reports of.
absl::StatusOr<std::string> FindRegion(absl::string_view text, aggregation::Store& store);

// Years that queries take; 0 is open. BAD_YEARS, of that field.
inline constexpr uint32_t kFirstYear = 1990;
inline constexpr uint32_t kLastYear = 2100;
absl::Status CheckYear(uint32_t year, absl::string_view field);

// A report's name, or the beginning of its text's hash, at least 6 digits; empty for all. BAD_NAME, of the
// field `report`.
absl::Status CheckReport(absl::string_view text);

// An id of the catalog, or the beginning of some with `*`; empty for all. NO_SUCH_INDICATOR, of the field
// `indicator`.
absl::Status CheckIndicator(const std::string& text, const Catalog& catalog = Catalog::Default());

}  // namespace fazhi
