// What a long measure leaves out: who acted, lists, attributes, second clauses, what it stands among.

#include <algorithm>

#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

// Leaves out the list that 等 ends. Whether no more than that is to be left out: the list is all that is
// said.
bool Stripper::CutEtc(Piece& piece) const {
  constexpr uint32_t kLongestList = 32;
  constexpr uint32_t kShortestBare = 2;
  constexpr uint32_t kShortest = 4;
  uint32_t p = piece.end - kShortestBare;
  while (p > piece.begin && !(text_[p - 1] == U'等' && IsEtc(p - 1))) --p;
  if (p == piece.begin) return false;
  // 经督促协调、自行纠错等方式间接纠错: how it was done goes with the list.
  constexpr uint32_t kMeans = 2;
  const auto means = View({p, piece.end}).substr(0, kMeans);
  if (IsOneOf(means, {U"方式", U"形式", U"途径", U"渠道", U"方面"}) && p + kMeans + kShortest <= piece.end)
    p = Strip({p + kMeans, piece.end}).begin;
  // 在教育、住建等部门设立工作站: where it was done is left out with the list.
  constexpr uint32_t kLongestPlace = 6;
  const uint32_t act = FindVerb({p, piece.end}, 0);
  const bool at = act > p && act <= p + kLongestPlace && words_.Suffix(View({p, act}), kOrgan);
  if (at && words_.Prefix(View({act, piece.end}), kAct) && !IsBare({act, piece.end})) p = act;
  if (!IsBare({p, piece.end})) {
    if (p + kShortest <= piece.end) {
      piece.begin = p;
    } else if (const size_t list = View({piece.begin, p}).find(U'、'); list != std::u32string_view::npos) {
      // 常务会议研究执法监督、信访积案化解等议题: from the verb before the list, not one inside it.
      uint32_t verb = piece.end;
      const Piece head = {piece.begin, piece.begin + static_cast<uint32_t>(list)};
      for (uint32_t v = FindVerb(head, 0); v + kShortestBare < head.end;
           v = FindVerb(head, v + 1 - head.begin))
        verb = v;
      if (verb == piece.end) return false;
      piece.begin = verb;
      return true;
    }
  } else if (!LeadingVerb(piece).empty() && Contains(View({piece.begin, p}), U'、')) {
    // 开展警示教育、执法实务培训等活动: a short list is all that is said.
    if (piece.size() > kLongestList) piece.begin = p;
    return true;
  }
  return false;
}

