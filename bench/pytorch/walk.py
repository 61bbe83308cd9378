"""A walk along SGD's path as one writes it in PyTorch: the work that `deno task bench:pytorch` times beside ours.

At each step: the gradient of a mini-batch and the update, then the loss at `points` + 1 places from the step's start to its end on fixed
samples, batch normalisation by the batch's own statistics. Prints "ready" after a warm-up, waits for a line where `--wait`
stands, and ends with one line of JSON: images trained a second, evaluations a second, and peak memory.
"""
import argparse
import json
import resource
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

flags = argparse.ArgumentParser()
flags.add_argument("--model", choices=["mlp", "vgg11", "resnet56"], required=True)
flags.add_argument("--data", required=True, help=".npz with x, float32 [N, C, H, W], and y, int64 [N]")
flags.add_argument("--bs", type=int, default=100)
flags.add_argument("--iters", type=int, default=5)
flags.add_argument("--points", type=int, default=10)
flags.add_argument("--eval-n", type=int, default=500)
flags.add_argument("--chunk", type=int, default=500)
flags.add_argument("--train-only", action="store_true")
flags.add_argument("--quiet", action="store_true", help="for scripts that would tell each step; this one never does")
flags.add_argument("--threads", type=int, required=True)
flags.add_argument("--wait", action="store_true")
options = flags.parse_args()

torch.set_num_threads(options.threads)
torch.manual_seed(0)


class Block(nn.Module):
    """A pre-activation residual block."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.before = nn.Sequential(nn.BatchNorm2d(inputs), nn.ReLU())
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
        )
        same = inputs == outputs and stride == 1
        self.shortcut = None if same else nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        activated = self.before(x)
        return self.body(activated) + (x if self.shortcut is None else self.shortcut(activated))


def mlp():
    layers = [nn.Flatten()]
    for inputs, outputs in [(784, 500), (500, 350)]:
        layers += [nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(350, 10))


def vgg11():
    layers, inputs = [], 3
    for outputs, pooled in [(64, 1), (128, 1), (256, 0), (256, 1), (512, 0), (512, 1), (512, 0), (512, 1)]:
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
        layers += [nn.MaxPool2d(2)] * pooled
        inputs = outputs
    dense = [nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)]
    return nn.Sequential(*layers, nn.Flatten(), *dense)


def resnet56():
    blocks, inputs = [nn.Conv2d(3, 16, 3, 1, 1, bias=False)], 16
    for outputs in [16, 32, 64]:
        for _ in range(9):
            blocks.append(Block(inputs, outputs, 1 if inputs == outputs else 2))
            inputs = outputs
    head = [nn.BatchNorm2d(64), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)]
    return nn.Sequential(*blocks, *head)


network = {"mlp": mlp, "vgg11": vgg11, "resnet56": resnet56}[options.model]()
parameters = list(network.parameters())
data = numpy.load(options.data)
images, labels = torch.from_numpy(data["x"]), torch.from_numpy(data["y"]).long()
theta = nn.utils.parameters_to_vector(parameters).detach().clone()


def evaluate():
    total = 0.0
    with torch.no_grad():
        for start in range(0, options.eval_n, options.chunk):
            batch = slice(start, min(start + options.chunk, options.eval_n))
            total += functional.cross_entropy(network(images[batch]), labels[batch], reduction="sum").item()
    return total / options.eval_n


def walk(steps, points):
    """Walks so many steps; the seconds that went into training and into segments."""
    global theta
    training = segments = 0.0
    for step in range(steps):
        start = time.perf_counter()
        batch = numpy.random.default_rng(step).choice(len(images), options.bs, replace=False)
        network.zero_grad()
        functional.cross_entropy(network(images[batch]), labels[batch]).backward()
        gradient = torch.cat([parameter.grad.reshape(-1) for parameter in parameters])
        after = theta - 0.1 * gradient
        training += time.perf_counter() - start
        start = time.perf_counter()
        if not options.train_only:
            for point in range(points + 1):
                nn.utils.vector_to_parameters(torch.lerp(theta, after, point / options.points), parameters)
                evaluate()
        segments += time.perf_counter() - start
        theta = after
        nn.utils.vector_to_parameters(theta, parameters)
    return training, segments


walk(1, 0)
print("ready", flush=True)
if options.wait:
    sys.stdin.readline()
training, segments = walk(options.iters, options.points)
answer = {"train_img_s": options.iters * options.bs / training}
if not options.train_only:
    answer["sweep_evals_s"] = options.iters * (options.points + 1) * options.eval_n / segments
answer["peak_bytes"] = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps(answer))
