#include "services/runtime/stage/incoming.h"

#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"

namespace fazhi::runtime {
namespace {

using absl::StatusCode;

Record Page(std::string key, std::string value, Headers headers = {}) {
  Record record;
  record.from = {"fazhi.documents", 3};
  record.timestamp_ms = 1711600000123;
  record.key = std::move(key);
  record.value = std::move(value);
  record.headers = std::move(headers);
  return record;
}

TEST(CheckTimes, OfAllKindsOfRecords) {
  const absl::Time now = absl::FromUnixSeconds(1711600000);
  const auto field = [&](const Record& record) {
    const auto incoming = ReadIncoming(record);
    return incoming.ok() ? FieldOf(CheckTimes(*incoming, now)) : incoming.status().ToString();
  };
  EXPECT_EQ(field(Page("https://x/", "<html>")), "");
  EXPECT_EQ(field(Page("https://x/", "<html>", {{"ce_time", "2124-03-28T10:00:00Z"}})), "fetched_at");
  EXPECT_EQ(field(Page("https://x/", "<html>", {{"ce_time", "1970-01-20T19:26:40Z"}})), "fetched_at");
  Record late = Page("https://x/", "<html>");
  late.timestamp_ms *= 1000;
  EXPECT_EQ(field(late), "fetched_at");
  late.timestamp_ms = -1;
  EXPECT_EQ(field(late), "");
  v1::Withdrawal withdrawal;
  withdrawal.set_url("https://x/");
  withdrawal.mutable_withdrawn_at()->set_seconds(1711800000);
  EXPECT_EQ(field(Page("", withdrawal.SerializeAsString(), {{"ce_type", "fazhi.v1.Withdrawal"}})),
            "withdrawn_at");
  v1::CheckRecord check;
  check.set_region_code("620102");
  check.set_year(2023);
  check.set_site("https://x/");
  check.mutable_checked_at()->set_seconds(17116);
  EXPECT_EQ(field(Page("", check.SerializeAsString(), {{"ce_type", "fazhi.v1.CheckRecord"}})), "checked_at");
}

TEST(ReadIncoming, ABareValueWithOnlyAKey) {
  ASSERT_OK_AND_ASSIGN(const Incoming incoming, ReadIncoming(Page("https://x.gov.cn/a", "正文")));
  const auto& document = absl::get<v1::Document>(incoming);
  EXPECT_EQ(document.url(), "https://x.gov.cn/a");
  EXPECT_EQ(document.content(), "正文");
  EXPECT_EQ(document.sha256(), Sha256Hex("正文"));
  EXPECT_EQ(document.fetched_at().seconds(), 1711600000);
  EXPECT_EQ(document.fetched_at().nanos(), 123000000);
}

TEST(ReadIncoming, AttributesOfAPage) {
  ASSERT_OK_AND_ASSIGN(const Incoming incoming, ReadIncoming(Page("key", "<html>",
                                                                  {{"content-type", "text/html; charset=gbk"},
                                                                   {"ce_type", "page.fetched"},
                                                                   {"ce_subject", "https://x.gov.cn/a"},
                                                                   {"ce_time", "2024-03-28T10:00:00+08:00"},
                                                                   {"fazhi_parent", "https://x.gov.cn/"},
                                                                   {"fazhi_title", "报告"},
                                                                   {"fazhi_site_code", "6201020001"}})));
  const auto& document = absl::get<v1::Document>(incoming);
  EXPECT_EQ(document.url(), "https://x.gov.cn/a");
  EXPECT_EQ(document.content_type(), "text/html; charset=gbk");
  EXPECT_EQ(document.fetched_at().seconds(), 1711591200);
  EXPECT_EQ(document.parent_url(), "https://x.gov.cn/");
  EXPECT_EQ(document.title_hint(), "报告");
  EXPECT_EQ(document.site_code(), "6201020001");
}

TEST(ReadIncoming, Messages) {
  v1::Document document;
  document.set_url("https://x.gov.cn/a");
  document.set_content("正文");
  for (const Headers& headers :
       {Headers{{"content-type", "application/protobuf"}}, Headers{{"ce_type", "fazhi.v1.Document"}},
        Headers{{"content-type", "Application/Protobuf; v=1"}, {"ce_type", "fazhi.v1.Document"}}}) {
    ASSERT_OK_AND_ASSIGN(const Incoming incoming,
                         ReadIncoming(Page("k", document.SerializeAsString(), headers)));
    EXPECT_EQ(absl::get<v1::Document>(incoming).url(), document.url());
    EXPECT_EQ(absl::get<v1::Document>(incoming).fetched_at().seconds(), 1711600000);
  }
  v1::Withdrawal withdrawal;
  withdrawal.set_url("https://x.gov.cn/a");
  withdrawal.mutable_withdrawn_at()->set_seconds(1);
  ASSERT_OK_AND_ASSIGN(const Incoming taken, ReadIncoming(Page("", withdrawal.SerializeAsString(),
                                                               {{"ce_type", "fazhi.v1.Withdrawal"}})));
  EXPECT_EQ(absl::get<v1::Withdrawal>(taken).url(), withdrawal.url());
  v1::CheckRecord check;
  check.set_region_code("620102");
  check.set_year(2023);
  check.set_site("x.gov.cn");
  check.mutable_checked_at()->set_seconds(1);
  ASSERT_OK_AND_ASSIGN(const Incoming seen, ReadIncoming(Page("", check.SerializeAsString(),
                                                              {{"ce_type", "fazhi.v1.CheckRecord"}})));
  EXPECT_EQ(absl::get<v1::CheckRecord>(seen).region_code(), "620102");
}

TEST(ReadIncoming, AReferenceStaysOne) {
  v1::Document document;
  document.set_url("https://x.gov.cn/a");
  v1::DocumentReference& reference = *document.mutable_reference();
  reference.set_https_url("https://files.x.gov.cn/a");
  reference.set_size_bytes(6);
  reference.set_sha256(Sha256Hex("正文"));
  const auto read = [&] {
    return ReadIncoming(Page("k", document.SerializeAsString(), {{"ce_type", "fazhi.v1.Document"}}));
  };
  ASSERT_OK_AND_ASSIGN(const Incoming incoming, read());
  EXPECT_EQ(absl::get<v1::Document>(incoming).sha256(), reference.sha256());
  EXPECT_EQ(absl::get<v1::Document>(incoming).reference().https_url(), reference.https_url());
  document.set_sha256(Sha256Hex("其他"));
  EXPECT_THAT(read(), FailsWith(StatusCode::kInvalidArgument, "HASH_DIFFERS"));
  document.clear_sha256();
  document.set_content("正文");
  EXPECT_THAT(read(), FailsWith(StatusCode::kInvalidArgument, "BAD_REFERENCE"));
  document.clear_content();
  reference.set_sha256(std::string(64, 'A'));
  EXPECT_THAT(read(), FailsWith(StatusCode::kInvalidArgument, "BAD_REFERENCE"));
}

TEST(ReadIncoming, WhatCannotBeRead) {
  struct Case {
    Record record;
    StatusCode code;
    const char* reason;
  };
  v1::Document document;
  document.set_url("https://x.gov.cn/a");
  document.set_content("c");
  document.set_sha256(std::string(64, '0'));
  for (const Case& c : {
           Case{Page("k", ""), StatusCode::kInvalidArgument, "EMPTY"},
           Case{Page("", "x"), StatusCode::kInvalidArgument, "NO_URL"},
           Case{Page("not a url", "x"), StatusCode::kInvalidArgument, "BAD_URL"},
           Case{Page("\xff", "x"), StatusCode::kInvalidArgument, "BAD_HEADER"},
           Case{Page("https://x.gov.cn/" + std::string(9000, 'x'), "x"), StatusCode::kInvalidArgument,
                "URL_TOO_LONG"},
           Case{Page("https://x.gov.cn/k", "x", {{"fazhi_title", "\xff"}}), StatusCode::kInvalidArgument,
                "BAD_HEADER"},
           Case{Page("k", "\xff\xff", {{"ce_type", "fazhi.v1.Document"}}), StatusCode::kInvalidArgument,
                "BAD_MESSAGE"},
           Case{Page("k", document.SerializeAsString().substr(0, 5),
                     {{"content-type", "application/protobuf"}}),
                StatusCode::kInvalidArgument, "BAD_MESSAGE"},
           Case{Page("https://x.gov.cn/k", "x", {{"ce_type", "fazhi.v1.Observation"}}),
                StatusCode::kUnimplemented, "UNKNOWN_MESSAGE"},
           Case{Page("https://x.gov.cn/k", "x",
                     {{"ce_type", "other"}, {"content-type", "application/protobuf"}}),
                StatusCode::kUnimplemented, "UNKNOWN_MESSAGE"},
           Case{Page("k", "{}", {{"content-type", "application/cloudevents+json"}}),
                StatusCode::kInvalidArgument, "NOT_BINARY_MODE"},
           Case{Page("https://x.gov.cn/k", "x", {{"ce_time", "yesterday"}}), StatusCode::kInvalidArgument,
                "BAD_TIME"},
           Case{Page("k", document.SerializeAsString(), {{"ce_type", "fazhi.v1.Document"}}),
                StatusCode::kInvalidArgument, "HASH_DIFFERS"},
           Case{Page("k", v1::Withdrawal().SerializeAsString() + "\x0a\x01u",
                     {{"ce_type", "fazhi.v1.Withdrawal"}}),
                StatusCode::kInvalidArgument, "BAD_MESSAGE"},
       }) {
    EXPECT_THAT(ReadIncoming(c.record), FailsWith(c.code, c.reason));
  }
}

}  // namespace
}  // namespace fazhi::runtime
