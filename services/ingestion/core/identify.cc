#include "services/ingestion/core/identify.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/ingestion/core/identify_lines.h"
#include "services/ingestion/core/identify_names.h"
#include "services/ingestion/core/identify_title.h"
#include "services/ingestion/core/identify_when.h"
#include "services/ingestion/core/identify_who.h"
#include "services/ingestion/core/identify_words.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Lines in which a document number may stand alone.
constexpr size_t kNumberLines = 6;
// Chinese characters of a body's name (县府办), at least.
constexpr std::ptrdiff_t kMinBodyName = 3;

// The first document number of `folded`, in the characters of `printed`; `whole` tells whether it is all.
std::u32string NumberIn(std::u32string_view folded, std::u32string_view printed, bool& whole) {
  size_t begin = 0, end = 0;
  std::u32string number = FindDocumentNumber(folded, &begin, &end);
  whole = !number.empty() && begin == 0 && end == folded.size();
  if (number.empty() || folded == printed) return number;
  number = printed.substr(begin, end - begin);
  number.erase(std::remove(number.begin(), number.end(), U' '), number.end());
  return number;
}

// The number that a line of its own has, or the page's metadata.
std::u32string DocumentNumber(const ReportLines& lines, const PageMetadata& page) {
  bool whole = false;
  if (const ReportLines::Line* line = lines.FirstOf(v1::BLOCK_KIND_DOCUMENT_NUMBER)) {
    std::u32string number = NumberIn(line->folded, line->printed, whole);
    return number.empty() ? std::u32string(line->printed) : number;
  }
  size_t seen = 0;
  for (const ReportLines::Line& line : lines.head) {
    if (++seen > kNumberLines) break;
    std::u32string number = NumberIn(line.folded, line.printed, whole);
    if (whole) return number;
  }
  const std::u32string said = ToCodePoints(page.document_number);
  std::u32string folded = said;
  FoldTraditional(folded);
  return NumberIn(folded, said, whole);
}

std::u32string Addressee(const ReportLines& lines) {
  const ReportLines::Line* line = lines.FirstOf(v1::BLOCK_KIND_ADDRESSEE);
  if (line == nullptr) return {};
  std::u32string addressee(line->printed);
  while (!addressee.empty() && (addressee.back() == U':' || addressee.back() == U' ')) addressee.pop_back();
  return addressee;
}

// The ten digits or letters of a 网站标识码, whatever stands behind them; empty for anything shorter.
std::string SiteCode(const std::string& printed) {
  constexpr size_t kSize = 10;
  const auto end =
      std::find_if_not(printed.begin(), printed.end(), [](char c) { return absl::ascii_isalnum(c); });
  return end - printed.begin() >= static_cast<std::ptrdiff_t>(kSize) ? printed.substr(0, kSize) : "";
}

std::optional<DateMention> DateOf(const std::string& utf8) {
  std::u32string text = ToCodePoints(utf8);
  FoldTraditional(text);  // 2024年1月8號
  return FindDate(text);
}

// The body that publishes, as printed: by the page, else who signed, else whom the title names as speaking.
std::u32string Issuer(const PageMetadata& page, const Signature& signature, const Witnesses& witnesses,
                      std::u32string_view title, const IdentifyWords& words) {
  // Placeholders (无, 暂无, -) are shorter than any body's name.
  std::u32string issuer = ToCodePoints(page.issuer);
  if (std::count_if(issuer.begin(), issuer.end(), IsHan) >= kMinBodyName) return issuer;
  if (!signature.body.empty()) return signature.printed_body;
  for (const BodyName& body : witnesses.source.bodies) {
    if (words.own.MatchAt(witnesses.source.text, 0) != nullptr) break;  // 来源:本局
    if (body.unit != UnitKind::kNone && body.begin == 0 && body.end == witnesses.source.text.size()) {
      return ToCodePoints(page.source);
    }
  }
  for (const BodyName& body : witnesses.title.bodies) {
    if (body.unit != UnitKind::kNone && !body.places.empty() && body.begin == 0) {
      return std::u32string(title.substr(0, body.end));
    }
    break;
  }
  return {};
}

// A speech opens with those whom it thanks (刚才,市公安局…作了发言): none of them is the speaker's.
void DropDepartments(NamedText& opening) {
  auto& bodies = opening.bodies;
  bodies.erase(std::remove_if(bodies.begin(), bodies.end(),
                              [](const BodyName& body) { return body.unit == UnitKind::kDepartment; }),
               bodies.end());
}

}  // namespace

void Identify(const PageMetadata& page, const v1::Document& document, const RegionTable& regions,
              std::u32string_view text, v1::Report& report) {
  const IdentifyWords& words = IdentifyWords::Default();
  const NameReader reader(regions, words);
  const ReportLines lines = ReadReportLines(report, text);

  const std::u32string title =
      FindTitle(lines, page, NormalizeLine(ToCodePoints(document.title_hint())), words);
  std::u32string folded = title;
  if (report.has_traditional()) FoldTraditional(folded);
  const v1::ReportKind kind = FindKind(folded, lines, words);
  report.set_title(ToUtf8(FindIssuedTitle(lines, folded, title)));
  report.set_kind(kind);
  report.set_document_number(ToUtf8(DocumentNumber(lines, page)));
  const std::u32string addressee = Addressee(lines);
  report.set_addressee(ToUtf8(addressee));
  report.set_site_code(SiteCode(page.site_code.empty() ? document.site_code() : page.site_code));

  const Signature signature = FindSignature(lines, reader, words);
  const std::optional<DateMention> published = DateOf(page.published);
  const std::optional<DateMention> issued = DateOf(page.issued);
  const std::optional<DateMention>& signed_on = signature.date.has_value() ? signature.date : issued;
  if (published.has_value()) {
    report.set_published(published->Iso());
    report.set_published_kind(v1::DATE_KIND_PUBLICATION);
  } else if (issued.has_value() || signature.date.has_value()) {
    report.set_published((issued.has_value() ? issued : signature.date)->Iso());
    report.set_published_kind(v1::DATE_KIND_SIGNATURE);
  }
  const int year = FindReportYear(kind, folded, lines, signed_on, published, words);
  report.set_year(static_cast<uint32_t>(year));

  Witnesses witnesses = CallWitnesses(lines, title, signature, addressee, page, reader, words, kind);
  if (kind == v1::REPORT_KIND_SPEECH) DropDepartments(witnesses.opening);
  report.set_issuer(ToUtf8(Issuer(page, signature, witnesses, title, words)));
  const Reporter reporter = FindReporter(witnesses, words);
  report.set_reporting_body(reporter.body);
  report.set_subject(reporter.subject);
  *report.mutable_region() = FindRegion(witnesses, reporter, year, report.site_code(), text, regions, words);
}

}  // namespace fazhi
