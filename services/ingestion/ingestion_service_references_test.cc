#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/ingestion_service_testing.h"
#include "services/ingestion/referred_content.h"
#include "services/runtime/fetch/testing.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi {
namespace {

TEST_F(IngestionServiceTest, WithoutAFetcherReferencesAreRefused) {
  v1::SubmitRequest request;
  *request.mutable_document() = MakeDocument();
  request.mutable_document()->clear_content();
  v1::DocumentReference& reference = *request.mutable_document()->mutable_reference();
  reference.set_https_url("https://files.shaquan.example/1.html");
  reference.set_size_bytes(1);
  reference.set_sha256(Sha256Hex(kText));
  const absl::Status status = Submit(request).status();
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"));
  EXPECT_EQ(FieldOf(status), "document.reference");
  v1::PreviewRequest preview;
  *preview.mutable_document() = request.document();
  EXPECT_THAT(Call<v1::PreviewResponse>(&v1::IngestionService::Stub::Preview, preview),
              FailsWith(absl::StatusCode::kInvalidArgument, "REFERENCE_NOT_FETCHED"));
}

// The service with a fetcher of documents on a server of this machine.
class IngestionServiceWithReferences : public IngestionServiceTest {
 protected:
  IngestionServiceWithReferences() {
    auto fetcher = Fetcher::Create(files_.Options());
    EXPECT_OK(fetcher);
    fetcher_ = *std::move(fetcher);
    files_.Put("report", kText);
    IngestionService::Options options = MakeOptions();
    options.submission.check_reference = [this](const v1::DocumentReference& reference) {
      return fetcher_->Check(reference);
    };
    options.fetch = [this](v1::Document& document, const Fetcher::Stop& stop) {
      return ReferredContent(fetcher_.get(), nullptr).Fill(document, stop);
    };
    fetching_ = std::make_unique<IngestionService>(
        &pool_, &previews_, &publisher_, [](const v1::Document& document) { return Ingest(document); },
        std::move(options));
    fetching_server_ = std::make_unique<runtime::TestServer>(
        std::vector<runtime::RpcServer::Service>{{"fazhi.v1.IngestionService", fetching_.get()}});
    stub_ = v1::IngestionService::NewStub(fetching_server_->channel());
  }

  v1::Document Referring(const std::string& path) const {
    v1::Document document = MakeDocument();
    document.clear_content();
    *document.mutable_reference() = files_.Reference(path, kText);
    return document;
  }
  absl::StatusOr<v1::PreviewResponse> Preview(const v1::Document& document) {
    v1::PreviewRequest request;
    *request.mutable_document() = document;
    return Call<v1::PreviewResponse>(&v1::IngestionService::Stub::Preview, request);
  }

  HttpsTestServer files_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<IngestionService> fetching_;
  std::unique_ptr<runtime::TestServer> fetching_server_;
};

TEST_F(IngestionServiceWithReferences, SubmitPublishesThem) {
  v1::SubmitRequest request;
  *request.mutable_document() = Referring("/nothing");  // it is not fetched yet
  ASSERT_OK_AND_ASSIGN(const v1::SubmitResponse response, Submit(request));
  EXPECT_EQ(response.document_sha256(), Sha256Hex(kText));
  EXPECT_EQ(response.request_id(), Sha256Hex(kText));
  v1::Document published;
  ASSERT_TRUE(published.ParseFromString(publisher_.records().at(0).value));
  EXPECT_EQ(published.reference().SerializeAsString(), request.document().reference().SerializeAsString());
  EXPECT_EQ(published.sha256(), Sha256Hex(kText));
}

TEST_F(IngestionServiceWithReferences, SubmitNamesTheFieldAtFault) {
  const auto expect = [&](const std::string& reason, const std::string& field,
                          const std::function<void(v1::Document&)>& spoil) {
    v1::SubmitRequest request;
    *request.mutable_document() = Referring("/report");
    spoil(*request.mutable_document());
    const absl::Status status = Submit(request).status();
    EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, reason));
    EXPECT_EQ(FieldOf(status), field) << status;
  };
  expect("BAD_REFERENCE", "document.reference", [](v1::Document& bad) { bad.set_content(kText); });
  expect("HASH_DIFFERS", "document.sha256", [](v1::Document& bad) { bad.set_sha256(Sha256Hex("another")); });
  expect("BAD_REFERENCE", "document.reference.sha256",
         [](v1::Document& bad) { bad.mutable_reference()->set_sha256("ABC"); });
  expect("BAD_REFERENCE", "document.reference.size_bytes",
         [](v1::Document& bad) { bad.mutable_reference()->clear_size_bytes(); });
  expect("BAD_REFERENCE", "document.reference.https_url",
         [](v1::Document& bad) { bad.mutable_reference()->clear_https_url(); });
  expect("BAD_REFERENCE", "document.reference.https_url", [](v1::Document& bad) {
    bad.mutable_reference()->set_https_url("https://localhost/" + std::string(9000, 'x'));
  });
  expect("TOO_LARGE", "document.reference.size_bytes",
         [](v1::Document& bad) { bad.mutable_reference()->set_size_bytes((32 << 20) + 1); });
  for (const char* const url : {"http://localhost/report", "https://169.254.169.254/latest/meta-data/",
                                "https://other.test/report", "https://user:word@localhost/report"}) {
    expect("REFERENCE_NOT_ALLOWED", "document.reference.https_url",
           [&](v1::Document& bad) { bad.mutable_reference()->set_https_url(url); });
  }
  EXPECT_TRUE(publisher_.records().empty());
}

TEST_F(IngestionServiceWithReferences, BatchSubmitSaysWhichAreRefused) {
  grpc::ClientContext context;
  v1::BatchSubmitResponse response;
  const auto writer = stub_->BatchSubmit(&context, &response);
  for (int i = 0; i < 3; ++i) {
    v1::BatchSubmitRequest request;
    *request.mutable_document() = Referring("/report");
    if (i == 1) request.mutable_document()->mutable_reference()->set_https_url("https://other.test/1");
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  ASSERT_OK(runtime::FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(response.submitted(), 2U);
  ASSERT_EQ(response.failures_size(), 1);
  EXPECT_EQ(response.failures(0).index(), 1U);
  EXPECT_EQ(ReasonOf(runtime::FromRpcStatus(response.failures(0).status())), "REFERENCE_NOT_ALLOWED");
}

TEST_F(IngestionServiceWithReferences, PreviewFetches) {
  ASSERT_OK_AND_ASSIGN(const v1::PreviewResponse response, Preview(Referring("/report")));
  v1::Document read = MakeDocument();
  read.set_sha256(Sha256Hex(kText));
  EXPECT_EQ(response.report().SerializeAsString(), Ingest(read)->SerializeAsString());
  const absl::Status missing = Preview(Referring("/nothing")).status();
  EXPECT_THAT(missing, FailsWith(absl::StatusCode::kInvalidArgument, "REFERENCE_NOT_FOUND"));
  EXPECT_EQ(FieldOf(missing), "document.reference");
  EXPECT_THAT(Preview(Referring("/busy")),
              FailsWith(absl::StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
}

TEST_F(IngestionServiceWithReferences, PreviewEndsWithItsCall) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(300));
  v1::PreviewRequest request;
  *request.mutable_document() = Referring("/slow");
  v1::PreviewResponse response;
  EXPECT_EQ(stub_->Preview(&context, request, &response).error_code(), grpc::DEADLINE_EXCEEDED);
  const absl::Time start = absl::Now();
  while (pool_.admitted() > 0) std::this_thread::yield();
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
}

}  // namespace
}  // namespace fazhi
