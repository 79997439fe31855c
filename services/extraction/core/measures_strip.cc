#include "services/extraction/core/measures_strip.h"

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/list_numbers.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// 2023年度, 2023年底, 2023年末, 2023年初, 9月份.
bool FollowsDate(char32_t c) { return c == U'度' || c == U'底' || c == U'末' || c == U'初' || c == U'份'; }

bool MayBeginDate(char32_t c) { return IsDigit(c) || c == U'-' || c == U'—' || c == U'至'; }

bool MayBeginCircumstance(char32_t c) {
  return IsAnyOf(c, U"在于从以按利借通采会联协配围针结依聚紧突根对比参");
}

bool MayEndDate(char32_t c) { return c == U'年' || c == U'月' || c == U'日' || c == U'的' || FollowsDate(c); }

bool IsLoose(char32_t c) {
  if (c > U'》') return false;
  return c == U'↑' || c == U'↓' || c == U' ' || c == U',' || c == U'、' || c == U';' || c == U':' ||
         c == U')' || c == U'+' || c == U'\n' || c == U'\t' || c == U'/' || c == U'-' || c == U'—' ||
         c == U'·' || c == U'.' || c == U'”' || c == U'》';
}

bool IsLooseEnd(char32_t c) {
  if (c > U'、') return false;
  return c == U' ' || c == U',' || c == U'、' || c == U':' || c == U'/' || c == U'(';
}

}  // namespace

// 2024年, 1至11月, 2023年12月31日, 2019-2023年.
uint32_t Stripper::DateLength(Piece piece) const {
  uint32_t p = piece.begin;
  bool dated = false;
  uint32_t end = p;
  while (p < piece.end) {
    const char32_t c = text_[p];
    if (MayBeginDate(c)) {
      ++p;
    } else if (p > piece.begin && IsDigit(text_[p - 1]) && (c == U'年' || c == U'月' || c == U'日')) {
      end = ++p;
      dated = true;
    } else {
      break;
    }
  }
  constexpr std::u32string_view kWholeYear = U"全年";  // 2022全年
  if (!dated && p == piece.begin + 4 && StartsWith(View({p, piece.end}), kWholeYear))
    return p + static_cast<uint32_t>(kWholeYear.size()) - piece.begin;
  // 2024城关镇受理案件
  if (!dated && p == piece.begin + 4 && p < piece.end && IsHan(text_[p]) && IsDigit(text_[piece.begin]) &&
      StartsWithOneOf(View(piece), {U"19", U"20"}))
    return p - piece.begin;
  if (!dated) return 0;
  if (end + 1 < piece.end && text_[end] == U'年' && FollowsDate(text_[end + 1])) ++end;
  end += BeginningLength(View({end, piece.end}), {U"以前", U"之前", U"以来", U"以后", U"之后"});
  while (end < piece.end && (FollowsDate(text_[end]) || text_[end] == U'的' || text_[end] == U'前')) {
    ++end;
  }
  return end - piece.begin;
}

