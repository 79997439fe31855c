#include "tools/cli/filters.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/aggregation/query_filters.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

bool IsYear(absl::string_view text, uint32_t& year) {
  return text.size() == 4 && IsDigits(text) && absl::SimpleAtoi(text, &year) && year >= kFirstYear &&
         year <= kLastYear;
}

// What is asked for, and that what was said is none.
std::string YearsAre(absl::string_view form, absl::string_view text) {
  return absl::StrCat("--year is ", form, ", of the years ", kFirstYear, " to ", kLastYear, ", not ",
                      Shown(text));
}

}  // namespace

absl::Status ParseYears(absl::string_view text, uint32_t& from, uint32_t& to) {
  if (text.empty()) return absl::OkStatus();
  const size_t dash = text.find('-');
  const absl::string_view first = text.substr(0, dash);
  const absl::string_view last = dash == absl::string_view::npos ? first : text.substr(dash + 1);
  if ((first.empty() && last.empty()) || (!first.empty() && !IsYear(first, from)) ||
      (!last.empty() && !IsYear(last, to))) {
    return InvalidInput("BAD_OPTION", "year", YearsAre("like 2024, 2020-2024, 2020- or -2024", text));
  }
  if (!first.empty() && !last.empty() && from > to) {
    return InvalidInput("BAD_OPTION", "year",
                        absl::StrCat("--year ", text, " ends before it begins; say ", last, "-", first));
  }
  return absl::OkStatus();
}

absl::StatusOr<uint32_t> ParseYear(absl::string_view text) {
  uint32_t year = 0;
  if (IsYear(text, year)) return year;
  return InvalidInput("BAD_OPTION", "year",
                      absl::StrCat(YearsAre("one year here, like 2024", text), "; ask for each alone"));
}

absl::StatusOr<int> ParseWord(const google::protobuf::EnumDescriptor& type, absl::string_view prefix,
                              absl::string_view option, absl::string_view word) {
  if (word.empty()) return 0;
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& value = *type.value(i);
    if (value.number() == 0) continue;
    std::string said = absl::AsciiStrToLower(absl::StripPrefix(value.name(), prefix));
    // As the outputs have it.
    if (said == "not_stated") said = "unspecified";
    if (said == word) return value.number();
    words.push_back(std::move(said));
  }
  return InvalidInput("BAD_OPTION", option,
                      absl::StrCat("--", std::string(option), " does not know ", Shown(word),
                                   "; it is one of ", absl::StrJoin(words, ", ")));
}

}  // namespace fazhi
