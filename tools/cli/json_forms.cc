#include "tools/cli/json_forms.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/text/excerpt.h"
#include "services/text/source_map.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kOne = 10000;

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json SpanForm(const v1::Span& span) { return Json::array({span.begin(), span.end()}); }

std::string TextAt(const std::u32string& decoded, const v1::Span& span) {
  const size_t end = std::min<size_t>(span.end(), decoded.size());
  const size_t begin = std::min<size_t>(span.begin(), end);
  return ToUtf8(decoded.data() + begin, end - begin);
}

// JSON text holds any Unicode; what is no UTF-8 is replaced, never thrown.
std::string Line(const Json& json) {
  return absl::StrCat(json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace), "\n");
}

Json ScopeWord(v1::Scope scope) {
  if (scope == v1::SCOPE_UNSPECIFIED) return Json();
  if (scope == v1::SCOPE_NOT_STATED) return "unspecified";
  return absl::AsciiStrToLower(absl::StripPrefix(v1::Scope_Name(scope), "SCOPE_"));
}

// A finding's `expected` and `printed` are decimals or dates; the form has numbers where they are numbers.
Json FigureForm(const std::string& figure) {
  if (figure.empty()) return Json();
  int64_t whole;
  if (absl::SimpleAtoi(figure, &whole)) return Json(whole);
  double number;
  if (figure.find_first_not_of("0123456789.") == std::string::npos && absl::SimpleAtod(figure, &number)) {
    return Json(number);
  }
  return Json(figure);
}

// The headings above a sentence, outermost first.
Json HeadingPath(const v1::Outline& outline, uint32_t sentence) {
  Json path = Json::array();
  if (sentence >= static_cast<uint32_t>(outline.sentences_size())) return path;
  uint32_t section = outline.sentences(static_cast<int>(sentence)).section();
  while (section > 0 && section < static_cast<uint32_t>(outline.sections_size())) {
    const v1::Section& s = outline.sections(static_cast<int>(section));
    path.insert(path.begin(), s.heading_text());
    if (s.parent() >= section) break;
    section = s.parent();
  }
  return path;
}

Json StartOf(const v1::ObservationSet& set, uint32_t index) {
  if (index >= static_cast<uint32_t>(set.observations_size())) return Json();
  return set.observations(static_cast<int>(index)).source_span().begin();
}

Json ObservationForm(const v1::ObservationSet& set, const v1::Observation& o,
                     const DocumentContext& context) {
  const v1::Quantity& q = o.quantity();
  Json row;
  row["doc"] = context.doc;
  row["start"] = o.source_span().begin();
  row["end"] = o.source_span().end();
  row["text"] = TextAt(context.decoded, o.source_span());
  row["value"] = NumberForm(q.value_e4());
  if (q.has_high_e4()) row["high"] = NumberForm(q.high_e4());
  row["unit"] = q.unit();
  row["bound"] = Word(v1::Bound_Name(q.bound()), "BOUND_");
  row["kind"] = Word(v1::Kind_Name(o.kind()), "KIND_");
  if (o.kind() == v1::KIND_CHANGE) row["direction"] = Word(v1::Direction_Name(o.direction()), "DIRECTION_");
  row["status"] = Word(v1::Status_Name(o.status()), "STATUS_");
  row["period"] = OrNull(o.period());
  row["scope"] = ScopeWord(o.scope());
  row["measure"] = o.measure();
  row["indicator"] = OrNull(o.indicator());
  row["part_of"] = o.has_part_of() ? StartOf(set, o.part_of()) : Json();
  row["rate_of"] =
      o.has_rate_of()
          ? Json::array({StartOf(set, o.rate_of().numerator()), StartOf(set, o.rate_of().denominator())})
          : Json();
  row["name"] = o.name();
  row["confidence"] = std::lround(o.confidence() * 1000) / 1000.0;
  row["headings"] = HeadingPath(set.outline(), o.sentence());
  row["span"] = SpanForm(o.span());
  if (context.explain) {
    row["rule"] = o.rule();
    row["link_reason"] = OrNull(o.link_reason());
    row["confidence_signs"] = Json::array();
    for (const std::string& sign : o.confidence_signs()) row["confidence_signs"].push_back(sign);
  }
  return row;
}

Json FindingForm(const v1::Finding& finding) {
  Json row;
  row["type"] = Word(v1::FindingType_Name(finding.type()), "FINDING_TYPE_");
  row["at"] = Json::array();
  for (const v1::Span& span : finding.source_spans()) row["at"].push_back(span.begin());
  row["expected"] = FigureForm(finding.expected());
  row["printed"] = FigureForm(finding.printed());
  row["text_zh"] = finding.text_zh();
  row["text_en"] = finding.text_en();
  row["quotation"] = finding.quotation();
  row["observations"] = Json::array();
  for (const std::string& name : finding.observations()) row["observations"].push_back(name);
  if (!finding.against().empty()) row["against"] = finding.against();
  return row;
}

