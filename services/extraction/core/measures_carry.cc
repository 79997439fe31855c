// A figure whose own words cannot stand alone, put together with what it takes over.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

Piece MeasureReader::OfWhatRate(Piece own, Piece carried, uint32_t base) const {
  // 检出不合格样品3批次,合格率98%; 判为不合格的案卷14卷: of all of them.
  constexpr std::u32string_view kNot = U"不合格";
  const size_t denied =
      StartsWith(View(own), kNot.substr(1)) ? View(carried).find(kNot) : std::u32string_view::npos;
  if (denied != std::u32string_view::npos) {
    carried.begin += static_cast<uint32_t>(denied + kNot.size());
    if (!carried.empty() && text_[carried.begin] == U'的') ++carried.begin;
  }
  // 抽查经营主体932户,结果公示率100%: what came of the checks is of them, not of those who were checked.
  const auto begins = View(own).substr(0, 2);
  if (base != kNoMeasure && !measures_[base].verb.empty() && (begins == U"结果" || begins == U"问题"))
    carried = measures_[base].verb;
  // 直接纠错决定5件,纠错率56%: of what was decided on.
  if (EndsWith(View(carried), U"决定")) carried.end -= 2;
  // 应参加考试人数53人,参考率: of the exam.
  if (carried.size() >= 4 && View({carried.end - 2, carried.end}) == U"人数") carried.end -= 2;
  return carried;
}

// 应参训人员90人,已参训88人: those who did it.
Piece MeasureReader::OfThoseWhoDid(uint32_t i, Piece own, Piece carried) const {
  // 组织执法人员开展培训6次、参训800人次: they did.
  const bool did = SortOf(UnitOf(i)) == kPeople && stripper_.Covered(own, kAct);
  for (uint32_t p = carried.begin + 2; did && p + 2 < carried.end; ++p) {
    if (words_.Prefix(View({p, carried.end}), kLight) && words_.Suffix(View({carried.begin, p}), kPerson))
      return {carried.begin, p};
  }
  if (carried.empty() || text_[carried.begin] != U'应' || !stripper_.Covered(own, kAct | kLead | kBareWord))
    return carried;
  const Word act = words_.Prefix(View({carried.begin + 1, carried.end}), kAct);
  if (act && act.length + 3 <= carried.size()) carried.begin += 1 + act.length;
  return carried;
}

Piece MeasureReader::WithoutDue(Piece carried) const {
  const uint32_t due = EndLength(View(carried), WordSet::kDue);
  if (due + 2 <= carried.size()) carried.end -= due;
  return carried;
}

// 应报 of 企业年报应报6218户、已报5981户: what should have been done that now was.
Piece MeasureReader::DueBefore(uint32_t i, Piece own) const {
  if (measures_.size() < 2 || fragments_[i].first || own.empty() || CountsPeople(UnitOf(i)) ||
      own.begin <= fragments_[i].left.begin || !IsAnyOf(text_[own.begin - 1], U"已实"))
    return {};
  const Measure& before = measures_[measures_.size() - 2];
  if (before.quantity + 1 != i || before.own.empty()) return {};
  size_t at = View(before.own).find(View(own));
  while (at != std::u32string_view::npos && (at == 0 || View(before.own)[at - 1] != U'应'))
    at = View(before.own).find(View(own), at + 1);
  if (at == std::u32string_view::npos) return {};
  const uint32_t begin = before.own.begin + static_cast<uint32_t>(at);
  return {begin - 1, begin + own.size()};
}

// 执法人员人均培训60学时,持证率96%: of the people, and not of the hours.
bool MeasureReader::CarryThoseTrained(Piece own, Measure& measure) const {
  constexpr uint32_t kMostRates = 16;  // between the hours and the rate
  const uint32_t last = static_cast<uint32_t>(measures_.size()) - 1;
  const uint32_t begin = topics_.ItemOf(measure.quantity) != 0 ? part_begin_ : sentence_begin_;
  const uint32_t floor = std::max(begin, last - std::min(last, kMostRates));
  uint32_t hours = last;
  while (hours > floor && UnitOf(measures_[hours - 1].quantity) == "%") --hours;
  if (hours == floor) return false;
  // 确保出庭应诉率100%: no rate of those who were trained.
  if (!ContainsAnyOf(View(own), U"证训考学岗格过盖优课及")) return false;
  const Measure& lender = measures_[hours - 1];
  const absl::string_view unit = UnitOf(lender.quantity);
  if (unit != "学时" && unit != "课时" && unit != "学分") return false;
  for (uint32_t p = lender.own.begin + 2; p < lender.own.end; ++p) {
    if (!words_.Suffix(View({lender.own.begin, p}), kPerson) || text_[p] == U'员') continue;
    measure.base = hours - 1;
    const uint32_t verb = stripper_.LeadingVerb(lender.own).end;  // 开展执法人员培训
    measure.head = {verb > lender.own.begin && verb + 2 <= p ? verb : lender.own.begin, p};
    measure.phrase.Append(measure.head);
    measure.phrase.Append(own);
    return true;
  }
  return false;
}

