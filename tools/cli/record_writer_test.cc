#include "tools/cli/record_writer.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;

const RecordWriter::Layout& Layout() {
  static const auto* const layout =
      new RecordWriter::Layout{{"name", "value", "list"}, {{"name", {"name"}}, {"value", {"value", true}}}};
  return *layout;
}

std::string Written(RecordWriter::Format format, const std::vector<nlohmann::ordered_json>& records) {
  std::string out;
  RecordWriter writer(format, Layout(), [&](absl::string_view bytes) {
    out.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  });
  for (const auto& record : records) EXPECT_OK(writer.Add(record));
  EXPECT_OK(writer.Finish());
  return out;
}

TEST(RecordWriter, CsvForExcel) {
  EXPECT_EQ(Written(RecordWriter::Format::kCsv, {{{"name", "沙泉县"}, {"value", 97.4}, {"list", {1, 2}}},
                                                 {{"name", "a,\"b\"\n"}, {"value", nullptr}}}),
            "\xEF\xBB\xBFname,value,list\r\n沙泉县,97.4,1 2\r\n\"a,\"\"b\"\"\n\",,\r\n");
}

TEST(RecordWriter, CsvDefusesFormulas) {
  EXPECT_EQ(Written(RecordWriter::Format::kCsv, {{{"name", "=HYPERLINK(1)"}, {"value", -3}}}),
            "\xEF\xBB\xBFname,value,list\r\n'=HYPERLINK(1),-3,\r\n");
}

TEST(RecordWriter, EmptyCsvHasItsHead) {
  EXPECT_EQ(Written(RecordWriter::Format::kCsv, {}), "\xEF\xBB\xBFname,value,list\r\n");
}

TEST(RecordWriter, JsonLinesHaveEveryField) {
  EXPECT_EQ(Written(RecordWriter::Format::kJsonl, {{{"name", "县"}, {"more", true}}}),
            "{\"name\":\"县\",\"more\":true}\n");
}

TEST(RecordWriter, TextSaysWhenThereIsNothing) {
  EXPECT_EQ(Written(RecordWriter::Format::kText, {}), "nothing found\n");
  EXPECT_EQ(Written(RecordWriter::Format::kText, {{{"name", "a"}, {"value", 1}}}),
            "name  value\n----  -----\na         1\n");
}

TEST(AtomicFile, AppearsOnlyWhenCommitted) {
  const fs::path path = fs::path(::testing::TempDir()) / "fazhi_atomic_file_test.txt";
  fs::remove(path);
  {
    AtomicFile file(path.string());
    EXPECT_OK(file.Write("lost"));
  }
  EXPECT_FALSE(fs::exists(path));
  AtomicFile file(path.string());
  EXPECT_OK(file.Write("kept"));
  EXPECT_OK(file.Commit());
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "kept");
  fs::remove(path);
}

TEST(AtomicFile, FullDiskIsAnErrorAndLeavesNothing) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const fs::path folder = fs::path(::testing::TempDir()) / "fazhi_full_disk_test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  // The temporary file's name is ours to know: PATH.PID.tmp.
  const fs::path path = folder / "out.csv";
  fs::create_symlink("/dev/full", folder / ("out.csv." + std::to_string(::getpid()) + ".tmp"));
  AtomicFile file(path.string());
  absl::Status status = file.Write(std::string(1 << 20, 'x'));
  if (status.ok()) status = file.Commit();
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kResourceExhausted, "DISK_FULL"));
  EXPECT_FALSE(fs::exists(path));
  fs::remove_all(folder);
}

TEST(AtomicFile, FolderThatIsNotThere) {
  AtomicFile file("/nowhere/at/all.csv");
  EXPECT_THAT(file.Write("x"), FailsWith(absl::StatusCode::kPermissionDenied, "CANNOT_WRITE"));
}

}  // namespace
}  // namespace fazhi
