#!/usr/bin/env bash
# Install what tests/vm, tests/pipewire and tests/browser need, from Debian's packages. Tests never do that themselves.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

root=()
if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
mapfile -t packages < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$here/debian-packages.txt")
"${root[@]}" apt-get update -q
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"

# Without the machine tests/vm is skipped; the others are run all the same.
"$here/machine.sh" || echo "tests/real/machine.sh failed: tests/vm will be skipped" >&2
