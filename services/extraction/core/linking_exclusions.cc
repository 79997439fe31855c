#include "services/extraction/core/linking_exclusions.h"

#include <algorithm>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/judiciary.h"
#include "services/extraction/core/linking_denials.h"
#include "services/extraction/core/linking_narrow.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/threshold.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// 沙泉县2024年政府信息公开工作年度报告: reviews and suits are over that matter only; not
// 法治政府建设和行政复议. A court or procuratorate tells of other bodies' work only as far as its cases go.
IndicatorList NotOfMatter(const v1::Report& report) {
  const std::string& title = report.title();
  const Judiciary judiciary = JudiciaryOf(report);
  if (judiciary == Judiciary::kCourt) return LinkWeights::Get().not_of_courts;
  if (judiciary == Judiciary::kProcuratorate) return LinkWeights::Get().not_of_procuratorates;
  const auto holds = [&](const auto& words) {
    return absl::c_any_of(words, [&](const std::string& word) { return absl::StrContains(title, word); });
  };
  IndicatorList indicators;
  if (holds(LinkWeights::Get().of_all_matters)) return indicators;
  for (const LinkWeights::Matter& matter : LinkWeights::Get().matters) {
    if (holds(matter.words)) indicators.Add(matter.not_of_it);
  }
  return indicators;
}

// Whether each item of a title or heading is on reviews: 行政复议和应诉案件; not 行政复议与行政执法,
// 以复议改革为契机,矛盾纠纷有效化解.
bool IsOnReviewsAlone(std::u32string_view text, bool title) {
  const LinkWeights& weights = LinkWeights::Get();
  while (!text.empty()) {
    const size_t end = text.find_first_of(U"、和与及暨,; ");
    const auto item = text.substr(0, end);
    if (!weights.reviews.StandsIn(item) && !(title && weights.reviews_of_title.StandsIn(item))) return false;
    if (end == text.npos) return true;
    text.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

LinkExclusions::LinkExclusions(const Context& context, const Catalog& catalog,
                               const std::vector<GroundedQuantity>& quantities,
                               const std::vector<Measure>& measures, const std::vector<Relation>& relations,
                               const std::vector<Link>& links, const TopicsSeen& topics,
                               const CandidateFinder& finder, ForbiddenWords& forbidden)
    : context_(context),
      catalog_(catalog),
      index_(catalog.aliases()),
      quantities_(quantities),
      measures_(measures),
      relations_(relations),
      links_(links),
      topics_(topics),
      finder_(finder),
      forbidden_(forbidden),
      weights_(LinkWeights::Get()),
      titled_(catalog.aliases().forbidden_count()),
      government_(context.outline.report().reporting_body() == v1::REPORTING_BODY_GOVERNMENT),
      own_field_(context.outline.report()),
      waivers_(context.outline.report(), catalog, own_field_),
      not_of_matter_(NotOfMatter(context.outline.report())),
      titled_reviews_(IsOnReviewsAlone(ToCodePoints(context.outline.report().title()), /*title=*/true)),
      lists_(context, quantities, measures),
      other_actors_(context),
      stripper_(context.text) {
  SeeTitle();
}

// That of a yearly report is on everything in it, and says nothing.
void LinkExclusions::SeeTitle() {
  const v1::Report& report = context_.outline.report();
  if (report.kind() == v1::REPORT_KIND_ANNUAL_REPORT) return;
  index_.context_words().All(ToCodePoints(report.title()), [&](uint32_t, uint32_t, uint32_t number) {
    const uint32_t word = index_.word(number).forbidden;
    if (word != TermTrie::kNone) titled_[word] = true;
  });
}

void LinkExclusions::Enter(Asked& asked) { asked.of_one_field = OfOneField(asked); }

void LinkExclusions::Ask(Asked& asked) {
  const Measure& measure = measures_[asked.m];
  const GroundedQuantity& quantity = quantities_[measure.quantity];
  const absl::string_view unit = quantity.quantity.unit();
  asked.field = own_field_.MaskIn(asked.phrase);
  asked.neutral = asked.words.neutral | asked.field;
  forbidden_.SeeWindow({measure.window.begin, std::min(measure.window.end, asked.end)});
  asked.labels = LabelMask(asked.phrase);
  asked.examples = ExampleMask(asked.phrase);
  asked.base = measure.base == kNoMeasure ? -1 : links_[measure.base].indicator;
  asked.bodies = BodiesMask(unit, asked.phrase);
  asked.doers = CountsBodies(unit) && DoersStandBehind(quantity.end);
  asked.kind = KindMask(asked.phrase) & ~asked.field;
  // 县督察组反馈问题13条,我镇认领11条: of what all were told, that is the body's own figure.
  if (weights_.taken_on.StandsIn(context_.Slice(measure.own.begin, measure.own.end))) asked.whole = -1;
  asked.occasional = stripper_.SaysOccasion(measure.window);
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantity.sentence));
  asked.denied = DeniedMask(context_, quantity, asked.phrase);
  const v1::Section& section = context_.outline.sections(static_cast<int>(sentence.section()));
  asked.open = IsStillOpen(context_, quantity) || SaysWaiting(asked.phrase) ||
               IsLeftToDo(context_, quantity, section.role());
  asked.described = asked.words.whole == 0 && IsDescribed(measure, quantity);
  asked.made = quantity.status == v1::STATUS_TARGET && SaysMade(asked.phrase);
  asked.not_of_whole = other_actors_.Act(sentence.begin(), quantity.begin);
  if (IsOfOneCase(asked.phrase)) asked.not_of_whole |= kOfEvent;
  asked.threshold = IsThreshold(context_, quantity) || SaysWhichOnes(context_, quantities_, measure.quantity);
  asked.cell = sentence.table() != 0;
  asked.not_these = CountsOthersToo(context_, quantity) || IsBeforeDeduction(context_, quantity);
  asked.earlier_years = IsFromEarlierYears(context_, quantity);
  asked.sum_of_kinds = IsSumOfKinds(asked.m);
  asked.one_sort = lists_.OfBodiesOfOneSort(asked.m);
  asked.average = weights_.averages.StandsIn(asked.phrase);
  asked.of_unlinked_kind = IsOfUnlinkedKind(asked.m);
  asked.own_deed = IsOwnDeed(sentence, unit, asked.phrase);
  asked.on_reviews = titled_reviews_ || IsHeadedReviews(sentence.section());
  ReadJoinedOutcomes(asked);
}

