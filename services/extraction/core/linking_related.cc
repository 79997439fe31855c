#include "services/extraction/core/linking_related.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// 撤销…责令履行, and not 应由…负责人出庭: whether the first word of an alias of two is an outcome.
bool BeginsWithOutcome(absl::string_view alias) {
  const size_t gap = alias.find("…");
  if (gap == absl::string_view::npos) return false;
  const std::u32string first = ToCodePoints(alias.substr(0, gap));
  return WordTable::Get().Prefix(first, kOutcome).length == first.size();
}

// 撤销或变更, 变更…责令履行, {撤销,推翻}{和,及}{变更,改变}: whether outcomes are joined in the alias.
bool JoinsOutcomes(absl::string_view alias) {
  const std::u32string points = ToCodePoints(alias);
  std::u32string_view rest = points;
  const auto outcome = [&] {
    const bool choice = StartsWith(rest, U"{");
    if (choice) rest.remove_prefix(1);
    const uint32_t length = WordTable::Get().Prefix(rest, kOutcome).length;
    rest.remove_prefix(length);
    if (choice) rest.remove_prefix(std::min(rest.find(U'}'), rest.size() - 1) + 1);
    return length != 0;
  };
  if (!outcome()) return false;
  if (StartsWith(rest, U"{、")) {
    rest.remove_prefix(std::min(rest.find(U'}'), rest.size() - 1) + 1);
  } else {
    const uint32_t join = BeginningLength(rest, {U"、", U"和", U"及", U"或", U"或者", U"…"});
    if (join == 0) return false;
    rest.remove_prefix(join);
  }
  return outcome();
}

// Whether the first is an earlier value that one sentence holds against the second.
bool IsEarlier(const GroundedQuantity& before, const GroundedQuantity& after) {
  return before.status == v1::STATUS_PRIOR && before.sentence == after.sentence &&
         before.quantity.unit() == after.quantity.unit();
}

}  // namespace

void RelatedLinks::Settle(uint32_t m) {
  if (links_[m].indicator < 0) TakeFromWhole(m);
  if (links_[m].indicator >= 0 && IsOnLawInPart(m)) links_[m] = Link();
  if (m > 0 && IsValueBefore(m - 1, m)) links_[m - 1] = links_[m];
  if (m > 0 && (IsValueAfter(m - 1, m) || IsOfNextYear(m - 1, m))) links_[m] = links_[m - 1];
}

void RelatedLinks::DropParts() {
  DropPartsOfTables();
  DropJointOutcomes();
}

void RelatedLinks::TakeEarlierValues() {
  for (uint32_t m = 1; m < measures_.size(); ++m) {
    if (IsEarlierValue(m)) links_[m] = links_[measures_[m].base];
    if (IsEarlierPart(m)) links_[m] = Link();
  }
}

// 中心组集中学习12次,其中专题学法3次: where only the part is said to be on law, the indicator is its.
void RelatedLinks::TakeFromWhole(uint32_t m) {
  const uint32_t whole = relations_[m].part_of;
  if (whole == kNoMeasure || links_[whole].indicator < 0 ||
      quantities_[measures_[m].quantity].quantity.unit() !=
          quantities_[measures_[whole].quantity].quantity.unit() ||
      !weights_.of_law.Names(catalog_.proto().indicators(links_[whole].indicator).id()))
    return;
  const Piece own = measures_[m].own;
  if (own.empty() || !weights_.law.StandsIn(context_.Slice(own.begin, own.end))) return;
  std::u32string said;
  measures_[whole].phrase.AppendTo(context_.text, said);
  if (weights_.law.StandsIn(said)) return;
  links_[m] = links_[whole];
  links_[whole] = Link();
}

// 召开常务会议28次,其中研究法治议题43个: all of them are not on law.
bool RelatedLinks::IsOnLawInPart(uint32_t m) const {
  constexpr uint32_t kReach = 32;
  if (!weights_.of_law_only.Names(catalog_.proto().indicators(links_[m].indicator).id())) return false;
  const uint32_t end = quantities_[measures_[m].quantity].end;
  std::u32string_view behind = context_.Slice(end, std::min<size_t>(end + kReach, context_.text.size()));
  if (!StartsWith(behind, U",其中")) return false;
  behind = behind.substr(1, behind.find_first_of(U",;。", 1) - 1);
  std::u32string said;
  measures_[m].phrase.AppendTo(context_.text, said);
  return weights_.law.StandsIn(behind) && !weights_.law.StandsIn(said);
}

// 自然人 | 法人 | 总计: a part is not what the total is, whatever they are called.
void RelatedLinks::DropPartsOfTables() {
  std::vector<uint32_t> parts;
  for (uint32_t m = 0; m < measures_.size(); ++m) {
    const uint32_t whole = relations_[m].part_of;
    if (whole == kNoMeasure || links_[m].indicator < 0 || links_[m].indicator != links_[whole].indicator)
      continue;
    const GroundedQuantity& part = quantities_[measures_[m].quantity];
    const auto& sentence = context_.outline.sentences(static_cast<int>(part.sentence));
    if (sentence.table() != 0 && part.period == quantities_[measures_[whole].quantity].period)
      parts.push_back(m);
  }
  for (const uint32_t m : parts) links_[m] = Link();
}

