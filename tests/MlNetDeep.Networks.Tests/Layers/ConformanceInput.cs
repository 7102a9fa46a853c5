using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>An input of a layer in the conformance suite: real numbers or, from Minimum to Maximum, whole ones such as indices.</summary>
public sealed record ConformanceInput(Shape Shape, int Minimum = 0, int Maximum = 0)
{
    public bool IsWhole => Maximum > Minimum;

    public Tensor Data(int batch, ulong seed)
    {
        Shape shape = [batch, .. Shape.Dimensions];
        if (!IsWhole) return TestData.Spread(shape, seed);
        var random = new Philox(seed, 79);
        return Tensor.From([.. Enumerable.Range(0, shape.Count).Select(i => (float)(Minimum + random.Integer((ulong)i, Maximum - Minimum + 1)))], shape);
    }
}
