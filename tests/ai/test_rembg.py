"""rembg itself, with ISNet as its network: its session as the AI, and its masks and cutouts to begin from."""

import numpy as np
import pytest
import wispcut
from PIL import Image
from skimage import data
from wispcut import cli
from wispcut.ai import store

rembg = pytest.importorskip("rembg", reason="rembg is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rembg's own

PHOTO = data.astronaut()[::2, ::2]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A real session of rembg, by ONNX Runtime."""
    if not store.holds("isnet_quint8"):
        pytest.skip("the AI's pieces are not assembled")
    path = tmp_path_factory.mktemp("network") / "isnet.onnx"
    path.write_bytes(store.network("isnet_quint8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("U2NET_HOME", str(path.parent))  # the only folder that it reads networks from
        return rembg.new_session("dis_custom", model_path=str(path))


def pixels(path):
    with Image.open(path) as image:
        return np.asarray(image)


def test_a_session_its_mask_and_its_cutout_give_the_same(session, tmp_path):
    image = Image.fromarray(PHOTO)
    image.save(tmp_path / "photo.png")
    rembg.remove(image, session=session, only_mask=True).save(tmp_path / "mask.png")
    rembg.remove(image, session=session).save(tmp_path / "cutout.png")
    assert pixels(tmp_path / "cutout.png").shape == (*PHOTO.shape[:2], 4)
    made = wispcut.cut_out(PHOTO, model=session)
    assert made.seconds["ai"] > 0
    assert made.alpha[200:, 90:130].mean() > 240  # her suit
    assert made.alpha[:30, 190:].mean() < 10  # the backdrop
    for mask in ("mask.png", "cutout.png"):
        given = ("refine", tmp_path / "photo.png", "--mask", tmp_path / mask, "-o", tmp_path / "out.png")
        assert cli.main([str(word) for word in given]) == 0
        assert np.array_equal(pixels(tmp_path / "out.png"), made.rgba)
