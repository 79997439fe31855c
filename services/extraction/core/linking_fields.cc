#include "services/extraction/core/linking_fields.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_narrow.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/national.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

bool EndsClause(char32_t c) { return c <= U'。' && IsAnyOf(c, U",;:。\n"); }

// 全市, 我县, 县: where they act.
uint32_t TerritoryLength(std::u32string_view text) {
  if (text.size() < 2) return 0;
  if (IsAnyOf(text[0], U"全我") && IsLevel(text[1])) return 2;
  return IsLevel(text[0]) ? 1 : 0;
}

// What ends a territory's name by what it is a part of, from a township (1) up to the nation (5); 0 for
// anything else.
uint32_t RankOf(char32_t level) {
  if (level == kNation) return 5;
  if (level == U'省') return 4;
  if (IsAnyOf(level, U"市州盟")) return 3;
  if (IsAnyOf(level, U"县区旗")) return 2;
  return IsAnyOf(level, U"乡镇道") ? 1 : 0;
}

uint32_t RankOf(std::u32string_view territory) {
  constexpr uint32_t kProvince = 4;
  if (territory.empty()) return 0;
  return EndsWith(territory, U"自治区") ? kProvince : RankOf(territory.back());
}

uint32_t RankOf(const v1::Report& report) {
  constexpr uint32_t kAnyPlace = 4;  // below the nation
  const std::u32string name = ToCodePoints(report.region().name());
  if (!name.empty()) return RankOf(name);
  if (report.reporting_body() != v1::REPORTING_BODY_GOVERNMENT) return 0;
  // 某县2023年法治政府建设情况报告, X市人民政府关于…的报告
  const std::u32string title = ToCodePoints(report.title());
  const size_t end = std::min({title.find_first_of(U"0123456789"), title.find(U"人民政府"),
                               title.find(U"政府"), title.find(U"法治"), title.find(U"依法"), title.size()});
  const uint32_t rank = RankOf(std::u32string_view(title).substr(0, end));
  return rank != 0 ? rank : kAnyPlace;
}

// 2024年以来, 1至11月: before who acts.
uint32_t TimeLength(std::u32string_view text) {
  uint32_t length = 0;
  while (length < text.size() && IsAnyOf(text[length], U"0123456789年月日至—-")) ++length;
  return length + BeginningLength(text.substr(length), {U"以来", U"底", U"末", U"份", U"度"});
}

// 县法院, 人民检察院, 两级法院, 检察机关
bool IsCourt(std::u32string_view clause) {
  if (StartsWith(clause, U"两级")) clause.remove_prefix(2);
  clause.remove_prefix(TerritoryLength(clause));
  clause.remove_prefix(BeginningLength(clause, {U"中级", U"高级", U"基层", U"两级"}));
  clause.remove_prefix(BeginningLength(clause, {U"人民"}));
  return BeginningLength(clause, {U"法院", U"检察院", U"检察机关"}) != 0;
}

constexpr uint32_t kCounty = 2;  // by RankOf

// 食品、药品: no figure of one field.
bool NamesSeveral(std::u32string_view phrase) { return ContainsAnyOf(phrase, U"、等"); }

}  // namespace

bool DecidesReviews(const v1::Report& report) {
  return absl::c_any_of(LinkWeights::Get().decides,
                        [&](const std::string& word) { return absl::StrContains(report.subject(), word); });
}

OwnField::OwnField(const v1::Report& report) {
  if (report.reporting_body() != v1::REPORTING_BODY_DEPARTMENT) return;
  std::u32string name = ToCodePoints(report.subject());
  for (const auto& [department, words] : LinkWeights::Get().departments) {
    if (name.find(department) != name.npos) words_.insert(words_.end(), words.begin(), words.end());
  }
  for (const auto& [department, words] : LinkWeights::Get().parts_of_fields) {
    if (name.find(department) != name.npos) parts_.insert(parts_.end(), words.begin() + 1, words.end());
  }
  while (name.size() > 2 && IsAnyOf(name.back(), U"局委厅")) name.pop_back();
  if (!name.empty()) words_.push_back(std::move(name));
  if (IsNational(report)) words_.push_back(U"全国");  // 全国税务系统作出行政处罚: all of the body's
}

uint64_t OwnField::MaskIn(std::u32string_view phrase) const {
  uint64_t mask = 0;
  for (const std::u32string& word : words_) {
    const size_t at = phrase.find(word);
    if (at == phrase.npos) continue;
    const size_t end = at + word.size();
    const uint32_t field = BeginningLength(phrase.substr(end), {U"领域", U"行业", U"系统", U"方面"});
    mask |= Mask(static_cast<uint32_t>(at), static_cast<uint32_t>(word.size()) + field);
  }
  return mask;
}

std::u32string OwnField::Without(std::u32string_view phrase) const {
  const uint64_t mask = MaskIn(phrase.substr(0, kLongest));
  std::u32string rest;
  for (uint32_t i = 0; i < phrase.size(); ++i) {
    if ((mask & Mask(i, 1)) == 0) rest.push_back(phrase[i]);
  }
  return rest;
}

