#pragma once

#include <string>

#include "google/protobuf/message_lite.h"

namespace fazhi::aggregation {

// The same message gives the same bytes.
std::string SerializeDeterministically(const google::protobuf::MessageLite& message);

}  // namespace fazhi::aggregation
