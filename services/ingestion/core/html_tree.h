#pragma once

#include <gumbo.h>

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// An HTML page parsed by Gumbo (the HTML5 algorithm), made safe against hostile pages: tags nested too deeply
// or left open in numbers that make the tree explode are refused before Gumbo sees them (INVALID_ARGUMENT,
// reason TOO_DEEP), and the tree's memory is bounded and freed without recursion. Not thread-safe.
class HtmlTree {
 public:
  // `utf8` is well-formed and has to outlive the tree.
  static absl::StatusOr<HtmlTree> Parse(absl::string_view utf8);

  HtmlTree(HtmlTree&&) noexcept;
  HtmlTree& operator=(HtmlTree&&) noexcept;
  ~HtmlTree();

  // The document node; nodes live as long as the tree.
  const GumboNode* document() const { return document_; }

 private:
  class Arena;
  HtmlTree();
  static absl::Status Grow(absl::string_view utf8, HtmlTree& tree);
  std::unique_ptr<Arena> arena_;
  const GumboNode* document_ = nullptr;
};

// Refuses a page whose tags nest deeper than 4,000, have over 1,000 attributes, or would make any HTML5
// parser work more than in proportion to the page's length. Linear.
absl::Status CheckHtmlShape(absl::string_view utf8);

}  // namespace fazhi
