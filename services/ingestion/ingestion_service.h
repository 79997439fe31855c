#pragma once

#include <cstddef>
#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "fazhi/v1/ingestion_service.grpc.pb.h"
#include "services/ingestion/submission.h"
#include "services/runtime/rpc/call_pool.h"
#include "services/runtime/stage/publisher.h"

namespace fazhi {

// IngestionService bound to the stage's function and to a publisher. Thread-safe.
class IngestionService : public v1::IngestionService::CallbackService {
 public:
  struct Options {
    SubmissionOptions submission;
    // Of one stream of BatchSubmit.
    size_t max_batch = 5000;
    // Of a stream's documents that are published and not acknowledged yet: the client is slowed down above
    // it.
    size_t max_batch_bytes = size_t{8} << 20;
    std::function<absl::Time()> now = absl::Now;
    // Puts what a document's reference refers to in its place, for Preview; `stop` says when nobody waits for
    // it any more. Null: nothing is fetched.
    std::function<absl::Status(v1::Document&, const std::function<bool()>& stop)> fetch = nullptr;
  };
  // The stage, called on several threads at once.
  using IngestFunction = std::function<absl::StatusOr<v1::Report>(const v1::Document&)>;

  // Previews are worked on by the threads of `previews`, so that parsing keeps nobody from submitting.
  // `publisher` is null for a service without a broker. All must outlive it.
  IngestionService(runtime::CallPool* pool, runtime::CallPool* previews, runtime::Publisher* publisher,
                   IngestFunction ingest, Options options);

  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context, const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override;
  grpc::ServerReadReactor<v1::BatchSubmitRequest>* BatchSubmit(grpc::CallbackServerContext* context,
                                                               v1::BatchSubmitResponse* response) override;
  grpc::ServerUnaryReactor* Preview(grpc::CallbackServerContext* context, const v1::PreviewRequest* request,
                                    v1::PreviewResponse* response) override;
  grpc::ServerUnaryReactor* Withdraw(grpc::CallbackServerContext* context, const v1::WithdrawRequest* request,
                                     v1::WithdrawResponse* response) override;
  grpc::ServerUnaryReactor* SubmitCheck(grpc::CallbackServerContext* context,
                                        const v1::SubmitCheckRequest* request,
                                        v1::SubmitCheckResponse* response) override;

 private:
  class BatchCall;

  template <typename Request, typename Response, typename Make>
  grpc::ServerUnaryReactor* PublishOne(grpc::CallbackServerContext* context, const Request* request,
                                       Response* response, Make make);

  runtime::CallPool* const pool_;
  runtime::CallPool* const previews_;
  runtime::Publisher* const publisher_;
  const IngestFunction ingest_;
  const Options options_;
};

}  // namespace fazhi
