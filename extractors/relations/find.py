"""All claims of a report, gathered from the finders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.reading import BlockReading
from extractors.relations.amounts import find_amount_claims
from extractors.relations.calendar import CalendarClaims
from extractors.relations.changes import find_change_claims
from extractors.relations.citation_claims import CitationClaims
from extractors.relations.common_base import find_common_base_claims
from extractors.relations.compositions import CompositionClaims
from extractors.relations.density import find_density_claims
from extractors.relations.excess import find_excess_claims
from extractors.relations.granular import find_granular_claims
from extractors.relations.index import FactIndex
from extractors.relations.items import find_allotment_claims, find_item_claims
from extractors.relations.listed import ListedClaims
from extractors.relations.makeup import find_inhabitant_claims, find_makeup_claims
from extractors.relations.means import find_mean_claims
from extractors.relations.notes import find_note_claims
from extractors.relations.numbering import NumberingClaims
from extractors.relations.occasions import OccasionClaims
from extractors.relations.order import find_order_claims
from extractors.relations.products import find_product_claims
from extractors.relations.rates import find_rate_claims
from extractors.relations.ratios import find_ratio_claims
from extractors.relations.remainders import find_remainder_claims
from extractors.relations.repeats import find_repeat_claims
from extractors.relations.share_columns import ShareColumnClaims
from extractors.relations.shares import find_share_claims
from extractors.relations.signs import find_malformed_claims, find_sign_claims
from extractors.relations.slipped import find_slipped_claims
from extractors.relations.stale import StaleClaims
from extractors.relations.sums import find_sum_claims
from extractors.relations.symbols import SymbolClaims
from extractors.relations.tables import TableClaims
from extractors.relations.words import WordClaims
from extractors.relations.years import YearClaims
from models.document import Document
from models.fact import Fact
from models.lexicon import Lexicon
from models.number import Numeral
from models.relation import Claim


class ClaimFinder:
    """Finds claims; made once for a lexicon, since it compiles the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._tables = TableClaims(lexicon)
        self._listed = ListedClaims(lexicon)
        self._compositions = CompositionClaims(lexicon)
        self._share_columns = ShareColumnClaims(lexicon)
        self._of_numerals = [
            finder(lexicon)
            for finder in (
                CitationClaims,
                YearClaims,
                OccasionClaims,
                CalendarClaims,
                StaleClaims,
                NumberingClaims,
                SymbolClaims,
                WordClaims,
            )
        ]

    def find(
        self,
        document: Document,
        readings: Mapping[int, BlockReading],
        facts: Sequence[Fact],
        ledger: Sequence[Numeral],
    ) -> list[Claim]:
        """Everything the text claims about its own figures, not yet judged.

        Args:
            document: The structured report.
            readings: By block index, what the stages found there.
            facts: All facts, by offset.
            ledger: All numerals, by offset.
        """
        index = FactIndex(document, readings, facts, self._lexicon)
        claims = [
            *find_malformed_claims(facts),
            *find_ratio_claims(index),
            *find_share_claims(index),
            *find_common_base_claims(index),
            *find_granular_claims(index),
            *find_excess_claims(index),
            *find_sum_claims(index),
            *find_item_claims(index),
            *find_allotment_claims(index),
            *find_note_claims(index),
            *find_remainder_claims(index),
            *find_amount_claims(index),
            *find_change_claims(index),
            *find_product_claims(index),
            *find_rate_claims(index),
            *find_order_claims(index),
            *self._tables.find(index),
            *self._share_columns.find(index),
            *self._compositions.find(index),
            *self._listed.find(index, ledger),
            *find_slipped_claims(index),
            *find_repeat_claims(index, facts),
            *find_makeup_claims(index, facts),
            *find_inhabitant_claims(index),
            *find_sign_claims(facts, ledger),
            *find_density_claims(facts, self._lexicon),
            *(claim for finder in self._of_numerals for claim in finder.find(document, ledger)),
        ]
        claims += find_mean_claims(index, claims)
        return [claim for claim in claims if index.is_whole(claim)]
