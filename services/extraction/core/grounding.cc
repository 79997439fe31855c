#include "services/extraction/core/grounding.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/grounding_changes.h"
#include "services/extraction/core/grounding_left.h"
#include "services/extraction/core/grounding_pairs.h"
#include "services/extraction/core/grounding_times.h"
#include "services/extraction/core/grounding_years.h"
#include "services/extraction/core/quantities_evidence.h"
#include "services/extraction/core/status.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// Code points of a verb and its object between 至少 and its number.
constexpr uint32_t kLooseReach = 6;

// The roles that tell something of a whole clause or sentence; the other ones matter next to a number only.
constexpr WordRoles kOfClause =
    Bit(WordRole::kCompare) | Bit(WordRole::kAgainst) | Bit(WordRole::kLegal) | Bit(WordRole::kLimit) |
    Bit(WordRole::kEvery) | Bit(WordRole::kStreak) | Bit(WordRole::kSpan) | Bit(WordRole::kRanked) |
    Bit(WordRole::kTarget) | Bit(WordRole::kMust) | Bit(WordRole::kStock) | Bit(WordRole::kCumulative) |
    Bit(WordRole::kLooseAtLeast) | Bit(WordRole::kLooseAtMost) | Bit(WordRole::kFounding) |
    Bit(WordRole::kNew) | Bit(WordRole::kFrom) | Bit(WordRole::kDone);

// What the words of the clause so far say about the numbers behind them.
struct ClauseState {
  bool comparing = false;
  bool legal = false;
  bool limit = false;
  bool every = false;
  bool streak = false;
  bool span = false;
  bool ranked = false;
  bool target = false;
  bool must = false;
  bool stock = false;
  bool cumulative = false;
  bool done = false;
  v1::Bound loose = v1::BOUND_EXACT;  // 至少配备
  uint32_t loose_end = 0;
  int32_t held = -1;           // token of the last time that is held against
  int32_t time = -1;           // token of the last time that is not held against
  bool time_founding = false;  // 2019年9月成立
};

class Grounder {
 public:
  Grounder(std::u32string_view text, ScannedText& scanned, const PassageContext& context,
           QuantityReading& out, bool explain)
      : text_(text),
        scanned_(scanned),
        times_(text, scanned),
        context_(context),
        out_(out),
        explain_(explain) {}

  PassageOutcome Run() {
    // Behind the last number nothing counts but a time that begins the passage.
    size_t end = scanned_.tokens.size();
    while (end > 1 && scanned_.tokens[end - 1].type != TokenType::kNumber) --end;
    for (size_t i = 0; i < end; ++i) {
      const Token& token = scanned_.tokens[i];
      switch (token.type) {
        case TokenType::kNumber:
          GroundNumber(i);
          break;
        case TokenType::kTime:
          SeeTime(i);
          break;
        case TokenType::kWord:
          SeeWord(i);
          break;
        case TokenType::kComma:
          EndClause(/*stop=*/false, token.begin);
          break;
        case TokenType::kStop:
          EndClause(/*stop=*/true, token.begin);
          break;
        case TokenType::kList:
        case TokenType::kOpen:
        case TokenType::kClose:
          break;
      }
    }
    if (sentence_time_ >= 0 && times_.YearRightBefore(sentence_time_) == 0 && times_.OpensPassage(0)) {
      const TimeExpression& time = Time(sentence_time_);
      // 1—9月: all of the year so far; 8—9月 is when one thing was done.
      if (time.from_month == 1 && time.to_month > 1 && !time.of_day && time.from_year == time.to_year) {
        outcome_.leading_span = FormatPeriod(time, context_.report_year);
      }
    }
    return outcome_;
  }

 private:
  void EndClause(bool stop, uint32_t end) {
    // An adverbial time (2023年,…) holds on in the sentence; one inside a clause with figures of its own does
    // not.
    if (clause_.time >= 0 && Adverbial(clause_.time)) sentence_time_ = clause_.time;
    if (clause_.time >= 0 && times_.IsOfContest(clause_.time, end)) contest_time_ = clause_.time;
    clause_ = ClauseState();
    ++clauses_;
    if (stop) {
      fresh_in_sentence_ = false;
      pair_.End();
      contest_time_ = -1;
      years_.Clear();
    }
  }

