// What the words behind a figure say that it counts.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

bool MeasureReader::HasRightNoun(uint32_t i) const {
  const Piece right = fragments_[i].right;
  return !right.empty() && !pieces_.BeginsWithJoin(right);
}

// 服务专员 of 18名服务专员包联企业35家, 参保企业 of 86家参保企业减负320万元: those who are counted, where a
// verb begins their name.
Piece MeasureReader::NamedByAct(uint32_t i, Piece piece) const {
  constexpr uint32_t kShortest = 4;
  constexpr uint32_t kLongest = 8;
  const UnitSort sort = SortOf(UnitOf(i));
  if (sort == kThings) return {};
  for (uint32_t end = piece.begin + kShortest; end < std::min(piece.end, piece.begin + kLongest); ++end) {
    if (words_.Suffix(View({piece.begin, end}), sort == kPeople ? kPerson : kOrgan))
      return {piece.begin, end};
  }
  return {};
}

// Leaves to the next figure, right behind the piece, what is its own. Whether that settles the piece.
bool MeasureReader::LeaveToNext(uint32_t i, Piece& piece) const {
  if (quantities_[i + 1].kind == v1::KIND_CHANGE) piece.end = stripper_.FindChange(piece).begin;
  if (PaysForNext(i, piece)) {
    piece = {piece.begin, piece.begin};
    return true;
  }
  // 9个基层所平均在编3.4人, 95份卷宗平均得82.6分: how many each has.
  const size_t each = std::min(View(piece).find(U"平均"), View(piece).find(U"人均"));
  if (each != std::u32string_view::npos && each >= 2) {
    piece.end = piece.begin + static_cast<uint32_t>(each);
    return true;
  }
  // 办结1起处罚金额11万元: the sum is the next one's.
  if (UnitOf(i + 1) == "元" && UnitOf(i) != "元" && EndsWithOneOf(View(piece), {U"金额", U"总额", U"罚款"}) &&
      piece.size() <= 4) {
    piece = {piece.begin, piece.begin};
    return true;
  }
  // 拆除9起面积1340平方米: and so is how large they are.
  if (CountsExtent(UnitOf(i + 1)) && !CountsExtent(UnitOf(i)) &&
      IsOneOf(View(piece), {U"面积", U"总面积", U"建筑面积", U"占地面积"})) {
    piece = {piece.begin, piece.begin};
    return true;
  }
  if (const Piece done = DoneByPeopleOf(i); !done.empty()) {
    piece.end = done.begin;
    return true;
  }
  // 开展1次全面清理和公平竞争、营商环境等4次专项清理: the list belongs to the next one.
  // 7家单位、老王等6名个人获奖: and so does one behind those who are counted.
  if (piece.end == quantities_[i + 1].begin && text_[piece.end - 1] == U'等') {
    const bool same = UnitOf(i) == UnitOf(i + 1);
    const size_t join = View(piece).find_first_of(same ? U"和及" : U"和及、");
    if (join != std::u32string_view::npos && join >= 2 &&
        (same || words_.Suffix(View(piece).substr(0, join), kOrgan | kPerson)))
      piece.end = piece.begin + static_cast<uint32_t>(join);
  }
  if (const Piece thing = pieces_.ThingOfBodies(piece); !thing.empty()) {
    piece = {piece.begin, pieces_.EndOfBodies(thing)};
    return true;
  }
  if (const Piece next = AfterSame(i + 1, piece); !next.empty()) {
    piece = {piece.begin, next.begin - 1};
    return true;
  }
  if (const Piece next = pieces_.AfterJoin(piece); !next.empty()) {
    piece = stripper_.Strip({piece.begin, next.begin - 1});
    return true;
  }
  if (const uint32_t among = stripper_.EndOfThoseAmong(piece); among != piece.end) {
    piece = stripper_.Strip({piece.begin, among});
    return true;
  }
  piece = stripper_.CutAmong(piece);
  if (!EndsListAt(i)) piece = stripper_.Strip(piece);
  // 讲座36场受众4万人: whom it reached is the next figure's.
  if (CountsEvents(UnitOf(i)) && SortOf(UnitOf(i + 1)) == kPeople &&
      (pieces_.SaysReach(piece) || pieces_.SaysHowMuch(piece))) {
    piece = {piece.begin, piece.begin};
    return true;
  }
  if (const Piece rate = RateBehind(i + 1, piece); !rate.empty()) {
    piece.end = rate.begin - 1;
  } else if (const Piece next = AfterTurn(i + 1, piece); !next.empty()) {
    piece.end = next.begin - 1;
  } else if (const Piece next = pieces_.AfterList(piece, HasRightNoun(i + 1)); !next.empty()) {
    piece.end = next.begin - 1;
  } else if (!piece.empty() && !EndsListAt(i)) {
    const uint32_t verb = stripper_.FindVerb(piece, 0);
    if (const Piece named = NamedByAct(i, piece); verb == piece.begin && !named.empty()) {
      piece = named;
      return true;
    }
    // 组织260人参加演练5场: what those did who were brought is theirs too.
    const bool brought = SortOf(UnitOf(i)) == kPeople && stripper_.EndsOpen(stripper_.Strip(left_.words));
    // 为126人追回工资98万元: and what was done for them says who they are.
    const bool served = SortOf(UnitOf(i)) != kThings && StandsBefore(text_, quantities_[i].begin, U"为");
    const bool won = quantities_[i + 1].kind == v1::KIND_RANK;  // 1人获竞赛第1名
    if (verb == piece.begin && !HasRightNoun(i + 1) && !brought && !served && !won) {
      piece = {piece.begin, piece.begin};
      return true;
    }
    if (verb < piece.end && verb > piece.begin) piece = stripper_.StripEnd({piece.begin, verb});
    // 6个单位全年没有开展1次会前学法: who did none.
    if (const uint32_t none = EndLength(View(piece), {U"全年没有", U"没有", U"全年没", U"没", U"未"});
        none + 2 <= piece.size())
      piece.end -= none;
    // 派出4个督察组对12家单位, 6个专班对文旅、商贸等8个领域: to whom is the next one's.
    constexpr uint32_t kShortest = 3;
    // 21名学生赴法院旁听庭审1场: and so is where they went; 86名调解员共排解纠纷324件: and what they did.
    const size_t to = View(piece).find_first_of(U"对赴共");
    if (to != std::u32string_view::npos && to >= 2 &&
        words_.Suffix(View(piece).substr(0, to), kOrgan | kPerson | kBody | kTail))
      piece.end = piece.begin + static_cast<uint32_t>(to);
    while (piece.size() >= kShortest && IsAnyOf(text_[piece.end - 1], U"对向赴到分给") &&
           !EndsWith(View(piece), U"得分")) {
      --piece.end;
    }
  }
  return false;
}

