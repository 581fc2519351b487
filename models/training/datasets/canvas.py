"""Shared helpers for the procedural databases. Everything is vectorised over the
batch, resolution independent ([-1,1] coordinates, y up) and device agnostic."""

import math

import torch
import torch.nn.functional as F


class Parameters:
    """Random parameters: one value per image, shaped for broadcasting."""

    def __init__(self, batch, device="cpu", generator=None, dims=2):
        self.batch, self.device, self.generator, self.dims = batch, device, generator, dims

    def shape(self):
        return (self.batch,) + (1,) * self.dims

    def uniform(self, lo=0.0, hi=1.0):
        return torch.rand(self.shape(), device=self.device, generator=self.generator) * (hi - lo) + lo

    def normal(self, m=0.0, sd=1.0, lim=2.2):
        return (
            torch.randn(self.shape(), device=self.device, generator=self.generator).clamp(-lim, lim)
        ) * sd + m

    def flag(self, p):
        return (torch.rand(self.shape(), device=self.device, generator=self.generator) < p).float()

    def integer(self, lo, hi):
        return torch.randint(lo, hi + 1, self.shape(), device=self.device, generator=self.generator).float()

    def pick(self, table, w=None):
        """table [K,C] -> list of C tensors, a random row for each image"""
        t = torch.as_tensor(table, device=self.device, dtype=torch.float32)
        k = self.category(len(table), w)
        rows = t[k]
        return [rows[:, c].view(self.shape()) for c in range(t.shape[1])]

    def category(self, K, w=None):
        if w is None:
            return torch.randint(0, K, (self.batch,), device=self.device, generator=self.generator)
        return torch.multinomial(
            torch.tensor(w, device=self.device, dtype=torch.float32).expand(self.batch, K),
            1,
            generator=self.generator,
        )[:, 0]

    def colour(self, table, jitter=0.04, w=None):
        c = torch.stack(self.pick(table, w), 1)
        return (c + torch.randn(c.shape, device=self.device, generator=self.generator) * jitter).clamp(0.0, 1)

    def rand(self, *sh):
        return torch.rand((self.batch,) + sh, device=self.device, generator=self.generator)

    def randn(self, *sh):
        return torch.randn((self.batch,) + sh, device=self.device, generator=self.generator)


def pixel_grid(h, w, device):
    ys = (1 - (torch.arange(h, device=device) + 0.5) / h * 2).view(1, h, 1)
    xs = ((torch.arange(w, device=device) + 0.5) / w * 2 - 1).view(1, 1, w)
    return xs.expand(1, h, w), ys.expand(1, h, w)


