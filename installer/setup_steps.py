"""The steps that start.py and test.py share: environment, packages, system libraries, translations.

What is done is written down in a stamp inside ``.venv`` at the end of each step. A step whose stamp does not
fit is done again; an environment without a stamp was left half-made and is made anew. A start with nothing to
do only reads and hashes a few small files.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from installer import libraries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "mingpei-stamp.json"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUNTIME = ROOT / "installer" / "requirements.lock"
#: Holds everything of RUNTIME in the same versions, and the tools of developers.
DEVELOPMENT = ROOT / "installer" / "requirements-dev.lock"


class SetupError(Exception):
    """The set-up cannot go on; the text says why and what to do next."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


def guarded(step: Callable[[Sequence[str]], int], words: Sequence[str]) -> int:
    """Run a step and turn what stops it into a few plain lines and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    try:
        return step(words)
    except KeyboardInterrupt:
        return 130
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1


def say(chinese: str, english: str) -> None:
    """Print one line for the person who waits, at once."""
    print(f"{chinese} / {english}", flush=True)


def set_up(lock: Path) -> None:
    """Bring everything the program needs into its own folder, unless it is all there.

    Raises:
        SetupError: something is in the way that a person must clear.
    """
    if is_ready(lock):
        return
    try:
        with _only_one():
            if not is_ready(lock):
                _make(lock)
    except OSError as error:
        raise SetupError(
            f"无法写入 {ROOT}（{error}）。\n请关闭正在运行的程序；若文件夹只读或磁盘已满，请换到可以写入的位置再试。",
            f"Cannot write to {ROOT}. Close the program if it is running; if the folder is read-only or the "
            "disk is full, move it to a place where you may write, and start again.",
        ) from error


def is_ready(lock: Path) -> bool:
    """Tell whether every step is done for this lock, this Python and these translations."""
    return wanted_stamp(lock).items() <= read_stamp().items() and PYTHON.exists() and _compiled()


def wanted_stamp(lock: Path) -> dict[str, str]:
    """Return what the stamp says when nothing is left to do."""
    return {
        "python": f"{sys.version_info[0]}.{sys.version_info[1]} {sys.base_prefix}",
        "libraries": "found",
        "translations": digest(catalogues()),
        lock.name: digest([lock]),
    }


def read_stamp() -> dict[str, str]:
    """Return what was done so far; nothing when the environment is missing or half-made."""
    try:
        stamp = json.loads(STAMP.read_bytes())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def catalogues() -> list[Path]:
    """Return the translation files people edit."""
    return sorted(ROOT.glob("i18n/*/LC_MESSAGES/*.po"))


def digest(files: Iterable[Path]) -> str:
    """Return one hash over the names and contents of files."""
    total = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(ROOT).as_posix()} {content}\n".encode())
    return total.hexdigest()


def clean_environment() -> dict[str, str]:
    """Return this process's environment without what would lead our Python to other people's packages."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def _make(lock: Path) -> None:
    wanted = wanted_stamp(lock)
    stamp = read_stamp()
    if stamp.get("python") != wanted["python"] or not PYTHON.exists():
        _make_environment()
        stamp = {"python": wanted["python"]}
    if stamp.get(lock.name) != wanted[lock.name]:
        # Without a stamp an interrupted change of packages is noticed.
        STAMP.unlink(missing_ok=True)
        _install_packages(lock)
        stamp = {name: value for name, value in stamp.items() if not name.endswith(".lock")}
        stamp |= {each.name: digest([each]) for each in {lock, RUNTIME}}
        _write_stamp(stamp)
    if stamp.get("libraries") != "found" and _provide_libraries():
        _write_stamp(stamp | {"libraries": "found"})
    _compile_translations()
    _write_stamp(read_stamp() | {"translations": wanted["translations"]})


def _write_stamp(stamp: dict[str, str]) -> None:
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    new.replace(STAMP)


