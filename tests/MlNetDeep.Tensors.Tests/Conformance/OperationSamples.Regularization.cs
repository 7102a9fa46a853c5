namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    // A NaN may be among what is dropped.
    private static IEnumerable<OperationSample> Regularization =>
    [
        new("AlphaDropout", x => Ops.AlphaDropout(x[0], 0.4f, 1, 2), [4, 5]) { Large = [s_many], Empty = [[0, 5]], PassesNaN = false },
        new("Dropout", x => Ops.Dropout(x[0], 0.4f, 1, 2), [4, 5]) { Large = [s_many], Empty = [[0, 5]], PassesNaN = false },
        new("GaussianNoise", x => Ops.GaussianNoise(x[0], 0.4f, 1, 2), [4, 5]) { Large = [s_many], Empty = [[0, 5]] },
        new("SpatialDropout", x => Ops.SpatialDropout(x[0], 0.4f, 1, 2), [3, 2, 2, 5]) { Large = [[10, 30, 31, 33]], Empty = [[0, 2, 2, 5]] },
    ];
}
