// A queue that says when to stop adding to it, by number and by bytes.

#ifndef KETNOI_SERVER_BOUNDED_QUEUE_H_
#define KETNOI_SERVER_BOUNDED_QUEUE_H_

#include <cstddef>
#include <deque>
#include <utility>

namespace ketnoi::server {

// Not thread-safe.
template <class Item>
class BoundedQueue {
 public:
  BoundedQueue(size_t most_items, size_t most_bytes)
      : most_items_(most_items), most_bytes_(most_bytes) {}

  bool empty() const { return items_.empty(); }
  // A full queue takes more all the same: whoever adds looks here first.
  bool full() const {
    return items_.size() >= most_items_ || bytes_ >= most_bytes_;
  }

  // Of a queue that is not empty: the first item, and what it counts.
  const Item& front() const { return items_.front().first; }
  size_t front_bytes() const { return items_.front().second; }

  void Push(Item item, size_t bytes) {
    items_.emplace_back(std::move(item), bytes);
    bytes_ += bytes;
  }

  // Of a queue that is not empty.
  Item Pop() {
    Item item = std::move(items_.front().first);
    bytes_ -= items_.front().second;
    items_.pop_front();
    return item;
  }

 private:
  const size_t most_items_;
  const size_t most_bytes_;
  std::deque<std::pair<Item, size_t>> items_;
  size_t bytes_ = 0;  // of all items
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BOUNDED_QUEUE_H_
