// What the words before a figure say that it counts.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// Of a verb and the 了 behind it.
constexpr uint32_t kLongestVerb = 5;

}  // namespace

// 通过调解、和解等方式结案的占22.9%: all is said, however they came to an end.
bool MeasureReader::AddThoseThatAre(uint32_t i, Piece words, bool part) {
  constexpr std::u32string_view kThoseAre = U"的占";
  if (UnitOf(i) != "%" || words.size() <= 3 || !EndsWith(View(words), kThoseAre)) return false;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  const uint32_t floor = i > 0 ? std::max(sentence, quantities_[i - 1].end) : sentence;
  const Piece clause = pieces_.ClauseEndingAt(words.end, floor);
  Piece said = stripper_.Strip(clause);
  if (Contains(View({clause.begin, std::max(clause.begin, said.begin)}), U'等')) said = clause;
  if (said.size() < words.size() || said.end != words.end) return false;
  Measure& measure = Add(i);
  measure.window = {said.begin, quantities_[i].end};
  measure.own = measure.left = said;
  measure.part = part;
  measure.phrase.Append(said);
  return true;
}

Piece MeasureReader::SuitsOf(uint32_t i, Piece words) const {
  const uint32_t suits = EndLength(View(words), {U"应诉", U"被诉"});
  const Piece who = {words.begin, words.end - suits};
  const bool named = suits != 0 && CountsCases(UnitOf(i)) && words_.Suffix(View(who), kOrgan | kBody);
  if (!named) return {};
  const bool all = who.size() > 3 && text_[who.begin] == U'全' && IsLevel(text_[who.begin + 1]);
  return {words.begin + (all ? 2 : 0), words.end};
}

// Words that can stand alone.
void MeasureReader::AppendAlone(uint32_t i, Piece words, Piece leading, Piece verb, bool part,
                                Measure& measure) {
  if (verb.empty() && leading.empty()) verb = measure.verb = ReviewOf(i, words, measure.part);
  const Piece went = leading.empty() ? WhatWentInto(i, words) : Piece();
  if (!went.empty()) {
    verb = measure.verb = went;
    // 法治宣传进机关5场、进企业3场,受众800人: each is one of several, and what is told next is of them all.
    measure.of_one = true;
    Measure& first = measures_[measures_.size() - 2];
    const size_t into = View(first.own).rfind(U'进');
    if (into >= 2) first.of_one = !ContainsOneOf(View(first.own).substr(into), {U"校", U"学"});
  }
  measure.phrase.Append(verb);
  AppendWithoutDate(stripper_.DropMatter(words), leading, measure.phrase);
  measure.head = went.empty() ? pieces_.HeadOfLeft(stripper_.DropMatter(words)) : went;
  measure.phrase.Append(RateOfOther(i, words));
  const bool among = IsOneAmong(i, words);
  if (among) {
    measure.among = true;
    measure.phrase.Append(among_);
    measure.head = among_;
    measure.of_one = true;
  }
  const bool held = UnitOf(i) == "场" || UnitOf(i) == "期" ||
                    UnitOf(i) == "场次";  // 主题宣讲39场: what was held, not who did it
  const bool only_who = leading.empty() && !held && stripper_.EndsInVerb(words);
  const bool begins = fragments_[i].first || fragments_[i].parted || anchor_ == kNoMeasure;
  const Piece matter = only_who ? pieces_.MatterOf(words) : Piece();
  // 重大疑难纠纷全年受理12件: what was dealt with stands before the verb.
  const bool says_what =
      matter.size() > 2 && (pieces_.IsDispute(matter) || pieces_.IsPlainObject({matter.end - 2, matter.end}));
  // 开展宣讲6场,走进社区开展2场, 其中在学校开展3场: it takes the same object.
  const bool same =
      !begins && anchor_ + 1 < measures_.size() && words_.Suffix(View(words), kLight).length >= 2;
  if (same || (only_who && !among && !begins && !part && !says_what && !GoesOnWithParts(i)))
    measure.phrase.Append(ObjectSaidBefore(i, words));
  const Piece suits = begins ? SuitsOf(i, words) : Piece();
  if (!matter.empty()) measure.head = matter;
  if (!suits.empty()) measure.head = suits;
  if (CountsPeople(UnitOf(i))) measure.head = pieces_.WithoutTheirBody(measure.head);
  // 受理纠纷926件,防止自杀15件,调处率100%: what did not come about lends nothing to others.
  const auto act = View(words).substr(0, 2);
  // 受理投诉12件,涉及劳动者98人,金额65万元: nor do those concerned.
  // 受理复议120件,以调解、和解等方式结案40件,纠错率8%: nor does the way that some came to an end.
  const bool prevented =
      anchor_ != kNoMeasure &&
      (EndsWithOneOf(View(words), {U"方式结案", U"方式办结", U"方式化解", U"方式处理"}) || act == U"防止" ||
       act == U"制止" || act == U"避免" || (act == U"涉及" && CountsPeople(UnitOf(i))));
  // 原行政行为合法、予以支持的48件,认可原行政行为的31件,撤销11件: nor does what is said of those whose noun
  // is left out.
  const auto ends_in_noun = [&](Piece piece) {
    const Piece last = {piece.end - std::min(piece.size(), 2u), piece.end};
    return pieces_.IsDispute(piece) || pieces_.IsPlainObject(last) || pieces_.IsFinding(last);
  };
  const bool those = CountsCases(UnitOf(i)) && LeavesOutNoun(i, words) && !ends_in_noun(words) &&
                     !ends_in_noun(measure.head);
  // 从被申请人看,乡镇政府36件: nor do the bodies that cases are told apart by.
  const bool who = !viewed_.thing.empty() && CountsCases(UnitOf(i)) &&
                   words_.Suffix(View(words), kOrgan | kBody).length != 0;
  if (!prevented && !those && !who && !part && (!only_who || !suits.empty() || (begins && !matter.empty())) &&
      !GoesOnWithParts(i))
    SetAnchor(i);
  measure.of_matter = !part && !begins && !matter.empty();
}

