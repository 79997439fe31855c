#pragma once

#include <librdkafka/rdkafka.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace fazhi::runtime {

// Errors of librdkafka as ours, with the reason KAFKA_ and its name of the error; `what` says what failed.
// UNAVAILABLE for what passes by itself or is mended at the broker (no broker, time-outs, elections,
// rebalances, credentials that it does not know yet), PERMISSION_DENIED for rights, DATA_LOSS where a
// position is no longer on the broker, INVALID_ARGUMENT for what is too large, NOT_FOUND for a topic or
// partition that is not there, INTERNAL for the rest.
absl::Status KafkaError(rd_kafka_resp_err_t code, absl::string_view what);

// The same; takes the error and frees it. OK for null.
absl::Status KafkaError(rd_kafka_error_t* error, absl::string_view what);

}  // namespace fazhi::runtime
