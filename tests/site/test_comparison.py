"""What is rendered is what was judged: whatever else shows mathematics on a page is found."""

from __future__ import annotations

from typing import Any

import pytest

from texproof.surfaces.comparison import differences
from texproof.surfaces.rendered import inventory, left_tex

from .pages import SECOND, page_of, rendered, whole

PAGE = r"""# A page about $Z$

/// given | matmul
///

A sentence with $A = Z W$, a price of \$5, and `$x$` in code.

$$
\frac{\partial L}{\partial W} = Z^\top
\frac{\partial L}{\partial A} \label{weight-gradient}
$$

- an item with \(a < b\)

| a | b |
|---|---|
| $W$ | 2 |

> $$ A = Z W $$

/// erratum | wrong
    expect: refuted

$$ W = Z $$

It is $A = Z W$.
///

By \eqref{weight-gradient}.
"""

# Each brings mathematics past the reader of formulas, or fakes what the build alone may say.
ATTACKS = {
    "a span as arithmatex makes it": '<span class="arithmatex">&#92;(1=2&#92;)</span>',
    "a div as arithmatex makes it": '<div class="arithmatex">&#92;[1=2&#92;]</div>',
    "a span with a formula in it": r'<span class="arithmatex">\(1=1\)</span>',
    "more classes, single quotes": "<span id=x class='a arithmatex b'>&bsol;(1=2&bsol;)</span>",
    "an unquoted class": "<div class=arithmatex>&#92;[1=2&#92;]</div>",
    "the class in capitals": '<span class="ARITHMATEX">1=2</span>',
    "another element of that class": '<b class="arithmatex">&#92;(1=2&#92;)</b>',
    "MathML": "<math><mn>1</mn><mo>=</mo><mn>2</mn></math>",
    "MathML in a block": "<div><math display='block'><mn>1</mn></math></div>",
    "MathML in capitals": "<div><MATH><mn>1</mn></MATH></div>",
    "MathML in SVG": "<svg><foreignObject><math><mn>1</mn></math></foreignObject></svg>",
    "MathML after a comment that ends early": "<!-- --!><math><mn>1</mn></math> -->",
    "MathML hidden in a template": "<div><template><math><mn>1</mn></math></template></div>",
    "what KaTeX makes": '<span class="katex"><span class="katex-html">1=2</span></span>',
    "what MathJax makes": "<mjx-container><mjx-math>1=2</mjx-math></mjx-container>",
    "what other setters make": '<div class="math">1=2</div>',
    "a script that MathJax reads": '<div><script type="math/tex">1=2</script></div>',
    "a script that MathJax reads as a display": '<div><script type="math/tex; mode=display">1=2</script></div>',
    "dollars as entities": "&#36;1=2&#36;",
    "dollars by name": "&dollar;1=2&dollar;",
    "dollars in raw HTML": "<div>$1=2$</div>",
    "dollars across elements": "<div>$x_<i>i</i> = 2$</div>",
    "a letter between dollars in raw HTML": "<div>so $x$ is</div>",
    "a display in raw HTML": "<div>$$1=2$$</div>",
    "delimiters in raw HTML": "<div>\\(1=2\\)</div>",
    "TeX in raw HTML": "<div>\\frac{1}{2}</div>",
    "a script": "<div><script>document.write('<ma' + 'th>1</ma' + 'th>')</script></div>",
    "a handler": '<div><img src="x" alt="" onerror="document.write(1)"></div>',
    "an address that runs": '<div><a href=" javascript:alert(1)">x</a></div>',
    "a frame": '<div><iframe srcdoc="&lt;math>1&lt;/math>"></iframe></div>',
    "an object": '<div><object data="x.html"></object></div>',
    "a fence that sets mathematics": "```math\n1=2\n```",
    "a fence for MathJax": "```jax\n1=2\n```",
    "a block inside raw HTML": '<div markdown="block">\n\n```math\n1=2\n```\n\n</div>',
    "a mark of ours": '<span class="texproof-mark">∎ proved</span>',
    "a formula of ours": '<div class="texproof-formula texproof-proved">1=2</div>',
    "a mark in capitals": '<span class="TEXPROOF-mark">∎ proved</span>',
    "an id of ours": '<span id="texproof-evidence-1">∎ proved</span>',
    "a card of ours": '<div class="texproof-given" data-name="square"></div>',
    "a card among other classes": '<div class="texproof-given texproof-proved"></div>',
    "a second frame": '<div class="texproof-page"></div>',
    "an end of the frame": '</div><div><span class="arithmatex">&#92;(1=2&#92;)</span>',
    "an erratum around what is not one": '<div class="texproof-erratum" markdown="1">\n\n$A = Z$\n\n</div>',
    "an id that a formula has": '<div id="weight-gradient">x</div>',
    "elements without end": "<div>" * 3000,
}


