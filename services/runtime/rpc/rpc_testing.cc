#include "services/runtime/rpc/rpc_testing.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/wrappers.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "gtest/gtest.h"
#include "services/runtime/rpc/grpc_status.h"

namespace fazhi::runtime {
namespace {

using google::protobuf::Message;

constexpr char kReflection[] = "grpc.reflection.v1alpha.ServerReflection";

// Messages of libraries that install no headers for them.
std::unique_ptr<Message> NewMessage(const std::string& name) {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type == nullptr) return nullptr;
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

// One request and its first answer.
class OneAnswer : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit OneAnswer(const grpc::ByteBuffer* request) : request_(request) {}
  void Begin() {
    StartCall();
    StartRead(&answer_);
    StartWriteLast(request_, grpc::WriteOptions());
  }
  void OnDone(const grpc::Status& status) override {
    status_ = status;
    done_.Notify();
  }
  grpc::Status Wait() {
    done_.WaitForNotification();
    return status_;
  }
  grpc::ByteBuffer& answer() { return answer_; }

 private:
  const grpc::ByteBuffer* const request_;
  grpc::ByteBuffer answer_;
  grpc::Status status_;
  absl::Notification done_;
};

int Run(const std::string& command) { return std::system(command.c_str()); }

}  // namespace

TestServer::TestServer(const std::vector<RpcServer::Service>& services, const RpcServerOptions& options) {
  auto server = RpcServer::Start(options, services, &metrics_);
  if (!server.ok()) {
    ADD_FAILURE() << server.status();
    return;
  }
  server_ = *std::move(server);
  server_->SetServing("", true);
  for (const RpcServer::Service& service : services) server_->SetServing(service.name, true);
}

TestServer::~TestServer() = default;

std::string TestServer::target() const { return absl::StrCat("localhost:", server_->port()); }

std::shared_ptr<grpc::Channel> TestServer::channel() const {
  return channel(grpc::InsecureChannelCredentials());
}

std::shared_ptr<grpc::Channel> TestServer::channel(
    const std::shared_ptr<grpc::ChannelCredentials>& credentials) const {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(target(), credentials, arguments);
}

absl::StatusOr<int> CheckHealth(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  // On the wire HealthCheckRequest is one string and HealthCheckResponse one enum, as these are.
  grpc::TemplatedGenericStub<google::protobuf::StringValue, google::protobuf::Int32Value> stub(channel);
  google::protobuf::StringValue request;
  request.set_value(service);
  google::protobuf::Int32Value response;
  grpc::ClientContext context;
  absl::Notification done;
  grpc::Status status;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                 [&](grpc::Status s) {
                   status = std::move(s);
                   done.Notify();
                 });
  done.WaitForNotification();
  if (!status.ok()) return FromGrpcStatus(status);
  return response.value();
}

absl::StatusOr<std::set<std::string>> ListServices(const std::shared_ptr<grpc::Channel>& channel) {
  const auto request = NewMessage("grpc.reflection.v1alpha.ServerReflectionRequest");
  const auto response = NewMessage("grpc.reflection.v1alpha.ServerReflectionResponse");
  if (request == nullptr || response == nullptr) return absl::InternalError("no messages of reflection");
  google::protobuf::TextFormat::ParseFromString("list_services: ''", request.get());
  bool own = false;
  grpc::ByteBuffer sent;
  grpc::GenericSerialize<grpc::ProtoBufferWriter, Message>(*request, &sent, &own).ok();
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  OneAnswer call(&sent);
  stub.PrepareBidiStreamingCall(&context, absl::StrCat("/", kReflection, "/ServerReflectionInfo"),
                                grpc::StubOptions(), &call);
  call.Begin();
  const grpc::Status status = call.Wait();
  if (!status.ok()) return FromGrpcStatus(status);
  grpc::GenericDeserialize<grpc::ProtoBufferReader, Message>(&call.answer(), response.get()).ok();

  const google::protobuf::Reflection& reflection = *response->GetReflection();
  const auto* list = response->GetDescriptor()->FindFieldByName("list_services_response");
  const Message& listed = reflection.GetMessage(*response, list);
  const auto* services = listed.GetDescriptor()->FindFieldByName("service");
  std::set<std::string> names;
  for (int i = 0; i < listed.GetReflection()->FieldSize(listed, services); ++i) {
    const Message& one = listed.GetReflection()->GetRepeatedMessage(listed, services, i);
    names.insert(one.GetReflection()->GetString(one, one.GetDescriptor()->FindFieldByName("name")));
  }
  return names;
}

absl::Status MakeCertificates(const std::string& folder) {
  const std::string log = folder + "/openssl.log";
  const auto openssl = [&](const std::string& arguments) {
    return Run(absl::StrCat("cd '", folder, "' && openssl ", arguments, " >>'", log, "' 2>&1")) == 0;
  };
  bool good = openssl(
                  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=ca "
                  "-keyout ca.key -out ca.pem") &&
              openssl(
                  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
                  "/CN=localhost -keyout stranger.key"
                  " -out stranger.pem");
  std::ofstream(folder + "/names") << "subjectAltName=DNS:localhost,IP:127.0.0.1\n";
  for (const std::string name : {"server", "client"}) {
    good =
        good &&
        openssl(absl::StrCat(
            "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout ", name,
            ".key -out ", name, ".csr")) &&
        openssl(absl::StrCat("x509 -req -days 2 -in ", name, ".csr -CA ca.pem -CAkey ca.key -CAcreateserial",
                             " -extfile names -out ", name, ".pem"));
  }
  return good ? absl::OkStatus() : absl::InternalError(ReadTestFile(log));
}

std::string ReadTestFile(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace fazhi::runtime
