"""How much memory is free: for the machine, and for the control group (container, batch system) we may live in."""

from __future__ import annotations

from pathlib import Path


def free(root: Path = Path("/")) -> int:
    """Bytes that can be taken without swapping or being killed. `root` holds `proc` and `sys`."""
    return max(0, min([_machine(root), *_groups(root)]))


def _machine(root: Path) -> int:
    try:
        lines = (root / "proc/meminfo").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, IndexError, StopIteration):
        import psutil  # Windows and macOS, which have no such file

        return int(psutil.virtual_memory().available)


def _groups(root: Path) -> list[int]:
    """What every control group above this process still has left; version 2 and version 1."""
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []
    left: list[int] = []
    for line in lines:
        _number, controllers, path = line.split(":", 2)
        if not controllers:
            mount, names = root / "sys/fs/cgroup", ("memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            mount = root / "sys/fs/cgroup/memory"
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        else:
            continue
        # In a container the path may be the host's, while the mount shows our own group at its root: look at all.
        parts = [part for part in path.split("/") if part not in ("", "..")]
        for depth in range(len(parts) + 1):
            left += _left(mount.joinpath(*parts[:depth]), *names)
    return left


def _left(group: Path, limit: str, usage: str, cache: str) -> list[int]:
    try:
        allowed = int((group / limit).read_text())
        used = int((group / usage).read_text())
        stat = dict(line.split(" ", 1) for line in (group / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):  # no such group, or "max": unlimited
        return []
    return [allowed - used + int(stat.get(cache, 0))]  # file cache counts as used but is given back on demand
