"""Text of Word paragraphs: runs, fields, revisions, drawings, breaks, symbols, marks."""

from __future__ import annotations

import pytest

from pipeline.model import FontRun
from tests.word_files import call, cell, footnote, paragraph, read, row, run, table, texts

RAISED = '<w:vertAlign w:val="superscript"/>'


def field(code: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return char("begin") + instruction + char("separate") + run(result) + char("end")


def test_paragraphs_keep_their_order_and_number() -> None:
    raw = read(paragraph("Một") + paragraph("") + paragraph("Ba"))
    assert texts(raw) == ["Một", "Ba"]
    assert [p.source.paragraph for p in raw.pieces] == [1, 3]


def test_special_characters_of_runs() -> None:
    inside = (
        "<w:r><w:t>Chỉ thị số 05</w:t><w:noBreakHyphen/><w:t>CT/TW</w:t><w:tab/><w:t>ngày</w:t><w:softHyphen/>"
        '<w:t>15/5</w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:sym w:font="Webdings" w:char="F012"/></w:r>'
    )
    raw = read(paragraph(inside))
    assert texts(raw) == ["Chỉ thị số 05-CT/TW\tngày\u00ad15/5≥95%✓\ufffd"]
    assert any("Webdings F012" in w for w in raw.warnings)


def test_comparison_sign_typed_in_the_symbol_font() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    raw = read(paragraph(run("Tỷ lệ ") + run("\uf0b3", fonts) + run(" 90%")))
    assert texts(raw) == ["Tỷ lệ ≥ 90%"]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("ĐẢNG BỘ TỈNH", "ĐẢNG ỦY KHỐI", False),
        ("- Như trên,", "- Lưu Văn phòng.", False),
        ("Kết nạp được 390", "đảng viên mới", True),
        ("Đã mở lớp.", "tiếp tục mở lớp", False),
        ("NGHỊ QUYẾT", "về nhiệm vụ năm 2020", False),
        ("Nơi nhận:", "Thường trực Tỉnh ủy", False),
    ],
)
def test_line_break_parts_lines_but_not_sentences(left: str, right: str, joined: bool) -> None:
    raw = read(paragraph(run(left) + "<w:r><w:br/></w:r>" + run(right)))
    assert texts(raw) == ([f"{left} {right}"] if joined else [left, right])
    assert {p.source.paragraph for p in raw.pieces} == {1}


def test_fields_keep_results_and_drop_codes_and_page_numbers() -> None:
    body = paragraph(
        run("Bảng ")
        + field("SEQ Bảng \\* ARABIC", "3")
        + run(" trang ")
        + field("PAGE", "17")
        + field("NUMPAGES", "99")
    ) + paragraph('<w:fldSimple w:instr=" PAGE ">' + run("18") + "</w:fldSimple>" + run("hết"))
    assert texts(read(body)) == ["Bảng 3 trang", "hết"]


def test_field_left_open_swallows_no_later_paragraph() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(read(paragraph(broken) + paragraph("Có 83 tổ chức cơ sở đảng."))) == ["Có 83 tổ chức cơ sở đảng."]


