#include "tools/cli/records.h"

#include <cmath>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/base/status_macros.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/table.h"
#include "tools/cli/text_forms.h"

namespace fazhi {
namespace {

using Json = nlohmann::ordered_json;
constexpr uint32_t kPageSize = 5000;

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

// Decimals of the store as JSON numbers where they fit exactly, else as they are.
Json Decimal(const std::string& text) {
  if (text.empty()) return Json();
  int64_t whole;
  if (absl::SimpleAtoi(text, &whole)) return Json(whole);
  double number;
  if (text.size() <= 15 && absl::SimpleAtod(text, &number)) return Json(number);
  return Json(text);
}

Json Time(int64_t microseconds) {
  if (microseconds == aggregation::kNoTime) return Json();
  return absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(microseconds), absl::UTCTimeZone());
}

Json ScopeForm(v1::Scope scope) {
  return scope == v1::SCOPE_NOT_STATED ? Json("unspecified") : Word(v1::Scope_Name(scope), "SCOPE_");
}

Json NameOf(const Catalog& catalog, const std::string& indicator) {
  const v1::Indicator* entry = catalog.Find(indicator);
  return entry == nullptr ? Json(indicator) : Json(entry->zh_name());
}

// `≥46`, `12–15`, `≈400`: for people.
std::string Interval(const std::string& low, const std::string& high, v1::Bound bound) {
  if (low.empty() && high.empty()) return "?";
  if (high.empty()) return absl::StrCat("≥", low);
  if (low.empty()) return absl::StrCat("≤", high);
  if (low != high) return absl::StrCat(low, "–", high);
  return absl::StrCat(bound == v1::BOUND_ABOUT ? "≈" : "", low);
}

// Whose a report or value is, for people: a department by its name, others by their sort.
Json BodyForm(v1::ReportingBody body, const std::string& subject) {
  if (body == v1::REPORTING_BODY_DEPARTMENT && !subject.empty()) return Json(subject);
  return Word(v1::ReportingBody_Name(body), "REPORTING_BODY_");
}

std::vector<std::string> CsvKeys(std::initializer_list<const char*> keys) {
  return {keys.begin(), keys.end()};
}

}  // namespace

Json ReportRecord(const aggregation::ReportRow& row) {
  Json r;
  r["report"] = row.name;
  r["state"] = std::string(aggregation::ReportStateName(row.state));
  r["region"] = OrNull(row.region);
  r["region_name"] = OrNull(row.region_name);
  r["year"] = row.year == 0 ? Json() : Json(row.year);
  r["kind"] = Word(v1::ReportKind_Name(row.kind), "REPORT_KIND_");
  r["reporting_body"] = Word(v1::ReportingBody_Name(row.reporting_body), "REPORTING_BODY_");
  r["subject"] = OrNull(row.subject);
  r["title"] = OrNull(row.title);
  r["document_number"] = OrNull(row.document_number);
  r["issuer"] = OrNull(row.issuer);
  r["published"] = OrNull(row.published);
  r["published_kind"] = Word(v1::DateKind_Name(row.published_kind), "DATE_KIND_");
  r["sections"] = row.sections;
  r["observations"] = row.observations;
  r["indicators"] = row.indicators;
  r["findings"] = row.findings;
  r["notes"] = row.notes;
  r["url"] = row.url;
  r["sha256"] = row.document_sha256;
  r["first_fetch"] = Time(row.first_fetch);
  r["last_fetch"] = Time(row.last_fetch);
  r["pipeline_version"] = row.pipeline_version;
  r["catalog_version"] = OrNull(row.catalog_version);
  r["body"] = BodyForm(row.reporting_body, row.subject);
  return r;
}

const RecordWriter::Layout& ReportLayout() {
  static const auto* const layout = new RecordWriter::Layout{CsvKeys({"report",
                                                                      "state",
                                                                      "region",
                                                                      "region_name",
                                                                      "year",
                                                                      "kind",
                                                                      "reporting_body",
                                                                      "subject",
                                                                      "title",
                                                                      "document_number",
                                                                      "issuer",
                                                                      "published",
                                                                      "published_kind",
                                                                      "sections",
                                                                      "observations",
                                                                      "indicators",
                                                                      "findings",
                                                                      "notes",
                                                                      "url",
                                                                      "sha256",
                                                                      "first_fetch",
                                                                      "last_fetch",
                                                                      "pipeline_version",
                                                                      "catalog_version"}),
                                                             {{"state", {"state", false, 9}},
                                                              {"region_name", {"region", false, 20}},
                                                              {"body", {"body", false, 16}},
                                                              {"year", {"year", true}},
                                                              {"kind", {"kind", false, 13}},
                                                              {"sections", {"sections", true}},
                                                              {"observations", {"quantities", true}},
                                                              {"indicators", {"indicators", true}},
                                                              {"findings", {"findings", true}},
                                                              {"published", {"published", false, 10}},
                                                              {"url", {"url", false, kWhole}}}};
  return *layout;
}

