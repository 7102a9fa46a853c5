using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A tensor of a file that has the name of a weight, but another shape.</summary>
/// <param name="Weight">The weight's full name, for example <c>fc/kernel</c>.</param>
/// <param name="Tensor">The tensor's name in the file, for example <c>fc.weight</c>.</param>
/// <param name="Expected">The shape that the weight would have in the file's layout.</param>
/// <param name="Received">The shape in the file.</param>
public sealed record WeightMismatch(string Weight, string Tensor, Shape Expected, Shape Received)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Tensor} {Received} instead of {Expected}";
}
