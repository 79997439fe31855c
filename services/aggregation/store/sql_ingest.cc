// Taking a batch in: what is locked and looked up, and what arrivals make of it, in memory.
#include <algorithm>
#include <tuple>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/positions.h"
#include "services/aggregation/store/serialize.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/errors.h"
#include "services/base/resource_names.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

// The name of the first string of the message that is not UTF-8 (then the database would hold what cannot be
// parsed again) or holds U+0000 (which not every database takes); empty when there is none.
std::string FirstBadString(const google::protobuf::Message& message) {
  using google::protobuf::FieldDescriptor;
  const auto& reflection = *message.GetReflection();
  std::string scratch;
  for (int f = 0; f < message.GetDescriptor()->field_count(); ++f) {
    const FieldDescriptor* field = message.GetDescriptor()->field(f);
    const bool text = field->type() == FieldDescriptor::TYPE_STRING;
    if (!text && field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    if (!field->is_repeated() && !text && !reflection.HasField(message, field)) continue;
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (text) {
        const std::string& value = field->is_repeated()
                                       ? reflection.GetRepeatedStringReference(message, field, i, &scratch)
                                       : reflection.GetStringReference(message, field, &scratch);
        if (FindInvalidUtf8(value) != absl::string_view::npos || value.find('\0') != value.npos)
          return std::string(field->name());
      } else {
        std::string bad =
            FirstBadString(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                : reflection.GetMessage(message, field));
        if (!bad.empty()) return bad;
      }
    }
  }
  return "";
}

// Longer ones fit in no index; both engines refuse them, so that both hold the same.
constexpr size_t kLongestUrl = 2048;

absl::Status CheckArrival(const Arrival& arrival) {
  const v1::Report& report = arrival.set.outline().report();
  if (report.document().url().empty())
    return InvalidInput("BAD_ARRIVAL", "document.url", "a report without its URL");
  if (report.document().url().size() > kLongestUrl) {
    return InvalidInput("BAD_ARRIVAL", "document.url", "a URL of more than 2048 bytes");
  }
  if (report.text_sha256().empty()) {
    return InvalidInput("BAD_ARRIVAL", "text_sha256",
                        absl::StrCat(report.document().url(), ": a report without its text's hash"));
  }
  const std::string field = FirstBadString(arrival.set);
  if (field.empty()) return absl::OkStatus();
  return InvalidInput(
      "BAD_ARRIVAL", field,
      absl::StrCat(absl::Utf8SafeCHexEscape(report.document().url()), ": not UTF-8, or holds U+0000"));
}

absl::Status CheckWithdrawal(const v1::Withdrawal& withdrawal) {
  if (!withdrawal.url().empty() && withdrawal.url().size() <= kLongestUrl && withdrawal.has_withdrawn_at() &&
      FirstBadString(withdrawal).empty()) {
    return absl::OkStatus();
  }
  return InvalidInput("BAD_WITHDRAWAL", withdrawal.has_withdrawn_at() ? "url" : "withdrawn_at",
                      "a withdrawal needs a URL of at most 2048 bytes and a time");
}

absl::Status CheckCheckRecord(const v1::CheckRecord& check) {
  if (!check.region_code().empty() && check.year() != 0 && !check.site().empty() && check.has_checked_at() &&
      FirstBadString(check).empty()) {
    return absl::OkStatus();
  }
  return InvalidInput("BAD_CHECK_RECORD", "region_code",
                      "a check record needs a region, a year, a site and a time");
}

// What only one reading is current of: its slot, or its URL.
std::string PlaceInState(const v1::Report& report) {
  std::string slot = SlotOf(report);
  return slot.empty() ? absl::StrCat("url:", report.document().url()) : slot;
}

