// What the words behind a figure say that it counts.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// A longer deed would bury those whom it was done with.
constexpr uint32_t kLongestDeed = 10;

}  // namespace

bool MeasureReader::HasRightNoun(uint32_t i) const {
  const Piece right = fragments_[i].right;
  return !right.empty() && !pieces_.BeginsWithJoin(right);
}

Piece MeasureReader::RightOf(uint32_t i) const {
  Piece piece = fragments_[i].right;
  if (piece.empty()) return piece;
  // 没有化解的3起都是地界问题, 不合格11宗已发回整改: what is said of what stands before.
  if (left_.words.size() >= 2 && pieces_.SaysOn(piece) && stripper_.Strip(left_.words).size() >= 2)
    return {piece.begin, piece.begin};
  if (pieces_.BeginsWithJoin(piece)) return {piece.begin, piece.begin};
  if (fragments_[i].attached_next) {
    if (quantities_[i + 1].kind == v1::KIND_CHANGE) piece.end = stripper_.FindChange(piece).begin;
    // 办结1起处罚金额11万元: the sum is the next one's.
    if (UnitOf(i + 1) == "元" && UnitOf(i) != "元" &&
        EndsWithOneOf(View(piece), {U"金额", U"总额", U"罚款"}) && piece.size() <= 4)
      return {piece.begin, piece.begin};
    // 开展1次全面清理和公平竞争、营商环境等4次专项清理: the list belongs to the next one.
    if (const size_t join = View(piece).find_first_of(U"和及");
        UnitOf(i) == UnitOf(i + 1) && piece.end == quantities_[i + 1].begin &&
        text_[piece.end - 1] == U'等' && join != std::u32string_view::npos && join >= 2)
      piece.end = piece.begin + static_cast<uint32_t>(join);
    if (const Piece thing = pieces_.ThingOfBodies(piece); !thing.empty())
      return {piece.begin, pieces_.EndOfBodies(thing)};
    if (const Piece next = AfterSame(i + 1, piece); !next.empty()) return {piece.begin, next.begin - 1};
    if (const Piece next = pieces_.AfterJoin(piece); !next.empty())
      return stripper_.Strip({piece.begin, next.begin - 1});
    piece = stripper_.CutAmong(piece);
    if (!EndsListAt(i)) piece = stripper_.Strip(piece);
    // 讲座36场受众4万人: whom it reached is the next figure's.
    if (CountsEvents(UnitOf(i)) && SortOf(UnitOf(i + 1)) == kPeople &&
        (pieces_.SaysReach(piece) || pieces_.SaysHowMuch(piece)))
      return {piece.begin, piece.begin};
    if (const Piece rate = RateBehind(i + 1, piece); !rate.empty()) {
      piece.end = rate.begin - 1;
    } else if (const Piece next = AfterTurn(i + 1, piece); !next.empty()) {
      piece.end = next.begin - 1;
    } else if (const Piece next = pieces_.AfterList(piece); !next.empty()) {
      piece.end = next.begin - 1;
    } else if (!piece.empty() && !EndsListAt(i)) {
      const uint32_t verb = stripper_.FindVerb(piece, 0);
      // 组织260人参加演练5场: what those did who were brought is theirs too.
      const bool brought = SortOf(UnitOf(i)) == kPeople && stripper_.EndsOpen(stripper_.Strip(left_.words));
      const bool won = quantities_[i + 1].kind == v1::KIND_RANK;  // 1人获竞赛第1名
      if (verb == piece.begin && !HasRightNoun(i + 1) && !brought && !won) return {piece.begin, piece.begin};
      if (verb < piece.end && verb > piece.begin) piece = stripper_.StripEnd({piece.begin, verb});
      // 派出4个督察组对12家单位, 6个专班对文旅、商贸等8个领域: to whom is the next one's.
      constexpr uint32_t kShortest = 3;
      const size_t to = View(piece).find(U'对');
      if (to != std::u32string_view::npos && to >= 2 &&
          words_.Suffix(View(piece).substr(0, to), kOrgan | kPerson | kBody | kTail))
        piece.end = piece.begin + static_cast<uint32_t>(to);
      while (piece.size() >= kShortest && IsAnyOf(text_[piece.end - 1], U"对向赴到分给")) {
        --piece.end;
      }
    }
  }
  piece = stripper_.Strip(piece);
  // 承接的143项事项办理时限压缩60%: the items, not what was cut of them.
  if (fragments_[i].attached_next && UnitOf(i + 1) == "%" && !CountsTime(UnitOf(i))) {
    const uint32_t cut =
        EndLength(View(piece), {U"办理时限", U"办结时限", U"承诺时限", U"审批时限", U"办理时间", U"办理环节",
                                U"申请材料", U"申报材料", U"时限"});
    if (cut + 2 <= piece.size()) piece.end -= cut;
  }
  // 52所学校视频系统安装率100%: the bodies, not the rate of them.
  if (fragments_[i].attached_next && UnitOf(i + 1) == "%") {
    uint32_t end = piece.begin + 2;
    while (end < piece.end && !words_.Suffix(View({piece.begin, end}), kOrgan | kPerson)) ++end;
    if (end < piece.end && words_.Suffix(View({piece.begin, end + 1}), kOrgan | kPerson)) ++end;
    const Piece of = pieces_.OfRate(piece);
    if (pieces_.EndsWithRate(piece) && end < piece.end) {
      piece = stripper_.DropOf({piece.begin, end});
    } else if (!of.empty()) {
      piece = stripper_.DropOf(of);
    }
  }
  // 除3项整改任务外全部完成: what is left out ends there.
  if (pieces_.LeavesOut(stripper_.Strip(fragments_[i].left))) {
    for (const std::u32string_view outside : {U"以外", U"之外", U"外"}) {
      const size_t at = View(piece).find(outside, 2);
      if (at != std::u32string_view::npos) return {piece.begin, piece.begin + static_cast<uint32_t>(at)};
    }
  }
  // 在赋予50项权限基础上: nor is it the ground itself.
  if (const uint32_t ground = EndLength(View(piece), {U"的基础上", U"基础上"}); piece.size() > ground + 1)
    piece.end -= ground;
  // 组建5支调解队伍(法律专家、业务骨干): who they are.
  if (const size_t open = View(piece).rfind(U'('); !piece.empty() && text_[piece.end - 1] == U')' &&
                                                   open != std::u32string_view::npos && open >= 2 &&
                                                   Contains(View(piece).substr(open), U'、'))
    piece.end = piece.begin + static_cast<uint32_t>(open);
  return stripper_.CutSecondClause(stripper_.DropAmong(piece));
}

