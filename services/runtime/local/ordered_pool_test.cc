#include "services/runtime/local/ordered_pool.h"

#include <atomic>
#include <memory>
#include <numeric>

#include "gmock/gmock.h"

namespace fazhi {
namespace {

TEST(ForEachInOrder, ConsumesInOrderWhateverTheThreads) {
  for (int threads : {0, 1, 2, 7, 200}) {
    std::vector<size_t> seen;
    ForEachInOrder<size_t>(
        100, threads, [](size_t i) { return i * i; },
        [&](size_t i, size_t result) {
          EXPECT_EQ(result, i * i);
          seen.push_back(i);
          return true;
        });
    std::vector<size_t> expected(100);
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(seen, expected) << threads;
  }
}

TEST(ForEachInOrder, NothingToDo) {
  ForEachInOrder<int>(
      0, 4, [](size_t) { return 1; },
      [](size_t, int) {
        ADD_FAILURE();
        return true;
      });
}

TEST(ForEachInOrder, StopsWhenAskedTo) {
  std::atomic<size_t> begun{0};
  size_t consumed = 0;
  ForEachInOrder<int>(
      1000, 3,
      [&](size_t) {
        ++begun;
        return 0;
      },
      [&](size_t, int) { return ++consumed < 5; });
  EXPECT_EQ(consumed, 5U);
  EXPECT_LE(begun, 5U + 2 * 3U) << "no more than the window runs ahead";
}

TEST(ForEachInOrder, AtMostTwoResultsAThreadAreHeld) {
  std::atomic<int> alive{0};
  std::atomic<int> most{0};
  ForEachInOrder<std::vector<int>>(
      200, 4,
      [&](size_t) {
        int now = ++alive;
        int before = most;
        while (now > before && !most.compare_exchange_weak(before, now)) {
        }
        return std::vector<int>(10);
      },
      [&](size_t, std::vector<int>) {
        --alive;
        return true;
      });
  EXPECT_LE(most, 8 + 1);
}

TEST(ForEachInOrder, MoveOnlyResults) {
  int sum = 0;
  ForEachInOrder<std::unique_ptr<int>>(
      10, 2, [](size_t i) { return std::make_unique<int>(static_cast<int>(i)); },
      [&](size_t, std::unique_ptr<int> value) {
        sum += *value;
        return true;
      });
  EXPECT_EQ(sum, 45);
}

}  // namespace
}  // namespace fazhi
