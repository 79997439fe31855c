// What the words behind a figure say that it counts.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

void MeasureReader::AppendWithoutList(Piece piece, Phrase& phrase) const {
  const auto view = View(piece);
  const size_t etc = view.rfind(U'等');
  const size_t list = etc == std::u32string_view::npos ? etc : view.find_first_of(U"“《");
  if (list == std::u32string_view::npos || list > etc || etc + 2 >= view.size() ||
      !stripper_.IsEtc(piece.begin + static_cast<uint32_t>(etc))) {
    // 9名干部通过了资格考试
    const uint32_t act = stripper_.FindVerb(piece, 0);
    const uint32_t behind = act + words_.Prefix(View({act, piece.end}), kAct).length;
    const bool done = behind > act && behind < piece.end && text_[behind] == U'了';
    // 干部参加2024年度学法考试: when is no part of it.
    const Piece year = done ? Piece() : pieces_.YearIn(piece);
    if (year.begin > piece.begin) {
      phrase.Append(Piece{piece.begin, year.begin});
      phrase.Append(Piece{year.end, piece.end});
      return;
    }
    phrase.Append(Piece{piece.begin, done ? behind : piece.end});
    if (done) phrase.Append(Piece{behind + 1, piece.end});
    return;
  }
  phrase.Append(Piece{piece.begin, piece.begin + static_cast<uint32_t>(list)});
  phrase.Append(Piece{piece.begin + static_cast<uint32_t>(etc) + 1, piece.end});
}

Piece MeasureReader::BeforeNoun(uint32_t i, Piece words, Piece right) const {
  words = stripper_.Shorten(words);
  // 司法厅在全省8个市州设站: where it was done, and not who did it.
  const uint32_t place = std::max(left_.words.begin, TerritoryBefore(i).begin);
  if (words_.Suffix(View(right), kOrgan | kPlace) && place > left_.words.begin && text_[place - 1] == U'在')
    words.begin = words.end;
  // 宁夏先后对监测发现的931宗案件: who dealt with them is not what they are.
  if (const size_t to = View(words).find(U'对'); to != std::u32string_view::npos && to >= 2) {
    const Word lead = words_.Suffix(View(words).substr(0, to), kLead);
    const bool who = !words_.Prefix(View(words), kAct) && words_.Suffix(View(words).substr(0, to), kPerson);
    if ((lead.length >= 2 && lead.length < to) || who) words.begin += static_cast<uint32_t>(to) + 1;
  }
  // 我让司法局把被撤销的88件案件翻了一遍: nor is who saw to it.
  for (size_t at = View(words).find(U'把'); at != std::u32string_view::npos;
       at = View(words).find(U'把', at + 1)) {
    constexpr std::u32string_view kNoMark = U"关握手控脉牢好门";
    const bool mark = at + 1 == words.size() || !Contains(kNoMark, text_[words.begin + at + 1]);
    if (!mark || at < 2 || text_[words.begin + at - 1] == U'一') continue;
    words.begin += static_cast<uint32_t>(at) + 1;
    break;
  }
  // 律师为245家企业解答咨询621次: who did it for them is not what they are.
  const Piece behind_figure = fragments_[i].right;
  if (!left_.words.empty() && text_[left_.words.end - 1] == U'为' && stripper_.LeadingVerb(words).empty() &&
      words_.Suffix(View(words), kPerson | kOrgan) &&
      stripper_.FindVerb(behind_figure, 2) < behind_figure.end)
    words.begin = words.end;
  return words;
}

Piece MeasureReader::LeftOfNoun(uint32_t i, Piece words, bool chain) {
  Piece left = words;
  // 派出3个督查组对14个乡镇开展督查: the places were not sent out.
  // 成立2个督察组对公安局等10家单位开展督察
  const std::u32string_view before_figure = View(fragments_[i].left);
  const bool done_to =
      before_figure.size() > 1 &&
      (before_figure.back() == U'对' || (before_figure.back() == U'等' && Contains(before_figure, U'对')));
  const auto last = static_cast<uint32_t>(measures_.size()) - 1;  // the one that is read
  if (chain && words.empty() && !done_to && last > sentence_begin_) left = measures_[last - 1].left;
  // 投入资金86万元为12个镇配备: the money is none of theirs.
  if (chain && words.empty() && !left.empty() && UnitOf(i) != "元" && i > 0 && UnitOf(i - 1) == "元")
    left = words;
  // 市本级35个部门、10个县区实现: the one level is not the other.
  if (chain && words.empty() && !left.empty() && IsAnyOf(text_[left.end - 1], U"级直") &&
      !PlacesBehind(i).empty())
    left = words;
  if (words.empty() && !goes_.empty() && fragments_[i].attached && goes_.end <= quantities_[i].begin &&
      goes_.end + 1 >= quantities_[i].begin)
    left = goes_;
  goes_ = {};
  return left;
}

