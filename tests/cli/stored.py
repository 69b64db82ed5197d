"""What the commands print on the extract that ships, as it stands in `golden/`."""

from pathlib import Path

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


def stored(name: str) -> str:
    """Return what is stored of a case."""
    return (GOLDEN / name).read_text(encoding="utf-8")
