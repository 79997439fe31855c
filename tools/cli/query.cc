#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/aggregation/query_filters.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/failures.h"
#include "tools/cli/filters.h"
#include "tools/cli/record_writer.h"
#include "tools/cli/records.h"

namespace fazhi {
namespace {

using aggregation::Level;
using aggregation::Store;

// What the queries can be restricted by; each offers those that make sense for it.
struct Options {
  std::string database;
  std::string format = "text";
  std::string region;
  std::string years;
  std::string indicator;
  std::string measure;
  std::string scope;
  std::string body;
  std::string level;
  std::string type;
  std::string report;
  std::vector<std::string> words;
  size_t limit = 200;
  bool history = false;
};

absl::StatusOr<v1::Scope> ScopeOf(const Options& options) {
  FAZHI_ASSIGN_OR_RETURN(const int scope,
                         ParseWord(*v1::Scope_descriptor(), "SCOPE_", "scope", options.scope));
  return static_cast<v1::Scope>(scope);
}

absl::StatusOr<v1::ReportingBody> BodyOf(const Options& options) {
  FAZHI_ASSIGN_OR_RETURN(const int body,
                         ParseWord(*v1::ReportingBody_descriptor(), "REPORTING_BODY_", "body", options.body));
  return static_cast<v1::ReportingBody>(body);
}

absl::StatusOr<Level> LevelOf(const std::string& word) {
  if (word.empty()) return Level::kUnspecified;
  if (word == "province") return Level::kProvince;
  if (word == "prefecture") return Level::kPrefecture;
  if (word == "county") return Level::kCounty;
  if (word == "township") return Level::kTownship;
  return InvalidInput("BAD_OPTION", "level", "--level is province, prefecture, county or township");
}

absl::StatusOr<aggregation::ReportFilter> FilterOf(const Options& options, Store& store) {
  aggregation::ReportFilter filter;
  FAZHI_ASSIGN_OR_RETURN(filter.region_prefix, FindRegion(options.region, store));
  FAZHI_RETURN_IF_ERROR(CheckReport(options.report));
  filter.report = options.report;
  filter.current_only = !options.history;
  FAZHI_RETURN_IF_ERROR(ParseYears(options.years, filter.year_from, filter.year_to));
  FAZHI_ASSIGN_OR_RETURN(filter.reporting_body, BodyOf(options));
  return filter;
}

// Passes records on until the limit; 0 is none.
class Limited {
 public:
  Limited(RecordWriter& writer, size_t limit) : writer_(writer), limit_(limit) {}
  absl::Status Add(const nlohmann::ordered_json& record) {
    if (limit_ == 0 || count_ < limit_) {
      ++count_;
      return writer_.Add(record);
    }
    cut_ = true;
    return absl::CancelledError();
  }
  bool cut() const { return cut_; }

