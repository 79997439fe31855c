#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_strip.h"

namespace fazhi::extraction {

// Those who sat an exam, and how many of them passed: which one it was is said before
// (组织60人参加资格考试,57人取得合格成绩,通过率95%). Keeps references to what it is made of. Not thread-safe.
class Exams {
 public:
  Exams(const Context& context, const std::vector<GroundedQuantity>& quantities,
        std::vector<Measure>& measures, const Stripper& stripper)
      : context_(context),
        text_(context.text),
        quantities_(quantities),
        measures_(measures),
        stripper_(stripper) {}

  // Sets `shown` of the measure where it says how people did and not in what. Whether it did.
  bool Show(uint32_t m);

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  // 资格考试 of 组织60人参加资格考试, the last before `at` in its sentence and not behind a semicolon.
  Piece ExamBefore(uint32_t q, uint32_t at) const;
  // Without the verb and the people before the exam's name.
  Piece NameOf(Piece clause) const;

  const Context& context_;
  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  std::vector<Measure>& measures_;
  const Stripper& stripper_;
};

}  // namespace fazhi::extraction
