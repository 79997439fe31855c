#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "grpcpp/security/server_credentials.h"

namespace fazhi::runtime {

// PEM files of a server's identity, read again every few seconds, so that renewed certificates are taken up
// without a restart. All empty: no TLS.
struct TlsFiles {
  std::string certificate;  // the server's, with its chain
  std::string key;
  std::string client_ca;  // when set, clients must show a certificate that it has signed

  bool enabled() const { return !certificate.empty() || !key.empty() || !client_ca.empty(); }
};

// All that is wrong with the files, a line each: INVALID_ARGUMENT/BAD_TLS_FILES.
absl::Status CheckTlsFiles(const TlsFiles& files);

// Files must have passed the check.
std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(const TlsFiles& files);

}  // namespace fazhi::runtime