Json ObservationRecord(const aggregation::ObservationRow& row,
                       const std::function<std::string(uint32_t)>& neighbour) {
  const v1::Observation& o = row.observation;
  const v1::Quantity& q = o.quantity();
  Json r;
  r["name"] = o.name();
  r["report"] = row.report;
  r["region"] = OrNull(row.region);
  r["region_name"] = OrNull(row.region_name);
  r["year"] = row.year == 0 ? Json() : Json(row.year);
  r["indicator"] = OrNull(o.indicator());
  r["measure"] = o.measure();
  r["value"] = NumberForm(q.value_e4());
  r["high"] = q.has_high_e4() ? NumberForm(q.high_e4()) : Json();
  r["unit"] = q.unit();
  r["bound"] = Word(v1::Bound_Name(q.bound()), "BOUND_");
  r["kind"] = Word(v1::Kind_Name(o.kind()), "KIND_");
  r["direction"] = Word(v1::Direction_Name(o.direction()), "DIRECTION_");
  r["status"] = Word(v1::Status_Name(o.status()), "STATUS_");
  r["period"] = OrNull(o.period());
  r["scope"] = ScopeForm(o.scope());
  r["part_of"] = o.has_part_of() ? Json(neighbour(o.part_of())) : Json();
  r["rate_of"] = o.has_rate_of()
                     ? Json::array({neighbour(o.rate_of().numerator()), neighbour(o.rate_of().denominator())})
                     : Json();
  r["confidence"] = std::lround(o.confidence() * 1000) / 1000.0;
  r["sentence"] = row.sentence;
  r["headings"] = row.heading_path;
  r["start"] = o.source_span().begin();
  r["end"] = o.source_span().end();
  r["url"] = row.url;
  return r;
}

const RecordWriter::Layout& ObservationLayout() {
  static const auto* const layout = new RecordWriter::Layout{
      CsvKeys({"name",       "report",   "region",   "region_name", "year",    "indicator",
               "measure",    "value",    "high",     "unit",        "bound",   "kind",
               "direction",  "status",   "period",   "scope",       "part_of", "rate_of",
               "confidence", "sentence", "headings", "start",       "end",     "url"}),
      {{"region_name", {"region", false, 14}},
       {"period", {"period", false, 15}},
       {"value", {"value", true, 14}},
       {"unit", {"unit", false, 8}},
       {"bound", {"bound", false, 8}},
       {"kind", {"kind", false, 6}},
       {"status", {"status", false, 6}},
       {"measure", {"measure", false, 32}},
       {"indicator", {"indicator", false, kWhole}}}};
  return *layout;
}

Json ValueRecord(const aggregation::ValueRow& row, const Catalog& catalog) {
  Json r;
  r["indicator"] = row.indicator;
  r["indicator_name"] = NameOf(catalog, row.indicator);
  r["region"] = row.region;
  r["region_name"] = OrNull(row.region_name);
  r["year"] = row.year;
  r["value"] = Interval(row.low, row.high, row.bound);
  r["low"] = Decimal(row.low);
  r["high"] = Decimal(row.high);
  r["unit"] = row.unit;
  r["bound"] = Word(v1::Bound_Name(row.bound), "BOUND_");
  r["scope"] = ScopeForm(row.scope);
  r["reporting_body"] = Word(v1::ReportingBody_Name(row.reporting_body), "REPORTING_BODY_");
  r["subject"] = OrNull(row.subject);
  r["derived"] = row.derived;
  r["observation"] = OrNull(row.observation);
  r["report"] = row.report;
  r["body"] = BodyForm(row.reporting_body, row.subject);
  return r;
}

const RecordWriter::Layout& ValueLayout() {
  static const auto* const layout = new RecordWriter::Layout{
      CsvKeys({"indicator", "indicator_name", "region", "region_name", "year", "low", "high", "unit", "bound",
               "scope", "reporting_body", "subject", "derived", "observation", "report", "value"}),
      {{"indicator", {"indicator", false, kWhole}},
       {"indicator_name", {"name", false, 28}},
       {"region_name", {"region", false, 14}},
       {"body", {"body", false, 16}},
       {"year", {"year", true}},
       {"value", {"value", true, 16}},
       {"unit", {"unit", false, 8}},
       {"scope", {"scope", false, 12}}}};
  return *layout;
}

