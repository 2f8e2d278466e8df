# A private PostgreSQL on a unix socket: no TCP, no password, a directory that only its user enters.
# shellcheck shell=bash

POSTGRES_MAJOR=15
SOCKET_PATH_MAX=107

# The folder of PostgreSQL's programs.
postgres_bin() {
    local folder=/usr/lib/postgresql/$POSTGRES_MAJOR/bin
    [ -x "$folder/postgres" ] || folder=$(pg_config --bindir 2>/dev/null) || true
    if [ -x "$folder/postgres" ]; then
        echo "$folder"
        return
    fi
    die "PostgreSQL $POSTGRES_MAJOR is not installed (package postgresql-$POSTGRES_MAJOR)"
}

# postgres_init USER DATA [OPTION…]: a new cluster whose superuser is `postgres`.
postgres_init() {
    local user=$1 data=$2 bin
    shift 2
    bin=$(postgres_bin)
    (cd / && as_user "$user" TERM "$bin/initdb" --pgdata "$data" --username postgres --auth trust \
        --encoding UTF8 --locale C.UTF-8 "$@") >/dev/null
}

# postgres_sync USER DATA: what initdb --no-sync left in memory goes to the disk.
postgres_sync() {
    local bin
    bin=$(postgres_bin)
    (cd / && as_user "$1" TERM "$bin/initdb" --sync-only --pgdata "$2") >/dev/null
}

# postgres_run USER DATA SOCKET_DIR [SETTING…]: becomes the server; start it in the background.
# INT is PostgreSQL's fast shutdown.
postgres_run() {
    local user=$1 data=$2 socket_dir=$3 settings=() setting bin
    shift 3
    bin=$(postgres_bin)
    for setting in "$@"; do settings+=(-c "$setting"); done
    cd / && as_user "$user" INT "$bin/postgres" -D "$data" -k "$socket_dir" \
        -c listen_addresses= -c unix_socket_permissions=0700 "${settings[@]}"
}

# postgres_wait SOCKET_DIR PID: until it answers; fails when the process ended.
postgres_wait() {
    local bin
    bin=$(postgres_bin)
    while ! "$bin/pg_isready" -q -h "$1" -U postgres -d postgres; do
        kill -0 "$2" 2>/dev/null || return 1
        sleep 0.01
    done
}

# A unix socket's path has a limit that long folder names exceed.
postgres_check_socket_dir() {
    local path="$1/.s.PGSQL.5432"
    [ "${#path}" -le "$SOCKET_PATH_MAX" ] ||
        die "$1 is too long a path for a unix socket; set PROFORMA_DATA_DIR to a shorter one"
}
