#include "tools/cli/summary.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/status_macros.h"
#include "services/catalog/catalog.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/records.h"
#include "tools/cli/table.h"

namespace fazhi {
namespace {

constexpr size_t kMaxRegions = 24;
constexpr size_t kMaxYears = 5;

// Whose a row is: a region, or a department of it.
template <typename Row>
std::string RegionText(const Row& row) {
  if (row.region_name.empty()) return row.region.empty() ? "?" : row.region;
  return absl::StrCat(row.region_name, row.reporting_body == v1::REPORTING_BODY_DEPARTMENT
                                           ? absl::StrCat(" ", row.subject)
                                           : "");
}

std::string YearText(uint32_t year) { return year == 0 ? "?" : absl::StrCat(year); }

std::string More(size_t count, absl::string_view what, absl::string_view query,
                 const SummaryOptions& options) {
  return absl::StrCat("  … and ", count, " more ", what, ": tools/fazhi query ", query,
                      options.database_argument, "\n");
}

// The reports of the documents that are meant, as the store orders them.
absl::StatusOr<std::vector<aggregation::ReportRow>> ReportsOf(aggregation::Store& store,
                                                              const std::vector<std::string>* sha256) {
  absl::flat_hash_set<std::string> ours;
  if (sha256 != nullptr) ours.insert(sha256->begin(), sha256->end());
  aggregation::ListReportsRequest request;
  request.filter.current_only = false;
  std::vector<aggregation::ReportRow> rows;
  FAZHI_RETURN_IF_ERROR(ForEachReport(store, request, [&](const aggregation::ReportRow& row) {
    if (sha256 == nullptr || ours.contains(row.document_sha256)) rows.push_back(row);
    return absl::OkStatus();
  }));
  return rows;
}

std::string ReportTable(const std::vector<aggregation::ReportRow>& reports, size_t max_rows) {
  Table table({{"region", false, 26},
               {"year", true},
               {"kind", false, 13},
               {"sections", true},
               {"quantities", true},
               {"indicators", true},
               {"findings", true},
               {"state", false, 9},
               {"document", false, kWhole}});
  for (const auto& row : reports) {
    if (max_rows-- == 0) break;
    const auto kind = Word(v1::ReportKind_Name(row.kind), "REPORT_KIND_");
    table.AddRow({RegionText(row), YearText(row.year), kind.is_string() ? kind.get<std::string>() : "?",
                  absl::StrCat(row.sections), absl::StrCat(row.observations), absl::StrCat(row.indicators),
                  absl::StrCat(row.findings), std::string(aggregation::ReportStateName(row.state)), row.url});
  }
  return table.ToString(2);
}

// Annual reports with indicators that no value comes from, as nobody knows whose or of when they are.
std::string Unplaced(const std::vector<aggregation::ReportRow>& reports) {
  constexpr size_t kMostNamed = 3;
  size_t count = 0;
  std::string named;
  for (const aggregation::ReportRow& row : reports) {
    if (row.kind != v1::REPORT_KIND_ANNUAL_REPORT || row.indicators == 0) continue;
    if (!row.region.empty() && row.year != 0) continue;
    if (count++ < kMostNamed) absl::StrAppend(&named, count == 1 ? "" : ", ", row.url);
  }
  if (count == 0) return "";
  if (count > kMostNamed) absl::StrAppend(&named, ", …");
  return Wrap(
      absl::StrCat(count, count == 1 ? " report is" : " reports are", " of no region or year that is known (",
                   named,
                   "), so their figures are in no table of values; a county that GB/T 2260 does not list "
                   "needs its province or city in title or text, or a manifest with its site_code"),
      kTextWidth, 2);
}

// One line of the table of values: an indicator in one region.
struct Line {
  std::string indicator, unit, scope, region;
  std::map<uint32_t, std::string> by_year;
};

absl::StatusOr<std::string> ValueTable(aggregation::Store& store,
                                       const std::vector<aggregation::ReportRow>& reports,
                                       const SummaryOptions& options) {
  const Catalog& catalog = Catalog::Default();
  std::vector<std::string> regions;
  for (const auto& row : reports) {
    if (!row.region.empty() && std::find(regions.begin(), regions.end(), row.region) == regions.end()) {
      regions.push_back(row.region);
    }
  }
  const size_t all_regions = regions.size();
  if (regions.size() > kMaxRegions) regions.resize(kMaxRegions);
  // Lines of one indicator stand together, those that most can be compared in first, else in the catalog's
  // order.
  std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, Line> lines;
  std::map<std::string, size_t> values;
  std::set<uint32_t> years;
  for (const std::string& region : regions) {
    aggregation::ListValuesRequest request;
    request.region_prefix = region;
    FAZHI_ASSIGN_OR_RETURN(const auto rows, store.ListValues(request));
    for (const auto& row : rows) {
      if (row.region != region) continue;
      const auto record = ValueRecord(row, catalog);
      const std::string scope = record["scope"].is_string() ? record["scope"].get<std::string>() : "";
      Line& line = lines[{row.indicator, row.unit, scope, row.region, row.subject}];
      line.indicator = record["indicator_name"].get<std::string>();
      line.unit = row.unit;
      line.scope = scope;
      line.region = RegionText(row);
      line.by_year[row.year] = record["value"].get<std::string>();
      years.insert(row.year);
      ++values[row.indicator];
    }
  }
  if (lines.empty())
    return std::string("  no report of a known region has a figure that is an indicator of the catalog\n");
  while (years.size() > kMaxYears) years.erase(years.begin());
  std::map<std::string, size_t> catalog_order;
  for (const auto& indicator : catalog.proto().indicators())
    catalog_order.emplace(indicator.id(), catalog_order.size());
  std::vector<std::pair<std::string, const Line*>> ordered;
  ordered.reserve(lines.size());
  for (const auto& [key, line] : lines) ordered.emplace_back(std::get<0>(key), &line);
  std::stable_sort(ordered.begin(), ordered.end(), [&](const auto& a, const auto& b) {
    const size_t va = values[a.first];
    const size_t vb = values[b.first];
    if (va != vb) return va > vb;
    return catalog_order[a.first] < catalog_order[b.first];
  });

  std::vector<Table::Column> columns = {
      {"indicator", false, 34}, {"unit", false, 8}, {"scope", false, 12}, {"region", false, 20}};
  for (uint32_t year : years) columns.push_back({absl::StrCat(year), true, 14});
  Table table(columns);
  size_t shown = 0;
  bool several = false;
  const std::string* before = nullptr;
  for (const auto& [id, line] : ordered) {
    if (shown++ == options.max_values) break;
    std::vector<std::string> cells = {before != nullptr && *before == id ? "" : line->indicator, line->unit,
                                      line->scope, line->region};
    for (uint32_t year : years) {
      auto it = line->by_year.find(year);
      cells.push_back(it == line->by_year.end() ? "" : it->second);
      several = several || absl::StrContains(cells.back(), "–");
    }
    table.AddRow(std::move(cells));
    before = &id;
  }
  std::string text = table.ToString(2);
  if (ordered.size() > options.max_values)
    text += More(ordered.size() - options.max_values, "lines", "values --limit 0", options);
  if (several)
    text += "  a–b: the report says a range, or several figures; tools/fazhi query observations shows them\n";
  if (all_regions > regions.size()) {
    text += More(all_regions - regions.size(), "regions", "values --region CODE", options);
  }
  return text;
}

absl::StatusOr<std::string> FindingList(aggregation::Store& store,
                                        const std::vector<aggregation::ReportRow>& reports,
                                        const SummaryOptions& options) {
  absl::flat_hash_set<std::string> ours;
  for (const auto& row : reports) ours.insert(row.name);
  std::string text;
  size_t count = 0;
  FAZHI_RETURN_IF_ERROR(ForEachFinding(store, {}, [&](const aggregation::FindingRow& row) {
    if (!ours.contains(row.report) || count++ >= options.max_findings) return absl::OkStatus();
    text += FindingText(FindingRecord(row));
    return absl::OkStatus();
  }));
  if (count == 0) return std::string("  none\n");
  if (count > options.max_findings)
    text += More(count - options.max_findings, "findings", "findings --limit 0", options);
  return text;
}

}  // namespace

absl::Status PrintSummary(aggregation::Store& store, const SummaryOptions& options, const ByteSink& sink) {
  FAZHI_ASSIGN_OR_RETURN(const auto reports, ReportsOf(store, options.sha256));
  FAZHI_RETURN_IF_ERROR(sink(absl::StrCat("\nReports\n", ReportTable(reports, options.max_reports))));
  if (reports.size() > options.max_reports) {
    FAZHI_RETURN_IF_ERROR(
        sink(More(reports.size() - options.max_reports, "reports", "reports --limit 0", options)));
  }
  FAZHI_RETURN_IF_ERROR(sink(Unplaced(reports)));
  FAZHI_ASSIGN_OR_RETURN(const std::string values, ValueTable(store, reports, options));
  FAZHI_RETURN_IF_ERROR(sink(absl::StrCat("\nIndicators by region and year\n", values)));
  FAZHI_ASSIGN_OR_RETURN(const std::string findings, FindingList(store, reports, options));
  return sink(
      absl::StrCat("\nFindings (figures that do not fit each other; the basis may differ)\n", findings));
}

}  // namespace fazhi
