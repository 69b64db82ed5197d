"""The safety report of an extract: what was coarsened, how small groups are, what risk remains."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.intake.anonymising.measuring import SENSITIVE
from perspectief.intake.reporting import html
from perspectief.intake.running.flow import Flow
from perspectief.intake.settings import Settings
from perspectief_core.data.account import GroupSizes

_REMOVED = (
    "V-nummer, voornaam en achternaam",
    "geboortedatum (alleen de leeftijd in jaren bij instroom blijft)",
    "het land (alleen een van de 20 groepen van Bijlage 3 blijft)",
    "de dag van instroom en uitstroom (alleen de maand blijft)",
    "vrije tekst: reden, toelichting, medisch advies",
    "de volgorde van de lijsten: de rijen zijn geschud en opnieuw genummerd",
)


def safety_page(flow: Flow, settings: Settings, extract_id: str) -> bytes:
    """Return the report in Dutch, one page."""
    parts = [
        html.sentence(
            "Dit extract is gepseudonimiseerd. Dat is niet hetzelfde als anoniem: wie de lijsten "
            "heeft, of een jongere goed kent, kan personen herkennen. Behandel het als "
            "persoonsgegevens.",
            marked=True,
        ),
        html.sentence(_about(flow, settings, extract_id)),
        html.heading("Wat er uit is"),
        html.bullets(_REMOVED),
        html.heading("Wat grover is gemaakt"),
        *_coarser(flow, settings),
        html.heading("Hoe klein de groepen zijn"),
        html.table(_HEADER, [_row(measured) for measured in flow.measures]),
        html.sentence(
            "Lees zo: wie van iemand deze kenmerken kent, houdt een groep over. k is het aantal "
            "personen in de kleinste groep; l is het kleinste aantal verschillende antwoorden "
            "daarin op diagnose, bewaring en uitkomst. Bij 1 ligt het antwoord vast."
        ),
        html.heading("Wat blijft"),
        html.bullets(_remaining(flow)),
    ]
    return html.page("Veiligheid van het extract", parts)


_HEADER = ("Kenmerken", "k", "Alleen in de groep", "In groep < 5", "In groep < 10", "l")


def _about(flow: Flow, settings: Settings, extract_id: str) -> str:
    kind = "echte" if settings.soort == "register" else "nagemaakte"
    return (
        f"Extract {extract_id}: {len(flow.people)} personen, gemaakt uit {kind} lijsten, "
        f"peildatum {settings.peildatum:%d-%m-%Y}."
    )


def _coarser(flow: Flow, settings: Settings) -> list[Markup]:
    said = [
        f"{top.column}: hoger dan {top.highest} telt als {top.highest} ({top.rows} personen)"
        for top in flow.coarsened.top
    ]
    if settings.datums == "kwartaal":
        said.append("instroom en uitstroom: het kwartaal in plaats van de maand")
    said += [f"{name}: weggelaten" for name in settings.weglaten]
    return [html.bullets(said) if said else html.sentence("Niets.")]


def _row(measured: GroupSizes) -> tuple[html.Cell, ...]:
    return (
        ", ".join(measured.columns),
        measured.k,
        measured.unique,
        measured.below_5,
        measured.below_10,
        min((fewest for _, fewest in measured.least_diverse), default=0),
    )


def _remaining(flow: Flow) -> list[str]:
    most = max(flow.measures, key=lambda measured: measured.unique)
    alone = most.unique
    total = len(flow.people)
    share = round(100 * alone / total) if total else 0
    columns = [name for name in SENSITIVE if name in flow.people]
    return [
        f"Wie {', '.join(most.columns)} van iemand kent, herkent {alone} van {total} personen "
        f"({share} %).",
        f"Van wie herkend is, zijn ook gevoelige gegevens te lezen: {', '.join(columns)}.",
        "Medewerkers van steunpunten en gemeenten kennen hun eigen cliënten. Voor hen helpt "
        "vergroven weinig.",
        "Laat het extract niet buiten de analyse komen. Naar buiten gaan alleen cijfers volgens de "
        "regels van `publicatie`.",
    ]
