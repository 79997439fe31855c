#include "services/ingestion/core/sniff.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kPdfWithin = 1024;               // bytes in which PDF readers look for the header
constexpr size_t kTagsWithin = size_t{64} << 10;  // characters in which tags are counted
constexpr int kTagsOfHtml = 3;

struct Magic {
  absl::string_view bytes;
  absl::string_view what;
};
constexpr Magic kArchives[] = {
    {"Rar!\x1A\x07", "a RAR archive"},
    {"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
    {"\x1F\x8B", "a gzip file"},
    {"BZh", "a bzip2 file"},
    {"\xFD"
     "7zXZ",
     "an xz file"},
    {"\x28\xB5\x2F\xFD", "a zstd file"},
};
constexpr Magic kPictures[] = {
    {"\x89PNG", "a PNG picture"}, {"\xFF\xD8\xFF", "a JPEG picture"}, {"GIF8", "a GIF picture"},
    {"II*", "a TIFF picture"},    {"MM\x00*", "a TIFF picture"},      {"RIFF", "a picture, sound or film"},
};

constexpr absl::string_view kTags[] = {"a",     "b",      "body",    "br",      "center", "div",    "dl",
                                       "em",    "font",   "h1",      "h2",      "h3",     "h4",     "head",
                                       "hr",    "html",   "img",     "li",      "link",   "meta",   "ol",
                                       "p",     "script", "section", "article", "span",   "strong", "style",
                                       "table", "tbody",  "td",      "title",   "tr",     "u",      "ul"};

constexpr size_t kSavedWithin = 4096;  // bytes in which a saved form says what it is

// Text that holds a document in a form of its own: what browsers and Word save pages and documents as.
absl::Status CheckSavedForms(absl::string_view bytes) {
  absl::string_view head = bytes.substr(0, kSavedWithin);
  absl::ConsumePrefix(&head, "\xEF\xBB\xBF");
  head = absl::StripLeadingAsciiWhitespace(head);
  const bool mail = absl::StartsWithIgnoreCase(head, "MIME-Version:") ||
                    (absl::StartsWithIgnoreCase(head, "From:") && absl::StrContains(head, "MIME-Version:"));
  if (mail && absl::StrContains(head, "multipart/")) {
    return InvalidInput("BINARY", "content",
                        "a web archive (.mht) or a mail: open it and save it as HTML, .docx or PDF");
  }
  if (absl::StartsWith(head, "<?xml") &&
      (absl::StrContains(head, "progid=\"Word.Document\"") || absl::StrContains(head, "<w:wordDocument") ||
       absl::StrContains(head, "<pkg:package"))) {
    return InvalidInput("BINARY", "content", "a Word document saved as XML: open it and save it as .docx");
  }
  return absl::OkStatus();
}

bool IsTag(absl::string_view text, size_t at) {
  if (at + 1 < text.size() && text[at + 1] == '/') ++at;
  size_t end = at + 1;
  while (end < text.size() && end - at < 10 && absl::ascii_isalnum(text[end])) ++end;
  if (end >= text.size() || (text[end] != '>' && text[end] != '/' && !absl::ascii_isspace(text[end])))
    return false;
  const std::string name = absl::AsciiStrToLower(text.substr(at + 1, end - at - 1));
  return std::find(std::begin(kTags), std::end(kTags), absl::string_view(name)) != std::end(kTags);
}

}  // namespace

absl::StatusOr<v1::ContentKind> SniffBytes(absl::string_view bytes) {
  if (bytes.substr(0, kPdfWithin).find("%PDF-") != absl::string_view::npos) return v1::CONTENT_KIND_PDF;
  if (absl::StartsWith(bytes, absl::string_view("PK\x03\x04", 4))) return v1::CONTENT_KIND_DOCX;
  if (absl::StartsWith(bytes, absl::string_view("PK\x05\x06", 4))) {
    return InvalidInput("ARCHIVE", "content", "an empty zip archive: there is nothing in it to read");
  }
  for (const Magic& magic : kArchives) {
    if (!absl::StartsWith(bytes, magic.bytes)) continue;
    return InvalidInput(
        "ARCHIVE", "content",
        absl::StrCat(magic.what, ": archives are not opened; unpack it and give the files in it"));
  }
  if (bytes.size() > 262 && bytes.substr(257, 5) == "ustar") {
    return InvalidInput("ARCHIVE", "content",
                        "a tar archive: archives are not opened; unpack it and give the files in it");
  }
  if (absl::StartsWith(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    const absl::string_view encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
    if (bytes.find(encrypted) != absl::string_view::npos) {
      return InvalidInput("ENCRYPTED", "content", "a Word file with a password: save it without one");
    }
    return InvalidInput(
        "BINARY", "content",
        "a file of the old Word or WPS format (.doc, .wps): open it and save it as .docx, PDF or text");
  }
  if (absl::StartsWith(bytes, "{\\rtf")) {
    return InvalidInput("BINARY", "content", "an RTF file: open it and save it as .docx, PDF or text");
  }
  if (const absl::Status saved = CheckSavedForms(bytes); !saved.ok()) return saved;
  for (const Magic& magic : kPictures) {
    if (!absl::StartsWith(bytes, magic.bytes)) continue;
    return InvalidInput(
        "BINARY", "content",
        absl::StrCat(magic.what, ": there is no text in it; run character recognition (OCR) first"));
  }
  if (absl::StartsWith(bytes,
                       "\x7F"
                       "ELF") ||
      absl::StartsWith(bytes, "MZ\x90")) {
    return InvalidInput("BINARY", "content", "a program: give the report as text, HTML, .docx or PDF");
  }
  return v1::CONTENT_KIND_TEXT;
}

bool LooksLikeHtml(absl::string_view utf8, absl::string_view content_type) {
  const absl::string_view head = utf8.substr(0, kTagsWithin);
  const absl::string_view start = absl::StripLeadingAsciiWhitespace(head);
  if (absl::StartsWithIgnoreCase(start, "<!doctype html") || absl::StartsWithIgnoreCase(start, "<html"))
    return true;
  const bool declared = absl::StrContains(absl::AsciiStrToLower(content_type), "html");
  const int enough = declared || absl::StartsWith(start, "<") ? 1 : kTagsOfHtml;
  int tags = 0;
  for (size_t at = head.find('<'); at != absl::string_view::npos && tags < enough;
       at = head.find('<', at + 1)) {
    tags += IsTag(head, at);
  }
  return tags >= enough;
}

bool LooksBinary(absl::string_view utf8) {
  const size_t controls = CountBytes(utf8, [](char c) {
    const auto byte = static_cast<uint8_t>(c);
    return byte < 0x20 && !(byte >= 0x9 && byte <= 0xD) && byte != 0x1B;
  });
  return controls * 100 > utf8.size();
}

}  // namespace fazhi
