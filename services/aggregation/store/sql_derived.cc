// Aggregates that follow from the current readings: totals of a prefecture's year, findings across a region's
// years. Each is computed anew from all rows that it rests on, under a lock of its own.
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/aggregation/core/across.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/figure_sentence.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/resource_names.h"
#include "services/base/status_macros.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {

absl::Status BatchWriter::UpdateTotals() {
  std::vector<std::string> keys;
  for (const auto& [prefecture, year] : groups_) keys.push_back(absl::StrCat(prefecture, " ", year));
  FAZHI_RETURN_IF_ERROR(db_.Lock("total", keys));
  for (const auto& [prefecture, year] : groups_) FAZHI_RETURN_IF_ERROR(UpdateTotals(prefecture, year));
  return db_.Insert("totals").Flush();
}

absl::Status BatchWriter::UpdateTotals(const std::string& prefecture, int64_t year) {
  if (prefecture.empty() || year == 0) return absl::OkStatus();
  // Level, body, indicator, unit, scope.
  using Key = std::tuple<int64_t, int64_t, std::string, std::string, int64_t>;
  std::map<Key, Total> totals;
  Statement& values = db_.Prepare(absl::StrCat(
      "SELECT ", kCellColumns,
      ", r.level, r.reporting_body, r.listed FROM readings r JOIN cells c ON c.reading_id = r.id "
      "WHERE r.prefecture = ? AND r.year = ? AND r.state = 0 AND r.slot <> ''"));
  values.Start(prefecture, year);
  FAZHI_RETURN_IF_ERROR(values.ForEachRow([&] {
    const Cell cell = ReadCell(values);
    constexpr int kReading = kCellColumnCount;
    AddValue(
        cell, values.Int(kReading + 2) == 0,
        totals[Key(values.Int(kReading), values.Int(kReading + 1), cell.indicator, cell.unit, cell.scope)]);
    return absl::OkStatus();
  }));
  // Only rows that differ are written.
  Statement& kept =
      db_.Prepare(absl::StrCat("SELECT level, reporting_body, indicator, unit, scope, ", kTotalColumns,
                               " FROM totals WHERE prefecture = ? AND year = ?"));
  kept.Start(prefecture, year);
  std::vector<Key> stale;
  FAZHI_RETURN_IF_ERROR(kept.ForEachRow([&] {
    Key key(kept.Int(0), kept.Int(1), kept.String(2), kept.String(3), kept.Int(4));
    const auto it = totals.find(key);
    if (it != totals.end() && ReadTotal(kept, 5) == it->second) {
      totals.erase(it);
    } else {
      stale.push_back(std::move(key));
    }
    return absl::OkStatus();
  }));
  for (const auto& [level, body, indicator, unit, scope] : stale) {
    FAZHI_RETURN_IF_ERROR(
        db_.Prepare("DELETE FROM totals WHERE prefecture = ? AND year = ? AND level = ? AND "
                    "reporting_body = ? AND indicator = ? AND unit = ? AND scope = ?")
            .Run(prefecture, year, level, body, indicator, unit, scope));
  }
  Bulk& write = db_.Insert("totals");
  for (const auto& [key, t] : totals) {
    const auto& [level, body, indicator, unit, scope] = key;
    write.Add(prefecture, year, level, body, indicator, unit, scope, t.n, t.unlisted, t.no_low, t.no_high,
              t.about, Int128ToString(t.sum_low), Int128ToString(t.sum_high), t.max_low, t.max_high, t.ratios,
              t.ratios_about, t.ratios_no_low, t.ratios_no_high, t.ratios_unlisted, t.derived,
              Int128ToString(t.numerator_low), Int128ToString(t.numerator_high),
              Int128ToString(t.denominator_low), Int128ToString(t.denominator_high));
  }
  return absl::OkStatus();
}

