"""Portraits of people who do not exist. Every picture is computed from random proportions; no photograph is
involved."""

from typing import NamedTuple, Optional

import torch
import torch.nn.functional as F

from .canvas import (
    Parameters,
    Texture,
    archival_finish,
    blur,
    length,
    luminance,
    mix,
    pixel_grid,
    rotate,
    segment_distance,
    smoothstep,
    value_noise,
)
from .head import Head, ellipsoid, head_distance, landmarks, rotation, to_camera, to_head

SKIN = [
    [0.93, 0.76, 0.66],
    [0.90, 0.70, 0.58],
    [0.84, 0.62, 0.50],
    [0.78, 0.55, 0.42],
    [0.68, 0.46, 0.33],
    [0.56, 0.37, 0.26],
    [0.45, 0.29, 0.20],
    [0.36, 0.23, 0.17],
    [0.95, 0.80, 0.72],
    [0.82, 0.66, 0.50],
]
HAIR = [
    [0.05, 0.04, 0.035],
    [0.10, 0.07, 0.05],
    [0.20, 0.12, 0.07],
    [0.33, 0.20, 0.11],
    [0.50, 0.34, 0.18],
    [0.72, 0.56, 0.33],
    [0.42, 0.17, 0.08],
    [0.55, 0.54, 0.53],
    [0.80, 0.79, 0.77],
]
HAIR_WEIGHTS = [3, 3, 3, 2.5, 1.5, 1.3, 0.9, 1.0, 0.8]
IRIS = [
    [0.25, 0.14, 0.07],
    [0.18, 0.10, 0.06],
    [0.36, 0.24, 0.12],
    [0.22, 0.36, 0.46],
    [0.34, 0.48, 0.58],
    [0.28, 0.38, 0.22],
    [0.40, 0.42, 0.40],
]
CLOTH = [
    [0.08, 0.08, 0.1],
    [0.85, 0.84, 0.82],
    [0.15, 0.18, 0.3],
    [0.45, 0.12, 0.12],
    [0.2, 0.3, 0.2],
    [0.5, 0.45, 0.38],
    [0.3, 0.3, 0.33],
    [0.62, 0.55, 0.3],
    [0.1, 0.3, 0.35],
]


class Known(NamedTuple):
    landmarks: torch.Tensor
    yaw: torch.Tensor
    pitch: torch.Tensor


def project(points, turn, distance, scale, centre_x, centre_y, pivot):
    """Points of head space to the picture, [n, points, 2] in -1..1, x right and y down."""
    seen = []
    for point in points:
        x, y, z = to_camera(turn, [point[i] - pivot[i] for i in range(3)])
        x, y, z = x + pivot[0], y + pivot[1] + 0.15, z + pivot[2]
        depth = (distance - z) * scale / distance
        seen.append(torch.stack([x / depth + centre_x, -(y / depth + centre_y)], -1).view(-1, 2))
    return torch.stack(seen, 1)


class Faces(NamedTuple):
    """Pictures [n, 3, size, size] in 0..1, the hybrids with the references if there were any, and what is known of
    each face: landmarks [n, 6, 2] in -1..1 (x right, y down, order as in head.landmarks), yaw and pitch [n].
    """

    pictures: torch.Tensor
    hybrids: Optional[torch.Tensor]
    landmarks: torch.Tensor
    yaw: torch.Tensor
    pitch: torch.Tensor


