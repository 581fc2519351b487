"""The shape of a human head: random proportions and a signed distance built from smooth unions of ellipsoids,
spheres and capsules. Head space: x to the head's left, y up, z forward; the cranium is about 0.8 in radius."""
import torch

from .canvas import length, mix, rotate, smooth_max, smooth_min, smoothstep


def ellipsoid(x, y, z, a, b, c):
    k0 = torch.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2 + 1e-9)
    k1 = torch.sqrt((x / (a * a)) ** 2 + (y / (b * b)) ** 2 + (z / (c * c)) ** 2 + 1e-9)
    return k0 * (k0 - 1) / k1


def sphere(x, y, z, r):
    return torch.sqrt(x * x + y * y + z * z + 1e-9) - r


def capsule(x, y, z, a, b, ra, rb):
    ax, ay, az = a
    bx, by, bz = b
    px, py, pz = x - ax, y - ay, z - az
    vx, vy, vz = bx - ax, by - ay, bz - az
    t = ((px * vx + py * vy + pz * vz) / (vx * vx + vy * vy + vz * vz + 1e-6)).clamp(0, 1)
    return torch.sqrt((px - vx * t) ** 2 + (py - vy * t) ** 2 + (pz - vz * t) ** 2 + 1e-9) - mix(ra, rb, t)


