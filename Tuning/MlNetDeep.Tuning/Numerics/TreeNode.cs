namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// A node of a <see cref="RegressionTree"/>. Inner nodes send a row to <see cref="Left"/> when its number is at most
/// <see cref="Threshold"/>, or when the bit of its category is in <see cref="Categories"/>, otherwise to the node after that.
/// </summary>
internal readonly record struct TreeNode(int Feature, double Threshold, ulong[]? Categories, int Left, double Mean, double Variance, double Weight)
{
    /// <summary>The <see cref="Feature"/> of leaves.</summary>
    public const int Leaf = -1;

    public bool IsLeaf => Feature == Leaf;

    public bool GoesLeft(double value) => Categories is null ? value <= Threshold : Contains((int)value);

    public bool Contains(int category) => (Categories![category >> 6] >> (category & 63) & 1) != 0;
}
