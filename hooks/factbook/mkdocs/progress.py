"""How far a build is: a bar on a terminal, plain lines elsewhere."""

import sys

import click


class Progress:
    """The steps of a build, on standard error."""

    def __init__(self, *, shown: bool) -> None:
        """`shown` is False for builds that say nothing but what is wrong."""
        self.shown = shown
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def step(self, name: str, length: int = 0) -> None:
        """Begin a step, of so many pages."""
        self.done()
        if self.shown and length and sys.stderr.isatty():
            self._bar = click.progressbar(length=length, label=name, file=sys.stderr, show_eta=False).__enter__()
        elif self.shown:
            click.echo(f"{name} …", err=True)

    def page(self) -> None:
        """Tell that a page of the step is done."""
        if self._bar:
            self._bar.update(1)

    def done(self) -> None:
        """End the step."""
        if self._bar:
            self._bar.render_finish()
            self._bar = None