// 撤销和变更62件、确认违法37件、责令履行21件; 直接纠错13件,变更和责令履行4件: two outcomes of those that an
// indicator is made up of are not all of it where others stand beside them, or all that it counts does.
void RelatedLinks::DropJointOutcomes() {
  std::vector<uint32_t> joint;
  for (uint32_t m = 0; m < measures_.size(); ++m) {
    if (links_[m].indicator < 0 || links_[m].alias < 0) continue;
    const v1::Indicator& indicator = catalog_.proto().indicators(links_[m].indicator);
    const std::string& alias = indicator.aliases(links_[m].alias).text();
    const bool outcomes = JoinsOutcomes(alias);
    const bool lists = relations_[m].part_of != kNoMeasure &&
                       (absl::StrContains(alias, "、") || absl::StrContains(alias, "和") ||
                        absl::StrContains(alias, "及") || BeginsWithOutcome(alias));
    if (!lists && !outcomes) continue;
    constexpr uint32_t kReach = 8;  // figures on either side
    const auto end = std::min(static_cast<uint32_t>(measures_.size()), m + kReach);
    for (uint32_t k = m - std::min(m, kReach); k < end; ++k) {
      if (k == m || links_[k].indicator < 0 || !StandsBeside(k, m)) continue;
      const bool all = outcomes && links_[k].indicator == links_[m].indicator && links_[k].alias >= 0 &&
                       !JoinsOutcomes(indicator.aliases(links_[k].alias).text());
      if (!all && catalog_.proto().indicators(links_[k].indicator).part_of() != indicator.id()) continue;
      joint.push_back(m);
      break;
    }
  }
  for (const uint32_t m : joint) links_[m] = Link();
}

// Whether the two are parts of one whole, or of none in one sentence.
bool RelatedLinks::StandsBeside(uint32_t k, uint32_t m) const {
  return relations_[k].part_of == relations_[m].part_of &&
         (relations_[m].part_of != kNoMeasure ||
          quantities_[measures_[k].quantity].sentence == quantities_[measures_[m].quantity].sentence);
}

// 工伤认定由60日压缩至20日: whether `prior`, which has no indicator, is the earlier value of what `m` is.
bool RelatedLinks::IsValueBefore(uint32_t prior, uint32_t m) const {
  const GroundedQuantity& before = quantities_[measures_[prior].quantity];
  const GroundedQuantity& after = quantities_[measures_[m].quantity];
  return links_[m].indicator >= 0 && links_[prior].indicator < 0 && measures_[m].base == prior &&
         measures_[m].own.empty() && links_[prior].near != Near::kExcluded && before.kind == v1::KIND_LEVEL &&
         IsEarlier(before, after);
}

// 政务服务事项由1263项压减到1180项: whether `m`, which has no indicator, is the later value of what `prior`
// is.
bool RelatedLinks::IsValueAfter(uint32_t prior, uint32_t m) const {
  const GroundedQuantity& before = quantities_[measures_[prior].quantity];
  const GroundedQuantity& after = quantities_[measures_[m].quantity];
  return links_[m].indicator < 0 && links_[prior].indicator >= 0 && measures_[m].copied &&
         measures_[m].base == prior && after.status != v1::STATUS_PRIOR && IsEarlier(before, after) &&
         !ContainsAnyOf(context_.Slice(before.end, after.begin), U",;:、");
}

// 三年收到申请239件,其中2021年61件、2022年74件; 取消证明事项,2021年58项,2022年31项: whether `m`, which has
// no indicator, is the same of another year, before which nothing else stands.
bool RelatedLinks::IsOfNextYear(uint32_t before, uint32_t m) const {
  const GroundedQuantity& earlier = quantities_[measures_[before].quantity];
  const GroundedQuantity& own = quantities_[measures_[m].quantity];
  if (links_[m].indicator >= 0 || links_[before].indicator < 0 || earlier.sentence != own.sentence ||
      own.begin <= earlier.end || own.kind != v1::KIND_LEVEL || earlier.kind != v1::KIND_LEVEL ||
      own.period == earlier.period || own.quantity.unit() != earlier.quantity.unit())
    return false;
  std::u32string_view between = context_.Slice(earlier.end, own.begin);
  if (!IsAnyOf(between.front(), U",、;和")) return false;
  between.remove_prefix(1);
  if (StartsWith(between, U"其中")) between.remove_prefix(2);
  const size_t year = between.find(U'年');
  return year != between.npos && year > 0 &&
         between.find_first_not_of(U"0123456789年今去上前半度为月-—") == between.npos;
}

// 领证987名,占93.8%,上年为88.5%; 协议签字前先过法律关,计83份,比上年的71份多: whether `m`, which has no
// indicator, is the earlier value of what is one by other words than its own.
bool RelatedLinks::IsEarlierValue(uint32_t m) const {
  const uint32_t later = measures_[m].base;
  if (links_[m].indicator >= 0 || later == kNoMeasure || !measures_[m].copied || links_[later].indicator < 0)
    return false;
  const GroundedQuantity& before = quantities_[measures_[m].quantity];
  const GroundedQuantity& after = quantities_[measures_[later].quantity];
  return before.kind == v1::KIND_LEVEL && IsEarlier(before, after) &&
         (after.quantity.unit() == "%" || links_[m].near != Near::kExcluded);
}

// 开展检查387次,其中入企124户次,上年189户次: what the part is not, its earlier value is not either.
bool RelatedLinks::IsEarlierPart(uint32_t m) const {
  const uint32_t later = measures_[m].base;
  return links_[m].indicator >= 0 && later != kNoMeasure && measures_[m].copied &&
         links_[later].indicator < 0 && relations_[later].part_of != kNoMeasure &&
         IsEarlier(quantities_[measures_[m].quantity], quantities_[measures_[later].quantity]);
}

}  // namespace fazhi::extraction
