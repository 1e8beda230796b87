"""What counts as a change, and which: one edit each, read and compared as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from draft_files import REPORT, Told, compare_texts, compared, differing, told

from pipeline.audit.drafts import compare, histories, read
from pipeline.audit.drafts.scripts import Draft

CASES: dict[str, tuple[str, str, Told]] = {
    "value": (
        "Có 11/16 xã đạt chuẩn nông thôn mới.",
        "Có 12/16 xã đạt chuẩn nông thôn mới.",
        [("value", "11/16 xã", "12/16 xã")],
    ),
    "denominator": (
        "Có 11/16 xã đạt chuẩn nông thôn mới.",
        "Có 11/17 xã đạt chuẩn nông thôn mới.",
        [("value", "11/16 xã", "11/17 xã")],
    ),
    "upper bound": (
        "Kết nạp từ 600 đến 650 đảng viên.",
        "Kết nạp từ 600 đến 700 đảng viên.",
        [("value", "từ 600 đến 650 đảng viên", "từ 600 đến 700 đảng viên")],
    ),
    "to nought": (
        "Kết nạp 45 đảng viên mới.",
        "Kết nạp 0 đảng viên mới.",
        [("value", "45 đảng viên mới", "0 đảng viên mới")],
    ),
    "turned round": (
        "Thu ngân sách tăng 5% so với năm 2018.",
        "Thu ngân sách giảm 5% so với năm 2018.",
        [("value", "5%", "5%")],
    ),
    "comparator": (
        "Tỷ lệ hộ dân có nước sạch đạt trên 95%.",
        "Tỷ lệ hộ dân có nước sạch đạt dưới 95%.",
        [("comparator", "trên 95%", "dưới 95%")],
    ),
    "unit": ("Thu ngân sách 5 triệu đồng.", "Thu ngân sách 5 tỷ đồng.", [("unit", "5 triệu đồng", "5 tỷ đồng")]),
    "three ways": (
        "Kết nạp 45 đảng viên.",
        "Kết nạp khoảng 46 đoàn viên.",
        [(c, "45 đảng viên", "khoảng 46 đoàn viên") for c in ("value", "comparator", "unit")],
    ),
    "kind": (
        "Đã kết nạp 45 đảng viên mới.",
        "Phấn đấu kết nạp 45 đảng viên mới.",
        [("kind", "45 đảng viên mới", "45 đảng viên mới")],
    ),
    "period": (
        "Năm 2018 kết nạp 45 đảng viên mới.",
        "Năm 2017 kết nạp 45 đảng viên mới.",
        [("period", "45 đảng viên mới", "45 đảng viên mới")],
    ),
    "added in the middle": (
        "Xã có 5 thôn, 3 trường học, 1 trạm y tế.",
        "Xã có 5 thôn, 2 chợ, 3 trường học, 1 trạm y tế.",
        [("added", None, "2 chợ")],
    ),
    "removed from the middle": (
        "Xã có 5 thôn, 3 trường học, 1 trạm y tế.",
        "Xã có 5 thôn, 1 trạm y tế.",
        [("removed", "3 trường học", None)],
    ),
    "values exchanged": (
        "Nữ 5 đồng chí, nam 6 đồng chí.",
        "Nữ 6 đồng chí, nam 5 đồng chí.",
        [("value", "5 đồng chí", "6 đồng chí"), ("value", "6 đồng chí", "5 đồng chí")],
    ),
    "another sentence": (
        "Kết nạp 45 đảng viên mới.",
        "Trồng 30 ha rừng sản xuất.",
        [("removed", "45 đảng viên mới", None), ("added", None, "30 ha")],
    ),
    "another scale, another value": (
        "Thu ngân sách đạt 1,2 nghìn tỷ đồng.",
        "Thu ngân sách đạt 1.300 tỷ đồng.",
        [("value", "1,2 nghìn tỷ đồng", "1.300 tỷ đồng")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_edit(case: str, tmp_path: Path) -> None:
    old, new, wanted = CASES[case]
    assert sorted(differing(compared(tmp_path, old, new)), key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Thu ngân sách đạt 1,2 nghìn tỷ đồng.", "Thu ngân sách đạt 1.200 tỷ đồng."),
        ("Kết nạp 04 đảng viên mới.", "Kết nạp 4 đảng viên mới."),
        ("Thu 1.045 triệu đồng.", "Thu 1045 triệu đồng."),
        ("Tỷ lệ đạt 45%.", "Tỉ lệ đạt 45 %."),
        ("Mở 5 lớp với 120 học viên; cử 3 cán bộ đi học.", "Cử 3 cán bộ đi học; mở 5 lớp với 120 học viên."),
        ("Kết nạp 45 đảng viên mới.", "Trong năm, toàn Đảng bộ đã kết nạp được 45 đảng viên mới."),
        ("Có 38 cấp ủy viên được bồi dưỡng, hòa giải 5 vụ.", "Có 38 cấp uỷ viên được bồi dưỡng; hoà giải 5 vụ."),
        ("Kết nạp 45 đảng viên⁽¹⁾.\n\n⁽¹⁾ Nữ 12 đồng chí.", "Kết nạp 45 đảng viên⁽³⁾.\n\n⁽³⁾ Nữ 12 đồng chí."),
    ],
)
def test_the_same_figures(old: str, new: str, tmp_path: Path) -> None:
    comparison = compared(tmp_path, old, new)
    assert len(comparison.old.draft.figures) == len(comparison.new.draft.figures) > 0
    assert differing(comparison) == []
    assert not comparison.differs


def test_how_much(tmp_path: Path) -> None:
    old = "Thu ngân sách đạt 46,8 tỷ đồng, tăng 5% so với năm 2018; chi 1,2 nghìn tỷ đồng; còn nợ 0 đồng."
    new = "Thu ngân sách đạt 47,2 tỷ đồng, giảm 5% so với năm 2018; chi 1.300 tỷ đồng; còn nợ 7 đồng."
    found = compared(tmp_path, old, new).changes
    assert [(c.delta, c.relative) for c in found if c.change == "value"] == [
        (0.4, pytest.approx(0.4 / 46.8, abs=1e-6)),
        (-10, -2),
        (0.1, pytest.approx(0.1 / 1.2, abs=1e-6)),
        (7, None),
    ]


ITEMS = [
    "- Mở 12 lớp bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy viên cơ sở.",
    "- Phát triển 34 mô hình kinh tế tập thể gắn với tiêu thụ nông sản địa phương.",
    "- Sửa chữa 56 km đường giao thông nông thôn bằng nguồn vốn xã hội hóa.",
    "- Hỗ trợ 78 hộ nghèo xây dựng nhà ở theo chương trình đại đoàn kết.",
    "- Trồng mới 90 ha rừng phòng hộ đầu nguồn ở các thôn vùng cao.",
]


def test_moved_items(tmp_path: Path) -> None:
    new = [ITEMS[4], *ITEMS[1:4], ITEMS[0]]
    comparison = compared(tmp_path, "\n".join(ITEMS), "\n".join(new))
    assert sorted(told(comparison)) == [("moved", "12 lớp", "12 lớp"), ("moved", "90 ha", "90 ha")]
    assert not comparison.differs


def test_neighbours_that_changed_places_both_moved(tmp_path: Path) -> None:
    new = [ITEMS[0], ITEMS[2], ITEMS[1], *ITEMS[3:]]
    moved = told(compared(tmp_path, "\n".join(ITEMS), "\n".join(new)))
    assert sorted(moved) == [("moved", "34 mô hình", "34 mô hình"), ("moved", "56 km", "56 km")]


def test_an_insertion_moves_nothing(tmp_path: Path) -> None:
    new = ["- Tổ chức 21 buổi tọa đàm chuyên đề về công tác dân vận.", *ITEMS]
    assert told(compared(tmp_path, "\n".join(ITEMS), "\n".join(new))) == [("added", None, "21 buổi")]


def test_moved_and_changed_is_changed(tmp_path: Path) -> None:
    new = [*ITEMS[1:], ITEMS[0].replace("12 lớp", "13 lớp")]
    assert told(compared(tmp_path, "\n".join(ITEMS), "\n".join(new))) == [("value", "12 lớp", "13 lớp")]


def test_a_sentence_moves_to_another_paragraph(tmp_path: Path) -> None:
    one, two = "Kết nạp 45 đảng viên mới vào dịp đầu năm.", "Mở 12 lớp bồi dưỡng cho cán bộ các chi bộ."
    rest = "Công tác dân vận được quan tâm. Hòa giải 7 vụ việc ở cơ sở."
    comparison = compared(tmp_path, f"{one} {two}\n\n{rest}", f"{two}\n\n{rest} {one}")
    assert ("moved", "45 đảng viên mới", "45 đảng viên mới") in told(comparison)
    assert not comparison.differs


def test_heading_that_names_another_year_changes_the_period(tmp_path: Path) -> None:
    text = REPORT.format(middle="1. Tình hình năm 2017\n\nKết nạp 45 đảng viên mới.")
    changed = compare_texts(tmp_path, text, text.replace("năm 2017", "năm 2018"))
    assert ("period", "45 đảng viên mới", "45 đảng viên mới") in differing(changed)


def test_a_number_read_otherwise_is_not_added(tmp_path: Path) -> None:
    """Where extraction alone differs, nothing is told: the words are the same."""
    path = tmp_path / "a.txt"
    path.write_text(REPORT.format(middle="Mở 12 lớp bồi dưỡng; hòa giải 7 vụ; giải quyết 9 đơn."), encoding="utf-8")
    full = read(path)
    fewer = Draft(full.document, [f for f in full.figures if f.value_low != 7])
    assert len(fewer.figures) == len(full.figures) - 1
    assert compare(full, fewer).changes == compare(fewer, full).changes == []


def test_a_document_without_figures(tmp_path: Path) -> None:
    old, new = "Kết nạp 45 đảng viên mới.", "Kết nạp nhiều đảng viên mới."
    assert differing(compared(tmp_path, old, new)) == [("removed", "45 đảng viên mới", None)]
    assert differing(compared(tmp_path, new, old)) == [("added", None, "45 đảng viên mới")]
    nothing = compared(tmp_path, new, new)
    assert (nothing.changes, nothing.similarity, nothing.differs) == ([], 1.0, False)


TABLE = """\
| TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2019 | Thực hiện năm 2019 |
|---|---|---|---:|---:|
| 1 | Kim ngạch xuất khẩu | triệu USD | 610 | 634 |
| 2 | Thu ngân sách trên địa bàn | tỷ đồng | 3.950 | 4.120 |
| 3 | Diện tích trồng rừng mới | ha | 6.500 | 6.284 |
"""


def table_compared(folder: Path, new: str) -> Told:
    (folder / "a.md").write_text(REPORT.format(middle=TABLE), encoding="utf-8")
    (folder / "b.md").write_text(REPORT.format(middle=new), encoding="utf-8")
    return told(compare(read(folder / "a.md"), read(folder / "b.md")))


def test_a_new_row_renumbers_and_changes_nothing_else(tmp_path: Path) -> None:
    new = TABLE.replace("| 3 |", "| 4 |").replace("| 2 |", "| 3 |")
    new = new.replace("| 3 | Thu", "| 2 | Sản lượng lương thực có hạt | tấn | 58.000 | 58.740 |\n| 3 | Thu")
    assert table_compared(tmp_path, new) == [("added", None, "58.000"), ("added", None, "58.740")]


def test_a_cell_changes(tmp_path: Path) -> None:
    assert table_compared(tmp_path, TABLE.replace("4.120", "4.210")) == [("value", "4.120", "4.210")]


def test_a_column_is_dropped(tmp_path: Path) -> None:
    new = "\n".join("|".join([*line.split("|")[:4], *line.split("|")[5:]]) for line in TABLE.splitlines())
    removed = [("removed", number, None) for number in ("610", "3.950", "6.500")]
    assert sorted(table_compared(tmp_path, new), key=str) == sorted(removed, key=str)


def test_history_of_a_figure_that_comes_back(tmp_path: Path) -> None:
    drafts = []
    for n, items in enumerate((ITEMS, [*ITEMS[:2], *ITEMS[3:]], [ITEMS[0].replace("12", "15"), *ITEMS[1:]])):
        path = tmp_path / f"{n}.txt"
        path.write_text(REPORT.format(middle="\n".join(items)), encoding="utf-8")
        drafts.append(read(path))
    chain = histories([compare(drafts[0], drafts[1]), compare(drafts[1], drafts[2])])
    quotes = [[figure and figure.quote for figure in h.figures] for h in chain if h.differs]
    assert quotes == [["12 lớp", "12 lớp", "15 lớp"], ["56 km", None, "56 km"]]
    assert [[c.change for c in h.changes] for h in chain if h.differs] == [["value"], ["removed", "added"]]
    assert len(chain) == len(ITEMS)
