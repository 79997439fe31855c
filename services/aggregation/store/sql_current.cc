// What follows from what was taken in: standing of readings at a URL, the speaker of a text, the current text
// of a place. Each is computed from all readings that it rests on, never from what changed.
#include <algorithm>

#include "services/aggregation/core/state.h"
#include "services/aggregation/store/batch_writer.h"
#include "services/aggregation/store/sql_store.h"

namespace fazhi::aggregation {
namespace {

constexpr int kCurrent = static_cast<int>(ReportState::kCurrent);

// The state of a reading by what became of it at its URL; `standing` where it stands there.
int StateOf(Standing at_url, ReportState standing) {
  switch (at_url) {
    case Standing::kStands:
      return static_cast<int>(standing);
    case Standing::kReplaced:
      return static_cast<int>(ReportState::kReplaced);
    case Standing::kWithdrawn:
      return static_cast<int>(ReportState::kWithdrawn);
    case Standing::kGone:
      return kStateGone;
  }
  return kStateGone;
}

template <typename Reading>
ReadingFacts FactsOf(const Reading& reading) {
  ReadingFacts facts;
  facts.url = reading.url;
  facts.text_sha256 = reading.text_sha256;
  facts.first_fetch = reading.now.first_fetch;
  facts.last_fetch = reading.now.last_fetch;
  facts.pipeline_version = reading.pipeline_version;
  facts.slot = reading.slot;
  facts.published = reading.published;
  facts.published_by_page = reading.published_by_page;
  facts.standing = reading.now.standing;
  return facts;
}

}  // namespace

void BatchWriter::TouchAggregates(const Reading& reading) {
  groups_.emplace(reading.prefecture, reading.year);
  histories_.emplace(reading.region, reading.subject);
}

void BatchWriter::UpdateUrl(const std::string& url) {
  absl::flat_hash_map<std::string, std::pair<int64_t, int64_t>> times;  // by text
  for (auto at = documents_.lower_bound({url, ""}); at != documents_.end() && at->first.first == url; ++at) {
    const Document& document = at->second;
    const auto [time, first] =
        times.try_emplace(document.text_sha256, document.first_fetch, document.last_fetch);
    if (first) continue;
    time->second.first = std::min(time->second.first, document.first_fetch);
    time->second.second = std::max(time->second.second, document.last_fetch);
  }
  const std::vector<Reading*>& readings = by_url_[url];
  std::vector<ReadingFacts> facts;
  for (const Reading* reading : readings) {
    facts.push_back(FactsOf(*reading));
    const auto time = times.find(reading->text_sha256);
    const bool gone = time == times.end();
    facts.back().standing = gone ? Standing::kGone : Standing::kStands;
    facts.back().first_fetch = gone ? 0 : time->second.first;
    facts.back().last_fetch = gone ? 0 : time->second.second;
  }
  const auto withdrawn = withdrawn_.find(url);
  SetStandings(withdrawn == withdrawn_.end() ? kNoTime : withdrawn->second, facts);
  for (size_t i = 0; i < readings.size(); ++i) {
    Derived now = readings[i]->now;
    now.standing = facts[i].standing;
    now.first_fetch = facts[i].first_fetch;
    now.last_fetch = facts[i].last_fetch;
    if (now == readings[i]->now) continue;
    readings[i]->now = now;
    texts_.insert(readings[i]->text_sha256);
  }
}

void BatchWriter::UpdateText(const std::string& text_sha256) {
  const std::vector<Reading*>& readings = by_text_[text_sha256];
  if (readings.empty()) return;
  std::vector<ReadingFacts> facts;
  facts.reserve(readings.size());
  for (const Reading* reading : readings) facts.push_back(FactsOf(*reading));
  const size_t chosen = ChooseSpeaker(facts);
  const TextFacts text = SummarizeText(facts);
  const bool gone = text.standing == Standing::kGone;
  for (size_t i = 0; i < readings.size(); ++i) {
    Reading& reading = *readings[i];
    const bool speaks = i == chosen && !gone;
    if (speaks || reading.now.speaker) places_.insert(reading.place);
    reading.now.speaker = speaks;
    reading.now.text_last_fetch = speaks ? text.last_fetch : 0;
    // A speaker's state is its place's to say; until then it stays what it was.
    if (speaks) continue;
    if (reading.now.state == kCurrent) {
      TouchAggregates(reading);
      no_longer_.insert(reading.id);
    }
    reading.now.state = StateOf(facts[i].standing, ReportState::kDuplicate);
  }
}

void BatchWriter::UpdatePlace(const std::string& place) {
  const auto at = by_place_.find(place);
  if (at == by_place_.end()) return;
  std::vector<Reading*> readings;
  std::vector<TextFacts> texts;
  for (Reading* reading : at->second) {
    if (!reading->now.speaker) continue;
    readings.push_back(reading);
    TextFacts text;
    text.text_sha256 = reading->text_sha256;
    text.published = reading->published;
    text.last_fetch = reading->now.text_last_fetch;
    text.standing = reading->now.standing;
    texts.push_back(std::move(text));
  }
  const int current = CurrentOf(texts);
  for (size_t i = 0; i < readings.size(); ++i) {
    Reading& reading = *readings[i];
    const int state =
        static_cast<int>(i) == current ? kCurrent : StateOf(texts[i].standing, ReportState::kHistory);
    const bool was = reading.now.state == kCurrent;
    const bool is = state == kCurrent;
    if (was != is || (is && reading.contents != nullptr)) {
      result_.changed_slots += is ? 1 : 0;
      TouchAggregates(reading);
    }
    if (was && !is) no_longer_.insert(reading.id);
    reading.now.state = state;
  }
}

}  // namespace fazhi::aggregation
