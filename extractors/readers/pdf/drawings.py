"""The rules, pictures and other shapes that a page shows, from PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.readers.pdf.layout import Rule
from extractors.readers.pdf.view import View

_THIN = 3.0
"""Largest thickness of a rule, in points."""
_SHORTEST_RULE = 4.0
_MAX_OBJECTS = 20_000
"""Pages with more objects are drawings; their rules are not looked for."""
_MAX_DEPTH = 4
"""How deep forms inside forms are looked into."""
_FULL_PICTURE = 0.5
"""Share of the page that the pictures of a scanned page cover at least: some come in strips."""
_OUTLINED = 300
"""Shapes that are no rules, from which on they may be text turned into curves."""


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page beside characters."""

    rules: list[Rule]
    pictures: bool
    """Whether pictures cover most of it."""
    outlined: bool
    """Whether so many shapes that are no rules may be text turned into curves."""


def read_drawings(page: pypdfium2.PdfPage, view: View) -> Drawings:
    """The rules of a page, and what else shows that it is no page of text."""
    rules: list[Rule] = []
    covered, shapes = 0.0, 0
    for count, (drawn, kind, matrix) in enumerate(_objects(page)):
        if count > _MAX_OBJECTS:
            rules, shapes = [], _OUTLINED
            break
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += _area(drawn, matrix)
            continue
        own = list(_rules(drawn, matrix, view))
        rules.extend(own)
        shapes += not own
    return Drawings(
        rules=rules,
        pictures=covered > _FULL_PICTURE * view.width * view.height,
        outlined=shapes >= _OUTLINED,
    )


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int, pypdfium2.PdfMatrix]]:
    """Paths and pictures, those inside forms too, each with the way to the file's coordinates."""
    raw = page.raw
    waiting = [
        (pdfium.FPDFPage_GetObject(raw, index), pypdfium2.PdfMatrix(), 0)
        for index in reversed(range(pdfium.FPDFPage_CountObjects(raw)))
    ]
    while waiting:
        drawn, outer, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}:
            yield drawn, kind, _matrix(drawn).multiply(outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _matrix(drawn).multiply(outer)
            waiting.extend(
                (pdfium.FPDFFormObj_GetObject(drawn, index), inner, depth + 1)
                for index in reversed(range(pdfium.FPDFFormObj_CountObjects(drawn)))
            )


def _matrix(drawn: Any) -> pypdfium2.PdfMatrix:
    raw = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, raw)
    return pypdfium2.PdfMatrix.from_raw(raw)


def _area(picture: Any, matrix: pypdfium2.PdfMatrix) -> float:
    """What a picture covers: the unit square, as its matrix stretches and turns it."""
    return abs(float(matrix.a * matrix.d - matrix.b * matrix.c))


def _rules(path: Any, matrix: pypdfium2.PdfMatrix, view: View) -> Iterator[Rule]:
    """The straight thin lines of a path: strokes, thin filled boxes, borders of stroked boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _strokes(path, matrix, view):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= _THIN:
            if max(wide, high) >= _SHORTEST_RULE:
                yield box
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= 0.5:
                    yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _strokes(
    path: Any, matrix: pypdfium2.PdfMatrix, view: View
) -> Iterator[list[tuple[float, float]]]:
    """The connected pieces of a path as points on the page; a closed one ends where it began."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(view.point(*matrix.on_point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
