#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "services/ingestion/core/page_metadata.h"

namespace fazhi {

// Knows the lines that surround a report on a page: labels of metadata, breadcrumbs, buttons, footers. The
// phrases are in data/page_rules.txt. Every line here is one that NormalizeLine made. Pure and thread-safe.

// What a label announces: a field of PageMetadata, or nullptr for a label whose value nobody needs.
struct Label {
  std::string PageMetadata::*field = nullptr;
  bool found = false;
  bool colon = false;
  // Where the value begins: behind the label and its colon.
  size_t value = 0;
};

// The label that stands at `at`, opening brackets and blanks before it aside. It has to be followed by a
// colon, or by the end of the line when `alone` is allowed.
Label FindLabel(std::u32string_view line, size_t at, bool alone);

// Reads a line of labels and values (发布时间:2025-05-16来源:县司法局浏览量:57) into the metadata, fields
// that are set already aside. False when the line does not begin with a label and colon.
bool ReadLabelled(std::u32string_view line, PageMetadata& metadata);

// Sets a field that is still empty.
void SetField(std::string PageMetadata::*field, std::u32string_view value, PageMetadata& metadata);

// Whether the line is a breadcrumb; what stands behind 当前位置 goes to the metadata's column.
bool ReadBreadcrumb(std::u32string_view line, PageMetadata& metadata);

// Whether the line is nothing but buttons (【打印】【关闭】, 大 中 小).
bool IsButtons(std::u32string_view line);

// Whether the line is one that comes after a report (扫一扫…, 上一篇…, …ICP备…). Sentences never are.
bool IsFooter(std::u32string_view line);

// Whether the line names the site (…门户网站) and no more than a date.
bool IsSiteName(std::u32string_view line);

}  // namespace fazhi
