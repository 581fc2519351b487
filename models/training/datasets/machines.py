"""Procedural machines: layered height fields -> normals, cast shadows, AO, edge wear,
grime and a procedural studio environment reflected in metal.  13 scene templates."""
import math
import torch
import torch.nn.functional as F
from .canvas import *

STEEL = [[0.62, 0.63, 0.65], [0.50, 0.52, 0.55], [0.72, 0.72, 0.72], [0.38, 0.40, 0.43], [0.55, 0.54, 0.52]]
BRASS = [
    [0.80, 0.62, 0.30],
    [0.72, 0.55, 0.26],
    [0.85, 0.70, 0.40],
    [0.66, 0.42, 0.24],
    [0.78, 0.45, 0.30],
    [0.60, 0.38, 0.20],
]
DARK = [[0.10, 0.10, 0.11], [0.16, 0.17, 0.19], [0.20, 0.19, 0.18], [0.07, 0.08, 0.10], [0.24, 0.25, 0.27]]
PAINT = [
    [0.16, 0.30, 0.24],
    [0.35, 0.10, 0.08],
    [0.14, 0.22, 0.36],
    [0.55, 0.42, 0.10],
    [0.42, 0.44, 0.40],
    [0.60, 0.58, 0.52],
    [0.20, 0.22, 0.22],
    [0.30, 0.34, 0.20],
    [0.65, 0.30, 0.10],
    [0.10, 0.28, 0.32],
]
ANY_METAL = STEEL + STEEL + BRASS + DARK


