#include "services/runtime/stage/dead_letter.h"

#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi::runtime {
namespace {

Record Sample() {
  Record record;
  record.from = {"fazhi.documents", 3};
  record.offset = 42;
  record.timestamp_ms = 1711600000123;
  record.key = "key";
  record.value = std::string("%PDF\0\xff", 6);
  record.headers = {
      {"ce_subject", "https://x.gov.cn/a"}, {"bin", std::string("\0\x01", 2)}, {"bin", "again"}};
  return record;
}

TEST(DeadLetter, KeepsTheRecordAndTheReason) {
  const Record record = Sample();
  const absl::Status status = InvalidInput("BROKEN_PDF", "content", "no trailer");
  const OutgoingRecord out = DeadLetterRecord(
      record, {"ingestion", status, 2, absl::FromUnixSeconds(1711600001)}, "fazhi.dead-letters", 1 << 20);
  EXPECT_EQ(out.topic, "fazhi.dead-letters");
  EXPECT_EQ(out.key, "https://x.gov.cn/a");
  EXPECT_EQ(HeaderValue(out.headers, "ce_type"), "fazhi.v1.DeadLetter");
  EXPECT_EQ(HeaderValue(out.headers, "ce_id"), "ingestion/fazhi.documents/3/42");
  EXPECT_EQ(HeaderValue(out.headers, "fazhi_stage"), "ingestion");
  EXPECT_EQ(HeaderValue(out.headers, "fazhi_reason"), "BROKEN_PDF");
  v1::DeadLetter letter;
  ASSERT_TRUE(letter.ParseFromString(out.value));
  EXPECT_THAT(FromRpcStatus(letter.status()), FailsWith(absl::StatusCode::kInvalidArgument, "BROKEN_PDF"));
  EXPECT_EQ(letter.stage(), "ingestion");
  EXPECT_EQ(letter.attempts(), 2);
  EXPECT_EQ(letter.value_sha256(), Sha256Hex(record.value));
  ASSERT_OK_AND_ASSIGN(const OutgoingRecord original, OriginalOf(letter));
  EXPECT_EQ(original.topic, "fazhi.documents");
  EXPECT_EQ(original.key, record.key);
  EXPECT_EQ(original.value, record.value);
  // Its time stays what it was.
  Headers headers = record.headers;
  headers.emplace_back("ce_time", "2024-03-28T04:26:40.123Z");
  EXPECT_EQ(original.headers, headers);
}

TEST(DeadLetter, OfARecordWhoseClockWasWrong) {
  Record record = Sample();
  record.timestamp_ms *= 1000;  // microseconds, taken for milliseconds
  const OutgoingRecord out = DeadLetterRecord(
      record,
      {"ingestion", InvalidInput("BAD_TIME", "fetched_at", "later"), 1, absl::FromUnixSeconds(1711600001)},
      "fazhi.dead-letters", 1 << 20);
  v1::DeadLetter letter;
  ASSERT_TRUE(letter.ParseFromString(out.value));
  EXPECT_FALSE(letter.has_record_time());
  ASSERT_OK(OriginalOf(letter));
}

TEST(DeadLetter, LeavesOutWhatDoesNotFit) {
  Record record = Sample();
  record.value = std::string(5000, 'x');
  const absl::Status status = absl::InternalError("bug");
  const v1::DeadLetter letter = MakeDeadLetter(record, {"extraction", status, 1, absl::UnixEpoch()}, 4000);
  EXPECT_TRUE(letter.value().empty());
  EXPECT_EQ(letter.value_size(), 5000);
  EXPECT_LE(letter.ByteSizeLong(), 4000);
  EXPECT_THAT(OriginalOf(letter), FailsWith(absl::StatusCode::kFailedPrecondition, "VALUE_NOT_KEPT"));
}

// A letter that cannot be published would stop the stage, one that cannot be read would be lost.
TEST(DeadLetter, NamesOfAnySizeAndBytes) {
  const absl::Status status = absl::InternalError("bug");
  for (const std::string& key :
       {std::string(20 << 20, 'k'), std::string(1000, '\xb9'), std::string("\xff")}) {
    Record record = Sample();
    record.key = key;
    record.headers = {{"ce_subject", key}, {"\xff", key}};
    const OutgoingRecord out =
        DeadLetterRecord(record, {"ingestion", status, 1, absl::UnixEpoch()}, "letters", 1 << 20);
    EXPECT_LE(out.bytes(), (1 << 20) + 20000);
    v1::DeadLetter letter;
    EXPECT_TRUE(letter.ParseFromString(out.value));
  }
}

}  // namespace
}  // namespace fazhi::runtime
