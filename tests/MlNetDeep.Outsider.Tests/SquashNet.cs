using MlNetDeep.Networks;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Outsider.Tests;

/// <summary>An architecture of an outsider, with a layer of their own in it.</summary>
public sealed record SquashNet(int Filters = 6) : ImageArchitecture
{
    public override Network Build(Shape inputShape, int classes, ulong seed = 0) => Network.Sequential(inputShape,
    [
        new Conv2D(Filters, 3) { Padding = Padding.Same },
        new Squash(2),
        new MaxPool2D(2),
        new Flatten(),
        new Dense(classes),
    ], seed);
}
