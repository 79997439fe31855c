#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures_phrase.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/table_layout.h"

namespace fazhi::extraction {

// What the heads of tables say of their cells: the words of a row left of a cell, and those of its column's
// heads. Dates and words like 数量 and 同比, which say nothing of what is counted, are left out. Not
// thread-safe; make one a text.
class TableWords {
 public:
  TableWords(const Context& context, const Stripper& stripper) : context_(context), stripper_(stripper) {}

  // The words for the cell that holds the code point `at` in the row that the sentence is; row words first,
  // those of a cell that reaches down from a row above included. Rows that a head cell reaches down into are
  // heads too (行政复议 over 受理 and 审结). Empty when no cell of the row holds it. Cells of the row that
  // hold a figure, and units, are no heads.
  Phrase Of(const v1::Sentence& sentence, uint32_t at);

 private:
  struct Head {
    uint32_t column;
    uint32_t column_end;
    Piece words;
  };

  void Load(uint32_t table, uint32_t section);
  Piece FindField(uint32_t section) const;
  Piece FindAct() const;
  bool RowsAreKinds(const v1::Table& table) const;
  uint32_t ColumnsOfKinds(const v1::Table& table) const;
  bool IsTotalRow(const google::protobuf::RepeatedPtrField<v1::TableCell>& cells) const;
  bool LacksField(const Phrase& phrase) const;
  bool LacksAct(const Phrase& phrase, uint32_t from) const;
  Phrase WithDisclosure(const Phrase& phrase) const;
  Piece Words(const v1::TableCell& cell) const;
  Piece Others(const Head& head) const;
  Piece DropBracket(Piece words) const;
  bool NamesKind(uint32_t begin, uint32_t end) const;
  Piece WholeOfRow(uint32_t table, uint32_t row, Piece words) const;
  Piece DropCount(Piece words) const;
  uint32_t SaidTwice(Piece before, Piece words) const;
  Piece Title(uint32_t table) const;

  const Context& context_;
  const Stripper& stripper_;
  Piece field_;  // what the cases of the table are (行政复议申请), where its title or headings say so
  Piece act_;    // 行政处罚, where the title says that the table is of all of it
  Piece kind_;   // 行政复议, where a line above a row of figures alone says so
  bool rows_are_kinds_ = false;
  uint32_t columns_of_kinds_ = 0;  // columns [0, n) are kinds of the act
  Piece disclosure_;               // 政府信息公开 of a heading above, or 政府信息公开申请
  bool of_applications_ = false;   // it is the latter
  uint32_t loaded_ = UINT32_MAX;   // table whose heads are in `heads_`
  TableLayout layout_;
  std::vector<std::vector<Head>> heads_;  // by layout_.heads(): of the columns, in the order of rows
};

}  // namespace fazhi::extraction
