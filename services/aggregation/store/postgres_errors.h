#pragma once

#include <libpq-fe.h>

#include "absl/status/status.h"

namespace fazhi::aggregation {

// The error that a result carries, as the Store interface names it:
//   UNAVAILABLE/DATABASE_UNAVAILABLE  the server is gone, starting, stopping, full of connections or a
//   standby UNAVAILABLE/DATABASE_BUSY         a time-out, a deadlock: nothing of the transaction was kept
//   RESOURCE_EXHAUSTED/DISK_FULL, TOO_MANY_LOCKS
//   INVALID_ARGUMENT/REFUSED_BY_DATABASE  a value that it does not take (U+0000, overflow, too long for an
//   index) FAILED_PRECONDITION/UNKNOWN_SCHEMA, NOT_FOUND/NO_DATABASE, PERMISSION_DENIED/CANNOT_OPEN,
//   DATA_LOSS/DATABASE_CORRUPT; INTERNAL/DATABASE for the rest
absl::Status PostgresError(const PGresult* result);

// The error of a connection that could not be made, or was lost.
absl::Status PostgresConnectionError(const PGconn* connection);

}  // namespace fazhi::aggregation
