#include "services/aggregation/store/filter.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"

namespace fazhi::aggregation {
namespace {

constexpr char kSeparator = '\x1f';

std::string ToString(const Conditions::Value& value) {
  return absl::holds_alternative<int64_t>(value) ? absl::StrCat(absl::get<int64_t>(value))
                                                 : absl::get<std::string>(value);
}

// The least string above all that begin with `prefix`; empty when there is none.
std::string Above(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

}  // namespace

void Conditions::Add(absl::string_view condition, std::vector<Value> values) {
  conditions_.emplace_back(condition);
  for (Value& value : values) values_.push_back(std::move(value));
}

void Conditions::AddPrefix(absl::string_view column, const std::string& prefix) {
  if (prefix.empty()) return;
  Add(absl::StrCat("substr(", column, ", 1, length(?)) = ?"), {prefix, prefix});
  const std::string above = Above(prefix);
  // For the index; bytes that are no UTF-8 are left to the first condition.
  if (!above.empty() && static_cast<unsigned char>(above.back()) < 0x80) {
    Add(absl::StrCat(column, " >= ? AND ", column, " < ?"), {prefix, above});
  }
}

void Conditions::AddRegion(absl::string_view column, const std::string& key) {
  if (absl::StrContains(key, '~')) {
    Add(absl::StrCat(column, " = ?"), {key});
  } else {
    AddPrefix(column, key);
  }
}

void Conditions::AddIndicator(absl::string_view column, const std::string& indicator) {
  if (indicator.empty()) return;
  if (absl::EndsWith(indicator, "*")) {
    AddPrefix(column, indicator.substr(0, indicator.size() - 1));
  } else {
    Add(absl::StrCat(column, " = ?"), {indicator});
  }
}

void Conditions::AddFilter(const ReportFilter& filter) {
  if (filter.current_only) {
    Add("r.state = 0");
  } else {
    Add("r.state < 5");
  }
  AddRegion("r.region", filter.region_prefix);
  if (!filter.region.empty()) Add("r.region = ?", {filter.region});
  if (filter.year_from != 0) Add("r.year >= ?", {int64_t{filter.year_from}});
  if (filter.year_to != 0) Add("r.year <= ?", {int64_t{filter.year_to}});
  if (filter.kind != v1::REPORT_KIND_UNSPECIFIED) Add("r.kind = ?", {int64_t{filter.kind}});
  if (filter.reporting_body != v1::REPORTING_BODY_UNSPECIFIED) {
    Add("r.reporting_body = ?", {int64_t{filter.reporting_body}});
  }
  if (!filter.url.empty()) Add("r.url = ?", {filter.url});
  if (filter.report.empty()) return;
  // A name ends in 12 digits of the text's hash; before them stands the slot.
  absl::string_view name = filter.report;
  if (absl::StartsWith(name, "reports/")) {
    const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
    Add("r.slot = ?", {std::string(parts[1])});
    name = parts.size() > 3 ? parts[3] : "";
  } else if (absl::StartsWith(name, "documents/")) {
    name.remove_prefix(10);
    name = name.substr(0, name.find('/'));
  }
  AddPrefix("r.text_sha256", std::string(name));
}

std::string Conditions::Sql() const {
  return conditions_.empty() ? "" : absl::StrCat(" WHERE ", absl::StrJoin(conditions_, " AND "));
}

void Conditions::Bind(Statement& statement) const {
  for (const Value& value : values_) {
    if (absl::holds_alternative<int64_t>(value)) {
      statement.Bind(absl::get<int64_t>(value));
    } else {
      statement.Bind(absl::get<std::string>(value));
    }
  }
}

std::string Conditions::Fingerprint() const {
  std::string all = Sql();
  for (const Value& value : values_) absl::StrAppend(&all, "\n", ToString(value));
  return Sha256Hex(all).substr(0, 12);
}

std::string MakePageToken(const std::string& fingerprint, const std::vector<Conditions::Value>& place) {
  std::string token = fingerprint;
  for (const Conditions::Value& value : place) {
    token.push_back(kSeparator);
    token += ToString(value);
  }
  return absl::WebSafeBase64Escape(token);
}

absl::StatusOr<std::vector<Conditions::Value>> ReadPageToken(const std::string& fingerprint,
                                                             const std::string& token,
                                                             const std::string& types) {
  const absl::Status bad = InvalidInput("BAD_PAGE_TOKEN", "page_token",
                                        "the page token is not of this request: begin without one");
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes)) return bad;
  const std::vector<std::string> parts = absl::StrSplit(bytes, kSeparator);
  if (parts.size() != types.size() + 1 || parts[0] != fingerprint) return bad;
  std::vector<Conditions::Value> place;
  for (size_t i = 0; i < types.size(); ++i) {
    if (types[i] == 's') {
      place.emplace_back(parts[i + 1]);
      continue;
    }
    int64_t number = 0;
    if (!absl::SimpleAtoi(parts[i + 1], &number)) return bad;
    place.emplace_back(number);
  }
  return place;
}

}  // namespace fazhi::aggregation
