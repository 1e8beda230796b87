"""Pages drawn as pictures, as a scanner leaves them: no letter in them but what is seen."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT = next(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"), None)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or FONT is None, reason="needs tesseract-ocr-vie and fonts-dejavu"
)
A4 = (2480, 3508)  # pixels at 300 dpi
RED, BLUE = (215, 40, 50), (30, 40, 140)


class Drawn:
    """A page in the making; places are pixels at 300 dpi."""

    def __init__(self, paper: tuple[int, int, int] = (255, 255, 255), size: tuple[int, int] = A4) -> None:
        self.picture = Image.new("RGB", size, paper)
        self.draw = ImageDraw.Draw(self.picture)

    def text(self, x: int, y: int, text: str, size: int = 54, colour: tuple[int, int, int] = (0, 0, 0)) -> int:
        """Draw a line with its baseline at `y`; gives the x behind it."""
        font = ImageFont.truetype(str(FONT), size)
        self.draw.text((x, y), text, fill=colour, font=font, anchor="ls")
        return x + int(font.getlength(text))

    def marked(self, x: int, y: int, text: str, mark: str, size: int = 54) -> int:
        """A line and a raised note mark behind it."""
        end = self.text(x, y, text, size)
        return self.text(end, y - int(0.33 * size), mark, int(0.62 * size))

    def table(self, x: int, y: int, rows: Sequence[Sequence[str]], width: int = 600, height: int = 110) -> None:
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                box = (x + width * c, y + height * r, x + width * (c + 1), y + height * (r + 1))
                self.draw.rectangle(box, outline=0, width=4)
                self.text(box[0] + 60, box[3] - 35, text, 48)

    def stamp(self, x: int, y: int, across: int = 500, colour: tuple[int, int, int] = RED) -> None:
        """A round stamp over whatever stands there, as ink that darkens."""
        ink = Image.new("RGB", self.picture.size, "white")
        draw = ImageDraw.Draw(ink)
        draw.ellipse((x, y, x + across, y + across), outline=colour, width=12)
        draw.ellipse((x + 70, y + 70, x + across - 70, y + across - 70), outline=colour, width=6)
        font = ImageFont.truetype(str(FONT), 60)
        draw.text((x + across // 2, y + across // 2), "ĐẢNG ỦY", fill=colour, font=font, anchor="mm")
        self.picture = ImageChops.multiply(self.picture, ink)
        self.draw = ImageDraw.Draw(self.picture)


def worn(page: Drawn, degrees: float = 1.5, dpi: int = 200, quality: int = 50) -> Image.Image:
    """The page as a poor scanner sees it: askew, coarse, blurred, grey, noisy, squeezed."""
    size = page.picture.width * dpi // 300, page.picture.height * dpi // 300
    seen = page.picture.convert("L").resize(size, Image.Resampling.LANCZOS)
    seen = seen.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.7))
    noise = np.random.default_rng(7).normal(0, 8, (seen.height, seen.width))
    grey = np.clip(np.asarray(seen, dtype=np.float32) * 0.85 + 25 + noise, 0, 255).astype(np.uint8)
    squeezed = io.BytesIO()
    Image.fromarray(grey).save(squeezed, "JPEG", quality=quality)
    return Image.open(squeezed)


def saved(path: Path, *pages: Drawn | Image.Image, dpi: int = 300) -> Path:
    pictures = [page.picture if isinstance(page, Drawn) else page for page in pages]
    pictures[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])
    return path
