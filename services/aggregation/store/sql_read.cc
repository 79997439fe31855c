// Rows to values, for all queries.
#include <zstd.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/resource_names.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kLargestText = size_t{1} << 30;

}  // namespace

std::string Compress(absl::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(&out[0], out.size(), bytes.data(), bytes.size(), 3);
  out.resize(ZSTD_isError(size) ? 0 : size);
  return out;
}

absl::StatusOr<std::string> Decompress(absl::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargestText)
    return Damaged("a stored text cannot be read");
  std::string out(static_cast<size_t>(size), '\0');
  const size_t got = ZSTD_decompress(&out[0], out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) || got != out.size()) return Damaged("a stored text cannot be read");
  return out;
}

RegionPlace PlaceOf(absl::string_view region_key) {
  RegionPlace place;
  if (region_key.empty()) return place;
  const size_t tilde = region_key.find('~');
  place.listed = tilde == absl::string_view::npos;
  const absl::string_view code = region_key.substr(0, tilde);
  switch (code.size()) {
    case 2:
      place.level = 1;
      break;
    case 4:
      place.level = 2;
      break;
    case 6:
      place.level = 3;
      break;
    default:
      place.level = 4;
  }
  if (!place.listed && place.level < 4) ++place.level;
  place.prefecture = code.size() < 4 ? absl::StrCat(code, "00") : std::string(code.substr(0, 4));
  return place;
}

const char kReadingColumns[] =
    "r.id, r.slot, r.state, r.url, r.document_sha256, r.text_sha256, r.first_fetch, r.last_fetch, r.kind, "
    "r.title, "
    "r.document_number, r.issuer, r.reporting_body, r.subject, r.region, r.region_name, r.year, r.published, "
    "r.published_kind, r.pipeline_version, r.catalog_version, r.sections, r.observations, r.indicators";

const char kFindingCounts[] =
    ", (SELECT COUNT(*) FROM findings f WHERE f.reading_id = r.id AND f.note = 0), "
    "(SELECT COUNT(*) FROM findings f WHERE f.reading_id = r.id AND f.note = 1)";

ReportRow ReadReading(const Statement& row, int64_t* id) {
  ReportRow report;
  if (id != nullptr) *id = row.Int(0);
  report.name = ReportName(row.Text(1), row.Text(5));
  report.state = static_cast<ReportState>(row.Int(2));
  report.url = row.String(3);
  report.document_sha256 = row.String(4);
  report.text_sha256 = row.String(5);
  report.first_fetch = row.Int(6);
  report.last_fetch = row.Int(7);
  report.kind = static_cast<v1::ReportKind>(row.Int(8));
  report.title = row.String(9);
  report.document_number = row.String(10);
  report.issuer = row.String(11);
  report.reporting_body = static_cast<v1::ReportingBody>(row.Int(12));
  report.subject = row.String(13);
  report.region = row.String(14);
  report.region_name = row.String(15);
  report.year = static_cast<uint32_t>(row.Int(16));
  report.published = row.String(17);
  report.published_kind = static_cast<v1::DateKind>(row.Int(18));
  report.pipeline_version = static_cast<uint32_t>(row.Int(19));
  report.catalog_version = row.String(20);
  report.sections = static_cast<uint32_t>(row.Int(21));
  report.observations = static_cast<uint32_t>(row.Int(22));
  report.indicators = static_cast<uint32_t>(row.Int(23));
  report.findings = static_cast<uint32_t>(row.Int(24));
  report.notes = static_cast<uint32_t>(row.Int(25));
  return report;
}

const char kObservationColumns[] =
    "o.idx, o.k, o.span_begin, o.span_end, o.source_begin, o.source_end, o.value_e4, o.high_e4, o.unit, "
    "o.bound, "
    "o.resolution_e4, o.kind, o.direction, o.status, o.period, o.scope, o.measure, o.indicator, o.part_of, "
    "o.numerator, "
    "o.denominator, o.grey, o.confidence, o.rule, o.sentence, o.link_reason";