Piece Stripper::Shorten(Piece piece) const {
  constexpr uint32_t kLongest = 16;
  // With the meeting or hall that acted.
  constexpr uint32_t kLongestWithBody = 20;
  constexpr uint32_t kLongestList = 32;
  constexpr uint32_t kLongestJoined = 24;
  constexpr uint32_t kShortest = 4;
  if (piece.size() <= kLongest) return piece;
  // 直接纠正(含撤销、变更、责令履行)行政机关决定: a remark makes no words long.
  const size_t open = View(piece).find(U"(含");
  const size_t close = open == std::u32string_view::npos ? open : View(piece).find(U')', open);
  if (close != std::u32string_view::npos && piece.size() - (close - open) <= kLongest) return piece;
  if (CutEtc(piece)) return piece;
  if (piece.size() <= kLongest) return piece;
  // 开展法治培训、宣传宣讲、政治轮训: a short list is all that is said.
  // 参与项目协议拟定、涉法事项研究论证
  const bool leads = words_.Prefix(View(piece), kLight) ||
                     StartsWithOneOf(View(piece), {U"参与", U"参加", U"承担", U"协助"});
  if (piece.size() <= kLongestList && leads && Contains(View(piece), U'、') &&
      !ContainsAnyOf(View(piece), U"的等对"))
    return piece;
  // 开展较大规模的砂石禁采联合执法行动: how it was done, and not who did it.
  const size_t of = View(piece).rfind(U'的');
  if (of != std::u32string_view::npos && piece.size() - of > kShortest &&
      words_.Prefix(View(piece), kLight) && !Contains(View(piece), U'、'))
    return {piece.begin + static_cast<uint32_t>(of) + 1, piece.end};
  if (const Piece noun = DropAttribute(piece); noun.begin > piece.begin && !IsBare(noun)) {
    // 以县政府名义印发的 says how it came about; 报备的 and 为被告的 say what it is.
    const std::u32string_view attribute = View({piece.begin, noun.begin - 1});
    // 收到各部门报送合法性审查的规范性文件: and so does what they were sent for.
    if (const uint32_t review = words_.Suffix(attribute, kReview).length; review > 2)
      return {noun.begin - 1 - review, piece.end};
    if (words_.Suffix(attribute, kAct) && attribute.rfind(U'备') + 2 < attribute.size()) return noun;
    // 配备与审核任务相适应的法制审核人员: what they are fit for is no deed.
    if (EndsWithOneOf(attribute, {U"相适应", U"相匹配", U"相符合"})) return noun;
  }
  uint32_t verb = piece.end;
  uint32_t list = piece.end;      // where a list of verbs begins
  uint32_t list_end = piece.end;  // and where it ends as yet
  for (uint32_t p = FindVerb(piece, 0); p + kShortest <= piece.end;) {
    const Word act = words_.Prefix(View({p, piece.end}), kAct);
    const std::u32string_view before = View({piece.begin, p});
    const size_t opened = before.find_last_of(U"“《(");
    const bool quoted = opened != before.npos && before.find_first_of(U"”》)", opened) == before.npos;
    // 检查设备制造、安装及修理单位: one of a list of what they do.
    const bool listed = (p > piece.begin && p != list_end + 1 && text_[p - 1] == U'、' &&
                         !words_.Prefix(View({p, piece.end}), kLight) && !LeadingVerb(piece).empty()) ||
                        JoinsNouns({p + act.length, piece.end});
    // 建立健全规章制度和制定整改措施: both were done.
    const bool joined = verb < p && p > verb + kShortest && IsAnyOf(text_[p - 1], U"和及与") &&
                        piece.end - verb <= kLongestJoined && !IsBare({verb, p - 1});
    if (joined) list_end = p + act.length;
    if (!quoted && act && !listed && !joined) {
      if (p != list_end && !(p == list_end + 1 && words_.Prefix(View({list_end, p}), kJoin))) list = p;
      list_end = p + act.length;
      if (!IsBare({p, piece.end})) {
        if ((verb == piece.end || verb == piece.begin) && piece.size() <= kLongestWithBody &&
            words_.Suffix(View(StripEnd({piece.begin, p})), kBody)) {
          return piece;
        }
        verb = list;
        // 召开执法监督委员会会议: what was held ends the words, whatever its name says.
        const char32_t last = text_[piece.end - 1];
        if (View({p, p + act.length}) == U"召开" && (last == U'会' || last == U'议')) break;
        // 各部门开展各类应急处置演练, 制发各类执法监督决定书: so do what was held or issued.
        if (piece.end - p <= kLongest && words_.Prefix(View({p, piece.end}), kLight) &&
            EndsWithOneOf(View(piece), WordSet::kEvents))
          break;
        if (piece.end - p <= kLongest && last == U'书' &&
            IsOneOf(View({p, p + act.length}), WordSet::kHandedOut))
          break;
      }
    }
    p = FindVerb({p + std::max(act.length, 1u), piece.end}, 0);
  }
  // 备案审查各部门报送的规范性文件: what describes them is left out.
  if (verb < piece.end && verb > piece.begin && !LeadingVerb(piece).empty()) {
    const uint32_t end = verb + words_.Prefix(View({verb, piece.end}), kAct).length;
    const char32_t last = text_[end - 1];  // 报备的, 报送的 say what they are
    if (end + 1 + kShortest <= piece.end && text_[end] == U'的' && last != U'备' && last != U'送')
      return {end + 1, piece.end};
  }
  if (verb < piece.end) piece.begin = verb;
  return piece;
}

bool Stripper::IsEtc(uint32_t at) const {
  const char32_t before = at > 0 ? text_[at - 1] : U'\0';
  const char32_t next = at + 1 < text_.size() ? text_[at + 1] : U'\0';
  return !IsAnyOf(before, U"中高初平对同") && !IsAnyOf(next, U"次级候待");
}

