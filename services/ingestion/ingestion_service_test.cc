#include "services/ingestion/ingestion_service.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/ingestion_service_testing.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi {
namespace {

using runtime::FromGrpcStatus;
using runtime::HeaderValue;

TEST_F(IngestionServiceTest, SubmitPublishesTheDocument) {
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  request.set_request_id("crawler-7/42");
  ASSERT_OK_AND_ASSIGN(const v1::SubmitResponse response, Submit(request));
  EXPECT_EQ(response.document_sha256(), Sha256Hex(kText));
  EXPECT_EQ(response.request_id(), "crawler-7/42");
  EXPECT_EQ(response.record().topic(), "fazhi.documents");
  EXPECT_EQ(response.record().offset(), 0);

  ASSERT_EQ(publisher_.records().size(), 1U);
  const runtime::OutgoingRecord record = publisher_.records()[0];
  EXPECT_EQ(record.topic, "fazhi.documents");
  EXPECT_EQ(record.key, kUrl);
  EXPECT_EQ(HeaderValue(record.headers, "content-type"), "application/protobuf");
  EXPECT_EQ(HeaderValue(record.headers, "ce_specversion"), "1.0");
  EXPECT_EQ(HeaderValue(record.headers, "ce_id"), "crawler-7/42");
  EXPECT_EQ(HeaderValue(record.headers, "ce_source"), "fazhi-ingestion");
  EXPECT_EQ(HeaderValue(record.headers, "ce_subject"), kUrl);
  EXPECT_EQ(HeaderValue(record.headers, "ce_type"), "fazhi.v1.Document");
  EXPECT_EQ(HeaderValue(record.headers, "ce_time"), "2024-03-28T10:00:00.000000Z");
  EXPECT_EQ(HeaderValue(record.headers, "traceparent"), kTraceparent);

  // The stage reads it as it was sent.
  runtime::Record read;
  read.key = record.key;
  read.value = record.value;
  read.headers = record.headers;
  ASSERT_OK_AND_ASSIGN(const runtime::Incoming incoming, runtime::ReadIncoming(read));
  v1::Document expected = MakeDocument();
  expected.set_sha256(Sha256Hex(kText));
  EXPECT_EQ(absl::get<v1::Document>(incoming).SerializeAsString(), expected.SerializeAsString());
}

TEST_F(IngestionServiceTest, SubmitFillsInWhatIsLeftOut) {
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  request.mutable_document()->clear_fetched_at();
  ASSERT_OK_AND_ASSIGN(const v1::SubmitResponse response, Submit(request));
  EXPECT_EQ(response.request_id(), Sha256Hex(kText));
  v1::Document published;
  ASSERT_TRUE(published.ParseFromString(publisher_.records()[0].value));
  EXPECT_EQ(published.fetched_at().seconds(), 1711700000);
}

TEST_F(IngestionServiceTest, SubmitIsAcknowledgedOnceTheBrokerHasIt) {
  publisher_.Cork();
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  std::atomic<bool> answered{false};
  std::thread client([&] {
    EXPECT_OK(Submit(request));
    answered = true;
  });
  while (publisher_.records().empty()) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_FALSE(answered);
  publisher_.Uncork();
  client.join();
}

TEST_F(IngestionServiceTest, SubmitNamesTheFieldAtFault) {
  v1::SubmitRequest good;
  *good.mutable_document() = MakeDocument();
  const auto expect = [&](const v1::SubmitRequest& request, const std::string& reason,
                          const std::string& field) {
    const absl::Status status = Submit(request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    EXPECT_EQ(ReasonOf(status), reason);
    EXPECT_EQ(FieldOf(status), field);
  };
  expect({}, "NO_URL", "document.url");
  v1::SubmitRequest bad = good;
  bad.mutable_document()->set_content(std::string(1001, 'x'));
  expect(bad, "TOO_LARGE", "document.content");
  bad = good;
  bad.mutable_document()->clear_content();
  expect(bad, "EMPTY", "document.content");
  bad = good;
  bad.set_request_id("文");
  expect(bad, "BAD_REQUEST_ID", "request_id");
  bad = good;
  bad.set_request_id(std::string(129, 'x'));
  expect(bad, "BAD_REQUEST_ID", "request_id");
  bad = good;
  bad.mutable_document()->set_sha256(std::string(64, '0'));
  expect(bad, "HASH_DIFFERS", "document.sha256");
  EXPECT_TRUE(publisher_.records().empty());
}

TEST_F(IngestionServiceTest, SubmitTellsWhyTheBrokerRefused) {
  publisher_.RefuseWith(
      [](const runtime::OutgoingRecord&) { return absl::UnavailableError("no broker answers"); });
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  const absl::Status status = Submit(request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(status.message(), "no broker answers");
}

TEST_F(IngestionServiceTest, WithoutABrokerNothingIsPublished) {
  IngestionService alone(&pool_, &previews_, nullptr,
                         [](const v1::Document& document) { return Ingest(document); }, {});
  runtime::TestServer server({{"fazhi.v1.IngestionService", &alone}});
  stub_ = v1::IngestionService::NewStub(server.channel());
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  EXPECT_THAT(Submit(request), FailsWith(absl::StatusCode::kFailedPrecondition, "NO_BROKER"));
  v1::PreviewRequest preview;
  *preview.mutable_document() = MakeDocument();
  EXPECT_OK(Call<v1::PreviewResponse>(&v1::IngestionService::Stub::Preview, preview));
  grpc::ClientContext context;
  v1::BatchSubmitResponse response;
  const auto writer = stub_->BatchSubmit(&context, &response);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(writer->Finish())), "NO_BROKER");
}

TEST_F(IngestionServiceTest, BatchSubmitSaysWhatBecameOfEach) {
  publisher_.RefuseWith([](const runtime::OutgoingRecord& record) {
    return record.key == "https://x/3" ? absl::UnavailableError("away") : absl::OkStatus();
  });
  grpc::ClientContext context;
  v1::BatchSubmitResponse response;
  const auto writer = stub_->BatchSubmit(&context, &response);
  for (int i = 0; i < 10; ++i) {
    v1::BatchSubmitRequest request;
    *request.mutable_document() = MakeDocument();
    request.mutable_document()->set_url(absl::StrCat("https://x/", i));
    if (i == 7) request.mutable_document()->clear_url();
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  ASSERT_OK(FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(response.submitted(), 8U);
  ASSERT_EQ(response.failures_size(), 2);
  EXPECT_EQ(response.failures(0).index(), 3U);
  EXPECT_EQ(response.failures(0).url(), "https://x/3");
  EXPECT_EQ(runtime::FromRpcStatus(response.failures(0).status()), absl::UnavailableError("away"));
  EXPECT_EQ(response.failures(1).index(), 7U);
  EXPECT_EQ(ReasonOf(runtime::FromRpcStatus(response.failures(1).status())), "NO_URL");
  EXPECT_EQ(publisher_.records().size(), 8U);
}

TEST_F(IngestionServiceTest, BatchSubmitSlowsTheClientDown) {
  publisher_.Cork();
  grpc::ClientContext context;
  v1::BatchSubmitResponse response;
  const auto writer = stub_->BatchSubmit(&context, &response);
  std::thread client([&] {
    for (int i = 0; i < 100; ++i) {
      v1::BatchSubmitRequest request;
      *request.mutable_document() = MakeDocument();
      request.mutable_document()->set_content(absl::StrCat(std::string(500, 'x'), i));
      if (!writer->Write(request)) break;
    }
    writer->WritesDone();
  });
  while (publisher_.held_bytes() < 4000) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  // The limit and the document that reached it.
  EXPECT_LE(publisher_.held_bytes(), 4000U + 1500U);
  publisher_.Uncork();
  client.join();
  ASSERT_OK(FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(response.submitted(), 100U);
  EXPECT_EQ(publisher_.records().size(), 100U);
}

TEST_F(IngestionServiceTest, BatchSubmitHoldsNoMoreThanCallsMay) {
  runtime::CallPool small({1, 10, 2000});
  IngestionService service(&small, &previews_, &publisher_, nullptr, MakeOptions());
  const runtime::TestServer server({{"fazhi.v1.IngestionService", &service}});
  const auto stub = v1::IngestionService::NewStub(server.channel());
  publisher_.Cork();
  grpc::ClientContext context;
  v1::BatchSubmitResponse response;
  const auto writer = stub->BatchSubmit(&context, &response);
  for (int i = 0; i < 4; ++i) {
    v1::BatchSubmitRequest request;
    *request.mutable_document() = MakeDocument();
    request.mutable_document()->set_content(absl::StrCat(std::string(700, 'x'), i));
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  while (publisher_.records().size() < 2) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(publisher_.records().size(), 2U);
  publisher_.Uncork();
  ASSERT_OK(FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(response.submitted(), 2U);
  ASSERT_EQ(response.failures_size(), 2);
  EXPECT_EQ(ReasonOf(runtime::FromRpcStatus(response.failures(0).status())), "OVERLOADED");
  // All of it has been given back.
  while (small.admitted() > 0) std::this_thread::yield();
  EXPECT_OK(small.Admit(2000));
}

TEST_F(IngestionServiceTest, PreviewsKeepNobodyFromSubmitting) {
  runtime::CallPool pool({1, 10, 1 << 20});
  runtime::CallPool previews({1, 10, 1 << 20});
  absl::Notification go_on;
  IngestionService service(
      &pool, &previews, &publisher_,
      [&](const v1::Document& document) {
        go_on.WaitForNotification();
        return Ingest(document);
      },
      MakeOptions());
  const runtime::TestServer server({{"fazhi.v1.IngestionService", &service}});
  const auto stub = v1::IngestionService::NewStub(server.channel());
  constexpr int kClients = 3;
  std::vector<std::thread> clients;
  clients.reserve(kClients);
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&] {
      grpc::ClientContext context;
      v1::PreviewRequest request;
      *request.mutable_document() = MakeDocument();
      v1::PreviewResponse response;
      EXPECT_OK(FromGrpcStatus(stub->Preview(&context, request, &response)));
    });
  }
  while (previews.admitted() < 3) std::this_thread::yield();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  v1::SubmitResponse response;
  EXPECT_OK(FromGrpcStatus(stub->Submit(&context, request, &response)));
  go_on.Notify();
  for (std::thread& client : clients) client.join();
}

TEST_F(IngestionServiceTest, BatchSubmitHasALimit) {
  grpc::ClientContext context;
  v1::BatchSubmitResponse response;
  const auto writer = stub_->BatchSubmit(&context, &response);
  v1::BatchSubmitRequest request;
  *request.mutable_document() = MakeDocument();
  for (int i = 0; i < 101 && writer->Write(request); ++i) {
  }
  writer->WritesDone();
  EXPECT_EQ(ReasonOf(FromGrpcStatus(writer->Finish())), "TOO_MANY");
  EXPECT_EQ(publisher_.records().size(), 100U);
}

TEST_F(IngestionServiceTest, BatchSubmitThatIsGivenUpEnds) {
  publisher_.Cork();
  {
    grpc::ClientContext context;
    v1::BatchSubmitResponse response;
    const auto writer = stub_->BatchSubmit(&context, &response);
    v1::BatchSubmitRequest request;
    *request.mutable_document() = MakeDocument();
    ASSERT_TRUE(writer->Write(request));
    while (publisher_.records().empty()) std::this_thread::yield();
    context.TryCancel();
    EXPECT_EQ(writer->Finish().error_code(), grpc::CANCELLED);
  }
  publisher_.Uncork();
  while (pool_.admitted() > 0) std::this_thread::yield();
}

TEST_F(IngestionServiceTest, PreviewReadsAndPublishesNothing) {
  v1::PreviewRequest request;
  *request.mutable_document() = MakeDocument();
  ASSERT_OK_AND_ASSIGN(const v1::PreviewResponse response,
                       Call<v1::PreviewResponse>(&v1::IngestionService::Stub::Preview, request));
  EXPECT_EQ(response.report().SerializeAsString(), Ingest(MakeDocument())->SerializeAsString());
  request.mutable_document()->set_content("\x1F\x8B\x08\x08");
  EXPECT_THAT(Call<v1::PreviewResponse>(&v1::IngestionService::Stub::Preview, request),
              FailsWith(absl::StatusCode::kInvalidArgument, "ARCHIVE"));
  request.mutable_document()->clear_url();
  request.mutable_document()->set_content("no report");
  const absl::Status nothing =
      Call<v1::PreviewResponse>(&v1::IngestionService::Stub::Preview, request).status();
  EXPECT_THAT(nothing, FailsWith(absl::StatusCode::kInvalidArgument, "NO_REPORT"));
  EXPECT_EQ(FieldOf(nothing), "document.content");
  EXPECT_THAT(std::string(nothing.message()), testing::HasSubstr("found in the document:"));
  EXPECT_TRUE(publisher_.records().empty());
}

TEST_F(IngestionServiceTest, WithdrawPublishesAWithdrawal) {
  v1::WithdrawRequest request;
  request.mutable_withdrawal()->set_url(kUrl);
  const auto withdraw = [&] {
    return Call<v1::WithdrawResponse>(&v1::IngestionService::Stub::Withdraw, request);
  };
  const absl::Status missing = withdraw().status();
  EXPECT_EQ(FieldOf(missing), "withdrawal.withdrawn_at") << missing;
  request.mutable_withdrawal()->mutable_withdrawn_at()->set_seconds(1711620000);
  ASSERT_OK_AND_ASSIGN(const v1::WithdrawResponse response, withdraw());
  EXPECT_EQ(response.request_id(), Sha256Hex(request.withdrawal().SerializeAsString()));
  const runtime::OutgoingRecord record = publisher_.records().at(0);
  EXPECT_EQ(record.key, kUrl);
  EXPECT_EQ(HeaderValue(record.headers, "ce_type"), "fazhi.v1.Withdrawal");
  EXPECT_EQ(HeaderValue(record.headers, "ce_time"), "2024-03-28T10:00:00.000000Z");
  EXPECT_EQ(record.value, request.withdrawal().SerializeAsString());
}

TEST_F(IngestionServiceTest, SubmitCheckPublishesACheckRecord) {
  v1::SubmitCheckRequest request;
  v1::CheckRecord& check = *request.mutable_check_record();
  check.set_region_code("620921");
  check.set_year(1800);
  check.set_site("www.jinta.example");
  check.mutable_checked_at()->set_seconds(1711620000);
  const auto submit = [&] {
    return Call<v1::SubmitCheckResponse>(&v1::IngestionService::Stub::SubmitCheck, request);
  };
  EXPECT_EQ(FieldOf(submit().status()), "check_record.year");
  check.set_year(2024);
  check.set_site("x");
  EXPECT_EQ(FieldOf(submit().status()), "check_record.site");
  check.set_site("www.jinta.example");
  for (const char* code : {"999999", "000000"}) {
    check.set_region_code(code);
    const absl::Status status = submit().status();
    EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REGION"));
    EXPECT_EQ(FieldOf(status), "check_record.region_code");
  }
  check.set_region_code("620000");
  ASSERT_OK_AND_ASSIGN(const v1::SubmitCheckResponse response, submit());
  EXPECT_EQ(response.record().topic(), "fazhi.documents");
  const runtime::OutgoingRecord record = publisher_.records().at(0);
  EXPECT_EQ(HeaderValue(record.headers, "ce_type"), "fazhi.v1.CheckRecord");
  EXPECT_EQ(record.value, check.SerializeAsString());
}

}  // namespace
}  // namespace fazhi
