// What sorts of things figures and words are of, so that none takes over what it cannot be of (cases are no
// places).

#include <algorithm>

#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

bool MeasureReader::IsOfOtherSort(uint32_t i, Piece own, Piece verb, uint32_t base) const {
  const bool lent = base != kNoMeasure;
  const absl::string_view unit = UnitOf(i);
  const absl::string_view base_unit = lent ? UnitOf(measures_[base].quantity) : absl::string_view();
  // 罚没款1.37亿元,移送司法机关42件: what is counted is no money.
  if (lent && !own.empty() && base_unit == "元" && unit != "元" && unit != "%") return true;
  // 立案18件,罚款3.6万元,整改率100%: nor is it put right.
  if (lent && base_unit == "元" && unit == "%" && StartsWith(View(measures_[base].own), U"罚") &&
      EndsWithOneOf(View(own), WordSet::kOtherRates))
    return true;
  // 抓获嫌疑人50人,返还资金48万元: no sum is of those who were caught.
  if (lent && unit == "元" && verb.size() >= 2 && SortOf(base_unit) == kPeople) return true;
  // 适用清单案件181万件,减免处罚2.3亿元: what was let off is named.
  if (lent && unit == "元" && own.size() >= 4 && StartsWithOneOf(View(own), WordSet::kForgone)) return true;
  // 办理审批34件,现场检查34次: no case was checked; 行使17项;检查248次: nor was a power.
  if (lent && CountsEvents(unit) && CountsMatters(base_unit) && EndsWithOneOf(View(own), WordSet::kRounds))
    return true;
  // 检查单位862家次,查办案件23件: cases are none of the units; 取得执法证12人,立案31宗: nor are they people.
  if (IsCaseOfBodies(i, own, verb, base)) return true;
  // 巡查河道1.2万公里,查处案件36宗: nor are they a river.
  if (lent && own.size() >= 4 && CountsCases(unit) && CountsExtent(base_unit)) return true;
  // 受理举报115件,责令整改38家,约谈89人: nor are enterprises or people any cases.
  const bool only_act = !verb.empty() && stripper_.Covered(own, kAct);
  if (only_act && SortOf(unit) == kBodies && (CountsCases(base_unit) || CountsPapers(base_unit))) return true;
  // 发出通知书176份,立案69宗,其中适用简易程序31宗: a part is of the whole in its own unit.
  const auto before = static_cast<uint32_t>(measures_.size()) - 2;
  if (lent && (measures_.back().part || GoesOnWithParts(i)) && measures_.size() > 1 && before > base &&
      base_unit != unit && UnitOf(measures_[before].quantity) == unit &&
      measures_[before].quantity + 1 == i && unit != "%")
    return true;
  // 在册执法人员41人,换证9本: nor are people any papers.
  if (lent && only_act && CountsPapers(unit) && (SortOf(base_unit) == kPeople || text_[own.end - 1] == U'证'))
    return true;
  // 开展执法行动2次,出巡92天: it was that long itself.
  if (lent && only_act && CountsTime(unit)) return true;
  // 开展专项清理4轮,废止16件: no clearing is repealed.
  if (only_act && lent && CountsEvents(base_unit) && CountsCases(unit) &&
      stripper_.IsBare(measures_[base].head))
    return true;
  // 行政处罚5家、约谈12家: what was done to some is not what the others are.
  if (only_act && lent && SortOf(unit) == kBodies && stripper_.Covered(measures_[base].own, kAct | kSolid))
    return true;
  if (only_act && (CountsPeople(unit) || CountsAttendance(unit)) && words_.Suffix(View(own), kOnPeople) &&
      SortOf(base_unit) != kPeople)
    return true;
  // 发放资料3万份,参与活动群众2.6万人次: the own words name the people.
  if (lent && verb.size() >= 2 && !only_act && CountsPeople(unit) && SortOf(base_unit) != kPeople &&
      !CountsEvents(base_unit) && words_.Suffix(View({verb.end, own.end}), kPerson))
    return true;
  // 共有干部79人,组织业务培训12期: what was held counts none of those there are.
  if (lent && CountsEvents(unit) && SortOf(base_unit) == kPeople && own.size() >= 4 &&
      (words_.Prefix(View(own), kLight) || words_.Prefix(View(own), kAct).length == own.size()))
    return true;
  // 出动执法人员480人次,现场处理17件: those who were sent out were not dealt with.
  if (lent && !own.empty() && unit != base_unit && unit != "%" && pieces_.IsSentOut(measures_[base].verb))
    return true;
  if (lent && CountsEvents(base_unit) && IsTaughtAt(i, own, measures_[base].own)) return true;
  // 举行学习会11次,开展宣讲活动30场: no event is held of another.
  return lent && CountsEvents(unit) && CountsEvents(base_unit) && own.size() >= 4 &&
         (words_.Prefix(View(own), kLight) ||
          (!verb.empty() && verb.size() < own.size() && !measures_.back().part));
}

