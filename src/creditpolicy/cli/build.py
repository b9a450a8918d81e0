"""`creditpolicy build`: a checked policy as one file that decides without its YAML."""

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from creditpolicy.cli.failures import refused
from creditpolicy.cli.options import PathText, common, pass_screen
from creditpolicy.cli.policies import refuse_bundle, usable_policy
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal, Told
from creditpolicy.cli.written import write_new
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.phrases import said
from creditpolicy.sources.bundle_file import begins_as_bundle

if TYPE_CHECKING:
    from creditpolicy.ir.version import Version


@click.command()
@click.argument("policy", type=PathText())
@click.option("--out", type=PathText(), required=True, help="The file for the bundle; an earlier bundle is replaced.")
@common
@pass_screen
def build(screen: Screen, policy: Path, out: Path) -> None:
    """Write a checked policy, with all its versions, as one file that decides without its YAML.

    POLICY is a policy file, a folder with `policy.yaml`, or a folder with a folder for each version. Give the bundle to
    --policy, or to `Policy.load`.
    """
    from creditpolicy.bundle import Unbundled, bundle_bytes

    refuse_bundle(policy)
    versions = usable_policy(policy).versions
    try:
        data = bundle_bytes(versions)
    except Unbundled as failure:
        raise refused(Refusal.NO_BUNDLE_OF(path=quoted(str(policy)), reason=failure)) from None
    if out.is_file() and not begins_as_bundle(out):
        raise refused(Refusal.NO_BUNDLE_THERE(path=quoted(str(out))), Help.OTHER_FILE())
    write_new(out, data.decode("ascii"), overwrite=True)
    if screen.is_json:
        screen.give({"file": str(out), "versions": [_data(version) for version in versions]})
    else:
        screen.say(said(Told.BUILT(path=out, versions=", ".join(map(_name, versions))), screen.language))


def _data(version: "Version") -> dict[str, object]:
    first, last = version.first_day, version.last_day
    return {
        "policy": version.program.id,
        "version": version.program.version,
        "policy_digest": version.program.digest,
        "from": None if first is None else first.isoformat(),
        "to": None if last is None else last.isoformat(),
    }


def _name(version: "Version") -> str:
    return f"{version.program.id} {version.program.version}"
