#include "services/extraction/extraction_service.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/core/sniff.h"
#include "services/runtime/rpc/page_token.h"
#include "services/segmentation/core/segment.h"

namespace fazhi {
namespace {

constexpr char kCollection[] = "indicators/";
constexpr uint32_t kPage = 100;
constexpr uint32_t kMostOfAPage = 1000;

ExtractOptions OptionsOf(bool explain) {
  ExtractOptions options;
  options.explain = explain;
  return options;
}

}  // namespace

ExtractionService::ExtractionService(runtime::CallPool* pool, const Catalog* catalog)
    : pool_(pool), catalog_(*catalog) {
  for (const v1::Indicator& indicator : catalog_.proto().indicators()) by_id_.push_back(&indicator);
  std::sort(by_id_.begin(), by_id_.end(),
            [](const v1::Indicator* a, const v1::Indicator* b) { return a->id() < b->id(); });
}

grpc::ServerUnaryReactor* ExtractionService::Extract(grpc::CallbackServerContext* context,
                                                     const v1::ExtractRequest* request,
                                                     v1::ExtractResponse* response) {
  return runtime::RunUnary(*pool_, context, request->ByteSizeLong(), [this, request, response] {
    if (!request->has_outline()) return InvalidInput("NO_OUTLINE", "outline", "`outline` is required");
    FAZHI_ASSIGN_OR_RETURN(*response->mutable_observation_set(),
                           fazhi::Extract(request->outline(), catalog_, OptionsOf(request->explain())));
    return absl::OkStatus();
  });
}

absl::Status ExtractionService::ReadText(const v1::ExtractTextRequest& request,
                                         v1::ExtractTextResponse& response) const {
  if (request.text().empty()) return InvalidInput("EMPTY", "text", "`text` is required");
  // Pages and files are for ingestion, which parses them apart from everything else.
  const absl::StatusOr<v1::ContentKind> kind = SniffBytes(request.text());
  if (!kind.ok()) return RenameField(kind.status(), "content", "text");
  if (*kind != v1::CONTENT_KIND_TEXT || LooksLikeHtml(request.text(), "text/plain")) {
    return InvalidInput("NOT_PLAIN_TEXT", "text",
                        "this is no plain text; IngestionService.Preview reads pages and files");
  }
  v1::Document document;
  document.set_content(request.text());
  document.set_content_type("text/plain; charset=utf-8");
  absl::StatusOr<v1::Report> report = Ingest(document);
  if (!report.ok()) return RenameField(report.status(), "content", "text");
  FAZHI_ASSIGN_OR_RETURN(v1::Outline outline, Segment(*std::move(report)));
  FAZHI_ASSIGN_OR_RETURN(v1::ObservationSet set,
                         fazhi::Extract(std::move(outline), catalog_, OptionsOf(request.explain())));
  v1::Report& read = *set.mutable_outline()->mutable_report();
  *response.mutable_observations() = std::move(*set.mutable_observations());
  *response.mutable_rejected() = std::move(*set.mutable_rejected());
  *response.mutable_clean_text() = std::move(*read.mutable_text());
  *response.mutable_region() = std::move(*read.mutable_region());
  response.set_catalog_version(set.catalog_version());
  response.set_pipeline_version(read.pipeline_version());
  response.set_kind(read.kind());
  response.set_year(read.year());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* ExtractionService::ExtractText(grpc::CallbackServerContext* context,
                                                         const v1::ExtractTextRequest* request,
                                                         v1::ExtractTextResponse* response) {
  return runtime::RunUnary(*pool_, context, request->ByteSizeLong(),
                           [this, request, response] { return ReadText(*request, *response); });
}

absl::Status ExtractionService::List(const v1::ListIndicatorsRequest& request,
                                     v1::ListIndicatorsResponse& response) const {
  FAZHI_ASSIGN_OR_RETURN(const size_t size, runtime::PageSize(request.page_size(), kPage, kMostOfAPage));
  const std::string query = runtime::PageQuery(request);
  FAZHI_ASSIGN_OR_RETURN(const std::vector<std::string> after,
                         runtime::ReadPageToken(query, request.page_token()));
  response.set_catalog_version(catalog_.proto().version());
  for (const v1::Indicator* indicator : by_id_) {
    if (!after.empty() && indicator->id() <= after[0]) continue;
    if (request.domain() != v1::DOMAIN_UNSPECIFIED && indicator->domain() != request.domain()) continue;
    if (!absl::StartsWith(indicator->id(), request.id_prefix())) continue;
    if (static_cast<size_t>(response.indicators_size()) == size) {
      const std::string& last = response.indicators(response.indicators_size() - 1).id();
      response.set_next_page_token(runtime::MakePageToken(query, {last}));
      break;
    }
    *response.add_indicators() = *indicator;
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* ExtractionService::ListIndicators(grpc::CallbackServerContext* context,
                                                            const v1::ListIndicatorsRequest* request,
                                                            v1::ListIndicatorsResponse* response) {
  return runtime::RunUnary(*pool_, context, 0,
                           [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* ExtractionService::GetIndicator(grpc::CallbackServerContext* context,
                                                          const v1::GetIndicatorRequest* request,
                                                          v1::GetIndicatorResponse* response) {
  return runtime::RunUnary(*pool_, context, 0, [this, request, response] {
    absl::string_view id = request->name();
    if (!absl::ConsumePrefix(&id, kCollection) || id.empty()) {
      return InvalidInput("BAD_NAME", "name",
                          absl::StrCat("`", Shown(request->name()), "` is not of the form indicators/{id}"));
    }
    const v1::Indicator* indicator = catalog_.Find(id);
    if (indicator == nullptr) {
      return ErrorWithReason(
          absl::StatusCode::kNotFound, "NO_SUCH_INDICATOR", "name",
          absl::StrCat("the catalog has no indicator `", Shown(id), "`; ListIndicators has all"));
    }
    *response->mutable_indicator() = *indicator;
    response->set_catalog_version(catalog_.proto().version());
    return absl::OkStatus();
  });
}

}  // namespace fazhi
