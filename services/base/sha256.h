#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace fazhi {

// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. Pure and thread-safe.
std::string Sha256Hex(absl::string_view bytes);

}  // namespace fazhi
