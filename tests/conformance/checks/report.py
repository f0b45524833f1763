"""Counts verdicts and prints them: a line for each fault, one line for each subject without any."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

Faults = list[str]

_SHOWN = 12


@dataclass
class Tally:
    """All verdicts of a run."""

    verbose: bool = False
    passed: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def record(self, subject: str, check: str, faults: Faults) -> None:
        """Count one check of one subject, and print its faults at once."""
        with self._lock:
            (self.failed if faults else self.passed)[subject] += 1
            if faults:
                print(f"FAIL  {subject}: {check}", flush=True)
                for fault in faults[:_SHOWN]:
                    print(f"        {fault}", flush=True)
                if len(faults) > _SHOWN:
                    print(f"        … and {len(faults) - _SHOWN} more", flush=True)
            elif self.verbose:
                print(f"ok    {subject}: {check}", flush=True)

    def attempt(self, subject: str, check: str, make: Callable[[], Faults]) -> None:
        """Record a check; a check that breaks off has failed."""
        try:
            faults = make()
        except Exception as error:  # noqa: BLE001 - whatever a tool or an output does, the run goes on and says so
            faults = [f"{type(error).__name__}: {error}"]
        self.record(subject, check, faults)

    def close(self) -> bool:
        """Print the summary; true when nothing failed and something passed."""
        for subject in sorted(self.passed | self.failed):
            bad = self.failed[subject]
            print(f"{'FAIL' if bad else 'ok  '}  {subject}: {self.passed[subject]} passed, {bad} failed")
        passed, failed = self.passed.total(), self.failed.total()
        print(f"\n{passed} passed, {failed} failed", flush=True)
        return failed == 0 and passed > 0
