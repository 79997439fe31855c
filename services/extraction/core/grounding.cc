#include "services/extraction/core/grounding.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/grounding_changes.h"
#include "services/extraction/core/grounding_left.h"
#include "services/extraction/core/grounding_pairs.h"
#include "services/extraction/core/grounding_passage.h"
#include "services/extraction/core/grounding_report_times.h"
#include "services/extraction/core/grounding_years.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/quantities_evidence.h"
#include "services/extraction/core/status.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// Code points of a verb and its object between 至少 and its number.
constexpr uint32_t kLooseReach = 6;

class Grounder {
 public:
  Grounder(std::u32string_view text, ScannedText& scanned, const PassageContext& context,
           QuantityReading& out, bool explain)
      : text_(text),
        scanned_(scanned),
        context_(context),
        out_(out),
        explain_(explain),
        so_far_(text, scanned, context),
        clause_(so_far_.clause()) {}

  PassageOutcome Run() {
    ResolveReportTimes(text_, context_, scanned_);
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
          if (so_far_.SeeTime(i)) years_.See(text_, scanned_, i, context_.report_year);
          break;
        case TokenType::kWord:
          so_far_.SeeWord(i);
          pair_.SeeWord(token, i);
          break;
        case TokenType::kComma:
          so_far_.EndClause(/*stop=*/false, token.begin);
          break;
        case TokenType::kStop:
          so_far_.EndClause(/*stop=*/true, token.begin);
          pair_.End();
          years_.Clear();
          stands_ = false;
          break;
        case TokenType::kList:
        case TokenType::kOpen:
        case TokenType::kClose:
          break;
      }
    }
    return so_far_.Outcome();
  }

 private:
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
    const bool behind_each = IsBehindEach();
    const bool listed = ContinuesList(scanned, left, behind_each);
    if (listed && behind_each) each_ = static_cast<int32_t>(out_.quantities.size()) - 1;
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
    if (quantity.kind == v1::KIND_CHANGE) {
      ResolveHeld();
      TakeYearOfPair(quantity);
    }
    GroundExtreme(left, verdict, quantity);
    pair_.See(left, listed, so_far_.times(), scanned_, context_, out_.quantities);
    TakeYear(i, listed, quantity);
    clause_.loose = v1::BOUND_EXACT;
    if (left.time >= 0 && left.time == clause_.time && (left.of || quantity.status == v1::STATUS_PRIOR)) {
      clause_.time = -1;  // 由2022年底的3126项减为3108项: the time was the first one's alone
    }
    Remember(scanned);
  }

  // 2023年、2024年分别办理35件、42件
  void TakeYear(size_t i, bool listed, GroundedQuantity& quantity) {
    std::string year = years_.Next(text_, scanned_, i, listed);
    if (year.empty()) return;
    quantity.period = std::move(year);
    // 2022年、2023年、2024年分别为12件、15件、18件: what the report's own year is held against, and its own.
    if (quantity.kind == v1::KIND_LEVEL && quantity.status != v1::STATUS_TARGET && years_.UpToReport())
      quantity.status = years_.IsEarlier(context_.first_year) ? v1::STATUS_PRIOR : v1::STATUS_ACTUAL;
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
    if (scanned.han_percent || scanned.bare_percent || (scanned.fraction && scanned.unit.ok())) {
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

  // 上年分别为1620件、588万元: what goes on behind the last quantity is held against, or a change, too.
  bool IsBehindEach() const {
    if (last_quantity_ < 0) return false;
    const GroundedQuantity& last = out_.quantities[last_quantity_];
    if (last.kind != v1::KIND_CHANGE && last.status != v1::STATUS_PRIOR) return false;
    if (each_ == last_quantity_) return true;
    // 分别比2023年减少2起、10人: before what they are held against.
    constexpr uint32_t kLongestHeld = 12;
    uint32_t begin = last.left_edge;
    while (begin > 0 && last.left_edge - begin < kLongestHeld && !IsAnyOf(text_[begin - 1], U",。;:、"))
      --begin;
    return SaysRespectively(text_.substr(begin, last.begin - begin));
  }

  // Whether the number stands right behind the last quantity in a list (下降5.2%、7.9%) and has no words of
  // its own.
  bool ContinuesList(const ScannedNumber& scanned, const LeftWords& left, bool behind_each) const {
    if (last_quantity_ < 0 || left.tokens > 0 || scanned.number.begin <= last_end_) return false;
    const auto gap = text_.substr(last_end_, scanned.number.begin - last_end_);
    if (!IsOneOf(gap, {U"、", U"和", U"与", U"及", U"以及", U","})) return false;
    const GroundedQuantity& before = out_.quantities[last_quantity_];
    if (gap == U"," && before.kind == v1::KIND_RANK) return false;  // 列第2名,3名干部受表彰
    // 分别上升8.2%、9.1%和0.8个百分点
    const bool points = before.kind == v1::KIND_CHANGE && scanned.unit.unit_class == UnitClass::kPoints;
    // 比上年减少7批、19人次
    const bool change = before.kind == v1::KIND_CHANGE && gap == U"、" && clause_.comparing &&
                        !CountsNounBehind(text_, scanned.unit.unit_class, scanned.end);
    return behind_each || points || change ||
           before.quantity.unit() == out_.quantities.back().quantity.unit();
  }

  // 由法定的20个工作日压到4个工作日,压缩80%: whether a legal limit and what became of it stand right before.
  bool FollowsLegalLimit(uint32_t begin) const {
    constexpr uint32_t kReach = 32;
    if (last_quantity_ < 1 || begin < last_end_ || text_.substr(last_end_, begin - last_end_) != U",")
      return false;
    const auto timed = [&](int32_t q) { return CountsTime(out_.quantities[q].quantity.unit()); };
    return timed(last_quantity_) && timed(last_quantity_ - 1) &&
           Contains(text_.substr(last_end_ - std::min(last_end_, kReach), std::min(last_end_, kReach)),
                    U"法定");
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
    // 新增37项、减少22项: the verb is the figure's own word.
    if (left.change == change && !clause_.comparing && scanned.unit.unit_class == UnitClass::kCount &&
        IsOneOfListedActs(text_, left.begin, scanned.number.begin, quantity.end)) {
      quantity.left_edge = scanned.number.begin;
      return;
    }
    // 审批时限平均压缩70%: what is left of the legal limit, though it is not named.
    const bool percent = scanned.unit.unit_class == UnitClass::kPercent;
    const auto said = text_.substr(left.begin, scanned.number.begin - left.begin);
    // 平均用时提速0.8个工作日: it takes less time.
    const bool time =
        scanned.unit.unit_class == UnitClass::kDuration || scanned.unit.unit_class == UnitClass::kDay;
    if (IsFallForBetter(scanned_, i) || (time && Contains(said, U"提速"))) change = v1::DIRECTION_DOWN;
    const bool cut = change == v1::DIRECTION_DOWN || Contains(said, U"提速");
    // 审批时限减少53%、申请材料减少23%: the papers are no limit.
    constexpr uint32_t kShortest = 3;
    const uint32_t from = last_quantity_ >= 0 ? last_end_ : 0;
    const auto own =
        from + kShortest <= left.begin ? text_.substr(from, left.begin - from) : std::u32string_view();
    const bool of_papers = StartsWith(own, U"、") && !ContainsOneOf(own, {U"时", U"限", U"效率"});
    // 审批时限再压减10%: of what it is by now, unless the legal one is named.
    const bool again = StartsWith(said, U"再") && !ContainsOneOf(own, {U"法定", U"基础上"});
    const bool limit = clause_.limit || EndsWith(own, U"时限") || FollowsLegalLimit(left.begin);
    if (percent && limit && !clause_.comparing && cut && !of_papers && !again) return;
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
    evidence.looks_ahead = so_far_.LooksAhead();
    const bool act = scanned_.numbers[scanned_.tokens[i].index].unit.unit_class == UnitClass::kEvent;
    evidence.cumulative = clause_.cumulative || left.cumulative;
    evidence.stock = ((clause_.stock || (left.cumulative && PilesUp(left))) && !act) ||
                     (left.cumulative && so_far_.fresh_in_sentence()) ||
                     (evidence.cumulative && TellsOfNewBehind(quantity.end));
    evidence.standing = (clause_.standing || (stands_ && CountsSameOrShare())) && !act;
    // 截至9月底,在岗的58名执法人员里,31名持证,占53.4%
    const int32_t time = clause_.time >= 0 ? clause_.time : so_far_.sentence_time();
    stands_ = evidence.standing && time >= 0 && so_far_.Time(time).up_to;
    evidence.clause_time = clause_.time >= 0 ? &so_far_.Time(clause_.time) : nullptr;
    const bool place = quantity.kind == v1::KIND_RANK ||
                       scanned_.numbers[scanned_.tokens[i].index].unit.unit_class == UnitClass::kRank;
    if (place && clause_.time < 0 && so_far_.contest_time() >= 0)
      evidence.clause_time = &so_far_.Time(so_far_.contest_time());
    const bool apart = so_far_.StandsApart(quantity.begin);
    evidence.sentence_time =
        so_far_.sentence_time() >= 0 && !apart ? &so_far_.Time(so_far_.sentence_time()) : nullptr;
    GroundStatus(evidence, quantity);
    if (quantity.status != v1::STATUS_ACTUAL) return;
    if (SaysThisYear(evidence.clause_time)) HoldEarlierAgainst(evidence.sentence_time, quantity);
    if (quantity.kind != v1::KIND_LEVEL) return;
    if (IsOnce(i, quantity)) {
      quantity.status = v1::STATUS_PRIOR;
      quantity.period.clear();
    } else if (RecallsRate(evidence.clause_time, quantity)) {
      quantity.status = v1::STATUS_PRIOR;
    }
  }

  // 过去要跑3个工作日,现在只要0.5个工作日: what there was before what there is now.
  bool IsOnce(size_t i, const GroundedQuantity& quantity) const {
    constexpr uint32_t kReach = 16;
    const auto behind = text_.substr(std::min<size_t>(quantity.end, text_.size()));
    if (!StartsWithOneOf(behind, {U",现在", U",如今", U",现仅", U",现只", U",目前"})) return false;
    for (size_t t = i; t > 0; --t) {
      const Token& word = scanned_.tokens[t - 1];
      if (word.type != TokenType::kWord || word.begin + kReach < quantity.begin) return false;
      if (word.Has(WordRole::kPriorAmount)) return word.end - word.begin > 1;  // 原 names things too
    }
    return false;
  }

  // 而2021年底这个比例只有81.7%: of the same rate in another year.
  bool RecallsRate(const TimeExpression* time, const GroundedQuantity& quantity) const {
    constexpr uint32_t kReach = 12;
    if (time == nullptr || context_.first_year != 0 || time->end > quantity.begin ||
        quantity.begin - time->end > kReach || LastYear(*time, context_.report_year) >= context_.report_year)
      return false;
    return ContainsOneOf(text_.substr(time->end, quantity.begin - time->end), WordSet::kSameRate);
  }

  // Whether the last quantity has the unit of the one before, or is a share.
  bool CountsSameOrShare() const {
    const std::string& unit = out_.quantities.back().quantity.unit();
    return unit == "%" || (out_.quantities.size() > 1 &&
                           unit == out_.quantities[out_.quantities.size() - 2].quantity.unit());
  }

  // 今年, 本年: the year that is told of, named beside another.
  bool SaysThisYear(const TimeExpression* time) const {
    return time != nullptr && time->relative && time->relation == TimeRelation::kThisYear &&
           StandsAt(text_, time->begin, text_[time->begin] == U'今' ? U"今年" : U"本年");
  }

  // 上年评查150件,合格率92.7%,今年合格率上升3.2个百分点: what a sentence that goes on to this year's figures
  // tells of the last year first is told for comparison.
  void HoldEarlierAgainst(const TimeExpression* time, const GroundedQuantity& now) {
    if (time == nullptr || time->since || !time->WholeYear() || time->from_year != time->to_year ||
        time->last_years > 0 || context_.first_year != 0 ||
        LastYear(*time, context_.report_year) >= context_.report_year)
      return;
    const bool dated = !time->relative;  // 2022年为41件,去年88件,今年已经97件
    const std::string period = FormatPeriod(*time, context_.report_year);
    const size_t seen = std::exchange(held_to_, out_.quantities.size());
    for (size_t q = out_.quantities.size(); q > seen && out_.quantities[q - 1].begin > time->begin; --q) {
      GroundedQuantity& earlier = out_.quantities[q - 1];
      if (earlier.kind != v1::KIND_LEVEL || earlier.status == v1::STATUS_PRIOR || earlier.period != period ||
          (dated && earlier.quantity.unit() != now.quantity.unit()))
        continue;
      earlier.status = v1::STATUS_PRIOR;
    }
  }

  // 累计承接286项,本年新承接31项: the one is what there is, beside what the year added.
  bool TellsOfNewBehind(uint32_t end) const {
    constexpr size_t kReach = 60;
    const auto behind = text_.substr(end, kReach);
    return ContainsOneOf(behind.substr(0, behind.find_first_of(U";。")),
                         {U"本年新", U"今年新", U"当年新", U"年内新", U"本年度新"});
  }

  // “法律明白人”累计412名: a name alone in its clause is of what there is, no act.
  bool PilesUp(const LeftWords& left) const {
    constexpr uint32_t kLongest = 16;
    const uint32_t from = left.begin - std::min(left.begin, kLongest);
    const auto before = text_.substr(from, left.begin - from);
    if (!EndsWithOneOf(before, {U"”", U"」"})) return false;
    const size_t open = before.find_last_of(U"“「");
    return open != std::u32string_view::npos && (from + open == 0 || !IsHan(text_[from + open - 1]));
  }

  // 比上年同期查获的75起增加106起: what the time held against had is prior once the difference is seen.
  void ResolveHeld() {
    const size_t n = out_.quantities.size();
    if (clause_.held < 0 || n < 2) return;
    const TimeExpression& time = so_far_.Time(clause_.held);
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

  // 由2020年的412件升至2022年的593件,增长43.9%: of the later of the two.
  void TakeYearOfPair(GroundedQuantity& change) const {
    constexpr uint32_t kReach = 6;
    const size_t n = out_.quantities.size();
    if (n < 3 || clause_.time >= 0 || change.status != v1::STATUS_ACTUAL) return;
    const GroundedQuantity& from = out_.quantities[n - 3];
    const GroundedQuantity& to = out_.quantities[n - 2];
    if (from.status != v1::STATUS_PRIOR || to.kind != v1::KIND_LEVEL || to.status != v1::STATUS_ACTUAL ||
        from.quantity.unit() != to.quantity.unit() || change.begin > to.end + kReach || to.period.empty() ||
        ContainsAnyOf(text_.substr(from.end, to.begin - from.end), U",;。") ||
        !ContainsAnyOf(text_.substr(from.end, to.begin - from.end), U"至到为"))
      return;
    change.period = to.period;
  }

  const std::u32string_view text_;
  ScannedText& scanned_;
  const PassageContext& context_;
  QuantityReading& out_;
  const bool explain_;
  PassageSoFar so_far_;
  ClauseState& clause_;
  int32_t each_ = -1;    // the last of a list that goes on behind 分别
  bool stands_ = false;  // what there is at a day is told of in the sentence
  size_t held_to_ = 0;   // quantities that this year's have been told behind
  int32_t last_quantity_ = -1;
  uint32_t last_end_ = 0;
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
