#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// A list of counts that may be the parts of one whole, and whether they make it up. Keeps references to all
// it is made of. Not thread-safe.
class PartList {
 public:
  static constexpr size_t kMost = 16;

  PartList(const RelationView& view, const std::vector<FigureCues>& cues, std::vector<Relation>& relations)
      : view_(view), cues_(cues), relations_(relations) {}

  const std::vector<uint32_t>& items() const { return items_; }
  bool full() const { return items_.size() >= kMost; }
  void Clear() { items_.clear(); }
  void Add(uint32_t m) { items_.push_back(m); }

  // Makes it the counts that follow each other from `first` on and may be parts of one whole, rates and
  // changes between them left out.
  void Collect(uint32_t first);

  // The same for a list whose parts are told apart by what stands before all of it: other things between
  // them, parts of parts (驳回27件,其中申请9件、请求18件) and sums of some (合计124件) end none.
  void CollectKinds(uint32_t first);

  // How many of its first items make up `whole` exactly, at least two; 0 when they do not.
  size_t MakeUp(uint32_t whole) const;

  // Makes those that make up `whole` its parts; the first of them is left to whoever asks. Whether they do.
  bool Take(uint32_t whole);

  // The same where all of them together do.
  bool TakeAll(uint32_t whole) { return MakeUp(whole) == items_.size() && Take(whole); }

  // Makes the first `n` items parts of `whole`.
  void SetWhole(size_t n, uint32_t whole);

 private:
  bool IsSumOfLast(uint32_t m) const;

  const RelationView& view_;
  const std::vector<FigureCues>& cues_;
  std::vector<Relation>& relations_;
  std::vector<uint32_t> items_;
};

}  // namespace fazhi::extraction
