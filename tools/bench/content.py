"""Pages of a made-up size, in both languages: the real claims in an order drawn by lot, and our words between them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

Pair = tuple[str, str]
"""A text in English and in Spanish."""

PER_SECTION = 20
_SUBJECTS = [
    ("sleep", "el sueño"), ("meals", "las comidas"), ("play", "el juego"), ("travel", "los viajes"),
    ("tests", "las pruebas"), ("visits", "las visitas"), ("records", "los registros"), ("school", "la escuela"),
    ("rest", "el descanso"), ("family", "la familia"), ("work", "el trabajo"), ("money", "el dinero"),
]  # fmt: skip
_PLACES = [
    ("at home", "en casa"), ("in hospital", "en el hospital"), ("in the clinic", "en la clínica"),
    ("on the road", "de camino"), ("with relatives", "con parientes"), ("in summer", "en verano"),
    ("in winter", "en invierno"), ("at night", "de noche"), ("by day", "de día"), ("in town", "en la ciudad"),
]  # fmt: skip
_THEMES = [
    ("Questions", "Preguntas"), ("Notes", "Notas"), ("Basics", "Lo básico"), ("Signs", "Señales"),
    ("Advice", "Consejos"), ("Records", "Registros"), ("Doubts", "Dudas"), ("Studies", "Estudios"),
    ("Plans", "Planes"), ("Words", "Palabras"), ("Helpers", "Ayudantes"), ("Changes", "Cambios"),
    ("Reports", "Informes"), ("Limits", "Límites"), ("Choices", "Opciones"), ("Results", "Resultados"),
    ("Stories", "Relatos"), ("Rights", "Derechos"), ("Costs", "Costos"), ("Habits", "Costumbres"),
]  # fmt: skip
_HEADINGS = [
    ("What the documents say", "Lo que dicen los documentos"),
    ("What to write down", "Qué anotar"),
    ("Side by side", "Lado a lado"),
    ("Step by step", "Paso a paso"),
    ("What is not known", "Lo que no se sabe"),
]
_GLUE = [
    ("Read slowly, and take a break when you need it.", "Lea despacio y descanse cuando lo necesite."),
    ("Write your questions down before the next visit.", "Anote sus preguntas antes de la próxima visita."),
    ("A short film of what you see can help you to describe it.", "Un video corto puede ayudarle a describirlo."),
    ("Other families have asked the same questions.", "Otras familias han hecho las mismas preguntas."),
]
_REMARKS = [("Ask about it", "Pregunte por esto"), ("Write it down", "Anótelo"), ("Read it again", "Léalo otra vez")]


@dataclass(frozen=True)
class Claim:
    """A fact's claim with its calls, in both languages, and what it rests on."""

    text: Pair
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A section of the navigation: the key of its label, and its name."""

    key: str
    name: Pair


@dataclass
class Page:
    """A generated page. `texts` are its segments, as a translator would have them."""

    path: str
    title: Pair
    sources: dict[str, None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)

    def put(self, *pairs: Pair) -> str:
        """The English of one segment; its Spanish is kept."""
        english, spanish = (" ".join(words) for words in zip(*pairs, strict=True))
        self.texts[english] = spanish
        return english

    def add(self, pattern: str, *pairs: Pair) -> None:
        """A block of one segment."""
        self.blocks.append(pattern.format(self.put(*pairs)))

    @property
    def markdown(self) -> str:
        """The English page with its head."""
        head = f"title: '{self.title[0]}'\ndescription: '{self.description[0]}'\nsources: [{', '.join(self.sources)}]"
        return f"---\n{head}\n---\n" + "\n\n".join(self.blocks) + "\n"

    @property
    def description(self) -> Pair:
        """The page in a sentence."""
        return f"All that we have on this: {self.title[0]}.", f"Todo lo que tenemos sobre esto: {self.title[1]}."


def claim(name: str, texts: Pair, sources: tuple[str, ...]) -> Claim:
    """The claim as a page would state it: figures bound, and a citation where there is none."""
    return Claim((_called(name, texts[0]), _called(name, texts[1])), sources)


def _called(name: str, text: str) -> str:
    if "{" not in text:
        return f"{text.rstrip('.')} {{{{ cite('{name}') }}}}."
    calls = {"value": f"{{{{ fact('{name}') }}}}", "when": f"{{{{ when('{name}') }}}}"}
    return re.sub(r"\{(\w+)\}", lambda found: calls[found[1]], text)


def outline(count: int) -> Iterator[tuple[Section, list[Page]]]:
    """So many pages in sections of 20, without text."""
    places = product(_SUBJECTS, _PLACES)
    while count > 0:
        subject, place = next(places)
        name = (f"{subject[0]} {place[0]}", f"{subject[1]} {place[1]}")
        folder = name[0].replace(" ", "-")
        themes = _THEMES[: min(count, PER_SECTION)]
        yield (
            Section(f"section.{folder}", (name[0].capitalize(), name[1].capitalize())),
            [Page(f"{folder}/{en.lower()}.md", (f"{en}: {name[0]}", f"{es}: {name[1]}")) for en, es in themes],
        )
        count -= PER_SECTION


def write(pages: list[Page], claims: Mapping[str, Claim], differing: list[tuple[str, str]]) -> None:
    """Fills the pages with text: some 400 words and 17 calls each."""
    for number, page in enumerate(pages):
        lot = random.Random(number)
        drawn = [claims[name] for name in lot.sample(sorted(claims), 16)]
        page.sources.update(dict.fromkeys(source for one in drawn for source in one.sources))
        given = [one.text for one in drawn]
        page.add("# {}", page.title)
        _opening(page, given[:2], number)
        _middle(page, given[2:12])
        _close(page, given[12:])
        if number % 4 == 0:
            names = lot.choice(differing)
            page.sources.update(dict.fromkeys(source for name in names for source in claims[name].sources))
            page.blocks.append(f"{{{{ compare('{names[0]}', '{names[1]}') }}}}")
        _links(page, lot.choice(pages), pages[(number + 1) % len(pages)])


def _opening(page: Page, given: list[Pair], number: int) -> None:
    term = (
        "This page collects what our documents say on {{ term('seizure', 'seizures') }} and daily life.",
        "Esta página reúne lo que dicen nuestros documentos sobre las {{ term('seizure', 'convulsiones') }} y la vida.",
    )
    page.add("{}\n{{: .editorial }}", term, _GLUE[number % len(_GLUE)])
    kind = "act-now" if number % 2 else "note"
    title = page.put(("What to do now", "Qué hacer ahora"))
    help_link = ("See [Get help](../get-help.md).", "Vea [Obtener ayuda](../get-help.md).")
    page.blocks.append(f'!!! {kind} "{title}"\n\n    {page.put(*given, help_link)}')


def _middle(page: Page, given: list[Pair]) -> None:
    page.add("## {}", _HEADINGS[0])
    page.add("{}", *given[:3])
    page.blocks.append("\n".join(f"- {page.put(pair)}" for pair in given[3:7]))
    page.add("## {}", _HEADINGS[2])
    head = f"| {page.put(('Statement', 'Afirmación'))} | {page.put(('What to do', 'Qué hacer'))} |\n| --- | --- |"
    rows = [f"| {page.put(pair)} | {page.put(_REMARKS[n])} |" for n, pair in enumerate(given[7:10])]
    page.blocks.append("\n".join([head, *rows]))


def _close(page: Page, given: list[Pair]) -> None:
    page.add("## {}", _HEADINGS[3])
    page.blocks.append("\n".join(f"{n}. {page.put(pair)}" for n, pair in enumerate(given[:2], 1)))
    page.add("{}", *given[2:])
    page.add("{}\n{{: .editorial }}", *_GLUE)
    page.add("## {}", _HEADINGS[4])


def _links(page: Page, *others: Page) -> None:
    for other in others:
        english, spanish = (f"[{title}](../{other.path})" for title in other.title)
        page.add("{}\n{{: .editorial }}", (f"Read {english} as well.", f"Lea también {spanish}."))
