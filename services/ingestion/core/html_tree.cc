#include "services/ingestion/core/html_tree.h"

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi {
namespace {

constexpr size_t kFirstChunk = size_t{64} << 10;
constexpr size_t kLargestChunk = size_t{1} << 20;
constexpr size_t kFreeBytes = size_t{64} << 20;  // that every page's tree may take
constexpr size_t kBytesPerByte = 40;             // and for each byte of the page

}  // namespace

// Memory for one tree. Gumbo's own gumbo_destroy_output recurses through the tree; this is dropped as a
// whole.
class HtmlTree::Arena {
 public:
  explicit Arena(size_t budget) : budget_(budget) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (void* chunk : chunks_) std::free(chunk);
  }

  // Jumps to `exhausted` rather than return nothing, which Gumbo cannot bear.
  void* Allocate(size_t size) {
    size = (size + 15) & ~size_t{15};
    if (size > left_) NewChunk(size);
    last_ = next_;
    next_ += size;
    left_ -= size;
    return last_;
  }

  // Takes back the newest block; others stay until the end.
  void Free(void* block) {
    if (block == nullptr || block != last_) return;
    left_ += static_cast<size_t>(next_ - last_);
    next_ = last_;
    last_ = nullptr;
  }

  std::jmp_buf exhausted;

 private:
  void NewChunk(size_t size) {
    const size_t chunk_size = std::max(size, chunk_size_);
    chunk_size_ = std::min(chunk_size_ * 2, kLargestChunk);
    void* const chunk = used_ + chunk_size > budget_ ? nullptr : std::malloc(chunk_size);
    if (chunk == nullptr) std::longjmp(exhausted, 1);
    used_ += chunk_size;
    chunks_.push_back(chunk);
    next_ = static_cast<char*>(chunk);
    left_ = chunk_size;
  }

  size_t budget_;
  size_t used_ = 0;
  size_t chunk_size_ = kFirstChunk;
  char* next_ = nullptr;
  char* last_ = nullptr;
  size_t left_ = 0;
  std::vector<void*> chunks_;
};

HtmlTree::HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

absl::Status HtmlTree::Grow(absl::string_view utf8, HtmlTree& tree) {
  Arena* const arena = tree.arena_.get();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* data, size_t size) { return static_cast<Arena*>(data)->Allocate(size); };
  options.deallocator = [](void* data, void* block) { static_cast<Arena*>(data)->Free(block); };
  options.userdata = arena;
  options.max_errors = 0;
  // Between here and the jump there are only Gumbo's own frames, which are C and hold nothing but the arena's
  // memory.
  if (setjmp(arena->exhausted) != 0) {
    return InvalidInput("TOO_DEEP", "content",
                        "the page's tags make a tree far larger than the page: it is broken or hostile; save "
                        "its text and give that");
  }
  tree.document_ = gumbo_parse_with_options(&options, utf8.data(), utf8.size())->document;
  return absl::OkStatus();
}

absl::StatusOr<HtmlTree> HtmlTree::Parse(absl::string_view utf8) {
  FAZHI_RETURN_IF_ERROR(CheckHtmlShape(utf8));
  HtmlTree tree;
  tree.arena_ = std::make_unique<Arena>(kFreeBytes + kBytesPerByte * utf8.size());
  FAZHI_RETURN_IF_ERROR(Grow(utf8, tree));
  return tree;
}

}  // namespace fazhi
