#include "services/aggregation/core/decimal.h"

#include <algorithm>

namespace fazhi::aggregation {
namespace {

std::string Digits(absl::uint128 value) {
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

absl::uint128 Magnitude(absl::int128 value) {
  const absl::uint128 bits = static_cast<absl::uint128>(value);
  return value < 0 ? ~bits + 1 : bits;
}

}  // namespace

std::string Int128ToString(absl::int128 value) { return (value < 0 ? "-" : "") + Digits(Magnitude(value)); }

absl::optional<absl::int128> Int128FromString(absl::string_view digits) {
  const bool negative = !digits.empty() && digits[0] == '-';
  if (negative) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 38) return absl::nullopt;
  absl::int128 value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return absl::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string DecimalE4(absl::int128 value_e4) {
  const absl::uint128 magnitude = Magnitude(value_e4);
  std::string text = Digits(magnitude / 10000);
  std::string fraction = Digits(magnitude % 10000);
  fraction.insert(0, 4 - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) text += "." + fraction;
  return (value_e4 < 0 ? "-" : "") + text;
}

absl::optional<absl::int128> ParseE4(absl::string_view decimal) {
  const size_t dot = decimal.find('.');
  std::string digits(decimal.substr(0, dot));
  std::string fraction(dot == absl::string_view::npos ? "" : decimal.substr(dot + 1));
  if (fraction.size() > 4) return absl::nullopt;
  fraction.resize(4, '0');
  return Int128FromString(digits + fraction);
}

absl::int128 DivideE4(absl::int128 numerator, absl::int128 denominator, int places) {
  absl::int128 scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  absl::int128 step = 1;
  for (int i = places; i < 4; ++i) step *= 10;
  const bool negative = numerator < 0;
  if (negative) numerator = -numerator;
  const absl::int128 whole = numerator / denominator;
  const absl::int128 rest = numerator % denominator;
  absl::int128 fraction = rest * scale;
  absl::int128 rounded = fraction / denominator;
  if ((fraction % denominator) * 2 >= denominator) ++rounded;
  const absl::int128 result = (whole * scale + rounded) * step;
  return negative ? -result : result;
}

}  // namespace fazhi::aggregation
