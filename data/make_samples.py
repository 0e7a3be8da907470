"""Builds the .docx and .pdf samples and the key's page anew from `data/sources` and `key.json`.

    python data/make_samples.py [--out FOLDER] [--fonts FOLDER]

The .txt samples are their own source. Equal sources give equal bytes. The PDF needs reportlab
(among the development requirements) and the DejaVu fonts (Debian: fonts-dejavu-core and
fonts-dejavu-extra).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sample_docx import build_docx
from sample_text import parse_sample

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")


def main() -> None:
    """Writes one file for each source, named like it without `.txt`, and KEY.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "samples")
    parser.add_argument("--fonts", type=Path, default=FONTS)
    args = parser.parse_args()
    for source in sorted((HERE / "sources").glob("*.txt")):
        target = args.out / source.stem
        target.write_bytes(build_sample(source, args.fonts))
        print(f"{target} {target.stat().st_size} bytes")
    key = json.loads((HERE / "key.json").read_text(encoding="utf-8"))
    (HERE / "KEY.md").write_text(render_key(key), encoding="utf-8")


def build_sample(source: Path, fonts: Path) -> bytes:
    """The file that `source` describes, in the format its name ends with."""
    sample = parse_sample(source.read_text(encoding="utf-8"))
    if source.stem.endswith(".docx"):
        return build_docx(sample)
    from sample_pdf import build_pdf  # reportlab is only needed here

    return build_pdf(sample, fonts)


def render_key(key: list[dict[str, str]]) -> str:
    """The planted errors as a Markdown page, in Vietnamese and English."""
    head = (
        "<!-- Made by `make samples` from key.json. -->\n\n"
        "# Lỗi gài sẵn trong các báo cáo mẫu · Errors planted in the samples\n\n"
        "Số liệu sai đặt trong ⟦ ⟧. The wrong figure stands in ⟦ ⟧.\n"
    )
    rows = []
    for file in dict.fromkeys(entry["file"] for entry in key):
        rows.append(f"\n## {file}\n\n| | Đúng · Right | Vì sao | Why |\n| --- | --- | --- | --- |")
        rows.extend(
            f"| {entry['quote']} | {entry['expected']} | {entry['vi']} | {entry['en']} |"
            for entry in key
            if entry["file"] == file
        )
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
