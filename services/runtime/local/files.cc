#include "services/runtime/local/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/time_util.h"
#include "nlohmann/json.hpp"
#include "services/base/document_url.h"
#include "services/base/errors.h"
#include "services/base/plausible_time.h"
#include "services/base/sha256.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;

absl::Status Unreadable(absl::string_view path, int error) {
  const absl::StatusCode code = error == ENOENT   ? absl::StatusCode::kNotFound
                                : error == EACCES ? absl::StatusCode::kPermissionDenied
                                                  : absl::StatusCode::kInvalidArgument;
  return ErrorWithReason(code, "UNREADABLE", "path",
                         absl::StrCat("cannot read ", path, ": ", std::strerror(error),
                                      "; check the path and that this user may read it"));
}

bool Hidden(const std::string& name) { return name.size() > 1 && name[0] == '.' && name != ".."; }

// What lies beside documents in a crawl's or a collection's folder and is none.
bool BesideDocuments(const std::string& name) {
  static const auto* const endings = new absl::flat_hash_set<std::string>{
      // data and lists
      ".csv", ".json", ".jsonl", ".ndjson", ".log", ".tsv", ".yaml", ".yml",
      // what a page loads
      ".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".eot",
      // pictures, sound and film
      ".avi", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".mp3", ".mp4", ".png", ".svg", ".webp",
      // programs and databases
      ".db", ".db-shm", ".db-wal", ".py", ".sh", ".sqlite"};
  const fs::path path(name);
  if (endings->contains(absl::AsciiStrToLower(path.extension().string()))) return true;
  const bool lock = absl::StartsWith(name, "~$");  // of a document that is open in Word
  return lock || path.stem() == "README" || path.stem() == "LICENSE";
}

class Walker {
 public:
  explicit Walker(FileList& list) : list_(list) {}

  // `path` was found below a given folder whose name takes up the first `root_size` bytes; 0 for a path given
  // by itself.
  void Visit(const std::string& path, size_t root_size) {
    struct stat info;
    const bool given = root_size == 0;
    if ((given ? ::stat(path.c_str(), &info) : ::lstat(path.c_str(), &info)) != 0) return Fail(path, errno);
    if (S_ISLNK(info.st_mode)) {
      if (::stat(path.c_str(), &info) != 0) return Fail(path, errno);
      if (S_ISDIR(info.st_mode)) {
        list_.linked_folders.push_back(path);
        return;
      }
    }
    if (S_ISDIR(info.st_mode))
      return VisitFolder(path, given ? path.size() + (path.back() != '/') : root_size);
    if (!S_ISREG(info.st_mode)) {
      list_.failed.push_back(
          {path, InvalidInput("UNREADABLE", "path",
                              absl::StrCat(path, " is no regular file; save it to one first"))});
      return;
    }
    if (::access(path.c_str(), R_OK) != 0) return Fail(path, errno);
    LocalFile file;
    file.path = path;
    file.url = absl::StrCat(
        "file:", EscapeInvalidUtf8(given ? fs::path(path).filename().string() : path.substr(root_size)));
    file.size_bytes = static_cast<uint64_t>(info.st_size);
    file.modified = absl::TimeFromTimespec(info.st_mtim);
    const bool beside = !given && BesideDocuments(fs::path(path).filename().string());
    (beside ? list_.passed_over : list_.files).push_back(std::move(file));
  }

 private:
  void VisitFolder(const std::string& folder, size_t root_size) {
    std::error_code error;
    fs::directory_iterator it(folder, error);
    if (error) return Fail(folder, error.value());
    std::vector<std::string> names;
    for (; it != fs::directory_iterator(); it.increment(error))
      names.push_back(it->path().filename().string());
    // A listing that ends in an error is short: what it gave is read, and the folder is named.
    if (error) Fail(folder, error.value());
    for (const std::string& name : names) {
      if (!Hidden(name)) Visit(absl::StrCat(folder, absl::EndsWith(folder, "/") ? "" : "/", name), root_size);
    }
  }

  void Fail(const std::string& path, int error) { list_.failed.push_back({path, Unreadable(path, error)}); }

  FileList& list_;
};

struct ByPath {
  template <typename File>
  bool operator()(const File& a, const File& b) const {
    return a.path < b.path;
  }
};

// In order of the paths, each file once however its path is said (p/a, ./p/a).
void Tidy(std::vector<LocalFile>& files) {
  std::stable_sort(files.begin(), files.end(), ByPath());
  absl::flat_hash_set<std::string> seen;
  auto again = [&seen](const LocalFile& file) {
    return !seen.insert(fs::path(file.path).lexically_normal().string()).second;
  };
  files.erase(std::remove_if(files.begin(), files.end(), again), files.end());
}

}  // namespace

FileList ListFiles(const std::vector<std::string>& paths) {
  FileList list;
  Walker walker(list);
  for (const std::string& path : paths) {
    if (path.empty()) {
      list.failed.push_back({path, InvalidInput("UNREADABLE", "path", "an empty path")});
    } else {
      walker.Visit(path, 0);
    }
  }
  Tidy(list.files);
  Tidy(list.passed_over);
  // Those that are given by themselves too are read.
  std::vector<LocalFile> others;
  std::set_difference(list.passed_over.begin(), list.passed_over.end(), list.files.begin(), list.files.end(),
                      std::back_inserter(others), ByPath());
  list.passed_over = std::move(others);
  std::stable_sort(list.failed.begin(), list.failed.end(), ByPath());
  std::sort(list.linked_folders.begin(), list.linked_folders.end());
  return list;
}

