# Debian packages and Node: installed only when missing.
# shellcheck shell=bash

NODE_MAJOR_MIN=20
NODE_PACKAGE=node@22

# packages_missing FILE…: the packages of the lists that are not installed.
packages_missing() {
    local wanted installed
    wanted=$(sed 's/#.*//' "$@" | tr -s ' ' '\n' | sed '/^$/d' | sort -u)
    # shellcheck disable=SC2086 # one argument a package
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $wanted 2>/dev/null |
        sed -n 's/^ii *//p' | sort -u)
    comm -23 <(echo "$wanted") <(echo "$installed")
}

# apt_install LOG PACKAGE…
apt_install() {
    local log=$1 apt=(apt-get -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
    shift
    command -v apt-get >/dev/null || die "needs these Debian packages, and apt-get is not here: $*"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "packages are missing; as root: apt-get install --no-install-recommends $*"
        apt=(sudo DEBIAN_FRONTEND=noninteractive "${apt[@]}")
    fi
    case " $* " in *" postgresql-$POSTGRES_MAJOR "*) no_cluster_of_debian ;; esac
    if ! apt_try "$log" "$@"; then
        "${apt[@]}" update >>"$log" 2>&1 || die "apt-get update failed: $(last_error "$log")"
        apt_try "$log" "$@" || die "could not install packages: $(last_error "$log")"
    fi
}

apt_try() {
    local log=$1
    shift
    DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "$@" \
        >>"$log" 2>&1
}

# Debian's package starts a cluster of its own; here it would only sit beside the private one.
no_cluster_of_debian() {
    local folder=/etc/postgresql-common/createcluster.d
    [ ! -d /etc/postgresql-common ] && [ "$(id -u)" -eq 0 ] || return 0
    mkdir -p "$folder"
    echo 'create_main_cluster = false' >"$folder/proforma.conf"
}

node_is_usable() {
    local version
    command -v npm >/dev/null && version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    [ "${version%%.*}" -ge "$NODE_MAJOR_MIN" ]
}

# use_node LOG FOLDER: Node on the PATH, from npm into FOLDER where Debian's own is too old.
use_node() {
    local log=$1 folder=$2/node
    node_is_usable && return
    PATH=$folder/node_modules/node/bin:$PATH
    node_is_usable && return
    if ! command -v npm >/dev/null; then
        echo 'Installing packages: nodejs npm'
        apt_install "$log" nodejs npm
    fi
    node_is_usable && return
    npm_install "$log" "$folder" "$NODE_PACKAGE" ||
        die "could not install Node $NODE_MAJOR_MIN or newer: $(last_error "$log")"
    hash -r
    node_is_usable || die "Node $NODE_MAJOR_MIN or newer is needed; found $(node --version)"
}

# npm_install LOG FOLDER PACKAGE
npm_install() {
    mkdir -p "$2"
    quietly "$1" npm install --prefix "$2" --no-save --no-audit --no-fund --loglevel error "$3"
}
