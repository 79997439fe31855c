#include "services/segmentation/core/phrase_table.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/text/utf8.h"

namespace fazhi::segmentation {

absl::StatusOr<std::vector<LexiconRow>> ParseLexicon(absl::string_view file, size_t fields) {
  std::vector<LexiconRow> rows;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(file, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    LexiconRow row;
    row.fields = absl::StrSplit(line, '\t');
    bool good = row.fields.size() == fields;
    for (const std::string& field : row.fields) good = good && !field.empty();
    if (!good || !absl::SimpleAtof(row.fields.back(), &row.weight) || !(row.weight > 0)) {
      return InvalidInput("BAD_LEXICON", "", absl::StrCat("line ", number, ": ", line));
    }
    row.fields.pop_back();
    rows.push_back(std::move(row));
  }
  return rows;
}

void PhraseTable::Add(absl::string_view phrase, int label, float weight) {
  std::u32string text = ToCodePoints(phrase);
  const char32_t key = anchor_ == Anchor::kBegin ? text.front() : text.back();
  phrases_[key].push_back({std::move(text), label, weight});
}

}  // namespace fazhi::segmentation
