namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// A leaf as the box that it covers, so that importance can be computed by marginalising. A number lies in the box when it is above
/// <see cref="Low"/> and at most <see cref="High"/>; the categories of a feature that belong to it are in <see cref="Categories"/>, null
/// for numeric features.
/// </summary>
internal sealed record TreeLeaf(double Mean, double Variance, double Weight, double[] Low, double[] High, bool[]?[] Categories);