v1::Observation ReadObservation(const Statement& row, int first, absl::string_view report_name) {
  const auto at = [&](int column) { return first + column; };
  v1::Observation o;
  o.set_name(ObservationName(report_name, static_cast<uint32_t>(row.Int(at(2))),
                             static_cast<uint32_t>(row.Int(at(1)))));
  o.mutable_span()->set_begin(static_cast<uint32_t>(row.Int(at(2))));
  o.mutable_span()->set_end(static_cast<uint32_t>(row.Int(at(3))));
  o.mutable_source_span()->set_begin(static_cast<uint32_t>(row.Int(at(4))));
  o.mutable_source_span()->set_end(static_cast<uint32_t>(row.Int(at(5))));
  v1::Quantity& q = *o.mutable_quantity();
  q.set_value_e4(row.Int(at(6)));
  if (!row.IsNull(at(7))) q.set_high_e4(row.Int(at(7)));
  q.set_unit(row.String(at(8)));
  q.set_bound(static_cast<v1::Bound>(row.Int(at(9))));
  q.set_resolution_e4(row.Int(at(10)));
  o.set_kind(static_cast<v1::Kind>(row.Int(at(11))));
  o.set_direction(static_cast<v1::Direction>(row.Int(at(12))));
  o.set_status(static_cast<v1::Status>(row.Int(at(13))));
  o.set_period(row.String(at(14)));
  o.set_scope(static_cast<v1::Scope>(row.Int(at(15))));
  o.set_measure(row.String(at(16)));
  o.set_indicator(row.String(at(17)));
  if (!row.IsNull(at(18))) o.set_part_of(static_cast<uint32_t>(row.Int(at(18))));
  if (!row.IsNull(at(19))) {
    o.mutable_rate_of()->set_numerator(static_cast<uint32_t>(row.Int(at(19))));
    o.mutable_rate_of()->set_denominator(static_cast<uint32_t>(row.Int(at(20))));
  }
  o.set_grey(row.Int(at(21)) != 0);
  o.set_confidence(static_cast<float>(row.Double(at(22))));
  o.set_rule(row.String(at(23)));
  o.set_sentence(static_cast<uint32_t>(row.Int(at(24))));
  o.set_link_reason(row.String(at(25)));
  return o;
}

const char kCellColumns[] =
    "c.indicator, c.unit, c.scope, c.low_e4, c.high_e4, c.flags, c.numerator_low_e4, c.numerator_high_e4, "
    "c.denominator_low_e4, c.denominator_high_e4, c.observation, c.resolution_e4";

Cell ReadCell(const Statement& row, int first) {
  Cell cell;
  cell.indicator = row.String(first);
  cell.unit = row.String(first + 1);
  cell.scope = static_cast<v1::Scope>(row.Int(first + 2));
  cell.low_e4 = row.OptionalInt(first + 3);
  cell.high_e4 = row.OptionalInt(first + 4);
  const int64_t flags = row.Int(first + 5);  // as in schema_1.sql
  cell.about = (flags & 1) != 0;
  cell.derived = (flags & 2) != 0;
  cell.weighted = (flags & 4) != 0;
  cell.counts_about = (flags & 8) != 0;
  cell.numerator_low_e4 = row.OptionalInt(first + 6);
  cell.numerator_high_e4 = row.OptionalInt(first + 7);
  cell.denominator_low_e4 = row.OptionalInt(first + 8);
  cell.denominator_high_e4 = row.OptionalInt(first + 9);
  cell.observation = static_cast<uint32_t>(row.Int(first + 10));
  cell.resolution_e4 = row.Int(first + 11);
  return cell;
}

const char kTotalColumns[] =
    "n, unlisted, no_low, no_high, about, sum_low, sum_high, max_low, max_high, ratios, ratios_about, "
    "ratios_no_low, "
    "ratios_no_high, ratios_unlisted, derived, numerator_low, numerator_high, denominator_low, "
    "denominator_high";

