"""Reports in old encodings are read as if they were in Unicode; clean ones are left alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.encodings import FILLER
from extractors.extract import extract
from extractors.readers import read_source
from extractors.repair import decode_bytes, repair
from models.fact import Flag
from models.lexicon import Lexicon, load
from models.report import Extraction
from models.spelling import encodings, slips
from models.text import FontRun, Source, Span
from tests.extractors.legacy import (
    TCVN3,
    half_misread,
    misread,
    misread_utf8,
    to_cp1258,
    to_tcvn3,
    to_vni,
)

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "reports"
SAMPLES = sorted((ROOT / "data" / "samples").iterdir())
CLEAN = [
    path
    for folder in ("text", "docx", "pdf")
    for path in sorted(SHARED.glob(f"{folder}/*"))
    if not path.name.startswith("000")  # holds misread words of its own
]
WORDS = (
    "Toàn xã có số hộ nghèo và cận nghèo giảm; ước thực hiện cả năm đạt kế hoạch được giao,"
    " đường giao thông nông thôn, vốn đầu tư, trường học, sản lượng lương thực, chăn nuôi,"
    " quỹ phòng chống thiên tai, ý kiến cử tri, dự toán, thủy lợi, khuyến nông, tuyển quân"
)
VOWELS = "aăâeêioôơuưy"
TONED = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in VOWELS
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
]
LETTERS = [*TONED, "đ"]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def misread_1258(text: str) -> str:
    return misread(to_cp1258(text))


WAYS: dict[str, Callable[[str], str]] = {
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "windows-1258": misread_1258,
}
every_way = pytest.mark.parametrize("way", WAYS)


def source_of(text: str, *fonts: FontRun) -> Source:
    return Source(text=text, media_type="text/plain", fonts=fonts)


def reading_of(text: str, *fonts: FontRun) -> str:
    """The text as it is read, composed and without what only keeps its length."""
    reading = repair(source_of(text, *fonts)).reading
    assert len(reading) == len(text)
    return unicodedata.normalize("NFC", reading).replace(FILLER, "")


def in_context(way: str, word: str) -> str:
    """How a word is read that stands among others in the same encoding."""
    return reading_of(WAYS[way](f"{WORDS} {word} {WORDS}"))


@cache
def lexicon() -> Lexicon:
    return load()


def extraction_of(text: str) -> Extraction:
    return extract(source_of(text), lexicon(), "r")


def said(extraction: Extraction) -> list[tuple[object, ...]]:
    """What the facts say, wherever they stand."""
    return [
        (fact.text, fact.value, fact.unit, fact.role, fact.indicator, fact.season)
        for fact in extraction.facts
    ]


# --- tables -----------------------------------------------------------------------------------


def test_the_table_of_tcvn3_is_that_of_the_standard() -> None:
    ours = {letter: ord(sign) for sign, letter in encodings()[0].letters.items()}
    assert ours == TCVN3


@pytest.mark.parametrize("letter", LETTERS)
@every_way
def test_every_letter_comes_back(way: str, letter: str) -> None:
    short = unicodedata.normalize("NFD", letter)[:2] in ("a\u0306", "a\u0302")
    word = "đi" if letter == "đ" else f"t{letter}n" if short else f"t{letter}"
    assert f" {word} " in in_context(way, word)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("way", ["vni", "windows-1258"])
def test_every_capital_comes_back(way: str, letter: str) -> None:
    word = f"T{letter.upper()}N" if letter != "đ" else "ĐI"
    text = f"{WORDS.upper()} {word} {WORDS.upper()}"
    assert reading_of(WAYS[way](text)) == text


# --- sentences --------------------------------------------------------------------------------


@every_way
def test_sentences_come_back(way: str) -> None:
    text = (
        "Số: 12/QĐ-UBND\n\nTổng số hộ nghèo: 120 hộ, giảm 3,5%.\nQuỹ còn dư 50.000đ, ô tô 02 chiếc"
    )
    assert reading_of(WAYS[way](f"{WORDS}\n{text}")) == f"{WORDS}\n{text}"


@every_way
def test_words_valid_by_accident_go_with_their_line(way: str) -> None:
    text = f"{WORDS}\nSố hộ có nhà\nSố bò lai 12 con"
    assert reading_of(WAYS[way](text)) == text


@every_way
def test_lines_of_unicode_in_an_encoded_report_stay(way: str) -> None:
    clean = "Biểu tổng hợp: sè, mỏ, phí, lý do, Côn Đảo, số liệu đã đối chiếu"
    encoded = WAYS[way](WORDS)
    assert reading_of(f"{encoded}\n{clean}\n{encoded}") == f"{WORDS}\n{clean}\n{WORDS}"


def test_marks_of_notes_are_no_letters() -> None:
    encoded = to_tcvn3(WORDS)
    text = f"{encoded}\nth«n¹, x·¹ vµ 12 ha⁽¹⁾\n\n¹ Theo b¸o c¸o\n⁽¹¹⁾ kÌm theo"
    assert reading_of(text).endswith("thôn¹, xã¹ và 12 ha⁽¹⁾\n\n¹ Theo báo cáo\n⁽¹¹⁾ kèm theo")


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("KÕT QU¶ Tæ CHøC", "KẾT QUẢ TỔ CHỨC"),
        ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        ("Sè: 12/Q§-UBND", "Số: 12/QĐ-UBND"),
        ("PhÇn I. KÕT QU¶ kiÓm tra", "Phần I. KẾT QUẢ kiểm tra"),
    ],
)
def test_small_codes_among_capitals_are_capitals(shown: str, meant: str) -> None:
    assert reading_of(f"{to_tcvn3(WORDS)}\n{shown}") == f"{WORDS}\n{meant}"


def test_fonts_of_capitals_show_capitals() -> None:
    text = "b¸o c¸o\ns¬ kÕt c«ng t¸c"
    fonts = (FontRun(Span(0, 7), ".VnTimeH"), FontRun(Span(8, len(text)), ".VnTime"))
    assert reading_of(text, *fonts) == "BÁO CÁO\nsơ kết công tác"


def test_a_font_decides_where_words_do_not() -> None:
    text = "Sè l­îng\nsè bß"
    assert reading_of(text, FontRun(Span(0, len(text)), ".VnArial")) == "Số lượng\nsố bò"
    clean = "Số lượng\nsè bò"
    assert reading_of(clean, FontRun(Span(0, 8), ".VnTime")) == clean


def test_a_font_that_mostly_lies_is_not_believed() -> None:
    text = f"{WORDS}\nxã có\nlà bò\n{WORDS}"
    source = source_of(text, FontRun(Span(0, len(text)), ".VnTime"))
    assert repair(source).reading == text


def test_two_words_alone_are_no_evidence() -> None:
    assert reading_of("Lot A: n¹, t¹ and the rest of it, wholly without marks; côté n°1") == (
        "Lot A: n¹, t¹ and the rest of it, wholly without marks; côté n°1"
    )


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("Thu chýõng trình đầu tý: 280 triệu đồng", "Thu chương trình đầu tư: 280 triệu đồng"),
        ("lấy ý kiến về nýớc sạch, xử lý rác", "lấy ý kiến về nước sạch, xử lý rác"),
        ("vật tý, bí thý và dân cý", "vật tư, bí thư và dân cư"),
        ("TÃNG CÝỜNG chãn nuôi nãm 2024", "TĂNG CƯỜNG chăn nuôi năm 2024"),
        ("cõ sở hõn 12 tấn cõm", "cơ sở hơn 12 tấn cơm"),
        ("HÐND xã, QÐ-UBND, Ðảng ủy", "HĐND xã, QĐ-UBND, Đảng ủy"),
        ("chƣơng trình, đƣợc, ƣu tiên", "chương trình, được, ưu tiên"),
        ("12 hа, 3 сon, nǎm", "12 ha, 3 con, năm"),  # Cyrillic а and с, a with caron
        ("hỗ trợ tẻc 05 cái", "hỗ trợ téc 05 cái"),
    ],
)
def test_misread_letters_are_mended_word_by_word(shown: str, meant: str) -> None:
    assert reading_of(shown) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Lấy ý kiến, quản lý, quý I, ký kết; một tý; tuổi Tý; võ thuật rõ ràng",
        "xã Đắk Rve, huyện Kon Plông, Krông Pắk, Ea H'leo, Mường Tè, Pò Mã, Tòong, Y Tý",
        "người Hrê, Brâu, Gié-Triêng, Rơ Măm, Xơ Đăng, Mông, Bố Y, Cơ Lao, Sán Chỉ",
        "Café, Côte d'Ivoire, São Tomé, Zürich, naïve, über, Malmö, piñata",
        "«Đoàn kết», 5 m², 12 °C, § 5, ® và ©, 2 × 3, ½ ha, · gạch đầu dòng",
    ],
)
def test_clean_words_stay(text: str) -> None:
    source = source_of(text)
    assert repair(source) is source


def test_a_doubtful_word_alone_stays_and_two_do_not() -> None:
    assert reading_of("bị mệt mõi nhiều") == "bị mệt mõi nhiều"
    assert reading_of("trong nãm đạt hõn") == "trong năm đạt hơn"


def test_figures_with_letters_in_them_are_not_touched() -> None:
    text = "thu 1O5 triệu, l2 hộ, chýõng"
    assert reading_of(text) == "thu 1O5 triệu, l2 hộ, chương"


def test_the_table_of_slips_maps_letters_to_letters() -> None:
    for table in (slips().lookalikes, slips().misread, slips().stopped_tone):
        assert all(len(key) == len(letter) == 1 for key, letter in table.items())
        assert all(key != letter and letter.isalpha() for key, letter in table.items())


# --- properties ---------------------------------------------------------------------------------

ONSETS = "b c ch d đ g h kh l m n ng nh ph r s t th tr v x"
RHYMES = "án ả ồng ươi ường ấp ộc ự ơn ữa uộc oàn oạch ượng ăm ẵn ũng ương ô ặt ở uỷ ủy oá óa"
SYLLABLES = st.builds(
    lambda onset, rhyme: onset + rhyme,
    st.sampled_from(ONSETS.split()),
    st.sampled_from(RHYMES.split()),
)
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])
TOKENS = st.builds(lambda case, word: case(word), CASES, SYLLABLES) | st.sampled_from(
    ["12,5", "1.250.000đ", "(*)", "–", "hộ¹", "95%", "\n", "\t", "UBND", "QĐ-UBND", "m²"]
)
TEXTS = st.lists(TOKENS, min_size=1, max_size=30).map(" ".join)


@settings(QUICK, max_examples=200)
@given(TEXTS)
def test_clean_text_comes_back_as_the_same_object(text: str) -> None:
    for form in ("NFC", "NFD"):
        source = source_of(unicodedata.normalize(form, text))
        assert repair(source) is source
        assert source.reading is source.text


NOISE = st.text(st.characters(max_codepoint=0x2030) | st.characters(), max_size=60)
ODD = st.sampled_from(
    [
        "\u0958ð",
        "ß",
        "ﬁ",
        "İ",
        "ï¼‘",
        "â€¨",
        "Â…",
        "Ã\u00a0",
        "y\u0301o\u0303",
        "²¹",
        "1¹",
        "\u2028",
    ]
)


@settings(QUICK, max_examples=300)
@example("Að", "tcvn3")
@given(st.lists(NOISE | ODD, max_size=4).map("".join), st.sampled_from([*WAYS, "utf-8"]))
def test_the_reading_has_the_length_and_the_digits_of_any_text(text: str, way: str) -> None:
    start = WAYS[way](WORDS) if way in WAYS else misread_utf8(WORDS)
    noisy = f"{start}\n{text} {start}"
    source = repair(source_of(noisy, FontRun(Span(3, len(noisy) - 3), ".VnTimeH")))
    assert source.text == noisy
    assert len(source.reading) == len(noisy)
    for shown, read in zip(noisy, source.reading, strict=True):
        assert shown.isdecimal() == read.isdecimal()
        assert not shown.isdecimal() or shown == read
        assert (shown in "\n\r\t\f\v\u2028\u2029") == (read in "\n\r\t\f\v\u2028\u2029")
    changed = {i for i, (a, b) in enumerate(zip(noisy, source.reading, strict=True)) if a != b}
    covered = {i for span in source.repaired for i in range(span.start, span.stop)}
    assert changed <= covered
    assert list(source.repaired) == sorted(source.repaired)
    assert all(span.of(noisy) != span.of(source.reading) for span in source.repaired)
    assert repair(replace(source, mended=None, repaired=())) == source


@pytest.mark.parametrize("path", [*SAMPLES, *CLEAN], ids=lambda path: path.name[:24])
def test_clean_reports_are_left_alone(path: Path) -> None:
    source = read_source(path.name, path.read_bytes())
    assert repair(source) is source


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reports of ../shared are not at hand")
def test_clean_reports_are_at_hand() -> None:
    assert len(CLEAN) >= 6


# --- from end to end ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:24])
@pytest.mark.parametrize("way", [*WAYS, "half", "utf-8", "nfd"])
def test_encoded_samples_say_the_same(way: str, path: Path) -> None:
    text = read_source(path.name, path.read_bytes()).text
    ways = WAYS | {
        "half": half_misread,
        "utf-8": misread_utf8,
        "nfd": lambda clean: unicodedata.normalize("NFD", clean),
    }
    plain, encoded = extraction_of(text), extraction_of(ways[way](text))
    assert len(plain.facts) > 20
    assert said(encoded) == said(plain)
    assert [(row.text, row.kind) for row in encoded.numerals] == [
        (row.text, row.kind) for row in plain.numerals
    ]
    assert encoded.document.source.text == ways[way](text)


def test_repaired_facts_say_so_and_others_do_not() -> None:
    text = "- Đàn trâu 215 con.\n- Thu chýõng trình dự án: 280 triệu đồng.\n- Đàn bò 90 con."
    facts = extraction_of(text).facts
    assert [Flag.REPAIRED in fact.flags for fact in facts] == [False, True, False]
    assert facts[1].text == "280"
    assert "chương trình" in facts[1].quote


def test_a_repaired_heading_of_a_table_marks_its_figures() -> None:
    text = "TT\tXã\tSố ngýời\n1\tTân Lĩnh\t120\n2\tSuối Mây\t95"
    assert all(Flag.REPAIRED in fact.flags for fact in extraction_of(text).facts)


@pytest.mark.parametrize(
    "spelt",
    [
        "- Đàn trâu\u00a0215 con, đạt 97,7%\u00a0kế hoạch; thu 1.250.000\u00a0đồng.",
        "- Đàn tr\u00adâu 215 con, đạt 97,7% kế\u00ad hoạch; thu 1.250.000 đồng.",
        "- Đàn trâu\u200b 215 con, đạt 97,7% kế hoạch; \ufeffthu 1.250.000 đồng.",
        unicodedata.normalize("NFD", "- Đàn trâu 215 con, đạt 97,7% kế hoạch; thu 1.250.000 đồng."),
    ],
    ids=["no-break space", "soft hyphen", "zero width", "NFD"],
)
def test_invisible_differences_make_none(spelt: str) -> None:
    plain = "- Đàn trâu 215 con, đạt 97,7% kế hoạch; thu 1.250.000 đồng."
    assert said(extraction_of(spelt)) == said(extraction_of(plain))
    assert not extraction_of(spelt).document.source.repaired


# --- bytes --------------------------------------------------------------------------------------


@every_way
def test_text_files_in_old_bytes_are_read(way: str) -> None:
    text = f"{WORDS}\nĐàn trâu 215 con/220 con, đạt 97,7% kế hoạch."
    data = to_cp1258(text) if way == "windows-1258" else WAYS[way](text).encode("cp1252")
    source = read_source("bao-cao.txt", data)
    assert len(repair(source).reading) == len(source.text)
    assert said(extraction_of(source.text)) == said(extraction_of(text))
    composed = unicodedata.normalize("NFC", repair(source).reading)
    assert composed == text


@pytest.mark.parametrize(
    "data",
    [
        "Größe und Länge der Straßen: 12 km, höher als früher, schön".encode("cp1252"),
        "Le département a réalisé 95% de son budget, où il était prévu".encode("cp1252"),
        "Отчёт о работе за первое полугодие 2024 года".encode("cp1251"),
        "報告書の数字は百二十件です".encode("shift_jis"),
        bytes(range(0x80, 0x100)) * 4,
    ],
    ids=["German", "French", "Russian", "Japanese", "all bytes"],
)
def test_other_languages_are_no_vietnamese(data: bytes) -> None:
    assert decode_bytes(data) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reports of ../shared are not at hand")
def test_a_report_in_tcvn3_says_what_it_says_in_unicode() -> None:
    both = []
    for folder in ("docx", "tcvn3"):
        path = SHARED / folder / "001.docx"
        both.append(extract(read_source(path.name, path.read_bytes()), lexicon(), "r"))
    assert said(both[1]) == said(both[0])
    assert [row.kind for row in both[1].numerals] == [row.kind for row in both[0].numerals]
    readings = [one.document.source.reading for one in both]
    assert readings[1] == readings[0]
    assert re.search("[µ¸®¬]", both[1].document.source.text)
