#include "services/ingestion/referred_content.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/stage/document_reference.h"

namespace fazhi {

absl::StatusOr<std::string> ReferredContent::Content(const v1::DocumentReference& reference,
                                                     const Fetcher::Stop& stop) const {
  if (archive_ == nullptr) return fetcher_->Fetch(reference, stop);
  absl::StatusOr<std::string> kept = archive_->Get(reference.sha256());
  if (kept.ok()) {
    if (kept->size() == reference.size_bytes()) return kept;
    return InvalidInput("REFERENCE_MISMATCH", "reference.size_bytes",
                        absl::StrCat("the content of this SHA-256 has ", kept->size(), " bytes, and ",
                                     reference.size_bytes(), " are said: publish it anew with its size"));
  }
  FAZHI_RETURN_IF_ERROR(fetcher_->Check(reference));
  FAZHI_RETURN_IF_ERROR(ArchiveUnavailable(archive_->CheckRoom(reference.size_bytes())));
  return fetcher_->Fetch(reference, stop);
}

absl::Status ReferredContent::Fill(v1::Document& document, const Fetcher::Stop& stop) const {
  if (!document.has_reference()) return absl::OkStatus();
  FAZHI_RETURN_IF_ERROR(runtime::CheckReferenceOf(document));
  FAZHI_ASSIGN_OR_RETURN(std::string content, Content(document.reference(), stop));
  document.set_content(std::move(content));
  document.set_sha256(document.reference().sha256());
  document.clear_reference();
  return absl::OkStatus();
}

}  // namespace fazhi
