#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "services/ingestion/core/identify_who.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

int YearsAway(const Region& region, int year) {
  if (region.ValidIn(year)) return 0;
  if (year == 0) year = std::numeric_limits<int>::max() / 2;
  return year < region.valid_from ? region.valid_from - year : year - region.valid_to;
}

// Those that stand nearest to the year, one for each code.
std::vector<const Region*> Nearest(const std::vector<const Region*>& regions, int year) {
  int best = std::numeric_limits<int>::max();
  for (const Region* region : regions) best = std::min(best, YearsAway(*region, year));
  std::vector<const Region*> nearest;
  for (const Region* region : regions) {
    if (YearsAway(*region, year) == best) nearest.push_back(region);
  }
  return nearest;
}

v1::Region Named(const Region& region) {
  v1::Region named;
  named.set_code(std::string(region.code));
  named.set_name(std::string(region.name));
  return named;
}

bool LiesIn(absl::string_view code, absl::string_view outer) { return absl::StartsWith(code, outer); }

// Leaves those whose codes fit, if any do.
template <typename Fits>
void Narrow(std::vector<const Region*>& regions, const Fits& fits) {
  std::vector<const Region*> kept;
  std::copy_if(regions.begin(), regions.end(), std::back_inserter(kept),
               [&fits](const Region* region) { return fits(region->code); });
  if (!kept.empty()) regions = std::move(kept);
}

// What can stand for the division reported on, in order of belief.
struct Candidate {
  const NamedText* text;
  const BodyName* body;
  bool weak;  // not the report's own statement of whose it is
};

std::vector<Candidate> Candidates(const Witnesses& witnesses, const Reporter& reporter) {
  std::vector<Candidate> candidates;
  // 在全市推进会上的讲话 is no district's, whichever its first sentences name.
  const bool of_city = Contains(witnesses.title.text, U"全市");
  auto below = [&](const NamedText& text, const BodyName& body) {
    const PlaceName& place = body.places.back();
    const char32_t kind = text.text[place.end - 1];
    return of_city && (kind == U'县' || kind == U'区');
  };
  auto add = [&](const NamedText& text, bool weak) {
    for (const BodyName& body : text.bodies) {
      if (!body.places.empty() && !(weak && below(text, body))) candidates.push_back({&text, &body, weak});
    }
  };
  if (reporter.name != nullptr && !reporter.name->places.empty()) {
    const bool weak = reporter.text == &witnesses.opening;
    if (!weak || !below(*reporter.text, *reporter.name))
      candidates.push_back({reporter.text, reporter.name, weak});
  }
  add(witnesses.title, false);
  add(witnesses.signature, false);
  add(witnesses.speaker, true);
  add(witnesses.opening, true);
  add(witnesses.issuer, false);
  if (reporter.body == v1::REPORTING_BODY_DEPARTMENT) {
    for (const BodyName& body : witnesses.addressee.bodies) {
      if (body.unit == UnitKind::kGovernment && !body.places.empty())
        candidates.push_back({&witnesses.addressee, &body, true});
    }
  }
  for (const NamedText* text : {&witnesses.source, &witnesses.site_name, &witnesses.page_title,
                                &witnesses.sponsor, &witnesses.column}) {
    add(*text, true);
  }
  // A township's report names it; what is on something else does not become a township's by naming one.
  auto fits = [&reporter](const Candidate& candidate) {
    const bool township = candidate.body->places.back().level == PlaceLevel::kTownship;
    return township == (reporter.body == v1::REPORTING_BODY_TOWNSHIP) || (township && !candidate.weak);
  };
  std::stable_partition(candidates.begin(), candidates.end(), fits);
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(),
                                  [&](const Candidate& c) { return c.weak && !fits(c); }),
                   candidates.end());
  return candidates;
}

class RegionFinder {
 public:
  RegionFinder(const Witnesses& witnesses, int year, absl::string_view site_code, std::u32string_view report,
               const RegionTable& regions, const IdentifyWords& words)
      : witnesses_(witnesses),
        year_(year),
        site_code_(site_code),
        report_(report),
        regions_(regions),
        words_(words) {}