class Scene:
    def __init__(self, batch, size, device, generator, base=None, metal=None, rough=None):
        self.batch, self.size, self.device = batch, size, device
        self.rand = Parameters(batch, device, generator)
        self.rand_rgb = Parameters(batch, device, generator, 3)
        rand = self.rand
        gx, gy = pixel_grid(size, size, device)
        a, z = rand.normal(0, 0.12), rand.uniform(0.58, 1.02)
        # gentle homography: the sheet is photographed at an angle
        px, py = rand.normal(0, 0.10), rand.normal(0, 0.10)
        w = 1 + px * gx + py * gy
        x, y = rotate(gx / w, gy / w, a)
        self.x, self.y = x * z, y * z
        self.zoom = z
        self.pixel = 2.0 / size
        self.height = torch.zeros(batch, size, size, device=device)
        base = rand.colour(ANY_METAL + PAINT) if base is None else base
        self.colour_map = base.expand(batch, 3, size, size).clone()
        self.metal = torch.zeros(batch, size, size, device=device) + (
            rand.flag(0.7) if metal is None else metal
        )
        self.rough = torch.zeros(batch, size, size, device=device) + (
            rand.uniform(0.25, 0.6) if rough is None else rough
        )
        self.glow = torch.zeros(batch, 3, size, size, device=device)  # emission
        self.glass = torch.zeros(batch, size, size, device=device)
        self.brush = torch.zeros(batch, size, size, device=device)

    def colour(self, table, jitter=0.03, w=None):
        return self.rand.colour(table, jitter, w)

    def mask(self, d, k=1.0):
        return (0.5 - d / (self.pixel * self.zoom * k)).clamp(0, 1)

    def add(
        self,
        d,
        h=0.0,
        col=None,
        metal=None,
        rough=None,
        bevel=0.03,
        rise=None,
        gate=None,
        dome=None,
        brush=None,
        keep=False,
    ):
        """d: signed distance (neg inside); h: top height; profile bevelled, or dome(d)->height"""
        m = self.mask(d)
        if gate is not None:
            m = m * gate
        b = (
            ((-d) / bevel).clamp(0, 1)
            if not torch.is_tensor(bevel)
            else ((-d) / bevel.clamp_min(1e-3)).clamp(0, 1)
        )
        prof = h - (1 - b) ** 2 * (bevel if rise is None else rise) if dome is None else h + dome
        if keep:
            m = m * (prof > self.height).float()
        self.height = mix(self.height, prof, m)
        if col is not None:
            self.colour_map = mix(self.colour_map, col, m[:, None])
        if metal is not None:
            self.metal = (
                mix(self.metal, metal, m) if torch.is_tensor(metal) else self.metal + (metal - self.metal) * m
            )
        if rough is not None:
            self.rough = (
                mix(self.rough, rough, m) if torch.is_tensor(rough) else self.rough + (rough - self.rough) * m
            )
        self.brush = self.brush * (1 - m) + (brush * m if brush is not None else 0)
        return m

    def carve(self, d, depth, col=None, bevel=0.015, gate=None):
        m = self.mask(d)
        if gate is not None:
            m = m * gate
        b = ((-d) / bevel).clamp(0, 1)
        self.height = self.height - depth * b * m
        if col is not None:
            self.colour_map = mix(self.colour_map, col, m[:, None])
        return m

    # ---- parts -------------------------------------------------------------
    def hexbolt(self, cx, cy, r, h=None, col=None, gate=None, slot=None):
        rand = self.rand
        a = rand.uniform(0, 6.28)
        x, y = rotate(self.x - cx, self.y - cy, a)
        h = self.height_at(cx, cy) if h is None else h
        col = self.colour(STEEL + DARK + BRASS[:2]) if col is None else col
        self.add(
            length(x, y) - r * 1.5, h + r * 0.25, col * 0.8, 1.0, 0.35, bevel=r * 0.3, gate=gate
        )  # washer
        ax, ay = x.abs(), y.abs()
        d = torch.maximum(ax * 0.866 + ay * 0.5, ay) - r
        rr = length(x, y)
        self.add(d, h + r * 0.85, col, 1.0, 0.28, bevel=r * 0.35, gate=gate)
        self.add(rr - r * 0.78, h + r * 0.9, None, bevel=r * 0.1, gate=gate)

    def screw(self, cx, cy, r, h=None, col=None, gate=None):
        rand = self.rand
        x, y = rotate(self.x - cx, self.y - cy, rand.uniform(0, 6.28))
        h = self.height_at(cx, cy) if h is None else h
        col = self.colour(STEEL + BRASS) if col is None else col
        rr = length(x, y)
        self.add(
            rr - r,
            h,
            col,
            1.0,
            0.3,
            dome=r * 0.55 * torch.sqrt((1 - (rr / (r * 1.15)) ** 2).clamp_min(0)),
            gate=gate,
        )
        cross = rand.flag(0.4)
        sl = torch.minimum(
            box_distance(x, y, r * 0.8, r * 0.14), box_distance(x, y, r * 0.14, r * 0.8) + (1 - cross) * 9
        )
        self.carve(torch.maximum(sl, rr - r * 0.92), r * 0.4, col * 0.3, bevel=r * 0.1, gate=gate)

    def rivet(self, x, y, r, h, col):
        rr = length(x, y)
        self.add(
            rr - r, h, col, None, None, dome=r * 0.6 * torch.sqrt((1 - (rr / (r * 1.1)) ** 2).clamp_min(0))
        )

    def height_at(self, cx, cy):
        # height under a point (nearest sample, ignoring rotation/zoom error): use global max near centre instead
        w = torch.exp(-((self.x - cx) ** 2 + (self.y - cy) ** 2) / 0.0008)
        return (self.height * w).sum((1, 2), keepdim=True) / (w.sum((1, 2), keepdim=True) + 1e-6)

    def gear(
        self, cx, cy, r, nt, h, col=None, gate=None, phase=0.0, metal=1.0, spoke=None, rough=None, thick=0.05
    ):
        rand = self.rand
        x, y = self.x - cx, self.y - cy
        rr = length(x, y)
        a = torch.atan2(y, x) + phase
        tooth = r * (2.0 / nt).clamp(0.03, 0.2) * 0.95
        wv = torch.cos(a * nt) * 1.8
        d = rr - r - tooth * 0.5 * torch.tanh(wv * 1.2)
        d = d * 0.8
        col = self.colour(STEEL + BRASS) if col is None else col
        rough = rand.uniform(0.18, 0.45) if rough is None else rough
        self.add(d, h, col, metal, rough, bevel=thick * 0.4, rise=thick, gate=gate, brush=rand.uniform(0, 1))
        rim = r * rand.uniform(0.70, 0.84) - tooth * 0.3
        rec = thick * rand.uniform(0.2, 0.6)
        self.add(
            rr - rim,
            h - rec,
            col * self.rand_rgb.uniform(0.65, 1.0),
            None,
            None,
            bevel=0.02,
            gate=gate,
            rise=-rec * 0.0 + 0.01,
        )
        k = rand.integer(3, 6)
        hub = r * rand.uniform(0.22, 0.34)
        # spokes: cut windows between them
        k = torch.where(r < 0.16, k * 0 + 4, k)
        sa = torch.remainder(a + 0.3, 6.28318 / k) - 3.14159 / k
        style = rand.category(3, [0.45, 0.3, 0.25]).view(rand.shape())
        dr = (rr - (rim * 0.5 + hub * 0.5)).abs() - (rim - hub) * 0.5 * 0.72
        dw = torch.maximum(dr, (rr * sa.abs() - (rr * 3.14159 / k - r * 0.075)))
        hx = length(rr * torch.cos(sa) - (rim + hub) * 0.5, rr * torch.sin(sa)) - (rim - hub) * 0.33
        dcut = torch.where(style == 0, dw, torch.where(style == 1, hx, hx * 0 + 9))
        if spoke is None:
            self.carve(dcut, thick * 1.1, col * 0.28, bevel=0.012, gate=gate)
        self.add(
            rr - hub,
            h + thick * 0.35,
            col * self.rand_rgb.uniform(0.7, 1.1),
            metal,
            rough,
            bevel=0.02,
            gate=gate,
            brush=rand.uniform(0, 1),
        )
        self.add(
            rr - hub * 0.55,
            h + thick * 0.6,
            self.colour(STEEL + DARK + BRASS),
            1.0,
            0.25,
            bevel=hub * 0.3,
            gate=gate,
        )
        self.carve(rr - hub * 0.2, thick, torch.zeros_like(col) + 0.03, gate=gate)

    def pipe(self, d, r, h, col, metal=1.0, rough=0.3, gate=None):
        """d: distance to the axis"""
        q = (d / r).clamp(0, 1)
        self.add(
            d - r, h, col, metal, rough, dome=r * (torch.sqrt((1 - q * q).clamp_min(0)) - 0.2), gate=gate
        )

    def dial(self, cx, cy, r, h, gate=None):
        rand = self.rand
        x, y = rotate(self.x - cx, self.y - cy, rand.normal(0, 0.15))
        rr = length(x, y)
        a = torch.atan2(x, y)
        ring = self.colour(STEEL + BRASS + DARK)
        self.add(rr - r * 1.16, h + r * 0.22, ring, 1.0, 0.2, bevel=r * 0.12, gate=gate)
        face = self.colour(
            [
                [0.90, 0.88, 0.80],
                [0.85, 0.83, 0.74],
                [0.06, 0.06, 0.07],
                [0.92, 0.92, 0.92],
                [0.1, 0.14, 0.12],
                [0.78, 0.72, 0.55],
            ],
            0.02,
        )
        ink = torch.where(luminance(face) > 0.4, torch.full_like(face, 0.06), torch.full_like(face, 0.85))
        self.add(rr - r, h + r * 0.02, face, 0.0, 0.6, bevel=0.004, gate=gate)
        span = rand.uniform(1.9, 2.6)
        nt = rand.integer(20, 50)
        t = (a + span) / (2 * span) * nt
        tick = smoothstep(0.35, 0.15, (t - torch.round(t)).abs() * 1.0)
        maj = (torch.remainder(torch.round(t), 5) < 0.5).float()
        tk = (
            tick * (a.abs() < span + 0.03).float() * ((rr < r * 0.92) & (rr > r * (0.83 - 0.1 * maj))).float()
        )
        m = self.mask(rr - r * 0.98) * (1 if gate is None else gate)
        self.colour_map = mix(self.colour_map, ink, (tk * m)[:, None])
        zone = (
            rand.flag(0.4)
            * ((a > span * rand.uniform(0.3, 0.7)) & (a < span) & (rr > r * 0.76) & (rr < r * 0.82)).float()
            * m
        )
        self.colour_map = mix(
            self.colour_map,
            torch.tensor([0.75, 0.12, 0.08], device=self.device).view(1, 3, 1, 1).expand_as(self.colour_map),
            zone[:, None],
        )
        na = rand.uniform(-1, 1) * span
        nx, ny = rotate(x, y, -na)
        nd = torch.maximum(
            nx.abs() - r * 0.035 * (1 - ny / (r * 0.9)).clamp(0.15, 1.6),
            torch.maximum(ny - r * 0.8, -ny - r * 0.22),
        )
        self.add(
            nd,
            h + r * 0.08,
            torch.where(
                rand.flag(0.35)[:, None] > 0,
                torch.tensor([0.7, 0.1, 0.06], device=self.device).view(1, 3, 1, 1).expand_as(ink),
                ink,
            ),
            0.0,
            0.4,
            bevel=0.008,
            gate=gate,
        )
        self.add(rr - r * 0.1, h + r * 0.13, ring, 1.0, 0.25, bevel=r * 0.05, gate=gate)
        self.glass = torch.maximum(self.glass, m)
        return m

    def lens(self, cx, cy, r, h, gate=None):
        rand = self.rand
        x, y = self.x - cx, self.y - cy
        rr = length(x, y)
        a = torch.atan2(y, x)
        c0 = self.colour(DARK + STEEL[:2])
        self.add(rr - r, h + 0.06, c0, 1.0, 0.35, bevel=0.03, gate=gate)
        k = r
        for i in range(4):
            k = k * rand.uniform(0.80, 0.90)
            self.add(
                rr - k,
                h + 0.05 - 0.025 * i,
                c0 * self.rand_rgb.uniform(0.4, 1.3),
                None,
                rand.uniform(0.15, 0.5),
                bevel=0.012,
                gate=gate,
            )
            kn = torch.cos(a * rand.integer(30, 70)) * 0.5 + 0.5
            self.colour_map = self.colour_map * (
                1 - 0.5 * (kn * self.mask(rr - k) * (1 - self.mask(rr - k * 0.96)) * rand.flag(0.5))[:, None]
            )
        k = k * 0.93
        deep = self.colour(
            [
                [0.05, 0.03, 0.10],
                [0.03, 0.06, 0.09],
                [0.09, 0.03, 0.05],
                [0.02, 0.05, 0.04],
                [0.10, 0.05, 0.02],
            ],
            0.015,
        )
        q = (rr / k).clamp(0, 1)
        self.add(
            rr - k,
            h - 0.03,
            deep,
            1.0,
            0.06,
            dome=k * 0.5 * torch.sqrt((1 - q * q * 0.9).clamp_min(0)),
            gate=gate,
        )
        m = self.mask(rr - k) * (1 if gate is None else gate)
        # aperture blades and coloured coating rings
        nb = rand.integer(5, 9)
        ap = k * rand.uniform(0.25, 0.6)
        sa = torch.remainder(a + rr * 2, 6.28318 / nb) - 3.14159 / nb
        pol = rr * torch.cos(sa) - ap
        self.colour_map = mix(self.colour_map, self.colour_map * 0.15, (self.mask(pol) * m)[:, None])
        coat = self.colour(
            [[0.5, 0.2, 0.7], [0.1, 0.5, 0.6], [0.8, 0.4, 0.1], [0.2, 0.6, 0.3], [0.7, 0.1, 0.2]], 0.05
        )
        self.glow = (
            self.glow
            + coat
            * (
                torch.exp(-(((rr / k - rand.uniform(0.5, 0.9)) / 0.09) ** 2))
                * m
                * rand.uniform(0.0, 0.35)
                * (0.4 + 0.6 * torch.cos(a - rand.uniform(0, 6.28)).clamp_min(0))
            )[:, None]
        )
        self.glass = torch.maximum(self.glass, m * 0.8)

    # ---- shading ------------------------------------------------------------
    def shade(self, dark=None):
        rand, rand_rgb, size, device = self.rand, self.rand_rgb, self.size, self.device
        tex = Texture(rand, 64)
        H, C = self.height, self.colour_map
        # surface detail: scratches, brushed grain, pits
        gx, gy = self.x, self.y
        scr = tex(gx * 0.9 + gy * 0.12, gy * 0.03, 1.0) * 0.6 + tex(gy * 0.7 - gx * 0.1, gx * 0.04, 1.0) * 0.4
        pit = tex.fbm(gx * 0.35, gy * 0.35, 1.0, 3)
        big = tex.fbm(gx * 0.05, gy * 0.05, 1.0, 3)
        H = H + (0.0010 * scr + 0.0012 * pit * rand.uniform(0.1, 1.6)) * (0.3 + self.rough)
        k = size / 2.0
        Hp = F.pad(H[:, None], (1, 1, 1, 1), mode="replicate")[:, 0]
        dx = (Hp[:, 1:-1, 2:] - Hp[:, 1:-1, :-2]) * 0.5 * k
        dy = -(Hp[:, 2:, 1:-1] - Hp[:, :-2, 1:-1]) * 0.5 * k
        dx, dy = dx.clamp(-6, 6) * 0.9, dy.clamp(-6, 6) * 0.9
        il = torch.rsqrt(dx * dx + dy * dy + 1)
        N = [-dx * il, -dy * il, il]
        # AO at two scales and curvature-based edge wear
        b1, b2, b3 = (
            blur(self.height, size * 0.012),
            blur(self.height, size * 0.035),
            blur(self.height, size * 0.10),
        )
        ao = (
            (1 - 7.5 * (b1 - self.height).clamp_min(0)).clamp(0.25, 1)
            * (1 - 3.6 * (b2 - self.height).clamp_min(0)).clamp(0.25, 1)
            * (1 - 1.6 * (b3 - self.height).clamp_min(0)).clamp(0.3, 1)
        )
        edge = smoothstep(0.002, 0.016, self.height - blur(self.height, size * 0.008)) * smoothstep(
            -0.3, 0.5, pit + 0.3 * big + rand.normal(0.1, 0.3)
        )
        # cast shadow
        az = rand.uniform(0, 6.28)
        el = rand.uniform(0.45, 1.1)
        lx, ly, lz = az.cos() * el.cos(), az.sin() * el.cos(), el.sin()
        sh = torch.ones_like(H)
        steps = 9
        L = 0.22
        base = torch.stack(
            torch.broadcast_tensors(
                (torch.arange(size, device=device) + 0.5).view(1, 1, size) / size * 2 - 1,
                (torch.arange(size, device=device) + 0.5).view(1, size, 1) / size * 2 - 1,
            ),
            -1,
        ).expand(self.batch, size, size, 2)
        for i in range(1, steps + 1):
            t = L * (i / steps) ** 1.5
            off = torch.stack([lx * t, -ly * t], -1)
            hs = F.grid_sample(
                self.height[:, None], base + off, mode="bilinear", padding_mode="border", align_corners=False
            )[:, 0]
            sh = torch.minimum(
                sh,
                1
                - ((hs - self.height - lz / el.cos().clamp_min(0.2) * t * 1.0) / (0.012 + 0.25 * t)).clamp(
                    0, 1
                ),
            )
        sh = blur(sh, 0.7)
        # materials: wear to bare metal, rust, grime in cavities
        C = mix(C, luminance(C) * torch.ones_like(C), 0.22)
        bare = self.colour(STEEL)
        wear = (edge * (1 - self.metal) * rand.uniform(0.2, 1))[:, None]
        C = mix(C, bare.expand_as(C), wear)
        M = mix(self.metal, torch.ones_like(self.metal), wear[:, 0])
        G = self.rough + 0.15 * pit.clamp(-1, 1) * 0.5
        C = C * (1 + 0.35 * (edge * self.metal)[:, None])
        C = C * (1 + 0.07 * scr[:, None] + 0.10 * big[:, None] * rand_rgb.uniform(0.2, 1.5))
        rust_amt = rand.flag(0.28) * rand.uniform(0.1, 0.85)
        rm = (
            smoothstep(0.25, -0.15, -(big * 0.9 + pit * 0.5 + 0.9 * (1 - ao)) + 0.75 - rust_amt * 0.95)
            * (rust_amt > 0).float()
        )
        rc = mix(
            torch.tensor([0.20, 0.10, 0.055], device=device).view(1, 3, 1, 1),
            torch.tensor([0.40, 0.22, 0.12], device=device).view(1, 3, 1, 1),
            (0.5 + 0.5 * pit).clamp(0, 1)[:, None],
        )
        rm = rm * (self.glass < 0.1).float() * 0.85
        C = mix(C, rc, rm[:, None])
        M = M * (1 - rm)
        G = mix(G, torch.full_like(G, 0.85), rm)
        gr = ((1 - ao) * rand.uniform(0.2, 1.1)).clamp(0, 0.85)[:, None]
        C = mix(C, torch.tensor([0.06, 0.05, 0.04], device=device).view(1, 3, 1, 1).expand_as(C), gr * 0.8)
        G = G.clamp(0.05, 0.95)
        # reflected environment (view straight down, slightly perspective)
        vx, vy = gx * 0.22, gy * 0.22
        dn_ = 2 * (N[2] + vx * N[0] * -1 + vy * N[1] * -1)
        rx, ry, rz = dn_ * N[0] + vx, dn_ * N[1] + vy, dn_ * N[2] - 1

        def env(rx, ry, rz, G):
            w = 0.08 + 0.9 * G
            hor = ry * torch.cos(az * 0.3) + rx * torch.sin(az * 0.3)
            e = 0.07 + 0.30 * smoothstep(-0.5 - w, 0.5 + w, hor) + 0.15 * rz.clamp(-0.2, 1)
            for j in range(3):
                ca, cb, wd, st = cs[j]
                pr = rx * ca.cos() + ry * ca.sin()
                e = e + st * torch.sigmoid((wd - (pr - cb).abs()) / (w * 0.22 + 0.015)) * (
                    0.45 + 0.55 * (rz > -0.3).float()
                ) * (1 - 0.45 * G)
            e = e - 0.14 * torch.sigmoid((0.12 - (hor + 0.25).abs()) / (w * 0.2 + 0.02))
            return e.clamp_min(0.02)

        cs = [
            (
                rand.uniform(0, 6.28),
                rand.uniform(0.25, 0.85),
                rand.uniform(0.06, 0.2),
                rand.uniform(0.9, 2.2),
            ),
            (rand.uniform(0, 6.28), rand.uniform(0.1, 0.9), rand.uniform(0.04, 0.12), rand.uniform(0.5, 1.6)),
            (rand.uniform(0, 6.28), rand.uniform(-0.1, 0.5), rand.uniform(0.1, 0.3), rand.uniform(0.1, 0.45)),
        ]
        bl = scr * self.brush * 0.25
        E1 = env(rx + bl, ry + bl, rz, G)
        ndl = (N[0] * lx + N[1] * ly + N[2] * lz).clamp_min(0)
        hx, hy, hz = lx, ly, lz + 1
        il = torch.rsqrt(hx * hx + hy * hy + hz * hz)
        ndh = (N[0] * hx + N[1] * hy + N[2] * hz).clamp_min(0) * il
        sp = (ndh ** (6 / G**2).clamp(6, 900)) * (0.08 / G**1.3).clamp(0.08, 2.2)
        keyc = rand.colour(
            [[1.0, 0.94, 0.84], [1.0, 1.0, 1.0], [0.86, 0.93, 1.0], [1.0, 0.82, 0.62], [0.9, 1.0, 0.92]], 0.02
        )
        envc = rand.colour(
            [[0.9, 0.97, 1.0], [1.0, 1.0, 1.0], [1.0, 0.95, 0.88], [0.8, 0.9, 1.0], [0.95, 1.0, 0.93]], 0.02
        )
        a_, s_ = ao[:, None], sh[:, None]
        dif = (
            C
            * (1 - 0.80 * M[:, None])
            * (keyc * (ndl * 1.25)[:, None] * s_ + envc * 0.24 * a_ * (0.7 + 0.3 * N[2])[:, None])
        )
        F0 = mix(torch.full_like(C, 0.04), C, M[:, None])
        spec = (
            F0 * (envc * (E1 * 1.25)[:, None] * (0.35 + 0.65 * a_) * (0.6 + 0.4 * s_))
            + F0.clamp_min(0.12) * keyc * (sp * sh)[:, None] * a_
        )
        col = dif + spec
        # glass over dials and lenses
        g1 = (
            torch.exp(-(((gx - gy * 0.6 - rand.uniform(-1, 1)) / rand.uniform(0.05, 0.25)) ** 2)) * 0.25
            + torch.exp(-(((gx - gy * 0.6 - rand.uniform(-1, 1)) / 0.05) ** 2)) * 0.12
        )
        col = col + (self.glass * g1 * rand.uniform(0.2, 1.2))[:, None] * envc
        col = col * rand_rgb.uniform(0.75, 1.3) + self.glow
        fall = (
            1
            - rand.uniform(0.0, 0.55)
            * ((gx - rand.normal(0, 0.5)) ** 2 + (gy - rand.normal(0, 0.5)) ** 2)
            * 0.5
        )
        col = col * fall.clamp(0.1, 1)[:, None]
        col = 1 - torch.exp(-col * 1.75)
        col = col.clamp(1e-4, 1) ** (1 / 1.55)
        return mix(col, smoothstep(0, 1, col), rand_rgb.uniform(0.2, 0.8))