Piece MeasureReader::SharedPredicate(uint32_t i) const {
  uint32_t last = i;
  while (last + 1 < quantities_.size() && last - i < kMaxItems && fragments_[last].attached_next &&
         (fragments_[last].right.empty()
              ? !PlacesOfUnit(last).empty()
              : pieces_.EndsList(fragments_[last].right) || HoldsPeopleNext(last))) {
    ++last;
  }
  if (last == i) return {};
  const Piece right = RightOf(last);
  const Piece aside = pieces_.AsideOf(right);
  const uint32_t verb = aside.empty() ? stripper_.FindVerb(right, 0) : aside.end;
  if (aside.empty() && Contains(View({right.begin, verb}), U'的')) {
    // 完成32件合同、28份文件、16项决策的合法性审核
    const auto behind = right.begin + static_cast<uint32_t>(View(right).rfind(U'的')) + 1;
    const Piece deed = {std::min(behind, right.end), right.end};
    const bool reviewed =
        EndsWithOneOf(View(deed), {U"审核", U"审查", U"备案", U"清理", U"评估", U"评查", U"论证"});
    return reviewed ? deed : Piece();
  }
  return pieces_.CutWhereTo({verb, right.end});
}

Piece MeasureReader::DeedToNext(uint32_t i) const {
  const Piece right = fragments_[i].right;
  if (right.size() < 3 || !fragments_[i].attached_next || text_[right.end - 1] != U'对') return {};
  // 对32个单位开展督察、对18个单位开展检查: each has its own.
  if (EndsWith(View(right), U"、对")) return {};
  const Piece next = RightOf(i + 1);
  const uint32_t verb = stripper_.FindVerb(next, 0);
  return !Contains(View({next.begin, verb}), U'的') ? Piece{verb, next.end} : Piece();
}