def render_faces(batch, res, device="cpu", generator=None, ref=None, metal=None, whole=True):
    """Heads cone-marched at half resolution, refined at full, then textured and lit. Where references
    [n, 3, h, w] in 0..1 are given the same heads are made of them too: as metal (1) or as tissue (0) [n]; `whole`ly, or as far as a front, a half or a mask.
    """
    rand = Parameters(batch, device, generator)
    rand_rgb = Parameters(batch, device, generator, 3)
    head = Head(rand)
    head.any_glass = bool((head.glasses > 0).any())
    uniform, normal, flag = rand.uniform, rand.normal, rand.flag
    yaw = normal(0, 0.30) * (1 + 0.4 * flag(0.2))
    pitch = normal(0, 0.11)
    roll = normal(0, 0.07)
    M = rotation(yaw, pitch, roll)
    Mb = rotation(yaw * 0.35, pitch * 0.2, roll * 0.2)
    D = uniform(4.5, 7.5)
    cx, cy = normal(0, 0.05), normal(0.02, 0.05)
    scale = 1 / (0.80 + normal(0, 0.045))  # world half-extent of frame at head
    scale = scale * 0.83
    piv = [0.0, -0.75, -0.3]  # head turns about the neck

    def rays(hh, ww):
        gx, gy = pixel_grid(hh, ww, device)
        dx, dy = (gx - cx) * scale / D, (gy - cy) * scale / D
        inv = 1 / torch.sqrt(dx * dx + dy * dy + 1)
        d = [dx * inv, dy * inv, -inv]
        o = [torch.zeros_like(D) + 0.0, torch.zeros_like(D) - 0.15, D]
        oh = to_head(M, [o[0] - piv[0], o[1] - piv[1], o[2] - piv[2]])
        oh = [oh[i] + piv[i] for i in range(3)]
        ob = to_head(Mb, o)
        return oh, to_head(M, d), ob, to_head(Mb, d)

    def at(r, t):
        return [r[0][i] + r[1][i] * t for i in range(3)], [r[2][i] + r[3][i] * t for i in range(3)]

    far = D + 1.6
    lo = max(16, res // 2)
    r = rays(lo, lo)
    t = (D - 1.35).expand(batch, lo, lo).clone()
    px_lo = 2 * 1.35 / lo / 1.0
    for _ in range(20):
        d = head_distance(head, *at(r, t))
        t = torch.minimum(t + (d - px_lo * 0.35).clamp_min(-0.02) * 0.92, far)
    tm = -F.max_pool2d(-t[:, None], 3, 1, 1)
    t = F.interpolate(tm, size=(res, res), mode="nearest")[:, 0]
    t = t - px_lo * 0.5
    r = rays(res, res)
    for k in range(10):
        d = head_distance(head, *at(r, t))
        t = torch.minimum(t + d * 0.93, far)
    p, pb = at(r, t)
    d0, sk, eye, hr, bo, sp = head_distance(head, p, pb, True)
    hit = smoothstep(0.10, 0.03, d0) * (t < far - 0.01).float()
    # normals by forward differences in camera space directions
    e = 0.006
    grads = []
    for v in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]):
        v = [torch.full_like(D, c) * e for c in v]
        vh, vb = to_head(M, v), to_head(Mb, v)
        grads.append(
            head_distance(head, [p[i] + vh[i] for i in range(3)], [pb[i] + vb[i] for i in range(3)]) - d0
        )
    il = torch.rsqrt(grads[0] ** 2 + grads[1] ** 2 + grads[2] ** 2 + 1e-12)
    N = [g * il for g in grads]  # camera space
    # ---- lighting set-up (camera space)
    az = normal(0, 0.9)
    el = uniform(0.05, 1.15)
    L = [az.sin() * el.cos(), el.sin(), az.cos().abs() * el.cos() + 0.15]
    il = torch.rsqrt(L[0] ** 2 + L[1] ** 2 + L[2] ** 2)
    L = [c * il for c in L]
    # ---- AO and soft shadow at half resolution
    h2 = max(16, res // 2)

    def dn(a):
        return F.avg_pool2d(a[:, None], res // h2)[:, 0] if res > h2 else a

    pl, pbl, Nl = [dn(c) for c in p], [dn(c) for c in pb], [dn(c) for c in N]

    def off(v, s_):
        vh, vb = to_head(M, v), to_head(Mb, v)
        return [pl[i] + vh[i] * s_ for i in range(3)], [pbl[i] + vb[i] * s_ for i in range(3)]

    ao = 0
    for s_, wgt in ((0.07, 1.0), (0.22, 0.55)):
        ao = ao + wgt * ((s_ - head_distance(head, *off(Nl, s_))) / s_).clamp(0, 1)
    ao = (1 - 0.75 * ao).clamp(0.12, 1)
    sh = torch.ones_like(ao)
    ts = torch.full_like(ao, 0.07)
    for _ in range(6):
        q, qb = off(L, ts)
        nv, nb_ = to_head(M, Nl), to_head(Mb, Nl)
        dd = head_distance(
            head, [q[i] + nv[i] * 0.03 for i in range(3)], [qb[i] + nb_[i] * 0.03 for i in range(3)]
        )
        sh = torch.minimum(sh, (7 * dd / ts))
        ts = ts + dd.clamp(0.06, 0.3)
    sh = sh.clamp(0, 1)
    sh = sh * sh * (3 - 2 * sh)

    def up(a):
        return F.interpolate(a[:, None], size=(res, res), mode="bilinear", align_corners=False)[:, 0]

    ao, sh = up(ao), up(sh)
    # ---- materials
    x, y, z = p
    ax = x.abs()
    tex = Texture(rand, 96)
    th = torch.atan2(x, z + 0.3)
    tu, tv = th * 0.32, y * 0.32
    mott = tex.fbm(tu, tv, 0.5, 3)
    fine = tex.fbm(tu + 0.5, tv, 2.2, 2)

    def c3(c):
        return c[:, :, None, None]

    skin = rand.colour(SKIN, 0.025).clone()

    def channels(m):
        return m[:, None]

    base = skin * (
        1
        + 0.05 * channels(mott) * rand_rgb.uniform(0.4, 1.6)
        + 0.035 * channels(fine) * rand_rgb.uniform(0.2, 1.6)
    )
    red = torch.exp(-(((ax - 0.38) / 0.2) ** 2) - ((y + 0.28) / 0.17) ** 2) * (z > 0).float() * uniform(
        0, 1
    ) + torch.exp(-((x / 0.12) ** 2) - ((y - head.nose_y) / 0.1) ** 2) * (z > 0.5).float() * uniform(0.1, 0.9)
    redc = torch.tensor([1.04, 0.86, 0.84], device=device).view(1, 3, 1, 1)
    base = base * (1 - channels(red) * 0.55 * (1 - redc))
    frk = (
        smoothstep(0.35, 0.6, tex(tu * 9, tv * 9 + 0.3, 0.45))
        * flag(0.18)
        * (z > 0.1).float()
        * smoothstep(-0.75, -0.1, y)
    )
    base = base * (1 - 0.22 * channels(frk) * torch.tensor([0.6, 1.0, 1.2], device=device).view(1, 3, 1, 1))
    # under-eye darkness, crow feet, folds
    qx, qy = ax - head.eye_x, y - head.eye_y
    ue = torch.exp(-((qx / 0.13) ** 2) - ((qy + 0.095) / 0.045) ** 2) * (z > 0.2).float()
    base = base * (
        1
        - channels(ue * (0.06 + 0.20 * head.age * uniform(0.2, 1.2)))
        * torch.tensor([0.8, 1.0, 0.9], device=device).view(1, 3, 1, 1)
    )
    front = (z > 0.05).float()
    fold = (
        torch.exp(
            -(
                (
                    segment_distance(
                        ax,
                        y,
                        head.nostril_x + 0.05,
                        head.nose_y + 0.0,
                        head.mouth_w + 0.075,
                        head.mouth_y + 0.09 + 0.05 * head.smile,
                    )
                    / (0.02 + 0.014 * head.age)
                )
                ** 2
            )
        )
        * front
    )
    fw = 0.5 + 0.5 * torch.sin((y - 0.05 * torch.cos(ax * 4) + 0.015 * mott) * uniform(52, 75))
    fwm = (
        smoothstep(0.24, 0.32, y)
        * smoothstep(0.62, 0.5, y)
        * smoothstep(0.42, 0.15, ax)
        * front
        * head.age**2
        * uniform(0, 1)
    )
    base = (
        base
        * (
            1
            - channels(fold)
            * (0.04 + 0.16 * head.age.unsqueeze(1) + 0.08 * head.smile.clamp(0, 1).unsqueeze(1))
        )
        * (1 - channels(fwm * (1 - fw) * 0.16))
    )
    # brows
    by = 0.185 + normal(0, 0.02) + head.eye_y + normal(0, 0.025) * 1.0
    bt = qx / 0.19
    bc = by - 0.035 * bt * bt * uniform(0.6, 2.2) + normal(0, 0.018) * bt
    hair_c = rand.colour(HAIR, 0.015, HAIR_WEIGHTS)
    grey = smoothstep(0.75, 1.0, head.age).unsqueeze(1) * rand_rgb.flag(0.7)
    hair_c = mix(hair_c, torch.full_like(hair_c, 0.62) + 0.1 * rand_rgb.normal(0, 1), grey * 0.85)
    bthick = (0.030 + normal(0, 0.007) - 0.006 * head.feminine) * (1.05 - 0.55 * bt.clamp(-1, 1.2)).clamp(
        0.25, 1.2
    )
    bm = (
        smoothstep(1.0, 0.35, (y - bc).abs() / bthick)
        * smoothstep(1.08, 0.8, bt.abs())
        * front
        * (0.62 + 0.38 * fine).clamp(0, 1)
        * uniform(0.7, 1)
    )
    brow_c = hair_c * 0.7 + skin * 0.06
    base = mix(base, brow_c, channels(bm.clamp(0, 1)))
    # beard
    jaw = smoothstep(-0.50, -0.80, y + 0.10 * smoothstep(0.25, 0.5, ax)) * smoothstep(
        -0.05, 0.25, z
    ) + smoothstep(0.38, 0.52, ax) * smoothstep(-0.2, -0.45, y) * smoothstep(-0.1, 0.1, z)
    mouthd = length(x / (head.mouth_w * 1.15), (y - head.mouth_y) / 0.10)
    jaw = jaw * smoothstep(0.85, 1.25, mouthd)
    mus = (
        torch.exp(-(((y - (head.mouth_y + 0.135 - 0.35 * ax * ax)) / 0.045) ** 2))
        * smoothstep(0.27, 0.18, ax)
        * front
    )
    bd = (
        (jaw.clamp(0, 1) * head.beard + mus * head.moustache).clamp(0, 1)
        * smoothstep(-0.55, 0.15, fine + 0.5 * tex(tu * 6, tv * 6) + head.beard * 0.5 - 0.05)
        * (y < 0.1).float()
    )
    base = mix(base, hair_c * 0.85 + skin * 0.05, channels(bd * 0.9))
    # lips
    xs_ = x + head.skew_x * y
    axs = xs_.abs()
    yc = y - head.mouth_y - head.smile * axs * axs * 1.1 + 0.01
    lu = ellipsoid(
        xs_,
        yc - head.upper_lip * 0.62 - head.mouth_open * 0.5,
        z - head.mouth_z,
        head.mouth_w * 1.0,
        head.upper_lip * 0.9,
        0.11,
    )
    ll = ellipsoid(
        xs_,
        yc + head.lower_lip * 0.72 + head.mouth_open * 0.9,
        z - head.mouth_z,
        head.mouth_w * 0.86,
        head.lower_lip * 0.95,
        0.115,
    )
    lm = smoothstep(0.018, -0.012, torch.minimum(lu, ll)) * front
    lipc = mix(
        skin * torch.tensor([0.86, 0.62, 0.60], device=device).view(1, 3, 1, 1),
        torch.tensor([0.62, 0.12, 0.14], device=device).view(1, 3, 1, 1) * rand_rgb.uniform(0.6, 1.2),
        (head.feminine.unsqueeze(1) * rand_rgb.flag(0.45) * rand_rgb.uniform(0.3, 0.9)),
    )
    base = mix(base, lipc, channels(lm) * rand_rgb.uniform(0.55, 0.95))
    line = (
        torch.exp(-(((yc + head.mouth_open * 0.25) / (0.011 + head.mouth_open * 0.3)) ** 2))
        * smoothstep(head.mouth_w * 0.98, head.mouth_w * 0.8, axs)
        * front
    )
    base = base * (1 - 0.65 * channels(line * (head.mouth_open < 0.012).float()))
    cav = ellipsoid(
        xs_,
        yc + head.mouth_open * 0.25,
        z - head.mouth_z - 0.05,
        head.mouth_w * 1.0,
        0.010 + head.mouth_open,
        0.2,
    )
    cm = smoothstep(0.02, -0.004, cav) * (head.mouth_open > 0.012).float() * front
    cavc = torch.tensor([0.22, 0.05, 0.05], device=device).view(1, 3, 1, 1)
    gap = 0.75 + 0.25 * smoothstep(0.0, 0.012, (((xs_ / 0.052) - torch.round(xs_ / 0.052)).abs() * 0.052))
    teeth = (
        smoothstep(-0.022, -0.005, yc - 0.0 - head.mouth_open * 0.1)
        * smoothstep(head.mouth_w * 0.95, head.mouth_w * 0.6, axs)
        * (flag(0.75))
    )
    base = mix(
        base,
        mix(
            cavc.expand(batch, 3, res, res),
            torch.tensor([0.85, 0.80, 0.70], device=device).view(1, 3, 1, 1) * channels(gap),
            channels(teeth),
        ),
        channels(cm),
    )
    # lash line
    al = head.almond(qx, qy)
    lash = torch.exp(-((al / 0.011) ** 2)) * smoothstep(-0.06, 0.05, qy + 0.03) * front * (z > 0.35).float()
    lid_sh = (
        torch.exp(-(((al + 0.045) / 0.02) ** 2))
        * (qy > 0).float()
        * front
        * (z > 0.35).float()
        * uniform(0.05, 0.5)
        * head.feminine
    )
    base = base * (1 - channels(lash * 0.8))
    base = base * (1 - 0.5 * channels(lid_sh))
    # eyes
    sgn = torch.where(x > 0, 1.0, -1.0)
    nx, ny_, nz_ = (
        (x - sgn * head.eye_x) / head.eye_r,
        (y - head.eye_y) / head.eye_r,
        (z - head.eye_z) / head.eye_r,
    )
    gx_, gy_ = head.gaze_x - yaw * 0.55, head.gaze_y - pitch * 0.4
    gz = torch.rsqrt(gx_**2 + gy_**2 + 1)
    cosg = (nx * gx_ + ny_ * gy_ + nz_) * gz
    rad = torch.acos(cosg.clamp(-1, 1))
    ir = 0.46 + normal(0, 0.02)
    pr = uniform(0.14, 0.26)
    eyec = rand.colour(IRIS, 0.03)
    ang = torch.atan2(ny_ - gy_, nx - gx_)
    spoke = 0.75 + 0.5 * tex(ang * 0.5, rad * 0.6, 1.0)
    irc = eyec * 1.35 * channels(spoke * (0.55 + 0.75 * smoothstep(0.1, ir * 0.9, rad)))
    irc = irc * (1 - 0.75 * channels(smoothstep(ir * 0.82, ir, rad)))
    scl = torch.tensor([0.86, 0.83, 0.80], device=device).view(1, 3, 1, 1) * (
        1
        - 0.25
        * channels(smoothstep(0.5, 1.1, rad))
        * torch.tensor([0.35, 1.0, 1.0], device=device).view(1, 3, 1, 1)
    )
    ec = mix(irc, scl, channels(smoothstep(ir - 0.03, ir + 0.03, rad)))
    ec = mix(torch.full_like(ec, 0.015), ec, channels(smoothstep(pr - 0.03, pr + 0.03, rad)))
    ec = ec * (0.35 + 0.65 * channels(smoothstep(-0.002, 0.035, al)))
    # hair colour
    pth = torch.atan2(x - head.parting * 0.8, z * 0.55 + 0.55 * (y - 0.2).clamp_min(0) + 0.35)
    wv = 0.035 * torch.sin(y * 7 + pth * 2) * head.wave_depth * 25
    hs = (
        tex(pth * 0.30 + wv, y * 0.028 + pth * 0.03, 1.0) * 0.8
        + 0.65 * tex(pth * 0.75 + wv * 2, y * 0.05, 1.0)
        + 0.35 * tex(pth * 0.07, y * 0.02, 1.0)
    )
    hcurl = tex.fbm(x * 0.16, y * 0.16 + z * 0.08, 1.0, 3)
    hs = mix(hs, hcurl * 1.1, head.curly)
    hc = hair_c * (1 + 0.42 * channels(hs)).clamp_min(0.25)
    # cloth
    cc = rand.colour(CLOTH, 0.05)
    weave = 0.06 * torch.sin(pb[0] * uniform(20, 70)) * torch.sin(pb[1] * uniform(20, 70)) + 0.10 * tex(
        pb[0] * 0.4, pb[1] * 0.4
    )
    stripe = (torch.sin(pb[0] * uniform(8, 30) + pb[1] * normal(0, 10)) > 0.4).float() * flag(0.2)
    clo = cc * (1 + channels(weave)) * (1 - 0.4 * channels(stripe))
    neckln = pb[1] + 1.38 + 0.35 * torch.exp(-((pb[0] / 0.28) ** 2)) * uniform(-0.2, 1)  # neckline
    cloth_m = (bo < torch.minimum(sk, hr) + 0.0).float() * (neckln < 0).float()
    body_skin = (bo < torch.minimum(sk, hr)).float() * (1 - cloth_m)
    w_eye = (eye < torch.minimum(sk, torch.minimum(hr, sp))).float()
    w_hair = smoothstep(0.004, -0.004, hr - torch.minimum(torch.minimum(sk, bo), torch.minimum(eye, sp)))
    w_sp = (sp < torch.minimum(torch.minimum(sk, hr), eye)).float()
    base = base.clamp(0.01, 1)
    alb = mix(base, skin * (1 + 0.05 * channels(mott)), channels(body_skin))
    alb = mix(alb, clo, channels(cloth_m))
    alb = mix(alb, ec, channels(w_eye))
    alb = mix(alb, hc, channels(w_hair))
    gc = rand.colour([[0.04, 0.04, 0.05], [0.5, 0.42, 0.2], [0.5, 0.5, 0.55], [0.25, 0.1, 0.05]], 0.02)
    alb = mix(alb, gc.expand_as(alb), channels(w_sp)).clamp(0.004, 1)
    # bump from texture (pores, strands)
    bump = (
        0.0022 * fine * (1 - w_hair) * (1 - w_eye) * (1 - cloth_m) * uniform(0.2, 1.2)
        + 0.012 * hs * w_hair
        + 0.02 * weave * cloth_m * 3
        - 0.008 * fold * (0.3 + head.age)
        - 0.012 * fwm * (1 - fw)
        + 0.02 * bd * fine
    )
    gxx = F.pad(bump[:, None], (1, 1, 0, 0), mode="replicate")[:, 0]
    bx = (gxx[:, :, 2:] - gxx[:, :, :-2]) * res * 0.22
    gyy = F.pad(bump[:, None], (0, 0, 1, 1), mode="replicate")[:, 0]
    by_ = -(gyy[:, 2:] - gyy[:, :-2]) * res * 0.22

    def lim(a):
        return a.clamp(-0.6, 0.6)

    N0 = N
    N = [N[0] - lim(bx), N[1] - lim(by_), N[2]]
    il = torch.rsqrt(N[0] ** 2 + N[1] ** 2 + N[2] ** 2 + 1e-9)
    N = [c * il for c in N]
    # ---- shade
    ndl = N[0] * L[0] + N[1] * L[1] + N[2] * L[2]
    lit = ndl.clamp_min(0) * sh
    isk = (1 - w_hair) * (1 - w_eye) * (1 - cloth_m) * (1 - w_sp)
    wrap = ((ndl + 0.35) / 1.35).clamp_min(0) ** 1.5 * (0.35 + 0.65 * sh)
    sss = torch.stack([mix(lit, wrap, 0.65 * isk), mix(lit, wrap, 0.30 * isk), mix(lit, wrap, 0.22 * isk)], 1)
    V = [-c for c in to_camera(M, r[1])]
    Hh = [L[i] + V[i] for i in range(3)]
    il = torch.rsqrt(sum(c * c for c in Hh))
    Hh = [c * il for c in Hh]
    ndh = sum(N[i] * Hh[i] for i in range(3)).clamp(0, 1)
    ndv = sum(N[i] * V[i] for i in range(3)).clamp(0, 1)
    fres = 0.04 + 0.96 * (1 - ndv) ** 5
    oil = uniform(0.05, 0.35)
    spec = (
        isk * (ndh**18 * oil * 0.55 + ndh**60 * oil * 0.5 + lm * ndh**40 * 0.35)
        + w_eye * (ndh**220 * 2.8)
        + w_sp * ndh**60 * 1.2
    )
    anis = torch.sqrt((1 - (N[1] * 0.35 + Hh[1] * 0.4 + 0.12 * hs) ** 2).clamp(0, 1)) ** 24
    spec = spec + w_hair * anis * (0.06 + 0.22 * uniform(0, 1)) * (0.5 + 0.5 * ndl).clamp(0, 1)
    keyc = rand.colour(
        [[1.0, 0.95, 0.88], [1.0, 0.86, 0.7], [0.88, 0.94, 1.0], [1.0, 1.0, 1.0], [0.95, 1.0, 0.93]], 0.02
    ) * rand_rgb.uniform(0.85, 1.6)
    fillc = rand.colour(
        [[0.55, 0.62, 0.72], [0.4, 0.42, 0.46], [0.62, 0.55, 0.5], [0.25, 0.28, 0.34], [0.7, 0.7, 0.7]], 0.03
    ) * rand_rgb.uniform(0.35, 1.0)
    hemi = 0.5 + 0.5 * (N[1] * 0.6 + N[2] * 0.55)
    amb = fillc * channels(hemi * ao * (0.9 + 0.1 * ao))
    rim_dir = torch.where(L[0] > 0, -1.0, 1.0)
    rimc = (
        rand.colour([[0.8, 0.9, 1.0], [1.0, 0.8, 0.6], [1.0, 1.0, 1.0], [0.6, 0.8, 0.75]], 0.03)
        * rand_rgb.uniform(0, 0.9)
        * rand_rgb.flag(0.6)
    )
    rim = ((1 - ndv) ** 2.2 * (N[0] * rim_dir * 0.8 + N[1] * 0.3 + 0.15).clamp_min(0)) * 1.4
    col = (
        alb * alb**0.35 * (keyc * sss * channels(0.55 + 0.45 * ao) * 1.25 + amb)
        + keyc * channels(spec * (0.25 + 0.75 * sh) * ao)
        + rimc * channels(rim * ao) * (0.25 + 0.4 * alb)
        + channels(fres * 0.12 * ao) * fillc
    )
    # ---- background
    bgA = rand.colour(
        [
            [0.1, 0.1, 0.12],
            [0.35, 0.36, 0.38],
            [0.75, 0.74, 0.72],
            [0.2, 0.28, 0.35],
            [0.32, 0.2, 0.16],
            [0.15, 0.2, 0.14],
            [0.88, 0.88, 0.9],
            [0.03, 0.03, 0.035],
        ],
        0.04,
    )
    bgA = mix(luminance(bgA), bgA, 0.7)
    bgB = (bgA * rand_rgb.uniform(0.4, 1.5) + rand_rgb.normal(0, 0.06)).clamp(0, 1)
    gx, gy = pixel_grid(res, res, device)
    f = (
        0.5
        + 0.5 * (gx * normal(0, 0.5) + gy * normal(0.2, 0.5))
        + 0.28 * value_noise(rand, res, res, 3) * uniform(0, 1)
        + 0.18 * value_noise(rand, res, res, 6) * flag(0.4)
    )
    halo = torch.exp(
        -((gx - normal(0, 0.4)) ** 2 + (gy - normal(0.2, 0.4)) ** 2) / uniform(0.3, 1.6)
    ) * uniform(0, 0.5)
    bg = mix(bgA, bgB, channels(f.clamp(0, 1))) * (1 + channels(halo))
    col = mix(bg, col, channels(hit))
    ex = rand_rgb.uniform(0.75, 1.2)
    col = 1 - torch.exp(-col * ex * 1.45)
    col = col.clamp(1e-4, 1) ** (1 / 1.75)
    known = Known(project(landmarks(head), M, D, scale, cx, cy, piv), yaw.view(batch), pitch.view(batch))
    if ref is None:
        return Faces(archival_finish(rand_rgb, col), None, *known)
    mt = metal.view(batch, 1, 1)

    def samp(a, b):  # mirrored wrap
        q = torch.stack([a, -b], -1)
        q = (torch.remainder(q + 1, 4) - 2).abs() * -1 + 1
        return F.grid_sample(ref, q, padding_mode="border", align_corners=False)

    sc, ox, oy = uniform(0.75, 1.5), normal(0, 0.3), normal(0, 0.3)
    ra = uniform(0, 6.28) * flag(0.5)
    if whole:
        sc, ox, oy, ra = (
            sc * 0 + 0.95,
            ox * 0,
            oy * 0,
            ra * 0,
        )  # deterministic projection for translator pairs
    Nh = to_head(M, N0)
    wn = [c.abs() ** 4 + 1e-4 for c in Nh]
    ws_ = wn[0] + wn[1] + wn[2]

    def tri(x, y, z):
        (a1, b1), (a2, b2), (a3, b3) = rotate(x, y, ra), rotate(z, y, ra), rotate(x, z, ra)
        return (
            samp(a1 * sc + ox, b1 * sc + oy) * channels(wn[2])
            + samp(a2 * sc + ox, b2 * sc + oy) * channels(wn[0])
            + samp(a3 * sc + ox, b3 * sc + oy) * channels(wn[1])
        ) / channels(ws_)

    yb = torch.where(bo < torch.minimum(sk, hr), pb[1], y)
    tx = tri(x, yb, z)
    tl = luminance(tx)[:, 0]
    # where the new material has taken over: noise front, half face, or everything but eyes and mouth
    kind = rand.category(4, [0.45, 0.25, 0.2, 0.1]).view(batch, 1, 1)
    fr_ = tex.fbm(x * 0.07 + 0.2, y * 0.07 + z * 0.05, 1.0, 3)
    if whole:
        kind = kind * 0
    m1 = smoothstep(-0.03, 0.03, fr_ * 0.9 + normal(0.25, 0.25))
    m2 = smoothstep(
        -0.02,
        0.02,
        x * torch.where(uniform() < 0.5, -1.0, 1.0) + 0.10 * fr_ + normal(0, 0.08) + y * normal(0, 0.4),
    )
    m = torch.where(
        kind == 0, torch.ones_like(m1), torch.where(kind == 1, m2, torch.where(kind == 2, m1, 1 - m1))
    )
    seam = torch.exp(-(((m - 0.5) / 0.3) ** 2)) * (kind > 0).float()
    # features keep a ghost of the face: eyes, lip line, brows drawn into the material
    ghost = (
        (1 - 0.45 * bm * (1 - w_hair))
        * (1 - 0.30 * lm)
        * (1 - 0.6 * lash)
        * (1 - 0.5 * line * (head.mouth_open < 0.012).float())
        * (1 - 0.25 * fold)
    )
    keep_eye = w_eye * ((1 - mt) if whole else flag(0.65))
    mm_ = m * (1 - keep_eye) * (1 - cm * 0.8)
    lensc = (
        mix(tx * 0.5, torch.full_like(tx, 0.02), channels(smoothstep(ir + 0.02, ir - 0.02, rad)))
        + channels(torch.exp(-(((rad - ir) / 0.07) ** 2))) * (tx * 0.9 + 0.1)
        + channels(torch.exp(-(((rad - ir * 1.6) / 0.05) ** 2))) * 0.25
    )
    a2 = mix(alb, mix(tx * channels(ghost), lensc, channels(w_eye)).clamp(0.01, 1), channels(mm_)) * (
        1 - 0.75 * channels(seam * mm_.clamp(0, 1))
    )
    tb = F.pad(tl[:, None], (1, 1, 1, 1), mode="replicate")[:, 0]
    k_ = res * 0.030 * uniform(0.3, 1.2) * mm_ * (1 - w_eye)
    tdx, tdy = (tb[:, 1:-1, 2:] - tb[:, 1:-1, :-2]) * k_, -(tb[:, 2:, 1:-1] - tb[:, :-2, 1:-1]) * k_
    N2 = [N[0] - lim(tdx), N[1] - lim(tdy), N[2]]
    il = torch.rsqrt(N2[0] ** 2 + N2[1] ** 2 + N2[2] ** 2 + 1e-9)
    N2 = [c * il for c in N2]
    nl2 = sum(N2[i] * L[i] for i in range(3))
    l2 = nl2.clamp_min(0) * sh
    wr2 = ((nl2 + 0.5) / 1.5).clamp_min(0) ** 1.4 * (0.45 + 0.55 * sh)
    dif2 = mix(mix(l2, wr2, 0.6), l2, mt)
    nh2 = sum(N2[i] * Hh[i] for i in range(3)).clamp(0, 1)
    nv2 = sum(N2[i] * V[i] for i in range(3)).clamp(0, 1)
    rx, ry = 2 * nv2 * N2[0], 2 * nv2 * N2[1]
    cs_ = uniform(-0.5, 0.5)
    env = (
        0.18
        + 0.5 * smoothstep(-0.3, 0.6, ry)
        + 0.9 * torch.exp(-(((rx * 0.8 + ry * 0.4 - cs_) / 0.14) ** 2))
        + 0.5 * torch.exp(-(((rx - ry * 0.5 + 0.6) / 0.12) ** 2))
    )
    sp2 = mm_ * (mt * (nh2**40 * 0.9) + (1 - mt) * (nh2**70 * 0.8 + nh2**12 * 0.12)) + (1 - mm_) * spec
    base2 = a2 * a2**0.25 * (keyc * channels(mix(lit, dif2, mm_) * (0.5 + 0.5 * ao)) * 1.25 + amb)
    base2 = (
        base2 * (1 - 0.45 * channels(mt * mm_)) + channels(mt * mm_ * ao) * a2 * fillc * channels(env) * 1.5
    )
    rim2 = channels((1 - nv2) ** 2.5 * (1 - mt) * mm_ * ao) * tx * 1.1
    c2 = (
        base2
        + keyc * channels(sp2 * (0.25 + 0.75 * sh) * ao)
        + rimc * channels(rim * ao) * (0.25 + 0.4 * a2)
        + rim2
    )
    bg2 = blur(
        samp(gx * uniform(0.6, 1.0) + normal(0, 0.2), gy * uniform(0.6, 1.0) + normal(0, 0.2)), res * 0.02
    ) * rand_rgb.uniform(0.25, 0.9)
    c2 = mix(mix(bg, bg2, rand_rgb.flag(0.8)), c2, channels(hit))
    c2 = 1 - torch.exp(-c2 * ex * 1.6)
    c2 = c2.clamp(1e-4, 1) ** (1 / 1.75)
    g_ = luminance(ref)
    isgray = ((ref - g_).abs().mean((1, 2, 3), keepdim=True) < 0.012).float()
    c2 = mix(c2, luminance(c2) * torch.ones_like(c2), isgray)
    hyb = (c2 + (rand_rgb.randn(1, res, res)) * 0.012).clamp(0, 1)
    return Faces(archival_finish(rand_rgb, col), hyb, *known)
