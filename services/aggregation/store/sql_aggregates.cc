// A region's own values, both series of aggregates, and coverage.
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/store/filter.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/errors.h"
#include "services/base/resource_names.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

constexpr char kNation[] = "CN";

std::string Decimal(const absl::optional<absl::int128>& value) {
  return value.has_value() ? DecimalE4(*value) : "";
}

void AddYears(uint32_t from, uint32_t to, absl::string_view column, Conditions& conditions) {
  if (from != 0) conditions.Add(absl::StrCat(column, " >= ?"), {int64_t{from}});
  if (to != 0) conditions.Add(absl::StrCat(column, " <= ?"), {int64_t{to}});
}

// Indicator, year, unit, scope.
using Key = std::tuple<std::string, int64_t, std::string, int64_t>;

v1::Aggregate MakeAggregate(const Key& key, const std::string& region, v1::Series series,
                            v1::ReportingBody body, const Outcome& outcome) {
  v1::Aggregate aggregate;
  aggregate.set_indicator(std::get<0>(key));
  aggregate.set_year(static_cast<uint32_t>(std::get<1>(key)));
  aggregate.set_unit(std::get<2>(key));
  aggregate.set_scope(static_cast<v1::Scope>(std::get<3>(key)));
  aggregate.set_region(region);
  aggregate.set_series(series);
  aggregate.set_reporting_body(body);
  aggregate.set_n(outcome.n);
  aggregate.set_low(Decimal(outcome.low_e4));
  aggregate.set_high(Decimal(outcome.high_e4));
  aggregate.set_bound(outcome.bound);
  aggregate.set_numerator(outcome.numerator);
  aggregate.set_denominator(outcome.denominator);
  aggregate.set_unlisted(outcome.unlisted);
  return aggregate;
}

absl::optional<RegionLevel> TableLevel(Level level) {
  switch (level) {
    case Level::kProvince:
      return RegionLevel::kProvince;
    case Level::kPrefecture:
      return RegionLevel::kPrefecture;
    case Level::kCounty:
      return RegionLevel::kCounty;
    default:
      return absl::nullopt;
  }
}

// What ListAggregates is asked for, worked out.
struct Asked {
  bool nation = false;
  RegionPlace place;
  Level children = Level::kUnspecified;
  v1::ReportingBody body = v1::REPORTING_BODY_UNSPECIFIED;      // of the children
  v1::ReportingBody own_body = v1::REPORTING_BODY_UNSPECIFIED;  // of the region itself

  // Children of a county are added from their own values, all others from the totals of prefectures.
  bool WithinCounty() const { return place.level >= 3; }
};

absl::StatusOr<Asked> WorkOut(const ListAggregatesRequest& request) {
  Asked asked;
  asked.nation = request.region == kNation || request.region.empty();
  asked.place = asked.nation ? RegionPlace{0, "", true} : PlaceOf(request.region);
  asked.children =
      request.children == Level::kUnspecified ? static_cast<Level>(asked.place.level + 1) : request.children;
  if (request.children != Level::kUnspecified && static_cast<int>(asked.children) <= asked.place.level) {
    return InvalidInput("BAD_LEVEL", "children", "children must be of a level below the region's own");
  }
  const bool government = request.reporting_body == v1::REPORTING_BODY_GOVERNMENT;
  const auto body_of = [&](bool township) {
    return township && government ? v1::REPORTING_BODY_TOWNSHIP : request.reporting_body;
  };
  asked.body = body_of(asked.children == Level::kTownship);
  asked.own_body = body_of(asked.place.level == 4);
  return asked;
}

// The cells of the region's own reports.
absl::StatusOr<std::map<Key, std::vector<Cell>>> ReadOwnCells(const ListAggregatesRequest& request,
                                                              v1::ReportingBody body, Database& db) {
  Conditions own;
  own.Add("r.state = 0");
  own.Add("r.slot <> ''");
  own.Add("r.region = ?", {request.region});
  own.Add("r.reporting_body = ?", {int64_t{body}});
  own.AddIndicator("c.indicator", request.indicator);
  AddYears(request.year_from, request.year_to, "r.year", own);
  if (request.scope != v1::SCOPE_UNSPECIFIED) own.Add("c.scope = ?", {int64_t{request.scope}});
  Statement& select = db.Prepare(absl::StrCat("SELECT ", kCellColumns,
                                              ", r.year FROM readings r JOIN cells c ON c.reading_id = r.id",
                                              own.Sql(), " ORDER BY c.indicator, r.year, c.unit, c.scope"));
  select.Start();
  own.Bind(select);
  std::map<Key, std::vector<Cell>> cells;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    Cell cell = ReadCell(select);
    cells[Key(cell.indicator, select.Int(kCellColumnCount), cell.unit, cell.scope)].push_back(
        std::move(cell));
    return absl::OkStatus();
  }));
  return cells;
}

