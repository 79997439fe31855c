#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// A text's bytes in UTF-8, and what they were before.
struct DecodedText {
  std::string utf8;       // well-formed, without byte order mark
  std::string charset;    // its IANA name
  uint32_t replaced = 0;  // undecodable sequences that became U+FFFD
};

// Decodes a text of unknown, declared or wrongly declared character set: UTF-8, UTF-16, GB18030 with its
// subsets, Big5. A byte order mark decides; then well-formed UTF-8 with anything beyond ASCII in it is UTF-8
// whatever was declared; else the declarations (`content_type`'s charset, then <meta charset>) and ICU's
// detector propose, and the decoding that reads most like Chinese is taken. INVALID_ARGUMENT with reason
// UNDECODABLE, naming the first bad byte's offset, when sequences of more than 0.1 % of the bytes cannot be
// decoded; fewer are replaced and counted. Pure and thread-safe.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes, absl::string_view content_type);

// `GB18030` for gb2312, gbk, x-gbk, cp936 and the like; `UTF-8`, `UTF-16LE`, `UTF-16BE`, `Big5` likewise;
// empty for any other.
std::string CanonicalCharset(absl::string_view name);

}  // namespace fazhi
