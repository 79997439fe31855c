// The whole state as text: equal state, equal bytes.
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kPiece = 1 << 16;

// A JSON object on one line, fields in the order in which they are added.
class Line {
 public:
  explicit Line(absl::string_view type) { Text("type", type); }

  void Text(absl::string_view key, absl::string_view value) {
    Key(key);
    out_.push_back('"');
    for (char c : value) {
      if (c == '"' || c == '\\') out_.push_back('\\');
      if (static_cast<unsigned char>(c) < 0x20) {
        absl::StrAppendFormat(&out_, "\\u%04x", static_cast<unsigned int>(c));
      } else {
        out_.push_back(c);
      }
    }
    out_.push_back('"');
  }
  void Number(absl::string_view key, int64_t value) {
    Key(key);
    absl::StrAppend(&out_, value);
  }
  std::string Finish() && { return std::move(out_) + "}\n"; }

 private:
  void Key(absl::string_view key) { absl::StrAppend(&out_, out_.empty() ? "{\"" : ",\"", key, "\":"); }
  std::string out_;
};

// Gathers lines into pieces.
class Writer {
 public:
  explicit Writer(const std::function<absl::Status(absl::string_view)>& sink) : sink_(sink) {}
  absl::Status Write(Line line) {
    buffer_ += std::move(line).Finish();
    return buffer_.size() < kPiece ? absl::OkStatus() : Flush();
  }
  absl::Status Flush() {
    absl::Status status = buffer_.empty() ? absl::OkStatus() : sink_(buffer_);
    buffer_.clear();
    return status;
  }

 private:
  const std::function<absl::Status(absl::string_view)>& sink_;
  std::string buffer_;
};

Line ReportLine(const ReportRow& row) {
  Line line("report");
  line.Text("name", row.name);
  line.Text("state", ReportStateName(row.state));
  line.Text("url", row.url);
  line.Text("document_sha256", row.document_sha256);
  line.Text("text_sha256", row.text_sha256);
  line.Number("pipeline_version", row.pipeline_version);
  line.Text("catalog_version", row.catalog_version);
  line.Number("kind", row.kind);
  line.Text("title", row.title);
  line.Text("document_number", row.document_number);
  line.Text("issuer", row.issuer);
  line.Number("reporting_body", row.reporting_body);
  line.Text("subject", row.subject);
  line.Text("region", row.region);
  line.Text("region_name", row.region_name);
  line.Number("year", row.year);
  line.Text("published", row.published);
  line.Number("published_kind", row.published_kind);
  return line;
}

Line ObservationLine(const v1::Observation& o, const std::string& url) {
  Line line("observation");
  line.Text("name", o.name());
  line.Text("url", url);
  line.Number("begin", o.span().begin());
  line.Number("end", o.span().end());
  line.Number("source_begin", o.source_span().begin());
  line.Number("source_end", o.source_span().end());
  line.Number("value_e4", o.quantity().value_e4());
  if (o.quantity().has_high_e4()) line.Number("high_e4", o.quantity().high_e4());
  line.Text("unit", o.quantity().unit());
  line.Number("bound", o.quantity().bound());
  line.Number("resolution_e4", o.quantity().resolution_e4());
  line.Number("kind", o.kind());
  line.Number("direction", o.direction());
  line.Number("status", o.status());
  line.Text("period", o.period());
  line.Number("scope", o.scope());
  line.Text("measure", o.measure());
  line.Text("indicator", o.indicator());
  if (o.has_part_of()) line.Number("part_of", o.part_of());
  if (o.has_rate_of()) {
    line.Number("numerator", o.rate_of().numerator());
    line.Number("denominator", o.rate_of().denominator());
  }
  line.Number("grey", o.grey() ? 1 : 0);
  line.Number("confidence_e6", std::llround(double{o.confidence()} * 1e6));
  line.Text("rule", o.rule());
  line.Number("sentence", o.sentence());
  return line;
}

Line FindingLine(const v1::Finding& finding, const std::string& report, const std::string& url) {
  Line line("finding");
  line.Text("report", report);
  line.Text("url", url);
  line.Text("finding", FindingTypeName(finding.type()));
  line.Number("note", finding.note() ? 1 : 0);
  for (const std::string& observation : finding.observations()) line.Text("at", observation);
  line.Text("expected", finding.expected());
  line.Text("printed", finding.printed());
  line.Text("against", finding.against());
  line.Text("text_zh", finding.text_zh());
  return line;
}

// Columns of totals, from kTotalColumns on, by the names that the lines have; sums are text.
constexpr struct {
  const char* name;
  bool text = false;
} kTotalFields[] = {{"n"},
                    {"unlisted"},
                    {"no_low"},
                    {"no_high"},
                    {"about"},
                    {"sum_low", true},
                    {"sum_high", true},
                    {"max_low"},
                    {"max_high"},
                    {"ratios"},
                    {"ratios_about"},
                    {"ratios_no_low"},
                    {"ratios_no_high"},
                    {"ratios_unlisted"},
                    {"derived"},
                    {"numerator_low", true},
                    {"numerator_high", true},
                    {"denominator_low", true},
                    {"denominator_high", true}};

