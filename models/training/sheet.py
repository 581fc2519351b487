"""Contact sheets."""
import torch
from PIL import Image

GAP = 2
GROUND = 16


def contact_sheet(pictures, path, columns=12, scale=1):
    """Pictures [n, 3, h, w] in -1..1 as one PNG or JPEG, `columns` wide, each pixel `scale` pixels."""
    pictures = ((pictures.detach().float().cpu().clamp(-1, 1) + 1) * 127.5 + 0.5).byte()
    pictures = pictures.repeat_interleave(scale, 2).repeat_interleave(scale, 3)
    count, _, height, width = pictures.shape
    rows = (count + columns - 1) // columns
    sheet = torch.full(
        (3, rows * (height + GAP) + GAP, columns * (width + GAP) + GAP), GROUND, dtype=torch.uint8
    )
    for i, picture in enumerate(pictures):
        top, left = GAP + i // columns * (height + GAP), GAP + i % columns * (width + GAP)
        sheet[:, top : top + height, left : left + width] = picture
    Image.fromarray(sheet.permute(1, 2, 0).numpy()).save(path, quality=88)