  // Codes of listed divisions that the text and its page name, the most telling first; made when first
  // needed.
  const std::vector<absl::string_view>& Contexts() {
    if (has_contexts_) return contexts_;
    has_contexts_ = true;
    for (const NamedText* text :
         {&witnesses_.title, &witnesses_.addressee, &witnesses_.signature, &witnesses_.issuer,
          &witnesses_.site_name, &witnesses_.page_title, &witnesses_.source, &witnesses_.sponsor,
          &witnesses_.opening, &witnesses_.column}) {
      for (const BodyName& body : text->bodies) AddContexts(body);
    }
    const std::u32string& opening = witnesses_.opening.text;
    for (const RegionMatch& match : regions_.Scan(opening.data(), opening.size(), NameForms::kWithKind)) {
      const auto nearest = Nearest(match.regions, year_);
      if (nearest.size() == 1 && nearest[0]->code.size() <= 4 && !IsElsewhere(opening, match))
        contexts_.push_back(nearest[0]->code);
    }
    if (const Region* region = BySiteCode()) contexts_.push_back(region->code);
    if (const Region* region = ByHost(); region != nullptr && region->code.size() <= 4)
      contexts_.push_back(region->code);
    return contexts_;
  }

  // The one province that the whole report names, or the one prefecture of it; empty when it names several or
  // none. The last resort, as it may be named for anything: 盐城市委依法治市办来区督察, 列江西省第8位.
  absl::string_view OnlyNamed() const {
    absl::string_view only;
    bool one_prefecture = true;
    for (const RegionMatch& match : regions_.Scan(report_.data(), report_.size(), NameForms::kWithKind)) {
      const auto nearest = Nearest(match.regions, year_);
      if (nearest.size() != 1 || nearest[0]->code.size() > 4 || IsElsewhere(report_, match)) continue;
      const absl::string_view code = nearest[0]->code;
      if (!only.empty() && code.substr(0, 2) != only.substr(0, 2)) return {};
      one_prefecture &= LiesIn(code, only) || LiesIn(only, code);
      only = std::max(only, code, [](auto a, auto b) { return a.size() < b.size(); });
    }
    return one_prefecture ? only : only.substr(0, 2);
  }

