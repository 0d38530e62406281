"""Ask git for a project's commit, the files it has or once had, and what has changed.

All answers are empty where there is no git, or the project is not a repository root; `gap` says why.
"""

import datetime as dt
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Commit:
    """`name` is the full hash; `time` in seconds since 1970; `changed` where files differ from what is committed."""

    name: str
    time: int
    changed: bool


@dataclass(frozen=True)
class Gap:
    """Why git cannot tell the whole history of a project, and what to do."""

    why: str
    cure: str
    in_repository: bool = True
    """False where the files have come without a history."""


def gap(root: Path) -> Gap | None:
    """Return why the history of a project is not known, or None if it is."""
    there = (root / ".git").exists()
    if shutil.which("git") is None:
        return Gap("git is not installed", "Install git.", there)
    done = _run(root, "rev-parse", "--show-toplevel")
    top, said = os.fsdecode(done.stdout).strip(), os.fsdecode(done.stderr).strip()
    if "dubious ownership" in said:
        cure = f"Run: git config --global --add safe.directory {root.resolve()}"
        return Gap("the folder belongs to another user, so git does not read it", cure)
    if done.returncode and there:
        return Gap(f"git cannot read it: {said.splitlines()[-1] if said else 'no reason given'}", "Clone it anew.")
    if done.returncode:
        cure = "Run: git init && git add . && git commit; or build from a clone: git clone ADDRESS"
        return Gap("the files are in no repository", cure, in_repository=False)
    if not root.samefile(top):
        return Gap(f"the repository is that of {top}", "Give the project one of its own.", in_repository=False)
    if not _git(root, "log", "-1", "--format=%H"):
        return Gap("nothing is committed yet", "Run: git add . && git commit", in_repository=False)
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        cure = "Run: git fetch --unshallow (in workflows: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)"
        return Gap("the clone is shallow: it lacks earlier commits", cure)
    return None


def commit(root: Path) -> Commit | None:
    """Return HEAD's commit, or None if `root` is not a repository root."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if not top or not root.samefile(top):
        return None
    head = _git(root, "log", "-1", "--format=%H %ct")
    if not head:
        return None
    name, time = head.split()
    return Commit(name, int(time), changed=bool(_git(root, "status", "--porcelain", "--untracked-files=normal")))


def departed(root: Path, pattern: str) -> tuple[str, ...]:
    """Return the files matching the pattern that some commit had and that are gone: removed or renamed."""
    if commit(root) is None:
        return ()
    gone = ("--no-renames", "--diff-filter=D", "--name-only")
    log = _git(root, "log", *gone, "--format=", "--", f":(glob){pattern}")
    now = _git(root, "diff", *gone, "HEAD", "--", f":(glob){pattern}")
    return tuple(sorted(name for name in {*log.splitlines(), *now.splitlines()} if not (root / name).exists()))


def last_changes(root: Path, *folders: str) -> dict[str, dt.date]:
    """Return path below `root` → day (UTC) of the last commit that changed it, however late a site is built.

    Return nothing for a shallow clone: then nobody knows.
    """
    if commit(root) is None or _git(root, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    log = _git(root, "log", "--format=%x00%ct", "--name-only", "--", *folders)
    found: dict[str, dt.date] = {}
    for change in log.split("\0")[1:]:  # the newest first
        seconds, *names = change.split("\n")
        day = dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
        for name in filter(None, names):
            found.setdefault(name, day)
    return found


# Whatever somebody's own settings say.
_AS_IT_IS = ("-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = _run(root, *arguments)
    except OSError:  # no git here
        return ""
    return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Hooks of git name another repository (GIT_DIR …); answers are compared as they are without translation.
    known = {name: text for name, text in os.environ.items() if not re.match(r"GIT_(?!CONFIG)", name)}
    return subprocess.run(
        ["git", *_AS_IT_IS, *arguments], cwd=root, env=known | {"LC_ALL": "C"}, capture_output=True, check=False
    )


def full_name(root: Path, name: str) -> str:
    """Return the full hash of the commit that a name such as "origin/main" stands for, or "" if there is none."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def changed_files(root: Path, base: str) -> dict[str, str]:
    """Return path → "+added -removed" in lines, for each file that differs from a commit, uncommitted ones too."""
    found = {}
    for row in _git(root, "diff", "--no-renames", "--numstat", base).splitlines():
        added, removed, path = row.split("\t")
        found[path] = "binary" if added == "-" else f"+{added} -{removed}"
    new = _git(root, "ls-files", "--others", "--exclude-standard").splitlines()
    return found | dict.fromkeys(new, "new, in no commit yet")


def changed_lines(root: Path, base: str, path: str) -> list[str]:
    """Return the lines of a file that differ from a commit, each with "+" or "-" before it."""
    rows = _git(root, "diff", "--no-renames", "--unified=0", base, "--", path).splitlines()
    return [row for row in rows if re.match(r"[+-](?![+-]{2} )", row)]


def text_at(root: Path, base: str, path: str) -> str:
    """Return the text that a file has in a commit, or "" if it has none there."""
    return _git(root, "show", f"{base}:{path}")


@contextmanager
def checked_out(root: Path, name: str) -> Iterator[Path]:
    """Give a folder with the files of a commit, which has the history too; it is removed afterwards.

    Raise ValueError if git cannot make it.
    """
    with TemporaryDirectory(prefix="factbook-") as temporary:
        folder = Path(temporary).resolve() / "tree"
        _git(root, "worktree", "add", "--detach", str(folder), name)
        if not folder.is_dir():
            raise ValueError(f"git cannot check out {name!r}")
        try:
            yield folder
        finally:
            _git(root, "worktree", "remove", "--force", str(folder))