// 中心组学习11次;到村宣讲30场; 专题学法8次,业务培训6期: who learns there gives no talk and is no class.
bool MeasureReader::IsTaughtAt(uint32_t i, Piece own, Piece learned) const {
  return CountsEvents(UnitOf(i)) && EndsWithOneOf(View(own), {U"宣讲", U"培训", U"轮训"}) &&
         EndsWithOneOf(View(learned), {U"学习", U"学法", U"研讨", U"会议"});
}

bool MeasureReader::IsCaseOfBodies(uint32_t i, Piece own, Piece verb, uint32_t base) const {
  if (base == kNoMeasure || verb.empty() || !CountsCases(UnitOf(i))) return false;
  const absl::string_view unit = UnitOf(measures_[base].quantity);
  return SortOf(unit) != kThings && (own.size() >= 4 || CountsPeople(unit));
}

// 准予许可98宗、处罚206宗: sorts of acts beside each other; 评查许可案卷60卷、处罚40卷 are of what was gone
// over.
bool MeasureReader::IsOtherAct(Piece own, Piece carried) const {
  const WordGroups& acts = LinkWeights::Get().acts;
  constexpr size_t kLongestAct = 6;
  return own.size() >= 2 && acts.Longest(View(own)).length == own.size() &&
         acts.Ends(View(carried), kLongestAct) && !ContainsOneOf(View(carried), WordSet::kChecked);
}

