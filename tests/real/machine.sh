#!/usr/bin/env bash
# Make what tests/vm boots: Debian's kernel, its driver of a virtual webcam, and v4l2loopback built for it. Only unpacked, never installed.
set -euo pipefail
to=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)/build/vm

image=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-/ { print $2; exit }')
version=${image#linux-image-}
root=()
if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "linux-headers-$version"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"  # apt gives up its rights to download
(cd "$work" && apt-get download -q "$image" v4l2loopback-dkms && for package in ./*.deb; do dpkg-deb -x "$package" tree; done)
make -s -C "/usr/src/linux-headers-$version" M="$(echo "$work"/tree/usr/src/v4l2loopback-*)" modules >/dev/null

mkdir -p "$work/vm"
depmod -b "$work/tree" "$version"
for module in virtio_pci 9pnet_virtio 9p overlay vivid; do
    modprobe -d "$work/tree" -S "$version" --show-depends "$module" | awk '$1 == "insmod" { print $2 }'
done | awk '!seen[$0]++' | while read -r module; do
    cp "$module" "$work/vm/"
    basename "$module" >>"$work/vm/modules"
done
cp "$work"/tree/usr/src/v4l2loopback-*/v4l2loopback.ko "$work/vm/"
cp "$work/tree/boot/vmlinuz-$version" "$work/vm/vmlinuz"

# The virtual camera's driver as Debian has it next, which other systems have already; only downloaded, from lists of its own.
newer() {
    mkdir -p "$work/next/lists/partial" "$work/next/cache/archives/partial" "$work/vm/newer"
    local from  # where this Debian comes from
    from=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | awk '$1 == "Debian" { print $2; exit }')
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $from trixie main" >"$work/next/sources.list"
    local apt=(apt-get -q -o Dir::Etc::sourcelist="$work/next/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o Dir::State::lists="$work/next/lists" -o Dir::Cache="$work/next/cache" -o APT::Sandbox::User=root)
    "${root[@]}" "${apt[@]}" update &&
        (cd "$work/next" && "${root[@]}" "${apt[@]}" download v4l2loopback-dkms && dpkg-deb -x ./*.deb tree) &&
        make -s -C "/usr/src/linux-headers-$version" M="$(echo "$work"/next/tree/usr/src/v4l2loopback-*)" modules >/dev/null &&
        cp "$work"/next/tree/usr/src/v4l2loopback-*/v4l2loopback.ko "$work/vm/newer/"
}
newer || echo "the newer v4l2loopback could not be had: its tests will be skipped" >&2
rm -rf "$to"
mkdir -p "$(dirname "$to")"
mv "$work/vm" "$to"