void MeasureReader::AddLeftMeasure(uint32_t i, Piece words, bool part, Piece verb, bool lend_rate) {
  if (AddThoseThatAre(i, words, part)) return;
  words = stripper_.DropActsAmong(stripper_.DropGloss(words));
  // 合法性审查率、法律顾问覆盖率等指标均达100%
  if (UnitOf(i) == "%") {
    words.end -= EndsWith(View(words), U"率等指标") ? 3 : 0;
    words.end -= EndsWithOneOf(View(words), {U"率方面", U"率”方面"}) ? 2 : 0;  // 在网上可办率方面达到
  }
  // 法治建设分值在实绩考核中提高至6.6分: where, and not what.
  const size_t in = View(words).rfind(U'在');
  if (EndsWithOneOf(View(words), WordSet::kRatedIn) && in != std::u32string_view::npos && in >= 3)
    words.end = words.begin + static_cast<uint32_t>(in);
  const Piece full = words;
  words = ShortenLeft(i, full);
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  // 以禁毒、防诈为重点送法进校园: the aim forbids nothing.
  if (!left_.words.empty() && text_[left_.words.begin] == U'以' && full.begin > left_.words.begin + 1)
    measure.window.begin = full.begin;
  measure.own = words;
  measure.left = full;
  const Piece leading = stripper_.LeadingVerb(words);
  if (verb.empty() && leading.empty()) verb = VerbLeftOut(full, words);
  measure.verb = verb.empty() ? leading : verb;
  measure.part = part || fragments_[i].bracket != 0;
  const bool vote = UnitOf(i) == "票";  // 满意25票,基本满意3票
  // 带头学法12次,带头出庭应诉2次: names what was sat in on.
  constexpr uint32_t kHeard = 4;
  const bool heard = EndsWithOneOf(View(words), {U"旁听庭审", U"案件集体讨论"}) ||
                     (CountsEvents(UnitOf(i)) && EndsWith(View(words), U"出庭应诉"));
  // 以转送、告知等其他方式处理14件: of what was dealt with.
  const bool way = anchor_ != kNoMeasure && EndsWithOneOf(View(words), {U"方式处理", U"方式办理"});
  const bool bare =
      !heard && (way || !DueBefore(i, words).empty() || (stripper_.IsBare(words) && !vote) ||
                 IsDeedOfPeople(i, words, leading) || IsOnlyWho(i, words, leading) || IsAttribute(i, words) ||
                 ((CountsPeople(UnitOf(i)) || StartsWith(View(words), U"覆盖")) && pieces_.IsReach(words)));
  // 创建国家级示范村2个、省级13个: another level of it.
  const bool of_level = !words.empty() && text_[words.end - 1] == U'级';
  if (bare && !verb.empty() && leading.empty() && fragments_[i].bracket == 0 && !of_level &&
      !words_.Prefix(View(words), kOutcome)) {
    measure.phrase.Append(verb);
    measure.phrase.Append(words);
  } else if (const Piece doer = bare ? DoerBetween(i, words) : Piece(); !doer.empty()) {
    measure.phrase.Append(doer);
    measure.phrase.Append(words);
    measure.head = pieces_.HeadOfLeft(words);
    SetAnchor(i);
  } else if (fragments_[i].bracket != 0 || bare) {
    CarryOver(i, words, leading, measure, lend_rate);
  } else if (heard) {
    AppendWithoutDate(words, leading, measure.phrase);
    measure.head = {words.end - kHeard, words.end};
    SetAnchor(i);
  } else {
    AppendAlone(i, words, leading, verb, part, measure);
  }
  FinishUnit(i, measure);
}

