"""PyTorch's side of Examples/cifar10.cs: the same network, data, augmentation, optimizer, schedule and number of epochs.

python3 cifar10.py FOLDER [--epochs 24] [--threads 2] [--json FILE]      FOLDER holds train.zip and test.zip
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
parser.add_argument("--epochs", type=int, default=24)
parser.add_argument("--filters", type=int, default=64)
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
    return layer


def normalization(channels):
    return [nn.BatchNorm2d(channels, momentum=0.3), nn.ReLU(inplace=True)]


def network(filters):
    layers, channels = [convolution(3, 24), *normalization(24)], 24
    for width in (filters, 3 * filters, 3 * filters):
        layers += [convolution(channels, width), nn.MaxPool2d(2), *normalization(width), convolution(width, width), *normalization(width)]
        channels = width
    return nn.Sequential(*layers, nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def augment(images):
    """Every second picture mirrored, each shifted by up to two pixels."""
    images = torch.where(torch.rand(len(images), 1, 1, 1) < 0.5, images.flip(3), images)
    padded = F.pad(images, (2, 2, 2, 2), mode="reflect")
    offsets = torch.randint(0, 5, (len(images), 2)).tolist()
    return torch.stack([picture[:, y:y + 32, x:x + 32] for picture, (y, x) in zip(padded, offsets)])


def mirrored(images):
    return net(images) + net(images.flip(3))


def averaged(images):
    """The sum of the logits of ten views, as in the C# program."""
    framed = F.pad(images, (1, 1, 1, 1), mode="replicate")
    return 2 * mirrored(images) + sum(mirrored(framed[:, :, y:y + 32, x:x + 32]) for y, x in ((0, 0), (0, 2), (2, 0), (2, 2)))


train_images, train_labels = load(arguments.folder + "/train.zip")
test_images, test_labels = load(arguments.folder + "/test.zip")
scaled = train_images.float() / 255
mean, deviation = scaled.mean((0, 2, 3), keepdim=True), scaled.std((0, 2, 3), keepdim=True)
del scaled


def normalized(images):
    return (images.float() / 255 - mean) / deviation


net = network(arguments.filters)
optimizer = torch.optim.SGD(net.parameters(), lr=0.25, momentum=0.9, nesterov=True, weight_decay=1e-3)
steps = (len(train_images) + 255) // 256
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.25, epochs=arguments.epochs, steps_per_epoch=steps, pct_start=0.23, cycle_momentum=False)
start = time.perf_counter()
for epoch in range(arguments.epochs):
    net.train()
    total = 0.0
    for indices in torch.randperm(len(train_images)).split(256):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(augment(normalized(train_images[indices]))), train_labels[indices], label_smoothing=0.1)
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item() * len(indices)
    print(f"epoch {epoch + 1}: loss {total / len(train_images):.4f}, {time.perf_counter() - start:.0f} s", flush=True)
seconds = time.perf_counter() - start
net.eval()
right = right_averaged = 0
with torch.no_grad():
    for images, labels in zip(test_images.split(250), test_labels.split(250)):
        images = normalized(images)
        right += (net(images).argmax(1) == labels).sum().item()
        right_averaged += (averaged(images).argmax(1) == labels).sum().item()
report = {"library": "PyTorch " + torch.__version__, "threads": arguments.threads, "epochs": arguments.epochs,
          "trainingSeconds": seconds, "testAccuracy": right / len(test_images), "averagedTestAccuracy": right_averaged / len(test_images)}
print(json.dumps(report))
if arguments.json:
    with open(arguments.json, "w", encoding="utf-8") as file:
        json.dump(report, file)
