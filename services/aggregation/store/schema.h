#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace fazhi::aggregation {

// The version that this program reads and writes.
inline constexpr int64_t kSchemaVersion = 2;

// The statements that bring a database of the schema `from` (0: an empty one) to kSchemaVersion, as they
// stand in schema_*.sql, in SQLite's dialect.
std::string SchemaSince(int64_t from);

// FAILED_PRECONDITION/UNKNOWN_SCHEMA for the database at `place`, which has another version, and what to do.
absl::Status UnknownSchema(absl::string_view place, int64_t version);

}  // namespace fazhi::aggregation