// 法治宣传 of 法治宣传进校园6场次、进企业3场次: what went there too.
Piece MeasureReader::WhatWentInto(uint32_t i, Piece words) const {
  if (measures_.size() < 2 || words.size() < 3 || text_[words.begin] != U'进' || fragments_[i].first ||
      words_.Prefix(View(words), kAct | kInto | kKeep | kLight | kOpen).length >= 2)
    return {};
  const Measure& before = measures_[measures_.size() - 2];
  const size_t into = View(before.own).rfind(U'进');
  if (before.quantity + 1 != i || UnitOf(before.quantity) != UnitOf(i) || into == std::u32string_view::npos)
    return {};
  if (into == 0) return before.verb.end <= before.own.begin ? before.verb : Piece();
  return into >= 2 ? Piece{before.own.begin, before.own.begin + static_cast<uint32_t>(into)} : Piece();
}

// 521名执业律师办理案件1.1万件: those who were counted did it.
Piece MeasureReader::DoerBetween(uint32_t i, Piece words) const {
  const bool served = SortOf(UnitOf(i)) == kPeople || CountsEvents(UnitOf(i));
  if (fragments_[i].first || fragments_[i].bracket != 0 || (!CountsCases(UnitOf(i)) && !served) ||
      SortOf(UnitOf(i - 1)) == kThings || words.begin < quantities_[i - 1].end + 2)
    return {};
  const Piece verb = stripper_.LeadingVerb(words);
  const Piece object = verb.empty() ? Piece() : Piece{verb.end, words.end};
  // 900名法律顾问提供服务6万人次
  if (served ? !IsOneOf(View(verb), {U"提供", U"解答", U"接待"}) : View(object) != U"案件") return {};
  const Piece who = stripper_.StripEnd(stripper_.Strip({quantities_[i - 1].end, words.begin}));
  const bool plain = who.size() >= 2 && who.size() <= 8 &&
                     words_.Suffix(View(who), kPerson | kOrgan | kBody) &&
                     stripper_.FindVerb(who, 0) == who.end;
  return plain ? who : Piece();
}

Piece MeasureReader::ObjectSaidBefore(uint32_t i, Piece words) const {
  const Measure& before = measures_[anchor_];
  const Word verb = words_.Suffix(View(words), kAct);
  const size_t at = View(before.own).rfind(View({words.end - verb.length, words.end}));
  if (verb.length < 2 || UnitOf(before.quantity) != UnitOf(i) || at == std::u32string_view::npos) return {};
  const Piece object = {before.own.begin + static_cast<uint32_t>(at) + verb.length, before.own.end};
  return object.size() < 2 || stripper_.IsBare(object) ? Piece() : object;
}

// 司法所共参与会议9次, 每个村至少培养3名: who did it, and what, without the word between.
Piece MeasureReader::AppendWho(Piece words, Phrase& phrase) const {
  for (uint32_t p = words.begin + 2; p + 2 < words.end; ++p) {
    Word between = words_.Prefix(View({p, words.end}), kBetween | kAct | kKeep);
    // 区政府共收到复议申请: it is a verb with the word before it too.
    if (text_[p] == U'共' && (between.classes & kAct) && words_.Prefix(View({p + 1, words.end}), kAct)) {
      between.length = 1;
      between.classes = kBetween;
    }
    const uint32_t act = p + between.length;
    if (!(between.classes & kBetween) || (between.classes & (kAct | kKeep)) ||
        !words_.Prefix(View({act, words.end}), kAct) || words_.Suffix(View({words.begin, act}), kKeep))
      continue;
    if (!pieces_.EndsWithWho({words.begin, p})) continue;
    phrase.Append({words.begin, p});
    return {act, words.end};
  }
  return words;
}

