#include "services/runtime/rpc/http_server.h"

#include <httplib.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "prometheus/text_serializer.h"
#include "services/base/errors.h"

namespace fazhi::runtime {
namespace {

constexpr int kThreads = 2;
constexpr char kPlain[] = "text/plain; charset=utf-8";
constexpr char kJson[] = "application/json";
constexpr char kMetrics[] = "text/plain; version=0.0.4; charset=utf-8";

std::string StatusJson(const v1::GetStatusResponse& status) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  options.add_whitespace = true;
  std::string json;
  // Fails for Any alone, and details of errors, the only ones, are bytes of messages that may be unknown
  // here.
  if (!google::protobuf::util::MessageToJsonString(status, &json, options).ok()) {
    v1::GetStatusResponse plain = status;
    plain.mutable_last_error()->clear_details();
    json.clear();
    (void)google::protobuf::util::MessageToJsonString(plain, &json, options);
  }
  return json;
}

}  // namespace

HttpServer::HttpServer() : server_(std::make_unique<httplib::Server>()) {}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(
    const Options& options, std::vector<const prometheus::Collectable*> metrics, std::function<bool()> ready,
    std::function<v1::GetStatusResponse()> status) {
  auto server = std::unique_ptr<HttpServer>(new HttpServer);
  httplib::Server& http = *server->server_;
  http.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  // Not the library's SO_REUSEPORT: two servers on one port would share its calls without a word.
  http.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  http.set_payload_max_length(4096);
  http.set_read_timeout(5);
  http.set_write_timeout(5);
  http.set_keep_alive_timeout(1);
  http.Get("/healthz", [](const httplib::Request&, httplib::Response& response) {
    response.set_content("ok\n", kPlain);
  });
  http.Get("/readyz", [ready = std::move(ready)](const httplib::Request&, httplib::Response& response) {
    const bool yes = ready();
    response.status = yes ? 200 : 503;
    response.set_content(yes ? "ready\n" : "not ready\n", kPlain);
  });
  http.Get("/metrics", [metrics = std::move(metrics)](const httplib::Request&, httplib::Response& response) {
    std::vector<prometheus::MetricFamily> families;
    for (const prometheus::Collectable* one : metrics) {
      for (prometheus::MetricFamily& family : one->Collect()) families.push_back(std::move(family));
    }
    response.set_content(prometheus::TextSerializer().Serialize(families), kMetrics);
  });
  if (status != nullptr) {
    http.Get("/status", [status = std::move(status)](const httplib::Request&, httplib::Response& response) {
      response.set_content(StatusJson(status()), kJson);
    });
  }

  if (options.port == 0) {
    server->port_ = http.bind_to_any_port(options.host.c_str());
  } else if (http.bind_to_port(options.host.c_str(), options.port)) {
    server->port_ = options.port;
  }
  if (server->port_ <= 0) {
    return ErrorWithReason(
        absl::StatusCode::kUnavailable, "CANNOT_LISTEN", "http_address",
        absl::StrCat("cannot listen on ", options.host, ":", options.port,
                     ": it is taken, or not an address of this machine; name another by --http_address"));
  }
  server->thread_ = std::thread([&http, ended = &server->ended_] {
    http.listen_after_bind();
    *ended = true;
  });
  return server;
}

HttpServer::~HttpServer() {
  if (!thread_.joinable()) return;
  // stop() before listen_after_bind() has begun would be lost.
  while (!server_->is_running() && !ended_) std::this_thread::yield();
  server_->stop();
  thread_.join();
}

}  // namespace fazhi::runtime
