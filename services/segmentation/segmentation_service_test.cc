#include "services/segmentation/segmentation_service.h"

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/ingest.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/rpc_testing.h"
#include "services/segmentation/core/segment.h"

namespace fazhi {
namespace {

class SegmentationServiceTest : public testing::Test {
 protected:
  absl::StatusOr<v1::Outline> Call(const v1::SegmentRequest& request) {
    grpc::ClientContext context;
    v1::SegmentResponse response;
    const grpc::Status status = stub_->Segment(&context, request, &response);
    if (!status.ok()) return runtime::FromGrpcStatus(status);
    return response.outline();
  }

  runtime::CallPool pool_{{}};
  SegmentationService service_{&pool_};
  runtime::TestServer server_{{{"fazhi.v1.SegmentationService", &service_}}};
  std::unique_ptr<v1::SegmentationService::Stub> stub_ = v1::SegmentationService::NewStub(server_.channel());
};

TEST_F(SegmentationServiceTest, AnswersAsTheStageDoes) {
  v1::Document document;
  document.set_content(
      "沙泉县2024年法治政府建设年度报告\n一、主要举措\n办理案件97件。\n二、存在的不足\n力量不够。\n");
  document.set_content_type("text/plain");
  ASSERT_OK_AND_ASSIGN(const v1::Report report, Ingest(document));
  v1::SegmentRequest request;
  *request.mutable_report() = report;
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Call(request));
  EXPECT_GE(outline.sections_size(), 3);
  EXPECT_EQ(outline.SerializeAsString(), Segment(report)->SerializeAsString());
}

TEST_F(SegmentationServiceTest, RefusesWhatIsNoReport) {
  EXPECT_THAT(Call({}), FailsWith(absl::StatusCode::kInvalidArgument, "NO_REPORT"));
  v1::SegmentRequest request;
  request.mutable_report()->set_text("一行\n");
  request.mutable_report()->add_blocks()->set_end(99);
  EXPECT_THAT(Call(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_REPORT"));
}

}  // namespace
}  // namespace fazhi
