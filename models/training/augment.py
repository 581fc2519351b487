"""Two augmentations: of photographs, to make networks robust, and of everything a discriminator sees, to keep it
from learning a small database by heart (after Zhao et al. 2020)."""
import torch
import torch.nn.functional as F

from datasets.canvas import blur

LUMINANCE = (0.3, 0.59, 0.11)


def _between(n, low, high, device):
    return torch.rand(n, 1, 1, 1, device=device) * (high - low) + low


def grey(pictures):
    return (pictures * pictures.new_tensor(LUMINANCE).view(1, 3, 1, 1)).sum(1, keepdim=True)


def photographic(pictures, backgrounds):
    """Pictures [n, 3, r, r] in -1..1 as a bad camera in a bad light would have taken them: exposure, colour cast,
    saturation, contrast, uneven light, grain, noise, blur, and now and then something in front (cut out of
    `backgrounds`, same shape)."""
    n, size, device = pictures.shape[0], pictures.shape[-1], pictures.device

    def between(low, high):
        return _between(n, low, high, device)

    def sometimes(share):
        return (torch.rand(n, 1, 1, 1, device=device) < share).float()

    x = (pictures * 0.5 + 0.5).clamp(1e-3, 1) ** between(0.6, 1.7)
    level = grey(x)
    x = level + (x - level) * between(0.0, 1.6)
    x = x * (1 + (torch.rand(n, 3, 1, 1, device=device) - 0.5) * 0.4)
    x = (x - 0.5) * between(0.6, 1.5) + 0.5 + between(-0.12, 0.12)
    light = torch.randn(n, 1, 4, 4, device=device)
    x = x * (
        1 + F.interpolate(light, size=(size, size), mode="bicubic", align_corners=False) * between(0, 0.28)
    )
    grain = torch.randn(n, 3, size // 2, size // 2, device=device)
    grain = F.interpolate(grain, size=(size, size), mode="bilinear", align_corners=False)
    x = x + grain * between(0, 0.05) + torch.randn_like(x) * between(0, 0.06)
    x = x + (blur(x, size / 64 * 0.9) - x) * sometimes(0.35)
    line = torch.linspace(0, 1, size, device=device)
    half = between(0, 0.22)
    across = (line.view(1, 1, 1, size) - between(0, 1)).abs() < half
    down = (line.view(1, 1, size, 1) - between(0, 1)).abs() < half
    patch = (across & down).float() * sometimes(0.2)
    x = x * (1 - patch) + (backgrounds * 0.5 + 0.5) * patch
    return x.clamp(0, 1) * 2 - 1


def _shifted(pictures, by):
    """Each picture moved by its own whole pixels [n, 2] (y, x), black coming in. R1 can be taken through it."""
    n, _, height, width = pictures.shape
    reach = int(by.abs().max())
    padded = F.pad(pictures, (reach, reach, reach, reach))
    rows = torch.arange(height, device=pictures.device)[None, :, None] + (reach - by[:, :1, None])
    columns = torch.arange(width, device=pictures.device)[None, None, :] + (reach - by[:, 1:, None])
    picture = torch.arange(n, device=pictures.device)[:, None, None]
    return padded.permute(0, 2, 3, 1)[picture, rows, columns].permute(0, 3, 1, 2)


def for_discriminator(pictures, share):
    """Differentiable brightness, saturation, contrast, shift by an eighth and a cut-out of a quarter, each applied
    to `share` (0..1) of the pictures. Real and generated ones must both pass through it."""
    if share <= 0:
        return pictures
    n, size, device = pictures.shape[0], pictures.shape[-1], pictures.device

    def chosen():
        return (torch.rand(n, 1, 1, 1, device=device) < share).float()

    x = pictures + (torch.rand(n, 1, 1, 1, device=device) - 0.5) * chosen()
    level = x.mean(1, keepdim=True)
    x = level + (x - level) * (1 + (_between(n, 0, 2, device) - 1) * chosen())
    middle = x.mean((1, 2, 3), keepdim=True)
    x = middle + (x - middle) * (1 + (torch.rand(n, 1, 1, 1, device=device) - 0.5) * chosen())
    x = _shifted(x, ((torch.rand(n, 2, device=device) - 0.5) * size / 4 * chosen()[:, 0, 0]).round().long())
    line = torch.arange(size, device=device)
    middle_x, middle_y = (torch.randint(0, size, (2, n, 1, 1, 1), device=device)).unbind(0)
    hole_x = (line.view(1, 1, 1, size) - middle_x).abs() < size // 8
    hole_y = (line.view(1, 1, size, 1) - middle_y).abs() < size // 8
    return x * (1 - (hole_x & hole_y).float() * chosen())
