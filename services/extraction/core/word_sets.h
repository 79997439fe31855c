#pragma once

#include <cstdint>
#include <string_view>

#include "absl/strings/string_view.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

// Names of the sets in lexicon/word_sets.txt, which says what each is, with an example.
// clang-format off
#define FAZHI_WORD_SETS(SET)             \
  SET(same_rate, kSameRate)              \
  SET(fewer, kFewer)                     \
  SET(altered, kAltered)                 \
  SET(growth, kGrowth)                   \
  SET(tasks, kTasks)                     \
  SET(issued, kIssued)                   \
  SET(carried_on, kCarriedOn)            \
  SET(around_courts, kAroundCourts)      \
  SET(ways_it_ended, kWaysItEnded)       \
  SET(deducts, kDeducts)                 \
  SET(earlier_years, kEarlierYears)      \
  SET(described, kDescribed)             \
  SET(only, kOnly)                       \
  SET(upper_body, kUpperBody)            \
  SET(plain_fields, kPlainFields)        \
  SET(whole_of_share, kWholeOfShare)     \
  SET(share_of, kShareOf)                \
  SET(posts, kPosts)                     \
  SET(due, kDue)                         \
  SET(sweeping, kSweeping)               \
  SET(filed_with, kFiledWith)            \
  SET(staffed, kStaffed)                 \
  SET(of_posts, kOfPosts)                \
  SET(notably, kNotably)                 \
  SET(held_against, kHeldAgainst)        \
  SET(of_amounts, kOfAmounts)            \
  SET(events, kEvents)                   \
  SET(handed_out, kHandedOut)            \
  SET(not_done, kNotDone)                \
  SET(next_clause, kNextClause)          \
  SET(gloss, kGloss)                     \
  SET(among_them, kAmongThem)            \
  SET(reviews, kReviews)                 \
  SET(outlay, kOutlay)                   \
  SET(before_colon, kBeforeColon)        \
  SET(reported, kReported)               \
  SET(things_of_kinds, kThingsOfKinds)   \
  SET(told_apart, kToldApart)            \
  SET(chiefly, kChiefly)                 \
  SET(rated_in, kRatedIn)                \
  SET(doers, kDoers)                     \
  SET(each_of, kEachOf)                  \
  SET(findings, kFindings)               \
  SET(sent_out, kSentOut)                \
  SET(filed, kFiled)                     \
  SET(how_much, kHowMuch)                \
  SET(said_of, kSaidOf)                  \
  SET(all_done, kAllDone)                \
  SET(habit, kHabit)                     \
  SET(there_are, kThereAre)              \
  SET(bodies, kBodies)                   \
  SET(numbers_of, kNumbersOf)            \
  SET(object_verbs, kObjectVerbs)        \
  SET(of_level, kOfLevel)                \
  SET(amounts, kAmounts)                 \
  SET(time_before, kTimeBefore)          \
  SET(ahead_of, kAheadOf)                \
  SET(bounds, kBounds)                   \
  SET(time_limits, kTimeLimits)          \
  SET(of_rates, kOfRates)                \
  SET(most, kMost)                       \
  SET(off_rate, kOffRate)                \
  SET(heads, kHeads)                     \
  SET(of_no_window, kOfNoWindow)         \
  SET(plain_objects, kPlainObjects)      \
  SET(papers, kPapers)                   \
  SET(calls, kCalls)                     \
  SET(other_rates, kOtherRates)          \
  SET(forgone, kForgone)                 \
  SET(rounds, kRounds)                   \
  SET(checked, kChecked)                 \
  SET(of_suits, kOfSuits)                \
  SET(in_court, kInCourt)                \
  SET(according, kAccording)             \
  SET(around, kAround)                   \
  SET(no_comparison, kNoComparison)      \
  SET(act_tables, kActTables)            \
  SET(docket_heads, kDocketHeads)        \
  SET(docket_said, kDocketSaid)          \
  SET(of_same_rate, kOfSameRate)         \
  SET(review_rates, kReviewRates)        \
  SET(by_speaker, kBySpeaker)            \
  SET(qualities, kQualities)             \
  SET(went_well, kWentWell)              \
  SET(plans, kPlans)                     \
  SET(events_by_number, kEventsByNumber) \
  SET(plans_by_number, kPlansByNumber)   \
  SET(sorts, kSorts)                     \
  SET(matters, kMatters)                 \
  SET(before_amount, kBeforeAmount)      \
  SET(rate_comes_to, kRateComesTo)       \
  SET(founded, kFounded)                 \
  SET(of_all_figures, kOfAllFigures)     \
  SET(table_targets, kTableTargets)      \
  SET(table_years, kTableYears)          \
  SET(table_changes, kTableChanges)      \
  SET(table_labels, kTableLabels)        \
  SET(table_money, kTableMoney)          \
  SET(table_shares, kTableShares)        \
  SET(people, kPeople)                   \
  SET(averages, kAverages)               \
  SET(closed, kClosed)                   \
  SET(those, kThose)                     \
  SET(those_cases, kThoseCases)          \
  SET(organizes, kOrganizes)             \
  SET(some_or_driven, kSomeOrDriven)     \
  SET(who_acts, kWhoActs)                \
  SET(before_number, kBeforeNumber)      \
  SET(court_takes, kCourtTakes)          \
  SET(in_suits, kInSuits)                \
  SET(whole_year, kWholeYear)            \
  SET(set_for_year, kSetForYear)         \
  SET(goal_is, kGoalIs)                  \
  SET(meant, kMeant)                     \
  SET(divisions, kDivisions)             \
  SET(of_plan, kOfPlan)                  \
  SET(of_task, kOfTask)                  \
  SET(under, kUnder)
// clang-format on

// Sets of words that one rule each asks for.
enum class WordSet : uint8_t {
#define FAZHI_WORD_SET(name, value) value,
  FAZHI_WORD_SETS(FAZHI_WORD_SET)
#undef FAZHI_WORD_SET
      kCount,  // none: how many there are
};

// By its name; kCount for any other.
WordSet WordSetOf(absl::string_view name);

// As the functions of these names in services/text/affixes.h, but that the longest word of the set counts.
// Linear in the text. Thread-safe.
uint32_t BeginningLength(std::u32string_view text, WordSet set);
uint32_t EndLength(std::u32string_view text, WordSet set);
bool IsOneOf(std::u32string_view text, WordSet set);
bool ContainsOneOf(std::u32string_view text, WordSet set);
inline bool StartsWithOneOf(std::u32string_view text, WordSet set) { return BeginningLength(text, set) != 0; }
inline bool EndsWithOneOf(std::u32string_view text, WordSet set) { return EndLength(text, set) != 0; }

using fazhi::BeginningLength;
using fazhi::ContainsOneOf;
using fazhi::EndLength;
using fazhi::EndsWithOneOf;
using fazhi::IsOneOf;
using fazhi::StartsWithOneOf;

}  // namespace fazhi::extraction
