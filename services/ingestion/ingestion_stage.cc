#include "services/ingestion/ingestion_stage.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/ingestion/read_checked.h"
#include "services/runtime/archive/file_archive.h"

namespace fazhi {

std::string PrefectureKey(const v1::Report& report) {
  const std::string& code =
      report.region().code().empty() ? report.region().parent_code() : report.region().code();
  return absl::StrCat(code, "0000").substr(0, 4);
}

namespace {

// Where no parser can be had the document waits: it is not its fault.
absl::Status NotTheDocuments(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  if (reason != "SANDBOX_UNAVAILABLE" && reason != "PARSER_NOT_STARTED") return status;
  return ErrorWithReason(absl::StatusCode::kUnavailable, reason, "", status.message());
}

absl::Status Keep(const IngestionEdges& edges, const v1::Document& document) {
  return edges.archive == nullptr ? absl::OkStatus() : ArchiveUnavailable(edges.archive(document.content()));
}

}  // namespace

runtime::StageLoop::Function IngestionStage(IngestionEdges edges, runtime::DeriveOptions options) {
  return [edges = std::move(edges), options = std::move(options)](
             const runtime::Record& record) -> absl::StatusOr<std::unique_ptr<runtime::Output>> {
    FAZHI_ASSIGN_OR_RETURN(runtime::Incoming incoming, ReadChecked(record, absl::Now()));
    auto* const document = absl::get_if<v1::Document>(&incoming);
    if (document == nullptr) return runtime::PassOn(record, options);
    const bool fetched = document->has_reference() && edges.fetch != nullptr;
    if (fetched) {
      FAZHI_RETURN_IF_ERROR(edges.fetch(*document));
      FAZHI_RETURN_IF_ERROR(Keep(edges, *document));
    }
    const absl::StatusOr<v1::Report> report = edges.ingest(*document);
    if (!report.ok()) return NotTheDocuments(report.status());
    if (!fetched) FAZHI_RETURN_IF_ERROR(Keep(edges, *document));
    return runtime::Derive(record, {PrefectureKey(*report), *report, document->url(), document->sha256()},
                           options);
  };
}

}  // namespace fazhi
