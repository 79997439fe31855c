#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/core/identify_words.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi {

// How far down a division is.
enum class PlaceLevel { kProvince, kPrefecture, kCounty, kTownship };

// A division as a text names it: code points [begin, end) of that text.
struct PlaceName {
  size_t begin = 0;
  size_t end = 0;
  PlaceLevel level = PlaceLevel::kCounty;
  bool is_zone = false;    // 开发区 and the like
  bool anonymous = false;  // X县, 某县
  // Every listed division that it can be, whatever the year; empty for an unlisted one.
  std::vector<const Region*> regions;
  bool developed = false;  // a zone that a committee runs, no government
};

enum class UnitKind {
  kNone,
  kGovernment,  // 人民政府, its office, and bodies that speak for it
  kParty,       // 委, and its offices
  kTownship,    // 街道办事处
  kDepartment,
  kOther,  // courts, schools, associations
};

// A body as a text names it: a chain of divisions from the widest to the narrowest (甘肃省 › 酒泉市 › 沙泉县)
// and what of it (人民政府, 司法局); either may be missing.
struct BodyName {
  size_t begin = 0;
  size_t end = 0;
  std::vector<PlaceName> places;
  UnitKind unit = UnitKind::kNone;
  std::string department;  // the unit's name in full, without place; only for kDepartment and kOther

  bool found() const { return !places.empty() || unit != UnitKind::kNone; }
  bool anonymous() const { return !places.empty() && places.back().anonymous; }
};

// What the text around a name promises, and so how much it takes to believe an unlisted one.
enum class NameContext {
  kTitle,     // a title: a year or 法治 may follow, and bare names of listed divisions count
  kBody,      // the name of a body and nothing else: signature, issuer, addressee
  kSentence,  // running text, at the beginning of a clause
};

// Reads names of divisions and bodies. Pure; cheap to make; both arguments must outlive it.
class NameReader {
 public:
  NameReader(const RegionTable& regions, const IdentifyWords& words) : regions_(regions), words_(words) {}

  // The body or division whose name begins at `pos`; nothing found when there is none. Time is bounded by a
  // constant.
  BodyName BodyAt(std::u32string_view text, size_t pos, NameContext context) const;

 private:
  PlaceName PlaceAt(std::u32string_view text, size_t pos, const BodyName& chain, NameContext context,
                    int depth) const;
  PlaceName ListedAt(std::u32string_view text, size_t pos, const BodyName& chain, NameContext context,
                     int depth) const;
  PlaceName UnlistedAt(std::u32string_view text, size_t pos, const BodyName& chain, NameContext context,
                       int depth) const;
  bool BodyFollows(std::u32string_view text, size_t pos) const;
  bool EndsTooSoon(std::u32string_view text, size_t end) const;
  bool CanFollowPlace(std::u32string_view text, size_t pos, NameContext context, int depth) const;
  void ReadUnit(std::u32string_view text, size_t pos, NameContext context, BodyName& body) const;
  size_t UnlistedUnitEnd(std::u32string_view text, size_t pos, NameContext context, UnitKind& kind) const;

  const RegionTable& regions_;
  const IdentifyWords& words_;
};

}  // namespace fazhi
