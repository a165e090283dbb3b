# Holds the documentation to the program:
#   - src/cli/README.md contains what `rollbook --reference` prints;
#   - the calendar of src/read/README.md is read, and counts as it says;
#   - every line `build/rollbook ...` of README.md's sh blocks runs.
# cmake -DSOURCE=<tree> -DROLLBOOK=<program> -DWORK=<folder> -P check.cmake
cmake_minimum_required(VERSION 3.22)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/school)

function(must_run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SOURCE}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " line)
    message(FATAL_ERROR "${line}\nanswered ${result}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Semicolons and brackets make lists in CMake; they are of no matter here.
macro(plain variable)
  string(REPLACE ";" "," ${variable} "${${variable}}")
  string(REPLACE "[" "(" ${variable} "${${variable}}")
  string(REPLACE "]" ")" ${variable} "${${variable}}")
endmacro()

must_run(${ROLLBOOK} --reference)
file(READ ${SOURCE}/src/cli/README.md guide)
plain(output)
plain(guide)
string(FIND "${guide}" "${output}" place)
if(place EQUAL -1)
  message(FATAL_ERROR "src/cli/README.md is not what `rollbook --reference` prints; put it there")
endif()

file(READ ${SOURCE}/src/read/README.md guide)
string(FIND "${guide}" "```json\n" from)
math(EXPR from "${from} + 8")
string(SUBSTRING "${guide}" ${from} -1 guide)
string(FIND "${guide}" "```" to)
string(SUBSTRING "${guide}" 0 ${to} calendar)
file(WRITE ${WORK}/school/calendar.json "${calendar}")
file(WRITE ${WORK}/school/marks.csv "pupil_id,date,session,code\nP0001,2024-09-05,AM,/\n")
must_run(${ROLLBOOK} evaluate ${WORK}/school --policy national/england)

file(STRINGS ${SOURCE}/README.md lines REGEX "^build/rollbook ")
set(count 0)
foreach(line IN LISTS lines)
  string(REGEX REPLACE "[ ]+#.*$" "" line "${line}")
  separate_arguments(words UNIX_COMMAND "${line}")
  list(REMOVE_AT words 0)
  must_run(${ROLLBOOK} ${words})
  math(EXPR count "${count} + 1")
endforeach()
if(count LESS 7)
  message(FATAL_ERROR "only ${count} commands were found in README.md")
endif()
message("${count} commands of README.md run")
