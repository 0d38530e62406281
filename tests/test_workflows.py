"""The workflows are what their schema asks for, give nobody more rights than needed, and run what everyone runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.helpers import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
_PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_workflows_to_look_at() -> None:
    assert [path.name for path in WORKFLOWS] == ["publish.yml", "weekly.yml"] and GITLAB.exists()


def test_they_have_the_form_that_the_hosts_ask_for() -> None:
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")
    run(*check, "vendor.github-workflows", *map(str, WORKFLOWS))
    run(*check, "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(GITLAB))


def test_an_auditor_of_workflows_finds_nothing() -> None:
    run(str(Path(sys.executable).parent / "zizmor"), "--offline", "--persona", "regular", ".github/workflows")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    uses = [line.strip().removeprefix("- ") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert uses and [line for line in uses if not _PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_has_more_rights_than_it_names_and_no_secret_is_used(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())
    assert "secrets" not in path.read_text("utf-8") and "pull_request_target" not in path.read_text("utf-8")


def test_only_what_comes_after_the_tests_may_publish() -> None:
    jobs = yaml.safe_load(WORKFLOWS[0].read_text("utf-8"))["jobs"]
    writing = {name for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert writing == {"publish"} and jobs["publish"]["needs"] == "site" and jobs["site"]["needs"] == "test"
    assert jobs["site"]["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"


def test_all_of_them_run_the_tests_of_everyone() -> None:
    for path in (*WORKFLOWS, GITLAB):
        assert ".ci/run" in path.read_text("utf-8")


def test_every_target_that_they_make_is_one() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for path in (*WORKFLOWS, GITLAB):
        for target in re.findall(r"\bmake ([\w./-]+)", path.read_text("utf-8")):
            assert re.search(rf"^{re.escape(target.replace('.venv', '$(VENV)'))}:", makefile, re.M), target
