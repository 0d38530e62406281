"""The fixtures of all browser tests."""

from tests.browser.conftest import base, browser, every_page, host, profile, visit, window  # noqa: F401