void MeasureReader::AppendWithoutDate(Piece words, Piece verb, Phrase& phrase) const {
  words = AppendWho(words, phrase);
  // 创建了工作室26家
  const size_t done = View(words).substr(0, kLongestVerb).find(U'了', 2);
  if (done != std::u32string_view::npos && done + 2 < words.size() && View(words)[done + 1] != U'解') {
    phrase.Append(Piece{words.begin, words.begin + static_cast<uint32_t>(done)});
    words.begin += static_cast<uint32_t>(done) + 1;
  }
  // 直接纠正(含撤销、变更)行政决定: without the remark.
  const size_t open = View(words).find(U'(');
  const size_t close = open == std::u32string_view::npos ? open : View(words).find(U')', open);
  if (open >= 2 && close != std::u32string_view::npos && close + 2 < words.size() &&
      StartsWithOneOf(View(words).substr(open + 1), {U"含", U"包括", U"包含", U"不含", U"不包括"})) {
    phrase.Append(Piece{words.begin, words.begin + static_cast<uint32_t>(open)});
    words.begin += static_cast<uint32_t>(close) + 1;
  }
  const Piece object = {std::max(verb.end, words.begin), words.end};
  if (!verb.empty() && !object.empty() && IsDigit(text_[object.begin])) {
    phrase.Append({words.begin, verb.end});
    words = stripper_.Strip(object);
  }
  phrase.Append(words);
}

bool MeasureReader::IsOfSame(uint32_t i, Piece words, Piece verb) const {
  const Measure& before = measures_.back();
  if (fragments_[i].first || verb.empty() || before.part || before.bare || words.size() < 2 ||
      before.quantity + 1 != i || words.begin > quantities_[i - 1].end + 1 ||
      text_[quantities_[i - 1].end] != U',' || stripper_.FindVerb(words, 0) < words.end ||
      pieces_.BeginsWithPredicate(words))
    return false;
  // 涉及单位31家,案件231件
  if (View(verb) == U"涉及" && words.size() == 2 && pieces_.IsPlainObject(words)) return true;
  if (pieces_.IsSentOut(verb)) return SortOf(UnitOf(i)) == kPeople || IsAnyOf(text_[words.end - 1], U"车辆");
  // 公开行政许可决定119件,行政处罚决定12件
  if (EndsWithOneOf(View(verb), {U"公开", U"公示"}) && UnitOf(i) == UnitOf(i - 1))
    return !stripper_.IsBare(words) && !ContainsOneOf(View(words), {U"公开", U"公示"});
  // 下发整改通知书265份,停工通知书18份: papers of another sort.
  constexpr uint32_t kPaper = 3;
  if (CountsPapers(UnitOf(i)) && UnitOf(i) == UnitOf(i - 1) && words.size() > kPaper &&
      EndsWith(View(before.own), View({words.end - kPaper, words.end})) && text_[words.end - 1] == U'书')
    return !stripper_.IsBare(words);
  // 受理民事案件30件,行政案件12件: cases of another sort.
  const auto cases = [&](Piece piece) { return EndsWith(View(piece), U"案件"); };
  if (CountsCases(UnitOf(i)) && UnitOf(i) == UnitOf(i - 1) && (cases(words) || cases(before.own)))
    return words.size() == 4 && cases(words) && cases(before.own) && !words_.Prefix(View(words), kOutcome);
  // 检查旅馆210家次,影院12家次: what was visited so often.
  if (CountsVisits(UnitOf(i)) && UnitOf(i) == UnitOf(i - 1)) return !stripper_.IsBare(words);
  // 查获违法卷烟11万支,烟叶32吨; 拆除彩钢板588平方米,砖墙152平方米
  if (CountsGoods(UnitOf(i)) && CountsGoods(UnitOf(i - 1)))
    return !pieces_.SaysHowMuch(words) && !stripper_.IsBare(words) && !words_.Prefix(View(verb), kLight);
  // 发放宣传手册1200册,宣传单3000份; 拆除违建12处,广告牌45块
  constexpr uint32_t kLongestThing = 8;
  const absl::string_view unit = UnitOf(i);
  if (words_.Prefix(View(verb), kGive))
    return SortOf(unit) == kThings && unit != "元" && unit != "%" && !CountsEvents(unit) &&
           !CountsTime(unit) && words.size() <= kLongestThing && !stripper_.IsBare(words) &&
           !pieces_.IsFinding({words.end - 2, words.end}) && !pieces_.EndsWithRate(words) &&
           !pieces_.SaysHowMuch(words);
  return CountsPeople(UnitOf(i)) && CountsPeople(UnitOf(i - 1)) && words_.Suffix(View(words), kPerson) &&
         words_.Prefix(View(verb), kHave);
}

