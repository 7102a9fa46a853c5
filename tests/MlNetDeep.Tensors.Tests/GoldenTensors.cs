using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

internal static class GoldenTensors
{
    public static Tensor ToTensor(this GoldenArray array, bool requiresGrad = false)
    {
        Tensor tensor = Tensor.From(array.Values, new Shape(array.Shape));
        tensor.RequiresGrad = requiresGrad;
        return tensor;
    }
}
