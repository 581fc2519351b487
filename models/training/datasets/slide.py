"""A microscope slide: cellular noise, stains that absorb and dyes that glow."""
import torch

from .canvas import Parameters, Texture, fractal_noise, length, pixel_grid, rotate, value_noise


def hash2(ix, iy, k, seed):
    v = torch.sin(ix * 127.1 + iy * 311.7 + k * 74.7 + seed) * 43758.5453
    return v - torch.floor(v)


class Voronoi:
    """jittered-grid Voronoi: F1, F2, border distance, ids, local vector to the site"""

    def __init__(self, x, y, seed, jitter=0.9, p=2):
        ix, iy = torch.floor(x), torch.floor(y)
        f1 = torch.full_like(x, 9.0)
        f2 = f1.clone()
        bi = f1 * 0
        bj = f1 * 0
        vx = f1 * 0
        vy = f1 * 0
        ux = f1 * 0
        uy = f1 * 0
        for dj in (-1, 0, 1):
            for di in (-1, 0, 1):
                cx, cy = ix + di, iy + dj
                px = cx + 0.5 + jitter * (hash2(cx, cy, 1.0, seed) - 0.5) - x
                py = cy + 0.5 + jitter * (hash2(cx, cy, 2.0, seed) - 0.5) - y
                d = px * px + py * py
                nw = d < f1
                sec = (~nw) & (d < f2)
                f2 = torch.where(nw, f1, torch.where(sec, d, f2))
                ux = torch.where(nw, vx, torch.where(sec, px, ux))
                uy = torch.where(nw, vy, torch.where(sec, py, uy))
                f1 = torch.where(nw, d, f1)
                bi = torch.where(nw, cx, bi)
                bj = torch.where(nw, cy, bj)
                vx = torch.where(nw, px, vx)
                vy = torch.where(nw, py, vy)
        self.f1, self.f2, self.integer, self.j, self.vx, self.vy, self.seed = (
            f1.sqrt(),
            f2.sqrt(),
            bi,
            bj,
            vx,
            vy,
            seed,
        )
        dx, dy = ux - vx, uy - vy
        self.border = ((ux + vx) * 0.5 * dx + (uy + vy) * 0.5 * dy) * torch.rsqrt(dx * dx + dy * dy + 1e-6)

    def hash(self, k):
        return hash2(self.integer, self.j, k, self.seed)


class Slide:
    def __init__(self, batch, size, device, generator):
        self.batch, self.size, self.device = batch, size, device
        self.rand = Parameters(batch, device, generator)
        self.rand_rgb = Parameters(batch, device, generator, 3)
        rand = self.rand
        gx, gy = pixel_grid(size, size, device)
        self.gx, self.gy = gx, gy
        self.x, self.y = rotate(gx + 0 * rand.uniform(), gy + 0 * rand.uniform(), rand.uniform(0, 6.28))
        self.seed = rand.uniform(0, 30)
        self.t = Texture(rand, 64)
        self.wx = value_noise(rand, size, size, 6) * 0.5 + value_noise(rand, size, size, 13) * 0.22
        self.wy = value_noise(rand, size, size, 6) * 0.5 + value_noise(rand, size, size, 13) * 0.22
        self.lo = value_noise(rand, size, size, 3)
        self.mid = fractal_noise(rand, size, size, 8, 4)
        self.fine = fractal_noise(rand, size, size, 36, 3, 0.7)

    def dye(self, table, jitter=0.025):
        return self.rand.colour(table, jitter)


def absorb(cols):
    """Beer-Lambert: list of (density [B,h,w], colour [B,3,1,1]) -> transmitted light"""
    o = 0
    for d, c in cols:
        o = o + d[:, None] * (-torch.log(c.clamp(0.02, 0.99)))
    return torch.exp(-o)


PINK = [[0.93, 0.62, 0.74], [0.90, 0.55, 0.66], [0.95, 0.70, 0.76], [0.88, 0.58, 0.72], [0.93, 0.66, 0.62]]
PURP = [[0.34, 0.20, 0.52], [0.27, 0.16, 0.46], [0.42, 0.24, 0.56], [0.25, 0.20, 0.50], [0.36, 0.16, 0.40]]


def nuclei(slide, voronoi, r, wob=0.25, off=0.25, el=0.3):
    """nucleus mask inside each Voronoi cell; returns signed (neg inside) distance in cell units"""
    ox, oy = (voronoi.hash(3.0) - 0.5) * off, (voronoi.hash(4.0) - 0.5) * off
    a = voronoi.hash(5.0) * 6.28
    e = 1 + el * (voronoi.hash(6.0) * 2 - 0.6)
    x, y = rotate(-voronoi.vx - ox, -voronoi.vy - oy, a)
    x = x / e
    y = y * e**0.5
    rr = length(x, y)
    th = torch.atan2(y, x)
    rad = (
        r
        * (0.75 + 0.5 * voronoi.hash(7.0))
        * (
            1
            + wob * 0.35 * torch.sin(th * 2 + voronoi.hash(8.0) * 6)
            + wob * 0.2 * torch.sin(th * 3 + voronoi.hash(9.0) * 6)
        )
    )
    return rr - rad, x, y, rad


def stained(slide, dens):
    img = absorb(dens)
    lamp = slide.dye([[1.0, 0.99, 0.97], [0.98, 1.0, 1.0], [1.0, 0.97, 0.92], [0.97, 0.96, 0.99]], 0.01)
    return img * lamp
