#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/code_point_filter.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/word_groups.h"

namespace fazhi::extraction {

// The words that say over what a figure was counted (lexicon/scope_words.txt). Immutable; thread-safe.
class ScopeWords {
 public:
  static const ScopeWords& Get();
  explicit ScopeWords(absl::string_view data);

  // What the words read so far say of the next figure.
  struct State {
    v1::Scope held = v1::SCOPE_UNSPECIFIED;   // by a word that began a clause
    bool subject = false;                     // the word that gave `held` began its clause: it says who acted
    v1::Scope local = v1::SCOPE_UNSPECIFIED;  // by a word inside the clause at hand
    v1::Scope weak = v1::SCOPE_UNSPECIFIED;   // by a word that only counts when there is no other
    bool weak_topic = false;                  // `weak` holds for the sentence: what is gone over is theirs
    bool all = false;                         // the clause at hand began with all of the region (全县)
    bool of_hall = false;                     // what gave `held` is a hall
    bool of_advisers = false;                 // or advisers
    bool respondent = false;                  // a docket of who is sued: the courts that close it say nothing
    v1::Scope Decide() const {
      return local != v1::SCOPE_UNSPECIFIED ? local : held != v1::SCOPE_UNSPECIFIED ? held : weak;
    }
  };

  // Whose report it is.
  struct Reporter {
    char32_t level = 0;        // last character of the region's name (县, 市, 省), 0 when not known
    std::vector<Piece> names;  // FindOwnNames
  };

  // Reads [begin, end) of the text on. Bodies and territories of other levels than the reporter's are passed
  // over.
  void Read(std::u32string_view text, uint32_t begin, uint32_t end, const Reporter& reporter,
            State& state) const;

  // The docket that an indicator's figures come from, so that in a paragraph the scope said of one holds for
  // those behind it; kNoDocket for none.
  static constexpr uint32_t kNoDocket = UINT32_MAX;
  uint32_t DocketOf(absl::string_view indicator) const;

  // Whether courts have figures of an indicator.
  bool IsOfCourts(absl::string_view indicator) const { return NamesIndicator(courts_, indicator); }

  // Whether an indicator is of what a body that has none below it can only have itself.
  bool IsLowestOwn(absl::string_view indicator) const { return NamesIndicator(lowest_, indicator); }

  // Whether what an indicator counts is a body's own by its name, where nothing else is said (中心组).
  bool IsBodysOwn(absl::string_view indicator) const { return NamesIndicator(bodies_own_, indicator); }

  // Whether an indicator is of what halls do, where they are what acts.
  bool IsOfHalls(absl::string_view indicator) const { return NamesIndicator(halls_, indicator); }
  bool IsOfAdvisers(absl::string_view indicator) const { return NamesIndicator(advisers_, indicator); }

  // Where [begin, end) of the text says that one body has taken a docket over; `end` where it does not.
  uint32_t FindExercised(std::u32string_view text, uint32_t begin, uint32_t end) const;

 private:
  CodePointFilter<uint8_t> seen_;  // what words begin with, and stops
  WordGroups words_;
  WordGroups towards_;
  WordGroups under_;
  WordGroups meetings_;
  WordGroups goes_on_;
  WordGroups exercised_;
  CodePointFilter<uint8_t> exercised_first_;
  std::vector<std::vector<std::string>> dockets_;
  std::vector<std::string> lowest_;
  std::vector<std::string> bodies_own_;
  std::vector<std::string> courts_;
  std::vector<std::string> halls_;
  std::vector<std::string> advisers_;

  bool IsAddressed(std::u32string_view text, uint32_t at, std::u32string_view word) const;
  void EndClause(char32_t stop, std::u32string_view text, State& state) const;
  bool GoesOn(std::u32string_view text, const State& state) const;
  void ReadRespondent(std::u32string_view who, char32_t level, State& state) const;
};

}  // namespace fazhi::extraction