// The place, occasion or aim that it begins with: 在县委全会上, 以防诈为重点.
uint32_t Stripper::CircumstanceLength(Piece piece) const {
  static constexpr struct {
    std::u32string_view begin;
    std::u32string_view ends[12];
  } kCircumstances[] = {
      {U"在", {U"期间", U"过程中", U"会上", U"上", U"中", U"期内", U"后", U"前提下", U"基础上"}},
      {U"于", {U"期间", U"上", U"中"}},
      {U"从", {U"中", U"看", U"来看", U"上看", U"分析"}},
      {U"以",
       {U"为重点", U"为主题", U"为契机", U"为抓手", U"为主线", U"为载体", U"为目标", U"为主", U"为依托",
        U"为导向", U"的形式", U"的方式"}},
      {U"按", {U"统一部署", U"要求", U"规定", U"类型分", U"性质分", U"类别分", U"主体分", U"划分"}},
      {U"通过", {U"等形式", U"等方式", U"等载体", U"等途径", U"等渠道", U"等平台", U"形式", U"方式"}},
      {U"采取", {U"等形式", U"等方式", U"等措施", U"形式", U"方式"}},
      {U"采用", {U"等形式", U"等方式", U"形式", U"方式"}},
      {U"利用", {U"期间", U"平台", U"契机", U"时机"}},
      {U"借助", {U"平台"}},
  };
  constexpr uint32_t kShortest = 3;
  for (const auto& circumstance : kCircumstances) {
    const auto begin = static_cast<uint32_t>(circumstance.begin.size());
    if (piece.size() < begin + kShortest || View({piece.begin, piece.begin + begin}) != circumstance.begin)
      continue;
    for (const std::u32string_view end : circumstance.ends) {
      const size_t at = end.empty() ? std::u32string_view::npos : View(piece).find(end, begin + 1);
      if (at == std::u32string_view::npos) continue;
      // 在会前学习《中华人民共和国宪法》, 在“网上可办率”方面: not inside a title or quotation marks.
      const auto inside = [&](char32_t open, char32_t close) {
        const size_t begin_of = View(piece).substr(0, at).rfind(open);
        return begin_of != std::u32string_view::npos &&
               !Contains(View(piece).substr(begin_of, at - begin_of), close);
      };
      if (inside(U'《', U'》') || inside(U'“', U'”')) continue;
      // 在网上可办率方面
      if (end == U"上" && IsAnyOf(View(piece)[at - 1], U"网掌")) continue;
      const Piece rest = {piece.begin + static_cast<uint32_t>(at + end.size()), piece.end};
      // 通过调解、撤回等方式结案共58件: how they ended tells cases apart.
      if (IsOneOf(View(StripEnd(rest)), {U"结案", U"办结", U"终止"})) continue;
      // 在全市考评中排第3名: what was ranked is said by it alone.
      if (Covered(rest, kTrail | kLead)) continue;
      // 通过公开招聘方式选聘5名律师: the verb alone is left.
      const bool how = end[0] != U'等' && View(piece)[at - 1] != U'等' &&
                       (end.back() == U'式' || end.back() == U'径' || end.back() == U'道');
      if (how && words_.Prefix(View(rest), kAct).length == rest.size() && !rest.empty())
        return rest.begin - piece.begin;
      // 在线上报, 在册的, 从中介: a longer word or an attribute.
      if (rest.size() >= kShortest && text_[rest.begin] != U'的' &&
          words_.Prefix(View({rest.begin - 1, rest.end}), kAct | kKeep | kBody | kOrgan | kTail).length < 2)
        return rest.begin - piece.begin;
    }
  }
  if (const uint32_t with = CompanyLength(piece)) return with;
  // 对照上位法清理存量, 根据群众意见保留了线路: by what, up to the last verb.
  const uint32_t by = BeginningLength(View(piece), WordSet::kAccording);
  if (by != 0) {
    constexpr uint32_t kShortestGround = 2;
    uint32_t verb = piece.begin;
    for (uint32_t p = FindVerb(piece, by + kShortestGround); p < piece.end;
         p = FindVerb(piece, p + 1 - piece.begin)) {
      // 对照督察组反馈的问题: whose they are.
      const uint32_t behind = p + words_.Prefix(View({p, piece.end}), kAct).length;
      if (behind < piece.end && !IsAnyOf(text_[behind], U"的和与及、")) verb = p;
    }
    // 对照法律法规变动情况新增事项: what is no verb to cut by stands behind a noun that tells by what.
    constexpr std::u32string_view kState = U"情况";
    const size_t state = verb == piece.begin ? View(piece).find(kState) : std::u32string_view::npos;
    if (state != std::u32string_view::npos && state > by && state + kState.size() + 2 <= piece.size())
      return static_cast<uint32_t>(state + kState.size());
    return verb - piece.begin;
  }
  // 围绕行政处罚、公平竞争开展专项清理: about what, or by what, up to what was done.
  const uint32_t about = BeginningLength(View(piece), WordSet::kAround);
  if (about == 0) return 0;
  for (const std::u32string_view did : {U"开展", U"举办", U"组织", U"进行", U"召开"}) {
    const size_t at = View(piece).find(did, about + 1);
    if (at != std::u32string_view::npos) return static_cast<uint32_t>(at);
  }
  return 0;
}

// 会同县纪委监委、县委组织部组成督察组: with whom it was done, up to what was done.
uint32_t Stripper::CompanyLength(Piece piece) const {
  constexpr std::u32string_view kEndsOfBodies = U"委部办室局院门队所关位府会处厅司心站";
  constexpr uint32_t kShortestBodies = 2;
  const uint32_t with = BeginningLength(View(piece), {U"会同", U"联合", U"协同", U"配合"});
  if (with == 0) return 0;
  for (uint32_t p = piece.begin + with + kShortestBodies; p < piece.end; ++p) {
    if (!Contains(kEndsOfBodies, text_[p - 1])) continue;
    const bool to = text_[p] == U'对' || text_[p] == U'向';
    const bool name = StartsWith(View({p, piece.end}), U"组织部");
    if (to || (!name && p + 1 < piece.end && FindVerb({p, piece.end}, 0) == p)) return p - piece.begin;
  }
  return 0;
}

