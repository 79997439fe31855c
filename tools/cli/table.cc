#include "tools/cli/table.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

size_t WidthOf(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  const int8_t type = u_charType(code_point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
      type == U_CONTROL_CHAR)
    return 0;
  const int32_t width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// “ ” · … — and their like are of ambiguous width: a terminal in a Chinese locale may show them wide. They
// count as one.
constexpr absl::string_view kEllipsis = "…";

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  for (size_t pos = 0; pos < text.size();) width += WidthOf(DecodeUtf8(text, pos));
  return width;
}

std::string Ellipsize(absl::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  size_t used = 0;
  size_t pos = 0;
  while (pos < text.size()) {
    size_t next = pos;
    used += WidthOf(DecodeUtf8(text, next));
    if (used + 1 > width) break;
    pos = next;
  }
  std::string cut(text.substr(0, pos));
  return cut.append(kEllipsis.data(), kEllipsis.size());
}

std::string OneLine(absl::string_view text) {
  std::string line(text);
  for (size_t i = 0; i < line.size(); ++i) {
    // U+0080 to U+009F take two bytes.
    const bool wide = line[i] == '\xC2' && i + 1 < line.size() && (line[i + 1] & 0xE0) == 0x80;
    if (wide) line[i + 1] = ' ';
    if (wide || absl::ascii_iscntrl(static_cast<unsigned char>(line[i]))) line[i] = ' ';
  }
  return line;
}

std::string Wrap(absl::string_view text, size_t width, size_t indent) {
  constexpr absl::string_view kClosing = "，。、；：！？”’）》】〕…,.;:!?)]%";
  const size_t room = width > indent + 10 ? width - indent : 10;
  std::string out;
  size_t line_begin = 0;
  size_t may_break = 0;  // the last place of this line where it may
  size_t used = 0;
  auto emit = [&](size_t end) {
    absl::string_view line = text.substr(line_begin, end - line_begin);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    out.append(indent, ' ').append(line.data(), line.size()).append(1, '\n');
    line_begin = may_break = end;
  };
  char32_t before = U' ';
  for (size_t pos = 0; pos < text.size();) {
    size_t next = pos;
    const char32_t c = DecodeUtf8(text, next);
    if (c == '\n') {
      emit(pos);
      line_begin = may_break = next;
      used = 0;
    } else {
      const bool closing = kClosing.find(text.substr(pos, next - pos)) != absl::string_view::npos;
      // Latin words and numbers stay whole.
      if (!closing && c != ' ' && (before == ' ' || before >= 0x80 || c >= 0x80)) may_break = pos;
      const size_t wide = WidthOf(c);
      if (used + wide > room && used > 0 && !closing && c != ' ') {
        emit(may_break > line_begin ? may_break : pos);
        used = DisplayWidth(text.substr(line_begin, pos - line_begin));
      }
      used += wide;
    }
    before = c;
    pos = next;
  }
  if (line_begin < text.size()) emit(text.size());
  return out;
}

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (size_t c = 0; c < cells.size(); ++c) {
    cells[c] = Ellipsize(OneLine(cells[c]), columns_[c].max_width);
  }
  rows_.push_back(std::move(cells));
}

std::string Table::ToString(size_t indent) const {
  std::vector<size_t> widths;
  for (size_t c = 0; c < columns_.size(); ++c) {
    size_t width = DisplayWidth(columns_[c].head);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[c]));
    widths.push_back(width);
  }
  std::string out;
  auto add_line = [&](auto cell_at) {
    std::string line(indent, ' ');
    for (size_t c = 0; c < columns_.size(); ++c) {
      const std::string& cell = cell_at(c);
      const size_t pad = widths[c] - std::min(widths[c], DisplayWidth(cell));
      if (c > 0) line += "  ";
      if (columns_[c].right) line.append(pad, ' ');
      line += cell;
      if (!columns_[c].right) line.append(pad, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  add_line([&](size_t c) -> const std::string& { return columns_[c].head; });
  std::vector<std::string> rule;
  rule.reserve(widths.size());
  for (size_t width : widths) rule.emplace_back(width, '-');
  add_line([&](size_t c) -> const std::string& { return rule[c]; });
  for (const auto& row : rows_) add_line([&](size_t c) -> const std::string& { return row[c]; });
  return out;
}

}  // namespace fazhi
