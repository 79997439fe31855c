#include "services/runtime/stage/rpc_status.h"

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/errors.h"

namespace fazhi::runtime {
namespace {

TEST(RpcStatus, CarriesReasonDomainAndField) {
  const google::rpc::Status rpc = ToRpcStatus(InvalidInput("NO_TEXT_LAYER", "content", "a scanned PDF"));
  EXPECT_EQ(rpc.code(), 3);
  EXPECT_EQ(rpc.message(), "a scanned PDF");
  ASSERT_EQ(rpc.details_size(), 2);
  EXPECT_EQ(rpc.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "NO_TEXT_LAYER");
  EXPECT_EQ(info.domain(), "fazhi");
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(rpc.details(1).UnpackTo(&bad_request));
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "content");
  EXPECT_EQ(bad_request.field_violations(0).description(), "a scanned PDF");
}

TEST(RpcStatus, WithoutReasonHasTheCodesName) {
  const google::rpc::Status rpc = ToRpcStatus(absl::UnavailableError("the broker is away"));
  google::rpc::ErrorInfo info;
  ASSERT_EQ(rpc.details_size(), 1);
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "UNAVAILABLE");
}

TEST(RpcStatus, OkIsEmpty) {
  EXPECT_EQ(ToRpcStatus(absl::OkStatus()).ByteSizeLong(), 0U);
  EXPECT_TRUE(FromRpcStatus({}).ok());
}

TEST(RpcStatus, MessageIsAlwaysWellFormed) {
  const google::rpc::Status rpc = ToRpcStatus(InvalidInput("BAD", "a\xff", "bytes \xc3\x28"));
  google::rpc::Status read;
  ASSERT_TRUE(read.ParseFromString(rpc.SerializeAsString()));
  EXPECT_EQ(read.message(), "bytes \xef\xbf\xbd(");
}

TEST(RpcStatus, ComesBackAsItWas) {
  for (const absl::Status& status :
       {InvalidInput("TOO_LARGE", "document.content", "32 MiB at most"), absl::UnavailableError("later"),
        ErrorWithReason(absl::StatusCode::kNotFound, "NO_SUCH_REPORT", "", "none"), absl::OkStatus()}) {
    EXPECT_EQ(FromRpcStatus(ToRpcStatus(status)), status);
  }
}

TEST(RpcStatus, UnknownCodesAndForeignDomains) {
  google::rpc::Status rpc;
  rpc.set_code(99);
  google::rpc::ErrorInfo info;
  info.set_reason("API_KEY_INVALID");
  info.set_domain("googleapis.com");
  rpc.add_details()->PackFrom(info);
  EXPECT_EQ(FromRpcStatus(rpc).code(), absl::StatusCode::kUnknown);
  EXPECT_EQ(ReasonOf(FromRpcStatus(rpc)), "");
}

}  // namespace
}  // namespace fazhi::runtime
