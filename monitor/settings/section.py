"""A table of the configuration file."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of the file: no key beyond those named, and no change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
