"""What a picture shows is what readers see, whatever kind of pixels the file has."""

import io
import random
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from symptoms.images.encoding import MAX_SIDE_PX, re_encoded

CLOSE = 2  # of 255


def file_of(picture, kind="PNG", **save):
    out = io.BytesIO()
    picture.save(out, kind, **save)
    return out.getvalue()


def shown(data):
    """The picture that readers get for the uploaded bytes `data`."""
    return Image.open(re_encoded(SimpleUploadedFile("scan.png", data))[0])


def largest_difference(one, other, mode="RGB"):
    difference = ImageChops.difference(one.convert(mode), other.convert(mode))
    bands = difference.getextrema()
    return max(high for _low, high in (bands if mode != "L" else [bands]))


def ramp(size=(512, 64)):
    """From black on the left to white on the right, with all 256 grays."""
    row = bytes(x * 255 // (size[0] - 1) for x in range(size[0]))
    return Image.frombytes("L", size, row * size[1])


def deep_ramp(size=(640, 40)):
    """The same with 16 bits a pixel."""
    row = struct.pack(f"<{size[0]}H", *(x * 65535 // (size[0] - 1) for x in range(size[0])))
    return Image.frombytes("I;16", size, row * size[1])


def lines(size=(3200, 1000)):
    """A drawing of thin lines on white, larger than what is kept."""
    drawing = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(drawing)
    for number, y in enumerate(range(0, size[1], 8)):
        color = ["#005a9c", "#b00020", "#2e7d32", "#000000"][number % 4]
        pen.line([(0, y), (size[0], y)], fill=color, width=1)
    return drawing


def test_a_scan_of_16_bits_is_scaled_and_not_clipped():
    seen = shown(file_of(deep_ramp()))

    grays = [seen.convert("L").getpixel((x, 20)) for x in range(640)]
    wanted = [x * 65535 // 639 / 257 for x in range(640)]
    assert max(abs(gray - value) for gray, value in zip(grays, wanted, strict=True)) <= CLOSE


def test_the_gray_that_a_16_bit_scan_names_as_clear_is_clear_alone():
    data = file_of(deep_ramp())
    clear = struct.pack(">H", 0)
    chunk = b"tRNS" + clear
    whole = struct.pack(">I", 2) + chunk + struct.pack(">I", zlib.crc32(chunk))
    at = data.index(b"IDAT") - 4
    seen = shown(data[:at] + whole + data[at:])

    assert seen.mode == "RGBA"
    assert [seen.getpixel((x, 20))[3] for x in (0, 1, 639)] == [0, 255, 255]


@pytest.mark.parametrize("mode", ["P", "1", "L"])
def test_a_drawing_looks_as_its_twin_in_full_color(mode):
    drawing = lines()
    if mode != "P":
        drawing = drawing.convert("L").point(lambda gray: 255 if gray > 200 else 0)
    drawing = drawing.convert(mode)
    twin = shown(file_of(drawing.convert("RGB")))
    seen = shown(file_of(drawing))

    assert seen.size == twin.size == (MAX_SIDE_PX, 500)
    assert largest_difference(seen, twin) <= CLOSE


def transparent_palette():
    drawing = Image.new("P", (40, 40), 1)
    drawing.putpalette([255, 0, 0, 0, 90, 156] + [0] * 762)
    drawing.paste(0, (0, 0, 20, 40))
    return file_of(drawing, transparency=0), drawing.convert("RGB"), (10, 20), (30, 20)


def half_gray():
    picture = Image.merge("LA", [ramp((64, 40)), Image.new("L", (64, 40), 255)])
    picture.paste((0, 0), (0, 0, 20, 40))
    return file_of(picture), picture.convert("RGB"), (10, 20), (40, 20)


def half_colored():
    picture = Image.new("RGBA", (64, 40), (0, 90, 156, 255))
    picture.paste((255, 0, 0, 0), (0, 0, 20, 40))
    return file_of(picture), picture.convert("RGB"), (10, 20), (40, 20)


@pytest.mark.parametrize("make", [transparent_palette, half_gray, half_colored])
def test_what_shows_through_still_does_and_the_rest_keeps_its_color(make):
    data, colors, clear, solid = make()
    seen = shown(data)

    assert seen.mode == "RGBA"
    assert [seen.getpixel(clear)[3], seen.getpixel(solid)[3]] == [0, 255]
    there = [abs(a - b) for a, b in zip(seen.getpixel(solid), colors.getpixel(solid), strict=False)]
    assert max(there) <= CLOSE


def test_a_picture_for_print_keeps_its_colors():
    colored = Image.merge("RGB", [ramp(), ramp().rotate(180), ramp()])
    data = file_of(colored.convert("CMYK"), "JPEG", quality=95)
    twin = file_of(Image.open(io.BytesIO(data)).convert("RGB"))

    assert largest_difference(shown(data), shown(twin)) <= CLOSE


@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_a_color_profile_of_the_web_changes_nothing(mode):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = ramp().convert(mode)

    assert largest_difference(shown(file_of(picture, icc_profile=profile)), picture) <= CLOSE


def test_a_png_with_a_long_text_is_a_picture_like_any_other():
    note = PngInfo()
    note.add_text("Comment", "PATIENT-4711 " * 200_000, zip=True)
    note.add_itxt("Study", "PATIENT-4711 " * 200_000, zip=True)
    data = re_encoded(SimpleUploadedFile("scan.png", file_of(ramp(), pnginfo=note)))[0].read()

    assert largest_difference(Image.open(io.BytesIO(data)), ramp()) <= CLOSE
    assert b"PATIENT" not in data


def test_a_profile_that_unpacks_to_megabytes_is_left_out():
    data = file_of(ramp(), icc_profile=b"\0" * 3_000_000)

    assert largest_difference(shown(data), ramp()) <= CLOSE


def test_a_large_photo_that_looks_like_many_scans_to_a_hasty_eye_is_taken():
    noise = random.Random(1).randbytes(1200 * 1200 * 3)
    photo = file_of(Image.frombytes("RGB", (1200, 1200), noise), compress_level=0)
    assert photo.count(b"\xff\xda") > 50

    assert shown(photo + b"\xff\xda" * 200).size == (1200, 1200)


def test_a_film_behind_a_photo_is_not_counted_as_scans():
    assert shown(file_of(ramp(), "JPEG") + b"\xff\xda" * 200).size == (512, 64)


def test_a_jpeg_of_hundreds_of_scans_is_refused_before_it_is_decoded():
    data = file_of(ramp(), "JPEG")
    at = data.index(b"\xff\xda")
    scan = data[at : data.rindex(b"\xff\xd9")]
    with pytest.raises(ValidationError):
        shown(data[:at] + scan * 150 + b"\xff\xd9")


def test_a_turned_photo_is_turned_back_in_every_kind_of_pixels():
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = [shown(file_of(ramp().convert(mode), exif=exif)).size for mode in ("L", "P", "RGB")]

    assert turned == [(64, 512)] * 3
