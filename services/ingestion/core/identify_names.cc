#include "services/ingestion/core/identify_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Code points of the longest names of unlisted divisions before their suffix, zones apart, and of bodies.
constexpr size_t kMaxStem = 7;
constexpr size_t kMaxZoneStem = 12;
constexpr size_t kMaxUnit = 20;
// Code points of a name that stands for any (某某县, XX县).
constexpr size_t kMaxAnonymous = 4;
// How many divisions deep a look ahead goes: 省 › 市 › 县 › 镇.
constexpr int kMaxDepth = 4;

PlaceLevel LevelOf(const Region& region) {
  switch (region.level()) {
    case RegionLevel::kProvince:
      return PlaceLevel::kProvince;
    case RegionLevel::kPrefecture:
      return PlaceLevel::kPrefecture;
    case RegionLevel::kCounty:
      return PlaceLevel::kCounty;
  }
  return PlaceLevel::kCounty;
}

bool Lies(const Region& inner, const Region& outer) {
  return inner.code.size() > outer.code.size() && absl::StartsWith(inner.code, outer.code);
}

// Keeps of both lists what lies in, or holds, something of the other; false, and nothing changed, when
// nothing does.
bool Nest(std::vector<const Region*>& outer, std::vector<const Region*>& inner) {
  std::vector<const Region*> kept_outer, kept_inner;
  for (const Region* region : outer) {
    if (std::any_of(inner.begin(), inner.end(), [&](const Region* r) { return Lies(*r, *region); })) {
      kept_outer.push_back(region);
    }
  }
  for (const Region* region : inner) {
    if (std::any_of(outer.begin(), outer.end(), [&](const Region* r) { return Lies(*region, *r); })) {
      kept_inner.push_back(region);
    }
  }
  if (kept_inner.empty()) return false;
  outer = std::move(kept_outer);
  inner = std::move(kept_inner);
  return true;
}

// 第八师, 第十四师: divisions of the 兵团 that stand before their city.
size_t CorpsDivisionEnd(std::u32string_view text, size_t pos) {
  if (pos >= text.size() || text[pos] != U'第') return pos;
  const HanNumber number = ReadHanNumber(text.substr(pos + 1, 4));
  const size_t end = pos + 1 + number.length;
  return number.length > 0 && end < text.size() && text[end] == U'师' ? end + 1 : pos;
}

}  // namespace

BodyName NameReader::BodyAt(std::u32string_view text, size_t pos, NameContext context) const {
  BodyName body;
  body.begin = pos;
  for (size_t before = pos + 1; before != pos;) {
    before = pos;
    if (const WordList::Word* word = words_.transparent.MatchAt(text, pos)) pos += word->text.size();
    pos = CorpsDivisionEnd(text, pos);
  }
  const size_t transparent_end = pos;
  while (body.places.size() < 5) {
    PlaceName place = PlaceAt(text, pos, body, context, 0);
    if (place.end == pos) break;
    pos = place.end;
    const bool anonymous = place.anonymous;
    body.places.push_back(std::move(place));
    if (anonymous && context == NameContext::kSentence) break;
    pos = CorpsDivisionEnd(text, pos);
  }
  body.end = pos;
  ReadUnit(text, pos, context, body);
  // 国家税务总局 alone, of which a division's bureau is a part.
  const std::u32string_view before = text.substr(body.begin, transparent_end - body.begin);
  if (body.places.empty() && body.unit == UnitKind::kNone && EndsWith(before, U"总局")) {
    body.unit = UnitKind::kDepartment;
    body.department = ToUtf8(std::u32string(before));
    body.end = transparent_end;
  }
  // 天河区人民政府天河南街道办事处
  if (body.unit == UnitKind::kGovernment && !body.places.empty() &&
      body.places.back().level == PlaceLevel::kCounty) {
    PlaceName below = UnlistedAt(text, body.end, body, NameContext::kBody, kMaxDepth);
    if (below.end > body.end && below.level == PlaceLevel::kTownship) {
      body.end = below.end;
      body.unit = UnitKind::kNone;
      body.places.push_back(std::move(below));
      ReadUnit(text, body.end, context, body);
    }
  }
  return body;
}

PlaceName NameReader::PlaceAt(std::u32string_view text, size_t pos, const BodyName& chain,
                              NameContext context, int depth) const {
  PlaceName place = ListedAt(text, pos, chain, context, depth);
  if (place.end == pos) place = UnlistedAt(text, pos, chain, context, depth);
  return place;
}

