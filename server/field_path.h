// The path of a field below a resource, built only when something is wrong.
//
//   const Path root;
//   const Path row(root, "capabilities", 2);
//   Path(row, "category").Text()  // "capabilities[2].category"
//
// A path refers to its parent, which must outlive it.

#ifndef KETNOI_SERVER_FIELD_PATH_H_
#define KETNOI_SERVER_FIELD_PATH_H_

#include <string>
#include <string_view>

namespace ketnoi::server {

class Path {
 public:
  Path() = default;
  // `index` >= 0: that element of a repeated field.
  Path(const Path& parent, std::string_view name, int index = -1)
      : parent_(&parent), name_(name), index_(index) {}

  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

  std::string Text() const {
    std::string text = parent_ == nullptr ? "" : parent_->Text();
    if (name_.empty()) return text;
    if (!text.empty()) text += '.';
    text += name_;
    if (index_ >= 0) text += '[' + std::to_string(index_) + ']';
    return text;
  }

 private:
  const Path* parent_ = nullptr;
  std::string_view name_;
  int index_ = -1;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FIELD_PATH_H_
