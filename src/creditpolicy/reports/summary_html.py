"""A run's summary as one page: no script, nothing from elsewhere. Input: `Summary`. Output: HTML text."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape
from itertools import groupby

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.portfolio.ageing import AgeingRow
from creditpolicy.portfolio.exact import show_amount
from creditpolicy.portfolio.summary import Summary, WorkRow
from creditpolicy.reports.ageing_svg import ageing_svg
from creditpolicy.reports.summary_style import STYLE
from creditpolicy.reports.summary_words import (
    amount_word,
    bucket_word,
    count_word,
    name_word,
    share_word,
    way_out,
    words,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def summary_html(summary: Summary, language: Language = "en") -> str:
    """The page. Every text from the ledger or the policy is escaped."""
    page = _Page(summary, language)
    say = page.say
    title = escape(f"{say['title']} · {summary.policy.id} · {summary.as_of}")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in page.parts() if part)
        + "\n</main>\n</body>\n</html>\n"
    )


class _Page:
    """The parts of one page in one language."""

    def __init__(self, summary: Summary, language: Language) -> None:
        self.summary = summary
        self.language = language
        self.say = words(language)

    def parts(self) -> Iterable[str]:
        """From top to bottom."""
        say, summary = self.say, self.summary
        yield self._header()
        yield self._tiles()
        yield self._warnings()
        yield self._ageing()
        by_customer = say["customers"]
        yield (
            f'<div class="pair">{self._ranking(say["next_steps"], summary.next_steps, say["count"])}<div class="stack">'
            f"{self._ranking(say['segments'], summary.segments, by_customer)}"
            f"{self._ranking(say['risk_classes'], summary.risk_classes, by_customer)}</div></div>"
        )
        yield self._undecided()
        yield self._worklist()
        yield self._rejected()
        yield self._files()

    def _header(self) -> str:
        say, policy = self.say, self.summary.policy
        return (
            f'<header><div><h1>{escape(say["title"])}</h1><p class="day">{escape(say["as_of"])} '
            f'<time datetime="{self.summary.as_of}">{self.summary.as_of}</time></p></div>'
            f'<p class="policy">{escape(say["policy"])} <strong>{escape(policy.id)}</strong>, '
            f"{escape(say['version'])} {escape(policy.version)}</p></header>"
        )

    def _tiles(self) -> str:
        say, summary, rows = self.say, self.summary, self.summary.rows
        of_read = say["of_read"]
        tiles = [
            ("key", "read", rows.read, ""),
            ("good", "decided", rows.decided, f"{share_word(rows.decided, rows.read, self.language)} {of_read}"),
            ("open", "undecided", rows.undecided, f"{share_word(rows.undecided, rows.read, self.language)} {of_read}"),
            ("bad", "rejected", rows.rejected, f"{share_word(rows.rejected, rows.read, self.language)} {of_read}"),
            ("key", "due_now", summary.due_now, say["invoices"]),
            ("key", "customers", summary.customers, f"{self._count(summary.reviewed_first)} {say['reviewed_first']}"),
        ]
        items = (
            f'<li class="{tone}"><span class="name">{escape(say[key])}</span>'
            f'<span class="number">{self._count(count)}</span><span class="under">{escape(under)}</span></li>'
            for tone, key, count, under in tiles
        )
        return f'<ul class="tiles">{"".join(items)}</ul>'

    def _warnings(self) -> str:
        if not self.summary.warnings:
            return ""
        items = "".join(f"<li>{escape(warning)}</li>" for warning in self.summary.warnings)
        return f'<div class="note"><strong>{escape(self.say["warnings"])}</strong><ul>{items}</ul></div>'

    def _ageing(self) -> str:
        say = self.say
        if not self.summary.ageing:
            return self._section("ageing", f"<p>{escape(say['no_open'])}</p>")
        blocks = [f'<p class="soft">{escape(say["ageing_about"])}</p>']
        for currency, rows in groupby(self.summary.ageing, key=_currency):
            blocks.append(self._ageing_of(currency, list(rows)))
        return self._section("ageing", "".join(blocks))

    def _ageing_of(self, currency: str, rows: Sequence[AgeingRow]) -> str:
        say = self.say
        total = show_amount(sum((Fraction(row.amount) for row in rows), Fraction()))
        body = [
            [bucket_word(row.bucket, say), self._count(row.count), amount_word(row.amount, self.language)]
            for row in rows
        ]
        foot = [say["total"], self._count(sum(row.count for row in rows)), amount_word(total, self.language)]
        table = self._table(
            [say["bucket"], say["count"], f"{say['amount']} ({currency})"], body, right=(1, 2), foot=foot
        )
        bars = ageing_svg(rows, say, self.language)
        return f'<h3>{escape(currency)}</h3><div class="beside"><div>{bars}</div>{table}</div>'

    def _worklist(self) -> str:
        say = self.say
        if not self.summary.worklist:
            return self._section("worklist", f"<p>{escape(say['nothing_due'])}</p>")
        keys = ("customer", "invoice", "open", "overdue", "step", "channel", "tone")
        blocks = [f'<p class="soft">{escape(say["worklist_about"])}</p>']
        for currency, rows in groupby(self.summary.worklist, key=_work_currency):
            body = [self._work(row) for row in rows]
            blocks.append(f"<h3>{escape(currency)}</h3>" + self._table([say[key] for key in keys], body, right=(2, 3)))
        return self._section("worklist", "".join(blocks), long=True)

    def _work(self, row: WorkRow) -> list[str]:
        who = f"{row.customer_id} · {row.name}" if row.name else row.customer_id
        overdue = "" if row.days_overdue is None else self._count(row.days_overdue)
        return [
            who,
            row.invoice_id,
            amount_word(row.amount_open, self.language),
            overdue,
            row.step,
            row.channel,
            row.tone,
        ]

    def _ranking(self, title: str, counts: Mapping[str, int], unit: str) -> str:
        if not counts:
            return ""
        say, most, all_of = self.say, max(counts.values()), sum(counts.values())
        rows = "".join(
            f'<tr><td class="name">{escape(name_word(name, say).replace("_", " "))}</td>'
            f'<td class="n">{self._count(count)}</td>'
            f'<td class="n">{share_word(count, all_of, self.language)}</td>'
            f'<td class="bar"><span style="width:{count * 100 // most}%"></span></td></tr>'
            for name, count in counts.items()
        )
        head = (
            f'<th scope="col">{escape(say["what"])}</th><th scope="col" class="n">{escape(unit)}</th>'
            f'<th scope="col" class="n">{escape(say["share"])}</th><td></td>'
        )
        return (
            f'<section><h2>{escape(title)}</h2><div class="scroll"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div></section>"
        )

    def _undecided(self) -> str:
        say, missing = self.say, self.summary.undecided_by_fact
        if not missing:
            return self._section("undecided_by_fact", f"<p>{escape(say['all_decided'])}</p>")
        body = [[fact, self._count(count), way_out(fact, say)] for fact, count in missing.items()]
        table = self._table([say["fact"], say["count"], say["way_out"]], body, right=(1,), code=(0,))
        about = f'<p class="soft">{escape(say["fails_closed"])} {escape(say["undecided_about"])}</p>'
        return self._section("undecided_by_fact", about + table)

    def _rejected(self) -> str:
        say, summary = self.say, self.summary
        if not summary.rejected:
            return self._section("rejected_rows", f"<p>{escape(say['none_rejected'])}</p>")
        body = [
            [f"{row.file}:{row.line}", row.column, row.found, "; ".join((row.wanted, *row.others))]
            for row in summary.rejected
        ]
        file = next((name for name in summary.outputs if name.startswith("rejected")), "rejected")
        every = sum(summary.rejected_by_reason.values())
        shown = say["first_of"].format(shown=self._count(len(body)), all=self._count(every), file=file)
        about = f'<p class="soft">{escape(say["rejected_about"])} {escape(shown)}</p>'
        table = self._table([say["place"], say["column"], say["found"], say["wanted"]], body, code=(0, 2))
        return self._section("rejected_rows", about + table, long=True)

    def _files(self) -> str:
        say, summary = self.say, self.summary
        links = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in summary.outputs)
        others = "".join(
            f"<p>{escape(file.section)}: "
            + escape(say["rows_read"].format(read=self._count(file.read), rejected=self._count(file.rejected)))
            + "</p>"
            for file in summary.other_files
        )
        other_block = f"<h3>{escape(say['other_files'])}</h3>{others}" if others else ""
        digest = f"<footer>{escape(say['digest'])} <code>{escape(summary.policy.digest)}</code></footer>"
        return self._section("files", f'<ul class="files">{links}</ul>{other_block}') + digest

    def _section(self, key: str, content: str, *, long: bool = False) -> str:
        kind = ' class="long"' if long else ""
        return f'<section{kind} id="{key}"><h2>{escape(self.say[key])}</h2>{content}</section>'

    def _table(
        self,
        head: Sequence[str],
        body: Iterable[Sequence[str]],
        *,
        right: Sequence[int] = (),
        code: Sequence[int] = (),
        foot: Sequence[str] = (),
    ) -> str:
        def kind(index: int) -> str:
            return ' class="n"' if index in right else ""

        def shown(index: int, cell: str) -> str:
            return f"<code>{escape(cell)}</code>" if index in code and cell else escape(cell)

        titles = "".join(f'<th scope="col"{kind(index)}>{escape(title)}</th>' for index, title in enumerate(head))
        rows = "".join(
            "<tr>" + "".join(f"<td{kind(i)}>{shown(i, cell)}</td>" for i, cell in enumerate(row)) + "</tr>"
            for row in body
        )
        last = "".join(f"<td{kind(index)}>{escape(cell)}</td>" for index, cell in enumerate(foot))
        end = f"<tfoot><tr>{last}</tr></tfoot>" if foot else ""
        return f'<div class="scroll"><table><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody>{end}</table></div>'

    def _count(self, count: int) -> str:
        return count_word(count, self.language)


def _currency(row: AgeingRow) -> str:
    return row.currency


def _work_currency(row: WorkRow) -> str:
    return row.currency
