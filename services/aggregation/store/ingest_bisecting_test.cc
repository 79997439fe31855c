// Refused records are found, the others are kept, and positions are exact at every commit.
#include "services/aggregation/store/ingest_bisecting.h"

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/testing/engines.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/small_catalog.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kTopic[] = "fazhi.observations";

std::string UrlOf(int32_t partition, int64_t offset) {
  return absl::StrCat("https://example.gov.cn/", partition, "/", offset);
}

SourceRecord Record(int32_t partition, int64_t offset, bool refused) {
  ReportSpec spec;
  spec.url = UrlOf(partition, offset);
  spec.region = "622922";
  spec.year = static_cast<uint32_t>(2000 + offset);
  Arrival arrival = PrepareArrival(BuildReport(spec, "受理案件{81件 @a.cases}。"), SmallCatalog());
  if (refused) arrival.set.mutable_outline()->mutable_report()->set_title(std::string("a\0b", 3));
  SourceRecord record;
  record.topic = kTopic;
  record.partition = partition;
  record.offset = offset;
  record.content = std::move(arrival);
  return record;
}

std::vector<std::string> Urls(Store& store) {
  ListReportsRequest request;
  request.filter.current_only = false;
  auto page = store.ListReports(request);
  EXPECT_THAT(page, IsOk());
  std::vector<std::string> urls;
  for (const ReportRow& row : page->rows) urls.push_back(row.url);
  std::sort(urls.begin(), urls.end());
  return urls;
}

std::vector<int64_t> Positions(Store& store) {
  auto positions = store.ReadPositions({kTopic, {0, 1}});
  EXPECT_THAT(positions, IsOk());
  return positions.ok() ? *positions : std::vector<int64_t>();
}

TEST(IngestBisectingTest, KeepsAllButWhatIsRefused) {
  std::mt19937 dice(7);
  for (int round = 0; round < 30; ++round) {
    SCOPED_TRACE(round);
    const std::unique_ptr<Store> store = OpenEmptyStore();
    SourceBatch batch;
    int64_t next[2] = {0, 0};
    std::set<std::pair<int32_t, int64_t>> refused;
    std::vector<std::string> kept;
    const int n = static_cast<int>(dice() % 12);
    for (int i = 0; i < n; ++i) {
      const int32_t partition = static_cast<int32_t>(dice() % 2);
      next[partition] += static_cast<int64_t>(dice() % 3);  // offsets have holes
      const int64_t offset = next[partition]++;
      const bool bad = dice() % 3 == 0;
      batch.records.push_back(Record(partition, offset, bad));
      if (bad) {
        refused.emplace(partition, offset);
      } else {
        kept.push_back(UrlOf(partition, offset));
      }
    }
    for (int32_t p = 0; p < 2; ++p) batch.positions.push_back({kTopic, p, 0, next[p] + 1});
    std::sort(kept.begin(), kept.end());
    std::set<std::pair<int32_t, int64_t>> reported;
    ASSERT_OK(IngestBisecting(*store, batch, [&](const SourceRecord& record, const absl::Status& why) {
      EXPECT_EQ(ReasonOf(why), "BAD_ARRIVAL");
      EXPECT_TRUE(reported.emplace(record.partition, record.offset).second);
      // Exact also now: nothing that is stored is above its position, and this record is not passed yet.
      const std::vector<int64_t> at = Positions(*store);
      EXPECT_LE(at[static_cast<size_t>(record.partition)], record.offset);
      for (const std::string& url : Urls(*store)) {
        const int32_t partition = url[url.find("cn/") + 3] - '0';
        EXPECT_LT(std::stoll(url.substr(url.rfind('/') + 1)), at[static_cast<size_t>(partition)]);
      }
      return absl::OkStatus();
    }));
    EXPECT_EQ(reported, refused);
    EXPECT_EQ(Urls(*store), kept);
    EXPECT_THAT(Positions(*store), ElementsAre(next[0] + 1, next[1] + 1));
    EXPECT_THAT(batch.records, IsEmpty());
  }
}

TEST(IngestBisectingTest, GoesOnWhereItStopped) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  SourceBatch batch;
  for (int64_t offset = 0; offset < 8; ++offset) batch.records.push_back(Record(0, offset, offset == 5));
  batch.positions.push_back({kTopic, 0, 0, 8});
  // The dead letter cannot be written.
  const absl::Status failed = IngestBisecting(*store, batch, [](const SourceRecord&, const absl::Status&) {
    return absl::UnavailableError("no broker");
  });
  EXPECT_EQ(failed.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(Urls(*store), SizeIs(5));
  EXPECT_EQ(Positions(*store)[0], 5);
  EXPECT_THAT(batch.records, SizeIs(3));
  int reported = 0;
  ASSERT_OK(IngestBisecting(*store, batch, [&](const SourceRecord& record, const absl::Status&) {
    EXPECT_EQ(record.offset, 5);
    ++reported;
    return absl::OkStatus();
  }));
  EXPECT_EQ(reported, 1);
  EXPECT_THAT(Urls(*store), SizeIs(7));
  EXPECT_EQ(Positions(*store)[0], 8);
}

TEST(IngestBisectingTest, ATakenPartitionIsNobodysRefusal) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  IngestRequest other;
  other.positions.push_back({kTopic, 0, 0, 3});
  ASSERT_OK(store->Ingest(other));
  SourceBatch batch;
  batch.records.push_back(Record(0, 0, false));
  batch.positions.push_back({kTopic, 0, 0, 1});
  const OnRefused none = [](const SourceRecord&, const absl::Status&) {
    ADD_FAILURE();
    return absl::OkStatus();
  };
  EXPECT_THAT(IngestBisecting(*store, batch, none), FailsWith(absl::StatusCode::kAborted, "POSITION_MOVED"));
  batch.positions[0] = {kTopic, 0, 3, 1};
  EXPECT_THAT(IngestBisecting(*store, batch, none),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_POSITION"));
  EXPECT_THAT(Urls(*store), IsEmpty());
}

}  // namespace
}  // namespace fazhi::aggregation