 private:
  RecordWriter& writer_;
  size_t limit_;
  size_t count_ = 0;
  bool cut_ = false;
};

absl::Status Reports(const Options& options, Store& store, Limited& out) {
  aggregation::ListReportsRequest request;
  FAZHI_ASSIGN_OR_RETURN(request.filter, FilterOf(options, store));
  return ForEachReport(store, request,
                       [&](const aggregation::ReportRow& row) { return out.Add(ReportRecord(row)); });
}

absl::Status Observations(const Options& options, Store& store, Limited& out) {
  aggregation::ListObservationsRequest request;
  FAZHI_ASSIGN_OR_RETURN(request.filter, FilterOf(options, store));
  FAZHI_RETURN_IF_ERROR(CheckIndicator(options.indicator));
  request.indicator = options.indicator;
  request.measure_contains = options.measure;
  return ForEachObservation(store, request,
                            [&](const nlohmann::ordered_json& record) { return out.Add(record); });
}

absl::Status Values(const Options& options, Store& store, Limited& out) {
  aggregation::ListValuesRequest request;
  FAZHI_RETURN_IF_ERROR(CheckIndicator(options.indicator));
  request.indicator = options.indicator;
  FAZHI_ASSIGN_OR_RETURN(request.region_prefix, FindRegion(options.region, store));
  FAZHI_RETURN_IF_ERROR(ParseYears(options.years, request.year_from, request.year_to));
  FAZHI_ASSIGN_OR_RETURN(request.level, LevelOf(options.level));
  FAZHI_ASSIGN_OR_RETURN(request.scope, ScopeOf(options));
  FAZHI_ASSIGN_OR_RETURN(request.reporting_body, BodyOf(options));
  FAZHI_ASSIGN_OR_RETURN(const auto rows, store.ListValues(request));
  for (const auto& row : rows) FAZHI_RETURN_IF_ERROR(out.Add(ValueRecord(row, Catalog::Default())));
  return absl::OkStatus();
}

// Whether the indicators that are asked for, id or beginning, are of those that are not aggregated.
bool NeverAggregated(absl::string_view asked) {
  if (asked.empty()) return false;
  const auto& indicators = Catalog::Default().proto().indicators();
  const bool beginning = absl::ConsumeSuffix(&asked, "*");
  return std::all_of(indicators.begin(), indicators.end(), [&](const v1::Indicator& indicator) {
    return !(beginning ? absl::StartsWith(indicator.id(), asked) : indicator.id() == asked) ||
           indicator.aggregation() == v1::AGGREGATION_NONE;
  });
}

absl::Status Aggregates(const Options& options, Store& store, Limited& out) {
  aggregation::ListAggregatesRequest request;
  FAZHI_RETURN_IF_ERROR(CheckIndicator(options.indicator));
  request.indicator = options.indicator;
  FAZHI_ASSIGN_OR_RETURN(request.region, FindRegion(options.region, store));
  FAZHI_RETURN_IF_ERROR(ParseYears(options.years, request.year_from, request.year_to));
  FAZHI_ASSIGN_OR_RETURN(request.children, LevelOf(options.level));
  FAZHI_ASSIGN_OR_RETURN(request.scope, ScopeOf(options));
  if (!options.body.empty()) {
    FAZHI_ASSIGN_OR_RETURN(request.reporting_body, BodyOf(options));
  }
  FAZHI_ASSIGN_OR_RETURN(const auto rows, store.ListAggregates(request));
  if (rows.empty() && NeverAggregated(options.indicator)) {
    std::fprintf(
        stderr,
        "fazhi: regions' values of %s are never put together (fazhi catalog show: \"regions together\" "
        "is none); fazhi query values shows them one by one\n",
        options.indicator.c_str());
  } else if (rows.empty() && options.level.empty()) {
    std::fprintf(stderr, "fazhi: of the divisions right below none reports that: try --level county\n");
  }
  for (const auto& row : rows) {
    for (const auto& record : AggregateRecords(row, Catalog::Default()))
      FAZHI_RETURN_IF_ERROR(out.Add(record));
  }
  return absl::OkStatus();
}

absl::Status Findings(const Options& options, Store& store, Limited& out) {
  aggregation::ListFindingsRequest request;
  FAZHI_ASSIGN_OR_RETURN(request.filter, FilterOf(options, store));
  FAZHI_ASSIGN_OR_RETURN(const int type,
                         ParseWord(*v1::FindingType_descriptor(), "FINDING_TYPE_", "type", options.type));
  request.type = static_cast<v1::FindingType>(type);
  return ForEachFinding(store, request,
                        [&](const aggregation::FindingRow& row) { return out.Add(FindingRecord(row)); });
}

absl::Status CoverageOf(const Options& options, Store& store, Limited& out) {
  aggregation::CoverageRequest request;
  FAZHI_ASSIGN_OR_RETURN(request.year, ParseYear(options.years));
  FAZHI_ASSIGN_OR_RETURN(const Level level, LevelOf(options.level));
  if (level != Level::kUnspecified) request.level = level;
  FAZHI_ASSIGN_OR_RETURN(request.region_prefix, FindRegion(options.region, store));
  FAZHI_ASSIGN_OR_RETURN(const aggregation::Coverage coverage, store.GetCoverage(request));
  if (options.format == "text") {
    FAZHI_RETURN_IF_ERROR(WriteToStdout(absl::StrCat(coverage.with_report, " of ", coverage.listed,
                                                     " listed regions have a report for ", request.year,
                                                     ", and ", coverage.unlisted, " unlisted ones\n")));
  }
  for (const auto& row : coverage.rows) {
    // For people, the ones that have been seen; the list of those that have not is long, and --history asks
    // for it.
    if (options.format == "text" && row.report.empty() && !options.history) continue;
    FAZHI_RETURN_IF_ERROR(out.Add(CoverageRecord(row, request.year)));
  }
  return absl::OkStatus();
}

absl::Status Search(const Options& options, Store& store, Limited& out) {
  aggregation::SearchTextRequest request;
  request.query = absl::StrJoin(options.words, " ");
  request.limit = static_cast<uint32_t>(options.limit);
  FAZHI_ASSIGN_OR_RETURN(request.filter, FilterOf(options, store));
  FAZHI_ASSIGN_OR_RETURN(const auto hits, store.SearchText(request));
  for (const auto& hit : hits) {
    for (const auto& record : SearchRecords(hit)) FAZHI_RETURN_IF_ERROR(out.Add(record));
  }
  return absl::OkStatus();
}

using Query = absl::Status (*)(const Options&, Store&, Limited&);

absl::Status RunQuery(const Options& options, Query query, const RecordWriter::Layout& layout) {
  FAZHI_ASSIGN_OR_RETURN(const auto store, OpenForQueries(options.database));
  const auto format = options.format == "text"  ? RecordWriter::Format::kText
                      : options.format == "csv" ? RecordWriter::Format::kCsv
                                                : RecordWriter::Format::kJsonl;
  RecordWriter writer(format, layout, WriteToStdout);
  Limited out(writer, options.limit);
  absl::Status status = query(options, *store, out);
  if (!status.ok() && !out.cut()) return status;
  FAZHI_RETURN_IF_ERROR(writer.Finish());
  if (out.cut()) std::fprintf(stderr, "fazhi: the first %zu only; --limit 0 shows all\n", options.limit);
  return absl::OkStatus();
}

// Adds a query with the options named: r(egion), y(ear), i(ndicator), s(cope), b(ody), l(evel), h(istory).
CLI::App* AddOne(CLI::App& queries, int& exit_code, const std::shared_ptr<Options>& options, const char* name,
                 const char* description, absl::string_view restrictions, Query query,
                 const RecordWriter::Layout& layout) {
  CLI::App* command = queries.add_subcommand(name, description);
  AddDatabaseOption(*command, options->database);
  command->add_option("--format", options->format, "text, jsonl or csv")
      ->check(CLI::IsMember({"text", "jsonl", "csv"}))
      ->capture_default_str();
  command->add_option("--limit", options->limit, "Rows at most; 0 is all")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  auto offers = [&](char c) { return restrictions.find(c) != absl::string_view::npos; };
  if (offers('r')) command->add_option("--region", options->region, kRegionHelp);
  if (offers('y')) command->add_option("--year", options->years, "2024, or 2020-2024");
  if (offers('i'))
    command->add_option("--indicator", options->indicator, "Catalog id, or its beginning with *");
  if (offers('s')) {
    command->add_option("--scope", options->scope,
                        "jurisdiction, own_level, subordinate, judiciary or unspecified");
  }
  if (offers('b')) command->add_option("--body", options->body, "government, department, township or other");
  if (offers('l')) command->add_option("--level", options->level, "province, prefecture, county or township");
  if (offers('h')) command->add_flag("--history", options->history, "Also what is no longer current");
  command->callback([options, query, &layout, &exit_code] {
    exit_code = ExitCode(RunQuery(*options, query, layout), kExitOk);
  });
  return command;
}

}  // namespace

void AddQuery(CLI::App& app, int& exit_code) {
  CLI::App* queries =
      app.add_subcommand("query", "Ask the database: reports, values, observations, aggregates, findings, …");
  queries->require_subcommand(1);
  queries->footer(
      "Examples:\n"
      "  fazhi query reports --region 62 --year 2024\n"
      "  fazhi query values --indicator 'legal_aid.*'             regions side by side\n"
      "  fazhi query aggregates --level county                    counties rolled up to the nation, beside "
      "what it says itself; without --level its provinces\n"
      "  fazhi query observations --measure 听证 --format csv     every figure about it, as printed\n"
      "  fazhi query findings --type sum_mismatch\n"
      "  fazhi query coverage --year 2024 --level county --region 62\n"
      "  fazhi query search 行政复议 和解\n");
  auto add = [&](const char* name, const char* description, absl::string_view restrictions, Query query,
                 const RecordWriter::Layout& layout) {
    auto options = std::make_shared<Options>();
    return std::make_pair(
        AddOne(*queries, exit_code, options, name, description, restrictions, query, layout), options);
  };
  add("reports", "What was read", "rybh", Reports, ReportLayout());
  add("values", "Regions' own values of indicators", "ryisbl", Values, ValueLayout());
  auto [observations, of_observations] =
      add("observations", "Every figure as printed", "ryibh", Observations, ObservationLayout());
  observations->add_option("--measure", of_observations->measure, "Only measures that hold this text");
  observations->add_option("--report", of_observations->report,
                           "Only of this report: name, or first digits of its hash");
  CLI::App* const aggregates =
      add("aggregates", "Indicators rolled up over regions, beside what the region itself reports", "ryisbl",
          Aggregates, AggregateLayout())
          .first;
  aggregates->footer(
      "rolled_up is put together from the regions below, reported is what the region's own report says.\n"
      "from: how many of the current reports of that level have a value that is in it. A rate is put "
      "together\n"
      "from its counts, so reports that have the rate alone are left out. Regions that are listed are those "
      "of\n"
      "that level in GB/T 2260.\n");
  auto [findings, of_findings] =
      add("findings", "Figures that do not fit each other, late reports", "rybh", Findings, FindingLayout());
  findings->add_option("--type", of_findings->type, "rate_mismatch, sum_mismatch, published_late, …");
  CLI::App* const coverage =
      add("coverage", "Which regions have a report for a year", "rylh", CoverageOf, CoverageLayout()).first;
  coverage->get_option("--year")->description("One year: 2024")->required();
  coverage->get_option("--level")->description("province, prefecture or county");
  coverage->get_option("--history")->description("Also the regions without a report");
  auto [search, of_search] = add("search", "Where the words stand, in the reports whose text holds them all",
                                 "ryb", Search, SearchLayout());
  search->add_option("WORD", of_search->words, "Words that the text must all hold")->required();
}

}  // namespace fazhi
