"""What a batch loads stays to its end, and is not gone through again and again."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

_PROGRAM: Final = """
import gc
from doudi.runtime.command_line.lasting import lasting
with lasting():
    print(gc.isenabled())
print(gc.isenabled(), gc.get_freeze_count() > 0)
gc.disable()
with lasting():
    pass
print(gc.isenabled())
"""


def test_collecting_waits_for_what_lasts_and_goes_on_as_it_was() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split("\n") == ["False", "True True", "False", ""]
