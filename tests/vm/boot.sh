#!/usr/bin/env bash
# Boot a small virtual machine with a webcam driver (vivid) and v4l2loopback, and run tests/vm/guest.py in it; its figures come
# back in the folder that is the first argument. The host's file system is the guest's, read-only under a layer in memory.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
repository=$(cd "$here/../.." && pwd -P)
results=$1
python=$2
cache=${LIVEBG_VM_CACHE:-$HOME/.cache/livebg/vm}
kernel=$(cat "$cache/kernel")
built="$cache/built-$kernel"

tree="$results/initrd"
mkdir -p "$tree"/{bin,modules,proc,sys,dev,host,over,results,merged}
cp "$(command -v busybox)" "$tree/bin/busybox"
for name in virtio_pci 9pnet_virtio 9p overlay vivid v4l2loopback; do # in the order they load
    /sbin/modprobe -d "$built" -S "$kernel" --show-depends "$name" | while read -r verb file _; do
        if [ "$verb" != insmod ] || [ -e "$tree/modules/${file##*/}" ]; then continue; fi
        cp "$file" "$tree/modules/"
        case $name in vivid | v4l2loopback) [ "${file##*/}" = "$name.ko" ] && continue ;; esac # guest.py loads these two
        echo "${file##*/}" >>"$tree/modules/order"
    done
done
printf 'repository=%q\npython=%q\n' "$repository" "$python" >"$tree/places"
cat >"$tree/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc none /proc
mount -t sysfs none /sys
mount -t devtmpfs none /dev
while read -r module; do insmod "/modules/$module" || echo "cannot load $module"; done </modules/order
. /places
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 host /host &&
    mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 results /results || poweroff -f
mount -t tmpfs none /over
mkdir /over/upper /over/work
mount -t overlay -o lowerdir=/host,upperdir=/over/upper,workdir=/over/work none /merged
for place in proc sys dev; do mount --rbind "/$place" "/merged/$place"; done
mkdir -p /merged/dev/shm
for place in dev/shm tmp run; do mount -t tmpfs none "/merged/$place"; done
mkdir -p "/merged$repository"
mount --bind "/host$repository" "/merged$repository" # the repository may lie in /tmp
mkdir /merged/run/modules
cp /modules/*.ko /merged/run/modules/
chroot /merged /usr/bin/env -i HOME=/tmp LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$repository" \
    PATH="${python%/*}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" \
    sh -c "cd '$repository' && exec '$python' -m tests.vm.guest" >/results/figures.json
sync
poweroff -f
INIT
chmod +x "$tree/init"
(cd "$tree" && find . | cpio --quiet -o -H newc | gzip -1) >"$results/initrd.gz"
rm -r "$tree"

# Software emulation: it is there everywhere, and a fast guest would not test more.
exec qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 3072 \
    -nodefaults -no-reboot -display none -serial stdio \
    -kernel "$built/boot/vmlinuz-$kernel" -initrd "$results/initrd.gz" \
    -append "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check" \
    -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap \
    -device virtio-9p-pci,fsdev=host,mount_tag=host \
    -fsdev "local,id=results,path=$results,security_model=none" \
    -device virtio-9p-pci,fsdev=results,mount_tag=results
