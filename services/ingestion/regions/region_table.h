#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// Levels of divisions by the length of their codes (GB/T 2260).
enum class RegionLevel : int { kProvince = 2, kPrefecture = 4, kCounty = 6 };

enum class RegionKind {
  kDivision,
  kZone,  // 开发区 and the like, listed beside the divisions by the statistics bureau; in no count
  kGroup,  // 市辖区, 省直辖县级行政区划: stands where a prefecture would; nothing reports on it, no name
           // finds it
};

// A division under one code and one name. Views point into the table.
struct Region {
  absl::string_view code;  // 2, 4 or 6 digits
  absl::string_view name;  // as listed
  absl::string_view
      parent;  // the code without its last two digits; a group's code where there is no prefecture
  RegionKind kind = RegionKind::kDivision;
  int valid_from = 0;                          // year of the first list that holds it; 0: 2002 or before
  int valid_to = 0;                            // year of the last list that holds it; 0: to this day
  std::vector<absl::string_view> other_names;  // further names with their kind (临夏州)
  absl::string_view short_name;                // the bare name (临夏); may be empty
  std::vector<absl::string_view> successors;   // codes that it became; its own when it was only renamed

  std::vector<absl::string_view> host_labels;  // parts of its government's host names (tongxu); hints only

  RegionLevel level() const { return static_cast<RegionLevel>(code.size()); }
  // Year 0 asks for today.
  bool ValidIn(int year) const {
    if (year == 0) return valid_to == 0;
    return valid_from <= year && (valid_to == 0 || year <= valid_to);
  }
};

// Which kinds of names a look-up accepts.
enum class NameForms {
  kWithKind,   // 康乐县, 临夏回族自治州, 临夏州
  kAlsoShort,  // and the bare 康乐, 临夏, which are words of their own elsewhere
};

// The code as the table has it, of one that is filled up with zeros: 620000 is 62, 620900000000 is 6209.
absl::string_view ShortCode(absl::string_view code);

// Narrows a look-up by name.
struct NameQuery {
  absl::string_view within;  // code of a division that the one wanted lies in or is; empty: anywhere
  int year = 0;              // divisions of that year come alone where there are any; 0: today's
  NameForms forms = NameForms::kAlsoShort;
};

// A division's name found in a text: code points [begin, end), and every division of that name in any year,
// in order of codes.
struct RegionMatch {
  size_t begin = 0;
  size_t end = 0;
  bool is_short = false;  // a bare name
  std::vector<const Region*> regions;
};

// The administrative divisions since 2002, with their years. Immutable and thread-safe; pointers live as long
// as the table. A look-up by code or name takes constant time, one of a text's places a look at a table
// of bits for the most part.
class RegionTable {
 public:
  // The table that is built into the binary.
  static const RegionTable& Default();

  // Reads the columns that regions/README.md describes. INVALID_ARGUMENT with reason BAD_REGION_TABLE names
  // the line.
  static absl::StatusOr<RegionTable> Parse(absl::string_view tsv);

  const std::vector<Region>& regions() const { return regions_; }

  // The division that has the code in the year (0: today); where none has, the last one that had it. Null: no
  // such code.
  const Region* Find(absl::string_view code, int year = 0) const;

  // Divisions and zones of that name, one for each code, in order of codes. Those with the whole name hide
  // those with a further name, and these the bare ones.
  std::vector<const Region*> FindByName(absl::string_view name, const NameQuery& query = {}) const;

  // The only one that FindByName gives, or null.
  const Region* Resolve(absl::string_view name, const NameQuery& query = {}) const;

  // Today's divisions that a part of the host name may stand for, in order of the parts, narrower divisions
  // first: of gulou.fuzhou.gov.cn those called 鼓楼区 (and what else is spelled so), then 福州市 and others.
  // Hints only.
  std::vector<const Region*> FindByHost(absl::string_view host) const;

  // The divisions above, nearest first, groups left out: of 110101 only 11.
  std::vector<const Region*> Ancestors(absl::string_view code, int year = 0) const;

  // Divisions (no zones) of a level below `code` in a year, in order of codes; `code` empty: of the nation. A
  // prefecture without counties (东莞) has none.
  std::vector<const Region*> Children(absl::string_view code, RegionLevel level, int year = 0) const;

  // What it is in the year, its successors' successors followed; the region itself when it is valid then,
  // nothing when it cannot be told.
  std::vector<const Region*> Successors(const Region& region, int year = 0) const;

  // The longest name that begins at `pos`; an empty match (no regions) when there is none.
  RegionMatch MatchAt(const char32_t* text, size_t size, size_t pos, NameForms forms) const;

  // All names in a text, leftmost and longest first, not overlapping.
  std::vector<RegionMatch> Scan(const char32_t* text, size_t size, NameForms forms) const;

 private:
  enum class Form : uint8_t { kName, kOther, kShort };
  struct Entry {
    uint32_t row;
    Form form;
  };
  struct Name {
    std::u32string text;
    std::vector<Entry> entries;  // best form first, then by code and year
  };

  RegionTable() = default;
  void AddName(absl::string_view name, uint32_t row, Form form);

  std::unique_ptr<const std::string> data_;                     // what the views point into
  std::vector<Region> regions_;                                 // by code, then by year
  absl::flat_hash_map<absl::string_view, uint32_t> first_row_;  // by code
  std::vector<Name> names_;
  absl::flat_hash_map<absl::string_view, uint32_t> by_name_;
  absl::flat_hash_map<absl::string_view, std::vector<uint32_t>> by_host_label_;
  // Names by their first two code points, longest first.
  absl::flat_hash_map<uint64_t, std::vector<uint32_t>> by_start_;
  // A bit for the hash of every key of by_start_: most places of a text begin no name.
  std::vector<uint64_t> start_bits_;
};

}  // namespace fazhi
