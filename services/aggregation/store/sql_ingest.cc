// Taking a batch in: documents, texts, readings and their contents. What follows from them is brought up to
// date by sql_current.cc, in the same transaction.
#include <algorithm>
#include <tuple>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/positions.h"
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

absl::Status CheckArrival(const Arrival& arrival) {
  const v1::Report& report = arrival.set.outline().report();
  if (report.document().url().empty())
    return InvalidInput("BAD_ARRIVAL", "document.url", "a report without its URL");
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

// The same message gives the same bytes.
std::string SerializeDeterministically(const google::protobuf::MessageLite& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
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
  for (const DeadLetterRow& letter : request.dead_letters) FAZHI_RETURN_IF_ERROR(CheckDeadLetter(letter));
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kWrite));
  FAZHI_ASSIGN_OR_RETURN(const IngestResult result, BatchWriter(*db).Write(request));
  FAZHI_RETURN_IF_ERROR(db.Commit());
  return result;
}

absl::StatusOr<IngestResult> BatchWriter::Write(const IngestRequest& request) {
  FAZHI_RETURN_IF_ERROR(MovePositions(request.positions));
  for (const Arrival& arrival : request.arrivals) FAZHI_RETURN_IF_ERROR(AddArrival(arrival));
  for (const v1::Withdrawal& withdrawal : request.withdrawals)
    FAZHI_RETURN_IF_ERROR(AddWithdrawal(withdrawal));
  for (const v1::CheckRecord& check : request.checks) FAZHI_RETURN_IF_ERROR(AddCheck(check));
  for (const DeadLetterRow& letter : request.dead_letters) FAZHI_RETURN_IF_ERROR(AddDeadLetter(letter));
  for (const std::string& url : touched_.urls) FAZHI_RETURN_IF_ERROR(UpdateUrl(url));
  for (const std::string& text : touched_.texts) FAZHI_RETURN_IF_ERROR(UpdateText(text));
  for (const std::string& place : touched_.places) FAZHI_RETURN_IF_ERROR(UpdatePlace(place));
  for (const auto& [prefecture, year] : touched_.groups)
    FAZHI_RETURN_IF_ERROR(UpdateTotals(prefecture, year));
  for (const auto& [region, subject] : touched_.histories)
    FAZHI_RETURN_IF_ERROR(UpdateHistory(region, subject));
  FAZHI_RETURN_IF_ERROR(index_.Flush());
  return touched_.result;
}

absl::Status BatchWriter::AddArrival(const Arrival& arrival) {
  const v1::Report& report = arrival.set.outline().report();
  v1::DocumentRef ref = report.document();
  const std::string document_sha256 = ref.sha256().empty() ? report.text_sha256() : ref.sha256();
  ref.set_sha256(document_sha256);
  const int64_t fetched = MicrosOf(ref.has_fetched_at(), ref.fetched_at());
  ref.clear_fetched_at();
  FAZHI_RETURN_IF_ERROR(AddDocument(ref, report, fetched));
  touched_.urls.insert(ref.url());
  touched_.texts.insert(report.text_sha256());

  Statement& find = db_.Prepare(
      "SELECT id, pipeline_version, document_sha256, digest FROM readings WHERE url = ? AND text_sha256 = ?");
  find.Start(ref.url(), report.text_sha256());
  FAZHI_ASSIGN_OR_RETURN(const bool known, find.Step());
  if (!known) {
    FAZHI_RETURN_IF_ERROR(AddText(report.text_sha256(), report.text()));
    const std::string outline = StoredOutline(arrival.set.outline());
    return WriteReading(arrival, absl::nullopt, ref.url(), document_sha256, DigestOf(arrival, outline),
                        outline);
  }
  const int64_t id = find.Int(0);
  const std::string digest = find.String(3);
  const auto had = std::make_tuple(find.Int(1), find.String(2));
  find.Reset();
  const auto has = std::make_tuple(int64_t{report.pipeline_version()}, document_sha256);
  if (has < had) return absl::OkStatus();
  const std::string outline = StoredOutline(arrival.set.outline());
  const std::string new_digest = DigestOf(arrival, outline);
  if (has == had && new_digest <= digest) return absl::OkStatus();
  return WriteReading(arrival, id, ref.url(), document_sha256, new_digest, outline);
}

