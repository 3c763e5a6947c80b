# ketnoi_options: what every target of ours is compiled with. Linked PRIVATE.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(ketnoi_options INTERFACE)
target_compile_options(ketnoi_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor
  # GCC 12 sees overlaps that are none in std::string (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
  $<$<BOOL:${KETNOI_WERROR}>:-Werror>)
target_include_directories(ketnoi_options INTERFACE ${PROJECT_SOURCE_DIR})

# No fused multiply-add anywhere: results are the same on every machine.
add_compile_options(-ffp-contract=off)

if(KETNOI_SANITIZE)
  add_compile_options(-fsanitize=${KETNOI_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${KETNOI_SANITIZE})
endif()

# Called by the folders whose code reads foreign bytes: coverage for libFuzzer.
# Elsewhere it would make the sanitizers' build and tests slower for nothing.
macro(cover_for_fuzzing)
  if(KETNOI_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
endmacro()

# Several sources compiled as one: what g++ takes for the main file is not that
# of the class.
if(CMAKE_UNITY_BUILD)
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
