// The lock that keeps requirements with their buyers.

#include "server/buyers_mutex.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

TEST(BuyersMutexTest, ABuyerIsWrittenWhileRequirementsAreWrittenAllTheTime) {
  BuyersMutex mutex;
  std::atomic<bool> written = false;
  // As with a mutex that starves, but with an end.
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!written && std::chrono::steady_clock::now() < end) {
        const WriteLock lock(mutex, Collection::kRequirements);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    const WriteLock lock(mutex, Collection::kBuyers);
  }
  EXPECT_LT(std::chrono::steady_clock::now(), end);
  written = true;
  for (std::thread& thread : threads) thread.join();
}

TEST(BuyersMutexTest, RequirementsAndSuppliersAreWrittenBesideEachOther) {
  BuyersMutex mutex;
  const WriteLock first(mutex, Collection::kRequirements);
  std::thread([&] {
    const WriteLock second(mutex, Collection::kRequirements);
    const WriteLock supplier(mutex, Collection::kSuppliers);
  }).join();
}

TEST(BuyersMutexTest, SuppliersAreWrittenBesideBuyers) {
  BuyersMutex mutex;
  const WriteLock buyer(mutex, Collection::kBuyers);
  std::thread([&] {
    const WriteLock supplier(mutex, Collection::kSuppliers);
  }).join();
}

}  // namespace
}  // namespace ketnoi::server