def C4(c):
    return c


def plate(scene, bolts=True):
    """base sheet with panel seams and rivets or holes"""
    rand = scene.rand
    a = rand.uniform(0, 1.57)
    nx = rand.uniform(0.35, 1.1)
    sx = torch.remainder(scene.x + rand.uniform(0, 1), nx) - nx / 2
    sy = torch.remainder(scene.y + rand.uniform(0, 1), nx * rand.uniform(0.6, 1.6))
    seam = torch.minimum((sx.abs() - nx / 2).abs(), scene.y * 0 + 9)
    g = rand.flag(0.6)
    scene.height = scene.height - 0.03 * g * smoothstep(0.012, 0.004, seam)
    scene.colour_map = scene.colour_map * (1 - 0.6 * (g * smoothstep(0.012, 0.004, seam))[:, None])
    rv = rand.flag(0.5)
    pitch = rand.uniform(0.09, 0.16)
    yy = torch.remainder(scene.y, pitch) - pitch / 2
    xx = (sx.abs() - nx / 2).abs() - 0.05
    rr = length(xx, yy)
    r = 0.022
    m = scene.mask(rr - r) * rv * g
    scene.height = scene.height + m * r * 0.7 * torch.sqrt((1 - (rr / (r * 1.1)) ** 2).clamp_min(0))


