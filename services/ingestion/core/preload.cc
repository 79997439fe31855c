#include "services/ingestion/core/preload.h"

#include <iconv.h>

#include "services/ingestion/core/ingest.h"

namespace fazhi {

void PreloadParsers() {
  // Poppler turns its words into UTF-16 by this converter; it stays loaded while one is open.
  static iconv_t converter = ::iconv_open("UTF-16", "UTF-8");
  (void)converter;
  v1::Document document;
  document.set_url("file:preload.html");
  document.set_content(
      "<html><body><p>县人民政府2023年法治政府建设情况报告</p><p>受理案件12件。</p></body></html>");
  Ingest(document).IgnoreError();
}

std::vector<std::string> ParserDataFolders() { return {"/usr/share/poppler"}; }

}  // namespace fazhi
