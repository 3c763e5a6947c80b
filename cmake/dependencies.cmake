# Every library that the project links, with the reason. All are Debian 12's;
# `packages` in ./dev installs them.
find_package(Threads REQUIRED)
find_package(absl REQUIRED)              # Status, hash maps, thread annotations
find_package(Protobuf CONFIG)            # the public contract
if(NOT Protobuf_FOUND)
  find_package(Protobuf REQUIRED)
endif()
find_package(gRPC CONFIG REQUIRED)       # the service
find_package(RocksDB CONFIG REQUIRED)    # the store
find_package(HWY CONFIG REQUIRED)        # vectors of every width, chosen at run time
find_package(fmt REQUIRED)               # text formatting (std::format is not in g++ 12)
find_package(ICU REQUIRED COMPONENTS uc i18n)  # Unicode: NFC, folding, widths
find_package(OpenSSL REQUIRED)           # SHA-256 of criteria sets and pages
find_package(CURL REQUIRED)              # webhooks
find_package(GTest REQUIRED)             # tests

# Checksums of the column file: XXH3 takes 0.1 ns a byte without special
# instructions, the CRC-32C of the store six times that.
add_library(ketnoi_xxhash INTERFACE)
find_path(KETNOI_XXHASH_INCLUDE xxhash.h REQUIRED)
find_library(KETNOI_XXHASH xxhash REQUIRED)
target_include_directories(ketnoi_xxhash SYSTEM INTERFACE
  ${KETNOI_XXHASH_INCLUDE})
target_link_libraries(ketnoi_xxhash INTERFACE ${KETNOI_XXHASH})

# CBC, an integer programming solver: proves the best of small sourcing plans.
# What is linked is what its headers use.
add_library(ketnoi_cbc INTERFACE)
find_path(KETNOI_CBC_INCLUDE coin/CbcModel.hpp REQUIRED)
target_include_directories(ketnoi_cbc SYSTEM INTERFACE ${KETNOI_CBC_INCLUDE})
foreach(library Cbc Cgl OsiClp Osi Clp CoinUtils)
  find_library(KETNOI_${library} ${library} REQUIRED)
  target_link_libraries(ketnoi_cbc INTERFACE ${KETNOI_${library}})
endforeach()

# LEMON, flows on graphs: which wishes of a fair are held, as an upper bound.
add_library(ketnoi_lemon INTERFACE)
find_path(KETNOI_LEMON_INCLUDE lemon/network_simplex.h REQUIRED)
find_library(KETNOI_LEMON lemon REQUIRED)
target_include_directories(ketnoi_lemon SYSTEM INTERFACE
  ${KETNOI_LEMON_INCLUDE})
target_link_libraries(ketnoi_lemon INTERFACE ${KETNOI_LEMON})

# CaDiCaL, a SAT solver: holds all meetings of a fair with the fewest breaks.
add_library(ketnoi_cadical INTERFACE)
find_path(KETNOI_CADICAL_INCLUDE cadical.hpp REQUIRED)
find_library(KETNOI_CADICAL cadical REQUIRED)
target_include_directories(ketnoi_cadical SYSTEM INTERFACE
  ${KETNOI_CADICAL_INCLUDE})
target_link_libraries(ketnoi_cadical INTERFACE ${KETNOI_CADICAL})

# malloc of the server: a call makes and frees thousands of small texts of
# messages, which takes jemalloc half of glibc's time. Sanitizers bring their
# own.
add_library(ketnoi_malloc INTERFACE)
if(NOT KETNOI_SANITIZE)
  find_library(KETNOI_JEMALLOC jemalloc REQUIRED)
  target_link_libraries(ketnoi_malloc INTERFACE ${KETNOI_JEMALLOC})
endif()

# google/api and google/rpc protos, of golang-github-grpc-ecosystem-grpc-gateway-dev.
set(KETNOI_GOOGLEAPIS_DIR
    /usr/share/gocode/src/github.com/grpc-ecosystem/grpc-gateway/third_party/googleapis
    CACHE PATH "Folder with google/api and google/rpc protos")
