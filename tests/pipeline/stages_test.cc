// The stages on records, one after the other in memory: what they add to a database is what the local mode
// adds.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gtest/gtest.h"
#include "services/aggregation/aggregation_stage.h"
#include "services/aggregation/core/arrival.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/testing/canonical.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_matchers.h"
#include "services/extraction/extraction_stage.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/ingestion_stage.h"
#include "services/runtime/fake/memory_publisher.h"
#include "services/runtime/local/reading.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/publications.h"
#include "services/runtime/stage/topics.h"
#include "services/segmentation/segmentation_stage.h"

namespace fazhi {
namespace {

using aggregation::Store;
using runtime::OutgoingRecord;
using runtime::Record;
using runtime::Settled;
using runtime::TopicPartition;

std::unique_ptr<Store> MemoryStore() {
  aggregation::SqliteOptions options;
  options.path = ":memory:";
  return *aggregation::OpenSqliteStore(options);
}

Record AsRecord(const OutgoingRecord& out, int64_t offset) {
  Record record;
  record.from = {out.topic, 0};
  record.offset = offset;
  record.key = out.key;
  record.value = out.value;
  record.headers = out.headers;
  return record;
}

class Stages : public ::testing::Test {
 protected:
  runtime::DeriveOptions To(const std::string& stage, const std::string& topic) {
    runtime::DeriveOptions options;
    options.stage = stage;
    options.topic = topic;
    return options;
  }

  IngestionEdges edges{[](const v1::Document& document) { return Ingest(document); },
                       [this](absl::string_view bytes) {
                         archived.emplace_back(bytes);
                         return archive_status;
                       }};
  std::vector<std::string> archived;
  absl::Status archive_status;
  runtime::StageLoop::Function ingestion = IngestionStage(edges, To("ingestion", runtime::kReportsTopic));
  runtime::StageLoop::Function segmentation = SegmentationStage(To("segmentation", runtime::kOutlinesTopic));
  runtime::StageLoop::Function extraction = ExtractionStage(To("extraction", runtime::kObservationsTopic));
  runtime::StageLoop::Function aggregation = AggregationStage();
  std::unique_ptr<Store> store = MemoryStore();
  runtime::MemoryPublisher publisher;
  std::vector<runtime::Advance> mirrored;
  StoreSink sink{{store.get(), &publisher, runtime::kDeadLettersTopic, 1 << 20,
                  [this](const std::vector<runtime::Advance>& advances) { mirrored = advances; }}};
};

TEST_F(Stages, AddWhatTheLocalModeAdds) {
  std::vector<Record> records;
  const std::unique_ptr<Store> local = MemoryStore();
  aggregation::IngestRequest request;
  std::vector<std::filesystem::path> files;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(std::getenv("FAZHI_SOURCE_DIR")) + "/tests/samples")) {
    if (file.path().extension() == ".txt" || file.path().extension() == ".html") files.push_back(file.path());
  }
  ASSERT_GE(files.size(), 7);
  for (const auto& file : files) {
    std::stringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    Record record;
    record.from = {runtime::kDocumentsTopic, 0};
    record.key = "https://example.gov.cn/" + file.filename().string();
    record.value = bytes.str();
    record.timestamp_ms = 1711600000000;
    ASSERT_OK_AND_ASSIGN(const runtime::Incoming incoming, runtime::ReadIncoming(record));
    ASSERT_OK_AND_ASSIGN(v1::ObservationSet set, ReadSet(absl::get<v1::Document>(incoming)));
    request.arrivals.push_back(aggregation::PrepareArrival(std::move(set)));
    records.push_back(std::move(record));
  }
  v1::CheckRecord check;
  check.set_region_code("620102");
  check.set_year(2023);
  check.set_site("x.gov.cn");
  check.mutable_checked_at()->set_seconds(1700000000);
  v1::Withdrawal withdrawal;
  withdrawal.set_url(records[0].key);
  withdrawal.mutable_withdrawn_at()->set_seconds(1780000000);
  for (const google::protobuf::Message* message : {static_cast<google::protobuf::Message*>(&check),
                                                   static_cast<google::protobuf::Message*>(&withdrawal)}) {
    Record record;
    record.value = message->SerializeAsString();
    record.headers = {{"ce_type", message->GetDescriptor()->full_name()}};
    records.push_back(std::move(record));
  }
  request.checks.push_back(check);
  request.withdrawals.push_back(withdrawal);
  ASSERT_OK(local->Ingest(std::move(request)));

  std::vector<Settled> settled;
  int64_t offset = 0;
  for (Record& record : records) {
    record.from = {runtime::kDocumentsTopic, 3};
    record.offset = offset;
    for (const runtime::StageLoop::Function* stage : {&ingestion, &segmentation, &extraction}) {
      ASSERT_OK_AND_ASSIGN(const std::unique_ptr<runtime::Output> output, (*stage)(record));
      const auto& publications = static_cast<const runtime::Publications&>(*output);
      ASSERT_EQ(publications.records.size(), 1);
      record = AsRecord(publications.records[0], offset);
    }
    EXPECT_EQ(record.from.topic, runtime::kObservationsTopic);
    EXPECT_EQ(runtime::HeaderValue(record.headers, "ce_id"), "fazhi.outlines/0/" + std::to_string(offset));
    Settled one;
    ASSERT_OK_AND_ASSIGN(one.output, aggregation(record));
    one.record = record;
    settled.push_back(std::move(one));
    ++offset;
  }
  ASSERT_OK(sink.Commit({&settled, {{{runtime::kObservationsTopic, 0}, 0, offset}}}));
  EXPECT_EQ(Canonical(*store), Canonical(*local));
  EXPECT_EQ(archived.size(), files.size());
  EXPECT_EQ(mirrored.size(), 1);
  StoreTracker tracker(*store);
  ASSERT_OK_AND_ASSIGN(const auto positions,
                       tracker.Load({{{runtime::kObservationsTopic, 0}, {runtime::kObservationsTopic, 1}}}));
  EXPECT_EQ(positions[0], offset);
  EXPECT_EQ(positions[1], absl::nullopt);
}

