// Writing what a batch has changed: texts, documents, readings and what was read in them.
#include "absl/strings/str_cat.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/serialize.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {

absl::Status BatchWriter::WriteAll() {
  FAZHI_RETURN_IF_ERROR(WriteTexts());
  FAZHI_RETURN_IF_ERROR(WriteDocuments());
  return WriteReadings();
}

absl::Status BatchWriter::WriteTexts() {
  if (new_texts_.empty()) return absl::OkStatus();
  FAZHI_ASSIGN_OR_RETURN(const std::vector<int64_t> ids, db_.TakeIds("texts", new_texts_.size()));
  Bulk& insert = db_.Insert("texts");
  size_t next = 0;
  for (const auto& [sha256, arrival] : new_texts_) {
    const std::string& text = arrival->set.outline().report().text();
    insert.Add(ids[next], sha256, Blob{Compress(text)});
    index_.Add(ids[next++], text);
  }
  return insert.Flush();
}

absl::Status BatchWriter::WriteDocuments() {
  Bulk& insert = db_.Insert("documents");
  Statement& update = db_.Prepare(
      "UPDATE documents SET first_fetch = ?, last_fetch = ?, pipeline_version = ?, text_sha256 = ?, ref = ? "
      "WHERE url = ? AND document_sha256 = ?");
  for (const auto& [key, document] : documents_) {
    if (!document.changed) continue;
    const auto& [url, sha256] = key;
    if (!document.stored) {
      insert.Add(url, sha256, document.first_fetch, document.last_fetch, document.pipeline_version,
                 document.text_sha256, Blob{document.ref});
    } else {
      FAZHI_RETURN_IF_ERROR(update.Run(document.first_fetch, document.last_fetch, document.pipeline_version,
                                       document.text_sha256, Blob{document.ref}, url, sha256));
    }
  }
  return insert.Flush();
}

absl::Status BatchWriter::WriteReadings() {
  std::vector<Reading*> added, changed;
  for (auto& [key, reading] : readings_) {
    if (reading.id == 0) {
      added.push_back(&reading);
    } else if (reading.contents != nullptr || !(reading.now == reading.stored)) {
      changed.push_back(&reading);
    }
  }
  if (!added.empty()) {
    FAZHI_ASSIGN_OR_RETURN(const std::vector<int64_t> ids, db_.TakeIds("readings", added.size()));
    for (size_t i = 0; i < added.size(); ++i) added[i]->id = ids[i];
  }
  Statement& derive = db_.Prepare(
      "UPDATE readings SET standing = ?, first_fetch = ?, last_fetch = ?, speaker = ?, state = ?, "
      "text_last_fetch = ? WHERE id = ?");
  for (Reading* reading : changed) {
    if (reading->contents != nullptr) {
      FAZHI_RETURN_IF_ERROR(db_.Prepare("DELETE FROM observations WHERE reading_id = ? AND year = ?")
                                .Run(reading->id, reading->stored_year));
      for (const char* table : {"cells", "claims", "findings"}) {
        FAZHI_RETURN_IF_ERROR(
            db_.Prepare(absl::StrCat("DELETE FROM ", table, " WHERE reading_id = ?",
                                     table == absl::string_view("findings") ? " AND across = 0" : ""))
                .Run(reading->id));
      }
      FAZHI_RETURN_IF_ERROR(db_.Prepare("DELETE FROM readings WHERE id = ?").Run(reading->id));
      added.push_back(reading);
      continue;
    }
    const Derived& now = reading->now;
    FAZHI_RETURN_IF_ERROR(derive.Run(now.standing, now.first_fetch, now.last_fetch, now.speaker, now.state,
                                     now.text_last_fetch, reading->id));
  }
  Bulk& insert = db_.Insert("readings");
  for (const Reading* reading : added) {
    const v1::Outline& outline = reading->contents->set.outline();
    const v1::Report& report = outline.report();
    const RegionPlace where = PlaceOf(reading->region);
    int64_t headed = 0, counted = 0, linked = 0;
    for (const v1::Section& section : outline.sections()) headed += section.heading_text().empty() ? 0 : 1;
    for (const v1::Observation& observation : reading->contents->set.observations()) {
      if (observation.grey()) continue;
      ++counted;
      linked += observation.indicator().empty() ? 0 : 1;
    }
    const Derived& now = reading->now;
    insert.Add(reading->id, reading->url, reading->text_sha256, reading->pipeline_version,
               reading->document_sha256, reading->digest, now.first_fetch, now.last_fetch,
               now.text_last_fetch, now.standing, now.speaker, now.state, reading->slot, reading->place,
               report.kind(), report.title(), report.document_number(), report.issuer(),
               report.reporting_body(), report.subject(), reading->region, report.region().name(),
               where.level, where.prefecture, where.listed, report.year(), report.published(),
               report.published_kind(), reading->contents->set.catalog_version(), headed, counted, linked,
               Blob{Compress(reading->outline)});
    WriteContents(*reading);
  }
  for (const char* table : {"readings", "observations", "findings", "cells", "claims"}) {
    FAZHI_RETURN_IF_ERROR(db_.Insert(table).Flush());
  }
  return absl::OkStatus();
}

