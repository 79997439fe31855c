// Full text search: candidates from the pairs of characters, then the texts themselves.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/aggregation/store/filter.h"
#include "services/aggregation/store/sql_store.h"
#include "services/aggregation/store/text_index.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/text/excerpt.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

constexpr uint32_t kAround = 80;  // code points around a match, before and behind
constexpr size_t kMostWords = 16;
constexpr size_t kMostMatches = 3;  // of one report

TextMatch MatchAt(const std::u32string& text, size_t begin, size_t size) {
  TextMatch match;
  match.span.set_begin(static_cast<uint32_t>(begin));
  match.span.set_end(static_cast<uint32_t>(begin + size));
  match.snippet = LineExcerpt(text, match.span.begin(), match.span.end(), kAround);
  return match;
}

}  // namespace

absl::StatusOr<std::vector<SearchHit>> SqlStore::SearchText(const SearchTextRequest& request) {
  std::vector<std::string> words;
  for (absl::string_view word : absl::StrSplit(request.query, absl::ByAnyChar(" \t\n"), absl::SkipEmpty())) {
    words.emplace_back(word);
  }
  if (words.empty()) return InvalidInput("EMPTY_QUERY", "query", "nothing to search for");
  if (words.size() > kMostWords) return InvalidInput("LONG_QUERY", "query", "at most 16 words");
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  TextIndex index(*db);
  std::vector<int64_t> texts;
  for (size_t i = 0; i < words.size(); ++i) {
    FAZHI_ASSIGN_OR_RETURN(std::vector<int64_t> ids, index.Find(words[i]));
    if (i == 0) {
      texts = std::move(ids);
      continue;
    }
    std::vector<int64_t> both;
    std::set_intersection(texts.begin(), texts.end(), ids.begin(), ids.end(), std::back_inserter(both));
    texts = std::move(both);
  }
  // The filter is asked first, so that texts are only opened in the order in which they are shown.
  Conditions conditions;
  conditions.AddFilter(request.filter);
  conditions.Add("r.speaker = 1");
  Statement& select = db->Prepare(
      absl::StrCat("SELECT ", kReadingColumns, kFindingCounts,
                   ", t.id FROM readings r JOIN texts t ON t.text_sha256 = r.text_sha256", conditions.Sql(),
                   " ORDER BY r.region, r.year, r.subject, r.state, r.text_sha256"));
  select.Start();
  conditions.Bind(select);
  std::vector<SearchHit> hits;
  while (request.limit == 0 || hits.size() < request.limit) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) break;
    if (!std::binary_search(texts.begin(), texts.end(), select.Int(kReadingColumnCount))) continue;
    SearchHit hit;
    hit.report = ReadReading(select);
    FAZHI_ASSIGN_OR_RETURN(const std::string utf8, LoadText(*db, hit.report.text_sha256));
    const std::u32string text = ToCodePoints(utf8);
    const std::u32string form = SearchForm(utf8);
    bool all = true;
    for (const std::string& word : words) {
      const std::u32string wanted = SearchForm(word);
      size_t at = form.find(wanted);
      all = all && at != form.npos;
      for (; all && at != form.npos && hit.matches.size() < kMostMatches;
           at = form.find(wanted, at + wanted.size())) {
        hit.matches.push_back(MatchAt(text, at, wanted.size()));
      }
    }
    if (all) hits.push_back(std::move(hit));
  }
  select.Reset();
  return hits;
}

}  // namespace fazhi::aggregation
