#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "services/ingestion/core/ingest.h"
#include "services/runtime/sandbox/parser_pool.h"

namespace fazhi {

// Everything that the stages make of one document.
struct Reading {
  v1::ObservationSet set;
  std::vector<v1::Finding> findings;
};

struct ReadOptions {
  bool explain = false;
  size_t max_bytes = size_t{32} << 20;
  // By which HTML, PDF and DOCX are parsed; null: in this process.
  ParserPool* parsers = nullptr;
};

// Ingest, Segment and Extract one after the other. Thread-safe. Errors are the stages' and the
// parsers'.
absl::StatusOr<v1::ObservationSet> ReadSet(const v1::Document& document, const ReadOptions& options = {});

// The same and FindWithin: the pure stages one after the other: Ingest, Segment, Extract, FindWithin.
// Thread-safe. Errors are the stages' and the parsers'.
absl::StatusOr<Reading> Read(const v1::Document& document, const ReadOptions& options = {});

// Decode, by the same parsers.
absl::StatusOr<DecodedDocument> Decode(const v1::Document& document, const ReadOptions& options);

}  // namespace fazhi
