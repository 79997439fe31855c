#include "services/ingestion/read_checked.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi {

absl::StatusOr<runtime::Incoming> ReadChecked(const runtime::Record& record, absl::Time now) {
  FAZHI_ASSIGN_OR_RETURN(runtime::Incoming incoming, runtime::ReadIncoming(record));
  FAZHI_RETURN_IF_ERROR(runtime::CheckTimes(incoming, now));
  const auto* const check = absl::get_if<v1::CheckRecord>(&incoming);
  if (check != nullptr && RegionTable::Default().Find(ShortCode(check->region_code())) == nullptr) {
    return InvalidInput(
        "BAD_REGION", "region_code",
        absl::StrCat("no division of GB/T 2260 has the code ", check->region_code(),
                     ": a province has 2 digits, a prefecture 4, a county 6, or zeros behind them"));
  }
  return incoming;
}

}  // namespace fazhi