void MeasureReader::AppendTreatment(uint32_t i, Piece words, Piece predicate) {
  constexpr uint32_t kLongest = 12;
  if (words.empty() || predicate.size() > kLongest) return;
  const char32_t last = text_[words.end - 1];
  const bool share = UnitOf(i) == "%" && last != U'率' && last != U'比' && last != U'度' && last != U'例';
  Measure& measure = measures_.back();
  if ((text_[words.begin] != U'对' && !share) || measure.bare || measure.copied) return;
  measure.phrase.Append(predicate);
  measure.window.end = std::max(measure.window.end, predicate.end);
}

bool MeasureReader::DidBehind(uint32_t i, Piece words) const {
  if (SortOf(UnitOf(i)) != kPeople || words_.Prefix(View(RightOf(i)), kAct).length < 2) return false;
  if (words_.Suffix(View(words), kPerson) && pieces_.IsHabit(RightOf(i))) return false;
  const Word verb = words_.Prefix(View(words), kAct);
  return verb ? bool(words_.Prefix(View(words), kPrep)) : !stripper_.IsBare(words);
}

Piece MeasureReader::NounOfClasses(uint32_t i) const {
  constexpr uint32_t kMost = 3;
  if (!CountsClasses(UnitOf(i))) return {};
  uint32_t last = i;
  while (last < i + kMost && fragments_[last].attached_next &&
         pieces_.BeginsWithJoin(fragments_[last].right) && stripper_.Strip(fragments_[last + 1].left).empty())
    ++last;
  const Piece noun = last == i ? Piece() : RightOf(last);
  return noun.size() < 2 || stripper_.BeginsPredicate(noun) || stripper_.IsBare(noun) ? Piece() : noun;
}

Piece MeasureReader::NounOfNext(uint32_t i, Piece words) const {
  const bool open = words.empty() ? !fragments_[i].attached : stripper_.EndsOpen(words);
  if (!fragments_[i].attached_next || !open || i + 1 >= quantities_.size()) return {};
  if (quantities_[i].end == quantities_[i + 1].begin) {  // 完成49批次89场次演唱会约谈
    const Piece noun = RightOf(i + 1);
    return stripper_.BeginsPredicate(noun) || stripper_.IsBare(noun) ? Piece() : noun;
  }
  if (words.empty()) return {};
  // 取消34项、新增17项、移交11项行政权力事项: the last of the list says it.
  uint32_t last = i;
  do {
    if (!fragments_[last].attached_next || UnitOf(i) != UnitOf(last + 1) ||
        !pieces_.BeginsWithJoin(fragments_[last].right))
      return {};
    ++last;
  } while (last - i < kMaxItems && last + 1 < quantities_.size() &&
           pieces_.BeginsWithJoin(fragments_[last].right));
  const Piece next = stripper_.Strip(fragments_[last].left);
  const Piece noun = RightOf(last);
  if (!stripper_.EndsOpen(next) || stripper_.BeginsPredicate(noun) || stripper_.IsBare(noun)) return {};
  return noun;
}

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
    phrase.Append(Piece{piece.begin, done ? behind : piece.end});
    if (done) phrase.Append(Piece{behind + 1, piece.end});
    return;
  }
  phrase.Append(Piece{piece.begin, piece.begin + static_cast<uint32_t>(list)});
  phrase.Append(Piece{piece.begin + static_cast<uint32_t>(etc) + 1, piece.end});
}

Piece MeasureReader::TerritoryBefore(uint32_t i) const {
  const Piece left = fragments_[i].left;
  const bool all = left.size() >= 2 && text_[left.end - 2] == U'全' && IsLevel(text_[left.end - 1]);
  return all ? Piece{left.end - 2, left.end} : Piece{left.end, left.end};
}

Piece MeasureReader::PlacesBehind(uint32_t i) const {
  const Piece right = fragments_[i].right;
  return {right.begin, right.begin + words_.Prefix(View(right), kPlace).length};
}

// 36个部门50人参加培训: the bodies of those who are counted next.
bool MeasureReader::HoldsPeopleNext(uint32_t i) const {
  return fragments_[i].right.end == quantities_[i + 1].begin && SortOf(UnitOf(i + 1)) == kPeople &&
         SortOf(UnitOf(i)) != kPeople && words_.Suffix(View(fragments_[i].right), kOrgan);
}

