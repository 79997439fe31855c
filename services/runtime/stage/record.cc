#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

absl::string_view HeaderValue(const Headers& headers, absl::string_view name) {
  for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
    if (header->first == name) return header->second;
  }
  return {};
}

}  // namespace fazhi::runtime
