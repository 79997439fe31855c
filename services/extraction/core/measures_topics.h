#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_pieces.h"
#include "services/extraction/core/measures_strip.h"

namespace fazhi::extraction {

// A clause before a figure's own says what the figure counts only when it is this short; behind, only its end
// does.
inline constexpr uint32_t kLongestClause = 40;

// Where a noun is found for a figure whose own words have none: topics, clauses before, headings, the title.
// Asked for one place behind the other it does not look twice. Keeps references to all it is made of. Not
// thread-safe.
class TopicFinder {
 public:
  TopicFinder(const Context& context, const std::vector<GroundedQuantity>& quantities,
              const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
              const Stripper& stripper, const PieceReader& pieces)
      : context_(context),
        text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        hits_(hits),
        stripper_(stripper),
        pieces_(pieces),
        words_(WordTable::Get()) {}

  // The nearest topic before `at` in the sentence of figure i: what another sentence is on is not taken over.
  Piece TopicBefore(uint32_t i, uint32_t at);
  // Where the item of an enumeration begins that a semicolon parts from those before the figure
  // (…;二是减少争议, 败诉率8%); 0 when none does.
  uint32_t ItemOf(uint32_t i) const;
  // The nearest topic before `at` behind the semicolon that parts figure i from those before
  // (…43件;行政复议往上走,收到申请68件).
  Piece TopicOfPart(uint32_t i, uint32_t at);
  // The nearest topic between `floor` and `at`, which may be those of a heading.
  Piece TopicBetween(uint32_t floor, uint32_t at, bool heading = false);
  // The last topic of the section's heading.
  Piece TopicOfHeading(const v1::Section& section);
  // 公布重大行政决策事项目录,共6项: what the clause before is on; empty when it has no noun.
  Piece HeadOfClauseBefore(uint32_t i) const;
  // The whole object of the clause before a figure without words, where a topic of it is what it counts:
  // 应急演练活动 in 开展应急演练活动,共86场次.
  Piece ObjectAround(uint32_t i, Piece topic) const;
  // For a figure of which its sentence says nothing that could be counted: the clause before, the section's
  // topic, or its heading.
  Piece AnyWords(uint32_t i);
  const v1::Section& SectionOf(uint32_t i) const;
  // 行政复议 of a title, where a figure says no more than a verb.
  Piece ReviewOfTitle(uint32_t i) const;

 private:
  Piece TopicOfSentence(uint32_t i) const;
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  Piece Widened(Piece topic, uint32_t h) const;
  bool EndsAct(Piece topic) const;
  bool IsRemark(Piece clause) const;
  bool IsSincePlan(Piece topic) const;
  bool EndsService(Piece topic) const;

  const Context& context_;
  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<TopicHit>& hits_;
  const Stripper& stripper_;
  const PieceReader& pieces_;
  const WordTable& words_;
};

}  // namespace fazhi::extraction
