// Reads the data files as the service's clients would: strict proto3 JSON.

#ifndef KETNOI_TESTS_DATA_MESSAGE_FILES_H_
#define KETNOI_TESTS_DATA_MESSAGE_FILES_H_

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace ketnoi::data {

inline std::string DataPath(const std::string& file) {
  return fmt::format("{}/{}", KETNOI_DATA_DIR, file);
}

inline std::string ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::vector<std::string> ReadLines(const std::string& path) {
  std::istringstream in(ReadText(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Fails the test on anything but a message of type M.
template <class M>
M ParseMessage(const std::string& json, const std::string& where) {
  M message;
  google::protobuf::util::JsonParseOptions strict;
  strict.ignore_unknown_fields = false;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &message, strict);
  EXPECT_TRUE(status.ok()) << where << ": " << status.ToString();
  return message;
}

// The messages of data/reference/<table>.jsonl.
template <class M>
std::vector<M> ReadTable(const std::string& table) {
  const std::string path = DataPath(fmt::format("reference/{}.jsonl", table));
  std::vector<M> messages;
  for (const std::string& line : ReadLines(path)) {
    messages.push_back(
        ParseMessage<M>(line, fmt::format("{}:{}", path, messages.size() + 1)));
  }
  return messages;
}

// What follows the collection: "units/g/m2" -> "g/m2".
inline std::string IdOf(const std::string& name) {
  return name.substr(name.find('/') + 1);
}

}  // namespace ketnoi::data

#endif  // KETNOI_TESTS_DATA_MESSAGE_FILES_H_
