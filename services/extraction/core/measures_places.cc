// Territories and places among the words behind a figure.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

Piece MeasureReader::TerritoryBefore(uint32_t i) const {
  const Piece left = fragments_[i].left;
  const bool all = left.size() >= 2 && text_[left.end - 2] == U'全' && IsLevel(text_[left.end - 1]);
  return all ? Piece{left.end - 2, left.end} : Piece{left.end, left.end};
}

Piece MeasureReader::PlacesBehind(uint32_t i) const {
  const Piece right = fragments_[i].right;
  return {right.begin, right.begin + words_.Prefix(View(right), kPlace).length};
}

// 区 of 辖3个区、4个县.
Piece MeasureReader::DistrictsBehind(uint32_t i) const {
  const Piece right = fragments_[i].right;
  const bool alone = right.size() == 1 || words_.Prefix(View({right.begin + 1, right.end}), kJoin);
  return !right.empty() && IsAnyOf(text_[right.begin], U"区县市旗州") && alone
             ? Piece{right.begin, right.begin + 1}
             : Piece();
}

// 36个部门50人参加培训: the bodies of those who are counted next.
bool MeasureReader::HoldsPeopleNext(uint32_t i) const {
  return fragments_[i].right.end == quantities_[i + 1].begin && SortOf(UnitOf(i + 1)) == kPeople &&
         SortOf(UnitOf(i)) != kPeople && words_.Suffix(View(fragments_[i].right), kOrgan);
}

// 4个村法律顾问到村服务12次: what the people of the places did is the next figure's.
Piece MeasureReader::DoneByPeopleOf(uint32_t i) const {
  const Piece places = PlacesBehind(i);
  const Piece rest = {places.end, fragments_[i].right.end};
  // 213名社区矫正对象开展教育12次: no places are counted.
  if (places.empty() || SortOf(UnitOf(i)) == kPeople) return {};
  if (!fragments_[i].attached_next || !CountsEvents(UnitOf(i + 1)) || HasRightNoun(i + 1)) return {};
  for (uint32_t p = rest.begin + 2; p + 2 < rest.end; ++p) {
    if (words_.Suffix(View({rest.begin, p}), kPerson)) return rest;
  }
  return {};
}

// 4市, 9县, as they are counted in a list of those that something was done to.
Piece MeasureReader::PlacesOfUnit(uint32_t i) const {
  const uint32_t end = quantities_[i].end;
  const bool places = end > quantities_[i].begin + 1 && IsLevel(text_[end - 1]) && !IsLevel(text_[end - 2]);
  return places ? Piece{end - 1, end} : Piece();
}

// 88个行政村与律师签订合同, 88个行政村、社区聘请法律顾问: what joins the places to what was done.
bool MeasureReader::JoinsDeed(Piece behind) const {
  if (behind.empty() || !IsAnyOf(text_[behind.begin], U"与、和及")) return false;
  Piece rest = {behind.begin + 1, behind.end};
  const uint32_t place =
      std::max(words_.Prefix(View(rest), kPlace).length, BeginningLength(View(rest), {U"社区", U"街道"}));
  if (text_[behind.begin] != U'与' && place == 0) return false;
  rest.begin += place;
  return rest.size() > 2 && stripper_.FindVerb(rest, place != 0 ? 0 : 1) < rest.end;
}

// 由11个行政村和4个社区组成: whether places that are counted from `right` on make up what the clause is on.
bool MeasureReader::MakesUp(Piece left, Piece right) const {
  constexpr uint32_t kLongest = 40;
  auto behind = text_.substr(right.begin, kLongest);
  behind = behind.substr(0, std::min(behind.find_first_of(U",;:。(\n"), behind.size()));
  return EndsWith(View(left), U"由") && EndsWithOneOf(behind, {U"组成", U"构成"});
}

bool MeasureReader::ReadTerritory(uint32_t i) {
  const Fragment& fragment = fragments_[i];
  // 辖3个区、4个县,97个镇: a comma parts them too.
  const bool follows = !fragment.first && !measures_.empty() && measures_.back().places == Places::kAll &&
                       measures_.back().quantity + 1 == i;
  const bool behind_comma = follows && quantities_[i].begin == measures_.back().own.end + 1 &&
                            text_[measures_.back().own.end] == U',';
  Piece places = PlacesBehind(i);
  const bool districts = places.empty() && (follows || pieces_.HoldsPlaces(fragment.left));
  if (districts) places = DistrictsBehind(i);
  if (places.empty() || EndsInSharedList(i, fragment.right)) return false;
  const Piece all = TerritoryBefore(i);
  const bool at = !all.empty() && all.begin > 0 && text_[all.begin - 1] == U'在';
  const Piece rest = {places.end, fragment.right.end};
  // 13个乡镇中有6个没有办过案; not 12个镇街中队
  const bool among = StartsWith(View(rest), U"中") && !words_.BeginsName(View(rest));
  const bool some = among && stripper_.Strip(left_.words).empty();
  const bool makes_up = MakesUp(fragment.left, fragment.right);
  const bool holds = pieces_.HoldsPlaces(fragment.left) || some || makes_up;
  const bool goes_on =
      behind_comma || (follows && fragment.attached &&
                       stripper_.Covered({measures_.back().own.end, fragment.left.end}, kJoin));
  // 全县15个乡镇开展演练, 全县15个镇公共法律服务工作站: others are counted, or what they did.
  const bool closes = IsOneOf(View(rest), {U"组成", U"构成"});
  const bool ends = rest.empty() || among || (closes && (makes_up || goes_on)) ||
                    (!JoinsDeed(rest) && words_.Prefix(View(rest), kJoin | kLead));
  if (!goes_on && ((all.empty() && !holds) || at || !ends)) return false;
  // 全市辖 of 全市辖3个区、4个县
  const Piece who = !districts ? all : goes_on ? measures_.back().left : stripper_.Strip(fragment.left);
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, places.end};
  measure.own = places;
  if (districts) measure.left = who;
  measure.phrase.Append(who);
  measure.phrase.Append(places);
  measure.head = places;
  const bool ranked = fragment.attached_next && quantities_[i + 1].kind == v1::KIND_RANK;
  measure.places = ranked ? Places::kSome : Places::kAll;
  return true;
}

// 5个国家级、27个省级示范村: what the levels before are of.
Piece MeasureReader::NounOfLevels(uint32_t i, Piece right) const {
  uint32_t next = i;
  while (!right.empty() && stripper_.IsBare(right) && text_[right.end - 1] == U'级') {
    if (next - i == kMaxItems || !fragments_[next].attached_next || UnitOf(next) != UnitOf(next + 1) ||
        !pieces_.BeginsWithJoin({right.end, fragments_[next].right.end}))
      return {};
    right = RightOf(++next);
  }
  if (next == i || right.empty()) return {};
  const auto words = View(right);
  size_t level = words.find(U'级');
  constexpr size_t kLongestLevel = 2;  // 乡镇级
  if (level == words.npos ||
      (level > kLongestLevel &&
       !stripper_.IsBare({right.begin, right.begin + static_cast<uint32_t>(level) + 1}))) {
    if (!IsLevel(words.front())) return {};  // 4个县应急普法基地
    level = StandsAt(words, 1, U"区级") ? 2 : 0;
  }
  const Piece noun = {right.begin + static_cast<uint32_t>(level) + 1, right.end};
  return noun.size() < 2 || stripper_.IsBare(noun) ? Piece() : noun;
}

}  // namespace fazhi::extraction
