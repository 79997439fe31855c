// What a measure's relation to other figures rules out: whose part, share, rate or sum it is.
#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "services/extraction/core/linking_denials.h"
#include "services/extraction/core/linking_exclusions.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// 工伤认定类, 行政处罚类案件, 不服行政处罚: whether words say a kind of cases.
bool SaysKind(std::u32string_view own) {
  if (StartsWith(own, U"不服")) return true;
  own.remove_suffix(EndLength(own, {U"案件", U"的案件", U"申请", U"事项"}));
  return own.size() > 2 && own.back() == U'类' && !IsAnyOf(own[own.size() - 2], U"各分多同种大");
}

}  // namespace

// 办理业务63.5万件,其中网上申报51.8万件,占81.6%: a share of what was done, and not of the items.
bool LinkExclusions::IsShareOfCases(const Asked& asked, uint32_t indicator) const {
  const Measure& measure = measures_[asked.m];
  const bool of_base = measure.copied && measure.base < asked.m &&
                       StartsWith(context_.Slice(measure.own.begin, measure.own.end), U"占");
  const uint32_t part = of_base ? measure.base : relations_[asked.m].numerator;
  return part != kNoMeasure && weights_.of_items.Names(IdOf(indicator)) &&
         CountsCases(quantities_[measures_[part].quantity].quantity.unit());
}

// 文稿213件、合同174份,两项合计387件: whether the words before the figure say that it is a sum.
bool LinkExclusions::IsSumOfKinds(uint32_t m) const {
  constexpr uint32_t kReach = 24;
  const uint32_t at = quantities_[measures_[m].quantity].begin;
  const auto before = context_.Slice(at - std::min(at, kReach), at);
  return SaysSumOfKinds(before.substr(before.find_last_of(U",;:。\n(") + 1));
}

// Whether the indicator is of one of the kinds that were told before their sum.
bool LinkExclusions::IsOfSummedKind(uint32_t m, uint32_t indicator) const {
  constexpr uint32_t kMostKinds = 6;
  for (uint32_t k = m - std::min(m, kMostKinds); k < m; ++k) {
    if (links_[k].indicator == static_cast<int>(indicator) &&
        quantities_[measures_[k].quantity].sentence == quantities_[measures_[m].quantity].sentence)
      return true;
  }
  return false;
}

// 执法主体57个,其中乡镇(街道)21个: a part of what are no places counts none.
bool LinkExclusions::IsPartOfOthers(uint32_t m) const {
  const uint32_t whole = relations_[m].part_of;
  if (whole == kNoMeasure || links_[whole].indicator >= 0 || measures_[whole].own.empty()) return false;
  const Piece own = measures_[whole].own;
  return !WordTable::Get().Suffix(context_.Slice(own.begin, own.end), kPlace);
}

// Words of a measure that links to nothing which say that it is of a kind.
uint64_t LinkExclusions::KindOfUnlinked(uint32_t m, bool by_words) const {
  if (links_[m].indicator >= 0) return 0;
  std::u32string phrase;
  measures_[m].phrase.AppendTo(context_.text, phrase);
  if (ContainsAnyOf(phrase, U"、等")) return 0;
  const uint64_t words = by_words ? ReadWords(phrase, weights_.words).narrowing : 0;
  return (KindMask(phrase) | words) & ~own_field_.MaskIn(phrase);
}

// 审结43件;其中工伤认定类14件,维持11件: a part of a kind that is no indicator, or a rate of it; or the money
// of one that is told alone (调处劳资纠纷21件,追回160万元).
bool LinkExclusions::IsOfUnlinkedKind(uint32_t m) const {
  const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
  for (const uint32_t whole : {relations_[m].part_of, relations_[m].denominator}) {
    if (whole < m && quantities_[measures_[whole].quantity].sentence == quantity.sentence &&
        KindOfUnlinked(whole, true) != 0)
      return true;
  }
  if (m == 0 || !absl::EndsWith(quantity.quantity.unit(), "元")) return false;
  const GroundedQuantity& before = quantities_[measures_[m - 1].quantity];
  return before.sentence == quantity.sentence && before.end <= quantity.begin &&
         CountsCases(before.quantity.unit()) && relations_[m - 1].part_of == kNoMeasure &&
         KindOfUnlinked(m - 1, false) != 0 &&
         !ContainsAnyOf(context_.Slice(before.end, quantity.begin), U"。;；\n");
}

// 行政许可3件, 涉及市场监管领域的案件23件: cases of which no verb says what was done.
bool LinkExclusions::CountsNamedCases(uint32_t m) const {
  Piece noun = measures_[m].own;
  noun.begin += BeginningLength(context_.Slice(noun.begin, noun.end), {U"涉及", U"主要涉及"});
  return CountsCases(quantities_[measures_[m].quantity].quantity.unit()) && !noun.empty() &&
         stripper_.FindVerb(noun, 0) == noun.end;
}

