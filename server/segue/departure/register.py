"""How formal a letter is; the company's policy and the leaver's choice for a client speak of it."""

from enum import StrEnum


class Register(StrEnum):
    """Formal, neutral or warm."""

    FORMAL = "formal"
    NEUTRAL = "neutral"
    WARM = "warm"
