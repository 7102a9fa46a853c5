using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

[Collection(Alone.Name)]
public class AugmentationDeterminismTests
{
    [Theory]
    [MemberData(nameof(AugmentationLayerTests.Layers), MemberType = typeof(AugmentationLayerTests))]
    public void Any_number_of_threads_gives_the_same_bits(Layer layer)
    {
        Tensor input = TestData.Random([64, 40, 41, 3], 1, 0, 1), direction = TestData.Random(layer.Train(input).Shape, 2);
        (float[] Output, float[] Gradient)[] runs = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            int before = Parallelism.MaxThreads;
            Parallelism.MaxThreads = threads;
            try
            {
                Tensor x = Tensor.From(input.Span, input.Shape);
                x.RequiresGrad = true;
                Tensor y = layer.Train(x);
                y.Backward(direction);
                return (y.ToArray(), x.Grad!.ToArray());
            }
            finally
            {
                Parallelism.MaxThreads = before;
            }
        })];
        foreach ((float[] output, float[] gradient) in runs)
        {
            Assert.Equal(runs[0].Output, output);
            Assert.Equal(runs[0].Gradient, gradient);
        }
    }
}
