namespace MlNetDeep.Tuning;

/// <summary>What a point of a search space is worth; the more the better.</summary>
internal interface IAcquisition
{
    double Evaluate(ReadOnlySpan<double> point);

    /// <summary>The value and its gradient along the active numeric dimensions, 0 along all others.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}
