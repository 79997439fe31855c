// Page tokens, statuses and the HTTP server.
#include <httplib.h>

#include <atomic>

#include "absl/strings/str_cat.h"
#include "fazhi/v1/extraction_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "prometheus/counter.h"
#include "prometheus/registry.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/http_server.h"
#include "services/runtime/rpc/page_token.h"
#include "services/text/utf8.h"

namespace fazhi::runtime {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(PageToken, ComesBack) {
  const std::string token = MakePageToken("query", {"legal_aid.cases", "2024", ""});
  EXPECT_THAT(ReadPageToken("query", token).value(), ElementsAre("legal_aid.cases", "2024", ""));
  EXPECT_THAT(ReadPageToken("query", "").value(), IsEmpty());
}

TEST(PageToken, OfAnotherQueryIsRefused) {
  const std::string token = MakePageToken("query", {"a"});
  for (const std::string& bad : {token + "A", token.substr(1), std::string("!"), std::string("AAAA")}) {
    EXPECT_EQ(ReasonOf(ReadPageToken("query", bad).status()), "BAD_PAGE_TOKEN") << bad;
  }
  EXPECT_EQ(ReasonOf(ReadPageToken("other", token).status()), "BAD_PAGE_TOKEN");
  EXPECT_EQ(FieldOf(ReadPageToken("other", token).status()), "page_token");
}

TEST(PageToken, SizeOfThePageIsNotBound) {
  v1::ListIndicatorsRequest request;
  request.set_id_prefix("legal_aid.");
  const std::string query = PageQuery(request);
  request.set_page_size(7);
  request.set_page_token("x");
  EXPECT_EQ(PageQuery(request), query);
  request.set_domain(v1::DOMAIN_SOCIETY);
  EXPECT_NE(PageQuery(request), query);
}

TEST(PageToken, Sizes) {
  EXPECT_EQ(PageSize(0, 100, 1000).value(), 100U);
  EXPECT_EQ(PageSize(1000, 100, 1000).value(), 1000U);
  EXPECT_EQ(FieldOf(PageSize(1001, 100, 1000).status()), "page_size");
}

TEST(GrpcStatus, ComesBack) {
  for (const absl::Status& status :
       {InvalidInput("TOO_LARGE", "document.content", "at most 4 MiB"), absl::OkStatus(),
        ErrorWithReason(absl::StatusCode::kNotFound, "NO_SUCH_REPORT", "", "none"),
        absl::UnavailableError("later")}) {
    EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status);
  }
}

TEST(GrpcStatus, LongMessagesAreCut) {
  std::string message;
  for (int i = 0; i < 5000; ++i) message += "法";
  const grpc::Status status = ToGrpcStatus(InvalidInput("BAD", "text", message));
  EXPECT_LE(status.error_message().size(), 1010U);
  EXPECT_EQ(FindInvalidUtf8(status.error_message()), absl::string_view::npos);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(status)), "BAD");
  EXPECT_EQ(FieldOf(FromGrpcStatus(status)), "text");
}

TEST(HttpServer, ProbesAndMetrics) {
  prometheus::Registry registry;
  prometheus::BuildCounter().Name("fazhi_test_total").Help("h").Register(registry).Add({}).Increment(3);
  std::atomic<bool> ready{false};
  const auto server = HttpServer::Start({}, {&registry}, [&] { return ready.load(); });
  ASSERT_OK(server.status());
  httplib::Client client("127.0.0.1", (*server)->port());
  EXPECT_EQ(client.Get("/healthz")->status, 200);
  EXPECT_EQ(client.Get("/readyz")->status, 503);
  ready = true;
  EXPECT_EQ(client.Get("/readyz")->status, 200);
  EXPECT_THAT(client.Get("/metrics")->body, HasSubstr("fazhi_test_total 3"));
  EXPECT_EQ(client.Get("/other")->status, 404);
  const auto second = HttpServer::Start({"127.0.0.1", (*server)->port()}, {&registry}, [] { return true; });
  EXPECT_EQ(ReasonOf(second.status()), "CANNOT_LISTEN");
}

TEST(HttpServer, StatusAsJson) {
  prometheus::Registry registry;
  v1::GetStatusResponse status;
  status.set_stage("extraction");
  v1::PartitionStatus* partition = status.add_partitions();
  partition->set_topic("fazhi.outlines");
  partition->set_lag(7);
  status.mutable_last_error()->set_message("m");
  google::protobuf::Any* unknown = status.mutable_last_error()->add_details();
  unknown->set_type_url("type.googleapis.com/no.such.Message");
  unknown->set_value("\x08\x01");
  const auto server = HttpServer::Start(
      {}, {&registry}, [] { return true; }, [&] { return status; });
  ASSERT_OK(server.status());
  httplib::Client client("127.0.0.1", (*server)->port());
  const auto answer = client.Get("/status");
  EXPECT_EQ(answer->get_header_value("content-type"), "application/json");
  v1::GetStatusResponse read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(answer->body, &read).ok()) << answer->body;
  status.mutable_last_error()->clear_details();  // nobody here knows its type
  EXPECT_EQ(read.SerializeAsString(), status.SerializeAsString());
  EXPECT_THAT(answer->body, HasSubstr("\"pause_reason\": \"PAUSE_REASON_UNSPECIFIED\""));
}

TEST(HttpServer, CanBeStoppedAtOnce) {
  prometheus::Registry registry;
  for (int i = 0; i < 20; ++i) {
    ASSERT_OK(HttpServer::Start({}, {&registry}, [] { return true; }).status());
  }
}

}  // namespace
}  // namespace fazhi::runtime