// 新建广场3个、长廊12处,文化阵地累计达86个; 新增里程43公里、总里程879公里: as many as there are are not all
// new.
bool MeasureReader::IsTotalBehindNew(uint32_t i, Piece words, Piece verb) const {
  if (!StartsWithOneOf(View(verb), {U"新", U"再"})) return false;
  if (View(words).substr(0, 1) == U"总" && !words_.Prefix(View(words), kAct)) return true;
  if (ContainsOneOf(View({words.begin, quantities_[i].begin}), {U"累计", U"总数", U"总量", U"共有"}))
    return true;
  // 新增储量20亿立方米,天然气产量稳定在6亿立方米
  return !fragments_[i].attached &&
         ContainsOneOf(View({words.end, quantities_[i].begin}), {U"达", U"稳定在", U"保持在"});
}

Piece MeasureReader::ListVerb(uint32_t i, Piece words) const {
  const Fragment& fragment = fragments_[i];
  if (measures_.empty() || (of_causes_ && fragment.attached)) return {};
  const Measure& before = measures_.back();
  if (!fragment.attached) {
    // 行动共出动车辆23台次,执法人员115人次
    const Piece sent = before.verb.empty() ? stripper_.InnerVerb(before.own) : Piece();
    const Piece verb = pieces_.IsSentOut(sent) ? sent : before.verb;
    if (!IsOfSame(i, words, verb)) return {};
    if (IsTotalBehindNew(i, words, verb)) return {};
    // 监督检查医院56户次,公共场所126户次: both verbs are theirs.
    constexpr uint32_t kCheck = 2;
    const bool both =
        CountsVisits(UnitOf(i)) && View({verb.end, before.own.end}).substr(0, kCheck) == U"检查";
    return {verb.begin, verb.end + (both ? kCheck : 0)};
  }
  if (!pieces_.ThingOfBodies(fragment.left).empty()) {
    const Piece verb = stripper_.LeadingVerb(before.left);
    if (!verb.empty() || i == 0) return verb;
    // 县司法局抽取公安、林业等12个部门的案卷78卷
    const Piece left = fragments_[i - 1].left;
    const uint32_t at = stripper_.FindVerb(left, 0);
    return {at, at + words_.Prefix(View({at, left.end}), kAct).length};
  }
  if (!words_.Prefix(View(fragment.left), kJoin) || IsTotalBehindNew(i, words, before.verb)) return {};
  // 办理法律援助案件64件、援助机构接待咨询300人次: who did it did it by a verb of their own.
  const uint32_t act = stripper_.FindVerb(words, 0);
  if (act > words.begin && act < words.end && words_.Suffix(View({words.begin, act}), kOrgan)) return {};
  // 开展法治宣传46场次、受众3万人次: people are none of what was held, and an audience of nothing else
  // either.
  if ((SortOf(UnitOf(i)) == kPeople && CountsEvents(UnitOf(i - 1))) || View(words) == U"受众") return {};
  const bool sums = UnitOf(i) == "元" && UnitOf(measures_.back().quantity) != "元";
  if (sums || before.part || before.bare || !stripper_.LeadingVerb(words).empty() ||
      pieces_.BeginsWithPredicate(words))
    return {};
  if (UnitOf(i) == "%" && pieces_.EndsWithRate(words)) return {};
  // 出动执法人员150人次、现场处理31件, 发生事故7起、死亡2人: what was done or came of it has no other verb.
  const uint32_t outcome = words_.Prefix(View(words), kOutcome).length;
  const bool names_thing =
      outcome != 0 && words_.Prefix(View({words.begin + outcome, words.end}), kTail);  // 调解室
  if ((stripper_.EndsInVerb(words) && stripper_.IsBare(words)) || (outcome != 0 && !names_thing)) return {};
  // 失效的文件28件、限期修改的文件13件: what describes the one describes no other.
  if (!before.verb.empty() && text_[before.verb.end] == U'的') return {};
  // 推动制定出台法规2件、规章3件: what was done to them is told by all of the verbs.
  if (IsOneOf(View(before.verb), {U"推动", U"推进", U"督促", U"协助"}) &&
      before.verb.begin == before.own.begin) {
    Piece verbs = before.verb;
    while (const Word next = words_.Prefix(View({verbs.end, before.own.end}), kAct)) {
      if (verbs.end + next.length + 2 > before.own.end) break;
      verbs.end += next.length;
    }
    return verbs;
  }
  if (!before.verb.empty() || before.own.size() < 3 || CountsEvents(UnitOf(i))) return before.verb;
  return stripper_.InnerVerb(before.own);
}

}  // namespace fazhi::extraction
