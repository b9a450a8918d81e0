"""Forty wrong uses: each gets one clear sentence and exit code 2, to programs as JSON, and never a traceback."""

import re

import pytest

ASK = ("decide", "accept", "--policy", "my", "--as-of", "2026-06-01", "--facts")
RUN = ("run", "--policy", "my", "--as-of", "2026-06-01", "--mapping", "my/example/mapping.yaml", "--invoices")
FACTS: dict[str, bytes] = {
    "empty.json": b"",
    "blank.yaml": b"\n\n",
    "comma.json": b'{"customer": {"legal_name": "x",}}',
    "quotes.json": b"{'customer': {}}",
    "nan.json": b'{"customer":\n  {"external_score": NaN}}',
    "infinity.json": b'{"customer": {"external_score": -Infinity}}',
    "huge.json": b'{"customer": {"external_score": ' + b"9" * 5000 + b"}}",
    "exponent.json": b'{"customer": {"external_score": 1e99999999999999999999}}',
    "twice.json": b'{"customer": {"legal_name": "a",\n "legal_name": "b"}}',
    "deep.json": b"[" * 100_000,
    "list.json": b"[1, 2]",
    "word.yaml": b"hello",
    "open.yaml": b'customer:\n  legal_name: "x\n',
    "tag.yaml": b"customer: !!python/object:os.system {}\n",
    "alias.yaml": b"customer: &a {legal_name: x}\norder: *a\n",
    "latin.json": b'{"customer": {"legal_name": "caf\xe9"}}',
    "rest.json": b"{} {}",
    "typo.json": b'{"customer": {"insolvency_flg": true}}',
    "text.json": b'{"customer": {"insolvency_flag": "false"}}',
    "nobody.json": b'{"costumer": {}}',
}
WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "no command": ((), r"no command is given"),
    "a mistyped command": (("decid",), r"unknown command `decid`; did you mean `decide`\?"),
    "an unknown option": (
        ("check", "my", "--fromat", "json"),
        r"unknown option `--fromat`\nhelp: did you mean `--format`\?",
    ),
    "a word that is none": (("check", "my", "--lang", "de"), r"`--lang`: `de` is not one of `nl`, `en`"),
    "an argument too few": (("check",), r"`PATH...` is missing"),
    "an option too few": (("decide", "accept", "--policy", "my", "--facts", "-"), r"`--as-of` is missing"),
    "an argument too many": (("rule", "CP102", "CP103"), r"unexpected extra argument"),
    "a turned date": ((*ASK[:5], "1-6-2026", "--facts", "-"), r"found `1-6-2026`, wanted a day .*; write 2026-06-01"),
    "no day": ((*ASK[:5], "2026-02-30", "--facts", "-"), r"`2026-02-30`, which is no day of the calendar"),
    "a day too far": ((*ASK[:5], "9999-01-01", "--facts", "-"), r"wanted a day from 1900-01-01"),
    "a day before the policy": (
        (*ASK[:5], "2025-12-31", "--facts", "my/example/case.json"),
        r"not in force on 2025-12-31",
    ),
    "no policy": (("decide", "accept", "--policy", "me", *ASK[4:], "-"), r"no policy `me`\nhelp: did you mean `my`\?"),
    "an unknown point": (("decide", "acept", *ASK[2:], "my/example/case.json"), r"acept.*did you mean .accept"),
    "no facts": ((*ASK, "nowhere.json"), r"no file of facts `nowhere.json`"),
    "facts beside": ((*ASK, "my/example/cases.json"), r"did you mean `my/example/case.json`\?"),
    "a folder of facts": ((*ASK, "my"), r"`my` is a folder, wanted a file of facts"),
    "no ledger": ((*RUN, "nowhere.csv", "--out", "out"), r"no file of invoices `nowhere.csv`"),
    "a folder as a ledger": ((*RUN, "my", "--out", "out"), r"`my` is a folder, wanted a file of invoices"),
    "results over the policy": ((*RUN, "my/example/invoices.csv", "--out", "my"), r"`my` is or holds `my`"),
    "results over the ledger": ((*RUN, "my/example/invoices.csv", "--out", "my/example"), r"holds `invoices.csv`"),
    "results over a file": ((*RUN, "my/example/invoices.csv", "--out", "my/policy.yaml"), r"is no folder"),
    "a ledger that is none": ((*RUN, "my/example/case.json", "--out", "out"), r"case.json` is JSON"),
    "a mapping that is none": (
        (*RUN[:6], "my/policy.yaml", *RUN[7:], "my/example/invoices.csv", "--out", "out"),
        r"error\[CP",
    ),
    "a file to map that is none": (("map", "nowhere.csv"), r"no file `nowhere.csv`"),
    "a draft over a file": (
        ("map", "my/example/invoices.csv", "--out", "my/policy.yaml"),
        r"exists\nhelp: name another",
    ),
    "an unknown code": (("rule", "CP1O2"), r"no code `CP1O2`\nhelp: did you mean `CP102`\?"),
    "an unknown name": (("explain", "promise_opn", "--policy", "my"), r"did you mean `promise_open`\?"),
    "schemas over a file": (("schema", "--out", "my/policy.yaml"), r"is a file, wanted a folder"),
    "an unknown shell": (("completion", "tcsh"), r"`tcsh` is not one of `bash`, `zsh`, `fish`"),
    "a path that can't be": (("check", ""), r"wanted a path"),
}
SAID = {
    "empty.json": r"empty.json is empty",
    "comma.json": r"comma.json:1:33: found `}`, wanted a key .*\nhelp: take away the comma",
    "quotes.json": r"quotes.json:1:2: found `'customer'`.*\nhelp: JSON has double quotes",
    "nan.json": r"nan.json:2:22: found `NaN`, which is no number",
    "infinity.json": r"infinity.json:1:33: found `-Infinity`",
    "huge.json": r"huge.json:1:33: found a number of 5,000 characters",
    "exponent.json": r"wanted a number of at most 38 digits",
    "twice.json": r"twice.json:2:2: the key `legal_name` stands twice",
    "deep.json": r"deep.json:1:51: found more than 50 levels",
    "list.json": r"list.json:1:1: found a list, wanted an object",
    "word.yaml": r"found `hello`, wanted an object",
    "open.yaml": r"--> open.yaml:2:15",
    "latin.json": r"latin.json:1: found bytes that are no UTF-8 text",
    "rest.json": r"rest.json:1:4: found `{`, wanted the end of the file",
    "typo.json": r"customer.insolvency_flg: unknown fact .*`insolvency_flag`",
    "text.json": r"customer.insolvency_flag: found `false`, wanted true or false",
    "nobody.json": r"costumer: unknown record .*`customer`",
}


