// Keeps requirements and the buyers, plants and bills of materials that they
// name together, and wishes and the fairs and participants that they name: what
// a write finds when it checks this still holds when it commits.

#ifndef KETNOI_SERVER_BUYERS_MUTEX_H_
#define KETNOI_SERVER_BUYERS_MUTEX_H_

#include <mutex>
#include <shared_mutex>

#include "server/storage/store.h"

namespace ketnoi::server {

// A shared mutex that nobody is starved by: who comes after one that waits to
// hold it alone, waits behind it. (std::shared_mutex may let further sharers
// pass for ever.) Not recursive, not even shared.
class BuyersMutex {
 public:
  void lock() {
    const std::lock_guard<std::mutex> turn(turn_);
    mutex_.lock();
  }
  void unlock() { mutex_.unlock(); }
  void lock_shared() {
    const std::lock_guard<std::mutex> turn(turn_);
    mutex_.lock_shared();
  }
  void unlock_shared() { mutex_.unlock_shared(); }

 private:
  std::mutex turn_;  // held while waiting for the other
  std::shared_mutex mutex_;
};

// What a write holds from its checks to the end of its commit. Buyers, bills of
// materials and all that is of a fair are written alone, as a write may take
// away what requirements or wishes refer to, or fill a fair; requirements
// beside each other; suppliers and webhooks beside everything.
class WriteLock {
 public:
  WriteLock(BuyersMutex& mutex, storage::Collection written) {
    switch (written) {
      case storage::Collection::kBuyers:
      case storage::Collection::kBoms:
      case storage::Collection::kFairs:
      case storage::Collection::kParticipants:
      case storage::Collection::kWishes:
      case storage::Collection::kSchedules:
      case storage::Collection::kScheduleParts:
      case storage::Collection::kMeetings:
        alone_ = std::unique_lock<BuyersMutex>(mutex);
        break;
      case storage::Collection::kRequirements:
        shared_ = std::shared_lock<BuyersMutex>(mutex);
        break;
      case storage::Collection::kSuppliers:
      case storage::Collection::kWebhooks:
        break;
    }
  }

 private:
  std::unique_lock<BuyersMutex> alone_;
  std::shared_lock<BuyersMutex> shared_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BUYERS_MUTEX_H_
