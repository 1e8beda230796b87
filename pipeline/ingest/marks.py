"""Footnote marks as every ingester writes them: `⁽¹⁾`, which nothing can take for the digits of a figure."""

from __future__ import annotations

_PLAIN = "0123456789abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW"
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
_RAISE = str.maketrans(_PLAIN, _SUPER)
_LOWER_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LOWER = str.maketrans(_SUPER, _PLAIN)


def render(label: str) -> str:
    """
    >>> render("12"), render("*"), render("ii")
    ('⁽¹²⁾', '⁽*⁾', '⁽ⁱⁱ⁾')
    """
    return f"⁽{raised(label)}⁾"


def raised(text: str) -> str:
    """`text` in superscript characters where Unicode has them.

    >>> raised("2")
    '²'
    """
    return text.translate(_RAISE)


def lowered(text: str) -> str:
    """`text` with its digits as subscripts.

    >>> lowered("2")
    '₂'
    """
    return text.translate(_LOWER_DIGITS)


def plain(raised: str) -> str:
    """The label of superscript characters.

    >>> plain("¹²")
    '12'
    """
    return raised.translate(_LOWER)