PlaceName NameReader::ListedAt(std::u32string_view text, size_t pos, const BodyName& chain,
                               NameContext context, int depth) const {
  PlaceName place;
  place.begin = place.end = pos;
  RegionMatch match = regions_.MatchAt(text.data(), text.size(), pos, NameForms::kWithKind);
  if (match.regions.empty()) {
    match = regions_.MatchAt(text.data(), text.size(), pos, NameForms::kAlsoShort);
    if (match.regions.empty()) return place;
    if (chain.places.empty()) {
      // 海南 alone is the province, not the prefecture or the district.
      size_t shortest = 6;
      for (const Region* region : match.regions) shortest = std::min(shortest, region->code.size());
      match.regions.erase(std::remove_if(match.regions.begin(), match.regions.end(),
                                         [&](const Region* r) { return r->code.size() > shortest; }),
                          match.regions.end());
    }
    // A bare name counts before a further division's or a government's name, and in a title before a year.
    if (!chain.places.empty() && context == NameContext::kSentence) return place;
    bool counts = false;
    if (depth < kMaxDepth) {
      BodyName next;
      next.places.push_back({pos, match.end, LevelOf(*match.regions[0]), false, false, match.regions, false});
      PlaceName inner = ListedAt(text, match.end, next, context, kMaxDepth);
      if (inner.end > match.end && !inner.regions.empty())
        counts = Nest(next.places[0].regions, inner.regions);
      if (!counts && match.regions[0]->level() == RegionLevel::kProvince &&
          context != NameContext::kSentence) {
        counts = UnlistedAt(text, match.end, next, context, kMaxDepth).end > match.end;
      }
    }
    if (!counts && context == NameContext::kTitle) {
      counts = YearAt(text, match.end).has_value() || StandsAt(text, match.end, U"法治政府");
    }
    if (!counts) return place;
  }
  if (EndsTooSoon(text, match.end)) return place;
  // 东区街道 is a subdistrict, whatever 东区 is elsewhere.
  if (const WordList::Word* suffix = words_.place_suffix.MatchAt(text, match.end);
      suffix != nullptr && suffix->text == U"街道" && match.end - pos <= kMaxStem) {
    return place;
  }
  place.end = match.end;
  place.regions = std::move(match.regions);
  if (!chain.places.empty()) {
    const PlaceName& outer = chain.places.back();
    std::vector<const Region*> outer_regions = outer.regions;
    if (!outer.regions.empty() && Nest(outer_regions, place.regions)) {
      // Everything that the name can be here lies in the division before it.
    } else if (outer.anonymous || (LevelOf(*place.regions[0]) <= outer.level && !outer.is_zone) ||
               outer.level == PlaceLevel::kTownship) {
      place.end = pos;
      place.regions.clear();
      return place;
    } else {
      // Another division of that name is listed elsewhere; this one is not.
      place.regions.clear();
      place.level = outer.level == PlaceLevel::kProvince ? PlaceLevel::kPrefecture : PlaceLevel::kCounty;
      return place;
    }
  }
  place.level = LevelOf(*place.regions[0]);
  place.is_zone = place.regions[0]->kind == RegionKind::kZone;
  return place;
}

