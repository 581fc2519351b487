"""Microscopy of tissue that never lived: nine kinds of preparation on the slides of slide.py."""
import torch
import torch.nn.functional as F

from .canvas import (
    Parameters,
    archival_finish,
    blur,
    depth_blur,
    length,
    mix,
    pixel_grid,
    rotate,
    smoothstep,
    value_noise,
)
from .slide import PINK, PURP, Slide, Voronoi, absorb, hash2, nuclei, stained


def draw_tissue(batch, size, device, generator):
    """H&E epithelium / tumour: packed cells, purple nuclei, pink cytoplasm"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    f = rand.uniform(2.6, 6.5)
    x, y = slide.x * f + slide.wx * 0.38, slide.y * f + slide.wy * 0.38
    an = rand.uniform(0.7, 1.4)
    x = x * an
    voronoi = Voronoi(x, y, slide.seed, rand.uniform(0.7, 1.0))
    d, lx, ly, rad = nuclei(slide, voronoi, rand.uniform(0.19, 0.30))
    nuc = smoothstep(0.03, -0.03, d)
    chrom = (
        0.55 + 0.35 * slide.fine + 0.25 * smoothstep(-0.10, -0.0, d) + 0.3 * slide.mid * rand.uniform(0, 1)
    )
    nucl = smoothstep(0.05, 0.02, length(lx - rad * 0.3, ly - rad * 0.2)) * rand.flag(0.6) + smoothstep(
        0.04, 0.02, length(lx + rad * 0.35, ly)
    ) * rand.flag(0.3)
    mem = torch.exp(-((voronoi.border / rand.uniform(0.02, 0.07)) ** 2))
    cyt = 0.45 + 0.25 * slide.mid + 0.15 * slide.fine + 0.3 * voronoi.hash(11.0) + 0.25 * slide.lo
    stroma = smoothstep(0.1, 0.5, slide.lo + 0.4 * slide.mid + rand.uniform(-0.9, 0.3))
    fib = 0.5 + 0.5 * torch.sin((slide.x * 3 + slide.wx * 5) * rand.uniform(5, 9) + slide.mid * 3)
    lumen = smoothstep(0.35, 0.6, slide.lo * 0.7 - 0.5 * stroma + rand.uniform(-0.5, 0.3) + 0.2 * slide.mid)
    live = (1 - stroma) * (1 - lumen)
    pk, pp = slide.dye(PINK), slide.dye(PURP)
    dens = [
        (
            (
                cyt * live * 0.85 + mem * live * rand.uniform(0.2, 0.9) + stroma * (0.5 + 0.5 * fib) * 0.9
            ).clamp_min(0)
            * rand.uniform(0.6, 1.4),
            pk,
        ),
        ((nuc * live * (chrom + nucl * 0.9) * rand.uniform(0.8, 1.4) + 0.10 * cyt * live).clamp_min(0), pp),
    ]
    # scattered stromal nuclei
    V2 = Voronoi(slide.x * f * 1.2 + slide.wx * 1.3, slide.y * f * 2.2 + slide.wy * 1.3, slide.seed + 3, 0.95)
    d2, *_ = nuclei(slide, V2, 0.13, el=1.2)
    dens.append((smoothstep(0.03, -0.02, d2) * stroma * (V2.hash(12.0) < 0.5).float() * 0.9, pp))
    return stained(slide, dens)


def draw_gland(batch, size, device, generator):
    """glandular rings: nuclei arranged radially around lumina"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    f = rand.uniform(0.8, 1.7)
    voronoi = Voronoi(slide.x * f + slide.wx * 0.2, slide.y * f + slide.wy * 0.2, slide.seed, 0.7)
    th = torch.atan2(voronoi.vy, voronoi.vx)
    wall = voronoi.border * 1.0
    N = rand.integer(14, 26)
    wobn = 0.03 * slide.mid
    rr = voronoi.f1
    lum_ = smoothstep(0.02, -0.02, rr - (0.13 + 0.16 * voronoi.hash(3.0)) + wobn * 2)
    inter = smoothstep(0.10, 0.05, wall + wobn)
    ring = voronoi.border - 0.17 - 0.05 * torch.sin(th * 3 + voronoi.hash(4.0) * 6)
    sa = torch.frac(th / 6.28318 * N + 10) - 0.5
    arc = sa * 6.28318 / N * rr
    jitter = hash2(torch.floor(th / 6.28318 * N + 10), voronoi.integer, 3.0, slide.seed) - 0.5
    d = length(arc / 0.055, (ring + jitter * 0.06) / 0.085) * 0.8 - 1
    nuc = smoothstep(0.25, -0.25, d)
    cellw = torch.exp(-(((sa.abs() - 0.5) / 0.06) ** 2))
    fib = 0.5 + 0.5 * torch.sin((slide.x * 2 + slide.wx * 3) * rand.uniform(12, 22) + slide.mid * 2)
    live = (1 - lum_) * (1 - inter)
    pk, pp = slide.dye(PINK), slide.dye(PURP)
    V2 = Voronoi(slide.x * f * 7 + slide.wx * 3, slide.y * f * 7 + slide.wy * 3, slide.seed + 3, 0.95)
    d2, *_ = nuclei(slide, V2, 0.2, el=0.8)
    dens = [
        (
            (
                live
                * (
                    0.35
                    + 0.25 * slide.mid
                    + 0.2 * cellw
                    + 0.35 * smoothstep(0.25, 0.1, rr)
                    + 0.1 * slide.fine
                )
                + inter * (0.35 + 0.55 * fib)
                + 0.04
            ).clamp_min(0)
            * rand.uniform(0.7, 1.4),
            pk,
        ),
        (
            (
                nuc * live * (0.9 + 0.4 * slide.fine)
                + inter * smoothstep(0.03, -0.02, d2) * (V2.hash(12.0) < 0.45).float() * 0.9
            ).clamp_min(0)
            * rand.uniform(0.8, 1.3),
            pp,
        ),
    ]
    return stained(slide, dens)


