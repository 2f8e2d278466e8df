# Who runs PostgreSQL and the server: the caller, or, when that is root, an unprivileged user.
# shellcheck shell=bash

die() {
    printf 'proforma: %s\n' "$*" >&2
    exit 1
}

# service_user DIR: the owner of DIR when there is one that is not root, else postgres.
service_user() {
    local owner
    if [ "$(id -u)" -ne 0 ]; then
        id -un
        return
    fi
    owner=$(stat -c %U "$1" 2>/dev/null) || owner=root
    [ "$owner" != root ] || owner=postgres
    id -u "$owner" >/dev/null 2>&1 || die "there is no user $owner to run as instead of root"
    echo "$owner"
}

# as_user USER SIGNAL COMMAND…: replaces this shell (start it in a subshell or in the background).
# The command gets SIGNAL when its parent ends, so nothing outlives a script that was killed. With
# OWN_SESSION=setsid, Ctrl-C reaches only the script, which then stops things in order.
as_user() {
    local user=$1 signal=$2
    shift 2
    if [ "$(id -un)" = "$user" ]; then
        exec ${OWN_SESSION-} setpriv --pdeathsig "$signal" "$@"
    fi
    exec ${OWN_SESSION-} setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups --inh-caps=-all \
        --pdeathsig "$signal" "$@"
}

# owned_dir USER MODE DIR…: makes the directories when they are missing, as that user's.
owned_dir() {
    local user=$1 mode=$2
    shift 2
    if [ "$(id -u)" -eq 0 ]; then
        install -d -m "$mode" -o "$user" -g "$(id -g "$user")" "$@"
    else
        install -d -m "$mode" "$@"
    fi
}
