#pragma once

#include <cstddef>
#include <deque>

namespace fazhi::runtime {

// How many of the last records showed a fault of ours. Not thread-safe.
class FaultShare {
 public:
  // Of the last `window` records, counted from the first tenth of them on, more than the share `most` are too
  // many.
  FaultShare(size_t window, double most) : window_(window), most_(most) {}

  // Takes in what a record showed. Whether it was a fault of ours, and there are too many.
  bool Add(bool ours) {
    last_.push_back(ours);
    faults_ += ours ? 1 : 0;
    if (last_.size() > window_) {
      faults_ -= last_.front() ? 1 : 0;
      last_.pop_front();
    }
    return ours && last_.size() * 10 >= window_ &&
           static_cast<double>(faults_) > most_ * static_cast<double>(last_.size());
  }

  size_t faults() const { return faults_; }
  size_t records() const { return last_.size(); }

 private:
  size_t window_;
  double most_;
  std::deque<bool> last_;
  size_t faults_ = 0;
};

}  // namespace fazhi::runtime
