#pragma once

#include <cstdint>
#include <vector>

#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/relations.h"

namespace fazhi::extraction {

// What the links of wholes and their parts, and of earlier and later values, say of each other. Changes the
// links; keeps references to what it is made of. Not thread-safe.
class RelatedLinks {
 public:
  RelatedLinks(const Context& context, const Catalog& catalog,
               const std::vector<GroundedQuantity>& quantities, const std::vector<Measure>& measures,
               const std::vector<Relation>& relations, std::vector<Link>& links)
      : context_(context),
        catalog_(catalog),
        quantities_(quantities),
        measures_(measures),
        relations_(relations),
        links_(links),
        weights_(LinkWeights::Get()) {}

  // Takes and gives what the measure, which was linked last, has in common with its whole and with the one
  // before it.
  void Settle(uint32_t m);

  // Once all measures are linked: drops the links of parts that only the whole can have.
  void DropParts();

  // Once rates are linked: gives an earlier value what the figure that it copies has.
  void TakeEarlierValues();

 private:
  void TakeFromWhole(uint32_t m);
  bool IsOnLawInPart(uint32_t m) const;
  void DropPartsOfTables();
  void DropJointOutcomes();
  bool StandsBeside(uint32_t k, uint32_t m) const;
  bool IsValueBefore(uint32_t prior, uint32_t m) const;
  bool IsValueAfter(uint32_t prior, uint32_t m) const;
  bool IsOfNextYear(uint32_t before, uint32_t m) const;
  bool IsEarlierValue(uint32_t m) const;
  bool IsEarlierPart(uint32_t m) const;

  const Context& context_;
  const Catalog& catalog_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  std::vector<Link>& links_;
  const LinkWeights& weights_;
};

}  // namespace fazhi::extraction
