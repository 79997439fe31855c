#include "services/ingestion/core/docx_styles.h"

#include <pugixml.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/core/page.h"

namespace fazhi {
namespace {

constexpr int kLongestChain = 20;  // styles that are based on one another

bool IsOn(const pugi::xml_node& property) {
  if (!property) return false;
  const absl::string_view value = property.attribute("w:val").as_string("1");
  return value != "0" && value != "false" && value != "off";
}

// Applies what one style says itself.
void Apply(const pugi::xml_node& node, DocxStyle& style) {
  const std::string name = absl::AsciiStrToLower(node.child("w:name").attribute("w:val").value());
  const pugi::xml_node paragraph = node.child("w:pPr");
  if (absl::StartsWith(name, "heading ") && name.size() == 9 && name[8] >= '1' && name[8] <= '6') {
    style.heading = static_cast<uint8_t>(name[8] - '0');
  } else if (const auto outline = paragraph.child("w:outlineLvl").attribute("w:val")) {
    style.heading = outline.as_uint(9) < 6 ? static_cast<uint8_t>(outline.as_uint() + 1) : 0;
  }
  if (name == "title") style.heading = 1;
  if (absl::StartsWith(name, "toc ") || name == "toc heading") style.contents = true;
  if (const pugi::xml_node bold = node.child("w:rPr").child("w:b")) style.bold = IsOn(bold);
  if (const auto align = paragraph.child("w:jc").attribute("w:val")) {
    const absl::string_view value = align.value();
    style.align = value == "center" ? Line::kCentered : value == "right" || value == "end" ? Line::kRight : 0;
  }
  const pugi::xml_node indent = paragraph.child("w:ind");
  if (indent)
    style.indented =
        indent.attribute("w:firstLine").as_int() > 0 || indent.attribute("w:firstLineChars").as_int() > 0;
  const pugi::xml_node number = paragraph.child("w:numPr");
  if (const auto id = number.child("w:numId").attribute("w:val")) style.number_id = id.value();
  if (const auto level = number.child("w:ilvl").attribute("w:val")) style.level = level.as_uint();
}

}  // namespace

std::map<std::string, DocxStyle> ReadDocxStyles(absl::string_view xml) {
  std::map<std::string, DocxStyle> styles;
  pugi::xml_document document;
  if (xml.empty() || !document.load_buffer(xml.data(), xml.size())) return styles;
  std::map<std::string, pugi::xml_node> nodes;
  for (const pugi::xml_node node : document.child("w:styles").children("w:style")) {
    if (absl::string_view(node.attribute("w:type").value()) == "paragraph")
      nodes[node.attribute("w:styleId").value()] = node;
  }
  for (const auto& [id, node] : nodes) {
    std::vector<pugi::xml_node> chain{node};
    while (static_cast<int>(chain.size()) < kLongestChain) {
      const auto base = nodes.find(chain.back().child("w:basedOn").attribute("w:val").value());
      if (base == nodes.end()) break;
      chain.push_back(base->second);
    }
    DocxStyle& style = styles[id];
    for (auto link = chain.rbegin(); link != chain.rend(); ++link) Apply(*link, style);
  }
  return styles;
}

}  // namespace fazhi
