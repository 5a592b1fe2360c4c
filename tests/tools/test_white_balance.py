"""White balance: a colour picked becomes grey; the same settings mean the same light in every profile."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image.colour import to_lab
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.image.response import response
from ganstudio.tools.white_balance import WhiteBalanceParams, adaptation, estimated, neutral
from tests.image.pictures import adobe_rgb, cat, profile, table_profile
from tests.tools.test_tone import run

PROFILES = {"none": None, "p3": profile("p3"), "adobe": adobe_rgb(), "table": table_profile()}
CASTS = [(120, 120, 120), (200, 180, 150), (150, 180, 200), (90, 110, 90), (60, 50, 60), (230, 225, 190), (20, 18, 15)]


def plain(*colour: int, dtype: type = np.uint8) -> Pixels:
    unit = 1 if dtype == np.uint8 else 257
    return freeze((np.array(colour) * unit * np.ones((6, 8, 1))).astype(dtype))


@pytest.mark.parametrize("icc", PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize("cast", CASTS)
def test_a_picked_colour_becomes_grey(icc: bytes | None, cast: tuple[int, int, int]) -> None:
    for dtype, unit in ((np.uint8, 1), (np.uint16, 257)):
        photo = Photo(plain(*cast, dtype=dtype), Metadata(icc=icc))
        temperature, tint = neutral(photo.pixels, icc)
        assert max(abs(temperature), abs(tint)) < 100
        result = run("white-balance", photo, temperature=temperature, tint=tint).pixels[0, 0] / unit
        assert np.ptp(result) <= 2
        assert min(cast) <= result.mean() <= max(cast)


def test_a_pixel_alone_its_alpha_and_pixels_around_it() -> None:
    one = neutral(plain(200, 180, 150)[0, 0], None)
    assert neutral(plain(200, 180, 150), None) == pytest.approx(one)
    assert one == neutral(np.array([200, 180, 150, 7], np.uint8), None)
    assert one[0] < -5  # yellowish: cooler makes it grey
    assert neutral(plain(90, 130, 90), None)[1] > 5  # green: magenta makes it grey
    assert neutral(plain(77, 77, 77), profile("p3")) == pytest.approx((0, 0), abs=0.5)


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 0, 0), (0, 0, 255), (0, 255, 0), (255, 255, 0), (0, 0, 1)])
def test_colours_out_of_reach_give_settings_in_range(colour: tuple[int, int, int]) -> None:
    for icc in PROFILES.values():
        temperature, tint = neutral(plain(*colour), icc)
        assert -100 <= temperature <= 100 and -100 <= tint <= 100
        run("white-balance", Photo(plain(*colour), Metadata(icc=icc)), temperature=temperature, tint=tint)
    assert neutral(plain(0, 0, 0), None) == pytest.approx((0, 0), abs=0.5)


def test_warmer_cooler_magenta_greener_and_as_light_as_before() -> None:
    grey = Photo(plain(120, 120, 120))
    before = to_lab(grey.pixels, None)[0, 0]
    for params, axis, sign in (
        ({"temperature": 50.0}, 2, 1),
        ({"temperature": -50.0}, 2, -1),
        ({"tint": 50.0}, 1, 1),
        ({"tint": -50.0}, 1, -1),
    ):
        after = to_lab(run("white-balance", grey, **params).pixels, None)[0, 0]
        assert sign * (after - before)[axis] > 10
        assert abs(after[0] - before[0]) < 0.6


def test_the_way_of_temperature_is_that_of_daylight() -> None:
    """25 turns the grey of 6500 K into that of 5000 K: CIE D65 into D50."""
    curves = response(None)
    xyz = curves.primaries @ adaptation(curves, 25, 0) @ np.ones(3)
    d50, d65 = np.array([0.9642, 1, 0.8251]), np.array([0.9505, 1, 1.0890])
    cones = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    seen_in_d65 = np.linalg.inv(cones) @ ((cones @ d65) / (cones @ d50) * (cones @ xyz))
    assert np.allclose(seen_in_d65 / seen_in_d65[1], d50, atol=0.005)


def test_the_same_colours_in_other_profiles_become_the_same_colours() -> None:
    """Values differ from profile to profile, and rightly so; what is seen does not."""
    from ganstudio.image.colour import from_lab

    muted = freeze((cat().astype(int) // 2 + 60).astype(np.uint8))
    lab = to_lab(muted, None)
    seen, values = [], []
    for icc in (None, profile("p3"), adobe_rgb()):
        photo = Photo(from_lab(lab, icc, np.uint16), Metadata(icc=icc))
        result = run("white-balance", photo, temperature=20.0, tint=-10.0)
        seen.append(to_lab(result.pixels, icc))
        values.append(result.pixels.astype(int))
    for other in (1, 2):
        assert np.abs(seen[other] - seen[0]).max() < 1
        assert np.abs(values[other] - values[0]).max() > 1000


def test_there_and_back() -> None:
    photo = Photo(freeze((cat().astype(np.uint16) // 2 + 60) * 257))
    curves = response(None)
    assert np.allclose(adaptation(curves, 30, 20) @ adaptation(curves, -30, -20), np.eye(3), atol=0.02)
    there = run("white-balance", photo, temperature=15.0, tint=10.0)
    back = run("white-balance", there, temperature=-15.0, tint=-10.0)
    assert np.abs(back.pixels.astype(int) - photo.pixels).max() < 600


def test_16_bit_stays_fine_and_in_order() -> None:
    ramp = freeze(np.repeat(np.arange(65536, dtype=np.uint16)[None, :, None], 3, axis=2))
    result = run("white-balance", Photo(ramp), temperature=10.0).pixels[0].astype(int)
    assert (np.diff(result, axis=0) >= 0).all()
    assert all(len(np.unique(result[:, c])) > 10_000 for c in range(3))


def scene(tint: tuple[float, float, float]) -> Photo:
    """Things of all colours in a light of one colour."""
    random = np.random.default_rng(3)
    things = random.random((12, 16, 3)) * 0.6 + 0.05
    light = np.clip(np.kron(things, np.ones((20, 20, 1))) * tint, 0, 1)
    values = response(None).values(light.reshape(-1, 3).T).T.reshape(light.shape)
    return Photo(freeze(np.rint(values * 255).astype(np.uint8)))


@pytest.mark.parametrize(("tint", "sign"), [((1.3, 1, 0.6), -1), ((0.75, 1, 1.4), 1)])
def test_automatic_takes_most_of_the_lights_colour_out(tint: tuple[float, float, float], sign: int) -> None:
    photo = scene(tint)
    temperature, _tint = estimated(photo)
    assert sign * temperature > 10
    result = run("white-balance", photo, mode="auto").pixels
    by_hand = run("white-balance", photo, temperature=temperature, tint=_tint).pixels
    assert np.array_equal(result, by_hand)

    def apart(pixels: Pixels) -> float:
        means = response(None).light(256)[0][pixels].mean(axis=(0, 1))
        return float(np.ptp(np.log(means)))

    assert apart(result) < 0.4 * apart(photo.pixels)


def test_automatic_finds_nothing_to_do() -> None:
    assert np.abs(estimated(scene((1, 1, 1)))).max() < 8
    for photo in (Photo(plain(200, 180, 150)), Photo(plain(0, 0, 0)), Photo(plain(255, 255, 255)[:1, :1])):
        assert estimated(photo) == (0, 0)
        assert run("white-balance", photo, mode="auto") is photo
    assert estimated(Photo(scene((1.3, 1, 0.6)).pixels, Metadata(grey=True))) == (0, 0)


def test_automatic_does_not_take_a_lawn_for_green_light() -> None:
    """Real lights lie near daylight's line, so there is a tint beyond which it does not go."""
    assert abs(estimated(scene((0.4, 1, 0.4)))[1]) <= 30


def test_automatic_judges_a_reduced_copy_alike() -> None:
    import cv2

    photo = scene((1.3, 1, 0.6))
    large = Photo(freeze(np.asarray(cv2.resize(photo.pixels, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC))))
    assert np.abs(np.subtract(estimated(large), estimated(photo))).max() < 10


def test_see_through_pixels_say_nothing() -> None:
    photo = scene((1.3, 1, 0.6))
    alpha = np.full(photo.pixels.shape[:2], 255, np.uint8)
    cut = np.dstack([photo.pixels, alpha])
    cut[:, 160:] = np.random.default_rng(0).integers(0, 255, (240, 160, 4)) * (0, 0, 1, 0)
    assert np.abs(np.subtract(estimated(Photo(freeze(cut))), estimated(photo))).max() < 10


def test_as_declared_it_is_by_hand() -> None:
    assert WhiteBalanceParams() == WhiteBalanceParams(mode="manual", temperature=0, tint=0)