@pytest.fixture
def told(cli, begun):
    for name, content in FACTS.items():
        (begun / name).write_bytes(content)
    return cli


@pytest.mark.parametrize("use", WRONG)
def test_wrong_use_gets_one_clear_sentence(told, use):
    arguments, said = WRONG[use]

    answer = told(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert re.search(said, answer.err), answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("use", WRONG)
def test_wrong_use_is_json_to_programs(told, use):
    arguments, _ = WRONG[use]

    answer = told(*arguments, "--format", "json")

    assert (answer.code, answer.err) == (2, "")
    assert answer.json()["ok"] is False
    assert "bug" not in str(answer.json().get("error"))


@pytest.mark.parametrize("name", FACTS)
def test_bad_facts_are_refused_where_they_are_bad(told, name):
    answer = told(*ASK, name)

    assert (answer.code, answer.out) == (2, "")
    assert re.search(SAID.get(name, r"^error"), answer.err), answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", FACTS)
def test_bad_facts_are_json_to_programs(told, name):
    answer = told(*ASK, name, "--format", "json")
    error = answer.json()["error"]

    assert (answer.code, answer.err) == (2, "")
    assert error["kind"] in {"facts", "input"}


def test_a_broken_policy_decides_nothing(told, begun):
    policy = begun / "my" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("currency: EUR", "currency: euro"), encoding="utf-8")

    answer = told(*ASK, "my/example/case.json")

    assert (answer.code, answer.out) == (1, "")
    assert "error[CP" in answer.err
    assert told(*ASK, "my/example/case.json", "--format", "json").json()["error"]["kind"] == "policy"
