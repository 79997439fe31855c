#include "services/extraction/core/measures_shown.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_pieces.h"
#include "services/extraction/core/measures_shown_assessed.h"
#include "services/extraction/core/measures_shown_exams.h"
#include "services/extraction/core/measures_shown_hosts.h"
#include "services/extraction/core/measures_shown_part.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// In code points. Own words up to the first length may lack their subject; a subject that is longer than the
// second would bury them.
constexpr uint32_t kShortWords = 6;
constexpr uint32_t kLongestSubject = 12;
constexpr uint32_t kLongestFine = 5;
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
        parts_(context, quantities, fragments, relations, measures, stripper_),
        assessments_(context, quantities, fragments, measures, stripper_),
        exams_(context, quantities, measures, stripper_),
        hosts_(context, quantities, fragments, measures) {}

  void Run() {
    uint32_t last = kNoMeasure;
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const uint32_t q = measures_[m].quantity;
      if (q != last) {
        EnterFigure(q);
        hosts_.Enter(q);
      }
      last = q;
      if (InTable(q) || assessments_.Show(m)) continue;
      if (quantities_[q].kind != v1::KIND_LEVEL) continue;
      if (exams_.Show(m)) continue;
      Show(m);
      hosts_.Lead(m);
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
    if (ShowFiledIn(m) || ShowShare(m) || ShowRateOfWhole(m) || ShowWho(m) || parts_.ShowPeople(m) ||
        parts_.Show(m) || ShowMeeting(m) || ShowWithoutList(m) || ShowFine(m) || ShowOpinions(m))
      return;
    if (ShowWithoutHave(m)) return;
    ShowSubject(m);
  }

  // 印发规范性文件8件,均在印发后15日内报市政府备案: what is filed in time, and not with whom.
  bool ShowFiledIn(uint32_t m) {
    Measure& measure = measures_[m];
    const uint32_t q = measure.quantity;
    if (!CountsTime(UnitOf(m))) return false;
    const Piece right = fragments_[q].right;
    uint32_t filed = right.end;
    for (const std::u32string_view filing : {U"报备", U"备案", U"备了案"}) {
      if (const size_t at = View(right).find(filing); at != std::u32string_view::npos)
        filed = std::min(filed, right.begin + static_cast<uint32_t>(at));
    }
    if (filed == right.end) return false;
    constexpr uint32_t kReach = 160;
    const uint32_t at_figure = quantities_[q].begin;
    const uint32_t begin =
        std::max(context_.outline.sentences(static_cast<int>(quantities_[q].sentence)).begin(),
                 at_figure - std::min(at_figure, kReach));
    const std::u32string_view before = View({begin, at_figure});
    for (const std::u32string_view papers : {U"规范性文件", U"文件", U"规章", U"预案", U"合同", U"决定"}) {
      const size_t at = before.rfind(papers);
      if (at == std::u32string_view::npos) continue;
      const uint32_t noun = begin + static_cast<uint32_t>(at);
      measure.shown.Append(Piece{noun, noun + static_cast<uint32_t>(papers.size())});
      const bool apart = text_[filed + 1] == U'了';
      measure.shown.Append(Piece{filed, filed + (apart ? 1 : 2)});
      if (apart) measure.shown.Append(Piece{filed + 2, filed + 3});
      return true;
    }
    return false;
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
    const Piece head = measures_[whole].HeadOfParts();
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
    if (UnitOf(m) != "元" || own.size() < 2 || own.size() > kLongestFine || text_[own.begin] != U'罚')
      return false;
    const uint32_t sentence = quantities_[measure.quantity].sentence;
    const uint32_t floor = m > kLookBack ? m - kLookBack : 0;
    if (const Piece penalties = PenaltiesOf(m); !penalties.empty()) {
      measure.shown.Append(penalties);
      measure.shown.Append(own);
      return true;
    }
    for (uint32_t b = m; b > floor && quantities_[measures_[b - 1].quantity].sentence == sentence; --b) {
      const Piece cases = CasesOf(measures_[b - 1]);
      if (cases.empty() || measures_[b - 1].part) continue;
      measure.shown.Append(cases);
      measure.shown.Append(own);
      return true;
    }
    return false;
  }

  // 办理案件1616件,其中行政处罚137件,罚没12万元: the penalties right before a fine, though they are a part.
  Piece PenaltiesOf(uint32_t m) const {
    constexpr std::u32string_view kFined = U"处罚";
    const uint32_t sentence = quantities_[measures_[m].quantity].sentence;
    uint32_t b = m;
    while (b > 0 && quantities_[measures_[b - 1].quantity].kind == v1::KIND_CHANGE) --b;
    if (b == 0 || quantities_[measures_[b - 1].quantity].sentence != sentence) return {};
    const Measure& before = measures_[b - 1];
    const size_t fined = View(before.own).find(kFined);
    if (!before.part || fined == std::u32string_view::npos || UnitOf(b - 1) == "元") return {};
    Piece cases = stripper_.ObjectOf(before.own);
    if (cases.size() < kFined.size()) cases = before.own;
    cases.end -= EndLength(View(cases), {U"案件数量", U"数量"});
    return cases.size() <= kLongestCases && Contains(View(cases), kFined) ? cases : Piece();
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
        !measure.HasTakenOver() && !measure.part && cases.size() > 2 && cases.size() <= kLongestCases;
    return whole && View({cases.end - 2, cases.end}) == U"案件" ? cases : Piece();
  }

  // 审查合同148份,提出修改意见96条: what came of the review.
  bool ShowOpinions(uint32_t m) {
    Measure& measure = measures_[m];
    const auto own = View(measure.own);
    const Piece verb = measure.verb.empty() ? stripper_.LeadingVerb(measure.own) : measure.verb;
    if (measure.HasTakenOver() || verb.empty() || own.size() > kLongestOpinion || own.size() < 4 ||
        (!EndsWithOneOf(own, {U"意见", U"建议"})))
      return false;
    // 9名公职律师出具法律意见206条: who gave them is said.
    if (m > 0 && fragments_[measure.quantity].attached && SortOf(UnitOf(m - 1)) == kPeople) {
      measure.shown.Append(measures_[m - 1].own);
      measure.shown.Append(measure.own);
      return true;
    }
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
    if (measure.HasTakenOver() || measure.copied || own.size() > kShortWords ||
        relations_[m].part_of != kNoMeasure)
      return;
    // Whom or where it was done to is not theirs.
    // 省政府新收188件,涉及申请人163人: nor is what was touched.
    if (StartsWith(View(own), U"涉及")) return;
    // 局党委研究法治工作4次,局长讲法治课2次: its head did it.
    if (StartsWithOneOf(View(own), WordSet::kHeads)) return;
    if (subject_.empty() || WordTable::Get().Suffix(View(own), kOrgan)) return;
    // 常委会、常务会议学法10次,举办培训班4期,培训干部568人次: the meetings trained no one.
    if (Contains(View(subject_), U'、') && SortOf(UnitOf(m)) == kPeople) return;
    // 大厅进驻率90%,推进改革,完成22个业态梳理: a clause between tells of others.
    const uint32_t q = measure.quantity;
    if (q > 0 && quantities_[q - 1].quantity.unit() == "%" && quantities_[q - 1].end < own.begin &&
        std::count(text_.begin() + quantities_[q - 1].end, text_.begin() + own.begin, U',') > 1)
      return;
    std::u32string things;
    measure.phrase.AppendTo(text_, things);
    if (IsOfNoWindow(things, View(subject_))) return;
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

  const std::u32string_view text_;
  const Context& context_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<Relation>& relations_;
  std::vector<Measure>& measures_;
  const Stripper stripper_;
  const PieceReader pieces_;
  PartsOfWholes parts_;
  Assessments assessments_;
  Exams exams_;
  Hosts hosts_;
  Piece committee_;  // whose meetings a list counts
  Piece subject_;    // who did what the clauses tell, up to the next semicolon
};

}  // namespace

void ShowMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<Relation>& relations,
                  std::vector<Measure>& measures) {
  Shower(context, quantities, fragments, relations, measures).Run();
}

}  // namespace fazhi::extraction