// The outline as it is kept: without what is kept elsewhere (text), not needed (source map), or no part of
// the reading (when the document was fetched).
std::string StoredOutline(const v1::Outline& outline) {
  v1::Outline copy;
  *copy.mutable_sections() = outline.sections();
  *copy.mutable_sentences() = outline.sentences();
  const v1::Report& report = outline.report();
  v1::Report& kept = *copy.mutable_report();
  *kept.mutable_document() = report.document();
  kept.mutable_document()->clear_fetched_at();
  kept.set_text_sha256(report.text_sha256());
  *kept.mutable_body_source_span() = report.body_source_span();
  *kept.mutable_blocks() = report.blocks();
  *kept.mutable_tables() = report.tables();
  kept.set_kind(report.kind());
  kept.set_title(report.title());
  kept.set_document_number(report.document_number());
  kept.set_addressee(report.addressee());
  kept.set_issuer(report.issuer());
  kept.set_reporting_body(report.reporting_body());
  kept.set_subject(report.subject());
  *kept.mutable_region() = report.region();
  kept.set_year(report.year());
  kept.set_published(report.published());
  kept.set_published_kind(report.published_kind());
  kept.set_site_code(report.site_code());
  kept.set_has_traditional(report.has_traditional());
  kept.set_pipeline_version(report.pipeline_version());
  return SerializeDeterministically(copy);
}

std::string DigestOf(const Arrival& arrival, const std::string& outline) {
  std::string bytes = outline;
  for (const v1::Observation& observation : arrival.set.observations()) {
    absl::StrAppend(&bytes, SerializeDeterministically(observation), "\n");
  }
  return Sha256Hex(bytes).substr(0, 32);
}

}  // namespace

int64_t MicrosOf(bool has_time, const google::protobuf::Timestamp& time) {
  return has_time ? time.seconds() * 1000000 + time.nanos() / 1000 : kNoTime;
}

absl::StatusOr<IngestResult> SqlStore::Ingest(const IngestRequest& request) {
  FAZHI_RETURN_IF_ERROR(CheckPositions(request.positions));
  for (const Arrival& arrival : request.arrivals) FAZHI_RETURN_IF_ERROR(CheckArrival(arrival));
  for (const v1::Withdrawal& withdrawal : request.withdrawals) {
    FAZHI_RETURN_IF_ERROR(CheckWithdrawal(withdrawal));
  }
  for (const v1::CheckRecord& check : request.checks) FAZHI_RETURN_IF_ERROR(CheckCheckRecord(check));
  for (const DeadLetterRow& letter : request.dead_letters) FAZHI_RETURN_IF_ERROR(CheckDeadLetter(letter));
  const auto ingest = [&](bool alone) -> absl::StatusOr<IngestResult> {
    FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kWrite));
    FAZHI_RETURN_IF_ERROR(db->LockAll(alone));
    FAZHI_ASSIGN_OR_RETURN(const IngestResult result, BatchWriter(*db).Write(request));
    FAZHI_RETURN_IF_ERROR(db.Commit());
    return result;
  };
  auto result = ingest(false);
  return ReasonOf(result.status()) == "TOO_MANY_LOCKS" ? ingest(true) : result;
}

absl::StatusOr<IngestResult> BatchWriter::Write(const IngestRequest& request) {
  FAZHI_RETURN_IF_ERROR(MovePositions(request.positions));
  FAZHI_RETURN_IF_ERROR(LockAndLoad(request));
  for (const Arrival& arrival : request.arrivals) AddArrival(arrival);
  FAZHI_RETURN_IF_ERROR(AddWithdrawals(request.withdrawals));
  for (auto& [key, reading] : readings_) {
    by_url_[reading.url].push_back(&reading);
    by_text_[reading.text_sha256].push_back(&reading);
    by_place_[reading.place].push_back(&reading);
  }
  for (const std::string& url : urls_) UpdateUrl(url);
  for (const std::string& text : texts_) UpdateText(text);
  for (const std::string& place : places_) UpdatePlace(place);
  FAZHI_RETURN_IF_ERROR(WriteAll());
  FAZHI_RETURN_IF_ERROR(UpdateTotals());
  FAZHI_RETURN_IF_ERROR(UpdateHistories());
  FAZHI_RETURN_IF_ERROR(AddChecks(request.checks));
  FAZHI_RETURN_IF_ERROR(AddDeadLetters(request.dead_letters));
  FAZHI_RETURN_IF_ERROR(index_.Flush());
  return result_;
}

absl::StatusOr<std::vector<std::string>> BatchWriter::Column(absl::string_view sql,
                                                             const std::vector<std::string>& keys) {
  Statement& select = db_.Prepare(absl::StrCat(sql, db_.InTexts()));
  select.Start(keys);
  std::vector<std::string> values;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    values.push_back(select.String(0));
    return absl::OkStatus();
  }));
  return values;
}