Outcome FinishOwn(const std::vector<Cell>& values, const v1::Indicator* indicator) {
  if (values.size() == 1) return FinishValue(values[0]);
  Total total;
  for (const Cell& cell : values) AddValue(cell, false, total);
  return FinishTotal(total, indicator == nullptr ? v1::AGGREGATION_NONE : indicator->aggregation());
}

// The totals of one level of children.
absl::StatusOr<std::map<Key, Total>> ReadTotals(const ListAggregatesRequest& request, const Asked& asked,
                                                Database& db) {
  std::map<Key, Total> totals;
  Conditions below;
  const bool within_county = asked.WithinCounty();
  const char* const table = within_county ? "r" : "t";
  below.Add(absl::StrCat(table, ".level = ?"), {static_cast<int64_t>(asked.children)});
  below.Add(absl::StrCat(table, ".reporting_body = ?"), {int64_t{asked.body}});
  AddYears(request.year_from, request.year_to, absl::StrCat(table, ".year"), below);
  below.AddIndicator(within_county ? "c.indicator" : "t.indicator", request.indicator);
  if (request.scope != v1::SCOPE_UNSPECIFIED) {
    below.Add(within_county ? "c.scope = ?" : "t.scope = ?", {int64_t{request.scope}});
  }
  if (within_county) {
    below.Add("r.state = 0");
    below.Add("r.slot <> ''");
    below.AddRegion("r.region", request.region);
    Statement& select = db.Prepare(
        absl::StrCat("SELECT ", kCellColumns,
                     ", r.year, r.listed FROM readings r JOIN cells c ON c.reading_id = r.id", below.Sql()));
    select.Start();
    below.Bind(select);
    FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
      const Cell cell = ReadCell(select);
      AddValue(cell, select.Int(kCellColumnCount + 1) == 0,
               totals[Key(cell.indicator, select.Int(kCellColumnCount), cell.unit, cell.scope)]);
      return absl::OkStatus();
    }));
    return totals;
  }
  if (!asked.nation) below.AddPrefix("t.prefecture", request.region);
  Statement& select = db.Prepare(absl::StrCat("SELECT t.indicator, t.year, t.unit, t.scope, ", kTotalColumns,
                                              " FROM totals t", below.Sql()));
  select.Start();
  below.Bind(select);
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    MergeTotal(ReadTotal(select, 4),
               totals[Key(select.String(0), select.Int(1), select.String(2), select.Int(3))]);
    return absl::OkStatus();
  }));
  return totals;
}

// How many children have a report of the year.
absl::StatusOr<uint32_t> CountReports(const ListAggregatesRequest& request, const Asked& asked, int64_t year,
                                      Database& db) {
  Conditions all;
  all.Add("r.state = 0");
  all.Add("r.slot <> ''");
  all.Add("r.level = ?", {static_cast<int64_t>(asked.children)});
  all.Add("r.reporting_body = ?", {int64_t{asked.body}});
  all.Add("r.year = ?", {year});
  if (!asked.nation) all.AddRegion("r.region", request.region);
  Statement& count = db.Prepare(absl::StrCat("SELECT COUNT(*) FROM readings r", all.Sql()));
  count.Start();
  all.Bind(count);
  FAZHI_RETURN_IF_ERROR(count.Step().status());
  const auto reports = static_cast<uint32_t>(count.Int(0));
  count.Reset();
  return reports;
}

// How many children the table of regions has in the year.
uint32_t CountListed(const ListAggregatesRequest& request, const Asked& asked, int64_t year,
                     const RegionTable& regions) {
  const auto level = TableLevel(asked.children);
  if (!level.has_value()) return 0;
  const absl::string_view parent = asked.nation ? absl::string_view() : request.region;
  return static_cast<uint32_t>(regions.Children(parent, *level, static_cast<int>(year)).size());
}

}  // namespace

