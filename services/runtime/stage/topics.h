#pragma once

namespace fazhi::runtime {

// The topics of the pipeline, in the order of its flow; deploy/topics.yaml has their settings.
inline constexpr char kDocumentsTopic[] = "fazhi.documents";
inline constexpr char kReportsTopic[] = "fazhi.reports";
inline constexpr char kOutlinesTopic[] = "fazhi.outlines";
inline constexpr char kObservationsTopic[] = "fazhi.observations";
inline constexpr char kDeadLettersTopic[] = "fazhi.dead-letters";

}  // namespace fazhi::runtime