PlaceName NameReader::UnlistedAt(std::u32string_view text, size_t pos, const BodyName& chain,
                                 NameContext context, int depth) const {
  PlaceName place;
  place.begin = place.end = pos;
  if (words_.department.MatchAt(text, pos) != nullptr) return place;  // 住房城乡建设局 is no 住房城乡
  const PlaceName* outer = chain.places.empty() ? nullptr : &chain.places.back();
  // A name of something in running text is believed where the sentence goes on as one on a division would.
  bool anonymous = true;
  for (size_t at = pos + 1; at < text.size() && at - pos <= kMaxZoneStem; ++at) {
    const std::u32string_view stem = text.substr(pos, at - pos);
    anonymous =
        anonymous && stem.size() <= kMaxAnonymous && words_.anonymous.Has(stem.substr(stem.size() - 1));
    if (!anonymous && !IsHan(text[at - 1])) return place;
    const WordList::Word* suffix = words_.place_suffix.MatchAt(text, at);
    if (suffix == nullptr) continue;
    const auto sort = static_cast<SuffixKind>(suffix->kind);
    const bool zone = sort == SuffixKind::kZone || sort == SuffixKind::kArea;
    if (stem.size() > (zone ? kMaxZoneStem : kMaxStem)) continue;
    // 人民路街道, 建设街道
    constexpr size_t kMostStreet = 4;
    const bool street = suffix->text == U"街道" && stem.size() <= kMostStreet;
    if (!anonymous &&
        (words_.stem_stop.Has(stem) || (words_.stem_bad.Find(stem) != nullptr && !street) ||
         words_.stem_last.MatchEnd(stem) != nullptr ||
         (context == NameContext::kSentence && words_.sentence_stem_bad.Find(stem) != nullptr))) {
      continue;
    }
    if (words_.zone_stem.Has(stem) && outer == nullptr) continue;
    const size_t end = at + suffix->text.size();
    if (EndsTooSoon(text, end)) continue;
    if (StandsAt(text, end, U"街道")) continue;                             // 东区街道
    if (sort == SuffixKind::kCity && StandsAt(text, end, U"场")) continue;  // 文化市场
    if (suffix->text == U"街" && context == NameContext::kSentence) continue;
    PlaceLevel level = PlaceLevel::kCounty;
    if (sort == SuffixKind::kProvince) level = PlaceLevel::kProvince;
    if (sort == SuffixKind::kPrefecture) level = PlaceLevel::kPrefecture;
    if (sort == SuffixKind::kTownship) level = PlaceLevel::kTownship;
    if (sort == SuffixKind::kCity && outer == nullptr) level = PlaceLevel::kPrefecture;
    if (outer != nullptr && level <= outer->level && !(zone && outer->level == PlaceLevel::kCounty)) continue;
    if (outer != nullptr && !outer->is_zone && outer->level == PlaceLevel::kCounty &&
        level == PlaceLevel::kCounty && !zone) {
      continue;
    }
    if (!anonymous && depth >= kMaxDepth) {
      if (!zone && end < text.size() && !CanFollowPlace(text, end, context, depth)) continue;
    } else if (!CanFollowPlace(text, end, context, depth + 1)) {
      continue;
    }
    place.end = end;
    place.level = level;
    place.is_zone = zone;
    place.developed = sort == SuffixKind::kZone;
    place.anonymous = anonymous;
    if (words_.zone_stem.Has(stem) && outer != nullptr) place.begin = outer->begin;
    return place;
  }
  return place;
}

bool NameReader::BodyFollows(std::u32string_view text, size_t pos) const {
  return words_.department.MatchAt(text, pos) != nullptr ||
         words_.government_unit.MatchAt(text, pos) != nullptr ||
         words_.other_unit.MatchAt(text, pos) != nullptr || words_.party_unit.MatchAt(text, pos) != nullptr;
}

// 澄州 in 澄州市人民政府, 岚县 in 岚县市司法局: another level's suffix goes on with the name; not
// 澄州市场监管局, where it begins a body's.
bool NameReader::EndsTooSoon(std::u32string_view text, size_t end) const {
  if (end == 0 || end >= text.size() || !IsAnyOf(text[end], U"市县区旗") || text[end] == text[end - 1] ||
      !IsAnyOf(text[end - 1], U"州县区旗") || words_.department.MatchAt(text, end) != nullptr)
    return false;
  return BodyFollows(text, end + 1) || YearAt(text, end + 1).has_value();
}

bool NameReader::CanFollowPlace(std::u32string_view text, size_t pos, NameContext context, int depth) const {
  if (pos >= text.size()) return true;
  const char32_t c = text[pos];
  if (c == U' ' || c == U'(' || c == U'、' || c == U':' || c == U'-' || c == U'—') return true;
  if (YearAt(text, pos).has_value()) return true;
  if (words_.after_place.MatchAt(text, pos) != nullptr || BodyFollows(text, pos)) return true;
  const WordList::Word* level = words_.level_word.MatchAt(text, pos);
  if (level != nullptr && BodyFollows(text, pos + level->text.size())) return true;
  if (context == NameContext::kSentence && words_.subject_verb.MatchAt(text, pos) != nullptr) return true;
  UnitKind kind = UnitKind::kNone;
  if (UnlistedUnitEnd(text, pos, context, kind) > pos) return true;
  if (depth >= kMaxDepth) return false;
  BodyName none;
  if (!regions_.MatchAt(text.data(), text.size(), pos, NameForms::kWithKind).regions.empty()) return true;
  return UnlistedAt(text, pos, none, context, depth + 1).end > pos;
}

