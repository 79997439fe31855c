#include "services/ingestion/core/identify_who.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

v1::ReportingBody Classify(const BodyName& name) {
  switch (name.unit) {
    case UnitKind::kDepartment:
      return v1::REPORTING_BODY_DEPARTMENT;
    case UnitKind::kOther:
      return v1::REPORTING_BODY_OTHER;
    case UnitKind::kTownship:
      return v1::REPORTING_BODY_TOWNSHIP;
    case UnitKind::kNone:
    case UnitKind::kGovernment:
    case UnitKind::kParty:
      break;
  }
  if (!name.places.empty() && name.places.back().level == PlaceLevel::kTownship)
    return v1::REPORTING_BODY_TOWNSHIP;
  // A title that names the zone alone is on all that is in it.
  if (name.unit == UnitKind::kGovernment && !name.places.empty() && name.places.back().developed)
    return v1::REPORTING_BODY_OTHER;
  return v1::REPORTING_BODY_GOVERNMENT;
}

struct Choice {
  const NamedText* text = nullptr;
  const BodyName* name = nullptr;
};

Choice First(const NamedText& text) {
  if (text.bodies.empty()) return {};
  return {&text, &text.bodies[0]};
}

// The first name of a township among what the text and its page say.
Choice FirstTownship(const Witnesses& witnesses) {
  for (const NamedText* text :
       {&witnesses.signature, &witnesses.issuer, &witnesses.opening, &witnesses.source, &witnesses.site_name,
        &witnesses.page_title, &witnesses.sponsor}) {
    for (const BodyName& name : text->bodies) {
      if (Classify(name) == v1::REPORTING_BODY_TOWNSHIP) return {text, &name};
    }
  }
  return {};
}

// Whether a text that `department` put out is on its own work; if not it is its government's (冠县司法局 puts
// out 冠县's). `opening` gets the division that the first sentences are on.
bool IsDepartmentsOwn(const Witnesses& witnesses, const BodyName& department, const IdentifyWords& words,
                      Choice& opening) {
  if (witnesses.own_department > 0 || !words.government_writer.Has(ToCodePoints(department.department)))
    return true;
  opening = First(witnesses.opening);
  if (opening.name != nullptr) return opening.name->unit == UnitKind::kDepartment;
  return witnesses.own_region == 0;
}

Reporter Make(v1::ReportingBody body, Choice choice) {
  Reporter reporter;
  reporter.body = body;
  reporter.text = choice.text;
  reporter.name = choice.name;
  return reporter;
}

Reporter ByTitle(const Witnesses& witnesses, const IdentifyWords& words) {
  const std::vector<BodyName>& names = witnesses.title.bodies;
  const Choice lead = {&witnesses.title, &names[0]};
  // 冠县司法局关于冠县2024年…: what it is about.
  if (names.size() > 1) {
    const Choice about = {&witnesses.title, &names[1]};
    const std::u32string_view between =
        std::u32string_view(witnesses.title.text).substr(lead.name->end, about.name->begin - lead.name->end);
    // …关于印发《冠县…》的通知 is the notice of whoever issues it.
    const bool issues = Contains(between, U'《') || ContainsOneOf(between, {U"印发", U"转发"});
    if (issues && lead.name->unit != UnitKind::kNone) return Make(Classify(*lead.name), lead);
    if (!about.name->places.empty() || about.name->unit == UnitKind::kDepartment) {
      return Make(Classify(*about.name), about);
    }
  }
  const v1::ReportingBody body = Classify(*lead.name);
  const std::u32string_view behind = std::u32string_view(witnesses.title.text).substr(lead.name->end);
  if (body == v1::REPORTING_BODY_DEPARTMENT && StartsWith(behind, U"关于")) {
    Choice opening;
    const bool whole_region = ContainsOneOf(behind, {U"全县", U"全市", U"全区", U"全省", U"全州"});
    if (whole_region || !IsDepartmentsOwn(witnesses, *lead.name, words, opening)) {
      return Make(v1::REPORTING_BODY_GOVERNMENT, lead.name->places.empty() && opening.name ? opening : lead);
    }
  }
  return Make(body, lead);
}

Reporter ByText(const Witnesses& witnesses, const IdentifyWords& words) {
  if (witnesses.own_township > 0 && witnesses.own_department == 0) {
    const Choice township = FirstTownship(witnesses);
    if (township.name != nullptr || witnesses.own_region == 0)
      return Make(v1::REPORTING_BODY_TOWNSHIP, township);
  }
  for (const NamedText* text : {&witnesses.signature, &witnesses.opening, &witnesses.issuer}) {
    const Choice choice = First(*text);
    if (choice.name == nullptr) continue;
    const v1::ReportingBody body = Classify(*choice.name);
    if (text == &witnesses.opening) {
      // 刚才,白果坪镇作了发言 in a speech on 全县: one that is named, and not whose text it is.
      if (body == v1::REPORTING_BODY_TOWNSHIP && witnesses.own_region > 0 && witnesses.own_township == 0) {
        return Make(v1::REPORTING_BODY_GOVERNMENT, {});
      }
      if (body == v1::REPORTING_BODY_GOVERNMENT && witnesses.own_department > witnesses.own_region) {
        return Make(v1::REPORTING_BODY_DEPARTMENT, First(witnesses.issuer));
      }
      // 全市两级法院审理案件 put out by 某市中级人民法院: the opening names only the place.
      const Choice issuer = First(witnesses.issuer);
      if (choice.name->unit == UnitKind::kNone && issuer.name != nullptr &&
          issuer.name->unit == UnitKind::kOther)
        return Make(v1::REPORTING_BODY_OTHER, issuer);
      return Make(body, choice);
    }
    if (body != v1::REPORTING_BODY_DEPARTMENT) return Make(body, choice);
    Choice opening;
    if (IsDepartmentsOwn(witnesses, *choice.name, words, opening)) return Make(body, choice);
    return Make(v1::REPORTING_BODY_GOVERNMENT, opening.name != nullptr ? opening : choice);
  }
  if (witnesses.own_department > 0) return Make(v1::REPORTING_BODY_DEPARTMENT, {});
  if (witnesses.own_other > 0) return Make(v1::REPORTING_BODY_OTHER, {});
  if (witnesses.own_region > 0) return Make(v1::REPORTING_BODY_GOVERNMENT, {});
  return {};
}

}  // namespace

Reporter FindReporter(const Witnesses& witnesses, const IdentifyWords& words) {
  Reporter reporter = witnesses.title.bodies.empty() ? ByText(witnesses, words) : ByTitle(witnesses, words);
  if (reporter.body == v1::REPORTING_BODY_GOVERNMENT || reporter.body == v1::REPORTING_BODY_TOWNSHIP) {
    reporter.subject = "government";
  } else if (reporter.name != nullptr) {
    reporter.subject = reporter.name->department;
    // A development zone's own report takes the place that a government's has.
    if (reporter.body == v1::REPORTING_BODY_OTHER && reporter.subject.empty())
      reporter.subject = "government";
  }
  return reporter;
}

}  // namespace fazhi
