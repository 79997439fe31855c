// IngestionService before Apache Kafka itself.
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/ingestion_service.h"
#include "services/ingestion/ingestion_stage.h"
#include "services/ingestion/referred_content.h"
#include "services/runtime/fetch/testing.h"
#include "services/runtime/kafka/pipeline.h"
#include "services/runtime/kafka/publisher.h"
#include "services/runtime/kafka/testing.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/rpc_testing.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/rpc_status.h"
#include "services/runtime/stage/topics.h"

namespace fazhi {
namespace {

using runtime::FromGrpcStatus;

constexpr char kTopic[] = "ingestion-service";

class IngestionAtKafka : public testing::Test {
 protected:
  void SetUp() override {
    runtime::MakeTopic(config_, kTopic, 3);
    auto publisher = runtime::KafkaPublisher::Make(config_, "fazhi-ingestion");
    ASSERT_OK(publisher);
    publisher_ = *std::move(publisher);
    IngestionService::Options options;
    options.submission.topic = kTopic;
    options.submission.max_content_bytes = size_t{32} << 20;
    service_ = std::make_unique<IngestionService>(
        &pool_, &pool_, publisher_.get(), [](const v1::Document& document) { return Ingest(document); },
        options);
    server_ = std::make_unique<runtime::TestServer>(
        std::vector<runtime::RpcServer::Service>{{"fazhi.v1.IngestionService", service_.get()}});
    stub_ = v1::IngestionService::NewStub(server_->channel());
  }

  absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    v1::SubmitResponse response;
    const grpc::Status status = stub_->Submit(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  static v1::Document MakeDocument(int i) {
    v1::Document document;
    document.set_url(absl::StrCat("https://www.shaquan.example/", i));
    document.set_content(absl::StrCat("2024年,全县办理行政复议案件", i, "件。"));
    document.mutable_fetched_at()->set_seconds(1711620000);
    return document;
  }

  runtime::KafkaConfig config_ = runtime::TestKafkaConfig();
  runtime::CallPool pool_{{}};
  std::unique_ptr<runtime::KafkaPublisher> publisher_;
  std::unique_ptr<IngestionService> service_;
  std::unique_ptr<runtime::TestServer> server_;
  std::unique_ptr<v1::IngestionService::Stub> stub_;
};

TEST_F(IngestionAtKafka, WhatIsAcknowledgedLiesWhereItSays) {
  std::map<std::string, v1::RecordId> acknowledged;
  v1::SubmitRequest one;
  *one.mutable_document() = MakeDocument(0);
  ASSERT_OK_AND_ASSIGN(const v1::SubmitResponse response, Submit(one));
  acknowledged[one.document().url()] = response.record();

  constexpr int kBatch = 300;
  grpc::ClientContext context;
  v1::BatchSubmitResponse batch;
  const auto writer = stub_->BatchSubmit(&context, &batch);
  for (int i = 1; i <= kBatch; ++i) {
    v1::BatchSubmitRequest request;
    *request.mutable_document() = MakeDocument(i);
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  ASSERT_OK(FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(batch.submitted(), static_cast<uint32_t>(kBatch));
  EXPECT_EQ(batch.failures_size(), 0);

  // More than the broker takes: refused, and nothing of it is there.
  v1::SubmitRequest large;
  *large.mutable_document() = MakeDocument(-1);
  large.mutable_document()->set_content(std::string(size_t{17} << 20, 'x'));
  EXPECT_EQ(Submit(large).status().code(), absl::StatusCode::kInvalidArgument);

  std::map<std::string, int> read;
  for (const runtime::Record& record : runtime::ReadCommitted(config_, kTopic, kBatch + 1)) {
    ASSERT_OK_AND_ASSIGN(const runtime::Incoming incoming, runtime::ReadIncoming(record));
    const auto& document = absl::get<v1::Document>(incoming);
    EXPECT_EQ(record.key, document.url());
    ++read[document.url()];
    const auto found = acknowledged.find(document.url());
    if (found != acknowledged.end()) {
      EXPECT_EQ(found->second.partition(), record.from.partition);
      EXPECT_EQ(found->second.offset(), record.offset);
    }
  }
  EXPECT_EQ(read.size(), static_cast<size_t>(kBatch) + 1);
  for (const auto& [url, times] : read) EXPECT_EQ(times, 1) << url;
}

// From the call through the broker and the stage to the next topic, or to the dead letters.
TEST_F(IngestionAtKafka, ReferencesAreFetchedByTheStage) {
  const HttpsTestServer files_of_another_host;  // nobody lists it
  HttpsTestServer files;
  ASSERT_OK_AND_ASSIGN(const auto fetcher, Fetcher::Create(files.Options()));
  constexpr char kReferring[] = "references";
  for (const char* const topic : {kReferring, runtime::kReportsTopic, runtime::kDeadLettersTopic}) {
    runtime::MakeTopic(config_, topic, 2);
  }
  IngestionService::Options options;
  options.submission.topic = kReferring;
  options.submission.check_reference = [&](const v1::DocumentReference& reference) {
    return fetcher->Check(reference);
  };
  IngestionService service(
      &pool_, &pool_, publisher_.get(), [](const v1::Document& document) { return Ingest(document); },
      options);
  runtime::TestServer server({{"fazhi.v1.IngestionService", &service}});
  stub_ = v1::IngestionService::NewStub(server.channel());

  // A document larger than what is published inline, one that is not there, one from elsewhere.
  std::string text = "沙泉县2024年法治政府建设年度报告\n2024年,全县办理行政复议案件97件。\n";
  while (text.size() < (size_t{5} << 20)) text += "全县各级各部门认真学习贯彻习近平法治思想。\n";
  files.Put("report", text);
  v1::SubmitRequest request;
  request.mutable_document()->set_url("https://www.shaquan.example/large");
  *request.mutable_document()->mutable_reference() = files.Reference("/flaky/report", text);
  ASSERT_OK_AND_ASSIGN(const v1::SubmitResponse response, Submit(request));
  EXPECT_EQ(response.document_sha256(), Sha256Hex(text));
  request.mutable_document()->set_url("https://www.shaquan.example/nothing");
  *request.mutable_document()->mutable_reference() = files.Reference("/nothing", text);
  ASSERT_OK(Submit(request));
  *request.mutable_document()->mutable_reference() = files_of_another_host.Reference("/report", text);
  EXPECT_THAT(Submit(request), FailsWith(absl::StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"));

  IngestionEdges edges;
  std::string archived;
  edges.ingest = [](const v1::Document& document) { return Ingest(document); };
  edges.archive = [&](absl::string_view bytes) {
    archived = Sha256Hex(bytes);
    return absl::OkStatus();
  };
  const ReferredContent referred(fetcher.get(), nullptr);
  edges.fetch = [&](v1::Document& document) { return referred.Fill(document); };
  runtime::DeriveOptions derive;
  derive.stage = "ingestion";
  derive.topic = runtime::kReportsTopic;
  runtime::PipelineOptions pipeline_options;
  pipeline_options.stage.stage = "ingestion";
  pipeline_options.topics = {kReferring};
  ASSERT_OK_AND_ASSIGN(const auto pipeline,
                       runtime::KafkaPipeline::MakePublishing(config_, pipeline_options,
                                                              IngestionStage(std::move(edges), derive)));
  std::thread run([&] { EXPECT_OK(pipeline->Run()); });
  const std::vector<runtime::Record> reports = runtime::ReadCommitted(config_, runtime::kReportsTopic, 1);
  const std::vector<runtime::Record> letters = runtime::ReadCommitted(config_, runtime::kDeadLettersTopic, 1);
  pipeline->Stop();
  run.join();

  ASSERT_EQ(reports.size(), 1U);
  v1::Report report;
  ASSERT_TRUE(report.ParseFromString(reports[0].value));
  EXPECT_EQ(report.document().url(), "https://www.shaquan.example/large");
  EXPECT_EQ(report.document().sha256(), Sha256Hex(text));
  EXPECT_EQ(report.document().size_bytes(), text.size());
  EXPECT_EQ(archived, Sha256Hex(text));
  ASSERT_EQ(letters.size(), 1U);
  v1::DeadLetter letter;
  ASSERT_TRUE(letter.ParseFromString(letters[0].value));
  EXPECT_EQ(letter.url(), "https://www.shaquan.example/nothing");
  EXPECT_EQ(ReasonOf(runtime::FromRpcStatus(letter.status())), "REFERENCE_NOT_FOUND");
}

}  // namespace
}  // namespace fazhi
