#pragma once

#include "absl/status/statusor.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/ingest.h"

namespace fazhi {

// The parser's side of a ParserPool. A parser is the same program started once more, so that there is no
// second file to install and none of another version to meet. Every program that makes a pool begins its main
// with
//
//   if (fazhi::IsParserChild(argc, argv)) return fazhi::RunParserChild(argc, argv);
//
// before it reads flags or starts anything.

// What a parser does for a document. Tests give others, that crash on demand.
struct ParserFunctions {
  absl::StatusOr<v1::Report> (*ingest)(const v1::Document&);
  absl::StatusOr<DecodedDocument> (*decode)(const v1::Document&);
};
// Ingest and Decode of any size: the pool has looked at the size.
ParserFunctions StageParserFunctions();

bool IsParserChild(int argc, char** argv);

// Loads what parsers need, shuts the process in (confine.h), and answers until the process that started it
// ends. Returns the exit code.
int RunParserChild(int argc, char** argv, const ParserFunctions& functions = StageParserFunctions());

}  // namespace fazhi
