#include "services/extraction/core/measures_phrase.h"

#include <algorithm>
#include <iterator>

#include "services/text/affixes.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// 招商协议 and 协议投资额: what the next piece of a phrase says again of the end of the last one.
size_t SaidAgain(std::u32string_view said, std::u32string_view piece) {
  constexpr size_t kLongest = 6, kShortest = 2;
  for (size_t length = std::min({kLongest, said.size(), piece.size()}); length >= kShortest; --length) {
    const auto again = piece.substr(0, length);
    if (EndsWith(said, again) && std::all_of(again.begin(), again.end(), IsHan)) return length;
  }
  return 0;
}

bool IsBlank(char32_t c) { return c <= U' ' && (c == U'\n' || c == U'\t' || c == U' '); }

}  // namespace

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

Phrase Phrase::Without(Piece cut) const {
  Phrase rest;
  for (uint32_t i = 0; i < size_; ++i) {
    const Piece piece = pieces_[i];
    rest.Append({piece.begin, std::max(piece.begin, std::min(piece.end, cut.begin))});
    rest.Append({std::min(piece.end, std::max(piece.begin, cut.end)), piece.end});
  }
  rest.suffix_ = suffix_;
  return rest;
}

uint32_t Phrase::length() const {
  uint32_t n = static_cast<uint32_t>(suffix_.size());
  for (uint32_t i = 0; i < size_; ++i) n += pieces_[i].size();
  return n;
}

void Phrase::AppendTo(std::u32string_view text, std::u32string& out) const {
  if (size_ == 0) return;
  for (uint32_t i = 0; i < size_; ++i) {
    std::u32string_view piece = text.substr(pieces_[i].begin, pieces_[i].size());
    if (i > 0) piece.remove_prefix(SaidAgain(out, piece));
    if (std::none_of(piece.begin(), piece.end(), IsBlank)) {
      out.append(piece);
    } else {
      std::copy_if(piece.begin(), piece.end(), std::back_inserter(out),
                   [](char32_t c) { return !IsBlank(c); });
    }
  }
  const std::u32string_view said = out;
  if (said.size() < suffix_.size() || !EndsWith(said, suffix_)) {
    out.append(suffix_);
  }
}

}  // namespace fazhi::extraction