Piece Stripper::DropPreposition(Piece piece) const {
  constexpr uint32_t kBy = 2;
  const std::u32string_view by = View(piece).substr(0, kBy);
  if (by != U"通过" && by != U"利用" && by != U"依托") return piece;
  for (const std::u32string_view means : {U"网站", U"平台", U"公众号", U"信息网", U"专栏", U"官网"}) {
    const size_t at = View(piece).find(means, kBy);
    if (at == std::u32string_view::npos) continue;
    const Piece rest = {piece.begin + static_cast<uint32_t>(at + means.size()), piece.end};
    if (!LeadingVerb(rest).empty()) return {piece.begin + kBy, piece.end};
  }
  // 通过县委常委会、中心组集中学习: who did it.
  for (uint32_t p = piece.begin + 2 * kBy; p + kBy < piece.end; ++p) {
    if (words_.Suffix(View({piece.begin + kBy, p}), kBody) &&
        words_.Prefix(View({p, piece.end}), kAct | kLead).length >= 2)
      return {piece.begin + kBy, piece.end};
  }
  // 通过案件查处共恢复林地: what it came to in all.
  const size_t in_all = View(piece).find(U'共', kBy + 2);
  const Piece sum = {piece.begin + static_cast<uint32_t>(std::min<size_t>(in_all, piece.size() - 1)) + 1,
                     piece.end};
  if (in_all != std::u32string_view::npos && words_.Prefix(View(sum), kAct) && !IsBare(sum)) return sum;
  return piece;
}

// 突发事件处理及行政、民事诉讼: the verb before a join ends a noun, unless another verb follows.
bool Stripper::JoinsNouns(Piece rest) const {
  if (rest.empty() || !IsAnyOf(text_[rest.begin], U"及和与、")) return false;
  const Word word = words_.Prefix(View(rest), kJoin | kAct | kLead | kBareWord | kKeep);
  return word.length <= 1 && !words_.Prefix(View({rest.begin + 1, rest.end}), kAct | kLead);
}

Piece Stripper::DropActors(Piece piece) const {
  constexpr uint32_t kLong = 12;
  constexpr uint32_t kLongActors = 7;
  // 班子成员带队上门走访企业: whoever it was that went.
  constexpr std::u32string_view kVisit = U"走访";
  constexpr uint32_t kShortestWho = 4;
  const size_t visit = View(piece).find(kVisit);
  if (visit != std::u32string_view::npos && visit >= kShortestWho && LeadingVerb(piece).empty() &&
      visit + kVisit.size() + 2 <= piece.size())
    return {piece.begin + static_cast<uint32_t>(visit), piece.end};
  if (piece.size() <= kLong) return piece;
  const uint32_t verb = FindVerb(piece, kLongActors);
  const std::u32string_view actors = View({piece.begin, verb});
  const bool several = ContainsOneOf(actors, {U"会同", U"联合"});
  if (verb + 4 > piece.end || !words_.Prefix(View({verb, piece.end}), kAct) ||
      (!several && !words_.Suffix(actors, kOrgan)) || words_.Suffix(actors, kBody) ||
      (IsBare({verb, piece.end}) && !EndsWith(View(piece), U"的案件")))
    return piece;
  return {verb, piece.end};
}

Piece Stripper::DropMatter(Piece piece) const {
  constexpr uint32_t kLong = 12;
  // 为疑难案件、合同签订提供咨询意见: for what, where that is a list.
  const bool served = piece.size() > kLong && piece.begin > 0 && text_[piece.begin - 1] == U'为' &&
                      Contains(View(piece), U'、');
  if (piece.size() <= kLong || (!served && !IsAnyOf(text_[piece.begin], U"对就围面"))) return piece;
  size_t last = 0;
  size_t further = 0;  // 作出批示、提出要求: the first of the deeds
  for (const std::u32string_view did :
       {U"作出", U"提出", U"出具", U"开展", U"进行", U"召开", U"举办", U"提供"}) {
    const size_t at = did == U"提供" && !served ? std::u32string_view::npos : View(piece).rfind(did);
    if (at == std::u32string_view::npos || at + did.size() >= piece.size()) continue;
    const char32_t before = text_[piece.begin + at - 1];
    if (before == U'提') continue;  // 提出具体要求
    size_t& deed = IsAnyOf(before, U"、并") ? further : last;
    deed = std::max(deed, at);
  }
  return {piece.begin + static_cast<uint32_t>(last != 0 ? last : further), piece.end};
}

