#include "services/extraction/core/scope.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kWeak = 0x100;
constexpr uint32_t kBlind = 0x200;

uint32_t ClassOf(absl::string_view name) {
  if (name == "jurisdiction") return v1::SCOPE_JURISDICTION;
  if (name == "own") return v1::SCOPE_OWN_LEVEL;
  if (name == "own_weak") return v1::SCOPE_OWN_LEVEL | kWeak;
  if (name == "subordinate") return v1::SCOPE_SUBORDINATE;
  if (name == "subordinate_weak") return v1::SCOPE_SUBORDINATE | kWeak;
  if (name == "judiciary") return v1::SCOPE_JUDICIARY;
  if (name == "upper" || name == "blind") return kBlind;
  return 0;
}

}  // namespace

const ScopeWords& ScopeWords::Get() {
  static const auto* const words = new ScopeWords(extraction_words::Data("scope_words.txt"));
  return *words;
}

ScopeWords::ScopeWords(absl::string_view data) {
  for (absl::string_view line : absl::StrSplit(data, '\n')) {
    const size_t colon = line.find(": ");
    if (colon == absl::string_view::npos || line[0] == '#') continue;
    const absl::string_view name = line.substr(0, colon);
    for (absl::string_view word : absl::StrSplit(line.substr(colon + 2), ' ', absl::SkipEmpty())) {
      if (name == "towards") {
        towards_.Add(ToCodePoints(word), 1);
      } else if (const uint32_t word_class = ClassOf(name)) {
        words_.Add(ToCodePoints(word), word_class);
      }
    }
  }
}

void ScopeWords::Read(std::u32string_view text, char32_t before, Reading& reading) const {
  for (size_t i = 0; i < text.size();) {
    uint32_t length = 0;
    uint32_t word_class = 0;
    words_.Prefixes(text.substr(i), [&](uint32_t n, uint32_t value) {
      length = n;
      word_class = value;
    });
    if (length == 0) {
      ++i;
      continue;
    }
    const char32_t previous = i > 0 ? text[i - 1] : before;
    const auto scope = static_cast<v1::Scope>(word_class & 0xFF);
    const bool addressed = scope == v1::SCOPE_OWN_LEVEL && previous != 0 &&
                           towards_.Find(std::u32string_view(&previous, 1)) != TermTrie::kNone;
    if (!(word_class & kBlind) && !addressed) (word_class & kWeak ? reading.weak : reading.strong) = scope;
    i += length;
  }
}

void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, std::vector<v1::Scope>& scopes) {
  const ScopeWords& words = ScopeWords::Get();
  const std::u32string_view text = context.text;
  scopes.assign(quantities.size(), v1::SCOPE_NOT_STATED);
  ScopeWords::Reading reading;
  uint32_t read = 0;
  for (uint32_t i = 0; i < quantities.size(); ++i) {
    const auto& sentence = context.outline.sentences(static_cast<int>(quantities[i].sentence));
    if (fragments[i].first) {
      reading = {};
      read = sentence.begin();
    }
    if (quantities[i].begin > read) {
      words.Read(text.substr(read, quantities[i].begin - read), read > 0 ? text[read - 1] : 0, reading);
      read = quantities[i].begin;
    }
    ScopeWords::Reading with_right = reading;
    const Piece right = fragments[i].right;
    words.Read(text.substr(right.begin, right.size()), 0, with_right);
    if (with_right.strong != v1::SCOPE_UNSPECIFIED) {
      scopes[i] = reading.strong != v1::SCOPE_UNSPECIFIED ? reading.strong : with_right.strong;
    } else if (with_right.weak != v1::SCOPE_UNSPECIFIED) {
      scopes[i] = with_right.weak;
    }
  }
}

}  // namespace fazhi::extraction