bool MeasureReader::IsNoneOf(uint32_t i, Piece own, Piece verb, Piece carried, uint32_t base) const {
  if (IsOtherAct(own, carried) || IsTaughtAt(i, own, carried)) return true;
  // 部门应诉48件,乡镇应诉26件,全县合计应诉86件: all of the region's is none of the last body's.
  if (!own.empty() && text_[own.begin] == U'全' && !carried.empty() &&
      words_.Suffix(View(carried), kOrgan | kPlace).length == carried.size())
    return true;
  // 会前学法11次,就败诉案件批示23件: what it was done about is said.
  constexpr uint32_t kObject = 2;
  const Piece about = {own.begin, own.end - words_.Suffix(View(own), kAct).length};
  if (about.end < own.end && about.size() > 2 * kObject && IsAnyOf(text_[about.begin], U"就对") &&
      pieces_.IsPlainObject({about.end - kObject, about.end}))
    return true;
  // 发放责令整改通知书212份,立案38件: what a case is filed on is no notice.
  if (StartsWith(View(own), U"立案") && !pieces_.MayBeFiled(carried)) return true;
  // 办理许可28件。立案38件,结案36件: nor is what was closed what was granted.
  if (View(own) == U"结案" && EndsWithOneOf(View(carried), {U"许可", U"登记", U"审批", U"备案"})) return true;
  // 张贴标语31条,立案12件,结案9件,移送公安机关1件: nor is what is closed or passed on any paper.
  if (base != kNoMeasure && CountsCases(UnitOf(i)) && !CountsCases(UnitOf(measures_[base].quantity)) &&
      own.size() >= 2 && (StartsWith(View(own), U"移送") || text_[own.begin + 1] == U'案') &&
      !pieces_.MayBeFiled(carried))
    return true;
  // 下发通知书12份,立案5起,办结4起: nor is any case a paper that was sent.
  if (base != kNoMeasure && CountsCases(UnitOf(i)) && CountsPapers(UnitOf(measures_[base].quantity)) &&
      !CountsCases(UnitOf(measures_[base].quantity)) && EndsWithOneOf(View(carried), {U"书", U"函", U"单"}))
    return true;
  // 查封扣押3件,移送公安机关2件: one deed is none of the other.
  // 给予处分172人,移送司法机关6人: nor are people what was done to others.
  // 申请法院强制执行4件,移送公安机关2件: nor is what a court was asked for.
  if (StartsWith(View(own), U"移送") && own.size() > 2 &&
      (stripper_.Covered(carried, kAct) || StartsWithOneOf(View(carried), {U"申请法院", U"申请人民法院"}) ||
       (CountsPeople(UnitOf(i)) && !words_.Suffix(View(carried), kPerson))))
    return true;
  // 发现问题50个,监督抽检105批次: what is found is not all that is counted.
  if (base != kNoMeasure && carried.size() >= 2 && UnitOf(i) != "%" && UnitOf(i) != "元" &&
      UnitOf(measures_[base].quantity) != UnitOf(i) && pieces_.IsFinding({carried.end - 2, carried.end}))
    return true;
  // 出动执法人员5万次,查办案件23件: people are no sort of case.
  if (base != kNoMeasure && CountsCases(UnitOf(i)) && words_.Suffix(View(carried), kPerson) &&
      (CountsEvents(UnitOf(measures_[base].quantity)) || CountsAttendance(UnitOf(measures_[base].quantity))))
    return true;
  // 死亡14人(建筑事故10起、死亡11人): nor are deaths any accidents.
  if (fragments_[i].bracket != 0 && base != kNoMeasure &&
      CountsPeople(UnitOf(i)) != CountsPeople(UnitOf(measures_[base].quantity)) &&
      words_.Prefix(View(carried), kOutcome))
    return true;
  // 依申请公开答复42件,主动公开1260条: what is published of itself was not asked for.
  if (StartsWith(View(own), U"主动公开") && Contains(View(carried), U"申请")) return true;
  // 公安类32件,其他24件; 从区域看,城关镇27件: one kind is not of the other.
  if (verb.empty() && own.size() >= 2 && !measures_.back().part && !carried.empty() &&
      text_[carried.end - 1] == U'类')
    return true;
  // 点击量1.2万次,转发800次: nor is what was done with it.
  if (!verb.empty() && verb.size() == own.size() && base != kNoMeasure &&
      EndsWithOneOf(View(carried), {U"点击量", U"阅读量", U"浏览量", U"播放量", U"访问量"}))
    return true;
  // 案卷合格率98%,败诉率3%: files lose no suit.
  if (EndsWithOneOf(View(own), {U"败诉率", U"胜诉率", U"应诉率"}) &&
      !ContainsOneOf(View(carried), WordSet::kOfSuits))
    return true;
  // 带队下访4次,接访群众63批: whom one spoke to are of no event.
  if (base != kNoMeasure && verb.size() == 2 && IsAnyOf(text_[verb.end - 1], U"访待问") &&
      own.size() > verb.size() && CountsEvents(UnitOf(measures_[base].quantity)) &&
      words_.Suffix(View({verb.end, own.end}), kPerson))
    return true;
  // 拘留722人,约谈5787人: those who were talked to were not arrested.
  if (words_.Suffix(View(own), kOnPeople) && words_.Suffix(View(carried), kOnPeople)) return true;
  // 办理公证案件42件,办理援助案件15件: cases of a sort of their own.
  constexpr uint32_t kSortOfCases = 4;
  const Piece object = {verb.end, own.end};
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  const bool of_others = base != kNoMeasure || (!carried.empty() && carried.end <= sentence);
  if (of_others && !verb.empty() && object.size() >= kSortOfCases &&
      View({object.end - 2, object.end}) == U"案件")
    return true;
  // 发放整改通知31份,查处案件5件: nor cases of what is no case; but 人民调解委员会 may say whose they are.
  if (base != kNoMeasure && View(object) == U"案件" && !CountsCases(UnitOf(measures_[base].quantity)) &&
      !pieces_.MayBeFiled(carried) && !words_.Suffix(View(carried), kOrgan | kBody | kPerson) &&
      !carried.empty() && text_[carried.end - 1] != U'会')
    return true;
  // 通报典型问题9个,整改问题58个: those that were rectified are no such ones.
  const Piece noun_of_own = {own.size() > 2 ? own.end - 2 : own.end, own.end};
  if (pieces_.IsFinding(noun_of_own) && carried.size() > 2 && EndsWith(View(carried), View(noun_of_own)))
    return true;
  // 查出问题96个,提出建议41条: no suggestions of the problems; 审查合同128份,提出意见346条: nor of the
  // contracts.
  // 发放资料3000份,收集群众意见、建议50条: nor of papers.
  const Piece last = {object.end - std::min(object.size(), 2u), object.end};
  if (base != kNoMeasure && !verb.empty() && object.size() > 2 && pieces_.IsFinding(last) &&
      Contains(View(object), U'、') && UnitOf(measures_[base].quantity) != UnitOf(i))
    return true;
  if (!pieces_.IsFinding(object) || View(object) == View(carried)) return false;
  const bool opinion = text_[object.end - 1] == U'见' || text_[object.end - 1] == U'议';
  const bool of_other = base != kNoMeasure && UnitOf(measures_[base].quantity) != UnitOf(i) &&
                        !CountsPeople(UnitOf(measures_[base].quantity));
  return pieces_.IsFinding(carried) || (opinion && of_other);
}

bool MeasureReader::IsDeedOfPeople(uint32_t i, Piece words, Piece verb) const {
  return !verb.empty() && CountsPeople(UnitOf(i)) && anchor_of_sort_[SortOf(UnitOf(i))] != kNoMeasure &&
         CountsPeople(UnitOf(measures_[anchor_of_sort_[SortOf(UnitOf(i))]].quantity)) &&
         !words_.Suffix(View(words), kPerson);
}

}  // namespace fazhi::extraction
