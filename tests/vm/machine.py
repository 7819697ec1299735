"""Boot a small emulated machine with a webcam and a virtual camera, which runs this checkout from the host's own disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MACHINE = ROOT / "build/vm"  # made by tests/real/machine.sh
# Code for any processor, the emulated one, too: compiled here, where it takes seconds and not minutes.
KERNELS = {"XDG_CACHE_HOME": str(MACHINE / "cache"), "NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
LIMIT_S = 900.0
QEMU = "qemu-system-x86_64 -accel tcg,thread=multi -cpu Nehalem -smp 2 -m 2048 -nodefaults -no-reboot -display none -serial stdio"
HOST = "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap"
INIT = """#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev
for module in $(cat /modules/modules); do
    [ $module = vivid.ko ] && options="n_devs=1 node_types=0x1 num_inputs=1 input_types=0" || options=
    insmod /modules/$module $options
done
insmod /modules/${loopback}v4l2loopback.ko video_nr=10 exclusive_caps=1 card_label=livebg
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /host
mount -t tmpfs t /over; mkdir /over/upper /over/work
mount -t overlay -o lowerdir=/host,upperdir=/over/upper,workdir=/over/work o /new
mount -t proc p /new/proc; mount -t sysfs s /new/sys; mount -t devtmpfs d /new/dev; mount -t tmpfs t /new/run
mkdir -p /new/dev/shm /new/run/out; mount -t tmpfs t /new/dev/shm
mount -t 9p -o trans=virtio,version=9p2000.L out /new/run/out
chroot /new /bin/sh /run/out/start
poweroff -f
"""


def compile_kernels() -> None:
    """Compile livebg's loops for any processor, once."""
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"} | KERNELS
    subprocess.run([sys.executable, "-m", "livebg.kernels"], cwd=ROOT, env=environment, check=True, timeout=LIMIT_S)


def pack(folder: Path) -> Path:
    """Write the machine's first file system; gives the file."""
    tree = folder / "initrd"
    for name in ("bin", "proc", "sys", "dev", "host", "over", "new"):
        (tree / name).mkdir(parents=True)
    busybox = shutil.which("busybox")
    assert busybox is not None
    shutil.copy(busybox, tree / "bin/busybox")
    shutil.copytree(MACHINE, tree / "modules", ignore=shutil.ignore_patterns("vmlinuz", "cache"))
    (tree / "init").write_text(INIT)
    (tree / "init").chmod(0o755)
    names = "\n".join(str(path.relative_to(tree)) for path in sorted(tree.rglob("*")))
    packed = subprocess.run(
        ["cpio", "-o", "-H", "newc", "--quiet"], cwd=tree, input=names.encode(), capture_output=True, check=True
    )
    to = folder / "initrd.cpio"
    to.write_bytes(packed.stdout)
    return to


def run_inside(folder: Path, module: str, *, newer: bool = False) -> str:
    """Run a Python module as root inside the machine until it ends; gives what came on its console.

    folder: is /run/out inside, and writable there. newer: with the driver of the virtual camera that Debian has next.
    """
    compile_kernels()
    environment = " ".join(f"{name}='{value}'" for name, value in KERNELS.items())
    (folder / "start").write_text(
        f"cd '{ROOT}' && exec env -i PATH=/usr/bin:/bin HOME=/run LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 "
        f"{environment} '{sys.executable}' -m {module}\n"
    )
    console = folder / "console"
    command = [
        *QEMU.split(), "-kernel", str(MACHINE / "vmlinuz"), "-initrd", str(pack(folder)),
        "-append", f"console=ttyS0 quiet panic=-1 mitigations=off no_timer_check loopback={'newer/' if newer else ''}",
        "-fsdev", HOST, "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
        "-fsdev", f"local,id=out,path={folder},security_model=none", "-device", "virtio-9p-pci,fsdev=out,mount_tag=out",
    ]  # fmt: skip
    with (
        console.open("wb") as output,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output) as machine,
    ):
        try:
            machine.wait(LIMIT_S)
        finally:
            machine.kill()
    return console.read_text(errors="replace")
