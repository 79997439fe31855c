#include "services/extraction/core/linking_waivers.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/extraction/core/linking_weights.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// The last character of what the region is called, which its bodies begin with (省 of 省委依法治省办).
char32_t LevelOf(const v1::Report& report) {
  const std::u32string name = ToCodePoints(report.region().name());
  return name.empty() || EndsWith(name, U"自治区") ? 0 : name.back();
}

// 省委法治督察, 市督察组, 依法治省办: whether a word names a body or act of that level first, and is not of
// what such did to the region (反馈我市, 来市).
bool IsOfLevel(std::u32string_view word, char32_t level) {
  const size_t at = word.find_first_of(U"省市州盟县区旗");
  return at != word.npos && word[at] == level &&
         !StartsWithOneOf(word, {U"反馈", U"来", U"到", U"涉及", U"归口"});
}

}  // namespace

LinkWaivers::LinkWaivers(const v1::Report& report, const Catalog& catalog, const OwnField& own_field)
    : report_(report), catalog_(catalog), index_(catalog.aliases()), own_field_(own_field) {
  WaiveWordsOfRespondents();
  WaiveOwnName();
  WaiveOwnField();
  WaiveOwnLevel();
}

// 以我局为被申请人的行政复议案件6件,维持5件: what reviews came to is told by the bodies that decide none of
// them as it is by those that do.
void LinkWaivers::WaiveWordsOfRespondents() {
  const auto contains_one = [](absl::string_view text, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return absl::StrContains(text, word); });
  };
  if (report_.reporting_body() == v1::REPORTING_BODY_UNSPECIFIED ||
      report_.reporting_body() == v1::REPORTING_BODY_GOVERNMENT || DecidesReviews(report_))
    return;
  Waiver waiver = Make(LinkWeights::Get().of_respondent);
  for (const v1::Indicator& indicator : catalog_.proto().indicators()) {
    if (!waiver.indicators.Names(indicator.id())) continue;
    for (absl::string_view word : indicator.forbidden_context()) {
      if (!contains_one(word, LinkWeights::Get().respondent)) continue;
      const bool topic = absl::ConsumePrefix(&word, AliasIndex::kGap);
      const AliasIndex::Word& known = index_.word(index_.context_words().Find(ToCodePoints(word)));
      if (topic) {
        waiver.topics[known.topic] = true;
      } else {
        waiver.words[known.forbidden] = true;
      }
    }
  }
  waivers_.push_back(std::move(waiver));
}

// 全市公安机关办理行政案件, in the report of 公安局: the body that acts is the report's own.
void LinkWaivers::WaiveOwnName() {
  if (report_.reporting_body() != v1::REPORTING_BODY_DEPARTMENT) return;
  Waiver waiver = Make(LinkWeights::Get().of_enforcement);
  const std::u32string name = ToCodePoints(report_.subject());
  index_.context_words().Prefixes(name, [&](uint32_t, uint32_t number) {
    const uint32_t topic = index_.word(number).topic;
    if (topic != TermTrie::kNone) waiver.topics[topic] = true;
  });
  waivers_.push_back(std::move(waiver));
}

// 办理环境信访86件, in the report of 生态环境局: what is of the department's own field is of all that it
// reports on.
void LinkWaivers::WaiveOwnField() {
  if (report_.reporting_body() != v1::REPORTING_BODY_DEPARTMENT) return;
  Waiver waiver = Make(LinkWeights::Get().of_field);
  for (const v1::Indicator& indicator : catalog_.proto().indicators()) {
    if (!waiver.indicators.Names(indicator.id())) continue;
    const std::u32string name = ToCodePoints(indicator.zh_name());
    for (const std::string& utf8 : indicator.forbidden_context()) {
      const std::u32string word = ToCodePoints(utf8);
      const uint32_t number = index_.context_words().Find(word);
      if (number == TermTrie::kNone || !own_field_.Names(word, name)) continue;
      const uint32_t forbidden = index_.word(number).forbidden;
      if (forbidden != TermTrie::kNone) waiver.words[forbidden] = true;
    }
  }
  waivers_.push_back(std::move(waiver));
}

// 省委依法治省办派出3个督察组, in the report of the province: in those of the regions below it, it inspects
// them.
void LinkWaivers::WaiveOwnLevel() {
  const char32_t level = LevelOf(report_);
  if (level == 0 || report_.reporting_body() == v1::REPORTING_BODY_TOWNSHIP) return;
  Waiver waiver = Make(LinkWeights::Get().of_inspectors);
  for (const v1::Indicator& indicator : catalog_.proto().indicators()) {
    if (!waiver.indicators.Names(indicator.id())) continue;
    for (absl::string_view word : indicator.forbidden_context()) {
      const bool topic = absl::ConsumePrefix(&word, AliasIndex::kGap);
      const std::u32string points = ToCodePoints(word);
      if (!IsOfLevel(points, level)) continue;
      const AliasIndex::Word& known = index_.word(index_.context_words().Find(points));
      if (topic) {
        waiver.topics[known.topic] = true;
      } else {
        waiver.words[known.forbidden] = true;
      }
    }
  }
  waivers_.push_back(std::move(waiver));
}

LinkWaivers::Waiver LinkWaivers::Make(const IndicatorList& indicators) const {
  return {indicators, std::vector<bool>(index_.topic_count()), std::vector<bool>(index_.forbidden_count())};
}

bool LinkWaivers::Has(std::vector<bool> Waiver::*kind, uint32_t number, const std::string& indicator) const {
  return absl::c_any_of(waivers_, [&](const Waiver& waiver) {
    return (waiver.*kind)[number] && waiver.indicators.Names(indicator);
  });
}

}  // namespace fazhi::extraction