def draw_fluorescence(batch, size, device, generator):
    """immunofluorescence: DAPI nuclei, actin fibres, mitochondria / puncta on black"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    rand_rgb = slide.rand_rgb
    f = rand.uniform(1.3, 3.4)
    x, y = slide.x * f + slide.wx * 0.35, slide.y * f + slide.wy * 0.35
    voronoi = Voronoi(x, y, slide.seed, 0.85)
    d, lx, ly, rad = nuclei(slide, voronoi, rand.uniform(0.17, 0.27), wob=0.15, off=0.2, el=0.25)
    alive = (voronoi.hash(20.0) < rand.uniform(0.6, 1.0)).float()
    nuc = smoothstep(0.02, -0.03, d) * alive
    ntex = (0.65 + 0.35 * slide.fine + 0.25 * slide.mid) * (
        1 - 0.6 * smoothstep(0.05, 0.02, length(lx - rad * 0.25, ly + rad * 0.2))
    )
    glow = torch.exp(-d.clamp_min(0) / 0.08) * alive
    body = smoothstep(0.0, 0.18, voronoi.border) * alive * smoothstep(1.1, 0.3, voronoi.f1)
    a = voronoi.hash(13.0) * 3.14 + slide.wx * 1.2
    fx = x * a.cos() + y * a.sin()
    act = torch.relu(torch.sin(fx * rand.uniform(22, 44) + 5 * slide.mid)) ** 3 * (
        0.4 + 0.6 * torch.relu(torch.sin(fx * 9 + 2 * slide.mid))
    )
    mem = torch.exp(-((voronoi.border / 0.035) ** 2)) * alive
    actin = act * rand.uniform(0.2, 1.2) * body * (1 - nuc) + mem * rand.uniform(0.2, 1.0) + 0.15 * body
    mt = torch.sin(slide.t.fbm(x * 0.11 * 1, y * 0.11, 1.0, 3) * 26)
    mito = smoothstep(0.55, 0.95, mt) * torch.exp(-(voronoi.f1 - rad).clamp_min(0) / 0.22) * body * (1 - nuc)
    Vp = Voronoi(x * 8, y * 8, slide.seed + 5, 1.0)
    pun = torch.exp(-((Vp.f1 / 0.17) ** 2)) * (Vp.hash(3.0) < 0.4).float() * body * (1 - 0.7 * nuc)
    k = rand.category(6).view(batch, 1, 1, 1)
    P = torch.tensor(
        [
            [[0.15, 0.30, 1.0], [0.12, 1.0, 0.25], [1.0, 0.16, 0.12]],
            [[0.1, 0.55, 1.0], [1.0, 0.15, 0.75], [0.95, 0.9, 0.15]],
            [[0.35, 0.2, 1.0], [1.0, 0.3, 0.08], [0.1, 0.95, 0.8]],
            [[0.2, 0.4, 1.0], [0.1, 0.9, 0.9], [1.0, 0.1, 0.55]],
            [[0.9, 0.9, 0.95], [0.1, 0.8, 0.2], [0.9, 0.1, 0.6]],
            [[0.15, 0.25, 0.9], [0.05, 0.8, 0.1], [0.05, 0.9, 0.15]],
        ],
        device=device,
    )[k.view(-1)].view(batch, 3, 3, 1, 1)

    def C(i):
        return P[:, i]

    I = (
        C(0) * (nuc * ntex * 1.1 + 0.22 * glow)[:, None] * rand_rgb.uniform(0.6, 1.3)
        + C(1) * actin[:, None] * rand_rgb.uniform(0.3, 1.2)
        + C(2) * (mito * rand.uniform(0.0, 1.1) + pun * rand.uniform(0, 1.1) * rand.flag(0.6))[:, None]
        + C(1) * (0.05 * body * (1 + slide.mid))[:, None]
    )
    I = I + C(0) * 0.02 + blur(I, size * 0.03) * 0.30
    I = I * (1 + 0.35 * slide.lo[:, None]).clamp_min(0.2)
    return 1 - torch.exp(-I * rand_rgb.uniform(1.1, 2.1))


def draw_phase_contrast(batch, size, device, generator):
    """phase contrast / DIC culture: relief-lit cells with bright halos"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    rand_rgb = slide.rand_rgb
    f = rand.uniform(1.2, 3.2)
    an = rand.uniform(1.0, 1.8)
    x, y = slide.x * f * an + slide.wx * 0.4, slide.y * f / an**0.5 + slide.wy * 0.4
    voronoi = Voronoi(x, y, slide.seed, 0.95)
    alive = (voronoi.hash(20.0) < rand.uniform(0.55, 1.0)).float()
    th = torch.atan2(voronoi.vy, voronoi.vx)
    rad = (0.30 + 0.16 * voronoi.hash(3.0)) * (
        1
        + 0.18 * torch.sin(th * 2 + voronoi.hash(4.0) * 6)
        + 0.10 * torch.sin(th * 5 + voronoi.hash(5.0) * 6) * rand.uniform(0, 1.6)
    )
    d = torch.maximum(voronoi.f1 - rad, 0.05 - voronoi.border)
    d = torch.where(alive > 0, d, d * 0 + 0.3)
    dn_, lx, ly, nr = nuclei(slide, voronoi, rand.uniform(0.11, 0.17), wob=0.1, off=0.12, el=0.15)
    H = (
        (-d / 0.28).clamp(0, 1) ** 0.5 * 0.5
        + 0.10 * smoothstep(0.02, -0.03, dn_) * alive
        + 0.03 * smoothstep(0.03, 0.01, length(lx - nr * 0.2, ly)) * alive
    )
    gran = Voronoi(x * 9, y * 9, slide.seed + 2, 1.0)
    g = (
        torch.exp(-((gran.f1 / 0.28) ** 2))
        * (gran.hash(3.0) < 0.6).float()
        * smoothstep(0.02, -0.05, d)
        * (1 - 0.7 * smoothstep(0.02, -0.02, dn_))
    )
    H = H + 0.045 * g * rand.uniform(0.3, 1.4) + 0.010 * slide.fine + 0.012 * slide.mid
    k = size / 2.0
    az = rand.uniform(0, 6.28)
    Hp = F.pad(H[:, None], (1, 1, 1, 1), mode="replicate")[:, 0]
    dx = (Hp[:, 1:-1, 2:] - Hp[:, 1:-1, :-2]) * k * 0.5
    dy = -(Hp[:, 2:, 1:-1] - Hp[:, :-2, 1:-1]) * k * 0.5
    dic = (dx * az.cos() + dy * az.sin()).clamp(-4, 4) / f * rand.uniform(0.12, 0.32)
    halo = torch.exp(-(d.clamp_min(0) / 0.055)) * (d > -0.015).float() * alive
    ph = (
        -0.22 * smoothstep(0.0, -0.12, d) * alive
        + 0.42 * halo * 1.0
        - 0.16 * smoothstep(0.02, -0.02, dn_) * alive
        + 0.25 * g
    )
    m = rand.uniform(0, 1)
    v = 0.52 + mix(dic, ph, m) + 0.04 * slide.lo + 0.02 * slide.fine
    tint = slide.dye(
        [
            [1.0, 1.0, 1.0],
            [0.86, 0.95, 1.0],
            [1.0, 0.95, 0.82],
            [0.82, 1.0, 0.88],
            [0.95, 0.88, 1.0],
            [1.0, 0.86, 0.70],
            [0.62, 0.85, 1.0],
        ],
        0.02,
    )
    return (v[:, None] * tint * rand_rgb.uniform(0.8, 1.15)).clamp(0, 1)


