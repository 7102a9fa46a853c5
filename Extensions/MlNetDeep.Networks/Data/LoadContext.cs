using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Why samples are loaded: for training, where augmentation is wanted, or not; and where random numbers come from.</summary>
/// <param name="Training">True when the samples are trained on and may be augmented.</param>
/// <param name="Seed">The seed of the training.</param>
/// <param name="Epoch">The epoch, from 1; 0 outside of training.</param>
public readonly record struct LoadContext(bool Training, ulong Seed = 0, int Epoch = 0)
{
    // Keeps augmentation apart from the shuffling and the dropout of the same seed.
    private const ulong AugmentationSalt = 0x6175676D656E7400;

    /// <summary>The random numbers for the augmentation of a sample: they depend on the seed, the epoch and the sample alone.</summary>
    /// <param name="index">The index of the sample in the data set.</param>
    /// <returns>The generator.</returns>
    public Philox RandomFor(int index) => new(Seed ^ AugmentationSalt, ((ulong)(uint)Epoch << 32) | (uint)index);
}
