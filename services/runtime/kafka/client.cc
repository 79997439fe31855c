#include "services/runtime/kafka/client.h"

#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/log.h"

namespace fazhi::runtime {

void KafkaHandleDeleter::operator()(rd_kafka_t* handle) const {
  // A consumer that could not be closed in time is not waited for once more.
  rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

absl::StatusOr<KafkaHandle> MakeKafkaClient(const KafkaConfig& config, const KafkaConfig::MakeConfArgs& args,
                                            const std::function<void(rd_kafka_conf_t*)>& prepare) {
  FAZHI_ASSIGN_OR_RETURN(KafkaConf conf, config.MakeConf(args));
  LogByKafkaLog(conf.get());
  if (prepare) prepare(conf.get());
  char error[512] = "";
  const rd_kafka_type_t type = args.client == KafkaClient::kConsumer ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER;
  KafkaHandle client(rd_kafka_new(type, conf.get(), error, sizeof(error)));
  if (client == nullptr) return InvalidInput("BAD_KAFKA_CONFIG", "kafka_config", error);
  conf.release();  // NOLINT(bugprone-unused-return-value): rd_kafka_new took it
  return client;
}

}  // namespace fazhi::runtime