// 工伤认定类21件、行政许可3件; 从案件类型看,行政许可3件: a noun in a list of which another item is called a
// kind of cases, or that words before say is of kinds, is one, too; not 受理12件.
bool LinkExclusions::IsAmongKinds(uint32_t m) const {
  constexpr uint32_t kReach = 12;        // figures on either side
  constexpr uint32_t kLongestLead = 24;  // code points
  const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
  const auto own = [&](uint32_t k) { return context_.Slice(measures_[k].own.begin, measures_[k].own.end); };
  if (!CountsNamedCases(m)) return false;
  const auto size = static_cast<uint32_t>(measures_.size());
  const auto between = [&](uint32_t before, uint32_t behind) {
    const uint32_t from = quantities_[measures_[before].quantity].end;
    return context_.Slice(from, std::max(from, quantities_[measures_[behind].quantity].begin));
  };
  const auto in_list = [&](uint32_t k, std::u32string_view parted) {
    const GroundedQuantity& other = quantities_[measures_[k].quantity];
    // 行政处罚(25件)、行政许可(2件): each has a bracket of its own.
    const bool bracketed = StartsWith(parted, U")") && EndsWith(parted, U"(");
    return other.sentence == quantity.sentence && (bracketed || !ContainsAnyOf(parted, U"()\n")) &&
           (other.quantity.unit() == quantity.quantity.unit() || other.quantity.unit() == "%");
  };
  uint32_t first = m;
  bool stopped = false;
  for (; first > m - std::min(m, kReach) && in_list(first - 1, between(first - 1, first)); --first) {
    stopped |= Contains(between(first - 1, first), U';');
    if (!stopped && SaysKind(own(first - 1))) return true;
  }
  for (uint32_t k = m + 1; k < std::min(size, m + kReach) && in_list(k, between(k - 1, k)); ++k) {
    if (Contains(between(k - 1, k), U';')) break;
    if (SaysKind(own(k))) return true;
  }
  const uint32_t begin = quantities_[measures_[first].quantity].begin;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantity.sentence)).begin();
  const auto lead = context_.Slice(std::max(sentence, begin - std::min(begin, kLongestLead)), begin);
  return weights_.kinds_of_cases.StandsIn(lead);
}

// Whether the measure links to reviews or suits.
bool LinkExclusions::IsOfReviews(uint32_t m) const {
  return links_[m].indicator >= 0 &&
         weights_.of_reviews.Names(IdOf(static_cast<uint32_t>(links_[m].indicator)));
}

// 全年受理行政复议案件61件。市场监管领域案件23件: what stands right behind a count of reviews, with no verb
// of its own.
bool LinkExclusions::IsBehindReviews(uint32_t m) const {
  constexpr uint32_t kReach = 8;  // figures before
  const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
  if (!CountsNamedCases(m)) return false;
  for (uint32_t k = m; k > m - std::min(m, kReach);) {
    --k;
    const GroundedQuantity& before = quantities_[measures_[k].quantity];
    if (before.end > quantity.begin || quantity.sentence - before.sentence > 1 ||
        Contains(context_.Slice(before.end, quantity.begin), U'\n'))
      return false;
    if (links_[k].indicator >= 0) return quantity.sentence != before.sentence && IsOfReviews(k);
  }
  return false;
}

// 受理复议申请83件,行政裁决2件; 驳回复议请求9件,调解结案3件: what is a part of reviews, or of what other
// parts say are reviews, is no other sort of thing.
bool LinkExclusions::IsKindOfReviews(uint32_t m, uint32_t indicator) const {
  constexpr uint32_t kReach = 8;  // figures before
  const uint32_t whole = relations_[m].part_of;
  if (whole >= m || weights_.of_reviews.Names(IdOf(indicator))) return false;
  if (links_[whole].indicator >= 0) return IsOfReviews(whole);
  for (uint32_t k = m - std::min(m, kReach); k < m; ++k) {
    if (relations_[k].part_of == whole && IsOfReviews(k)) return true;
  }
  return false;
}

// 收到申请96件,受理81件、自愿撤回9件: what came of applications beside those that were accepted is no outcome
// of a case.
bool LinkExclusions::IsBeforeAccepted(uint32_t m, uint32_t indicator) const {
  constexpr uint32_t kReach = 4;  // figures before
  const uint32_t whole = relations_[m].part_of;
  if (whole >= m || links_[whole].indicator < 0) return false;
  const std::string& all = IdOf(static_cast<uint32_t>(links_[whole].indicator));
  const std::string& of = catalog_.proto().indicators(static_cast<int>(indicator)).part_of();
  if (of.empty() || of == all) return false;
  for (uint32_t k = m - std::min(m, kReach); k < m; ++k) {
    if (relations_[k].part_of != whole || links_[k].indicator < 0) continue;
    const v1::Indicator& accepted = catalog_.proto().indicators(links_[k].indicator);
    if (absl::EndsWith(accepted.id(), ".cases_accepted") && accepted.part_of() == all &&
        absl::StartsWith(of, accepted.id().substr(0, accepted.id().find('.') + 1)))
      return true;
  }
  return false;
}

