#include "services/runtime/kafka/produce.h"

#include "absl/strings/str_cat.h"
#include "services/runtime/kafka/errors.h"

namespace fazhi::runtime {

KafkaConfig::MakeConfArgs ProducerConf(const std::string& client_id) {
  KafkaConfig::MakeConfArgs args;
  args.client = KafkaClient::kProducer;
  args.defaults = {
      {"client.id", client_id},
      {"compression.type", "zstd"},
      {"linger.ms", "5"},
      {"message.max.bytes", "16777216"},
      {"queue.buffering.max.kbytes", "65536"},
  };
  args.fixed = {{"enable.idempotence", "true"}, {"acks", "all"}, {"partitioner", "murmur2_random"}};
  return args;
}

absl::Status Produce(rd_kafka_t* producer, const OutgoingRecord& record, void* opaque) {
  rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
  for (const auto& [name, value] : record.headers) {
    rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  rd_kafka_vu_t parts[6] = {};
  parts[0].vtype = RD_KAFKA_VTYPE_TOPIC;
  parts[0].u.cstr = record.topic.c_str();
  parts[1].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
  parts[1].u.i = RD_KAFKA_MSG_F_COPY;
  // A record without a key goes to any partition; an empty key would be a key.
  // NOLINTBEGIN(cppcoreguidelines-pro-type-const-cast): librdkafka copies both
  parts[2].vtype = RD_KAFKA_VTYPE_KEY;
  parts[2].u.mem.ptr = record.key.empty() ? nullptr : const_cast<char*>(record.key.data());
  parts[2].u.mem.size = record.key.size();
  parts[3].vtype = RD_KAFKA_VTYPE_VALUE;
  parts[3].u.mem.ptr = const_cast<char*>(record.value.data());
  parts[3].u.mem.size = record.value.size();
  // NOLINTEND(cppcoreguidelines-pro-type-const-cast)
  parts[4].vtype = RD_KAFKA_VTYPE_HEADERS;
  parts[4].u.headers = headers;
  parts[5].vtype = RD_KAFKA_VTYPE_OPAQUE;
  parts[5].u.ptr = opaque;
  rd_kafka_error_t* error = rd_kafka_produceva(producer, parts, 6);
  if (error == nullptr) return absl::OkStatus();
  rd_kafka_headers_destroy(headers);
  return KafkaError(error, absl::StrCat("publishing ", record.value.size(), " bytes on ", record.topic));
}

}  // namespace fazhi::runtime
