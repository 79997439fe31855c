#include "services/ingestion/ingestion_service.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi {
namespace {

using runtime::CallPool;
using runtime::Publisher;
using runtime::ToGrpcStatus;

std::string TraceparentOf(const grpc::CallbackServerContext& context) {
  const auto found = context.client_metadata().find(runtime::kTraceparentHeader);
  if (found == context.client_metadata().end()) return "";
  return {found->second.data(), found->second.size()};
}

absl::Status NoBroker() {
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition, "NO_BROKER", "",
                         "this service runs without a broker: nothing can be published");
}

void SetRecord(const Publisher::Published& published, v1::RecordId* record) {
  record->set_topic(published.at.topic);
  record->set_partition(published.at.partition);
  record->set_offset(published.offset);
}

}  // namespace

IngestionService::IngestionService(CallPool* pool, CallPool* previews, Publisher* publisher,
                                   IngestFunction ingest, Options options)
    : pool_(pool),
      previews_(previews),
      publisher_(publisher),
      ingest_(std::move(ingest)),
      options_(std::move(options)) {}

// A call that is one record. `make` checks the request and makes the submission of it.
template <typename Request, typename Response, typename Make>
grpc::ServerUnaryReactor* IngestionService::PublishOne(grpc::CallbackServerContext* context,
                                                       const Request* request, Response* response,
                                                       Make make) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto admission = pool_->Admit(request->ByteSizeLong());
  if (publisher_ == nullptr || !admission.ok()) {
    reactor->Finish(ToGrpcStatus(publisher_ == nullptr ? NoBroker() : admission.status()));
    return reactor;
  }
  pool_->Post(
      [this, context, request, response, reactor, make = std::move(make), admission = *std::move(admission)] {
        const absl::Status wanted = runtime::StillWanted(*context);
        if (!wanted.ok()) return reactor->Finish(ToGrpcStatus(wanted));
        const std::string traceparent = TraceparentOf(*context);
        absl::StatusOr<Submission> submission =
            make(SubmissionCall{request->request_id(), traceparent, options_.now()});
        if (!submission.ok()) return reactor->Finish(ToGrpcStatus(submission.status()));
        response->set_request_id(submission->request_id);
        publisher_->Publish(
            std::move(submission->record),
            [response, reactor, admission](const absl::StatusOr<Publisher::Published>& published) {
              if (published.ok()) SetRecord(*published, response->mutable_record());
              reactor->Finish(ToGrpcStatus(published.status()));
            });
      });
  return reactor;
}

grpc::ServerUnaryReactor* IngestionService::Submit(grpc::CallbackServerContext* context,
                                                   const v1::SubmitRequest* request,
                                                   v1::SubmitResponse* response) {
  return PublishOne(context, request, response, [this, request, response](const SubmissionCall& call) {
    auto submission = SubmitDocument(request->document(), call, options_.submission);
    if (submission.ok()) response->set_document_sha256(submission->document_sha256);
    return submission;
  });
}

grpc::ServerUnaryReactor* IngestionService::Withdraw(grpc::CallbackServerContext* context,
                                                     const v1::WithdrawRequest* request,
                                                     v1::WithdrawResponse* response) {
  return PublishOne(context, request, response, [this, request](const SubmissionCall& call) {
    return SubmitWithdrawal(request->withdrawal(), call, options_.submission);
  });
}

grpc::ServerUnaryReactor* IngestionService::SubmitCheck(grpc::CallbackServerContext* context,
                                                        const v1::SubmitCheckRequest* request,
                                                        v1::SubmitCheckResponse* response) {
  return PublishOne(context, request, response, [this, request](const SubmissionCall& call) {
    return SubmitCheckRecord(request->check_record(), call, options_.submission);
  });
}

grpc::ServerUnaryReactor* IngestionService::Preview(grpc::CallbackServerContext* context,
                                                    const v1::PreviewRequest* request,
                                                    v1::PreviewResponse* response) {
  return runtime::RunUnary(
      *previews_, context, request->ByteSizeLong(), [this, context, request, response]() -> absl::Status {
        const v1::Document* document = &request->document();
        v1::Document fetched;
        if (document->has_reference() && options_.fetch) {
          fetched = *document;
          FAZHI_RETURN_IF_ERROR(
              Below("document", options_.fetch(fetched, [context] { return context->IsCancelled(); })));
          document = &fetched;
        }
        absl::StatusOr<v1::Report> report = ingest_(*document);
        if (!report.ok()) return Below("document", report.status());
        *response->mutable_report() = *std::move(report);
        return absl::OkStatus();
      });
}