TEST_F(Stages, AStaleReplicaChangesNothing) {
  std::vector<Settled> none;
  ASSERT_OK(sink.Commit({&none, {{{runtime::kObservationsTopic, 0}, 0, 7}}}));
  EXPECT_THAT(sink.Commit({&none, {{{runtime::kObservationsTopic, 0}, 3, 9}}}),
              FailsWith(absl::StatusCode::kAborted, "POSITION_MOVED"));
}

TEST_F(Stages, ADocumentWaitsForTheArchive) {
  archive_status = absl::PermissionDeniedError("read-only file system");
  Record record;
  record.key = "https://x.gov.cn/a";
  record.value = "沙泉县2024年法治政府建设年度报告\n一、主要举措\n办理案件97件。\n";
  EXPECT_THAT(ingestion(record), FailsWith(absl::StatusCode::kUnavailable, "ARCHIVE_UNAVAILABLE"));
}

// While two releases run side by side; else a reading by the newer alone would not replace it.
TEST_F(Stages, WhatAnOlderReleaseHadAPartInIsAsOld) {
  Record record;
  record.key = "https://x.gov.cn/a";
  record.value = "沙泉县2024年法治政府建设年度报告\n一、主要举措\n办理案件97件。\n";
  const auto made = [&](const runtime::StageLoop::Function& stage) {
    return AsRecord(static_cast<const runtime::Publications&>(**stage(record)).records.at(0), 0);
  };
  record = made(ingestion);
  for (const uint32_t before : {kPipelineVersion - 1, kPipelineVersion + 1}) {
    SCOPED_TRACE(before);
    const uint32_t after = std::min(before, kPipelineVersion);
    v1::Report report;
    ASSERT_TRUE(report.ParseFromString(record.value));
    report.set_pipeline_version(before);
    report.SerializeToString(&record.value);
    const Record from_ingestion = record;
    record = made(segmentation);
    v1::Outline outline;
    ASSERT_TRUE(outline.ParseFromString(record.value));
    EXPECT_EQ(outline.report().pipeline_version(), after);
    outline.mutable_report()->set_pipeline_version(before);
    outline.SerializeToString(&record.value);
    record = made(extraction);
    v1::ObservationSet set;
    ASSERT_TRUE(set.ParseFromString(record.value));
    EXPECT_EQ(set.outline().report().pipeline_version(), after);
    set.mutable_outline()->mutable_report()->set_pipeline_version(before);
    set.SerializeToString(&record.value);
    ASSERT_OK_AND_ASSIGN(const auto output, aggregation(record));
    const auto& arrival =
        absl::get<aggregation::Arrival>(static_cast<const Contribution&>(*output).record.content);
    EXPECT_EQ(arrival.set.outline().report().pipeline_version(), after);
    record = from_ingestion;
  }
}

TEST_F(Stages, WhatComesOutTooLargeIsRefused) {
  runtime::DeriveOptions small = To("ingestion", runtime::kReportsTopic);
  small.max_message_bytes = 10;
  Record record;
  record.key = "https://x.gov.cn/a";
  record.value = "沙泉县2024年法治政府建设年度报告\n一、主要举措\n办理案件97件。\n";
  EXPECT_THAT(IngestionStage(edges, small)(record),
              FailsWith(absl::StatusCode::kInvalidArgument, "OUTPUT_TOO_LARGE"));
}

TEST_F(Stages, RefuseWhatIsNotTheirs) {
  Record record;
  record.value = "\xff\xff";
  for (const runtime::StageLoop::Function* stage : {&segmentation, &extraction, &aggregation}) {
    EXPECT_THAT((*stage)(record), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_MESSAGE"));
  }
  record.headers = {{"ce_type", "fazhi.v1.Aggregate"}};
  EXPECT_THAT(extraction(record), FailsWith(absl::StatusCode::kUnimplemented, "UNKNOWN_MESSAGE"));
}

// The dead letters' own topic must not feed itself.
TEST_F(Stages, GarbageAmongDeadLettersHasNoEffect) {
  Record record;
  record.from = {runtime::kDeadLettersTopic, 0};
  record.value = "\xff\xff";
  ASSERT_OK_AND_ASSIGN(const auto output, aggregation(record));
  std::vector<Settled> settled(1);
  settled[0].record = record;
  ASSERT_OK_AND_ASSIGN(settled[0].output, aggregation(record));
  ASSERT_OK(sink.Commit({&settled, {{record.from, 0, 1}}}));
  EXPECT_TRUE(publisher.records().empty());
}

TEST(PrefectureKey, KeepsAPrefectureTogether) {
  v1::Report report;
  EXPECT_EQ(PrefectureKey(report), "0000");
  report.mutable_region()->set_code("62");
  EXPECT_EQ(PrefectureKey(report), "6200");
  report.mutable_region()->set_code("622922");
  EXPECT_EQ(PrefectureKey(report), "6229");
  report.mutable_region()->set_code("");
  report.mutable_region()->set_parent_code("6229");
  EXPECT_EQ(PrefectureKey(report), "6229");
}

}  // namespace
}  // namespace fazhi
