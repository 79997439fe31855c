#include "services/aggregation/testing/reference_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/base/resource_names.h"

namespace fazhi::aggregation {
namespace {

int64_t TimeOf(const v1::Report& report) {
  return report.document().has_fetched_at() ? report.document().fetched_at().seconds() * 1000000 : kNoTime;
}

// A clean text at a URL.
struct Reading {
  std::string url, text, slot, published;
  bool by_page = false;
  const v1::ObservationSet* set = nullptr;
  int64_t first = 0, last = 0;
  int standing = 0;  // 0 stands, 1 replaced, 2 withdrawn
};

const v1::Report& ReportOf(const v1::ObservationSet& set) { return set.outline().report(); }

// The readings that some document gives, with standing.
std::vector<Reading> Readings(const ReferenceInput& input) {
  std::vector<Reading> readings;
  std::set<std::pair<std::string, std::string>> keys;
  for (const v1::ObservationSet& set : input.arrivals) {
    keys.emplace(ReportOf(set).document().url(), ReportOf(set).text_sha256());
  }
  for (const auto& key : keys) {
    const std::string& url = key.first;
    const std::string& text = key.second;
    Reading reading;
    reading.url = url;
    reading.text = text;
    // Documents at the URL that are now read as this text: those whose newest reading is.
    bool any = false;
    for (const v1::ObservationSet& set : input.arrivals) {
      const v1::Report& report = ReportOf(set);
      if (report.document().url() != url) continue;
      const auto newest = std::max_element(
          input.arrivals.begin(), input.arrivals.end(),
          [&](const v1::ObservationSet& a, const v1::ObservationSet& b) {
            const auto rank = [&](const v1::ObservationSet& s) {
              const bool same = ReportOf(s).document().url() == url &&
                                ReportOf(s).document().sha256() == report.document().sha256();
              return std::make_tuple(same, ReportOf(s).pipeline_version(), ReportOf(s).text_sha256());
            };
            return rank(a) < rank(b);
          });
      if (ReportOf(*newest).text_sha256() != text) continue;
      reading.first = any ? std::min(reading.first, TimeOf(report)) : TimeOf(report);
      reading.last = any ? std::max(reading.last, TimeOf(report)) : TimeOf(report);
      any = true;
    }
    if (!any) continue;
    // What it says is what the newest pipeline made of it.
    for (const v1::ObservationSet& set : input.arrivals) {
      const v1::Report& report = ReportOf(set);
      if (report.document().url() != url || report.text_sha256() != text) continue;
      const auto rank = [](const v1::ObservationSet& s) {
        return std::make_tuple(ReportOf(s).pipeline_version(), ReportOf(s).document().sha256());
      };
      if (reading.set == nullptr || rank(*reading.set) < rank(set)) reading.set = &set;
    }
    reading.slot = SlotOf(ReportOf(*reading.set));
    reading.published = ReportOf(*reading.set).published();
    reading.by_page = ReportOf(*reading.set).published_kind() == v1::DATE_KIND_PUBLICATION;
    readings.push_back(reading);
  }
  for (Reading& reading : readings) {
    for (const Reading& other : readings) {
      if (other.url == reading.url && other.slot == reading.slot &&
          std::make_pair(other.last, other.text) > std::make_pair(reading.last, reading.text)) {
        reading.standing = 1;
      }
    }
    for (const v1::Withdrawal& withdrawal : input.withdrawals) {
      if (withdrawal.url() == reading.url && reading.last < withdrawal.withdrawn_at().seconds() * 1000000) {
        reading.standing = 2;
      }
    }
  }
  return readings;
}

}  // namespace

bool ReferenceReport::operator<(const ReferenceReport& o) const {
  return std::tie(name, url, document_sha256, state, first_fetch, last_fetch) <
         std::tie(o.name, o.url, o.document_sha256, o.state, o.first_fetch, o.last_fetch);
}

bool ReferenceReport::operator==(const ReferenceReport& other) const {
  return !(*this < other) && !(other < *this);
}

std::vector<ReferenceReport> ReferenceState(const ReferenceInput& input) {
  const std::vector<Reading> readings = Readings(input);
  // The reading that speaks for a text.
  std::map<std::string, const Reading*> speakers;
  for (const Reading& reading : readings) {
    const auto badness = [](const Reading& r) {
      return std::make_tuple(r.standing, -static_cast<int64_t>(ReportOf(*r.set).pipeline_version()),
                             r.slot.empty(), !r.by_page, r.published.empty(), r.published, r.url);
    };
    const Reading*& speaker = speakers[reading.text];
    if (speaker == nullptr || badness(reading) < badness(*speaker)) speaker = &reading;
  }
  const auto last_fetch_of_text = [&](const Reading& speaker) {
    int64_t last = kNoTime;
    for (const Reading& r : readings) {
      if (r.text == speaker.text && (r.standing < 2 || speaker.standing == 2)) last = std::max(last, r.last);
    }
    return last;
  };
  const auto place = [](const Reading& r) { return r.slot.empty() ? "url:" + r.url : r.slot; };
  std::vector<ReferenceReport> state;
  for (const Reading& reading : readings) {
    ReferenceReport report;
    report.name = ReportName(reading.slot, reading.text);
    report.url = reading.url;
    report.document_sha256 = ReportOf(*reading.set).document().sha256();
    report.first_fetch = reading.first;
    report.last_fetch = reading.last;
    report.set = reading.set;
    if (reading.standing == 2) {
      report.state = ReportState::kWithdrawn;
    } else if (reading.standing == 1) {
      report.state = ReportState::kReplaced;
    } else if (speakers[reading.text] != &reading) {
      report.state = ReportState::kDuplicate;
    } else {
      report.state = ReportState::kCurrent;
      for (const auto& [text, other] : speakers) {
        if (other->standing != 0 || place(*other) != place(reading)) continue;
        const auto rank = [&](const Reading& r) {
          return std::make_tuple(r.published, last_fetch_of_text(r), r.text);
        };
        if (rank(*other) > rank(reading)) report.state = ReportState::kHistory;
      }
    }
    state.push_back(report);
  }
  std::sort(state.begin(), state.end());
  return state;
}

ReferenceSum ReferenceTotal(const std::vector<ReferenceReport>& state, const std::string& indicator,
                            const std::string& unit, const std::string& prefix, size_t code_length,
                            uint32_t year) {
  ReferenceSum total;
  for (const ReferenceReport& report : state) {
    const v1::Report& r = ReportOf(*report.set);
    if (report.state != ReportState::kCurrent || SlotOf(r).empty() || r.year() != year) continue;
    if (r.reporting_body() != v1::REPORTING_BODY_GOVERNMENT) continue;
    if (r.region().code().size() != code_length || r.region().code().compare(0, prefix.size(), prefix) != 0)
      continue;
    for (const v1::Observation& o : report.set->observations()) {
      if (o.indicator() != indicator || o.quantity().unit() != unit || o.kind() != v1::KIND_LEVEL) continue;
      if (o.status() != v1::STATUS_ACTUAL || o.grey() || o.period() != absl::StrCat(year)) continue;
      ++total.n;
      total.sum_e4 += o.quantity().value_e4();
    }
  }
  return total;
}

std::vector<std::string> ReferenceRestated(const std::vector<ReferenceReport>& state) {
  std::vector<std::string> found;
  for (const ReferenceReport& report : state) {
    const v1::Report& r = ReportOf(*report.set);
    if (report.state != ReportState::kCurrent || SlotOf(r).empty()) continue;
    for (const v1::Observation& claim : report.set->observations()) {
      if (claim.status() != v1::STATUS_PRIOR || claim.indicator().empty()) continue;
      for (const ReferenceReport& other : state) {
        const v1::Report& o = ReportOf(*other.set);
        if (other.state != ReportState::kCurrent || SlotOf(o).empty()) continue;
        if (absl::StrCat(o.year()) != claim.period() || o.year() >= r.year()) continue;
        if (RegionKey(o.region()) != RegionKey(r.region()) || o.subject() != r.subject()) continue;
        for (const v1::Observation& own : other.set->observations()) {
          if (own.indicator() != claim.indicator() || own.status() != v1::STATUS_ACTUAL) continue;
          if (own.period() != claim.period() || own.quantity().unit() != claim.quantity().unit()) continue;
          if (own.quantity().value_e4() == claim.quantity().value_e4()) continue;
          found.push_back(absl::StrCat(report.name, " restated ", claim.quantity().value_e4() / 10000, " ",
                                       own.quantity().value_e4() / 10000));
        }
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace fazhi::aggregation
