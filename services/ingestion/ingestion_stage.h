#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/runtime/stage/derive.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi {

// What the stage needs of the world. All are called on several threads at once.
struct IngestionEdges {
  // Ingest, in this process or in another (ParserPool).
  std::function<absl::StatusOr<v1::Report>(const v1::Document&)> ingest;
  // Keeps a document's bytes; called before its report is published, and for one that was fetched before it
  // is ingested; safe to repeat. Null: nothing is kept. Whatever error it gives, the document is tried again.
  std::function<absl::Status(absl::string_view bytes)> archive;
  // Puts what a document's reference refers to in its place (ReferredContent); called before the others.
  // Null: a document that is a reference is refused.
  std::function<absl::Status(v1::Document&)> fetch = nullptr;
};

// The stage on records of `fazhi.documents`: a document becomes its report, under the key of its prefecture;
// withdrawals and check records are passed on.
runtime::StageLoop::Function IngestionStage(IngestionEdges edges, runtime::DeriveOptions options);

// The key of a report's record, which keeps a prefecture together: the four digits of its prefecture, a
// province's two digits and 00, 0000 when the region is not known.
std::string PrefectureKey(const v1::Report& report);

}  // namespace fazhi
