"""How likely a source says something is; how sure, kept apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row of the ICD 203 likelihood table; probabilities in [0, 1]."""

    word: str
    synonym: str
    low: float
    high: float


#: Source: Intelligence Community Directive 203, Analytic Standards, likelihood table.
ICD203 = (
    Band(word="almost no chance", synonym="remote", low=0.01, high=0.05),
    Band(word="very unlikely", synonym="highly improbable", low=0.05, high=0.20),
    Band(word="unlikely", synonym="improbable", low=0.20, high=0.45),
    Band(word="roughly even chance", synonym="roughly even odds", low=0.45, high=0.55),
    Band(word="likely", synonym="probable", low=0.55, high=0.80),
    Band(word="very likely", synonym="highly probable", low=0.80, high=0.95),
    Band(word="almost certain", synonym="nearly certain", low=0.95, high=0.99),
)


def word_for(p: float) -> str:
    """Return the ICD 203 word for a probability.

    p: probability in [0, 1]. A value on a boundary takes the word nearer to even odds.
    Raises ValueError outside [0, 1]. Source: ICD 203, likelihood table.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"p must lie in [0, 1], got {p!r}")
    if p < 0.5:
        return next(band.word for band in ICD203 if p < band.high)
    return next(band.word for band in reversed(ICD203) if p > band.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Estimative words as said, with the band they have in a named scale, if any.

    readers: (10th percentile, median, 90th percentile) of what readers take the words to mean;
    None where no survey asked for them.
    """

    cues: tuple[str, ...]
    scale: str = "icd203"
    band: tuple[float, float] | None
    readers: tuple[float, float, float] | None = None
