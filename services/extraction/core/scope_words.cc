#include "services/extraction/core/scope_words.h"

#include <map>
#include <utility>

#include "absl/algorithm/container.h"
#include "fazhi/v1/observation.pb.h"
#include "fazhi_extraction_words.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

uint32_t ClassOf(absl::string_view name) {
  if (name == "jurisdiction") return v1::SCOPE_JURISDICTION;
  if (name == "own") return v1::SCOPE_OWN_LEVEL;
  if (name == "own_clause") return v1::SCOPE_OWN_LEVEL | kClause;
  if (name == "own_begin") return v1::SCOPE_OWN_LEVEL | kBegin;
  if (name == "own_topic") return v1::SCOPE_OWN_LEVEL | kTopic;
  if (name == "respondent") return kRespondent;
  if (name == "sued") return kSued;
  if (name == "own_weak") return v1::SCOPE_OWN_LEVEL | kWeak;
  if (name == "own_staff") return v1::SCOPE_OWN_LEVEL | kWeak | kStaff;
  if (name == "subordinate") return v1::SCOPE_SUBORDINATE;
  if (name == "subordinate_clause") return v1::SCOPE_SUBORDINATE | kClause;
  if (name == "subordinate_weak") return v1::SCOPE_SUBORDINATE | kWeak;
  if (name == "subordinate_over") return v1::SCOPE_SUBORDINATE | kWeak | kOver;
  if (name == "judiciary") return v1::SCOPE_JUDICIARY;
  if (name == "upper" || name == "blind") return kBlind;
  return 0;
}

// What the placeholders of a word stand for.
std::vector<std::u32string> Expanded(std::u32string_view word) {
  static constexpr struct {
    char32_t placeholder;
    Words meant;
  } kPlaceholders[] = {{U'*', {U"省", U"市", U"县", U"区", U"州", U"旗", U"盟"}},
                       {U'^', {U"乡", U"镇", U"街道", U"苏木"}},
                       {U'~', {U"局", U"厅", U"委"}}};
  for (const auto& [placeholder, meant] : kPlaceholders) {
    const size_t at = word.find(placeholder);
    if (at == word.npos) continue;
    std::vector<std::u32string> words;
    for (const std::u32string_view one : meant) {
      words.emplace_back(word.substr(0, at)).append(one).append(word.substr(at + 1));
    }
    return words;
  }
  return {std::u32string(word)};
}

}  // namespace

const ScopeWords& ScopeWords::Get() {
  static const auto* const words = new ScopeWords(extraction_words::Data("scope_words.txt"));
  return *words;
}

ScopeWords::ScopeWords(absl::string_view data) {
  for (const char32_t c : kClauseStops) seen_.Add(c, kSeenStop);
  for (const char32_t c : {U'(', U')'}) seen_.Add(c, kSeenStop);
  std::map<std::u32string, uint32_t> words;
  std::map<absl::string_view, WordGroups*> lists = {
      {"towards", &towards_},      {"meeting", &meetings_},    {"under", &under_},
      {"goes_on", &goes_on_},      {"office", &offices_},      {"own_office", &own_offices_},
      {"no_office", &no_offices_}, {"exercised", &exercised_}, {"enforced", &enforced_},
      {"outpost", &outposts_}};
  std::map<absl::string_view, std::map<std::u32string, uint32_t>> listed;
  std::map<absl::string_view, IndicatorList*> indicators = {{"lowest", &lowest_},
                                                            {"township", &township_},
                                                            {"belows_own", &belows_own_},
                                                            {"bodies_own", &bodies_own_},
                                                            {"inspected", &inspecteds_},
                                                            {"township_docket", &township_docket_},
                                                            {"department_docket", &department_docket_},
                                                            {"courts", &courts_},
                                                            {"judiciarys", &judiciarys_},
                                                            {"below", &below_},
                                                            {"halls", &halls_},
                                                            {"advisers", &advisers_},
                                                            {"offices", &by_offices_}};
  for (const auto& [name, list] : ReadWordLines(data)) {
    if (name == "docket") indicators["docket"] = &dockets_.emplace_back();
    for (const absl::string_view word : list) {
      if (const auto of = indicators.find(name); of != indicators.end()) {
        of->second->Add(word);
        continue;
      }
      for (const std::u32string& points : Expanded(ToCodePoints(word))) {
        if (lists.count(name) != 0) {
          if (name == "exercised") exercised_first_.Add(points.front(), kSeenWord);
          listed[name][points] = 1;
        } else if (const uint32_t word_class = ClassOf(name)) {
          seen_.Add(points.front(), kSeenWord);
          words[points] = word_class;
        }
      }
    }
  }
  words_ = WordGroups(words);
  for (const auto& [name, list] : lists) *list = WordGroups(listed[name]);
}

uint32_t ScopeWords::DocketOf(absl::string_view indicator, v1::ReportingBody body) const {
  if (body == v1::REPORTING_BODY_TOWNSHIP && township_docket_.Names(indicator)) return kTownshipDocket;
  if (body == v1::REPORTING_BODY_DEPARTMENT && department_docket_.Names(indicator)) indicator = "license";
  const auto it =
      absl::c_find_if(dockets_, [&](const IndicatorList& docket) { return docket.Names(indicator); });
  return it == dockets_.end() ? kNoDocket : static_cast<uint32_t>(it - dockets_.begin());
}

uint32_t ScopeWords::DocketOfMeasure(std::u32string_view measure) const {
  return enforced_.StandsIn(measure) ? DocketOf("penalty", v1::REPORTING_BODY_UNSPECIFIED) : kNoDocket;
}

bool ScopeWords::IsOf(ScopeDoer doer, absl::string_view indicator) const {
  switch (doer) {
    case ScopeDoer::kHall:
      return halls_.Names(indicator);
    case ScopeDoer::kAdvisers:
      return advisers_.Names(indicator);
    case ScopeDoer::kOffice:
      return by_offices_.Names(indicator);
    case ScopeDoer::kObject:
      return below_.Names(indicator);
    case ScopeDoer::kAllCourts:
    case ScopeDoer::kBody:
      break;
  }
  return true;
}

uint32_t ScopeWords::FindExercised(std::u32string_view text, uint32_t begin, uint32_t end) const {
  for (uint32_t i = begin; (i = exercised_first_.Next(text, i, end, kSeenWord)) < end; ++i) {
    if (exercised_.Longest(text.substr(i, end - i)).length != 0) return i;
  }
  return end;
}

}  // namespace fazhi::extraction
