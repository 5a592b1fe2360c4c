"""Free memory: the machine's, or what the control group leaves of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.engine import memory

GB = 1 << 30


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "proc/meminfo", f"MemTotal: {32 * GB // 1024} kB\nMemAvailable: {16 * GB // 1024} kB\n")
    return tmp_path


def test_here_something_is_free() -> None:
    assert memory.free() > 1 << 20


def test_without_groups_the_machine_counts(root: Path) -> None:
    assert memory.free(root) == 16 * GB


@pytest.mark.parametrize("where", ["", "system/app"])
def test_version_2_limits_of_a_group_and_of_those_above_it(root: Path, where: str) -> None:
    put(root / "proc/self/cgroup", "0::/system/app\n")
    group = root / "sys/fs/cgroup" / where
    put(group / "memory.max", str(4 * GB))
    put(group / "memory.current", str(3 * GB))
    put(group / "memory.stat", f"anon 5\ninactive_file {GB}\n")
    assert memory.free(root) == 2 * GB


def test_version_2_without_limit(root: Path) -> None:
    put(root / "proc/self/cgroup", "0::/\n")
    put(root / "sys/fs/cgroup/memory.max", "max\n")
    assert memory.free(root) == 16 * GB


def test_version_1_in_a_container_that_sees_its_own_group_as_root(root: Path) -> None:
    put(root / "proc/self/cgroup", "8:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n")
    group = root / "sys/fs/cgroup/memory"
    put(group / "memory.limit_in_bytes", str(2 * GB))
    put(group / "memory.usage_in_bytes", str(2 * GB))
    put(group / "memory.stat", f"total_inactive_file {GB // 2}\n")
    assert memory.free(root) == GB // 2


def test_never_below_nothing(root: Path) -> None:
    put(root / "proc/self/cgroup", "0::/\n")
    put(root / "sys/fs/cgroup/memory.max", "1000")
    put(root / "sys/fs/cgroup/memory.current", "2000")
    put(root / "sys/fs/cgroup/memory.stat", "")
    assert memory.free(root) == 0