def t_gears(batch, size, device, generator):
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    r0 = rand.uniform(0.30, 0.62)
    n0 = torch.round(r0 * rand.uniform(26, 44))
    mod = r0 / n0
    cx, cy = rand.normal(0, 0.25), rand.normal(0, 0.25)
    th = rand.uniform(0.05, 0.09)
    order = []
    cx0, cy0, ph0, rp, np_ = cx, cy, rand.uniform(0, 6.28), r0, n0
    parts = [(cx0, cy0, r0, n0, ph0, 0)]
    ang = rand.uniform(0, 6.28)
    for i in range(4):
        ni = rand.integer(9, 24)
        ri = mod * ni
        a = ang + i * 6.28 / 4 + rand.normal(0, 0.3)
        dist = r0 + ri + mod * 0.9
        x, y = cx0 + a.cos() * dist, cy0 + a.sin() * dist
        # mesh phase
        ph = 3.14159 - a - a + 3.14159  # rough alignment, then correct for tooth parity
        ph = (3.14159 + (a - 0) * 0) + 0 * a
        phase = ((n0 * (a + ph0)) + 3.14159) / ni - a - 3.14159 + 0
        phase = -(a + 3.14159) + (-(n0 * (a + ph0)) + 3.14159) / ni
        parts.append((x, y, ri, ni, phase, 1))
    for i, (x, y, r, nt, ph, lev) in enumerate(parts[::-1]):
        scene.gear(
            x, y, r, nt, 0.16 + 0.02 * lev, phase=ph, gate=(rand.flag(0.8) if lev else None), thick=th * 1.3
        )
    # a second storey pinion
    scene.gear(
        cx0, cy0, r0 * rand.uniform(0.35, 0.55), rand.integer(10, 18), 0.26, gate=rand.flag(0.6), thick=th
    )
    for i in range(3):
        scene.hexbolt(rand.uniform(-1, 1), rand.uniform(-1, 1), rand.uniform(0.03, 0.06), gate=rand.flag(0.7))
    return scene.shade()


def t_turbine(batch, size, device, generator):
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    cx, cy = rand.normal(0, 0.12), rand.normal(0, 0.12)
    r = rand.uniform(0.62, 0.98)
    x, y = scene.x - cx, scene.y - cy
    rr = length(x, y)
    a = torch.atan2(y, x)
    ring = C4(scene.colour(ANY_METAL + PAINT))
    scene.add(rr - r * 1.16, 0.20, ring, rand.flag(0.7), 0.35, bevel=0.05)
    scene.add(rr - r * 1.02, 0.02, C4(scene.colour(DARK)), 0.0, 0.7, bevel=0.02)
    nb = rand.integer(7, 26)
    sw = rand.normal(0, 1.1)
    tw = rand.uniform(0.5, 0.95)
    ph = torch.remainder(a + sw * rr / r + rand.uniform(0, 6), 6.28318 / nb) / (
        6.28318 / nb
    )  # 0..1 within blade pitch
    blade = C4(scene.colour(STEEL + STEEL + BRASS + DARK))
    w = tw * (0.75 + 0.25 * rr / r)
    dd = torch.maximum((ph - 0.5).abs() - w * 0.5, rr / r - 0.985) * rr * 6.28 / nb * 0.5
    scene.add(
        dd,
        0.0,
        blade,
        1.0,
        rand.uniform(0.15, 0.4),
        dome=0.03 + 0.15 * (ph * (1.0) * rand.flag(0.7) + 0.25 * torch.sin(ph * 3.14159)),
    )
    hub = r * rand.uniform(0.18, 0.38)
    style = rand.flag(0.5)
    q = (rr / hub).clamp(0, 1)
    scene.add(
        rr - hub,
        0.20,
        C4(scene.colour(ANY_METAL + PAINT)),
        rand.flag(0.8),
        rand.uniform(0.15, 0.4),
        dome=hub * 0.45 * (1 - q ** rand.uniform(1.2, 3)),
    )
    # swirl mark or bolts on the hub
    sw2 = (
        smoothstep(0.25, 0.1, (torch.remainder(a * 0.5 + 4.5 * rr / hub, 3.14159) / 3.14159 - 0.5).abs())
        * scene.mask(rr - hub * 0.8)
        * rand.flag(0.3)
    )
    scene.colour_map = mix(scene.colour_map, torch.full_like(scene.colour_map, 0.85), sw2[:, None])
    k = rand.integer(6, 14)
    sa = torch.remainder(a, 6.28318 / k) - 3.14159 / k
    rb = r * 1.09
    scene.rivet(
        rb * 0 + rr * torch.cos(sa) - rb, rr * torch.sin(sa), 0.03, 0.19, C4(scene.colour(STEEL + DARK))
    )
    gate = rand.flag(0.35)
    gr = (torch.remainder(rr, 0.12) - 0.06).abs() - 0.008
    scene.add(
        torch.maximum(gr, rr - r), 0.26, C4(scene.colour(STEEL + DARK)), 1.0, 0.25, bevel=0.01, gate=gate
    )
    cr = torch.minimum(x.abs(), y.abs()) - 0.014
    scene.add(
        torch.maximum(cr, rr - r), 0.27, C4(scene.colour(STEEL + DARK)), 1.0, 0.25, bevel=0.012, gate=gate
    )
    return scene.shade()


def t_pipes(batch, size, device, generator):
    scene = Scene(batch, size, device, generator, base=None)
    rand = scene.rand
    plate(scene)
    scene.colour_map = scene.colour_map * rand.uniform(0.35, 0.9)[:, None]
    cols = ANY_METAL + BRASS + PAINT
    for i in range(6):
        r = rand.uniform(0.05, 0.16)
        c = C4(scene.colour(cols))
        h = 0.06 + 0.06 * i
        vert = rand.flag(0.5)
        x = torch.where(vert > 0, scene.x, scene.y)
        y = torch.where(vert > 0, scene.y, -scene.x)
        x0 = rand.uniform(-1.1, 1.1)
        y0 = rand.uniform(-0.9, 0.9)
        elbow = rand.flag(0.65)
        sgn = torch.where(rand.uniform() < 0.5, -1.0, 1.0)
        rb = r * rand.uniform(1.6, 2.6)
        # straight leg y<y0-rb at x0, arc, then leg towards sgn*x at y0
        lx, ly = (x - x0) * sgn, y - (y0 - rb)
        d_leg = (lx).abs() + (ly > 0).float() * 9
        d_arc = (length(lx - rb, ly) - rb).abs() + ((ly < 0) | (lx > rb)).float() * 9
        d_out = (ly - rb).abs() + (lx < rb).float() * 9
        d = torch.where(elbow > 0, torch.minimum(torch.minimum(d_leg, d_arc), d_out), (x - x0).abs())
        m, g = rand.flag(0.75), rand.uniform(0.12, 0.5)
        scene.pipe(d, r, h, c, m, g)
        # flanges on the straight leg
        for j in range(2):
            fy = y0 - rb - rand.uniform(0.1, 0.9)
            scene.add(
                box_distance(lx, y - fy, r * 1.35, 0.035, 0.012),
                h + r * 1.05,
                c * scene.rand_rgb.uniform(0.6, 1.1),
                m,
                0.35,
                bevel=0.03,
                rise=0.02,
                gate=rand.flag(0.75),
                dome=(r * 1.0 * torch.sqrt((1 - (lx / (r * 1.5)) ** 2).clamp_min(0)) - r * 0.9),
            )
        band = (
            smoothstep(0.03, 0.02, (y - (y0 - rb - rand.uniform(0.2, 0.8))).abs() - 0.02)
            * scene.mask(d - r)
            * rand.flag(0.3)
        )
        scene.colour_map = mix(
            scene.colour_map,
            C4(scene.colour([[0.7, 0.1, 0.08], [0.75, 0.6, 0.1], [0.85, 0.85, 0.8], [0.1, 0.3, 0.5]])),
            band[:, None],
        )
    # valve wheel or gauge
    cx, cy, r = rand.normal(0, 0.35), rand.normal(0, 0.35), rand.uniform(0.18, 0.34)
    g = rand.flag(0.55)
    x, y = scene.x - cx, scene.y - cy
    rr = length(x, y)
    a = torch.atan2(y, x)
    wc = C4(
        scene.colour(
            [[0.6, 0.08, 0.06], [0.55, 0.1, 0.1], [0.1, 0.25, 0.4], [0.2, 0.2, 0.2], [0.65, 0.5, 0.1]]
        )
    )
    k = rand.integer(3, 6)
    sa = torch.remainder(a + rand.uniform(0, 6), 6.28318 / k) - 3.14159 / k
    scene.pipe(torch.maximum(rr * torch.sin(sa).abs(), rr - r), r * 0.09, 0.62, wc, 0.0, 0.4, gate=g)
    scene.pipe((rr - r).abs(), r * 0.15, 0.64, wc, 0.0, 0.35, gate=g)
    scene.hexbolt(cx, cy, r * 0.2, 0.62, gate=g)
    scene.dial(
        rand.normal(0, 0.45), rand.normal(0, 0.45), rand.uniform(0.16, 0.32), 0.60, gate=rand.flag(0.5)
    )
    return scene.shade()