// Whether the measure cannot be what the candidate counts, whatever its words.
bool LinkExclusions::RulesOut(const Asked& asked, const Candidate& candidate, bool same_family) const {
  const uint32_t indicator = candidate.indicator;
  const auto named = [&](const auto& list) { return list.Names(IdOf(indicator)); };
  return static_cast<int>(indicator) == asked.whole || asked.open || asked.threshold ||
         (((measures_[asked.m].places == Places::kSome && !asked.all) || IsPartOfOthers(asked.m)) &&
          named(weights_.of_territory)) ||
         (asked.bodies != 0 && (asked.bodies & candidate.mask) == 0 &&
          // 督察组深入12个单位: who went there is not counted.
          (!IsOfBodies(indicator) || IsStock(indicator) || named(weights_.of_groups))) ||
         IsRateOfPart(asked, candidate) || asked.of_unlinked_kind ||
         (asked.doers && !IsOfBodies(indicator)) || OfOtherKind(indicator, asked.whole) ||
         (asked.average && IsCount(indicator)) || ((asked.described || asked.made) && IsStock(indicator)) ||
         (asked.one_sort && !IsStock(indicator)) || (asked.own_deed && named(weights_.of_bodies_deeds)) ||
         IsOfKindInGap(asked, candidate) || IsDenied(asked.denied, candidate) ||
         ((asked.kind & ~candidate.mask) != 0 && named(weights_.of_kinds)) ||
         IsOfOthers(asked.not_of_whole, IdOf(indicator)) || named(not_of_matter_) ||
         IsWithCarriedIn(asked.m, indicator) || IsShareOfOtherPart(asked.m, indicator) ||
         (asked.of_one_field && named(weights_.of_enforcement)) || HasRowOfField(asked, candidate) ||
         (named(weights_.of_title_on_more) && IsByTitleOnMore(candidate)) ||
         IsShareOfCases(asked, indicator) || asked.not_these ||
         (asked.earlier_years && !absl::EndsWith(IdOf(indicator), "carried_in")) ||
         (asked.sum_of_kinds && IsOfSummedKind(asked.m, indicator)) ||
         (named(weights_.not_of_reviews) &&
          (asked.on_reviews || IsAmongKinds(asked.m) || IsBehindReviews(asked.m))) ||
         IsKindOfReviews(asked.m, indicator) || IsBeforeAccepted(asked.m, indicator) ||
         IsOneOutcomeOfSeveral(asked, candidate) || Excluded(asked.m, candidate, same_family);
}

