#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/strings/string_view.h"
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

// Reads a line that says without a label when the page came out (2024-03-28 06:59来源:县司法局,
// 县司法局2024-03-28 10:12, 2024-03-28), or behind other words (某网发布时间:2024-03-28), into `said`. A day
// in words that stands alone is the report's own unless `metadata` has the page come out on it.
bool ReadStamp(std::u32string_view line, const PageMetadata& metadata, PageMetadata& said);

// Sets a field that is still empty.
void SetField(std::string PageMetadata::*field, std::u32string_view value, PageMetadata& metadata);

// Whether the line is a breadcrumb; what stands behind 当前位置 goes to the metadata's column.
bool ReadBreadcrumb(std::u32string_view line, PageMetadata& metadata);

// Whether the line is nothing but buttons (【打印】【关闭】, 大 中 小).
bool IsButtons(std::u32string_view line);

// Whether the line is one that comes after a report: it holds words that only such lines hold (…ICP备…), or
// it is shorter, has no 。, and begins as one does (扫一扫…, 上一篇…) or ends as a file's name.
bool IsFooter(std::u32string_view line);

// Whether the line announces attachments and names none (附件:).
bool IsAttachmentHead(std::u32string_view line);

// Whether all that a page says is that the report is elsewhere (详见附件, 点击下载): no figure, but for years
// and what is in 《》.
bool OnlyPoints(std::u32string_view text);

// Whether the text says that the page is not there (您访问的页面不存在).
bool SaysMissing(std::u32string_view text);

// Whether an address ends as that of a document or an archive (…/a.pdf, a.docx?v=1).
bool IsFileAddress(absl::string_view address);

// Whether the line names the site (…门户网站) and no more than a date.
bool IsSiteName(std::u32string_view line);

}  // namespace fazhi