absl::Status ApplyManifest(const std::string& manifest_path, FileList& list) {
  std::ifstream in(manifest_path);
  if (!in) return Unreadable(manifest_path, errno);
  absl::flat_hash_map<std::string, LocalFile*> by_path;
  for (auto* files : {&list.passed_over, &list.files}) {
    for (LocalFile& file : *files) by_path[fs::path(file.path).lexically_normal().string()] = &file;
  }
  absl::flat_hash_set<std::string> named;
  const fs::path folder = fs::path(manifest_path).parent_path();
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    auto bad = [&](absl::string_view why) {
      return InvalidInput("BAD_MANIFEST", "manifest",
                          absl::StrCat(manifest_path, " line ", number, ": ", why));
    };
    const auto row = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!row.is_object()) return bad("not a JSON object");
    for (const auto& [key, value] : row.items()) {
      if (key != "file" && key != "url" && key != "fetched_at" && key != "content_type" &&
          key != "site_code") {
        return bad(absl::StrCat("unknown key ", key,
                                "; file, url, fetched_at, content_type and site_code are known"));
      }
      if (!value.is_string()) return bad(absl::StrCat(key, " is no string"));
    }
    const std::string name = row.value("file", "");
    auto it = by_path.find((folder / name).lexically_normal().string());
    if (it == by_path.end()) it = by_path.find(fs::path(name).lexically_normal().string());
    if (it == by_path.end())
      return bad(absl::StrCat("no file \"", name,
                              "\" among the paths given; names are relative to the "
                              "manifest's folder"));
    LocalFile& file = *it->second;
    const std::string fetched_at = row.value("fetched_at", "");
    google::protobuf::Timestamp time;
    if (!fetched_at.empty() && !google::protobuf::util::TimeUtil::FromString(fetched_at, &time)) {
      return bad(absl::StrCat("fetched_at is no RFC 3339 time, such as 2024-03-28T10:00:00Z: ", fetched_at));
    }
    if (!fetched_at.empty()) {
      const absl::Status plausible = CheckPlausibleTime(time.seconds(), "fetched_at", absl::Now());
      if (!plausible.ok()) return bad(plausible.message());
    }
    if (row.contains("url")) file.url = row.value("url", "");
    const absl::Status url = CheckDocumentUrl(file.url, "url");
    if (!url.ok()) return bad(url.message());
    file.fetched_at = fetched_at;
    file.content_type = row.value("content_type", "");
    file.site_code = row.value("site_code", "");
    const bool digits = std::all_of(file.site_code.begin(), file.site_code.end(), absl::ascii_isdigit);
    if (!digits || (!file.site_code.empty() && file.site_code.size() != 10))
      return bad(absl::StrCat("site_code is not the ten digits of a 网站标识码: ", file.site_code));
    if (!named.insert(file.path).second) return bad(absl::StrCat(name, " is named again; give it one line"));
  }
  const auto others = std::stable_partition(list.passed_over.begin(), list.passed_over.end(),
                                            [&](const LocalFile& file) { return named.contains(file.path); });
  std::move(list.passed_over.begin(), others, std::back_inserter(list.files));
  list.passed_over.erase(list.passed_over.begin(), others);
  Tidy(list.files);
  return absl::OkStatus();
}

absl::StatusOr<v1::Document> ReadDocument(const LocalFile& file, uint64_t max_bytes,
                                          absl::string_view remedy) {
  if (file.size_bytes > max_bytes) {
    return InvalidInput(
        "TOO_LARGE", "content",
        absl::StrCat(file.size_bytes, " bytes are above the limit of ", max_bytes, "; ", remedy));
  }
  std::unique_ptr<FILE, int (*)(FILE*)> in(std::fopen(file.path.c_str(), "rb"), &std::fclose);
  if (in == nullptr) return Unreadable(file.path, errno);
  v1::Document document;
  std::string& content = *document.mutable_content();
  content.resize(file.size_bytes + 1);  // one more, to notice a file that grows
  const size_t read = std::fread(&content[0], 1, content.size(), in.get());
  if (std::ferror(in.get())) return Unreadable(file.path, errno);
  if (read > file.size_bytes) {
    return ErrorWithReason(absl::StatusCode::kInvalidArgument, "UNREADABLE", "content",
                           absl::StrCat(file.path, " grew while it was read; run again when it is complete"));
  }
  content.resize(read);
  document.set_url(file.url);
  document.set_content_type(file.content_type);
  document.set_site_code(file.site_code);
  document.set_sha256(Sha256Hex(content));
  if (!file.fetched_at.empty()) {
    google::protobuf::util::TimeUtil::FromString(file.fetched_at, document.mutable_fetched_at());
  }
  return document;
}

std::string EscapeInvalidUtf8(absl::string_view name) {
  std::string escaped;
  for (size_t bad; (bad = FindInvalidUtf8(name)) != absl::string_view::npos; name.remove_prefix(bad + 1)) {
    absl::StrAppend(&escaped, name.substr(0, bad), "%",
                    absl::Hex(static_cast<unsigned char>(name[bad]), absl::kZeroPad2));
  }
  absl::StrAppend(&escaped, name);
  return escaped;
}

std::string DocumentName(absl::string_view path_or_url) {
  const size_t slash = path_or_url.find_last_of('/');
  absl::string_view name = slash == absl::string_view::npos ? path_or_url : path_or_url.substr(slash + 1);
  if (slash == absl::string_view::npos) absl::ConsumePrefix(&name, "file:");
  const size_t dot = name.find_last_of('.');
  return EscapeInvalidUtf8(dot == absl::string_view::npos || dot == 0 ? name : name.substr(0, dot));
}

}  // namespace fazhi
