#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/catalog/alias_index.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures_fragments.h"

namespace fazhi::extraction {

// How often the words that forbid an indicator stand in the measure at hand and around it. One for a text;
// keeps references to what it is made of. Not thread-safe.
class ForbiddenWords {
 public:
  // `hits`: the forbidden words of the text, by `begin`.
  ForbiddenWords(const AliasIndex& index, const std::vector<TopicHit>& hits)
      : index_(index), hits_(hits), seen_(index.forbidden_count()) {}

  void BeginMeasure() { ++serial_; }

  // Sees those in the text that is the measure's alone.
  void SeeWindow(Piece window) {
    while (cursor_ < hits_.size() && hits_[cursor_].begin < window.begin) ++cursor_;
    while (cursor_ > 0 && hits_[cursor_ - 1].begin >= window.begin) --cursor_;
    for (size_t h = cursor_; h < hits_.size() && hits_[h].begin < window.end; ++h) {
      if (hits_[h].end <= window.end) ++SeenNow(hits_[h].word).in_window;
    }
  }

  // Sees one in the measure's words, its own or those taken over from elsewhere.
  void SeeInPhrase(uint32_t word, bool own) {
    Seen& seen = SeenNow(word);
    ++(own ? seen.in_phrase : seen.carried);
  }

  // Whether one of the indicator's was seen more often than `own_of(word)` says that the indicator's own
  // aliases hold it. What was taken over from a figure of the same family forbids nothing.
  template <typename OwnOf>
  bool Forbid(uint32_t indicator, bool same_family, const OwnOf& own_of) const {
    if (last_ != serial_) return false;
    for (const uint32_t word : index_.forbidden(indicator)) {
      const Seen& seen = seen_[word];
      if (seen.serial != serial_) continue;
      const uint32_t in_phrase = seen.in_phrase + (same_family ? 0 : seen.carried);
      if (std::max(seen.in_window, in_phrase) > own_of(word)) return true;
    }
    return false;
  }

 private:
  // How often the last measure that holds the word does.
  struct Seen {
    uint32_t serial = 0;  // of the measure
    uint32_t in_window = 0;
    uint32_t in_phrase = 0;
    uint32_t carried = 0;
  };

  Seen& SeenNow(uint32_t word) {
    last_ = serial_;
    Seen& seen = seen_[word];
    if (seen.serial != serial_) seen = {serial_, 0, 0, 0};
    return seen;
  }

  const AliasIndex& index_;
  const std::vector<TopicHit>& hits_;
  std::vector<Seen> seen_;  // by word
  uint32_t serial_ = 0;     // of the measure at hand
  uint32_t last_ = 0;       // of the last measure that holds one
  size_t cursor_ = 0;       // of hits_, at the last window
};

}  // namespace fazhi::extraction
