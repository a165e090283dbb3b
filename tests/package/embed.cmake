# Installs rollbook into a fresh prefix, builds examples/embed against it by the
# CMake package and by pkg-config, and runs both on an example school.
#   cmake -DBUILD=<build tree> -DSOURCE=<tree> -DWORK=<folder> -DCC=<compiler> -P embed.cmake
cmake_minimum_required(VERSION 3.22)

function(run)
  cmake_parse_arguments(PARSE_ARGV 0 run "" "OUTPUT" "COMMAND")
  execute_process(COMMAND ${run_COMMAND} RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    list(JOIN run_COMMAND " " line)
    message(FATAL_ERROR "${line}\nanswered ${result}\n${output}${errors}")
  endif()
  if(run_OUTPUT)
    set(${run_OUTPUT} "${output}" PARENT_SCOPE)
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(COMMAND ${CMAKE_COMMAND} -S ${SOURCE}/examples/embed -B ${WORK}/embed
  -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_C_COMPILER=${CC} "-DCMAKE_C_FLAGS=${FLAGS}")
run(COMMAND ${CMAKE_COMMAND} --build ${WORK}/embed)

file(GLOB_RECURSE pc ${WORK}/prefix/*/rollbook.pc)
get_filename_component(pc_folder ${pc} DIRECTORY)
get_filename_component(library_folder ${pc_folder} DIRECTORY)
set(ENV{PKG_CONFIG_PATH} ${pc_folder})
run(COMMAND pkg-config --cflags --libs rollbook OUTPUT flags)
string(STRIP "${flags}" flags)
separate_arguments(flags UNIX_COMMAND "${flags}")
separate_arguments(extra UNIX_COMMAND "${FLAGS}")
run(COMMAND ${CC} ${extra} -o ${WORK}/by-pkg-config ${SOURCE}/examples/embed/evaluate.c ${flags})

set(ENV{LD_LIBRARY_PATH} ${library_folder})
set(school ${SOURCE}/examples/small-primary)
set(policies ${WORK}/prefix/share/rollbook/policies)
run(COMMAND ${WORK}/embed/evaluate ${policies} ${school} OUTPUT by_cmake)
run(COMMAND ${WORK}/by-pkg-config ${policies} ${school} OUTPUT by_pkg_config)
if(NOT by_cmake MATCHES "actions for [0-9]+ pupils")
  message(FATAL_ERROR "no count of actions in:\n${by_cmake}")
endif()
if(NOT by_cmake STREQUAL by_pkg_config)
  message(FATAL_ERROR "the two programs differ")
endif()
message("${by_cmake}")
