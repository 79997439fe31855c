#pragma once

#include <string>

#include "fazhi/v1/catalog.pb.h"
#include "services/runtime/local/reading.h"
#include "tools/cli/json_forms.h"

namespace fazhi {

// What `extract`, `inspect` and `catalog show` print for people.

// A table of the observations: where, what is printed, what it counts, its period, scope and indicator.
std::string ObservationTable(const Reading& reading, const DocumentContext& context);

// Metadata, outline with roles, and findings.
std::string DocumentText(const Reading& reading, const DocumentContext& context);

// A finding in words with the sentence it stands in, and what it is held against.
std::string FindingText(const v1::Finding& finding);

// A finding's sentence in both languages and its quotation, wrapped.
std::string FindingBody(absl::string_view zh, absl::string_view en, absl::string_view quotation);

// An indicator: names, unit, what it is compared by, how it is said; with `all` in every way, with what rules
// it out and the notes of those who keep the catalog.
std::string IndicatorText(const v1::Indicator& indicator, bool all);

// A message in protobuf text format, Chinese readable.
std::string TextProto(const google::protobuf::Message& message);

}  // namespace fazhi
