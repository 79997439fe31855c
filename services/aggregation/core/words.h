#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"

namespace fazhi::aggregation {

// The text's code points, full-width ASCII forms made narrow and traditional characters simplified: the same
// positions, one form of every comma, bracket and word. For matching, never to be shown.
std::u32string NarrowCodePoints(absl::string_view utf8);

// Kinds that exclude each other and leave nothing over (刑事, 民事, 行政).
struct Partition {
  std::vector<std::u32string> required;
  std::vector<std::u32string> further;
  // Where there are any, only of a whole that says one of these: 准予 and 不予许可 leave nothing over of what
  // was decided (决定), but of what was applied for.
  std::vector<std::u32string> whole;
};

// The words that findings are read by (data/finding_words.tsv). Immutable; thread-safe.
class FindingWords {
 public:
  static const FindingWords& Default();

  // Whether the text holds a word of that class; a star in a word stands for up to ten code points.
  bool Has(absl::string_view word_class, std::u32string_view text) const;

  // The longest word of that class that the text ends with; empty when there is none.
  std::u32string_view EndingIn(absl::string_view word_class, std::u32string_view text) const;

  // The longest word of that class that the text begins with; empty when there is none.
  std::u32string_view BeginningWith(absl::string_view word_class, std::u32string_view text) const;

  // Whether the one's words and the other's are a pair of a whole and its part (应出庭, 实际出庭).
  bool IsPair(std::u32string_view whole, std::u32string_view part) const;

  // Whether the two texts each hold a word of one line of that class.
  bool ShareLine(absl::string_view word_class, std::u32string_view a, std::u32string_view b) const;

  // Whether each word of that class that the one holds is in the other too.
  bool AllIn(absl::string_view word_class, std::u32string_view words, std::u32string_view text) const;

  const std::vector<Partition>& partitions() const { return partitions_; }
  // Kinds that exclude each other and may leave something over.
  const std::vector<Partition>& exclusive() const { return exclusive_; }

 private:
  struct Class {
    std::string name;
    std::vector<std::u32string> words;
  };
  explicit FindingWords(absl::string_view tsv);
  const Class* Find(absl::string_view name) const;

  std::vector<Class> classes_;
  std::vector<Partition> partitions_;
  std::vector<Partition> exclusive_;
  std::vector<Partition> pairs_;
};

}  // namespace fazhi::aggregation