def smoothstep(a, b, x):
    t = ((x - a) / (b - a)).clamp(0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    return a + (b - a) * t


def smooth_min(a, b, k):
    h = (k - (a - b).abs()).clamp_min(0) / k
    return torch.minimum(a, b) - h * h * (k * 0.25)


def smooth_max(a, b, k):
    return -smooth_min(-a, -b, k)


def rotate(x, y, a):
    c, s = torch.cos(a), torch.sin(a)
    return c * x + s * y, -s * x + c * y


def length(x, y):
    return torch.sqrt(x * x + y * y + 1e-9)


def box_distance(x, y, w, h, r=0.0):
    qx, qy = x.abs() - (w - r), y.abs() - (h - r)
    return length(qx.clamp_min(0), qy.clamp_min(0)) + torch.maximum(qx, qy).clamp_max(0) - r


def segment_distance(x, y, ax, ay, bx, by):
    px, py, vx, vy = x - ax, y - ay, bx - ax, by - ay
    t = ((px * vx + py * vy) / (vx * vx + vy * vy + 1e-9)).clamp(0, 1)
    return length(px - vx * t, py - vy * t)


def value_noise(rand, h, w, n, aspect=1):
    """smooth random field in image space, roughly [-1,1], n cells across"""
    a = rand.rand(1, max(2, int(n)) + 2, max(2, int(n * aspect)) + 2) * 2 - 1
    o = F.interpolate(a, size=(h, w), mode="bicubic", align_corners=True)
    return o[:, 0]


def fractal_noise(rand, h, w, n, octaves=4, gain=0.5):
    o, a, tot = 0, 1.0, 0.0
    for _ in range(octaves):
        if n > max(h, w) and tot > 0:
            break
        o = o + a * value_noise(rand, h, w, n)
        tot += a * a
        a *= gain
        n *= 2
    return o / math.sqrt(tot) * 1.6


class Texture:
    """tileable random texture per image sampled at arbitrary coordinates"""

    def __init__(self, rand, n=64):
        a = rand.rand(1, n, n) * 2 - 1
        self.t = F.pad(a, (1, 1, 1, 1), mode="circular")
        self.n = n

    def __call__(self, u, v, f=1.0):
        n = self.n

        def w(a):
            a = a * f
            a = a - torch.floor(a)  # 0..1 one tile
            return (a * n + 1) / (n + 2) * 2 - 1

        g = torch.stack([w(u).expand_as(v) if u.dim() < v.dim() else w(u), w(v)], -1)
        return F.grid_sample(self.t, g, mode="bilinear", padding_mode="border", align_corners=False)[:, 0]

    def fbm(self, u, v, f, octaves=3, gain=0.55):
        o, a = 0, 1.0
        for k in range(octaves):
            o = o + a * self(u + 0.37 * k, v - 0.21 * k, f)
            f *= 2.03
            a *= gain
        return o


def blur(x, s):
    """gaussian blur, sigma in pixels (float, same for the batch)"""
    if s < 0.3:
        return x
    sq = x.dim() == 3
    if sq:
        x = x[:, None]
    d = 1
    while s / d > 3.5 and min(x.shape[-2:]) // (d * 2) >= 8:
        d *= 2
    H, W = x.shape[-2:]
    y = F.avg_pool2d(x, d) if d > 1 else x
    sg = s / d
    r = max(1, int(sg * 2.5 + 0.5))
    k = torch.exp(-(torch.arange(-r, r + 1, device=x.device).float() ** 2) / (2 * sg * sg))
    k = k / k.sum()
    C = y.shape[1]
    r_ = min(r, min(y.shape[-2:]) - 1)
    y = F.pad(y, (r_, r_, r_, r_), mode="reflect")
    if r_ < r:
        k = k[r - r_ : r + r_ + 1]
        k = k / k.sum()
    y = F.conv2d(y, k.view(1, 1, 1, -1).expand(C, 1, 1, -1), groups=C)
    y = F.conv2d(y, k.view(1, 1, -1, 1).expand(C, 1, -1, 1), groups=C)
    if d > 1:
        y = F.interpolate(y, size=(H, W), mode="bilinear", align_corners=False)
    return y[:, 0] if sq else y


def depth_blur(x, lo, hi, t):
    """per-image/per-pixel blend between two blurs; t broadcastable 0..1"""
    a, b, c = blur(x, lo), blur(x, (lo + hi) * 0.5), blur(x, hi)
    t2 = t * 2
    return torch.where(t2 < 1, mix(a, b, t2.clamp(0, 1)), mix(b, c, (t2 - 1).clamp(0, 1)))


def downsample(x, res):
    if x.shape[-1] == res:
        return x
    f = x.shape[-1] // res
    return F.avg_pool2d(x, f) if x.shape[-1] == f * res else F.interpolate(x, size=(res, res), mode="area")


def luminance(c):
    return c[:, :1] * 0.3 + c[:, 1:2] * 0.59 + c[:, 2:3] * 0.11


def archival_finish(rand, img, mono=0.2, sepia=0.12, grain=0.025, vign=0.5, contrast=0.12, faded=0.25):
    """archival photographic finish in display space, img [B,3,H,W] 0..1; R has dims=3"""
    batch, _, H, W = img.shape
    x, y = pixel_grid(H, W, img.device)
    r2 = ((x * x + y * y) * 0.5)[:, None]
    img = img * (1 - rand.uniform(0, vign) * r2 ** rand.uniform(0.8, 2.0))
    g = luminance(img)
    k = rand.uniform()
    m = (k < mono).float()
    s = ((k >= mono) & (k < mono + sepia)).float()
    tint = torch.tensor([1.07, 1.0, 0.86], device=img.device).view(1, 3, 1, 1)
    img = mix(img, g, m * rand.uniform(0.85, 1.0))
    img = mix(img, (g * tint).clamp(0, 1), s * rand.uniform(0.7, 1.0))
    img = mix(g, img, rand.uniform(0.75, 1.15)) * (1 - m) + img * m  # saturation
    temp = rand.normal(0, 0.035) * (1 - m)
    img = img * (1 + torch.cat([temp, temp * 0, -temp], 1))
    c = 1 + rand.normal(0, contrast)
    img = (img - 0.45) * c + 0.45 + rand.normal(0, 0.02)
    f = rand.uniform(0, 0.12) * rand.flag(faded)
    img = img * (1 - 1.6 * f) + f  # faded blacks
    gr = rand.randn(1, H, W) * 0.75 + rand.randn(3, H, W) * 0.35
    img = img + gr * rand.uniform(0, grain) * 1.4
    return img.clamp(0, 1)
