#pragma once

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace fazhi::runtime {

// Errors as they leave the process, in answers to calls and in dead letters: the canonical code, the message
// for people, and as details google.rpc.ErrorInfo (reason, domain `fazhi`; the code's own name where the
// error has no reason) and, where a field is at fault, google.rpc.BadRequest. Bytes of the message that are
// no UTF-8 become U+FFFD. An OK status has neither message nor details. Pure and thread-safe.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// The way back: reason and field are those of services/base/errors.h again. Details of other domains are
// passed over, and a code that is none is UNKNOWN.
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace fazhi::runtime
