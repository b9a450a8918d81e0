"""`build`: a policy becomes one file, with which the other commands decide as before."""

import json

import pytest

from creditpolicy.bundle.shapes import FORMAT

CASE = ("--facts", "my/example/case.json", "--as-of", "2026-06-01")


@pytest.fixture
def built(cli, begun):
    """A folder with a policy in `my`, and its bundle."""
    assert cli("build", "my", "--out", "my.bundle").code == 0
    return begun


def test_it_says_what_was_built(cli, begun):
    answer = cli("build", "my", "--out", "my.bundle")

    assert (answer.code, answer.out, answer.err) == (0, "my.bundle: my-policy 1\n", "")
    assert sorted(path.name for path in begun.iterdir()) == ["my", "my.bundle"]


def test_programs_are_told_too(cli, begun):
    del begun
    told = cli("build", "my", "--out", "my.bundle", "--format", "json").json()

    (version,) = told["versions"]
    assert (told["file"], version["policy"], version["from"], version["to"]) == (
        "my.bundle",
        "my-policy",
        "2026-01-01",
        None,
    )
    decision = cli("decide", "accept", "--policy", "my.bundle", *CASE, "--format", "json").json()
    assert decision["header"]["policy_digest"] == version["policy_digest"]


@pytest.mark.parametrize(
    "command",
    [
        ("decide", "accept", "--trace", *CASE),
        ("decide", "collect", "--format", "json", *CASE),
        ("timeline", *CASE),
        ("schema",),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_commands_answer_as_from_the_policy(cli, built, command):
    del built
    ours, theirs = (cli(*command, "--policy", policy) for policy in ("my", "my.bundle"))

    assert ours.code == 0
    assert theirs == ours


def test_a_ledger_is_decided_as_from_the_policy(cli, built):
    def written(policy: str, out: str) -> dict[str, bytes]:
        files = ("--invoices", "my/example/invoices.csv", "--mapping", "my/example/mapping.yaml")
        assert cli("run", "--policy", policy, *files, "--as-of", "2026-06-01", "--out", out).code == 0
        return {path.name: path.read_bytes() for path in (built / out).iterdir()}

    assert written("my.bundle", "theirs") == written("my", "ours")


@pytest.mark.parametrize(
    "command",
    [
        ("check", "my.bundle"),
        ("test", "my.bundle"),
        ("build", "my.bundle", "--out", "other.bundle"),
        ("explain", "promise_open", "--policy", "my.bundle"),
    ],
    ids=lambda command: command[0],
)
def test_what_looks_at_the_text_asks_for_it(cli, built, command):
    answer = cli(*command)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "error: `my.bundle` is a bundle, and this needs the policy as it is written\n"
        "help: name the YAML that it was built from\n"
    )
    assert not (built / "other.bundle").exists()


def test_an_earlier_bundle_is_replaced(cli, built):
    before = (built / "my.bundle").read_bytes()
    policy = built / "my" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace('version: "1"', 'version: "2"'), encoding="utf-8")

    assert cli("build", "my", "--out", "my.bundle").out == "my.bundle: my-policy 2\n"
    assert (built / "my.bundle").read_bytes() != before


def test_another_file_is_not(cli, begun):
    (begun / "notes.bundle").write_text("what I meant to do", encoding="utf-8")

    answer = cli("build", "my", "--out", "notes.bundle")

    assert (answer.code, answer.err) == (2, "error: `notes.bundle` exists and is no bundle\nhelp: name another file\n")
    assert (begun / "notes.bundle").read_text("utf-8") == "what I meant to do"


@pytest.mark.parametrize("out", ["my", "nowhere/my.bundle"])
def test_where_no_file_can_be_nothing_is_written(cli, begun, out):
    before = sorted(begun.rglob("*"))

    assert cli("build", "my", "--out", out).code == 2
    assert sorted(begun.rglob("*")) == before


def test_a_policy_with_errors_is_not_built(cli, begun):
    (begun / "my" / "policy.yaml").write_text("policy: my-policy\n", encoding="utf-8")

    assert cli("build", "my", "--out", "my.bundle").code == 1
    assert not (begun / "my.bundle").exists()


def test_a_bundle_that_cannot_be_read_is_wrong_use(cli, built):
    path = built / "my.bundle"
    data = path.read_bytes()
    newer = data.replace(f"bundle {FORMAT} ".encode(), f"bundle {FORMAT + 1} ".encode(), 1)
    for broken, said in (
        (data[:-1], "is cut"),
        (data[:-1] + b" ", "was changed"),
        (b"", "is empty"),
        (newer, "format"),
    ):
        path.write_bytes(broken)
        answer = cli("decide", "accept", "--policy", "my.bundle", *CASE)
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err
        assert "creditpolicy build" in answer.err
        assert "Traceback" not in answer.err


def test_programs_are_told_what_is_wrong(cli, built):
    (built / "my.bundle").write_bytes(b"{}")

    answer = cli("decide", "accept", "--policy", "my.bundle", *CASE, "--format", "json")

    (finding,) = json.loads(answer.out)["error"]["diagnostics"]
    assert (answer.code, finding["code"]) == (2, "CP005")
