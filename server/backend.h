// What all services work with, and the limits of one call.

#ifndef KETNOI_SERVER_BACKEND_H_
#define KETNOI_SERVER_BACKEND_H_

#include <atomic>
#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ketnoi/v1/common.pb.h"
#include "matcher/match/funnel.h"
#include "matcher/match/scan.h"
#include "server/buyers_mutex.h"
#include "server/catalogue.h"
#include "server/fair_census.h"
#include "server/fair_frames.h"
#include "server/program_cache.h"
#include "server/reference_data.h"
#include "server/storage/store.h"
#include "server/violations.h"
#include "server/workspace_pool.h"

namespace ketnoi::server {

// About what a target takes of memory now (match_program.cc).
size_t BytesOf(const CompiledTarget& target);

// Compiled requirements that are kept, in all: some thousands.
inline constexpr size_t kMostProgramBytes = size_t{64} << 20;

// Thread-safe. Refers to its parts, which must outlive it.
struct Backend {
  Backend(const ReferenceData& reference_data, storage::Store& a_store,
          Catalogue& a_catalogue)
      : data(reference_data), store(a_store), catalogue(a_catalogue) {}

  const ReferenceData& data;
  storage::Store& store;
  Catalogue& catalogue;

  // False while starting and draining: calls are then refused. True even if the
  // disk failed: what can still be read is answered.
  std::atomic<bool> serving = false;

  // Of WriteLock, which every write takes.
  BuyersMutex buyers_mutex;

  // Of writes below fairs.
  mutable FairCensus fair_census;
  mutable FairFrames fair_frames;

  // Of CompileStored and CompileInline.
  mutable ProgramCache programs{kMostProgramBytes, BytesOf};

  // Of RankSuppliers.
  mutable WorkspacePool<match::Workspace> workspaces;
  mutable WorkspacePool<match::FunnelWorkspace> funnel_workspaces;
};

// How long a call may take.
struct CallLimits {
  absl::Time deadline = absl::InfiniteFuture();
  std::function<bool()> cancelled;  // null: never
};

// Whether the call is to go on: OK, or CANCELLED or DEADLINE_EXCEEDED if the
// caller no longer waits for it. For loops to ask every few thousand steps.
absl::Status CheckLimits(const CallLimits& limits);

// Until when a call with this deadline waits at `now` for a revision: so long
// before the deadline that the caller gets the answer and not its own timeout,
// or for 30 s if there is none. Pure.
absl::Time WaitLimit(absl::Time now, absl::Time deadline);

// What is wrong with the fields of a request's `read`.
void CheckReadOptions(const v1::ReadOptions& read, Violations& violations);

// Waits until reads reflect every write acknowledged so far, and what `read`
// asks, which must have passed CheckReadOptions. FAILED_PRECONDITION
// (EPOCH_MISMATCH), UNAVAILABLE (REVISION_NOT_REACHED); errors of CheckLimits
// and of the catalogue's feed.
absl::Status AwaitFreshness(const Backend& backend, const v1::ReadOptions& read,
                            const CallLimits& limits);

// What a read at `revision` saw.
void FillReadState(const Backend& backend, int64_t revision,
                   v1::ReadState& state);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BACKEND_H_
