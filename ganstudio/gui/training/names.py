"""What a run's numbers are called in a legend."""

from __future__ import annotations

from ganstudio.i18n import N_, _
from ganstudio.tools.facing.sliders import Slider
from trainers import signals

SIGNALS = {
    signals.D_REAL: N_("of real pictures"),
    signals.D_FAKE: N_("of made pictures"),
    signals.D_HELD_OUT: N_("of real ones never seen"),
    signals.GENERATOR: N_("generator"),
    signals.DISCRIMINATOR: N_("discriminator"),
    signals.GENERATOR_GRADIENT: N_("generator"),
    signals.DISCRIMINATOR_GRADIENT: N_("discriminator"),
    signals.GRADIENT: N_("network"),
    signals.VARIETY: N_("variety"),
    signals.CHANGE: N_("change"),
    signals.LIKENESS: N_("likeness"),
    signals.SKIPPED: N_("steps left out"),
}
"""What many recipes note."""
LOSSES = {
    "pixel": N_("pixels"),
    "perceptual": N_("perceptual"),
    "detail": N_("detail"),
    "steady": N_("steadiness"),
    "codes": N_("codes"),
    "consistency": N_("consistency"),
    "cycle": N_("cycle"),
    "identity": N_("identity"),
    "moments": N_("moments"),
    "cross-entropy": N_("cross-entropy"),
    "dice": "Dice",
    "miss": N_("position"),
    "generators": N_("both generators"),
    "discriminators": N_("both discriminators"),
    "generator (other)": N_("generator of the way back"),
    "D(other)": N_("of pictures of the other side"),
    "augmented": N_("augmented"),
}
MEASURES = {
    "psnr": "PSNR",
    "PSNR": "PSNR",
    "ssim": "SSIM",
    "cycle PSNR": N_("PSNR there and back"),
    "gain": N_("gain"),
    "gain over bicubic": N_("gain over bicubic"),
    "gain over Poisson": N_("gain over Poisson"),
    "gain, 0 dabs": N_("gain without dabs"),
    "gain, 10 dabs": N_("gain with 10 dabs"),
    "gain, 50 dabs": N_("gain with 50 dabs"),
    "gain, box": N_("gain in boxes"),
    "gain, free": N_("gain in strokes"),
    "gain, scratches": N_("gain in scratches"),
    "gradient energy": N_("gradient energy"),
    "colourfulness": N_("colourfulness"),
    "edges": N_("edges kept"),
    "error": N_("error"),
    "sliced Wasserstein": N_("sliced Wasserstein"),
    "kernel distance": N_("kernel distance"),
    "coverage": N_("coverage"),
    "novelty": N_("novelty"),
    "recall": N_("recall"),
    "precision": N_("precision"),
    "proposed on clean": N_("proposed on clean pictures"),
    "found": N_("found"),
    "false alarms": N_("false alarms"),
    "off": N_("off in place"),
    "off in scale": N_("off in scale"),
    "off in turn": N_("off in turn"),
    "others": N_("other sliders moved"),
}
"""Recipe by recipe, what its step and its measuring tell."""
_SLIDER, _TOLD = "slider ", " told"


def signal(name: str) -> str:
    """A number's name in a legend; one that nobody foresaw keeps its own."""
    for known in (SIGNALS, LOSSES, MEASURES):
        if name in known:
            return _(known[name])
    if name.startswith(_SLIDER):
        return Slider(name.removeprefix(_SLIDER)).title
    if name.endswith(_TOLD):
        return _("{label} told rightly").format(label=Slider(name.removesuffix(_TOLD)).title)
    return name
