#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "fazhi/v1/document.pb.h"

namespace fazhi {

// Documents that lie in files: what there is, under which URL, and their bytes. Everything here touches the
// disk; nothing throws. Thread-safe.

// One file to be read.
struct LocalFile {
  std::string path;
  // `file:` plus the path below the folder that was given; of a file given by itself, its name. Bytes that
  // are not UTF-8 are escaped. A manifest may say another.
  std::string url;
  // Only a manifest knows these: media type, RFC 3339 time of the fetch, and the site.
  std::string content_type;
  std::string fetched_at;
  // The site's 网站标识码: ten digits, the first six a code of GB/T 2260.
  std::string site_code;
  uint64_t size_bytes = 0;
  absl::Time modified = absl::InfinitePast();
};

// Something that was asked for and cannot be read.
struct FailedFile {
  std::string path;
  absl::Status status;
};

struct FileList {
  // All in byte order of their paths; a file is there once.
  std::vector<LocalFile> files;
  std::vector<FailedFile> failed;
  // Found in a folder, and by their names no documents: data, pictures, what pages load, README, LICENSE.
  std::vector<LocalFile> passed_over;
  // Links to folders below the paths given, which are not followed.
  std::vector<std::string> linked_folders;
};

// The files at `paths`, folders walked to the bottom. Hidden files and folders (a leading dot) are passed
// over; so is what by its name is no document, unless it is given by itself. A path that is not there
// (NOT_FOUND), a folder or file that may not be read (PERMISSION_DENIED) and things that are no files (pipes,
// devices) are `failed`; the rest goes on. Links to folders are not followed below the given paths, so that
// no walk is endless.
FileList ListFiles(const std::vector<std::string>& paths);

// Applies a manifest: JSON lines with `file` (relative to the manifest's folder, or as in the list), and any
// of `url`, `fetched_at` (RFC 3339), `content_type` and `site_code`. A file that was passed over and that it
// names is to be read. INVALID_ARGUMENT with reason BAD_MANIFEST and the line's number for a line that is not
// such an object, or a file that is not in the list.
absl::Status ApplyManifest(const std::string& manifest_path, FileList& list);

// Reads a document, with URL, bytes, SHA-256 and what the manifest said. A file above `max_bytes` is refused
// by its size, without being read: INVALID_ARGUMENT, reason TOO_LARGE, with what can be done as `remedy`
// says. A file that cannot be read: reason UNREADABLE.
absl::StatusOr<v1::Document> ReadDocument(
    const LocalFile& file, uint64_t max_bytes,
    absl::string_view remedy = "split the file, or raise the limit by --max-bytes");

// A file's name may hold any bytes (GBK out of old archives); a URL and a record are UTF-8. Bytes that do not
// belong to a well-formed sequence become %XX in lower case, everything else stays.
std::string EscapeInvalidUtf8(absl::string_view name);

// The file's name without its ending, escaped like that: how the command-line forms name a document.
std::string DocumentName(absl::string_view path_or_url);

}  // namespace fazhi
