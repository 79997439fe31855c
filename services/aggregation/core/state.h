#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/aggregation/core/arrival.h"

namespace fazhi::aggregation {

// What is current (ADR 10), as functions over small sets of facts: the documents at one URL, those
// with one clean text, the texts of one slot. None depends on the order in which it gets them, so that
// neither does the database. Pure and thread-safe.

// What a document, once read, stands for in the database.
enum class ReportState {
  kCurrent = 0,    // the winner of its slot: what queries and aggregates mean by default
  kHistory = 1,    // another text for the same slot that still stands
  kReplaced = 2,   // a later fetch of its URL brought another text for the same slot
  kWithdrawn = 3,  // taken back by a withdrawal of its URL
  kDuplicate = 4,  // stands, with the same clean text as another document, which speaks for both
};
// `current`, `history`, `replaced`, `withdrawn`, `duplicate`.
absl::string_view ReportStateName(ReportState state);

// Whether what was read at its URL still stands there. In order of standing: the best comes first.
enum class Standing {
  kStands = 0,
  kReplaced = 1,
  kWithdrawn = 2,
  kGone = 3,  // a newer pipeline reads all documents that gave this text differently: it is in no listing
};

// One clean text at one URL: all documents there that the newest pipeline which read them reads so.
struct ReadingFacts {
  std::string url;
  std::string text_sha256;
  int64_t first_fetch = kNoTime;
  int64_t last_fetch = kNoTime;
  uint32_t pipeline_version = 0;
  std::string slot;                // SlotOf; empty without one
  std::string published;           // ISO date or empty
  bool published_by_page = false;  // a publication date, not a signature's
  Standing standing = Standing::kStands;
};

// Sets `standing` of the readings at one URL, those that are gone left alone. `withdrawn_before`: the latest
// withdrawal of the URL, or kNoTime. A reading is withdrawn when its last fetch was before that; it is
// replaced when another text for the same slot (or, like it, for none) was fetched later, equal times being
// ordered by the text's hash.
void SetStandings(int64_t withdrawn_before, std::vector<ReadingFacts>& at_url);

// Of the readings of one clean text (standings set), the index of the one that speaks for all: the best
// standing, the highest pipeline version, a slot, a page's publication date, the earliest date, then the
// least URL. Not for an empty list.
size_t ChooseSpeaker(const std::vector<ReadingFacts>& of_text);

// One text of a slot.
struct TextFacts {
  std::string text_sha256;
  std::string published;
  int64_t last_fetch = kNoTime;  // over its readings that are not withdrawn
  Standing standing = Standing::kStands;
};

// What the readings of one text say of it together. Not for an empty list.
TextFacts SummarizeText(const std::vector<ReadingFacts>& of_text);

// Of the texts of a slot, the index of the current one: among those that stand the greatest (publication
// date, last fetch, hash); -1 when none stands.
int CurrentOf(const std::vector<TextFacts>& of_slot);

}  // namespace fazhi::aggregation
