#include "services/extraction/core/grounding_pairs.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/extraction/core/periods.h"
#include "services/extraction/core/status.h"

namespace fazhi::extraction {

void ValuePair::SeeWord(const Token& token, size_t i) {
  if (token.Has(WordRole::kFrom)) {
    from_ = static_cast<int32_t>(i);
    first_ = -1;
    legal_ = false;
  }
  if (token.Has(WordRole::kLegal) && from_ >= 0) legal_ = true;
}

void ValuePair::TakeUnit(const ScannedText& scanned, size_t i, ScannedNumber& number) const {
  if (number.unit.ok() || number.number.han || from_ < 0 || first_ >= 0) return;
  bool leads = false;
  for (size_t j = i + 1; j < scanned.tokens.size() && j < i + 6; ++j) {
    const Token& token = scanned.tokens[j];
    if (token.type == TokenType::kWord) leads |= token.Has(WordRole::kTo);
    if (token.type == TokenType::kStop || token.type == TokenType::kComma) return;
    if (token.type != TokenType::kNumber) continue;
    const ScannedNumber& later = scanned.numbers[token.index];
    if (leads && later.unit.ok()) number.unit = later.unit;
    return;
  }
}

void ValuePair::See(const LeftWords& left, bool listed, const TimesInText& times, const ScannedText& scanned,
                    const PassageContext& context, std::vector<GroundedQuantity>& quantities) {
  if (from_ < 0) return;
  const auto index = static_cast<int32_t>(quantities.size()) - 1;
  // 从9批23人次降到3批5人次: each is told by two figures.
  const bool joined = first_ >= 0 && left.tokens == 0 && quantities[index - 1].end == quantities[index].begin;
  const bool dated = left.time >= 0 && left.of;  // 从2021年的71.2%、2022年的83.5%提升至
  if (first_ < 0 || ((listed || joined || dated) && !left.to && last_ == index - 1)) {
    if (first_ < 0) first_ = index;
    last_ = index;
    return;
  }
  if (last_ == index - 1 && left.to && quantities.back().kind != v1::KIND_CHANGE) {
    for (int32_t i = first_; i <= last_; ++i) {
      std::string own = quantities[i].period;
      MakePrior(times, scanned, context, quantities[i]);
      if (i > first_ && quantities[i].status == v1::STATUS_PRIOR && own != context.default_period)
        quantities[i].period = std::move(own);
    }
  }
  from_ = -1;
}

void ValuePair::MakePrior(const TimesInText& times, const ScannedText& scanned, const PassageContext& context,
                          GroundedQuantity& first) const {
  if (legal_ || context.plan) {
    first.status = v1::STATUS_ACTUAL;
    if (context.plan && first.period == context.plan_period) first.period = ActualPeriod(context);
  } else {
    first.status = v1::STATUS_PRIOR;
    const TimeExpression* time = times.TimeBetween(from_, first.begin);
    // 由年初的182项增至214项: no other year is named.
    const bool earlier = time != nullptr && !(time->relative && time->relation == TimeRelation::kThisYear);
    first.period = earlier ? FormatPeriod(*time, context.report_year) : "";
  }
  first.left_edge = std::min(first.left_edge, scanned.tokens[from_].begin);
}

}  // namespace fazhi::extraction
