#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_weights.h"

namespace fazhi::extraction {

// The words that a department has for its field (税务 of 税务局, 医疗 of 卫生健康委员会): they narrow nothing
// in its own report. Empty for any other report. Immutable; thread-safe.
class OwnField {
 public:
  explicit OwnField(const v1::Report& report);

  // Where they stand in a phrase, a bit for each code point.
  uint64_t MaskIn(std::u32string_view phrase) const;

 private:
  std::vector<std::u32string> words_;
};

// Whose figures a government's report gives where the bodies of one field act (全市市场监管系统立案3416件,
// 生态环境部门:作出处罚311件): they are no figures of the whole. Words and the indicators that are concerned
// stand in lexicon/link_words.txt. Moves through a text from its beginning to its end; linear in it.
class FieldActors {
 public:
  // Keeps a view of `context`.
  explicit FieldActors(const Context& context);

  // Whether a field's bodies act in the words of [sentence_begin, at). To be asked in the order of the text.
  bool Act(uint32_t sentence_begin, uint32_t at);

  // Whether a government's measure names one field (查处食品药品违法案件).
  bool IsOfOneField(std::u32string_view phrase) const;

 private:
  bool ReadActor(uint32_t at, uint32_t end) const;
  bool ReadAll(uint32_t at, uint32_t end) const;

  const Context& context_;
  const LinkWeights& weights_;
  const bool government_;
  bool act_ = false;            // in the words read so far of the sentence
  uint32_t read_ = UINT32_MAX;  // they end here
};

}  // namespace fazhi::extraction