def test_generated_table_of_contents_is_left_out_and_told() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    start = char("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" + char("separate")
    body = (
        paragraph(start + run("I. TÌNH HÌNH") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1", "1"))
        + paragraph(run("II. KẾT QUẢ 5"))
        + paragraph(char("end"))
        + paragraph("I. TÌNH HÌNH")
    )
    raw = read(body)
    assert texts(raw) == ["I. TÌNH HÌNH"]
    assert any("mục lục tự động (2 dòng)" in w for w in raw.warnings)


def test_table_of_contents_without_end_hides_nothing() -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    start += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert texts(read(paragraph(start + run("Mục lục")) + paragraph("Có 9 lớp."))) == ["Mục lục", "Có 9 lớp."]


def test_wrappers_are_looked_through() -> None:
    body = paragraph(
        "<w:hyperlink>" + run("a") + "</w:hyperlink><w:smartTag><w:smartTag>" + run("b") + "</w:smartTag></w:smartTag>"
        "<w:sdt><w:sdtPr/><w:sdtContent>" + run("c") + "</w:sdtContent></w:sdt>"
        '<w:bookmarkStart w:id="0" w:name="x"/><w:proofErr w:type="spellStart"/>' + run("d")
    )
    block = "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("trong khung") + "</w:sdtContent></w:sdt>"
    custom = '<w:customXml w:element="x">' + paragraph("tùy biến") + "</w:customXml>"
    assert texts(read(body + block + custom)) == ["abcd", "trong khung", "tùy biến"]


def test_comments_and_hidden_text_stay_out_and_are_told() -> None:
    inside = '<w:commentRangeStart w:id="1"/>' + run("Có 83 chi bộ") + '<w:commentRangeEnd w:id="1"/>'
    inside += '<w:r><w:commentReference w:id="1"/></w:r>' + run(" bí mật 77", "<w:vanish/>")
    raw = read(paragraph(inside))
    assert texts(raw) == ["Có 83 chi bộ"]
    assert any("1 nhận xét" in w for w in raw.warnings)
    assert any("chữ ẩn" in w and "77" in w for w in raw.warnings)


def test_hidden_runs_of_a_line_are_named_as_one() -> None:
    hidden = "".join(run(part, "<w:vanish/>") for part in ("Hình th", "ức ", "trả 77"))
    raw = read(paragraph(run("Có 83 chi bộ") + hidden) + paragraph(run("nữa", "<w:vanish/>")))
    assert raw.warnings == ["bỏ chữ ẩn: “Hình thức trả 77”, “nữa”"]


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH><wp:posOffset>1234567'
    "</wp:posOffset></wp:positionH><wp:docPr id='1' name='Text Box 1'/><a:graphic>"
    "<a:graphicData uri='x/wordprocessingShape'>"
    "<wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_box_is_read_once_after_its_paragraph() -> None:
    box = BOX.format(paragraph("Dự thảo lần 2") + paragraph("Ô 5%"))
    raw = read(paragraph(run("Trước") + box + run(" sau")) + paragraph("Tiếp"))
    assert texts(raw) == ["Trước sau", "Dự thảo lần 2", "Ô 5%", "Tiếp"]
    assert "1234567" not in "".join(texts(raw))


def test_old_text_box_and_box_within_a_box() -> None:
    inner = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + paragraph("trong")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    outer = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + paragraph(run("ngoài") + inner)
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert texts(read(paragraph(outer) + paragraph("hết"))) == ["ngoài", "trong", "hết"]


def test_pictures_objects_and_headers_are_named() -> None:
    picture = (
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='bản đồ'/><a:graphic>"
        "<a:graphicData uri='p'>"
        "<pic:pic><a:blip/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    sheet = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"
    page = field("PAGE", "3")
    raw = read(
        paragraph(run("Số liệu") + picture + sheet),
        header1=paragraph(run("Dự thảo báo cáo ") + page),
        footer1=paragraph(page),
        header2=paragraph(run("Dự thảo báo cáo ") + page),
    )
    assert texts(raw) == ["Số liệu"]
    told = " | ".join(raw.warnings)
    assert "bản đồ" in told and "Excel.Sheet.12" in told
    assert told.count("Dự thảo báo cáo") == 1 and "Dự thảo báo cáo 3" not in told


def test_formula_never_runs_numbers_together() -> None:
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>44</m:t></m:r></m:num><m:den><m:r><m:t>150</m:t></m:r></m:den></m:f></m:oMath>"
    )
    power = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>km</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert texts(read(paragraph(run("tỷ lệ ") + fraction + run(" trên 12 ") + power))) == ["tỷ lệ 44/150 trên 12 km²"]


@pytest.mark.parametrize(
    ("before", "raised", "text", "labels"),
    [
        ("diện tích 120 km", "2", "diện tích 120 km²", []),
        ("khai thác 15.000 m", "3", "khai thác 15.000 m³", []),
        ("83 tổ chức cơ sở đảng", "(1)", "83 tổ chức cơ sở đảng⁽¹⁾", ["1"]),
        ("đạt 95", "1", "đạt 95⁽¹⁾", ["1"]),
        ("đạt 95", "1,2", "đạt 95⁽¹⁾⁽²⁾", ["1", "2"]),
        ("phát hiện 5 x 10", "6", "phát hiện 5 x 10⁶", []),
        ("nhiệt độ 37", "o", "nhiệt độ 37°", []),
        ("đạt kế hoạch", "(*)", "đạt kế hoạch⁽*⁾", ["*"]),
        ("ngày 1", "st", "ngày 1ˢᵗ", []),
    ],
)
def test_raised_signs_never_become_digits_of_a_figure(before: str, raised: str, text: str, labels: list[str]) -> None:
    raw = read(paragraph(run(before) + run(raised, RAISED)))
    assert texts(raw) == [text]
    marks = raw.pieces[0].marks
    assert [m.label for m in marks] == labels
    assert all(text[m.start : m.end][0] + text[m.start : m.end][-1] == "⁽⁾" for m in marks)


@pytest.mark.parametrize(("before", "raised", "text"), [("120 m", "2 ", "120 m² 36 hộ"), ("37", "o ", "37° 36 hộ")])
def test_a_blank_raised_along_with_a_sign_still_parts_words(before: str, raised: str, text: str) -> None:
    assert texts(read(paragraph(run(before) + run(raised, RAISED) + run("36 hộ")))) == [text]


def test_revisions_accepted_rejected_and_both() -> None:
    def tracked(tag: str, inside: str) -> str:
        return f'<w:{tag} w:id="1" w:author="a">{inside}</w:{tag}>'

    deleted = '<w:r><w:delText xml:space="preserve">300</w:delText></w:r>'
    body = paragraph(
        run("Kết nạp ")
        + tracked("del", deleted)
        + tracked("ins", run("390"))
        + run(" đảng viên")
        + tracked("moveFrom", run(" cũ"))
        + tracked("moveTo", run(" mới"))
    )
    accepted = read(body)
    assert texts(accepted) == ["Kết nạp 390 đảng viên mới"]
    assert texts(read(body, "reject")) == ["Kết nạp 300 đảng viên cũ"]
    assert texts(read(body, "both")) == ["Kết nạp ⟦300⟧390 đảng viên⟦ cũ⟧ mới"]
    told = next(w for w in accepted.warnings if "chỗ sửa" in w)
    assert "4 chỗ" in told and "xóa “300”" in told and "thêm “390”" in told


def test_deleted_paragraph_mark_joins_paragraphs() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = paragraph("Kết nạp được", gone) + paragraph(" 390 đảng viên") + paragraph("Hết")
    raw = read(body)
    assert texts(raw) == ["Kết nạp được 390 đảng viên", "Hết"]
    assert [s.source.paragraph for s in raw.pieces[0].stretches] == [1, 2]
    assert texts(read(body, "reject")) == ["Kết nạp được", "390 đảng viên", "Hết"]
    inserted = gone.replace("w:del ", "w:ins ")
    assert texts(read(paragraph("Một", inserted) + paragraph(" hai"), "reject")) == ["Một hai"]


def test_old_property_changes_are_not_read_as_current() -> None:
    change = '<w:pPrChange w:id="1" w:author="a"><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
    bold = '<w:rPrChange w:id="1" w:author="a"><w:rPr><w:b/></w:rPr></w:rPrChange>'
    piece = read(paragraph(run("Một", bold), change)).pieces[0]
    assert piece.style.centered is False and piece.style.bold is False


def test_page_breaks_and_pages_of_the_last_layout() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        paragraph(run("Trang một ") + rendered + run("trang hai"))
        + paragraph('<w:r><w:br w:type="page"/></w:r>')
        + paragraph(rendered + run("Trang ba"))
    )
    raw = read(body)
    assert [(p.kind, p.text) for p in raw.pieces] == [
        ("paragraph", "Trang một trang hai"), ("break", ""), ("paragraph", "Trang ba"),
    ]  # fmt: skip
    first, _, last = raw.pieces
    assert [(s.start, s.end, s.source.page) for s in first.stretches] == [(0, 10, 1), (10, 19, 2)]
    assert last.source.page == 3 and raw.pages == 3


def test_page_is_unknown_where_nothing_tells_it() -> None:
    assert read(paragraph("Không rõ trang")).pieces[0].source.page is None
    long = paragraph("đảng viên " * 900) + paragraph('<w:r><w:br w:type="page"/></w:r>') + paragraph("Sau")
    raw = read(long)
    assert [p.source.page for p in raw.pieces if p.text] == [1, None]
    assert raw.pages is None


def test_section_and_paragraph_page_breaks() -> None:
    section = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
    body = paragraph("Một", section) + paragraph("Hai") + paragraph("Ba", "<w:pageBreakBefore/>")
    raw = read(body + "<w:sectPr><w:type w:val='nextPage'/></w:sectPr>")
    assert [p.kind for p in raw.pieces] == ["paragraph", "break", "paragraph", "break", "paragraph"]
    continuous = read(
        paragraph("Một", section) + paragraph("Hai") + "<w:sectPr><w:type w:val='continuous'/></w:sectPr>"
    )
    assert [p.kind for p in continuous.pieces] == ["paragraph", "paragraph"]


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    '<w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục lớn"/><w:basedOn w:val="Heading1"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def test_style_inheritance() -> None:
    body = (
        paragraph("I. TÌNH HÌNH", '<w:pStyle w:val="Muc"/>')
        + paragraph(
            run("đậm ") + run("nghiêng", '<w:b w:val="0"/><w:i/>'), '<w:pStyle w:val="Muc"/><w:jc w:val="left"/>'
        )
        + paragraph(run("mạnh", '<w:rStyle w:val="Strong"/>'))
        + paragraph(run("hai lần đậm", '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="Heading1"/>')
    )
    one, two, three, four = (p.style for p in read(body, styles=STYLES).pieces)
    assert (one.name, one.bold, one.centered, one.size, one.outline) == ("Mục lớn", True, True, 16.0, 1)
    assert (two.bold, two.italic, two.centered) == (False, False, False)
    assert (three.name, three.bold, three.size, three.outline) == ("Normal", True, 13.0, None)
    assert four.bold is False  # bold said twice in styles cancels out


def test_fonts_per_run_with_theme_and_legacy_names() -> None:
    legacy = '<w:rFonts w:ascii="Arial" w:hAnsi=".VnTime"/>'
    body = paragraph(run("Céng hoµ", legacy) + run(" VN ", legacy) + run("mới"))
    from tests.word_files import relations

    more = {
        "word/theme/theme1.xml": THEME,
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml"), ("theme", "theme/theme1.xml")),
    }
    piece = read(body, more=more, styles=STYLES).pieces[0]
    assert piece.fonts == [FontRun(0, 8, ".VnTime"), FontRun(8, 12, "Arial"), FontRun(12, 15, "Calibri")]


def test_drop_cap_belongs_to_its_word() -> None:
    cap = paragraph("N", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    raw = read(cap + paragraph("ăm 2016 kết nạp 390 đảng viên.", '<w:jc w:val="center"/>') + paragraph("Sau"))
    assert texts(raw) == ["Năm 2016 kết nạp 390 đảng viên.", "Sau"]
    assert raw.pieces[0].style.centered is True


def test_unbreakable_hyphen_is_a_hyphen() -> None:
    assert texts(read(paragraph("Chỉ thị số 05\u2011CT/TW"))) == ["Chỉ thị số 05-CT/TW"]


def test_capitals_by_format_are_capitals() -> None:
    assert texts(read(paragraph(run("Phần thứ nhất", "<w:caps/>")))) == ["PHẦN THỨ NHẤT"]


def test_indent_in_points() -> None:
    piece = read(paragraph("Một", '<w:ind w:left="720" w:hanging="360"/>')).pieces[0]
    assert piece.style.indent == 18.0


def test_mark_after_a_blank_stands_behind_its_word() -> None:
    body = paragraph(run("83 đảng bộ ") + run("(") + call(1) + run(")") + run(" và 5 chi bộ"))
    raw = read(body, footnotes=footnote(1, "Có 38 đảng bộ."))
    assert texts(raw) == ["83 đảng bộ⁽¹⁾ và 5 chi bộ", "Có 38 đảng bộ."]


def test_table_in_a_text_box_stays_a_table() -> None:
    box = BOX.format(table(row(cell("Năm"), cell("2016")), row(cell("Số"), cell("390"))) + paragraph(""))
    raw = read(paragraph(run("Xem bảng") + box))
    assert [p.kind for p in raw.pieces] == ["paragraph", "table"]


def test_bytes_of_old_fonts_reach_the_decoder_whole() -> None:
    """A letter that Word keeps as a soft hyphen, a code of its symbol area or small under all capitals."""
    font = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>{}</w:rPr>'
    inside = (
        f"<w:r>{font.format('')}<w:t>Thñ t</w:t><w:softHyphen/><w:t>íng</w:t></w:r>"
        f"<w:r>{font.format('<w:caps/>')}<w:t xml:space='preserve'> bé</w:t></w:r>"
        f'<w:r>{font.format("")}<w:t>\uf0ae</w:t><w:sym w:font=".VnTime" w:char="F0A8"/></w:r>'
    )
    assert texts(read(paragraph(inside))) == ["Thñ t\u00adíng bé\uf0ae\uf0a8"]
