#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// A figure of a table: its measure and where it stands.
struct TableFigure {
  uint32_t row;
  uint32_t column;
  uint32_t measure;
};

// What the rates of one table are made from: counts of their row or column that their heads name (审结 | 纠错
// | 纠错率), or the count that is headed as a share (占比) beside it and its whole. Keeps references to all
// it is made of. Not thread-safe.
class TableRates {
 public:
  // `counts` and `rates` in the order of their measures.
  TableRates(const RelationView& view, const std::vector<TableFigure>& counts,
             const std::vector<TableFigure>& rates, std::vector<Relation>& relations);

  // Whether nearly all shares of the counts `parts` are of that whole, and at least three of them.
  bool AreOf(const std::vector<uint32_t>& parts, uint32_t whole) const;

  // Sets numerators and denominators, where `part_of` is set.
  void Read();

 private:
  // A rate that is headed as a share, and the count beside or above it that it is the share of.
  struct Share {
    uint32_t rate;
    uint32_t part;
  };
  static bool OfEarlierPart(const Share& a, const Share& b) { return a.part < b.part; }

  int64_t RoundingOf(uint32_t rate) const;
  void ReadShare(const Share& share);
  void ReadRates();
  void ReadRate(uint32_t rate, std::u32string_view stem);
  void ReadRateOfPart(uint32_t rate, int64_t slack);
  void Say(uint32_t m);

  const RelationView& view_;
  const std::vector<TableFigure>& counts_;
  const std::vector<TableFigure>& rates_;
  std::vector<Relation>& relations_;
  std::vector<Share> shares_;   // by part
  std::vector<uint32_t> near_;  // counts of a rate's row and column; reused
  std::u32string words_;        // reused
};

}  // namespace fazhi::extraction