  // 下一步,我们将新建广场2处,培训骨干60名: the whole sentence is about what is to be done.
  bool LooksAhead() const {
    const Token& first = scanned_.tokens[0];
    if (aims_) return true;
    return first.type == TokenType::kWord && (first.begin == 0 || !IsHan(text_[first.begin - 1])) &&
           StartsWithOneOf(text_.substr(first.begin),
                           {U"下一步", U"下步", U"下阶段", U"下一阶段", U"接下来"});
  }

  const TimeExpression& Time(int32_t token) const { return times_.Of(token); }

  bool Adverbial(int32_t token) const {
    const TimeExpression& time = Time(token);
    const int32_t begins = times_.YearRightBefore(token);  // 今年上半年, 2023年前三季度
    const bool first = (begins == 0 && times_.OpensPassage(begins)) || times_.BehindLead(begins) ||
                       (times_.BeginsClause(begins) && (begins != token || !time.relative));
    const size_t next = static_cast<size_t>(token) + 1;
    const bool comma = next < scanned_.tokens.size() && scanned_.tokens[next].type == TokenType::kComma &&
                       scanned_.tokens[next].begin <= time.end + 1;
    if (time.relative && time.relation == TimeRelation::kThisYear)
      return true;  // 全年: back to the report's own
    if (clause_.time_founding) return false;
    const bool months = !time.WholeYear() && time.from_month != time.to_month;
    if (time.of_day || (!time.WholeYear() && !months)) return comma;
    return comma || first;
  }

  void SeeTime(size_t i) {
    TimeExpression& time = scanned_.times[scanned_.tokens[i].index];
    times_.TakeYearBefore(i, time);
    times_.TakeBothDays(i, time);
    if (time.of_day && time.from_year == 0 && time.from_month == 0) return;  // a clock
    if (time.before) return;  // 2020年以前的: of what is counted, not of the act
    if (times_.HeldAgainst(i)) {
      clause_.comparing = true;
      clause_.held = static_cast<int32_t>(i);
      return;
    }
    if (times_.IsOfObject(time)) {
      time.before = true;
      return;
    }
    if (time.open && clause_.time >= 0) TimesInText::TakeStart(Time(clause_.time), time);
    TakeYearAhead(time);
    time.since |= times_.StartsSpan(i);
    if (times_.IsUpTo(time)) {
      const int8_t month = time.to_month;
      time.from_month = time.to_month = 0;  // 截至12月底: what stands then is the year's
      // 截至6月底 of a text on the first half of the year: that half's
      int from = 0, to = 0;
      const absl::string_view of = context_.report_period;  // 2024-01/2024-06
      if (of.size() == 15 && absl::SimpleAtoi(of.substr(5, 2), &from) &&
          absl::SimpleAtoi(of.substr(13), &to) && to == month &&
          (time.from_year == 0 || static_cast<uint32_t>(time.from_year) == context_.report_year)) {
        time.from_month = static_cast<int8_t>(from);
        time.to_month = month;
      }
      time.of_day = false;
      if (sentence_time_ >= 0) TimesInText::EndSpan(Time(sentence_time_), month, time);
    }
    clause_.time = static_cast<int32_t>(i);
    clause_.time_founding = false;
    if (i == 0 && time.from_year != 0 && time.from_year == time.to_year && time.WholeYear() && !time.of_day &&
        !time.since && !time.due && times_.OpensPassage(0) && !YearsOfList::Goes(text_, scanned_, i)) {
      outcome_.leading_year = time;
      if (Adverbial(0))
        sentence_time_ = 0;  // 2020年是“十三五”收官之年,…: whatever the clause names further on
    }
    years_.See(text_, scanned_, i, context_.report_year);
  }

  // 2025年,…;年内…: of the year that the passage looks ahead to.
  void TakeYearAhead(TimeExpression& time) const {
    if (!time.relative || time.relation != TimeRelation::kThisYear) return;
    // 明年要抓三件事:一是…;二是全年评查300卷: of the year that the sentence looks ahead to.
    const int32_t of = clause_.time >= 0 ? clause_.time : sentence_time_;
    const bool looks_ahead = of >= 0 && Time(of).relative && Time(of).relation == TimeRelation::kNextYear;
    if (looks_ahead && context_.report_year != 0 && StandsAt(text_, time.begin, U"全年")) {
      time.relative = false;
      time.from_year = time.to_year = static_cast<int16_t>(context_.report_year + 1);
      return;
    }
    if (!outcome_.leading_year.ok()) return;
    const uint32_t ahead = LastYear(outcome_.leading_year, context_.report_year);
    if (context_.report_year == 0 || ahead <= context_.report_year) return;
    time.relative = false;
    time.from_year = time.to_year = static_cast<int16_t>(ahead);
  }