// 平均用时由法定的20个工作日压到4个工作日,压缩80%: of how long it takes.
bool MeasureReader::CarryTimeCut(uint32_t i, Piece own, Measure& measure) const {
  if (UnitOf(i) != "%" || measures_.size() < 2 ||
      !IsOneOf(View(own), {U"压缩", U"压减", U"缩短", U"缩减", U"减少"}))
    return false;
  const auto before = static_cast<uint32_t>(measures_.size() - 2);
  if (measures_[before].quantity + 1 != i || !CountsTime(UnitOf(measures_[before].quantity))) return false;
  measure.phrase = measures_[before].phrase;
  measure.phrase.Append(own);
  return true;
}

void MeasureReader::CarryOver(uint32_t i, Piece own, Piece verb, Measure& measure, bool lend_rate) {
  measure.bare = true;
  if (CarryTimeCut(i, own, measure)) return;
  // 通报整改问题12项: both verbs are.
  while (!verb.empty() && verb.end < own.end &&
         pieces_.IsFinding({own.end - std::min(2u, own.size()), own.end})) {
    const Word next = words_.Prefix(View({verb.end, own.end}), kAct | kSolid | kBareWord);
    if (!(next.classes & kAct) || (next.classes & kSolid)) break;
    verb.end += next.length;
  }
  // 败诉案件按领域分,征地拆迁38件、其他17件: the rest are of what is told apart too.
  if (!viewed_.thing.empty() &&
      (viewed_.kinds ? !words_.Prefix(View(own), kOutcome | kBareWord) : verb.empty()) && own.size() >= 2 &&
      fragments_[i].bracket == 0 && IsOneAmong(i, own)) {
    measure.phrase.Append(own);
    measure.phrase.Append(viewed_.thing);
    measure.head = viewed_.thing;
    measure.of_one = measure.among = true;
    return;
  }
  const uint32_t base = LenderOf(i, own, verb);
  if (const Piece staff = StaffOf(i, own, base); !staff.empty()) {
    measure.base = base;
    measure.phrase.Append(staff);
    measure.phrase.Append(own);
    return;
  }
  if (const Piece due = DueBefore(i, own); !due.empty()) {
    const Measure& before = measures_[measures_.size() - 2];
    measure.base = static_cast<uint32_t>(measures_.size() - 2);
    measure.phrase.Append(Piece{before.own.begin, due.begin});
    measure.phrase.Append(Piece{own.begin - 1, own.end});
    measure.phrase.Append(Piece{due.end, before.own.end});
    measure.head = before.head;
    return;
  }
  if (UnitOf(i) == "%" && EndsWith(View(own), U"率") && CarryThoseTrained(own, measure)) return;
  Piece noun;
  Piece carried = TakeOver(i, own, verb, base, measure, noun);
  if (own.size() >= 2 && own.size() <= 6 && (own.size() >= 4 || fragments_[i].attached)) {
    if (const Piece actor = ActorBefore(own); !actor.empty()) carried = actor;
  }
  const bool rate = lend_rate || pieces_.EndsWithRate(own) ||
                    (!own.empty() && (text_[own.end - 1] == U'比' ||
                                      (own.size() > 2 && View({own.end - 2, own.end}) == U"比例")));
  // 规范性文件清理中,保留86件: they were kept, and not the clean-up.
  constexpr uint32_t kShortestCleaned = 6;
  if (!verb.empty() && verb.size() == own.size() && CountsCases(UnitOf(i)) &&
      carried.size() >= kShortestCleaned && text_[carried.end] == U'中')
    carried.end -= EndLength(View(carried), {U"专项清理", U"全面清理", U"集中清理", U"清理"});
  // 对规范性文件开展清理,废止18件: what it was done to.
  carried = pieces_.DropObjectMark(carried);
  if (!own.empty()) carried = pieces_.DropSifting(carried);
  // 开展规范性文件专项清理2次,废止14件; 存量文件评估245件,废止32件: of what was gone over.
  if (base != kNoMeasure && !own.empty() && verb.size() == own.size() && !CountsEvents(UnitOf(i)) &&
      (CountsEvents(UnitOf(measures_[base].quantity)) ||
       EndsWithOneOf(View(carried), {U"清理", U"评估", U"梳理", U"评查"})))
    carried = PapersOfAct(carried);
  carried = rate ? OfWhatRate(own, carried, measure.base) : OfThoseWhoDid(i, own, carried);
  if (CountsPeople(UnitOf(i)) || rate) carried = WithoutDue(carried);
  // 区政府收件131件,维持48件: who took them in names none.
  const uint32_t taken = EndLength(View(carried), {U"收件", U"接件"});
  if (taken != 0 && words_.Suffix(View({carried.begin, carried.end - taken}), kBody | kOrgan)) carried = {};
  // 执法大队在编12人,持有执法证9人: of those who are there.
  const uint32_t sort =
      CountsPeople(UnitOf(i)) || rate ? EndLength(View(carried), {U"在编", U"在岗", U"实有", U"在册"}) : 0;
  if (sort != 0 && carried.size() >= sort + 2 && !own.empty()) {
    carried.end -= sort;
    if (!rate) measure.phrase.set_suffix(U"人员");
  }
  Piece before = PlaceOf(i, rate, verb, measure.base, own, carried);
  // 在岗干部职工1686名(环卫工人1055名): those are named.
  const bool named = fragments_[i].bracket != 0 && CountsPeople(UnitOf(i)) && own.size() > 2 &&
                     words_.Suffix(View(own), kPerson) && words_.Suffix(View(carried), kPerson);
  // 罚款总额286万元(个人罚款63万元): so is the noun.
  const bool said =
      fragments_[i].bracket != 0 && own.size() > 2 && StartsWith(View(carried), View({own.end - 2, own.end}));
  // 综合纠错占审结总数的33.6%: all is said.
  const size_t share = UnitOf(i) == "%" ? View(own).find(U'占') : std::u32string_view::npos;
  if (share != std::u32string_view::npos && share >= 2 && share + 2 < own.size()) carried = {};
  if (named || said || IsNoneOf(i, own, verb, carried, measure.base)) {
    if (noun.begin == carried.begin && noun.end == carried.end) noun = {};
    carried = {};
  }
  if (!verb.empty() && !rate && pieces_.IsFinding({verb.end, own.end}) && UnitOf(i) != "元") {
    // 审计项目22个,查出问题147个,整改142个: what is found is what those to come are of.
    noun = {verb.end, own.end};
    SetAnchor(i);
  }
  // 离退休、内退人员62名(离休3名、退休44名): no kind of the list is of its last.
  constexpr uint32_t kKind = 2;
  if (fragments_[i].bracket != 0 && own.size() == kKind && carried.size() > kKind &&
      StandsBefore(text_, carried.begin, U"、") && words_.Suffix(View(carried), kPerson).length == kKind)
    carried.begin = carried.end - kKind;
  // 建成工作站34个,每年服务9万人次: by what was counted, and no service for it.
  if (View(own) == U"服务" && SortOf(UnitOf(i)) == kPeople) before.end = before.begin;
  if (IsOneOf(View(own), {U"总量", U"总数", U"数量"})) before.end = before.begin;  // 经营主体12户,总量86户
  // 考核优秀等次23个、良好等次56个: another grade of the same.
  constexpr std::u32string_view kGrade = U"等次";
  if (own.size() == 2 * kGrade.size() && EndsWith(View(own), kGrade) && EndsWith(View(carried), kGrade) &&
      carried.size() > own.size()) {
    carried.end -= own.size();
    before.end = before.begin;
  }
  // 一审案件45件,二审案件12件: those are of the second instance.
  if (StartsWithOneOf(View(own), {U"二审", U"再审"}) && StartsWith(View(carried), U"一审"))
    carried.begin += 2;
  // 复议案件87件,应诉54件; 复议调解和解率40%,出庭应诉率100%: suits are of no review.
  constexpr std::u32string_view kCases = U"案件";
  if (Contains(View(carried), U"复议") && !Contains(View(carried), U'诉') &&
      ContainsOneOf(View(own), WordSet::kInCourt))
    carried.begin = !rate && EndsWith(View(carried), kCases) ? carried.end - kCases.size() : carried.end;
  // 出庭应诉率100%,败诉率5%: of no appearing.
  if (EndsWithOneOf(View(own), {U"败诉率", U"胜诉率"}) && base != kNoMeasure &&
      (stripper_.Covered(carried, kAct) || UnitOf(measures_[base].quantity) == "学时" ||
       (UnitOf(measures_[base].quantity) == "%" && !Contains(View(carried), U"机关"))))
    carried = {};
  const Piece papers = PapersFiled(own, carried);
  SayOnce(before, own, carried);
  const Piece field = TakeField(carried);
  measure.own_before = before.size();
  measure.phrase.Append(before);
  measure.phrase.Append(field.empty() ? FieldOf(carried) : field);
  measure.phrase.Append(carried);
  measure.phrase.Append(papers);
  if (base != kNoMeasure && View(own) == U"成功率") {
    const Piece act = MediationOf(base);
    if (!Contains(View(carried), U'调')) measure.phrase.Append(act);
  }
  measure.phrase.Append(Piece{before.end, own.end});
  measure.head = noun;
}

