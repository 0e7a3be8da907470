"""Pictures of pages (PNG, JPEG, TIFF of several pages): laid out once they are recognised.

A picture holds no characters: the pages come as `RecognisedPage` records and are laid out as
those of a scanned PDF file are.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from PIL import Image

from models.errors import InputError
from models.messages import problem
from models.recognised import RecognisedPage
from models.text import Source

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
MEDIA_TYPE = "image/*"
RANK = 0
"""Asked first: magic bytes tell the format."""

_MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_FORMATS = ("PNG", "JPEG", "TIFF")
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error)
"""What Pillow raises on bytes that are no picture."""
_MOST_PIXELS = 150_000_000
"""What a page photographed or scanned finely has; more is meant to exhaust the machine."""


def recognises(data: bytes) -> bool:
    r"""Whether the bytes are a picture.

    >>> recognises(b"\x89PNG\r\n\x1a\n")
    True
    """
    return data.startswith(_MAGIC)


def pages_to_recognise(data: bytes, *, every: bool = True) -> tuple[int, ...]:
    """The 0-based numbers of all pictures in the file: none can be read without.

    Raises:
        InputError: the picture is damaged or too large.
    """
    with open_picture(data) as image, decoding():
        return tuple(range(getattr(image, "n_frames", 1)))


def read(data: bytes, recognised: Mapping[int, RecognisedPage] = MappingProxyType({})) -> Source:
    """The text of the pages in reading order, with geometry in points.

    `Source.detail` names pages that were not recognised.

    Raises:
        InputError: the picture is damaged or too large, or none of its pages was recognised.
    """
    from extractors.readers._writer import SourceWriter
    from extractors.readers.pdf.assemble import PageWriter
    from extractors.readers.pdf.pages import lay_out, scan_remark
    from extractors.readers.pdf.recognised import recognised_pages, unread_page, with_confidence

    with open_picture(data) as image:
        media_type = Image.MIME.get(image.format or "", MEDIA_TYPE)
    if not recognised:
        raise problem(InputError, "error.picture.unread")
    pages = recognised_pages(recognised.values())
    numbers = pages_to_recognise(data)
    contents = [lay_out(pages.get(number) or unread_page(number)) for number in numbers]
    writer = SourceWriter(keep_empty_pages=True)
    PageWriter(contents, writer).write()
    return with_confidence(writer.source(media_type, detail=scan_remark(contents)), recognised)


def open_picture(data: bytes) -> Image.Image:
    """The picture, opened but not decoded yet.

    Raises:
        InputError: it is damaged or too large.
    """
    with decoding():
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        pixels = image.width * image.height
    if pixels > _MOST_PIXELS:
        raise _too_large()
    return image


@contextmanager
def decoding() -> Iterator[None]:
    """Where a picture is decoded: whatever its bytes do to Pillow, it is the picture's fault.

    Raises:
        InputError: it is damaged or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except _DAMAGE as error:
        raise problem(InputError, "error.picture.damaged") from error


def _too_large() -> InputError:
    return problem(InputError, "error.picture.large", most=_MOST_PIXELS // 1_000_000)
