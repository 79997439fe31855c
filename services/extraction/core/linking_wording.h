#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/catalog/alias_index.h"

namespace fazhi::extraction {

// What a measure says. Its own words stand before and behind those that it took over; both lengths are 0
// where all are its own.
struct Wording {
  std::u32string phrase;
  uint32_t own_before = 0;
  uint32_t own_after = 0;
};

// Whether there may be another way to say the phrase, which is not empty, or the catalog may say it in
// another.
bool SaysOtherwise(const AliasIndex& index, std::u32string_view phrase, bool share);

// The same in one of the words that mean the same, for AliasIndex::other_words(). A share of those who did
// something, or that something was done with, is its rate: 按期答复的占98%, 98%按期答复.
Wording SayOtherwise(const AliasIndex& index, const Wording& wording, bool share);

// Whether 的 stands between words, and the same without it: 登记的申请 is 登记申请.
bool HasParticle(std::u32string_view phrase);
Wording WithoutParticles(const Wording& wording);

}  // namespace fazhi::extraction