std::vector<Json> AggregateRecords(const aggregation::AggregateRow& row, const Catalog& catalog) {
  std::vector<Json> records;
  for (const auto* aggregate : {&row.reported, &row.rolled_up}) {
    if (!aggregate->has_value()) continue;
    const v1::Aggregate& a = **aggregate;
    Json r;
    r["indicator"] = a.indicator();
    r["indicator_name"] = NameOf(catalog, a.indicator());
    r["region"] = a.region();
    r["year"] = a.year();
    r["series"] = Word(v1::Series_Name(a.series()), "SERIES_");
    r["value"] = Interval(a.low(), a.high(), a.bound());
    r["low"] = Decimal(a.low());
    r["high"] = Decimal(a.high());
    r["unit"] = a.unit();
    r["bound"] = Word(v1::Bound_Name(a.bound()), "BOUND_");
    r["scope"] = ScopeForm(a.scope());
    r["reporting_body"] = Word(v1::ReportingBody_Name(a.reporting_body()), "REPORTING_BODY_");
    r["n"] = a.n();
    r["reports"] = a.reports();
    r["regions_listed"] = a.regions_listed();
    r["unlisted"] = a.unlisted();
    r["numerator"] = Decimal(a.numerator());
    r["denominator"] = Decimal(a.denominator());
    r["difference"] = Decimal(row.difference);
    r["derived"] = aggregate == &row.rolled_up ? Json(row.derived) : Json();
    r["rate_only"] = aggregate == &row.rolled_up ? Json(row.rate_only) : Json();
    r["coverage"] =
        a.series() == v1::SERIES_REPORTED
            ? "its own report"
            : absl::StrCat(
                  a.n(), " of ", a.reports(), " reports",
                  row.rate_only == 0 ? "" : absl::StrCat("; ", row.rate_only, " with the rate alone"), "; ",
                  a.regions_listed(), " regions are listed");
    records.push_back(std::move(r));
  }
  return records;
}

const RecordWriter::Layout& AggregateLayout() {
  static const auto* const layout = new RecordWriter::Layout{
      CsvKeys({"indicator", "indicator_name", "region",   "year",      "series",         "low",
               "high",      "unit",           "bound",    "scope",     "reporting_body", "n",
               "reports",   "regions_listed", "unlisted", "numerator", "denominator",    "difference",
               "derived",   "rate_only"}),
      {{"indicator", {"indicator", false, kWhole}},
       {"indicator_name", {"name", false, 28}},
       {"year", {"year", true}},
       {"series", {"series", false, 9}},
       {"value", {"value", true, 18}},
       {"unit", {"unit", false, 6}},
       {"scope", {"scope", false, 12}},
       {"coverage", {"from", false, kWhole}}}};
  return *layout;
}

Json FindingRecord(const aggregation::FindingRow& row) {
  const v1::Finding& f = row.finding;
  Json r;
  r["type"] = Word(v1::FindingType_Name(f.type()), "FINDING_TYPE_");
  r["note"] = f.note();
  r["report"] = row.report;
  r["region"] = OrNull(row.region);
  r["region_name"] = OrNull(row.region_name);
  r["year"] = row.year == 0 ? Json() : Json(row.year);
  r["text_zh"] = f.text_zh();
  r["text_en"] = f.text_en();
  r["expected"] = Decimal(f.expected());
  r["printed"] = Decimal(f.printed());
  r["quotation"] = f.quotation();
  r["at"] = Json::array();
  for (const v1::Span& span : f.source_spans()) r["at"].push_back(span.begin());
  r["observations"] = Json::array();
  for (const std::string& name : f.observations()) r["observations"].push_back(name);
  r["against"] = OrNull(f.against());
  r["url"] = row.url;
  return r;
}

std::string FindingText(const Json& record) {
  const auto text = [&](const char* key, const char* missing) {
    return record[key].is_string() ? record[key].get<std::string>() : std::string(missing);
  };
  const std::string year = record["year"].is_null() ? "?" : record["year"].dump();
  return absl::StrCat("  ", text("region_name", "?"), " ", year, "  ",
                      record["note"].get<bool>() ? "note " : "", text("type", "?"), "\n",
                      FindingBody(text("text_zh", ""), text("text_en", ""), text("quotation", "")));
}

const RecordWriter::Layout& FindingLayout() {
  static const auto* const layout = new RecordWriter::Layout{
      CsvKeys({"type", "note", "report", "region", "region_name", "year", "text_zh", "text_en", "expected",
               "printed", "quotation", "at", "observations", "against", "url"}),
      {},
      FindingText};
  return *layout;
}

Json CoverageRecord(const aggregation::CoverageRow& row, uint32_t year) {
  Json r;
  r["region"] = row.region;
  r["region_name"] = row.name;
  r["listed"] = row.listed;
  r["year"] = year;
  r["seen"] = !row.report.empty();
  r["report"] = OrNull(row.report);
  r["published"] = OrNull(row.published);
  r["last_checked"] = Time(row.last_checked);
  r["checked_site"] = OrNull(row.checked_site);
  return r;
}

