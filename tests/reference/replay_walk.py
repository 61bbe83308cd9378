"""Repeats an exported walk in PyTorch, from the same theta_0 and batches, and tells how far the two are apart.

    deno task suite:barriers --preset smoke --export-walk walks
    python3 tests/reference/replay_walk.py walks/<case>

Needs numpy and torch. The network is built from the description in walk.json; nothing of sgd-walk is run. Only the numbers that the
walk has measured are compared. Two float32 programs part where a ReLU or a maximum is within rounding of its kink, and training
carries the difference on: so the step at which each number first differs by more than 1e-5 is told, too.
"""
import json
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Residual(nn.Module):
    def __init__(self, before, body, shortcut):
        super().__init__()
        self.before, self.body, self.shortcut = before, body, shortcut

    def forward(self, x):
        a = self.before(x)
        return self.body(a) + (self.shortcut(a) if len(self.shortcut) else x)


def build(layers, shape):
    """The layers as a PyTorch module, and the shape that they give."""
    modules = []
    for layer in layers:
        kind = layer["kind"]
        if kind == "flatten":
            modules.append(nn.Flatten())
            shape = (int(np.prod(shape)),)
        elif kind == "relu":
            modules.append(nn.ReLU())
        elif kind == "globalAveragePool":
            modules += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
            shape = shape[:1]
        elif kind == "maxPool":
            modules.append(nn.MaxPool2d(layer["size"]))
            shape = (shape[0], shape[1] // layer["size"], shape[2] // layer["size"])
        elif kind == "batchNorm":
            modules.append((nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d)(shape[0]))
        elif kind == "dense":
            modules.append(nn.Linear(shape[0], layer["outputs"]))
            shape = (layer["outputs"],)
        elif kind == "convolution":
            kernel, stride, padding = layer["kernel"], layer["stride"], int(layer["padding"])
            modules.append(nn.Conv2d(shape[0], layer["outputs"], kernel, stride, padding, bias=layer["bias"]))
            shape = (layer["outputs"], *((side + 2 * padding - kernel) // stride + 1 for side in shape[1:]))
        elif kind == "residual":
            before, inner = build(layer["before"], shape)
            body, shape = build(layer["body"], inner)
            shortcut, _ = build(layer["shortcut"], inner)
            modules.append(Residual(before, body, shortcut))
        else:
            raise ValueError(f"unknown layer: {kind}")
    return nn.Sequential(*modules), shape


def leg(case, step):
    """What the step follows, and its learning rate."""
    descent = case.get("descent", {"gradient": "mini-batch"})
    switch = descent.get("switch")
    if switch and step >= switch["step"]:
        return switch["to"], case["learningRate"] * switch.get("learningRateFactor", 1)
    return descent, case["learningRate"]


def main(folder):
    try:
        walk = json.load(open(f"{folder}/walk.json"))
    except OSError as error:
        sys.exit(f"Cannot repeat the walk as its folder must hold walk.json: {error}")
    case = walk["case"]
    load = lambda name: np.load(f"{folder}/{name}.npy")
    inputs, labels = torch.from_numpy(load("inputs")), torch.from_numpy(load("labels")).long()
    batches = torch.from_numpy(load("batches")).long()
    seen = torch.from_numpy(load("batch_inputs")) if "batch_inputs.npy" in walk["files"] else None
    noise = torch.from_numpy(load("noise")) if "noise.npy" in walk["files"] else None
    measured = {step: row for row, step in enumerate(load("measured_steps"))}
    segments = load("segments")

    network, _ = build(case["network"]["layers"], tuple(case["network"]["input"]))
    parameters = list(network.parameters())
    names = [block["name"] for block in walk["parameters"]]
    assert [list(p.shape) for p in parameters] == [block["shape"] for block in walk["parameters"]], names
    put = lambda vector: nn.utils.vector_to_parameters(vector, parameters)
    theta = torch.from_numpy(load("theta_0"))
    origin, previous = theta.clone(), None
    evaluation = range(0, case["evaluationSamples"], case["evaluationBatchSize"])

    def evaluate(vector):
        put(vector)
        total = 0.0
        with torch.no_grad():
            for start in evaluation:
                end = min(start + case["evaluationBatchSize"], case["evaluationSamples"])
                losses = F.cross_entropy(network(inputs[start:end]), labels[start:end], reduction="none")
                total += losses.double().sum().item()
        return total / case["evaluationSamples"]

    known = ["batch_loss", "gradient_norm", "cosine", "distance", "barrier_excess"]
    ours = {name: load(name) for name in known if f"{name}.npy" in walk["files"]}
    apart = {name: {} for name in [*ours, "segment"]}
    for step, batch in enumerate(batches):
        put(theta)
        network.zero_grad()
        descent, rate = leg(case, step)
        mini = descent["gradient"] == "mini-batch"
        x, y = (inputs[batch] if seen is None else seen[step], labels[batch]) if mini else (inputs, labels)
        size, loss = case.get("subBatchSize", len(y)), 0.0
        for part, target in zip(x.split(size), y.split(size)):
            mean, share = F.cross_entropy(network(part), target), len(target) / len(y)
            (mean * (1 if descent["gradient"] == "full batch sum" else share)).backward()
            loss += mean.item() * share
        gradient = torch.cat([p.grad.reshape(-1) for p in parameters])
        if noise is not None:
            gradient += noise[step]
        following = theta - rate * (gradient + case["weightDecay"] * theta)
        theirs = {
            "batch_loss": loss,
            "gradient_norm": gradient.double().norm().item(),
            "distance": (following - origin).double().norm().item(),
        }
        if previous is not None:
            theirs["cosine"] = F.cosine_similarity(gradient.double(), previous.double(), 0).item()
        for name, value in theirs.items():
            if name in ours:
                apart[name][step] = abs(value - ours[name][step])
        if step in measured:
            row = segments[measured[step]]
            points = [evaluate(torch.lerp(theta, following, k / case["points"])) for k in range(case["points"] + 1)]
            apart["segment"][step] = np.abs(np.array(points) - row).max()
            if "barrier_excess" in ours:
                excess = max(points[1:-1]) - max(points[0], points[-1])
                apart["barrier_excess"][step] = abs(excess - ours["barrier_excess"][step])
        theta, previous = following, gradient
    print(f"{case['network']['name']}, {case.get('descent', {'name': 'SGD'})['name']}, {len(batches)} steps, {len(measured)} segments")
    print(f"{'':16} {'first 10 steps':>14} {'all steps':>11}   first step beyond 1e-5   (greatest difference to PyTorch)")
    for name, differences in apart.items():
        if not differences:
            continue
        early = max((difference for step, difference in differences.items() if step < 10), default=float("nan"))
        beyond = next((step for step, difference in differences.items() if difference > 1e-5), "none")
        print(f"{name:16} {early:14.2e} {max(differences.values()):11.2e}   {beyond}")
    final = torch.from_numpy(load("theta_end"))
    print(f"{'theta_end':16} {'':14} {((theta - final).norm() / final.norm()).item():11.2e}   (relative)")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
