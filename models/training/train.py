"""The whole recipe as one command that can be stopped and started again:

    python3 train.py OUT --config configs/cpu.json [--minutes M] [--folders FACES MACHINES CELLS]

Renders the databases (or takes an artist's three folders), trains generator, sharpener, encoder and translator in
that order, evaluates them and exports them to OUT/models. A configuration names the databases' size, the share of
the minutes each stage may have, and the settings of each training."""
import argparse
import json
import os
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out")
    parser.add_argument("--config", required=True)
    parser.add_argument("--minutes", type=float, help="for everything; else the configuration's")
    parser.add_argument(
        "--folders", nargs=3, metavar=("FACES", "MACHINES", "CELLS"), help="pictures to curate"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()
    with open(args.config) as file:
        config = json.load(file)
    Recipe(args, config).run()


class Recipe:
    def __init__(self, args, config):
        self.args, self.config = args, config
        self.minutes = args.minutes or config["minutes"]
        self.data = os.path.join(args.out, "data")
        self.held_out = os.path.join(args.out, "held-out")
        os.makedirs(args.out, exist_ok=True)
        self.progress_file = os.path.join(args.out, "progress.json")
        self.spent = {}
        self.running, self.stopping = None, False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self.stop)
        if os.path.exists(self.progress_file):
            with open(self.progress_file) as file:
                self.spent = json.load(file)

    def path(self, name):
        return os.path.join(self.args.out, name)

    def script(self, name, *arguments):
        command = [sys.executable, os.path.join(HERE, f"{name}.py"), *map(str, arguments)]
        print("$", " ".join(command[1:]), flush=True)
        # In a session of its own: a Ctrl-C reaches it once, through us, and it has the time to keep what it learnt.
        self.running = subprocess.Popen(command, start_new_session=True)
        status = self.running.wait()
        if self.stopping:
            sys.exit("stopped; the same command goes on from here")
        if status != 0:
            sys.exit(f"{name} failed with {status}")

    def stop(self, *_):
        self.stopping = True
        if self.running:
            self.running.terminate()

    def train(self, stage, script, *arguments):
        """Gives a stage what is left of its minutes. What it spent is remembered for the next start."""
        share = self.config["shares"].get(stage, 0)
        left = share * self.minutes - self.spent.get(stage, 0)
        if left <= 0.05:
            return
        settings = [f"--set={name}={json.dumps(value)}" for name, value in self.config.get(stage, {}).items()]
        begun = time.time()
        threads = ["--threads", self.args.threads]
        try:
            self.script(script, self.path(stage), *arguments, "--minutes", f"{left:.3f}", *threads, *settings)
        finally:
            self.spent[stage] = self.spent.get(stage, 0) + (time.time() - begun) / 60
            with open(self.progress_file, "w") as file:
                json.dump(self.spent, file)

    def run(self):
        counts = self.config["render"]
        size = self.config["size"]
        if self.args.folders:
            self.script("curate", self.data, "--size", size, "--folders", *self.args.folders)
            counts = {**counts, "faces": 0, "machines": 0, "cells": 0}
        self.render(self.data, size, counts, seed=1)
        self.render(self.held_out, 64, self.config["held_out"], seed=2)

        data = ["--data", self.data]
        self.train("generator", "train_generator", *data)
        generator = self.path("generator")
        if self.config["shares"].get("grown"):
            grow = f"--set=grow_from={json.dumps(os.path.join(generator, 'checkpoint'))}"
            self.train("grown", "train_generator", *data, grow)
            generator = self.path("grown")
        drawn = ["--generator", generator]
        networks = list(drawn)
        for stage in ("sharpener", "encoder", "translator"):
            if self.config["shares"].get(stage):
                self.train(stage, f"train_{stage}", *data, *drawn)
                networks += [f"--{stage}", self.path(stage)]
        size = ["--translator-size", self.config.get("translator", {}).get("size", 64)]
        self.train("classifier", "train_classifier", "--data", self.held_out)
        measured = self.path("judged")
        self.render(measured, 64, self.config["held_out"], seed=3)
        judge = ["--classifier", self.path("classifier"), "--held-out", measured]
        self.script("evaluate", *judge, *networks, *size, "--out", self.path("evaluation.md"))
        models, parity = self.path("models"), self.path("parity")
        named = ["--name", self.config["name"], "--models", models, "--parity", parity]
        self.script("export", *named, *networks, *size)

    def render(self, folder, size, counts, seed):
        numbers = [text for kind, count in counts.items() for text in (f"--{kind}", count)]
        self.script("render", folder, "--size", size, *numbers, "--seed", seed)


if __name__ == "__main__":
    main()
