"""Rate tables and scales as written, the package's and the policy's own, to the law that the policy can name."""

from fractions import Fraction

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.policy import ChargeRule
from creditpolicy.checked.titles import titles_of, titles_or_none
from creditpolicy.decision.canonical import digest
from creditpolicy.diagnostics import Code, Note
from creditpolicy.law import Band, Certainty, Law, RateRow, RateTable, Scale
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import amount, iso_date, name, percent
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.law import BandNode, RateRowNode, RateTableNode, ScaleNode
from creditpolicy.values.describe import plain_number

UNKNOWN = "unknown"
_UNSURE = frozenset({"conflict", "unverified"})
_MOST = Fraction(1)


def check_law(standard: tuple[SectionsNode, ...], files: tuple[SectionsNode, ...], findings: Findings) -> Law:
    """The tables of the package with the rows of the policy's own put in, and the policy's own tables."""
    rates: dict[str, RateTable] = {}
    scales: dict[str, Scale] = {}
    for node in standard:
        rates |= {str(key): _rates(key, table, None, Findings()) for key, table in (node.rates or {}).items()}
        scales |= {
            str(key): one for key, scale in (node.scales or {}).items() if (one := _scale(key, scale, Findings()))
        }
    own: dict[str, Key] = {}
    for file in files:
        for key, table in (file.rates or {}).items():
            if _is_new(key, own, findings):
                rates[str(key)] = _rates(key, table, rates.get(key), findings)
        for key, scale in (file.scales or {}).items():
            if not _is_new(key, own, findings):
                continue
            if key in scales:
                message = f"`{key}` is a scale of the law, which a policy can't replace"
                findings.add(Code.REDEFINED, message, key.scalar.at, "give yours another name")
            elif (found := _scale(key, scale, findings)) is not None:
                scales[str(key)] = found
    return Law(rates, scales)


def _is_new(key: Key, seen: dict[str, Key], findings: Findings) -> bool:
    if findings.take(name(key.scalar)) is None:
        return False
    first = seen.setdefault(str(key), key)
    if first is not key:
        note = Note("first here", first.scalar.at)
        findings.add(Code.DUPLICATE_ID, f"`{key}` stands twice", key.scalar.at, None, note)
    return first is key


def _rates(key: Key, node: RateTableNode, replaced: RateTable | None, findings: Findings) -> RateTable:
    """A table; rows that it has in common with the one of the same name take the place of those."""
    written: dict[str, tuple[RateRow, Scalar]] = {}
    if not node.rows:
        findings.lacks(
            Code.NO_ROWS, f"the rates `{key}` have no rows", node.key_at("rows"), "add the first: `- {from: ...}`"
        )
    for one in node.rows:
        row = _rate_row(one, findings)
        if row is None:
            continue
        first = written.setdefault(one.from_.text, (row, one.from_))
        if first[0] is not row:
            note = Note("the other one", first[1].at)
            findings.add(Code.DUPLICATE_ID, f"two rates from `{one.from_.text}`", one.from_.at, "keep one", note)
    rows = {row.first_day: row for row in replaced.rows} if replaced else {}
    rows |= {row.first_day: row for row, _ in written.values()}
    compounds = node.compound.text == "yearly" if node.compound else replaced is not None and replaced.compounds
    titles = titles_or_none(node.title) or (replaced.titles if replaced else titles_of(None, str(key)))
    return RateTable(str(key), titles, compounds, tuple(rows[day] for day in sorted(rows)))