// 负责人应出庭22件,实际出庭20件,出庭应诉率: the same are meant.
Piece MeasureReader::ActorBefore(Piece own) const {
  for (uint32_t m = static_cast<uint32_t>(measures_.size()) - 1; m > MeasureFloor(); --m) {
    const Piece before = measures_[m - 1].own;
    if (before.size() < 4 || measures_[m - 1].bare ||
        before.end > quantities_[measures_[m - 1].quantity].begin || !stripper_.EndsInVerb(before) ||
        !stripper_.LeadingVerb(before).empty())
      continue;
    if (!Contains(View(own), View({before.end - 2, before.end}))) return {};
    Piece who = before;
    while (stripper_.EndsInVerb(who)) who.end -= words_.Suffix(View(who), kAct).length;
    return stripper_.IsBare(who) ? Piece() : who;
  }
  return {};
}

Piece MeasureReader::NamedBefore(Piece own) const {
  if (measures_.size() < 2 || own.size() < 3) return {};
  Piece before = measures_[measures_.size() - 2].own;
  const uint32_t stem = own.size() - 1;
  // 负责人出庭应诉案件65件,出庭应诉率97%: of whom the cases name.
  constexpr std::u32string_view kCases = U"案件";
  if (before.size() > stem + kCases.size() && EndsWith(View(before), kCases))
    before.end -= static_cast<uint32_t>(kCases.size());
  if (before.size() <= stem || text_[own.end - 1] != U'率') return {};
  Piece rest = {before.begin, before.end - stem};
  const Piece said = {rest.end, before.end};
  if (Contains(View(rest), U'、') || View(said) != View({own.begin, own.begin + stem})) return {};
  if (IsAnyOf(text_[rest.end - 1], U"不未非")) return {};  // 判为不合格的14卷,合格率92%
  // 对出租屋进行走访,走访率: of what was done to them, without the verb that leads over to it.
  if (const Word light = words_.Suffix(View(rest), kLight); light.length + 2 <= rest.size())
    rest.end -= light.length;
  // 向市政府报备8件,报备率: to whom.
  if (!rest.empty() && IsAnyOf(text_[rest.begin], U"向对给为将把")) return {};
  // 评价为满意40件、满意率98%: nor is what they said.
  if (StartsWithOneOf(View(rest), {U"评价为", U"表示", U"反馈"})) return {};
  // 评定优秀49件,优秀率: who judged it is not what it is of.
  if (IsOneOf(View(rest), {U"评定", U"评出", U"评为", U"认定", U"判定"})) return {};
  // 调解成功 names what succeeded, 成功化解 does not say what was resolved.
  const bool says_what =
      !stripper_.IsBare(rest) || (stripper_.Covered(rest, kAct) && !stripper_.Covered(said, kAct));
  return says_what ? rest : Piece();
}

