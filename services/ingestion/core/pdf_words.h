#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// A run of characters that a PDF sets side by side, in points from its page's top left corner.
struct PdfWord {
  float left = 0;
  float right = 0;
  float base = 0;  // where its characters stand, as far as its box tells
  float em = 0;    // how wide a Chinese character of its size is
  uint32_t page = 0;
  uint32_t begin = 0;  // in the text
  uint32_t end = 0;
};

// What stands on the pages of a PDF and where, in the order of its pages.
struct PdfWords {
  std::u32string text;
  std::vector<PdfWord> words;
  uint32_t pages = 0;
};

// The words of a PDF's text layer (poppler). What is set in another direction than most of its page, as a
// watermark is, is left out. INVALID_ARGUMENT: ENCRYPTED when it needs a password, BROKEN_PDF when it cannot
// be read at all, NO_TEXT_LAYER when its pages have hardly any characters (a scan), TOO_LARGE over 3,000
// pages or 16 Mi characters. Thread-safe.
absl::StatusOr<PdfWords> ReadPdfWords(absl::string_view bytes);

}  // namespace fazhi