// Whether the nearest heading that is on reviews, of a section or those that it lies in, is on them alone.
bool LinkExclusions::IsHeadedReviews(uint32_t section) {
  constexpr int kDeepest = 8;
  constexpr uint32_t kLongestHeading = 30;  // longer ones are sentences
  if (section == headed_section_) return headed_reviews_;
  headed_section_ = section;
  headed_reviews_ = false;
  for (int depth = 0; depth < kDeepest; ++depth) {
    const v1::Section& of = context_.outline.sections(static_cast<int>(section));
    const std::u32string heading = ToCodePoints(of.heading_text());
    if (weights_.reviews.StandsIn(heading)) {
      headed_reviews_ = heading.size() <= kLongestHeading && IsOnReviewsAlone(heading, /*title=*/false);
      break;
    }
    if (section == 0) break;
    section = of.parent();
  }
  return headed_reviews_;
}

// 变更和责令履行4件: what joins several outcomes is none of one of them.
void LinkExclusions::ReadJoinedOutcomes(Asked& asked) {
  const auto& words = WordTable::Get();
  if (asked.phrase.find_first_of(U"、和与及或") == asked.phrase.npos) return;
  for (uint32_t i = 0; i < asked.phrase.size();) {
    const uint32_t length = words.Prefix(asked.phrase.substr(i), kOutcome).length;
    const uint32_t join = i + length;
    if (length != 0 && join < asked.phrase.size()) {
      const auto rest = asked.phrase.substr(join);
      const uint32_t between = BeginningLength(rest, {U"、", U"和", U"与", U"及", U"或", U"以及", U"或者"});
      const uint32_t next = between == 0 ? 0 : words.Prefix(rest.substr(between), kOutcome).length;
      if (next != 0) {
        asked.outcomes[0] = Mask(i, length);
        asked.outcomes[1] = Mask(join + between, next);
        return;
      }
    }
    i += std::max(length, uint32_t{1});
  }
}

bool LinkExclusions::IsOneOutcomeOfSeveral(const Asked& asked, const Candidate& candidate) {
  return asked.outcomes[0] != 0 &&
         ((candidate.mask & asked.outcomes[0]) == 0 || (candidate.mask & asked.outcomes[1]) == 0);
}

// 满意率95.1%, in the report of a 政务服务中心(12345热线中心): where nothing near says what a weak alias is
// of, and the title is on another matter, too, it may be of that.
bool LinkExclusions::IsByTitleOnMore(const Candidate& candidate) const {
  const bool near = candidate.topic != UINT32_MAX && topics_.Score(candidate.topic) > weights_.topic_document;
  if (near || !(candidate.use->weak || candidate.use->sure)) return false;
  return absl::c_any_of(index_.forbidden(candidate.indicator), [&](uint32_t word) {
    return titled_[word] && !waivers_.HasWord(word, IdOf(candidate.indicator));
  });
}

// 主要负责人讲法治课2次,出庭应诉1次, where his duties are told: he did, and not all heads of all bodies.
bool LinkExclusions::IsOwnDeed(const v1::Sentence& sentence, absl::string_view unit,
                               std::u32string_view phrase) const {
  const v1::Section& section = context_.outline.sections(static_cast<int>(sentence.section()));
  return section.role() == v1::ROLE_FIRST_RESPONSIBLE && CountsEvents(unit) &&
         !ContainsOneOf(phrase, {U"负责人", U"机关"});
}

// Whether the clause says that the figure is none of the indicator for the whole.
bool LinkExclusions::IsOfOthers(uint32_t not_of_whole, const std::string& id) const {
  if (not_of_whole == 0) return false;
  return ((not_of_whole & kOfField) && weights_.of_all.Names(id)) ||
         ((not_of_whole & kOfFields) && weights_.of_all.Names(id) && !weights_.of_field_bodies.Names(id)) ||
         ((not_of_whole & kOfUpper) && !weights_.of_ours.Names(id)) ||
         ((not_of_whole & kOfCourt) && !weights_.of_courts_deeds.Names(id)) ||
         ((not_of_whole & kByUpper) && weights_.of_own_deeds.Names(id)) ||
         ((not_of_whole & kOfEvent) && !weights_.of_event_too.Names(id)) ||
         ((not_of_whole & kByOneself) && !weights_.of_oneself.Names(id)) ||
         (not_of_whole & (kOfPlace | kOfBody)) != 0;
}

