using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>An objective to minimise, under the name that the baselines know it by.</summary>
internal sealed record TunerProblem(string Name, Func<Trial, double> Objective)
{
    public static IReadOnlyList<TunerProblem> All { get; } =
    [
        new("branin", trial => TestFunctions.Branin(trial.SuggestFloat("x0", -5, 10), trial.SuggestFloat("x1", 0, 15))),
        new("hartmann6", trial => TestFunctions.Hartmann6(Box(trial, 6, 0, 1))),
        new("ackley10s", trial => TestFunctions.ShiftedAckley(Box(trial, 10, -32.768, 32.768))),
        new("rosenbrock5", trial => TestFunctions.Rosenbrock(Box(trial, 5, -5, 10))),
        new("levy8", trial => TestFunctions.Levy(Box(trial, 8, -10, 10))),
        new("nn", trial => SyntheticNetwork.Suggest(trial).FinalError()),
    ];

    private static double[] Box(Trial trial, int dimensions, double low, double high) =>
        [.. Enumerable.Range(0, dimensions).Select(i => trial.SuggestFloat(FormattableString.Invariant($"x{i}"), low, high))];
}
