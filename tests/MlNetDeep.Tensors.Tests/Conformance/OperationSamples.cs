namespace MlNetDeep.Tensors.Tests.Conformance;

/// <summary>All operations, one line each, by family in a file of its own.</summary>
internal static partial class OperationSamples
{
    internal static IEnumerable<OperationSample> All =>
    [
        .. Activations,
        .. Arithmetic,
        .. Convolution,
        .. Losses,
        .. Detection,
        .. Matrix,
        .. Normalization,
        .. Pooling,
        .. Recurrent,
        .. Reductions,
        .. Shaping,
        .. Spatial,
        .. Attention,
        .. Regularization,
        .. Style,
    ];

    internal static OperationSample Named(string name) => All.Single(sample => sample.Name == name);
}
