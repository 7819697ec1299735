"""Check what a camera without a kernel driver needs: PipeWire, the portal, GStreamer; and which browsers are in a sandbox."""

from __future__ import annotations

from collections.abc import Iterator

from livebg.doctor.finding import Finding, Machine

BROWSERS = (
    "org.mozilla.firefox",
    "org.chromium.Chromium",
    "com.google.Chrome",
    "com.brave.Browser",
    "com.microsoft.Edge",
)


def examine_pipewire(machine: Machine) -> Iterator[Finding]:
    """Check everything that a camera over PipeWire needs. None of it is a problem where the driver works."""
    why = "only a camera without the driver (--sink pipewire) needs it"
    if machine.runs("pipewire"):
        yield Finding("pipewire", "ok", "PipeWire runs")
    else:
        yield Finding(
            "pipewire", "note", "PipeWire does not run", why, "systemctl --user enable --now pipewire wireplumber"
        )
    if machine.runs("xdg-desktop-portal"):
        yield Finding("portal", "ok", "the desktop portal runs")
    else:
        yield Finding(
            "portal", "note", "the desktop portal does not run", why, "systemctl --user start xdg-desktop-portal"
        )
    if machine.ask("gst-inspect-1.0", "pipewiresink"):
        yield Finding("gstreamer", "ok", "GStreamer can give pictures to PipeWire")
    else:
        yield Finding(
            "gstreamer", "note", "GStreamer or its PipeWire part is missing", why,
            "sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire",
        )  # fmt: skip
    listed = machine.ask("flatpak", "list", "--app", "--columns=application").split()
    for browser in (name for name in listed if name in BROWSERS):
        shown = machine.ask("flatpak", "info", "--show-permissions", browser)
        devices = next((line for line in shown.splitlines() if line.startswith("devices=")), "")
        if "all" in devices:
            yield Finding("flatpak", "ok", f"{browser} may see cameras")
        else:
            yield Finding(
                "flatpak", "note", f"{browser} is a Flatpak and does not see devices",
                "it lists cameras of PipeWire only", f"flatpak override --user --device=all {browser}",
            )  # fmt: skip
