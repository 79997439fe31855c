#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/catalog/catalog.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/linking_fields.h"

namespace fazhi::extraction {

// Words of the catalog that keep a figure from an indicator elsewhere, and say nothing in this report: what
// reviews came to in the report of a body that decides none, a department's own name and its own field, and
// the level of the region itself where elsewhere it is one above. Keeps references to what it is made of.
// Immutable; thread-safe.
class LinkWaivers {
 public:
  LinkWaivers(const v1::Report& report, const Catalog& catalog, const OwnField& own_field);

  // Whether a forbidden word, or a barring topic, by its number in the catalog, is waived for the indicator
  // of that id.
  bool HasWord(uint32_t word, const std::string& indicator) const {
    return Has(&Waiver::words, word, indicator);
  }
  bool HasTopic(uint32_t topic, const std::string& indicator) const {
    return Has(&Waiver::topics, topic, indicator);
  }

 private:
  struct Waiver {
    const IndicatorList& indicators;
    std::vector<bool> topics;
    std::vector<bool> words;
  };

  void WaiveWordsOfRespondents();
  void WaiveOwnName();
  void WaiveOwnField();
  void WaiveOwnLevel();
  Waiver Make(const IndicatorList& indicators) const;
  bool Has(std::vector<bool> Waiver::*kind, uint32_t number, const std::string& indicator) const;

  const v1::Report& report_;
  const Catalog& catalog_;
  const AliasIndex& index_;
  const OwnField& own_field_;
  std::vector<Waiver> waivers_;
};

}  // namespace fazhi::extraction