// 2023年底的, 2022年, 今年的 at the end.
uint32_t Stripper::TrailingDateLength(Piece piece) const {
  if (const uint32_t year = EndLength(View(piece), {U"今年的", U"本年的", U"目前的", U"当前的"})) return year;
  uint32_t p = piece.end;
  const auto last = [&] { return p > piece.begin ? text_[p - 1] : U'\0'; };
  if (last() == U'的') --p;
  p -= EndLength(View({piece.begin, p}), {U"全年", U"上半年", U"下半年"});  // 2019年全年的
  if (FollowsDate(last())) --p;
  if (last() != U'年' && last() != U'月' && last() != U'日') return 0;
  --p;
  if (!IsDigit(last())) return 0;
  while (IsDigit(last()) || last() == U'年' || last() == U'月') --p;
  return piece.end - p;
}

// 3. (二) 9、 before the words of a list's entry, or a remark in brackets before them.
uint32_t Stripper::NumberingLength(Piece piece) const {
  if (text_[piece.begin] >= U'①' && text_[piece.begin] <= U'⑳') return 1;
  // 【行政审批改革】6个镇: a heading that stands before its text.
  if (text_[piece.begin] == U'【') {
    const size_t heading = View(piece).find(U'】');
    if (heading != std::u32string_view::npos) return static_cast<uint32_t>(heading) + 1;
  }
  // 1.30人以上企业: nothing stands between the number and the figure.
  uint32_t mark = piece.begin;
  while (mark < piece.end && IsDigit(text_[mark])) ++mark;
  if (mark > piece.begin && mark + 1 == piece.end && IsAnyOf(text_[mark], U".、")) return piece.size();
  if (text_[piece.begin] != U'(') return ListNumberLength(View(piece));
  const size_t close = View(piece).find(U')');
  return close != std::u32string_view::npos && close + 2 < piece.size() ? static_cast<uint32_t>(close) + 1
                                                                        : 0;
}

Piece Stripper::Strip(Piece piece, bool* part) const {
  if (!piece.empty()) piece.begin += NumberingLength(piece);
  while (!piece.empty()) {
    const char32_t first = text_[piece.begin];
    if (const uint32_t date = MayBeginDate(first) ? DateLength(piece) : 0) {
      piece.begin += date;
      continue;
    }
    // 到11月底整改到位, 至2023年底累计
    if (first == U'到' || first == U'至' || first == U'前') {
      if (const uint32_t date = DateLength({piece.begin + 1, piece.end})) {
        piece.begin += 1 + date;
        continue;
      }
    }
    if (IsLoose(first)) {
      ++piece.begin;
      continue;
    }
    if (const uint32_t circumstance = MayBeginCircumstance(first) ? CircumstanceLength(piece) : 0) {
      piece.begin += circumstance;
      continue;
    }
    const Word word = words_.Prefix(View(piece), kLead | kJoin | kWhole | kAct | kSolid | kKeep | kBareWord);
    // 印发后报省司法厅备案: when.
    constexpr uint32_t kShortestThen = 4;
    if ((word.classes & kAct) && word.length >= 2 && piece.size() > word.length + kShortestThen &&
        text_[piece.begin + word.length] == U'后' &&
        FindVerb({piece.begin + word.length + 1, piece.end}, 0) < piece.end) {
      piece.begin += word.length + 1;
      continue;
    }
    // 通过开展培训: by what is what.
    if ((word.classes & kLead) && (word.classes & kAct) &&
        words_.Prefix(View({piece.begin + word.length, piece.end}), kLight)) {
      piece.begin += word.length;
      continue;
    }
    if (!word || !(word.classes & (kLead | kJoin | kWhole)) || (word.classes & (kAct | kSolid | kKeep)))
      break;
    // 建立联系点12个,涵盖8个乡镇: what they cover.
    const bool covers = word.length == piece.size() && IsOneOf(View(piece), {U"涵盖", U"囊括"});
    if (part != nullptr && (word.classes & kWhole) && !covers) *part = true;
    piece.begin += word.length;
    // 其中有效信件: the longer word goes on where a shorter one ends.
    if ((word.classes & kWhole) && text_[piece.begin - 1] == U'有' &&
        words_.Prefix(View({piece.begin - 1, piece.end}), kKeep).length > 1) {
      --piece.begin;
      break;
    }
  }
  while (!piece.empty()) {
    const char32_t last = text_[piece.end - 1];
    if (IsLooseEnd(last)) {
      --piece.end;
      continue;
    }
    if (const uint32_t date = MayEndDate(last) ? TrailingDateLength(piece) : 0) {
      piece.end -= date;
      continue;
    }
    const Word word = words_.Suffix(View(piece), kTrail | kJoin | kKeep | kAct | kSolid);
    // 上年结转达6件, 制发达2件: 转达 and 发达 are no words behind an act that ends within them.
    if (last == U'达' && (word.classes & kKeep) &&
        words_.Suffix(View({piece.begin, piece.end - 1}), kAct | kSolid).length >= word.length) {
      --piece.end;
      continue;
    }
    if (!word || !(word.classes & (kTrail | kJoin)) || (word.classes & kKeep)) break;
    piece.end -= word.length;
  }
  return piece;
}

