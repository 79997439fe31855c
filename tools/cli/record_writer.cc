#include "tools/cli/record_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kBufferBytes = size_t{1} << 16;
// Whether WriteToStdout has failed; commands print from one thread.
bool stdout_failed = false;
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

std::vector<Table::Column> ColumnsOf(const RecordWriter::Layout& layout) {
  std::vector<Table::Column> columns;
  for (const RecordWriter::TextColumn& column : layout.text) columns.push_back(column.column);
  return columns;
}

std::string Plain(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const Json& item : value) absl::StrAppend(&text, text.empty() ? "" : " ", Plain(item));
  return text;
}

std::string CsvCell(const Json& value) {
  std::string text = Plain(value);
  if (value.is_string() && !text.empty() && strchr("=+-@\t\r", text[0]) != nullptr) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

absl::Status CannotWrite(const std::string& path, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return ErrorWithReason(absl::StatusCode::kResourceExhausted, "DISK_FULL", "path",
                           absl::StrCat("no space left for ", path, "; free some and run again"));
  }
  return ErrorWithReason(absl::StatusCode::kPermissionDenied, "CANNOT_WRITE", "path",
                         absl::StrCat("cannot write ", path, ": ", std::strerror(error)));
}

}  // namespace

RecordWriter::RecordWriter(Format format, const Layout& layout, ByteSink sink)
    : format_(format), layout_(layout), sink_(std::move(sink)), table_(ColumnsOf(layout)) {}

absl::Status RecordWriter::Add(const Json& record) {
  switch (format_) {
    case Format::kText: {
      if (layout_.said != nullptr) {
        said_any_ = true;
        return sink_(layout_.said(record));
      }
      std::vector<std::string> cells;
      for (const TextColumn& column : layout_.text) {
        auto it = record.find(column.key);
        cells.push_back(it == record.end() ? "" : Plain(*it));
      }
      table_.AddRow(std::move(cells));
      return absl::OkStatus();
    }
    case Format::kJsonl:
      return sink_(absl::StrCat(record.dump(-1, ' ', false, Json::error_handler_t::replace), "\n"));
    case Format::kCsv: {
      std::string line;
      if (!head_written_) {
        line = absl::StrCat(kByteOrderMark, absl::StrJoin(layout_.csv_keys, ","), "\r\n");
        head_written_ = true;
      }
      for (size_t k = 0; k < layout_.csv_keys.size(); ++k) {
        auto it = record.find(layout_.csv_keys[k]);
        absl::StrAppend(&line, k == 0 ? "" : ",", it == record.end() ? "" : CsvCell(*it));
      }
      return sink_(line + "\r\n");
    }
  }
  return absl::OkStatus();
}

absl::Status RecordWriter::Finish() {
  if (said_any_) return absl::OkStatus();
  if (format_ == Format::kText) return sink_(table_.empty() ? "nothing found\n" : table_.ToString());
  if (format_ == Format::kCsv && !head_written_) {
    return sink_(absl::StrCat(kByteOrderMark, absl::StrJoin(layout_.csv_keys, ","), "\r\n"));
  }
  return absl::OkStatus();
}

AtomicFile::AtomicFile(std::string path)
    : path_(std::move(path)), temporary_(absl::StrCat(path_, ".", getpid(), ".tmp")) {
  file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) error_ = errno;
}

AtomicFile::~AtomicFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(temporary_.c_str());
}

absl::Status AtomicFile::Error() const { return error_ == 0 ? absl::OkStatus() : CannotWrite(path_, error_); }

void AtomicFile::Flush() {
  for (size_t at = 0; error_ == 0 && at < buffer_.size();) {
    const ssize_t size = ::write(file_, buffer_.data() + at, buffer_.size() - at);
    if (size >= 0) {
      at += static_cast<size_t>(size);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
}

absl::Status AtomicFile::Write(absl::string_view bytes) {
  buffer_.append(bytes.data(), bytes.size());
  if (buffer_.size() >= kBufferBytes) Flush();
  return Error();
}

absl::Status AtomicFile::Commit() {
  Flush();
  if (error_ == 0 && ::fsync(file_) != 0) error_ = errno;
  if (error_ != 0) return Error();
  const bool closed = ::close(file_) == 0;
  file_ = -1;
  if (!closed || std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    error_ = errno;
    ::unlink(temporary_.c_str());
  }
  return Error();
}

absl::Status WriteToStdout(absl::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size()) return absl::OkStatus();
  stdout_failed = true;
  return CannotWrite("standard output", errno);
}

absl::Status FlushStdout() {
  if (stdout_failed) return absl::OkStatus();
  errno = 0;
  // The error of a print that nobody looked at stays with the stream.
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return absl::OkStatus();
  return CannotWrite("standard output", errno == 0 ? EIO : errno);
}

}  // namespace fazhi
