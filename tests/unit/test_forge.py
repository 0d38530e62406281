"""The address of a repository in every form that people copy, and the forms of each kind of forge."""

from __future__ import annotations

import pytest

from factbook.page.urls import in_ascii
from factbook.publish import forge, hosting


@pytest.mark.parametrize(
    ("copied", "address", "kind"),
    [
        ("", "", "github"),
        ("  https://github.com/group/guide\n", "https://github.com/group/guide", "github"),
        ("https://github.com/group/guide.git", "https://github.com/group/guide", "github"),
        ("https://github.com/group/guide.git/", "https://github.com/group/guide", "github"),
        ("https://github.com/group/guide//", "https://github.com/group/guide", "github"),
        ("HTTPS://GitHub.com/Group/Guide", "https://github.com/Group/Guide", "github"),
        ("git@github.com:group/guide.git", "https://github.com/group/guide", "github"),
        ("github.com/group/guide", "https://github.com/group/guide", "github"),
        ("https://github.com/group/guide/tree/main/docs", "https://github.com/group/guide", "github"),
        ("https://github.com/group/guide/blob/main/README.md#top", "https://github.com/group/guide", "github"),
        ("https://github.com/group/guide?tab=readme", "https://github.com/group/guide", "github"),
        ("git+https://github.com/group/guide.git", "https://github.com/group/guide", "github"),
        ("git://git.example/group/guide", "https://git.example/group/guide", "github"),
        ("ssh://git@gitlab.example:2222/group/guide.git", "https://gitlab.example/group/guide", "gitlab"),
        ("git@gitlab.com:group/part/guide.git", "https://gitlab.com/group/part/guide", "gitlab"),
        ("https://code.example/group/part/guide", "https://code.example/group/part/guide", "gitlab"),
        ("https://gitlab.com/group/part/guide/-/tree/main", "https://gitlab.com/group/part/guide", "gitlab"),
        ("https://gitlab.com/group/src", "https://gitlab.com/group/src", "gitlab"),
        ("https://someone:secret@codeberg.org/group/guide.git", "https://codeberg.org/group/guide", "gitea"),
        ("https://codeberg.org/group/guide/src/branch/main", "https://codeberg.org/group/guide", "gitea"),
        ("https://gitea.example:3000/group/guide", "https://gitea.example:3000/group/guide", "gitea"),
        ("git@bitbucket.org:group/guide.git", "https://bitbucket.org/group/guide", "bitbucket"),
        ("http://localhost:3000/group/guide.git", "http://localhost:3000/group/guide", "github"),
        ("https://[2001:db8::1]:3000/group/guide", "https://[2001:db8::1]:3000/group/guide", "github"),
        ("https://bücher.example/group/guía.git", "https://xn--bcher-kva.example/group/gu%C3%ADa", "github"),
    ],
)
def test_every_form_that_people_copy_is_one_address(copied: str, address: str, kind: str) -> None:
    assert (forge.repository(copied), forge.kind(address)) == (address, kind)


@pytest.mark.parametrize(
    "text", ["guide", "/srv/git/guide.git", "C:\\git\\guide", "file:///srv/guide", "https://host", "javascript:a()",
             "https://host:port/a", "https://[a/b", "git clone https://host/a"]
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        forge.repository(text)


@pytest.mark.parametrize(
    ("kind", "edit", "report"),
    [
        ("github", "edit/a/b/", "issues/new?template=mistake.yml&title="),
        ("gitlab", "-/edit/a/b/", "-/issues/new?issue%5Btitle%5D="),
        ("gitea", "_edit/a/b/", "issues/new?title="),
        ("bitbucket", "src/a/b/", "issues/new?title="),
    ],
)
def test_each_forge_has_forms_of_its_own(kind: str, edit: str, report: str) -> None:
    found = forge.FORMS[kind]
    assert found.edit.format(branch="a/b") == edit and found.report.startswith(report) and "{address}" in found.report


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://bücher.example/guía/", "https://xn--bcher-kva.example/gu%C3%ADa/"),
        ("https://guide.example/gu%C3%ADa/", "https://guide.example/gu%C3%ADa/"),
        ("HTTPS://Guide.Example/A/", "https://guide.example/A/"),
        ("https://[2001:db8::1]:8443/guide/", "https://[2001:db8::1]:8443/guide/"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
    ],
)
def test_the_address_of_a_site_is_written_as_machines_write_it(given: str, address: str) -> None:
    assert in_ascii(given) == address and hosting.is_address(address)


def test_a_page_is_no_address_of_a_site() -> None:
    assert not hosting.is_address("https://guide.example/index.html/")
