"""Laws of bundles: what a policy says, its bundle says too; and whatever a file holds, it is read or refused."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.bundle import bundle_bytes
from creditpolicy.bundle.from_bytes import Refusal, versions_of
from creditpolicy.decision.canonical import canonical_bytes
from tests.property.deciding import decided, reproducible
from tests.property.policies import Made, mend, policies
from tests.property.vocabulary import cases
from tests.unit.bundle.bundles import content, sealed, small


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, dict[str, Any]]:
    made = draw(policies())
    return made, draw(cases(made.currencies, missing=draw(st.sampled_from((0.0, 0.3)))))


@reproducible
@given(situations())
def test_a_bundle_is_its_policy(situation):
    _, loaded = mend(situation[0])

    assert loaded.version is not None
    (version,) = versions_of(bundle_bytes([loaded.version]))

    assert version == loaded.version
    ours, theirs = (decided(one, situation[1]).to_dict(trace=True) for one in (loaded, version))
    assert canonical_bytes(theirs) == canonical_bytes(ours)


@given(st.binary(max_size=300))
def test_no_bytes_are_a_bundle_by_chance(data):
    for one in (data, b"creditpolicy bundle " + data):
        try:
            versions_of(one)
        except Refusal:
            continue
        raise AssertionError(one)


SMALL = json.dumps(content(small()))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-2, 3000), st.floats(allow_nan=False), st.text(max_size=3))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=4)


@given(st.data())
def test_what_somebody_made_up_is_read_or_refused(data):
    held = json.loads(SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.sampled_from(held["parts"]))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(VALUES)
    try:
        versions = versions_of(sealed(held))
    except Refusal:
        return
    assert versions_of(bundle_bytes(versions)) == versions
