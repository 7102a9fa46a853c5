namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each sample is normalised with its own mean
    /// and biased variance over all positions. Running statistics are optional, as with PyTorch's <c>track_running_stats</c>: they
    /// average the samples' means and unbiased variances, and replace them outside training.
    /// </summary>
    /// <param name="input">[N, ..., C] of at least three axes, such as [N, H, W, C].</param>
    /// <param name="gamma">[C], the scale; null is 1.</param>
    /// <param name="beta">[C], the shift; null is 0.</param>
    /// <param name="options">Training or not, running statistics, momentum, epsilon; null is the default, without running statistics.</param>
    /// <returns>The shape of the input.</returns>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit, only one of the running statistics is given, or a sample of one position is to be normalised by itself.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public static Tensor InstanceNorm(Tensor input, Tensor? gamma = null, Tensor? beta = null, InstanceNormOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        options ??= new();
        if (input.Rank < 3) ThrowShape("InstanceNorm", "the input is [N, ..., C] with at least three axes", input.Shape);
        CheckPerChannel("InstanceNorm", input, gamma, "gamma");
        CheckPerChannel("InstanceNorm", input, beta, "beta");
        CheckPerChannel("InstanceNorm", input, options.RunningMean, "running mean");
        CheckPerChannel("InstanceNorm", input, options.RunningVariance, "running variance");
        if (options.RunningMean is null != options.RunningVariance is null) throw new ArgumentException("InstanceNorm: a running mean and a running variance belong together; received only one of them", nameof(options));

        int channels = input.Shape[-1];
        if (!options.Training && options.RunningMean is not null)
        {
            var fixedStatistics = new BatchNormOptions { Training = false, Epsilon = options.Epsilon };
            return BatchNorm(input, gamma ?? Tensor.Ones([channels]), beta ?? Tensor.Zeros([channels]), options.RunningMean, options.RunningVariance!, fixedStatistics);
        }
        var geometry = SampleGeometry(input, channels);
        if (geometry.Rows == 1) ThrowShape("InstanceNorm", "a sample has more than one number per channel", input.Shape);
        bool tracked = options.RunningMean is not null && input.Count > 0;
        return GroupNorm("InstanceNorm", geometry, input, gamma, beta, options.Epsilon, tracked ? Track : null);

        void Track(Tensor mean, Tensor variance)
        {
            Tensor average = Tensor.Allocate([1, channels]);
            Backend.Current.Sum(mean.Storage, mean.Shape, 1f / geometry.Samples, average.Storage, average.Shape);
            Backend.Current.MoveAverage(options.RunningMean!.Storage, options.Momentum, average.Storage, 1);
            Backend.Current.Sum(variance.Storage, variance.Shape, 1f / geometry.Samples, average.Storage, average.Shape);
            Backend.Current.MoveAverage(options.RunningVariance!.Storage, options.Momentum, average.Storage, geometry.Rows / (geometry.Rows - 1f));
            average.Free();
        }
    }
}
