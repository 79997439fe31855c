// Parts of a piece that its words tell apart.

#include <algorithm>

#include "services/extraction/core/measures_pieces.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {

Piece PieceReader::ThingOfBodies(Piece piece) const {
  const size_t of = View(piece).find(U'的');
  if (of == std::u32string_view::npos || of == 0) return FilesOfBodies(piece);
  const Piece bodies = {piece.begin, piece.begin + static_cast<uint32_t>(of)};
  const Piece thing = {bodies.end + 1, piece.end};
  return thing.size() >= 2 && words_.Suffix(View(bodies), kOrgan) ? thing : Piece();
}

Piece PieceReader::FilesOfBodies(Piece piece) const {
  constexpr uint32_t kLongestBodies = 8;
  for (const std::u32string_view file : {U"案卷", U"卷宗"}) {
    const auto size = static_cast<uint32_t>(file.size());
    if (piece.size() < size + 2 || View({piece.end - size, piece.end}) != file) continue;
    const uint32_t last = piece.begin + std::min(piece.size() - size, kLongestBodies);
    for (uint32_t p = last; p >= piece.begin + 2; --p) {
      if (words_.Suffix(View({piece.begin, p}), kOrgan | kPlace)) return {p, piece.end};
    }
  }
  return {};
}

Piece PieceReader::AfterList(Piece piece, bool noun_behind) const {
  const size_t list = View(piece).rfind(U'、');
  if (list == std::u32string_view::npos) return {};
  const Piece after = {piece.begin + static_cast<uint32_t>(list) + 1, piece.end};
  const Piece verb = stripper_.LeadingVerb(after);
  if (verb.empty()) return {};
  // 下达93份监督意见书、审核决定40件: what was done is the next one's, with its noun.
  return stripper_.IsBare(after) || (!noun_behind && verb.size() >= 2) ? after : Piece();
}

Piece PieceReader::AfterJoin(Piece piece) const {
  constexpr uint32_t kShortest = 2;
  if (piece.empty() || text_[piece.end - 1] != U'的') return {};
  for (uint32_t p = piece.begin + kShortest; p + kShortest + 1 < piece.end; ++p) {
    if (!IsAnyOf(text_[p], U"和及与")) continue;
    const Piece own = {p + 1, piece.end};
    if (stripper_.FindVerb(own, 0) == own.begin && stripper_.FindVerb({piece.begin, p}, 0) == p) return own;
  }
  return {};
}

Piece PieceReader::CutWhereTo(Piece predicate) const {
  constexpr uint32_t kLong = 9;
  const size_t to = View(predicate).find_first_of(U"到至给");
  // 受到表彰: no place.
  if (to != std::u32string_view::npos && to > 0 && IsAnyOf(View(predicate)[to - 1], U"受得遇感达"))
    return predicate;
  if (predicate.size() <= kLong || to == std::u32string_view::npos || to < 2) return predicate;
  return {predicate.begin, predicate.begin + static_cast<uint32_t>(to)};
}

Piece PieceReader::ClauseEndingAt(uint32_t stop, uint32_t floor) const {
  uint32_t begin = stop;
  while (begin > floor && !IsAnyOf(text_[begin - 1], U",;:")) {
    --begin;
  }
  return {begin, stop};
}

// Without who did it: 各级农业执法机构共查办案件.
Piece PieceReader::WithoutDoer(Piece head) const {
  const uint32_t verb = stripper_.FindVerb(head, std::min(head.size(), 2u));
  const Piece who = {head.begin, verb - (verb > head.begin && text_[verb - 1] == U'共' ? 1 : 0)};
  if (StartsWithOneOf(View({verb, head.end}), {U"查", U"办", U"受理", U"立案"}) &&
      words_.Suffix(View(who), kOrgan | kBody) && !ContainsOneOf(View(who), {U"复议", U"援助"})) {
    const Piece done = {verb + words_.Prefix(View({verb, head.end}), kAct).length, head.end};
    if (IsPlainObject(done)) head = done;
  }
  return head;
}

// Without words for how many there are: 涉及证明事项数量205项.
Piece PieceReader::WithoutNumber(Piece head) const {
  constexpr uint32_t kShortest = 5;
  if (head.size() > kShortest && StartsWith(View(head), U"涉及")) head.begin += 2;
  const uint32_t many = EndsWithOneOf(View(head), WordSet::kNumbersOf)
                            ? 1
                            : EndLength(View(head), {U"数量", U"总数", U"批次数"});
  if (head.size() > many + 1) head.end -= many;
  return head;
}

