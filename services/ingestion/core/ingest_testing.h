#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/ingest.h"
#include "services/text/utf8.h"

namespace fazhi {

// What tests of ingestion look at.

inline v1::Document MakeDocument(std::string content, const std::string& content_type = "") {
  v1::Document document;
  document.set_url("file:test");
  document.set_content(std::move(content));
  document.set_content_type(content_type);
  return document;
}

// A file of testdata/, by its name.
inline std::string ReadTestFile(const std::string& name) {
  const char* const root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(std::string(root == nullptr ? "." : root) + "/services/ingestion/core/testdata/" + name,
                     std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The blocks as `TITLE 标题`, `PARA …`; heading hint and bold prefix behind the kind where there are any
// (`PARA h2 …`, `PARA b7 …`), cells parted by ` | `.
inline std::vector<std::string> BlocksOf(const v1::Report& report) {
  static constexpr const char* kKinds[] = {"?", "PARA", "TITLE", "NUMBER", "TO", "SIGN", "ROW", "CAPTION"};
  const std::u32string text = ToCodePoints(report.text());
  std::vector<std::string> blocks;
  for (const v1::Block& block : report.blocks()) {
    std::string out = kKinds[block.kind()];
    if (block.heading_hint() != 0) absl::StrAppend(&out, " h", block.heading_hint());
    if (block.bold_prefix() != 0) absl::StrAppend(&out, " b", block.bold_prefix());
    out += ' ';
    for (uint32_t i = block.begin(); i < block.end(); ++i) {
      if (text[i] == U'\t') {
        out += " | ";
      } else {
        AppendUtf8(text[i], out);
      }
    }
    blocks.push_back(std::move(out));
  }
  return blocks;
}

}  // namespace fazhi
