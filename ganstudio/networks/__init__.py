"""Shapes of networks: one file per architecture. Knows no files, devices or images."""

from ganstudio.networks import (
    align,
    colorize,
    cyclegan,
    damage,
    dcgan,
    ddcolor,
    face,
    harmonize,
    imdn,
    inpaint,
    onnx,
    pix2pix,
    residual,
    spandrel,
    srgan,
    srresnet,
    style,
)
from ganstudio.networks.architecture import Architecture

ARCHITECTURES: dict[str, Architecture] = {
    a.id: a
    for a in (
        residual.ARCHITECTURE,
        srgan.ARCHITECTURE,
        inpaint.ARCHITECTURE,
        colorize.ARCHITECTURE,
        damage.ARCHITECTURE,
        harmonize.ARCHITECTURE,
        style.ARCHITECTURE,
        face.ARCHITECTURE,
        align.ARCHITECTURE,
        dcgan.ARCHITECTURE,
        srresnet.ARCHITECTURE,
        imdn.ARCHITECTURE,
        cyclegan.ARCHITECTURE,
        pix2pix.ARCHITECTURE,
        ddcolor.ARCHITECTURE,
        spandrel.ARCHITECTURE,
        onnx.ARCHITECTURE,
    )
}
