#pragma once

#include <string_view>

#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/page_metadata.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi {

// Finds out what a cleaned report is, whose text `text` is as code points: sets kind, title, document_number,
// addressee, issuer, reporting_body, subject, region, year, published, published_kind and site_code of
// `report`, whose text, blocks and has_traditional are final. What cannot be told stays empty; nothing is
// guessed from the publication date alone. Looks only at the page's metadata and at a bounded part of either
// end of the text. Pure and thread-safe.
//
// The order of belief, for each of them: what the report prints of itself (title, signature, opening), then
// what the page says of it, then hints (site name, 网站标识码), which alone never contradict the text. An
// addressee is above a government and so is never its region, but tells which of several divisions of one
// name is meant. Rules: docs/gold.md.
void Identify(const PageMetadata& page, const v1::Document& document, const RegionTable& regions,
              std::u32string_view text, v1::Report& report);

}  // namespace fazhi
