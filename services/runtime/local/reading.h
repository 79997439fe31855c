#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"

namespace fazhi {

// Everything that the stages make of one document.
struct Reading {
  v1::ObservationSet set;
  std::vector<v1::Finding> findings;
};

struct ReadOptions {
  bool explain = false;
  size_t max_bytes = size_t{32} << 20;
};

// Ingest, Segment and Extract one after the other. Thread-safe. Errors are the stages'.
absl::StatusOr<v1::ObservationSet> ReadSet(const v1::Document& document, const ReadOptions& options = {});

// The same and FindWithin: the pure stages one after the other: Ingest, Segment, Extract, FindWithin.
// Thread-safe. Errors are the stages'.
absl::StatusOr<Reading> Read(const v1::Document& document, const ReadOptions& options = {});

}  // namespace fazhi
