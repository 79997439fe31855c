#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace fazhi::runtime {

// The settings of a service, as flags (`--grpc_address=…`) or variables of the environment
// (FAZHI_GRPC_ADDRESS; a flag goes before it). All that is wrong with them is told at once, each with the
// setting's name and what it accepts. Not thread-safe.
class Flags {
 public:
  Flags(const std::string& program, const std::string& description);
  ~Flags();

  // Each adds a setting whose default is the value as it is. The values must live until Parse returns.
  void String(const std::string& name, std::string* value, const std::string& help);
  void Choice(const std::string& name, std::string* value, std::vector<std::string> choices,
              const std::string& help);
  void Integer(const std::string& name, int64_t* value, int64_t least, int64_t most, const std::string& help);
  // `1.5s`, `200ms`, `2m`, `inf`.
  void Duration(const std::string& name, absl::Duration* value, absl::Duration least, absl::Duration most,
                const std::string& help);
  // A check over the settings `of`, run when each of them by itself was accepted. A line of its message for
  // each fault, which names the setting.
  void Check(std::vector<std::string> of, std::function<absl::Status()> check);

  // Whether somebody has set it, from when Parse runs the checks on; and how messages call it.
  bool Given(const std::string& name) const;
  std::string Title(const std::string& name) const;

  // Sets the values: true. `--help` and `--version` print and give false. INVALID_ARGUMENT/BAD_SETTINGS
  // with a line for each fault.
  absl::StatusOr<bool> Parse(int argc, const char* const* argv);

 private:
  struct App;
  // Reads a value; false when it is not accepted.
  using Reader = std::function<bool(const std::string& text)>;
  void Add(const std::string& name, const std::string& standard, const std::string& accepts,
           const std::string& help, Reader read);

  std::unique_ptr<App> app_;
  struct CheckOf {
    std::vector<std::string> names;
    std::function<absl::Status()> check;
  };
  std::vector<CheckOf> checks_;
};

}  // namespace fazhi::runtime
