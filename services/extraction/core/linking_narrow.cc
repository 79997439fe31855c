#include "services/extraction/core/linking_narrow.h"

#include <algorithm>

#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// 宪法日、民法典宣传月; “世界水日”“中国水周”
bool NamesSeveralEvents(std::u32string_view words) {
  return ContainsAnyOf(words, U"、等及和与各") || Contains(words, U"”“");
}

// 对乡村振兴补助资金开展审计, 对桃坑电站生态流量问题立案查处, 为开发区热电项目开辟绿色通道; not
// 对群众反映的突出问题.
bool IsForOneObject(std::u32string_view clause) {
  const LinkWeights& weights = LinkWeights::Get();
  constexpr size_t kShortestName = 3;
  constexpr size_t kLongestName = 14;
  if (!StartsWithOneOf(clause, {U"对", U"就", U"为", U"针对", U"围绕"})) return false;
  for (size_t i = kShortestName; i < std::min(clause.size(), kLongestName); ++i) {
    const uint32_t length = weights.single_objects.Longest(clause.substr(i)).length;
    if (length == 0) continue;
    const auto rest = clause.substr(i + length);
    return !weights.plain_objects.StandsIn(clause.substr(0, i)) &&
           (rest.empty() || WordTable::Get().Prefix(rest, kAct).length >= 2);
  }
  return false;
}

// 到物流园开展“送策上门”, 节水课堂进实验小学; not 到乡镇, 进学校, 接到物业公司投诉
bool GoesToOnePlace(std::u32string_view clause) {
  const LinkWeights& weights = LinkWeights::Get();
  constexpr size_t kShortestName = 2;
  constexpr size_t kLongestName = 8;
  const size_t to = clause.find_first_of(U"到赴进");
  if (to == clause.npos || (to > 0 && IsAnyOf(clause[to - 1], U"推促引改先前跟收接达做得受"))) return false;
  const std::u32string_view place = clause.substr(to + 1, kLongestName);
  for (size_t i = kShortestName; i < place.size(); ++i) {
    if (weights.single_places.Longest(place.substr(i)).length == 0) continue;
    return !weights.not_small_bodies.StandsIn(place.substr(0, i));
  }
  return false;
}

// “路政宣传月”发放手册
bool IsOfNamedDay(std::u32string_view clause) {
  if (!StartsWith(clause, U"“")) return false;
  const size_t end = clause.find(U'”');
  return end != clause.npos && IsAnyOf(clause[end - 1], U"月周日节") &&
         WordTable::Get().Prefix(clause.substr(end + 1), kAct).length >= 2;
}

}  // namespace

bool IsOfEvent(std::u32string_view clause) {
  if ((IsForOneObject(clause) || GoesToOnePlace(clause) || IsOfNamedDay(clause)) &&
      !NamesSeveralEvents(clause))
    return true;
  const LinkWeights& weights = LinkWeights::Get();
  constexpr size_t kShortestName = 2;
  constexpr size_t kLongestWord = 5;  // of not_events
  for (size_t i = kShortestName; i < clause.size(); ++i) {
    const uint32_t length = weights.events.Longest(clause.substr(i)).length;
    if (length == 0 || StandsAt(clause, i + length, U"心")) continue;  // 治理中心
    const std::u32string_view name = clause.substr(0, i);
    return !NamesSeveralEvents(name) && !weights.not_events.Ends(name, kLongestWord);
  }
  return false;
}

bool EndsWithEvent(std::u32string_view text) {
  constexpr size_t kLongestEvent = 6;
  return !EndsWith(text, U"以来") && LinkWeights::Get().events.Ends(text, kLongestEvent);
}

bool IsPlainField(std::u32string_view before) {
  return EndsWithOneOf(before, WordSet::kPlainFields) && !EndsWith(before, U"安全");
}

bool IsOfOneMatter(std::u32string_view clause) {
  const LinkWeights& weights = LinkWeights::Get();
  const size_t at = std::min(clause.find(U"领域"), clause.find(U"专项"));
  if (at == clause.npos || NamesSeveralEvents(clause)) return false;
  if (clause[at] == U'领') return at >= 2 && !IsPlainField(clause.substr(0, at));
  const std::u32string_view name = clause.substr(0, at);
  return !Contains(name, U"行政执法") &&  // 规范涉企行政执法专项行动
         (weights.fields.StandsIn(name) || weights.field_objects.StandsIn(name) ||
          weights.dispute_kinds.StandsIn(name));
}

bool IsOfOneCase(std::u32string_view phrase) {
  size_t at = phrase.find(U'某');
  if (at == phrase.npos) {
    at = phrase.find(U'一');
    if (at == phrase.npos || at + 1 >= phrase.size() || !IsAnyOf(phrase[at + 1], U"起宗堂")) return false;
    if (at > 0 && IsAnyOf(phrase[at - 1], U"统每任逐同")) return false;                  // 每一起案件
    if (WordTable::Get().Prefix(phrase.substr(at + 2), kAct).length >= 2) return false;  // 一起化解案件
  }
  return ContainsAnyOf(phrase.substr(at + 1), U"案课庭");
}

bool IsOneBody(std::u32string_view clause) {
  const LinkWeights& weights = LinkWeights::Get();
  constexpr size_t kLongestName = 9;
  constexpr size_t kShortestName = 2;
  const bool quoted = StartsWith(clause, U"“");
  for (size_t i = kShortestName; i <= kLongestName && i < clause.size(); ++i) {
    const uint32_t length = weights.small_bodies.Longest(clause.substr(i)).length;
    if (length == 0) continue;
    const std::u32string_view name = clause.substr(0, i);
    const std::u32string_view rest = clause.substr(i + length);
    const bool place = IsAnyOf(clause[i + length - 1], U"村区");
    if (quoted) return !place && (StartsWith(rest, U"”") || name.back() == U'”');  // “老马”调解室
    if (rest.empty() || IsAnyOf(rest.front(), U"的数(、及等0123456789") ||
        weights.not_small_bodies.StandsIn(name) || IsAnyOf(name.front(), U"镇乡村局委厅所") ||
        WordTable::Get().Prefix(clause, kAct | kPrep | kOrgan).length != 0)
      return false;
    // 铁炉村召开, 清泉村“法律明白人”工作站; not 社区矫正, 村民
    return !place || rest.front() == U'“' || weights.small_bodies.StandsIn(rest.substr(0, kLongestName)) ||
           (!StartsWith(rest, U"矫正") && (WordTable::Get().Prefix(rest, kAct).length >= 2 ||
                                           WordTable::Get().Prefix(rest, kOrgan).length >= 2));
  }
  return false;
}

bool ReturnsToAll(std::u32string_view clause) {
  return LinkWeights::Get().returns.Longest(clause).length != 0;
}

}  // namespace fazhi::extraction
