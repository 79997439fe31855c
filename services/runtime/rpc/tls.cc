#include "services/runtime/rpc/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "services/base/errors.h"

namespace fazhi::runtime {
namespace {

constexpr unsigned kRefreshSeconds = 10;

// Why OpenSSL refused the last thing it was given: the first of its errors, which those behind only pass on.
std::string FirstError() {
  const unsigned long error = ERR_peek_error();  // NOLINT(google-runtime-int)
  const char* reason =
      ERR_SYSTEM_ERROR(error) ? std::strerror(ERR_GET_REASON(error)) : ERR_reason_error_string(error);
  std::string text = reason != nullptr ? reason : "not readable as PEM";
  ERR_clear_error();
  return text;
}

}  // namespace

absl::Status CheckTlsFiles(const TlsFiles& files) {
  if (!files.enabled()) return absl::OkStatus();
  std::vector<std::string> faults;
  if (files.certificate.empty()) faults.emplace_back("--tls_certificate is missing: a PEM file");
  if (files.key.empty()) faults.emplace_back("--tls_key is missing: a PEM file");

  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_server_method()),
                                                                  &SSL_CTX_free);
  ERR_clear_error();
  bool both = true;
  if (!files.certificate.empty() &&
      SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
    both = false;
    faults.push_back(absl::StrCat("--tls_certificate: ", files.certificate, ": ", FirstError()));
  }
  if (!files.key.empty()) {
    // Also refuses a key that is not the certificate's.
    if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
      both = false;
      faults.push_back(absl::StrCat("--tls_key: ", files.key, ": ", FirstError()));
    }
  }
  if (both && !files.certificate.empty() && !files.key.empty() &&
      SSL_CTX_check_private_key(context.get()) != 1) {
    faults.push_back(absl::StrCat("--tls_key: ", files.key, ": ", FirstError()));
  }
  if (!files.client_ca.empty() &&
      SSL_CTX_load_verify_locations(context.get(), files.client_ca.c_str(), nullptr) != 1) {
    faults.push_back(absl::StrCat("--tls_client_ca: ", files.client_ca, ": ", FirstError()));
  }
  if (faults.empty()) return absl::OkStatus();
  return InvalidInput("BAD_TLS_FILES", "", absl::StrJoin(faults, "\n"));
}

std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(const TlsFiles& files) {
  if (!files.enabled()) return grpc::InsecureServerCredentials();
  namespace tls = grpc::experimental;
  auto provider = files.client_ca.empty()
                      ? std::make_shared<tls::FileWatcherCertificateProvider>(files.key, files.certificate,
                                                                              kRefreshSeconds)
                      : std::make_shared<tls::FileWatcherCertificateProvider>(
                            files.key, files.certificate, files.client_ca, kRefreshSeconds);
  tls::TlsServerCredentialsOptions options(std::move(provider));
  options.watch_identity_key_cert_pairs();
  if (!files.client_ca.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return tls::TlsServerCredentials(options);
}

}  // namespace fazhi::runtime