def t_pcb(batch, size, device, generator):
    dev_ = device
    R0 = Parameters(batch, device, generator)
    board = R0.colour(
        [
            [0.03, 0.20, 0.09],
            [0.02, 0.14, 0.08],
            [0.03, 0.10, 0.24],
            [0.04, 0.04, 0.05],
            [0.25, 0.05, 0.04],
            [0.08, 0.16, 0.14],
            [0.33, 0.25, 0.10],
        ],
        0.015,
    )
    scene = Scene(batch, size, device, generator, base=board, metal=0.0, rough=0.28)
    rand = scene.rand
    cell = rand.uniform(0.05, 0.085)
    gx, gy = scene.x / cell, scene.y / cell
    # traces: per-lane stripes with random lane directions by block
    blk = 4.0
    bx, by = torch.floor(gx / blk), torch.floor(gy / blk)

    def hsh(a, b, k):
        return torch.frac(torch.sin(a * 12.9898 + b * 78.233 + k * 37.719 + seed) * 43758.5453).abs()

    seed = rand.uniform(0, 50)
    dirn = hsh(bx, by, 1.0)
    lane = torch.where(
        dirn < 0.4,
        torch.frac(gx + 100) - 0.5,
        torch.where(dirn < 0.8, torch.frac(gy + 100) - 0.5, torch.frac((gx + gy) * 0.7071 + 100) - 0.5),
    )
    lid = torch.where(
        dirn < 0.4, torch.floor(gx), torch.where(dirn < 0.8, torch.floor(gy), torch.floor((gx + gy) * 0.7071))
    )
    on = (hsh(lid, bx * 3 + by, 2.0) < 0.72).float()
    tr = smoothstep(0.24, 0.16, lane.abs()) * on
    trc = mix(
        C4(board),
        torch.tensor([0.30, 0.42, 0.22], device=device).view(1, 3, 1, 1) * 0.9 + C4(board) * 0.6,
        0.55,
    )
    scene.colour_map = mix(scene.colour_map, trc, tr[:, None])
    scene.height = scene.height + 0.006 * tr
    # vias / pads
    fx, fy = torch.frac(gx + 100) - 0.5, torch.frac(gy + 100) - 0.5
    rr = length(fx, fy)
    via = (hsh(torch.floor(gx), torch.floor(gy), 3.0) < 0.11).float()
    gold = C4(scene.colour([[0.80, 0.62, 0.25], [0.72, 0.73, 0.72], [0.78, 0.52, 0.28]]))
    pm = smoothstep(0.40, 0.33, rr) * via
    scene.colour_map = mix(scene.colour_map, gold, pm[:, None])
    scene.metal = torch.maximum(scene.metal, pm)
    scene.height = scene.height + pm * 0.008 - smoothstep(0.2, 0.12, rr) * via * 0.03
    scene.colour_map = scene.colour_map * (1 - 0.85 * (smoothstep(0.18, 0.12, rr) * via)[:, None])
    # chips with legs
    for i in range(4):
        w, h = rand.uniform(0.12, 0.34), rand.uniform(0.10, 0.30)
        cx, cy = (rand.uniform(-0.9, 0.9) if i else rand.normal(0, 0.2)), (
            rand.uniform(-0.9, 0.9) if i else rand.normal(0, 0.2)
        )
        g = rand.flag(0.85) if i else rand.flag(0.95)
        x, y = scene.x - cx, scene.y - cy
        pt = rand.uniform(0.028, 0.045)
        sil = C4(scene.colour(STEEL[:3]))
        quad = rand.flag(0.5)
        lx = torch.maximum(
            (torch.remainder(x, pt) - pt / 2).abs() - pt * 0.27, box_distance(x, y, w * 0.93, h + 0.05)
        )
        ly = torch.maximum(
            (torch.remainder(y, pt) - pt / 2).abs() - pt * 0.27, box_distance(x, y, w + 0.05, h * 0.93)
        )
        scene.add(torch.minimum(lx, ly + (1 - quad) * 9), 0.035, sil, 1.0, 0.25, bevel=0.012, gate=g)
        body = C4(scene.colour(DARK[:4] + [[0.13, 0.12, 0.12], [0.30, 0.30, 0.32]], 0.012))
        scene.add(box_distance(x, y, w, h, 0.012), 0.085, body, rand.flag(0.15), 0.55, bevel=0.018, gate=g)
        scene.carve(length(x + w - 0.045, y - h + 0.045) - 0.018, 0.012, body * 0.6, gate=g)
        txt = (
            (hsh(torch.floor(x / 0.016), torch.floor(y / 0.05), 5.0 + i) < 0.55).float()
            * ((torch.remainder(y, 0.05) - 0.025).abs() < 0.012).float()
            * (box_distance(x, y, w * 0.6, h * 0.45) < 0).float()
            * rand.flag(0.8)
            * g
        )
        scene.colour_map = mix(
            scene.colour_map, torch.full_like(scene.colour_map, 0.75), (txt * 0.55)[:, None]
        )
    # electrolytic capacitors (round) and resistors
    for i in range(5):
        cx, cy, r = rand.uniform(-1, 1), rand.uniform(-1, 1), rand.uniform(0.05, 0.12)
        g = rand.flag(0.7)
        x, y = rotate(scene.x - cx, scene.y - cy, rand.uniform(0, 6.28))
        rr = length(x, y)
        scene.add(
            rr - r * 1.1,
            0.10,
            C4(scene.colour([[0.06, 0.06, 0.1], [0.1, 0.1, 0.3], [0.3, 0.1, 0.05], [0.05, 0.05, 0.05]])),
            0.0,
            0.35,
            bevel=0.03,
            gate=g,
        )
        scene.add(
            rr - r * 0.93,
            0.17,
            C4(scene.colour(STEEL)),
            1.0,
            0.25,
            bevel=0.02,
            gate=g,
            brush=rand.uniform(0, 1),
        )
        scene.carve(torch.maximum(torch.minimum(x.abs(), y.abs()) - r * 0.035, rr - r * 0.7), 0.01, gate=g)
    for i in range(7):
        cx, cy = (
            torch.round(rand.uniform(-1, 1) / cell) * cell,
            torch.round(rand.uniform(-1, 1) / cell) * cell,
        )
        g = rand.flag(0.75)
        x, y = scene.x - cx, scene.y - cy
        f = rand.flag(0.5)
        x, y = torch.where(f > 0, x, y), torch.where(f > 0, y, x)
        L = cell * 1.3
        r = cell * 0.42
        scene.add(
            box_distance(x, y, L * 1.5, r * 0.25),
            0.02,
            C4(scene.colour(STEEL)),
            1.0,
            0.2,
            bevel=0.008,
            gate=g,
        )
        bc = C4(
            scene.colour(
                [
                    [0.72, 0.58, 0.38],
                    [0.30, 0.45, 0.60],
                    [0.55, 0.30, 0.12],
                    [0.85, 0.80, 0.70],
                    [0.15, 0.15, 0.15],
                ]
            )
        )
        d = box_distance(x, y, L, r, r * 0.5)
        scene.add(
            d, 0.02, bc, 0.0, 0.35, dome=r * torch.sqrt((1 - (y / (r * 1.05)) ** 2).clamp_min(0)), gate=g
        )
        st = ((torch.remainder(x + L, L * 0.42) - L * 0.2).abs() < L * 0.07).float() * scene.mask(d) * g
        scene.colour_map = mix(
            scene.colour_map,
            C4(scene.colour([[0.6, 0.1, 0.05], [0.1, 0.1, 0.1], [0.7, 0.5, 0.1], [0.3, 0.1, 0.4]])),
            (st * 0.9)[:, None],
        )
    return scene.shade()


