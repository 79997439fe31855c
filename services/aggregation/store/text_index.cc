#include "services/aggregation/store/text_index.h"

#include <algorithm>
#include <utility>

#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kSegmentsOfATier = 8;
constexpr size_t kReadAtOnce = 2000;  // postings of a segment that is merged
constexpr int kCharacterBits = 21;

int64_t Bigram(char32_t a, char32_t b) { return (int64_t{a} << kCharacterBits) | b; }

bool Separates(char32_t c) { return c == U'\n' || c == U'\t' || c == U' '; }

void AppendNumber(uint64_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

void DecodeIds(absl::string_view bytes, std::vector<int64_t>& ids) {
  int64_t id = 0;
  uint64_t value = 0;
  int shift = 0;
  for (unsigned char byte : bytes) {
    value |= uint64_t{byte & 0x7Fu} << shift;
    shift += 7;
    if ((byte & 0x80) != 0) continue;
    id += static_cast<int64_t>(value);
    ids.push_back(id);
    value = 0;
    shift = 0;
  }
}

std::string EncodeIds(const std::vector<int64_t>& ids) {
  std::string bytes;
  int64_t last = 0;
  for (int64_t id : ids) {
    AppendNumber(static_cast<uint64_t>(id - last), bytes);
    last = id;
  }
  return bytes;
}

std::vector<int64_t> BigramsOf(const std::u32string& text) {
  std::vector<int64_t> bigrams;
  bigrams.reserve(text.size());
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    // A pair whose second is a line end lets a character be found that stands nowhere else.
    if (Separates(text[i])) continue;
    bigrams.push_back(Bigram(text[i], text[i + 1]));
  }
  std::sort(bigrams.begin(), bigrams.end());
  bigrams.erase(std::unique(bigrams.begin(), bigrams.end()), bigrams.end());
  return bigrams;
}

}  // namespace

std::u32string SearchForm(absl::string_view text) {
  std::u32string form = ToCodePoints(text);
  for (char32_t& c : form) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  }
  return form;
}

void TextIndex::Add(int64_t id, absl::string_view text) {
  for (int64_t bigram : BigramsOf(SearchForm(text))) {
    int64_t& last = last_id_[bigram];
    std::string& ids = pending_[bigram];
    if (ids.empty()) last = 0;
    AppendNumber(static_cast<uint64_t>(id - last), ids);
    last = id;
  }
}

absl::Status TextIndex::Flush() {
  if (pending_.empty()) return absl::OkStatus();
  FAZHI_ASSIGN_OR_RETURN(const std::vector<int64_t> taken, db_.TakeIds("segments", 1));
  const int64_t segment = taken[0];
  FAZHI_RETURN_IF_ERROR(db_.Prepare("INSERT INTO segments (id, tier) VALUES (?, 0)").Run(segment));
  std::vector<std::pair<int64_t, const std::string*>> rows;
  rows.reserve(pending_.size());
  for (const auto& [bigram, ids] : pending_) rows.emplace_back(bigram, &ids);
  std::sort(rows.begin(), rows.end());
  Bulk& insert = db_.Insert("postings");
  for (const auto& [bigram, ids] : rows) insert.Add(segment, bigram, Blob{*ids});
  FAZHI_RETURN_IF_ERROR(insert.Flush());
  pending_.clear();
  last_id_.clear();
  return MergeFullTiers();
}

absl::Status TextIndex::MergeFullTiers() {
  // Of several writers one merges; what the others add meanwhile is merged another time.
  FAZHI_ASSIGN_OR_RETURN(const bool locked, db_.TryLock("segments"));
  if (!locked) return absl::OkStatus();
  for (int64_t tier = 0;; ++tier) {
    Statement& select = db_.Prepare("SELECT id FROM segments WHERE tier = ? ORDER BY id");
    std::vector<int64_t> segments;
    select.Start(tier);
    while (true) {
      FAZHI_ASSIGN_OR_RETURN(const bool row, select.Step());
      if (!row) break;
      segments.push_back(select.Int(0));
    }
    if (segments.size() < kSegmentsOfATier) return absl::OkStatus();
    FAZHI_RETURN_IF_ERROR(Merge(segments, tier + 1));
  }
}

// The postings of a segment in the order of their bigrams, some at a time.
class TextIndex::Reader {
 public:
  Reader(Database& db, int64_t segment) : db_(db), segment_(segment) {}

