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
  for (uint32_t i = 0; i < size_; ++i) {
    for (uint32_t p = pieces_[i].begin; p < pieces_[i].end; ++p) {
      if (text[p] != U'\n' && text[p] != U'\t' && text[p] != U' ') out.push_back(text[p]);
    }
  }
  if (size_ > 0 && (suffix_.empty() || out.size() < suffix_.size() ||
                    std::u32string_view(out).substr(out.size() - suffix_.size()) != suffix_)) {
    out.append(suffix_);
  }
}

}  // namespace fazhi::extraction