bool MeasureReader::IsAside(uint32_t i) const {
  return quantities_[i].begin > 0 && text_[quantities_[i].begin - 1] == U'(' && !fragments_[i].first;
}

// 其中审查文件17件、重大决策11件、合同8件: what was done to the part beside it.
Piece MeasureReader::VerbOfPartBeside(uint32_t i, Piece words) const {
  constexpr uint32_t kShortest = 2;
  if (!GoesOnWithParts(i) || UnitOf(i) != UnitOf(i - 1) || words.size() < kShortest ||
      words_.Prefix(View(words), kOutcome | kPredicate) || text_[words.end - 1] == U'类' ||
      IsOneOf(View(words), {U"其他", U"其它", U"其余"}))
    return {};
  const size_t beside = measures_.size() - 2;
  const Piece verb = measures_[beside].verb;
  const bool own = verb.begin == measures_[beside].own.begin ||
                   (beside > 0 && verb.begin == measures_[beside - 1].verb.begin);
  return own && !measures_[beside].bare && verb.size() >= kShortest ? verb : Piece();
}

Piece MeasureReader::ReviewOf(uint32_t i, Piece words, bool part) {
  if (const Piece verb = VerbOfPartBeside(i, words); !verb.empty()) return verb;
  if (!fragments_[i].attached) review_ = {};
  if (part && anchor_ != kNoMeasure && anchor_ + 1 < measures_.size()) {
    const Piece whole = measures_[anchor_].own;
    review_ = {};
    for (uint32_t p = whole.begin; p < whole.end && review_.empty(); ++p) {
      review_ = {p, p + words_.Prefix(View({p, whole.end}), kReview).length};
    }
  }
  // 其中文件类59件、其他22件 take the noun of the whole instead.
  constexpr uint32_t kShortest = 4;
  const bool own =
      words.size() >= kShortest && text_[words.end - 1] != U'类' && !Contains(View(words), View(review_));
  return own ? review_ : Piece();
}