  // The bigram that comes next; none at the end.
  absl::StatusOr<absl::optional<int64_t>> Bigram() {
    if (at_ == rows_.size() && !end_) FAZHI_RETURN_IF_ERROR(ReadMore());
    return at_ == rows_.size() ? absl::nullopt : absl::make_optional(rows_[at_].first);
  }
  // Its ids; goes on to the next one.
  std::string TakeIds() { return std::move(rows_[at_++].second); }

 private:
  absl::Status ReadMore() {
    const int64_t last = rows_.empty() ? -1 : rows_.back().first;
    rows_.clear();
    at_ = 0;
    Statement& select = db_.Prepare(
        "SELECT bigram, ids FROM postings WHERE segment = ? AND bigram > ? ORDER BY bigram LIMIT ?");
    select.Start(segment_, last, kReadAtOnce);
    while (true) {
      FAZHI_ASSIGN_OR_RETURN(const bool row, select.Step());
      if (!row) break;
      rows_.emplace_back(select.Int(0), select.String(1));
    }
    end_ = rows_.size() < kReadAtOnce;
    return absl::OkStatus();
  }

  Database& db_;
  const int64_t segment_;
  std::vector<std::pair<int64_t, std::string>> rows_;
  size_t at_ = 0;
  bool end_ = false;
};

absl::Status TextIndex::Merge(const std::vector<int64_t>& segments, int64_t tier) {
  FAZHI_ASSIGN_OR_RETURN(const std::vector<int64_t> taken, db_.TakeIds("segments", 1));
  const int64_t target = taken[0];
  FAZHI_RETURN_IF_ERROR(db_.Prepare("INSERT INTO segments (id, tier) VALUES (?, ?)").Run(target, tier));
  Bulk& insert = db_.Insert("postings");
  std::vector<Reader> readers;
  readers.reserve(segments.size());
  for (int64_t segment : segments) readers.emplace_back(db_, segment);
  while (true) {
    std::vector<Reader*> first;  // those that stand at the lowest bigram
    int64_t lowest = 0;
    for (Reader& reader : readers) {
      FAZHI_ASSIGN_OR_RETURN(const absl::optional<int64_t> bigram, reader.Bigram());
      if (!bigram.has_value() || (!first.empty() && *bigram > lowest)) continue;
      if (!first.empty() && *bigram < lowest) first.clear();
      lowest = *bigram;
      first.push_back(&reader);
    }
    if (first.empty()) break;
    std::vector<int64_t> ids;
    for (Reader* reader : first) DecodeIds(reader->TakeIds(), ids);
    std::sort(ids.begin(), ids.end());
    insert.Add(target, lowest, Blob{EncodeIds(ids)});
  }
  FAZHI_RETURN_IF_ERROR(insert.Flush());
  for (int64_t segment : segments) {
    FAZHI_RETURN_IF_ERROR(db_.Prepare("DELETE FROM postings WHERE segment = ?").Run(segment));
    FAZHI_RETURN_IF_ERROR(db_.Prepare("DELETE FROM segments WHERE id = ?").Run(segment));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int64_t>> TextIndex::Find(absl::string_view phrase) {
  const std::u32string form = SearchForm(phrase);
  if (form.empty()) return InvalidInput("EMPTY_QUERY", "query", "nothing to search for");
  std::vector<std::pair<int64_t, int64_t>> ranges;
  if (form.size() == 1) {
    ranges.emplace_back(Bigram(form[0], 0), Bigram(form[0], (1 << kCharacterBits) - 1));
  } else {
    for (int64_t bigram : BigramsOf(form)) ranges.emplace_back(bigram, bigram);
  }
  std::vector<int64_t> found;
  bool first = true;
  Statement& select = db_.Prepare(
      "SELECT p.ids FROM segments s JOIN postings p ON p.segment = s.id WHERE p.bigram BETWEEN ? AND ?");
  for (const auto& [low, high] : ranges) {
    std::vector<int64_t> ids;
    select.Start(low, high);
    while (true) {
      FAZHI_ASSIGN_OR_RETURN(const bool row, select.Step());
      if (!row) break;
      DecodeIds(select.Text(0), ids);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (first) {
      found = std::move(ids);
    } else {
      std::vector<int64_t> both;
      std::set_intersection(found.begin(), found.end(), ids.begin(), ids.end(), std::back_inserter(both));
      found = std::move(both);
    }
    first = false;
    if (found.empty()) break;
  }
  return found;
}

}  // namespace fazhi::aggregation
