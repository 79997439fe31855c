// How far partitions are taken in, and the records that no stage could read.
#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/filter.h"
#include "services/aggregation/store/positions.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

std::string NameOf(const PartitionPosition& position) {
  return absl::StrCat(position.topic, "[", position.partition, "]");
}

// More fits in no index. What is dead-lettered may have any URL, and must not be refused in its turn.
constexpr size_t kLongestName = 512;

// Errors quote what they could not read: bytes that no database takes become U+FFFD. Only the first `most`
// characters.
std::string Readable(absl::string_view text, size_t most = std::u32string::npos) {
  std::u32string points = ToCodePoints(text);
  if (points.size() > most) points.resize(most);
  std::replace(points.begin(), points.end(), U'\0', U'\uFFFD');
  return ToUtf8(points);
}

}  // namespace

absl::Status CheckPositions(const std::vector<PartitionPosition>& positions) {
  std::vector<std::tuple<absl::string_view, int32_t>> partitions;
  for (const PartitionPosition& position : positions) {
    if (position.topic.empty() || position.partition < 0 || position.expected < 0 ||
        position.next < position.expected) {
      return InvalidInput(
          "BAD_POSITION", "positions",
          absl::StrCat(NameOf(position), ": cannot go from ", position.expected, " to ", position.next));
    }
    partitions.emplace_back(position.topic, position.partition);
  }
  std::sort(partitions.begin(), partitions.end());
  if (std::adjacent_find(partitions.begin(), partitions.end()) == partitions.end()) return absl::OkStatus();
  return InvalidInput("BAD_POSITION", "positions", "a partition is named twice");
}

absl::Status CheckDeadLetter(const DeadLetterRow& letter) {
  if (!letter.topic.empty() && letter.partition >= 0 && letter.offset >= 0) return absl::OkStatus();
  return InvalidInput("BAD_DEAD_LETTER", "topic", "a dead letter needs the place of the record that failed");
}

