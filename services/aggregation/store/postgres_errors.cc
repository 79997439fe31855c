#include "services/aggregation/store/postgres_errors.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"

namespace fazhi::aggregation {
namespace {

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message) {
  return ErrorWithReason(code, reason, "", message);
}

}  // namespace

absl::Status PostgresError(const PGresult* result) {
  const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string message = absl::StrCat(
      "database: ", primary != nullptr ? primary : absl::StripAsciiWhitespace(PQresultErrorMessage(result)),
      state.empty() ? "" : absl::StrCat(" (", state, ")"));
  const absl::string_view kind = absl::string_view(state).substr(0, 2);
  if (state.empty() || kind == "08" || state == "57P01" || state == "57P02" || state == "57P03" ||
      state == "53300" || state == "25006" || state == "25P03") {
    return Error(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", message);
  }
  if (kind == "40" || state == "57014" || state == "55P03") {
    return Error(absl::StatusCode::kUnavailable, "DATABASE_BUSY",
                 absl::StrCat(message, "; nothing of it was kept: try again"));
  }
  if (state == "53100" || state == "58030") {
    return Error(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                 absl::StrCat(message, "; make room at the database: nothing of this batch was kept"));
  }
  if (state == "53200") {
    return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_LOCKS",
                 absl::StrCat(message, "; raise max_locks_per_transaction of the server"));
  }
  if (kind == "22" || kind == "54") {
    return Error(absl::StatusCode::kInvalidArgument, "REFUSED_BY_DATABASE", message);
  }
  if (kind == "28" || state == "42501") {
    return Error(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN", message);
  }
  if (state == "3D000") return Error(absl::StatusCode::kNotFound, "NO_DATABASE", message);
  if (state == "42P01" || state == "42703") {
    return Error(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA",
                 absl::StrCat(message, "; run `fazhi migrate` on the database"));
  }
  if (kind == "XX") return Error(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT", message);
  return Error(absl::StatusCode::kInternal, "DATABASE", message);
}

absl::Status PostgresConnectionError(const PGconn* connection) {
  // libpq tells each address that it tried on lines of its own.
  const std::string message =
      absl::StrCat("database: ", absl::StrReplaceAll(absl::StripAsciiWhitespace(PQerrorMessage(connection)),
                                                     {{"\n\t", ". "}, {"\n", "; "}}));
  // libpq gives no code for what the server says while one connects.
  if (absl::StrContains(message, "does not exist") && absl::StrContains(message, "database \"")) {
    return Error(absl::StatusCode::kNotFound, "NO_DATABASE",
                 absl::StrCat(message, "; make it by `createdb`, then run `fazhi migrate`"));
  }
  if (absl::StrContains(message, "authentication failed") || absl::StrContains(message, "role \"") ||
      absl::StrContains(message, "no pg_hba.conf entry") || absl::StrContains(message, "permission denied") ||
      absl::StrContains(message, "no password supplied")) {
    return Error(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN",
                 absl::StrCat(message,
                              "; name a user that may connect (postgresql://USER@HOST:PORT/NAME), its "
                              "password in ~/.pgpass or PGPASSFILE"));
  }
  return Error(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", message);
}

}  // namespace fazhi::aggregation
