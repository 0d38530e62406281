"""The only room that knows MkDocs, Material and mkdocs-i18n."""
