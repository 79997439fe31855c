#pragma once

#include "absl/status/status.h"
#include "fazhi/v1/document.pb.h"
#include "services/runtime/archive/file_archive.h"
#include "services/runtime/fetch/fetcher.h"

namespace fazhi {

// What documents refer to: out of the archive where it was fetched before, and else from where it lies. So a
// document that is read again, by a newer release or into an empty database, needs nobody's server. Nothing
// is fetched that could not be kept. Thread-safe.
class ReferredContent {
 public:
  // `archive`, which the stage keeps documents in, is null where nothing is kept. Both must outlive it.
  ReferredContent(const Fetcher* fetcher, const FileArchive* archive)
      : fetcher_(fetcher), archive_(archive) {}

  // Puts in the place of a document's reference what it refers to; a document without one stays as it is.
  // Errors that stay: Fetcher::Fetch's, and INVALID_ARGUMENT for a document that contradicts its reference,
  // BAD_REFERENCE or HASH_DIFFERS. Errors that pass: Fetch's, and UNAVAILABLE/ARCHIVE_UNAVAILABLE.
  absl::Status Fill(v1::Document& document, const Fetcher::Stop& stop = nullptr) const;

 private:
  absl::StatusOr<std::string> Content(const v1::DocumentReference& reference,
                                      const Fetcher::Stop& stop) const;

  const Fetcher* const fetcher_;
  const FileArchive* const archive_;
};

}  // namespace fazhi