uint32_t MeasureReader::EndOfRight(uint32_t i, Piece right) const {
  // 382人参加资格考试、通过301人: what stands behind the list's mark is the next figure's.
  // 县局86项服务事项全程网办率88.4%: so is what the rate is of.
  if (fragments_[i].attached_next && UnitOf(i + 1) == "%" && EndsWith(View(fragments_[i].right), U"率"))
    return right.end;
  const Piece behind = {right.end, std::max(right.end, fragments_[i].right.end)};
  if (fragments_[i].attached_next && stripper_.CutAmong(fragments_[i].right).end == right.end)
    return right.end;
  const size_t mark = View(behind).find(U'、');
  return mark == std::u32string_view::npos ? behind.end : behind.begin + static_cast<uint32_t>(mark);
}

void MeasureReader::AppendCounted(uint32_t i, Piece noun, Piece& right, uint32_t& verb, Phrase& phrase) {
  // 制定3个方面22项措施, 养老等23个领域共70项标准
  const bool aspects = IsOneOf(View(right), {U"方面", U"领域", U"行业"}) && fragments_[i].attached_next &&
                       stripper_.Covered({right.end, quantities_[i + 1].begin}, kLead);
  if (aspects) {
    const Piece of = RightOf(i + 1);
    if (stripper_.FindVerb(of, 0) == of.end) phrase.Append(of);
    phrase.Append(right);
    return;
  }
  if (const Piece deed = DoneWithBodies(i, right); !deed.empty()) {
    phrase.Append(deed);
    phrase.Append(right);
    return;
  }
  if (const Piece deed = phrase.empty() ? Completed(i, right) : Piece(); !deed.empty()) {
    const auto done =
        fragments_[i].left.begin + static_cast<uint32_t>(View(fragments_[i].left).rfind(U"完成"));
    phrase.Append(Piece{done, done + 2});
    phrase.Append(deed);
    phrase.Append(Piece{right.begin, deed.begin - 1});
    return;
  }
  if (Phrase deed; AppendDeed(pieces_.WithoutHow(noun), {verb, right.end}, deed)) {
    phrase = deed;
    return;
  }
  const Piece aside = pieces_.AsideOf(right);
  // 12件建议已全部办结: that it was all of them is none of what they are.
  const uint32_t act = noun.size() >= 2 ? verb : stripper_.FindVerb(right, 2);
  const uint32_t all = aside.empty() ? pieces_.AllLength({act, right.end}) : 0;
  if (all > 0 && act > right.begin && act + all < right.end) {
    phrase.Append(Piece{right.begin, act - (text_[act - 1] == U'也' ? 1 : 0)});
    right.begin = act + all;
    verb = std::max(verb, right.begin);
  }
  if (!aside.empty()) phrase.Append(Piece{right.begin, aside.begin});
  AppendWithoutList({std::max(aside.end, right.begin), right.end}, phrase);
}

// 6件因超过期限未予立案,3件在庭前达成和解: what stands before the verb is when or why, and no cases.
bool MeasureReader::SaysHowTheyWent(uint32_t i, Piece predicate) const {
  const std::u32string_view behind = View({quantities_[i].end, predicate.begin});
  return CountsCases(UnitOf(i)) && !predicate.empty() && !behind.empty() &&
         IsAnyOf(behind.front(), U"在因由经被以未不尚仍于") && !Contains(View(predicate), U'的') &&
         !EndsWithOneOf(View(predicate), {U"案件", U"纠纷", U"申请", U"事项"});
}