Piece Stripper::DropCasesAmong(Piece piece) const {
  constexpr std::u32string_view kAmong = U"案件中";
  constexpr uint32_t kShortest = 4;
  const size_t at = View(piece).rfind(kAmong);
  if (at == std::u32string_view::npos) return piece;
  const Piece rest = {piece.begin + static_cast<uint32_t>(at + kAmong.size()), piece.end};
  return rest.size() >= kShortest && !IsBare(rest) && EndsInVerb(rest) ? rest : piece;
}

Piece Stripper::DropReason(Piece piece) const {
  if (piece.size() < 5 || text_[piece.begin] != U'因') return piece;
  uint32_t last = piece.end;
  for (uint32_t p = FindVerb(piece, 2); p < piece.end; p = FindVerb({p + 1, piece.end}, 0)) {
    const Word verb = words_.Prefix(View({p, piece.end}), kAct);
    if (verb && p + verb.length == piece.end) last = std::min(last, p);
  }
  if (last == piece.end) return piece;
  for (uint32_t p = piece.begin; p < last; ++p) {
    if (text_[p] == U'的' || words_.Prefix(View({p, last}), kOutcome)) return piece;
  }
  // 因不掌握等原因无法提供540件: that it was not is what was done.
  last -= EndLength(View({piece.begin, last}), WordSet::kNotDone);
  return {last, piece.end};
}

Piece Stripper::CutSecondClause(Piece piece) const {
  // 勇夺13块金牌、占全国1/3: what is said of it next.
  for (uint32_t p = piece.begin + 2; p + 2 < piece.end; ++p) {
    if (text_[p] != U'、') continue;
    if (StartsWithOneOf(View({p + 1, piece.end}), WordSet::kNextClause)) return {piece.begin, p};
  }
  constexpr uint32_t kLong = 16;
  if (piece.size() <= kLong) return piece;
  for (uint32_t p = piece.begin + 4; p < piece.end; ++p) {
    if (text_[p] == U'并' || text_[p] == U'且') return {piece.begin, p};
  }
  return piece;
}

Piece Stripper::DropGloss(Piece piece) const {
  constexpr uint32_t kShortest = 2;
  if (piece.empty() || text_[piece.end - 1] != U')') return piece;
  const size_t open = View(piece).rfind(U'(');
  if (open == std::u32string_view::npos || open < kShortest) return piece;
  const Piece gloss = {piece.begin + static_cast<uint32_t>(open) + 1, piece.end};
  // 人工录入(邮箱、来函、其他部门转办等)
  const Piece before = Strip({piece.begin, gloss.begin - 1});
  if (View(gloss).size() > 2 && text_[gloss.end - 2] == U'等' && before.size() >= 2 && !IsBare(before))
    return before;
  if (gloss.size() < open) return piece;
  return StartsWithOneOf(View(gloss), WordSet::kGloss) ? Strip({piece.begin, gloss.begin - 1}) : piece;
}

Piece Stripper::DropActsAmong(Piece piece) const {
  const size_t etc = View(piece).rfind(U'等');
  if (etc == std::u32string_view::npos || etc < 5) return piece;
  const Piece list = {piece.begin, piece.begin + static_cast<uint32_t>(etc)};
  const Piece act = {list.end + 1, piece.end};
  const bool acts = act.size() >= 2 && Covered(act, kAct) &&
                    Covered(list, kAct | kJoin | kBareWord | kLead) && Contains(View(list), U'、');
  return acts ? act : piece;
}

Piece Stripper::DropTrend(Piece piece) const {
  const uint32_t trend = words_.Suffix(View(piece), kTrend).length;
  if (trend != 0 && piece.size() >= trend + 2) piece.end -= trend;
  return piece;
}

Piece Stripper::DropList(Piece piece) const {
  if (piece.empty() || text_[piece.end - 1] != U'等') return piece;
  const Word verb = words_.Prefix(View(piece), kAct);
  return {piece.begin, piece.begin + verb.length};
}

