#pragma once

#include <string>
#include <vector>

#include "fazhi/v1/document.pb.h"

namespace fazhi {

// Every document that tests have: the samples of the repo, and where FAZHI_SHARED (else ../shared) is, the
// real reports and pages there. In order of their paths.
std::vector<v1::Document> AllInputs();

// The samples alone.
std::vector<v1::Document> SampleInputs();

// The reports by people who had not seen the rules, those that are held out apart.
std::vector<v1::Document> WrittenInputs();

// Whether the real reports are there.
bool HasShared();

}  // namespace fazhi
