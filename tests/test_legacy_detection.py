"""Which encoding a word is in: the characters and the language decide, the font's name only helps."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_encoding import encode, typed_in_tcvn3, western, write_viqr

from pipeline import rules
from pipeline.errors import SolieuError
from pipeline.model import Cell, FontRun, Mark, Piece, Raw, Source, Stretch, Table
from pipeline.normalize import legacy
from pipeline.normalize.legacy import syllables, viqr
from pipeline.normalize.legacy.fonts import Claim, claim

SENTENCE = "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001; thu ngân sách đạt 1.234,5 tỷ đồng, tăng 12%."
FONT = {"tcvn3": ".VnTime", "vni": "VNI-Times", "vps": "VPS Times", "viscii": "", "windows-1258": "Times New Roman"}


def piece(text: str, font: str = "") -> Piece:
    return Piece("paragraph", text, fonts=[FontRun(0, len(text), font)] if font else [])


def decode(*pieces: Piece, encoding: str = "unicode") -> Raw:
    return legacy.decode(Raw("vanban.doc", "doc", "0" * 64, list(pieces), encoding=encoding))


def texts(raw: Raw) -> list[str]:
    return [p.text for p in raw.pieces]


def old(text: str, encoding: str) -> str:
    """`text` as a file in `encoding` comes out of a converter."""
    if encoding == "viqr":
        return write_viqr(text)
    return western(typed_in_tcvn3(text) if encoding == "tcvn3" else encode(text, encoding))


# --- whole texts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "vps", "viscii", "windows-1258"])
@pytest.mark.parametrize("named", [True, False])
def test_a_text_in_one_encoding(encoding: str, named: bool) -> None:
    raw = decode(piece(old(SENTENCE, encoding), FONT[encoding] if named else ""))
    assert texts(raw) == [SENTENCE]
    assert raw.encoding == encoding
    assert raw.warnings and encoding.upper() in raw.warnings[0].upper()


def test_viqr() -> None:
    lines = [SENTENCE, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]
    raw = decode(*(piece(write_viqr(line)) for line in lines))
    assert texts(raw) == lines and raw.encoding == "viqr"


@pytest.mark.parametrize("encoding", ["tcvn3", "vn1", "vni", "vps", "viscii", "windows-1258"])
def test_a_file_of_bytes(encoding: str) -> None:
    text = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện nhiệm vụ năm 2004 của các sở"
    data = typed_in_tcvn3(text) if encoding == "tcvn3" else encode(text, encoding)
    raw = decode(piece(data.decode("latin-1")), encoding="bytes")
    assert raw.pieces[0].text == (text if encoding != "tcvn3" else "ủy" + text[2:])
    assert raw.encoding == {"vn1": "tcvn3"}.get(encoding, encoding)


@pytest.mark.parametrize("text", ["L'été, déjà, le café fermé à la fête de l'hôtel", "Äþñçê öß÷ûÿ ðþé öäü ßßß çãö îïñ"])
def test_bytes_that_are_vietnamese_in_no_encoding(text: str) -> None:
    with pytest.raises(SolieuError) as caught:
        decode(piece(text), encoding="bytes")
    assert caught.value.code == "unknown_encoding"


def test_bytes_of_quotes_and_dashes_are_windows_1252() -> None:
    raw = decode(piece("\x93GDP\x94 \x96 12%"), encoding="bytes")
    assert texts(raw) == ["“GDP” – 12%"] and raw.encoding == "unicode"


def test_decomposed_unicode_is_composed() -> None:
    raw = decode(piece(unicodedata.normalize("NFD", SENTENCE)))
    assert texts(raw) == [SENTENCE] and raw.encoding == "unicode" and raw.warnings == []


def test_a_tone_before_the_circumflex_is_composed() -> None:
    assert texts(decode(piece("ti\u00e9\u0302p n\u01b0\u0301c a\u0323\u0302n")))[0].split() == [
        "tiếp",
        "nứnc"[:2] + "c",
        "ận",
    ]


def test_utf_8_read_as_windows_1252() -> None:
    raw = decode(piece(western(SENTENCE.encode())))
    assert texts(raw) == [SENTENCE] and raw.encoding == "unicode" and len(raw.warnings) == 1


@pytest.mark.parametrize("page", ["cp1258", "cp1254", "cp1250", "cp1251"])
def test_tcvn3_taken_for_another_code_page(page: str) -> None:
    shown = "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in typed_in_tcvn3(SENTENCE))
    assert texts(decode(piece(shown, ".VnTime"))) == [SENTENCE]


def test_a_letter_font_that_word_takes_for_symbols() -> None:
    text = "".join(chr(0xF000 + b) for b in typed_in_tcvn3(SENTENCE))
    assert texts(decode(piece(text, ".VnTime"))) == [SENTENCE]


# --- the font's name alone decides nothing --------------------------------------------------------------------------


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
def test_unicode_in_a_font_named_like_an_old_one(font: str) -> None:
    raw = decode(piece(SENTENCE, font))
    assert texts(raw) == [SENTENCE] and raw.encoding == "unicode"
    assert any(font in warning for warning in raw.warnings)


def test_tcvn3_in_a_font_named_like_a_new_one() -> None:
    assert texts(decode(piece(old(SENTENCE, "tcvn3"), "Times New Roman"))) == [SENTENCE]


def test_numbers_and_ascii_stay() -> None:
    lines = ["1.234,5", "12/2001/TT-BTC", "(a+b) x 100%", "GDP 7,5% - USD 1,000", "A. B. C.", ""]
    assert texts(decode(*(piece(line, ".VnTime") for line in lines))) == lines


def test_cells_of_both_kinds_in_one_table() -> None:
    inside = ["Số thứ tự", "Bộ Tài chính", "Tổng số", "Kế hoạch", "12.345", "Thực hiện", "Một số"]
    kinds = ["tcvn3", "unicode", "tcvn3", "unicode", "unicode", "tcvn3", "unicode"]
    cells = []
    for column, (text, kind) in enumerate(zip(inside, kinds, strict=True)):
        shown = text if kind == "unicode" else old(text, kind)
        cells.append(Cell(0, column, shown, fonts=[FontRun(0, len(shown), ".VnTime")]))
    raw = decode(piece(old(SENTENCE, "tcvn3"), ".VnTime"), Piece("table", table=Table(cells)))
    assert [c.text for c in cells] == inside
    assert raw.encoding == "mixed"


def test_short_words_follow_their_font() -> None:
    """`Bé`, `Sè`, `mét` are Vietnamese read either way."""
    old_ones, new = [piece("Bé", ".VnTime"), piece("Sè", ".VnTime")], piece("một bé gái", "Arial")
    raw = decode(piece(old(SENTENCE, "tcvn3"), ".VnTime"), old_ones[0], new, old_ones[1])
    assert texts(raw)[1:] == ["Bộ", "một bé gái", "Số"]


def test_vni_word_within_tcvn3() -> None:
    text = "- " + old("Ứng", "vni") + old(" dụng công nghệ vào sản xuất nông nghiệp", "tcvn3")
    fonts = [FontRun(0, 2, ".VnTime"), FontRun(2, 6, "VNI-Times"), FontRun(6, len(text), ".VnTime")]
    assert texts(decode(Piece("paragraph", text, fonts=fonts))) == ["- Ứng dụng công nghệ vào sản xuất nông nghiệp"]


def test_symbols_stay_apart() -> None:
    words = old("công nghệ", "tcvn3")
    text = "·\t" + words
    fonts = [FontRun(0, 2, "Symbol"), FontRun(2, len(text), ".VnTime")]
    assert texts(decode(Piece("paragraph", text, fonts=fonts))) == ["·\tcông nghệ"]


# --- the soft hyphen ------------------------------------------------------------------------------------------------


def test_soft_hyphen_is_a_letter() -> None:
    assert texts(decode(piece("Thñ t\u00adíng nh\u00ad tr\u00adíc, ®Çu t\u00ad"))) == ["Thủ tướng như trước, đầu tư"]


@pytest.mark.parametrize(
    ("typed", "text"), [("n\u00ad\u00adíc", "nước"), ("®Çu t\u00ad\u00ad", "đầu tư"), ("2.\u00ad §iÒu", "2. Điều")]
)
def test_optional_hyphens_among_the_letters(typed: str, text: str) -> None:
    assert texts(decode(piece(typed + " cña nhµ n\u00adíc", ".VnTime"))) == [text + " của nhà nước"]


@pytest.mark.parametrize("sign", ["\u2212", "\u2010", "\ufffe"])
def test_glyph_names_of_pdf(sign: str) -> None:
    assert texts(decode(piece(f"Thñ t{sign}íng ChÝnh phñ b¶o l\u2219nh"))) == ["Thủ tướng Chính phủ bảo lãnh"]


def test_soft_hyphens_that_came_as_plain_ones() -> None:
    text = (
        "Thñ t-íng ChÝnh phñ giao ñy ban nh©n d©n c¸c ph-êng, x· cña n-íc ®Çu t- x©y dùng tr-êng häc nh- "
        "V- Q§-BTC sè 5-TT vÒ kinh tÕ-x· héi, ch-a kÓ 10-15% vèn l-u ®éng - ®-îc h-ëng -u ®·i"
    )
    assert texts(decode(piece(text))) == [
        "Thủ tướng Chính phủ giao ủy ban nhân dân các phường, xã của nước đầu tư xây dựng trường học như "
        "V- QĐ-BTC số 5-TT về kinh tế-xã hội, chưa kể 10-15% vốn lưu động - được hưởng ưu đãi"
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("t¨ng \u22125,2% so víi", "tăng \u22125,2% so với"),
        ("c¶ n¨m \u2212 5 vµ", "cả năm \u2212 5 và"),
        ("ph¸t triÓn kinh tÕ\u2212x· héi", "phát triển kinh tế\u2212xã hội"),
        ("gi¸ 5.000®, ®¹t 12,5%", "giá 5.000đ, đạt 12,5%"),
    ],
)
def test_signs_beside_numbers_and_words(typed: str, text: str) -> None:
    assert texts(decode(piece(typed + " cïng kú n¨m tr\u00adíc"))) == [text + " cùng kỳ năm trước"]


# --- capitals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("H¶I PHßNG", "HẢI PHÒNG"),
        ("THµNH LËP Vµ §¡NG Ký KINH DOANH", "THÀNH LẬP VÀ ĐĂNG KÝ KINH DOANH"),
        ("X· VI£N", "XÃ VIÊN"),
        ("C«ng v¨n cña Bé KH&CN", "Công văn của Bộ KH&CN"),
        ("Bé (Së): UBND tØnh", "Bộ (Sở): UBND tỉnh"),
        ("Q§-TTg cña Thñ t\u00adíng", "QĐ-TTg của Thủ tướng"),
    ],
)
def test_small_letters_among_capitals(typed: str, text: str) -> None:
    assert texts(decode(piece(old(SENTENCE, "tcvn3"), ".VnTime"), piece(typed, ".VnTime")))[1] == text


def test_a_line_in_a_font_of_capitals_keeps_its_case_and_says_so() -> None:
    raw = decode(
        piece("quyÕt ®Þnh cña bé tr\u00adëng", ".VnTimeH"), piece("c¨n cø LuËt", ".VnTime"), Piece("paragraph", "1")
    )
    assert texts(raw) == ["quyết định của bộ trưởng", "căn cứ Luật", "1"]
    assert [p.style.capitals for p in raw.pieces] == [True, False, None]


# --- offsets --------------------------------------------------------------------------------------------------------


def test_offsets_follow_letters_that_shrink() -> None:
    left, right = old("Ủy ban nhân dân", "vni"), old(" huyện Phước Long", "vni")
    text = left + "⁽¹⁾" + right
    at = len(left)
    first, second = Source(page=1), Source(page=2)
    owner = Piece(
        "paragraph",
        text,
        marks=[Mark(at, at + 3, "1")],
        stretches=[Stretch(0, at, first), Stretch(at, len(text), second)],
        fonts=[FontRun(0, at, "VNI-Times"), FontRun(at, len(text), "VNI-Helve")],
    )
    decode(owner)
    assert owner.text == "Ủy ban nhân dân⁽¹⁾ huyện Phước Long"
    mark = owner.marks[0]
    assert owner.text[mark.start : mark.end] == "⁽¹⁾"
    assert [owner.text[s.start : s.end] for s in owner.stretches] == ["Ủy ban nhân dân", "⁽¹⁾ huyện Phước Long"]
    assert [f[:2] for f in owner.fonts] == [(s.start, s.end) for s in owner.stretches]


def test_marks_and_powers_are_no_bytes() -> None:
    text = "GDP⁽¹⁾ n¨m tr\u00adíc²⁽¹²⁾ ®¹t 10¹ vµ 10⁻¹²"
    owner = Piece("paragraph", text, marks=[Mark(3, 6, "1")], fonts=[FontRun(0, len(text), ".VnTime")])
    decode(owner)
    assert owner.text == "GDP⁽¹⁾ năm trước²⁽¹²⁾ đạt 10¹ và 10⁻¹²"
    assert owner.text[owner.marks[0].start : owner.marks[0].end] == "⁽¹⁾"


def test_labels_of_paragraphs_are_read_too() -> None:
    head, other = Piece("paragraph", "§iÒu 1. C¨n cø nhiÖm vô", label="§iÒu 1."), Piece("note", "c¨n cø", label="®")
    decode(head, other)
    assert (head.label, head.text) == ("Điều 1.", "Điều 1. Căn cứ nhiệm vụ")
    assert other.label == "đ"


def test_quoted_text_in_warnings_is_read_and_not_counted() -> None:
    raw = Raw(
        "a.doc", "doc", "", [piece(old(SENTENCE, "tcvn3"))], warnings=["chân trang không đưa vào: “v¨n phßng quèc héi”"]
    )
    legacy.decode(raw)
    assert raw.warnings[0] == "chân trang không đưa vào: “văn phòng quốc hội”"
    assert raw.encoding == "tcvn3"


# --- properties -----------------------------------------------------------------------------------------------------

COMMON = [w for words in rules.read("syllables")["common"].values() for w in words.split()]
NUMBER = st.from_regex(r"[0-9]{1,3}(\.[0-9]{3})*(,[0-9]{1,2})?%?", fullmatch=True)
WORDS = st.lists(st.sampled_from(COMMON), min_size=8, max_size=30)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(WORDS)
    for number in draw(st.lists(NUMBER, max_size=4)):
        words.insert(draw(st.integers(1, len(words))), number)
    return " ".join(words)


@settings(max_examples=60, deadline=None)
@given(text=sentences(), encoding=st.sampled_from(["tcvn3", "vni", "vps", "viscii", "windows-1258", "viqr"]))
def test_any_text_in_any_encoding_keeps_its_digits(text: str, encoding: str) -> None:
    raw = decode(piece(old(SENTENCE, encoding)), piece(old(text, encoding)))
    digits = [w for w in text.split() if w[0].isdigit()]
    assert [w for w in raw.pieces[1].text.split() if w[0].isdigit()] == digits
    if encoding != "viqr":  # where a full stop and a tone can look alike
        assert raw.pieces[1].text == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(sentences(), st.sampled_from(["tcvn3", "vni", "unicode"]), st.booleans()), min_size=1, max_size=6
    )
)
def test_paragraphs_of_any_encodings_side_by_side(paragraphs: list[tuple[str, str, bool]]) -> None:
    pieces = [
        piece(
            text if encoding == "unicode" else old(text, encoding), FONT.get(encoding, "Arial") if named else ".VnTime"
        )
        for text, encoding, named in paragraphs
    ]
    assert texts(decode(*pieces)) == [text for text, _, _ in paragraphs]


@settings(max_examples=60, deadline=None)
@given(sentences(), st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times", "VPS Times", "Symbol", "Times New Roman"]))
def test_unicode_is_never_changed(text: str, font: str) -> None:
    raw = decode(piece(text, font))
    assert texts(raw) == [text] and raw.encoding == "unicode"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", ".VnTime", "VNI-Times"]))
def test_any_characters_keep_digits_and_offsets_in_range(text: str, font: str) -> None:
    owner = piece(text, font)
    owner.stretches = [Stretch(0, len(text), Source(line=1))]
    decode(owner)
    assert [c for c in owner.text if c in "0123456789"] == [c for c in text if c in "0123456789"]
    assert owner.stretches[0].end == len(owner.text)
    assert all(0 <= f.start < f.end <= len(owner.text) for f in owner.fonts)


# --- the model of syllables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["nghiêng", "Quốc", "giếng", "gìn", "thuỷ", "thủy", "khuya", "Đắk", "quyển", "uống", "yêu"]
)
def test_syllables(word: str) -> None:
    assert syllables.is_syllable(word)


@pytest.mark.parametrize("word", ["nghuộ", "kông", "cê", "thuơc", "bàc", "qủa", "São1", "tr", "ngì"])
def test_no_syllables(word: str) -> None:
    assert not syllables.is_syllable(word)


def test_every_common_syllable_follows_the_spelling() -> None:
    inventory, _ = syllables._inventory()
    wrong = [w for w in COMMON if (k := syllables.key(w)[0])[-1] not in inventory.get(k[:-1], "")]
    assert wrong == []


@pytest.mark.parametrize(
    ("font", "says"),
    [
        (".VnTime", Claim("tcvn3")),
        ("ABCDEF+.VnTimeH,Bold", Claim("tcvn3", True)),
        ("VNI-Times", Claim("vni")),
        ("Times New Roman", Claim()),
        ("Wingdings", Claim(symbols="dingbats")),
    ],
)
def test_claims_of_fonts(font: str, says: Claim) -> None:
    assert claim(font) == says


@given(st.text(st.sampled_from("aeouydDAUn^+*('?~`. "), max_size=80))
def test_every_trace_of_viqr_has_a_hint(text: str) -> None:
    assert len(viqr._TRACE.findall(text)) <= sum(len(hint.findall(text)) for hint in viqr._HINTS)
