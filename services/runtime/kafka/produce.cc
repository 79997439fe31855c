#include "services/runtime/kafka/produce.h"

#include "absl/strings/str_cat.h"
#include "services/runtime/kafka/errors.h"

namespace fazhi::runtime {

absl::Status Produce(rd_kafka_t* producer, const OutgoingRecord& record, void* opaque) {
  rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
  for (const auto& [name, value] : record.headers) {
    rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  // A record without a key goes to any partition; an empty key would be a key.
  // NOLINTBEGIN(cppcoreguidelines-pro-type-const-cast): librdkafka copies both
  const rd_kafka_resp_err_t code = rd_kafka_producev(
      producer, RD_KAFKA_V_TOPIC(record.topic.c_str()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_KEY(record.key.empty() ? nullptr : record.key.data(), record.key.size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(record.value.data()), record.value.size()),
      RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
  // NOLINTEND(cppcoreguidelines-pro-type-const-cast)
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return absl::OkStatus();
  rd_kafka_headers_destroy(headers);
  return KafkaError(code, absl::StrCat("publishing ", record.value.size(), " bytes on ", record.topic));
}

}  // namespace fazhi::runtime
