#include "services/aggregation/store/schema.h"

#include "absl/strings/str_cat.h"
#include "fazhi_schema.h"
#include "services/base/errors.h"

namespace fazhi::aggregation {

std::string SchemaSince(int64_t from) {
  std::string sql;
  for (int64_t version = from + 1; version <= kSchemaVersion; ++version) {
    absl::StrAppend(&sql, schema::Data(absl::StrCat("schema_", version, ".sql")), "\n");
  }
  return sql;
}

absl::Status UnknownSchema(absl::string_view place, int64_t version) {
  return ErrorWithReason(
      absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA", "database",
      absl::StrCat(place, " has schema version ", version, ", this program knows ", kSchemaVersion,
                   version > kSchemaVersion
                       ? "; use the newer fazhi that made it"
                       : absl::StrCat("; run `fazhi migrate --database ", place, "` first")));
}

}  // namespace fazhi::aggregation
