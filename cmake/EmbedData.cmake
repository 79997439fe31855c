# fazhi_embed(TARGET NAMESPACE FILES…): makes the library TARGET that holds data files of the repo, so that a binary needs
# no files beside it. It declares, in TARGET.h, `absl::string_view NAMESPACE::Data(absl::string_view file_name)`: the file's
# bytes by its base name, or an empty view for a name that was not embedded.
function(fazhi_embed target namespace)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(inputs)
  foreach(file ${ARGN})
    get_filename_component(path ${file} ABSOLUTE)
    list(APPEND inputs ${path})
  endforeach()
  add_custom_command(
    OUTPUT ${dir}/${target}.cc ${dir}/${target}.h
    COMMAND python3 ${CMAKE_SOURCE_DIR}/cmake/embed_data.py ${dir}/${target} ${namespace} ${inputs}
    DEPENDS ${inputs} ${CMAKE_SOURCE_DIR}/cmake/embed_data.py
    VERBATIM)
  add_library(${target} STATIC ${dir}/${target}.cc)
  target_include_directories(${target} PUBLIC ${dir})
  target_link_libraries(${target} PUBLIC absl::strings)
endfunction()
