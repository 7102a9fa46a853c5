"""Makes the small JPEG files beside this script and, with libjpeg-turbo, the pixels they decode to (raw RGB or grey).

Needs Pillow and libjpeg-turbo's cjpeg and djpeg. The picture is synthetic.
"""
import io, math, os, struct, subprocess
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
W, H = 37, 29


def picture(width=W, height=H):
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            image.putpixel((x, y), (int(127 + 120 * math.sin(x / 4) * math.cos(y / 6)), x * 255 // width, 255 if (x // 5 + y // 4) % 3 == 0 else 40))
    return image


def save(name, data, reference=None):
    open(os.path.join(here, name), "wb").write(data)
    if reference is None:
        reference = Image.open(io.BytesIO(data))
        reference = (reference if reference.mode == "L" else reference.convert("RGB")).tobytes()
    open(os.path.join(here, name + ".raw"), "wb").write(reference)


def cjpeg(name, *options, image=None):
    source = io.BytesIO()
    (image or picture()).save(source, "PPM")
    save(name, subprocess.run(["cjpeg", *options], input=source.getvalue(), stdout=subprocess.PIPE, check=True).stdout)


def pil(image, **options):
    target = io.BytesIO()
    image.save(target, "JPEG", **options)
    return target.getvalue()


for sampling in ["1x1", "2x1", "2x2", "1x2", "4x1", "4x2", "1x4", "2x4"]:
    cjpeg(f"sampling_{sampling}.jpg", "-sample", sampling)
cjpeg("sampling_mixed.jpg", "-sample", "2x2,1x2,2x1")
cjpeg("progressive_restart_2x2.jpg", "-progressive", "-sample", "2x2", "-restart", "2B")
cjpeg("progressive_1x2.jpg", "-progressive", "-sample", "1x2")
cjpeg("progressive_grey.jpg", "-progressive", "-grayscale")
cjpeg("restart_2x1.jpg", "-sample", "2x1", "-restart", "1B")
cjpeg("rgb.jpg", "-rgb")
cjpeg("narrow_2x2.jpg", "-sample", "2x2", image=picture(3, 40))
cjpeg("quality_5.jpg", "-quality", "5", "-sample", "2x2")
cjpeg("large_quantization.jpg", "-quality", "1", "-qslots", "0,1")
cmyk = pil(picture().convert("CMYK"), quality=90)
save("cmyk.jpg", cmyk)
at = cmyk.index(b"Adobe")
save("ycck.jpg", cmyk[:at + 11] + b"\x02" + cmyk[at + 12:])

scans = os.path.join(here, "scans.tmp")
open(scans, "w").write("0;\n1;\n2;\n")
cjpeg("one_scan_per_component.jpg", "-sample", "2x2", "-scans", scans)
os.remove(scans)

upright = pil(picture(16, 8), quality=95, subsampling=0)
for order, mark in [("<", b"II*\0"), (">", b"MM\0*")]:
    for orientation in range(1, 9):
        if order == ">" and orientation != 6:
            continue
        tiff = mark + struct.pack(order + "IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
        segment = b"Exif\0\0" + tiff
        data = upright[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + upright[2:]
        turn = {2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE, 6: Image.ROTATE_270, 7: Image.TRANSVERSE, 8: Image.ROTATE_90}.get(orientation)
        reference = Image.open(io.BytesIO(upright)).convert("RGB")
        save(f"exif_{orientation}{'_big_endian' if order == '>' else ''}.jpg", data, (reference.transpose(turn) if turn is not None else reference).tobytes())

resized = picture(50, 40)
resized.save(os.path.join(here, "resize.png"))
for w, h in [(16, 16), (7, 33), (50, 13), (99, 80)]:
    open(os.path.join(here, f"resize_{w}x{h}.raw"), "wb").write(resized.resize((w, h), Image.BILINEAR).tobytes())
