#include "services/runtime/kafka/config.h"

#include <librdkafka/rdkafka.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "services/base/status_matchers.h"

namespace fazhi::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// The value that a client would have.
std::string ValueOf(const KafkaConf& conf, const char* name) {
  char value[256] = "";
  size_t size = sizeof value;
  return rd_kafka_conf_get(conf.get(), name, value, &size) == RD_KAFKA_CONF_OK ? value : "(none)";
}

class KafkaConfigFile : public ::testing::Test {
 protected:
  KafkaConfigFile() : folder_(::testing::TempDir() + "/kafka_config_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~KafkaConfigFile() override { std::filesystem::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
    return folder_ + "/" + name;
  }
  std::string folder_;
};

TEST(KafkaConfig, PassesAnyProperty) {
  ASSERT_OK_AND_ASSIGN(KafkaConfig config, KafkaConfig::Parse("# comment\n"
                                                              "! another\n"
                                                              "\n"
                                                              "bootstrap.servers=a:1,b:2\r\n"
                                                              "  socket.timeout.ms  =  1234  \n"
                                                              "sasl.username=a=b",
                                                              "k.properties"));
  ASSERT_OK_AND_ASSIGN(KafkaConf conf, config.MakeConf({}));
  EXPECT_EQ(ValueOf(conf, "bootstrap.servers"), "a:1,b:2");
  EXPECT_EQ(ValueOf(conf, "socket.timeout.ms"), "1234");
  EXPECT_EQ(config.Get("sasl.username"), "a=b");
  EXPECT_EQ(config.Get("linger.ms"), absl::nullopt);
}

TEST(KafkaConfig, TellsAllFaultsAtOnceEachWithItsLine) {
  const absl::Status status = KafkaConfig::Parse(
                                  "bootstrap.server=a:1\n"
                                  "linger.ms=soon\n"
                                  "hunter2\n"
                                  "client.id=x\n"
                                  "client.id=y\n"
                                  "enable.auto.commit=true\n"
                                  "sasl.jaas.config=x\n"
                                  "ssl.key.password=file:nowhere\n",
                                  "dir/k.properties")
                                  .status();
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_KAFKA_CONFIG"));
  const std::vector<std::string> lines = absl::StrSplit(status.message(), '\n');
  EXPECT_THAT(lines, ElementsAre(HasSubstr("dir/k.properties:1: unknown property bootstrap.server "),
                                 HasSubstr("dir/k.properties:2: linger.ms: Invalid value"),
                                 HasSubstr("dir/k.properties:3: no `=`"),
                                 HasSubstr("dir/k.properties:5: client.id is in line 4 already"),
                                 HasSubstr("dir/k.properties:6: enable.auto.commit is set by fazhi itself"),
                                 HasSubstr("dir/k.properties:7: sasl.jaas.config: Java JAAS configuration"),
                                 HasSubstr("dir/k.properties:8: ssl.key.password: cannot read dir/nowhere")));
  EXPECT_THAT(status.message(), Not(HasSubstr("hunter2")));
}

TEST_F(KafkaConfigFile, ReadsSecretsFromFilesBesideItAndNeverShowsThem) {
  Write("password", "hunter2\n");
  const std::string path = Write("k.properties",
                                 "bootstrap.servers=a:1\n"
                                 "sasl.username=me\n"
                                 "sasl.password=file:password\n"
                                 "ssl.key.password=hunter2\n"
                                 "client.id=file:" +
                                     folder_ + "/password\n");
  ASSERT_OK_AND_ASSIGN(KafkaConfig config, KafkaConfig::Read(path));
  ASSERT_OK_AND_ASSIGN(KafkaConf conf, config.MakeConf({}));
  EXPECT_EQ(ValueOf(conf, "sasl.password"), "hunter2");
  EXPECT_EQ(ValueOf(conf, "client.id"), "hunter2");
  EXPECT_EQ(config.Describe(),
            "bootstrap.servers = a:1\n"
            "client.id = (secret)\n"
            "sasl.password = (secret)\n"
            "sasl.username = me\n"
            "ssl.key.password = (secret)\n");
}

