"""PyTorch's side of Examples/cifar10.cs: the same network, data, augmentation, optimizer, schedule and number of epochs.

python3 cifar10.py FOLDER [--epochs 10] [--threads 2] [--json FILE]      FOLDER holds train.zip and test.zip
"""
import argparse
import io
import json
import time
import zipfile

import numpy
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--filters", type=int, default=32)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--json")
arguments = parser.parse_args()
torch.manual_seed(1)
torch.set_num_threads(arguments.threads)


def load(path):
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
        classes = sorted({name.split("/")[-2] for name in names})
        pixels = numpy.stack([numpy.asarray(Image.open(io.BytesIO(archive.read(name)))) for name in names])
        labels = numpy.array([classes.index(name.split("/")[-2]) for name in names])
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(labels)


def convolution(inputs, outputs):
    layer = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    nn.init.kaiming_normal_(layer.weight)
    return nn.Sequential(layer, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, filters):
        super().__init__()
        self.body = nn.Sequential(convolution(filters, filters), convolution(filters, filters))

    def forward(self, x):
        return x + self.body(x)


def network(f):
    return nn.Sequential(
        convolution(3, f),
        convolution(f, 2 * f), nn.MaxPool2d(2), Residual(2 * f),
        convolution(2 * f, 4 * f), nn.MaxPool2d(2),
        convolution(4 * f, 8 * f), nn.MaxPool2d(2), Residual(8 * f),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * f, 10))


def augment(images):
    """Every second picture mirrored, each shifted by up to four pixels."""
    images = torch.where(torch.rand(len(images), 1, 1, 1) < 0.5, images.flip(3), images)
    padded = F.pad(images, (4, 4, 4, 4))
    offsets = torch.randint(0, 9, (len(images), 2)).tolist()
    return torch.stack([picture[:, y:y + 32, x:x + 32] for picture, (y, x) in zip(padded, offsets)])


train_images, train_labels = load(arguments.folder + "/train.zip")
test_images, test_labels = load(arguments.folder + "/test.zip")
scaled = train_images.float() / 255
mean, deviation = scaled.mean((0, 2, 3), keepdim=True), scaled.std((0, 2, 3), keepdim=True)
del scaled


def normalized(images):
    return (images.float() / 255 - mean) / deviation


net = network(arguments.filters)
optimizer = torch.optim.SGD(net.parameters(), lr=0.2, momentum=0.9, nesterov=True, weight_decay=5e-4)
steps = (len(train_images) + 127) // 128
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.2, epochs=arguments.epochs, steps_per_epoch=steps, cycle_momentum=False)
start = time.perf_counter()
for epoch in range(arguments.epochs):
    net.train()
    total = 0.0
    for indices in torch.randperm(len(train_images)).split(128):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(augment(normalized(train_images[indices]))), train_labels[indices], label_smoothing=0.05)
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item() * len(indices)
    print(f"epoch {epoch + 1}: loss {total / len(train_images):.4f}, {time.perf_counter() - start:.0f} s", flush=True)
seconds = time.perf_counter() - start
net.eval()
with torch.no_grad():
    right = sum((net(normalized(x)).argmax(1) == y).sum().item() for x, y in zip(test_images.split(250), test_labels.split(250)))
report = {"library": "PyTorch " + torch.__version__, "threads": arguments.threads, "epochs": arguments.epochs,
          "trainingSeconds": seconds, "testAccuracy": right / len(test_images)}
print(json.dumps(report))
if arguments.json:
    with open(arguments.json, "w", encoding="utf-8") as file:
        json.dump(report, file)