// 办理复工复产公证155件: what stands between the words of an alias says of which kind.
bool LinkExclusions::IsOfKindInGap(const Asked& asked, const Candidate& candidate) const {
  const uint64_t gap = candidate.inside & ~candidate.mask & ~asked.neutral & ~asked.words.whole;
  return gap != 0 && weights_.of_gap_kinds.Names(IdOf(candidate.indicator)) &&
         !ContainsAnyOf(asked.phrase, U"、等");
}

// Whether a cell's words begin with the field that heads its row (市监 | 维持).
bool LinkExclusions::HasRowOfField(const Asked& asked, const Candidate& candidate) const {
  const uint64_t field = asked.cell ? Mask(0, weights_.fields.Longest(asked.phrase).length) : 0;
  return (field & ~candidate.mask & ~asked.neutral) != 0;
}

// 没有进驻大厅的事项36项: what makes it the indicator is not so; but for words that deny themselves
// (轻微违法没有罚款).
bool LinkExclusions::IsDenied(uint64_t denied, const Candidate& candidate) const {
  const uint64_t denial = denied & ~(denied << 1);
  return denied != 0 && (candidate.mask & denial >> 1) == 0 &&
         (denied & (candidate.mask | finder_.TopicMask(*candidate.use))) != 0;
}

// Whether a forbidden word was marked that is none of the candidate's own aliases' (事项 of 办结…许可事项),
// or a required topic stands nowhere near. What was taken over from a figure of the same family forbids
// nothing.
bool LinkExclusions::Excluded(uint32_t m, const Candidate& candidate, bool same_family) const {
  const uint32_t indicator = candidate.indicator;
  // 进企业、进学校宣讲; 民法典读本、反诈传单: what one item of a list is on forbids nothing.
  const bool of_list = weights_.of_lists.Names(IdOf(indicator)) && finder_.StandsInFreeItem(candidate);
  const auto own_of = [&](uint32_t word) {
    const bool waived = (of_list && finder_.HoldsForbidden(word)) || waivers_.HasWord(word, IdOf(indicator));
    return waived ? UINT32_MAX : finder_.CountOwn(candidate, word);
  };
  if (forbidden_.Forbid(indicator, same_family, own_of)) return true;
  // 抽查288卷,优秀61卷;良好143卷;合格71卷: the kinds of one whole stand in one list.
  const uint32_t whole = relations_[m].part_of;
  const bool listed = whole < m && quantities_[measures_[whole].quantity].sentence ==
                                       quantities_[measures_[m].quantity].sentence;
  const uint32_t list = listed ? quantities_[measures_[whole].quantity].end : UINT32_MAX;
  for (const uint32_t word : index_.barred(indicator)) {
    if ((topics_.InStatement(word) || topics_.InList(word, list)) &&
        !waivers_.HasTopic(word, IdOf(indicator)))
      return true;
  }
  const auto required = index_.required(indicator);
  if (required.empty()) return false;
  return std::all_of(required.begin(), required.end(),
                     [&](uint32_t word) { return topics_.Score(word) < 0; });
}

// 查处食品药品违法案件74件,罚没款62万元: what a government does in one field or a department in one part
// of its own, and the money of it.
bool LinkExclusions::OfOneField(const Asked& asked) {
  const GroundedQuantity& quantity = quantities_[measures_[asked.m].quantity];
  const bool money = absl::EndsWith(quantity.quantity.unit(), "元");
  bool goes_on = money && field_end_ <= quantity.begin;
  if (goes_on) {
    goes_on = !ContainsAnyOf(context_.Slice(field_end_, quantity.begin), U"。;；\n");
    field_end_ = goes_on ? quantity.begin : UINT32_MAX;
  }
  if (!goes_on && !other_actors_.IsOfOneField(asked.phrase) && !NamesPartOfField(asked) &&
      !(money && IsOfSomeCases(asked.m)))
    return false;
  // 案件538宗,其中土地类491宗,涉及土地12亩,收缴罚没款286万元: the money of the whole.
  const bool cases = money || CountsCases(absl::StripSuffix(quantity.quantity.unit(), "次"));  // 件次
  if (cases && relations_[asked.m].part_of == kNoMeasure) field_end_ = quantity.end;
  return true;
}

