#include "services/extraction/core/relations_cues.h"

#include <algorithm>
#include <string>

#include "fazhi_extraction_words.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// Code points from the end of a figure to the 中 or 里 that makes it the whole of what follows.
constexpr uint32_t kLongestNoun = 16;

constexpr struct {
  const char* name;
  Cue cue;
} kCues[] = {
    {"rest", kCueRest},     {"among", kCueAmong},       {"split", kCueSplit},     {"by", kCueBy},
    {"listed", kCueListed}, {"fresh", kCueFresh},       {"carried", kCueCarried}, {"total", kCueTotal},
    {"apart", kCueApart},   {"stock", kCueStock},       {"change", kCueChange},   {"on_time", kCueOnTime},
    {"each", kCueEach},     {"open", kCueOpen},         {"done", kCueDone},       {"left", kCueLeft},
    {"elided", kCueElided}, {"other", kCueOther},       {"some", kCueSome},       {"has", kCueHas},
    {"mostly", kCueMostly}, {"assessed", kCueAssessed}, {"host", kCueHost},       {"exam", kCueExam},
    {"passed", kCuePassed}, {"kind", kCueKind},         {"so", kCueSo},
};

uint32_t CueOf(absl::string_view name) {
  for (const auto& entry : kCues) {
    if (name == entry.name) return entry.cue;
  }
  return 0;
}

uint32_t EndOfNoun(std::u32string_view text, uint32_t begin) {
  const auto end = static_cast<uint32_t>(std::min<size_t>(begin + kLongestNoun, text.size()));
  for (uint32_t p = begin; p < end; ++p) {
    const char32_t c = text[p];
    if (c == U'里' && p + 1 < end && text[p + 1] == U'面') return p + 1;
    if (c == U'中' || c == U'里') return p;
    if (c == U',' || c == U';' || c == U'。' || c == U'、') break;
  }
  return 0;
}

}  // namespace

const CueWords& CueWords::Get() {
  static const auto* const words = new CueWords(extraction_words::Data("relation_words.txt"));
  return *words;
}

CueWords::CueWords(absl::string_view data) {
  for (const auto& [name, list] : ReadWordLines(data)) {
    const uint32_t cue = CueOf(name);
    if (cue == 0) continue;
    for (const absl::string_view word : list) {
      const std::u32string points = ToCodePoints(word);
      const uint32_t known = words_.Find(points);
      words_.Add(points, (known == TermTrie::kNone ? 0 : known) | cue);
      beginnings_.Add(points.front(), cue);
    }
  }
}

uint32_t CueWords::In(std::u32string_view text, uint32_t wanted) const {
  uint32_t found = 0;
  ForEach(text, 0, static_cast<uint32_t>(text.size()), wanted,
          [&](uint32_t, uint32_t, uint32_t cues) { found |= cues; });
  return found & wanted;
}

uint32_t CueWords::Beginning(std::u32string_view text) const {
  uint32_t found = 0;
  words_.Prefixes(text, [&](uint32_t, uint32_t cues) { found |= cues; });
  return found;
}

size_t CueWords::Ending(std::u32string_view text, uint32_t wanted) const {
  constexpr size_t kLongest = 4;
  for (size_t length = std::min(kLongest, text.size()); length > 0; --length) {
    const uint32_t cues = words_.Find(text.substr(text.size() - length));
    if (cues != TermTrie::kNone && (cues & wanted)) return length;
  }
  return 0;
}

std::vector<FigureCues> ReadFigureCues(const RelationView& view) {
  constexpr uint32_t kWanted = kCueRest | kCueAmong | kCueSplit | kCueBy | kCueListed | kCueFresh |
                               kCueCarried | kCueTotal | kCueApart | kCueStock;
  const CueWords& words = CueWords::Get();
  std::vector<FigureCues> cues(view.quantities.size());
  for (uint32_t q = 0; q < cues.size(); ++q) {
    FigureCues& here = cues[q];
    const Fragment& fragment = view.fragments[q];
    const Piece between = view.Between(q);
    const auto note = [&](uint32_t at, uint32_t end, uint32_t found) {
      if (at >= fragment.left.begin) here.left |= found;
      if (end <= between.end) here.between |= found;
    };
    if (between.end < fragment.left.begin) {
      words.ForEach(view.text, between.begin, between.end, kWanted, note);
      words.ForEach(view.text, fragment.left.begin, fragment.left.end, kWanted, note);
    } else {
      words.ForEach(view.text, between.begin, fragment.left.end, kWanted, note);
    }
    here.within = EndOfNoun(view.text, view.quantities[q].end);
  }
  return cues;
}

}  // namespace fazhi::extraction
