using MlNetDeep.Tensors.Backends.Cpu;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

/// <summary>
/// The one place where numbers are crunched: coarse primitives over memory that the backend owns. The operations in
/// <see cref="Ops"/> call nothing else, so that another device is one more subclass.
/// </summary>
public abstract partial class Backend
{
    private protected Backend() { }

    /// <summary>The backend in use: the processor.</summary>
    public static Backend Current { get; } = new CpuBackend();

    /// <summary>What the backend runs on, for logs.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Gives memory that ended steps left for the next ones back to the garbage collector, such as after training.
    /// </summary>
    public abstract void ReleaseUnusedMemory();

    // Memory. What will not come back is not taken from the pool: it would run dry.
    internal abstract Storage Allocate(int count, bool pooled);
    internal abstract void Fill(Storage y, float value);
    internal abstract void Copy(Storage x, Storage y);
    internal abstract void AddTo(Storage x, Storage sum);

    /// <summary>Copies a block of <paramref name="rows"/> runs of <paramref name="length"/> floats between two strided layouts.</summary>
    internal abstract void CopyBlock(Storage x, int xStart, int xStride, Storage y, int yStart, int yStride, int rows, int length);

    // Elementwise.
    internal abstract void Affine(Storage x, float scale, float shift, Storage y);
    internal abstract void Elementwise(ElementwiseFunction function, float parameter, Storage x, Storage y);
    internal abstract void ElementwiseGradient(ElementwiseFunction function, float parameter, Storage x, Storage y, Storage yGradient, Storage xGradient);
    /// <summary>y = condition is not zero ? a : b, where null stands for zeros.</summary>
    internal abstract void Select(Storage condition, Storage? a, Storage? b, Storage y);
    internal abstract void Binary(BinaryFunction function, Storage a, Shape aShape, Storage b, Shape bShape, Storage y, Shape yShape);

    /// <summary>Keeps each element with probability 1 - rate, scaled by 1 / (1 - rate), else zero; element i is decided by number i of the generator.</summary>
    internal abstract void Dropout(Storage x, float rate, Philox random, Storage y);

    // Reductions. Axes of length 1 in yShape, which has the rank of xShape, are summed over.
    internal abstract void Sum(Storage x, Shape xShape, float scale, Storage y, Shape yShape);
    internal abstract void Broadcast(Storage x, Shape xShape, float scale, Storage y, Shape yShape);

    /// <summary>The largest or smallest numbers; a NaN wins.</summary>
    internal abstract void Extreme(Storage x, Shape xShape, bool maximum, Storage y, Shape yShape);

    /// <summary>The gradient of an extreme is shared equally by the elements that have it.</summary>
    internal abstract void ExtremeGradient(Storage x, Shape xShape, Storage y, Storage yGradient, Shape yShape, Storage xGradient);
    internal abstract void ArgExtreme(Storage x, int rows, int columns, bool maximum, Span<int> y);

    // Matrix products: y[m, n] = a[m, k] b[k, n], each of a and b possibly stored transposed; starts count floats.
    internal abstract void Gemm(int m, int n, int k, Storage a, int aStart, bool transposeA, Storage b, int bStart, bool transposeB, Storage y, int yStart, bool accumulate, Storage? bias, FusedActivation activation);

    // Images.

    /// <summary>
    /// The weight in the order in which Convolution2D reads it, for one that serves many passes; it fits images and batches of any
    /// size. Null if the weight is read as it is.
    /// </summary>
    internal abstract Storage? Convolution2DPack(in Convolution2DGeometry geometry, Storage weight);

    /// <summary>
    /// y = activation(x * weight + bias + residual); the residual has the shape of y and is not y; packed tells whether the weight
    /// comes from Convolution2DPack.
    /// </summary>
    internal abstract void Convolution2D(in Convolution2DGeometry geometry, Storage x, Storage weight, bool packed, Storage? bias, Storage? residual, FusedActivation activation, Storage y);
    internal abstract void Convolution2DInputGradient(in Convolution2DGeometry geometry, Storage yGradient, Storage weight, Storage xGradient);
    internal abstract void Convolution2DWeightGradient(in Convolution2DGeometry geometry, Storage x, Storage yGradient, Storage weightGradient, Storage? biasGradient);

    // Normalisation over the rows of [rows, channels].
    internal abstract void BatchStatistics(int rows, int channels, Storage x, Storage mean, Storage variance);
    internal abstract void BatchNorm(int rows, int channels, Storage x, Storage mean, Storage variance, Storage gamma, Storage beta, float epsilon, FusedActivation activation, Storage y);

    /// <summary>
    /// The three gradients at once. With <paramref name="training"/> mean and variance depend on x; without, they are constants.
    /// With a fused ReLU x, gamma and beta tell where it passed.
    /// </summary>
    internal abstract void BatchNormGradient(int rows, int channels, Storage x, Storage mean, Storage variance, Storage gamma, Storage beta, float epsilon, bool training, FusedActivation activation, Storage yGradient, Storage? xGradient, Storage gammaGradient, Storage betaGradient);

    /// <summary>average = (1 - rate) average + rate scale value.</summary>
    internal abstract void MoveAverage(Storage average, float rate, Storage value, float scale);

    // Classification, over the rows of [rows, classes].
    internal abstract void Softmax(int rows, int columns, Storage x, bool logarithm, Storage y);
    internal abstract void SoftmaxGradient(int rows, int columns, Storage y, bool logarithm, Storage yGradient, Storage xGradient);

    /// <summary>
    /// Per row the loss, already weighted, and in <paramref name="gradient"/> its derivative by the logits. Returns the number
    /// that the mean divides the sum of the losses by.
    /// </summary>
    internal abstract double CrossEntropy(int rows, int classes, Storage x, ReadOnlySpan<int> labels, Storage? targets, ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, Storage losses, Storage gradient);

    /// <summary>y[row, :] = x[row, :] * scale * rowScale[row], or rowScale[0] for all rows when it has one element.</summary>
    internal abstract void ScaleRows(int rows, int columns, Storage x, Storage rowScale, float scale, Storage y);
}