def _rate_row(node: RateRowNode, findings: Findings) -> RateRow | None:
    day = findings.take(iso_date(node.from_))
    certainty = Certainty(node.certainty.text)
    if node.rate.text == UNKNOWN:
        if certainty.value not in _UNSURE:
            message = f"`certainty: {certainty.value}` of a rate that is unknown"
            findings.add(Code.KEYS_EXCLUDE, message, node.certainty.at, "write `certainty: unverified`")
        return None if day is None else RateRow(day, None, (), certainty, node.source.text)
    rate = _share(node.rate, findings)
    other = None if node.or_ is None else _share(node.or_, findings)
    if (node.or_ is not None) != (certainty is Certainty.CONFLICT):
        message = "`or` goes with `certainty: conflict`, and only with that"
        findings.add(Code.KEYS_EXCLUDE, message, node.certainty.at, "say both rates, or how the one is known")
    if day is None or rate is None:
        return None
    return RateRow(day, rate, () if other is None else (other,), certainty, node.source.text)


def _scale(key: Key, node: ScaleNode, findings: Findings) -> Scale | None:
    least, most = findings.take(amount(node.minimum)), findings.take(amount(node.maximum))
    bands = [_band(band, findings) for band in node.bands or ()]
    if least is None or most is None or None in bands:
        return None
    known = tuple(band for band, _ in (one for one in bands if one is not None))
    currencies = {most.currency, *(currency for _, currency in (one for one in bands if one is not None) if currency)}
    for other in sorted(currencies - {least.currency}):
        message = f"the scale `{key}` mixes {least.currency} and {other}"
        findings.add(Code.UNIT_MISMATCH, message, node.minimum.at, "write all of it in one currency")
        return None
    if not 0 <= least.amount <= most.amount:
        message = f"the minimum `{node.minimum.text}` lies above the maximum `{node.maximum.text}`, or below zero"
        findings.add(Code.EMPTY_RANGE, message, node.minimum.at)
        return None
    tops = [band.up_to for band in known[:-1]]
    ascending = all(top is not None for top in tops) and all(
        before < after
        for before, after in zip([Fraction(0), *_amounts(tops)], _amounts([b.up_to for b in known]), strict=False)
    )
    if not ascending:
        message = f"the bands of `{key}` do not go up one after the other"
        findings.add(Code.EMPTY_RANGE, message, node.key_at("bands"), "only the last may do without `up_to`")
        return None
    certainty = Certainty(node.certainty.text)
    return Scale(str(key), titles_of(node.title, str(key)), known, least, most, certainty, node.source.text)


def _amounts(tops: list[Fraction | None]) -> list[Fraction]:
    return [top for top in tops if top is not None]


def _band(node: BandNode, findings: Findings) -> tuple[Band, str | None] | None:
    share = _share(node.share, findings)
    if node.up_to is None:
        return None if share is None else (Band(None, share), None)
    top = findings.take(amount(node.up_to))
    return None if share is None or top is None else (Band(top.amount, share), top.currency)


def _share(scalar: Scalar, findings: Findings) -> Fraction | None:
    """A percentage from 0% to 100%: a rate or share above that was meant as a fraction of one."""
    found = findings.take(percent(scalar))
    if found is not None and not 0 <= found.value <= _MOST:
        message = f"found {plain_number(found.value * 100)}%, wanted 0% to 100%"
        findings.add(Code.BAD_NUMBER, message, scalar.at)
        return None
    return None if found is None else found.value


def digests_of(rules: tuple[ChargeRule, ...]) -> dict[str, str]:
    """The digest of each table that a policy counts with: what a decision rested on can be told apart later."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.rates is not None:
            rows = [
                [
                    row.first_day.isoformat(),
                    None if row.rate is None else str(row.rate),
                    row.certainty.value,
                    row.source,
                ]
                for row in rule.rates.rows
            ]
            found[rule.rates.name] = digest({"compounds": rule.rates.compounds, "rows": rows})
        if rule.costs is not None and rule.costs.scale is not None:
            scale = rule.costs.scale
            bands = [[None if band.up_to is None else str(band.up_to), str(band.share)] for band in scale.bands]
            ends = [str(scale.minimum.amount), str(scale.maximum.amount), scale.minimum.currency]
            found[scale.name] = digest({"bands": bands, "ends": ends, "certainty": scale.certainty.value})
    return dict(sorted(found.items()))