TEST_F(KafkaConfigFile, ASecretThatIsRefusedIsNotShown) {
  Write("ca", "hunter2");
  const absl::Status status = KafkaConfig::Read(Write("k.properties", "linger.ms=file:ca\n")).status();
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_KAFKA_CONFIG"));
  EXPECT_THAT(status.message(), HasSubstr("k.properties:1: linger.ms"));
  EXPECT_THAT(status.message(), Not(HasSubstr("hunter2")));
}

TEST_F(KafkaConfigFile, MustBeThere) {
  EXPECT_THAT(KafkaConfig::Read(folder_ + "/none"),
              FailsWith(absl::StatusCode::kNotFound, "NO_KAFKA_CONFIG"));
  EXPECT_THAT(KafkaConfig::Read(folder_), FailsWith(absl::StatusCode::kNotFound, "NO_KAFKA_CONFIG"));
  EXPECT_OK(KafkaConfig::Read(Write("empty", "")));
}

TEST(KafkaConfig, FlagsStandOverTheFile) {
  ASSERT_OK_AND_ASSIGN(KafkaConfig config, KafkaConfig::Parse("metadata.broker.list=a:1", "k"));
  EXPECT_EQ(config.Get("bootstrap.servers"), "a:1");
  ASSERT_OK(config.Set("bootstrap.servers", "b:2", "--brokers"));
  ASSERT_OK_AND_ASSIGN(KafkaConf conf, config.MakeConf({}));
  EXPECT_EQ(ValueOf(conf, "metadata.broker.list"), "b:2");
  EXPECT_THAT(config.Set("acks", "1", "--x").message(), HasSubstr("--x: acks is set by fazhi itself"));
}

TEST(KafkaConfig, IsLaidOverDefaultsAndUnderWhatIsFixed) {
  ASSERT_OK_AND_ASSIGN(KafkaConfig config, KafkaConfig::Parse("bootstrap.servers=a:1\n"
                                                              "linger.ms=7\n"
                                                              "client.id=theirs\n"
                                                              "fetch.wait.max.ms=9\n",
                                                              "k"));
  KafkaConfig::MakeConfArgs args;
  args.client = KafkaClient::kProducer;
  args.defaults = {{"linger.ms", "3"}, {"transaction.timeout.ms", "10000"}};
  args.fixed = {{"client.id", "ours"}};
  ASSERT_OK_AND_ASSIGN(KafkaConf producer, config.MakeConf(args));
  EXPECT_EQ(ValueOf(producer, "linger.ms"), "7");
  EXPECT_EQ(ValueOf(producer, "transaction.timeout.ms"), "10000");
  EXPECT_EQ(ValueOf(producer, "client.id"), "ours");
  EXPECT_EQ(ValueOf(producer, "fetch.wait.max.ms"), "500");  // a consumer's

  ASSERT_OK_AND_ASSIGN(KafkaConf consumer, config.MakeConf({}));
  EXPECT_EQ(ValueOf(consumer, "fetch.wait.max.ms"), "9");
  EXPECT_EQ(ValueOf(consumer, "linger.ms"), "5");

  args.fixed = {{"no.such", "x"}};
  EXPECT_EQ(config.MakeConf(args).status().code(), absl::StatusCode::kInternal);
}

TEST(KafkaConfig, NeedsBrokers) {
  ASSERT_OK_AND_ASSIGN(KafkaConfig config, KafkaConfig::Parse("linger.ms=7", "k"));
  EXPECT_THAT(config.MakeConf({}), FailsWith(absl::StatusCode::kInvalidArgument, "NO_BROKERS"));
}

}  // namespace
}  // namespace fazhi::runtime
