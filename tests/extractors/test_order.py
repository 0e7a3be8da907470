"""Claims of order: cumulative figures and bounds."""

from __future__ import annotations

import pytest

from models.relation import ClaimKind
from tests.extractors.claims import equations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trong tháng trồng 25 ha rừng, lũy kế 36 ha.", ["25 < 36"]),
        ("Trong tháng trồng 25 ha rừng, cộng dồn 36 ha.", ["25 < 36"]),
        ("Trong tháng trồng 25 ha rừng, lũy kế 36 hộ tham gia.", []),
        ("Trong tháng trồng 25 ha rừng. Lũy kế 36 ha.", []),
        ("Trong tháng trồng 25 ha rừng, cả năm 36 ha.", []),
        ("Tỷ lệ sinh con thứ ba 14,6% (quy định < 18%).", ["14,6 < 18"]),
        ("Tỷ lệ che phủ rừng 58% (chỉ tiêu ≥ 55%).", ["55 < 58"]),
        ("Tỷ lệ che phủ rừng 58% (năm trước 55%).", []),
    ],
)
def test_order(text: str, found: list[str]) -> None:
    assert equations(text, ClaimKind.WITHIN) == found
