#include "services/ingestion/core/zip_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

constexpr size_t kMostUnpacked = size_t{64} << 20;
constexpr size_t kFreeUnpacked = size_t{8} << 20;
constexpr size_t kMostTimes = 500;
constexpr size_t kMostFiles = 10'000;
constexpr size_t kLongestDirectoryEnd = 65557;  // bytes: the end record and the longest comment

absl::Status Truncated(absl::string_view what) {
  return InvalidInput("TRUNCATED_ARCHIVE", "content",
                      absl::StrCat("the .docx file is not complete (", what,
                                   "): fetch it again, or open it and save it anew"));
}

// `unpacked` counts the bytes of all files of the archive that were read.
absl::Status ReadFile(archive* reader, absl::string_view name, size_t packed, size_t& unpacked,
                      std::string& out) {
  for (;;) {
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(reader, &block, &size, &offset);
    if (result == ARCHIVE_EOF) return absl::OkStatus();
    if (result != ARCHIVE_OK) return Truncated(absl::StrCat(name, " ends early or is damaged"));
    unpacked += size;
    if (unpacked > kMostUnpacked || (unpacked > kFreeUnpacked && unpacked / kMostTimes > packed)) {
      return InvalidInput(
          "DOCX_BOMB", "content",
          absl::StrCat("the archive unpacks to over ", unpacked - size, " bytes, the last of ", name,
                       ": no report is like that; save its text and give that"));
    }
    out.append(static_cast<const char*>(block), size);
  }
}

}  // namespace

absl::StatusOr<ZipFiles> UnzipFiles(absl::string_view bytes, const std::vector<std::string>& names) {
  const size_t tail = bytes.size() - std::min(bytes.size(), kLongestDirectoryEnd);
  if (bytes.substr(tail).rfind(absl::string_view("PK\x05\x06", 4)) == absl::string_view::npos) {
    return Truncated("its directory is missing");
  }
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip_seekable(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return Truncated("its directory is damaged");
  ZipFiles result;
  size_t unpacked = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int next = archive_read_next_header(reader.get(), &entry);
    if (next == ARCHIVE_EOF) break;
    if (next != ARCHIVE_OK && next != ARCHIVE_WARN) return Truncated("its directory is damaged");
    const char* const path = archive_entry_pathname(entry);
    if (path == nullptr) continue;
    if (result.names.size() >= kMostFiles) {
      return InvalidInput("DOCX_BOMB", "content",
                          "the archive holds more than 10,000 files: no report is like that");
    }
    result.names.emplace_back(path);
    if (std::find(names.begin(), names.end(), path) == names.end()) continue;
    if (archive_entry_is_encrypted(entry) != 0) {
      return InvalidInput("ENCRYPTED", "content",
                          absl::StrCat(path, " is encrypted: save the document without a password"));
    }
    const auto added = result.files.try_emplace(path);
    if (!added.second) {
      return InvalidInput("DOCX_BOMB", "content",
                          absl::StrCat("the archive holds ", path, " twice: open the file and save it anew"));
    }
    const absl::Status read = ReadFile(reader.get(), path, bytes.size(), unpacked, added.first->second);
    if (!read.ok()) return read;
  }
  return result;
}

}  // namespace fazhi
