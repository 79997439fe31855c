#include "services/extraction/core/measures_shown.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "services/extraction/core/measures_bracketed.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_pieces.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// In code points. Own words up to the first length may lack their subject; a subject that is longer than the
// second would bury them.
constexpr uint32_t kShortWords = 6;
constexpr uint32_t kLongestSubject = 12;
// Own words from this length on take only the last noun of the whole.
constexpr uint32_t kPlainHead = 5;

constexpr uint32_t kPlainObject = 2;
// Parts of up to this length need the verb of the whole.
constexpr uint32_t kPlainNoun = 3;

constexpr uint32_t kShortestHead = 4;
constexpr uint32_t kLongestOpinion = 8;
// Cases in longer words would bury the fine that they brought in.
constexpr uint32_t kLongestCases = 9;
// Measures of the same sentence that a fine or opinions look back over.
constexpr uint32_t kLookBack = 64;
// One example before 等 is left out from this length on.
constexpr uint32_t kLongExample = 6;

constexpr std::u32string_view kPenalty = U"行政处罚";
constexpr std::u32string_view kCommittee = U"委员会";
constexpr std::u32string_view kOfCommittee[] = {U"协调小组", U"办公室"};

class Shower {
 public:
  Shower(const Context& context, const std::vector<GroundedQuantity>& quantities,
         const std::vector<Fragment>& fragments, const std::vector<Relation>& relations,
         std::vector<Measure>& measures)
      : text_(context.text),
        context_(context),
        quantities_(quantities),
        fragments_(fragments),
        relations_(relations),
        measures_(measures),
        stripper_(context.text),
        pieces_(context.text, stripper_),
        lists_(context, quantities) {}

