// Any HTML: tags in any order, entities, tables, unclosed and misplaced elements.
#include <cstddef>
#include <cstdint>
#include <string>

#include "services/ingestion/core/ingest.h"
#include "tests/fuzz/check_report.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fazhi::v1::Document document;
  document.set_url("https://www.example.gov.cn/a.html");
  document.set_content_type("text/html; charset=utf-8");
  document.set_content("<html><body>2023年，全县办理案件33件。" +
                       std::string(reinterpret_cast<const char*>(data), size));
  const absl::StatusOr<fazhi::DecodedDocument> decoded = fazhi::Decode(document);
  const absl::StatusOr<fazhi::v1::Report> report = fazhi::Ingest(document);
  if (report.ok()) fazhi::CheckReport(*report, decoded->text);
  return 0;
}
