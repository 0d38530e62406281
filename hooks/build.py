"""The entry that mkdocs.yml names. Everything is in the package `factbook`."""

from factbook.mkdocs.plugin import (  # noqa: F401  (MkDocs finds events by their names)
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_page,
    on_startup,
    on_template_context,
)