def draw_blood(batch, size, device, generator):
    """blood smear: biconcave red cells, the odd white cell with a lobed nucleus"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    f = rand.uniform(1.8, 4.2)
    x, y = slide.x * f + slide.wx * 0.15, slide.y * f + slide.wy * 0.15
    dens_r = 0
    for L in range(2):
        voronoi = Voronoi(x + 3.3 * L, y - 2.1 * L, slide.seed + L, 0.85)
        th = torch.atan2(voronoi.vy, voronoi.vx)
        sick = rand.flag(0.25)
        e = 1 + 0.12 * voronoi.hash(6.0) + sick * 1.3 * voronoi.hash(14.0) ** 2
        a = voronoi.hash(5.0) * 6.28
        ax, ay = rotate(voronoi.vx, voronoi.vy, a)
        rr = length(ax * e, ay)
        rad = (0.34 + 0.06 * voronoi.hash(3.0)) * (1 + 0.05 * torch.sin(th * 3 + voronoi.hash(4.0) * 6))
        q = rr / rad
        on = (voronoi.hash(20.0) < (rand.uniform(0.55, 0.98) if L == 0 else rand.uniform(0.0, 0.5))).float()
        dens_r = dens_r + smoothstep(1.04, 0.97, q) * on * (
            0.55 + 0.55 * smoothstep(0.15, 0.75, q) + 0.15 * smoothstep(0.8, 0.98, q) + 0.05 * slide.fine
        )
    # leukocytes
    Vw = Voronoi(
        slide.x * f * 0.42 + slide.wx * 0.1, slide.y * f * 0.42 + slide.wy * 0.1, slide.seed + 9, 0.6
    )
    on = (Vw.hash(20.0) < rand.uniform(0.2, 0.8)).float()
    rr = length(Vw.vx, Vw.vy)
    w = smoothstep(0.27, 0.255, rr + 0.01 * slide.mid) * on
    nl = rr * 0
    kk = torch.floor(Vw.hash(21.0) * 3)
    for i in range(4):
        a = Vw.hash(22.0) * 6.28 + i * (1.1 + 0.5 * Vw.hash(23.0))
        px, py = 0.105 * torch.cos(a), 0.105 * torch.sin(a)
        nl = torch.maximum(nl, smoothstep(0.085, 0.07, length(Vw.vx - px, Vw.vy - py) + 0.012 * slide.mid))
    mono = smoothstep(0.20, 0.185, length(Vw.vx + 0.03, Vw.vy) + 0.02 * slide.mid - 0.02)
    nl = torch.where(kk < 1, mono, nl) * on
    gr = Voronoi(slide.x * f * 9, slide.y * f * 9, slide.seed + 4, 1.0)
    g = torch.exp(-((gr.f1 / 0.3) ** 2)) * w * (1 - nl)
    red = slide.dye(
        [[0.86, 0.48, 0.46], [0.88, 0.56, 0.50], [0.80, 0.45, 0.52], [0.90, 0.62, 0.58], [0.82, 0.55, 0.62]]
    )
    pp = slide.dye([[0.30, 0.16, 0.50], [0.36, 0.14, 0.48], [0.24, 0.18, 0.50]])
    cyt = slide.dye([[0.72, 0.74, 0.90], [0.86, 0.74, 0.86], [0.80, 0.70, 0.85]])
    plate_ = Voronoi(x * 1.3, y * 1.3, slide.seed + 7, 0.95)
    pl = smoothstep(0.08, 0.05, plate_.f1 + 0.02 * slide.mid) * (plate_.hash(3.0) < 0.25).float()
    return stained(
        slide,
        [
            ((dens_r * (1 - w)).clamp_min(0) * rand.uniform(0.8, 1.3), red),
            (w * (1.0 + 0.2 * slide.mid), cyt),
            (nl * (1.1 + 0.3 * slide.fine + 0.2 * slide.mid) + g * rand.uniform(0, 0.8) * 0.6 + pl * 0.6, pp),
            (0.05 + 0.03 * slide.mid + 0.04 * slide.lo, cyt),
        ],
    )


def draw_electron_microscopy(batch, size, device, generator):
    """electron micrograph: membranes, nucleus with heterochromatin, mitochondria with cristae, vesicles"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    f = rand.uniform(0.9, 1.7)
    x, y = slide.x * f + slide.wx * 0.25, slide.y * f + slide.wy * 0.25
    V0 = Voronoi(x * 0.75, y * 0.75, slide.seed, 0.6)
    mem = torch.exp(-(((V0.border - 0.035) / 0.010) ** 2)) + torch.exp(-(((V0.border) / 0.012) ** 2))
    rn = 0.36 + 0.08 * V0.hash(3.0)
    d = V0.f1 - rn - 0.03 * slide.mid
    env = torch.exp(-(((d) / 0.010) ** 2)) + torch.exp(-(((d - 0.030) / 0.010) ** 2))
    nin = smoothstep(0.0, -0.02, d)
    het = smoothstep(-0.1, 0.6, slide.mid * 0.8 + 0.5 * torch.exp(d / 0.05) + 0.2)
    nucleolus = smoothstep(0.12, 0.09, length(V0.vx - 0.08, V0.vy + 0.06) + 0.02 * slide.mid)
    cy = 1 - nin
    v = 0.66 - 0.05 * slide.fine - 0.04 * slide.mid - 0.10 * cy * (0.5 + 0.5 * slide.fine)
    v = v - nin * (0.22 * het + 0.04 * slide.fine - 0.02) - 0.30 * nucleolus * nin
    Vm = Voronoi(x * 2.6 + slide.wx * 0.5, y * 2.6 + slide.wy * 0.5, slide.seed + 2, 0.9)
    dm, lx, ly, rad = nuclei(slide, Vm, 0.30, wob=0.2, off=0.1, el=0.7)
    on = (
        (Vm.hash(20.0) < rand.uniform(0.4, 0.95)).float()
        * smoothstep(0.02, 0.06, d)
        * smoothstep(0.03, 0.10, V0.border)
    )
    inn = smoothstep(0.01, -0.01, dm) * on
    cr = torch.sin(lx * rand.uniform(55, 80) + 2.2 * torch.sin(ly * 14 + Vm.hash(9.0) * 6))
    v = mix(v, 0.50 + 0.16 * smoothstep(0.2, 0.8, cr) + 0.05 * slide.fine - 0.04, inn)
    v = v - on * 0.34 * (torch.exp(-((dm / 0.018) ** 2)) + 0.5 * torch.exp(-(((dm + 0.035) / 0.014) ** 2)))
    Vv = Voronoi(x * 7, y * 7, slide.seed + 4, 0.95)
    rv = 0.16 + 0.18 * Vv.hash(3.0)
    onv = (Vv.hash(20.0) < rand.uniform(0.1, 0.6)).float() * cy * (1 - inn) * smoothstep(0.05, 0.1, V0.border)
    v = (
        v
        - onv * 0.28 * torch.exp(-(((Vv.f1 - rv) / 0.05) ** 2))
        + onv * smoothstep(rv, rv - 0.05, Vv.f1) * (0.12 - 0.36 * (Vv.hash(6.0) < 0.3).float())
    )
    er = (
        torch.exp(
            -(
                ((torch.sin((d + 0.05 * slide.mid + 0.04 * slide.wx) * rand.uniform(70, 110)) + 0.75) / 0.25)
                ** 2
            )
        )
        * cy
        * (1 - inn)
        * smoothstep(0.05, 0.12, d)
        * smoothstep(0.45, 0.2, d)
        * rand.flag(0.7)
    )
    v = v - 0.26 * er - 0.34 * mem - 0.34 * env * (V0.border > 0.06).float()
    ext = smoothstep(0.03, 0.0, V0.border)
    v = mix(v, 0.78 + 0.03 * slide.fine, ext * 0.7)
    v = (v + 0.05 * slide.lo).clamp(0, 1)
    v = ((v - 0.5) * rand.uniform(1.0, 1.5) + 0.5).clamp(1e-3, 1)
    tint = slide.dye(
        [
            [1.0, 1.0, 1.0],
            [1.0, 1.0, 1.0],
            [1.0, 0.97, 0.9],
            [0.93, 0.97, 1.0],
            [0.75, 0.95, 0.85],
            [1.0, 0.85, 0.65],
        ],
        0.01,
    )
    fc = rand.flag(0.18)[:, None]
    hot = torch.stack([v**0.8, v**1.5, v**0.9 * 0.8 + 0.15 * (1 - v)], 1).clamp(0, 1)
    return mix(v[:, None] * tint, hot, fc).clamp(0, 1)


