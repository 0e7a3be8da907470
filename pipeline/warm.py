"""Importing this module makes the process ready to read: all is imported and the lexicon is built.

The server from which workers are forked does it once, so that a worker, also one that replaces
another, starts with what takes more than two seconds already behind it.
"""

from __future__ import annotations

import gc

import pdfplumber
import pyarrow
import pypdfium2
from lxml import etree

from extractors.extract import extract
from extractors.readers import read_source
from models.lexicon import load
from pipeline.checks import judge

__all__ = ["etree", "pdfplumber", "pyarrow", "pypdfium2"]

# At its first array pyarrow imports pandas, to know whether it was given one of that.
pyarrow.array([])

_REPORT = """UBND XÃ KHE LAU
Số: 12/BC-UBND
Khe Lau, ngày 5 tháng 6 năm 2024
BÁO CÁO
Kết quả thực hiện nhiệm vụ 6 tháng đầu năm 2024
Đàn lợn đuợc 12/15 con, bằng 90% kế hoạch.
"""
"""It makes use of finders, checks, gazetteer and spelling, which are made when first used."""

judge(extract(read_source("a.txt", _REPORT.encode()), load(()), "warm").claims, "warm")

# The lexicon stays for good: the collector need not go through it again with every report.
gc.collect()
gc.freeze()

# A report makes records by the ten thousand, and few of them in circles: look less often.
gc.set_threshold(50_000, 20, 20)
