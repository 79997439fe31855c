#include "services/aggregation/query_filters.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi {
namespace {

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Key and name of the regions that have a name.
using Regions = std::vector<std::pair<std::string, std::string>>;

// No division's name has more bytes.
constexpr size_t kLongestName = 120;

// The regions of the name within a division, of those held or else of the table; what stands before the name
// may say where it lies (福州市鼓楼区).
Regions RegionsNamed(absl::string_view text, absl::string_view within,
                     const std::map<std::string, std::string>& held, const RegionTable& table) {
  Regions named;
  for (const auto& [key, name] : held) {
    if (name == text && absl::StartsWith(key, within)) named.emplace_back(key, name);
  }
  if (!named.empty()) return named;
  for (const Region* region : table.FindByName(text, {within})) {
    std::string name(region->name);
    for (const Region* above : table.Ancestors(region->code)) name.insert(0, std::string(above->name));
    named.emplace_back(std::string(region->code), std::move(name));
  }
  for (size_t end = std::min(text.size(), kLongestName); named.empty() && end > 0; --end) {
    const Region* above = table.Resolve(text.substr(0, end), {within});
    if (above != nullptr && above->code.size() > within.size() && end < text.size())
      named = RegionsNamed(text.substr(end), above->code, held, table);
  }
  return named;
}

// `like` are regions of the database whose names hold an unknown one.
absl::Status BadRegion(absl::string_view text, const Regions& found, const Regions& like) {
  const Regions& named = found.empty() ? like : found;
  std::string message = absl::StrCat("region ", Shown(text),
                                     !found.empty() ? " is several"
                                     : like.empty() ? " is unknown"
                                                    : " is unknown; like it");
  constexpr size_t kMost = 5;
  for (size_t i = 0; i < std::min(named.size(), kMost); ++i)
    absl::StrAppend(&message, i == 0 ? ": " : ", ", named[i].first, " is ", named[i].second);
  if (named.size() > kMost) absl::StrAppend(&message, ", …");
  return InvalidInput("BAD_REGION", "region",
                      absl::StrCat(message,
                                   "; it takes a code of GB/T 2260 (2, 4 or 6 digits) or a name, and `fazhi "
                                   "query reports --format csv` shows those of the database in its columns "
                                   "region and region_name"));
}

}  // namespace

absl::StatusOr<std::string> ParseRegion(absl::string_view text,
                                        const std::map<std::string, std::string>& held,
                                        const RegionTable& table) {
  if (text.empty() || text == "CN") return std::string();
  const size_t tilde = text.find('~');
  const absl::string_view code = ShortCode(text.substr(0, tilde));
  if (IsDigits(code) && table.Find(code) != nullptr)
    return absl::StrCat(code, tilde == absl::string_view::npos ? "" : text.substr(tilde));
  const Regions named = RegionsNamed(text, "", held, table);
  if (named.size() == 1) return named[0].first;
  Regions like;
  for (const auto& [key, name] : held) {
    if (absl::StrContains(name, text)) like.emplace_back(key, name);
  }
  return BadRegion(text, named, like);
}

absl::StatusOr<std::string> FindRegion(absl::string_view text, aggregation::Store& store) {
  // What is no name is not looked for among them.
  if (text.empty() || text == "CN" || IsDigits(text.substr(0, text.find('~')))) return ParseRegion(text);
  FAZHI_ASSIGN_OR_RETURN(const auto held, store.RegionNames());
  return ParseRegion(text, held);
}

absl::Status CheckYear(uint32_t year, absl::string_view field) {
  if (year == 0 || (year >= kFirstYear && year <= kLastYear)) return absl::OkStatus();
  return InvalidInput("BAD_YEARS", field,
                      absl::StrCat("`", field, "` is ", year, "; years are ", kFirstYear, " to ", kLastYear));
}

absl::Status CheckReport(absl::string_view text) {
  constexpr size_t kFewestDigits = 6;
  const bool digits =
      text.size() >= kFewestDigits && text.find_first_not_of("0123456789abcdef") == absl::string_view::npos;
  if (text.empty() || digits || absl::StartsWith(text, "reports/") || absl::StartsWith(text, "documents/"))
    return absl::OkStatus();
  return InvalidInput(
      "BAD_NAME", "report",
      absl::StrCat("report ", Shown(text), " is no name of a report (reports/…, documents/…), nor ",
                   kFewestDigits, " or more of the first digits of its text's hash"));
}

namespace {

// How many bytes must be put in, taken out or changed to make one of the other.
size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

// The ids, or beginnings of ids up to their dot with the *, that a few slips of the pen make the text.
std::vector<std::string> ClosestIndicators(absl::string_view text, const Catalog& catalog) {
  std::vector<std::string> closest;
  // More slips than that are another word, and a text longer than any id is not compared.
  size_t least = text.size() / 4;
  constexpr size_t kLongestId = 100;
  if (text.size() > kLongestId) return closest;
  for (const v1::Indicator& indicator : catalog.proto().indicators()) {
    const std::string& id = indicator.id();
    std::string candidate =
        absl::EndsWith(text, "*") ? absl::StrCat(id.substr(0, id.find('.') + 1), "*") : id;
    const size_t distance = EditDistance(text, candidate);
    if (distance > least) continue;
    if (distance < least) closest.clear();
    least = distance;
    if (!absl::c_linear_search(closest, candidate)) closest.push_back(std::move(candidate));
  }
  return closest;
}

}  // namespace

absl::Status CheckIndicator(const std::string& text, const Catalog& catalog) {
  if (text.empty() || catalog.Find(text) != nullptr) return absl::OkStatus();
  const auto some_begins = [&](absl::string_view beginning) {
    const auto& indicators = catalog.proto().indicators();
    return std::any_of(indicators.begin(), indicators.end(), [&](const v1::Indicator& indicator) {
      return absl::StartsWith(indicator.id(), beginning);
    });
  };
  absl::string_view beginning = text;
  if (absl::ConsumeSuffix(&beginning, "*")) {
    if (some_begins(beginning)) return absl::OkStatus();
  } else if (some_begins(text)) {
    return InvalidInput("NO_SUCH_INDICATOR", "indicator",
                        absl::StrCat("no indicator ", text, ", but some begin so: '", text,
                                     "*' is all of them; see: fazhi catalog list, ListIndicators"));
  }
  std::string named;
  constexpr int kMost = 5;
  int count = 0;
  for (const v1::Indicator& indicator : catalog.proto().indicators()) {
    if (!absl::StrContains(indicator.zh_name(), text) || ++count > kMost) continue;
    absl::StrAppend(&named, count == 1 ? "; so named: " : ", ", indicator.id(), " (", indicator.zh_name(),
                    ")");
  }
  if (count == 0) {
    for (const std::string& closest : ClosestIndicators(text, catalog)) {
      if (++count <= kMost) absl::StrAppend(&named, count == 1 ? "; closest: " : ", ", closest);
    }
  }
  return InvalidInput("NO_SUCH_INDICATOR", "indicator",
                      absl::StrCat("no indicator ", Shown(text), named, count > kMost ? ", …" : "",
                                   "; see: fazhi catalog list, ListIndicators"));
}

}  // namespace fazhi