  // The division that the site's code names, or the nearest above it that is listed; null when there is none.
  const Region* BySiteCode() const {
    absl::string_view code = site_code_.substr(0, 6);
    if (code.size() < 6 ||
        !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return nullptr;
    while (code.size() > 2 && code.substr(code.size() - 2) == "00") code.remove_suffix(2);
    for (; code.size() >= 2; code.remove_suffix(2)) {
      const Region* region = regions_.Find(code, year_);
      if (region != nullptr && region->kind != RegionKind::kGroup) return region;
    }
    return nullptr;
  }

  // The only division that the page's host can be named by, one in the other at most; null when there are
  // several.
  const Region* ByHost() const {
    const std::vector<const Region*> hosts = regions_.FindByHost(witnesses_.host);
    for (size_t i = 1; i < hosts.size(); ++i) {
      if (!LiesIn(hosts[i - 1]->code, hosts[i]->code)) return nullptr;
    }
    return hosts.empty() ? nullptr : hosts[0];
  }

  // The one listed division meant, or null; `ambiguous` tells several from none.
  const Region* Listed(const Candidate& candidate, bool& ambiguous) {
    const PlaceName& place = candidate.body->places.back();
    ambiguous = false;
    if (place.regions.empty()) return nullptr;
    std::vector<const Region*> all = place.regions;
    if (const absl::string_view above = Above(candidate); !above.empty()) {
      // Whoever is addressed stands above: a division of that name elsewhere is another one.
      all.erase(std::remove_if(all.begin(), all.end(),
                               [&](const Region* r) {
                                 return r->code.size() > above.size() && !LiesIn(r->code, above);
                               }),
                all.end());
      if (all.empty()) return nullptr;
    }
    std::vector<const Region*> nearest = Nearest(all, year_);
    if (nearest.size() > 1) {
      for (absl::string_view context : Contexts()) {
        Narrow(nearest, [context](absl::string_view code) {
          return LiesIn(code, context) || (code.size() < context.size() && LiesIn(context, code));
        });
        if (nearest.size() == 1) break;
      }
    }
    if (nearest.size() > 1) {
      const std::vector<const Region*> hosts = regions_.FindByHost(witnesses_.host);
      Narrow(nearest, [&hosts](absl::string_view code) {
        return std::any_of(hosts.begin(), hosts.end(), [code](const Region* host) {
          return host->code.size() < code.size() && LiesIn(code, host->code);
        });
      });
    }
    if (nearest.size() > 1) {
      const absl::string_view named = OnlyNamed();
      Narrow(nearest, [named](absl::string_view code) { return !named.empty() && LiesIn(code, named); });
    }
    if (nearest.size() > 1) {
      ambiguous = true;
      return nullptr;
    }
    const Region* region = nearest[0];
    if (YearsAway(*region, year_) > 1) {
      const std::vector<const Region*> now = regions_.Successors(*region, year_);
      if (now.size() == 1) return now[0];
    }
    return region;
  }

  // Code of the nearest listed division that an unlisted one lies in; empty when nothing says.
  std::string ParentOf(const Candidate& candidate) {
    const std::vector<PlaceName>& places = candidate.body->places;
    const PlaceName& place = places.back();
    const size_t longest = place.level == PlaceLevel::kTownship ? 6 : 4;
    absl::string_view best;
    auto offer = [&best](absl::string_view code) {
      if (code.size() > best.size() && LiesIn(code, best)) best = code;
    };
    for (const PlaceName& outer : places) {
      const auto nearest = Nearest(outer.regions, year_);
      if (&outer != &place && nearest.size() == 1) offer(nearest[0]->code);
    }
    if (place.is_zone && best.empty()) {
      const Region* const begun = BegunWith(candidate);
      if (begun != nullptr) return std::string(begun->code);
    }
    if (best.size() >= 4 && place.level != PlaceLevel::kTownship) return std::string(best);
    for (absl::string_view context : Contexts()) {
      while (context.size() > longest) context.remove_suffix(2);
      const Region* region = regions_.Find(context, year_);
      if (region != nullptr && region->kind == RegionKind::kGroup) context.remove_suffix(2);
      offer(context);
    }
    // A city of which only the province is known may be a prefecture itself.
    if (best.empty() || (best.size() == 2 && place.level != PlaceLevel::kPrefecture)) offer(OnlyNamed());
    return std::string(best);
  }

  // The one division that a zone's name begins with, or null: 昆山经济技术开发区 lies in 昆山; 曲江新区 not
  // in 曲江 where a longer name of it, 西安曲江新区, begins with another.
  const Region* BegunWith(const Candidate& candidate) const {
    const auto begins = [this](const std::u32string& text, size_t at) -> const Region* {
      const RegionMatch match = regions_.MatchAt(text.data(), text.size(), at, NameForms::kAlsoShort);
      const auto nearest = Nearest(match.regions, year_);
      return nearest.size() == 1 ? nearest[0] : nullptr;
    };
    const PlaceName& zone = candidate.body->places.back();
    const std::string name = NameOf(*candidate.text, zone);
    for (const NamedText* text : {&witnesses_.signature, &witnesses_.issuer, &witnesses_.opening}) {
      for (const BodyName& body : text->bodies) {
        if (body.places.empty() || !body.places.back().is_zone) continue;
        const std::string longer = NameOf(*text, body.places.back());
        if (longer.size() <= name.size() || !absl::EndsWith(longer, name)) continue;
        return begins(text->text, body.places.back().begin);
      }
    }
    return begins(candidate.text->text, zone.begin);
  }

  // Whether a body of the whole division is addressed that the candidate names: above it, so not it.
  bool IsAddressed(const Candidate& candidate) const {
    const PlaceName& place = candidate.body->places.back();
    for (const BodyName& body : witnesses_.addressee.bodies) {
      if (body.unit != UnitKind::kGovernment && body.unit != UnitKind::kParty) continue;
      if (body.places.empty()) continue;
      const PlaceName& above = body.places.back();
      if (!place.regions.empty() && place.regions == above.regions) return true;
      if (place.regions.empty() && above.regions.empty() &&
          NameOf(*candidate.text, place) == NameOf(witnesses_.addressee, above)) {
        return true;
      }
    }
    return false;
  }

  static std::string NameOf(const NamedText& text, const PlaceName& place) {
    return ToUtf8(text.text.substr(place.begin, place.end - place.begin));
  }

 private:
  // Code of the division whose government is addressed, when it is a higher one than the candidate may be.
  absl::string_view Above(const Candidate& candidate) const {
    if (candidate.body->places.size() > 1) return {};
    for (const BodyName& body : witnesses_.addressee.bodies) {
      if (body.unit != UnitKind::kGovernment || body.places.empty()) continue;
      const auto nearest = Nearest(body.places.back().regions, year_);
      if (nearest.size() == 1) return nearest[0]->code;
    }
    return {};
  }

  // 赴浙江省学习考察, 对口支援: a division that is dealt with, not the one above. Looks a few words around.
  bool IsElsewhere(std::u32string_view text, const RegionMatch& match) const {
    constexpr size_t kAround = 16;
    constexpr std::u32string_view kClauseEnds = U",。;\n";
    const size_t from = match.begin - std::min(match.begin, kAround);
    const std::u32string_view before = text.substr(from, match.begin - from);
    const std::u32string_view behind = text.substr(match.end, kAround);
    const size_t clause = before.find_last_of(kClauseEnds);  // npos + 1 is 0
    return words_.elsewhere.Find(before.substr(clause + 1)) != nullptr ||
           words_.elsewhere.Find(behind.substr(0, behind.find_first_of(kClauseEnds))) != nullptr;
  }

  void AddContexts(const BodyName& body) {
    for (const PlaceName& place : body.places) {
      const auto nearest = Nearest(place.regions, year_);
      if (nearest.size() == 1) contexts_.push_back(nearest[0]->code);
    }
  }

  const Witnesses& witnesses_;
  const int year_;
  const absl::string_view site_code_;
  const std::u32string_view report_;
  const RegionTable& regions_;
  const IdentifyWords& words_;
  bool has_contexts_ = false;
  std::vector<absl::string_view> contexts_;
};

// The bare name in 云州市生态环境局沙泉分局, a city's bureau for one of its counties; empty for any other
// body.
std::u32string_view BranchOf(const Reporter& reporter) {
  constexpr std::u32string_view kBranch = U"分局";
  if (reporter.name == nullptr || reporter.name->places.empty()) return {};
  const auto body =
      std::u32string_view(reporter.text->text)
          .substr(reporter.name->places.back().end, reporter.name->end - reporter.name->places.back().end);
  const size_t bureau = body.find(U'局');
  if (bureau == std::u32string_view::npos || body.size() < bureau + 1 + kBranch.size()) return {};
  const auto branch = body.substr(bureau + 1);
  if (!EndsWith(branch, kBranch)) return {};
  const auto name = branch.substr(0, branch.size() - kBranch.size());
  return name.size() >= 2 && name.size() <= 4 ? name : std::u32string_view();
}

// The county that a branch is for: the listed one of that name in the city, or the name with the kind of
// division that the text speaks of (县委, 区政府).
v1::Region RegionOfBranch(std::u32string_view name, const v1::Region& city, const Witnesses& witnesses,
                          const RegionTable& regions) {
  v1::Region found;
  const RegionMatch match = regions.MatchAt(name.data(), name.size(), 0, NameForms::kAlsoShort);
  for (const Region* region : match.regions) {
    if (match.end != name.size() || region->code.size() <= city.code().size()) continue;
    if (!LiesIn(region->code, city.code())) continue;
    return Named(*region);
  }
  std::u32string printed(name);
  for (const char32_t kind : {U'县', U'区'}) {
    if (name.back() == kind) break;
    for (const std::u32string_view said : {U"委", U"政府", U"人民政府"}) {
      const std::u32string word = kind + std::u32string(said);
      if (!Contains(witnesses.addressee.text, word) && !Contains(witnesses.opening.text, word)) {
        continue;
      }
      printed += kind;
      break;
    }
    if (printed.size() > name.size()) break;
  }
  found.set_name(ToUtf8(printed));
  found.set_parent_code(city.code().empty() ? city.parent_code() : city.code());
  return found;
}

v1::Region FindWithoutBranch(const Witnesses& witnesses, const Reporter& reporter, int year,
                             absl::string_view site_code, std::u32string_view report,
                             const RegionTable& regions, const IdentifyWords& words) {
  v1::Region found;
  RegionFinder finder(witnesses, year, site_code, report, regions, words);
  for (const Candidate& candidate : Candidates(witnesses, reporter)) {
    const PlaceName& place = candidate.body->places.back();
    if (candidate.body->anonymous()) return found;
    if (candidate.weak && reporter.body != v1::REPORTING_BODY_DEPARTMENT && finder.IsAddressed(candidate))
      continue;
    bool ambiguous = false;
    if (const Region* region = finder.Listed(candidate, ambiguous)) return Named(*region);
    found.set_name(RegionFinder::NameOf(*candidate.text, place));
    if (!ambiguous) found.set_parent_code(finder.ParentOf(candidate));
    return found;
  }
  const Region* region = reporter.body == v1::REPORTING_BODY_TOWNSHIP ? nullptr : finder.BySiteCode();
  if (region != nullptr && absl::StartsWith(site_code, region->code) &&
      (region->code.size() == 6 || site_code.substr(region->code.size(), 2) == "00")) {
    return Named(*region);
  }
  if (reporter.body == v1::REPORTING_BODY_GOVERNMENT || reporter.body == v1::REPORTING_BODY_DEPARTMENT) {
    if (const Region* by_host = finder.ByHost()) return Named(*by_host);
  }
  return found;
}

}  // namespace

v1::Region FindRegion(const Witnesses& witnesses, const Reporter& reporter, int year,
                      absl::string_view site_code, std::u32string_view report, const RegionTable& regions,
                      const IdentifyWords& words) {
  v1::Region region = FindWithoutBranch(witnesses, reporter, year, site_code, report, regions, words);
  const std::u32string_view branch = BranchOf(reporter);
  return branch.empty() ? region : RegionOfBranch(branch, region, witnesses, regions);
}

}  // namespace fazhi
