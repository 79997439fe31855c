#include "services/runtime/process/log.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace fazhi::runtime {
namespace {

std::string OneLine(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\n", " | "}, {"\r", " "}});
}

}  // namespace

Log::Log(std::string program, Format format) : program_(std::move(program)), format_(format) {}

void Log::Write(absl::string_view severity, absl::string_view message, Fields fields) const {
  const std::string time = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone());
  std::string line;
  if (format_ == Format::kJson) {
    nlohmann::ordered_json json;
    json["time"] = time;
    json["severity"] = std::string(severity);
    json["program"] = program_;
    json["message"] = std::string(message);
    for (const auto& [name, value] : fields) json[std::string(name)] = value;
    line = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  } else {
    line = absl::StrCat(time, " ", severity, " ", program_, ": ", OneLine(message));
    for (const auto& [name, value] : fields) absl::StrAppend(&line, " ", name, "=", OneLine(value));
  }
  line.push_back('\n');
  // One write, so that lines of several threads do not mix.
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace fazhi::runtime
