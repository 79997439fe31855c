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

  void Write(const std::vector<BodyLine>& body) {
    size_t size = 0;
    for (const BodyLine& line : body) size += page_.lines[line.line].size() + 1;
    text_.resize(size * 3 + 16);
    for (size_t i = 0; i < body.size();) i = WriteBlock(body, i);
    text_.resize(at_);
    report_.set_text(std::move(text_));
    *report_.mutable_source_map() = std::move(map_).Build();
    report_.set_has_traditional(traditional_);
    report_.mutable_body_source_span()->set_begin(first_);
    report_.mutable_body_source_span()->set_end(last_);
  }

 private:
  // Writes one block and returns the index behind its lines.
  size_t WriteBlock(const std::vector<BodyLine>& body, size_t i) {
    const Line& first = page_.lines[body[i].line];
    const uint32_t begin = size_;
    uint32_t bold = 0;
    size_t next = i;
    if (first.cell >= 0) {
      next = WriteRow(body, i);
    } else {
      WriteText(first.begin, first.begin + std::min(first.bold, first.size()));
      bold = size_ - begin;
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
    if (size_ == begin) return next;
    v1::Block* block = report_.add_blocks();
    block->set_begin(begin);
    block->set_end(size_);
    block->set_kind(body[i].kind);
    if (first.heading != 0) block->set_heading_hint(first.heading);
    if (bold > 0 && bold == size_ - begin) {
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
      made->mutable_span()->set_begin(size_);
      for (; i < body.size() && page_.lines[body[i].line].cell == cell; ++i) {
        const Line& line = page_.lines[body[i].line];
        if (size_ > made->span().begin()) {
          pending_space_ = true;
          space_begin_ = end;
        }
        WriteText(line.begin, line.end);
        end = line.end;
      }
      made->mutable_span()->set_end(size_);
    }
    return i;
  }

  // A line feed or tab of the clean text, taken from the same character of the source where that is at `at`.
  void WriteMark(char mark, uint32_t at) {
    text_[at_++] = mark;
    ++size_;
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

  void Put(char32_t c) {
    Room();
    if (c < 0x80) {
      text_[at_++] = static_cast<char>(c);
    } else if (c < 0x800) {
      text_[at_++] = static_cast<char>(0xC0 | c >> 6);
      text_[at_++] = static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      text_[at_++] = static_cast<char>(0xE0 | c >> 12);
      text_[at_++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      text_[at_++] = static_cast<char>(0x80 | (c & 0x3F));
    } else {
      text_[at_++] = static_cast<char>(0xF0 | c >> 18);
      text_[at_++] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
      text_[at_++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      text_[at_++] = static_cast<char>(0x80 | (c & 0x3F));
    }
    ++size_;
  }
  void Room() {
    if (at_ + 8 > text_.size()) text_.resize(text_.size() * 2);
  }

  void Flush(uint32_t from, uint32_t to) {
    if (from < to) page_.map.AppendTo(map_, from, to, to - from);
  }

  void PutPendingSpace(uint32_t at) {
    Put(U' ');
    const uint32_t from = std::max(last_, space_begin_ == 0 ? 0 : page_.map.SourceEnd(space_begin_ - 1));
    map_.Append(1, from, std::max(from, page_.map.SourceBegin(at)) - from);
    pending_space_ = false;
  }

  // Normalises the page's text [begin, end) onto the end of the block.
  void WriteText(uint32_t begin, uint32_t end) {
    const char32_t* text = page_.text.data();
    uint32_t run = begin;  // what is written and not yet mapped begins here
    for (uint32_t i = begin; i < end;) {
      const char32_t c = text[i];
      if (IsHan(c)) {
        pending_space_ = false;
        wide_before_ = true;
        traditional_ |= chars_.IsTraditional(c);
        Put(c);
        ++i;
        continue;
      }
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
      const bool joined =
          i + 1 < end && text[i + 1] >= 0x80 && !IsHan(text[i + 1]) && chars_.Combines(text[i + 1]);
      if (!joined && (fate == CharFate::kSame || fate == CharFate::kMapped)) {
        const char32_t to = chars_.Become(c);
        traditional_ |= chars_.IsTraditional(to);
        Put(to);
        ++i;
        continue;
      }
      Flush(run, i);
      const auto stop =
          static_cast<uint32_t>(CombiningEnd(std::u32string_view(page_.text).substr(0, end), i));
      const std::u32string form = Nfkc(std::u32string_view(page_.text).substr(i, stop - i));
      for (const char32_t to : form) Put(to);
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
  std::string text_;
  size_t at_ = 0;      // bytes written
  uint32_t size_ = 0;  // code points written
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

void WriteCleanText(const Page& page, const std::vector<BodyLine>& body, v1::Report& report) {
  CleanTextWriter(page, report).Write(body);
}

}  // namespace fazhi