class Head:
    """The proportions of one head an image, drawn from `rand`."""

    def __init__(self, rand):
        uniform, normal, flag = rand.uniform, rand.normal, rand.flag
        fem = self.feminine = flag(0.5)
        age = self.age = uniform(0, 1) ** 1.3
        fat = self.fat = normal(0, 1) * 0.5
        self.cranium_w = 0.73 + normal(0, 0.022)
        self.cranium_h = 0.78 + normal(0, 0.03)
        self.cranium_d = 0.86 + normal(0, 0.03)
        self.jaw_w = 0.575 + normal(0, 0.03) - 0.03 * fem + 0.03 * fat
        self.jaw_h = 0.70 + normal(0, 0.035)
        self.jaw_d = 0.58 + normal(0, 0.03)
        self.jaw_blend = 0.22 + uniform(0, 0.1)
        self.chin_r = uniform(0.13, 0.22) - 0.03 * fem
        self.chin_y = -0.98 + normal(0, 0.04)
        self.chin_z = 0.46 + normal(0, 0.04)
        self.chin_w = uniform(0.0, 0.1) * (1 - fem)
        self.jaw_angle_x = 0.33 + normal(0, 0.035) - 0.05 * fem + 0.03 * fat
        self.cheek_r = 0.19 + 0.03 * normal() + 0.03 * fat
        self.cheek_y = -0.22 + normal(0, 0.04)
        self.brow_r = 0.055 + 0.018 * normal() + 0.015 * (1 - fem)
        self.brow_z = 0.665 + normal(0, 0.015)
        self.eye_x = 0.295 + normal(0, 0.014)
        self.eye_y = normal(0, 0.015)
        self.eye_z = 0.505 + normal(0, 0.015)
        self.eye_r = 0.152 + normal(0, 0.006)
        self.socket_r = 0.14 + normal(0, 0.016)
        self.socket_z = 0.80 + normal(0, 0.02)
        self.eye_open = (0.068 + normal(0, 0.014)).clamp(0.02, 0.11) * (1 - 0.85 * flag(0.04))
        self.lower_lid = 0.036 + normal(0, 0.008)
        self.eye_w = 0.152 + normal(0, 0.008)
        self.eye_tilt = normal(0.01, 0.016)
        self.gaze_x = normal(0, 0.18)
        self.gaze_y = normal(0, 0.1)
        self.bridge_z = 0.66 + normal(0, 0.025)
        self.nose_z = 0.90 + normal(0, 0.045)
        self.nose_y = -0.34 + normal(0, 0.035)
        self.nose_r = 0.088 + normal(0, 0.014) - 0.008 * fem
        self.nostril_x = 0.095 + normal(0, 0.02)
        self.nostril_r = 0.062 + normal(0, 0.01)
        self.bridge_r = 0.06 + normal(0, 0.01)
        self.hump = normal(0, 0.018)
        self.mouth_y = -0.625 + normal(0, 0.025)
        self.mouth_z = 0.60 + normal(0, 0.015)
        self.mouth_w = 0.215 + normal(0, 0.024)
        self.upper_lip = 0.050 + normal(0, 0.011) + 0.008 * fem
        self.lower_lip = 0.062 + normal(0, 0.012) + 0.008 * fem
        self.smile = normal(0.25, 0.6)
        self.mouth_open = (uniform(-1.6, 1) * 0.085).clamp_min(0.0)
        self.puff = normal(0, 0.03)
        self.mouth_w = self.mouth_w * (1 + 0.18 * self.smile.clamp_min(0) - 0.5 * self.mouth_open)
        self.ear_r = uniform(0.85, 1.2)
        self.ear_x = 0.69 + normal(0, 0.02)
        self.ear_y = normal(-0.02, 0.03)
        self.ear_turn = uniform(0.0, 0.22)
        self.neck = 0.36 + normal(0, 0.03) - 0.06 * fem + 0.03 * fat
        self.shoulder_w = 1.18 + normal(0, 0.1) - 0.12 * fem
        # hair: 0 bald 1 buzz 2 short 3 medium 4 long 5 bun
        k = rand.category(6, [0.09, 0.12, 0.28, 0.17, 0.24, 0.10]).view(rand.shape())
        self.hair_kind = torch.where(
            (fem > 0.5) & (k < 2) & (rand.uniform() < 0.85), torch.full_like(k, 4), k
        )
        self.hair_kind = torch.where(
            (fem < 0.5) & (k >= 4) & (rand.uniform() < 0.75), torch.full_like(k, 2), self.hair_kind
        )
        K = self.hair_kind.float()
        has = self.has_hair = (K > 0.5).float()
        self.hair_volume = torch.where(
            K == 1,
            0.025 + uniform(0, 0.02),
            torch.where(K == 5, 0.05 + uniform(0, 0.04), 0.075 + uniform(0, 0.10)),
        ) * has - 0.2 * (1 - has)
        self.hairline = (
            0.50 + normal(0, 0.07) - 0.20 * flag(0.3) * (K >= 2).float() + 0.14 * (1 - fem) * age * flag(0.6)
        )
        self.hair_side = 0.60 + normal(0, 0.04)
        self.parting = normal(0, 0.20)
        self.hair_slant = normal(0, 0.2)
        self.hair_front = torch.where(K >= 3, uniform(0.1, 0.55), uniform(-0.45, -0.1))
        self.hair_long = (K >= 4).float() * (K < 5).float()
        self.hair_medium = (K == 3).float()
        self.hair_length = uniform(0.5, 1.0)
        self.bun = (K == 5).float()
        self.hair_w = 0.74 + uniform(-0.02, 0.16)
        self.wave_depth = uniform(0.01, 0.045)
        self.wave_rate = uniform(5, 11)
        self.curly = flag(0.28)
        self.beard = (flag(0.38) * (1 - fem)) * uniform(0.25, 1)
        self.moustache = (flag(0.45) * (1 - fem)) * uniform(0.3, 1)
        self.beard_volume = self.beard * uniform(0, 0.07)
        self.glasses = flag(0.13)
        self.lens_r = 0.17 + uniform(-0.02, 0.045)
        self.frame_r = 0.013 + uniform(0, 0.012)
        self.goggle = flag(0.3)
        self.skew_x = normal(0, 0.018)
        self.skew_y = normal(0, 0.012)

    # skin-only field; also fills s.lid etc. when full=True
    def skin(self, x, y, z):
        x = x + self.skew_x * y  # slight asymmetry
        ax = torch.sqrt(x * x + 4e-4)
        y = y + self.skew_y * x
        d = ellipsoid(x, y - 0.25, z + 0.12, self.cranium_w, self.cranium_h, self.cranium_d)
        d = smooth_min(
            d, ellipsoid(x, y + 0.35, z - 0.10, self.jaw_w, self.jaw_h, self.jaw_d), self.jaw_blend
        )
        d = smooth_min(
            d,
            capsule(
                ax,
                y,
                z,
                (0.0, self.chin_y, self.chin_z),
                (self.chin_w, self.chin_y, self.chin_z),
                self.chin_r,
                self.chin_r,
            ),
            0.22,
        )
        d = smooth_min(d, sphere(ax - 0.36, y - self.cheek_y, z - 0.42, self.cheek_r), 0.22)
        d = smooth_min(
            d,
            capsule(
                ax,
                y,
                z,
                (0.10, 0.17, self.brow_z),
                (0.42, 0.19, self.brow_z - 0.16),
                self.brow_r,
                self.brow_r * 0.8,
            ),
            0.14,
        )
        d = smooth_max(d, -sphere(ax - self.eye_x, y - self.eye_y, z - self.socket_z, self.socket_r), 0.16)
        d = smooth_min(d, sphere(ax - self.jaw_angle_x, y + 0.56, z - 0.02, 0.17), 0.24)
        # nose
        nb = capsule(
            x,
            y,
            z,
            (0.0, 0.10, self.bridge_z),
            (0.0, self.nose_y + 0.02, self.nose_z - 0.04),
            self.bridge_r,
            self.bridge_r * 1.15,
        )
        nb = smooth_min(
            nb,
            sphere(
                x,
                y - mix(0.10, self.nose_y, 0.45),
                z - mix(self.bridge_z, self.nose_z, 0.42) - self.hump,
                self.bridge_r,
            ),
            0.05,
        )
        nb = smooth_min(
            nb,
            ellipsoid(
                x,
                y - self.nose_y,
                z - self.nose_z + 0.03,
                self.nose_r * 1.05,
                self.nose_r * 0.85,
                self.nose_r,
            ),
            0.07,
        )
        nb = smooth_min(
            nb,
            sphere(ax - self.nostril_x, y - self.nose_y + 0.035, z - self.nose_z + 0.14, self.nostril_r),
            0.07,
        )
        d = smooth_min(d, nb, 0.10)
        d = smooth_max(
            d,
            -ellipsoid(
                ax - self.nostril_x * 0.55,
                y - self.nose_y + 0.085,
                z - self.nose_z + 0.085,
                0.034,
                0.026,
                0.05,
            ),
            0.03,
        )
        # muzzle, lips, mouth
        yc = y - self.mouth_y - self.smile * (ax * ax) * 1.1 + 0.01
        d = smooth_min(d, sphere(x, yc, z - self.mouth_z + 0.22, 0.235 + self.puff), 0.16)
        cup = 0.018 * (1 - ((ax - 0.05) / 0.05).abs()).clamp_min(0)
        d = smooth_min(
            d,
            ellipsoid(
                x,
                yc - self.upper_lip * 0.62 - self.mouth_open * 0.5 + 0.25 * cup,
                z - self.mouth_z,
                self.mouth_w * 0.92,
                self.upper_lip * 0.75,
                0.085,
            ),
            0.04,
        )
        d = smooth_min(
            d,
            ellipsoid(
                x,
                yc + self.lower_lip * 0.72 + self.mouth_open * 0.9,
                z - self.mouth_z + 0.005,
                self.mouth_w * 0.78,
                self.lower_lip * 0.85,
                0.09,
            ),
            0.045,
        )
        d = smooth_max(
            d,
            -ellipsoid(
                x,
                yc + self.mouth_open * 0.25,
                z - self.mouth_z - 0.05,
                self.mouth_w,
                0.006 + self.mouth_open,
                0.16,
            ),
            0.02,
        )
        # neck and ears
        d = smooth_min(
            d, capsule(x, y, z, (0.0, -0.6, -0.22), (0.0, -1.9, -0.42), self.neck, self.neck * 1.06), 0.16
        )
        # lids
        qx, qy, qz = ax - self.eye_x, y - self.eye_y, z - self.eye_z
        e = torch.sqrt(qx * qx + qy * qy + qz * qz + 1e-9)
        a = self.almond(qx, qy)
        lid = e - (self.eye_r + 0.020 - 0.05 * smoothstep(-0.004, 0.016, a))
        d = d + 0.07 * smoothstep(-0.002, 0.016, a) * smoothstep(0.25, 0.4, z)
        d = smooth_min(d, lid, 0.05)
        ex_, ey_, ez_ = ax - self.ear_x - self.ear_turn * 0.25, y + 0.03 - self.ear_y, z + 0.10
        ex2, ez2 = rotate(ex_, ez_, self.ear_turn + 0.25)
        ear = ellipsoid(ex2, ey_, ez2, 0.055, 0.205 * self.ear_r, 0.125 * self.ear_r)
        ear = smooth_max(
            ear,
            -ellipsoid(ex2 - 0.05, ey_ - 0.02, ez2 - 0.005, 0.045, 0.13 * self.ear_r, 0.075 * self.ear_r),
            0.03,
        )
        d = smooth_min(d, ear, 0.05)
        return d, e - self.eye_r

    def almond(self, qx, qy):
        ux = qx / self.eye_w
        t = qy - self.eye_tilt * ux
        c = 1 - ux * ux
        return (
            torch.minimum(self.eye_open * c - t, t + self.lower_lid * c) - (ux.abs() - 1).clamp_min(0) * 0.1
        )

    def hair(self, x, y, z):
        ax = x.abs()
        th = torch.atan2(x - self.parting * 0.6, z + 0.25)
        wav = torch.sin(th * self.wave_rate + 2.2 * y + self.parting * 20) + 0.6 * torch.sin(
            th * self.wave_rate * 2.3 - 3 * y + self.hair_w * 50
        )
        cw = (
            torch.sin(x * 17 + 2 * torch.sin(y * 11))
            * torch.sin(y * 15 + 2 * torch.sin(z * 13))
            * torch.sin(z * 16 + self.parting * 9)
        )
        disp = self.wave_depth * mix(wav * 0.55, cw * 1.3, self.curly) * (self.hair_volume > 0.045).float()
        v = self.hair_volume
        h = ellipsoid(
            x, y - 0.27 - v * 0.4, z + 0.17, self.cranium_w + v, self.cranium_h + v * 1.1, self.cranium_d + v
        )
        lg = (
            ellipsoid(
                x, y + 0.45 * self.hair_length, z + 0.30, self.hair_w, 0.55 + 0.62 * self.hair_length, 0.52
            )
            + 0.4 * (1 - torch.maximum(self.hair_long, self.hair_medium))
            + 0.2 * self.hair_medium * (y < -0.55).float()
        )
        h = smooth_min(h, lg, 0.15)
        # face window
        top = (
            self.hairline
            + self.hair_slant * (x - self.parting) * 0.5
            - 0.10 * ((x - self.parting) * 2.0) ** 2
        )
        wy = smooth_max(y - top, -(y + 2.2), 0.1)
        win = smooth_max(wy, ax - self.hair_side + 0.05 * (y > 0.2).float(), 0.22)
        win = smooth_max(win, -(z - self.hair_front * 0.35 - 0.08 - 0.25 * (ax - 0.5).clamp_min(0)), 0.12)
        h = smooth_max(h, -win, 0.06)
        h = smooth_max(
            h,
            -(y + 0.35 + 0.25 * (z < -0.3).float() + 3 * torch.maximum(self.hair_long, self.hair_medium)),
            0.1,
        )  # crop short hair at the nape
        bun = sphere(x - self.parting * 0.2, y - 1.05, z + 0.45, 0.27) + 0.8 * (1 - self.bun)
        h = smooth_min(h, bun, 0.05)
        return h - disp

    def body(self, x, y, z):
        sh = ellipsoid(x, y + 2.15, z + 0.42, self.shoulder_w, 0.62, 0.50)
        return smooth_min(
            sh,
            capsule(x, y, z, (0.0, -1.3, -0.36), (0.0, -1.75, -0.40), self.neck * 1.1, self.neck * 1.35),
            0.22,
        )

    def specs(self, x, y, z):
        qx, qy = x.abs() - self.eye_x, y - self.eye_y
        qx = torch.where(self.goggle > 0.5, qx, qx * 0.93)
        ring = length(
            length(qx, qy * 1.12) - self.lens_r, z - 0.76 + 0.25 * qx.clamp_min(0)
        ) - self.frame_r * (1 + self.goggle)
        arm = capsule(
            x.abs(),
            y,
            z,
            (self.eye_x + self.lens_r, self.eye_y + 0.02, 0.70),
            (0.76, self.eye_y + 0.05, -0.1),
            self.frame_r,
            self.frame_r,
        )
        br = capsule(
            x.abs(),
            y,
            z,
            (0.0, self.eye_y + 0.03, 0.80),
            (self.eye_x - self.lens_r, self.eye_y + 0.02, 0.77),
            self.frame_r,
            self.frame_r,
        )
        return torch.minimum(torch.minimum(ring, arm), br) + 9.0 * (1 - self.glasses)