absl::Status BatchWriter::AddDocument(const v1::DocumentRef& ref, const v1::Report& report, int64_t fetched) {
  Statement& find = db_.Prepare(
      "SELECT first_fetch, last_fetch, pipeline_version, text_sha256, ref FROM documents WHERE url = ? AND "
      "document_sha256 = ?");
  const std::string ref_bytes = SerializeDeterministically(ref);
  find.Start(ref.url(), ref.sha256());
  FAZHI_ASSIGN_OR_RETURN(const bool known, find.Step());
  if (!known) {
    return db_.Prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)")
        .Run(ref.url(), ref.sha256(), fetched, fetched, report.pipeline_version(), report.text_sha256(),
             Blob{ref_bytes});
  }
  const int64_t first = std::min(find.Int(0), fetched);
  const int64_t last = std::max(find.Int(1), fetched);
  const auto had = std::make_tuple(find.Int(2), find.String(3), find.String(4));
  const auto has = std::make_tuple(int64_t{report.pipeline_version()}, report.text_sha256(), ref_bytes);
  if (first != find.Int(0) || last != find.Int(1)) {
    find.Reset();
    FAZHI_RETURN_IF_ERROR(
        db_.Prepare(
               "UPDATE documents SET first_fetch = ?, last_fetch = ? WHERE url = ? AND document_sha256 = ?")
            .Run(first, last, ref.url(), ref.sha256()));
  }
  find.Reset();
  if (has <= had) return absl::OkStatus();
  touched_.texts.insert(std::get<1>(had));
  return db_
      .Prepare(
          "UPDATE documents SET pipeline_version = ?, text_sha256 = ?, ref = ? WHERE url = ? AND "
          "document_sha256 = ?")
      .Run(report.pipeline_version(), report.text_sha256(), Blob{ref_bytes}, ref.url(), ref.sha256());
}

absl::Status BatchWriter::AddText(const std::string& sha256, const std::string& text) {
  Statement& find = db_.Prepare("SELECT 1 FROM texts WHERE text_sha256 = ?");
  find.Start(sha256);
  FAZHI_ASSIGN_OR_RETURN(const bool known, find.Step());
  find.Reset();
  if (known) return absl::OkStatus();
  Statement& insert = db_.Prepare("INSERT INTO texts (text_sha256, text) VALUES (?, ?) RETURNING id");
  insert.Start(sha256, Blob{Compress(text)});
  FAZHI_RETURN_IF_ERROR(insert.Step().status());
  index_.Add(insert.Int(0), text);
  insert.Reset();
  return absl::OkStatus();
}

absl::Status BatchWriter::WriteReading(const Arrival& arrival, absl::optional<int64_t> id,
                                       const std::string& url, const std::string& document_sha256,
                                       const std::string& digest, const std::string& outline) {
  const v1::Report& report = arrival.set.outline().report();
  const std::string slot = SlotOf(report);
  const std::string region = RegionKey(report.region());
  const RegionPlace where = PlaceOf(region);
  int64_t headed = 0, counted = 0, linked = 0;
  for (const v1::Section& section : arrival.set.outline().sections())
    headed += section.heading_text().empty() ? 0 : 1;
  for (const v1::Observation& observation : arrival.set.observations()) {
    if (observation.grey()) continue;
    ++counted;
    linked += observation.indicator().empty() ? 0 : 1;
  }
  if (id.has_value()) {
    Statement& before =
        db_.Prepare("SELECT place, state, prefecture, year, region, subject FROM readings WHERE id = ?");
    before.Start(*id);
    FAZHI_RETURN_IF_ERROR(before.Step().status());
    touched_.places.insert(before.String(0));
    if (before.Int(1) == static_cast<int>(ReportState::kCurrent)) {
      touched_.groups.emplace(before.String(2), before.Int(3));
      touched_.histories.emplace(before.String(4), before.String(5));
    }
    before.Reset();
    for (const char* table : {"observations", "findings", "cells", "claims"}) {
      FAZHI_RETURN_IF_ERROR(
          db_.Prepare(absl::StrCat("DELETE FROM ", table, " WHERE reading_id = ?")).Run(*id));
    }
    touched_.rewritten.insert(*id);
  }
  const std::string place = slot.empty() ? absl::StrCat("url:", url) : slot;
  const absl::string_view sql =
      id.has_value()
          ? "UPDATE readings SET pipeline_version = ?, document_sha256 = ?, digest = ?, slot = ?, place = ?, "
            "kind = ?, "
            "title = ?, document_number = ?, issuer = ?, reporting_body = ?, subject = ?, region = ?, "
            "region_name = ?, "
            "level = ?, prefecture = ?, listed = ?, year = ?, published = ?, published_kind = ?, "
            "catalog_version = ?, "
            "sections = ?, observations = ?, indicators = ?, outline = ? WHERE url = ? AND text_sha256 = ? "
            "RETURNING id"
          : "INSERT INTO readings (pipeline_version, document_sha256, digest, slot, place, kind, title, "
            "document_number, "
            "issuer, reporting_body, subject, region, region_name, level, prefecture, listed, year, "
            "published, "
            "published_kind, catalog_version, sections, observations, indicators, outline, url, text_sha256, "
            "first_fetch, last_fetch, text_last_fetch, standing, speaker, state) VALUES (?, ?, ?, ?, ?, ?, "
            "?, ?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 3, 0, 5) RETURNING id";
  Statement& write = db_.Prepare(sql);
  write.Start(report.pipeline_version(), document_sha256, digest, slot, place, report.kind(), report.title(),
              report.document_number(), report.issuer(), report.reporting_body(), report.subject(), region,
              report.region().name(), where.level, where.prefecture, where.listed, report.year(),
              report.published(), report.published_kind(), arrival.set.catalog_version(), headed, counted,
              linked, Blob{Compress(outline)}, url, report.text_sha256());
  FAZHI_RETURN_IF_ERROR(write.Step().status());
  const int64_t written = write.Int(0);
  write.Reset();
  return WriteContents(arrival, written);
}

