#include "services/ingestion/regions/region_table.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "fazhi_region_data.h"
#include "services/base/errors.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kColumns = 10;

uint64_t StartKey(const char32_t* text) { return (uint64_t{text[0]} << 32) | text[1]; }

constexpr size_t kStartBits = size_t{1} << 15;
size_t StartBit(const char32_t* text) {
  return (text[0] * 0x9E3779B1u + text[1] * 0x85EBCA77u) >> 16 & (kStartBits - 1);
}

bool ReadYear(absl::string_view field, int& year) { return field.empty() || absl::SimpleAtoi(field, &year); }

bool ReadKind(absl::string_view field, RegionKind& kind) {
  if (field == "division") return kind = RegionKind::kDivision, true;
  if (field == "zone") return kind = RegionKind::kZone, true;
  if (field == "group") return kind = RegionKind::kGroup, true;
  return false;
}

bool IsCode(absl::string_view code) {
  return (code.size() == 2 || code.size() == 4 || code.size() == 6) &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool ReadRegion(const std::vector<absl::string_view>& fields, Region& region) {
  if (fields.size() != kColumns || !IsCode(fields[0]) || fields[1].empty()) return false;
  region.code = fields[0];
  region.name = fields[1];
  region.parent = fields[2];
  if (region.parent != region.code.substr(0, region.code.size() - 2)) return false;
  if (!ReadKind(fields[3], region.kind) || !ReadYear(fields[4], region.valid_from) ||
      !ReadYear(fields[5], region.valid_to)) {
    return false;
  }
  region.other_names = absl::StrSplit(fields[6], ',', absl::SkipEmpty());
  region.short_name = fields[7];
  region.successors = absl::StrSplit(fields[8], ',', absl::SkipEmpty());
  region.host_labels = absl::StrSplit(fields[9], ',', absl::SkipEmpty());
  return std::all_of(region.successors.begin(), region.successors.end(), IsCode);
}

// Of rows with one code, in order of years, the one that holds in `year`, else the last before it, else the
// first.
template <typename Rows>
Rows KeepOnePerCode(const Rows& rows, int year) {
  Rows kept;
  for (const Region* region : rows) {
    if (kept.empty() || kept.back()->code != region->code) {
      kept.push_back(region);
    } else if (!kept.back()->ValidIn(year) && (year == 0 || region->valid_from <= year)) {
      kept.back() = region;
    }
  }
  return kept;
}

}  // namespace

absl::string_view ShortCode(absl::string_view code) {
  while (code.size() > 2 && code.size() % 2 == 0 && absl::EndsWith(code, "00")) code.remove_suffix(2);
  return code;
}

const RegionTable& RegionTable::Default() {
  static const auto* const table = [] {
    // The file is checked by a test: a broken one is no state to go on in.
    absl::StatusOr<RegionTable> parsed = Parse(region_data::Data("regions.tsv"));
    return new RegionTable(std::move(parsed).value());
  }();
  return *table;
}

absl::StatusOr<RegionTable> RegionTable::Parse(absl::string_view tsv) {
  RegionTable table;
  table.start_bits_.resize(kStartBits / 64);
  table.data_ = std::make_unique<const std::string>(tsv);
  size_t line_number = 0;
  for (absl::string_view line : absl::StrSplit(*table.data_, '\n')) {
    ++line_number;
    if (line.empty() || line[0] == '#') continue;
    Region region;
    if (!ReadRegion(absl::StrSplit(line, '\t'), region)) {
      return InvalidInput("BAD_REGION_TABLE", "", absl::StrCat("regions.tsv line ", line_number, ": ", line));
    }
    if (!table.regions_.empty() &&
        std::make_pair(table.regions_.back().code, table.regions_.back().valid_from) >=
            std::make_pair(region.code, region.valid_from)) {
      return InvalidInput("BAD_REGION_TABLE", "",
                          absl::StrCat("regions.tsv line ", line_number, ": not in order"));
    }
    table.regions_.push_back(std::move(region));
  }
  for (uint32_t row = 0; row < table.regions_.size(); ++row) {
    const Region& region = table.regions_[row];
    table.first_row_.try_emplace(region.code, row);
    if (region.kind == RegionKind::kGroup) continue;
    table.AddName(region.name, row, Form::kName);
    for (absl::string_view name : region.other_names) table.AddName(name, row, Form::kOther);
    if (region.ValidIn(0)) {
      for (absl::string_view label : region.host_labels) table.by_host_label_[label].push_back(row);
    }
    if (!region.short_name.empty()) table.AddName(region.short_name, row, Form::kShort);
  }
  for (Name& name : table.names_) {
    std::stable_sort(name.entries.begin(), name.entries.end(),
                     [](const Entry& a, const Entry& b) { return a.form < b.form; });
  }
  for (auto& [key, names] : table.by_start_) {
    std::sort(names.begin(), names.end(), [&table](uint32_t a, uint32_t b) {
      return table.names_[a].text.size() > table.names_[b].text.size();
    });
  }
  return table;
}

void RegionTable::AddName(absl::string_view name, uint32_t row, Form form) {
  auto [it, added] = by_name_.try_emplace(name, static_cast<uint32_t>(names_.size()));
  if (added) {
    names_.push_back({ToCodePoints(name), {}});
    const std::u32string& text = names_.back().text;
    if (text.size() >= 2) {
      by_start_[StartKey(text.data())].push_back(it->second);
      const size_t bit = StartBit(text.data());
      start_bits_[bit / 64] |= uint64_t{1} << bit % 64;
    }
  }
  names_[it->second].entries.push_back({row, form});
}