// 查处偷牧案件214起,收缴罚款28.7万元: the money of cases of a kind that no field names.
bool LinkExclusions::IsOfSomeCases(uint32_t m) const {
  if (!government_) return false;
  constexpr uint32_t kMostBetween = 4;
  constexpr std::u32string_view kCases = U"案件";
  const GroundedQuantity& sum = quantities_[measures_[m].quantity];
  for (uint32_t k = m; k-- > m - std::min(m, kMostBetween);) {
    const GroundedQuantity& cases = quantities_[measures_[k].quantity];
    if (cases.sentence != sum.sentence || cases.end > sum.begin) return false;
    if (!CountsCases(cases.quantity.unit())) continue;
    if (links_[k].indicator >= 0 || measures_[k].bare ||
        ContainsAnyOf(context_.Slice(cases.end, sum.begin), U"。;；\n"))
      return false;
    std::u32string phrase;
    measures_[k].phrase.AppendTo(context_.text, phrase);
    std::u32string_view rest = phrase;
    // 查处围标串标4起: what they did says of what kind they are.
    const size_t noun = EndsWith(rest, kCases) ? kCases.size() : 0;
    if ((noun == 0 && !ContainsOneOf(rest, {U"查处", U"查办", U"查获"})) || ContainsAnyOf(rest, U"、等"))
      return false;
    // Any kind at all is said by more than the words that all cases have.
    constexpr uint32_t kShortestKind = 2;
    while (!rest.empty()) {
      const uint32_t plain = weights_.plain_cases.Longest(rest).length;
      if (plain == 0) break;
      rest.remove_prefix(plain);
    }
    return rest.size() >= kShortestKind + noun;
  }
  return false;
}

// 农业案件312起,其中渔政134起,移送23起: what is a part of the whole is no part of the field by words that
// it took over.
bool LinkExclusions::NamesPartOfField(const Asked& asked) const {
  const uint32_t whole = relations_[asked.m].part_of;
  const Piece own = measures_[asked.m].own;
  const bool of_whole = whole != kNoMeasure && links_[whole].indicator >= 0 && !own.empty();
  return own_field_.NamesPart(of_whole ? context_.Slice(own.begin, own.end) : asked.phrase);
}

bool LinkExclusions::IsStock(uint32_t indicator) const {
  return catalog_.proto().indicators(static_cast<int>(indicator)).kind() == v1::INDICATOR_KIND_STOCK;
}

bool LinkExclusions::IsCount(uint32_t indicator) const {
  return catalog_.proto().indicators(static_cast<int>(indicator)).kind() == v1::INDICATOR_KIND_COUNT;
}

// The bodies that end a measure in their unit: they are counted, and nothing before them
// (抽取案卷单位24家; 指出问题方面4个).
uint64_t LinkExclusions::BodiesMask(absl::string_view unit, std::u32string_view phrase) const {
  if (!CountsBodies(unit)) return 0;
  const uint32_t length = WordTable::Get().Suffix(phrase, kOrgan).length;
  return Mask(static_cast<uint32_t>(phrase.size()) - length, length);
}

// 26个部门报送的规范性文件: those who did it are counted, and nothing of theirs.
bool LinkExclusions::DoersStandBehind(uint32_t at) const {
  constexpr uint32_t kReach = 12;
  const std::u32string_view behind = context_.Slice(at, at + kReach);
  const uint32_t who = WordTable::Get().Prefix(behind, kOrgan | kPlace).length;
  // 42个执法单位全部完成公示
  if (const uint32_t units = BeginningLength(behind, {U"执法单位", U"行政执法单位"}); units != 0) {
    const auto done = behind.substr(units);
    const uint32_t all = BeginningLength(done, {U"全部", U"均已", U"均", U"都"});
    return WordTable::Get().Prefix(done.substr(all), kAct).length >= 2;
  }
  if (who == 0 || who >= behind.size()) return false;
  const std::u32string_view rest = behind.substr(who);
  // 12个乡镇、21个单位报送的规范性文件
  const bool listed = rest.size() > 1 && rest.front() == U'、' && IsDigit(rest[1]);
  const uint32_t act = WordTable::Get().Prefix(rest, kAct).length;
  // 187个村居服务室: no act, but what is counted.
  const bool noun = act < rest.size() && WordTable::Get().Prefix(rest.substr(act), kTail);
  return listed || rest.front() == U'的' || (act >= 2 && !noun);
}

