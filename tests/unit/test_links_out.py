"""Links out of the site say in which language they lead on; those between pages stay in one language."""

from factbook.render import links


def test_a_link_out_of_the_site_has_its_language_and_says_so() -> None:
    given = '<p><a href="https://care.example/">Care</a>, <a href="../care/">here</a>, <a hreflang="fr" href="https://x.fr/">x</a></p>'
    shown = given.replace('example/">Care', 'example/" hreflang="pl">Care (em polonês)')
    assert links.marked(given, "pl", "(em polonês)") == shown


def test_a_link_to_a_page_leads_to_that_page_in_the_same_language() -> None:
    assert links.in_language("[Care](care.md#a), [x](https://x.example/y.md)", "pt") == (
        "[Care](care.pt.md#a), [x](https://x.example/y.md)"
    )
