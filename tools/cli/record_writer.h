#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"
#include "tools/cli/table.h"

namespace fazhi {

// Takes the bytes of an output in pieces; an error ends the writing.
using ByteSink = std::function<absl::Status(absl::string_view)>;

// Writes records (flat JSON objects with the same keys) in one of the formats that `query` and `export`
// offer:
//   text   a table of the columns named, or lines of each record, for people
//   jsonl  one JSON object a line, every field
//   csv    RFC 4180 with a head line and CRLF, every column named in `csv_keys`, UTF-8 with a byte order mark
//   so that Excel
//          reads it; text that a spreadsheet would take for a formula gets a leading apostrophe
// Not thread-safe.
class RecordWriter {
 public:
  struct TextColumn {
    std::string key;
    Table::Column column;
  };
  struct Layout {
    std::vector<std::string> csv_keys;
    std::vector<TextColumn> text;
    // When set, text is not a table but what this says of each record.
    std::string (*said)(const nlohmann::ordered_json& record) = nullptr;
  };
  enum class Format { kText, kJsonl, kCsv };

  RecordWriter(Format format, const Layout& layout, ByteSink sink);
  absl::Status Add(const nlohmann::ordered_json& record);
  // Writes what is still held back (the table). To be called once, last.
  absl::Status Finish();

 private:
  Format format_;
  const Layout& layout_;
  ByteSink sink_;
  Table table_;
  bool head_written_ = false;
  bool said_any_ = false;
};

// A file that appears at `path` whole or not at all: written beside it, flushed, and renamed by Commit.
// Without Commit it leaves nothing. Errors: RESOURCE_EXHAUSTED/DISK_FULL, PERMISSION_DENIED/CANNOT_WRITE. Not
// thread-safe.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  absl::Status Write(absl::string_view bytes);
  absl::Status Commit();

 private:
  absl::Status Error() const;
  void Flush();
  std::string path_;
  std::string temporary_;
  std::string buffer_;
  int file_ = -1;
  int error_ = 0;
};

// Standard output as a sink. What it takes is buffered: FlushStdout tells whether it got there.
absl::Status WriteToStdout(absl::string_view bytes);

// Writes out what is buffered of standard output, whoever printed it. An error that WriteToStdout has given
// already is not given again.
absl::Status FlushStdout();

}  // namespace fazhi