absl::StatusOr<std::vector<ValueRow>> SqlStore::ListValues(const ListValuesRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Conditions conditions;
  conditions.Add("r.state = 0");
  conditions.Add("r.slot <> ''");
  conditions.AddIndicator("c.indicator", request.indicator);
  conditions.AddRegion("r.region", request.region_prefix);
  if (request.level != Level::kUnspecified)
    conditions.Add("r.level = ?", {static_cast<int64_t>(request.level)});
  AddYears(request.year_from, request.year_to, "r.year", conditions);
  if (request.scope != v1::SCOPE_UNSPECIFIED) conditions.Add("c.scope = ?", {int64_t{request.scope}});
  if (request.reporting_body != v1::REPORTING_BODY_UNSPECIFIED) {
    conditions.Add("r.reporting_body = ?", {int64_t{request.reporting_body}});
  }
  Statement& select = db->Prepare(
      absl::StrCat("SELECT ", kCellColumns,
                   ", r.region, r.region_name, r.year, r.reporting_body, r.subject, r.slot, r.text_sha256, "
                   "o.span_begin, o.k FROM "
                   "readings r JOIN cells c ON c.reading_id = r.id JOIN observations o ON o.reading_id = "
                   "r.id AND o.year = r.year AND o.idx = c.observation",
                   conditions.Sql(), " ORDER BY c.indicator, r.region, r.year, c.unit, c.scope, r.subject"));
  select.Start();
  conditions.Bind(select);
  std::vector<ValueRow> rows;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    const Cell cell = ReadCell(select);
    const Outcome outcome = FinishValue(cell);
    constexpr int kReport = kCellColumnCount;
    ValueRow row;
    row.indicator = cell.indicator;
    row.unit = cell.unit;
    row.scope = cell.scope;
    row.low = Decimal(outcome.low_e4);
    row.high = Decimal(outcome.high_e4);
    row.bound = outcome.bound;
    row.derived = cell.derived;
    row.region = select.String(kReport);
    row.region_name = select.String(kReport + 1);
    row.year = static_cast<uint32_t>(select.Int(kReport + 2));
    row.reporting_body = static_cast<v1::ReportingBody>(select.Int(kReport + 3));
    row.subject = select.String(kReport + 4);
    row.report = ReportName(select.Text(kReport + 5), select.Text(kReport + 6));
    row.observation = ObservationName(row.report, static_cast<uint32_t>(select.Int(kReport + 7)),
                                      static_cast<uint32_t>(select.Int(kReport + 8)));
    rows.push_back(std::move(row));
    return absl::OkStatus();
  }));
  return rows;
}

absl::StatusOr<std::vector<AggregateRow>> SqlStore::ListAggregates(const ListAggregatesRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(const Asked asked, WorkOut(request));
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  std::map<Key, AggregateRow> rows;
  if (!asked.nation) {
    FAZHI_ASSIGN_OR_RETURN(const auto cells, ReadOwnCells(request, asked.own_body, *db));
    for (const auto& [key, values] : cells) {
      v1::Aggregate aggregate = MakeAggregate(key, request.region, v1::SERIES_REPORTED, asked.own_body,
                                              FinishOwn(values, catalog_.Find(std::get<0>(key))));
      aggregate.set_reports(static_cast<uint32_t>(values.size()));
      rows[key].reported = std::move(aggregate);
    }
  }
  FAZHI_ASSIGN_OR_RETURN(const auto totals, ReadTotals(request, asked, *db));
  std::map<int64_t, uint32_t> reports, listed;  // by year
  for (const auto& [key, total] : totals) {
    const v1::Indicator* indicator = catalog_.Find(std::get<0>(key));
    if (indicator == nullptr || indicator->aggregation() == v1::AGGREGATION_NONE ||
        indicator->aggregation() == v1::AGGREGATION_UNSPECIFIED) {
      continue;
    }
    const int64_t year = std::get<1>(key);
    if (reports.find(year) == reports.end()) {
      FAZHI_ASSIGN_OR_RETURN(reports[year], CountReports(request, asked, year, *db));
      listed[year] = CountListed(request, asked, year, regions_);
    }
    const Outcome outcome = FinishTotal(total, indicator->aggregation());
    v1::Aggregate aggregate = MakeAggregate(key, asked.nation ? kNation : request.region,
                                            v1::SERIES_ROLLED_UP, asked.body, outcome);
    aggregate.set_reports(reports[year]);
    aggregate.set_regions_listed(listed[year]);
    AggregateRow& row = rows[key];
    row.rolled_up = std::move(aggregate);
    row.derived = outcome.derived;
    row.rate_only = outcome.rate_only;
    if (row.reported.has_value() && row.reported->bound() == v1::BOUND_EXACT &&
        outcome.bound == v1::BOUND_EXACT) {
      const absl::optional<absl::int128> own = ParseE4(row.reported->low());
      if (own.has_value()) row.difference = DecimalE4(*own - *outcome.low_e4);
    }
  }
  std::vector<AggregateRow> list;
  list.reserve(rows.size());
  for (auto& [key, row] : rows) list.push_back(std::move(row));
  return list;
}

