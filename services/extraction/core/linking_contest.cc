#include "services/extraction/core/linking_contest.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/linking_narrow.h"
#include "services/extraction/core/linking_weights.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Most code points between two figures of one clause that stand side by side.
constexpr uint32_t kWidest = 64;
// Two kinds of one indicator are said alike where their scores are no further apart.
constexpr float kAlike = 0.04f;
// What a statement on all of the year or the territory is ahead.
constexpr float kOfAll = 0.05f;

class Contest {
 public:
  Contest(const Context& context, const Catalog& catalog, const std::vector<GroundedQuantity>& quantities,
          const std::vector<Measure>& measures, const std::vector<Relation>& relations,
          const std::vector<Link>& second, const std::vector<float>& contest, std::vector<Link>& links)
      : context_(context),
        catalog_(catalog),
        quantities_(quantities),
        measures_(measures),
        relations_(relations),
        second_(second),
        contest_(contest),
        links_(links) {}

  void Run() {
    // The contests, each with the measure that leads, and those who are in one.
    absl::flat_hash_map<Key, uint32_t> contests;
    std::vector<uint32_t> leading;
    std::vector<std::pair<uint32_t, uint32_t>> rivals;
    for (uint32_t m = 0; m < links_.size(); ++m) {
      if (links_[m].indicator < 0) continue;
      const auto [it, fresh] = contests.try_emplace(KeyOf(m), leading.size());
      uint32_t& lead = fresh ? leading.emplace_back(m) : leading[it->second];
      if (!fresh && (IsPartOf(lead, m) || IsTakenOf(lead, m) ||
                     (Score(m) > Score(lead) + 0.02f && !IsPartBehind(lead, m))))
        lead = m;
      rivals.emplace_back(m, it->second);
    }
    std::vector<uint32_t> losers;
    for (const auto& [m, contest] : rivals) {
      const uint32_t winner = leading[contest];
      // Durations are of different matters.
      if (winner == m || SameValue(winner, m) || IsDuration(links_[m].indicator)) continue;
      losers.push_back(m);
      // 检察建议14份、司法建议3份; 市级组建7支、县区组建42支: two kinds, neither all that the indicator
      // counts.
      if (InOneClause(std::min(winner, m), std::max(winner, m)) && !IsPartOf(m, winner) &&
          (links_[winner].alias == links_[m].alias || contest_[winner] < contest_[m] + kAlike))
        losers.push_back(winner);
    }
    std::sort(losers.begin(), losers.end());
    losers.erase(std::unique(losers.begin(), losers.end()), losers.end());
    for (const uint32_t m : losers) {
      links_[m] = second_[m];
      if (links_[m].indicator >= 0 && !contests.try_emplace(KeyOf(m), 0).second) links_[m] = Link();
      if (links_[m].indicator < 0) links_[m].near = Near::kLost;
    }
  }

 private:
  // Of what an indicator has one value: itself, status, period, and the unit where it is kept apart.
  using Key = std::tuple<int, int, absl::string_view, absl::string_view>;

  Key KeyOf(uint32_t m) const {
    const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
    const absl::string_view unit = quantity.quantity.unit();
    const auto& fits = catalog_.aliases().unit_fits(unit)->by_indicator;
    const bool same = fits[static_cast<size_t>(links_[m].indicator)] == AliasIndex::UnitFit::kSame;
    return {links_[m].indicator, quantity.status, quantity.period, same ? absl::string_view() : unit};
  }

  // Against others of its indicator: a statement on all of the year or the territory counts more (抽查12卷;
  // 全年评查案卷140卷).
  float Score(uint32_t m) const { return contest_[m] + (IsOnAll(m) ? kOfAll : 0); }

