#include "services/extraction/core/scope_decider.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/judiciary.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Parts of parts that are followed up to a scope.
constexpr int kDeepest = 8;

}  // namespace

ScopeDecider::ScopeDecider(const Context& context, const Catalog& catalog,
                           const std::vector<GroundedQuantity>& quantities,
                           const std::vector<Measure>& measures, const std::vector<Relation>& relations,
                           const std::vector<Link>& links, const std::vector<SaidScope>& said)
    : context_(context),
      catalog_(catalog),
      quantities_(quantities),
      measures_(measures),
      relations_(relations),
      links_(links),
      said_(said),
      words_(ScopeWords::Get()),
      lowest_(context.outline.report().kind() == v1::REPORT_KIND_ANNUAL_REPORT &&
              (context.outline.report().reporting_body() == v1::REPORTING_BODY_TOWNSHIP ||
               context.outline.report().reporting_body() == v1::REPORTING_BODY_OTHER)),
      township_(context.outline.report().reporting_body() == v1::REPORTING_BODY_TOWNSHIP),
      below_(context.outline.report().reporting_body() == v1::REPORTING_BODY_GOVERNMENT ||
             context.outline.report().reporting_body() == v1::REPORTING_BODY_DEPARTMENT),
      judiciary_(JudiciaryOf(context.outline.report()) != Judiciary::kNone) {}

v1::Scope ScopeDecider::Of(uint32_t m) {
  const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
  const bool linked = links_[m].indicator >= 0;
  if (quantity.grey || (quantity.kind == v1::KIND_RANK && !linked)) return v1::SCOPE_UNSPECIFIED;
  Enter(quantity);
  if (!linked) return OfUnlinked(m);
  const absl::string_view id = catalog_.proto().indicators(links_[m].indicator).id();
  v1::Scope scope = Whole(m);
  const bool others = !judiciary_ && scope == v1::SCOPE_JUDICIARY && !words_.IsOfCourts(id);
  if (others) {
    // 全县法院开庭审理26件,负责人出庭26件
    scope = said_[measures_[m].quantity].doer == ScopeDoer::kAllCourts ? v1::SCOPE_JURISDICTION
                                                                       : v1::SCOPE_NOT_STATED;
  }
  if (!others || words_.IsJudiciarys(id)) scope = Docket(m, scope);
  // 我院移送问题线索2条, 全市法院审结案件852件 in a court's or procuratorate's own report
  const bool courts =
      scope == v1::SCOPE_JUDICIARY || scope == v1::SCOPE_NOT_STATED || scope == v1::SCOPE_OWN_LEVEL;
  if (judiciary_ && courts && words_.IsJudiciarys(id)) return v1::SCOPE_JUDICIARY;
  if (scope == v1::SCOPE_NOT_STATED) scope = said_[measures_[m].quantity].heading;
  const bool own = words_.IsBodysOwn(id) ||
                   (lowest_ && (words_.IsLowestOwn(id) || (township_ && words_.IsTownshipsOwn(id))));
  return scope == v1::SCOPE_NOT_STATED && own ? v1::SCOPE_OWN_LEVEL : scope;
}

v1::Scope ScopeDecider::OfUnlinked(uint32_t m) {
  v1::Scope scope = Own(m);  // 全县436件,其中县政府186件: the part that is another body's has no indicator
  if (scope == v1::SCOPE_NOT_STATED) scope = Whole(m);
  if (scope == v1::SCOPE_NOT_STATED) return said_[measures_[m].quantity].heading;
  if (scope == v1::SCOPE_JUDICIARY) return scope;
  phrase_.clear();
  measures_[m].phrase.AppendTo(context_.text, phrase_);
  if (const uint32_t docket = words_.DocketOfMeasure(phrase_); docket != ScopeWords::kNoDocket) {
    docket_ = docket;
    docket_scope_ = scope;
  }
  return scope;
}

void ScopeDecider::Enter(const GroundedQuantity& quantity) {
  while (sentence_ < quantity.sentence) {
    const uint32_t begin = context_.outline.sentences(static_cast<int>(++sentence_)).begin();
    if (begin == 0 || context_.text[begin - 1] == U'\n') {
      docket_ = ScopeWords::kNoDocket;
      exercised_ = false;
      read_ = begin;
    }
  }
  if (!exercised_) exercised_ = words_.FindExercised(context_.text, read_, quantity.begin) < quantity.begin;
  read_ = std::max(read_, quantity.begin);
}