  void SeeWord(size_t i) {
    const Token& token = scanned_.tokens[i];
    if ((token.roles & kOfClause) == 0) return;
    if (token.Has(WordRole::kCompare)) clause_.comparing = true;
    if (token.Has(WordRole::kAgainst) && (text_[token.begin] == U'较' || text_[token.begin] == U'比')) {
      clause_.comparing = true;
    }
    clause_.legal |= token.Has(WordRole::kLegal);
    clause_.limit |= token.Has(WordRole::kLimit);
    clause_.every |= token.Has(WordRole::kEvery);
    clause_.streak |= token.Has(WordRole::kStreak);
    clause_.span |= token.Has(WordRole::kSpan);
    clause_.ranked |= token.Has(WordRole::kRanked);
    // 计划 that begins a clause is a verb, behind other words it is a noun (立法计划).
    const bool plan = text_.substr(token.begin, token.end - token.begin) == U"计划";
    clause_.target |=
        token.Has(WordRole::kTarget) && (!plan || (token.begin > 0 && !IsHan(text_[token.begin - 1])));
    clause_.must |= token.Has(WordRole::kMust);
    // 2024年的目标是:…, 要实现三个目标:…
    constexpr size_t kReach = 16;
    const auto behind = text_.substr(std::min<size_t>(token.end, text_.size()), kReach);
    const auto aimed = behind.substr(0, std::min(behind.find_first_of(U":,;。"), behind.size()));
    aims_ |= token.Has(WordRole::kMust) &&
             StandsAt(text_, token.end + static_cast<uint32_t>(aimed.size()), U":") &&
             (EndsWithOneOf(aimed, {U"目标", U"目标任务", U"任务目标"}) ||
              (aimed.empty() && EndsWithOneOf(text_.substr(0, token.end), {U"目标是", U"目标为"})));
    clause_.done |= token.Has(WordRole::kDone);
    clause_.stock |= token.Has(WordRole::kStock);
    if (token.Has(WordRole::kCumulative)) {
      clause_.cumulative = true;
      clause_.stock = false;
    }
    if (token.Has(WordRole::kLooseAtLeast) || token.Has(WordRole::kLooseAtMost)) {
      clause_.loose = token.Has(WordRole::kLooseAtLeast) ? v1::BOUND_AT_LEAST : v1::BOUND_AT_MOST;
      clause_.loose_end = token.end;
    }
    // 2022年以来共下发建议书15份: when it was done; 2022年以来下发的 are of then.
    const uint32_t after = clause_.time >= 0 ? Time(clause_.time).end : 0;
    const bool summed =
        clause_.time >= 0 && Time(clause_.time).since &&
        (StandsAt(text_, after, U"共") || StandsAt(text_, after, U"累计") || StandsAt(text_, after, U"先后"));
    if (token.Has(WordRole::kFounding) && clause_.time >= 0 && !summed) {
      clause_.time_founding = true;
      // 清理2024年底前出台的文件
      const uint32_t begin = scanned_.tokens[clause_.time].begin;
      const bool inside = begin > 0 && IsHan(text_[begin - 1]);
      if (inside && Time(clause_.time).due && StandsAt(text_, token.end, U"的")) clause_.time = -1;
    }
    if (token.Has(WordRole::kNew)) {
      fresh_in_sentence_ = true;
    }
    pair_.SeeWord(token, i);
  }

  void Reject(const ScannedNumber& scanned, const char* rule) {
    last_quantity_ = -1;
    if (!explain_) return;
    v1::RejectedCandidate& candidate = out_.rejected.emplace_back();
    candidate.mutable_span()->set_begin(scanned.number.begin);
    candidate.mutable_span()->set_end(scanned.end);
    candidate.set_rule(rule);
  }