  void Run() {
    uint32_t last = kNoMeasure;
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const uint32_t q = measures_[m].quantity;
      if (q != last) EnterFigure(q);
      last = q;
      if (quantities_[q].kind == v1::KIND_LEVEL && !InTable(q)) Show(m);
    }
  }

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  absl::string_view UnitOf(uint32_t m) const { return quantities_[measures_[m].quantity].quantity.unit(); }
  bool InTable(uint32_t q) const {
    return context_.outline.sentences(static_cast<int>(quantities_[q].sentence)).table() != 0;
  }

  void EnterFigure(uint32_t q) {
    const Fragment& fragment = fragments_[q];
    if (fragment.first || fragment.parted) subject_ = committee_ = {};
  }

  void Show(uint32_t m) {
    if (lists_.Show(UnitOf(m), measures_[m]) || ShowShare(m) || ShowRateOfWhole(m) || ShowWho(m) ||
        ShowPart(m) || ShowMeeting(m) || ShowWithoutList(m) || ShowFine(m) || ShowOpinions(m))
      return;
    if (ShowWithoutHave(m)) return;
    ShowSubject(m);
  }

  // 转办336件,占47.3%: the share of what is shown for the figure before.
  bool ShowShare(uint32_t m) {
    Measure& measure = measures_[m];
    if (UnitOf(m) != "%" || measure.base == kNoMeasure || measure.base >= m || measure.own.empty() ||
        text_[measure.own.begin] != U'占' || measures_[measure.base].shown.empty())
      return false;
    measure.shown = measures_[measure.base].shown;
    measure.shown.Append(measure.own);
    return true;
  }

  // 调处纠纷28件,其中婚姻纠纷6件、邻里纠纷22件,成功率98%: of the whole, not of the last of its kinds.
  bool ShowRateOfWhole(uint32_t m) {
    constexpr uint32_t kShortestRate = 3;
    Measure& measure = measures_[m];
    if (UnitOf(m) != "%" || !measure.bare || measure.copied || measure.base == kNoMeasure ||
        measure.base == 0 || measure.own.size() < kShortestRate || text_[measure.own.end - 1] != U'率')
      return false;
    const uint32_t base = measure.base;
    const uint32_t whole = relations_[base].part_of;
    if (whole == kNoMeasure || measures_[base].bare || whole >= base - 1 ||
        relations_[base - 1].part_of != whole || fragments_[measure.quantity].attached)
      return false;
    const Piece head = HeadOf(measures_[whole]);
    if (head.empty() || stripper_.IsBare(head)) return false;
    measure.shown.Append(head);
    measure.shown.Append(measure.own);
    return true;
  }

  // 负责人应出庭16件,其中正职出庭5件: who did it is said, and takes no one else's place.
  bool ShowWho(uint32_t m) {
    Measure& measure = measures_[m];
    if (measure.copied || UnitOf(m) == "%" || !stripper_.EndsInVerb(measure.own)) return false;
    Piece who = measure.own;
    while (stripper_.EndsInVerb(who)) who.end -= WordTable::Get().Suffix(View(who), kAct).length;
    constexpr std::u32string_view kLeader = U"领导";
    const size_t at = View(measure.own).rfind(kLeader);
    const bool leader = at != std::u32string_view::npos && at >= 2 && measure.own.begin + at <= who.end &&
                        at + kLeader.size() < measure.own.size();
    if (!leader && (!measure.bare || !WordTable::Get().Suffix(View(who), kPerson))) return false;
    measure.shown.Append(measure.own);
    return true;
  }

  // 召开县委全面依法治县委员会会议2次、协调小组会议9次、办公室会议4次: all are that committee's.
  bool ShowMeeting(uint32_t m) {
    Measure& measure = measures_[m];
    const auto own = View(measure.own);
    const size_t committee = own.rfind(kCommittee);
    if (committee != std::u32string_view::npos) {
      committee_ = {measure.own.begin,
                    measure.own.begin + static_cast<uint32_t>(committee + kCommittee.size())};
      committee_ = stripper_.StripVerb(committee_);
      if (committee_.size() <= kCommittee.size()) committee_ = {};
      return false;
    }
    if (committee_.empty() || measure.bare || own.find(kOfCommittee[0]) == own.find(kOfCommittee[1]))
      return false;
    const Piece verb = measure.verb;
    measure.shown.Append(verb);
    measure.shown.Append(committee_);
    measure.shown.Append(stripper_.StripVerb(measure.own));
    return true;
  }

  // 开展防汛、防火等演练319场次: an open list of kinds is not what is counted.
  bool ShowWithoutList(uint32_t m) {
    Measure& measure = measures_[m];
    const Piece own = measure.own;
    const size_t etc = View(own).rfind(U'等');
    if (etc == std::u32string_view::npos || etc + 3 > own.size() ||
        !stripper_.IsEtc(own.begin + static_cast<uint32_t>(etc)) || measure.bare || measure.verb.empty())
      return false;
    const Piece noun = {own.begin + static_cast<uint32_t>(etc) + 1, own.end};
    const auto list = View({measure.verb.end, own.begin + static_cast<uint32_t>(etc)});
    if (measure.verb.begin != own.begin || stripper_.IsBare(noun) ||
        (list.size() < kLongExample && !ContainsAnyOf(list, U"、》”")))
      return false;
    const Piece verb = stripper_.VerbOfTitles(own);
    measure.shown.Append(verb.empty() ? measure.verb : verb);
    const bool on = noun.size() >= 4 && StartsWithOneOf(View(noun), {U"方面", U"领域"});
    measure.shown.Append(Piece{noun.begin + (on ? 2 : 0), noun.end});
    return true;
  }

  // 作出行政处罚1842件,罚没款613万元; 查处食品案件74件,罚没款62万元: the money that the cases brought in.
  bool ShowFine(uint32_t m) {
    Measure& measure = measures_[m];
    const Piece own = measure.own;
    if (UnitOf(m) != "元" || own.size() < 2 || own.size() > kPlainHead || text_[own.begin] != U'罚')
      return false;
    const uint32_t sentence = quantities_[measure.quantity].sentence;
    const uint32_t floor = m > kLookBack ? m - kLookBack : 0;
    for (uint32_t b = m; b > floor && quantities_[measures_[b - 1].quantity].sentence == sentence; --b) {
      const Piece cases = CasesOf(measures_[b - 1]);
      if (cases.empty() || IsListedPart(b - 1, floor)) continue;
      measure.shown.Append(cases);
      measure.shown.Append(own);
      return true;
    }
    return false;
  }

  // 其中路政案件32件、运政案件15件: the second is a part too.
  bool IsListedPart(uint32_t m, uint32_t floor) const {
    while (m > floor && !measures_[m].part && measures_[m - 1].quantity + 1 == measures_[m].quantity &&
           text_[quantities_[measures_[m - 1].quantity].end] == U'、')
      --m;
    return measures_[m].part;
  }

  // Whether a measure has more words than its own.
  static bool HasTakenOver(const Measure& measure) {
    return measure.bare && measure.phrase.length() != measure.own.size();
  }

  // 行政处罚, or the cases themselves: 食品药品违法案件.
  Piece CasesOf(const Measure& measure) const {
    const auto own = View(measure.own);
    if (const size_t at = own.find(kPenalty); at != std::u32string_view::npos) {
      const uint32_t begin = measure.own.begin + static_cast<uint32_t>(at);
      return {begin, begin + static_cast<uint32_t>(kPenalty.size())};
    }
    Piece cases = stripper_.ObjectOf(measure.own);
    cases.end -= EndsWith(View(cases), U"数量") ? 2 : 0;
    const bool whole =
        !HasTakenOver(measure) && !measure.part && cases.size() > 2 && cases.size() <= kLongestCases;
    return whole && View({cases.end - 2, cases.end}) == U"案件" ? cases : Piece();
  }

  // 审查合同148份,提出修改意见96条: what came of the review.
  bool ShowOpinions(uint32_t m) {
    Measure& measure = measures_[m];
    const auto own = View(measure.own);
    const Piece verb = measure.verb.empty() ? stripper_.LeadingVerb(measure.own) : measure.verb;
    if (HasTakenOver(measure) || verb.empty() || own.size() > kLongestOpinion || own.size() < 4 ||
        (!EndsWithOneOf(own, {U"意见", U"建议"})))
      return false;
    const uint32_t sentence = quantities_[measure.quantity].sentence;
    const uint32_t floor = m > kLookBack ? m - kLookBack : 0;
    for (uint32_t b = m; b > floor && quantities_[measures_[b - 1].quantity].sentence == sentence; --b) {
      const Piece before = measures_[b - 1].own;
      for (const std::u32string_view review :
           {U"合法性审查", U"合法性审核", U"公平竞争审查", U"审查", U"审核"}) {
        const size_t at = View(before).find(review);
        if (at == std::u32string_view::npos) continue;
        const uint32_t begin = before.begin + static_cast<uint32_t>(at);
        measure.shown.Append(Piece{begin, begin + static_cast<uint32_t>(review.size())});
        measure.shown.Append(measure.own);
        return true;
      }
    }
    return false;
  }

  // Who did it, when the measure says so before its verb.
  Piece SubjectOf(const Measure& measure) const {
    const Piece own = measure.own;
    if (own.empty() || !stripper_.LeadingVerb(own).empty() || text_[own.begin] == U'以') return {};
    if (StartsWith(View(own), U"政府") || text_[own.begin] == U'代') return {};  // 政府采购, 代县政府起草
    if (IsAnyOf(text_[own.begin], U"向对给")) return {};
    if (StartsWith(View(own), U"主持召开")) return {};  // 主持召开镇长办公会研究法治工作6次
    const uint32_t last = std::min(own.end, own.begin + kLongestSubject + 1);
    for (uint32_t verb = own.begin + 2; verb < last; ++verb) {
      if (!WordTable::Get().Suffix(View({own.begin, verb}), kBody)) continue;
      if (!WordTable::Get().Prefix(View({verb, own.end}), kAct | kLead | kBareWord)) continue;
      return {own.begin, verb};
    }
    return {};
  }

  // 法律援助机构办理
  bool BeginsWithAgency(Piece own) const {
    constexpr std::u32string_view kAgency = U"机构";
    const size_t at = View(own).find(kAgency);
    if (at == std::u32string_view::npos || at == 0 || at + kAgency.size() > kLongestSubject) return false;
    const Piece rest = {own.begin + static_cast<uint32_t>(at + kAgency.size()), own.end};
    return static_cast<bool>(WordTable::Get().Prefix(View(rest), kAct));
  }

  // A line or hall, and no government.
  bool IsPlace(Piece piece) const { return !piece.empty() && IsAnyOf(text_[piece.end - 1], U"线心厅口"); }
  uint32_t BeginOf(uint32_t m) const { return measures_[m].own.begin; }

  void ShowSubject(uint32_t m) {
    Measure& measure = measures_[m];
    const Piece own = measure.own;
    if (own.empty()) return;
    const Piece who = SubjectOf(measure);
    if (!who.empty()) {
      subject_ = who;
      return;
    }
    // 12348热线接听1.2万人次,法律援助机构办理812件: another did the rest.
    if (BeginsWithAgency(own)) subject_ = {};
    // “12345”热线受理诉求58万件,办结率99%: the hall or line whose cases they are.
    if (measure.bare && UnitOf(m) == "%" && measure.base != kNoMeasure && IsPlace(subject_) &&
        subject_.begin >= BeginOf(measure.base)) {
      std::u32string phrase;
      measure.phrase.AppendTo(text_, phrase);
      if (Contains(phrase, View(subject_))) return;
      measure.shown.Append(subject_);
      measure.shown.Append(measure.phrase);
      return;
    }
    if (HasTakenOver(measure) || measure.copied || own.size() > kShortWords ||
        relations_[m].part_of != kNoMeasure)
      return;
    // Whom or where it was done to is not theirs.
    // 省政府新收188件,涉及申请人163人: nor is what was touched.
    if (StartsWith(View(own), U"涉及")) return;
    // 局党委研究法治工作4次,局长讲法治课2次: its head did it.
    if (StartsWithOneOf(View(own), {U"局长", U"县长", U"区长", U"市长", U"镇长", U"乡长", U"主任", U"书记",
                                    U"主要负责人", U"主要领导", U"分管领导", U"班子成员"}))
      return;
    if (subject_.empty() || WordTable::Get().Suffix(View(own), kOrgan)) return;
    // 常委会、常务会议学法10次,举办培训班4期,培训干部568人次: the meetings trained no one.
    if (Contains(View(subject_), U'、') && SortOf(UnitOf(m)) == kPeople) return;
    // 大厅进驻率90%,推进改革,完成22个业态梳理: a clause between tells of others.
    const uint32_t q = measure.quantity;
    if (q > 0 && quantities_[q - 1].quantity.unit() == "%" && quantities_[q - 1].end < own.begin &&
        std::count(text_.begin() + quantities_[q - 1].end, text_.begin() + own.begin, U',') > 1)
      return;
    measure.shown.Append(subject_);
    measure.shown.Append(measure.phrase);
  }

  // 执法办现有在编人员14人, 全县共有调委会241个: whose they are, and what.
  bool ShowWithoutHave(uint32_t m) {
    Measure& measure = measures_[m];
    const Piece own = measure.own;
    for (uint32_t p = own.begin + 2; p + 4 <= own.end; ++p) {
      const uint32_t have = BeginningLength(View({p, own.end}), {U"现有", U"共有"});
      if (have == 0 || StandsAt(text_, p + have, U"效") || !pieces_.EndsWithWho({own.begin, p})) continue;
      measure.shown = measure.phrase.Without({p, p + have});
      return true;
    }
    return false;
  }

  // Whether it is a noun of its own: the whole is named by what it ends with.
  bool NamesItself(Piece own, Piece head) const {
    if (own.size() < 2) return false;
    return Contains(View(head), View({own.end - 2, own.end})) || Abbreviates(own, head);
  }

  // 调委会 of 调解委员会: the last of it, and the signs before that in order.
  bool Abbreviates(Piece own, Piece head) const {
    constexpr uint32_t kSigns = 2;
    if (own.size() < kSigns || head.empty() || text_[own.end - 1] != text_[head.end - 1]) return false;
    uint32_t at = head.end;
    for (uint32_t p = own.end; p > own.end - kSigns; --p) {
      while (at > head.begin && text_[at - 1] != text_[p - 1]) --at;
      if (at == head.begin) return false;
      --at;
    }
    return true;
  }

  bool IsPlainObject(Piece piece) const {
    return IsOneOf(View(piece), {U"案件", U"纠纷", U"事项", U"合同", U"案卷", U"问题", U"文件"});
  }

  bool NamesAct(Piece own) const {
    constexpr uint32_t kShortestAct = 4;
    const auto words = View(own);
    return own.size() == kShortestAct && StartsWith(words, U"行政") && words.substr(2) != U"案件" &&
           WordTable::Get().Prefix(words, kSolid).length == own.size();
  }

  // 被申请人为县政府的案件数量, 刑事案件收案
  bool SaysCases(Piece own) const {
    constexpr size_t kLongestTail = 2;
    const auto words = View(own);
    const size_t at = words.rfind(U"案件");
    return at != words.npos && at > 0 && at + 2 < own.size() && at + 2 + kLongestTail >= own.size();
  }

  bool IsOtherObject(Piece own, Piece head) const {
    const std::u32string_view last = View({own.end - kPlainObject, own.end});
    return (last == U"议题" || last == U"草案" || last == U"协议") &&
           View(head).substr(head.size() - std::min(kPlainObject, head.size())) != last;
  }

  static bool CountsThings(absl::string_view unit) {
    for (const absl::string_view thing :
         {"件", "宗", "起", "卷", "份", "项", "条", "个", "次", "笔", "处", "场次", "件次"}) {
      if (unit == thing) return true;
    }
    return false;
  }

  // What parts of it are parts of. A whole that took its noun from another sentence is what its own words say
  // (立案处罚).
  static Piece HeadOf(const Measure& whole) {
    return whole.bare && whole.base == kNoMeasure && whole.own.size() >= kShortestHead ? whole.own
                                                                                       : whole.head;
  }

  // The same without what was done, and without 各类.
  Piece ShortHeadOf(const Measure& whole) const {
    Piece head = HeadOf(whole);
    if (!stripper_.IsBare(head)) {
      while (stripper_.EndsInVerb(head)) head.end -= WordTable::Get().Suffix(View(head), kAct).length;
      head = stripper_.Strip(head);
      if (View(head) == U"诉前" || View(head) == U"案前") return {};  // 诉前调解成功: when is no noun
    }
    if (head.size() > kShortestHead + 2 && StartsWith(View(head), U"各类")) head.begin += 2;
    return head;
  }

  // Whether a part needs no noun of its whole, which would be `head`.
  bool SaysEnough(uint32_t m, uint32_t whole, Piece head) const {
    const Measure& measure = measures_[m];
    if (measure.of_one && View(measure.head) == View(head)) return true;
    // 合法性审核规范性文件 of 各类合法性审核
    if (!measure.bare && !measure.verb.empty() && Contains(View(head), View(measure.verb))) return true;
    const bool bracket = fragments_[measure.quantity].bracket != 0;
    // 收到来信55件,受理有效信件49件: what was taken has a noun of its own.
    constexpr uint32_t kOwnNoun = 4;
    if (!measure.bare && !bracket && !measure.verb.empty() && measure.verb.begin == measure.own.begin &&
        measure.own.end - measure.verb.end >= kOwnNoun)
      return true;
    // 其中审查文件17件、重大决策11件: so has what was done to the part beside it.
    if (!measure.bare && !bracket && m > 0 && relations_[m - 1].part_of == whole && !measure.verb.empty() &&
        measures_[m - 1].verb.begin == measure.verb.begin)
      return true;
    // 召开党委会26次,其中听取汇报3次: what was done there is all that is said.
    if (!measure.bare && !bracket && CountsEvents(UnitOf(m)) && measure.own.size() >= kOwnNoun &&
        !stripper_.IsBare(measure.own) &&
        WordTable::Get().Prefix(View(measure.own), kSolid).length >= kOwnNoun)
      return true;
    // 其中3处重大隐患纳入清单: their noun stands before what was done with them.
    Piece noun = {measure.own.begin, measure.own.begin};
    while (noun.end < measure.own.end &&
           !WordTable::Get().Prefix(View({noun.end, measure.own.end}), kAct | kInto))
      ++noun.end;
    if (!measure.bare && !bracket && measure.own.begin >= quantities_[measure.quantity].end &&
        noun.end < measure.own.end && NamesItself(noun, head))
      return true;
    // What stands beside it in the list is of the whole too, and lends no noun.
    const bool beside =
        measure.bare && measure.base != kNoMeasure && relations_[measure.base].part_of == whole;
    // 审结369件。其中,新收一审案件178件,审结170件: the noun stands in the sentence itself.
    if (HasTakenOver(measure) && !bracket && stripper_.Covered(measure.own, kAct | kLead) &&
        measure.base != kNoMeasure && measure.base != whole &&
        quantities_[measures_[whole].quantity].sentence < quantities_[measure.quantity].sentence &&
        quantities_[measures_[measure.base].quantity].sentence == quantities_[measure.quantity].sentence)
      return true;
    if (measure.bare && !bracket && !beside && (measure.base == whole || !measure.part)) return true;
    if (!measure.bare && SaysCases(measure.own)) return true;
    // 审议重大事项186项,其中涉法议题43项: a noun of its own.
    return !measure.bare && measure.own.size() >= kShortestHead && IsOtherObject(measure.own, head);
  }

  bool ShowPart(uint32_t m) {
    const uint32_t whole = relations_[m].part_of;
    Measure& measure = measures_[m];
    if (whole == kNoMeasure || whole > m || measure.own.empty() || measure.copied ||
        UnitOf(m) != UnitOf(whole) || !CountsThings(UnitOf(m)))
      return false;
    Piece head = ShortHeadOf(measures_[whole]);
    if (head.empty()) return false;
    // 接收诉求335件,其中投诉78件: a kind of them that says enough.
    if (EndsWith(View(head), U"诉求") &&
        IsOneOf(View(measure.own), {U"投诉", U"举报", U"咨询", U"表扬", U"求助", U"建议"})) {
      measure.shown.Append(measure.own);
      return true;
    }
    if (SaysEnough(m, whole, head)) return false;
    const bool bracket = fragments_[measure.quantity].bracket != 0;
    if (NamesAct(measure.own)) {
      // 办理执法案件800宗,其中行政处罚300宗、行政许可500宗: acts of their own.
      if (Contains(View(head), U"执法")) return false;
      // 行政权力1926项,其中行政处罚1200项
      const Piece last = {head.end - std::min(kPlainObject, head.size()), head.end};
      if (View(last) == U"事项" || View(last) == U"权力") head = last;
    }
    // 开庭审结94件,其中负责人出庭6件: one deed is no sort of the other.
    if (stripper_.Covered(head, kAct) && stripper_.EndsInVerb(measure.own)) return false;
    // 行政机关败诉 says who and what.
    if (!measure.bare && WordTable::Get().Suffix(View(measure.own), kOutcome)) return false;
    if (!measure.bare && Contains(View(measure.own), View(head))) return false;
    // 收到复议申请620件, …以县政府为被申请人的复议案件60件: other words for the same.
    if (!measure.bare && measure.own.size() > kPlainHead &&
        EndsWithOneOf(View(measure.own), {U"案件", U"申请"}) && EndsWithOneOf(View(head), {U"案件", U"申请"}))
      return false;
    // 行政处罚案件法制审核126件,重大案件集体讨论12件: it says of what it is.
    if (!measure.bare && stripper_.EndsInVerb(measure.own) && Contains(View(measure.own), U"案件") &&
        Contains(View(head), U"案件"))
      return false;
    // 审核各类文件213件,其中合同86件: they were reviewed too, and are papers of their own.
    if (!measure.bare && !bracket &&
        IsOneOf(View(measure.own), {U"合同", U"协议", U"函件", U"会议纪要", U"合同协议"}) &&
        EndsWithOneOf(View(head), {U"文件", U"事务", U"事项", U"材料"})) {
      const Piece verb = measures_[whole].verb;
      measure.shown.Append(verb.empty() ? stripper_.InnerVerb(measures_[whole].own) : verb);
      measure.shown.Append(measure.own);
      return true;
    }
    if (NamesItself(measure.own, head)) {
      // 审查文件、合同412件,其中文件118件
      const Piece verb = measures_[whole].verb;
      const bool plain = measure.own.size() <= kPlainNoun && stripper_.LeadingVerb(measure.own).empty();
      if (!bracket && !(plain && !verb.empty() && !measure.bare)) return false;
      if (!bracket) measure.shown.Append(verb);
      measure.shown.Append(measure.own);
      return true;
    }
    if (measure.own.size() >= kPlainHead) {
      const size_t quote = View(head).rfind(U'”');
      if (quote != std::u32string_view::npos && head.begin + quote + 3 <= head.end)
        head.begin += static_cast<uint32_t>(quote) + 1;
    }
    if (!measure.bare && head.size() > 2 * measure.own.size()) {
      // 查办农业行政执法案件312起,其中渔政134起
      const Piece last = {head.end - kPlainObject, head.end};
      if (measure.own.size() > kPlainHead || stripper_.EndsInVerb(measure.own) || !IsPlainObject(last))
        return false;
      head = last;
    }
    // 受理法律援助81件,其中刑事案件53件: the cases are of the act, and not the other way about.
    const bool of_act = EndsWithOneOf(View(measure.own), {U"案件", U"纠纷"}) &&
                        stripper_.Covered(head, kAct | kSolid | kTheme);
    if (of_act) measure.shown.Append(head);
    if (measure.bare) {
      measure.shown.Append(measure.own);
    } else {
      measure.shown.Append(measure.phrase);
    }
    if (!of_act) measure.shown.Append(head);
    return true;
  }

  const std::u32string_view text_;
  const Context& context_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<Relation>& relations_;
  std::vector<Measure>& measures_;
  const Stripper stripper_;
  const PieceReader pieces_;
  Piece committee_;  // whose meetings a list counts
  BracketedLists lists_;
  Piece subject_;  // who did what the clauses tell, up to the next semicolon
};

}  // namespace

void ShowMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<Relation>& relations,
                  std::vector<Measure>& measures) {
  Shower(context, quantities, fragments, relations, measures).Run();
}

}  // namespace fazhi::extraction
