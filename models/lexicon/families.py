"""Families: indicators that are a product of facets, expanded from one description.

A family gives templates with facet names in braces. For every combination of facet values,
`{facet}` stands for the value's key in the code, for its name in the names, and in the
alias templates for each of its aliases in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from string import Formatter

from models.lexicon.entry import Entry
from models.lexicon.records import Facet, FacetValue, Family, Indicator

Combination = Mapping[str, FacetValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """What the indicators of a family have in common."""

    entry: Entry
    """Where the family is described, for messages."""
    family: Family
    vi: str
    en: str
    aliases: tuple[str, ...]
    unless: tuple[str, ...]
    example: str
    seen: str


def read_family(entry: Entry) -> Templates:
    """The family that the table describes.

    Raises:
        LexiconError: a key is wrong, or a template names a facet that there is none of.
    """
    facets = tuple(_read_facet(table) for table in entry.tables("facet", "name"))
    templates = Templates(
        entry=entry,
        family=Family(name=entry.text("name"), code=entry.text("code"), facets=facets),
        vi=entry.text("vi"),
        en=entry.text("en"),
        aliases=entry.texts("aliases"),
        unless=entry.texts("unless"),
        example=entry.text("example", ""),
        seen=entry.text("seen"),
    )
    entry.close()
    _check_fields(templates)
    return templates


def expand(templates: Templates, dimension_of: Callable[[Entry, str], str]) -> Iterator[Indicator]:
    """The indicators of the family, the last facet varying fastest."""
    names = [facet.name for facet in templates.family.facets]
    for values in product(*(facet.values for facet in templates.family.facets)):
        keys = {value.key for value in values}
        if not any(keys.intersection(value.without) for value in values):
            yield _indicator(templates, dict(zip(names, values, strict=True)), dimension_of)


def _read_facet(entry: Entry) -> Facet:
    values = tuple(_read_value(table) for table in entry.tables("value", "key"))
    facet = Facet(name=entry.text("name"), values=values)
    entry.close()
    return facet


def _read_value(entry: Entry) -> FacetValue:
    value = FacetValue(
        key=entry.text("key"),
        vi=entry.text("vi"),
        en=entry.text("en"),
        aliases=entry.texts("aliases"),
        default=entry.flag("default", default=False),
        implies=entry.text("implies", ""),
        weak=entry.texts("weak"),
        context=entry.texts("context"),
        unless=entry.texts("unless"),
        unit=entry.text("unit", ""),
        units=entry.texts("units"),
        parent=entry.text("parent", ""),
        apart=entry.texts("apart"),
        without=entry.texts("without"),
        sums=entry.flag("sums", default=True),
        example=entry.text("example", ""),
    )
    entry.close()
    if not value.aliases and not value.weak:
        raise entry.error("thiếu cả “aliases” lẫn “weak”", "neither “aliases” nor “weak” is given")
    return value


def _check_fields(templates: Templates) -> None:
    """Raise unless every facet named in a template, or as a key, exists."""
    facets = templates.family.facets
    names = {facet.name for facet in facets}
    values = [value for facet in facets for value in facet.values]
    written = [
        templates.family.code,
        templates.vi,
        templates.en,
        templates.example,
        *templates.aliases,
    ]
    for template in written + [value.example for value in values]:
        for name in _fields(template):
            if name not in names:
                raise templates.entry.error(
                    f"khuôn “{template}” nêu “{name}” là điều không có",
                    f"template “{template}” names “{name}”, which is no facet",
                    wrong=name,
                    valid=names,
                )
    keys = {value.key for value in values}
    for value in values:
        for key in (*value.apart, *value.without, *filter(None, [value.implies])):
            if key not in keys:
                raise templates.entry.error(
                    f"giá trị “{value.key}” nhắc tới “{key}” là điều không có",
                    f"value “{value.key}” refers to “{key}”, which is none",
                    wrong=key,
                    valid=keys,
                )


def _indicator(
    templates: Templates, chosen: Combination, dimension_of: Callable[[Entry, str], str]
) -> Indicator:
    values = tuple(chosen.values())
    unit = next((value.unit for value in values if value.unit), "")
    dimension = dimension_of(templates.entry, unit)
    strong, weak = _phrases(templates.aliases, chosen)
    code = templates.family.code.format_map({name: value.key for name, value in chosen.items()})
    example = templates.example or next((value.example for value in values if value.example), "")
    return Indicator(
        code=code,
        unit=unit,
        dimension=dimension,
        parent=_parent(templates.family.code, chosen),
        domain=code.partition(".")[0],
        name_vi=templates.vi.format_map({name: value.vi for name, value in chosen.items()}),
        name_en=templates.en.format_map({name: value.en for name, value in chosen.items()}),
        aliases=strong,
        weak=weak,
        context=_joined(value.context for value in values),
        unless=_joined([templates.unless, *(value.unless for value in values)]),
        units=next((value.units for value in values if value.units), (dimension,)),
        rate=None,
        whole=None,
        whole_of=(),
        example=_example(example, chosen),
        seen=templates.seen,
    )


def _phrases(
    templates: Sequence[str], chosen: Combination
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases that suffice, and those that need a context.

    A value's weak words suffice together with another facet's words: `đàn` + `dê`.
    """
    strong: dict[str, None] = {}
    weak: dict[str, None] = {}
    for template in templates:
        fields = _fields(template)
        if len(fields) == 1:
            weak.update(_filled(template, {fields[0]: chosen[fields[0]].weak}))
            strong.update(_filled(template, {fields[0]: chosen[fields[0]].aliases}))
        else:
            words = {name: chosen[name].aliases + chosen[name].weak for name in fields}
            strong.update(_filled(template, words))
    return tuple(strong), tuple(phrase for phrase in weak if phrase not in strong)


def _filled(template: str, words: Mapping[str, tuple[str, ...]]) -> dict[str, None]:
    """The template with every combination of words, in order and once each."""
    return {
        template.format_map(dict(zip(words, combination, strict=True))): None
        for combination in product(*words.values())
    }


def _parent(code: str, chosen: Combination) -> str | None:
    """The code with the first value that has a parent replaced by it."""
    keys = {value.key for value in chosen.values()}
    if not all(value.sums for value in chosen.values()):
        return None
    for name, value in chosen.items():
        if value.parent and not keys.intersection(value.apart):
            return code.format_map({n: v.key for n, v in chosen.items()} | {name: value.parent})
    return None


def _example(template: str, chosen: Combination) -> str:
    filled = template.format_map(
        {name: (value.aliases or value.weak)[0] for name, value in chosen.items()}
    )
    return filled[:1].upper() + filled[1:]


def _joined(groups: Sequence[tuple[str, ...]] | Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for group in groups for word in group))


def _fields(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]
