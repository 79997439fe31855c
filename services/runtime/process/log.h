#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace fazhi::runtime {

// A service's log: one line on stderr for each start, stop, change of state and error; none for a record or a
// call that went well. Thread-safe.
class Log {
 public:
  enum class Format { kPlain, kJson };
  using Fields = std::initializer_list<std::pair<absl::string_view, std::string>>;

  Log(std::string program, Format format);

  void Info(absl::string_view message, Fields fields = {}) const { Write("INFO", message, fields); }
  void Error(absl::string_view message, Fields fields = {}) const { Write("ERROR", message, fields); }
  // `severity` is DEBUG, INFO, WARNING or ERROR.
  void Write(absl::string_view severity, absl::string_view message, Fields fields) const;

 private:
  const std::string program_;
  const Format format_;
};

}  // namespace fazhi::runtime
