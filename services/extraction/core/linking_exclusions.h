#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/linking_candidates.h"
#include "services/extraction/core/linking_fields.h"
#include "services/extraction/core/linking_forbidden.h"
#include "services/extraction/core/linking_lists.h"
#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_topics.h"
#include "services/extraction/core/linking_waivers.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/relations.h"

namespace fazhi::extraction {

// What holds for all candidates of one measure.
struct Asked {
  uint32_t m = 0;
  std::u32string_view phrase;  // the measure's words
  uint32_t end = UINT32_MAX;   // where they end in the text, if before the measure's window does
  WordMasks words;
  uint64_t field = 0;    // words of the department's own field
  uint64_t neutral = 0;  // and all others that narrow nothing
  uint64_t labels = 0;
  uint64_t examples = 0;
  uint64_t bodies = 0;  // of those whose number the figure is
  bool doers = false;   // bodies are counted, of whose act it tells (26个部门报送的规范性文件)
  uint64_t kind = 0;  // what 类 or 领域 is of (工伤类行政复议案件), but for the department's own field
  int whole = -1;  // indicator of what it is a part of
  int base = -1;   // and of what it took words from
  bool occasional = false;
  uint32_t not_of_whole = 0;  // NotOfWhole
  bool of_one_field = false;
  bool described = false;  // bodies or people of whom it is said what they are or lack (司法所为“一人所”)
  bool made = false;              // planned to be made or mended
  uint64_t denied = 0;            // behind words for what there is not (没有办案场所)
  bool threshold = false;         // above or below which some are (出庭率不到95%的乡镇)
  bool cell = false;              // of a table
  bool average = false;           // of each day or month (日均受理)
  bool one_sort = false;          // bodies of one sort beside another (12个盟市、20个部门)
  bool all = false;               // the phrase is the noun alone of those of whom something is said
  bool open = false;              // they wait for what the measure says was done
  bool of_unlinked_kind = false;  // a part, share or money of a kind that is no indicator
  bool not_these = false;      // of more than is named, or of those that do not count (终止及其他26件)
  bool earlier_years = false;  // of what came over from before the year (含上年移送2件)
  bool sum_of_kinds = false;   // the sum of several kinds told before (两项合计387件)
  bool on_reviews = false;     // its heading, or the title, is on reviews and suits alone
  uint64_t outcomes[2] = {};   // the first two of those that are joined (变更和责令履行)
  bool own_deed = false;       // how often the head whose duties the section is on did it himself
};

// Whether a measure cannot be what an indicator counts, however well its words fit: it is a part of that, of
// one kind or field of it, of others than the report is on, or the catalog's words forbid it. Moves through a
// text from its beginning to its end: Enter for each measure, Ask and RulesOut for those that have
// candidates. Keeps references to what it is made of. Not thread-safe. Linear in the text.
class LinkExclusions {
 public:
  // `links` are those made so far.
  LinkExclusions(const Context& context, const Catalog& catalog,
                 const std::vector<GroundedQuantity>& quantities, const std::vector<Measure>& measures,
                 const std::vector<Relation>& relations, const std::vector<Link>& links,
                 const TopicsSeen& topics, const CandidateFinder& finder, ForbiddenWords& forbidden);

  // Goes on to a measure, of which `m` and `phrase` are set.
  void Enter(Asked& asked);

  // Fills in all but what the linker sets: `m`, `phrase`, `words` and `whole`.
  void Ask(Asked& asked);

  bool RulesOut(const Asked& asked, const Candidate& candidate, bool same_family) const;

  // The phrase without the words of the department's own field (查处涉林案件).
  std::u32string WithoutField(std::u32string_view phrase) const { return own_field_.Without(phrase); }

  bool IsStock(uint32_t indicator) const;
  bool IsCount(uint32_t indicator) const;

 private:
  void SeeTitle();
  bool IsDenied(uint64_t denied, const Candidate& candidate) const;
  bool Excluded(uint32_t m, const Candidate& candidate, bool same_family) const;
  bool IsByTitleOnMore(const Candidate& candidate) const;
  bool IsSumOfKinds(uint32_t m) const;
  bool IsOfSummedKind(uint32_t m, uint32_t indicator) const;
  bool IsShareOfCases(const Asked& asked, uint32_t indicator) const;
  bool IsOwnDeed(const v1::Sentence& sentence, absl::string_view unit, std::u32string_view phrase) const;
  bool IsPartOfOthers(uint32_t m) const;
  uint64_t KindOfUnlinked(uint32_t m, bool by_words) const;
  bool IsOfUnlinkedKind(uint32_t m) const;
  bool CountsNamedCases(uint32_t m) const;
  bool IsAmongKinds(uint32_t m) const;
  bool IsBehindReviews(uint32_t m) const;
  bool IsOfReviews(uint32_t m) const;
  bool IsKindOfReviews(uint32_t m, uint32_t indicator) const;
  bool IsBeforeAccepted(uint32_t m, uint32_t indicator) const;
  static void ReadJoinedOutcomes(Asked& asked);
  static bool IsOneOutcomeOfSeveral(const Asked& asked, const Candidate& candidate);
  bool IsHeadedReviews(uint32_t section);
  bool IsRateOfPart(const Asked& asked, const Candidate& candidate) const;
  bool IsWithCarriedIn(uint32_t m, uint32_t indicator) const;
  bool HoldsThoseAccepted(uint32_t m) const;
  bool IsShareOfOtherPart(uint32_t m, uint32_t indicator) const;
  bool IsOfOthers(uint32_t not_of_whole, const std::string& id) const;
  bool IsOfKindInGap(const Asked& asked, const Candidate& candidate) const;
  bool HasRowOfField(const Asked& asked, const Candidate& candidate) const;
  bool OfOtherKind(uint32_t indicator, int whole) const;
  bool OfOneField(const Asked& asked);
  bool NamesPartOfField(const Asked& asked) const;
  bool IsOfBodies(uint32_t indicator) const;
  bool HasFewerBehind(uint32_t of) const;
  bool IsDescribed(const Measure& measure, const GroundedQuantity& quantity) const;
  bool IsOfSomeCases(uint32_t m) const;
  uint64_t BodiesMask(absl::string_view unit, std::u32string_view phrase) const;
  bool DoersStandBehind(uint32_t at) const;
  uint64_t KindMask(std::u32string_view phrase) const;
  const std::string& IdOf(uint32_t indicator) const;

  const Context& context_;
  const Catalog& catalog_;
  const AliasIndex& index_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  const std::vector<Link>& links_;
  const TopicsSeen& topics_;
  const CandidateFinder& finder_;
  ForbiddenWords& forbidden_;
  const LinkWeights& weights_;
  std::vector<bool> titled_;  // by forbidden word: it stands in the title
  const bool government_;     // the report is a government's
  const OwnField own_field_;
  const LinkWaivers waivers_;
  const IndicatorList not_of_matter_;  // what is none of the one matter that its title names
  const bool titled_reviews_;          // its title is on reviews and suits alone
  uint32_t headed_section_ = UINT32_MAX;
  bool headed_reviews_ = false;  // so is the heading of that section
  const FigureLists lists_;
  OtherActors other_actors_;
  const Stripper stripper_;
  uint32_t field_end_ = UINT32_MAX;  // of the last figure of one field, or how far nothing stops behind it
};

}  // namespace fazhi::extraction
