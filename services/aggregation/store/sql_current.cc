// What follows from what was taken in: standing of readings at a URL, the speaker of a text, the current text
// of a slot, totals of a prefecture, findings across a region's years. Each is computed from all rows that it
// rests on, never from what changed.
#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/aggregation/core/across.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/resource_names.h"
#include "services/base/status_macros.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

struct Row {
  int64_t id = 0;
  ReadingFacts facts;
  int standing = 0;
  int64_t first_fetch = 0, last_fetch = 0;
  bool speaker = false;
  int state = 0;
  std::string place;
  int64_t text_last_fetch = 0;
};

constexpr char kFactColumns[] =
    "id, url, text_sha256, pipeline_version, slot, published, published_kind, standing, first_fetch, "
    "last_fetch, speaker, "
    "state, place, text_last_fetch";

Row ReadRow(const Statement& select) {
  Row row;
  row.id = select.Int(0);
  row.facts.url = select.String(1);
  row.facts.text_sha256 = select.String(2);
  row.facts.pipeline_version = static_cast<uint32_t>(select.Int(3));
  row.facts.slot = select.String(4);
  row.facts.published = select.String(5);
  row.facts.published_by_page = select.Int(6) == v1::DATE_KIND_PUBLICATION;
  row.standing = static_cast<int>(select.Int(7));
  row.facts.standing = static_cast<Standing>(row.standing);
  row.first_fetch = row.facts.first_fetch = select.Int(8);
  row.last_fetch = row.facts.last_fetch = select.Int(9);
  row.speaker = select.Int(10) != 0;
  row.state = static_cast<int>(select.Int(11));
  row.place = select.String(12);
  row.text_last_fetch = select.Int(13);
  return row;
}

absl::StatusOr<std::vector<Row>> ReadRows(Statement& select) {
  std::vector<Row> rows;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return rows;
    rows.push_back(ReadRow(select));
  }
}

std::vector<ReadingFacts> FactsOf(const std::vector<Row>& rows) {
  std::vector<ReadingFacts> facts;
  facts.reserve(rows.size());
  for (const Row& row : rows) facts.push_back(row.facts);
  return facts;
}

}  // namespace

