#include "services/extraction/extraction_service.h"

#include <set>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_matchers.h"
#include "services/runtime/local/reading.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/rpc_testing.h"

namespace fazhi {
namespace {

using runtime::FromGrpcStatus;

constexpr char kText[] = "2024年,全县办理行政复议案件97件,参加十四届三次全会3次。";

class ExtractionServiceTest : public testing::Test {
 protected:
  template <typename Response, typename Method, typename Request>
  absl::StatusOr<Response> Call(Method method, const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = ((*stub_).*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<v1::ListIndicatorsResponse> List(const v1::ListIndicatorsRequest& request) {
    return Call<v1::ListIndicatorsResponse>(&v1::ExtractionService::Stub::ListIndicators, request);
  }
  absl::StatusOr<v1::ExtractTextResponse> ExtractText(const v1::ExtractTextRequest& request) {
    return Call<v1::ExtractTextResponse>(&v1::ExtractionService::Stub::ExtractText, request);
  }

  static v1::ObservationSet Expected(bool explain) {
    v1::Document document;
    document.set_content(kText);
    document.set_content_type("text/plain; charset=utf-8");
    ReadOptions options;
    options.explain = explain;
    return *ReadSet(document, options);
  }

  runtime::CallPool pool_{{}};
  ExtractionService service_{&pool_};
  runtime::TestServer server_{{{"fazhi.v1.ExtractionService", &service_}}};
  std::unique_ptr<v1::ExtractionService::Stub> stub_ = v1::ExtractionService::NewStub(server_.channel());
};

TEST_F(ExtractionServiceTest, ExtractTextAnswersAsTheStagesDo) {
  v1::ExtractTextRequest request;
  request.set_text(kText);
  ASSERT_OK_AND_ASSIGN(v1::ExtractTextResponse response, ExtractText(request));
  const v1::ObservationSet expected = Expected(false);
  ASSERT_EQ(response.observations_size(), expected.observations_size());
  for (int i = 0; i < response.observations_size(); ++i) {
    EXPECT_EQ(response.observations(i).SerializeAsString(), expected.observations(i).SerializeAsString());
  }
  ASSERT_GE(response.observations_size(), 1);
  EXPECT_EQ(response.observations(0).quantity().value_e4(), 970000);
  EXPECT_EQ(response.clean_text(), expected.outline().report().text());
  EXPECT_EQ(response.pipeline_version(), kPipelineVersion);
  EXPECT_EQ(response.catalog_version(), Catalog::Default().proto().version());
  EXPECT_EQ(response.rejected_size(), 0);
  request.set_explain(true);
  ASSERT_OK_AND_ASSIGN(response, ExtractText(request));
  EXPECT_EQ(response.rejected_size(), Expected(true).rejected_size());
  EXPECT_GT(response.rejected_size(), 0);
}

TEST_F(ExtractionServiceTest, ExtractTextIsForPlainText) {
  v1::ExtractTextRequest request;
  const auto expect = [&](const char* reason) {
    const absl::Status status = ExtractText(request).status();
    EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, reason));
    EXPECT_EQ(FieldOf(status), "text");
    EXPECT_THAT(std::string(status.message()), testing::Not(testing::HasSubstr("in :")));
  };
  expect("EMPTY");
  request.set_text("no report");
  expect("NO_REPORT");
  request.set_text(std::string(100, '\0'));
  expect("BINARY");
  request.set_text("<html><body><p>办理案件97件。</p></body></html>");
  EXPECT_THAT(ExtractText(request), FailsWith(absl::StatusCode::kInvalidArgument, "NOT_PLAIN_TEXT"));
  request.set_text("%PDF-1.7");
  EXPECT_THAT(ExtractText(request), FailsWith(absl::StatusCode::kInvalidArgument, "NOT_PLAIN_TEXT"));
}

TEST_F(ExtractionServiceTest, ExtractReadsAnOutline) {
  v1::ExtractRequest request;
  const auto call = [&] { return Call<v1::ExtractResponse>(&v1::ExtractionService::Stub::Extract, request); };
  EXPECT_THAT(call(), FailsWith(absl::StatusCode::kInvalidArgument, "NO_OUTLINE"));
  const v1::ObservationSet expected = Expected(false);
  *request.mutable_outline() = expected.outline();
  ASSERT_OK_AND_ASSIGN(const v1::ExtractResponse response, call());
  EXPECT_EQ(response.observation_set().SerializeAsString(), expected.SerializeAsString());
  request.mutable_outline()->mutable_sentences(0)->set_end(100000);
  EXPECT_THAT(call(), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_OUTLINE"));
}

TEST_F(ExtractionServiceTest, IndicatorsComePageByPage) {
  v1::ListIndicatorsRequest request;
  request.set_page_size(7);
  std::vector<std::string> ids;
  do {
    ASSERT_OK_AND_ASSIGN(const v1::ListIndicatorsResponse page, List(request));
    EXPECT_LE(page.indicators_size(), 7);
    for (const v1::Indicator& indicator : page.indicators()) ids.push_back(indicator.id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(ids.size(), static_cast<size_t>(Catalog::Default().proto().indicators_size()));
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST_F(ExtractionServiceTest, IndicatorsByDomainAndPrefix) {
  v1::ListIndicatorsRequest request;
  request.set_domain(v1::DOMAIN_SOCIETY);
  request.set_id_prefix("legal_aid.");
  ASSERT_OK_AND_ASSIGN(const v1::ListIndicatorsResponse page, List(request));
  EXPECT_GT(page.indicators_size(), 0);
  for (const v1::Indicator& indicator : page.indicators()) {
    EXPECT_EQ(indicator.domain(), v1::DOMAIN_SOCIETY);
    EXPECT_EQ(indicator.id().substr(0, 10), "legal_aid.");
  }
  request.set_page_token("x");
  EXPECT_THAT(List(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_PAGE_TOKEN"));
  request.set_page_token("");
  request.set_page_size(1001);
  EXPECT_THAT(List(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_PAGE_SIZE"));
}

TEST_F(ExtractionServiceTest, OneIndicator) {
  v1::GetIndicatorRequest request;
  const auto call = [&] {
    return Call<v1::GetIndicatorResponse>(&v1::ExtractionService::Stub::GetIndicator, request);
  };
  EXPECT_THAT(call(), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_NAME"));
  request.set_name("indicators/no.such");
  EXPECT_THAT(call(), FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_INDICATOR"));
  request.set_name("indicators/legal_aid.cases");
  ASSERT_OK_AND_ASSIGN(const v1::GetIndicatorResponse response, call());
  EXPECT_EQ(response.indicator().SerializeAsString(),
            Catalog::Default().Find("legal_aid.cases")->SerializeAsString());
}

}  // namespace
}  // namespace fazhi