absl::Status BatchWriter::LockAndLoad(const IngestRequest& request) {
  absl::btree_set<std::string> texts, places;
  for (const Arrival& arrival : request.arrivals) {
    const v1::Report& report = arrival.set.outline().report();
    urls_.insert(report.document().url());
    texts.insert(report.text_sha256());
    places.insert(PlaceInState(report));
  }
  for (const v1::Withdrawal& withdrawal : request.withdrawals) urls_.insert(withdrawal.url());
  if (urls_.empty()) return absl::OkStatus();
  const std::vector<std::string> urls(urls_.begin(), urls_.end());
  const std::vector<std::string> arriving(texts.begin(), texts.end());
  FAZHI_RETURN_IF_ERROR(db_.Lock("url", urls));
  FAZHI_ASSIGN_OR_RETURN(auto more, Column("SELECT text_sha256 FROM readings WHERE url IN ", urls));
  texts.insert(more.begin(), more.end());
  const std::vector<std::string> all_texts(texts.begin(), texts.end());
  FAZHI_RETURN_IF_ERROR(db_.Lock("text", all_texts));
  FAZHI_ASSIGN_OR_RETURN(more,
                         Column("SELECT DISTINCT place FROM readings WHERE text_sha256 IN ", all_texts));
  places.insert(more.begin(), more.end());
  const std::vector<std::string> all_places(places.begin(), places.end());
  FAZHI_RETURN_IF_ERROR(db_.Lock("place", all_places));

  FAZHI_RETURN_IF_ERROR(LoadDocuments(urls));
  FAZHI_RETURN_IF_ERROR(LoadReadings("text_sha256 IN ", all_texts));
  FAZHI_RETURN_IF_ERROR(LoadReadings("speaker = 1 AND place IN ", all_places));
  FAZHI_ASSIGN_OR_RETURN(more, Column("SELECT text_sha256 FROM texts WHERE text_sha256 IN ", arriving));
  known_texts_.insert(more.begin(), more.end());
  return absl::OkStatus();
}

absl::Status BatchWriter::LoadDocuments(const std::vector<std::string>& urls) {
  Statement& documents = db_.Prepare(absl::StrCat(
      "SELECT url, document_sha256, first_fetch, last_fetch, pipeline_version, text_sha256, ref FROM "
      "documents WHERE url IN ",
      db_.InTexts()));
  documents.Start(urls);
  FAZHI_RETURN_IF_ERROR(documents.ForEachRow([&] {
    Document& document = documents_[{documents.String(0), documents.String(1)}];
    document.first_fetch = documents.Int(2);
    document.last_fetch = documents.Int(3);
    document.pipeline_version = documents.Int(4);
    document.text_sha256 = documents.String(5);
    document.ref = documents.String(6);
    document.stored = true;
    return absl::OkStatus();
  }));
  Statement& withdrawals =
      db_.Prepare(absl::StrCat("SELECT url, withdrawn_at FROM withdrawals WHERE url IN ", db_.InTexts()));
  withdrawals.Start(urls);
  return withdrawals.ForEachRow([&] {
    withdrawn_[withdrawals.Text(0)] = withdrawals.Int(1);
    return absl::OkStatus();
  });
}

absl::Status BatchWriter::LoadReadings(absl::string_view condition, const std::vector<std::string>& keys) {
  Statement& select = db_.Prepare(absl::StrCat(
      "SELECT id, url, text_sha256, pipeline_version, document_sha256, digest, slot, place, published, "
      "published_kind, prefecture, region, subject, year, standing, first_fetch, last_fetch, speaker, state, "
      "text_last_fetch FROM readings WHERE ",
      condition, db_.InTexts()));
  select.Start(keys);
  return select.ForEachRow([&] {
    Reading& reading = readings_[{select.String(1), select.String(2)}];
    reading.id = select.Int(0);
    reading.url = select.String(1);
    reading.text_sha256 = select.String(2);
    reading.pipeline_version = static_cast<uint32_t>(select.Int(3));
    reading.document_sha256 = select.String(4);
    reading.digest = select.String(5);
    reading.slot = select.String(6);
    reading.place = select.String(7);
    reading.published = select.String(8);
    reading.published_by_page = select.Int(9) == v1::DATE_KIND_PUBLICATION;
    reading.prefecture = select.String(10);
    reading.region = select.String(11);
    reading.subject = select.String(12);
    reading.year = reading.stored_year = select.Int(13);
    reading.stored.standing = static_cast<Standing>(select.Int(14));
    reading.stored.first_fetch = select.Int(15);
    reading.stored.last_fetch = select.Int(16);
    reading.stored.speaker = select.Int(17) != 0;
    reading.stored.state = static_cast<int>(select.Int(18));
    reading.stored.text_last_fetch = select.Int(19);
    reading.now = reading.stored;
    return absl::OkStatus();
  });
}