absl::Status BatchWriter::MovePositions(const std::vector<PartitionPosition>& positions) {
  std::vector<const PartitionPosition*> sorted;
  sorted.reserve(positions.size());
  for (const PartitionPosition& position : positions) sorted.push_back(&position);
  std::sort(sorted.begin(), sorted.end(), [](const PartitionPosition* a, const PartitionPosition* b) {
    return std::tie(a->topic, a->partition) < std::tie(b->topic, b->partition);
  });
  for (const PartitionPosition* position : sorted) {
    if (position->expected == 0) {
      FAZHI_RETURN_IF_ERROR(
          db_.Prepare("INSERT INTO positions VALUES (?, ?, 0) ON CONFLICT (topic, partition_id) DO NOTHING")
              .Run(position->topic, position->partition));
    }
    Statement& move = db_.Prepare(
        "UPDATE positions SET next_offset = ? WHERE topic = ? AND partition_id = ? AND next_offset = ? "
        "RETURNING next_offset");
    move.Start(position->next, position->topic, position->partition, position->expected);
    FAZHI_ASSIGN_OR_RETURN(const bool moved, move.Step());
    move.Reset();
    if (moved) continue;
    return ErrorWithReason(
        absl::StatusCode::kAborted, "POSITION_MOVED", NameOf(*position),
        absl::StrCat(NameOf(*position), " is no longer at ", position->expected,
                     ": another consumer has taken it over; nothing of the batch was kept, give it up"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int64_t>> SqlStore::ReadPositions(const ReadPositionsRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  std::vector<int64_t> positions;
  Statement& select = db->Prepare("SELECT next_offset FROM positions WHERE topic = ? AND partition_id = ?");
  for (const int32_t partition : request.partitions) {
    select.Start(request.topic, partition);
    FAZHI_ASSIGN_OR_RETURN(const bool found, select.Step());
    positions.push_back(found ? select.Int(0) : 0);
    select.Reset();
  }
  return positions;
}

absl::Status BatchWriter::AddDeadLetters(const std::vector<DeadLetterRow>& letters) {
  const auto place = [](const DeadLetterRow* letter) {
    return std::tie(letter->topic, letter->partition, letter->offset);
  };
  std::vector<const DeadLetterRow*> sorted;
  sorted.reserve(letters.size());
  for (const DeadLetterRow& letter : letters) sorted.push_back(&letter);
  std::sort(sorted.begin(), sorted.end(),
            [&](const DeadLetterRow* a, const DeadLetterRow* b) { return place(a) < place(b); });
  Statement& add = db_.Prepare(
      "INSERT INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (topic, partition_id, "
      "record_offset) DO NOTHING");
  for (const DeadLetterRow* letter : sorted) {
    FAZHI_RETURN_IF_ERROR(add.Run(Readable(letter->topic), letter->partition, letter->offset,
                                  Readable(letter->url, kLongestName),
                                  Readable(letter->document_sha256, kLongestName), Readable(letter->stage),
                                  static_cast<int>(letter->code), Readable(letter->reason),
                                  Readable(letter->message), letter->failed_at));
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::AddChecks(const std::vector<v1::CheckRecord>& checks) {
  absl::btree_map<std::tuple<std::string, uint32_t, std::string>, int64_t> latest;
  for (const v1::CheckRecord& check : checks) {
    const int64_t time = MicrosOf(true, check.checked_at());
    const auto [at, first] =
        latest.try_emplace({std::string(ShortCode(check.region_code())), check.year(), check.site()}, time);
    if (!first) at->second = std::max(at->second, time);
  }
  Statement& add = db_.Prepare(
      "INSERT INTO checks VALUES (?, ?, ?, ?) ON CONFLICT (region, year, site) DO UPDATE SET checked_at = "
      "excluded.checked_at WHERE excluded.checked_at > checks.checked_at");
  for (const auto& [key, time] : latest) {
    const auto& [region, year, site] = key;
    FAZHI_RETURN_IF_ERROR(add.Run(region, year, site, time));
  }
  return absl::OkStatus();
}

absl::StatusOr<FoundDocument> SqlStore::FindDocument(const FindDocumentRequest& request) {
  if (request.url.empty() && request.document_sha256.empty()) {
    return InvalidInput("NO_DOCUMENT", "url", "which document? Give its URL or its SHA-256");
  }
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  FoundDocument found;
  Conditions stored, dead;
  stored.Add("r.state < 5");
  if (!request.url.empty()) {
    stored.Add("d.url = ?", {Readable(request.url)});
    dead.Add("url = ?", {Readable(request.url, kLongestName)});
  }
  if (!request.document_sha256.empty()) {
    stored.Add("d.document_sha256 = ?", {Readable(request.document_sha256)});
    dead.Add("document_sha256 = ?", {Readable(request.document_sha256, kLongestName)});
  }
  Statement& readings = db->Prepare(
      absl::StrCat("SELECT ", kReadingColumns, kFindingCounts,
                   ", d.document_sha256, d.first_fetch, d.last_fetch FROM documents d JOIN readings r ON "
                   "r.url = d.url AND r.text_sha256 = d.text_sha256",
                   stored.Sql(), " ORDER BY r.state, d.url, d.document_sha256"));
  readings.Start();
  stored.Bind(readings);
  FAZHI_RETURN_IF_ERROR(readings.ForEachRow([&] {
    ReportRow row = ReadReading(readings);
    row.document_sha256 = readings.String(kReadingColumnCount);
    row.first_fetch = readings.Int(kReadingColumnCount + 1);
    row.last_fetch = readings.Int(kReadingColumnCount + 2);
    found.reports.push_back(std::move(row));
    return absl::OkStatus();
  }));
  Statement& letters = db->Prepare(absl::StrCat(
      "SELECT topic, partition_id, record_offset, url, document_sha256, stage, code, reason, message, "
      "failed_at FROM dead_letters",
      dead.Sql(), " ORDER BY failed_at DESC, topic, partition_id, record_offset"));
  letters.Start();
  dead.Bind(letters);
  FAZHI_RETURN_IF_ERROR(letters.ForEachRow([&] {
    DeadLetterRow letter;
    letter.topic = letters.String(0);
    letter.partition = static_cast<int32_t>(letters.Int(1));
    letter.offset = letters.Int(2);
    letter.url = letters.String(3);
    letter.document_sha256 = letters.String(4);
    letter.stage = letters.String(5);
    letter.code = static_cast<absl::StatusCode>(letters.Int(6));
    letter.reason = letters.String(7);
    letter.message = letters.String(8);
    letter.failed_at = letters.Int(9);
    found.dead_letters.push_back(std::move(letter));
    return absl::OkStatus();
  }));
  return found;
}

}  // namespace fazhi::aggregation
