"""PyTorch's and OpenBLAS' side of `compare`: gets a request as JSON, measures its cases, writes a report as its last line."""
import ctypes
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from torch import nn


def set_threads(count):
    torch.set_num_threads(count)
    # Matrix products run in OpenBLAS, which has threads of its own.
    for library in ("libblas.so.3", "libopenblas.so.0"):
        ctypes.CDLL(library).openblas_set_num_threads(count)


def median_seconds(action, request):
    start = time.perf_counter()
    while True:
        action()
        if time.perf_counter() - start >= request["warm_up"]:
            break
    seconds = []
    start = time.perf_counter()
    while len(seconds) < request["repeats"] or time.perf_counter() - start < request["seconds"]:
        before = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - before)
    return float(numpy.median(seconds))


def memory_format(case):
    return torch.channels_last if "channels_last" in case["mode"] else torch.contiguous_format


def gemm(case):
    a, b = torch.randn(case["size"], case["size"]), torch.randn(case["size"], case["size"])
    if case["mode"] == "numpy":
        a, b = a.numpy(), b.numpy()
    return lambda: a @ b


def convolution(case):
    kernel, stride, padding = case["kernel"], case["stride"], case["kernel"] // 2
    layout = memory_format(case)
    x = torch.randn(case["batch"], case["inputs"], case["size"], case["size"]).to(memory_format=layout)
    weight = torch.randn(case["outputs"], case["inputs"], kernel, kernel).to(memory_format=layout)
    if case["pass"] == "forward":
        return lambda: F.conv2d(x, weight, None, stride, padding)
    gradient = torch.randn_like(F.conv2d(x, weight, None, stride, padding))
    mask = [case["pass"] == "input gradient", case["pass"] == "weight gradient", False]
    two = lambda value: [value, value]
    return lambda: torch.ops.aten.convolution_backward(
        gradient, x, weight, None, two(stride), two(padding), two(1), False, two(0), 1, mask)


class ConvolutionNorm(nn.Sequential):
    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = ConvolutionNorm(inputs, outputs, 3, stride)
        self.second = ConvolutionNorm(outputs, outputs, 3)
        self.shortcut = ConvolutionNorm(inputs, outputs, 1, stride) if stride > 1 else nn.Identity()
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(self.second(self.relu(self.first(x))) + self.shortcut(x))


def residual(stem, stages, blocks, classes):
    layers, inputs = list(stem), stages[0]
    for stage in stages:
        for block in range(blocks):
            layers.append(BasicBlock(inputs, stage, 2 if block == 0 and stage != stages[0] else 1))
            inputs = stage
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, classes))


def resnet18(classes):
    stem = ConvolutionNorm(3, 64, 7, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)
    return residual(stem, [64, 128, 256, 512], 2, classes)


def resnet20():
    return residual((ConvolutionNorm(3, 16, 3), nn.ReLU(inplace=True)), [16, 32, 64], 3, 10)


def vgg():
    layers, inputs = [], 3
    for outputs in (32, 64, 128):
        for _ in range(2):
            layers += [ConvolutionNorm(inputs, outputs, 3), nn.ReLU(inplace=True)]
            inputs = outputs
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * 4 * 4, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(inplace=True), nn.Linear(128, 10))


def mlp():
    return nn.Sequential(nn.Linear(784, 300), nn.ReLU(inplace=True), nn.Linear(300, 100), nn.ReLU(inplace=True), nn.Linear(100, 10))


NETWORKS = {
    "mlp": (mlp, [784]),
    "lenet": (lenet, [1, 28, 28]),
    "vgg": (vgg, [3, 32, 32]),
    "resnet20": (resnet20, [3, 32, 32]),
    "resnet18": (lambda: resnet18(10), [3, 64, 64]),
}


def training(case):
    create, shape = NETWORKS[case["network"]]
    network, x, labels = create(), torch.randn(case["batch"], *shape), torch.randint(0, 10, (case["batch"],))
    if x.ndim == 4:
        network, x = network.to(memory_format=memory_format(case)), x.to(memory_format=memory_format(case))
    if case["adam"]:
        optimizer = torch.optim.Adam(network.parameters(), 1e-3, foreach="foreach" in case["mode"])
    else:
        optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.9)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(network(x), labels)
        loss.item()
        loss.backward()
        optimizer.step()

    return step


def inference(case):
    layout = memory_format(case)
    network, x = resnet18(1000).eval().to(memory_format=layout), torch.randn(case["batch"], 3, 224, 224).to(memory_format=layout)
    with torch.no_grad():
        if case["mode"].startswith("frozen"):
            network = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(network, x)))

    def predict():
        with torch.no_grad():
            network(x)

    return predict


def export(request):
    """Writes ResNet-18 as ONNX; the exporter folds the batch norm."""
    axes = {"input": {0: "batch"}, "output": {0: "batch"}}
    torch.onnx.export(resnet18(1000).eval(), torch.randn(1, 3, 224, 224), request["file"], input_names=["input"],
                      output_names=["output"], dynamic_axes=axes, opset_version=13)


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def main():
    request = json.loads(sys.argv[1])
    if request["function"] == "export":
        export(request)
        print("{}")
        return
    create = {"gemm": gemm, "convolution": convolution, "training": training, "inference": inference}[request["function"]]
    seconds = []
    for case in request["cases"]:
        set_threads(case["threads"])
        seconds.append(median_seconds(create(case), request))
    print(json.dumps({"version": torch.__version__, "peak_memory": peak_memory(), "seconds": seconds}))


main()
