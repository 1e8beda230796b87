"""Target or statistic, planned, actual or estimated: decided by the nearest statement (rules/roles.yaml, rules/leads.yaml)."""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket

Kind = Literal["target", "statistic"]
Status = Literal["planned", "actual", "estimated"]


class Decision(NamedTuple):
    kind: Kind
    status: Status
    rule_id: str


_PLANNED: tuple[Kind, Status] = ("target", "planned")
_OTHER_FIGURE = regex.compile(r"\d")


def decide(scene: Scene, index: int) -> Decision:
    """The kind and status of the scene's figure number `index`."""
    q = scene.quantities[index]
    inside = bracket(scene.text, q.start, scene.start, scene.end)
    opened, closed = scene.segment(q.start)
    if inside:
        opened = max(opened, inside[0])
    section, rule_id = _section(scene)
    for cue in reversed(scene.roles):
        role = cue.gives["role"]
        if cue.start >= q.number_start:
            continue
        here = cue.start >= opened
        if role == "plan" and here and not _OTHER_FIGURE.search(scene.text, cue.end, q.number_start):
            return Decision("target", "planned", cue.rule_id)
        if role == "aim" and (here or not inside):
            return Decision("target", "planned", cue.rule_id)
        if role == "estimate":
            if section == "target" and not regex.match(r"ước", cue.rule_id):
                return Decision("target", "planned", cue.rule_id) if not _is_estimate(scene, cue.start) else Decision("statistic", "estimated", cue.rule_id)
            return Decision("statistic", "estimated", cue.rule_id)
        if role == "done" and here:
            return Decision("statistic", "estimated" if section == "forecast" else "actual", cue.rule_id)
    if section == "target":
        return Decision("target", "planned", rule_id)
    return Decision("statistic", "estimated" if section == "forecast" else "actual", rule_id)


def _is_estimate(scene: Scene, at: int) -> bool:
    return scene.text[at : at + 3].lower() == "ước"


def _section(scene: Scene) -> tuple[str, str]:
    """What the nearest lead with a meaning says, else the document's type."""
    for lead in scene.setting.leads:
        if lead.section:
            return lead.section, f"lead.{lead.section}"
    return ("target", "document.type") if scene.setting.target_document else ("result", "document.type")
