#include "services/extraction/core/indicator_nouns.h"

#include "fazhi_extraction_words.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {

const IndicatorNouns& IndicatorNouns::Get() {
  static const auto* const nouns = new IndicatorNouns(extraction_words::Data("indicator_nouns.txt"));
  return *nouns;
}

IndicatorNouns::IndicatorNouns(absl::string_view data) {
  for (const auto& [name, list] : ReadWordLines(data)) {
    for (const absl::string_view word : list) words_[std::string(name)].push_back(ToCodePoints(word));
  }
}

const std::vector<std::u32string>& IndicatorNouns::Of(absl::string_view indicator) const {
  static const auto* const none = new std::vector<std::u32string>();
  const auto found = words_.find(indicator);
  return found == words_.end() ? *none : found->second;
}

}  // namespace fazhi::extraction
