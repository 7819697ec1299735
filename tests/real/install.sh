#!/usr/bin/env bash
# Install what tests/vm, tests/pipewire and tests/browser need, from Debian's packages. Tests never do that themselves.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cache=${LIVEBG_VM_CACHE:-$HOME/.cache/livebg/vm}

root=()
if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
install() {
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

[ "$(uname -sm)" = "Linux x86_64" ] || { echo "tests/real/install.sh: this needs Linux on x86_64, got $(uname -sm)" >&2; exit 1; }
mapfile -t packages < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$here/debian-packages.txt")
"${root[@]}" apt-get update -q >/dev/null
install "${packages[@]}"

# The guest's kernel, its modules and v4l2loopback, once per kernel.
kernel=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: linux-image-//p' | head -1)
[ -n "$kernel" ] || { echo "tests/real/install.sh: apt knows no linux-image-amd64" >&2; exit 1; }
built="$cache/built-$kernel"
if [ ! -e "$built/done" ]; then
    rm -rf "$built" "$cache/deb"
    mkdir -p "$built" "$cache/deb"
    install "linux-headers-$kernel"
    (cd "$cache/deb" && apt-get download -q "linux-image-$kernel" v4l2loopback-dkms >/dev/null)
    for package in "$cache"/deb/*.deb; do dpkg -x "$package" "$built"; done
    source=$(echo "$built"/usr/src/v4l2loopback-*)
    make -s -C "$source" KERNEL_DIR="/lib/modules/$kernel/build" v4l2loopback.ko >&2
    mkdir -p "$built/lib/modules/$kernel/extra"
    cp "$source/v4l2loopback.ko" "$built/lib/modules/$kernel/extra/"
    /sbin/depmod -b "$built" "$kernel"
    touch "$built/done"
fi
echo "$kernel" >"$cache/kernel"
