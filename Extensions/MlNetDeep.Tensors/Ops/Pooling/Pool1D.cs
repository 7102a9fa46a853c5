namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The largest number of each window, per channel; see <see cref="MaxPool2D"/>.</summary>
    /// <param name="input">[N, L, C].</param>
    /// <param name="options">Window, stride, padding, dilation; null is 2 with stride 2.</param>
    /// <returns>[N, OutL, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the options do not fit it.</exception>
    public static Tensor MaxPool1D(Tensor input, Pool1DOptions? options = null) => Sequence(MaxPool2D(Image("MaxPool1D", input), (options ?? new()).Rows));

    /// <summary>The mean of each window, per channel; see <see cref="AveragePool2D"/>.</summary>
    /// <param name="input">[N, L, C].</param>
    /// <param name="options">Window, stride, padding, dilation; null is 2 with stride 2.</param>
    /// <returns>[N, OutL, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the options do not fit it.</exception>
    public static Tensor AveragePool1D(Tensor input, Pool1DOptions? options = null) => Sequence(AveragePool2D(Image("AveragePool1D", input), (options ?? new()).Rows));
}
