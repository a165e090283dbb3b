# Installs rollbook into a fresh prefix, builds examples/embed against it by the
# CMake package and by pkg-config, each with the shared and with the static
# library, and runs all four on an example school.
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

function(build_by_cmake folder name)
  run(COMMAND ${CMAKE_COMMAND} -S ${folder} -B ${WORK}/${name}
    -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_C_COMPILER=${CC}
    "-DCMAKE_C_FLAGS=${FLAGS}" -DEXAMPLE=${SOURCE}/examples/embed --no-warn-unused-cli)
  run(COMMAND ${CMAKE_COMMAND} --build ${WORK}/${name})
endfunction()

function(build_by_pkg_config name static)
  run(COMMAND pkg-config --cflags --libs ${static} rollbook OUTPUT flags)
  if(static) # the linker would take the shared one of two
    string(REPLACE "-lrollbook" "-l:librollbook.a" flags "${flags}")
  endif()
  separate_arguments(flags UNIX_COMMAND "${flags}")
  separate_arguments(extra UNIX_COMMAND "${FLAGS}")
  file(MAKE_DIRECTORY ${WORK}/${name})
  run(COMMAND ${CC} ${extra} -o ${WORK}/${name}/evaluate
    ${SOURCE}/examples/embed/evaluate.c ${flags})
endfunction()

file(REMOVE_RECURSE ${WORK})
run(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
file(GLOB_RECURSE pc ${WORK}/prefix/*/rollbook.pc)
get_filename_component(pc_folder ${pc} DIRECTORY)
get_filename_component(library_folder ${pc_folder} DIRECTORY)
set(ENV{PKG_CONFIG_PATH} ${pc_folder})

build_by_cmake(${SOURCE}/examples/embed cmake-shared)
build_by_cmake(${SOURCE}/tests/package/static cmake-static)
build_by_pkg_config(pkg-config-shared "")
build_by_pkg_config(pkg-config-static --static)

set(ENV{LD_LIBRARY_PATH} ${library_folder})
set(school ${SOURCE}/examples/small-primary)
set(policies ${WORK}/prefix/share/rollbook/policies)
foreach(name IN ITEMS cmake-shared cmake-static pkg-config-shared pkg-config-static)
  run(COMMAND ${WORK}/${name}/evaluate ${policies} ${school} OUTPUT said)
  if(NOT said MATCHES "actions for [0-9]+ pupils")
    message(FATAL_ERROR "${name}: no count of actions in:\n${said}")
  endif()
  if(DEFINED first AND NOT said STREQUAL first)
    message(FATAL_ERROR "${name} says another thing:\n${said}\n${first}")
  endif()
  set(first "${said}")
  # The static ones must do without the shared library.
  file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${WORK}/${name}/evaluate
    RESOLVED_DEPENDENCIES_VAR needed UNRESOLVED_DEPENDENCIES_VAR missing)
  if("${needed};${missing}" MATCHES "librollbook" AND name MATCHES "static")
    message(FATAL_ERROR "${name} needs the shared library")
  elseif(NOT "${needed};${missing}" MATCHES "librollbook" AND name MATCHES "shared")
    message(FATAL_ERROR "${name} does not use the shared library")
  endif()
endforeach()
message("${first}")
