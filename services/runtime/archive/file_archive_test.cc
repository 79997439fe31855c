#include "services/runtime/archive/file_archive.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

class FileArchiveTest : public testing::Test {
 protected:
  FileArchiveTest() {
    char folder[] = "/tmp/fazhi_archive_XXXXXX";
    folder_ = ::mkdtemp(folder);
  }
  ~FileArchiveTest() override {
    if (std::system(absl::StrCat("rm -rf ", folder_).c_str()) != 0) ADD_FAILURE();
  }
  std::string folder_;
};

TEST_F(FileArchiveTest, GivesBackTheBytes) {
  const FileArchive archive(folder_ + "/deep/archive");
  const std::string bytes("a\0b", 3);
  ASSERT_OK_AND_ASSIGN(const std::string hash, archive.Put(bytes));
  EXPECT_EQ(hash, Sha256Hex(bytes));
  ASSERT_OK_AND_ASSIGN(const std::string again, archive.Put(bytes));
  EXPECT_EQ(again, hash);
  ASSERT_OK_AND_ASSIGN(const std::string back, archive.Get(hash));
  EXPECT_EQ(back, bytes);
  ASSERT_OK_AND_ASSIGN(const std::string empty, archive.Put(""));
  ASSERT_OK_AND_ASSIGN(const std::string nothing, archive.Get(empty));
  EXPECT_EQ(nothing, "");
}

TEST_F(FileArchiveTest, RefusesWhatIsNoHash) {
  const FileArchive archive(folder_);
  EXPECT_THAT(archive.Get("../../etc/passwd"), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_HASH"));
  EXPECT_THAT(archive.Get(std::string(64, 'A')), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_HASH"));
  EXPECT_THAT(archive.Get(std::string(64, 'a')), FailsWith(absl::StatusCode::kNotFound, "NOT_ARCHIVED"));
}

TEST_F(FileArchiveTest, NoticesAndMendsADamagedFile) {
  const FileArchive archive(folder_);
  ASSERT_OK_AND_ASSIGN(const std::string hash, archive.Put("whole"));
  const std::string path = absl::StrCat(folder_, "/", hash.substr(0, 2), "/", hash);
  std::ofstream(path, std::ios::trunc) << "who";
  EXPECT_THAT(archive.Get(hash), FailsWith(absl::StatusCode::kDataLoss, "HASH_DIFFERS"));
  ASSERT_OK(archive.Put("whole"));
  EXPECT_OK(archive.Get(hash));
}

TEST_F(FileArchiveTest, ManyWritersOfTheSameBytes) {
  const FileArchive archive(folder_, /*sync=*/false);
  std::vector<std::thread> writers;
  for (int t = 0; t < 8; ++t) {
    writers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) EXPECT_OK(archive.Put(absl::StrCat("document ", i)));
    });
  }
  for (std::thread& writer : writers) writer.join();
  for (int i = 0; i < 50; ++i) EXPECT_OK(archive.Get(Sha256Hex(absl::StrCat("document ", i))));
  // No temporary file is left.
  EXPECT_EQ(std::system(absl::StrCat("test -z \"$(find ", folder_, " -name '.*' -type f)\"").c_str()), 0);
}

TEST_F(FileArchiveTest, WhatAKilledRunLeftIsNoHindrance) {
  const FileArchive archive(folder_);
  const std::string hash = Sha256Hex("bytes");
  const std::string folder = absl::StrCat(folder_, "/", hash.substr(0, 2));
  ASSERT_EQ(::mkdir(folder.c_str(), 0755), 0);
  for (int i = 1; i <= 1000; ++i)
    std::ofstream(absl::StrCat(folder, "/.", hash.substr(0, 12), ".", ::getpid(), ".", i)) << "by";
  ASSERT_OK(archive.Put("bytes"));
  ASSERT_OK_AND_ASSIGN(const std::string back, archive.Get(hash));
  EXPECT_EQ(back, "bytes");
}

TEST_F(FileArchiveTest, FullDiskIsSaidAndLeavesNothing) {
  const FileArchive archive(folder_);
  rlimit before;
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto put = archive.Put(std::string(5000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_THAT(put, FailsWith(absl::StatusCode::kResourceExhausted, "DISK_FULL"));
  EXPECT_THAT(archive.Get(Sha256Hex(std::string(5000, 'x'))),
              FailsWith(absl::StatusCode::kNotFound, "NOT_ARCHIVED"));
}

}  // namespace
}  // namespace fazhi