// 承接的143项事项办理时限压缩60%: what the piece is without what the rate behind it is of.
Piece MeasureReader::LeaveToRate(uint32_t i, Piece piece) const {
  if (!CountsTime(UnitOf(i))) {
    const uint32_t cut =
        EndLength(View(piece), {U"办理时限", U"办结时限", U"承诺时限", U"审批时限", U"办理时间", U"办理环节",
                                U"申请材料", U"申报材料", U"时限"});
    if (cut + 2 <= piece.size()) piece.end -= cut;
  }
  // 52所学校视频系统安装率100%, 8个断面优良水体比例89%: those that are counted, not the rate of them.
  const auto counted = [&](uint32_t end) {
    return words_.Suffix(View({piece.begin, end}), kOrgan | kPerson) ||
           EndsWithOneOf(View({piece.begin, end}),
                         {U"断面", U"水源地", U"水体", U"水库", U"河流", U"点位", U"小区", U"医院", U"工地",
                          U"项目", U"事项", U"案件", U"合同", U"文件"});
  };
  uint32_t end = piece.begin + 2;
  while (end < piece.end && !counted(end)) ++end;
  if (end < piece.end && words_.Suffix(View({piece.begin, end + 1}), kOrgan | kPerson)) ++end;
  const Piece of = pieces_.OfRate(piece);
  if (EndsWithOneOf(View(piece), {U"率", U"比例"}) && end < piece.end) {
    piece = stripper_.DropOf({piece.begin, end});
  } else if (!of.empty()) {
    piece = stripper_.DropOf(of);
  }
  return piece;
}

