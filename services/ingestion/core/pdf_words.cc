#include "services/ingestion/core/pdf_words.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/ingestion/core/page.h"

namespace fazhi {
namespace {

constexpr int kMostPages = 3000;
constexpr size_t kMostText = size_t{16} << 20;  // code points
constexpr size_t kFewestCharacters = 10;        // on a page with a text layer, on average
constexpr float kFarthest = 1e6F;               // points; 350 metres
constexpr float kBelowBase = 0.23F;             // of a box's height, in most fonts

// Poppler's complaints about odd files would go to standard error.
void Silence() {
  static const bool done = [] {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    return true;
  }();
  (void)done;
}

void AppendUtf16(const poppler::ustring& utf16, std::u32string& out) {
  for (size_t i = 0; i < utf16.size(); ++i) {
    const char32_t unit = utf16[i];
    const bool pair = unit >= 0xD800 && unit < 0xDC00 && i + 1 < utf16.size() && utf16[i + 1] >= 0xDC00 &&
                      utf16[i + 1] < 0xE000;
    if (pair) {
      out.push_back(0x10000 + ((unit - 0xD800) << 10) + (utf16[++i] - 0xDC00U));
    } else if (unit >= 0xD800 && unit < 0xE000) {
      out.push_back(0xFFFD);
    } else if (unit != 0) {
      out.push_back(unit == '\n' || unit == '\f' || unit == '\t' || unit == '\r' ? U' ' : unit);
    }
  }
}

// A box of a page that is turned so that its text runs to the right.
struct Box {
  float left, right, bottom, height;
};

Box Turned(const poppler::rectf& box, int rotation) {
  const auto left = static_cast<float>(box.left());
  const auto right = static_cast<float>(box.right());
  const auto top = static_cast<float>(box.top());
  const auto bottom = static_cast<float>(box.bottom());
  switch (rotation) {
    case 1:
      return {top, bottom, -left, right - left};
    case 2:
      return {-right, -left, -top, bottom - top};
    case 3:
      return {-bottom, -top, right, right - left};
    default:
      return {left, right, bottom, bottom - top};
  }
}

void AddPage(const poppler::page& page, uint32_t number, PdfWords& out) {
  const std::vector<poppler::text_box> boxes = page.text_list();
  std::array<double, 4> set{};  // how long the words of each direction are
  for (const poppler::text_box& box : boxes) {
    const poppler::rectf at = box.bbox();
    set[box.rotation() & 3] += std::max(at.width(), at.height());
  }
  const auto direction = static_cast<int>(std::max_element(set.begin(), set.end()) - set.begin());
  for (const poppler::text_box& box : boxes) {
    if ((box.rotation() & 3) != direction) continue;
    const Box at = Turned(box.bbox(), direction);
    PdfWord word;
    word.page = number;
    word.begin = static_cast<uint32_t>(out.text.size());
    AppendUtf16(box.text(), out.text);
    word.end = static_cast<uint32_t>(out.text.size());
    float columns = 0;
    for (uint32_t i = word.begin; i < word.end; ++i) columns += static_cast<float>(ColumnsOf(out.text[i]));
    word.left = at.left;
    word.right = at.right;
    word.base = at.bottom - kBelowBase * at.height;
    word.em = 2 * (at.right - at.left) / std::max(columns, 1.0F);
    const bool on_page = std::abs(at.left) < kFarthest && std::abs(at.right) < kFarthest &&
                         std::abs(at.bottom) < kFarthest && std::abs(at.height) < kFarthest;  // NaN is not
    if (columns > 0 && word.em > 0 && on_page) out.words.push_back(word);
  }
}

}  // namespace

absl::StatusOr<PdfWords> ReadPdfWords(absl::string_view bytes) {
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
  PdfWords read;
  read.pages = static_cast<uint32_t>(pages);
  for (int i = 0; i < pages; ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page != nullptr) AddPage(*page, static_cast<uint32_t>(i), read);
    if (read.text.size() > kMostText) {
      return InvalidInput(
          "TOO_LARGE", "content",
          absl::StrCat("the PDF holds more than ", kMostText, " characters of text: split it"));
    }
  }
  if (read.text.size() < kFewestCharacters * static_cast<size_t>(pages)) {
    return InvalidInput(
        "NO_TEXT_LAYER", "content",
        absl::StrCat("the PDF's ", pages, pages == 1 ? " page holds " : " pages hold ", read.text.size(),
                     " characters of text: it is a scan; run character recognition (OCR) first"));
  }
  return read;
}

}  // namespace fazhi
