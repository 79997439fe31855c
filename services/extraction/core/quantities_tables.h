#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/grounding.h"
#include "services/extraction/core/table_layout.h"

namespace fazhi::extraction {

// A cell that may hold figures, and what its heads say of them.
struct CellHeads {
  uint32_t begin = 0;
  uint32_t end = 0;
  UnitMatch unit;  // from the row's or column's head or the caption
  int64_t multiplier = 1;
  TimeExpression time;                               // from a head
  v1::Direction change = v1::DIRECTION_UNSPECIFIED;  // a head says 同比
  v1::Status status = v1::STATUS_UNSPECIFIED;        // a head says 目标值 or 完成数
  bool undated = false;                              // a target beside years, without a year of its own

  void Apply(PassageContext& passage) const;
};

struct TableRowHeads {
  std::vector<CellHeads> cells;  // without heads and running numbers (序号)
  uint32_t title_year = 0;       // that the table's title names last; 0 for none
};

// Looks up the heads of a table's cells. Keeps the columns of the table it was last asked about, so that rows
// in order cost one reading of the heads each.
class TableHeads {
 public:
  // The cells of the row that the sentence is; null when it is no row of a table.
  const TableRowHeads* Row(const Context& context, const v1::Sentence& sentence);

 private:
  struct Head {
    UnitMatch unit;
    int64_t multiplier = 1;
    TimeExpression time;
    v1::Direction change = v1::DIRECTION_UNSPECIFIED;
    v1::Status status = v1::STATUS_UNSPECIFIED;
    bool yearly = false;  // 年度目标, 全年任务
    bool numbering = false;
    bool years = false;    // years without 年 behind them (年度)
    bool label = false;    // numbers that count nothing (电话, 邮编)
    bool money = false;    // amounts of money (罚没金额)
    bool percent = false;  // rates and growth (持证率, 同比): per cent where nothing else is said
  };

  void EnterTable(const Context& context, uint32_t index);
  void ReadColumns(const Context& context, const v1::Table& table, const HeadRows& rows,
                   std::vector<Head>& columns);
  void ReadCaption(const Context& context, const v1::Table& table);
  void ReadTitleYear(const Context& context, const v1::Table& table);
  void ReadCaptionUnits(const Context& context, uint32_t begin, uint32_t end);
  Head ReadHead(const Context& context, uint32_t begin, uint32_t end);
  static void Merge(const Head& from, Head& into);
  void TakeUnit(const HeadUnit& row_unit, const Head& row, const Head& column, Head& all) const;

  uint32_t table_ = UINT32_MAX;
  TableLayout layout_;
  std::vector<std::vector<Head>> columns_;  // by layout_.heads()
  // The units that the caption gives: of amounts of money, and of all else.
  HeadUnit caption_money_;
  HeadUnit caption_unit_;
  ScannedText scanned_;
  TableRowHeads row_;
};

}  // namespace fazhi::extraction