Piece Stripper::StripVerb(Piece piece) const {
  Piece rest = piece;
  bool verb = false;
  while (!rest.empty()) {
    const Word word = words_.Prefix(View(rest), kAct | kLead | kJoin | kPrep | kSolid | kTail | kKeep);
    if (!word || (word.classes & (kSolid | kKeep))) break;
    if (word.classes & kAct) {
      // 受理前化解: when, and not what.
      const char32_t next = word.length < rest.size() ? text_[rest.begin + word.length] : U'\0';
      if (verb || next == U'前' || next == U'后') break;
      verb = true;
    } else if (!(word.classes & (kLead | kJoin | kPrep))) {
      break;
    }
    rest.begin += word.length;
  }
  return rest.size() < 2 ? piece : rest;
}

Piece Stripper::StripEnd(Piece piece) const {
  constexpr std::u32string_view kSpecial = U"专项";  // 文件专项清理
  if (piece.size() >= kSpecial.size() + 4 && View(piece).substr(piece.size() - kSpecial.size()) == kSpecial)
    piece.end -= static_cast<uint32_t>(kSpecial.size());
  while (!piece.empty()) {
    const Word word = words_.Suffix(View(piece), kLead | kBody);
    if (!word || (word.classes & kBody)) break;
    piece.end -= word.length;
  }
  return piece;
}

Piece Stripper::ObjectOf(Piece piece) const {
  const Piece object = StripVerb(piece);
  if (object.begin != piece.begin && !LeadingVerb(piece).empty()) return object;
  for (uint32_t p = FindVerb(piece, 0); p < piece.end; p = FindVerb({p + 1, piece.end}, 0)) {
    const Word verb = words_.Prefix(View({p, piece.end}), kAct);
    if (!verb) continue;
    Piece rest = {p + verb.length, piece.end};
    while (!rest.empty() && (text_[rest.begin] == U'了' || text_[rest.begin] == U'的')) ++rest.begin;
    return rest.size() < 2 || IsBare(rest) ? object : rest;
  }
  return object;
}

Piece Stripper::LeadingVerb(Piece piece) const {
  while (!piece.empty()) {
    const Word word = words_.Prefix(View(piece), kAct | kLead | kJoin | kPrep | kSolid);
    if (!word || (word.classes & kSolid)) break;
    const Piece rest = {piece.begin + word.length, piece.end};
    // 督办单71件: a thing that is named by what it is for.
    const Word named = words_.Prefix(View(rest), kTail | kOrgan | kPerson | kKeep);
    if ((word.classes & kAct) && named.length == 1 && (named.classes & kTail)) break;
    if (word.classes & kAct) return {piece.begin, piece.begin + word.length};
    piece.begin += word.length;
  }
  return {};
}

