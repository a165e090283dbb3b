# Every C file of src, include and tests is laid out as .clang-format has it.
#   cmake -DSOURCE=<tree> -DCLANG_FORMAT=<program> -P check.cmake
# Layout differs between versions of the program; the one that counts is
# Debian 12's, 14.
cmake_minimum_required(VERSION 3.22)

execute_process(COMMAND ${CLANG_FORMAT} --version OUTPUT_VARIABLE version)
if(NOT version MATCHES "version 14\\.")
  message("skipped: this is not clang-format 14 but ${version}")
  return()
endif()
file(GLOB_RECURSE files ${SOURCE}/src/*.[ch] ${SOURCE}/include/*.[ch] ${SOURCE}/tests/*.[ch])
list(LENGTH files count)
if(count LESS 100)
  message(FATAL_ERROR "only ${count} files found under ${SOURCE}")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run --Werror ${files}
  RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  string(REGEX MATCHALL "[^\n]+:[0-9]+:[0-9]+: error" places "${errors}")
  list(JOIN places "\n" places)
  message(FATAL_ERROR "run clang-format -i on:\n${places}")
endif()
message("${count} files are laid out as they should be")