Piece Stripper::DropAmong(Piece piece) const {
  if (words_.Suffix(View(piece), kKeep)) return piece;
  piece.end -= EndLength(View(piece), WordSet::kAmongThem);
  return piece;
}

// 10件纠错案件里涉及乡镇的有4件: where the noun ends of those that the next ones are among; the end of the
// piece when it says of none.
uint32_t Stripper::EndOfThoseAmong(Piece piece) const {
  constexpr uint32_t kShortestNoun = 4;
  for (uint32_t p = piece.begin + kShortestNoun; p + 2 < piece.end; ++p) {
    if (IsAnyOf(text_[p], U"里中") && words_.Suffix(View({piece.begin, p}), kMatter)) return p;
  }
  return piece.end;
}

Piece Stripper::CutAmong(Piece piece) const {
  constexpr uint32_t kShortestNoun = 2;
  for (uint32_t p = piece.begin + kShortestNoun; p < piece.end; ++p) {
    const char32_t c = text_[p];
    const bool among = c == U'里' || c == U'中' || (c == U'当' && p + 1 < piece.end && text_[p + 1] == U'中');
    const bool have = c == U'有' && p + 1 == piece.end;
    // 司法所只有工作人员39名
    const bool has = p + 2 < piece.end && text_[p + 1] == U'有' && IsAnyOf(c, U"只仅共现");
    if (has && p > piece.begin + kShortestNoun) return {piece.begin, p};
    // 查处的2370起违法行为中包括劝离商贩1290处
    if (c == U'中' && StartsWithOneOf(View({p, piece.end}), {U"中包括", U"中包含"})) return {piece.begin, p};
    // 15个司法所中一人所有4个, 86件文件中规范性文件20件
    const uint32_t noun = kPerson | kOrgan | (among ? kBody | kMatter : 0);
    if ((among || have) && words_.Suffix(View({piece.begin, p}), noun) &&
        !words_.BeginsName(View({p, piece.end}))) {
      return {piece.begin, p};
    }
  }
  return piece;
}

Piece Stripper::DropAttribute(Piece piece) const {
  constexpr uint32_t kShortest = 4;
  const size_t of = View(piece).rfind(U'的');
  if (of == std::u32string_view::npos) return piece;
  const Piece noun = {piece.begin + static_cast<uint32_t>(of) + 1, piece.end};
  const std::u32string_view attribute = View({piece.begin, piece.begin + static_cast<uint32_t>(of)});
  const bool sued = EndsWithOneOf(attribute, {U"被告", U"请人"});
  return noun.size() >= kShortest && (of >= noun.size() || sued) ? noun : piece;
}

Piece Stripper::DropOf(Piece piece) const {
  if (!piece.empty() && text_[piece.end - 1] == U'的') --piece.end;
  return piece;
}

Piece Stripper::VerbOfTitles(Piece piece) const {
  constexpr size_t kLongest = 12;
  constexpr size_t kLongestPlain = 4;  // of verbs that the lexicon does not know (带头学习)
  const size_t title = View(piece).find(U'《');
  if (title == std::u32string_view::npos) return {};
  Piece verb = {piece.begin, piece.begin + static_cast<uint32_t>(title)};
  if (title > kLongest || (title > kLongestPlain && LeadingVerb(piece).empty())) {
    // 党组理论学习中心组学习了《信访工作条例》等31部法律法规: the verb right before the titles.
    constexpr std::u32string_view kStudy = U"学习";
    if (!verb.empty() && text_[verb.end - 1] == U'了') --verb.end;
    const bool study = verb.size() >= kStudy.size() && View({verb.end - 2, verb.end}) == kStudy;
    const uint32_t length = study ? 2 : words_.Suffix(View(verb), kAct).length;
    return length >= 2 ? Piece{verb.end - length, verb.end} : Piece();
  }
  // 开展习近平法治思想、《信访工作条例》等专题学习: the title is not the first of the list.
  if (const size_t list = View(verb).find(U'、'); list != std::u32string_view::npos)
    return LeadingVerb(piece);
  if (!verb.empty() && text_[verb.end - 1] == U'了') --verb.end;
  return verb;
}

}  // namespace fazhi::extraction
