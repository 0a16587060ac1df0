"""The command line as a person uses it: files in, files out, one line when something is wrong."""

import json
import sys
import zlib

import numpy as np
import pytest
from PIL import Image
from wispcut import cli, settings
from wispcut.formats import files


@pytest.fixture
def photo(tmp_path):
    """A red disc on green, its photo, mask and trimap as files; returns their folder."""
    rows, columns = np.mgrid[:97, :113]
    distance = np.hypot(rows - 48, columns - 56)
    alpha = np.clip(30.5 - distance, 0, 1)[..., None]
    colours = alpha * [200, 40, 30] + (1 - alpha) * [30, 160, 40]
    Image.fromarray(colours.round().astype(np.uint8)).save(tmp_path / "photo.png")
    Image.fromarray((np.clip((34 - distance) / 8, 0, 1) * 255).astype(np.uint8)).save(tmp_path / "mask.png")
    trimap = np.where(distance < 26, 255, np.where(distance > 35, 0, 128)).astype(np.uint8)
    Image.fromarray(trimap).save(tmp_path / "trimap.png")
    return tmp_path


def run(*arguments):
    return cli.main([str(a) for a in arguments])


def pixels(path):
    return np.asarray(Image.open(path))


@pytest.mark.parametrize("source", ["mask", "trimap"])
def test_refine_writes_cutout_alpha_and_report(photo, source):
    out, alpha, report = photo / "cut.png", photo / "alpha.png", photo / "report.json"
    given = ("--" + source, photo / f"{source}.png")
    assert run("refine", photo / "photo.png", *given, "-o", out, "--alpha", alpha, "--report", report) == 0
    cut = pixels(out)
    assert cut.shape == (97, 113, 4)
    assert np.array_equal(pixels(alpha), cut[..., 3])
    assert (cut[48, 56] == [200, 40, 30, 255]).all()
    assert cut[0, 0, 3] == 0
    told = json.loads(report.read_text())
    assert told["diagnostics"]["size"] == [97, 113]
    assert set(told["seconds"]) == {"reduced", "raw_mask", "survey", "cutout"}
    assert told["settings"] == settings.as_mapping(settings.Settings())


def test_result_does_not_depend_on_the_tiles(photo):
    results = []
    for slicing in (("--whole",), ("--tile", 29), ("--tile", 64)):
        out = photo / "cut.png"
        assert run("refine", photo / "photo.png", "--trimap", photo / "trimap.png", "-o", out, *slicing) == 0
        results.append(pixels(out).astype(int))
    for other in results[1:]:
        difference = np.abs(other - results[0])[..., 3]
        assert difference.max() <= 3
        assert (difference > 1).mean() <= 0.001


def test_a_report_can_be_given_back_as_settings(photo):
    (photo / "s.json").write_text('{"trimap": {"erode": 2.5}}')
    common = ("refine", photo / "photo.png", "--mask", photo / "mask.png")
    assert (
        run(*common, "-o", photo / "1.png", "--settings", photo / "s.json", "--report", photo / "r.json") == 0
    )
    assert run(*common, "-o", photo / "2.png", "--settings", photo / "r.json") == 0
    assert np.array_equal(pixels(photo / "1.png"), pixels(photo / "2.png"))


def test_settings_prints_every_knob(capsys):
    assert run("settings") == 0
    schema = json.loads(capsys.readouterr().out)
    for knob in settings.KNOBS:
        section, key = knob.name.split(".")
        told = schema["properties"][section]["properties"][key]
        assert told["default"] == knob.default
        assert told["description"]


def test_enhance_changes_what_its_knobs_say(photo):
    (photo / "s.json").write_text('{"enhance": {"gain": 1.2}}')
    assert run("enhance", photo / "photo.png", "-o", photo / "same.png") == 0
    assert np.array_equal(pixels(photo / "same.png"), pixels(photo / "photo.png"))
    report = ("--settings", photo / "s.json", "--report", photo / "r.json")
    assert run("enhance", photo / "photo.png", "-o", photo / "bright.png", *report) == 0
    assert pixels(photo / "bright.png").mean() > pixels(photo / "photo.png").mean() * 1.1
    assert json.loads((photo / "r.json").read_text())["settings"]["enhance"]["gain"] == 1.2


def test_backdrop_writes_level_and_noise_in_the_pictures_own_range(tmp_path):
    counts = np.random.default_rng(5).normal(1000, 8, (150, 170)).astype(np.float32)
    counts[40:60, 50:90] += 5000
    Image.fromarray(counts).save(tmp_path / "field.tiff")
    source = np.zeros(counts.shape, np.uint8)
    source[38:62, 48:92] = 255
    Image.fromarray(source).save(tmp_path / "mask.png")
    maps = (
        "--background",
        tmp_path / "b.tiff",
        "--noise",
        tmp_path / "n.tiff",
        "--report",
        tmp_path / "r.json",
    )
    assert run("backdrop", tmp_path / "field.tiff", "--mask", tmp_path / "mask.png", *maps) == 0
    assert np.abs(pixels(tmp_path / "b.tiff") - 1000).max() < 3
    assert np.abs(pixels(tmp_path / "n.tiff") - 8).max() < 2
    assert json.loads((tmp_path / "r.json").read_text())["diagnostics"]["shape"] == [150, 170]


