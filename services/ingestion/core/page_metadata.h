#pragma once

#include <string>

namespace fazhi {

// What a page says about itself around the report: read by the cleaner, judged by Identify. Every field is
// UTF-8 in NFKC, trimmed, with its label taken off (`发布机构: 县司法局` gives `县司法局`), and empty when
// the page does not say. Where a page says something twice the first that is not empty stays. Nothing here is
// trusted: pages copy labels, leave placeholders and name the wrong body.
struct PageMetadata {
  // <title>, site and column names included.
  std::string page_title;
  // The report's title as the page's own data has it: <meta name="ArticleTitle">, 信息名称, 名称, 标题.
  std::string article_title;
  // The line (or lines, joined without a break) that stands as the title over the body; empty when there is
  // none.
  std::string heading;
  // <meta name="SiteName">, or the name in a page header.
  std::string site_name;
  // <meta name="ColumnName">, or the breadcrumb.
  std::string column;
  // 发布机构, 发文机关, 发布单位, 责任部门.
  std::string issuer;
  // 信息来源, 来源, 供稿, <meta name="ContentSource">.
  std::string source;
  // 主办, 主办单位, 版权所有 of the footer.
  std::string sponsor;
  // 文号, 发文字号 of the metadata; one that is printed in the body is a block of kind DOCUMENT_NUMBER.
  std::string document_number;
  // Publication: 发布时间, 发布日期, 公开日期, 时间, <meta name="PubDate">, in the page's own form
  // (`2025-03-27 16:27`).
  std::string published;
  // When it was written or issued: 发文日期, 成文日期, 生成日期, in the page's own form.
  std::string issued;
  // 网站标识码: ten digits or letters as printed.
  std::string site_code;
  // 索引号.
  std::string index_number;
  // Host name of the document's URL in lower case, without port; empty for `file:`.
  std::string host;
};

}  // namespace fazhi
