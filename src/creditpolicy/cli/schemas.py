"""The files of `schemas/` by name, as text."""

import json
from collections.abc import Mapping
from dataclasses import replace

from creditpolicy.decision.schema import decision_schema
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.facts.schema import facts_schema
from creditpolicy.facts.vocabulary import Vocabulary

_BARE = "policy: standard\nlanguage: 1\nversion: '1'\ncurrency: EUR\n"


def schema_files(vocabulary: Vocabulary | None = None) -> dict[str, str]:
    """Every schema as its file's text; the facts' own for this vocabulary, or for what every policy knows."""
    from creditpolicy.portfolio import output_schemas
    from creditpolicy.syntax.schema import sections_schema
    from creditpolicy.timeline.schema import timeline_schema

    others = {
        "sections.schema.json": sections_schema(),
        "facts.schema.json": facts_schema(vocabulary or _standard()),
        "decision.schema.json": decision_schema(),
        "timeline.schema.json": timeline_schema(),
        **output_schemas(),
    }
    return editor_schemas() | _texts(others)


def editor_schemas() -> dict[str, str]:
    """The texts of the schemas that an editor looks up beside a policy."""
    from creditpolicy.portfolio import mapping_schema
    from creditpolicy.syntax.schema import policy_schema, policy_tests_schema

    return _texts(
        {
            "policy.schema.json": policy_schema(),
            "tests.schema.json": policy_tests_schema(),
            "mapping.schema.json": mapping_schema(),
        }
    )


def _texts(schemas: Mapping[str, object]) -> dict[str, str]:
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}


def _standard() -> Vocabulary:
    """What every policy knows; the words and currencies that a policy gives are open."""
    from creditpolicy.loading import load_text

    program = load_text("policy.yaml", _BARE).program
    if program is None:
        raise InvariantError("the standard vocabulary has no faults")
    return replace(program.vocabulary, currencies=())