// 4市, 9县, as they are counted in a list of those that something was done to.
Piece MeasureReader::PlacesOfUnit(uint32_t i) const {
  const uint32_t end = quantities_[i].end;
  const bool places = end > quantities_[i].begin + 1 && IsLevel(text_[end - 1]) && !IsLevel(text_[end - 2]);
  return places ? Piece{end - 1, end} : Piece();
}

bool MeasureReader::ReadTerritory(uint32_t i) {
  const Piece places = PlacesBehind(i);
  if (places.empty()) return false;
  const Fragment& fragment = fragments_[i];
  const Piece all = TerritoryBefore(i);
  const bool at = !all.empty() && all.begin > 0 && text_[all.begin - 1] == U'在';
  const Piece rest = {places.end, fragment.right.end};
  // 13个乡镇中有6个没有办过案
  const bool among = !rest.empty() && text_[rest.begin] == U'中' && stripper_.Strip(left_.words).empty();
  const bool holds = pieces_.HoldsPlaces(fragment.left) || among;
  const bool goes_on = fragment.attached && !measures_.empty() && measures_.back().places == Places::kAll &&
                       stripper_.Covered({PlacesBehind(i - 1).end, fragment.left.end}, kJoin);
  // 全县15个乡镇开展演练, 全县15个镇公共法律服务工作站: others are counted, or what they did.
  const bool ends = rest.empty() || text_[rest.begin] == U'中' || words_.Prefix(View(rest), kJoin | kLead);
  if (!goes_on && ((all.empty() && !holds) || at || !ends)) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, places.end};
  measure.own = places;
  measure.phrase.Append(all);
  measure.phrase.Append(places);
  measure.head = places;
  const bool ranked = fragment.attached_next && quantities_[i + 1].kind == v1::KIND_RANK;
  measure.places = ranked ? Places::kSome : Places::kAll;
  return true;
}

// 5个国家级、27个省级示范村: what the levels before are of.
Piece MeasureReader::NounOfLevels(uint32_t i, Piece right) const {
  uint32_t next = i;
  while (!right.empty() && stripper_.IsBare(right) && text_[right.end - 1] == U'级') {
    if (next - i == kMaxItems || !fragments_[next].attached_next || UnitOf(next) != UnitOf(next + 1) ||
        !pieces_.BeginsWithJoin({right.end, fragments_[next].right.end}))
      return {};
    right = RightOf(++next);
  }
  if (next == i || right.empty()) return {};
  const auto words = View(right);
  size_t level = words.find(U'级');
  constexpr size_t kLongestLevel = 2;  // 乡镇级
  if (level == words.npos ||
      (level > kLongestLevel &&
       !stripper_.IsBare({right.begin, right.begin + static_cast<uint32_t>(level) + 1}))) {
    if (!IsLevel(words.front())) return {};  // 4个县应急普法基地
    level = StandsAt(words, 1, U"区级") ? 2 : 0;
  }
  const Piece noun = {right.begin + static_cast<uint32_t>(level) + 1, right.end};
  return noun.size() < 2 || stripper_.IsBare(noun) ? Piece() : noun;
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
    if (lead.length >= 2 && lead.length < to) words.begin += static_cast<uint32_t>(to) + 1;
  }
  // 律师为245家企业解答咨询621次: who did it for them is not what they are.
  const Piece behind_figure = fragments_[i].right;
  if (!left_.words.empty() && text_[left_.words.end - 1] == U'为' && stripper_.LeadingVerb(words).empty() &&
      words_.Suffix(View(words), kPerson | kOrgan) &&
      stripper_.FindVerb(behind_figure, 2) < behind_figure.end)
    words.begin = words.end;
  return words;
}

// 开展为期3个月的整治行动
bool MeasureReader::ReadHowLong(uint32_t i, Piece words, Piece right) {
  if (!CountsTime(UnitOf(i)) || !EndsWith(View(words), U"为期")) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, right.end};
  measure.own = right;
  measure.phrase.Append(right);
  return true;
}

