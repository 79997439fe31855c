#include "services/runtime/stage/envelope.h"

#include "gmock/gmock.h"

namespace fazhi::runtime {
namespace {

constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

using testing::ElementsAre;
using testing::Pair;

TEST(Envelope, HeadersInOrder) {
  EXPECT_THAT(MakeHeaders({"id-1", "fazhi-ingestion", "https://a.example/1", "fazhi.v1.Document",
                           absl::FromUnixMicros(1700000000123456), kTraceparent}),
              ElementsAre(Pair("content-type", "application/protobuf"), Pair("ce_specversion", "1.0"),
                          Pair("ce_id", "id-1"), Pair("ce_source", "fazhi-ingestion"),
                          Pair("ce_subject", "https://a.example/1"), Pair("ce_type", "fazhi.v1.Document"),
                          Pair("ce_time", "2023-11-14T22:13:20.123456Z"), Pair("traceparent", kTraceparent)));
}

TEST(Envelope, LeavesOutWhatIsNotThere) {
  EXPECT_THAT(MakeHeaders({"id", "fazhi-ingestion", "", "fazhi.v1.CheckRecord", absl::UnixEpoch(), "x"}),
              ElementsAre(Pair("content-type", testing::_), Pair("ce_specversion", testing::_),
                          Pair("ce_id", "id"), Pair("ce_source", testing::_), Pair("ce_type", testing::_),
                          Pair("ce_time", "1970-01-01T00:00:00.000000Z")));
}

TEST(Envelope, KnowsATraceparent) {
  EXPECT_TRUE(IsTraceparent(kTraceparent));
  EXPECT_TRUE(IsTraceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later"));
  for (const char* bad : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                          "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                          "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                          "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                          "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"}) {
    EXPECT_FALSE(IsTraceparent(bad)) << bad;
  }
}

}  // namespace
}  // namespace fazhi::runtime
