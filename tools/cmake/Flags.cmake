# Warnings are errors on gcc and clang; release builds are hardened; sanitizers are one switch.
add_library(proforma_flags INTERFACE)
add_library(proforma::flags ALIAS proforma_flags)

target_compile_definitions(proforma_flags INTERFACE _GNU_SOURCE)
target_compile_options(proforma_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wundef
  -Wvla -Werror -fno-omit-frame-pointer -g)

# FIELD(…, .name = "from") names a field anew on purpose (core/shape.h).
target_compile_options(proforma_flags INTERFACE
  $<IF:$<C_COMPILER_ID:Clang>,-Wno-initializer-overrides,-Wno-override-init>)

if(PROFORMA_SANITIZE)
  target_compile_options(proforma_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all)
  target_link_options(proforma_flags INTERFACE -fsanitize=address,undefined)
elseif(PROFORMA_THREAD_SANITIZE)
  target_compile_options(proforma_flags INTERFACE -fsanitize=thread)
  target_link_options(proforma_flags INTERFACE -fsanitize=thread)
else()
  target_compile_options(proforma_flags INTERFACE
    -fstack-protector-strong -fPIE $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
  target_link_options(proforma_flags INTERFACE -pie -Wl,-z,relro,-z,now)
endif()

if(PROFORMA_FUZZ)
  target_compile_options(proforma_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
# DuckDB is C++ and loaded with dlopen: under clang's sanitizer its first exception needs the
# C++ runtime linked in from the start.
if(PROFORMA_SANITIZE AND CMAKE_C_COMPILER_ID MATCHES Clang)
  target_link_options(proforma_flags INTERFACE -Wl,--no-as-needed -lstdc++)
endif()
