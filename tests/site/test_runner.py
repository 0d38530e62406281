"""The steps of the workflows, run here as their host runs them: in a clean clone, script by script."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from factbook.publish import verify
from tests import walks
from tests.helpers import serving
from tests.unit.test_workflows import PUBLISH, WEEKLY, caching_jobs, jobs_of


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean clone that is set up."""
    project = walks.set_up(walks.fresh(tmp_path_factory), tmp_path_factory.mktemp("runner")).root
    (project / ".venv/.tools").touch()  # nothing is installed into the environment that all tests share
    return project


def work(cloned: Path, path: Path, job: str, **values: str) -> dict[str, str]:
    """Runs the scripts of a job as its host does, without `.ci/run` and what installs more; returns its outputs.

    `values` are what the host would fill in for the variables of the steps.
    """
    files = {name: cloned.parent / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("", "utf-8")
    known = (
        os.environ
        | {"PYTHONPATH": "hooks", "MAKEFLAGS": "-- FOREIGN="}
        | {name: str(file) for name, file in files.items()}
        | {"GITHUB_ACTIONS": "true"}
        | values
    )
    for step in jobs_of(path)[job]["steps"]:
        script = step.get("run", "")
        if script and script not in (".ci/run", "make sbom", "make fuzz", "make lighthouse"):
            assert "${{" not in script and set(step.get("env", {})) <= set(values)
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
            done = subprocess.run(command, cwd=cloned, env=known, capture_output=True, text=True)
            assert done.returncode == 0, f"{script}: {done.stdout}{done.stderr}"
    rows = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
    return {"summary": files["GITHUB_STEP_SUMMARY"].read_text("utf-8"), **dict(row.split("=", 1) for row in rows)}


WHERE = {"SITE_URL": "https://guide.example/guide/", "REPO_URL": "https://repository.example/guide"}


@pytest.mark.site
def test_the_steps_of_testing_run_in_a_clean_clone(cloned: Path) -> None:
    summary = work(cloned, PUBLISH, "test")["summary"]
    assert all(f"\n{name} " in summary for name in ("project", "content", "language", "git", "read"))


@pytest.mark.site
def test_the_weekly_run_writes_an_issue(cloned: Path) -> None:
    summary = work(cloned, WEEKLY, "look", REPO_URL=WHERE["REPO_URL"])["summary"]
    assert summary.startswith("# To look at\n") and (cloned / "issue.md").read_text("utf-8") == summary


@pytest.fixture(scope="module")
def published(cloned: Path) -> str:
    """The root hash of the site that the steps of publishing have built."""
    return work(cloned, PUBLISH, "site", **WHERE)["root"]


@pytest.mark.site
def test_the_published_site_can_be_verified(cloned: Path, published: str) -> None:
    assert verify.manifest_of(str(cloned / "site")).root == published
    with serving(cloned / "site") as address:
        work(cloned, PUBLISH, "verify", ADDRESS=address, ROOT=published)


def test_what_the_tests_download_is_kept_by_the_lock_files() -> None:
    assert set(caching_jobs(PUBLISH)) == {"test"} and set(caching_jobs(WEEKLY)) == {"look"}