// A stream of documents. Reads on while not too much waits for its acknowledgement, and ends once the client
// has and everything is acknowledged or refused.
class IngestionService::BatchCall : public grpc::ServerReadReactor<v1::BatchSubmitRequest> {
 public:
  BatchCall(IngestionService* service, grpc::CallbackServerContext* context,
            v1::BatchSubmitResponse* response)
      : service_(service), response_(response), traceparent_(TraceparentOf(*context)) {
    auto admission = service_->pool_->Admit(0);
    if (service_->publisher_ == nullptr || !admission.ok()) {
      Finish(ToGrpcStatus(service_->publisher_ == nullptr ? NoBroker() : admission.status()));
      return;
    }
    admission_ = *std::move(admission);
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return End(absl::OkStatus());
    const Options& options = service_->options_;
    if (index_ == options.max_batch) {
      return End(InvalidInput("TOO_MANY", "",
                              absl::StrCat("a stream has at most ", options.max_batch,
                                           " documents; submit the others in another")));
    }
    const auto index = static_cast<uint32_t>(index_++);
    std::string url = request_.document().url();
    const size_t held_bytes = request_.ByteSizeLong();
    const absl::Status held = admission_->Hold(held_bytes);
    absl::StatusOr<Submission> submission = absl::CancelledError();
    if (!held.ok()) {
      submission = held;
    } else {
      submission = SubmitDocument(std::move(*request_.mutable_document()),
                                  {request_.request_id(), traceparent_, options.now()}, options.submission);
      if (!submission.ok()) admission_->GiveBack(held_bytes);
    }
    if (!submission.ok()) {
      const std::lock_guard<std::mutex> lock(mutex_);
      AddFailure(index, std::move(url), submission.status());
    } else {
      const size_t bytes = submission->record.bytes();
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        ++waiting_;
        waiting_bytes_ += bytes;
      }
      service_->publisher_->Publish(std::move(submission->record),
                                    [this, index, bytes, held_bytes, url = std::move(url)](
                                        const absl::StatusOr<Publisher::Published>& published) {
                                      admission_->GiveBack(held_bytes);
                                      Acknowledged(index, bytes, url, published.status());
                                    });
    }
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      held_ = waiting_bytes_ >= options.max_batch_bytes;
      if (held_) return;
    }
    StartRead(&request_);
  }

  void OnDone() override { delete this; }

 private:
  void Acknowledged(uint32_t index, size_t bytes, const std::string& url, const absl::Status& status) {
    bool read_on = false;
    bool end = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      --waiting_;
      waiting_bytes_ -= bytes;
      if (status.ok()) {
        response_->set_submitted(response_->submitted() + 1);
      } else {
        AddFailure(index, url, status);
      }
      if (held_ && waiting_bytes_ < service_->options_.max_batch_bytes) {
        held_ = false;
        read_on = true;
      }
      end = ended_ && waiting_ == 0;
    }
    if (read_on) StartRead(&request_);
    if (end) FinishNow();
  }

  void End(absl::Status status) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ended_ = true;
      status_ = std::move(status);
      if (waiting_ > 0) return;
    }
    FinishNow();
  }

  void FinishNow() {
    auto& failures = *response_->mutable_failures();
    std::sort(failures.pointer_begin(), failures.pointer_end(),
              [](const v1::SubmitFailure* a, const v1::SubmitFailure* b) { return a->index() < b->index(); });
    Finish(ToGrpcStatus(status_));
  }

  // With mutex_ held.
  void AddFailure(uint32_t index, std::string url, const absl::Status& status) {
    v1::SubmitFailure& failure = *response_->add_failures();
    failure.set_index(index);
    failure.set_url(std::move(url));
    *failure.mutable_status() = runtime::ToRpcStatus(status);
  }

  IngestionService* const service_;
  v1::BatchSubmitResponse* const response_;
  const std::string traceparent_;
  std::shared_ptr<CallPool::Admission> admission_;
  v1::BatchSubmitRequest request_;
  size_t index_ = 0;

  std::mutex mutex_;
  size_t waiting_ = 0;
  size_t waiting_bytes_ = 0;
  bool held_ = false;   // no read has been started
  bool ended_ = false;  // nor will any be
  absl::Status status_;
};

grpc::ServerReadReactor<v1::BatchSubmitRequest>* IngestionService::BatchSubmit(
    grpc::CallbackServerContext* context, v1::BatchSubmitResponse* response) {
  return new BatchCall(this, context, response);
}

}  // namespace fazhi