// Numbers that are no quantities, and grey ones (五个统一), which are listed nowhere else: in the order of
// the text.
Json RejectedForm(const v1::ObservationSet& set, SourceLocator& locator, const std::u32string& decoded) {
  constexpr uint32_t kAround = 24;  // code points
  const std::u32string text = ToCodePoints(set.outline().report().text());
  std::vector<std::pair<v1::Span, std::string>> rejected;  // by the place in the clean text
  for (const v1::RejectedCandidate& candidate : set.rejected())
    rejected.emplace_back(candidate.span(), candidate.rule());
  for (const v1::Observation& o : set.observations()) {
    if (o.grey()) rejected.emplace_back(o.span(), o.rule());
  }
  std::stable_sort(rejected.begin(), rejected.end(),
                   [](const auto& a, const auto& b) { return a.first.begin() < b.first.begin(); });
  Json form = Json::array();
  for (const auto& [span, rule] : rejected) {
    const v1::Span source = locator.ToSource(span.begin(), span.end());
    form.push_back({{"start", source.begin()},
                    {"end", source.end()},
                    {"text", TextAt(decoded, source)},
                    {"rule", rule},
                    {"around", LineExcerpt(text, span.begin(), span.end(), kAround)}});
  }
  return form;
}

}  // namespace

Json NumberForm(int64_t value_e4) {
  if (value_e4 % kOne == 0) return value_e4 / kOne;
  return static_cast<double>(value_e4) / kOne;
}

std::string DecimalForm(int64_t value_e4) {
  const bool negative = value_e4 < 0;
  const uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(value_e4) : static_cast<uint64_t>(value_e4);
  std::string text = absl::StrCat(negative ? "-" : "", magnitude / kOne);
  if (uint64_t rest = magnitude % kOne; rest != 0) {
    std::string digits = absl::StrCat(kOne + static_cast<int64_t>(rest)).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    absl::StrAppend(&text, ".", digits);
  }
  return text;
}

Json Word(absl::string_view enum_name, absl::string_view prefix) {
  const std::string word = absl::AsciiStrToLower(absl::StripPrefix(enum_name, prefix));
  return word.empty() || word == "unspecified" ? Json() : Json(word);
}

std::string ObservationLines(const Reading& reading, const DocumentContext& context) {
  std::string lines;
  for (const v1::Observation& o : reading.set.observations()) {
    if (!o.grey()) lines += Line(ObservationForm(reading.set, o, context));
  }
  return lines;
}

Json DocumentForm(const Reading& reading, const DocumentContext& context) {
  const v1::Outline& outline = reading.set.outline();
  const v1::Report& report = outline.report();
  SourceLocator locator(report.source_map(), static_cast<uint32_t>(CountCodePoints(report.text())));
  Json row;
  row["doc"] = context.doc;
  row["file"] = context.file;
  row["kind"] = Word(v1::ReportKind_Name(report.kind()), "REPORT_KIND_");
  row["title"] = OrNull(report.title());
  row["region_code"] = OrNull(report.region().code());
  row["region_name"] = OrNull(report.region().name());
  row["parent_code"] = OrNull(report.region().parent_code());
  row["issuer"] = OrNull(report.issuer());
  row["reporting_body"] = Word(v1::ReportingBody_Name(report.reporting_body()), "REPORTING_BODY_");
  row["year"] = report.year() == 0 ? Json() : Json(report.year());
  row["document_number"] = OrNull(report.document_number());
  row["published"] = OrNull(report.published());
  row["body"] = SpanForm(report.body_source_span());
  row["unread"] = report.has_unread() ? SpanForm(report.unread().source_span()) : Json();
  row["sections"] = Json::array();
  for (const v1::Section& section : outline.sections()) {
    if (section.level() == 0) continue;
    const v1::Span heading = locator.ToSource(section.heading().begin(), section.heading().end());
    row["sections"].push_back({{"start", heading.begin()},
                               {"heading", section.heading_text()},
                               {"level", section.level()},
                               {"role", Word(v1::Role_Name(section.role()), "ROLE_")}});
  }
  row["findings"] = Json::array();
  row["notes"] = Json::array();
  for (const v1::Finding& finding : reading.findings) {
    row[finding.note() ? "notes" : "findings"].push_back(FindingForm(finding));
  }
  row["addressee"] = OrNull(report.addressee());
  row["subject"] = OrNull(report.subject());
  row["published_kind"] = Word(v1::DateKind_Name(report.published_kind()), "DATE_KIND_");
  row["site_code"] = OrNull(report.site_code());
  row["content_kind"] = Word(v1::ContentKind_Name(report.document().content_kind()), "CONTENT_KIND_");
  row["charset"] = OrNull(report.document().charset());
  row["replaced_sequences"] = report.document().replaced_sequences();
  row["sha256"] = report.document().sha256();
  row["text_sha256"] = report.text_sha256();
  row["pipeline_version"] = report.pipeline_version();
  row["tables"] = report.tables_size();
  row["sentences"] = outline.sentences_size();
  row["observations"] = std::count_if(reading.set.observations().begin(), reading.set.observations().end(),
                                      [](const v1::Observation& o) { return !o.grey(); });
  if (context.explain) {
    row["rejected"] = RejectedForm(reading.set, locator, context.decoded);
  }
  return row;
}

std::string DocumentLine(const Reading& reading, const DocumentContext& context) {
  return Line(DocumentForm(reading, context));
}

}  // namespace fazhi
