#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/ingestion/core/identify_lines.h"
#include "services/ingestion/core/identify_names.h"
#include "services/ingestion/core/identify_words.h"
#include "services/ingestion/core/page_metadata.h"

namespace fazhi {

// A piece of text and the bodies and divisions that are named in it.
struct NamedText {
  std::u32string text;
  std::vector<BodyName> bodies;

  bool empty() const { return text.empty(); }
};

// Who stands below (or, as 统计公报 have it, above) a report, and when.
struct Signature {
  NamedText body;  // empty when nobody signed; folded
  std::u32string printed_body;
  std::optional<DateMention> date;  // under the signature, failing that of 印发
};

// Its fields are empty where none stands there.
Signature FindSignature(const ReportLines& lines, const NameReader& reader, const IdentifyWords& words);

// Whom or what each of a report's and its page's own words name.
struct Witnesses {
  NamedText title;
  NamedText signature;
  NamedText addressee;
  NamedText opening;  // the division or body that the first sentences are on
  NamedText speaker;  // of a speech: 云州县委副书记、县长 张三, in a line of its own below the title
  NamedText issuer, source, sponsor, site_name, page_title, column;  // by the page's metadata
  std::string host;                                                  // of the page
  // Hits of words by which a text says whose it is: 我局, 我镇, 全县, 我院.
  int own_department = 0, own_township = 0, own_region = 0, own_other = 0;
};

Witnesses CallWitnesses(const ReportLines& lines, std::u32string_view title, const Signature& signature,
                        std::u32string_view addressee, const PageMetadata& page, const NameReader& reader,
                        const IdentifyWords& words, v1::ReportKind kind);

// Whose report it is.
struct Reporter {
  v1::ReportingBody body = v1::REPORTING_BODY_UNSPECIFIED;
  std::string subject;  // as in v1::Report
  // The name that says so, and the text that it stands in; null when only words like 我局 do.
  const NamedText* text = nullptr;
  const BodyName* name = nullptr;
};

// Weighs them against each other; REPORTING_BODY_UNSPECIFIED where they do not tell.
Reporter FindReporter(const Witnesses& witnesses, const IdentifyWords& words);

// The division reported on. `year` is the report's, 0 when unknown; `site_code` the page's 网站标识码; `text`
// the whole report, which is looked at only when a division has no parent, or several divisions have its
// name.
v1::Region FindRegion(const Witnesses& witnesses, const Reporter& reporter, int year,
                      absl::string_view site_code, std::u32string_view text, const RegionTable& regions,
                      const IdentifyWords& words);

}  // namespace fazhi