def t_dials(batch, size, device, generator):
    R0 = Parameters(batch, device, generator)
    scene = Scene(
        batch, size, device, generator, base=R0.colour(PAINT + DARK + STEEL[:3]), rough=R0.uniform(0.3, 0.6)
    )
    rand = scene.rand
    plate(scene)
    lay = rand.flag(0.5)
    scene.dial(
        rand.normal(0, 0.1) - 0.0 + 0.42 * lay * -1,
        rand.normal(0, 0.1) + 0.2 * lay,
        rand.uniform(0.34, 0.52) * (1 - 0.25 * lay),
        0.05,
    )
    for i in range(3):
        scene.dial(
            rand.normal(0.5, 0.1) * (1 if i != 1 else -1),
            rand.normal((0.5, -0.55, -0.55)[i], 0.12),
            rand.uniform(0.16, 0.26),
            0.05,
            gate=torch.maximum(lay, rand.flag(0.3)),
        )
    for i in range(5):  # knobs, lamps, switches
        cx, cy, r = (
            rand.uniform(-0.95, 0.95),
            rand.uniform(-0.95, -0.35) * torch.where(rand.uniform() < 0.3, -1.0, 1.0),
            rand.uniform(0.045, 0.09),
        )
        g = rand.flag(0.75)
        kind = rand.flag(0.5)
        x, y = rotate(scene.x - cx, scene.y - cy, rand.uniform(0, 6.28))
        rr = length(x, y)
        a = torch.atan2(y, x)
        kc = C4(scene.colour(DARK + STEEL + BRASS[:2]))
        scene.add(rr - r * 1.25, 0.07, kc * 0.8, 0.6, 0.4, bevel=0.01, gate=g * kind)
        scene.add(rr - r * (1 + 0.06 * torch.cos(a * 16)), 0.17, kc, 0.5, 0.35, bevel=0.03, gate=g * kind)
        scene.add(
            box_distance(x - r * 0.4, y, r * 0.5, r * 0.08),
            0.175,
            torch.full_like(kc, 0.85),
            0.0,
            0.5,
            bevel=0.005,
            gate=g * kind,
        )
        q = (rr / r).clamp(0, 1)
        lc = C4(
            scene.colour(
                [[0.9, 0.15, 0.08], [0.95, 0.6, 0.1], [0.15, 0.8, 0.25], [0.9, 0.85, 0.7], [0.2, 0.4, 0.9]]
            )
        )
        gl = g * (1 - kind)
        scene.add(rr - r * 1.2, 0.08, C4(scene.colour(STEEL)), 1.0, 0.2, bevel=0.02, gate=gl)
        scene.add(
            rr - r * 0.9,
            0.06,
            lc * 0.7,
            0.0,
            0.12,
            dome=r * 0.7 * torch.sqrt((1 - q * q).clamp_min(0)),
            gate=gl,
        )
        on = rand.flag(0.6)
        scene.glow = (
            scene.glow
            + lc
            * (
                (torch.exp(-((rr / r) ** 2) * 1.2) * 0.9 + 0.25 * torch.exp(-((rr / r) ** 2) * 0.15))
                * gl
                * on
            )[:, None]
        )
    for sx in (-1, 1):
        for sy in (-1, 1):
            scene.screw(torch.zeros_like(lay) + 0.86 * sx, torch.zeros_like(lay) + 0.86 * sy, 0.045, 0.0)
    return scene.shade()