Total ReadTotal(const Statement& row, int first) {
  const auto count = [&](int column) { return static_cast<uint32_t>(row.Int(first + column)); };
  const auto sum = [&](int column) { return Int128FromString(row.Text(first + column)).value_or(0); };
  Total t;
  t.n = count(0);
  t.unlisted = count(1);
  t.no_low = count(2);
  t.no_high = count(3);
  t.about = count(4);
  t.sum_low = sum(5);
  t.sum_high = sum(6);
  t.max_low = row.OptionalInt(first + 7);
  t.max_high = row.OptionalInt(first + 8);
  t.ratios = count(9);
  t.ratios_about = count(10);
  t.ratios_no_low = count(11);
  t.ratios_no_high = count(12);
  t.ratios_unlisted = count(13);
  t.derived = count(14);
  t.numerator_low = sum(15);
  t.numerator_high = sum(16);
  t.denominator_low = sum(17);
  t.denominator_high = sum(18);
  return t;
}

absl::StatusOr<std::string> LoadText(Database& db, const std::string& text_sha256) {
  Statement& select = db.Prepare("SELECT text FROM texts WHERE text_sha256 = ?");
  select.Start(text_sha256);
  FAZHI_ASSIGN_OR_RETURN(const bool found, select.Step());
  if (!found) return Damaged(absl::StrCat("the text ", text_sha256, " is missing"));
  const std::string bytes = select.String(0);
  select.Reset();
  return Decompress(bytes);
}

absl::StatusOr<v1::Outline> LoadOutline(Database& db, int64_t reading_id) {
  Statement& select = db.Prepare("SELECT outline FROM readings WHERE id = ?");
  select.Start(reading_id);
  FAZHI_RETURN_IF_ERROR(select.Step().status());
  const std::string bytes = select.String(0);
  select.Reset();
  FAZHI_ASSIGN_OR_RETURN(const std::string serialized, Decompress(bytes));
  v1::Outline outline;
  FAZHI_RETURN_IF_ERROR(ParseStored(serialized, "an outline", outline));
  return outline;
}

absl::Status LoadCells(Database& db, const std::vector<int64_t>& readings,
                       absl::flat_hash_map<int64_t, std::vector<Cell>>& cells) {
  if (readings.empty()) return absl::OkStatus();
  Statement& select =
      db.Prepare(absl::StrCat("SELECT ", kCellColumns, ", c.reading_id FROM cells c WHERE c.reading_id IN ",
                              db.InNumbers(), " ORDER BY c.reading_id, c.k"));
  select.Start(readings);
  return select.ForEachRow([&] {
    cells[select.Int(kCellColumnCount)].push_back(ReadCell(select));
    return absl::OkStatus();
  });
}

absl::Status LoadClaims(Database& db, const std::vector<int64_t>& readings,
                        absl::flat_hash_map<int64_t, std::vector<Claim>>& claims) {
  if (readings.empty()) return absl::OkStatus();
  Statement& select = db.Prepare(
      absl::StrCat("SELECT reading_id, year, indicator, unit, scope, low_e4, high_e4, observation, "
                   "growth FROM claims WHERE reading_id IN ",
                   db.InNumbers(), " ORDER BY reading_id, k"));
  select.Start(readings);
  return select.ForEachRow([&] {
    Claim claim;
    claim.year = static_cast<uint32_t>(select.Int(1));
    claim.indicator = select.String(2);
    claim.unit = select.String(3);
    claim.scope = static_cast<v1::Scope>(select.Int(4));
    claim.low_e4 = select.Int(5);
    claim.high_e4 = select.Int(6);
    claim.observation = static_cast<uint32_t>(select.Int(7));
    claim.growth = select.Int(8) != 0;
    claims[select.Int(0)].push_back(std::move(claim));
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::Observation> LoadObservation(Database& db, int64_t reading_id, int64_t idx,
                                                const std::string& report_name) {
  Statement& select = db.Prepare(absl::StrCat("SELECT ", kObservationColumns,
                                              " FROM observations o WHERE o.reading_id = ? AND o.idx = ?"));
  select.Start(reading_id, idx);
  FAZHI_ASSIGN_OR_RETURN(const bool found, select.Step());
  if (!found) return Damaged(absl::StrCat("observation ", idx, " of ", report_name, " is missing"));
  v1::Observation observation = ReadObservation(select, 0, report_name);
  select.Reset();
  return observation;
}

}  // namespace fazhi::aggregation