  bool IsOnAll(uint32_t m) const {
    constexpr uint32_t kReach = 80;
    const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
    const uint32_t begin = context_.outline.sentences(static_cast<int>(quantity.sentence)).begin();
    for (uint32_t at = quantity.begin; at + kReach > quantity.begin && at >= begin; --at) {
      const bool starts = at == begin || IsAnyOf(context_.text[at - 1], U",;");
      if (starts && ReturnsToAll(context_.Slice(at, quantity.begin))) return true;
      if (at == begin || context_.text[at - 1] == U';') return false;
    }
    return false;
  }

  bool SameValue(uint32_t a, uint32_t b) const {
    return quantities_[measures_[a].quantity].quantity.value_e4() ==
           quantities_[measures_[b].quantity].quantity.value_e4();
  }

  // 调解纠纷312件,成功306件,其中邻里纠纷81件,成功80件: whether the second goes on with a part of what the
  // first is of.
  bool IsPartBehind(uint32_t first, uint32_t second) const {
    const GroundedQuantity& one = quantities_[measures_[first].quantity];
    const GroundedQuantity& other = quantities_[measures_[second].quantity];
    if (one.sentence != other.sentence || one.end > other.begin) return false;
    constexpr uint32_t kReach = 1000;  // code points; no sentence that people write is longer
    const uint32_t from = std::max(one.end, other.begin - std::min(other.begin, kReach));
    const std::u32string_view between = context_.Slice(from, other.begin);
    const size_t part = between.rfind(U"其中");
    return part != between.npos && between.find_first_of(U";；", part) == between.npos;
  }

  // 县本级应诉12件、部门48件,全县合计60件: whether the first is a part of the second.
  bool IsPartOf(uint32_t first, uint32_t second) const { return relations_[first].part_of == second; }

  // 法律援助申请280件,批准268件; 督察反馈全区问题19个,归口我局7个: whether the second says what of the first
  // was granted, or is for the report's own body to do.
  bool IsTakenOf(uint32_t first, uint32_t second) const {
    const GroundedQuantity& one = quantities_[measures_[first].quantity];
    const GroundedQuantity& other = quantities_[measures_[second].quantity];
    if (one.sentence != other.sentence || one.begin > other.begin) return false;
    const auto says = [&](uint32_t m, const WordGroups& words) {
      const Piece own = measures_[m].own;
      return words.StandsIn(context_.Slice(own.begin, own.end));
    };
    const LinkWeights& weights = LinkWeights::Get();
    if (says(second, weights.taken_on)) return !says(first, weights.taken_on);
    std::u32string said;
    measures_[first].phrase.AppendTo(context_.text, said);
    return EndsWith(said, U"申请") && says(second, weights.granted) && !says(first, weights.granted);
  }

  bool IsStock(int indicator) const {
    return catalog_.proto().indicators(indicator).kind() == v1::INDICATOR_KIND_STOCK;
  }

  bool IsDuration(int indicator) const {
    return catalog_.proto().indicators(indicator).kind() == v1::INDICATOR_KIND_DURATION;
  }

  bool InOneClause(uint32_t first, uint32_t second) const {
    const GroundedQuantity& one = quantities_[measures_[first].quantity];
    const GroundedQuantity& other = quantities_[measures_[second].quantity];
    return one.end <= other.begin && other.begin - one.end <= kWidest &&
           (one.quantity.unit() == other.quantity.unit() || IsStock(links_[first].indicator)) &&
           !ContainsAnyOf(context_.Slice(one.end, other.begin), U",，;；。:：\n\t");
  }

  const Context& context_;
  const Catalog& catalog_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  const std::vector<Link>& second_;
  const std::vector<float>& contest_;
  std::vector<Link>& links_;
};

}  // namespace

void Compete(const Context& context, const Catalog& catalog, const std::vector<GroundedQuantity>& quantities,
             const std::vector<Measure>& measures, const std::vector<Relation>& relations,
             const std::vector<Link>& second, const std::vector<float>& contest, std::vector<Link>& links) {
  Contest(context, catalog, quantities, measures, relations, second, contest, links).Run();
}

}  // namespace fazhi::extraction