absl::Status BatchWriter::UpdateUrl(const std::string& url) {
  Statement& withdrawal = db_.Prepare("SELECT withdrawn_at FROM withdrawals WHERE url = ?");
  withdrawal.Start(url);
  FAZHI_ASSIGN_OR_RETURN(const bool withdrawn, withdrawal.Step());
  const int64_t withdrawn_before = withdrawn ? withdrawal.Int(0) : kNoTime;
  withdrawal.Reset();

  Statement& fetches = db_.Prepare(
      "SELECT text_sha256, MIN(first_fetch), MAX(last_fetch) FROM documents WHERE url = ? GROUP BY "
      "text_sha256");
  fetches.Start(url);
  std::map<std::string, std::pair<int64_t, int64_t>> times;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, fetches.Step());
    if (!more) break;
    times[fetches.String(0)] = {fetches.Int(1), fetches.Int(2)};
  }

  Statement& select = db_.Prepare(absl::StrCat("SELECT ", kFactColumns, " FROM readings WHERE url = ?"));
  select.Start(url);
  FAZHI_ASSIGN_OR_RETURN(std::vector<Row> rows, ReadRows(select));
  std::vector<ReadingFacts> facts = FactsOf(rows);
  for (ReadingFacts& reading : facts) {
    auto it = times.find(reading.text_sha256);
    const bool gone = it == times.end();
    reading.standing = gone ? Standing::kGone : Standing::kStands;
    reading.first_fetch = gone ? 0 : it->second.first;
    reading.last_fetch = gone ? 0 : it->second.second;
  }
  SetStandings(withdrawn_before, facts);
  Statement& update =
      db_.Prepare("UPDATE readings SET standing = ?, first_fetch = ?, last_fetch = ? WHERE id = ?");
  for (size_t i = 0; i < rows.size(); ++i) {
    const int standing = static_cast<int>(facts[i].standing);
    if (rows[i].standing == standing && rows[i].first_fetch == facts[i].first_fetch &&
        rows[i].last_fetch == facts[i].last_fetch) {
      continue;
    }
    FAZHI_RETURN_IF_ERROR(update.Run(standing, facts[i].first_fetch, facts[i].last_fetch, rows[i].id));
    touched_.texts.insert(facts[i].text_sha256);
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::UpdateText(const std::string& text_sha256) {
  Statement& select =
      db_.Prepare(absl::StrCat("SELECT ", kFactColumns, " FROM readings WHERE text_sha256 = ?"));
  select.Start(text_sha256);
  FAZHI_ASSIGN_OR_RETURN(std::vector<Row> rows, ReadRows(select));
  if (rows.empty()) return absl::OkStatus();
  const std::vector<ReadingFacts> facts = FactsOf(rows);
  const size_t chosen = ChooseSpeaker(facts);
  const TextFacts text = SummarizeText(facts);
  const bool gone = text.standing == Standing::kGone;
  Statement& update =
      db_.Prepare("UPDATE readings SET speaker = ?, text_last_fetch = ?, state = ? WHERE id = ?");
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const bool speaker = i == chosen && !gone;
    const int64_t last_fetch = speaker ? text.last_fetch : 0;
    // A speaker's state is its place's to say; until then it stays what it was.
    int state = row.state;
    if (!speaker) {
      state = facts[i].standing == Standing::kGone ? kStateGone : static_cast<int>(ReportState::kDuplicate);
    }
    if (speaker || row.speaker) touched_.places.insert(row.place);
    if (row.speaker == speaker && row.text_last_fetch == last_fetch && row.state == state) continue;
    if (!speaker && row.state == static_cast<int>(ReportState::kCurrent)) {
      Statement& where = db_.Prepare("SELECT prefecture, year, region, subject FROM readings WHERE id = ?");
      where.Start(row.id);
      FAZHI_RETURN_IF_ERROR(where.Step().status());
      touched_.groups.emplace(where.String(0), where.Int(1));
      touched_.histories.emplace(where.String(2), where.String(3));
      where.Reset();
      FAZHI_RETURN_IF_ERROR(
          db_.Prepare("DELETE FROM findings WHERE reading_id = ? AND across = 1").Run(row.id));
    }
    FAZHI_RETURN_IF_ERROR(update.Run(speaker, last_fetch, state, row.id));
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::UpdatePlace(const std::string& place) {
  Statement& select =
      db_.Prepare(absl::StrCat("SELECT ", kFactColumns, " FROM readings WHERE place = ? AND speaker = 1"));
  select.Start(place);
  FAZHI_ASSIGN_OR_RETURN(std::vector<Row> rows, ReadRows(select));
  std::vector<TextFacts> texts;
  for (const Row& row : rows) {
    TextFacts text;
    text.text_sha256 = row.facts.text_sha256;
    text.published = row.facts.published;
    text.last_fetch = row.text_last_fetch;
    text.standing = row.facts.standing;
    texts.push_back(std::move(text));
  }
  const int current = CurrentOf(texts);
  for (size_t i = 0; i < rows.size(); ++i) {
    int state = static_cast<int>(ReportState::kHistory);
    if (static_cast<int>(i) == current) {
      state = static_cast<int>(ReportState::kCurrent);
    } else if (texts[i].standing == Standing::kReplaced) {
      state = static_cast<int>(ReportState::kReplaced);
    } else if (texts[i].standing == Standing::kWithdrawn) {
      state = static_cast<int>(ReportState::kWithdrawn);
    }
    const bool was = rows[i].state == static_cast<int>(ReportState::kCurrent);
    const bool is = state == static_cast<int>(ReportState::kCurrent);
    if (was != is || (is && touched_.rewritten.contains(rows[i].id))) {
      touched_.result.changed_slots += is ? 1 : 0;
      Statement& where = db_.Prepare("SELECT prefecture, year, region, subject FROM readings WHERE id = ?");
      where.Start(rows[i].id);
      FAZHI_RETURN_IF_ERROR(where.Step().status());
      touched_.groups.emplace(where.String(0), where.Int(1));
      touched_.histories.emplace(where.String(2), where.String(3));
      where.Reset();
    }
    if (was && !is) {
      FAZHI_RETURN_IF_ERROR(
          db_.Prepare("DELETE FROM findings WHERE reading_id = ? AND across = 1").Run(rows[i].id));
    }
    if (state == rows[i].state) continue;
    FAZHI_RETURN_IF_ERROR(db_.Prepare("UPDATE readings SET state = ? WHERE id = ?").Run(state, rows[i].id));
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::UpdateTotals(const std::string& prefecture, int64_t year) {
  if (prefecture.empty() || year == 0) return absl::OkStatus();
  // Level, body, indicator, unit, scope.
  using Key = std::tuple<int64_t, int64_t, std::string, std::string, int64_t>;
  std::map<Key, Total> totals;
  Statement& values = db_.Prepare(
      "SELECT r.level, r.reporting_body, r.listed, c.indicator, c.unit, c.scope, c.low_e4, c.high_e4, "
      "c.flags, "
      "c.numerator_low_e4, c.numerator_high_e4, c.denominator_low_e4, c.denominator_high_e4 FROM readings r "
      "JOIN cells c "
      "ON c.reading_id = r.id WHERE r.prefecture = ? AND r.year = ? AND r.state = 0 AND r.slot <> ''");
  values.Start(prefecture, year);
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, values.Step());
    if (!more) break;
    Cell cell;
    cell.low_e4 = values.OptionalInt(6);
    cell.high_e4 = values.OptionalInt(7);
    const int64_t flags = values.Int(8);
    cell.about = (flags & 1) != 0;
    cell.derived = (flags & 2) != 0;
    cell.weighted = (flags & 4) != 0;
    cell.counts_about = (flags & 8) != 0;
    cell.numerator_low_e4 = values.OptionalInt(9);
    cell.numerator_high_e4 = values.OptionalInt(10);
    cell.denominator_low_e4 = values.OptionalInt(11);
    cell.denominator_high_e4 = values.OptionalInt(12);
    AddValue(cell, values.Int(2) == 0,
             totals[Key(values.Int(0), values.Int(1), values.String(3), values.String(4), values.Int(5))]);
  }
  // Only rows that differ are written.
  Statement& kept =
      db_.Prepare(absl::StrCat("SELECT level, reporting_body, indicator, unit, scope, ", kTotalColumns,
                               " FROM totals WHERE prefecture = ? AND year = ?"));
  kept.Start(prefecture, year);
  std::vector<Key> stale;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, kept.Step());
    if (!more) break;
    Key key(kept.Int(0), kept.Int(1), kept.String(2), kept.String(3), kept.Int(4));
    auto it = totals.find(key);
    if (it == totals.end()) {
      stale.push_back(std::move(key));
    } else if (ReadTotal(kept, 5) == it->second) {
      totals.erase(it);
    }
  }
  for (const auto& [level, body, indicator, unit, scope] : stale) {
    FAZHI_RETURN_IF_ERROR(
        db_.Prepare("DELETE FROM totals WHERE prefecture = ? AND year = ? AND level = ? AND "
                    "reporting_body = ? AND indicator = ? AND unit = ? AND scope = ?")
            .Run(prefecture, year, level, body, indicator, unit, scope));
  }
  Statement& write = db_.Prepare(
      "INSERT OR REPLACE INTO totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?)");
  for (const auto& [key, t] : totals) {
    const auto& [level, body, indicator, unit, scope] = key;
    FAZHI_RETURN_IF_ERROR(
        write.Run(prefecture, year, level, body, indicator, unit, scope, t.n, t.unlisted, t.no_low, t.no_high,
                  t.about, Int128ToString(t.sum_low), Int128ToString(t.sum_high), t.max_low, t.max_high,
                  t.ratios, t.ratios_about, t.ratios_no_low, t.ratios_no_high, t.ratios_unlisted, t.derived,
                  Int128ToString(t.numerator_low), Int128ToString(t.numerator_high),
                  Int128ToString(t.denominator_low), Int128ToString(t.denominator_high)));
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::UpdateHistory(const std::string& region, const std::string& subject) {
  if (region.empty() || subject.empty()) return absl::OkStatus();
  Statement& select = db_.Prepare(
      "SELECT id, year, slot, text_sha256 FROM readings WHERE region = ? AND subject = ? AND state = 0 AND "
      "slot <> '' ORDER "
      "BY year");
  select.Start(region, subject);
  std::vector<int64_t> ids;
  std::vector<std::string> names, texts;
  std::vector<YearFigures> years;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) break;
    ids.push_back(select.Int(0));
    names.push_back(ReportName(select.Text(2), select.Text(3)));
    texts.push_back(select.String(3));
    years.emplace_back();
    years.back().year = static_cast<uint32_t>(select.Int(1));
  }
  for (int64_t id : ids) {
    FAZHI_RETURN_IF_ERROR(db_.Prepare("DELETE FROM findings WHERE reading_id = ? AND across = 1").Run(id));
  }
  if (ids.size() < 2) return absl::OkStatus();
  for (size_t i = 0; i < ids.size(); ++i) {
    FAZHI_ASSIGN_OR_RETURN(years[i].cells, LoadCells(db_, ids[i]));
    FAZHI_ASSIGN_OR_RETURN(years[i].claims, LoadClaims(db_, ids[i]));
  }
  std::map<size_t, int64_t> counts;
  for (const AcrossFinding& found : FindAcross(years)) {
    FAZHI_ASSIGN_OR_RETURN(const v1::Observation disputed,
                           LoadObservation(db_, ids[found.report], found.observation, names[found.report]));
    FAZHI_ASSIGN_OR_RETURN(
        const v1::Observation other,
        LoadObservation(db_, ids[found.against], found.value.observation, names[found.against]));
    FAZHI_ASSIGN_OR_RETURN(const v1::Outline outline, LoadOutline(db_, ids[found.report]));
    FAZHI_ASSIGN_OR_RETURN(const std::string text, LoadText(db_, texts[found.report]));
    std::string sentence;
    if (static_cast<int>(disputed.sentence()) < outline.sentences_size()) {
      const v1::Sentence& s = outline.sentences(static_cast<int>(disputed.sentence()));
      const std::u32string points = ToCodePoints(text);
      if (s.begin() < s.end() && s.end() <= points.size()) {
        sentence = ToUtf8(points.data() + s.begin(), s.end() - s.begin());
      }
    }
    const v1::Finding finding = SayAcross(found, disputed, other, years[found.against].year, sentence);
    const std::string bytes = finding.SerializeAsString();
    FAZHI_RETURN_IF_ERROR(db_.Prepare("INSERT INTO findings VALUES (?, 1, ?, ?, ?, ?, ?)")
                              .Run(ids[found.report], counts[found.report]++, finding.type(), finding.note(),
                                   disputed.span().begin(), Blob{bytes}));
  }
  return absl::OkStatus();
}

}  // namespace fazhi::aggregation
