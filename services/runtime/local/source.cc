#include "services/runtime/local/source.h"

#include "absl/time/clock.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/plausible_time.h"
#include "services/base/status_macros.h"

namespace fazhi {

absl::StatusOr<v1::Document> FileSource::Load(size_t i) const {
  const LocalFile& file = files_[i];
  FAZHI_ASSIGN_OR_RETURN(v1::Document document, ReadDocument(file, max_bytes_));
  if (!document.has_fetched_at() &&
      CheckPlausibleTime(absl::ToUnixSeconds(file.modified), "fetched_at", absl::Now()).ok()) {
    *document.mutable_fetched_at() =
        google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(file.modified));
  }
  return document;
}

absl::StatusOr<v1::Document> ArchiveSource::Load(size_t i) const {
  const v1::DocumentRef& ref = documents_[i].document;
  v1::Document document;
  FAZHI_ASSIGN_OR_RETURN(*document.mutable_content(), archive_.Get(ref.sha256()));
  document.set_url(ref.url());
  document.set_sha256(ref.sha256());
  document.set_content_type(ref.content_type());
  document.set_parent_url(ref.parent_url());
  document.set_title_hint(ref.title_hint());
  document.set_site_code(ref.site_code());
  if (ref.has_fetched_at()) *document.mutable_fetched_at() = ref.fetched_at();
  return document;
}

}  // namespace fazhi