def t_engine(batch, size, device, generator):
    """finned cylinders, con-rods, flywheels, belts"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    scene.colour_map = scene.colour_map * rand.uniform(0.4, 1.0)[:, None]
    k = 3
    c = C4(scene.colour(ANY_METAL + PAINT))
    c2 = C4(scene.colour(STEEL + BRASS))
    gap = rand.uniform(0.5, 0.8)
    w = gap * rand.uniform(0.34, 0.44)
    y0 = rand.uniform(0.15, 0.5)
    fp = rand.uniform(0.05, 0.09)
    fm = rand.flag(0.7)
    up = torch.where(rand.uniform() < 0.8, 1.0, -1.0)
    phs = rand.uniform(0, 6.28)
    for i in range(-1, 2):
        x = scene.x - i * gap - rand.normal(0, 0.01)
        y = scene.y * up - y0
        # crank throw
        cr = gap * rand.uniform(0.22, 0.30)
        ca = phs + i * 2.094
        ccx, ccy = i * gap + 0 * cr, torch.full_like(cr, -0.72)
        bx, by = ccx + cr * ca.cos(), ccy + cr * ca.sin() * 0.8
        px_, py_ = i * gap + 0 * bx, (y0 - 0.32 + 0.1 * ca.sin())
        xx, yy = scene.x, scene.y * up
        scene.add(
            length(xx - ccx, yy - ccy) - gap * 0.44,
            0.12,
            c2 * 0.7,
            1.0,
            0.35,
            bevel=0.04,
            brush=rand.uniform(0, 1),
        )
        d = segment_distance(xx, yy, px_, py_, bx, by)
        scene.add(d - gap * 0.085, 0.22, c2, 1.0, 0.28, bevel=0.03)
        scene.carve(d - gap * 0.035, 0.03, c2 * 0.7)
        scene.add(length(xx - bx, yy - by) - gap * 0.15, 0.26, c2, 1.0, 0.25, bevel=0.03)
        scene.add(
            length(xx - bx, yy - by) - gap * 0.08, 0.27, C4(scene.colour(DARK + BRASS)), 1.0, 0.25, bevel=0.03
        )
        # cylinder barrel with cooling fins
        fin = 0.5 + 0.5 * torch.cos(y * 6.28318 / fp)
        wid = w * (0.86 + 0.14 * smoothstep(0.3, 0.7, fin))
        q = (x / wid).clamp(-1, 1)
        scene.add(
            torch.maximum(x.abs() - wid, y.abs() - 0.42),
            0.14,
            c,
            fm,
            rand.uniform(0.25, 0.5),
            dome=w * 0.9 * torch.sqrt((1 - q * q).clamp_min(0)) * (0.86 + 0.14 * smoothstep(0.3, 0.7, fin)),
        )
        scene.colour_map = scene.colour_map * (
            1
            - 0.55
            * (smoothstep(0.5, 0.1, fin) * scene.mask(torch.maximum(x.abs() - w * 0.9, y.abs() - 0.42)))[
                :, None
            ]
        )
        scene.add(box_distance(x, y - 0.47, w * 1.05, 0.085, 0.02), 0.46, c2, 1.0, 0.3, bevel=0.03)
        scene.hexbolt(i * gap - w * 0.6, (y0 + 0.47) * up, 0.035, 0.46)
        scene.hexbolt(i * gap + w * 0.6, (y0 + 0.47) * up, 0.035, 0.46)
        scene.pipe(
            (x - 0.3 * w * torch.sin(y * 2 + i) - 0.0).abs() + ((y < 0.5)).float() * 9,
            0.035,
            0.5,
            C4(scene.colour(BRASS + STEEL)),
            1.0,
            0.2,
        )
    # main shaft
    scene.pipe((scene.y * up + 0.72).abs() + 9 * rand.flag(0.3), 0.05, 0.28, c2, 1.0, 0.2)
    return scene.shade()


def t_clockwork(batch, size, device, generator):
    R0 = Parameters(batch, device, generator)
    scene = Scene(
        batch, size, device, generator, base=R0.colour(BRASS + STEEL[:3] + BRASS), metal=1.0, rough=0.3
    )
    rand = scene.rand
    # Geneva stripes / perlage
    st = torch.sin((scene.x * rand.normal(0, 1) + scene.y) * rand.uniform(20, 45))
    scene.height = scene.height + 0.004 * st * rand.flag(0.6)
    for i in range(7):
        r = rand.uniform(0.10, 0.42) * (1.2 - 0.09 * i)
        scene.gear(
            rand.uniform(-0.95, 0.95),
            rand.uniform(-0.95, 0.95),
            r,
            torch.round(r * rand.uniform(45, 75)),
            0.06 + 0.045 * i,
            col=C4(scene.colour(BRASS + BRASS + STEEL[:3])),
            thick=0.04,
            gate=rand.flag(0.92),
            phase=rand.uniform(0, 6.28),
            rough=rand.uniform(0.15, 0.3),
        )
    # balance wheel with hairspring
    cx, cy, r = rand.normal(0, 0.3), rand.normal(0, 0.3), rand.uniform(0.3, 0.48)
    g = rand.flag(0.6)
    x, y = rotate(scene.x - cx, scene.y - cy, rand.uniform(0, 6.28))
    rr = length(x, y)
    a = torch.atan2(y, x)
    bc = C4(scene.colour(BRASS))
    spd = (torch.remainder(rr - a / 6.28318 * r * 0.11, r * 0.11) - r * 0.055).abs() - r * 0.014
    scene.add(
        torch.maximum(spd, (rr - r * 0.42).abs() - r * 0.3),
        0.40,
        C4(scene.colour([[0.2, 0.25, 0.5], [0.5, 0.5, 0.52], [0.3, 0.25, 0.3]])),
        1.0,
        0.15,
        bevel=0.01,
        gate=g,
    )
    scene.add((rr - r).abs() - r * 0.10, 0.46, bc, 1.0, 0.2, bevel=0.03, gate=g)
    scene.add(
        torch.maximum(torch.minimum(x.abs(), y.abs() + 9 * rand.flag(0.6)) - r * 0.06, rr - r),
        0.45,
        bc,
        1.0,
        0.2,
        bevel=0.02,
        gate=g,
    )
    scene.add(rr - r * 0.13, 0.48, bc, 1.0, 0.2, bevel=0.03, gate=g)
    for i in range(6):
        cx, cy, r = rand.uniform(-0.95, 0.95), rand.uniform(-0.95, 0.95), rand.uniform(0.035, 0.06)
        g = rand.flag(0.8)
        x, y = scene.x - cx, scene.y - cy
        rr = length(x, y)
        scene.add(rr - r * 1.4, 0.42, bc, 1.0, 0.2, bevel=0.02, gate=g)
        q = (rr / r).clamp(0, 1)
        scene.add(
            rr - r,
            0.40,
            C4(scene.colour([[0.55, 0.03, 0.10], [0.6, 0.05, 0.15], [0.4, 0.02, 0.12]])),
            0.3,
            0.06,
            dome=r * 0.6 * torch.sqrt((1 - q * q).clamp_min(0)),
            gate=g,
        )
    for i in range(4):
        scene.screw(
            rand.uniform(-0.95, 0.95),
            rand.uniform(-0.95, 0.95),
            rand.uniform(0.04, 0.07),
            0.42,
            col=C4(scene.colour([[0.15, 0.2, 0.45], [0.6, 0.6, 0.62], [0.3, 0.3, 0.5]])),
            gate=rand.flag(0.8),
        )
    return scene.shade()


def t_lens(batch, size, device, generator):
    """robot faces, camera turrets, port-holes: round parts in face-like or turret layouts"""
    R0 = Parameters(batch, device, generator)
    scene = Scene(batch, size, device, generator, base=R0.colour(ANY_METAL + PAINT))
    rand = scene.rand
    plate(scene)
    face = rand.flag(0.6)
    body = C4(scene.colour(ANY_METAL + PAINT))
    bm = rand.flag(0.6)
    w, h = rand.uniform(0.62, 0.95), rand.uniform(0.7, 0.98)
    scene.add(
        box_distance(scene.x, scene.y, w, h, 0.3),
        0.12,
        body,
        bm,
        rand.uniform(0.25, 0.5),
        bevel=0.12,
        gate=rand.flag(0.75),
    )
    ey, ex, er = rand.uniform(0.05, 0.35), rand.uniform(0.26, 0.42), rand.uniform(0.15, 0.27)
    scene.lens(-ex, ey, er, 0.14, gate=face)
    scene.lens(ex, ey, er * torch.where(rand.uniform() < 0.2, 1.3, 1.0), 0.14, gate=face)
    scene.lens(rand.normal(0, 0.12), rand.normal(0, 0.12), rand.uniform(0.45, 0.8), 0.14, gate=1 - face)
    # mouth grille / vents
    gy = -rand.uniform(0.35, 0.6)
    gw, gh = rand.uniform(0.22, 0.5), rand.uniform(0.08, 0.2)
    x, y = scene.x, scene.y - gy
    kind = rand.flag(0.5)
    pt = rand.uniform(0.05, 0.09)
    sl = (
        torch.where(
            kind > 0, (torch.remainder(x, pt) - pt / 2).abs(), (torch.remainder(y, pt) - pt / 2).abs()
        )
        - pt * 0.28
    )
    scene.add(
        box_distance(x, y, gw + 0.05, gh + 0.05, 0.05),
        0.16,
        C4(scene.colour(ANY_METAL)),
        1.0,
        0.3,
        bevel=0.04,
        gate=face,
    )
    scene.carve(
        torch.maximum(sl, box_distance(x, y, gw, gh, 0.04)),
        0.10,
        torch.zeros(batch, 3, 1, 1, device=device) + 0.02,
        gate=face,
    )
    # nose bar / bolts
    scene.add(
        box_distance(scene.x, scene.y + 0.05, rand.uniform(0.03, 0.07), rand.uniform(0.12, 0.24), 0.03),
        0.2,
        C4(scene.colour(ANY_METAL)),
        1.0,
        0.3,
        bevel=0.05,
        gate=face * rand.flag(0.6),
    )
    for i in range(3):
        bx, by, br = rand.uniform(0.3, 0.9), rand.uniform(-0.95, 0.95), rand.uniform(0.03, 0.06)
        scene.hexbolt(bx, by, br, gate=face)
        scene.hexbolt(-bx, by, br, gate=face)
    k = rand.integer(6, 12)
    x, y = scene.x, scene.y
    rr = length(x, y)
    a = torch.atan2(y, x)
    sa = torch.remainder(a, 6.28318 / k) - 3.14159 / k
    m = 1 - face
    rb = 0.9
    q = length(rr * torch.cos(sa) - rb, rr * torch.sin(sa))
    scene.add(
        q - 0.045,
        0.1,
        C4(scene.colour(STEEL + DARK)),
        1.0,
        0.3,
        dome=0.04 * torch.sqrt((1 - (q / 0.05) ** 2).clamp_min(0)) + 0.05,
        gate=m,
    )
    return scene.shade()


def t_panel(batch, size, device, generator):
    """armour plates, vents, hatch, hydraulic rams"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    for i in range(6):
        c = C4(scene.colour(ANY_METAL + PAINT))
        m = rand.flag(0.6)
        w, h = rand.uniform(0.15, 0.6), rand.uniform(0.15, 0.6)
        cx, cy = rand.uniform(-0.9, 0.9), rand.uniform(-0.9, 0.9)
        x, y = rotate(scene.x - cx, scene.y - cy, rand.flag(0.25) * rand.uniform(-0.8, 0.8))
        hh = 0.06 + 0.035 * i
        cham = rand.uniform(0.0, 0.12)
        d = torch.maximum(
            box_distance(x, y, w, h, 0.02), (x.abs() + y.abs()) * 0.7071 - (w + h - cham) * 0.7071 * 0.93
        )
        scene.add(d, hh, c, m, rand.uniform(0.25, 0.55), bevel=rand.uniform(0.02, 0.06))
        v = rand.flag(0.4)
        pt = rand.uniform(0.05, 0.1)
        scene.carve(
            torch.maximum(
                (torch.remainder(y, pt) - pt / 2).abs() - pt * 0.25, box_distance(x, y, w * 0.7, h * 0.7)
            ),
            0.05,
            torch.zeros_like(c) + 0.03,
            gate=v,
        )
        rp = rand.uniform(0.08, 0.14)
        e = 1 - v
        ix = torch.remainder(x, rp) - rp / 2
        iy = torch.remainder(y, rp) - rp / 2
        dd = box_distance(x, y, w, h)
        q = length(
            torch.where((w - x.abs()) < (h - y.abs()), (dd + 0.045), ix),
            torch.where((w - x.abs()) < (h - y.abs()), iy, dd + 0.045),
        )
        scene.add(
            q - 0.02, hh, c, m, 0.35, dome=0.016 * torch.sqrt((1 - (q / 0.021) ** 2).clamp_min(0)), gate=e
        )
    for i in range(2):  # hydraulic rams
        x0, y0, a, L = (
            rand.uniform(-0.7, 0.7),
            rand.uniform(-0.7, 0.7),
            rand.uniform(0, 6.28),
            rand.uniform(0.5, 1.0),
        )
        x, y = rotate(scene.x - x0, scene.y - y0, a)
        g = rand.flag(0.75)
        r = rand.uniform(0.06, 0.11)
        scene.pipe(
            y.abs() + ((x.abs() - L) > 0).float() * 9,
            r * 0.5,
            0.42,
            C4(scene.colour(STEEL[:3])),
            1.0,
            0.08,
            gate=g,
        )
        scene.pipe(
            y.abs() + ((x + L * 0.4).abs() > L * 0.6).float() * 9,
            r,
            0.42,
            C4(scene.colour(DARK + PAINT + STEEL)),
            rand.flag(0.5),
            0.3,
            gate=g,
        )
        scene.pipe(
            y.abs() + ((x - L * 0.2).abs() > 0.04).float() * 9,
            r * 1.2,
            0.42,
            C4(scene.colour(STEEL)),
            1.0,
            0.2,
            gate=g,
        )
        for e in (-1, 1):
            scene.add(
                length(x - e * L, y) - r * 1.1, 0.44, C4(scene.colour(STEEL)), 1.0, 0.25, bevel=0.03, gate=g
            )
            scene.add(
                length(x - e * L, y) - r * 0.5, 0.47, C4(scene.colour(DARK)), 1.0, 0.3, bevel=0.03, gate=g
            )
    cx, cy, r = rand.normal(0, 0.3), rand.normal(0, 0.3), rand.uniform(0.25, 0.5)
    g = rand.flag(0.4)
    rr = length(scene.x - cx, scene.y - cy)
    scene.add(rr - r, 0.34, C4(scene.colour(ANY_METAL)), 1.0, 0.25, bevel=0.05, gate=g)
    scene.add(
        rr - r * 0.78,
        0.25,
        C4(scene.colour([[0.03, 0.05, 0.06], [0.08, 0.1, 0.1], [0.02, 0.02, 0.03]])),
        0.6,
        0.08,
        bevel=0.03,
        gate=g,
    )
    scene.glass = torch.maximum(scene.glass, scene.mask(rr - r * 0.78) * g)
    k = 10.0
    a = torch.atan2(scene.y - cy, scene.x - cx)
    sa = torch.remainder(a, 6.28318 / k) - 3.14159 / k
    q = length(rr * torch.cos(sa) - r * 0.9, rr * torch.sin(sa))
    scene.add(
        q - r * 0.06,
        0.34,
        C4(scene.colour(STEEL)),
        1.0,
        0.3,
        dome=r * 0.05 * torch.sqrt((1 - (q / (r * 0.065)) ** 2).clamp_min(0)),
        gate=g,
    )
    return scene.shade()


