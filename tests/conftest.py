"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says more of the machine's other guests than of our code.
settings.register_profile("soatso", deadline=None)
settings.load_profile("soatso")
