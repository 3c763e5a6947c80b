// The frames of fairs (fair_frame.h), made once for each revision of a fair.
// Thread-safe.

#ifndef KETNOI_SERVER_FAIR_FRAMES_H_
#define KETNOI_SERVER_FAIR_FRAMES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/storage/mutex.h"
#include "server/storage/store.h"

namespace ketnoi::server {

struct FairFrame;

class FairFrames {
 public:
  // The frame of the fair `name` as `store`, always the same one, has it now;
  // never null. NOT_FOUND, as the answer to a call: there is none. INTERNAL: it
  // cannot be read. Costs a read of the fair, and its translation if it was
  // written since the last call.
  absl::StatusOr<std::shared_ptr<const FairFrame>> Of(
      const storage::Store& store, const std::string& name);

 private:
  struct Kept {
    int64_t revision = 0;
    std::shared_ptr<const FairFrame> frame;
  };

  storage::Mutex mutex_;
  std::map<std::string, Kept> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_FRAMES_H_
