#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/measures_phrase.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

inline constexpr uint32_t kNoMeasure = UINT32_MAX;

// Whether a measure counts villages, townships or districts, and all there are.
enum class Places : uint8_t {
  kNone,
  kSome,  // 对8个乡镇开展督察, 13个镇街派驻执法中队
  kAll,   // 全县15个乡镇, 下辖9个行政村
};

// What a quantity counts. Several of them stand on one quantity where measures share a figure.
struct Measure {
  uint32_t quantity = 0;  // index of the quantity
  Phrase phrase;          // short, and standing alone
  // The phrase with what a reader has before his eyes and it does not say (the body that did it, the name of
  // what it is of, the noun of the whole); empty where nothing is missing.
  Phrase shown;
  Piece own;   // the figure's own words; empty when it has none
  Piece left;  // own words left of the figure, for figures that follow in the same list
  Piece verb;  // the verb that later figures of the same list share (召开会议2次、协调小组会议9次)
  Piece head;                  // what later bare figures take over: the words without their verb
  Piece people;                // the people that it counts, whatever they did (党政主要负责人)
  uint32_t base = kNoMeasure;  // index of the measure that words were taken over from
  Piece window;                // the text that is this measure's alone, its dropped words included
  // For bare ones: own words that stand before those taken over; the rest of them stands last.
  uint32_t own_before = 0;
  bool bare = false;  // the own words cannot stand alone
  bool told =
      false;  // one of values told of those before in their order (其中县本级分别为); its own is `base`
  bool part = false;  // words or a bracket say that it is a part of what stands before (其中, 含)
  bool among = false;  // a kind of what its sentence tells apart, which its phrase names (征地拆迁败诉案件)
  bool of_one = false;  // of one of several that are listed by name (甲县、乙县受理数分别为12件、9件)
  bool of_matter =
      false;  // `head` is what the words say was done with (投诉举报办结), and nothing else is of it
  bool copied = false;  // no own words at all: another count of the same (312批482人次)
  Places places = Places::kNone;

  // Whether it has more words than its own.
  bool HasTakenOver() const { return bare && phrase.length() != own.size(); }
  // What its parts are parts of. Words that were taken from another sentence are no head of them: there the
  // own ones stand for it (立案处罚).
  Piece HeadOfParts() const {
    constexpr uint32_t kShortest = 4;
    return bare && base == kNoMeasure && own.size() >= kShortest ? own : head;
  }
};

// Reads the measures of all quantities, in their order; at least one for each. `hits` are the text's context
// words: where a bare figure has no clause before it to take a noun from (收到申请58件), the nearest topic is
// its noun. Linear in the text.
void ReadMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
                  std::vector<Measure>& measures);

}  // namespace fazhi::extraction
