#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/aggregation/store/database.h"

namespace fazhi::aggregation {

// Which texts hold a phrase, by the pairs of neighbouring characters in it: works for Chinese, which has no
// words to index. Texts are added in memory and written as one segment a batch; eight segments of a size are
// merged into one, so that a look-up reads few. An answer may hold texts without the phrase, never lack one
// with it. Uses the connection of its owner, in its transaction.
class TextIndex {
 public:
  explicit TextIndex(Database& db) : db_(db) {}

  // Adds a text; `id` greater than all before.
  void Add(int64_t id, absl::string_view text);

  // Writes what was added; to be called before the transaction ends.
  absl::Status Flush();
  // Ids of texts that hold every pair of neighbouring characters of `phrase`, rising. One character alone:
  // texts that have it before another one. Empty phrase: INVALID_ARGUMENT/EMPTY_QUERY.
  absl::StatusOr<std::vector<int64_t>> Find(absl::string_view phrase);

 private:
  class Reader;
  absl::Status MergeFullTiers();
  absl::Status Merge(const std::vector<int64_t>& segments, int64_t tier);
  Database& db_;
  absl::flat_hash_map<int64_t, std::string> pending_;  // bigram to encoded ids
  absl::flat_hash_map<int64_t, int64_t> last_id_;
};

// The text as it is compared: ASCII letters lower, everything else as it is.
std::u32string SearchForm(absl::string_view text);

}  // namespace fazhi::aggregation