def test_backdrop_of_a_photo_has_a_page_a_channel(photo):
    maps = ("--background", photo / "b.tiff", "--noise", photo / "n.tiff")
    assert run("backdrop", photo / "photo.png", "--mask", photo / "mask.png", *maps) == 0
    green = pixels(photo / "photo.png")[:5].mean((0, 1)) / 255
    for name, wanted in (("b.tiff", green), ("n.tiff", (0, 0, 0))):
        with Image.open(photo / name) as pages:
            assert pages.n_frames == 3
            for channel, level in enumerate(wanted):
                pages.seek(channel)
                assert pages.size == (113, 97)
                assert np.abs(np.asarray(pages) - level).max() < 0.02


def test_resize_makes_smaller_and_reports(photo):
    out = ("-o", photo / "small.png", "--report", photo / "r.json")
    assert run("resize", photo / "photo.png", "--width", 40, *out) == 0
    assert pixels(photo / "small.png").shape == (34, 40, 3)
    told = json.loads((photo / "r.json").read_text())
    assert told["output_size"] == {"width": 40, "height": 34}
    assert told["selection_mode"]


def test_resize_keeps_a_cutouts_alpha(photo):
    assert run("refine", photo / "photo.png", "--trimap", photo / "trimap.png", "-o", photo / "cut.png") == 0
    assert run("resize", photo / "cut.png", "--height", 50, "-o", photo / "small.png") == 0
    small = pixels(photo / "small.png")
    assert small.shape == (50, 58, 4)
    assert small[25, 29, 3] == 255
    assert small[0, 0, 3] == 0


def test_resize_does_not_make_larger(photo, capsys):
    assert run("resize", photo / "photo.png", "--width", 500, "-o", photo / "large.png") == 2
    assert "width must be at most the picture's own, 113" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("section", "corner"),
    [
        ({"background": "white"}, [255, 255, 255, 255]),
        ({"background": "colour", "colour": "#102030"}, [16, 32, 48, 255]),
        ({"background": "even"}, [30, 160, 40, 255]),
        ({"background": "blur"}, [30, 160, 40, 255]),
        ({"mask_only": True}, [0, 0, 0, 255]),
    ],
)
def test_refine_puts_the_subject_on_a_background(photo, section, corner):
    (photo / "s.json").write_text(json.dumps({"cutout": section}))
    given = ("--trimap", photo / "trimap.png", "--settings", photo / "s.json")
    assert run("refine", photo / "photo.png", *given, "-o", photo / "cut.png") == 0
    assert np.abs(pixels(photo / "cut.png")[2, 2].astype(int) - corner).max() <= 1


def test_a_recipes_background_picture_must_be_named(photo, capsys):
    (photo / "s.json").write_text('{"cutout": {"background": "image"}}')
    given = ("--mask", photo / "mask.png", "--settings", photo / "s.json", "-o", photo / "cut.png")
    assert run("refine", photo / "photo.png", *given) == 2
    assert (
        "cutout.background must not be 'image' without a picture: name one with --background"
        in capsys.readouterr().err
    )