absl::Status WriteReadings(Database& db, Writer& writer) {
  Statement& readings = db.Scan(
      absl::StrCat("SELECT ", kReadingColumns, kFindingCounts,
                   " FROM readings r WHERE r.state < 5 ORDER BY r.region, r.year, r.subject, r.state, "
                   "r.text_sha256, r.url"));
  readings.Start();
  return readings.ForEachRow([&] {
    int64_t id = 0;
    const ReportRow row = ReadReading(readings, &id);
    FAZHI_RETURN_IF_ERROR(writer.Write(ReportLine(row)));
    Statement& observations =
        db.Prepare(absl::StrCat("SELECT ", kObservationColumns,
                                " FROM observations o WHERE o.reading_id = ? AND o.year = ? ORDER BY o.idx"));
    observations.Start(id, row.year);
    FAZHI_RETURN_IF_ERROR(observations.ForEachRow(
        [&] { return writer.Write(ObservationLine(ReadObservation(observations, 0, row.name), row.url)); }));
    Statement& findings = db.Prepare("SELECT finding FROM findings WHERE reading_id = ? ORDER BY across, k");
    findings.Start(id);
    return findings.ForEachRow([&] {
      v1::Finding finding;
      FAZHI_RETURN_IF_ERROR(ParseStored(findings.Text(0), "a finding", finding));
      return writer.Write(FindingLine(finding, row.name, row.url));
    });
  });
}

absl::Status WriteDocuments(Database& db, Writer& writer) {
  Statement& documents = db.Scan(
      "SELECT url, document_sha256, text_sha256, pipeline_version, ref FROM documents ORDER BY url, "
      "document_sha256");
  documents.Start();
  return documents.ForEachRow([&] {
    v1::DocumentRef ref;
    FAZHI_RETURN_IF_ERROR(ParseStored(documents.Text(4), "a document", ref));
    Line line("document");
    line.Text("url", documents.Text(0));
    line.Text("document_sha256", documents.Text(1));
    line.Text("text_sha256", documents.Text(2));
    line.Number("pipeline_version", documents.Int(3));
    line.Text("content_type", ref.content_type());
    line.Text("parent_url", ref.parent_url());
    line.Text("title_hint", ref.title_hint());
    line.Text("site_code", ref.site_code());
    return writer.Write(std::move(line));
  });
}

absl::Status WriteTotals(Database& db, Writer& writer) {
  constexpr int kFirst = 7;  // of kTotalColumns
  Statement& totals = db.Scan(
      absl::StrCat("SELECT prefecture, year, level, reporting_body, indicator, unit, scope, ", kTotalColumns,
                   " FROM totals ORDER BY prefecture, year, level, reporting_body, indicator, unit, scope"));
  totals.Start();
  return totals.ForEachRow([&] {
    Line line("total");
    line.Text("prefecture", totals.Text(0));
    line.Number("year", totals.Int(1));
    line.Number("level", totals.Int(2));
    line.Number("reporting_body", totals.Int(3));
    line.Text("indicator", totals.Text(4));
    line.Text("unit", totals.Text(5));
    line.Number("scope", totals.Int(6));
    int column = kFirst;
    for (const auto& field : kTotalFields) {
      const int at = column++;
      if (totals.IsNull(at)) continue;
      if (field.text) {
        line.Text(field.name, totals.Text(at));
      } else {
        line.Number(field.name, totals.Int(at));
      }
    }
    return writer.Write(std::move(line));
  });
}

absl::Status WriteChecks(Database& db, Writer& writer) {
  Statement& checks = db.Prepare("SELECT region, year, site FROM checks ORDER BY region, year, site");
  checks.Start();
  return checks.ForEachRow([&] {
    Line line("check");
    line.Text("region", checks.Text(0));
    line.Number("year", checks.Int(1));
    line.Text("site", checks.Text(2));
    return writer.Write(std::move(line));
  });
}

absl::Status WriteWithdrawals(Database& db, Writer& writer) {
  Statement& withdrawals = db.Prepare("SELECT url FROM withdrawals ORDER BY url");
  withdrawals.Start();
  return withdrawals.ForEachRow([&] {
    Line line("withdrawal");
    line.Text("url", withdrawals.Text(0));
    return writer.Write(std::move(line));
  });
}

}  // namespace

absl::Status SqlStore::CanonicalExport(const std::function<absl::Status(absl::string_view)>& sink) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Writer writer(sink);
  FAZHI_RETURN_IF_ERROR(WriteReadings(*db, writer));
  FAZHI_RETURN_IF_ERROR(WriteDocuments(*db, writer));
  FAZHI_RETURN_IF_ERROR(WriteTotals(*db, writer));
  FAZHI_RETURN_IF_ERROR(WriteChecks(*db, writer));
  FAZHI_RETURN_IF_ERROR(WriteWithdrawals(*db, writer));
  return writer.Flush();
}

}  // namespace fazhi::aggregation
