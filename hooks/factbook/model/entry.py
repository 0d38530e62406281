"""The base of all data."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case words joined by hyphens")]
Sentence = Annotated[str, Field(min_length=1, max_length=600)]


class Entry(BaseModel):
    """Base of all data: immutable; an unknown key is an error; text is not turned into numbers or back."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_strip_whitespace=True,
        defer_build=True,  # most kinds are only ever read as a part of others
    )