def chunk(kind, data):
    """A PNG chunk."""
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def broken(folder):
    """Files that are not what they seem, made in ``folder``."""
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.png").write_text("hello")
    (folder / "cut.png").write_bytes((folder / "photo.png").read_bytes()[:200])
    (folder / "bad.json").write_text("{")
    (folder / "knob.json").write_text('{"trimap": {"erode": 99}}')
    (folder / "wrong.json").write_text('{"trimap": {"errode": 9}}')
    size = (30000).to_bytes(4, "big") + (21000).to_bytes(4, "big")
    chunks = chunk(b"IHDR", size + b"\x08\x02\x00\x00\x00") + chunk(b"IDAT", zlib.compress(b"\0"))
    (folder / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    Image.new("L", (113, 97), 0).save(folder / "black.png")
    Image.new("L", (5, 5), 0).save(folder / "small.png")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.png", "--mask", "mask.png"], "is not there"),
        (["empty.png", "--mask", "mask.png"], "is not a photo"),
        (["text.png", "--mask", "mask.png"], "is not a photo"),
        (["cut.png", "--mask", "mask.png"], "cut short"),
        (["bomb.png", "--mask", "mask.png"], "630 megapixels"),
        (["photo.png", "--mask", "black.png"], "No subject found"),
        (["photo.png", "--trimap", "small.png"], "is 5 x 5 px and the photo 113 x 97"),
        (["photo.png", "--mask", "mask.png", "--settings", "bad.json"], "not readable as JSON"),
        (["photo.png", "--mask", "mask.png", "--settings", "knob.json"], "trimap.erode must be"),
        (["photo.png", "--mask", "mask.png", "--settings", "wrong.json"], "no knob trimap.errode"),
        (["photo.png", "--mask", "mask.png", "--tile", "0"], "from 1 to 65536"),
        (["photo.png"], "--mask --trimap is required"),
        (["photo.png", "--mask", "mask.png", "--report", "no/where/r.json"], "is not a folder"),
        (["photo.png", "--mask", "mask.png", "--alpha", "./out.png"], "would be written twice"),
        (
            ["photo.png", "--mask", "mask.png", "--alpha", "alpha.jpg"],
            "must end in .png, .webp, .tif or .tiff",
        ),
        ([".", "--mask", "mask.png"], "is a folder"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(photo, capsys, monkeypatch, arguments, words):
    broken(photo)
    monkeypatch.chdir(photo)
    try:
        code = run("refine", *arguments, "-o", "out.png")
    except SystemExit as stop:  # argparse leaves this way
        code = stop.code
    told = capsys.readouterr().err
    assert code == 2
    assert words in told
    assert told.count("\n") == 1
    assert not (photo / "out.png").exists()


@pytest.mark.parametrize(
    ("trouble", "words", "code"), [(KeyboardInterrupt, "cancelled", 130), (MemoryError, "memory is full", 2)]
)
def test_what_ends_the_work_between_two_files_is_told(photo, capsys, monkeypatch, trouble, words, code):
    write = files.write_picture

    def once(path, pixels, *more, **options):
        if path.name == "alpha.png":
            raise trouble
        write(path, pixels, *more, **options)

    monkeypatch.setattr(files, "write_picture", once)
    out = ("-o", photo / "cut.png", "--alpha", photo / "alpha.png")
    assert run("refine", photo / "photo.png", "--trimap", photo / "trimap.png", *out) == code
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1
    assert (photo / "cut.png").exists() and "nothing was written" not in told
    assert not list(photo.glob(".*"))


@pytest.mark.skipif(sys.platform == "emscripten", reason="Pillow has no colour management there")
def test_what_is_read_in_another_way_is_told_and_the_work_goes_on(photo, capsys):
    mask = (pixels(photo / "mask.png") >= 128).astype(np.uint8)
    Image.fromarray(mask).save(photo / "01.png")
    Image.fromarray(pixels(photo / "photo.png")).save(photo / "hurt.png", icc_profile=b"nothing" * 60)
    assert run("refine", photo / "hurt.png", "--mask", photo / "01.png", "-o", photo / "out.png") == 0
    told = capsys.readouterr().err
    assert told.count("wispcut: note: ") == told.count("\n") == 2
    assert "colour profile" in told and "0 and 255" in told
    assert pixels(photo / "out.png")[48, 56, 3] == 255


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("refine", ("--mask", "mask.png")),
        ("refine", ("--trimap", "photo.png")),
        ("enhance", ()),
        ("resize", ("--width", "20")),
    ],
)
def test_an_input_is_never_overwritten(photo, capsys, monkeypatch, command, more):
    monkeypatch.chdir(photo)
    before = (photo / "photo.png").read_bytes()
    assert run(command, "mask.png" if "photo.png" in more else "photo.png", *more, "-o", "./photo.png") == 2
    assert "would be lost" in capsys.readouterr().err
    assert (photo / "photo.png").read_bytes() == before


def test_resolution_is_kept_or_dropped_as_asked(photo):
    Image.open(photo / "photo.png").save(photo / "dpi.png", dpi=(300, 300))
    assert run("resize", photo / "dpi.png", "--width", 40, "-o", photo / "small.png") == 0
    with Image.open(photo / "small.png") as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    more = ("--metadata", "none", "-o", photo / "small.png")
    assert run("resize", photo / "dpi.png", "--width", 40, *more) == 0
    with Image.open(photo / "small.png") as image:
        assert "dpi" not in image.info


def test_orientation_is_applied(tmp_path):
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8))
    exif = image.getexif()
    exif[0x0112] = 6  # rotate by 90 degrees to be upright
    image.save(tmp_path / "turned.png", exif=exif)
    Image.new("L", (20, 30), 255).save(tmp_path / "mask.png")
    code = run("refine", tmp_path / "turned.png", "--mask", tmp_path / "mask.png", "-o", tmp_path / "out.png")
    assert code == 0
    assert np.array_equal(pixels(tmp_path / "out.png")[..., :3], np.rot90(np.asarray(image), -1))
