#pragma once

#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/relations.h"

namespace fazhi::extraction {

// Parts whose own words do not say what they are parts of: 受理申请81件,其中刑事53件. Keeps references to
// what it is made of. Not thread-safe.
class PartsOfWholes {
 public:
  PartsOfWholes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<Relation>& relations,
                std::vector<Measure>& measures, const Stripper& stripper)
      : text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        relations_(relations),
        measures_(measures),
        stripper_(stripper) {}

  // Sets `shown` of the measure where it is such a part. Whether it did.
  bool Show(uint32_t m);
  // The same for people: 选聘“法律明白人”96名,其中骨干31名.
  bool ShowPeople(uint32_t m);

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  absl::string_view UnitOf(uint32_t m) const { return quantities_[measures_[m].quantity].quantity.unit(); }
  bool ShowRegistered(uint32_t m, uint32_t whole);
  // Whether it is a noun of its own: the whole is named by what it ends with.
  bool NamesItself(Piece own, Piece head) const;
  // 调委会 of 调解委员会: the last of it, and the signs before that in order.
  bool Abbreviates(Piece own, Piece head) const;
  bool IsPlainObject(Piece piece) const;
  bool NamesAct(Piece own) const;
  bool IsOtherObject(Piece own, Piece head) const;
  // What the parts are of, without what was done and without 各类.
  Piece ShortHeadOf(const Measure& whole) const;
  // Whether a part needs no noun of its whole, which would be `head`.
  bool SaysEnough(uint32_t m, uint32_t whole, Piece head) const;

  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<Relation>& relations_;
  std::vector<Measure>& measures_;
  const Stripper& stripper_;
};

}  // namespace fazhi::extraction
