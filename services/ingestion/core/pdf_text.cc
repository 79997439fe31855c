#include "services/ingestion/core/pdf_text.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <limits>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

constexpr int kMostPages = 3000;
constexpr size_t kMostText = size_t{64} << 20;
constexpr size_t kFewestCharacters = 10;  // on a page with a text layer, on average

// Poppler's complaints about odd files would go to standard error.
void Silence() {
  static const bool done = [] {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    return true;
  }();
  (void)done;
}

}  // namespace

absl::StatusOr<std::string> ReadPdfText(absl::string_view bytes) {
  Silence();
  const auto broken = [](absl::string_view what) {
    return InvalidInput("BROKEN_PDF", "content",
                        absl::StrCat("the PDF cannot be read (", what,
                                     "): fetch it again, or open it and print it to a new PDF"));
  };
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return broken("larger than 2 GiB");
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (document == nullptr) return broken("its structure is damaged or cut off");
  if (document->is_locked()) {
    return InvalidInput("ENCRYPTED", "content", "the PDF asks for a password: save it without one");
  }
  const int pages = document->pages();
  if (pages <= 0) return broken("it has no pages");
  if (pages > kMostPages) {
    return InvalidInput("TOO_LARGE", "content",
                        absl::StrCat("the PDF has ", pages, " pages, more than ", kMostPages, ": split it"));
  }
  std::string text;
  size_t characters = 0;
  for (int i = 0; i < pages; ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page == nullptr) continue;
    const poppler::byte_array utf8 = page->text(poppler::rectf(), poppler::page::physical_layout).to_utf8();
    std::string page_text(utf8.begin(), utf8.end());
    while (!page_text.empty() && (page_text.back() == '\f' || page_text.back() == '\0')) page_text.pop_back();
    for (const char c : page_text) characters += c > ' ' || (static_cast<uint8_t>(c) & 0xC0) == 0xC0;
    if (text.size() + page_text.size() > kMostText) {
      return InvalidInput("TOO_LARGE", "content", "the PDF holds more than 64 MiB of text: split it");
    }
    text += page_text;
    if (!page_text.empty() && page_text.back() != '\n') text.push_back('\n');
    text.push_back('\f');
  }
  if (characters < kFewestCharacters * static_cast<size_t>(pages)) {
    return InvalidInput(
        "NO_TEXT_LAYER", "content",
        absl::StrCat("the PDF's ", pages, " pages hold ", characters,
                     " characters of text: it is a scan; run character recognition (OCR) first"));
  }
  return text;
}

}  // namespace fazhi