absl::Status BatchWriter::WriteContents(const Arrival& arrival, int64_t id) {
  Statement& observe = db_.Prepare(
      "INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?)");
  int64_t k = 0;
  for (int i = 0; i < arrival.set.observations_size(); ++i) {
    const v1::Observation& o = arrival.set.observations(i);
    k = i > 0 && arrival.set.observations(i - 1).span().begin() == o.span().begin() ? k + 1 : 0;
    const v1::Quantity& q = o.quantity();
    const auto optional = [](bool has, int64_t value) {
      return has ? absl::optional<int64_t>(value) : absl::optional<int64_t>();
    };
    FAZHI_RETURN_IF_ERROR(observe.Run(
        id, i, k, o.span().begin(), o.span().end(), o.source_span().begin(), o.source_span().end(),
        q.value_e4(), optional(q.has_high_e4(), q.high_e4()), q.unit(), q.bound(), q.resolution_e4(),
        o.kind(), o.direction(), o.status(), o.period(), o.scope(), o.measure(), o.indicator(),
        optional(o.has_part_of(), o.part_of()), optional(o.has_rate_of(), o.rate_of().numerator()),
        optional(o.has_rate_of(), o.rate_of().denominator()), o.grey(), static_cast<double>(o.confidence()),
        o.rule(), o.sentence(), o.link_reason()));
  }
  k = 0;
  Statement& find = db_.Prepare("INSERT INTO findings VALUES (?, 0, ?, ?, ?, ?, ?)");
  for (const v1::Finding& finding : arrival.findings) {
    const int64_t begin = finding.spans_size() > 0 ? int64_t{finding.spans(0).begin()} : -1;
    FAZHI_RETURN_IF_ERROR(
        find.Run(id, k++, finding.type(), finding.note(), begin, Blob{SerializeDeterministically(finding)}));
  }
  k = 0;
  Statement& cell = db_.Prepare("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const Cell& c : arrival.cells) {
    const int flags =
        (c.about ? 1 : 0) | (c.derived ? 2 : 0) | (c.weighted ? 4 : 0) | (c.counts_about ? 8 : 0);
    FAZHI_RETURN_IF_ERROR(cell.Run(id, k++, c.indicator, c.unit, c.scope, c.low_e4, c.high_e4, flags,
                                   c.numerator_low_e4, c.numerator_high_e4, c.denominator_low_e4,
                                   c.denominator_high_e4, c.observation, c.resolution_e4));
  }
  k = 0;
  Statement& claim = db_.Prepare("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const Claim& c : arrival.claims) {
    FAZHI_RETURN_IF_ERROR(claim.Run(id, k++, c.year, c.indicator, c.unit, c.scope, c.low_e4, c.high_e4,
                                    c.observation, c.growth));
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::AddWithdrawal(const v1::Withdrawal& withdrawal) {
  if (withdrawal.url().empty() || !withdrawal.has_withdrawn_at()) {
    return InvalidInput("BAD_WITHDRAWAL", withdrawal.url().empty() ? "url" : "withdrawn_at",
                        "a withdrawal needs a URL and a time");
  }
  touched_.urls.insert(withdrawal.url());
  return db_
      .Prepare(
          "INSERT INTO withdrawals VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET withdrawn_at = "
          "excluded.withdrawn_at "
          "WHERE excluded.withdrawn_at > withdrawals.withdrawn_at")
      .Run(withdrawal.url(), MicrosOf(true, withdrawal.withdrawn_at()));
}

absl::Status BatchWriter::AddCheck(const v1::CheckRecord& check) {
  if (check.region_code().empty() || check.year() == 0 || check.site().empty() || !check.has_checked_at()) {
    return InvalidInput("BAD_CHECK_RECORD", "region_code",
                        "a check record needs a region, a year, a site and a time");
  }
  return db_
      .Prepare(
          "INSERT INTO checks VALUES (?, ?, ?, ?) ON CONFLICT (region, year, site) DO UPDATE SET checked_at "
          "= "
          "excluded.checked_at WHERE excluded.checked_at > checks.checked_at")
      .Run(check.region_code(), check.year(), check.site(), MicrosOf(true, check.checked_at()));
}

}  // namespace fazhi::aggregation