absl::StatusOr<Coverage> SqlStore::GetCoverage(const CoverageRequest& request) {
  const auto level = TableLevel(request.level);
  if (!level.has_value()) {
    return InvalidInput("BAD_LEVEL", "level", "coverage is known for provinces, prefectures and counties");
  }
  if (request.year == 0) return InvalidInput("NO_YEAR", "year", "coverage of which year?");
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  std::map<std::string, CoverageRow> rows;
  // A region within itself: 620921 with the prefix 620921.
  std::vector<const Region*> listed;
  const size_t digits = static_cast<size_t>(*level);
  const std::string above = request.region_prefix.substr(
      0, request.region_prefix.size() < digits ? request.region_prefix.size() : digits - 2);
  for (const Region* region : regions_.Children(above, *level, static_cast<int>(request.year))) {
    if (!absl::StartsWith(region->code, request.region_prefix)) continue;
    CoverageRow row;
    row.region = std::string(region->code);
    row.name = std::string(region->name);
    rows[row.region] = std::move(row);
  }
  Coverage coverage;
  coverage.listed = static_cast<uint32_t>(rows.size());

  Conditions conditions;
  conditions.Add("r.state = 0");
  conditions.Add("r.slot <> ''");
  conditions.Add("r.year = ?", {int64_t{request.year}});
  conditions.Add("r.level = ?", {static_cast<int64_t>(request.level)});
  conditions.Add("r.reporting_body = ?", {int64_t{request.reporting_body}});
  conditions.AddRegion("r.region", request.region_prefix);
  Statement& reports = db->Prepare(
      absl::StrCat("SELECT r.region, r.region_name, r.slot, r.text_sha256, r.published FROM readings r",
                   conditions.Sql(), " ORDER BY r.region, r.subject"));
  reports.Start();
  conditions.Bind(reports);
  FAZHI_RETURN_IF_ERROR(reports.ForEachRow([&] {
    const std::string region = reports.String(0);
    const bool is_listed = rows.find(region) != rows.end() && rows[region].listed;
    CoverageRow& row = rows[region];
    const bool first = row.report.empty();
    if (!is_listed) {
      row.region = region;
      row.name = reports.String(1);
      row.listed = false;
      coverage.unlisted += first ? 1 : 0;
    } else {
      coverage.with_report += first ? 1 : 0;
    }
    if (!first) return absl::OkStatus();
    row.report = ReportName(reports.Text(2), reports.Text(3));
    row.published = reports.String(4);
    return absl::OkStatus();
  }));

  Statement& checks = db->Prepare(
      "SELECT region, site, checked_at FROM checks WHERE year = ? ORDER BY region, checked_at, site");
  checks.Start(request.year);
  FAZHI_RETURN_IF_ERROR(checks.ForEachRow([&] {
    auto it = rows.find(checks.String(0));
    if (it == rows.end()) return absl::OkStatus();
    it->second.last_checked = checks.Int(2);
    it->second.checked_site = checks.String(1);
    return absl::OkStatus();
  }));
  for (auto& [region, row] : rows) coverage.rows.push_back(std::move(row));
  return coverage;
}

}  // namespace fazhi::aggregation
