#include "services/runtime/rpc/page_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"

namespace fazhi::runtime {
namespace {

constexpr char kSeparator = '\x1f';
constexpr size_t kDigits = 16;

std::string Fingerprint(absl::string_view query) { return Sha256Hex(query).substr(0, kDigits); }

}  // namespace

std::string MakePageToken(absl::string_view query, const std::vector<std::string>& last_key) {
  const std::string separator(1, kSeparator);
  return absl::WebSafeBase64Escape(
      absl::StrCat(Fingerprint(query), separator, absl::StrJoin(last_key, separator)));
}

absl::StatusOr<std::vector<std::string>> ReadPageToken(absl::string_view query, absl::string_view token) {
  if (token.empty()) return std::vector<std::string>();
  std::string bytes;
  if (absl::WebSafeBase64Unescape(token, &bytes)) {
    std::vector<std::string> parts = absl::StrSplit(bytes, kSeparator);
    if (parts.size() >= 2 && parts[0] == Fingerprint(query)) {
      parts.erase(parts.begin());
      return parts;
    }
  }
  return InvalidInput("BAD_PAGE_TOKEN", "page_token",
                      "this page token was not given for this query; begin with an empty one");
}

absl::StatusOr<size_t> PageSize(uint32_t asked, uint32_t standard, uint32_t most) {
  if (asked > most) {
    return InvalidInput("BAD_PAGE_SIZE", "page_size",
                        absl::StrCat("a page has at most ", most, " rows; asked for ", asked));
  }
  return size_t{asked == 0 ? standard : asked};
}

}  // namespace fazhi::runtime
