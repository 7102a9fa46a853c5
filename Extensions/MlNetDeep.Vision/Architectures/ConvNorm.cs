using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The convolution without bias, batch normalisation and activation that modern architectures are made of, with what is the same in
/// all of one architecture.
/// </summary>
internal sealed record ConvNorm
{
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    public Initializer KernelInitializer { get; init; } = TorchInitializers.KaimingFanOut;

    public float Epsilon { get; init; } = 1e-5f;

    public float Momentum { get; init; } = 0.1f;

    /// <summary>Appends a convolution that keeps the size but for its stride, and its norm.</summary>
    /// <param name="x">The image.</param>
    /// <param name="convolution">The convolution's name.</param>
    /// <param name="norm">The norm's name.</param>
    /// <param name="filters">The channels of the result.</param>
    /// <param name="kernel">An odd size.</param>
    /// <param name="stride">The step of the window.</param>
    /// <param name="groups">The groups of channels.</param>
    /// <param name="padding">Null for half the kernel.</param>
    /// <param name="activation">Null for <see cref="Activation"/>.</param>
    public Node Apply(Node x, string convolution, string norm, int filters, Size2D kernel, int stride = 1, int groups = 1, int? padding = null, ActivationFunction? activation = null) => x
        .Apply(new Conv2D(filters, kernel)
        {
            Name = convolution,
            Stride = stride,
            Groups = groups,
            Padding = padding is { } all ? Padding.All(all) : Padding.Explicit(new(kernel.Height / 2, kernel.Height / 2, kernel.Width / 2, kernel.Width / 2)),
            UseBias = false,
            KernelInitializer = KernelInitializer,
        })
        .Apply(Norm(norm, activation ?? Activation));

    public BatchNorm Norm(string name, ActivationFunction activation) => new() { Name = name, Epsilon = Epsilon, Momentum = Momentum, Activation = activation };
}
