#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "fazhi/v1/document.pb.h"
#include "services/aggregation/store/store.h"
#include "services/runtime/archive/file_archive.h"
#include "services/runtime/local/files.h"

namespace fazhi {

// Where a local run takes its documents from: a numbered list of which each can be loaded. Thread-safe.
class DocumentSource {
 public:
  virtual ~DocumentSource() = default;
  virtual size_t size() const = 0;
  // What to call document i when it fails: its path or URL.
  virtual std::string NameOf(size_t i) const = 0;
  // Size in bytes as far as it is known, for batches and progress.
  virtual uint64_t SizeOf(size_t i) const = 0;
  // The document with its bytes and hash.
  virtual absl::StatusOr<v1::Document> Load(size_t i) const = 0;
};

// Documents in files. One whose fetch no manifest dates was fetched when its file was last written, so that
// of a file that is edited the newest text stands.
class FileSource : public DocumentSource {
 public:
  FileSource(std::vector<LocalFile> files, uint64_t max_bytes)
      : files_(std::move(files)), max_bytes_(max_bytes) {}
  size_t size() const override { return files_.size(); }
  std::string NameOf(size_t i) const override { return files_[i].path; }
  uint64_t SizeOf(size_t i) const override { return files_[i].size_bytes; }
  absl::StatusOr<v1::Document> Load(size_t i) const override;

 private:
  std::vector<LocalFile> files_;
  uint64_t max_bytes_;
};

// Documents that a database knows, with their bytes from the archive: what `reprocess` reads.
class ArchiveSource : public DocumentSource {
 public:
  // `archive` must outlive this.
  ArchiveSource(std::vector<aggregation::ArchivedDocument> documents, const FileArchive& archive)
      : documents_(std::move(documents)), archive_(archive) {}
  size_t size() const override { return documents_.size(); }
  std::string NameOf(size_t i) const override { return documents_[i].document.url(); }
  uint64_t SizeOf(size_t i) const override { return documents_[i].document.size_bytes(); }
  absl::StatusOr<v1::Document> Load(size_t i) const override;

 private:
  std::vector<aggregation::ArchivedDocument> documents_;
  const FileArchive& archive_;
};

}  // namespace fazhi
