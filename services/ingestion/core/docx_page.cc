#include "services/ingestion/core/docx_page.h"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/ingestion/core/docx_numbering.h"
#include "services/ingestion/core/docx_styles.h"
#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/zip_file.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr char kDocument[] = "word/document.xml";
constexpr char kNumbering[] = "word/numbering.xml";
constexpr char kStyles[] = "word/styles.xml";
constexpr int kDeepest = 200;  // elements inside a paragraph, or around one
constexpr int kDeepestTable = 20;
constexpr size_t kMostText = size_t{64} << 20;  // bytes of UTF-8
constexpr size_t kLongestHeading = 100;  // code points; longer ones are paragraphs with a heading's style
constexpr size_t kLongestCell = 600;
constexpr size_t kLongestMean = 150;

absl::string_view NameOf(const pugi::xml_node& node) { return node.name(); }

bool IsOn(const pugi::xml_node& property) {
  if (!property) return false;
  const absl::string_view value = property.attribute("w:val").as_string("1");
  return value != "0" && value != "false" && value != "off";
}

absl::Status TooDeep() {
  return InvalidInput("TOO_DEEP", "content",
                      "the document nests its parts too deeply: open it and save its text");
}

// Counts what tells a table of data from one that lays a page out.
struct TableShape {
  size_t rows = 0;
  size_t widest = 0;  // cells
  size_t most_columns = 0;
  size_t cells = 0;
  size_t characters = 0;
  size_t longest = 0;
  bool nested = false;

  bool IsData() const {
    return !nested && rows >= 2 && widest >= 2 && most_columns <= kMostTableColumns && characters > 0 &&
           longest <= kLongestCell && characters <= kLongestMean * cells;
  }
};

class TextCounter : public pugi::xml_tree_walker {
 public:
  size_t characters = 0;
  bool table = false;
  bool for_each(pugi::xml_node& node) override {
    if (NameOf(node) == "w:t") characters += CountCodePoints(node.text().get());
    table |= NameOf(node) == "w:tbl";
    return true;
  }
};

uint32_t SpanOf(const pugi::xml_node& cell) {
  return cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_uint(1);
}

TableShape ShapeOf(const pugi::xml_node& table) {
  TableShape shape;
  for (const pugi::xml_node row : table.children("w:tr")) {
    ++shape.rows;
    size_t cells = 0;
    size_t columns = 0;
    for (pugi::xml_node cell : row.children("w:tc")) {
      ++cells;
      columns += CutColumnSpan(SpanOf(cell));
      TextCounter counter;
      cell.traverse(counter);
      shape.nested |= counter.table;
      shape.characters += counter.characters;
      shape.longest = std::max(shape.longest, counter.characters);
    }
    shape.cells += cells;
    shape.widest = std::max(shape.widest, cells);
    shape.most_columns = std::max(shape.most_columns, columns);
  }
  return shape;
}

class DocxReader {
 public:
  explicit DocxReader(const ZipFiles& zip)
      : numbering_(File(zip, kNumbering)), styles_(ReadDocxStyles(File(zip, kStyles))) {}

  absl::StatusOr<Page> Read(const pugi::xml_node& body) {
    FAZHI_RETURN_IF_ERROR(ReadBlocks(body, 0, 0));
    page_.content_end = page_.lines.size();
    WidenLabels(page_);
    MarkHeadRows(page_);
    return std::move(page_);
  }

 private:
  static absl::string_view File(const ZipFiles& zip, const char* name) {
    const auto file = zip.files.find(name);
    return file == zip.files.end() ? absl::string_view() : absl::string_view(file->second);
  }

