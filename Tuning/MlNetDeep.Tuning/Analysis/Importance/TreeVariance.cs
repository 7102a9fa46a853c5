using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The variance of a tree over the whole space, and how much of it is that of the tree's mean as a function of one parameter (Hutter, Hoos
/// and Leyton-Brown 2014): sums over the leaves, which are boxes. Numbers are uniform on their scale, categories equally likely.
/// </summary>
/// <remarks>
/// A parameter that some trials lack is absent with the share of those trials. Its own variance is that where it is present, times the
/// probability of that; whether it is present is the merit of its parents.
/// </remarks>
internal sealed class TreeVariance
{
    private readonly IReadOnlyList<TreeLeaf> _leaves;
    private readonly int[] _categories;
    private readonly double[] _absent;
    private readonly double[][] _sizes;
    private readonly double[] _volumes;

    /// <param name="leaves">The leaves of the tree.</param>
    /// <param name="categories">The number of categories of each feature, the last of which stands for absence; 0 for numeric ones.</param>
    /// <param name="absent">The probability that each feature is absent.</param>
    public TreeVariance(IReadOnlyList<TreeLeaf> leaves, int[] categories, double[] absent)
    {
        (_leaves, _categories, _absent) = (leaves, categories, absent);
        _sizes = [.. leaves.Select(leaf => Enumerable.Range(0, categories.Length).Select(d => Size(leaf, d)).ToArray())];
        _volumes = [.. _sizes.Select(sizes => sizes.Aggregate(1.0, (product, size) => product * size))];
        double mean = 0, squares = 0;
        for (int i = 0; i < leaves.Count; i++) mean += _volumes[i] * leaves[i].Mean;
        for (int i = 0; i < leaves.Count; i++) squares += _volumes[i] * (leaves[i].Mean - mean) * (leaves[i].Mean - mean);
        Total = squares;
    }

    /// <summary>The variance of the tree.</summary>
    public double Total { get; }

    /// <summary>The variance of the mean given one feature, where it is present.</summary>
    public double Of(int feature)
    {
        double present = 1 - _absent[feature];
        if (present <= 0) return 0;
        return present * (_categories[feature] > 0 ? OfCategories(feature) : OfNumbers(feature));
    }

    private double OfCategories(int feature)
    {
        int count = _categories[feature] - 1;
        double[] means = new double[count];
        for (int i = 0; i < _leaves.Count; i++)
        {
            double part = Rest(i, feature) * _leaves[i].Mean;
            if (part == 0) continue;
            for (int category = 0; category < count; category++)
                if (_leaves[i].Categories[feature]![category]) means[category] += part;
        }
        return Variance(means, [.. Enumerable.Repeat(1.0 / count, count)]);
    }

    private double OfNumbers(int feature)
    {
        // Between two neighbouring borders of leaves the mean is constant: it changes where leaves begin and end.
        double[] borders = [.. _leaves.Select(leaf => leaf.Low[feature]).Where(border => border is > 0 and < 1).Append(0).Append(1).Distinct().Order()];
        double[] changes = new double[borders.Length];
        for (int i = 0; i < _leaves.Count; i++)
        {
            double low = Math.Max(0, _leaves[i].Low[feature]), high = Math.Min(1, _leaves[i].High[feature]), part = Rest(i, feature) * _leaves[i].Mean;
            if (high <= low) continue;
            changes[Array.BinarySearch(borders, low)] += part;
            changes[Array.BinarySearch(borders, high)] -= part;
        }
        double[] means = new double[borders.Length - 1], widths = new double[means.Length];
        double mean = 0;
        for (int i = 0; i < means.Length; i++) (means[i], widths[i]) = (mean += changes[i], borders[i + 1] - borders[i]);
        return Variance(means, widths);
    }

    private static double Variance(double[] values, double[] weights)
    {
        double mean = 0, squares = 0;
        for (int i = 0; i < values.Length; i++) mean += weights[i] * values[i];
        for (int i = 0; i < values.Length; i++) squares += weights[i] * (values[i] - mean) * (values[i] - mean);
        return squares;
    }

    /// <summary>The volume of a leaf in all features but one.</summary>
    private double Rest(int leaf, int feature)
    {
        double size = _sizes[leaf][feature];
        if (size > 0) return _volumes[leaf] / size;
        double rest = 1;
        for (int d = 0; d < _categories.Length; d++)
            if (d != feature) rest *= _sizes[leaf][d];
        return rest;
    }

    private double Size(TreeLeaf leaf, int feature)
    {
        double present = 1 - _absent[feature];
        if (leaf.Categories[feature] is { } isAllowed)
            return present * isAllowed[..^1].Count(flag => flag) / (isAllowed.Length - 1) + (isAllowed[^1] ? _absent[feature] : 0);
        bool holdsAbsent = leaf.Low[feature] < ForestData.Absent && leaf.High[feature] >= ForestData.Absent;
        double width = Math.Max(0, Math.Min(1, leaf.High[feature]) - Math.Max(0, leaf.Low[feature]));
        return present * width + (holdsAbsent ? _absent[feature] : 0);
    }
}