void MeasureReader::LendNoun(uint32_t i, Piece right, Measure& measure) {
  measure.bare = true;
  measure.own_before = right.size();
  Piece head;
  // 查处问题41个,62人受到问责
  const bool others = CountsPeople(UnitOf(i)) && words_.Suffix(View(right), kOnPeople) &&
                      (anchor_ == kNoMeasure || !CountsPeople(UnitOf(measures_[anchor_].quantity)));
  // 办案人员3名;9份监督意见书: papers are no people's.
  const bool things = anchor_ != kNoMeasure && SortOf(UnitOf(i)) == kThings && !right.empty() &&
                      CountsPeople(UnitOf(measures_[anchor_].quantity));
  if (others || things) {
    measure.base = kNoMeasure;
  } else if (anchor_ != kNoMeasure) {
    measure.base = anchor_;
    head = HeadFor(i, anchor_);
  } else {
    head = topics_.TopicBefore(i, fragments_[i].left.begin);
  }
  measure.phrase.Append(head);
  measure.head = head;
}

void MeasureReader::AddRightMeasure(uint32_t i, Piece words, Piece right, bool chain, bool part) {
  // 占全部11个社区的45.5%: all that there are.
  const bool shared_out = View(words) == U"占" && fragments_[i].attached_next && UnitOf(i + 1) == "%";
  words = BeforeNoun(i, words, right);
  // 没有开展1次会前学法: that it was not is what is said.
  if (!words.empty() && StandsBefore(text_, words.begin, U"没有")) words.begin -= 2;
  // 先后20余次对信访法治化、规范检查等工作作出批示: how often what was done.
  if (CountsEvents(UnitOf(i)) && Contains(View(right), U'、')) right = stripper_.DropMatter(right);
  // 将306项权力赋予青山镇等11个镇: an example of what the next figure counts.
  if (fragments_[i].attached_next && StandsBefore(text_, quantities_[i + 1].begin, U"等")) {
    for (const std::u32string_view given : {U"赋予", U"委托", U"下放", U"划转", U"授权"}) {
      const size_t at = View(right).find(given, 2);
      if (at != std::u32string_view::npos) right.end = right.begin + static_cast<uint32_t>(at + given.size());
    }
  }
  if (ReadHowLong(i, words, right) || ReadTookPart(i, right, part)) return;
  Measure& measure = Add(i);
  if (!shared_out && !PlacesBehind(i).empty()) measure.places = Places::kSome;
  measure.part = part || fragments_[i].bracket != 0;
  measure.left = LeftOfNoun(i, words, chain);
  const bool no_words_before = stripper_.Covered(measure.left, kPrep | kLead | kJoin | kTrail);
  if (!no_words_before) {
    // 对推进滞后的7家单位通报批评: whom it was done to is told by the word before, which is none of their
    // name.
    measure.phrase.Append(AppendWho(pieces_.DropObjectMark(stripper_.DropOf(measure.left)), measure.phrase));
  } else {
    measure.phrase.Append(WentInto(i, right));
    if (words_.Suffix(View(right), kOrgan)) measure.phrase.Append(TerritoryBefore(i));
  }
  measure.verb = stripper_.LeadingVerb(measure.left);
  measure.own = right;
  measure.window = {left_.words.begin, EndOfRight(i, right)};
  for (uint32_t p = right.begin + 2; CountsPeople(UnitOf(i)) && p < right.end; ++p) {
    if (!pieces_.IsHabit({p, right.end}) || !words_.Suffix(View({right.begin, p}), kPerson)) continue;
    right.end = p;
  }
  // 对15件积案每月至少过问1次: how often is not what they are.
  for (uint32_t p = right.begin + 2; fragments_[i].attached_next && p + 1 < right.end; ++p) {
    if (text_[p] != U'每' || !IsAnyOf(text_[p + 1], U"月周季年天日半")) continue;
    right.end = p;
  }
  uint32_t verb = stripper_.FindVerb(right, 0);
  const bool has_noun = verb > right.begin;
  const Piece noun = {right.begin, verb};
  // 196个“共享法庭”嵌入村社、景区、行业协会: a list behind the verb is not what is counted.
  constexpr uint32_t kLongPredicate = 9;
  if (right.end - verb > kLongPredicate && noun.size() >= 3 && !words_.Suffix(View(noun), kOrgan) &&
      Contains(View({verb, right.end}), U'、') && !Contains(View({verb, right.end}), U'的')) {
    right = stripper_.Strip({right.begin, verb});
    verb = right.end;
  }
  // 153项行政审批权全部划转到审批局直接实施: where they went is no part of it.
  if (noun.size() >= 3) right.end = pieces_.CutWhereTo({verb, right.end}).end;
  AppendCounted(i, noun, right, verb, measure.phrase);
  const Piece of_levels = NounOfLevels(i, right);
  AppendWithoutList(of_levels, measure.phrase);
  // 12个县建成中心、96个镇建成工作站: each has what it did.
  const Piece deed_of_own = pieces_.HeadOfLeft({verb, right.end});
  const bool did = has_noun && verb < right.end && deed_of_own.size() >= 2 && deed_of_own.begin > verb;
  const Piece shared = of_levels.empty() && !did ? SharedPredicate(i) : Piece();
  AppendWithoutList(shared, measure.phrase);
  if (shared.empty() && !did && of_levels.empty() && no_words_before) {
    const Piece deed = DeedToNext(i);
    AppendWithoutList(deed, measure.phrase);
    // 12名律师为36名当事人提供援助: those who did it are none of those whom an indicator of the deed counts.
    if (!deed.empty() && CountsPeople(UnitOf(i))) measure.of_one = true;
  }
  const Piece predicate = shared.empty() ? Piece{verb, right.end} : shared;
  const Piece object = pieces_.HeadOfLeft(predicate);
  const bool has_object = !predicate.empty() && object.begin > predicate.begin && !stripper_.IsBare(object) &&
                          !stripper_.EndsInVerb(object) && !words_.Prefix(View(predicate), kInto);
  // 举办4期执法业务培训: all of it is what was held.
  const bool held = CountsEvents(UnitOf(i)) && !measure.verb.empty() && shared.empty() &&
                    IsOneOf(View({verb, right.end}), {U"培训", U"轮训", U"宣讲", U"授课", U"演练"});
  measure.head = has_object ? object : held ? right : stripper_.StripEnd(noun);
  // 手上还有3件没审完,今年又收到41件: a denial is nothing to be counted.
  if (View(measure.head) == U"未" ||
      (StartsWithOneOf(View(measure.head), {U"没", U"尚未", U"还没", U"还未"}) &&
       !StartsWith(View(measure.head), U"没收")))
    measure.head = {};
  // 抽取案卷150宗交叉评查,优秀38宗: the noun stands before the figure.
  if (measure.head.empty() && !measure.verb.empty()) {
    const Piece before = stripper_.StripVerb(measure.left);
    if (!stripper_.IsBare(before)) measure.head = before;
  }
  if (CountsPeople(UnitOf(i)) && words_.Suffix(View(noun), kPerson)) measure.people = noun;
  const bool no_words = words.empty() || stripper_.Covered(words, kBareWord, kAct);
  // 为300名群众提供咨询答疑 says enough.
  const bool served = has_object && words_.Suffix(View(noun), kPerson);
  // 5卷不合格案卷: how they were found is part of their name.
  const bool named = EndsWithOneOf(View(right), {U"案卷", U"卷宗"});
  const bool no_noun = (noun.empty() && !named) ||
                       (CountsPeople(UnitOf(i)) && !served && stripper_.IsBare(noun)) ||
                       SaysHowTheyWent(i, {verb, right.end});
  // 286人参加考试 says enough, too.
  const bool known = anchor_ != kNoMeasure && words_.Suffix(View(HeadFor(i, anchor_)), kPerson);
  const bool did_so = has_object && noun.empty() && CountsPeople(UnitOf(i)) && !known;
  if (no_noun && no_words && !(chain && has_object) && !(CountsEvents(UnitOf(i)) && has_object) && !did_so) {
    LendNoun(i, right, measure);
  } else if (!part && !measure.head.empty() && !(CountsEvents(UnitOf(i)) && stripper_.IsBare(measure.head))) {
    SetAnchor(i);
  }
}

}  // namespace fazhi::extraction
