#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/report.pb.h"
#include "services/extraction/core/code_point_filter.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/word_groups.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

// Marks of a word, above its v1::Scope in the lowest byte; what each says stands in lexicon/scope_words.txt.
inline constexpr uint32_t kScopeByte = 0xFF;
inline constexpr uint32_t kWeak = 0x100;
inline constexpr uint32_t kBlind = 0x200;
inline constexpr uint32_t kClause = 0x400;
inline constexpr uint32_t kBegin = 0x800;
inline constexpr uint32_t kTopic = 0x1000;
inline constexpr uint32_t kRespondent = 0x2000;
inline constexpr uint32_t kSued = 0x4000;
inline constexpr uint32_t kStaff = 0x8000;
inline constexpr uint32_t kOver = 0x10000;

// Who it is that a word names, where only what such do or have is theirs: a hall (县政务服务大厅), advisers
// (县政府法律顾问), one office of a government (县司法局), those below that something is done with
// (对各乡镇); or all courts of the region, beside which what others do is of all of it.
enum class ScopeDoer : uint8_t { kBody, kHall, kAdvisers, kOffice, kObject, kAllCourts };

// What ends a clause.
inline constexpr std::u32string_view kClauseStops = U",;。:\n!?";
inline bool IsClauseStop(char32_t c) { return c <= U'。' && Contains(kClauseStops, c); }

// The words that say over what a figure was counted, and the indicators for which they say more or less
// (lexicon/scope_words.txt). Immutable; thread-safe.
class ScopeWords {
 public:
  static const ScopeWords& Get();
  explicit ScopeWords(absl::string_view data);

  // The word that `text` begins with, its value a v1::Scope with marks; of none the length is 0.
  WordGroups::Match Longest(std::u32string_view text) const { return words_.Longest(text); }

  // The first place in [from, end) where a word may begin or a stop stands; `end` where there is none.
  uint32_t NextPlace(std::u32string_view text, uint32_t from, uint32_t end) const {
    return seen_.Next(text, from, end, kSeenStop | kSeenWord);
  }

  // Lengths of what `text` begins with, 0 for none: a word of those below a body (各部门), of a body's
  // outposts (派出所), of a meeting (理论学习), of what a clause goes on with.
  uint32_t Under(std::u32string_view text) const { return under_.Longest(text).length; }
  uint32_t Outpost(std::u32string_view text) const { return outposts_.Longest(text).length; }
  uint32_t Meeting(std::u32string_view text) const { return meetings_.Longest(text).length; }
  uint32_t GoesOn(std::u32string_view text) const { return goes_on_.Longest(text).length; }

  // Lengths of what a body's office ends with (信访局), or one of a department's or township's `own` (大队);
  // and of what its name does not hold.
  uint32_t Office(std::u32string_view text, bool own) const {
    return (own ? own_offices_ : offices_).Longest(text).length;
  }
  uint32_t NoOffice(std::u32string_view text) const { return no_offices_.Longest(text).length; }

  // Whether a character says that the body behind it is whom something is told or sent to.
  bool IsTowards(std::u32string_view character) const { return towards_.Longest(character).length != 0; }

  // The docket that an indicator's figures come from, so that in a paragraph the scope said of one holds for
  // those behind it; kNoDocket for none. A township's team that was told of enforces in what follows, a
  // department that was told of grants in the time that is said.
  static constexpr uint32_t kNoDocket = UINT32_MAX;
  static constexpr uint32_t kTownshipDocket = kNoDocket - 1;
  uint32_t DocketOf(absl::string_view indicator, v1::ReportingBody body) const;

  // The docket of what a figure without an indicator counts by its measure (查办违法案件); kNoDocket for
  // none.
  uint32_t DocketOfMeasure(std::u32string_view measure) const;

  // Whether courts have figures of an indicator.
  bool IsOfCourts(absl::string_view indicator) const { return courts_.Names(indicator); }
  // Whether all of its figures in a court's or a procuratorate's own report are theirs.
  bool IsJudiciarys(absl::string_view indicator) const { return judiciarys_.Names(indicator); }

  // Whether an indicator is of what a body that has none below it can only have itself.
  bool IsLowestOwn(absl::string_view indicator) const { return lowest_.Names(indicator); }

  // The same of a township only: a zone's office has others that enforce in it.
  bool IsTownshipsOwn(absl::string_view indicator) const { return township_.Names(indicator); }

  // Whether those below a body have what an indicator counts, whoever is named, where there are any.
  bool IsBelowsOwn(absl::string_view indicator) const { return belows_own_.Names(indicator); }

  // Whether what an indicator counts was found with those below the body that inspected them.
  bool IsInspecteds(absl::string_view indicator) const { return inspecteds_.Names(indicator); }

  // Whether what an indicator counts is a body's own by its name, where nothing else is said (中心组).
  bool IsBodysOwn(absl::string_view indicator) const { return bodies_own_.Names(indicator); }

  // Whether an indicator is of what such do or have.
  bool IsOf(ScopeDoer doer, absl::string_view indicator) const;

  // Where [begin, end) of the text says that one body has taken a docket over; `end` where it does not.
  uint32_t FindExercised(std::u32string_view text, uint32_t begin, uint32_t end) const;

 private:
  static constexpr uint8_t kSeenStop = 1;
  static constexpr uint8_t kSeenWord = 2;

  CodePointFilter<uint8_t> seen_;  // what words begin with, and stops
  WordGroups words_;
  WordGroups towards_;
  WordGroups under_;
  WordGroups outposts_;
  WordGroups meetings_;
  WordGroups goes_on_;
  WordGroups offices_;
  WordGroups own_offices_;
  WordGroups no_offices_;
  WordGroups exercised_;
  WordGroups enforced_;
  CodePointFilter<uint8_t> exercised_first_;
  std::vector<IndicatorList> dockets_;
  IndicatorList lowest_;
  IndicatorList township_;
  IndicatorList township_docket_;
  IndicatorList department_docket_;
  IndicatorList belows_own_;
  IndicatorList bodies_own_;
  IndicatorList inspecteds_;
  IndicatorList courts_;
  IndicatorList judiciarys_;
  IndicatorList below_;
  IndicatorList halls_;
  IndicatorList advisers_;
  IndicatorList by_offices_;
};

}  // namespace fazhi::extraction