// 被纠错的2件, 被纠错的有2件
bool MeasureReader::LeavesOutNoun(uint32_t i, Piece words) const {
  const Piece left = fragments_[i].left;
  return words.end < left.end && text_[words.end] == U'的' &&
         IsOneOf(View({words.end + 1, left.end}), {U"", U"有", U"共", U"共有", U"共计", U"达"});
}

bool MeasureReader::IsAttribute(uint32_t i, Piece words) const {
  // 未经复议292件 beside 经复议案件94件
  constexpr uint32_t kLongestWithout = 5;
  const bool without = StartsWith(View(words), U"未经") && words.size() <= kLongestWithout;
  return (LeavesOutNoun(i, words) || without) && anchor_ != kNoMeasure &&
         UnitOf(measures_[anchor_].quantity) == UnitOf(i) && !measures_[anchor_].head.empty();
}

bool MeasureReader::IsOnlyWho(uint32_t i, Piece words, Piece verb) const {
  constexpr uint32_t kLongest = 8;
  return verb.empty() && (CountsCases(UnitOf(i)) || CountsPeople(UnitOf(i))) && words.size() <= kLongest &&
         anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) == UnitOf(i) &&
         words_.Suffix(View(words), kOrgan | kBody) && stripper_.FindVerb(words, 0) == words.end &&
         // 乡镇政府36件,县政府部门130件: bodies side by side.
         !words_.Suffix(View(measures_[anchor_].head), kOrgan | kBody);
}

// 维持12件; behind a semicolon only one that ends as it begins (驳回26件;调解、和解或者撤回而终止437件).
bool MeasureReader::IsOutcome(Piece own, bool parted) const {
  const uint32_t begin = words_.Prefix(View(own), kOutcome).length;
  const uint32_t end = words_.Suffix(View(own), kOutcome).length;
  return begin != 0 && (!parted || (end != 0 && begin + end < own.size()));
}

void MeasureReader::SetAnchor(uint32_t i) {
  const absl::string_view unit = UnitOf(i);
  if (quantities_[i].grey || CountsTime(unit)) return;
  if (unit == "%" || (unit == "元" && anchor_ != kNoMeasure) || IsAside(i)) return;
  const auto last = static_cast<uint32_t>(measures_.size() - 1);
  // 办理案件1368件,人均办案13件,结案346件: an average lends nothing.
  if (anchor_ != kNoMeasure && ContainsOneOf(View(measures_[last].own), {U"人均", U"平均", U"户均", U"件均"}))
    return;
  if (anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) == unit &&
      IsOutcome(measures_[last].own, fragments_[i].parted) && !pieces_.IsDispute(measures_[last].own)) {
    return;
  }
  anchor_ = anchor_of_sort_[SortOf(unit)] = last;
}

bool MeasureReader::FollowsInParagraph(uint32_t i) const {
  if (i == 0) return false;
  const uint32_t sentence = quantities_[i].sentence;
  if (sentence == 0 || quantities_[i - 1].sentence + 1 != sentence) return false;
  const uint32_t begin = context_.outline.sentences(static_cast<int>(sentence)).begin();
  const uint32_t end = context_.outline.sentences(static_cast<int>(sentence) - 1).end();
  return !Contains(View({std::min(begin, end > 0 ? end - 1 : 0), begin + 1}), U'\n');
}

}  // namespace fazhi::extraction