const RecordWriter::Layout& CoverageLayout() {
  static const auto* const layout =
      new RecordWriter::Layout{CsvKeys({"region", "region_name", "listed", "year", "seen", "report",
                                        "published", "last_checked", "checked_site"}),
                               {{"region", {"region", false, kWhole}},
                                {"region_name", {"name", false, 20}},
                                {"report", {"report", false, kWhole}},
                                {"published", {"published", false, 10}},
                                {"last_checked", {"last checked", false, 25}}}};
  return *layout;
}

std::vector<Json> SearchRecords(const aggregation::SearchHit& hit) {
  std::vector<Json> records;
  for (const aggregation::TextMatch& match : hit.matches) {
    Json r;
    r["report"] = hit.report.name;
    r["region"] = OrNull(hit.report.region);
    r["region_name"] = OrNull(hit.report.region_name);
    r["year"] = hit.report.year == 0 ? Json() : Json(hit.report.year);
    r["begin"] = match.span.begin();
    r["end"] = match.span.end();
    r["snippet"] = match.snippet;
    r["url"] = hit.report.url;
    records.push_back(std::move(r));
  }
  return records;
}

std::string SearchText(const Json& record) {
  const Json& region = record["region_name"];
  return absl::StrCat("  ", region.is_null() ? "?" : region.get<std::string>(), " ",
                      record["year"].is_null() ? "?" : record["year"].dump(), "  ",
                      record["url"].get<std::string>(), " at ", record["begin"].dump(), "\n",
                      Wrap(absl::StrCat("> ", record["snippet"].get<std::string>()), kTextWidth, 6));
}

const RecordWriter::Layout& SearchLayout() {
  static const auto* const layout = new RecordWriter::Layout{
      CsvKeys({"report", "region", "region_name", "year", "begin", "end", "snippet", "url"}), {}, SearchText};
  return *layout;
}

absl::Status ForEachReport(aggregation::Store& store, aggregation::ListReportsRequest request,
                           const std::function<absl::Status(const aggregation::ReportRow&)>& each) {
  if (request.page_size == 0) request.page_size = kPageSize;
  do {
    FAZHI_ASSIGN_OR_RETURN(auto page, store.ListReports(request));
    for (const auto& row : page.rows) FAZHI_RETURN_IF_ERROR(each(row));
    request.page_token = page.next_page_token;
  } while (!request.page_token.empty());
  return absl::OkStatus();
}

absl::Status ForEachFinding(aggregation::Store& store, aggregation::ListFindingsRequest request,
                            const std::function<absl::Status(const aggregation::FindingRow&)>& each) {
  if (request.page_size == 0) request.page_size = kPageSize;
  do {
    FAZHI_ASSIGN_OR_RETURN(auto page, store.ListFindings(request));
    for (const auto& row : page.rows) FAZHI_RETURN_IF_ERROR(each(row));
    request.page_token = page.next_page_token;
  } while (!request.page_token.empty());
  return absl::OkStatus();
}

// Relations point to observations of the same report that a filter may have left out, so a report's names are
// looked up when its first relation is met.
absl::Status ForEachObservation(aggregation::Store& store, aggregation::ListObservationsRequest request,
                                const std::function<absl::Status(const Json&)>& each) {
  if (request.page_size == 0) request.page_size = kPageSize;
  std::string report;
  absl::flat_hash_map<uint32_t, std::string> names;
  auto load_names = [&](const std::string& of) -> absl::Status {
    if (of == report) return absl::OkStatus();
    aggregation::ListObservationsRequest all;
    all.filter.report = of;
    all.filter.current_only = false;
    all.include_grey = true;
    FAZHI_ASSIGN_OR_RETURN(auto page, store.ListObservations(all));
    names.clear();
    for (const auto& row : page.rows) names[row.index] = row.observation.name();
    report = of;
    return absl::OkStatus();
  };
  do {
    FAZHI_ASSIGN_OR_RETURN(auto page, store.ListObservations(request));
    for (const auto& row : page.rows) {
      if (row.observation.has_part_of() || row.observation.has_rate_of())
        FAZHI_RETURN_IF_ERROR(load_names(row.report));
      FAZHI_RETURN_IF_ERROR(each(ObservationRecord(row, [&](uint32_t index) {
        auto it = names.find(index);
        return it == names.end() ? std::string() : it->second;
      })));
    }
    request.page_token = page.next_page_token;
  } while (!request.page_token.empty());
  return absl::OkStatus();
}

}  // namespace fazhi
