#include "services/extraction/core/measures_phrase.h"

namespace fazhi::extraction {

void Phrase::Append(Piece piece) {
  if (piece.empty()) return;
  if (size_ > 0 && pieces_[size_ - 1].end == piece.begin) {
    pieces_[size_ - 1].end = piece.end;
  } else if (size_ < kMaxPieces) {
    pieces_[size_++] = piece;
  }
}

void Phrase::Append(const Phrase& phrase) {
  for (uint32_t i = 0; i < phrase.size_; ++i) Append(phrase.pieces_[i]);
}

uint32_t Phrase::length() const {
  uint32_t n = static_cast<uint32_t>(suffix_.size());
  for (uint32_t i = 0; i < size_; ++i) n += pieces_[i].size();
  return n;
}

void Phrase::AppendTo(std::u32string_view text, std::u32string& out) const {
  if (size_ == 0) return;
  const size_t before = out.size();
  out.resize(before + length());
  char32_t* to = out.data() + before;
  for (uint32_t i = 0; i < size_; ++i) {
    for (const char32_t c : text.substr(pieces_[i].begin, pieces_[i].size())) {
      if (c > U' ' || (c != U'\n' && c != U'\t' && c != U' ')) *to++ = c;
    }
  }
  size_t size = static_cast<size_t>(to - out.data());
  const bool said = size >= suffix_.size() &&
                    std::u32string_view(out).substr(size - suffix_.size(), suffix_.size()) == suffix_;
  if (!said) size += suffix_.copy(to, suffix_.size());
  out.resize(size);
}

}  // namespace fazhi::extraction