def t_cables(batch, size, device, generator):
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    scene.colour_map = scene.colour_map * rand.uniform(0.2, 0.7)[:, None]
    cols = [
        [0.05, 0.05, 0.05],
        [0.5, 0.06, 0.05],
        [0.06, 0.1, 0.35],
        [0.55, 0.45, 0.08],
        [0.1, 0.3, 0.12],
        [0.6, 0.6, 0.58],
        [0.35, 0.18, 0.08],
        [0.08, 0.08, 0.1],
    ]
    ang = rand.uniform(0, 6.28)
    for i in range(13):
        a = ang + rand.normal(0, 0.5) * (1.5 if i % 3 == 0 else 0.4)
        x, y = rotate(scene.x, scene.y, a)
        r = rand.uniform(0.025, 0.085)
        ctr = (
            rand.uniform(-0.9, 0.9)
            + rand.uniform(0.05, 0.35) * torch.sin(x * rand.uniform(1, 3.2) + rand.uniform(0, 6.28))
            + 0.08 * torch.sin(x * rand.uniform(3, 7) + rand.uniform(0, 6.28))
        )
        sl = 0.9
        d = (y - ctr).abs() * sl
        c = C4(scene.colour(cols + BRASS[:2]))
        met = rand.flag(0.2)
        rib = rand.flag(0.25)
        scene.pipe(d, r, 0.05 + 0.045 * i, c, met, rand.uniform(0.2, 0.5))
        rb = 0.5 + 0.5 * torch.cos(x / r * 5)
        m = scene.mask(d - r)
        scene.height = scene.height - 0.012 * rb * rib * m
        scene.colour_map = scene.colour_map * (1 - 0.4 * (rb * rib * m)[:, None])
        st = rand.flag(0.2) * smoothstep(0.02, -0.02, (y - ctr).abs() - r * 0.3) * m
        scene.colour_map = mix(scene.colour_map, torch.full_like(scene.colour_map, 0.8), (st * 0.7)[:, None])
    for i in range(2):
        cx, cy, r = rand.normal(0, 0.5), rand.normal(0, 0.5), rand.uniform(0.12, 0.3)
        scene.gear(cx, cy, r, rand.integer(12, 26), 0.66, gate=rand.flag(0.45))
    return scene.shade()


def t_bearing(batch, size, device, generator):
    """concentric rotary parts: bearings, clutch discs, motor stators with copper windings"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    cx, cy, r = rand.normal(0, 0.1), rand.normal(0, 0.1), rand.uniform(0.7, 1.0)
    x, y = scene.x - cx, scene.y - cy
    rr = length(x, y)
    a = torch.atan2(y, x) + rand.uniform(0, 6.28)
    c = C4(scene.colour(STEEL + DARK))
    scene.add(rr - r, 0.22, c, 1.0, rand.uniform(0.15, 0.35), bevel=0.04, brush=rand.uniform(0, 1))
    stator = rand.flag(0.45)
    scene.add(rr - r * 0.84, 0.04, C4(scene.colour(DARK)), 0.5, 0.5, bevel=0.03)
    # balls
    k = rand.integer(8, 16)
    rc = r * 0.68
    rb = torch.minimum(r * 0.135, rc * 3.14159 / k * 0.92)
    sa = torch.remainder(a, 6.28318 / k) - 3.14159 / k
    q = length(rr * torch.cos(sa) - rc, rr * torch.sin(sa))
    scene.add(
        q - rb,
        0.08,
        C4(scene.colour(STEEL[:3] + BRASS[:2])),
        1.0,
        0.08,
        dome=rb * torch.sqrt((1 - (q / rb) ** 2).clamp_min(0)),
        gate=1 - stator,
    )
    # coils
    kc = rand.integer(6, 14)
    sb = torch.remainder(a, 6.28318 / kc) - 3.14159 / kc
    u_ = rr * torch.cos(sb) - r * 0.66
    v_ = rr * torch.sin(sb)
    ww = r * 2.2 / kc
    wr = 0.5 + 0.5 * torch.cos(v_ / 0.012 * 1.3)
    scene.add(
        box_distance(u_, v_, r * 0.17, ww, 0.02),
        0.06,
        C4(scene.colour([[0.75, 0.38, 0.18], [0.65, 0.30, 0.12], [0.8, 0.5, 0.25]])),
        1.0,
        0.22,
        dome=0.10 * torch.sqrt((1 - (v_ / (ww * 1.1)) ** 2).clamp_min(0)) + 0.008 * wr,
        gate=stator,
    )
    scene.add(
        box_distance(u_ + r * 0.2, v_, r * 0.03, ww * 1.15, 0.01),
        0.2,
        C4(scene.colour(STEEL)),
        1.0,
        0.3,
        bevel=0.02,
        gate=stator,
    )
    scene.add(
        rr - r * 0.52,
        0.20,
        C4(scene.colour(STEEL + BRASS)),
        1.0,
        rand.uniform(0.12, 0.3),
        bevel=0.03,
        brush=rand.uniform(0, 1),
    )
    g = rand.flag(0.5)
    scene.add(rr - r * 0.38, 0.28, C4(scene.colour(ANY_METAL + PAINT)), 1.0, 0.3, bevel=0.04)
    k2 = rand.integer(4, 8)
    s2 = torch.remainder(a + 0.2, 6.28318 / k2) - 3.14159 / k2
    q2 = length(rr * torch.cos(s2) - r * 0.29, rr * torch.sin(s2))
    scene.add(q2 - 0.045, 0.30, C4(scene.colour(STEEL + DARK)), 1.0, 0.25, bevel=0.02)
    scene.carve(q2 - 0.02, 0.05, torch.zeros_like(c) + 0.03)
    scene.add(
        rr - r * 0.17,
        0.34,
        C4(scene.colour(STEEL)),
        1.0,
        0.15,
        dome=r * 0.1 * (1 - (rr / (r * 0.17)).clamp(0, 1) ** 2),
    )
    sp = torch.remainder(rr * 55, 1.0)
    return scene.shade()


TEMPLATES = [
    t_gears,
    t_turbine,
    t_pipes,
    t_pcb,
    t_dials,
    t_engine,
    t_clockwork,
    t_lens,
    t_panel,
    t_cables,
    t_bearing,
]
WEIGHTS = [1.2, 1.0, 1.0, 0.9, 0.9, 1.0, 0.9, 1.2, 0.8, 0.7, 1.0]


def render_machines(batch, res, device="cpu", generator=None, which=None):
    size = res
    if which is None:
        k = torch.multinomial(
            torch.tensor(WEIGHTS), 1, generator=generator if device == "cpu" else None
        ).item()
    else:
        k = which
    img = TEMPLATES[k](batch, size, device, generator)
    rand_rgb = Parameters(batch, device, generator, 3)
    sharp = img
    if res >= 96:  # shallow depth of field on part of the images
        rand = Parameters(batch, device, generator)
        gx, gy = pixel_grid(size, size, device)
        f = smoothstep(0.5, 1.5, length(gx - rand.normal(0, 0.3), gy - rand.normal(0, 0.3)))[
            :, None
        ] * rand_rgb.flag(0.35)
        img = mix(sharp, blur(sharp, size / 90), f)
    return archival_finish(rand_rgb, img, mono=0.16, sepia=0.10)