Piece MeasureReader::RightOf(uint32_t i) const {
  Piece piece = fragments_[i].right;
  if (piece.empty()) return piece;
  // 编制抽查计划42个,联合抽查15个在内
  if (StartsWith(View(piece), U"在内")) return {piece.begin, piece.begin};
  // 没有化解的3起都是地界问题, 不合格11宗已发回整改: what is said of what stands before.
  if (left_.words.size() >= 2 && pieces_.SaysOn(piece) && stripper_.Strip(left_.words).size() >= 2)
    return {piece.begin, piece.begin};
  if (pieces_.BeginsWithJoin(piece)) return {piece.begin, piece.begin};
  // 应当出庭的57件中负责人均到庭: what came of those that were said.
  if (EndsWith(View(left_.words), U"的") && StartsWith(View(piece), U"中") && !words_.BeginsName(View(piece)))
    return {piece.begin, piece.begin};
  if (fragments_[i].attached_next && LeaveToNext(i, piece)) return piece;
  piece = pieces_.BeforeData(stripper_.Strip(piece));
  if (fragments_[i].attached_next && UnitOf(i + 1) == "%") piece = LeaveToRate(i, piece);
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
  if (const size_t open = View(piece).rfind(U'(');
      !piece.empty() && text_[piece.end - 1] == U')' && open != std::u32string_view::npos && open >= 2 &&
      Contains(View(piece).substr(open), U'、') && !words_.Suffix(View(piece), kPlace | kOrgan))
    piece.end = piece.begin + static_cast<uint32_t>(open);
  return stripper_.CutSecondClause(stripper_.DropAmong(piece));
}

// 过 of 产值过10亿元的工业项目, whose figure is i and whose word is before it; nothing for anything else.
uint32_t MeasureReader::DescribingCue(uint32_t i) const {
  constexpr uint32_t kShortest = 3;
  const Fragment& fragment = fragments_[i];
  if (!fragment.attached || quantities_[i].kind != v1::KIND_LEVEL || UnitOf(i) == "%" ||
      UnitOf(i) == UnitOf(i - 1) || fragment.right.size() < kShortest || text_[fragment.right.begin] != U'的')
    return 0;
  return EndLength(View(fragment.left), {U"超过", U"达到", U"不足", U"过", U"超"});
}

// 产值过10亿元的工业项目 of 82个产值过10亿元的工业项目稳定发力, where figure i counts them.
Piece MeasureReader::DescribedByNext(uint32_t i) const {
  constexpr uint32_t kShortest = 2;
  if (!fragments_[i].attached_next || DescribingCue(i + 1) == 0) return {};
  const Piece right = fragments_[i + 1].right;
  const Piece noun = {right.begin + 1, std::min(right.end, stripper_.FindVerb(right, 1 + kShortest))};
  return {fragments_[i].right.begin, noun.end};
}

// 产值过10亿元的工业项目: of what the figure that describes them is.
bool MeasureReader::ReadDescription(uint32_t i) {
  const uint32_t cue = DescribingCue(i);
  if (cue == 0) return false;
  const Piece left = fragments_[i].left;
  const Piece words = stripper_.Strip({left.begin, left.end - cue});
  if (words.size() < 2 || measures_.empty() || measures_.back().quantity + 1 != i) return false;
  AddLeftMeasure(i, words, /*part=*/false);
  return true;
}

// 稳定消除返贫风险 of 7.8万户、22.9万人稳定消除返贫风险: what households and their people have both done.
Piece MeasureReader::DeedOfBoth(uint32_t i) const {
  const Fragment& fragment = fragments_[i];
  if (fragment.attached || !fragment.attached_next || View(fragment.right) != U"、") return {};
  const bool both = (UnitOf(i) == "户" || UnitOf(i) == "家庭") && SortOf(UnitOf(i + 1)) == kPeople;
  return both && !fragments_[i + 1].attached_next ? RightOf(i + 1) : Piece();
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
