# Builds the server and the console, doing only what is not done yet.
# shellcheck shell=bash

DUCKDB_VERSION=1.4.4-r.4

# quietly LOG COMMAND…: in a session of its own whose leader is $busy, so that stop_busy ends it
# with all its children at any moment.
quietly() {
    local log=$1 status=0
    shift
    setsid "$@" >>"$log" 2>&1 </dev/null &
    busy=$!
    wait "$busy" || status=$?
    busy=
    return "$status"
}

stop_busy() {
    [ -z "${busy-}" ] || kill -TERM -- "-$busy" 2>/dev/null || true
}

# last_error LOG: the line that says why.
last_error() {
    local line
    line=$(grep -E '^(E:|npm (ERR!|error)|FAILED|CMake Error|.*(error|Error):|.*No space left)' "$1" |
        grep -v -E 'complete log|npm (ERR!|error) *$' | tail -n 1)
    [ -n "$line" ] || line=$(tail -n 1 "$1")
    if grep -q 'No space left on device' "$1"; then line='the disk is full'; fi
    echo "$line (log: $1)"
}

# build_server ROOT BUILD LOG [CMAKE_OPTION…]
build_server() {
    local root=$1 build=$2 log=$3
    shift 3
    if [ ! -f "$build/build.ninja" ]; then
        quietly "$log" cmake -S "$root" -B "$build" -G Ninja "$@" ||
            die "could not configure the server: $(last_error "$log")"
    fi
    quietly "$log" ninja -C "$build" || die "could not build the server: $(last_error "$log")"
}

console_is_built() {
    local web=$1/web
    [ -f "$web/dist/index.html" ] &&
        [ -z "$(find "$web" \( -name node_modules -o -name dist \) -prune -o \
            -type f -newer "$web/dist/index.html" -print -quit)" ]
}

# install_console ROOT LOG: the npm packages of the lock file.
install_console() {
    local web=$1/web
    [ "$web/node_modules/.package-lock.json" -nt "$web/package-lock.json" ] && return
    quietly "$2" env -C "$web" npm ci --no-audit --no-fund --loglevel error ||
        die "could not install the console's packages: $(last_error "$2")"
}

# build_console ROOT LOG
build_console() {
    install_console "$1" "$2"
    quietly "$2" env -C "$1/web" npm run --silent build ||
        die "could not build the console: $(last_error "$2")"
}

# use_duckdb BUILD LOG: libduckdb.so beside the program, for Parquet. Everything else works
# without it, so a failure is only told.
use_duckdb() {
    local build=$1 log=$2 machine package library
    [ ! -e "$build/libduckdb.so" ] || return 0
    case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) machine=none ;;
    esac
    package=@duckdb/node-bindings-linux-$machine
    library=$build/tools/duckdb/node_modules/$package/libduckdb.so
    if [ "$machine" != none ] && npm_install "$log" "$build/tools/duckdb" \
        "$package@$DUCKDB_VERSION" && [ -f "$library" ]; then
        ln -sf "$library" "$build/libduckdb.so"
    else
        echo "proforma: Parquet files cannot be read here: $package could not be installed" >&2
    fi
}
