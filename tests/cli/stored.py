"""What the commands print on the extract that ships, as it stands in `golden/`.

And what `attack` prints of an edition, of sixty persons: that of the shipped extract takes minutes.
"""

import io
from contextlib import redirect_stdout
from pathlib import Path

from perspectief.cli.bundles import opened
from perspectief.cli.main import main
from tests.core.builders import make_extract, write_extract

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "alike.txt": "alike utrecht",
    "beside.txt": "beside utrecht zwolle",
    "beside_mid_p.txt": "beside utrecht zwolle --topic uitkomsten --mid-p",
    "beside_others.json": "beside utrecht --topic getallen --json",
    "compare.txt": "compare",
    "compare_published.json": "compare --published --json",
    "compare_finished.txt": "compare --open-zaken weglaten --tabel-doormigratie apart",
    "entry.txt": "entry",
    "expected.txt": "expected --target mob",
    "given.txt": "given --target mob",
    "landmark.txt": "landmark",
    "landmark_terugkeer.txt": "landmark --target terugkeer --month 12",
    "outcomes.txt": "outcomes",
    "outcomes.json": "outcomes --json",
    "outcomes_by_steunpunt.json": "outcomes --by steunpunt --json",
    "outcomes_by_werkwijze.txt": "outcomes --by werkwijze",
    "outcomes_exits_women.txt": "outcomes --only-exits --geslacht vrouw --voor-start weglaten",
    "screen_mob.txt": "screen --target mob --cluster huiskamer",
    "screen_exits.json": (
        "screen --target verblijfsvergunning --cluster contracten --only-exits --json"
    ),
    "speed_mob.txt": "speed --target mob",
    "speed_terugkeer.txt": "speed --target terugkeer --typology 6",
    "tree_mob.txt": "tree --target mob",
    "tree_bootstrap.txt": "tree --target in_begeleiding --cluster demografie --bootstrap steunpunt",
    "tree_personen.json": "tree --target in_begeleiding --cluster personen --json",
    "unknown.txt": "unknown",
}
"""The command line behind each file."""


OF_EDITION = {
    "attack_edition.txt": "attack {edition}",
    "attack_edition.json": "attack {edition} --json",
    "attack_edition_against.txt": "attack {edition} --against {extract}",
    "attack_edition_against.json": "attack {edition} --against {extract} --json",
}
"""The same of an edition, and the extract it was made of, by name."""


def of_edition(folder: Path) -> dict[str, str]:
    """Return what is printed of an edition, made in an empty folder, by the name of the case.

    The sums of the file and the extract are not in it: those change with every version of pyarrow.
    """
    extract, edition = write_extract(make_extract(60, seed=1), folder / "e"), folder / "u.bundel"
    printed({"make": f"publish {extract} --out {edition} --workers 1"})
    names = {"edition": edition, "extract": extract}
    said = printed({name: case.format(**names) for name, case in OF_EDITION.items()})
    bundle = opened(edition)
    for sum_, word in ((bundle.checksum, "EDITION"), (bundle.edition.extract_id, "EXTRACT")):
        # A table is as wide as what stands in it.
        said = {name: text.replace(sum_, word.ljust(len(sum_), "_")) for name, text in said.items()}
    bundle.close()
    return said


def printed(cases: dict[str, str]) -> dict[str, str]:
    """Return what commands print, by the name of the case; raises when one refuses."""
    said = {}
    for name, command in cases.items():
        with redirect_stdout(io.StringIO()) as out:
            if main(command.split()):
                raise RuntimeError(f"`{name}` refuses")
        said[name] = out.getvalue()
    return said


def stored(name: str) -> str:
    """Return what is stored of a case."""
    return (GOLDEN / name).read_text(encoding="utf-8")
