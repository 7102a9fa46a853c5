namespace MlNetDeep.Networks;

/// <summary>
/// What a layer needs to know about the pass it is applied in: whether the network is being trained and, for layers that draw
/// random numbers, from where. Equal contexts give equal random numbers on every machine and any number of threads.
/// </summary>
/// <param name="Training">True while training: dropout drops, batch normalisation uses and updates batch statistics.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Step">The number of the training step, from 0.</param>
public readonly record struct ForwardContext(bool Training, ulong Seed = 0, long Step = 0)
{
    /// <summary>The context of a pass that only predicts: nothing is random and no state changes.</summary>
    public static ForwardContext Inference => default;

    /// <summary>The position of this call in the network, set by the network, so that equal layers draw different numbers.</summary>
    public int Call { get; init; }

    /// <summary>A number that differs for each step and call: the stream of a Philox generator seeded with <see cref="Seed"/>.</summary>
    public ulong Stream => ((ulong)(uint)Call << 40) ^ (ulong)Step;

    /// <summary>
    /// True when the layer is frozen (<see cref="NetworkLayer.Frozen"/>), set by the network: batch normalisation then predicts with its
    /// running statistics and leaves them alone, also in training, as in Keras.
    /// </summary>
    public bool Frozen { get; init; }
}
