#include "services/runtime/stage/document_reference.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"

namespace fazhi::runtime {
namespace {

constexpr size_t kMostUrlBytes = 8192;

absl::Status Bad(absl::string_view field, absl::string_view message) {
  return InvalidInput("BAD_REFERENCE", field, message);
}

}  // namespace

absl::Status CheckForm(const v1::DocumentReference& reference) {
  if (reference.https_url().empty() || reference.https_url().size() > kMostUrlBytes) {
    return Bad("reference.https_url",
               absl::StrCat("a URL of ", reference.https_url().size(),
                            " bytes: give https://host/path, of at most ", kMostUrlBytes, " bytes"));
  }
  if (reference.size_bytes() == 0) {
    return Bad("reference.size_bytes", "the size is not said: give the document's number of bytes");
  }
  if (!IsSha256Hex(reference.sha256())) {
    return Bad("reference.sha256", "no SHA-256: give 64 lower-case hexadecimal digits");
  }
  return absl::OkStatus();
}

absl::Status CheckReferenceOf(const v1::Document& document) {
  if (!document.content().empty()) {
    return Bad("reference", "the document has both content and a reference: give one of them");
  }
  FAZHI_RETURN_IF_ERROR(CheckForm(document.reference()));
  if (!document.sha256().empty() && document.sha256() != document.reference().sha256()) {
    return InvalidInput("HASH_DIFFERS", "sha256",
                        absl::StrCat("the reference's SHA-256 is ", document.reference().sha256(),
                                     ", the document's another: leave one out"));
  }
  return absl::OkStatus();
}

}  // namespace fazhi::runtime