bool OwnField::Names(std::u32string_view word, std::u32string_view indicator) const {
  return std::any_of(words_.begin(), words_.end(), [&](const std::u32string& own) {
    if (!StartsWith(word, own)) return false;
    const std::u32string_view rest = word.substr(own.size());
    return rest == U"窗口" || Contains(indicator, rest);
  });
}

bool OwnField::NamesPart(std::u32string_view phrase) const {
  const auto named = std::count_if(parts_.begin(), parts_.end(),
                                   [phrase](std::u32string_view part) { return Contains(phrase, part); });
  return named == 1 || (named > 1 && !NamesSeveral(phrase));
}

OtherActors::OtherActors(const Context& context)
    : context_(context),
      weights_(LinkWeights::Get()),
      government_(context.outline.report().reporting_body() == v1::REPORTING_BODY_GOVERNMENT),
      department_(context.outline.report().reporting_body() == v1::REPORTING_BODY_DEPARTMENT),
      speech_(context.outline.report().kind() == v1::REPORT_KIND_SPEECH),
      of_all_fields_(government_ || (department_ && DecidesReviews(context.outline.report()))),
      territory_(ToCodePoints(context.outline.report().region().name())),
      rank_(RankOf(context.outline.report())) {}

uint32_t OtherActors::Act(uint32_t sentence_begin, uint32_t at) {
  if (read_ < sentence_begin || read_ > at) {
    read_ = sentence_begin;
    act_ = ReadActor(read_, at);
  }
  for (; read_ < at; ++read_) {
    const char32_t c = context_.text[read_];
    if (!EndsClause(c)) continue;
    if (c == U';') act_ = 0;
    if (act_ != 0 && ReadAll(read_ + 1, at)) act_ &= kOfEvent;
    if ((act_ & (kOfEvent | kOfBody)) != 0 && ReturnsToAll(context_.Slice(read_ + 1, at)) &&
        !EndsWithEvent(context_.Slice(sentence_begin, read_)))
      act_ &= ~(kOfEvent | kOfBody);
    act_ |= ReadActor(read_ + 1, at);
  }
  return IsHeldAgainstUpper(sentence_begin, at) ? act_ | kOfUpper : act_;
}

// 占全市收到申请1926件的4.3%, 高于全省92.3%的平均水平: what the report's own figure is held against; in a
// department's report all of its territory is, too.
bool OtherActors::IsHeldAgainstUpper(uint32_t sentence_begin, uint32_t at) const {
  constexpr uint32_t kReach = 24;
  if (rank_ == 0) return false;
  const uint32_t begin = std::max(sentence_begin, at - std::min(at, kReach));
  const auto before = context_.Slice(begin, std::max(begin, at));
  if (!ContainsAnyOf(before, U"全平")) return false;  // most figures
  for (size_t i = before.size(); i-- > 0;) {
    if (EndsClause(before[i])) return false;
    const uint32_t length = weights_.held_against.Longest(before.substr(i)).length;
    if (length == 0) continue;
    const auto whose = before.substr(i + length);
    if (whose.size() < 2) continue;
    const bool all = whose.front() == U'全';
    const uint32_t rank = RankOf(whose[all ? 1 : 0]);
    if (rank > rank_ && (all || whose.substr(1, 2) == U"平均")) return true;
    if (rank != 0 && rank == rank_ && all && department_ && before[i] != U'占') return true;
  }
  return false;
}

bool OtherActors::IsOfOneField(std::u32string_view phrase) const {
  return government_ && !NamesSeveral(phrase) && HoldsFieldObject(phrase);
}

bool OtherActors::HoldsFieldObject(std::u32string_view text) const {
  for (size_t at = 0; at < text.size(); ++at) {
    const uint32_t length = weights_.field_objects.Longest(text.substr(at)).length;
    // 营商环境, 法治环境
    if (length != 0 &&
        (at == 0 || text.substr(at, 2) != U"环境" || !IsAnyOf(text[at - 1], U"商治场展务济会")))
      return true;
  }
  return false;
}

// Who acts in the clause at `at`, and on what occasion.
uint32_t OtherActors::ReadActor(uint32_t at, uint32_t end) const {
  const std::u32string_view text = context_.Slice(at, std::max(at, end));
  std::u32string_view clause =
      text.substr(0, std::find_if(text.begin(), text.end(), EndsClause) - text.begin());
  const bool of_event = IsOfEvent(clause) || (of_all_fields_ && IsOfOneMatter(clause));
  uint32_t act = of_event ? kOfEvent : 0u;
  clause.remove_prefix(TimeLength(clause));
  bool joined = false;  // 会同市检察院评查
  while (const Word lead = WordTable::Get().Prefix(clause, kLead | kWhole)) {
    joined |= ContainsAnyOf(clause.substr(0, lead.length), U"同联合协");
    clause.remove_prefix(lead.length);
  }
  if (const uint32_t fields = of_all_fields_ ? CountFields(clause) : 0; fields != 0)
    act |= fields == 1 ? kOfField : kOfFields;
  if (!joined && IsOneBody(clause) && !IsOfOwnTownship(clause)) act |= kOfBody;
  if (IsOfSpeaker(clause)) act |= kByOneself;
  // 对城关镇开展专项抽查
  const uint32_t object = BeginningLength(clause, {U"对", U"到", U"赴", U"在"});
  if (object != 0 && IsOneTownship(clause.substr(object))) act |= kOfPlace;
  return act | ReadUpper(clause) | (joined ? 0u : ReadOthersBody(clause));
}

