# Every statement of every .sql file becomes a constant (tools/sqlgen.c); the migrations are
# compiled in with their checksums (tools/migrationgen.c).
set(generated_dir ${CMAKE_BINARY_DIR}/generated)

foreach(tool sqlgen migrationgen)
  add_executable(${tool} ${CMAKE_SOURCE_DIR}/tools/${tool}.c)
  target_compile_definitions(${tool} PRIVATE _GNU_SOURCE)
  target_compile_options(${tool} PRIVATE -Wall -Wextra -Wconversion -Werror)
endforeach()
target_link_libraries(migrationgen PRIVATE PkgConfig::proforma_libs)

file(GLOB statement_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/*/*.sql)
set(statement_headers)
foreach(file ${statement_files})
  file(RELATIVE_PATH relative ${CMAKE_SOURCE_DIR}/server ${file})
  list(APPEND statement_headers ${generated_dir}/${relative}.h)
endforeach()
add_custom_command(
  OUTPUT ${generated_dir}/statements.c ${generated_dir}/statements.h ${statement_headers}
  COMMAND sqlgen ${CMAKE_SOURCE_DIR}/server ${generated_dir} ${statement_files}
  DEPENDS sqlgen ${statement_files})

file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/[0-9]*.sql)
add_custom_command(
  OUTPUT ${generated_dir}/migrations.c
  COMMAND migrationgen ${generated_dir}/migrations.c ${migration_files}
  DEPENDS migrationgen ${migration_files})

set(generated_sources ${generated_dir}/statements.c ${generated_dir}/migrations.c ${statement_headers})
