"""The version stored with a report: the same for the same rules, another for others."""

from __future__ import annotations

from pathlib import Path

from pipeline.version import extractor_version, program_version


def test_the_version_is_that_of_the_program_and_its_rules() -> None:
    version, plus, fingerprint = extractor_version().partition("+")
    assert version == program_version()
    assert plus
    assert len(fingerprint) == 8
    assert extractor_version() == extractor_version(())


def test_the_users_own_lexicon_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text("# một\n", "utf-8")
    second.write_text("# hai\n", "utf-8")
    versions = {extractor_version(), extractor_version((first,)), extractor_version((second,))}
    assert len(versions) == 3