def draw_egg(batch, size, device, generator):
    """one large cell: zona / membrane, cytoplasm, big nucleus — the portrait of a cell"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    cx, cy = rand.normal(0, 0.08), rand.normal(0, 0.08)
    x, y = slide.gx - cx, slide.gy - cy
    th = torch.atan2(y, x)
    r0 = rand.uniform(0.55, 0.85)
    rr = length(x, y) * (
        1
        + 0.04 * torch.sin(th * 2 + rand.uniform(0, 6))
        + 0.03 * torch.sin(th * 3 + rand.uniform(0, 6))
        + 0.02 * slide.wx
    )
    d = rr - r0
    gap = rand.uniform(0.02, 0.10)
    zt = rand.uniform(0.02, 0.14)
    cell = smoothstep(0.012, -0.012, d)
    zona = smoothstep(0.01, -0.01, (d - gap - zt / 2).abs() - zt / 2)
    dark = rand.flag(0.45)
    nx, ny = rand.normal(0, 0.17), rand.normal(0, 0.17)
    nr = r0 * rand.uniform(0.22, 0.45)
    nd = length(x - nx, y - ny) - nr + 0.02 * slide.mid
    nuc = smoothstep(0.012, -0.012, nd)
    nol = smoothstep(0.01, -0.01, length(x - nx - nr * 0.25, y - ny) - nr * rand.uniform(0.18, 0.35))
    f = rand.uniform(5, 12)
    voronoi = Voronoi(slide.x * f + slide.wx, slide.y * f + slide.wy, slide.seed, 1.0)
    pr = 0.15 + 0.3 * voronoi.hash(3.0)
    vac = smoothstep(0.06, -0.06, voronoi.f1 - pr) * cell * (1 - nuc)
    vr = torch.exp(-(((voronoi.f1 - pr) / 0.07) ** 2)) * cell * (1 - nuc)
    V2 = Voronoi(slide.x * f * 3.1, slide.y * f * 3.1, slide.seed + 3, 1.0)
    gr = torch.exp(-((V2.f1 / 0.3) ** 2)) * cell * (1 - 0.8 * nuc)
    cyt = cell * (0.55 + 0.3 * slide.mid + 0.15 * slide.fine + 0.45 * (1 - (-d / r0).clamp(0, 1)))
    crona = Voronoi(slide.x * 4.5 + slide.wx * 0.6, slide.y * 4.5 + slide.wy * 0.6, slide.seed + 6, 0.9)
    cc = smoothstep(0.03, -0.03, crona.f1 - 0.42) * smoothstep(-0.0, 0.04, d - gap - zt)
    ccn = smoothstep(0.05, -0.03, crona.f1 - 0.17) * smoothstep(-0.0, 0.04, d - gap - zt)
    cor = rand.flag(0.5)
    edge = torch.exp(-((d / 0.016) ** 2))
    nedge = torch.exp(-((nd / 0.014) ** 2))
    cil = rand.flag(0.3)
    ci = (
        (0.5 + 0.5 * torch.cos(th * rand.integer(60, 120) + 6 * slide.wx))
        * smoothstep(0.13, 0.0, (d - gap * 0).abs())
        * (d > 0).float()
        * cil
    )
    c1 = slide.dye(
        [
            [0.85, 0.62, 0.72],
            [0.70, 0.80, 0.60],
            [0.78, 0.70, 0.52],
            [0.62, 0.74, 0.86],
            [0.86, 0.70, 0.46],
            [0.75, 0.60, 0.80],
        ]
    )
    c2 = slide.dye(PURP + [[0.20, 0.34, 0.20], [0.45, 0.20, 0.12], [0.14, 0.28, 0.46]])
    c3 = slide.dye([[0.88, 0.80, 0.86], [0.84, 0.88, 0.80], [0.9, 0.86, 0.76], [0.8, 0.86, 0.92]])
    bright = absorb(
        [
            ((cyt * 0.9 + 0.5 * vr - 0.3 * vac).clamp_min(0), c1),
            (
                nuc * (0.55 + 0.35 * slide.fine + 0.2 * slide.mid)
                + nol * nuc * 0.9
                + nedge * cell * 0.5
                + gr * rand.uniform(0.05, 0.5)
                + edge * 0.5,
                c2,
            ),
            (zona * 0.7 + 0.12 + 0.08 * slide.mid + cc * cor * 0.9 + ci * 0.8, c3),
            (ccn * cor * 0.9, c2),
        ]
    )
    p1 = slide.dye([[0.1, 0.9, 0.3], [0.1, 0.8, 0.9], [0.9, 0.3, 0.8], [0.95, 0.6, 0.1]])
    p2 = slide.dye([[0.15, 0.3, 1.0], [0.9, 0.15, 0.2], [0.3, 0.2, 1.0], [0.9, 0.9, 1.0]])
    I = (
        p1
        * (0.35 * cyt + 0.55 * edge + 0.5 * vr * 0.6 + 0.3 * gr + 0.25 * zona + ci * 0.5 + cor * (0.25 * cc))[
            :, None
        ]
        + p2 * (nuc * (0.8 + 0.35 * slide.fine) + ccn * cor * 0.8 + nol * nuc * 0.3)[:, None]
    )
    I = I + blur(I, size * 0.03) * 0.3
    fl = 1 - torch.exp(-I * 1.7)
    return mix(bright, fl, dark[:, None])


def draw_plant(batch, size, device, generator):
    """plant tissue / diatom-like lattices: thick walls, chloroplasts"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    f = rand.uniform(1.4, 3.6)
    an = rand.uniform(1.0, 2.6)
    voronoi = Voronoi(
        slide.x * f * an**0.5 + slide.wx * 0.35,
        slide.y * f / an**0.5 + slide.wy * 0.35,
        slide.seed,
        rand.uniform(0.45, 0.85),
    )
    w = rand.uniform(0.03, 0.09)
    wall = smoothstep(w, w * 0.6, voronoi.border)
    inner = torch.exp(-(((voronoi.border - w * 1.7) / (w * 0.5)) ** 2))
    Vc = Voronoi(slide.x * f * 6, slide.y * f * 6, slide.seed + 2, 0.9)
    on = (
        (Vc.hash(3.0) < rand.uniform(0.1, 0.8)).float()
        * smoothstep(w * 1.4, w * 2.2, voronoi.border)
        * (voronoi.border < rand.uniform(0.15, 0.6)).float()
    )
    ch = smoothstep(0.36, 0.26, Vc.f1 + 0.03 * slide.mid) * on
    d, lx, ly, rad = nuclei(slide, voronoi, 0.11, off=0.6)
    nuc = smoothstep(0.02, -0.02, d) * rand.flag(0.6) * smoothstep(w, w * 2, voronoi.border)
    cw = slide.dye(
        [
            [0.55, 0.70, 0.35],
            [0.75, 0.45, 0.45],
            [0.45, 0.60, 0.70],
            [0.70, 0.62, 0.35],
            [0.60, 0.40, 0.60],
            [0.40, 0.65, 0.55],
        ]
    )
    cc = slide.dye([[0.30, 0.58, 0.20], [0.42, 0.62, 0.16], [0.70, 0.35, 0.25], [0.25, 0.5, 0.35]])
    cn = slide.dye(PURP + [[0.50, 0.25, 0.10]])
    cb = slide.dye([[0.92, 0.94, 0.80], [0.95, 0.88, 0.88], [0.86, 0.92, 0.96], [0.95, 0.92, 0.78]])
    return stained(
        slide,
        [
            (wall * (1.0 + 0.3 * slide.fine) + inner * 0.35 + 0.12 * voronoi.hash(5.0), cw),
            (ch * (0.9 + 0.3 * slide.fine), cc),
            (nuc * 1.0, cn),
            (0.5 + 0.2 * slide.mid + 0.2 * slide.lo, cb),
        ],
    )


