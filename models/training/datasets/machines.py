"""Machines that were never built: thirteen kinds of assembly made of the parts in scene.py."""
import torch

from .canvas import (
    Parameters,
    archival_finish,
    blur,
    box_distance,
    length,
    mix,
    pixel_grid,
    rotate,
    segment_distance,
    smoothstep,
)
from .scene import Scene, ANY_METAL, BRASS, DARK, PAINT, STEEL


def plate(scene, bolts=True):
    """base sheet with panel seams and rivets or holes"""
    rand = scene.rand
    nx = rand.uniform(0.35, 1.1)
    sx = torch.remainder(scene.x + rand.uniform(0, 1), nx) - nx / 2
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


def draw_gears(batch, size, device, generator):
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    r0 = rand.uniform(0.30, 0.62)
    n0 = torch.round(r0 * rand.uniform(26, 44))
    mod = r0 / n0
    cx, cy = rand.normal(0, 0.25), rand.normal(0, 0.25)
    th = rand.uniform(0.05, 0.09)
    cx0, cy0, ph0 = cx, cy, rand.uniform(0, 6.28)
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


def draw_wheel(batch, size, device, generator):
    """one large toothed wheel that fills the picture, with a pinion on it"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    r = rand.uniform(0.62, 0.82)
    cx, cy = rand.normal(0, 0.04), rand.normal(0, 0.04)
    thick = rand.uniform(0.07, 0.11)
    scene.gear(cx, cy, r, rand.integer(11, 22), 0.18, phase=rand.uniform(0, 6.28), thick=thick * 1.3)
    pinion = r * rand.uniform(0.3, 0.42)
    scene.gear(cx, cy, pinion, rand.integer(8, 13), 0.28, gate=rand.flag(0.4), thick=thick)
    return scene.shade()


def draw_gauge(batch, size, device, generator):
    """one dial that fills the picture"""
    rand = Parameters(batch, device, generator)
    base = rand.colour(PAINT + DARK + STEEL[:3])
    scene = Scene(batch, size, device, generator, base=base, rough=rand.uniform(0.3, 0.6))
    plate(scene)
    scene.dial(rand.normal(0, 0.04), rand.normal(0, 0.04), rand.uniform(0.66, 0.84), 0.05)
    corner = torch.full_like(rand.uniform(), 0.86)
    for x in (-1, 1):
        for y in (-1, 1):
            scene.screw(corner * x, corner * y, 0.05, 0.0)
    return scene.shade()


def draw_turbine(batch, size, device, generator):
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    cx, cy = rand.normal(0, 0.12), rand.normal(0, 0.12)
    r = rand.uniform(0.62, 0.98)
    x, y = scene.x - cx, scene.y - cy
    rr = length(x, y)
    a = torch.atan2(y, x)
    ring = scene.colour(ANY_METAL + PAINT)
    scene.add(rr - r * 1.16, 0.20, ring, rand.flag(0.7), 0.35, bevel=0.05)
    scene.add(rr - r * 1.02, 0.02, scene.colour(DARK), 0.0, 0.7, bevel=0.02)
    nb = rand.integer(7, 26)
    sw = rand.normal(0, 1.1)
    tw = rand.uniform(0.5, 0.95)
    ph = torch.remainder(a + sw * rr / r + rand.uniform(0, 6), 6.28318 / nb) / (
        6.28318 / nb
    )  # 0..1 within blade pitch
    blade = scene.colour(STEEL + STEEL + BRASS + DARK)
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
    q = (rr / hub).clamp(0, 1)
    scene.add(
        rr - hub,
        0.20,
        (scene.colour(ANY_METAL + PAINT)),
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
        rb * 0 + rr * torch.cos(sa) - rb, rr * torch.sin(sa), 0.03, 0.19, (scene.colour(STEEL + DARK))
    )
    gate = rand.flag(0.35)
    gr = (torch.remainder(rr, 0.12) - 0.06).abs() - 0.008
    scene.add(torch.maximum(gr, rr - r), 0.26, (scene.colour(STEEL + DARK)), 1.0, 0.25, bevel=0.01, gate=gate)
    cr = torch.minimum(x.abs(), y.abs()) - 0.014
    scene.add(
        torch.maximum(cr, rr - r), 0.27, (scene.colour(STEEL + DARK)), 1.0, 0.25, bevel=0.012, gate=gate
    )
    return scene.shade()


def draw_pipes(batch, size, device, generator):
    scene = Scene(batch, size, device, generator, base=None)
    rand = scene.rand
    plate(scene)
    scene.colour_map = scene.colour_map * rand.uniform(0.35, 0.9)[:, None]
    cols = ANY_METAL + BRASS + PAINT
    for i in range(6):
        r = rand.uniform(0.05, 0.16)
        c = scene.colour(cols)
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
            (scene.colour([[0.7, 0.1, 0.08], [0.75, 0.6, 0.1], [0.85, 0.85, 0.8], [0.1, 0.3, 0.5]])),
            band[:, None],
        )
    # valve wheel or gauge
    cx, cy, r = rand.normal(0, 0.35), rand.normal(0, 0.35), rand.uniform(0.18, 0.34)
    g = rand.flag(0.55)
    x, y = scene.x - cx, scene.y - cy
    rr = length(x, y)
    a = torch.atan2(y, x)
    wc = scene.colour(
        [[0.6, 0.08, 0.06], [0.55, 0.1, 0.1], [0.1, 0.25, 0.4], [0.2, 0.2, 0.2], [0.65, 0.5, 0.1]]
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


def draw_circuit_board(batch, size, device, generator):
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
        (board),
        torch.tensor([0.30, 0.42, 0.22], device=device).view(1, 3, 1, 1) * 0.9 + (board) * 0.6,
        0.55,
    )
    scene.colour_map = mix(scene.colour_map, trc, tr[:, None])
    scene.height = scene.height + 0.006 * tr
    # vias / pads
    fx, fy = torch.frac(gx + 100) - 0.5, torch.frac(gy + 100) - 0.5
    rr = length(fx, fy)
    via = (hsh(torch.floor(gx), torch.floor(gy), 3.0) < 0.11).float()
    gold = scene.colour([[0.80, 0.62, 0.25], [0.72, 0.73, 0.72], [0.78, 0.52, 0.28]])
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
        sil = scene.colour(STEEL[:3])
        quad = rand.flag(0.5)
        lx = torch.maximum(
            (torch.remainder(x, pt) - pt / 2).abs() - pt * 0.27, box_distance(x, y, w * 0.93, h + 0.05)
        )
        ly = torch.maximum(
            (torch.remainder(y, pt) - pt / 2).abs() - pt * 0.27, box_distance(x, y, w + 0.05, h * 0.93)
        )
        scene.add(torch.minimum(lx, ly + (1 - quad) * 9), 0.035, sil, 1.0, 0.25, bevel=0.012, gate=g)
        body = scene.colour(DARK[:4] + [[0.13, 0.12, 0.12], [0.30, 0.30, 0.32]], 0.012)
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
            (scene.colour([[0.06, 0.06, 0.1], [0.1, 0.1, 0.3], [0.3, 0.1, 0.05], [0.05, 0.05, 0.05]])),
            0.0,
            0.35,
            bevel=0.03,
            gate=g,
        )
        scene.add(
            rr - r * 0.93,
            0.17,
            (scene.colour(STEEL)),
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
            (scene.colour(STEEL)),
            1.0,
            0.2,
            bevel=0.008,
            gate=g,
        )
        bc = scene.colour(
            [
                [0.72, 0.58, 0.38],
                [0.30, 0.45, 0.60],
                [0.55, 0.30, 0.12],
                [0.85, 0.80, 0.70],
                [0.15, 0.15, 0.15],
            ]
        )
        d = box_distance(x, y, L, r, r * 0.5)
        scene.add(
            d, 0.02, bc, 0.0, 0.35, dome=r * torch.sqrt((1 - (y / (r * 1.05)) ** 2).clamp_min(0)), gate=g
        )
        st = ((torch.remainder(x + L, L * 0.42) - L * 0.2).abs() < L * 0.07).float() * scene.mask(d) * g
        scene.colour_map = mix(
            scene.colour_map,
            (scene.colour([[0.6, 0.1, 0.05], [0.1, 0.1, 0.1], [0.7, 0.5, 0.1], [0.3, 0.1, 0.4]])),
            (st * 0.9)[:, None],
        )
    return scene.shade()


def draw_dials(batch, size, device, generator):
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
        kc = scene.colour(DARK + STEEL + BRASS[:2])
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
        lc = scene.colour(
            [[0.9, 0.15, 0.08], [0.95, 0.6, 0.1], [0.15, 0.8, 0.25], [0.9, 0.85, 0.7], [0.2, 0.4, 0.9]]
        )
        gl = g * (1 - kind)
        scene.add(rr - r * 1.2, 0.08, scene.colour(STEEL), 1.0, 0.2, bevel=0.02, gate=gl)
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


def draw_engine(batch, size, device, generator):
    """finned cylinders, con-rods, flywheels, belts"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    scene.colour_map = scene.colour_map * rand.uniform(0.4, 1.0)[:, None]
    c = scene.colour(ANY_METAL + PAINT)
    c2 = scene.colour(STEEL + BRASS)
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
            length(xx - bx, yy - by) - gap * 0.08, 0.27, (scene.colour(DARK + BRASS)), 1.0, 0.25, bevel=0.03
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
            (scene.colour(BRASS + STEEL)),
            1.0,
            0.2,
        )
    # main shaft
    scene.pipe((scene.y * up + 0.72).abs() + 9 * rand.flag(0.3), 0.05, 0.28, c2, 1.0, 0.2)
    return scene.shade()