const Region* RegionTable::Find(absl::string_view code, int year) const {
  auto it = first_row_.find(code);
  if (it == first_row_.end()) return nullptr;
  const Region* last = nullptr;
  for (size_t row = it->second; row < regions_.size() && regions_[row].code == code; ++row) {
    if (regions_[row].ValidIn(year)) return &regions_[row];
    if (last == nullptr || year == 0 || regions_[row].valid_from <= year) last = &regions_[row];
  }
  return last;
}

std::vector<const Region*> RegionTable::FindByName(absl::string_view name, const NameQuery& query) const {
  auto it = by_name_.find(name);
  if (it == by_name_.end()) return {};
  std::vector<const Region*> found;
  const std::vector<Entry>& entries = names_[it->second].entries;
  for (size_t i = 0; i < entries.size(); ++i) {
    const Region& region = regions_[entries[i].row];
    if (entries[i].form == Form::kShort && query.forms == NameForms::kWithKind) break;
    if (i > 0 && entries[i].form != entries[i - 1].form && !found.empty()) break;
    if (absl::StartsWith(region.code, query.within)) found.push_back(&region);
  }
  auto is_valid = [&query](const Region* region) { return region->ValidIn(query.year); };
  if (std::any_of(found.begin(), found.end(), is_valid)) {
    found.erase(std::remove_if(found.begin(), found.end(), std::not_fn(is_valid)), found.end());
  }
  return KeepOnePerCode(found, query.year);
}

const Region* RegionTable::Resolve(absl::string_view name, const NameQuery& query) const {
  std::vector<const Region*> found = FindByName(name, query);
  return found.size() == 1 ? found[0] : nullptr;
}

std::vector<const Region*> RegionTable::FindByHost(absl::string_view host) const {
  std::vector<const Region*> found;
  for (absl::string_view label : absl::StrSplit(host, '.')) {
    auto it = by_host_label_.find(label);
    if (it == by_host_label_.end()) continue;
    for (size_t i = it->second.size(); i-- > 0;) found.push_back(&regions_[it->second[i]]);
  }
  return found;
}

std::vector<const Region*> RegionTable::Ancestors(absl::string_view code, int year) const {
  std::vector<const Region*> ancestors;
  while (code.size() > 2) {
    code.remove_suffix(2);
    const Region* region = Find(code, year);
    if (region != nullptr && region->kind == RegionKind::kDivision) ancestors.push_back(region);
  }
  return ancestors;
}

std::vector<const Region*> RegionTable::Children(absl::string_view code, RegionLevel level, int year) const {
  std::vector<const Region*> children;
  auto row =
      std::lower_bound(regions_.begin(), regions_.end(), code,
                       [](const Region& region, absl::string_view wanted) { return region.code < wanted; });
  for (; row != regions_.end() && absl::StartsWith(row->code, code); ++row) {
    if (row->level() == level && row->code.size() > code.size() && row->kind == RegionKind::kDivision &&
        row->ValidIn(year)) {
      children.push_back(&*row);
    }
  }
  return children;
}

std::vector<const Region*> RegionTable::Successors(const Region& region, int year) const {
  std::vector<const Region*> wave = {&region}, result;
  // A chain is never longer than the lists are many; the bound only guards against a circle in the data.
  for (int step = 0; step < 32 && !wave.empty(); ++step) {
    std::vector<const Region*> next;
    for (const Region* now : wave) {
      if (now->ValidIn(year)) {
        if (std::find(result.begin(), result.end(), now) == result.end()) result.push_back(now);
        continue;
      }
      for (absl::string_view code : now->successors) {
        auto it = first_row_.find(code);
        if (it == first_row_.end()) continue;
        // The row that began when this one ended, or the first after it.
        for (size_t row = it->second; row < regions_.size() && regions_[row].code == code; ++row) {
          if (regions_[row].valid_to != 0 && regions_[row].valid_to <= now->valid_to) continue;
          next.push_back(&regions_[row]);
          break;
        }
      }
    }
    wave = std::move(next);
  }
  return result;
}

RegionMatch RegionTable::MatchAt(const char32_t* text, size_t size, size_t pos, NameForms forms) const {
  RegionMatch match;
  match.begin = match.end = pos;
  if (pos + 2 > size) return match;
  const size_t bit = StartBit(text + pos);
  if ((start_bits_[bit / 64] >> bit % 64 & 1) == 0) return match;
  auto it = by_start_.find(StartKey(text + pos));
  if (it == by_start_.end()) return match;
  for (uint32_t index : it->second) {
    const Name& name = names_[index];
    if (name.text.size() > size - pos || !std::equal(name.text.begin(), name.text.end(), text + pos))
      continue;
    const bool is_short = name.entries[0].form == Form::kShort;
    if (is_short && forms == NameForms::kWithKind) continue;
    match.end = pos + name.text.size();
    match.is_short = is_short;
    for (const Entry& entry : name.entries) {
      if (entry.form == Form::kShort && !is_short) break;
      match.regions.push_back(&regions_[entry.row]);
    }
    return match;
  }
  return match;
}

std::vector<RegionMatch> RegionTable::Scan(const char32_t* text, size_t size, NameForms forms) const {
  std::vector<RegionMatch> matches;
  for (size_t pos = 0; pos + 2 <= size;) {
    RegionMatch match = MatchAt(text, size, pos, forms);
    if (match.regions.empty()) {
      ++pos;
    } else {
      pos = match.end;
      matches.push_back(std::move(match));
    }
  }
  return matches;
}

}  // namespace fazhi