def draw_neuron(batch, size, device, generator):
    """branching cells, neurons / fibroblasts, silver stain or fluorescence"""
    slide = Slide(batch, size, device, generator)
    rand = slide.rand
    rand_rgb = slide.rand_rgb
    I = torch.zeros(batch, size, size, device=device)
    soma = I.clone()
    nuc = I.clone()
    for i in range(3):
        cx, cy, r = rand.uniform(-0.75, 0.75), rand.uniform(-0.75, 0.75), rand.uniform(0.10, 0.22)
        g = rand.flag(0.95 if i == 0 else 0.6)
        x, y = slide.gx - cx + 0.05 * slide.wx, slide.gy - cy + 0.05 * slide.wy
        rr = length(x, y)
        th = torch.atan2(y, x)
        k = rand.integer(3, 8)
        ph = rand.uniform(0, 6.28)
        curl = rand.normal(0, 1.2)
        t = (th + ph + curl * rr + 0.7 * slide.lo * rr) / 6.28318 * k
        id_ = torch.floor(t)
        sa = (t - id_ - 0.5) * 6.28318 / k * rr
        hh = hash2(torch.remainder(id_, k), id_ * 0, 3.0 + i, slide.seed)
        wdt = (0.055 * torch.exp(-rr * 2.2) + 0.008) * (1 + 0.5 * slide.mid * 0.5)
        sa = sa + (hh - 0.5) * 0.4 * rr + 0.05 * torch.sin(rr * 9 + hh * 20) * rr
        br = torch.exp(-((sa / wdt) ** 2)) * smoothstep(1.5 * (0.4 + hh), 0.2, rr)
        s2 = sa.abs() - (rr - 0.35).clamp_min(0) * 0.35
        br = torch.maximum(
            br,
            torch.exp(-((s2 / (wdt * 0.8)) ** 2))
            * smoothstep(1.3 * (0.4 + hh), 0.3, rr)
            * (rr > 0.3).float(),
        )
        so = smoothstep(0.03, -0.03, rr - r * (1 + 0.25 * torch.cos(th * k + ph * k)))
        I = torch.maximum(I, torch.maximum(br, so) * g)
        soma = torch.maximum(soma, so * g)
        nuc = torch.maximum(nuc, smoothstep(0.015, -0.015, length(x - 0.02, y) - r * 0.42) * g)
    voronoi = Voronoi(slide.x * 5 + slide.wx * 2, slide.y * 5 + slide.wy * 2, slide.seed, 0.95)
    d, *_ = nuclei(slide, voronoi, 0.16)
    bgn = smoothstep(0.04, -0.04, d) * (voronoi.hash(20.0) < 0.35).float() * (1 - soma)
    spine = Voronoi(slide.x * 22, slide.y * 22, slide.seed + 1, 1.0)
    I = I + 0.25 * torch.exp(-((spine.f1 / 0.35) ** 2)) * I
    st = slide.dye([[0.22, 0.12, 0.06], [0.12, 0.10, 0.10], [0.25, 0.12, 0.35], [0.10, 0.20, 0.40]])
    bg = slide.dye([[0.93, 0.82, 0.58], [0.95, 0.90, 0.78], [0.86, 0.86, 0.90], [0.94, 0.80, 0.80]])
    bright = absorb(
        [
            (I * (1.0 + 0.3 * slide.fine) * rand.uniform(0.8, 1.5) + 0.6 * nuc + bgn * 0.35, st),
            (0.6 + 0.3 * slide.mid + 0.3 * slide.lo, bg),
        ]
    )
    p1 = slide.dye([[0.1, 0.95, 0.3], [1.0, 0.25, 0.2], [0.1, 0.8, 0.95], [0.95, 0.8, 0.15], [0.9, 0.3, 0.9]])
    p2 = slide.dye([[0.15, 0.3, 1.0], [0.3, 0.2, 0.95], [0.9, 0.2, 0.5]])
    E = (
        p1 * (I * (0.75 + 0.3 * slide.fine) * (1 - 0.6 * nuc))[:, None]
        + p2 * (nuc * 1.0 + bgn * 0.8)[:, None]
        + p1 * (0.03 * (1 + slide.mid))[:, None]
    )
    E = E + blur(E, size * 0.025) * 0.5
    return mix(bright, 1 - torch.exp(-E * 1.7), rand_rgb.flag(0.6))


