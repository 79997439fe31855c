#include "services/aggregation/stored_forms.h"

#include <utility>

#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi::aggregation {
namespace {

using google::protobuf::util::TimeUtil;

// Sets a time that is one: `mutable_time` makes the field.
template <typename MutableTime>
void SetTime(int64_t micros, MutableTime mutable_time) {
  if (micros != kNoTime) *mutable_time() = TimeUtil::MicrosecondsToTimestamp(micros);
}

v1::ReportState StateForm(ReportState state) {
  switch (state) {
    case ReportState::kCurrent:
      return v1::REPORT_STATE_CURRENT;
    case ReportState::kHistory:
      return v1::REPORT_STATE_HISTORY;
    case ReportState::kReplaced:
      return v1::REPORT_STATE_REPLACED;
    case ReportState::kWithdrawn:
      return v1::REPORT_STATE_WITHDRAWN;
    case ReportState::kDuplicate:
      return v1::REPORT_STATE_DUPLICATE;
  }
  return v1::REPORT_STATE_UNSPECIFIED;
}

v1::DocumentState DocumentStateForm(ReportState state) {
  switch (state) {
    case ReportState::kCurrent:
      return v1::DOCUMENT_STATE_STORED;
    case ReportState::kHistory:
    case ReportState::kReplaced:
      return v1::DOCUMENT_STATE_SUPERSEDED;
    case ReportState::kWithdrawn:
      return v1::DOCUMENT_STATE_WITHDRAWN;
    case ReportState::kDuplicate:
      return v1::DOCUMENT_STATE_DUPLICATE;
  }
  return v1::DOCUMENT_STATE_UNSPECIFIED;
}

}  // namespace

v1::StoredDocument DocumentForm(const ReportRow& row) {
  v1::StoredDocument form;
  form.set_url(row.url);
  form.set_sha256(row.document_sha256);
  form.set_state(DocumentStateForm(row.state));
  form.set_report(row.name);
  SetTime(row.first_fetch, [&] { return form.mutable_first_fetched_at(); });
  SetTime(row.last_fetch, [&] { return form.mutable_last_fetched_at(); });
  form.set_pipeline_version(row.pipeline_version);
  return form;
}

v1::StoredDocument DocumentForm(const DeadLetterRow& row) {
  v1::StoredDocument form;
  form.set_url(row.url);
  form.set_sha256(row.document_sha256);
  form.set_state(v1::DOCUMENT_STATE_DEAD_LETTERED);
  v1::DocumentFailure& failure = *form.mutable_failure();
  failure.set_stage(row.stage);
  *failure.mutable_status() = runtime::ToRpcStatus(ErrorWithReason(row.code, row.reason, "", row.message));
  failure.mutable_record()->set_topic(row.topic);
  failure.mutable_record()->set_partition(row.partition);
  failure.mutable_record()->set_offset(row.offset);
  SetTime(row.failed_at, [&] { return failure.mutable_failed_at(); });
  return form;
}

v1::StoredReport ReportForm(const ReportRow& row) {
  v1::StoredReport form;
  form.set_name(row.name);
  form.set_state(StateForm(row.state));
  form.set_url(row.url);
  form.set_document_sha256(row.document_sha256);
  form.set_text_sha256(row.text_sha256);
  SetTime(row.first_fetch, [&] { return form.mutable_first_fetched_at(); });
  SetTime(row.last_fetch, [&] { return form.mutable_last_fetched_at(); });
  form.set_kind(row.kind);
  form.set_title(row.title);
  form.set_document_number(row.document_number);
  form.set_issuer(row.issuer);
  form.set_reporting_body(row.reporting_body);
  form.set_subject(row.subject);
  form.set_region(row.region);
  form.set_region_name(row.region_name);
  form.set_year(row.year);
  form.set_published(row.published);
  form.set_published_kind(row.published_kind);
  form.set_pipeline_version(row.pipeline_version);
  form.set_catalog_version(row.catalog_version);
  form.set_sections(row.sections);
  form.set_observations(row.observations);
  form.set_indicators(row.indicators);
  form.set_findings(row.findings);
  form.set_notes(row.notes);
  return form;
}

v1::StoredObservation ObservationForm(ObservationRow row) {
  v1::StoredObservation form;
  form.set_report(std::move(row.report));
  form.set_region(std::move(row.region));
  form.set_region_name(std::move(row.region_name));
  form.set_year(row.year);
  form.set_url(std::move(row.url));
  form.set_index(row.index);
  *form.mutable_observation() = std::move(row.observation);
  form.set_heading_path(std::move(row.heading_path));
  form.set_sentence(std::move(row.sentence));
  return form;
}

v1::StoredFinding FindingForm(FindingRow row) {
  v1::StoredFinding form;
  form.set_report(std::move(row.report));
  form.set_region(std::move(row.region));
  form.set_region_name(std::move(row.region_name));
  form.set_year(row.year);
  form.set_url(std::move(row.url));
  *form.mutable_finding() = std::move(row.finding);
  return form;
}

v1::AggregatePair AggregateForm(AggregateRow row) {
  v1::AggregatePair form;
  if (row.reported.has_value()) *form.mutable_reported() = *std::move(row.reported);
  if (row.rolled_up.has_value()) *form.mutable_rolled_up() = *std::move(row.rolled_up);
  form.set_difference(std::move(row.difference));
  form.set_derived(row.derived);
  form.set_rate_only(row.rate_only);
  return form;
}

v1::CoverageEntry CoverageForm(const CoverageRow& row) {
  v1::CoverageEntry form;
  form.set_region(row.region);
  form.set_name(row.name);
  form.set_listed(row.listed);
  form.set_report(row.report);
  form.set_published(row.published);
  SetTime(row.last_checked, [&] { return form.mutable_last_checked_at(); });
  form.set_checked_site(row.checked_site);
  return form;
}

}  // namespace fazhi::aggregation
