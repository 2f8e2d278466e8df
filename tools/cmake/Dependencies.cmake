# Debian 12's own libraries (deploy/packages.txt has the package names; docs/adr/0002-libraries.md
# says what each is for).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(proforma_libs REQUIRED IMPORTED_TARGET
  libmicrohttpd libpq jansson libsodium libcrypto libisal zlib)

add_library(proforma_dependencies INTERFACE)
add_library(proforma::dependencies ALIAS proforma_dependencies)
target_link_libraries(proforma_dependencies INTERFACE
  PkgConfig::proforma_libs Threads::Threads m ${CMAKE_DL_LIBS})
