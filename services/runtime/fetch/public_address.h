#pragma once

#include <sys/socket.h>

#include <string>

namespace fazhi {

// Whether an address is one of the public internet: IPv4 and IPv6 unicast without what IANA's registries of
// special-purpose addresses (RFC 6890 and its updates) set aside: this network, private, shared (100.64/10),
// loopback, link-local, documentation, benchmarks, multicast, reserved, unique local, and IPv6 addresses that
// hold an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64), whatever that is. No for every other
// family.
bool IsPublicAddress(const sockaddr& address);

// 127.0.0.0/8 or ::1.
bool IsLoopbackAddress(const sockaddr& address);

// The address without its port, for messages.
std::string AddressText(const sockaddr& address);

}  // namespace fazhi
