#include "tools/cli/export_files.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "services/base/status_macros.h"
#include "tools/cli/database.h"
#include "tools/cli/record_writer.h"
#include "tools/cli/records.h"

namespace fazhi {
namespace {

class Export {
 public:
  Export(const std::string& folder, ExportFormat format, const std::atomic<bool>& stop,
         std::vector<std::string>& written)
      : folder_(folder), format_(format), stop_(stop), written_(written) {}

  absl::Status Write(const std::string& name, const RecordWriter::Layout& layout,
                     const std::function<absl::Status(RecordWriter&)>& fill) {
    const bool csv = format_ == ExportFormat::kCsv;
    const std::string path = PathIn(folder_, absl::StrCat(name, csv ? ".csv" : ".jsonl"));
    AtomicFile file(path);
    RecordWriter writer(csv ? RecordWriter::Format::kCsv : RecordWriter::Format::kJsonl, layout,
                        [&](absl::string_view bytes) {
                          return stop_ ? absl::CancelledError("stopped before the files were written")
                                       : file.Write(bytes);
                        });
    FAZHI_RETURN_IF_ERROR(fill(writer));
    FAZHI_RETURN_IF_ERROR(writer.Finish());
    FAZHI_RETURN_IF_ERROR(file.Commit());
    written_.push_back(path);
    return absl::OkStatus();
  }

 private:
  const std::string& folder_;
  ExportFormat format_;
  const std::atomic<bool>& stop_;
  std::vector<std::string>& written_;
};

}  // namespace

absl::Status ExportFiles(aggregation::Store& store, const std::string& folder, ExportFormat format,
                         const std::atomic<bool>& stop, std::vector<std::string>& written) {
  FAZHI_RETURN_IF_ERROR(MakeFolder(folder, "CANNOT_WRITE"));
  Export files(folder, format, stop, written);
  FAZHI_RETURN_IF_ERROR(files.Write("reports", ReportLayout(), [&](RecordWriter& writer) {
    return ForEachReport(store, {},
                         [&](const aggregation::ReportRow& row) { return writer.Add(ReportRecord(row)); });
  }));
  FAZHI_RETURN_IF_ERROR(files.Write("observations", ObservationLayout(), [&](RecordWriter& writer) {
    return ForEachObservation(store, {},
                              [&](const nlohmann::ordered_json& record) { return writer.Add(record); });
  }));
  FAZHI_RETURN_IF_ERROR(files.Write("values", ValueLayout(), [&](RecordWriter& writer) {
    FAZHI_ASSIGN_OR_RETURN(const auto rows, store.ListValues({}));
    for (const auto& row : rows) FAZHI_RETURN_IF_ERROR(writer.Add(ValueRecord(row, Catalog::Default())));
    return absl::OkStatus();
  }));
  return files.Write("findings", FindingLayout(), [&](RecordWriter& writer) {
    return ForEachFinding(store, {},
                          [&](const aggregation::FindingRow& row) { return writer.Add(FindingRecord(row)); });
  });
}

}  // namespace fazhi
