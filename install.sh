#!/bin/sh
# Installs the command line of ecs-drain, which brings its own Java: sh install.sh
#   --version V     another release than the one that this file came with
#   --prefix DIR    where bin, lib and share are: /usr/local for root, else ~/.local
#   --from URL      where the releases are: the folder that holds v0.1.0 and the others
#   --uninstall     removes what it installed there
# Needs tar, gzip, curl or wget, and sha256sum or shasum. Nothing is installed unless the checksum is right and the program starts.
set -eu

# A release fills these in.
releases=${DRAIN_RELEASES:-}
version=${DRAIN_VERSION:-}

say() { printf 'install.sh: %s\n' "$1" >&2; }

fail() {
    say "$1"
    exit 1
}

wrong() {
    say "$1 (the top of this file lists the options)"
    exit 2
}

prefix=$HOME/.local
[ "$(id -u)" != 0 ] || prefix=/usr/local
uninstall=
while [ $# -gt 0 ]; do
    case $1 in
    --uninstall) uninstall=yes ;;
    --version | --prefix | --from)
        [ -n "${2:-}" ] || wrong "$1 needs a value"
        case $1 in
        --version) version=${2#v} ;;
        --prefix) prefix=$2 ;;
        --from) releases=${2%/} ;;
        esac
        shift
        ;;
    *) wrong "unknown argument '$1'" ;;
    esac
    shift
done
case $prefix in
/*) ;;
*) wrong "--prefix must be an absolute path, but is '$prefix'" ;;
esac
home=$prefix/lib/drain

# remove: the links and folders that the last installation noted, and the program. What others put into a folder keeps it.
remove() {
    [ -f "$home/installed" ] || fail "nothing that this script installed is at $home"
    sed -n 's/^link //p' "$home/installed" | while read -r link; do
        [ ! -L "$link" ] || rm "$link"
    done
    folders=$(sed -n 's/^folder //p' "$home/installed" | sort -r)
    rm -rf "$home"
    printf '%s\n' "$folders" | while read -r folder; do
        [ -z "$folder" ] || rmdir "$folder" 2>/dev/null || true
    done
}

if [ -n "$uninstall" ]; then
    remove
    say "removed drain from $prefix"
    exit 0
fi

[ -n "$releases" ] || wrong '--from (or DRAIN_RELEASES) is required: where the releases are'
[ -n "$version" ] || wrong '--version (or DRAIN_VERSION) is required'

case $(uname -s) in
Linux) os=linux ;;
Darwin) os=macos ;;
*) fail "there is no archive for $(uname -s); on Windows unpack the one of the release" ;;
esac
case $(uname -m) in
x86_64 | amd64) arch=amd64 ;;
aarch64 | arm64) arch=arm64 ;;
*) fail "there is no archive for $(uname -m)" ;;
esac
archive=drain-$version-$os-$arch.tar.gz

# fetch NAME: into the working folder
fetch() {
    url=$releases/v$version/$1
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL "$url" -o "$work/$1" || fail "$url cannot be fetched"
    elif command -v wget >/dev/null 2>&1; then
        wget -q "$url" -O "$work/$1" || fail "$url cannot be fetched"
    else
        fail 'neither curl nor wget is on the PATH'
    fi
}

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum "$1"
    elif command -v shasum >/dev/null 2>&1; then
        shasum -a 256 "$1"
    else
        fail 'neither sha256sum nor shasum is on the PATH'
    fi | cut -d ' ' -f 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
fetch SHA256SUMS
fetch "$archive"
expected=$(awk -v name="$archive" '$2 == name { print $1 }' "$work/SHA256SUMS")
[ -n "$expected" ] || fail "SHA256SUMS of $version does not name $archive"
[ "$(sha256 "$work/$archive")" = "$expected" ] || fail "the checksum of $archive is not that of SHA256SUMS; nothing is installed"
mkdir "$work/new"
tar -xzf "$work/$archive" -C "$work/new" --strip-components 1
"$work/new/bin/drain" --version >"$work/version" 2>&1 || fail "the program does not start here: $(cat "$work/version")"

links='bin/drain share/man/man1/drain.1 share/bash-completion/completions/drain share/zsh/site-functions/_drain
share/fish/vendor_completions.d/drain.fish'
for each in $links; do
    [ ! -e "$prefix/$each" ] || [ "$(readlink "$prefix/$each")" = "$home/$each" ] ||
        fail "$prefix/$each is there already, and is not this script's; nothing is installed"
done
[ ! -e "$home" ] || remove

# folder DIR: makes it and those above it, and notes each that was not there
folder() {
    if [ ! -d "$1" ]; then
        folder "$(dirname "$1")"
        mkdir "$1"
        echo "folder $1" >>"$work/new/installed"
    fi
}

# link NAME: a link there to the same place in the program's folder
link() {
    folder "$(dirname "$prefix/$1")"
    ln -s "$home/$1" "$prefix/$1"
    echo "link $prefix/$1" >>"$work/new/installed"
}

: >"$work/new/installed"
folder "$prefix/lib"
for each in $links; do
    link "$each"
done
mv "$work/new" "$home"
say "$(cat "$work/version") is at $prefix/bin/drain"
case :$PATH: in
*:"$prefix/bin":*) ;;
*) say "$prefix/bin is not on the PATH" ;;
esac
