#include "services/ingestion/core/clean_text.h"

#include <algorithm>

#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

bool IsLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

class CleanTextWriter {
 public:
  CleanTextWriter(const Page& page, v1::Report& report)
      : page_(page), chars_(CharTable::Get()), report_(report) {}

  std::u32string Write(const std::vector<BodyLine>& body) {
    size_t size = 0;
    for (const BodyLine& line : body) size += page_.lines[line.line].size() + 1;
    text_.reserve(size);
    for (size_t i = 0; i < body.size();) i = WriteBlock(body, i);
    report_.set_text(ToUtf8(text_));
    *report_.mutable_source_map() = std::move(map_).Build();
    report_.set_has_traditional(traditional_);
    report_.mutable_body_source_span()->set_begin(first_);
    report_.mutable_body_source_span()->set_end(last_);
    return std::move(text_);
  }

 private:
  // Code points written.
  uint32_t Size() const { return static_cast<uint32_t>(text_.size()); }

  // Writes one block and returns the index behind its lines.
  size_t WriteBlock(const std::vector<BodyLine>& body, size_t i) {
    const Line& first = page_.lines[body[i].line];
    const uint32_t begin = Size();
    uint32_t bold = 0;
    size_t next = i;
    if (first.cell >= 0) {
      next = WriteRow(body, i);
    } else {
      WriteText(first.begin, first.begin + std::min(first.bold, first.size()));
      bold = Size() - begin;
      if (first.bold < first.size()) WriteText(first.begin + first.bold, first.end);
      for (next = i + 1; next < body.size() && body[next].joins; ++next) {
        const Line& line = page_.lines[body[next].line];
        // A line break inside a number means nothing, one between Latin words is a space.
        const uint32_t before = page_.lines[body[next - 1].line].end;
        pending_space_ =
            before <= line.begin && IsLetter(page_.text[before - 1]) && IsLetter(page_.text[line.begin]);
        space_begin_ = before;
        wide_before_ = !pending_space_;
        WriteText(line.begin, line.end);
      }
    }
    pending_space_ = false;
    wide_before_ = true;
    if (Size() == begin) return next;
    v1::Block* block = report_.add_blocks();
    block->set_begin(begin);
    block->set_end(Size());
    block->set_kind(body[i].kind);
    if (first.heading != 0) block->set_heading_hint(first.heading);
    if (bold > 0 && bold == Size() - begin) {
      if (first.heading == 0) block->set_heading_hint(7);
    } else if (bold > 0) {
      block->set_bold_prefix(bold);
    }
    WriteMark('\n', page_.lines[body[next - 1].line].end);
    return next;
  }

  // Writes the cells of a row with tabs between them.
  size_t WriteRow(const std::vector<BodyLine>& body, size_t i) {
    const Cell& first = page_.cells[page_.lines[body[i].line].cell];
    if (first.table != table_ || report_.tables_size() == 0) {
      table_ = first.table;
      v1::Table* table = report_.add_tables();
      const int last = report_.blocks_size() - 1;
      if (last >= 0 && report_.blocks(last).kind() == v1::BLOCK_KIND_CAPTION) {
        table->mutable_caption()->set_begin(report_.blocks(last).begin());
        table->mutable_caption()->set_end(report_.blocks(last).end());
      }
    }
    v1::TableRow* row = report_.mutable_tables(report_.tables_size() - 1)->add_rows();
    const auto same_row = [&](int32_t index) {
      if (index < 0 || static_cast<size_t>(index) >= page_.cells.size()) return false;
      return page_.cells[index].table == first.table && page_.cells[index].row == first.row;
    };
    int32_t cell = page_.lines[body[i].line].cell;
    while (same_row(cell - 1)) --cell;
    uint32_t end = page_.lines[body[i].line].begin;  // of what is written, in the page
    for (bool leftmost = true; same_row(cell); ++cell, leftmost = false) {
      pending_space_ = false;
      wide_before_ = true;
      if (!leftmost) WriteMark('\t', end);
      const Cell& place = page_.cells[cell];
      v1::TableCell* made = row->add_cells();
      made->set_column(place.column);
      made->set_column_span(place.column_span);
      made->set_row_span(place.row_span);
      made->set_is_head(place.head);
      made->mutable_span()->set_begin(Size());
      for (; i < body.size() && page_.lines[body[i].line].cell == cell; ++i) {
        const Line& line = page_.lines[body[i].line];
        if (Size() > made->span().begin()) {
          pending_space_ = true;
          space_begin_ = end;
        }
        WriteText(line.begin, line.end);
        end = line.end;
      }
      made->mutable_span()->set_end(Size());
    }
    return i;
  }

