#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace fazhi {

// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. Pure and thread-safe.
std::string Sha256Hex(absl::string_view bytes);

// Whether it is written as Sha256Hex writes one.
bool IsSha256Hex(absl::string_view text);

}  // namespace fazhi
