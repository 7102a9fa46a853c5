namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Batch normalisation (Ioffe and Szegedy 2015): <c>activation(gamma * (x - mean) / sqrt(variance + epsilon) + beta)</c> per
    /// channel. The running variance is the unbiased one, the normalisation uses the biased one, as in PyTorch.
    /// </summary>
    /// <param name="input">[N, C] or [N, H, W, C]; any shape whose last axis is the channels.</param>
    /// <param name="gamma">[C], the scale.</param>
    /// <param name="beta">[C], the shift.</param>
    /// <param name="runningMean">[C], updated in training.</param>
    /// <param name="runningVariance">[C], updated in training.</param>
    /// <param name="options">Training or not, momentum, epsilon, activation.</param>
    /// <returns>The shape of the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a batch of one row is to be trained on.</exception>
    public static Tensor BatchNorm(Tensor input, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, BatchNormOptions options)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        if (input.Rank < 2) ThrowShape("BatchNorm", "the input has at least two axes, the channels last", input.Shape);
        int channels = input.Shape[-1], rows = RowsOf(input.Shape);
        PerChannel(gamma, "gamma");
        PerChannel(beta, "beta");
        PerChannel(runningMean, "running mean");
        PerChannel(runningVariance, "running variance");
        if (options.Training && rows == 1) ThrowShape("BatchNorm", "training needs more than one number per channel", input.Shape);

        bool training = options.Training && rows > 0;
        Tensor mean = runningMean, variance = runningVariance;
        if (training)
        {
            mean = Tensor.Allocate(gamma.Shape);
            variance = Tensor.Allocate(gamma.Shape);
            Backend.Current.BatchStatistics(rows, channels, input.Storage, mean.Storage, variance.Storage);
            Backend.Current.MoveAverage(runningMean.Storage, options.Momentum, mean.Storage, 1);
            Backend.Current.MoveAverage(runningVariance.Storage, options.Momentum, variance.Storage, rows / (rows - 1f));
        }
        Tensor y = Tensor.Allocate(input.Shape);
        Backend.Current.BatchNorm(rows, channels, input.Storage, mean.Storage, variance.Storage, gamma.Storage, beta.Storage, options.Epsilon, options.Activation, y.Storage);
        Tape.Record(y, (input, gamma, beta, mean, variance, options, training), static (gradient, made) =>
        {
            (Tensor input, Tensor gamma, Tensor beta, Tensor mean, Tensor variance, BatchNormOptions options, bool training) = made;
            Tensor? inputGradient = input.RequiresGrad ? Tensor.Allocate(input.Shape) : null;
            Tensor gammaGradient = Tensor.Allocate(gamma.Shape), betaGradient = Tensor.Allocate(beta.Shape);
            Backend.Current.BatchNormGradient(RowsOf(input.Shape), gamma.Count, input.Storage, mean.Storage, variance.Storage, gamma.Storage, beta.Storage, options.Epsilon, training, options.Activation,
                gradient.Storage, inputGradient?.Storage, gammaGradient.Storage, betaGradient.Storage);
            if (inputGradient is not null) input.Accumulate(inputGradient);
            AccumulateOrFree(gamma, gammaGradient);
            AccumulateOrFree(beta, betaGradient);
            if (training) Free(mean, variance);
        }, input, gamma, beta);
        if (training && y.Node is null) Free(mean, variance);
        return y;

        void PerChannel(Tensor tensor, string name)
        {
            ArgumentNullException.ThrowIfNull(tensor, name);
            if (tensor.Rank != 1 || tensor.Count != channels) ThrowShape("BatchNorm", $"the {name} has one number per channel, [{channels}]", input.Shape, tensor.Shape);
        }
    }

    private static void Free(Tensor first, Tensor second)
    {
        first.Free();
        second.Free();
    }

    private static void AccumulateOrFree(Tensor tensor, Tensor gradient)
    {
        if (tensor.RequiresGrad) tensor.Accumulate(gradient);
        else gradient.Free();
    }
}
