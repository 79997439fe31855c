#include "services/base/document_url.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

// RFC 3986, 3.1.
bool IsScheme(absl::string_view text) {
  return !text.empty() && absl::ascii_isalpha(static_cast<unsigned char>(text[0])) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '+' || c == '-' || c == '.';
         });
}

bool IsDocumentUrl(absl::string_view url) {
  if (absl::StartsWith(url, "file:")) return url.size() > 5;  // a path has whatever its file system takes
  if (std::any_of(url.begin(), url.end(), [](unsigned char c) { return absl::ascii_iscntrl(c); }))
    return false;
  const size_t colon = url.find("://");
  if (colon == absl::string_view::npos || !IsScheme(url.substr(0, colon))) return false;
  const absl::string_view host = url.substr(colon + 3);
  return !host.empty() && host[0] != '/' && host[0] != ' ';
}

}  // namespace

absl::Status CheckDocumentUrl(absl::string_view url, absl::string_view field) {
  if (IsDocumentUrl(url)) return absl::OkStatus();
  return InvalidInput("BAD_URL", field,
                      absl::StrCat("`", absl::Utf8SafeCHexEscape(Shown(url)),
                                   "` is no URL: give where the document was fetched from, like "
                                   "https://host/path (a local file has file: and its path)"));
}

}  // namespace fazhi