  void GroundNumber(size_t i) {
    ScannedNumber& scanned = scanned_.numbers[scanned_.tokens[i].index];
    if (scanned.reject != nullptr) return Reject(scanned, scanned.reject);
    pair_.TakeUnit(scanned_, i, scanned);
    TakeUnitOfHead(scanned);
    const LeftWords left = ReadLeftWords(text_, scanned_, i, clause_.comparing);
    Evidence evidence;
    evidence.text = text_;
    evidence.scanned = &scanned;
    evidence.left = &left;
    evidence.every = clause_.every;
    evidence.streak = clause_.streak;
    evidence.span = clause_.span || (pair_.open() && left.from) || left.to;
    evidence.legal = clause_.legal;
    evidence.ranked = clause_.ranked;
    evidence.plan = context_.plan;
    evidence.cell = context_.cell;
    const char32_t unit = scanned.unit.end > scanned.unit.begin ? text_[scanned.unit.begin] : U'\0';
    evidence.counted_in_han = unit != U'\0' && unit == han_unit_;
    const Verdict verdict = Judge(evidence);
    if (!verdict.quantity) return Reject(scanned, verdict.rule);
    if (scanned.number.han && !verdict.grey && scanned.number.value_e4 >= 100000) han_unit_ = unit;
    GroundedQuantity& quantity = out_.quantities.emplace_back();
    FillNumber(scanned, left, quantity);
    quantity.rule = verdict.rule;
    quantity.grey = verdict.grey;
    quantity.kind = verdict.rank ? v1::KIND_RANK : v1::KIND_LEVEL;
    const bool listed = ContinuesList(scanned, left);
    if (listed) {
      const GroundedQuantity& before = out_.quantities[out_.quantities.size() - 2];
      quantity.kind = before.kind;
      quantity.direction = before.direction;
      quantity.status = before.status;
      quantity.period = before.period;
      if (before.status == v1::STATUS_PRIOR || before.kind == v1::KIND_CHANGE) {
        TakeYear(i, listed, quantity);
        return Remember(scanned);
      }
    }
    GroundKind(i, scanned, left, quantity);
    GroundTime(i, left, quantity);
    if (quantity.kind == v1::KIND_CHANGE) ResolveHeld();
    GroundExtreme(left, verdict, quantity);
    pair_.See(left, listed, StandsBeside(scanned, left), times_, scanned_, context_, out_.quantities);
    TakeYear(i, listed, quantity);
    clause_.loose = v1::BOUND_EXACT;
    if (left.time >= 0 && left.time == clause_.time && (left.of || quantity.status == v1::STATUS_PRIOR)) {
      clause_.time = -1;  // 由2022年底的3126项减为3108项: the time was the first one's alone
    }
    Remember(scanned);
  }

  // 32个部门3126项, 32个部门、3126项: whether nothing but a short noun parts the number from the last
  // quantity.
  bool StandsBeside(const ScannedNumber& scanned, const LeftWords& left) const {
    constexpr size_t kLongest = 2;
    if (last_quantity_ < 0 || left.tokens > 0 || scanned.number.begin < last_end_) return false;
    auto noun = text_.substr(last_end_, scanned.number.begin - last_end_);
    if (EndsWith(noun, U"、")) noun.remove_suffix(1);
    return noun.size() <= kLongest &&
           std::all_of(noun.begin(), noun.end(), [](char32_t c) { return IsHan(c); }) &&
           out_.quantities[last_quantity_].quantity.unit() != out_.quantities.back().quantity.unit();
  }

  // 2023年、2024年分别办理35件、42件
  void TakeYear(size_t i, bool listed, GroundedQuantity& quantity) {
    if (std::string year = years_.Next(text_, scanned_, i, listed); !year.empty())
      quantity.period = std::move(year);
  }

  // 进入全市前3名, as a promise, is the 3rd place or better; 单案最高18万元, as a fact, is what the highest
  // came to.
  void GroundExtreme(const LeftWords& left, const Verdict& verdict, GroundedQuantity& quantity) const {
    PrintedQuantity& value = quantity.quantity;
    if (verdict.rank && left.top && !StandsAt(text_, quantity.end, U"的") &&
        quantity.status == v1::STATUS_TARGET && value.bound() == v1::BOUND_EXACT) {
      value.set_bound(v1::BOUND_AT_MOST);
    }
    if (left.extreme && value.bound() == left.bound && quantity.status == v1::STATUS_ACTUAL &&
        quantity.kind == v1::KIND_LEVEL && !context_.plan) {
      value.set_bound(v1::BOUND_EXACT);
    }
  }

  void Remember(const ScannedNumber& scanned) {
    last_quantity_ = static_cast<int32_t>(out_.quantities.size()) - 1;
    last_end_ = scanned.end;
  }