absl::Status BatchWriter::UpdateHistories() {
  std::vector<std::string> keys;
  absl::btree_set<std::string> regions;
  for (const auto& [region, subject] : histories_) {
    if (region.empty() || subject.empty()) continue;
    keys.push_back(absl::StrCat(region, " ", subject));
    regions.insert(region);
  }
  FAZHI_RETURN_IF_ERROR(db_.Lock("history", keys));
  Statement& clear = db_.Prepare("DELETE FROM findings WHERE reading_id = ? AND across = 1");
  for (const int64_t id : no_longer_) FAZHI_RETURN_IF_ERROR(clear.Run(id));
  if (keys.empty()) return absl::OkStatus();

  struct Year {
    int64_t id = 0;
    std::string name, text_sha256;
  };
  struct History {
    std::vector<Year> rows;
    std::vector<YearFigures> figures;
  };
  absl::btree_map<std::pair<std::string, std::string>, History> histories;
  Statement& select = db_.Prepare(
      absl::StrCat("SELECT id, year, slot, text_sha256, region, subject FROM readings WHERE state = 0 AND "
                   "slot <> '' AND region IN ",
                   db_.InTexts(), " ORDER BY region, subject, year"));
  select.Start(std::vector<std::string>(regions.begin(), regions.end()));
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    std::pair<std::string, std::string> key(select.String(4), select.String(5));
    if (!histories_.contains(key)) return absl::OkStatus();
    History& history = histories[std::move(key)];
    history.rows.push_back({select.Int(0), ReportName(select.Text(2), select.Text(3)), select.String(3)});
    history.figures.emplace_back();
    history.figures.back().year = static_cast<uint32_t>(select.Int(1));
    return absl::OkStatus();
  }));
  std::vector<int64_t> ids;
  for (const auto& [key, history] : histories) {
    for (const Year& row : history.rows) FAZHI_RETURN_IF_ERROR(clear.Run(row.id));
    if (history.rows.size() < 2) continue;
    for (const Year& row : history.rows) ids.push_back(row.id);
  }
  absl::flat_hash_map<int64_t, std::vector<Cell>> cells;
  absl::flat_hash_map<int64_t, std::vector<Claim>> claims;
  FAZHI_RETURN_IF_ERROR(LoadCells(db_, ids, cells));
  FAZHI_RETURN_IF_ERROR(LoadClaims(db_, ids, claims));
  Bulk& write = db_.Insert("findings");
  int64_t loaded = -1;  // the report of the outline and the text; a report's findings come together
  v1::Outline outline;
  std::u32string text;
  for (auto& [key, history] : histories) {
    if (history.rows.size() < 2) continue;
    for (size_t i = 0; i < history.rows.size(); ++i) {
      history.figures[i].cells = std::move(cells[history.rows[i].id]);
      history.figures[i].claims = std::move(claims[history.rows[i].id]);
    }
    std::map<size_t, int64_t> counts;
    for (const AcrossFinding& found : FindAcross(history.figures)) {
      const Year& own = history.rows[found.report];
      const Year& against = history.rows[found.against];
      FAZHI_ASSIGN_OR_RETURN(const v1::Observation disputed,
                             LoadObservation(db_, own.id, found.observation, own.name));
      FAZHI_ASSIGN_OR_RETURN(const v1::Observation other,
                             LoadObservation(db_, against.id, found.value.observation, against.name));
      if (own.id != loaded) {
        FAZHI_ASSIGN_OR_RETURN(outline, LoadOutline(db_, own.id));
        FAZHI_ASSIGN_OR_RETURN(const std::string utf8, LoadText(db_, own.text_sha256));
        text = ToCodePoints(utf8);
        loaded = own.id;
      }
      const v1::Finding finding = SayAcross(found, disputed, other, history.figures[found.against].year,
                                            FigureSentence(outline, text, disputed));
      const std::string bytes = finding.SerializeAsString();
      write.Add(own.id, 1, counts[found.report]++, finding.type(), finding.note(), disputed.span().begin(),
                Blob{bytes});
    }
  }
  return write.Flush();
}

}  // namespace fazhi::aggregation