def draw_clockwork(batch, size, device, generator):
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
            col=(scene.colour(BRASS + BRASS + STEEL[:3])),
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
    bc = scene.colour(BRASS)
    spd = (torch.remainder(rr - a / 6.28318 * r * 0.11, r * 0.11) - r * 0.055).abs() - r * 0.014
    scene.add(
        torch.maximum(spd, (rr - r * 0.42).abs() - r * 0.3),
        0.40,
        (scene.colour([[0.2, 0.25, 0.5], [0.5, 0.5, 0.52], [0.3, 0.25, 0.3]])),
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
            (scene.colour([[0.55, 0.03, 0.10], [0.6, 0.05, 0.15], [0.4, 0.02, 0.12]])),
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
            col=(scene.colour([[0.15, 0.2, 0.45], [0.6, 0.6, 0.62], [0.3, 0.3, 0.5]])),
            gate=rand.flag(0.8),
        )
    return scene.shade()


def draw_lens(batch, size, device, generator):
    """robot faces, camera turrets, port-holes: round parts in face-like or turret layouts"""
    R0 = Parameters(batch, device, generator)
    scene = Scene(batch, size, device, generator, base=R0.colour(ANY_METAL + PAINT))
    rand = scene.rand
    plate(scene)
    face = rand.flag(0.6)
    body = scene.colour(ANY_METAL + PAINT)
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
        (scene.colour(ANY_METAL)),
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
        (scene.colour(ANY_METAL)),
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
        (scene.colour(STEEL + DARK)),
        1.0,
        0.3,
        dome=0.04 * torch.sqrt((1 - (q / 0.05) ** 2).clamp_min(0)) + 0.05,
        gate=m,
    )
    return scene.shade()


