// The database is a function of the set of documents: neither their order, nor the threads, nor the batches,
// nor repeating them, nor stopping and going on can be seen in it.

#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/testing/canonical.h"
#include "services/base/status_matchers.h"
#include "services/runtime/local/run.h"
#include "tests/property/inputs.h"

namespace fazhi {
namespace {

// Documents in memory.
class ListSource : public DocumentSource {
 public:
  explicit ListSource(std::vector<v1::Document> documents) : documents_(std::move(documents)) {}
  size_t size() const override { return documents_.size(); }
  std::string NameOf(size_t i) const override { return documents_[i].url(); }
  uint64_t SizeOf(size_t i) const override { return documents_[i].content().size(); }
  absl::StatusOr<v1::Document> Load(size_t i) const override { return documents_[i]; }

 private:
  std::vector<v1::Document> documents_;
};

std::unique_ptr<aggregation::Store> EmptyStore() {
  aggregation::SqliteOptions options;
  options.path = ":memory:";
  auto store = aggregation::OpenSqliteStore(options);
  EXPECT_OK(store);
  return *std::move(store);
}

RunResult ReadInto(const std::vector<v1::Document>& documents, aggregation::Store& store,
                   RunOptions options) {
  RunResult result;
  EXPECT_OK(RunDocuments(ListSource(documents), store, nullptr, options, result));
  return result;
}

TEST(LocalRun, ResultDoesNotDependOnOrderThreadsOrBatches) {
  std::vector<v1::Document> documents = AllInputs();
  RunOptions one;
  one.threads = 1;
  auto store = EmptyStore();
  ReadInto(documents, *store, one);
  const std::string expected = aggregation::Canonical(*store);
  EXPECT_FALSE(expected.empty());

  std::mt19937 random(20261123);
  for (int threads : {2, 3, 8}) {
    std::shuffle(documents.begin(), documents.end(), random);
    RunOptions options;
    options.threads = threads;
    options.batch_documents = static_cast<size_t>(threads);
    options.batch_bytes = uint64_t{1} << (10 + threads);
    auto other = EmptyStore();
    ReadInto(documents, *other, options);
    EXPECT_TRUE(aggregation::Canonical(*other) == expected) << threads << " threads";
  }
}

TEST(LocalRun, RepeatingChangesNothing) {
  const std::vector<v1::Document> documents = SampleInputs();
  auto store = EmptyStore();
  const RunResult first = ReadInto(documents, *store, {});
  EXPECT_EQ(first.read, documents.size());
  const std::string expected = aggregation::Canonical(*store);
  const RunResult second = ReadInto(documents, *store, {});
  EXPECT_EQ(second.known, documents.size());
  EXPECT_EQ(second.read, 0U);
  EXPECT_EQ(aggregation::Canonical(*store), expected);
  RunOptions again;
  again.again = true;
  EXPECT_EQ(ReadInto(documents, *store, again).read, documents.size());
  EXPECT_EQ(aggregation::Canonical(*store), expected);
}

TEST(LocalRun, StoppedRunGoesOnWhereItWas) {
  const std::vector<v1::Document> documents = SampleInputs();
  auto whole = EmptyStore();
  ReadInto(documents, *whole, {});

  auto store = EmptyStore();
  std::atomic<bool> stop{false};
  RunOptions options;
  options.threads = 2;
  options.stop = &stop;
  options.progress = [&](const RunProgress& progress) { stop = progress.done >= 3; };
  const RunResult stopped = ReadInto(documents, *store, options);
  EXPECT_TRUE(stopped.stopped);
  EXPECT_GE(stopped.read, 3U);
  EXPECT_LT(stopped.read, documents.size());
  const RunResult rest = ReadInto(documents, *store, {});
  EXPECT_EQ(rest.known, stopped.read);
  EXPECT_EQ(rest.known + rest.read, documents.size());
  EXPECT_EQ(aggregation::Canonical(*store), aggregation::Canonical(*whole));
}

TEST(LocalRun, BadDocumentsAreNamedAndTheRestGoesOn) {
  std::vector<v1::Document> documents = SampleInputs();
  const size_t good = documents.size();
  v1::Document empty;
  empty.set_url("file:empty.txt");
  empty.set_sha256(std::string(64, '0'));
  documents.insert(documents.begin() + 2, empty);
  auto store = EmptyStore();
  const RunResult result = ReadInto(documents, *store, {});
  EXPECT_EQ(result.read, good);
  ASSERT_EQ(result.failed.size(), 1U);
  EXPECT_EQ(result.failed[0].path, "file:empty.txt");
  EXPECT_EQ(ReasonOf(result.failed[0].status), "EMPTY");
}

TEST(LocalRun, RealReportsAreThere) {
  if (!HasShared()) GTEST_SKIP() << "no ../shared here (FAZHI_SHARED): order was tested on the samples alone";
}

}  // namespace
}  // namespace fazhi
