"""An invented district whose communes report, one wrongly, one not at all, one with odd words."""

from __future__ import annotations

from pathlib import Path

from pipeline.run import ingest
from pipeline.settings import Settings

HEAD = """ỦY BAN NHÂN DÂN
XÃ {upper}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/BC-UBND

{name}, ngày {day} tháng {month} năm {year}

BÁO CÁO
Tình hình kinh tế - xã hội {period}

Thực hiện yêu cầu của UBND huyện Kim Sa, UBND xã {name} báo cáo như sau:

I. KẾT QUẢ THỰC HIỆN

"""
HALF = {"day": 12, "month": 6, "year": 2024, "period": "6 tháng đầu năm 2024"}
YEAR = {"day": 15, "month": 12, "year": 2023, "period": "năm 2023"}

REPORTS = {
    "khe-lim.txt": HEAD.format(upper="KHE LIM", name="Khe Lim", number=31, **HALF)
    + "- Lúa xuân: 96,5 ha/100 ha, đạt 96,5% kế hoạch; năng suất lúa xuân 52 tạ/ha.\n\n"
    + "- Đàn lợn 1.240 con/1.550 con, đạt 80% kế hoạch; đàn trâu 215 con.\n\n"
    + "- Tổng thu ngân sách trên địa bàn là 86.400.000 đồng/120.000.000 đồng, đạt 72% dự toán.\n",
    "khe-vai.txt": HEAD.format(upper="KHE VẢI", name="Khe Vải", number=44, **HALF)
    + "- Lúa xuân: 60,25 ha/50 ha, đạt 120,5% kế hoạch; năng suất lúa xuân 49 tạ/ha.\n\n"
    + "- Đàn lợn 480 con/600 con, đạt 95% kế hoạch. Đàn trâu 90 con.\n\n"
    + "- =HYPERLINK(1) @SUM: toàn xã có 394/438 hộ là gia đình văn hóa, đạt 98,95%.\n",
    "khe-mo.txt": HEAD.format(upper="KHE MƠ", name="Khe Mơ", number=12, **YEAR)
    + "- Đàn lợn 300 con/300 con, đạt 100% kế hoạch.\n",
}
BROKEN = {"khe-vai.txt": 2}
"""How many wrong percentages each report has; the others have none."""


def build_district(folder: Path) -> Path:
    """The database of the district, in `folder`."""
    reports = folder / "bao-cao"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, "utf-8")
    database = folder / "district.duckdb"
    ingest([reports], Settings(db=database, jobs=1), lambda *_: None)
    return database
