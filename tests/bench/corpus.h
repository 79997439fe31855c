#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "fazhi/v1/document.pb.h"

namespace fazhi::bench {

// The reports that are measured on: the samples of this repo, and the real reports of FAZHI_SHARED/seeds
// where that is there.
struct Corpus {
  std::vector<v1::Document> text;
  std::vector<v1::Document> html;
};

// Reads them from FAZHI_SOURCE_DIR. Exits with a message when there are none.
Corpus LoadCorpus();

// The documents again and again, until they have at least `bytes`.
std::vector<const v1::Document*> Repeat(const std::vector<v1::Document>& documents, size_t bytes);

// One document of about `bytes`, made of whole texts one after the other.
v1::Document Concatenate(const std::vector<v1::Document>& documents, size_t bytes);

}  // namespace fazhi::bench
