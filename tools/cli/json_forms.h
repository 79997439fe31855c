#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"
#include "services/runtime/local/reading.h"

namespace fazhi {

// The JSON forms that `fazhi extract` and `fazhi inspect` print: the fields of docs/gold.md in its order and
// words, then further ones. They are a public interface: fields may be added behind, none is renamed or taken
// out.

// What the forms need beside the reading.
struct DocumentContext {
  // The document's name (the file's name without its ending) and the file's name.
  std::string doc;
  std::string file;
  // The decoded document (Decode), which source spans count in.
  std::u32string decoded;
  // Adds why each reading was made, and the numbers that were refused.
  bool explain = false;
};

// One JSON object a line, one line for each observation that is not grey.
std::string ObservationLines(const Reading& reading, const DocumentContext& context);

// One JSON object on one line: what was understood of the document.
std::string DocumentLine(const Reading& reading, const DocumentContext& context);

// The same as a JSON value.
nlohmann::ordered_json DocumentForm(const Reading& reading, const DocumentContext& context);

// A number of 1/10,000 as JSON: an integer where it is whole.
nlohmann::ordered_json NumberForm(int64_t value_e4);

// A number of 1/10,000 in decimal without trailing zeros.
std::string DecimalForm(int64_t value_e4);

// The word of an enum value: its name without the prefix, in lower case (`SCOPE_NOT_STATED` is
// `unspecified`). Null for the value that means nothing was decided.
nlohmann::ordered_json Word(absl::string_view enum_name, absl::string_view prefix);

}  // namespace fazhi
