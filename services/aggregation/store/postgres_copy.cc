// Rows into PostgreSQL by its binary COPY.
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregation/store/postgres_database.h"
#include "services/aggregation/store/postgres_errors.h"
#include "services/aggregation/store/postgres_wire.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kCopyBytes = 1 << 20;
constexpr size_t kCopyPiece = 1 << 16;

}  // namespace

void PostgresBulk::BeginRow(size_t columns) {
  if (widths_.empty()) {
    auto widths = db_.Widths(table_);
    if (!widths.ok()) {
      if (error_.ok()) error_ = widths.status();
      return;
    }
    widths_ = *std::move(widths);
  }
  if (columns != widths_.size() && error_.ok()) {
    error_ =
        ErrorWithReason(absl::StatusCode::kInternal, "DATABASE", table_, "columns that the table has not");
  }
  if (!error_.ok()) return;
  column_ = 0;
  AppendBigEndian(columns, 2, rows_);
}

void PostgresBulk::EndRow() {
  if (rows_.size() < kCopyBytes || !error_.ok()) return;
  error_ = Flush();
}

void PostgresBulk::BindBytes(absl::string_view value) {
  if (!error_.ok()) return;
  ++column_;
  AppendBigEndian(value.size(), 4, rows_);
  rows_.append(value.data(), value.size());
}

void PostgresBulk::BindInt(int64_t value) {
  if (!error_.ok()) return;
  const int width = widths_[column_++];
  if (width == 4 && static_cast<int32_t>(value) != value) {
    error_ =
        InvalidInput("REFUSED_BY_DATABASE", table_, absl::StrCat("database: ", value, " is out of range"));
  }
  AppendBigEndian(static_cast<uint64_t>(width), 4, rows_);
  AppendBigEndian(static_cast<uint64_t>(value), width, rows_);
}

void PostgresBulk::BindDouble(double value) {
  if (!error_.ok()) return;
  ++column_;
  AppendBigEndian(8, 4, rows_);
  AppendBigEndian(BitsOf(value), 8, rows_);
}

void PostgresBulk::BindNull() {
  if (!error_.ok()) return;
  ++column_;
  AppendBigEndian(0xFFFFFFFF, 4, rows_);
}

absl::Status PostgresBulk::Flush() {
  absl::Status status = error_;
  if (status.ok() && !rows_.empty()) status = db_.Copy(table_, rows_);
  Forget();
  return status;
}

Bulk& PostgresDatabase::Insert(absl::string_view table) {
  std::unique_ptr<PostgresBulk>& bulk = bulks_[table];
  if (bulk == nullptr) bulk = std::make_unique<PostgresBulk>(*this, table);
  return *bulk;
}

absl::StatusOr<std::vector<int>> PostgresDatabase::Widths(const std::string& table) {
  Statement& columns = Prepare(
      "SELECT attlen FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped "
      "ORDER BY attnum");
  columns.Start(table);
  std::vector<int> widths;
  FAZHI_RETURN_IF_ERROR(columns.ForEachRow([&] {
    widths.push_back(static_cast<int>(columns.Int(0)));
    return absl::OkStatus();
  }));
  return widths;
}

absl::Status PostgresDatabase::Copy(const std::string& table, absl::string_view rows) {
  // Not in pipeline mode.
  FAZHI_RETURN_IF_ERROR(Wait().status());
  if (PQexitPipelineMode(connection_) == 0) return Lost();
  const PostgresResult begun(
      PQexec(connection_, absl::StrCat("COPY ", table, " FROM STDIN (FORMAT binary)").c_str()));
  if (PQresultStatus(begun.get()) == PGRES_COPY_IN) {
    constexpr absl::string_view kHeader("PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0", 19);
    constexpr absl::string_view kTrailer("\xFF\xFF", 2);
    bool sent = true;
    for (absl::string_view part : {kHeader, rows, kTrailer}) {
      while (sent && !part.empty()) {
        const absl::string_view piece = part.substr(0, kCopyPiece);
        sent = PQputCopyData(connection_, piece.data(), static_cast<int>(piece.size())) == 1;
        part.remove_prefix(piece.size());
      }
    }
    if (!sent || PQputCopyEnd(connection_, nullptr) != 1) return Lost();
    while (PGresult* result = PQgetResult(connection_)) {
      const PostgresResult owned(result);
      if (PQresultStatus(result) != PGRES_COMMAND_OK) Note(PostgresError(result)).IgnoreError();
    }
  } else {
    Note(PostgresError(begun.get())).IgnoreError();
  }
  if (PQstatus(connection_) != CONNECTION_OK || PQenterPipelineMode(connection_) == 0) return Lost();
  return failed_;
}

}  // namespace fazhi::aggregation
