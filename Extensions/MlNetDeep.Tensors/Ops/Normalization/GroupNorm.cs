using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Group normalisation (Wu and He 2018): the channels are cut into groups of neighbours, and each group of each sample is
    /// normalised with its own mean and biased variance over all positions, as PyTorch's <c>group_norm</c>. Does not depend on
    /// the batch, in training and in inference alike.
    /// </summary>
    /// <param name="input">[N, ..., C], such as [N, H, W, C].</param>
    /// <param name="groups">The number of groups, at least 1; it divides C.</param>
    /// <param name="gamma">[C], the scale; null is 1.</param>
    /// <param name="beta">[C], the shift; null is 0.</param>
    /// <param name="epsilon">Added to the variance, above 0. Default 1e-5.</param>
    /// <returns>The shape of the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the groups do not divide the channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public static Tensor GroupNorm(Tensor input, int groups, Tensor? gamma = null, Tensor? beta = null, float epsilon = 1e-5f)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2) ThrowShape("GroupNorm", "the input is [N, ..., C]", input.Shape);
        int channels = input.Shape[-1];
        if (groups < 1 || channels % groups != 0) ThrowShape("GroupNorm", $"the number of groups divides the {channels} channels, but is {groups}", input.Shape);
        CheckPerChannel("GroupNorm", input, gamma, "gamma");
        CheckPerChannel("GroupNorm", input, beta, "beta");
        return GroupNorm("GroupNorm", SampleGeometry(input, groups), input, gamma, beta, epsilon);
    }

    /// <summary>Each sample of [N, ..., C] by itself.</summary>
    private static GroupNormGeometry SampleGeometry(Tensor input, int groups)
    {
        int rows = input.Count == 0 ? 0 : input.Count / input.Shape[0] / input.Shape[-1];
        return new GroupNormGeometry(input.Shape[0], rows, input.Shape[-1], groups);
    }

    private static void CheckPerChannel(string operation, Tensor input, Tensor? tensor, string name)
    {
        if (tensor is not null && (tensor.Rank != 1 || tensor.Count != input.Shape[-1]))
            ThrowShape(operation, $"the {name} has one number per channel, [{input.Shape[-1]}]", input.Shape, tensor.Shape);
    }

    /// <summary>What layer, group and instance normalisation share.</summary>
    /// <param name="operation">For messages.</param>
    /// <param name="geometry">What is normalised together.</param>
    /// <param name="input">The numbers.</param>
    /// <param name="gamma">One number per column of the geometry, in any shape.</param>
    /// <param name="beta">One number per column of the geometry, in any shape.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="observe">Sees the means and the biased variances, [samples, groups] each, before they may be freed.</param>
    private static Tensor GroupNorm(string operation, GroupNormGeometry geometry, Tensor input, Tensor? gamma, Tensor? beta, float epsilon, Action<Tensor, Tensor>? observe = null)
    {
        if (!(epsilon > 0)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"{operation}: epsilon is above 0, but is {epsilon}");
        Shape perGroup = [geometry.Samples, geometry.Groups];
        Tensor mean = Tensor.Allocate(perGroup), meanRest = Tensor.Allocate(perGroup), variance = Tensor.Allocate(perGroup), y = Tensor.Allocate(input.Shape);
        Backend.Current.GroupNorm(geometry, input.Storage, gamma?.Storage, beta?.Storage, epsilon, mean.Storage, meanRest.Storage, variance.Storage, y.Storage);
        observe?.Invoke(mean, variance);
        Tape.Record(y, gradient =>
        {
            Shape perColumn = gamma?.Shape ?? beta?.Shape ?? [geometry.Columns];
            Tensor? inputGradient = input.RequiresGrad ? Tensor.Allocate(input.Shape) : null;
            Tensor gammaGradient = Tensor.Allocate(perColumn), betaGradient = Tensor.Allocate(perColumn);
            Backend.Current.GroupNormGradient(geometry, input.Storage, mean.Storage, meanRest.Storage, variance.Storage, gamma?.Storage, epsilon, gradient.Storage, inputGradient?.Storage, gammaGradient.Storage, betaGradient.Storage);
            if (inputGradient is not null) input.Accumulate(inputGradient);
            if (gamma is { RequiresGrad: true }) gamma.Accumulate(gammaGradient);
            else gammaGradient.Free();
            if (beta is { RequiresGrad: true }) beta.Accumulate(betaGradient);
            else betaGradient.Free();
            FreeStatistics();
        }, input, gamma, beta);
        if (y.Node is null) FreeStatistics();
        return y;

        void FreeStatistics()
        {
            Free(mean, variance);
            meanRest.Free();
        }
    }
}
