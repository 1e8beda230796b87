"""What every worker needs, loaded by importing this module: once, in the process that workers are forked from."""

from __future__ import annotations

import contextlib
import gc

with contextlib.suppress(Exception):  # what is wrong here each file will tell, with its code
    from pipeline import audit, ingest, normalize, structure
    from pipeline.batch import worker
    from pipeline.datasets import writing
    from pipeline.extract import canonical, nlp

    __all__ = ["audit", "ingest", "nlp", "normalize", "structure", "worker", "writing"]
    list(nlp.annotate(["Kết nạp 45 đảng viên."]))
    canonical.prepare()
gc.freeze()  # what is loaded stays: no worker needs to look it over for garbage
