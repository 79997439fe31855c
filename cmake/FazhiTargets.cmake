# fazhi_library(NAME [SRCS …] [DEPS …]) and fazhi_test(NAME SRCS … [DEPS …] [LABEL unit]): every target of ours is made by these.
add_library(fazhi_options INTERFACE)
target_compile_options(fazhi_options INTERFACE -Wall -Wextra -Wpedantic -Werror)
target_include_directories(fazhi_options INTERFACE ${CMAKE_SOURCE_DIR})
if(FAZHI_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)  # an index past size() within capacity() is none of theirs
endif()
# For programs that read documents: messages of many small strings are made and dropped, which costs a sixth less time with it. The
# sanitizers bring their own.
add_library(fazhi_malloc INTERFACE)
if(NOT FAZHI_SANITIZE)
  target_link_libraries(fazhi_malloc INTERFACE PkgConfig::TCMALLOC)
endif()
if(FAZHI_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

function(fazhi_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SRCS})
  target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE fazhi_options)
endfunction()

# fazhi_service(NAME SRCS … [DEPS …]): a service's program.
function(fazhi_service name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} fazhi_process fazhi_malloc fazhi_options)
endfunction()

# One CTest entry for each TEST, labelled (unit, golden, quality, fuzz, …; default unit). Data files are named by
# FAZHI_SOURCE_DIR in the environment.
function(fazhi_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SRCS;DEPS" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} fazhi_options fazhi_testing GTest::gmock_main)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT FAZHI_SOURCE_DIR=${CMAKE_SOURCE_DIR})
endfunction()

# fazhi_server_test(NAME SERVERS [kafka] [postgres] SRCS … [DEPS …]): a test that has real servers of its own, all its cases the same
# ones; tests/servers/with_servers.py says how it finds them. One CTest entry, labelled broker and database as it uses them.
function(fazhi_server_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SERVERS;SRCS;DEPS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 600)
  endif()
  set(labels ${ARG_SERVERS})
  list(TRANSFORM labels REPLACE "^kafka$" "broker")
  list(TRANSFORM labels REPLACE "^postgres$" "database")
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} fazhi_options fazhi_testing GTest::gmock_main)
  add_test(NAME ${name} COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/servers/with_servers.py ${ARG_SERVERS} -- $<TARGET_FILE:${name}>)
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "FAZHI_SOURCE_DIR=${CMAKE_SOURCE_DIR};FAZHI_BUILD_DIR=${CMAKE_BINARY_DIR};PYTHONDONTWRITEBYTECODE=1")
endfunction()
include(GoogleTest)
