"""Every policy that the documentation shows is one: it loads, and without a finding that is an error."""

from pathlib import Path

import pytest

from creditpolicy.diagnostics import Severity
from creditpolicy.syntax.tree import (
    arrangements,
    calendar,
    charges,
    disputes,
    document,
    invoicing,
    law,
    orders,
    oversight,
    parts,
    policy_tests,
    reminders,
    sections,
    vocabulary,
)
from creditpolicy.syntax.tree.base import Written
from creditpolicy.syntax.tree.document import InForceNode, PolicyNode, RoleNode, SectionsNode
from tests.snippets import Snippet, snippets
from tests.walkthrough import steps

DOCS = Path(__file__).parents[1] / "docs"
PARTS = {"facts.md", "tests.md"}
"""Pages of the language that show parts of a section, or tests, too."""

SECTION_MODULES = (
    *(arrangements, calendar, charges, disputes, invoicing, law, orders, oversight, parts),
    *(reminders, sections, vocabulary),
)
KEYS: dict[str, tuple[type[Written], ...]] = {
    "policy": (PolicyNode, InForceNode, RoleNode),
    "calendar": (calendar.CalendarNode, calendar.CalendarDayNode),
    "conditions": (parts.AllConditions, parts.AnyCondition, parts.NoCondition, parts.Leaf),
    "tables": (parts.Grid,),
    "definitions": (vocabulary.DefinitionNode, vocabulary.FactNode, vocabulary.RecordNode),
    "segments": (sections.SegmentNode,),
    "risk": (sections.RiskNode, sections.RiskPartNode, sections.DisagreeNode),
    "acceptance": (sections.AcceptanceNode, sections.CheckNode, sections.AcceptanceRuleNode),
    "limits": (sections.LimitsNode,),
    "terms": (sections.TermsNode, sections.TermNode, sections.TermLineNode),
    "orders": (orders.OrdersNode, orders.ReferRuleNode, orders.HoldRuleNode, orders.WarnRuleNode),
    "invoicing": (invoicing.InvoicingNode, invoicing.NeedNode),
    "decisions": (vocabulary.DecisionNode,),
    "reminders": (
        reminders.RemindersNode,
        reminders.ConsolidateNode,
        reminders.CapsNode,
        reminders.ConsolidateNode,
        reminders.CapsNode,
        reminders.LadderNode,
        reminders.StepNode,
        reminders.RequiresNode,
        reminders.AnnouncesNode,
    ),
    "escalation": (sections.EscalationNode, sections.HandOverNode),
    "disputes": (disputes.DisputesNode, disputes.IfLateNode, disputes.HandlingNode),
    "arrangements": (
        arrangements.ArrangementsNode,
        arrangements.PromiseNode,
        arrangements.BrokenNode,
        arrangements.PlanNode,
        arrangements.MissedNode,
        arrangements.OfferNode,
    ),
    "tests": (
        policy_tests.PolicyTestsNode,
        policy_tests.CaseNode,
        policy_tests.VariationNode,
        policy_tests.BoundaryNode,
        policy_tests.DayNode,
    ),
    "charges": (charges.ChargesNode, charges.ChargeRuleNode, charges.InterestNode, charges.CostsNode),
    "law": (
        law.RateTableNode,
        law.RateRowNode,
        law.ScaleNode,
        law.BandNode,
        document.CreditorNode,
        document.AcceptedFindingNode,
    ),
    "exceptions": (sections.ExceptionsNode, sections.ExceptionRouteNode),
    "reviews": (oversight.ReviewNode,),
    "triggers": (oversight.TriggerNode,),
    "priorities": (oversight.PrioritiesNode,),
    "governance": (oversight.GovernanceNode, oversight.AcknowledgedNode),
}
"""The page that explains the keys of each node."""


def shown() -> list[object]:
    pages = sorted((DOCS / "language").glob("*.md"))
    found = [one for page in pages for one in snippets(page) if one.is_of_sections or page.name not in PARTS]
    found += [one for page in sorted((DOCS / "how-to").glob("*.md")) for one in not_followed(page)]
    return [pytest.param(one, id=f"{one.page.stem}-{one.line}") for one in found]


def not_followed(page: Path) -> list[Snippet]:
    """The sections on a page that it does not tell to write: those it does are checked where the page is followed."""
    written = {step.text for step in steps(page) if step.file}
    return [one for one in snippets(page) if one.is_of_sections and one.text not in written]


@pytest.mark.parametrize("snippet", shown())
def test_a_snippet_is_a_policy(snippet: Snippet, tmp_path: Path):
    errors = [finding for finding in snippet.findings(tmp_path) if finding.severity is Severity.ERROR]

    assert errors == []


@pytest.mark.parametrize("snippet", shown())
def test_a_snippet_that_says_it_is_complete_brings_its_header(snippet: Snippet):
    complete = snippet.text.startswith("# complete\n")

    assert not complete or snippet.complete() == snippet.text


def test_every_section_of_the_language_has_its_page_with_a_policy():
    pages = {
        "segments",
        "risk",
        "acceptance",
        "limits",
        "terms",
        "reminders",
        "escalation",
        "exceptions",
        "decisions",
        "orders",
        "invoicing",
        "disputes",
        "arrangements",
    }
    pages |= {"charges", "law"}

    assert {page for page in pages if not list(snippets(DOCS / "language" / f"{page}.md"))} == set()


@pytest.mark.parametrize("page", sorted(KEYS))
def test_a_page_explains_every_key(page: str):
    text = (DOCS / "language" / f"{page}.md").read_text("utf-8")
    keys = {field.alias or name for node in KEYS[page] for name, field in node.model_fields.items()}
    elsewhere = set(SectionsNode.model_fields) if page == "policy" else set()

    assert sorted(key for key in keys - elsewhere if f"`{key}`" not in text) == []


def test_every_node_of_the_document_is_explained_somewhere():
    nodes = {
        each
        for module in SECTION_MODULES
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    }
    bare = {parts.TitlePair, parts.Covering, parts.Ruled, vocabulary.TypeNode}

    assert nodes - bare - {node for page in KEYS.values() for node in page} == set()