// 举行了260余人参加的演练: what they took part in.
bool MeasureReader::ReadTookPart(uint32_t i, Piece right, bool part) {
  const Word took_part = CountsPeople(UnitOf(i)) ? words_.Prefix(View(right), kAct) : Word();
  if (!took_part || took_part.length + 3 > right.size() || text_[right.begin + took_part.length] != U'的')
    return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, right.end};
  measure.part = part;
  measure.own = measure.left = right;
  measure.verb = {right.begin, right.begin + took_part.length};
  measure.head = {measure.verb.end + 1, right.end};
  measure.phrase.Append(measure.verb);
  measure.phrase.Append(measure.head);
  SetAnchor(i);
  return true;
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
  if (Phrase deed; AppendDeed(pieces_.WithoutHow(noun), {verb, right.end}, deed)) {
    phrase = deed;
    return;
  }
  const Piece aside = pieces_.AsideOf(right);
  // 12件建议已全部办结: that it was all of them is none of what they are.
  const uint32_t act = noun.size() >= 2 ? verb : stripper_.FindVerb(right, 2);
  const uint32_t all =
      aside.empty() ? BeginningLength(View({act, right.end}), {U"也都", U"已全部", U"均已", U"都已", U"已均",
                                                               U"已经", U"全部", U"均", U"都", U"已"})
                    : 0;
  if (all > 0 && act > right.begin && act + all < right.end) {
    phrase.Append(Piece{right.begin, act - (text_[act - 1] == U'也' ? 1 : 0)});
    right.begin = act + all;
    verb = std::max(verb, right.begin);
  }
  if (!aside.empty()) phrase.Append(Piece{right.begin, aside.begin});
  AppendWithoutList({std::max(aside.end, right.begin), right.end}, phrase);
}

