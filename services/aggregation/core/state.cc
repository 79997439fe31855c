#include "services/aggregation/core/state.h"

#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"

namespace fazhi::aggregation {

absl::string_view ReportStateName(ReportState state) {
  switch (state) {
    case ReportState::kCurrent:
      return "current";
    case ReportState::kHistory:
      return "history";
    case ReportState::kReplaced:
      return "replaced";
    case ReportState::kWithdrawn:
      return "withdrawn";
    case ReportState::kDuplicate:
      return "duplicate";
  }
  return "";
}

void SetStandings(int64_t withdrawn_before, std::vector<ReadingFacts>& at_url) {
  const auto age = [](const ReadingFacts& reading) {
    return std::tie(reading.last_fetch, reading.text_sha256);
  };
  absl::flat_hash_map<absl::string_view, const ReadingFacts*> newest;  // of each slot
  for (const ReadingFacts& reading : at_url) {
    if (reading.standing == Standing::kGone) continue;
    const ReadingFacts*& of_slot = newest.try_emplace(reading.slot, &reading).first->second;
    if (age(*of_slot) < age(reading)) of_slot = &reading;
  }
  for (ReadingFacts& reading : at_url) {
    if (reading.standing == Standing::kGone) continue;
    if (withdrawn_before != kNoTime && reading.last_fetch < withdrawn_before) {
      reading.standing = Standing::kWithdrawn;
      continue;
    }
    reading.standing = age(reading) < age(*newest[reading.slot]) ? Standing::kReplaced : Standing::kStands;
  }
}

size_t ChooseSpeaker(const std::vector<ReadingFacts>& of_text) {
  const auto better = [](const ReadingFacts& a, const ReadingFacts& b) {
    if (a.standing != b.standing) return a.standing < b.standing;
    if (a.pipeline_version != b.pipeline_version) return a.pipeline_version > b.pipeline_version;
    if (a.slot.empty() != b.slot.empty()) return b.slot.empty();
    if (a.published_by_page != b.published_by_page) return a.published_by_page;
    if (a.published.empty() != b.published.empty()) return b.published.empty();
    return std::tie(a.published, a.url) < std::tie(b.published, b.url);
  };
  return static_cast<size_t>(std::min_element(of_text.begin(), of_text.end(), better) - of_text.begin());
}

TextFacts SummarizeText(const std::vector<ReadingFacts>& of_text) {
  TextFacts text;
  const ReadingFacts& speaker = of_text[ChooseSpeaker(of_text)];
  text.text_sha256 = speaker.text_sha256;
  text.published = speaker.published;
  text.standing = speaker.standing;
  for (const ReadingFacts& reading : of_text) {
    if (reading.standing > Standing::kReplaced && speaker.standing <= Standing::kReplaced) continue;
    text.last_fetch = std::max(text.last_fetch, reading.last_fetch);
  }
  return text;
}

int CurrentOf(const std::vector<TextFacts>& of_slot) {
  int current = -1;
  for (int i = 0; i < static_cast<int>(of_slot.size()); ++i) {
    if (of_slot[i].standing != Standing::kStands) continue;
    const auto rank = [](const TextFacts& t) { return std::tie(t.published, t.last_fetch, t.text_sha256); };
    if (current < 0 || rank(of_slot[current]) < rank(of_slot[i])) current = i;
  }
  return current;
}

}  // namespace fazhi::aggregation