  // Paragraphs and tables below `parent`, whatever wraps them.
  absl::Status ReadBlocks(const pugi::xml_node& parent, int depth, int tables) {
    if (depth > kDeepest) return TooDeep();
    for (const pugi::xml_node node : parent.children()) {
      if (bytes_ > kMostText) {
        return InvalidInput("TOO_LARGE", "content", "the document holds more than 64 MiB of text: split it");
      }
      const absl::string_view name = NameOf(node);
      if (name == "w:p") {
        FAZHI_RETURN_IF_ERROR(ReadParagraph(node, depth, tables));
      } else if (name == "w:tbl") {
        if (tables >= kDeepestTable) return TooDeep();
        FAZHI_RETURN_IF_ERROR(ReadTable(node, depth + 1, tables + 1));
      } else if (name == "w:sdt") {
        FAZHI_RETURN_IF_ERROR(ReadBlocks(node.child("w:sdtContent"), depth + 1, tables));
      } else if (name == "w:ins" || name == "w:moveTo" || name == "w:customXml" || name == "w:smartTag") {
        FAZHI_RETURN_IF_ERROR(ReadBlocks(node, depth + 1, tables));
      } else if (name == "mc:AlternateContent") {
        FAZHI_RETURN_IF_ERROR(ReadBlocks(node.child("mc:Choice"), depth + 1, tables));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadTable(const pugi::xml_node& table, int depth, int tables) {
    // A table in a cell of data cannot be: ShapeOf says so.
    const bool data = ShapeOf(table).IsData();
    TableGrid grid;
    const uint32_t number = page_.tables;
    page_.tables += data;
    std::vector<int32_t> above;  // the merged cell that began in each column, or -1
    for (const pugi::xml_node row : table.children("w:tr")) {
      if (row.child("w:trPr").child("w:del")) continue;
      grid.BeginRow();
      bool first = true;
      for (const pugi::xml_node cell : row.children("w:tc")) {
        if (!data) {
          FAZHI_RETURN_IF_ERROR(ReadBlocks(cell, depth + 1, tables));
          continue;
        }
        const pugi::xml_node properties = cell.child("w:tcPr");
        Cell made;
        made.table = number;
        made.head = IsOn(row.child("w:trPr").child("w:tblHeader"));
        grid.Place(SpanOf(cell), 1, made);
        if (above.size() <= made.column) above.resize(made.column + 1, -1);
        const pugi::xml_node merge = properties.child("w:vMerge");
        const bool continues =
            merge && absl::string_view(merge.attribute("w:val").as_string("continue")) == "continue";
        if (!first) page_.text.push_back(U'\t');
        first = false;
        if (continues) {
          if (above[made.column] >= 0) ++page_.cells[static_cast<size_t>(above[made.column])].row_span;
          continue;
        }
        cell_ = static_cast<int32_t>(page_.cells.size());
        above[made.column] = merge ? cell_ : -1;
        page_.cells.push_back(made);
        FAZHI_RETURN_IF_ERROR(ReadBlocks(cell, depth + 1, tables));
        cell_ = -1;
      }
      if (data) page_.text.push_back(U'\n');
    }
    return absl::OkStatus();
  }

  absl::Status ReadParagraph(const pugi::xml_node& paragraph, int depth, int tables) {
    const pugi::xml_node properties = paragraph.child("w:pPr");
    DocxStyle style;
    const auto named = styles_.find(properties.child("w:pStyle").attribute("w:val").value());
    if (named != styles_.end()) style = named->second;
    if (const auto outline = properties.child("w:outlineLvl").attribute("w:val")) {
      style.heading = outline.as_uint(9) < 6 ? static_cast<uint8_t>(outline.as_uint() + 1) : 0;
    }
    if (const auto align = properties.child("w:jc").attribute("w:val")) {
      const absl::string_view value = align.value();
      style.align = value == "center"                    ? Line::kCentered
                    : value == "right" || value == "end" ? Line::kRight
                                                         : 0;
    }
    const pugi::xml_node indent = properties.child("w:ind");
    if (indent)
      style.indented =
          indent.attribute("w:firstLine").as_int() > 0 || indent.attribute("w:firstLineChars").as_int() > 0;
    const pugi::xml_node number = properties.child("w:numPr");
    if (const auto id = number.child("w:numId").attribute("w:val")) style.number_id = id.value();
    if (const auto level = number.child("w:ilvl").attribute("w:val")) style.level = level.as_uint();

    style_ = style;
    if (cell_ >= 0 && !page_.lines.empty() && page_.lines.back().cell == cell_) page_.text.push_back(U' ');
    BeginLine();
    if (!style.number_id.empty() && HasText(paragraph)) {
      Append(ToCodePoints(numbering_.Next(style.number_id, style.level)), style.bold);
    }
    FAZHI_RETURN_IF_ERROR(ReadInline(paragraph, 0));
    EndLine();
    if (cell_ < 0) page_.text.push_back(U'\n');
    // What a text box holds stands behind the paragraph that it is fixed to.
    for (const pugi::xml_node& box : std::exchange(boxes_, {}))
      FAZHI_RETURN_IF_ERROR(ReadBlocks(box, depth + 1, tables));
    return absl::OkStatus();
  }

  // Text boxes below `node`; what stands in for those that an old Word cannot show is not read twice.
  absl::Status FindBoxes(const pugi::xml_node& node, int depth) {
    if (depth > kDeepest) return TooDeep();
    for (const pugi::xml_node child : node.children()) {
      const absl::string_view name = NameOf(child);
      if (name == "w:txbxContent") {
        boxes_.push_back(child);
      } else if (name != "mc:Fallback") {
        FAZHI_RETURN_IF_ERROR(FindBoxes(child, depth + 1));
      }
    }
    return absl::OkStatus();
  }

  static bool HasText(const pugi::xml_node& paragraph) {
    TextCounter counter;
    pugi::xml_node node = paragraph;
    node.traverse(counter);
    return counter.characters > 0;
  }

  absl::Status ReadInline(const pugi::xml_node& parent, int depth) {
    if (depth > kDeepest) return TooDeep();
    for (const pugi::xml_node node : parent.children()) {
      const absl::string_view name = NameOf(node);
      if (name == "w:r") {
        FAZHI_RETURN_IF_ERROR(ReadRun(node, depth));
      } else if (name == "w:sdt") {
        FAZHI_RETURN_IF_ERROR(ReadInline(node.child("w:sdtContent"), depth + 1));
      } else if (name == "w:ins" || name == "w:moveTo" || name == "w:hyperlink" || name == "w:smartTag" ||
                 name == "w:fldSimple" || name == "w:customXml" || name == "w:dir" || name == "w:bdo") {
        FAZHI_RETURN_IF_ERROR(ReadInline(node, depth + 1));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadRun(const pugi::xml_node& run, int depth) {
    const pugi::xml_node properties = run.child("w:rPr");
    if (IsOn(properties.child("w:vanish"))) return absl::OkStatus();
    const pugi::xml_node own = properties.child("w:b");
    const bool bold = own ? IsOn(own) : style_.bold;
    for (const pugi::xml_node node : run.children()) {
      const absl::string_view name = NameOf(node);
      if (name == "w:t") {
        Append(ToCodePoints(node.text().get()), bold);
      } else if (name == "w:tab" || name == "w:ptab") {
        Append(U" ", bold);
      } else if (name == "w:noBreakHyphen") {
        Append(U"-", bold);
      } else if (name == "w:cr") {
        BreakLine(U'\n');
      } else if (name == "w:br") {
        BreakLine(absl::string_view(node.attribute("w:type").value()) == "page" ? U'\f' : U'\n');
      } else if (name == "w:ruby") {
        for (const pugi::xml_node base : node.child("w:rubyBase").children("w:r"))
          Append(ToCodePoints(base.child("w:t").text().get()), bold);
      } else if (name == "w:drawing" || name == "w:pict" || name == "mc:AlternateContent") {
        FAZHI_RETURN_IF_ERROR(FindBoxes(node, depth + 1));
      }
    }
    return absl::OkStatus();
  }

  void Append(const std::u32string& text, bool bold) {
    for (char32_t c : text) {
      if (c == U'\n' || c == U'\f' || c == U'\t') c = U' ';
      bytes_ += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      page_.text.push_back(c);
      if (bold && bold_so_far_) {
        bold_end_ = static_cast<uint32_t>(page_.text.size());
      } else if (c != U' ') {
        bold_so_far_ = bold_so_far_ && bold;
      }
    }
  }

  void BreakLine(char32_t mark) {
    if (cell_ >= 0) {
      Append(U" ", false);
      return;
    }
    EndLine();
    page_.text.push_back(mark);
    page_break_ = page_break_ || mark == U'\f';
    BeginLine();
  }

  void BeginLine() {
    line_begin_ = static_cast<uint32_t>(page_.text.size());
    bold_so_far_ = true;
    bold_end_ = line_begin_;
  }

  void EndLine() {
    Line line;
    if (!MeasureLine(page_.text, line_begin_, static_cast<uint32_t>(page_.text.size()), line)) {
      if (cell_ < 0) blank_ = true;
      return;
    }
    line.bold = bold_end_ > line.begin ? std::min(bold_end_, line.end) - line.begin : 0;
    line.heading = line.size() <= kLongestHeading ? style_.heading : 0;
    line.flags = style_.align;
    if (style_.contents) line.flags |= Line::kChrome;
    if (blank_) line.flags |= Line::kBlankBefore;
    if (page_break_) line.flags |= Line::kPageBreak;
    if (style_.indented) line.indent = std::max<uint8_t>(line.indent, 4);
    line.cell = cell_;
    blank_ = false;
    page_break_ = false;
    page_.lines.push_back(line);
  }

  DocxNumbering numbering_;
  std::map<std::string, DocxStyle> styles_;
  Page page_;
  DocxStyle style_;                    // of the paragraph that is read
  std::vector<pugi::xml_node> boxes_;  // of the paragraph that is read, not read yet
  size_t bytes_ = 0;                   // of the text so far
  int32_t cell_ = -1;
  uint32_t line_begin_ = 0;
  uint32_t bold_end_ = 0;
  bool bold_so_far_ = true;
  bool blank_ = false;
  bool page_break_ = false;
};

absl::Status NoDocument(const ZipFiles& zip) {
  const auto has = [&](absl::string_view name) {
    return std::any_of(zip.names.begin(), zip.names.end(),
                       [&](const std::string& n) { return absl::StartsWith(n, name); });
  };
  if (has("OFD.xml"))
    return InvalidInput("NOT_A_DOCX", "content", "an OFD file: save it as PDF and give that");
  if (has("[Content_Types].xml") || has("mimetype")) {
    return InvalidInput(
        "NOT_A_DOCX", "content",
        "an office file without a Word document in it (a spreadsheet, slides, …): save it as .docx or PDF");
  }
  return InvalidInput("ARCHIVE", "content",
                      "a zip archive: archives are not opened; unpack it and give the files in it");
}

}  // namespace

absl::StatusOr<Page> ReadDocx(absl::string_view bytes) {
  FAZHI_ASSIGN_OR_RETURN(ZipFiles zip, UnzipFiles(bytes, {kDocument, kNumbering, kStyles}));
  const auto file = zip.files.find(kDocument);
  if (file == zip.files.end()) return NoDocument(zip);
  pugi::xml_document document;
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;
  if (!document.load_buffer_inplace(file->second.data(), file->second.size(), options)) {
    return InvalidInput("TRUNCATED_ARCHIVE", "content",
                        "word/document.xml is damaged: fetch the file again, or open it and save it anew");
  }
  const pugi::xml_node body = document.child("w:document").child("w:body");
  if (!body)
    return InvalidInput("NOT_A_DOCX", "content",
                        "word/document.xml has no text in it: open the file and save it anew as .docx");
  return DocxReader(zip).Read(body);
}

}  // namespace fazhi