void MeasureReader::LendNoun(uint32_t i, Piece right, Measure& measure) {
  measure.bare = true;
  measure.own_before = right.size();
  Piece head;
  // 1件案卷被评为优秀,1人获奖: no files won it.
  constexpr uint32_t kPrize = 4;
  const bool dealt_with(words_.Suffix(View(right), kOnPeople));  // 查处问题41个,62人受到问责
  const bool others = CountsPeople(UnitOf(i)) &&
                      (dealt_with || (right.size() >= kPrize && pieces_.Won(right))) &&
                      (anchor_ == kNoMeasure || !CountsPeople(UnitOf(measures_[anchor_].quantity)));
  if (others) {
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
  words = BeforeNoun(i, words, right);
  // 先后20余次对信访法治化、规范检查等工作作出批示: how often what was done.
  if (CountsEvents(UnitOf(i)) && Contains(View(right), U'、')) right = stripper_.DropMatter(right);
  if (ReadHowLong(i, words, right) || ReadTookPart(i, right, part)) return;
  Measure& measure = Add(i);
  if (!PlacesBehind(i).empty()) measure.places = Places::kSome;
  measure.part = part || fragments_[i].bracket != 0;
  measure.left = LeftOfNoun(i, words, chain);
  const bool no_words_before = stripper_.Covered(measure.left, kPrep | kLead | kJoin | kTrail);
  if (!no_words_before) {
    // 对推进滞后的7家单位通报批评: whom it was done to is told by the word before, which is none of their
    // name.
    measure.phrase.Append(pieces_.DropObjectMark(stripper_.DropOf(measure.left)));
  } else if (words_.Suffix(View(right), kOrgan)) {
    measure.phrase.Append(TerritoryBefore(i));
  }
  measure.verb = stripper_.LeadingVerb(measure.left);
  measure.own = right;
  measure.window = {left_.words.begin, EndOfRight(i, right)};
  for (uint32_t p = right.begin + 2; CountsPeople(UnitOf(i)) && p < right.end; ++p) {
    if (!pieces_.IsHabit({p, right.end}) || !words_.Suffix(View({right.begin, p}), kPerson)) continue;
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
  if (shared.empty() && !did && of_levels.empty() && no_words_before)
    AppendWithoutList(DeedToNext(i), measure.phrase);
  const Piece predicate = shared.empty() ? Piece{verb, right.end} : shared;
  const Piece object = pieces_.HeadOfLeft(predicate);
  const bool has_object = !predicate.empty() && object.begin > predicate.begin && !stripper_.IsBare(object) &&
                          !stripper_.EndsInVerb(object) && !words_.Prefix(View(predicate), kInto);
  measure.head = has_object ? object : stripper_.StripEnd(noun);
  if (CountsPeople(UnitOf(i)) && words_.Suffix(View(noun), kPerson)) measure.people = noun;
  const bool no_words = words.empty() || stripper_.Covered(words, kBareWord, kAct);
  // 为300名群众提供咨询答疑 says enough.
  const bool served = has_object && words_.Suffix(View(noun), kPerson);
  const bool no_noun = noun.empty() || (CountsPeople(UnitOf(i)) && !served && stripper_.IsBare(noun));
  // 286人参加考试 says enough, too.
  const bool known = anchor_ != kNoMeasure && words_.Suffix(View(HeadFor(i, anchor_)), kPerson);
  const bool did_so = has_object && noun.empty() && CountsPeople(UnitOf(i)) && !known;
  if (no_noun && no_words && !(chain && has_object) && !(CountsEvents(UnitOf(i)) && has_object) && !did_so) {
    LendNoun(i, right, measure);
  } else if (!part && !measure.head.empty() && !(CountsEvents(UnitOf(i)) && stripper_.IsBare(measure.head))) {
    SetAnchor(i);
  }
}

Piece MeasureReader::DoneWithBodies(uint32_t i, Piece right) const {
  const Piece all = fragments_[i].right;
  if (!fragments_[i].attached_next || right.end >= all.end || !words_.Suffix(View(right), kOrgan | kPerson))
    return {};
  Piece deed = pieces_.ThingOfBodies(all);
  if (deed.empty()) {
    const std::u32string_view left = View(left_.words);
    // 为120名农民工追回工资340万元, 向48家企业发放通知书52份: those it was done for.
    const bool done_for =
        !left.empty() &&
        (IsAnyOf(left.back(), U"从对为向给替帮") ||
         words_.Suffix(View({fragments_[i].left.begin, TerritoryBefore(i).begin}), kDoneWith));
    if (!done_for) return {};
    // 对32个单位开展督察、对18个单位开展检查: the next one's 对 is none of it.
    deed = stripper_.Strip({right.end, all.end - (EndsWith(View(all), U"、对") ? 2 : 0)});
    if (stripper_.LeadingVerb(deed).empty()) return {};
  } else if (pieces_.EndOfBodies(deed) != right.end) {
    return {};
  }
  return deed.size() <= kLongestDeed ? deed : Piece();
}

bool MeasureReader::AppendDeed(Piece noun, Piece predicate, Phrase& phrase) const {
  constexpr uint32_t kLongestOf = 8;
  if (noun.size() < 2 || predicate.empty()) return false;
  const size_t object = View(left_.words).find_first_of(U"对将把就");
  // 对照检查, 对口支援的12家企业: a longer word, and nothing that it was done to.
  if (object == std::u32string_view::npos ||
      words_.Prefix(View(left_.words).substr(object), kAct | kKeep | kSolid | kPrep).length >= 2)
    return false;
  Piece of = {left_.words.begin + static_cast<uint32_t>(object) + 1, left_.words.end};
  if (!of.empty() && text_[of.begin] == U'于') ++of.begin;  // 对于
  const bool described = !of.empty() && text_[of.end - 1] == U'的';
  of = stripper_.DropOf(stripper_.Strip(stripper_.DropOf(of)));
  if (!described && !of.empty() && stripper_.FindVerb(of, 0) == of.begin) return false;
  // 对36名负责人履行职责情况开展评议: what was done to them, not what they did.
  for (uint32_t p = predicate.end; p > predicate.begin + 2; --p) {
    if (!words_.Prefix(View({p, predicate.end}), kLight) || text_[p - 1] != U'况') continue;
    predicate.begin = p;
    break;
  }
  if (const Word light = words_.Prefix(View(predicate), kLight)) predicate.begin += light.length;
  if (!predicate.empty() && text_[predicate.begin] == U'了') ++predicate.begin;
  predicate = stripper_.Strip(predicate);
  if (!predicate.empty() && text_[predicate.end - 1] == U'后')
    --predicate.end;  // 对59件卷宗初步筛选后,组成评审组
  if (predicate.size() < 2) return false;
  // 对9个部门依法履职情况进行考核: those who are counted.
  if (noun.size() >= 6 && View({noun.end - 2, noun.end}) == U"情况") {
    uint32_t end = noun.begin + 2;
    while (end < noun.end && !words_.Suffix(View({noun.begin, end}), kOrgan | kPerson)) ++end;
    if (end + 2 < noun.end) noun.end = end;
  }
  phrase.Append(predicate);
  if (of.size() <= kLongestOf) phrase.Append(of);
  phrase.Append(noun);
  return true;
}

}  // namespace fazhi::extraction