void BatchWriter::WriteContents(const Reading& reading) {
  const Arrival& arrival = *reading.contents;
  const int64_t id = reading.id;
  const auto optional = [](bool has, int64_t value) {
    return has ? absl::optional<int64_t>(value) : absl::optional<int64_t>();
  };
  Bulk& observations = db_.Insert("observations");
  int64_t k = 0;
  for (int i = 0; i < arrival.set.observations_size(); ++i) {
    const v1::Observation& o = arrival.set.observations(i);
    k = i > 0 && arrival.set.observations(i - 1).span().begin() == o.span().begin() ? k + 1 : 0;
    const v1::Quantity& q = o.quantity();
    observations.Add(
        id, i, k, o.span().begin(), o.span().end(), o.source_span().begin(), o.source_span().end(),
        q.value_e4(), optional(q.has_high_e4(), q.high_e4()), q.unit(), q.bound(), q.resolution_e4(),
        o.kind(), o.direction(), o.status(), o.period(), o.scope(), o.measure(), o.indicator(),
        optional(o.has_part_of(), o.part_of()), optional(o.has_rate_of(), o.rate_of().numerator()),
        optional(o.has_rate_of(), o.rate_of().denominator()), o.grey(), static_cast<double>(o.confidence()),
        o.rule(), o.sentence(), o.link_reason(), reading.year);
  }
  k = 0;
  Bulk& findings = db_.Insert("findings");
  for (const v1::Finding& finding : arrival.findings) {
    const int64_t begin = finding.spans_size() > 0 ? int64_t{finding.spans(0).begin()} : -1;
    findings.Add(id, 0, k++, finding.type(), finding.note(), begin,
                 Blob{SerializeDeterministically(finding)});
  }
  k = 0;
  Bulk& cells = db_.Insert("cells");
  for (const Cell& c : arrival.cells) {
    const int flags =
        (c.about ? 1 : 0) | (c.derived ? 2 : 0) | (c.weighted ? 4 : 0) | (c.counts_about ? 8 : 0);
    cells.Add(id, k++, c.indicator, c.unit, c.scope, c.low_e4, c.high_e4, flags, c.numerator_low_e4,
              c.numerator_high_e4, c.denominator_low_e4, c.denominator_high_e4, c.observation,
              c.resolution_e4);
  }
  k = 0;
  Bulk& claims = db_.Insert("claims");
  for (const Claim& c : arrival.claims) {
    claims.Add(id, k++, c.year, c.indicator, c.unit, c.scope, c.low_e4, c.high_e4, c.observation, c.growth);
  }
}

}  // namespace fazhi::aggregation