// 5个司法所为“一人所”, 3个司法所没有用房, 5个司法所仅1名在编人员: what is said of those behind the figure is
// true of them alone.
bool LinkExclusions::IsDescribed(const Measure& measure, const GroundedQuantity& quantity) const {
  constexpr uint32_t kReach = 12;
  const bool all = quantity.begin >= 2 && context_.text[quantity.begin - 2] == U'全';  // 全县16个司法所
  if (all || measure.own.begin < quantity.end || measure.own.begin > quantity.end + 1) return false;
  const std::u32string_view behind = std::u32string_view(context_.text).substr(quantity.end, kReach);
  for (uint32_t i = 2; i + 2 < behind.size() && !ContainsAnyOf(behind.substr(i, 1), U",;:。、(中里均"); ++i) {
    if (StartsWithOneOf(behind.substr(i), WordSet::kDescribed)) return true;
    if (StartsWithOneOf(behind.substr(i), WordSet::kOnly)) return HasFewerBehind(measure.quantity);
  }
  return false;
}

// 5个司法所仅1名在编人员 are not all that there are, 16个司法所只有工作人员39名 may be: whether there are
// fewer of what stands next than of the places that have them.
bool LinkExclusions::HasFewerBehind(uint32_t of) const {
  return of + 1 < quantities_.size() && quantities_[of + 1].sentence == quantities_[of].sentence &&
         quantities_[of + 1].quantity.value_e4() < quantities_[of].quantity.value_e4();
}

// The code points before 类 and 领域 where a kind is said (工伤类行政复议案件, 医疗领域案件; not 各类,
// 重点领域), and those of one kind of disputes (林权纠纷; not 邻里、土地等矛盾纠纷).
uint64_t LinkExclusions::KindMask(std::u32string_view phrase) const {
  uint64_t mask = 0;
  for (uint32_t i = 1; i < phrase.size(); ++i) {
    const bool kind = phrase[i] == U'类' && !IsAnyOf(phrase[i - 1], U"各分多同种大一二三四五两几人");
    const bool field = StandsAt(phrase, i, U"领域") && !IsPlainField(phrase.substr(0, i));
    if (kind || field) mask |= Mask(i - 1, 1);
  }
  const size_t joined = phrase.find_first_of(U"、与和及等");
  if (joined != std::u32string_view::npos && !StandsAt(phrase, joined, U"和解")) return mask;
  // 林权纠纷, 复议机构办理涉企行政复议案件
  for (const std::u32string_view noun : {U"纠纷", U"复议", U"行政应诉", U"行政诉讼"}) {
    for (size_t found = phrase.find(noun); found != phrase.npos; found = phrase.find(noun, found + 1)) {
      size_t at = found;
      if (at >= 2 && IsOneOf(phrase.substr(at - 2, 2), {U"矛盾", U"行政"})) at -= 2;
      for (uint32_t i = 0; i < at; ++i) {
        const uint32_t length = weights_.dispute_kinds.Longest(phrase.substr(i)).length;
        // 县级纠纷 are some of them, a 县级复议机构 is who decides.
        const bool level = noun != U"纠纷" && length != 0 && phrase[i + length - 1] == U'级';
        if (length != 0 && i + length == at && !level) mask |= Mask(i, length);
      }
    }
  }
  return mask;
}

const std::string& LinkExclusions::IdOf(uint32_t indicator) const {
  return catalog_.proto().indicators(static_cast<int>(indicator)).id();
}

// 被督察单位数, 民主法治示范村(社区)数; not 督察发现问题数, though problems are counted in 个, too.
bool LinkExclusions::IsOfBodies(uint32_t indicator) const {
  const v1::Indicator& of = catalog_.proto().indicators(static_cast<int>(indicator));
  if (!CountsBodies(of.unit())) return false;
  const std::u32string name = ToCodePoints(of.zh_name());
  std::u32string_view who = std::u32string_view(name).substr(0, name.rfind(U'数'));
  if (EndsWith(who, U")")) who = who.substr(0, who.rfind(U'('));
  return static_cast<bool>(WordTable::Get().Suffix(who, kOrgan | kPlace));
}

}  // namespace fazhi::extraction
