#include "services/segmentation/core/sentences.h"

#include <algorithm>

#include "services/segmentation/core/char_class.h"
#include "services/text/affixes.h"

namespace fazhi::segmentation {
namespace {

class Writer {
 public:
  Writer(const Lines& lines, const std::vector<Heading>& headings, const v1::Report& report,
         v1::Outline& outline)
      : in_(lines), text_(lines.text), headings_(headings), report_(report), outline_(outline) {}

  void Write() {
    for (uint32_t l = 0; l < in_.lines.size(); ++l) {
      const Line& line = in_.lines[l];
      if (line.begin == line.end) continue;
      if (report_.blocks(static_cast<int>(line.block)).kind() == v1::BLOCK_KIND_TABLE_ROW) {
        WriteRow(line);
      } else {
        WriteLine(line);
      }
    }
  }

 private:
  void WriteLine(const Line& line) {
    mark_ = line.mark_begin;
    uint32_t from = line.begin;
    while (next_ < headings_.size() && headings_[next_].begin < line.end) {
      const Heading& heading = headings_[next_];
      WriteText(line, from, heading.begin);
      ++next_;  // from here on the section is the heading's
      if (heading.run_in) {
        WriteText(line, heading.begin, heading.resume, /*whole=*/true);
        from = heading.resume;
      } else {
        from = line.end;
      }
    }
    WriteText(line, from, line.end);
  }

  // The sentences of text[from, to), or one sentence of all of it.
  void WriteText(const Line& line, uint32_t from, uint32_t to, bool whole = false) {
    clauses_.clear();
    uint32_t begin = SkipSpaces(from, to);
    for (; mark_ < line.mark_end && in_.marks[mark_].pos < to; ++mark_) {
      const Mark& mark = in_.marks[mark_];
      if (mark.pos <= begin || mark.kind == Mark::Kind::kSpace || mark.kind == Mark::Kind::kParen) continue;
      if (mark.kind == Mark::Kind::kSentence && !whole && !GoesOn(mark.pos, to)) {
        Emit(begin, mark.pos);
        begin = SkipSpaces(mark.pos, to);
      } else {
        const uint32_t clause = SkipSpaces(mark.pos, to);
        if (clause < to && clause > begin && (clauses_.empty() || clause > clauses_.back()))
          clauses_.push_back(clause);
      }
    }
    Emit(begin, to);
  }

  // 办理案件28件。其中规范性文件13件: whether what is behind a full stop says of what the sentence before it
  // is.
  bool GoesOn(uint32_t pos, uint32_t to) const { return StartsWith(text_.substr(pos, to - pos), U"其中"); }

  void Emit(uint32_t begin, uint32_t end) {
    while (end > begin && IsSpace(text_[end - 1])) --end;
    if (begin < end) {
      v1::Sentence* sentence = Add(begin, end);
      sentence->mutable_clause_begin()->Reserve(static_cast<int>(clauses_.size()) + 1);
      sentence->mutable_clause_begin()->AddAlreadyReserved(begin);
      for (const uint32_t clause : clauses_) {
        if (clause < end) sentence->mutable_clause_begin()->AddAlreadyReserved(clause);
      }
    }
    clauses_.clear();
  }

  void WriteRow(const Line& line) {
    v1::Sentence* sentence = Add(line.begin, line.end);
    sentence->add_clause_begin(line.begin);
    const v1::TableRow* row = FindRow(line);
    if (row != nullptr) {
      sentence->set_table(static_cast<uint32_t>(table_) + 1);
      sentence->set_row(static_cast<uint32_t>(row_));
      for (const v1::TableCell& cell : row->cells()) {
        const uint32_t begin = cell.span().begin();
        if (cell.span().end() > begin && begin > LastClause(*sentence) && begin < line.end) {
          sentence->add_clause_begin(begin);
        }
      }
      return;
    }
    for (uint32_t i = line.begin; i < line.end; ++i) {
      if (text_[i] != U'\t') continue;
      const uint32_t begin = SkipSpaces(i, line.end);
      if (begin < line.end && begin > LastClause(*sentence)) sentence->add_clause_begin(begin);
      i = std::max(i, begin - 1);
    }
  }

  static uint32_t LastClause(const v1::Sentence& sentence) {
    return sentence.clause_begin(sentence.clause_begin_size() - 1);
  }

  // The row of the report's tables that has a cell on this line. Moves forward only: lines and rows are in
  // order.
  const v1::TableRow* FindRow(const Line& line) {
    for (; table_ < report_.tables_size(); ++table_, row_ = 0) {
      for (; row_ < report_.tables(table_).rows_size(); ++row_) {
        for (const v1::TableCell& cell : report_.tables(table_).rows(row_).cells()) {
          if (cell.span().begin() == cell.span().end() || cell.span().begin() < line.begin) continue;
          return cell.span().begin() < line.end ? &report_.tables(table_).rows(row_) : nullptr;
        }
      }
    }
    return nullptr;
  }

  v1::Sentence* Add(uint32_t begin, uint32_t end) {
    v1::Sentence* sentence = outline_.add_sentences();
    sentence->set_begin(begin);
    sentence->set_end(end);
    sentence->set_section(static_cast<uint32_t>(next_));  // section 0 stands before heading 0
    return sentence;
  }

  uint32_t SkipSpaces(uint32_t pos, uint32_t end) const {
    while (pos < end && IsSpace(text_[pos])) ++pos;
    return pos;
  }

  const Lines& in_;
  const std::u32string_view text_;
  const std::vector<Heading>& headings_;
  const v1::Report& report_;
  v1::Outline& outline_;
  size_t next_ = 0;  // index of the next heading
  uint32_t mark_ = 0;
  int table_ = 0;
  int row_ = 0;
  std::vector<uint32_t> clauses_;
};

}  // namespace

void AddSentences(const Lines& lines, const std::vector<Heading>& headings, const v1::Report& report,
                  v1::Outline& outline) {
  Writer(lines, headings, report, outline).Write();
}

}  // namespace fazhi::segmentation