// 全程网办率91.5%,其中企业登记网办率98.2%: the rate of a part, which words before the candidate's name, is
// none of the whole's; not 网上可办率98.9%,其中全程网办率85.2%.
bool LinkExclusions::IsRateOfPart(const Asked& asked, const Candidate& candidate) const {
  const uint32_t m = asked.m;
  const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
  if (m == 0 || quantity.quantity.unit() != "%" || links_[m - 1].indicator < 0) return false;
  const GroundedQuantity& before = quantities_[measures_[m - 1].quantity];
  const bool narrowed = candidate.begin + measures_[m].own.size() > asked.phrase.size();
  return (narrowed || links_[m - 1].indicator == static_cast<int>(candidate.indicator)) &&
         before.sentence == quantity.sentence && before.quantity.unit() == "%" &&
         StartsWith(context_.Slice(before.end, quantity.begin), U",其中");
}

// 办理复议案件128件(含上年结转11件),其中受理117件: those that were accepted are a part of it.
bool LinkExclusions::HoldsThoseAccepted(uint32_t m) const {
  constexpr uint32_t kMostBehind = 4;
  const auto own = [&](uint32_t k) { return context_.Slice(measures_[k].own.begin, measures_[k].own.end); };
  if (Contains(own(m), U"受理") || Contains(own(m), U"收")) return false;
  const auto end = std::min(static_cast<uint32_t>(measures_.size()), m + 1 + kMostBehind);
  for (uint32_t k = m + 1; k < end; ++k) {
    if (relations_[k].part_of == m &&
        IsOneOf(own(k), {U"受理", U"新受理", U"本年受理", U"当年受理", U"今年受理"}))
      return true;
  }
  return false;
}

// 受理60件,加上年结转4件,共办理64件: what was carried in was not accepted this year.
bool LinkExclusions::IsWithCarriedIn(uint32_t m, uint32_t indicator) const {
  constexpr uint32_t kMostBetween = 3;
  if (!absl::EndsWith(IdOf(indicator), ".cases_accepted")) return false;
  if (HoldsThoseAccepted(m)) return true;
  for (uint32_t k = m - std::min(m, kMostBetween); k < m; ++k) {
    if (relations_[k].part_of == m && links_[k].indicator >= 0 &&
        absl::EndsWith(IdOf(static_cast<uint32_t>(links_[k].indicator)), ".carried_in"))
      return true;
  }
  return false;
}

// 评查288卷,良好143卷;合格71卷,占24.7%: where the part is not what a rate is made of, its share of the whole
// is not the rate.
bool LinkExclusions::IsShareOfOtherPart(uint32_t m, uint32_t indicator) const {
  const v1::Indicator& rate = catalog_.proto().indicators(static_cast<int>(indicator));
  const uint32_t part = measures_[m].base;
  if (rate.numerator().empty() || part >= m ||
      !StartsWith(context_.Slice(measures_[m].own.begin, measures_[m].own.end), U"占"))
    return false;
  const uint32_t whole = relations_[part].part_of;
  const auto is = [&](uint32_t of, const std::string& id) {
    return links_[of].indicator >= 0 && IdOf(static_cast<uint32_t>(links_[of].indicator)) == id;
  };
  return whole < m && is(whole, rate.denominator()) && !is(part, rate.numerator());
}

// Whether the whole is of another domain, and none that the catalog says the indicator is a part of:
// 行政处罚40件 out of 行政复议案件 are cases about penalties, 重大行政决策9件 out of 审查涉法文件 are
// reviews of decisions.
bool LinkExclusions::OfOtherKind(uint32_t indicator, int whole) const {
  if (whole < 0) return false;
  const v1::Indicator& part = catalog_.proto().indicators(static_cast<int>(indicator));
  const v1::Indicator& all = catalog_.proto().indicators(whole);
  // 出具审查意见149件,其中规范性文件17件、重大行政决策11件: reviews are of papers and of decisions.
  if (part.domain() == v1::DOMAIN_DECISIONS && all.domain() == v1::DOMAIN_NORMS) return false;
  // 窗口办理业务860件,其中准予行政许可412件
  if (weights_.service.Names(all.id()) && weights_.of_service.Names(part.id())) return false;
  return part.domain() != all.domain() && part.part_of() != all.id() && !weights_.of_itself.Names(part.id());
}

}  // namespace fazhi::extraction