  void TakeUnitOfHead(ScannedNumber& scanned) const {
    if (!context_.cell || scanned.unit.ok() || !context_.head_unit.ok()) return;
    scanned.unit = context_.head_unit;
    if (context_.head_multiplier > 1) ApplyMultiplier(context_.head_multiplier, scanned.number);
  }

  void FillNumber(const ScannedNumber& scanned, const LeftWords& left, GroundedQuantity& quantity) const {
    quantity.begin = scanned.number.begin;
    quantity.end = scanned.end;
    quantity.number_end = scanned.number_end;
    quantity.left_edge = left.begin;
    PrintedQuantity& value = quantity.quantity;
    value.set_value_e4(scanned.number.value_e4);
    value.set_resolution_e4(std::max<int64_t>(scanned.number.step_e4, 1));
    v1::Bound bound = scanned.bound;
    if (bound == v1::BOUND_EXACT) bound = left.bound;
    if (bound == v1::BOUND_EXACT && quantity.begin <= clause_.loose_end + kLooseReach) bound = clause_.loose;
    if (scanned.number.has_high) {
      bound = v1::BOUND_RANGE;
      value.set_high_e4(scanned.number.high_e4);
    }
    value.set_bound(bound);
    if (scanned.han_percent || (scanned.fraction && scanned.unit.ok())) {
      *value.mutable_unit() = "%";
    } else if (scanned.unit.name != nullptr) {
      *value.mutable_unit() = *scanned.unit.name;
    } else if (scanned.unit.end > scanned.unit.begin) {
      std::string& unit = *value.mutable_unit();
      for (uint32_t at = scanned.unit.begin; at < scanned.unit.end; ++at) {
        if (scanned.split_unit && at == scanned.unit.begin + 1) continue;  // 个(多)月
        AppendUtf8(text_[at], unit);
      }
    }
  }

  // Whether the number stands right behind the last quantity in a list (下降5.2%、7.9%) and has no words of
  // its own.
  bool ContinuesList(const ScannedNumber& scanned, const LeftWords& left) {
    if (last_quantity_ < 0 || left.tokens > 0 || scanned.number.begin <= last_end_) return false;
    const auto gap = text_.substr(last_end_, scanned.number.begin - last_end_);
    if (gap != U"、" && gap != U"和" && gap != U"与" && gap != U"及" && gap != U"以及" && gap != U",")
      return false;
    const GroundedQuantity& before = out_.quantities[last_quantity_];
    if (gap == U"," && before.kind == v1::KIND_RANK) return false;  // 列第2名,3名干部受表彰
    const std::u32string_view words = text_.substr(before.left_edge, before.begin - before.left_edge);
    // 上年分别为1620件、588万元
    const bool each = (before.kind == v1::KIND_CHANGE || before.status == v1::STATUS_PRIOR) &&
                      (Contains(words, U"分别") || each_ == last_quantity_);
    if (each) each_ = static_cast<int32_t>(out_.quantities.size()) - 1;
    // 分别上升8.2%、9.1%和0.8个百分点
    const bool points = before.kind == v1::KIND_CHANGE && scanned.unit.unit_class == UnitClass::kPoints;
    return each || points || before.quantity.unit() == out_.quantities.back().quantity.unit();
  }

  void GroundKind(size_t i, const ScannedNumber& scanned, const LeftWords& left, GroundedQuantity& quantity) {
    if (quantity.kind == v1::KIND_RANK) return;
    if (context_.head_change != v1::DIRECTION_UNSPECIFIED) {
      quantity.kind = v1::KIND_CHANGE;
      quantity.direction = scanned.signed_down                        ? v1::DIRECTION_DOWN
                           : left.change != v1::DIRECTION_UNSPECIFIED ? left.change
                                                                      : context_.head_change;
      return;
    }
    v1::Direction change = ChangeAround(text_, scanned_, i, left, clause_.comparing);
    if (change == v1::DIRECTION_UNSPECIFIED || clause_.legal) return;
    if (left.change == change && !clause_.comparing &&
        CountsNounBehind(text_, scanned.unit.unit_class, quantity.end))
      return;
    // 审批时限平均压缩70%: what is left of the legal limit, though it is not named.
    const bool percent = scanned.unit.unit_class == UnitClass::kPercent;
    const auto said = text_.substr(left.begin, scanned.number.begin - left.begin);
    if (IsFallForBetter(scanned_, i)) change = v1::DIRECTION_DOWN;
    const bool cut = change == v1::DIRECTION_DOWN || Contains(said, U"提速");
    // 审批时限减少53%、申请材料减少23%: the papers are no limit.
    constexpr uint32_t kShortest = 4;
    const uint32_t from = last_quantity_ >= 0 ? last_end_ : 0;
    const auto own =
        from + kShortest <= left.begin ? text_.substr(from, left.begin - from) : std::u32string_view();
    const bool of_papers = StartsWith(own, U"、") && !ContainsOneOf(own, {U"时", U"限", U"效率"});
    if (percent && clause_.limit && !clause_.comparing && cut && !of_papers) return;
    quantity.kind = v1::KIND_CHANGE;
    quantity.direction = change;
  }