// The files alone, whoever has them and of whatever kinds: 抽取各县区和市直部门案卷,
// 抽查行政处罚、行政许可案卷.
Piece PieceReader::FilesIn(Piece head) const {
  if (const Piece files = stripper_.Strip(FilesOfBodies(head)); !files.empty()) head = files;
  constexpr std::u32string_view kFiles = U"案卷";
  if (const Piece files = {head.size() > 2 ? head.end - 2 : head.end, head.end};
      View(files) == kFiles && Contains(View(head), U'、'))
    head = files;
  return head;
}

Piece PieceReader::HeadOfLeft(Piece words) const {
  // 直接纠错(包括撤销、变更)163件: a remark on it is no head; 县(市、区) is a word.
  if (!words.empty() && text_[words.end - 1] == U')' && !words_.Suffix(View(words), kPlace | kOrgan)) {
    const size_t open = View(words).rfind(U'(');
    words.end = open == std::u32string_view::npos ? words.end - 1 : words.begin + static_cast<uint32_t>(open);
  }
  // 向各成员单位转派: to whom is not what was sent.
  if (!words.empty() && text_[words.begin] == U'向' && stripper_.EndsInVerb(words))
    return {words.end, words.end};
  Piece head = stripper_.Strip(stripper_.ObjectOf(words));
  // 规范性文件清理工作共梳理文件: what was gone over, and not what the work is called.
  constexpr uint32_t kDid = 2;
  for (uint32_t p = head.begin + kDid; p + 1 < head.end; ++p) {
    if (text_[p] != U'共' || !IsAnyOf(text_[p - 1], U"作动中议后")) continue;
    const Word act = words_.Prefix(View({p + 1, head.end}), kAct);
    if (act.length < kDid || p + 1 + act.length + kDid > head.end) continue;
    head.begin = p + 1 + act.length;
    break;
  }
  // 代表建议得到解决: what came of them is none of what others take over.
  constexpr std::u32string_view kCame = U"得到";
  if (const size_t came = View(head).rfind(kCame);
      came != std::u32string_view::npos && came >= 2 &&
      stripper_.IsBare({head.begin + static_cast<uint32_t>(came + kCame.size()), head.end}))
    head.end = head.begin + static_cast<uint32_t>(came);
  // 收集办理企业诉求: of both.
  constexpr uint32_t kVerb = 2;
  const Piece object = {std::min(head.begin + kVerb, head.end), head.end};
  if (head.begin > words.begin && object.size() > kVerb &&
      StartsWithOneOf(View(head), WordSet::kObjectVerbs) && !stripper_.IsBare(object) &&
      !words_.Prefix(View(object), kTail) &&
      stripper_.LeadingVerb({words.begin, head.begin}).end == head.begin)
    head = object;
  // 执法办现有在编人员: who has them is not what there is.
  const bool may_have = Contains(View(head), U'有');
  for (const std::u32string_view has : {U"现有", U"共有", U"实有", U"设有", U"建有", U"配有"}) {
    if (!may_have) break;
    const size_t at = View(head).rfind(has);
    if (at != std::u32string_view::npos && at + has.size() + 2 <= head.size())
      head.begin += static_cast<uint32_t>(at + has.size());
  }
  const size_t etc = View(head).rfind(U'等');
  const bool list = etc != std::u32string_view::npos && etc + 3 <= head.size() &&
                    stripper_.IsEtc(head.begin + static_cast<uint32_t>(etc)) &&
                    (head.size() > kLongestHead || Contains(View(head).substr(0, etc), U'、'));
  if (list) head.begin += static_cast<uint32_t>(etc) + 1;
  // 以调解、和解等方式结案: how it was done is no noun.
  if (list && StartsWith(View(head), U"方式")) head = stripper_.Strip({head.begin + 2, head.end});
  // 调解土地、水利等方面纠纷: nor is what they were on.
  if (list && head.size() >= 4 && StartsWithOneOf(View(head), {U"方面", U"领域"})) head.begin += 2;
  head = stripper_.DropAttribute(head);
  // 被省局挂牌督办案件: by whom is no noun either.
  if (head.size() > 2 && text_[head.begin] == U'被' && IsPlainObject({head.end - 2, head.end}))
    head.begin = head.end - 2;
  head = FilesIn(WithoutNumber(WithoutDoer(head)));
  if (head.size() > kLongestHead) {
    // 在线矛盾纠纷化解平台受理调解申请: the last words, though they could not stand alone.
    constexpr uint32_t kShortestObject = 4;
    for (uint32_t p = stripper_.FindVerb(head, 2); p < head.end;
         p = stripper_.FindVerb({p + 1, head.end}, 0)) {
      const Word verb = words_.Prefix(View({p, head.end}), kAct);
      if (!verb || p + verb.length + kShortestObject > head.end) continue;
      head.begin = p + verb.length;
      break;
    }
  }
  if (head.size() > kLongestHead) {
    head.begin = head.end - kLongestHead;
    const size_t mark = View(head).find_first_of(U"、和");
    if (mark != std::u32string_view::npos) head.begin += static_cast<uint32_t>(mark) + 1;
    // “法治小院”“普法专场”活动: not from inside a quotation.
    const size_t closed = View(head).find(U'”');
    if (closed != std::u32string_view::npos && closed < View(head).find(U'“') && closed + 2 < head.size())
      head.begin += static_cast<uint32_t>(closed) + 1;
  }
  return head;
}