def draw_panel(batch, size, device, generator):
    """armour plates, vents, hatch, hydraulic rams"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    for i in range(6):
        c = scene.colour(ANY_METAL + PAINT)
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
            (scene.colour(STEEL[:3])),
            1.0,
            0.08,
            gate=g,
        )
        scene.pipe(
            y.abs() + ((x + L * 0.4).abs() > L * 0.6).float() * 9,
            r,
            0.42,
            (scene.colour(DARK + PAINT + STEEL)),
            rand.flag(0.5),
            0.3,
            gate=g,
        )
        scene.pipe(
            y.abs() + ((x - L * 0.2).abs() > 0.04).float() * 9,
            r * 1.2,
            0.42,
            (scene.colour(STEEL)),
            1.0,
            0.2,
            gate=g,
        )
        for e in (-1, 1):
            scene.add(
                length(x - e * L, y) - r * 1.1, 0.44, (scene.colour(STEEL)), 1.0, 0.25, bevel=0.03, gate=g
            )
            scene.add(
                length(x - e * L, y) - r * 0.5, 0.47, (scene.colour(DARK)), 1.0, 0.3, bevel=0.03, gate=g
            )
    cx, cy, r = rand.normal(0, 0.3), rand.normal(0, 0.3), rand.uniform(0.25, 0.5)
    g = rand.flag(0.4)
    rr = length(scene.x - cx, scene.y - cy)
    scene.add(rr - r, 0.34, scene.colour(ANY_METAL), 1.0, 0.25, bevel=0.05, gate=g)
    scene.add(
        rr - r * 0.78,
        0.25,
        (scene.colour([[0.03, 0.05, 0.06], [0.08, 0.1, 0.1], [0.02, 0.02, 0.03]])),
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
        (scene.colour(STEEL)),
        1.0,
        0.3,
        dome=r * 0.05 * torch.sqrt((1 - (q / (r * 0.065)) ** 2).clamp_min(0)),
        gate=g,
    )
    return scene.shade()


def draw_cables(batch, size, device, generator):
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
        c = scene.colour(cols + BRASS[:2])
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


def draw_bearing(batch, size, device, generator):
    """concentric rotary parts: bearings, clutch discs, motor stators with copper windings"""
    scene = Scene(batch, size, device, generator)
    rand = scene.rand
    plate(scene)
    cx, cy, r = rand.normal(0, 0.1), rand.normal(0, 0.1), rand.uniform(0.7, 1.0)
    x, y = scene.x - cx, scene.y - cy
    rr = length(x, y)
    a = torch.atan2(y, x) + rand.uniform(0, 6.28)
    c = scene.colour(STEEL + DARK)
    scene.add(rr - r, 0.22, c, 1.0, rand.uniform(0.15, 0.35), bevel=0.04, brush=rand.uniform(0, 1))
    stator = rand.flag(0.45)
    scene.add(rr - r * 0.84, 0.04, scene.colour(DARK), 0.5, 0.5, bevel=0.03)
    # balls
    k = rand.integer(8, 16)
    rc = r * 0.68
    rb = torch.minimum(r * 0.135, rc * 3.14159 / k * 0.92)
    sa = torch.remainder(a, 6.28318 / k) - 3.14159 / k
    q = length(rr * torch.cos(sa) - rc, rr * torch.sin(sa))
    scene.add(
        q - rb,
        0.08,
        (scene.colour(STEEL[:3] + BRASS[:2])),
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
        (scene.colour([[0.75, 0.38, 0.18], [0.65, 0.30, 0.12], [0.8, 0.5, 0.25]])),
        1.0,
        0.22,
        dome=0.10 * torch.sqrt((1 - (v_ / (ww * 1.1)) ** 2).clamp_min(0)) + 0.008 * wr,
        gate=stator,
    )
    scene.add(
        box_distance(u_ + r * 0.2, v_, r * 0.03, ww * 1.15, 0.01),
        0.2,
        (scene.colour(STEEL)),
        1.0,
        0.3,
        bevel=0.02,
        gate=stator,
    )
    scene.add(
        rr - r * 0.52,
        0.20,
        (scene.colour(STEEL + BRASS)),
        1.0,
        rand.uniform(0.12, 0.3),
        bevel=0.03,
        brush=rand.uniform(0, 1),
    )
    scene.add(rr - r * 0.38, 0.28, scene.colour(ANY_METAL + PAINT), 1.0, 0.3, bevel=0.04)
    k2 = rand.integer(4, 8)
    s2 = torch.remainder(a + 0.2, 6.28318 / k2) - 3.14159 / k2
    q2 = length(rr * torch.cos(s2) - r * 0.29, rr * torch.sin(s2))
    scene.add(q2 - 0.045, 0.30, scene.colour(STEEL + DARK), 1.0, 0.25, bevel=0.02)
    scene.carve(q2 - 0.02, 0.05, torch.zeros_like(c) + 0.03)
    scene.add(
        rr - r * 0.17,
        0.34,
        (scene.colour(STEEL)),
        1.0,
        0.15,
        dome=r * 0.1 * (1 - (rr / (r * 0.17)).clamp(0, 1) ** 2),
    )
    return scene.shade()


TEMPLATES = [
    draw_gears,
    draw_turbine,
    draw_pipes,
    draw_circuit_board,
    draw_dials,
    draw_engine,
    draw_clockwork,
    draw_lens,
    draw_panel,
    draw_cables,
    draw_bearing,
    draw_wheel,
    draw_gauge,
]
# Assemblies with one centre come more often: a small generator learns those first, and a stranger can name them.
WEIGHTS = [1.2, 1.5, 0.4, 0.4, 1.0, 0.5, 0.8, 1.5, 0.4, 0.4, 1.5, 3.0, 2.4]


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
