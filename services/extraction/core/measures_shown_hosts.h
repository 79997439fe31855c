#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/relations_cues.h"

namespace fazhi::extraction {

// 政务服务中心办件2.3万件,行政复议案件12件: whether the body is a hall or hotline, and the things are what
// none has. Thread-safe.
bool IsOfNoWindow(std::u32string_view things, std::u32string_view body);

// Halls, lines and platforms, whose windows, callers and cases the rest of their sentence counts in a word:
// 便民服务大厅设窗口7个,进驻事项93项;全年办件5206件. Keeps references to what it is made of. Not thread-safe.
class Hosts {
 public:
  Hosts(const Context& context, const std::vector<GroundedQuantity>& quantities,
        const std::vector<Fragment>& fragments, std::vector<Measure>& measures)
      : context_(context),
        text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        measures_(measures) {}

  // Reads the clauses up to figure q, behind the figure before. To be called for each in their order.
  void Enter(uint32_t q);
  // Puts the host before what is shown of the measure, where that is short and names none.
  void Lead(uint32_t m);

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  // 便民服务大厅 of a clause that begins with it, or “法治体检” of one that has a figure (`counted`); empty
  // where the clause begins otherwise.
  Piece HostOf(Piece clause, bool counted) const;
  bool EndsQuoted(Piece said) const;
  // Whether a clause begins with another body, whose what follows is.
  bool BeginsWithOther(Piece clause) const;

  const Context& context_;
  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  std::vector<Measure>& measures_;
  Piece host_;
};

}  // namespace fazhi::extraction
