"""The workflows are what their schema asks for, give nobody more rights than needed, and run what everyone runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PUBLISH, WEEKLY = (ROOT / ".github/workflows" / name for name in ("publish.yml", "weekly.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
_PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def jobs_of(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))["jobs"]


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_workflows_to_look_at() -> None:
    assert {PUBLISH, WEEKLY} <= set(WORKFLOWS) and GITLAB.exists()  # a site may have others of its own


def test_they_have_the_form_that_the_hosts_ask_for() -> None:
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")
    run(*check, "vendor.github-workflows", *map(str, WORKFLOWS))
    run(*check, "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(GITLAB))


def test_an_auditor_of_workflows_finds_nothing() -> None:
    run(tool("zizmor"), "--offline", "--persona", "regular", ".github/workflows")


def test_their_expressions_and_scripts_are_right() -> None:
    run(tool("actionlint"), "-shellcheck", tool("shellcheck"), *map(str, WORKFLOWS))


def test_a_wrong_expression_and_a_wrong_script_would_be_found(tmp_path: Path) -> None:
    text = PUBLISH.read_text("utf-8").replace("steps.pages.outputs", "steps.pagez.outputs")
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text.replace("run: make sbom", "run: for f in $(ls); do rm $f; done"), "utf-8")
    command = [tool("actionlint"), "-shellcheck", tool("shellcheck"), str(wrong)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    assert 'property "pagez" is not defined' in said and "SC2045" in said


def test_the_scripts_outside_of_workflows_are_right(tmp_path: Path) -> None:
    files = [ROOT / ".ci/run"]
    for name, job in yaml.safe_load(GITLAB.read_text("utf-8")).items():
        if "script" in job:
            files.append(tmp_path / name)
            files[-1].write_text("\n".join(["#!/bin/sh", *job["script"], ""]), "utf-8")
    assert len(files) > 2
    run(tool("shellcheck"), *map(str, files))


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
    jobs = jobs_of(PUBLISH)
    writing = {name for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert writing == {"publish"} and jobs["publish"]["needs"] == "site" and jobs["site"]["needs"] == "test"
    assert jobs["site"]["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"


def test_all_of_them_run_the_tests_of_everyone() -> None:
    for path in (PUBLISH, WEEKLY, GITLAB):
        assert ".ci/run" in path.read_text("utf-8")


def caching_jobs(path: Path) -> dict[str, dict[str, str]]:
    """The jobs of a workflow that keep what they download, and how."""
    steps = {name: [step.get("with", {}) for step in job["steps"]] for name, job in jobs_of(path).items()}
    return {name: given for name, rows in steps.items() for given in rows if "cache" in given}


def test_what_is_published_comes_from_no_cache() -> None:
    """A cache that some run has filled could hold anything."""
    for path in WORKFLOWS:
        caching = caching_jobs(path)
        assert set(caching) <= {"test", "look"}
        assert all(given["cache-dependency-path"] == "requirements*.txt" for given in caching.values())


def test_a_proposed_change_reaches_nothing_but_its_own_tests() -> None:
    """A pull request, from a fork too, runs what reads: no secret, no right to write, no job that publishes."""
    workflow = yaml.safe_load(PUBLISH.read_text("utf-8"))
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML reads the key `on` as true
    free = {name: job for name, job in workflow["jobs"].items() if "needs" not in job}
    assert set(free) == {"test"} and free["test"]["permissions"] == {"contents": "read"}
    checkouts = [step["with"] for step in free["test"]["steps"] if "checkout" in step.get("uses", "")]
    assert [given["persist-credentials"] for given in checkouts] == [False]


def test_there_is_a_run_each_week() -> None:
    assert yaml.safe_load(WEEKLY.read_text("utf-8"))[True]["schedule"] == [{"cron": "23 5 * * 1"}]


def test_every_target_that_they_make_is_one() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for path in (*WORKFLOWS, GITLAB):
        for target in re.findall(r"\bmake ([\w./-]+)", path.read_text("utf-8")):
            assert re.search(rf"^{re.escape(target.replace('.venv', '$(VENV)'))}:", makefile, re.M), target