Piece PieceReader::WithoutTheirBody(Piece people) const {
  constexpr uint32_t kShortestPeople = 4;
  for (uint32_t p = people.end; p >= people.begin + kShortestPeople + 1; --p) {
    const Piece rest = {p, people.end};
    if (rest.size() >= kShortestPeople && IsAnyOf(text_[p - 1], U"队局所办") &&
        words_.Suffix(View(rest), kPerson))
      return rest;
  }
  return people;
}

Piece PieceReader::MatterOf(Piece piece) const {
  while (stripper_.EndsInVerb(piece)) piece.end -= words_.Suffix(View(piece), kAct).length;
  piece = stripper_.StripEnd(piece);
  // 法院审结118件,败诉6件: nor are courts.
  const bool acts = words_.Suffix(View(piece), kOrgan | kPerson | kBody) || stripper_.IsBare(piece) ||
                    EndsWith(View(piece), U"法院");
  return acts || piece.size() < 2 || stripper_.FindVerb(piece, 0) < piece.end ? Piece() : piece;
}

Piece PieceReader::VerbOfList(Piece piece) const {
  const size_t list = View(piece).find(U'、');
  if (list == std::u32string_view::npos) return {};
  Piece verb;
  const Piece head = {piece.begin, piece.begin + static_cast<uint32_t>(list)};
  // 开展整治偷排、打击犯罪等专项行动: what was held, and not what it was held for.
  if (const Word light = words_.Prefix(View(head), kLight)) return {head.begin, head.begin + light.length};
  for (uint32_t p = stripper_.FindVerb(head, 0); p < head.end;) {
    const Word act = words_.Prefix(View({p, head.end}), kAct);
    if (act.length >= 2 && p + act.length < head.end) verb = {p, p + act.length};
    p = stripper_.FindVerb({p + std::max<uint32_t>(act.length, 1), head.end}, 0);
  }
  return verb;
}

Piece PieceReader::WithoutLevel(Piece piece) const {
  const uint32_t level = BeginningLength(View(piece), WordSet::kOfLevel);
  return level + 2 <= piece.size() ? Piece{piece.begin + level, piece.end} : piece;
}

uint32_t PieceReader::SplitItems(Piece words, Piece (&items)[kMaxItems]) const {
  uint32_t n = 0;
  uint32_t begin = words.begin;
  for (uint32_t p = words.begin; p < words.end && n + 1 < kMaxItems;) {
    const char32_t c = text_[p];
    if (c == U'“' || c == U'《' || c == U'(') {
      const char32_t closer = c == U'“' ? U'”' : c == U'《' ? U'》' : U')';
      const size_t end = View({p, words.end}).find(closer);
      if (end != std::u32string_view::npos) {
        p += static_cast<uint32_t>(end) + 1;
        continue;
      }
    }
    const Word join = words_.Prefix(text_.substr(p, words.end - p), kJoin | kLead | kAct | kBareWord | kKeep);
    if (join && !(join.classes & kJoin)) {
      p += join.length;
    } else if (join && p > begin) {
      items[n++] = {begin, p};
      p += join.length;
      begin = p;
    } else {
      ++p;
    }
  }
  if (begin < words.end) items[n++] = {begin, words.end};
  return n;
}

