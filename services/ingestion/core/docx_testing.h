#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

namespace fazhi {

// Makes zip archives and Word files for tests.

inline std::string MakeZip(const std::vector<std::pair<std::string, std::string>>& files) {
  size_t size = 1 << 16;
  for (const auto& file : files) size += file.second.size() + 1024;
  std::string out(size, '\0');
  size_t used = 0;
  archive* const writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const auto& file : files) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.first.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.second.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, file.second.data(), file.second.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

// A Word file with the body given, and other parts by their names.
inline std::string MakeDocx(const std::string& body,
                            std::vector<std::pair<std::string, std::string>> parts = {}) {
  parts.insert(
      parts.begin(),
      {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>" +
                                body + "</w:body></w:document>"});
  return MakeZip(parts);
}

}  // namespace fazhi