size_t NameReader::UnlistedUnitEnd(std::u32string_view text, size_t pos, NameContext context,
                                   UnitKind& kind) const {
  const std::u32string_view rest = text.substr(pos, kMaxUnit);
  size_t end = pos;
  for (size_t at = 1; at < rest.size(); ++at) {
    if (!IsHan(rest[at - 1]) || StandsAt(rest, at - 1, U"关于")) break;
    const WordList::Word* suffix = words_.unit_suffix.MatchAt(rest, at);
    if (suffix == nullptr) continue;
    const size_t after = at + suffix->text.size();
    const std::u32string_view behind = text.substr(pos + after);
    const bool ends =
        behind.empty() || !IsHan(behind[0]) || StartsWith(behind, U"关于") ||
        YearAt(text, pos + after).has_value() || behind[0] == U'党' ||
        (context == NameContext::kTitle && StartsWithOneOf(behind, {U"法治", U"法制", U"依法", U"推进"}));
    if (!ends || Contains(rest.substr(0, at), U'的')) continue;
    end = pos + after;
    const bool other = static_cast<UnitSuffixKind>(suffix->kind) == UnitSuffixKind::kOther;
    kind = other ? UnitKind::kOther : UnitKind::kDepartment;
  }
  return end;
}

void NameReader::ReadUnit(std::u32string_view text, size_t pos, NameContext context, BodyName& body) const {
  const size_t begin = pos;
  // 县司法局, 市人民政府: the level alone stands for the division.
  if (words_.department.MatchAt(text, pos) == nullptr) {
    const WordList::Word* level = words_.level_word.MatchAt(text, pos);
    if (level != nullptr && BodyFollows(text, pos + level->text.size())) pos += level->text.size();
  }
  const bool has_place = !body.places.empty() || pos > begin;
  const bool township = !body.places.empty() && body.places.back().level == PlaceLevel::kTownship;
  if (const WordList::Word* word = words_.government_unit.MatchAt(text, pos)) {
    body.unit = UnitKind::kGovernment;
    body.end = pos + word->text.size();
    // 人民政府教育局, 人民政府国有资产监督管理委员会
    if (words_.department.MatchAt(text, body.end) == nullptr) return;
    pos = body.end;
  } else if (has_place && township && words_.township_unit.MatchAt(text, pos) != nullptr) {
    body.unit = UnitKind::kTownship;
    body.end = pos + words_.township_unit.MatchAt(text, pos)->text.size();
    return;
  }
  if (const WordList::Word* word = words_.department.MatchAt(text, pos)) {
    size_t end = pos + word->text.size();
    body.unit = UnitKind::kDepartment;
    body.department = word->value.empty() ? ToUtf8(word->text) : word->value;
    // 公安局交通警察大队
    UnitKind kind = UnitKind::kDepartment;
    if (const size_t further = UnlistedUnitEnd(text, end, context, kind);
        further > end && kind == UnitKind::kDepartment) {
      body.department += ToUtf8(std::u32string(text.substr(end, further - end)));
      end = further;
    }
    body.end = end;
    return;
  }
  if (body.unit != UnitKind::kNone) return;
  if (const WordList::Word* word = words_.other_unit.MatchAt(text, pos); word != nullptr && has_place) {
    body.unit = UnitKind::kOther;
    body.department = ToUtf8(word->text);
    body.end = pos + word->text.size();
    return;
  }
  if (const WordList::Word* word = words_.party_unit.MatchAt(text, pos); word != nullptr && has_place) {
    body.unit = UnitKind::kParty;
    body.end = pos + word->text.size();
    // 全面依法治县委员会办公室 and every other office of the party's committee
    UnitKind kind = UnitKind::kNone;
    body.end = std::max(body.end, UnlistedUnitEnd(text, body.end, context, kind));
    return;
  }
  if (context == NameContext::kSentence) return;
  UnitKind kind = UnitKind::kNone;
  if (const size_t end = UnlistedUnitEnd(text, pos, context, kind); end > pos) {
    body.unit = kind;
    body.department = ToUtf8(std::u32string(text.substr(pos, end - pos)));
    body.end = end;
  }
}

}  // namespace fazhi
