#include "services/runtime/local/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class FilesTest : public ::testing::Test {
 protected:
  FilesTest() : folder_(fs::path(::testing::TempDir()) / ("fazhi_files_test_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~FilesTest() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& content = "x") {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }

  static std::vector<std::string> Urls(const FileList& list) {
    std::vector<std::string> urls;
    for (const LocalFile& file : list.files) urls.push_back(file.url);
    return urls;
  }

  fs::path folder_;
};

TEST_F(FilesTest, FoldersAreWalkedInOrderAndUrlsAreRelative) {
  Write("b.txt");
  Write("a/c.html");
  Write("a/b/d.txt");
  Write(".hidden");
  Write(".git/x");
  EXPECT_THAT(Urls(ListFiles({folder_.string()})),
              ElementsAre("file:a/b/d.txt", "file:a/c.html", "file:b.txt"));
  EXPECT_THAT(Urls(ListFiles({folder_.string() + "/"})),
              ElementsAre("file:a/b/d.txt", "file:a/c.html", "file:b.txt"));
}

TEST_F(FilesTest, WhatLiesBesideDocumentsIsPassedOverUnlessItIsGiven) {
  Write("a.txt");
  Write("notes.md");
  Write("README.md");
  Write("~$a.docx");
  const std::string picture = Write("files/LOGO.PNG");
  const std::string data = Write("pages.jsonl");
  const FileList list = ListFiles({folder_.string(), data});
  EXPECT_THAT(Urls(list), ElementsAre("file:a.txt", "file:notes.md", "file:pages.jsonl"));
  ASSERT_EQ(list.passed_over.size(), 3U);
  EXPECT_EQ(list.passed_over[1].path, picture);
  EXPECT_THAT(list.failed, ::testing::IsEmpty());
}

TEST_F(FilesTest, WhatAManifestNamesIsNotPassedOver) {
  Write("b.txt");
  Write("a.log");
  Write("c.json");
  const std::string manifest = Write(".manifest", "{\"file\":\"a.log\",\"url\":\"https://x.gov.cn/1\"}\n");
  FileList list = ListFiles({folder_.string()});
  ASSERT_OK(ApplyManifest(manifest, list));
  EXPECT_THAT(Urls(list), ElementsAre("https://x.gov.cn/1", "file:b.txt"));
  EXPECT_EQ(list.passed_over.size(), 1U);
}

TEST_F(FilesTest, AFileByItselfHasItsName) {
  const std::string path = Write("a/c.html");
  EXPECT_THAT(Urls(ListFiles({path, path})), ElementsAre("file:c.html"));
}

TEST_F(FilesTest, NamesThatAreNotUtf8AreEscapedInUrls) {
  Write("\xB1\xA8\xB8\xE6.txt");  // 报告 in GBK
  Write("报告.txt");
  const FileList list = ListFiles({folder_.string()});
  EXPECT_THAT(Urls(list), ElementsAre("file:%b1%a8%b8%e6.txt", "file:报告.txt"));
  EXPECT_OK(ReadDocument(list.files[0], 100));
}

TEST(EscapeInvalidUtf8, LeavesWhatIsWellFormed) {
  EXPECT_EQ(EscapeInvalidUtf8(""), "");
  EXPECT_EQ(EscapeInvalidUtf8("a%20报.txt"), "a%20报.txt");
  EXPECT_EQ(EscapeInvalidUtf8("报\xFF"
                              "a\x01"),
            "报%ffa\x01");
  EXPECT_EQ(DocumentName("in/\xB1\xA8.txt"), "%b1%a8");
}

TEST_F(FilesTest, WhatCannotBeReadIsNamedAndTheRestGoesOn) {
  Write("a.txt");
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  fs::create_symlink(folder_ / "gone", folder_ / "dangling");
  const FileList list = ListFiles({folder_.string(), (folder_ / "missing").string()});
  EXPECT_THAT(Urls(list), ElementsAre("file:a.txt"));
  ASSERT_EQ(list.failed.size(), 3U);
  EXPECT_EQ(list.failed[0].path, (folder_ / "dangling").string());
  EXPECT_EQ(list.failed[1].path, (folder_ / "missing").string());
  for (const FailedFile& failed : list.failed)
    EXPECT_EQ(ReasonOf(failed.status), "UNREADABLE") << failed.path;
}

TEST_F(FilesTest, ForbiddenFilesAndFolders) {
  const std::string path = Write("secret.txt");
  fs::permissions(path, fs::perms::none);
  const FileList list = ListFiles({folder_.string()});
  fs::permissions(path, fs::perms::owner_all);
  if (::geteuid() == 0) {
    EXPECT_EQ(list.files.size(), 1U) << "root reads everything";
  } else {
    ASSERT_EQ(list.failed.size(), 1U);
    EXPECT_EQ(list.failed[0].status.code(), absl::StatusCode::kPermissionDenied);
  }
}

TEST_F(FilesTest, LinkedFoldersDoNotMakeAnEndlessWalk) {
  Write("a/x.txt");
  fs::create_directory_symlink(folder_, folder_ / "a/loop");
  const FileList list = ListFiles({folder_.string()});
  EXPECT_THAT(Urls(list), ElementsAre("file:a/x.txt"));
  EXPECT_THAT(list.linked_folders, ElementsAre((folder_ / "a/loop").string()));
}

TEST_F(FilesTest, TenThousandFiles) {
  for (int i = 0; i < 10000; ++i) std::ofstream(folder_ / std::to_string(i)) << i;
  const FileList list = ListFiles({folder_.string()});
  EXPECT_EQ(list.files.size(), 10000U);
  EXPECT_TRUE(std::is_sorted(list.files.begin(), list.files.end(),
                             [](const LocalFile& a, const LocalFile& b) { return a.path < b.path; }));
}

TEST_F(FilesTest, ReadsBytesWithTheirHash) {
  Write("a.txt", std::string("a\0b", 3));
  const FileList list = ListFiles({folder_.string()});
  ASSERT_OK_AND_ASSIGN(const v1::Document document, ReadDocument(list.files[0], 100));
  EXPECT_EQ(document.content(), std::string("a\0b", 3));
  EXPECT_EQ(document.sha256(), "59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138");
  EXPECT_FALSE(document.has_fetched_at());
}

TEST_F(FilesTest, LargeFilesAreRefusedUnread) {
  const std::string path = Write("big");
  fs::resize_file(path, uint64_t{200} << 20);  // sparse
  const FileList list = ListFiles({path});
  EXPECT_THAT(ReadDocument(list.files[0], uint64_t{32} << 20),
              FailsWith(absl::StatusCode::kInvalidArgument, "TOO_LARGE"));
}

TEST_F(FilesTest, FilesThatGoAwayOrGrow) {
  const std::string path = Write("a.txt", "abc");
  const FileList list = ListFiles({path});
  Write("a.txt", "abcdef");
  EXPECT_THAT(ReadDocument(list.files[0], 100), FailsWith(absl::StatusCode::kInvalidArgument, "UNREADABLE"));
  fs::remove(path);
  EXPECT_THAT(ReadDocument(list.files[0], 100), FailsWith(absl::StatusCode::kNotFound, "UNREADABLE"));
}

TEST_F(FilesTest, ManifestSaysWhereFilesComeFrom) {
  Write("a.txt");
  Write("b.txt");
  const std::string manifest =
      Write("../fazhi_manifest.jsonl",
            "\n{\"file\":\"" + (folder_ / "a.txt").string() +
                "\",\"url\":\"https://x.gov.cn/1\",\"fetched_at\":\"2025-01-02T03:04:05Z\","
                "\"content_type\":\"text/plain\",\"site_code\":\"6222010001\"}\n");
  FileList list = ListFiles({folder_.string()});
  ASSERT_OK(ApplyManifest(manifest, list));
  ASSERT_OK_AND_ASSIGN(const v1::Document document, ReadDocument(list.files[0], 100));
  EXPECT_EQ(document.url(), "https://x.gov.cn/1");
  EXPECT_EQ(document.content_type(), "text/plain");
  EXPECT_EQ(document.site_code(), "6222010001");
  EXPECT_EQ(document.fetched_at().seconds(), 1735787045);
  EXPECT_EQ(list.files[1].url, "file:b.txt");
  fs::remove(manifest);
}

TEST_F(FilesTest, ManifestFaultsNameTheLine) {
  Write("a.txt");
  FileList list = ListFiles({folder_.string()});
  const fs::path manifest = folder_ / ".manifest";
  for (const char* line :
       {"[]", "{", "{\"file\":\"nope.txt\"}", "{\"file\":\"a.txt\",\"uri\":\"x\"}",
        "{\"file\":\"a.txt\",\"url\":3}", "{\"file\":\"a.txt\",\"fetched_at\":\"yesterday\"}",
        "{\"file\":\"a.txt\",\"site_code\":\"6222\"}", "{\"file\":\"a.txt\",\"url\":\"\"}"}) {
    std::ofstream(manifest) << "{\"file\":\"a.txt\"}\n" << line << "\n";
    const absl::Status status = ApplyManifest(manifest.string(), list);
    EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_MANIFEST")) << line;
    EXPECT_THAT(std::string(status.message()), HasSubstr("line 2")) << line;
  }
}

TEST_F(FilesTest, AFileIsReadOnceHoweverItsPathIsSaid) {
  const std::string path = Write("p/a.txt");
  const std::string again = (folder_ / "p" / "." / ".." / "p" / "a.txt").string();
  EXPECT_THAT(Urls(ListFiles({(folder_ / "p").string(), again, path})), ElementsAre("file:a.txt"));
}

TEST_F(FilesTest, AManifestNamesAFileOnce) {
  Write("a.txt");
  FileList list = ListFiles({folder_.string()});
  const std::string manifest = Write(".manifest",
                                     "{\"file\":\"a.txt\",\"url\":\"https://x.gov.cn/1\"}\n"
                                     "{\"file\":\"./a.txt\",\"url\":\"https://x.gov.cn/2\"}\n");
  const absl::Status status = ApplyManifest(manifest, list);
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_MANIFEST"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("./a.txt is named again"));
}

TEST(DocumentName, IsTheFileNameWithoutItsEnding) {
  EXPECT_EQ(DocumentName("a/b/02_shaquan_2024.html"), "02_shaquan_2024");
  EXPECT_EQ(DocumentName("file:x.y.txt"), "x.y");
  EXPECT_EQ(DocumentName("noending"), "noending");
  EXPECT_EQ(DocumentName("dir/.txt"), ".txt");
}

}  // namespace
}  // namespace fazhi
