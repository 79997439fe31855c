#include "services/extraction/core/confidence.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"

namespace fazhi::extraction {
namespace {

// Points are hundredths of a logit; sums beyond this are as good as certain.
constexpr int kMostPoints = 800;
// Three characters of UTF-8.
constexpr size_t kShortAliasBytes = 9;

enum Sign : uint8_t {
  kAlways,
  kIsChange,
  kIsRank,
  kIsTarget,
  kIsPrior,
  kIsGrey,
  kNoUnit,
  kNotExact,
  kNoPeriod,
  kNoWords,
  kShortWords,
  kLongWords,
  kLongerWords,
  kBare,
  kCopied,
  kTakenOver,
  kIsPart,
  kIsRate,
  kShared,
  kPercent,
  kMoney,
  kDuration,
  kCell,
  kHan,
  kOtherCount,
  kOtherReport,
  kDepartment,
  kTownship,
  kLinked,
  kWeakAlias,
  kScoreBelow80,
  kScoreBelow84,
  kScoreBelow88,
  kScoreBelow92,
  kScoreBelow96,
  kHalfExplained,
  kMostExplained,
  kAllExplained,
  kLinkedTarget,
  kLinkedTakenOver,
  kLinkedPart,
  kShortAlias,
  kNotLinked,
  kNearUnit,
  kNearPartial,
  kNearTopic,
  kNearWord,
  kNearTopicless,
  kNearExcluded,
  kNearBelow,
  kNearBelow60,
  kNearLost,
  kNullPercent,
  kNullCases,
  kNullPeople,
  kNullItems,
  kNullTimes,
  kNullPart,
  kNullTakenOver,
  kNullAmongLinked,
  kSignCount,
};
static_assert(kSignCount <= 64, "signs are bits of one word");

constexpr struct {
  Sign sign;
  const char* name;
} kNames[] = {
    {kAlways, "always"},
    {kIsChange, "change"},
    {kIsRank, "rank"},
    {kIsTarget, "target"},
    {kIsPrior, "prior"},
    {kIsGrey, "grey"},
    {kNoUnit, "no_unit"},
    {kNotExact, "not_exact"},
    {kNoPeriod, "no_period"},
    {kNoWords, "no_words"},
    {kShortWords, "short_words"},
    {kLongWords, "long_words"},
    {kLongerWords, "longer_words"},
    {kBare, "bare"},
    {kCopied, "copied"},
    {kTakenOver, "taken_over"},
    {kIsPart, "part"},
    {kIsRate, "rate"},
    {kShared, "shared"},
    {kPercent, "percent"},
    {kMoney, "money"},
    {kDuration, "duration"},
    {kCell, "cell"},
    {kHan, "han"},
    {kOtherCount, "other_count"},
    {kOtherReport, "other_report"},
    {kDepartment, "department"},
    {kTownship, "township"},
    {kLinked, "linked"},
    {kWeakAlias, "weak_alias"},
    {kScoreBelow80, "score_80"},
    {kScoreBelow84, "score_84"},
    {kScoreBelow88, "score_88"},
    {kScoreBelow92, "score_92"},
    {kScoreBelow96, "score_96"},
    {kHalfExplained, "half_explained"},
    {kMostExplained, "most_explained"},
    {kAllExplained, "all_explained"},
    {kLinkedTarget, "linked_target"},
    {kLinkedTakenOver, "linked_taken_over"},
    {kLinkedPart, "linked_part"},
    {kShortAlias, "short_alias"},
    {kNotLinked, "not_linked"},
    {kNearUnit, "near_unit"},
    {kNearPartial, "near_partial"},
    {kNearTopic, "near_topic"},
    {kNearWord, "near_word"},
    {kNearTopicless, "near_topicless"},
    {kNearExcluded, "near_excluded"},
    {kNearBelow, "near_below"},
    {kNearBelow60, "near_below_60"},
    {kNearLost, "near_lost"},
    {kNullPercent, "null_percent"},
    {kNullCases, "null_cases"},
    {kNullPeople, "null_people"},
    {kNullItems, "null_items"},
    {kNullTimes, "null_times"},
    {kNullPart, "null_part"},
    {kNullTakenOver, "null_taken_over"},
    {kNullAmongLinked, "null_among_linked"},
};

constexpr bool NamesAreInOrder() {
  for (int sign = 0; sign < kSignCount; ++sign) {
    if (kNames[sign].sign != sign) return false;
  }
  return sizeof(kNames) / sizeof(kNames[0]) == kSignCount;
}
static_assert(NamesAreInOrder(), "a name for each sign, at its place");

bool IsOneOf(absl::string_view word, std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class SignSet {
 public:
  void Put(Sign sign, bool holds = true) { signs_ |= Signs{holds} << sign; }
  Signs signs() const { return signs_; }

 private:
  Signs signs_ = 0;
};

void PutLink(const InterpretedQuantity& read, SignSet& set) {
  const Link& link = read.link;
  set.Put(kLinked);
  set.Put(kWeakAlias, read.alias->weak());
  set.Put(kShortAlias, read.alias->text().size() <= kShortAliasBytes);
  set.Put(kLinkedTakenOver, read.measure.base != kNoMeasure);
  set.Put(kLinkedPart, read.relation.part_of != kNoMeasure);
  set.Put(kScoreBelow80, link.score < 0.80f);
  set.Put(kScoreBelow84, link.score < 0.84f);
  set.Put(kScoreBelow88, link.score < 0.88f);
  set.Put(kScoreBelow92, link.score < 0.92f);
  set.Put(kScoreBelow96, link.score < 0.96f);
  set.Put(kHalfExplained, link.explained >= 0.5f);
  set.Put(kMostExplained, link.explained >= 0.8f);
  set.Put(kAllExplained, link.explained >= 0.99f);
  set.Put(kLinkedTarget, read.quantity.status == v1::STATUS_TARGET);
}

void PutNoLink(const InterpretedQuantity& read, SignSet& set) {
  const Link& link = read.link;
  set.Put(kNotLinked);
  set.Put(kNearUnit, link.near == Near::kUnit);
  set.Put(kNearPartial, link.near == Near::kPartial);
  set.Put(kNearTopic, link.near == Near::kTopic);
  set.Put(kNearWord, link.near == Near::kWord);
  set.Put(kNearTopicless, link.near == Near::kTopicless);
  set.Put(kNearExcluded, link.near == Near::kExcluded);
  set.Put(kNearBelow, link.near == Near::kBelow);
  set.Put(kNearBelow60, link.near == Near::kBelow && link.score < 0.6f);
  set.Put(kNearLost, link.near == Near::kLost);
  const absl::string_view unit = read.quantity.quantity.unit();
  set.Put(kNullPercent, unit == "%");
  set.Put(kNullCases, IsOneOf(unit, {"件", "起", "份", "件次", "宗", "笔"}));
  set.Put(kNullPeople, IsOneOf(unit, {"人", "名", "人次", "余人次"}));
  set.Put(kNullItems, IsOneOf(unit, {"项", "条", "部"}));
  set.Put(kNullTimes, IsOneOf(unit, {"次", "场", "场次", "期"}));
  set.Put(kNullPart, read.relation.part_of != kNoMeasure);
  set.Put(kNullTakenOver, read.measure.base != kNoMeasure);
  set.Put(kNullAmongLinked, read.among_linked);
}

}  // namespace

Signs SignsOf(const InterpretedQuantity& read) {
  const GroundedQuantity& quantity = read.quantity;
  const Measure& measure = read.measure;
  const absl::string_view rule = quantity.rule;
  const uint32_t length = measure.phrase.length();
  SignSet set;
  set.Put(kAlways);
  set.Put(kIsChange, quantity.kind == v1::KIND_CHANGE);
  set.Put(kIsRank, quantity.kind == v1::KIND_RANK);
  set.Put(kIsTarget, quantity.status == v1::STATUS_TARGET);
  set.Put(kIsPrior, quantity.status == v1::STATUS_PRIOR);
  set.Put(kIsGrey, quantity.grey);
  set.Put(kNoUnit, quantity.quantity.unit().empty());
  set.Put(kNotExact, quantity.quantity.bound() != v1::BOUND_EXACT);
  set.Put(kNoPeriod, quantity.period.empty());
  set.Put(kNoWords, length == 0);
  set.Put(kShortWords, length <= 2);
  set.Put(kLongWords, length > 12);
  set.Put(kLongerWords, length > 18);
  set.Put(kBare, measure.bare);
  set.Put(kCopied, measure.copied);
  set.Put(kTakenOver, measure.base != kNoMeasure);
  set.Put(kIsPart, read.relation.part_of != kNoMeasure);
  set.Put(kIsRate, read.relation.numerator != kNoMeasure);
  set.Put(kShared, read.shared);
  set.Put(kPercent, rule == "percent");
  set.Put(kMoney, rule == "money");
  set.Put(kDuration, absl::StartsWith(rule, "duration"));
  set.Put(kCell, rule == "cell");
  set.Put(kHan, absl::EndsWith(rule, ".han"));
  set.Put(kOtherCount, absl::StartsWith(rule, "count.") && !absl::EndsWith(rule, ".han"));
  set.Put(kOtherReport, read.report.kind() != v1::REPORT_KIND_ANNUAL_REPORT);
  set.Put(kDepartment, read.report.reporting_body() == v1::REPORTING_BODY_DEPARTMENT);
  set.Put(kTownship, read.report.reporting_body() == v1::REPORTING_BODY_TOWNSHIP);
  if (read.link.indicator >= 0) {
    PutLink(read, set);
  } else if (quantity.kind != v1::KIND_CHANGE) {
    PutNoLink(read, set);
  }
  return set.signs();
}

const int ConfidenceTable::kSigns = kSignCount;

const ConfidenceTable& ConfidenceTable::Get() {
  static const auto* const table = new ConfidenceTable(extraction_words::Data("confidence.txt"));
  return *table;
}

ConfidenceTable::ConfidenceTable(absl::string_view data) {
  for (absl::string_view line : absl::StrSplit(data, '\n')) {
    const std::pair<absl::string_view, absl::string_view> entry =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    for (int sign = 0; sign < kSignCount; ++sign) {
      if (entry.first == kNames[sign].name) (void)absl::SimpleAtoi(entry.second, &points_[sign]);
    }
  }
  for (int sum = -kMostPoints; sum <= kMostPoints; ++sum) {
    by_sum_.push_back(static_cast<float>(std::round(1000 / (1 + std::exp(-sum / 100.0))) / 1000));
  }
}

float ConfidenceTable::Of(Signs signs) const {
  int sum = 0;
  for (; signs != 0; signs &= signs - 1) sum += points_[static_cast<size_t>(__builtin_ctzll(signs))];
  const int at = std::clamp(sum, -kMostPoints, kMostPoints) + kMostPoints;
  return by_sum_[static_cast<size_t>(at)];
}

std::vector<std::string> ConfidenceTable::Names(Signs signs) {
  std::vector<std::string> names;
  for (; signs != 0; signs &= signs - 1) names.push_back(kNames[__builtin_ctzll(signs)].name);
  return names;
}

}  // namespace fazhi::extraction