Piece Stripper::InnerVerb(Piece piece) const {
  Piece found;
  for (uint32_t p = FindVerb(piece, 2); p < piece.end; p = FindVerb({p + 1, piece.end}, 0)) {
    const Word verb = words_.Prefix(View({p, piece.end}), kAct);
    if (verb && p + verb.length + 2 <= piece.end && !IsBare({p + verb.length, piece.end}))
      found = {p, p + verb.length};
  }
  // 大厅进驻部门32个、事项1286项: what they did, though it names them.
  for (uint32_t p = piece.begin + 2; p < piece.end && found.empty(); ++p) {
    const Word into = words_.Prefix(View({p, piece.end}), kInto);
    if (into && words_.Prefix(View({p + into.length, piece.end}), kTail)) found = {p, p + into.length};
  }
  return found;
}

bool Stripper::BeginsPredicate(Piece piece) const {
  const Word word = words_.Prefix(View(piece), kOpen | kAct | kLead | kPrep | kSolid | kTail | kKeep);
  if (!word || !(word.classes & (kOpen | kAct | kLead | kPrep)) || (word.classes & (kSolid | kKeep)))
    return false;
  const Piece rest = {piece.begin + word.length, piece.end};
  return rest.empty() || !words_.Prefix(View(rest), kTail);
}

bool Stripper::EndsInVerb(Piece piece) const {
  const Word word = words_.Suffix(View(piece), kAct | kSolid);
  return word && !(word.classes & (kSolid | kTail)) && word.length < piece.size();
}

Piece Stripper::LastBareWord(Piece piece) const {
  while (!piece.empty() && IsLooseEnd(text_[piece.end - 1])) --piece.end;
  const Word word = words_.Suffix(View(piece), kBareWord);
  if (word.length < 2 || !(word.classes & kLead)) return {piece.end, piece.end};
  return {piece.end - word.length, piece.end};
}

bool Stripper::Covered(Piece piece, uint32_t wanted, uint32_t refused) const {
  while (!piece.empty()) {
    const Word word = words_.Prefix(View(piece), wanted | refused);
    if (word.classes & refused) return false;
    if (word) {
      piece.begin += word.length;
    } else if (IsLoose(text_[piece.begin])) {
      ++piece.begin;
    } else {
      return false;
    }
  }
  return true;
}

bool Stripper::IsBare(Piece piece) const {
  return Covered(piece, kAct | kBareWord | kLead | kTrail | kJoin | kPrep, kSolid);
}

bool Stripper::EndsOpen(Piece piece) const {
  return !piece.empty() && (text_[piece.end - 1] == U'的' || words_.Suffix(View(piece), kAct | kPrep));
}

bool Stripper::IsComparison(Piece piece) const {
  if (piece.empty()) return false;
  const char32_t c = text_[piece.begin];
  // 较少的是城南区: which of them, and no comparison.
  constexpr size_t kThoseAre = 2;
  if (c == U'较' && View(piece).substr(std::min<size_t>(kThoseAre, piece.size()), kThoseAre) == U"的是")
    return false;
  // 较大事故, 比例: no comparison.
  if (StartsWithOneOf(View(piece), WordSet::kNoComparison)) return false;
  return c == U'比' || c == U'较' || c == U'与' || StartsWithOneOf(View(piece), {U"相比", U"相较"});
}

uint32_t Stripper::FindVerb(Piece piece, uint32_t offset) const {
  constexpr uint32_t kWanted = kAct | kOpen | kLight | kSolid;
  for (uint32_t p = piece.begin + offset; (p = words_.NextPrefix(text_, p, piece.end, kWanted)) < piece.end;
       ++p) {
    const Word word = words_.Prefix(View({p, piece.end}), kWanted | kTail);
    if (!word) continue;
    // 视频系统: the longer word is no 系.
    if ((word.classes & kSolid) || !(word.classes & kWanted)) {
      p += word.length - 1;
      continue;
    }
    const uint32_t after = p + word.length;
    if (after < piece.end) {
      const Word tail = words_.Prefix(View({after, piece.end}), kTail | kBody | kOrgan);
      if (tail.classes & kTail) {
        p = after + tail.length - 1;  // 调解组织: the tail begins no verb either
        continue;
      }
    }
    return p;
  }
  return piece.end;
}

Piece Stripper::FindChange(Piece piece) const {
  Piece found = {piece.end, piece.end};
  for (uint32_t p = piece.begin; (p = words_.NextPrefix(text_, p, piece.end, kChangeWord)) < piece.end;) {
    const Word word = words_.Prefix(View({p, piece.end}), kChangeWord);
    if (word) found = {p, p + word.length};
    p += word ? word.length : 1;
  }
  return found;
}

}  // namespace fazhi::extraction