  void GroundTime(size_t i, const LeftWords& left, GroundedQuantity& quantity) {
    StatusEvidence evidence;
    evidence.text = text_;
    evidence.scanned = &scanned_;
    evidence.token = i;
    evidence.left = &left;
    evidence.context = &context_;
    evidence.change = quantity.kind == v1::KIND_CHANGE;
    evidence.multiple = scanned_.numbers[scanned_.tokens[i].index].unit.unit_class == UnitClass::kTimes;
    evidence.clause_target = clause_.target;
    evidence.clause_must = clause_.must;
    evidence.clause_done = clause_.done;
    evidence.looks_ahead = LooksAhead();
    const bool act = scanned_.numbers[scanned_.tokens[i].index].unit.unit_class == UnitClass::kEvent;
    evidence.cumulative = clause_.cumulative || left.cumulative;
    evidence.stock = (clause_.stock && !act) || (left.cumulative && fresh_in_sentence_);
    evidence.clause_time = clause_.time >= 0 ? &Time(clause_.time) : nullptr;
    const bool place = quantity.kind == v1::KIND_RANK ||
                       scanned_.numbers[scanned_.tokens[i].index].unit.unit_class == UnitClass::kRank;
    if (place && clause_.time < 0 && contest_time_ >= 0) evidence.clause_time = &Time(contest_time_);
    evidence.sentence_time = sentence_time_ >= 0 ? &Time(sentence_time_) : nullptr;
    GroundStatus(evidence, quantity);
  }

  // 比上年同期查获的75起增加106起: what the time held against had is prior once the difference is seen.
  void ResolveHeld() {
    const size_t n = out_.quantities.size();
    if (clause_.held < 0 || n < 2) return;
    const TimeExpression& time = Time(clause_.held);
    const GroundedQuantity& change = out_.quantities[n - 1];
    GroundedQuantity& before = out_.quantities[n - 2];
    // 比上年决算数15亿元增长3%: the rate of growth says so too.
    const bool rate = change.quantity.unit() == "%" && before.quantity.unit() != "%" &&
                      !ContainsAnyOf(text_.substr(before.end, change.begin - before.end), U",;:。、(");
    if (before.begin < time.end || before.kind != v1::KIND_LEVEL || before.status != v1::STATUS_ACTUAL ||
        (before.quantity.unit() != change.quantity.unit() && !rate))
      return;
    before.status = v1::STATUS_PRIOR;
    before.period = FormatPeriod(time, context_.report_year);
  }

  const std::u32string_view text_;
  ScannedText& scanned_;
  const TimesInText times_;
  const PassageContext& context_;
  QuantityReading& out_;
  const bool explain_;
  PassageOutcome outcome_;
  ClauseState clause_;
  int32_t sentence_time_ = -1;
  int32_t contest_time_ = -1;  // of what the sentence's places in an order were won in
  bool aims_ = false;          // 目标是: stands before
  bool fresh_in_sentence_ = false;
  int32_t each_ = -1;  // the last of a list that goes on behind 分别
  int32_t last_quantity_ = -1;
  uint32_t last_end_ = 0;
  uint32_t clauses_ = 0;
  YearsOfList years_;
  ValuePair pair_;
  char32_t han_unit_ = U'\0';  // of the last sure count in Chinese numerals
};

}  // namespace

PassageOutcome Ground(std::u32string_view text, ScannedText& scanned, const PassageContext& context,
                      QuantityReading& out, bool explain) {
  return Grounder(text, scanned, context, out, explain).Run();
}

}  // namespace fazhi::extraction