void BatchWriter::AddArrival(const Arrival& arrival) {
  const v1::Report& report = arrival.set.outline().report();
  v1::DocumentRef ref = report.document();
  const std::string document_sha256 = ref.sha256().empty() ? report.text_sha256() : ref.sha256();
  ref.set_sha256(document_sha256);
  const int64_t fetched = MicrosOf(ref.has_fetched_at(), ref.fetched_at());
  ref.clear_fetched_at();
  const std::string ref_bytes = SerializeDeterministically(ref);
  texts_.insert(report.text_sha256());

  const auto [at, first_seen] = documents_.try_emplace({ref.url(), document_sha256});
  Document& document = at->second;
  document.changed |= first_seen || fetched < document.first_fetch || fetched > document.last_fetch;
  document.first_fetch = first_seen ? fetched : std::min(document.first_fetch, fetched);
  document.last_fetch = first_seen ? fetched : std::max(document.last_fetch, fetched);
  const auto read = std::make_tuple(int64_t{report.pipeline_version()}, report.text_sha256(), ref_bytes);
  if (first_seen || read > std::tie(document.pipeline_version, document.text_sha256, document.ref)) {
    if (!first_seen) texts_.insert(document.text_sha256);
    std::tie(document.pipeline_version, document.text_sha256, document.ref) = read;
    document.changed = true;
  }

  if (!known_texts_.contains(report.text_sha256())) new_texts_.emplace(report.text_sha256(), &arrival);
  const auto [place, new_reading] = readings_.try_emplace({ref.url(), report.text_sha256()});
  Reading& reading = place->second;
  const auto had = std::tie(reading.pipeline_version, reading.document_sha256);
  const auto has = std::make_tuple(report.pipeline_version(), document_sha256);
  if (!new_reading && has < had) return;
  std::string outline = StoredOutline(arrival.set.outline());
  std::string digest = DigestOf(arrival, outline);
  if (!new_reading && has == had && digest <= reading.digest) return;
  if (!new_reading) {
    // Read anew, perhaps as another place's.
    places_.insert(reading.place);
    if (reading.now.state == static_cast<int>(ReportState::kCurrent)) TouchAggregates(reading);
    if (reading.id != 0) no_longer_.insert(reading.id);
  }
  reading.url = ref.url();
  reading.text_sha256 = report.text_sha256();
  reading.pipeline_version = report.pipeline_version();
  reading.document_sha256 = document_sha256;
  reading.digest = std::move(digest);
  reading.slot = SlotOf(report);
  reading.place = PlaceInState(report);
  reading.published = report.published();
  reading.published_by_page = report.published_kind() == v1::DATE_KIND_PUBLICATION;
  reading.region = RegionKey(report.region());
  reading.prefecture = PlaceOf(reading.region).prefecture;
  reading.subject = report.subject();
  reading.year = report.year();
  reading.contents = &arrival;
  reading.outline = std::move(outline);
}

absl::Status BatchWriter::AddWithdrawals(const std::vector<v1::Withdrawal>& withdrawals) {
  for (const v1::Withdrawal& withdrawal : withdrawals) {
    const int64_t time = MicrosOf(true, withdrawal.withdrawn_at());
    const auto [at, first] = withdrawn_.try_emplace(withdrawal.url(), time);
    if (!first && time <= at->second) continue;
    at->second = time;
    FAZHI_RETURN_IF_ERROR(db_.Prepare("INSERT INTO withdrawals VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET "
                                      "withdrawn_at = excluded.withdrawn_at")
                              .Run(withdrawal.url(), time));
  }
  return absl::OkStatus();
}

}  // namespace fazhi::aggregation