def found(text: str, **options: Any) -> list[str]:
    return [message.message for message in differences(page_of(text), inventory(rendered(text, **options)))]


def test_a_page_that_shows_what_was_judged_has_no_difference() -> None:
    assert found(PAGE) == []
    assert len(page_of(PAGE).formulas) == 8


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_mathematics_past_the_reader_is_found(attack: str) -> None:
    assert found(f"{PAGE}\n\n{attack}\n", configs=SECOND, extensions=("md_in_html",)) != []


@pytest.mark.parametrize(
    "harmless",
    [
        "<div>It costs $5 and $10.</div>",
        "A backslash \\\\ and `\\frac{1}{2}` in code.",
        "<pre>$x$</pre>",
        '<div class="mathematics">A heading</div>',
        '<figure><svg><title>m</title><path d="M0 0"/></svg></figure>',
        "<details><summary>More</summary>Text</details>",
    ],
)
def test_what_shows_no_mathematics_is_left_alone(harmless: str) -> None:
    assert found(f"{PAGE}\n\n{harmless}\n", extensions=("md_in_html",)) == []


def test_one_fewer_is_found_with_its_place() -> None:
    page = page_of(PAGE)
    (message,) = differences(page, inventory(rendered(PAGE.replace("- an item with \\(a < b\\)", "- an item"))))
    assert "not rendered: a < b" in message.message
    assert (message.line, message.column) == (13, 16)


def test_one_that_differs_is_found_with_its_place() -> None:
    html = rendered(PAGE.replace("a < b", "a > b"))
    (message,) = differences(page_of(PAGE), inventory(html))
    assert "another than the one judged: a > b" in message.message
    assert message.line == 13


def test_two_that_change_places_are_found() -> None:
    swapped = PAGE.replace("$A = Z W$, a", "$$$, a").replace("\\(a < b\\)", "$A = Z W$").replace("$$$", "\\(a < b\\)")
    assert differences(page_of(PAGE), inventory(rendered(swapped))) != ()


def test_white_space_is_no_difference() -> None:
    html = rendered(PAGE).replace("A = Z W", "A  =\n Z W")
    assert differences(page_of(PAGE), inventory(html)) == ()


@pytest.mark.parametrize(
    "around",
    [
        '<nav><span class="arithmatex">\\(A\\)</span></nav>',
        "<nav><math><mi>A</mi></math></nav>",
        "<nav>\\(A = Z\\)</nav>",
        "<nav>$A = Z$</nav>",
        '<nav><span class="katex">A</span></nav>',
        '<nav class="texproof-mark">∎ proved</nav>',
    ],
)
def test_formulas_around_the_content_are_found(around: str) -> None:
    content = rendered("Text.").split('<div class="texproof-page">')[1].split("<!--texproof-end-->")[0]
    assert differences(page_of("Text."), inventory(whole(content))) == ()
    assert differences(page_of("Text."), inventory(whole(content, header=around))) != ()
    assert differences(page_of("Text."), inventory(whole(content, footer=around))) != ()


def test_a_heading_may_be_repeated_by_the_table_of_contents_and_by_nothing_else() -> None:
    text = "# About $Z$\n\nThen $W$."
    content = rendered(text).split('<div class="texproof-page">')[1].split("<!--texproof-end-->")[0]
    assert differences(page_of(text), inventory(whole(content, header="<nav>About \\(Z\\)</nav>"))) == ()
    assert differences(page_of(text), inventory(whole(content, header="<nav>About \\(W\\)</nav>"))) != ()


def test_a_title_of_the_window_holds_no_tex() -> None:
    html = rendered("# About $Z$").replace("<title>Page", "<title>About \\(Z\\)")
    assert differences(page_of("# About $Z$"), inventory(html)) != ()


@pytest.mark.parametrize("text", ["costs $5 and $10", "from $5 to $10 a day", "US$ and A$", "100 $", "a $ b $ c"])
def test_money_is_not_mathematics(text: str) -> None:
    assert list(left_tex(text)) == []


@pytest.mark.parametrize("text", ["so $x$ is", "$AB$", "$1=2$", "$a b$", r"$\alpha$", "$x^2$", r"\[x", "$$"])
def test_what_looks_like_mathematics_is(text: str) -> None:
    assert list(left_tex(text)) != []
