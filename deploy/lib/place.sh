# Where data and program live when the service user cannot enter the checkout: /root is closed to
# everybody else, and a checkout is often there.
# shellcheck shell=bash

# is_reachable USER TEST…: `test -x PATH` and the like, as that user.
is_reachable() {
    (cd / && as_user "$1" TERM test "${@:2}") 2>/dev/null
}

# data_place ROOT USER: the data directory, absolute. ROOT/var unless PROFORMA_DATA_DIR says else
# or ROOT is out of reach; then ROOT/var becomes a link to a folder in /var/lib/proforma.
data_place() {
    local root=$1 user=$2 data far
    if [ -n "${PROFORMA_DATA_DIR-}" ]; then
        data=$(realpath -m "$PROFORMA_DATA_DIR")
        is_reachable "$user" -x "$(existing_parent "$data")" ||
            die "PROFORMA_DATA_DIR $data cannot be entered by user $user; choose another folder"
        echo "$data"
        return
    fi
    data=$(realpath -m "$root/var")
    if ! is_reachable "$user" -x "$(existing_parent "$data")"; then
        far=/var/lib/proforma/$(basename "$root")-$(echo "$root" | cksum | cut -d ' ' -f 1)
        [ ! -e "$root/var" ] || die "$root/var cannot be entered by user $user; move it to $far"
        echo "proforma: user $user cannot enter $root, so the data lives in $far" >&2
        ln -sfn "$far" "$root/var"
        data=$far
    fi
    echo "$data"
}

existing_parent() {
    local folder=$1
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    echo "$folder"
}

# program_place ROOT BUILD DATA USER: sets program, web_dir and duckdb_library (empty: none) to
# files that the user can read: the built ones, or copies in DATA when the checkout is closed.
program_place() {
    local root=$1 build=$2 app=$3/app user=$4
    program=$build/proforma web_dir=$root/web/dist duckdb_library=
    [ ! -e "$build/libduckdb.so" ] || duckdb_library=$(readlink -f "$build/libduckdb.so")
    if is_reachable "$user" -x "$program" -a -r "$web_dir/index.html"; then
        return
    fi
    owned_dir "$user" 755 "$app"
    rm -rf "$app/proforma" "$app/web"
    cp "$program" "$app/proforma"
    cp -r "$web_dir" "$app/web"
    program=$app/proforma web_dir=$app/web
    if [ -n "$duckdb_library" ]; then
        cp -u "$duckdb_library" "$app/"
        duckdb_library=$app/libduckdb.so
    fi
    chmod -R a+rX "$app"
}