Piece PieceReader::OfRate(Piece rate) const {
  if (!EndsWithRate(rate)) return {};
  Piece of = {rate.begin, rate.end - 1};
  of.end -= words_.Suffix(View(of), kAct | kReview).length;
  of.end -= EndLength(View(of), {U"按期", U"按时", U"及时", U"法定期限内"});
  return of.size() < 2 || of.size() == rate.size() - 1 || stripper_.IsBare(of) ? Piece() : of;
}

Piece PieceReader::AmountTail(const Piece (&items)[kMaxItems], uint32_t n) const {
  constexpr uint32_t kLongestName = 6;
  const auto amount_of = [&](Piece item) {
    const uint32_t amount = EndLength(View(item), WordSet::kAmounts);
    return amount < item.size() ? amount : 0;
  };
  const Piece last = items[n - 1];
  const uint32_t size = amount_of(last);
  for (uint32_t k = 0; k + 1 < n; ++k) {
    if (items[k].size() > kLongestName || amount_of(items[k]) > 0 || EndsWithRate(items[k]) ||
        SaysHowMuch(items[k]) || (items[k].size() > 2 && IsAnyOf(text_[items[k].end - 1], U"数额")))
      return {last.end, last.end};
  }
  return {last.end - size, last.end};
}

Piece PieceReader::RateOfNames(const Piece (&items)[kMaxItems], uint32_t n) const {
  constexpr uint32_t kLongestName = 4;
  constexpr uint32_t kShortestRate = 4;
  const uint32_t length = items[0].size();
  const Piece last = items[n - 1];
  const bool alike =
      std::all_of(items, items + n - 1, [length](Piece item) { return item.size() == length; });
  if (!alike || length < 2 || length > kLongestName || !EndsWithRate(last) ||
      last.size() < length + kShortestRate)
    return {last.end, last.end};
  return {last.begin + length, last.end};
}

Piece PieceReader::CountedAlike(const Piece (&items)[kMaxItems], uint32_t n) const {
  constexpr uint32_t kLongestName = 4;
  const uint32_t length = items[0].size();
  const Piece last = items[n - 1];
  const Piece tail = {std::min(last.begin + length, last.end), last.end};
  if (length < 2 || length > kLongestName || tail.size() < 2) return {};
  for (uint32_t k = 0; k + 1 < n; ++k) {
    if (items[k].size() != length || EndsWithRate(items[k]) || Contains(View(tail), View(items[k]))) {
      return {};
    }
  }
  const bool counts = IsAnyOf(text_[last.end - 1], U"数量额率度例");
  const bool begins = words_.Prefix(View(tail), kAct | kBareWord | kSolid) || text_[tail.begin] == U'年' ||
                      (tail.size() > 2 && IsPlainObject({tail.begin, tail.begin + 2}));
  return counts && begins ? tail : Piece();
}

Piece PieceReader::BeforeComparison(Piece words) const {
  const std::u32string_view view = View(words);
  for (uint32_t p = 2; p + 2 < words.size(); ++p) {
    if (IsAnyOf(view[p], U"比较与") && (IsDigit(view[p + 1]) || IsAnyOf(view[p + 1], U"上去前同近")))
      return stripper_.Strip({words.begin, words.begin + p});
  }
  return words;
}

Piece PieceReader::AsideOf(Piece piece) const {
  constexpr uint32_t kShortest = 2;
  // 27个部门的法治建设情况开展督查: what was looked at of them.
  for (uint32_t q = piece.begin + 3 * kShortest; q + kShortest <= piece.end; ++q) {
    if (!StandsBefore(text_, q, U"情况") || !words_.Prefix(View({q, piece.end}), kLight)) continue;
    for (uint32_t p = piece.begin + kShortest; p + 2 * kShortest <= q; ++p) {
      if (words_.Suffix(View({piece.begin, p}), kPerson | kOrgan)) return {p, q};
    }
  }
  constexpr std::u32string_view kEnds = U"况作题项容号台网站式道体等";
  for (uint32_t p = piece.begin + kShortest; p + 2 * kShortest < piece.end; ++p) {
    const uint32_t length = BeginningLength(View({p, piece.end}), {U"就", U"围绕", U"针对", U"通过"});
    if (length == 0) continue;
    if (text_[p - 1] != U'”' && !words_.Suffix(View({piece.begin, p}), kPerson | kOrgan)) continue;
    for (uint32_t q = p + length + kShortest; q + kShortest <= piece.end; ++q) {
      const Word did = words_.Prefix(View({q, piece.end}), kAct | kLight);
      const bool ends =
          IsAnyOf(text_[q - 1], kEnds) && (did.length >= kShortest || IsAnyOf(text_[q], U"向对作"));
      if (ends || (did.classes & kLight)) return {p, q};
    }
  }
  return {piece.begin, piece.begin};
}

