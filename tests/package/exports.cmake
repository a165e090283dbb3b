# The shared library exports the functions that the public headers declare
# RBK_API, and nothing else.
#   cmake -DSOURCE=<tree> -DLIBRARY=<librollbook.so> -DNM=<nm> -P exports.cmake
cmake_minimum_required(VERSION 3.22)

file(GLOB headers ${SOURCE}/include/rollbook/*.h)
set(declared "")
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(REGEX MATCHALL "RBK_API [^;(]*[ *](rbk_[a-z0-9_]+)\\(" found "${text}")
  foreach(one IN LISTS found)
    string(REGEX REPLACE ".*[ *](rbk_[a-z0-9_]+)\\($" "\\1" name "${one}")
    list(APPEND declared ${name})
  endforeach()
endforeach()
list(SORT declared)
list(LENGTH declared count)
if(count LESS 10)
  message(FATAL_ERROR "only ${count} functions found in the headers: ${declared}")
endif()

execute_process(COMMAND ${NM} -D --defined-only ${LIBRARY}
  OUTPUT_VARIABLE symbols RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${NM} cannot read ${LIBRARY}")
endif()
string(REGEX MATCHALL " [A-Z] [A-Za-z0-9_@.]+" found "${symbols}")
set(exported "")
foreach(one IN LISTS found)
  string(REGEX REPLACE "^ [A-Z] ([A-Za-z0-9_]+).*" "\\1" name "${one}")
  if(NOT name MATCHES "^ROLLBOOK_") # the version itself
    list(APPEND exported ${name})
  endif()
endforeach()
list(SORT exported)

if(NOT declared STREQUAL exported)
  message(FATAL_ERROR "declared: ${declared}\nexported: ${exported}")
endif()
message("${count} functions, as declared")
