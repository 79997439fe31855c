#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/context.h"

namespace fazhi::extraction {

// Whose figures a government's report gives where the bodies of one field act (全市市场监管系统立案3416件,
// 生态环境部门:作出处罚311件): they are no figures of the whole. Words and the indicators that are concerned
// stand in lexicon/link_words.txt. Moves through a text from its beginning to its end; linear in it.
class FieldActors {
 public:
  // Keeps a view of `context`.
  explicit FieldActors(const Context& context);

  // Whether a field's bodies act in the words of [sentence_begin, at). To be asked in the order of the text.
  bool Act(uint32_t sentence_begin, uint32_t at);

  // Whether figures of an indicator are only the whole's when all bodies' are in it.
  static bool IsOfAll(absl::string_view indicator);

 private:
  bool ReadActor(uint32_t at, uint32_t end) const;
  bool ReadAll(uint32_t at, uint32_t end) const;

  const Context& context_;
  const bool government_;
  bool act_ = false;            // in the words read so far of the sentence
  uint32_t read_ = UINT32_MAX;  // they end here
};

}  // namespace fazhi::extraction
