#include "tools/cli/export_files.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "services/base/status_macros.h"
#include "tools/cli/database.h"
#include "tools/cli/record_writer.h"
#include "tools/cli/records.h"

namespace fazhi {
namespace {

absl::Status WriteFile(const std::string& folder, const std::string& name, ExportFormat format,
                       const RecordWriter::Layout& layout, std::vector<std::string>& written,
                       const std::function<absl::Status(RecordWriter&)>& fill) {
  const std::string path =
      PathIn(folder, absl::StrCat(name, format == ExportFormat::kCsv ? ".csv" : ".jsonl"));
  AtomicFile file(path);
  RecordWriter writer(
      format == ExportFormat::kCsv ? RecordWriter::Format::kCsv : RecordWriter::Format::kJsonl, layout,
      [&](absl::string_view bytes) { return file.Write(bytes); });
  FAZHI_RETURN_IF_ERROR(fill(writer));
  FAZHI_RETURN_IF_ERROR(writer.Finish());
  FAZHI_RETURN_IF_ERROR(file.Commit());
  written.push_back(path);
  return absl::OkStatus();
}

}  // namespace

absl::Status ExportFiles(aggregation::Store& store, const std::string& folder, ExportFormat format,
                         std::vector<std::string>& written) {
  FAZHI_RETURN_IF_ERROR(MakeFolder(folder, "CANNOT_WRITE"));
  FAZHI_RETURN_IF_ERROR(
      WriteFile(folder, "reports", format, ReportLayout(), written, [&](RecordWriter& writer) {
        return ForEachReport(
            store, {}, [&](const aggregation::ReportRow& row) { return writer.Add(ReportRecord(row)); });
      }));
  FAZHI_RETURN_IF_ERROR(
      WriteFile(folder, "observations", format, ObservationLayout(), written, [&](RecordWriter& writer) {
        return ForEachObservation(store, {},
                                  [&](const nlohmann::ordered_json& record) { return writer.Add(record); });
      }));
  FAZHI_RETURN_IF_ERROR(
      WriteFile(folder, "values", format, ValueLayout(), written, [&](RecordWriter& writer) {
        FAZHI_ASSIGN_OR_RETURN(const auto rows, store.ListValues({}));
        for (const auto& row : rows) FAZHI_RETURN_IF_ERROR(writer.Add(ValueRecord(row, Catalog::Default())));
        return absl::OkStatus();
      }));
  return WriteFile(folder, "findings", format, FindingLayout(), written, [&](RecordWriter& writer) {
    return ForEachFinding(store, {},
                          [&](const aggregation::FindingRow& row) { return writer.Add(FindingRecord(row)); });
  });
}

}  // namespace fazhi
