"""A PDF page as it is read: its visible box, turned upright, origin at the top left."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium


class View:
    """Maps places of the file's own coordinates to the page as it is read."""

    def __init__(self, page: pypdfium2.PdfPage, turn: int = 0) -> None:
        """Sees the page as it is shown, or turned clockwise by so many degrees more."""
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)  # boxes of the page or its parents, cut
        self.left, self._bottom, self._right, self._top = box.left, box.bottom, box.right, box.top
        self.turned = (page.get_rotation() + turn) % 360
        """Degrees by which the page is turned clockwise to be read."""
        width, height = self._right - self.left, self._top - self._bottom
        sideways = self.turned in {90, 270}
        self.width, self.height = (height, width) if sideways else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's own coordinates on the page as it is read."""
        if self.turned == 90:
            return y - self._bottom, x - self.left
        if self.turned == 180:
            return self._right - x, y - self._bottom
        if self.turned == 270:
            return self._top - y, self._right - x
        return x - self.left, self._top - y