def head_distance(head, p, pb, parts=False):
    """Signed distance at p (head space) and pb (body space); with `parts` also skin, eyes, hair, body, glasses."""
    sk, eye = head.skin(*p)
    hb = -head.beard_volume * smoothstep(-0.35, -0.75, p[1]) * smoothstep(-0.2, 0.3, p[2])
    hr = head.hair(*p)
    bo = head.body(*pb)
    sp = head.specs(*p) if head.any_glass else None
    d = torch.minimum(torch.minimum(sk + hb, eye), torch.minimum(hr, bo))
    if sp is not None:
        d = torch.minimum(d, sp)
    if not parts:
        return d
    return d, sk + hb, eye, hr, bo, (sp if sp is not None else d + 9)


def rotation(yaw, pitch, roll):
    cy, sy, cp, sp, cr, sr = yaw.cos(), yaw.sin(), pitch.cos(), pitch.sin(), roll.cos(), roll.sin()
    # head->camera : Rz(roll) Rx(pitch) Ry(yaw)
    o, z = torch.ones_like(yaw), torch.zeros_like(yaw)

    def mm(A, Bm):
        return [[sum(A[i][k] * Bm[k][j] for k in range(3)) for j in range(3)] for i in range(3)]

    Ry = [[cy, z, sy], [z, o, z], [-sy, z, cy]]
    Rx = [[o, z, z], [z, cp, -sp], [z, sp, cp]]
    Rz = [[cr, -sr, z], [sr, cr, z], [z, z, o]]
    return mm(Rz, mm(Rx, Ry))


def to_head(M, v):
    return [M[0][i] * v[0] + M[1][i] * v[1] + M[2][i] * v[2] for i in range(3)]  # M^T v


def to_camera(M, v):
    return [M[i][0] * v[0] + M[i][1] * v[1] + M[i][2] * v[2] for i in range(3)]


def landmarks(head):
    """Points of the face in head space: left and right eye, tip of the nose, mouth corners, chin."""
    front = head.eye_z + head.eye_r
    corner_y = head.mouth_y + head.smile * head.mouth_w**2 * 1.1
    return [
        (head.eye_x, head.eye_y, front),
        (-head.eye_x, head.eye_y, front),
        (0 * head.eye_x, head.nose_y, head.nose_z),
        (head.mouth_w * 0.9, corner_y, head.mouth_z),
        (-head.mouth_w * 0.9, corner_y, head.mouth_z),
        (0 * head.eye_x, head.chin_y, head.chin_z + head.chin_r),
    ]