TEMPLATES = [
    draw_tissue,
    draw_gland,
    draw_fluorescence,
    draw_phase_contrast,
    draw_blood,
    draw_electron_microscopy,
    draw_egg,
    draw_plant,
    draw_neuron,
]
WEIGHTS = [1.2, 0.9, 1.4, 1.0, 1.0, 1.0, 1.6, 0.8, 0.9]


def render_cells(batch, res, device="cpu", generator=None, which=None):
    k = (
        torch.multinomial(torch.tensor(WEIGHTS), 1, generator=generator if device == "cpu" else None).item()
        if which is None
        else which
    )
    size = res
    img = TEMPLATES[k](batch, size, device, generator).clamp(0, 1)
    rand = Parameters(batch, device, generator)
    rand_rgb = Parameters(batch, device, generator, 3)
    gx, gy = pixel_grid(size, size, device)
    # depth of field: a tilted focal plane plus slight global defocus
    t = (
        (
            gx * rand.normal(0, 0.5)
            + gy * rand.normal(0, 0.5)
            + 0.5 * value_noise(rand, size, size, 3) * rand.uniform(0, 1)
        ).abs()
        * rand.uniform(0, 1.4)
    ).clamp(0, 1)[:, None]
    img = depth_blur(img, size * 0.0015, size * 0.014, t)
    # lateral chromatic aberration
    ca = rand_rgb.normal(0, 0.006)
    base = torch.stack([gx, -gy], -1).expand(batch, size, size, 2)
    c_ = (1 + ca).view(batch, 1, 1, 1)
    r_ = F.grid_sample(img[:, :1], base * c_, padding_mode="border", align_corners=False)
    b_ = F.grid_sample(img[:, 2:], base / c_, padding_mode="border", align_corners=False)
    img = torch.cat([r_, img[:, 1:2], b_], 1)
    # uneven illumination and the round field stop of the eyepiece
    img = (
        img
        * (
            1
            - rand.uniform(0, 0.45)
            * ((gx - rand.normal(0, 0.4)) ** 2 + (gy - rand.normal(0, 0.4)) ** 2)
            * 0.5
        )[:, None]
    )
    rr = length(gx - rand.normal(0, 0.03), gy - rand.normal(0, 0.03))
    stop = smoothstep(0.03, -0.03, rr - rand.uniform(0.90, 1.02))
    img = mix(img, img * stop[:, None] + 0.015, rand_rgb.flag(0.20))
    dust = Voronoi(gx * 3 + 0 * rand.uniform(), gy * 3 + 0 * rand.uniform(), rand.uniform(0, 99), 1.0)
    img = img * (
        1
        - 0.25 * (smoothstep(0.06, 0.02, dust.f1) * (dust.hash(3.0) < 0.12).float() * rand.flag(0.4))[:, None]
    )
    return archival_finish(rand_rgb, img, mono=0.10, sepia=0.06, grain=0.03, vign=0.35)
