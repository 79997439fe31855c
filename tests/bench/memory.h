#pragma once

#include <cstddef>

namespace fazhi::bench {

// Peak resident memory, in bytes, of a child process that reads one text document of about `bytes` through
// all stages; with 0 bytes of one that only loads the data. 0 when the child could not run.
size_t PeakMemory(size_t bytes);

}  // namespace fazhi::bench
