"""What every training run has in common: a folder with its configuration, log, contact sheets and checkpoint; a
budget in minutes; and going on where it stopped."""
import argparse
import hashlib
import io
import json
import os
import shutil
import signal
import time

import torch

PIECE_BYTES = 15 * 2**20


def arguments(description):
    """The command line of a training script: RUN --data FOLDER --config FILE --minutes M [--set name=value]."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("run", help="folder of the run; goes on where it holds a checkpoint")
    parser.add_argument("--config", help="JSON file with the settings that differ from the defaults")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="one setting")
    parser.add_argument("--minutes", type=float, default=10.0, help="stop after this long")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


def settings(defaults, args):
    """The defaults, overridden by the configuration file and then by --set. Unknown names are refused."""
    given = {}
    if args.config:
        with open(args.config) as file:
            given.update(json.load(file))
    for one in args.set:
        name, _, value = one.partition("=")
        try:
            given[name] = json.loads(value)
        except json.JSONDecodeError:
            given[name] = value
    unknown = sorted(set(given) - set(defaults))
    if unknown:
        raise SystemExit(f"unknown setting {unknown[0]}; known are: {', '.join(sorted(defaults))}")
    return {**defaults, **given}


class Run:
    """`state` must hold what torch.save can write. Times are wall-clock minutes, summed over all sessions."""

    def __init__(self, args, config):
        os.makedirs(args.run, exist_ok=True)
        torch.set_num_threads(args.threads)
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
        self.folder = args.run
        self.minutes = args.minutes
        self.started = self.logged = time.time()
        self.before = 0.0
        self.sums = {}
        self.stopping = False
        # Asked to end, a run keeps what it has learnt.
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._stop)
        self.log = open(os.path.join(args.run, "log.txt"), "a")
        with open(os.path.join(args.run, "config.json"), "w") as file:
            json.dump(config, file, indent=2)

    def _stop(self, *_):
        self.stopping = True

    def path(self, name):
        return os.path.join(self.folder, name)

    @property
    def left(self):
        """Share of this session's budget that is left, 1..0."""
        if self.stopping:
            return 0.0
        return max(0.0, 1 - (time.time() - self.started) / (self.minutes * 60))

    @property
    def spent(self):
        return self.before + (time.time() - self.started) / 60

    def say(self, text):
        line = f"{self.spent:.1f} min  {text}"
        print(line, flush=True)
        self.log.write(line + "\n")
        self.log.flush()

    def note(self, step, every=60, **values):
        """Collects figures and says their means once a minute."""
        for name, value in values.items():
            total, count = self.sums.get(name, (0.0, 0))
            self.sums[name] = (total + float(value), count + 1)
        if time.time() - self.logged >= every:
            means = " ".join(f"{name} {total / count:.3f}" for name, (total, count) in self.sums.items())
            self.say(f"{step} {means}")
            self.sums, self.logged = {}, time.time()

    def resume(self, parts, device="cpu"):
        """Gives each named part what it had learnt; the steps that were done, 0 for a fresh run."""
        state = self.load(device)
        if state is None:
            return 0
        for name, part in parts.items():
            part.load_state_dict(state[name])
        self.say(f"goes on at step {state['steps']}")
        return state["steps"]

    def keep(self, parts, steps):
        """What resume takes back."""
        self.save({**{name: part.state_dict() for name, part in parts.items()}, "steps": steps})

    def save(self, state):
        """Replaces the checkpoint as a whole: a run killed while saving keeps the last one."""
        save_pieces(self.path("checkpoint"), {**state, "minutes": self.spent})

    def load(self, device="cpu"):
        """The checkpoint, or None where there is none yet."""
        state = load_pieces(self.path("checkpoint"), device)
        if state is not None:
            self.before = state["minutes"]
        return state


def save_pieces(folder, state):
    """Writes a checkpoint as files of at most 15 MiB with their hashes in index.json."""
    buffer = io.BytesIO()
    torch.save(state, buffer)
    data = buffer.getbuffer()
    fresh = folder + ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    os.makedirs(fresh)
    index = []
    for start in range(0, len(data), PIECE_BYTES):
        piece = data[start : start + PIECE_BYTES]
        name = f"piece-{len(index):03d}"
        with open(os.path.join(fresh, name), "wb") as file:
            file.write(piece)
        index.append({"name": name, "sha256": hashlib.sha256(piece).hexdigest()})
    with open(os.path.join(fresh, "index.json"), "w") as file:
        json.dump(index, file, indent=2)
    old = folder + ".old"
    shutil.rmtree(old, ignore_errors=True)
    if os.path.exists(folder):
        os.rename(folder, old)
    os.rename(fresh, folder)
    shutil.rmtree(old, ignore_errors=True)


def load_pieces(folder, device="cpu"):
    """Reads what save_pieces wrote; None where nothing is. Raises ValueError where a piece is damaged."""
    for place in (folder, folder + ".old"):
        index_file = os.path.join(place, "index.json")
        if not os.path.exists(index_file):
            continue
        with open(index_file) as file:
            index = json.load(file)
        buffer = io.BytesIO()
        for entry in index:
            with open(os.path.join(place, entry["name"]), "rb") as file:
                piece = file.read()
            if hashlib.sha256(piece).hexdigest() != entry["sha256"]:
                raise ValueError(f"{place}/{entry['name']} is damaged: its hash does not match index.json")
            buffer.write(piece)
        buffer.seek(0)
        return torch.load(buffer, map_location=device)
    return None