def _make_environment() -> None:
    if Path(sys.prefix) == VENV:
        raise SetupError(
            "请用电脑自带的 Python 运行，而不是 .venv 里的。",
            "Run this with the computer's own Python, not the one inside .venv.",
        )
    if not _has_ensurepip():
        _install_venv_package()
    if VENV.exists():
        say("重新建立运行环境", "making the environment anew")
        shutil.rmtree(VENV)
    else:
        say("建立运行环境，只在第一次需要", "making the environment, this once")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if made.returncode:
        reason = _last_lines(made.stdout + made.stderr)
        raise SetupError(f"无法建立运行环境：\n{reason}", "The environment cannot be made, see the lines above.")


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _install_venv_package() -> None:
    """Add what Debian leaves out of its Python."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if libraries.may_install():
        say(f"安装 {package}", f"installing {package}")
        libraries.install([package])
    if not _has_ensurepip():
        line = libraries.install_line([package])
        raise SetupError(
            f"这个 Python 缺少 venv。请先运行：{line}，再启动一次。",
            f"This Python lacks venv. Run this and start again: {line}",
        )


def _install_packages(lock: Path) -> None:
    count = len(re.findall(r"^\S+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"安装 {count} 个组件，可能要几分钟", f"installing {count} packages, this may take some minutes")
    # What pip's own settings say about indexes and folders of wheels holds here too.
    options = ["--require-hashes", "--only-binary=:all:", "--no-user", "--no-input", "--progress-bar=off"]
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *options, "-r", str(lock)]
    told = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=clean_environment() | {"PYTHONUTF8": "1"},
    ) as pip:
        for line in pip.stdout or ():
            told.append(line)
            if line.startswith("Collecting "):
                print(f"  {line.split()[1]}", flush=True)
    if pip.returncode:
        raise explain("".join(told))


def explain(told: str) -> SetupError:
    """Turn what pip said when it failed into what to do next."""
    if re.search(r"connection broken|Failed to establish|timed out|name resolution|getaddrinfo", told, re.IGNORECASE):
        return SetupError(
            "连不上组件下载站。请检查网络后再启动一次。\n没有网络的电脑，可在别处用 pip download 下载组件，"
            "再设置 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=组件文件夹。",
            "The packages cannot be reached. Check the network and start again.\nFor a computer without "
            "network, fetch them elsewhere with pip download, then set PIP_NO_INDEX=1 and "
            "PIP_FIND_LINKS=<folder>.",
        )
    if re.search(r"No space left|not enough space|Errno 28", told, re.IGNORECASE):
        return SetupError("磁盘已满，请腾出约 1 GB 再试。", "The disk is full: free about 1 GB and start again.")
    if "DO NOT MATCH THE HASHES" in told:
        return SetupError(
            "下载到的组件与清单不符，没有安装。请换一个网络或下载站再试。",
            "A package is not the one on the list and was not installed. Try another network or index.",
        )
    reason = _last_lines(told)
    if "No matching distribution" in told:
        return SetupError(
            f"找不到组件：\n{reason}\n组件文件夹里没有它，或者没有适合这台电脑的："
            "需要 64 位 Windows 10 以上，或 glibc 2.28 以上的 64 位 Linux，Python 3.11 至 3.13。",
            "The folder of packages lacks it, or there is none for this computer: it takes 64-bit Windows 10 "
            "or newer, or 64-bit Linux with glibc 2.28 or newer, and Python 3.11 to 3.13.",
        )
    return SetupError(f"组件没有装成：\n{reason}", "The packages could not be installed, see the lines above.")


def _last_lines(told: str) -> str:
    return "\n".join(line for line in told.splitlines()[-5:] if line.strip())


def _provide_libraries() -> bool:
    """See that Qt finds its libraries on this Linux, and return whether it does.

    Raises:
        SetupError: not even a program without a window could start.
    """
    if sys.platform != "linux":
        return True
    qt = next(VENV.glob("lib/python*/site-packages/PySide6/Qt"))
    if not _missing(qt):
        return True
    if libraries.may_install():
        packages = libraries.packages_for(_missing(qt))
        say(f"安装系统组件 {' '.join(packages)}", "installing system packages")
        libraries.install(packages)
    if not (left := _missing(qt)):
        return True
    line = libraries.install_line(libraries.packages_for(left))
    chinese = f"系统缺少 {' '.join(left)}。请运行：{line}"
    english = f"The system lacks these libraries. Run this: {line}"
    if libraries.missing(qt, libraries.CORE):
        raise SetupError(chinese, english)
    # A window on Wayland, and everything without a window, may still work.
    say(chinese, english)
    return False


def _missing(qt: Path) -> list[str]:
    return libraries.missing(qt, libraries.CORE + libraries.X11)


def _compiled() -> bool:
    return all(file.with_suffix(".mo").exists() for file in catalogues())


def _compile_translations() -> None:
    command = [str(PYTHON), str(ROOT / "installer" / "translate.py"), "compile"]
    if subprocess.run(command, check=False, env=clean_environment()).returncode:
        raise SetupError(
            "译文无法编译，请恢复 i18n 文件夹里的文件。",
            "The translations cannot be compiled; restore the files in the i18n folder.",
        )


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Let a second start wait until the first has finished setting up."""
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "set-up.lock").open("ab") as file:
        if not _locked(file):
            say("另一个窗口正在安装，请稍候", "another start is setting up, please wait")
            while not _locked(file):
                time.sleep(0.5)
        yield


def _locked(file: IO[bytes]) -> bool:
    """Take the lock that ends with the process, if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
