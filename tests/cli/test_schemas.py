"""The committed schemas are those that the product makes, and they accept what the product accepts."""

import json
from pathlib import Path

import jsonschema
import pytest

from creditpolicy.cli.schemas import schema_files
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.plain import plain_data
from creditpolicy.syntax.schema import policy_schema, policy_tests_schema, sections_schema
from creditpolicy.syntax.schema_words import ABOUT

ROOT = Path(__file__).parents[2]
MADE = schema_files()
STARTER = ROOT / "policies" / "starter"
POLICIES = sorted((ROOT / "policies").rglob("policy.yaml"))
TESTS = sorted((ROOT / "policies").glob("*/tests/*_test.yaml"))
PARTS = [path for path in sorted((ROOT / "policies").glob("*/*.yaml")) if path.name != "policy.yaml"]


def accepted(name, data):
    schema = json.loads(MADE[name])
    errors = jsonschema.Draft202012Validator(schema).iter_errors(data)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors]


def data_of(path):
    node, findings = compose(path.name, path.read_text("utf-8"))
    assert node is not None
    assert findings == ()
    return plain_data(node)


def title(path):
    return "/".join(path.parts[-2:])


@pytest.mark.parametrize("name", MADE)
def test_making_it_again_changes_nothing(name):
    assert (ROOT / "schemas" / name).read_text("utf-8") == MADE[name]


def test_no_other_schema_is_there():
    assert {path.name for path in (ROOT / "schemas").iterdir()} == set(MADE)


@pytest.mark.parametrize("name", MADE)
def test_it_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(json.loads(MADE[name]))


@pytest.mark.parametrize("path", POLICIES, ids=title)
def test_a_policy_fits_its_schema(path):
    assert accepted("policy.schema.json", data_of(path)) == []


@pytest.mark.parametrize("path", PARTS, ids=title)
def test_an_included_file_fits_its_schema(path):
    assert accepted("sections.schema.json", data_of(path)) == []


@pytest.mark.parametrize("path", TESTS, ids=title)
def test_a_file_of_tests_fits_its_schema(path):
    assert accepted("tests.schema.json", data_of(path)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"test": []},
        {"tests": [{"expect": {}}]},
        {"tests": [{"name": "a", "expects": {}}]},
        {"tests": [{"name": "a", "expect": []}]},
        {"tests": [{"name": "a", "each": [{"gives": {}}]}]},
        {"tests": [{"name": "a", "boundary": {"at": 6}}]},
        {"tests": [{"name": "a", "days": [{"expect": {}}]}]},
    ],
)
def test_wrong_tests_do_not_fit(wrong):
    assert accepted("tests.schema.json", {"as_of": "2026-06-01", "tests": [], **wrong})


@pytest.mark.parametrize(
    "path", [STARTER / "example" / "mapping.yaml", *ROOT.glob("examples/*/mapping.yaml")], ids=title
)
def test_a_mapping_fits_its_schema(path):
    assert accepted("mapping.schema.json", data_of(path)) == []


def test_the_example_fits_the_schema_of_facts():
    case = json.loads((STARTER / "example" / "case.json").read_text("utf-8"))

    assert accepted("facts.schema.json", case) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"costumer": {}},
        {"customer": {"insolvency_flg": True}},
        {"customer": {"insolvency_flag": "true"}},
        {"customer": {"debtor_type": "busines"}},
        {"order": {"amount": "10,00 EUR"}},
        {"invoices": {"invoice_id": "F1"}},
    ],
)
def test_wrong_facts_do_not_fit(wrong):
    assert accepted("facts.schema.json", wrong)


@pytest.mark.parametrize(
    "wrong", [{"segmnts": []}, {"segments": [{"id": "a", "wen": "x"}]}, {"terms": {"hit": "best"}}]
)
def test_a_wrong_policy_does_not_fit(wrong):
    right = data_of(STARTER / "policy.yaml")

    assert accepted("policy.schema.json", {**right, **wrong})


@pytest.mark.parametrize("point", ["accept", "review", "collect"])
@pytest.mark.parametrize("facts", ["my/example/case.json", "-"])
@pytest.mark.usefixtures("begun")
def test_a_decision_fits_its_schema(cli, point, facts):
    asked = ("--policy", "my", "--facts", facts, "--as-of", "2026-06-01", "--trace", "--format", "json")
    decision = cli("decide", point, *asked, stdin=b'{"customer": {}, "invoices": [{"invoice_id": "F1"}]}').json()

    assert accepted("decision.schema.json", decision) == []


def test_a_decision_of_the_shipped_policy_fits(cli):
    policy = ROOT / "policies" / "nl-b2b"
    case = STARTER / "example" / "case.json"
    for point in ("accept", "review", "collect", "exception"):
        decision = cli(
            "decide", point, "--policy", policy, "--facts", case, "--as-of", "2026-06-01", "--format", "json"
        )

        assert (point, decision.code, accepted("decision.schema.json", decision.json())) == (point, 0, [])


def test_the_outcome_is_closed():
    wrong = {"point": "accept", "status": "decided", "outcome": {"acceptence": "accept"}}

    assert any("acceptence" in error for error in accepted("decision.schema.json", wrong))


def nodes_of_policies_and_tests():
    """By name the schema of each kind of mapping."""
    schemas = [policy_schema(), sections_schema(), policy_tests_schema()]
    roots = {"PolicyNode": schemas[0], "SectionsNode": schemas[1], "PolicyTestsNode": schemas[2]}
    return {**roots, **schemas[0]["$defs"], **schemas[2]["$defs"]}


def test_an_editor_says_of_every_key_what_it_means():
    nodes = nodes_of_policies_and_tests()

    assert [
        (name, key)
        for name, node in nodes.items()
        for key, said in node["properties"].items()
        if not said.get("description")
    ] == []
    assert [name for name, node in nodes.items() if not node.get("description")] == []


def keys_without_meaning(schema, path=""):
    """The keys, at any depth, of which an editor could not say what they mean."""
    if not isinstance(schema, dict):
        return []
    keys = schema.get("properties", {})
    bare = [f"{path}/{key}" for key, said in keys.items() if not said.get("description")]
    return bare + [each for key, inner in schema.items() for each in keys_without_meaning(inner, f"{path}/{key}")]


def test_an_editor_says_of_every_key_of_a_mapping_what_it_means():
    assert keys_without_meaning(json.loads(MADE["mapping.schema.json"])) == []


def test_what_an_editor_says_is_said_of_keys_that_are_there():
    known = {(name, key) for name, node in nodes_of_policies_and_tests().items() for key in node["properties"]}
    keys = {key for _, key in known}

    assert [
        (owner, key) for owner, key in ABOUT if (owner, key) not in known and not (owner == "*" and key in keys)
    ] == []


def test_the_command_writes_them(cli, tmp_path):
    answer = cli("schema", "--out", tmp_path / "schemas")

    assert answer.code == 0
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "schemas").iterdir()} == MADE


def test_a_policy_gives_the_facts_its_own_words(cli, begun):
    assert cli("schema", "--out", "schemas", "--policy", "my").code == 0
    schema = json.loads((begun / "schemas" / "facts.schema.json").read_text("utf-8"))
    case = {"customer": {"segment": "nobody"}}

    assert list(jsonschema.Draft202012Validator(schema).iter_errors(case))
    assert accepted("facts.schema.json", case) == []
