"""The few calls that an application needs."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.decision.words import Asked
from creditpolicy.diagnostics import Diagnostic, Severity
from creditpolicy.diagnostics.errors import CreditPolicyError, PolicyError
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Worklist
from creditpolicy.ir.program import Program
from creditpolicy.ir.version import Version
from creditpolicy.questions import (
    NotInForceError,
    TimelineError,
    UnknownPointError,
    must_be_a_day,
    must_have_invoice,
    point_of,
    version_on,
)
from creditpolicy.sources.bundle_file import is_bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    from creditpolicy.deciding.asking import Asking
    from creditpolicy.deciding.checked import CheckedCase, Checking
    from creditpolicy.frames import DecidingFrames
    from creditpolicy.frames.native import Part
    from creditpolicy.loading import Loaded
    from creditpolicy.timeline import Timeline

_MOST_DAYS = 400
ROWS_AT_ONCE = 250_000
Frame = TypeVar("Frame")
"""A frame of Polars, pandas or pyarrow."""


class Policy:
    """A checked policy, ready to decide. Immutable, so that threads may share it.

    Make one with `Policy.load`. Where the path holds several versions, the day of the question picks one.
    """

    __slots__ = ("_askings", "_at_hand", "_checking", "_deciding", "_frames", "_versions")

    def __init__(self, versions: "tuple[Loaded | Version, ...]") -> None:
        """Use `Policy.load`."""
        self._versions = tuple(
            usable for one in versions if (usable := one if isinstance(one, Version) else one.version) is not None
        )
        self._askings: dict[tuple[str, date], Asking] = {}
        self._at_hand: dict[str, Asking] = {}
        self._checking: Checking | None = None
        self._frames: dict[int, DecidingFrames] = {}
        self._deciding = {id(version.program): Deciding(version.program, reason_text) for version in self._versions}

    @classmethod
    def load(cls, path: "str | PathLike[str]") -> "Policy":
        """Read and check the policy at `path`: a file, a folder with `policy.yaml`, a folder of versions, or a bundle.

        Raises:
            PolicyError: the policy has errors, or the bundle can't be used; `.diagnostics` lists every finding.

        """
        if is_bundle(path):
            from creditpolicy.bundle import load_bundle

            return cls(load_bundle(path))
        from pathlib import Path

        from creditpolicy.loading import load

        versions = load(Path(path))
        findings = tuple(finding for version in versions for finding in version.diagnostics)
        if any(finding.severity is Severity.ERROR for finding in findings):
            sources: dict[str, str] = {}
            for version in versions:
                sources |= version.sources
            raise PolicyError(findings, sources)
        return cls(versions)

    @classmethod
    def from_bundle(cls, data: bytes) -> "Policy":
        """The policy that `bundle` gave the bytes of.

        Raises:
            PolicyError: the bytes are no bundle that can be used.
            TypeError: they are no bytes.

        """
        from creditpolicy.bundle import versions_in

        if type(data) is not bytes:
            message = f"data must be bytes, found {type(data).__name__}"
            raise TypeError(message)
        return cls(versions_in(data, "bundle"))

    def bundle(self) -> bytes:
        """The policy with all its versions as bytes that decide without its YAML: what `creditpolicy build` writes.

        Raises:
            Unbundled: it would be too large, or goes too deep, to be read.

        """
        from creditpolicy.bundle import bundle_bytes

        return bundle_bytes(self._versions)

    def __reduce__(self) -> "tuple[Callable[[bytes], Policy], tuple[bytes]]":
        """Other processes get the bundle."""
        return _unbundled, (self.bundle(),)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Findings that leave the policy usable."""
        return tuple(finding for version in self._versions for finding in version.diagnostics)

    @property
    def points(self) -> tuple[str, ...]:
        """The decision points that the policy answers, in its last version."""
        return tuple(self.program(None).points)

    def decide(self, point: str, facts: object, *, as_of: date) -> Decision:
        """Decide one question about one case.

        Args:
            point: one of `points`: `accept`, `order`, `collect` and so on, as far as the policy has the sections for
                them, or a table of its own.
            facts: a mapping, dataclass or pydantic model with a key for each record (`customer`, `order`, `invoices`,
                ...); dates as `date` or ISO text, amounts as `"12.50 EUR"` or an exact number.
            as_of: the day for which is decided.

        Raises:
            FactsError: the facts can't be what they say they are; `.problems` names every fault with its path.
            ValueError: the policy has no such decision point, or no version in force on that day.
            TypeError: `as_of` is no date.

        """
        asking = self._at_hand.get(point)
        if asking is None or asking.as_of is not as_of:
            asking = self._asking(point, as_of)
            if asking is None:
                return self._interpreted(point, facts, as_of)
        return asking.decide(facts)

    def decide_json(self, point: str, data: bytes, *, as_of: date) -> bytes:
        """Decide one question about one case: from JSON, to JSON.

        Where msgspec is installed it reads the JSON, and the way from bytes to bytes takes about as long as `decide`.

        Args:
            point: as for `decide`.
            data: an object with a key for each record, in UTF-8; a key may stand there once, and no digit is lost.
            as_of: the day for which is decided.

        Returns:
            What `Decision.to_dict(digests=False)` gives, as ASCII.

        Raises:
            FactsError: it is no JSON, or the facts can't be what they say they are.
            ValueError: as `decide`.
            TypeError: `as_of` is no date, or the data are no bytes.

        """
        if type(data) is not bytes:
            message = f"data must be bytes, found {type(data).__name__}"
            raise TypeError(message)
        asking = self._at_hand.get(point)
        if asking is None or asking.as_of is not as_of:
            asking = self._asking(point, as_of)
            if asking is None:
                from creditpolicy.deciding.by_json import brief
                from creditpolicy.facts.from_json import facts_of_json

                return brief(self._interpreted(point, facts_of_json(data), as_of))
        return asking.decide_json(data)

    def check(self, facts: object, *, as_of: date) -> "CheckedCase":
        """Check the facts of a case once, to ask several questions about it with its `decide`.

        Args:
            facts: as for `decide`.
            as_of: the day for which is checked, and decided.

        Raises:
            FactsError: the facts can't be what they say they are.
            ValueError: no version is in force on that day.
            TypeError: `as_of` is no date.

        """
        must_be_a_day("as_of", as_of)
        checking = self._checking
        if checking is None or checking.as_of != as_of:
            program = self.program(as_of)
            checking = self._deciding[id(program)].checking(as_of, lambda name: point_of(program, name))
            self._checking = checking
        return checking.check(facts)

    def decide_frame(self, frame: Frame, point: str, *, as_of: date, keep: "Sequence[str]" = ()) -> Frame:
        """Decide one question about every row of a frame.

        Args:
            frame: a frame of Polars, pandas or pyarrow: a row for each case, a column for each fact, called by its
                whole name (`customer.segment`), or by its last part where only one fact is called so, or only
                one that the question rests on; a list of records as a column `invoices` of lists.
            point: one of `points`.
            as_of: the day for which is decided.
            keep: columns that are carried along untouched; all others must be facts.

        Returns:
            A frame of the same kind, rows in the same order: the kept columns, `status`, one column for each field of
            the outcome, `missing`, `deciding` and `reasons`.

        Raises:
            FactsError: a column is no fact, or a value can't be what it says it is.
            ValueError: the policy has no such decision point, or no version in force on that day.
            TypeError: `as_of` is no date, or `frame` no frame.
            ImportError: Polars, or what the frame is of, is not installed.

        """
        must_be_a_day("as_of", as_of)
        program = self.program(as_of)
        asked = point_of(program, point)
        frames = self._frames_of(program)
        from creditpolicy.frames.native import to_polars

        found, back = to_polars(frame)
        decided: Frame = back(frames.decide(asked, found, as_of, tuple(keep)))
        return decided

    def decide_parts(
        self, frames: object, point: str, *, as_of: date, keep: "Sequence[str]" = (), rows: int = ROWS_AT_ONCE
    ) -> "Iterator[Part]":
        """Decide more rows than memory holds, a part at a time.

        Args:
            frames: a scan of Polars (`polars.scan_parquet(...)`), or frames one after the other.
            point: one of `points`.
            as_of: the day for which is decided.
            keep: columns that are carried along untouched; all others must be facts.
            rows: how many rows of a scan are decided at once.

        Returns:
            The decided parts in order, as frames of Polars with the columns of `decide_frame`.

        Raises:
            As `decide_frame`; the rows of all parts are numbered through.

        """
        must_be_a_day("as_of", as_of)
        program = self.program(as_of)
        asked = point_of(program, point)
        deciding = self._frames_of(program)
        from creditpolicy.frames.native import parts_of

        return deciding.decide_parts(asked, parts_of(frames, rows), as_of, tuple(keep))

    def _frames_of(self, program: Program) -> "DecidingFrames":
        found = self._frames.get(id(program))
        if found is None:
            try:
                from creditpolicy.frames import DecidingFrames
            except ImportError:
                raise ImportError(Asked.NEEDS_FRAMES()) from None
            found = self._frames.setdefault(id(program), DecidingFrames(self._deciding[id(program)]))
        return found

    def timeline(
        self, facts: object, *, as_of: date, invoice: str | None = None, until: date | None = None
    ) -> "Timeline":
        """What is done about a customer's invoices from `as_of` on, day after day, if nothing is paid.

        Args:
            facts: as for `decide`.
            as_of: the first day.
            invoice: the number of the one invoice to tell of; all of them if left out.
            until: the last day to look at; ten years, or the end of the calendar, if left out.

        Raises:
            FactsError: the facts can't be what they say they are.
            ValueError: the policy has no reminders, or no version in force on that day; there is no such invoice; or
                `until` lies before `as_of`.
            TypeError: a day is no date.

        """
        must_be_a_day("as_of", as_of)
        if until is not None:
            must_be_a_day("until", until)
            if until < as_of:
                raise TimelineError(Asked.UNTIL_BEFORE(until=until, as_of=as_of))
        program = self.program(as_of)
        point = point_of(program, "collect")
        case = read_case(facts, program.vocabulary, as_of)
        if invoice is not None:
            must_have_invoice(case, invoice)
        from creditpolicy.timeline import follow

        return follow(program, point, case, reason_text, until=until, invoice=invoice)

    def _asking(self, point: str, as_of: date) -> "Asking | None":
        """What decides a question on a day, at hand from now on; None while the interpreter does."""
        must_be_a_day("as_of", as_of)
        asking = self._askings.get((point, as_of))
        if asking is None:
            program = self.program(as_of)
            asking = self._deciding[id(program)].asking(point_of(program, point), as_of)
            if asking is None:
                return None
            if len(self._askings) >= _MOST_DAYS:
                self._askings.clear()
            self._askings[point, as_of] = asking
        self._at_hand[point] = asking
        return asking

    def _interpreted(self, point: str, facts: object, as_of: date) -> Decision:
        program = self.program(as_of)
        return self._deciding[id(program)].interpreted(program.points[point], facts, as_of)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version, in the order of their first days."""
        return self._versions

    def program(self, as_of: date | None) -> Program:
        """The compiled version that is in force on `as_of` (None: the last one).

        Raises:
            NotInForceError: none is.

        """
        return self.version(as_of).program

    def worklist(self, as_of: date | None) -> Worklist | None:
        """How the version in force on `as_of` plans the work of a day; None where it sets no priorities.

        Raises:
            NotInForceError: none is.

        """
        return self.version(as_of).worklist

    def version(self, as_of: date | None) -> Version:
        """The version that is in force on `as_of` (None: the last one).

        Raises:
            NotInForceError: none is.

        """
        return version_on(self._versions, as_of)


@lru_cache(maxsize=4)
def _unbundled(data: bytes) -> Policy:
    """The policy in a bundle; one for all the tasks of a process, so that what one compiled serves the others."""
    return Policy.from_bundle(data)


__all__ = [
    "CreditPolicyError",
    "FactsError",
    "NotInForceError",
    "Policy",
    "PolicyError",
    "TimelineError",
    "UnknownPointError",
]