  // A line feed or tab of the clean text, taken from the same character of the source where that is at `at`.
  void WriteMark(char mark, uint32_t at) {
    text_.push_back(static_cast<char32_t>(mark));
    const bool there =
        page_.map.identity() && at < page_.text.size() && page_.text[at] == static_cast<char32_t>(mark);
    if (there) {
      page_.map.AppendTo(map_, at, at + 1, 1);
    } else {
      // Where the source's order was restored, what stands before `at` in the page may be further on in the
      // source.
      map_.Append(1, std::max(last_, at == 0 ? 0 : page_.map.SourceEnd(at - 1)), 0);
    }
  }

  void Flush(uint32_t from, uint32_t to) {
    if (from < to) page_.map.AppendTo(map_, from, to, to - from);
  }

  void PutPendingSpace(uint32_t at) {
    text_.push_back(U' ');
    const uint32_t from = std::max(last_, space_begin_ == 0 ? 0 : page_.map.SourceEnd(space_begin_ - 1));
    map_.Append(1, from, std::max(from, page_.map.SourceBegin(at)) - from);
    pending_space_ = false;
  }

  // Normalises the page's text [begin, end) onto the end of the block.
  void WriteText(uint32_t begin, uint32_t end) {
    const char32_t* text = page_.text.data();
    const std::u32string_view line = std::u32string_view(page_.text).substr(0, end);
    uint32_t run = begin;  // what is written and not yet mapped begins here
    for (uint32_t i = begin; i < end;) {
      if (const auto plain = static_cast<uint32_t>(PlainEnd(line, i)); plain > i) {
        if (pending_space_ && !IsWide(text[i]) && !wide_before_) PutPendingSpace(i);
        pending_space_ = false;
        wide_before_ = IsWide(text[plain - 1]);
        text_.append(text + i, plain - i);
        i = plain;
        continue;
      }
      const char32_t c = text[i];
      const CharFate fate = chars_.Fate(c);
      if (fate == CharFate::kSpace || fate == CharFate::kDropped) {
        Flush(run, i);
        if (fate == CharFate::kSpace && !pending_space_) {
          pending_space_ = true;
          space_begin_ = i;
        }
        run = ++i;
        continue;
      }
      const bool wide = IsWide(c);
      if (pending_space_) {
        if (!wide && !wide_before_) PutPendingSpace(i);
        pending_space_ = false;
      }
      wide_before_ = wide;
      const bool joined = !IsHan(c) && i + 1 < end && chars_.Combines(text[i + 1]);
      if (!joined && (fate == CharFate::kSame || fate == CharFate::kMapped)) {
        const char32_t to = chars_.Become(c);
        traditional_ |= chars_.IsTraditional(to);
        text_.push_back(to);
        ++i;
        continue;
      }
      Flush(run, i);
      const auto stop = static_cast<uint32_t>(CombiningEnd(line, i));
      const std::u32string form = Nfkc(line.substr(i, stop - i));
      text_ += form;
      page_.map.AppendTo(map_, i, stop, static_cast<uint32_t>(form.size()));
      run = i = stop;
    }
    Flush(run, end);
    if (begin == end) return;
    if (!any_) first_ = page_.map.SourceBegin(begin);
    any_ = true;
    last_ = page_.map.SourceEnd(end - 1);
  }

  const Page& page_;
  const CharTable& chars_;
  v1::Report& report_;
  SourceMapBuilder map_;
  std::u32string text_;
  bool wide_before_ = true;
  bool pending_space_ = false;
  uint32_t space_begin_ = 0;
  bool traditional_ = false;
  bool any_ = false;
  uint32_t first_ = 0;
  uint32_t last_ = 0;
  uint32_t table_ = 0;
};

}  // namespace

std::u32string WriteCleanText(const Page& page, const std::vector<BodyLine>& body, v1::Report& report) {
  return CleanTextWriter(page, report).Write(body);
}

}  // namespace fazhi
