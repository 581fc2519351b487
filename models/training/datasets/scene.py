"""A flat scene of machine parts: layered height fields, shaded with normals, cast shadows, occlusion, edge wear,
grime and a studio environment reflected in the metal."""
import torch
import torch.nn.functional as F

from .canvas import (
    Parameters,
    Texture,
    blur,
    box_distance,
    length,
    luminance,
    mix,
    pixel_grid,
    rotate,
    smoothstep,
)


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
