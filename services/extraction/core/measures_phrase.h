#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/extraction/core/measures_fragments.h"

namespace fazhi::extraction {

// A phrase put together from pieces of the clean text, in reading order, without copying them.
class Phrase {
 public:
  // Pieces beyond the limit are left out; one that continues the last is joined to it.
  void Append(Piece piece);
  void Append(const Phrase& phrase);
  // A literal behind the pieces.
  void set_suffix(std::u32string_view literal) { suffix_ = literal; }
  std::u32string_view suffix() const { return suffix_; }

  // The phrase without what stands in `cut`.
  Phrase Without(Piece cut) const;

  bool empty() const { return size_ == 0; }
  uint32_t length() const;
  void AppendTo(std::u32string_view text, std::u32string& out) const;

 private:
  static constexpr uint32_t kMaxPieces = 8;
  Piece pieces_[kMaxPieces];
  uint32_t size_ = 0;
  std::u32string_view suffix_;
};

}  // namespace fazhi::extraction
