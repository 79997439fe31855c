#include "services/runtime/local/run.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

// Documents that can each be loaded a given number of times.
class FakeSource : public DocumentSource {
 public:
  void Add(const std::string& url, int loads = 100) {
    urls_.push_back(url);
    loads_left_.push_back(loads);
  }
  size_t size() const override { return urls_.size(); }
  std::string NameOf(size_t i) const override { return urls_[i]; }
  uint64_t SizeOf(size_t) const override { return 100; }
  absl::StatusOr<v1::Document> Load(size_t i) const override {
    if (loads_left_[i]-- <= 0)
      return ErrorWithReason(absl::StatusCode::kNotFound, "UNREADABLE", "path", "it is gone");
    v1::Document document;
    document.set_url(urls_[i]);
    document.set_content(
        absl::StrCat("青禾县第", i, "镇2024年度法治政府建设情况报告\n受理法律援助案件", i + 3, "件。\n"));
    document.set_sha256(Sha256Hex(document.content()));
    return document;
  }

 private:
  std::vector<std::string> urls_;
  mutable std::vector<int> loads_left_;
};

std::unique_ptr<aggregation::Store> Open() {
  aggregation::SqliteOptions options;
  options.path = ":memory:";
  auto store = aggregation::OpenSqliteStore(options);
  EXPECT_THAT(store, IsOk());
  return *std::move(store);
}

TEST(RunTest, StoppedBeforeTheLastDocumentIsNoSuccess) {
  FakeSource source;
  source.Add("file:only.txt");
  const auto store = Open();
  const std::atomic<bool> stop{true};
  RunOptions options;
  options.stop = &stop;
  RunResult result;
  ASSERT_OK(RunDocuments(source, *store, nullptr, options, result));
  EXPECT_TRUE(result.stopped);
  EXPECT_EQ(result.read, 0U);
}

TEST(RunTest, ASignalAfterTheLastDocumentChangesNothing) {
  FakeSource source;
  source.Add("file:only.txt");
  const auto store = Open();
  std::atomic<bool> stop{false};
  RunOptions options;
  options.stop = &stop;
  options.progress = [&](const RunProgress&) { stop = true; };
  RunResult result;
  ASSERT_OK(RunDocuments(source, *store, nullptr, options, result));
  EXPECT_FALSE(result.stopped);
  EXPECT_EQ(result.read, 1U);
}

TEST(RunTest, OfAFileThatIsEditedTheNewestTextStands) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(::testing::TempDir()) / absl::StrCat("fazhi_run_test_", ::getpid());
  fs::create_directories(folder);
  const auto store = Open();
  const fs::file_time_type now = fs::file_time_type::clock::now();
  const auto values = [&](int figure, int age_hours) {
    const fs::path path = folder / "r.txt";
    std::ofstream(path) << "安宁区2023年度法治政府建设情况报告\n甘肃省兰州市安宁区2023年全区作出行政处罚"
                        << figure << "件。\n";
    fs::last_write_time(path, now - std::chrono::hours(age_hours));
    RunResult result;
    EXPECT_OK(RunDocuments(FileSource(ListFiles({folder.string()}).files, 1 << 20), *store, nullptr,
                           RunOptions(), result));
    std::vector<std::string> said;
    aggregation::ListValuesRequest request;
    request.indicator = "penalty.cases";
    const auto rows = store->ListValues(request);
    EXPECT_OK(rows);
    for (const auto& row : *rows) said.push_back(absl::StrCat(row.low, result.known > 0 ? " known" : ""));
    return said;
  };
  using ::testing::ElementsAre;
  int age = 90;
  for (const int figure : {2087, 2095, 2099, 2101, 2105, 2087}) {
    EXPECT_THAT(values(figure, age), ElementsAre(absl::StrCat(figure)));
    age -= 10;
  }
  EXPECT_THAT(values(2087, age + 10), ElementsAre("2087 known"));
  fs::remove_all(folder);
}

TEST(FileSourceTest, AFileIsDatedToTheMicrosecond) {
  namespace fs = std::filesystem;
  const fs::path path = fs::path(::testing::TempDir()) / absl::StrCat("fazhi_dated_", ::getpid(), ".txt");
  std::ofstream(path) << "安宁区";
  const auto written = [&](std::chrono::microseconds later) {
    const fs::file_time_type noon = fs::file_time_type::clock::now() - std::chrono::hours(24);
    fs::last_write_time(path, std::chrono::time_point_cast<std::chrono::seconds>(noon) + later);
    auto document = FileSource(ListFiles({path.string()}).files, 1 << 20).Load(0);
    EXPECT_OK(document);
    return document->fetched_at().nanos();
  };
  EXPECT_EQ(written(std::chrono::microseconds(250)), 250'000);
  EXPECT_EQ(written(std::chrono::microseconds(0)), 0);
  fs::remove(path);
}

TEST(RunTest, ARefusedBatchIsTakenOneByOne) {
  FakeSource source;
  source.Add("file:good.txt");
  source.Add("file:\xB1\xA8.txt");
  source.Add("file:vanishes.txt", /*loads=*/1);
  source.Add("file:also-good.txt");
  const auto store = Open();
  RunResult result;
  ASSERT_OK(RunDocuments(source, *store, nullptr, RunOptions(), result));
  EXPECT_EQ(result.read, 2U);
  ASSERT_EQ(result.failed.size(), 2U);
  EXPECT_THAT(result.failed[0].status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_ARRIVAL"));
  EXPECT_THAT(result.failed[1].status, FailsWith(absl::StatusCode::kNotFound, "UNREADABLE"));
}

}  // namespace
}  // namespace fazhi