v1::Scope ScopeDecider::Inherent(uint32_t m) const {
  if (links_[m].indicator < 0) return v1::SCOPE_UNSPECIFIED;
  const v1::Indicator& indicator = catalog_.proto().indicators(links_[m].indicator);
  const bool department = context_.outline.report().reporting_body() == v1::REPORTING_BODY_DEPARTMENT;
  if (department && absl::StartsWith(indicator.id(), "assessment.") && IsPlaceAmongBodies(m))
    return v1::SCOPE_OWN_LEVEL;
  return below_ && words_.IsBelowsOwn(indicator.id()) ? v1::SCOPE_SUBORDINATE : indicator.inherent_scope();
}

// 我局居市直部门第2名: a body's place among bodies is its own.
bool ScopeDecider::IsPlaceAmongBodies(uint32_t m) const {
  constexpr uint32_t kReach = 16;
  const uint32_t at = quantities_[measures_[m].quantity].begin;
  const auto before = context_.Slice(at - std::min(at, kReach), at);
  for (size_t i = before.find(U'直'); i != before.npos; i = before.find(U'直', i + 1)) {
    if (i > 0 && IsLevel(before[i - 1]) &&
        BeginningLength(before.substr(i + 1), {U"部门", U"单位", U"机关", U"执法", U"各"}) != 0)
      return true;
  }
  return false;
}

v1::Scope ScopeDecider::Said(uint32_t m) const {
  const SaidScope& said = said_[measures_[m].quantity];
  if (links_[m].indicator < 0) return said.scope;
  const absl::string_view id = catalog_.proto().indicators(links_[m].indicator).id();
  // 县委依法治县办督察发现问题83个: who inspects finds it with those below.
  if (below_ && said.scope == v1::SCOPE_OWN_LEVEL && words_.IsInspecteds(id)) return v1::SCOPE_SUBORDINATE;
  if (said.doer == ScopeDoer::kBody) return said.scope;
  return words_.IsOf(said.doer, id) ? said.scope : v1::SCOPE_NOT_STATED;
}

v1::Scope ScopeDecider::Own(uint32_t m) const {
  if (const v1::Scope inherent = Inherent(m); inherent != v1::SCOPE_UNSPECIFIED) return inherent;
  const v1::Scope said = Said(m);
  const uint32_t base = measures_[m].base;
  if (said == v1::SCOPE_NOT_STATED && base != kNoMeasure && Inherent(base) != v1::SCOPE_UNSPECIFIED)
    return Inherent(base);
  return said;
}

v1::Scope ScopeDecider::Whole(uint32_t m) const {
  if (const v1::Scope inherent = Inherent(m); inherent != v1::SCOPE_UNSPECIFIED) return inherent;
  v1::Scope scope = v1::SCOPE_NOT_STATED;
  for (int depth = 0; depth < kDeepest && m != kNoMeasure; ++depth) {
    if (const v1::Scope own = Own(m); own != v1::SCOPE_NOT_STATED) scope = own;
    if (relations_[m].by_numbers || scope == v1::SCOPE_JUDICIARY) break;
    m = relations_[m].part_of != kNoMeasure ? relations_[m].part_of : relations_[m].denominator;
  }
  return scope;
}

v1::Scope ScopeDecider::Docket(uint32_t m, v1::Scope scope) {
  const absl::string_view id = catalog_.proto().indicators(links_[m].indicator).id();
  const uint32_t docket = words_.DocketOf(id, context_.outline.report().reporting_body());
  if (docket == ScopeWords::kNoDocket) return scope;
  if (scope == v1::SCOPE_NOT_STATED) {
    if (docket == docket_) return docket_scope_;
    return exercised_ && absl::StartsWith(id, "reconsideration.") ? v1::SCOPE_OWN_LEVEL : scope;
  }
  if (scope == v1::SCOPE_JUDICIARY) return scope;  // of courts' own, not of who is sued
  docket_ = docket;
  docket_scope_ = scope;
  return scope;
}

}  // namespace fazhi::extraction
