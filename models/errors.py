"""The error tree: only what stops us is an exception, and it says what to do next.

Doubt about a figure is a value on its record, a broken claim is a finding. What
remains are four ways in which the work itself cannot go on; the command line maps
each to one exit code (docs: CONTRACT §1).
"""

from __future__ import annotations


class SoatsoError(Exception):
    """Something that stops the work, with a remedy a user can act on.

    `message` and `remedy` are plain sentences in Vietnamese; `message_en` and
    `remedy_en` say the same in English.

    >>> str(InputError("Tệp rỗng", remedy="Xin gửi lại tệp."))
    'Tệp rỗng Xin gửi lại tệp.'
    """

    exit_code = 70
    """Process exit code, as published in the contract."""

    def __init__(
        self, message: str, *, remedy: str = "", message_en: str = "", remedy_en: str = ""
    ) -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy
        self.message_en = message_en or message
        self.remedy_en = remedy_en or remedy

    def localised(self, lang: str) -> tuple[str, str]:
        """The message and the remedy in `lang` (`vi` or `en`).

        >>> SettingsError("Sai", message_en="Wrong").localised("en")
        ('Wrong', '')
        """
        if lang == "en":
            return self.message_en, self.remedy_en
        return self.message, self.remedy


class SettingsError(SoatsoError):
    """Wrong usage or settings."""

    exit_code = 2


class InputError(SoatsoError):
    """A file that cannot be read; the rest of the batch goes on."""

    exit_code = 3


class LexiconError(SoatsoError):
    """The lexicon (ours or the user's own) is not valid."""

    exit_code = 4


class StoreError(SoatsoError):
    """The database is locked, damaged or of another schema version."""

    exit_code = 5
