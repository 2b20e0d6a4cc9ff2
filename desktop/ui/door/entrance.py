"""What the door does to an office folder.

Every method imports what it needs when it is called, off the main thread: the window stands before the database
library is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.actions.desk import Desk, Reference
    from desktop.actions.founding import Founded
    from desktop.clock import Clock
    from desktop.domain.entries import OfficeDetails
    from desktop.domain.founding import PersonDraft
    from desktop.storage.index import Tell


@dataclass(frozen=True)
class Entrance:
    """One office folder, as seen from outside."""

    folder: Path
    clock: Clock
    load_reference: Callable[[], Reference]

    @cached_property
    def reference(self) -> Reference:
        """What the program looks things up in; read when first asked for."""
        return self.load_reference()

    def is_new(self) -> bool:
        """Say whether an office could be made here: there is nothing yet."""
        try:
            return not self.folder.exists() or (self.folder.is_dir() and not any(self.folder.iterdir()))
        except OSError:
            return False  # something is there that we may not look into

    def look(self) -> int:
        """Check what can be checked without a password; return the seconds the next one has to wait.

        Raises:
            DeskError: why nobody can sign in.
        """
        from desktop.actions import sign_in

        sign_in.look(self.folder)
        # Read here so that signing in does not have to.
        assert self.reference is not None
        return self.seconds_to_wait()

    def seconds_to_wait(self) -> int:
        """Return how long the next password has to wait after wrong ones."""
        from desktop.actions import sign_in

        return sign_in.seconds_to_wait(self.folder, self.clock.now())

    def sign_in(self, code: str, password: str, tell: Tell | None = None) -> Desk:
        """Open the office for one person; errors and ``tell`` as in ``actions.sign_in``."""
        from desktop.actions import sign_in

        return sign_in.sign_in(self.folder, code, password, self.reference, self.clock, tell)

    def recover(self, recovery_code: str, password: str, tell: Tell | None = None) -> Desk:
        """Open the office with the code of the recovery sheet; errors and ``tell`` as in ``actions.sign_in``."""
        from desktop.actions import sign_in

        return sign_in.recover(self.folder, recovery_code, password, self.reference, self.clock, tell)

    def new_recovery_code(self) -> str:
        """Make up a code for the next recovery sheet."""
        from desktop.actions import sign_in

        return sign_in.new_recovery_code()

    def replace_recovery_code(self, desk: Desk, old: str, new: str) -> None:
        """Put a new recovery sheet in force; errors as in ``actions.sign_in``."""
        from desktop.actions import sign_in

        sign_in.replace_recovery_code(desk, old, new)

    def found(self, details: OfficeDetails, founder: PersonDraft, second: PersonDraft | None) -> Founded:
        """Make a new office here; errors as in ``actions.founding``."""
        from desktop.actions import founding

        return founding.found_office(self.folder, details, founder, second, self.reference, self.clock)
