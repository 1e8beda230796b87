"""The targets of resolutions beside the results that later documents report.

    found = attainment.attain([Side(resolution, its_figures), Side(report, its_figures)])   # -> list[Attainment]

The road: `times` says which results a target may be held against, `matching` which of them measure the same,
`judging` whether the target is reached and by how much.
"""

from __future__ import annotations

from pipeline.audit.attainment.judging import Judgement, judge
from pipeline.audit.attainment.matching import Match
from pipeline.audit.attainment.pairing import Attainment, Side, attain, of_one_place, states

__all__ = ["Attainment", "Judgement", "Match", "Side", "attain", "judge", "of_one_place", "states"]
