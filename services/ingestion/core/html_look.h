#pragma once

#include <gumbo.h>

#include <cstdint>

#include "services/ingestion/core/page.h"

namespace fazhi {

// What HTML elements and their attributes mean for reading a page. Pure and thread-safe.

// How an element's text is shown; children inherit it.
struct Look {
  bool bold = false;
  bool link = false;
  bool chrome = false;
  bool preformatted = false;
  bool indented = false;
  bool caption = false;
  uint8_t align = 0;  // Line::kCentered, Line::kRight or 0
  uint8_t heading = 0;
};

enum class Layout : uint8_t { kInline, kBlock, kBreak, kSkip };

// How an element breaks lines, or that its content is no text of the page.
Layout LayoutOf(GumboTag tag);

// Whether the element can be what holds the content.
bool IsContainer(GumboTag tag);

// Whether what stands behind the element is another part of the page: behind a list or a table.
bool EndsPart(GumboTag tag);

// Takes what a tag means by itself into the look.
void ApplyTag(GumboTag tag, Look& look);

// Takes the element's attributes into the look. False when the element is hidden.
bool ReadAttributes(const GumboElement& element, Look& look);

// The attribute as a number from 1 to 10,000; 1 when it is missing or none.
uint32_t NumberAttribute(const GumboElement& element, const char* name);

// Reads <title> and <meta> below <head>.
void ReadHead(const GumboNode* head, PageMetadata& metadata);

}  // namespace fazhi
