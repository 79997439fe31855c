#include "services/runtime/fetch/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "absl/types/span.h"

namespace fazhi {
namespace {

struct Network {
  std::array<uint8_t, 6> prefix;
  int bits;
};

constexpr Network kSpecialIpv4[] = {
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // shared by carriers
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local; clouds' metadata
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 88, 99}, 24},   // 6to4 relays
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
};

// Of IPv6 only 2000::/3 is given out; these parts of it are special.
constexpr Network kGlobalIpv6 = {{0x20}, 3};
constexpr Network kSpecialIpv6[] = {
    {{0x20, 0x01, 0x00}, 23},        // protocol assignments, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4
    {{0x3f, 0xff, 0x00}, 20},        // documentation
};

bool Lies(absl::Span<const uint8_t> address, const Network& network) {
  for (int bit = 0; bit < network.bits; bit += 8) {
    const int bits = std::min(8, network.bits - bit);
    const auto mask = static_cast<uint8_t>(0xFF << (8 - bits));
    if (((address[bit / 8] ^ network.prefix[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

// The address in network order: 4 bytes, 16 bytes, or none for other families.
absl::Span<const uint8_t> BytesOf(const sockaddr& address) {
  if (address.sa_family == AF_INET)
    return {reinterpret_cast<const uint8_t*>(&reinterpret_cast<const sockaddr_in&>(address).sin_addr), 4};
  if (address.sa_family == AF_INET6)
    return {reinterpret_cast<const uint8_t*>(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr), 16};
  return {};
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  const absl::Span<const uint8_t> bytes = BytesOf(address);
  const auto holds = [bytes](const Network& network) { return Lies(bytes, network); };
  if (bytes.size() == 4) return std::none_of(std::begin(kSpecialIpv4), std::end(kSpecialIpv4), holds);
  return bytes.size() == 16 && holds(kGlobalIpv6) &&
         std::none_of(std::begin(kSpecialIpv6), std::end(kSpecialIpv6), holds);
}

bool IsLoopbackAddress(const sockaddr& address) {
  const absl::Span<const uint8_t> bytes = BytesOf(address);
  if (bytes.size() == 4) return bytes[0] == 127;
  return bytes.size() == 16 && std::memcmp(bytes.data(), &in6addr_loopback, 16) == 0;
}

std::string AddressText(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text = {};
  const absl::Span<const uint8_t> bytes = BytesOf(address);
  if (bytes.empty() || ::inet_ntop(address.sa_family, bytes.data(), text.data(), text.size()) == nullptr)
    return "an address of another kind";
  return text.data();
}

}  // namespace fazhi
