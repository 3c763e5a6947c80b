// Memory of scans, kept from one call to the next.

#ifndef KETNOI_SERVER_WORKSPACE_POOL_H_
#define KETNOI_SERVER_WORKSPACE_POOL_H_

#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {

// As many as calls were under way at a time. Thread-safe.
template <class Workspace>
class WorkspacePool {
 public:
  struct Return {
    WorkspacePool* pool;
    void operator()(Workspace* workspace) const {
      const storage::MutexLock lock(pool->mutex_);
      pool->free_.emplace_back(workspace);
    }
  };
  using Borrowed = std::unique_ptr<Workspace, Return>;

  // For one call; goes back to the pool, which must outlive it.
  Borrowed Take() {
    {
      const storage::MutexLock lock(mutex_);
      if (!free_.empty()) {
        Borrowed workspace(free_.back().release(), {this});
        free_.pop_back();
        return workspace;
      }
    }
    return Borrowed(new Workspace, {this});
  }

 private:
  storage::Mutex mutex_;
  std::vector<std::unique_ptr<Workspace>> free_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WORKSPACE_POOL_H_
