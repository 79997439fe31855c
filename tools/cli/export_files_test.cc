#include "tools/cli/export_files.h"

#include <unistd.h>

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/base/status_macros.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;

class ExportFilesTest : public ::testing::Test {
 protected:
  ExportFilesTest()
      : folder_(fs::path(::testing::TempDir()) / ("fazhi_export_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
  }
  ~ExportFilesTest() override { fs::remove_all(folder_); }

  absl::Status Export(bool stop) {
    aggregation::SqliteOptions memory;
    memory.path = ":memory:";
    FAZHI_ASSIGN_OR_RETURN(const auto store, aggregation::OpenSqliteStore(memory));
    const std::atomic<bool> stopped{stop};
    return ExportFiles(*store, folder_.string(), ExportFormat::kCsv, stopped, written_);
  }
  size_t Files() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

  fs::path folder_;
  std::vector<std::string> written_;
};

TEST_F(ExportFilesTest, WritesAFileForEachKind) {
  ASSERT_OK(Export(/*stop=*/false));
  EXPECT_EQ(written_.size(), 4U);
  EXPECT_EQ(Files(), 4U);
}

TEST_F(ExportFilesTest, StoppedItLeavesNothingHalf) {
  EXPECT_TRUE(absl::IsCancelled(Export(/*stop=*/true)));
  EXPECT_THAT(written_, ::testing::IsEmpty());
  EXPECT_EQ(Files(), 0U);
}

}  // namespace
}  // namespace fazhi
