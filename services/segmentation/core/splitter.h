#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace fazhi::segmentation {

// A place in a line where something ends or may begin. Marks are in rising order of `pos` and never lie
// inside a pair of brackets or quotes (but see Splitter).
struct Mark {
  enum class Kind : uint8_t {
    kClause,     // behind , : a new clause
    kColon,      // behind : : a new clause
    kSemicolon,  // behind ; : a new clause
    kSentence,   // behind 。 ! ? and the closing quotes after it: a new sentence
    kSpace,      // behind white space: no boundary; a heading may begin here
    kParen,      // at ( before a numeral or digit: no boundary; a heading may begin here
  };
  uint32_t pos;
  Kind kind;
};

// Cuts lines of clean text into sentences and clauses in one pass, by a class table and a small stack of open
// brackets.
//
// - 。 ! ? end a sentence. A stop that is the last thing inside quotes or round brackets ends it behind them
// (“……。”), unless
//   the sentence goes on (“……。”,). Other stops inside a pair end nothing.
// - , ; : end a clause; 、 does not. A comma between thousands (1,764) and a colon between digits (16:20) end
// nothing.
// - A bracket pairs with the nearest one of its kind within 300 code points of the same line; one without a
// partner there is
//   an ordinary character, so a missing one does no harm further on.
// - . is never an end.
//
// Time is linear in the length of the line whatever it holds. Not thread-safe; keeps its buffers between
// lines.
class Splitter {
 public:
  // Appends the marks of the line text[begin, end) to `marks`.
  void Split(std::u32string_view text, uint32_t begin, uint32_t end, std::vector<Mark>& marks);

 private:
  struct Open {
    char32_t closer;
    uint32_t pos;
    uint32_t marks;  // number of marks before it
  };
  static constexpr int kMaxDepth = 16;

  void Close(std::u32string_view text, uint32_t i, uint32_t end, std::vector<Mark>& marks);

  Open stack_[kMaxDepth];
  int depth_ = 0;
};

}  // namespace fazhi::segmentation
