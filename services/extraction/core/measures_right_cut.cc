// Which of the words behind a figure are its own, which the next one's, and which both share.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
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

// 204个村居、企业和行业调解组织、868名调解员: whether a list of whose bodies they are ends in one noun,
// before the next figure of a list of its own.
bool MeasureReader::EndsInSharedList(uint32_t i, Piece piece) const {
  if (piece.size() < 2 || !fragments_[i].attached_next || !HasRightNoun(i + 1) || UnitOf(i) == UnitOf(i + 1))
    return false;
  const uint32_t next = quantities_[i + 1].begin;
  const std::u32string_view list = View({piece.begin, next - 1});
  return piece.end + 1 >= next && text_[next - 1] == U'、' && ContainsAnyOf(list, U"、") &&
         ContainsAnyOf(list, U"和及与") && EndsWithOneOf(list, {U"组织", U"机构", U"委员会", U"调委会"});
}

// Leaves to the next figure, right behind the piece, what is its own. Whether that settles the piece.
bool MeasureReader::LeaveToNext(uint32_t i, Piece& piece) const {
  if (quantities_[i + 1].kind == v1::KIND_CHANGE) piece.end = stripper_.FindChange(piece).begin;
  if (EndsInSharedList(i, piece)) {
    piece.end = quantities_[i + 1].begin - 1;
    return true;
  }
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
    const uint32_t cut = EndLength(View(piece), WordSet::kTimeLimits);
    if (cut + 2 <= piece.size()) piece.end -= cut;
  }
  // 52所学校视频系统安装率100%, 8个断面优良水体比例89%: those that are counted, not the rate of them.
  const auto counted = [&](uint32_t end) {
    return words_.Suffix(View({piece.begin, end}), kOrgan | kPerson) ||
           EndsWithOneOf(View({piece.begin, end}), WordSet::kOfRates);
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

}  // namespace fazhi::extraction