// Of how many fields the bodies act: 环保部门, 公安、城管等部门, 全市公安机关.
uint32_t OtherActors::CountFields(std::u32string_view clause) const {
  // 市市场监管局, and not the 市 of 市场监管部门.
  if (weights_.fields.Longest(clause).length == 0) clause.remove_prefix(TerritoryLength(clause));
  uint32_t fields = 0;
  for (;;) {
    const uint32_t length = weights_.fields.Longest(clause).length;
    if (length == 0) break;
    ++fields;
    clause.remove_prefix(length);
    while (!clause.empty() && IsAnyOf(clause.front(), U"、和及等")) clause.remove_prefix(1);
  }
  return weights_.field_bodies.Longest(clause).length != 0 ? fields : 0;
}

// Whether a territory above the report's own acts: 全国共查处.
uint32_t OtherActors::ReadUpper(std::u32string_view clause) const {
  if (rank_ == 0 || clause.size() < 2) return 0;
  const bool upper = clause.front() == U'全' && RankOf(clause[1]) > rank_ &&
                     weights_.not_upper.Longest(clause.substr(2)).length == 0;
  return upper ? uint32_t{kOfUpper} : 0;
}

// 大塘司法所, in the report of 大塘镇.
bool OtherActors::IsOfOwnTownship(std::u32string_view clause) const {
  constexpr size_t kShortestName = 2;
  if (rank_ >= kCounty) return false;
  const size_t name = territory_.find_last_of(U"镇乡街");
  return name != territory_.npos && name >= kShortestName &&
         StartsWith(clause, std::u32string_view(territory_).substr(0, name));
}

// 我带队暗访, in a speech; not 我县, 我们, 我单位.
bool OtherActors::IsOfSpeaker(std::u32string_view clause) const {
  return speech_ && clause.size() > 1 && clause.front() == U'我' && !IsLevel(clause[1]) &&
         !IsAnyOf(clause[1], U"镇乡局委街厅院校们国所队办系市县区") &&
         !StartsWithOneOf(clause.substr(1), {U"单位", U"中心", U"部门", U"辖区"});
}

// Which other body acts in the clause: 县法院, 省委依法治省办, 龙塘镇. 县法院移送的纠纷由调委会调解 says who
// does.
uint32_t OtherActors::ReadOthersBody(std::u32string_view clause) const {
  if (Contains(clause, U'由')) return 0;
  if (IsCourt(clause)) return kOfCourt;
  if (IsUpperBody(clause)) return kByUpper;
  return IsOneTownship(clause) ? uint32_t{kOfPlace} : 0;
}

// 省司法厅, 市委依法治市办 in a county's report.
bool OtherActors::IsUpperBody(std::u32string_view clause) const {
  if (rank_ < kCounty || clause.size() < 3 || RankOf(clause.front()) <= rank_) return false;
  const auto rest = clause.substr(1);
  if (const uint32_t field = weights_.fields.Longest(rest).length; field != 0)
    return weights_.field_bodies.Longest(rest.substr(field)).length != 0;
  return StartsWithOneOf(rest, WordSet::kUpperBody);
}

// 龙塘镇查处, 桃源街道办事处: one of those that the territory is made of; not 指导街道开展, whose verb names
// none.
bool OtherActors::IsOneTownship(std::u32string_view clause) const {
  constexpr size_t kLongestName = 3;
  if (rank_ < kCounty) return false;
  const size_t name = clause.substr(0, kLongestName + 1).find_first_of(U"镇乡街");
  if (name == clause.npos || name < 2 || clause[name - 1] == U'城' ||
      WordTable::Get().Prefix(clause, kAct | kPrep).length >= name ||
      weights_.not_townships.StandsIn(clause.substr(0, name)))
    return false;
  const bool street = clause[name] == U'街';
  if (street && !StandsAt(clause, name, U"街道")) return false;
  const auto rest = clause.substr(name + (street ? 2 : 1));
  return WordTable::Get().Prefix(rest, kAct).length >= 2 || WordTable::Get().Prefix(rest, kOrgan).length >= 2;
}

// Whether all of a territory, or all bodies, are said: 全县, 各级各部门.
bool OtherActors::ReadAll(uint32_t at, uint32_t end) const {
  const std::u32string_view text = context_.Slice(at, std::max(at, end));
  return !text.empty() && (text.front() == U'各' || TerritoryLength(text) == 2);
}

}  // namespace fazhi::extraction
