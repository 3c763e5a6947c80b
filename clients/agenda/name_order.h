#ifndef KETNOI_CLIENTS_AGENDA_NAME_ORDER_H_
#define KETNOI_CLIENTS_AGENDA_NAME_ORDER_H_

#include <memory>
#include <string>
#include <string_view>

namespace ketnoi::agenda {

// The order of names in a language ("vi", "en"), as a reader looks them up:
// "Đ" is behind "D". One thread at a time.
class NameOrder {
 public:
  explicit NameOrder(const char* language);
  ~NameOrder();
  NameOrder(const NameOrder&) = delete;
  NameOrder& operator=(const NameOrder&) = delete;

  // Bytes that are in the order in which the names are.
  std::string KeyOf(std::string_view name) const;

 private:
  struct Collator;
  std::unique_ptr<Collator> collator_;
};

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_NAME_ORDER_H_