Piece PieceReader::WithoutHow(Piece noun) const {
  // 就14件文件草案向社会公开征求意见
  if (const uint32_t to =
          EndLength(View(noun), {U"面向社会", U"向社会公众", U"向社会", U"向公众", U"向群众"});
      to + 2 <= noun.size())
    noun.end -= to;
  const Word how = words_.Suffix(View(noun), kLead | kKeep);
  const bool cut = how.length >= 2 && !(how.classes & kKeep) && how.length + 2 <= noun.size();
  return cut ? Piece{noun.begin, noun.end - how.length} : noun;
}

Piece PieceReader::BehindComparison(Piece words) const {
  // 调解员数量较“十三五”末增加247名
  for (uint32_t p = 2; p + 4 < words.size(); ++p) {
    const auto behind = View(words).substr(p + 1);
    const size_t years = behind[0] == U'“' ? 1 : 0;
    if ((View(words)[p] == U'较' || View(words)[p] == U'比') && behind.size() > years + 2 &&
        behind[years] == U'十' && behind[years + 2] == U'五')
      return stripper_.Strip({words.begin, words.begin + p});
  }
  if (words.size() >= 4 && StartsWithOneOf(View(words), {U"同比", U"环比"})) {  // 同比事故起数减少6起
    const Piece rest = {words.begin + 2, words.end};
    if (!words_.Prefix(View(rest), kTrail | kChangeWord | kLead | kAct)) return rest;
  }
  if (words.size() < 4 || (text_[words.begin] != U'较' && text_[words.begin] != U'比')) return words;
  const Piece behind = {words.begin + 1, words.end};
  const uint32_t time = BeginningLength(View(behind), WordSet::kTimeBefore);
  if (time == 0) return words;
  const Piece rest = stripper_.Strip({behind.begin + time, words.end});
  return rest.size() >= 2 && !words_.Prefix(View(rest), kTrail | kChangeWord) ? rest : words;
}

// 文件清了一遍家底, 权责事项常态化“瘦身”, 卷宗请邻县同行打分: where the thing ends that something is said of.
uint32_t PieceReader::EndOfThingGoneOver(Piece piece) const {
  constexpr uint32_t kShortest = 3;
  for (uint32_t end = piece.begin + 2; end + kShortest <= piece.end; ++end) {
    if (!words_.Suffix(View({piece.begin, end}), kMatter)) continue;
    const Piece said = {end, piece.end};
    const bool slogan = text_[said.end - 1] == U'”' && Contains(View(said), U'“');
    const bool done = Contains(View(said), U'了') && !ContainsOneOf(View(said), {U"了解", U"了结"});
    if (slogan || done || IsAnyOf(text_[end], U"逐请纷该")) return end;
  }
  return piece.end;
}

// 文件逐一过筛, 逐件过筛现存文件: without how they were gone over.
Piece PieceReader::DropSifting(Piece piece) const {
  piece.end = EndOfThingGoneOver(piece);
  const uint32_t sifted = EndLength(View(piece), {U"过筛", U"过筛子", U"“过筛子”"});
  if (sifted + 2 < piece.size()) piece.end -= sifted;
  constexpr uint32_t kEach = 2;
  const bool each = sifted != 0 && piece.size() > 2 * kEach && text_[piece.end - kEach] == U'逐';
  if (each) piece.end -= kEach;
  const uint32_t sifting = BeginningLength(View(piece), {U"逐一过筛", U"逐件过筛", U"逐项过筛", U"逐份过筛"});
  if (sifting + 2 <= piece.size()) piece.begin += sifting;
  return piece;
}

Piece PieceReader::DropObjectMark(Piece piece) const {
  if (piece.size() > 2 && IsAnyOf(text_[piece.begin], U"对将把") &&
      words_.Prefix(View(piece), kAct | kKeep | kSolid).length < 2)
    ++piece.begin;
  return piece;
}

}  // namespace fazhi::extraction
