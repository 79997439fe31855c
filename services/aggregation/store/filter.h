#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/variant.h"
#include "services/aggregation/store/database.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// A WHERE clause that grows with the fields that are set. Values are always bound, never written into the
// text.
class Conditions {
 public:
  using Value = absl::variant<int64_t, std::string>;

  // `condition` holds one `?` for each value.
  void Add(absl::string_view condition, std::vector<Value> values = {});

  // The conditions on `readings r`. What is gone is never among them.
  void AddFilter(const ReportFilter& filter);
  // An indicator, or a prefix of one ending in `*`; nothing when empty.
  void AddIndicator(absl::string_view column, const std::string& indicator);
  // Text of `column` that begins with `prefix`; nothing when empty.
  void AddPrefix(absl::string_view column, const std::string& prefix);
  // The region of a RegionKey with all in it; in an unlisted one (`6209~沙泉县`) lies no other.
  void AddRegion(absl::string_view column, const std::string& key);

  // ` WHERE … AND …`, or nothing.
  std::string Sql() const;
  void Bind(Statement& statement) const;

  // What tells two different requests apart, to bind a page token to its own.
  std::string Fingerprint() const;

 private:
  std::vector<std::string> conditions_;
  std::vector<Value> values_;
};

// A place in a listing as an opaque string, bound to its request; and back. INVALID_ARGUMENT/BAD_PAGE_TOKEN.
std::string MakePageToken(const std::string& fingerprint, const std::vector<Conditions::Value>& place);
absl::StatusOr<std::vector<Conditions::Value>> ReadPageToken(const std::string& fingerprint,
                                                             const std::string& token,
                                                             const std::string& types);

}  // namespace fazhi::aggregation
