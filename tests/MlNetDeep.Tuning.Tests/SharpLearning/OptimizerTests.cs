using MlNetDeep.Tuning.SharpLearning;

namespace MlNetDeep.Tuning.Tests.SharpLearning;

public class OptimizerTests
{
    private static readonly IParameterSpec[] s_box = [new MinMaxParameterSpec(-10, 10), new MinMaxParameterSpec(1e-4, 1, Transform.Log10), new MinMaxParameterSpec(1, 300, Transform.Log10, ParameterType.Discrete)];

    /// <summary>Each optimizer with a number of evaluations, as code written for SharpLearning makes it.</summary>
    public static TheoryData<string> Names => ["random", "smac", "bayes", "swarm", "simplex"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_best_result_is_near_the_optimum(string name)
    {
        OptimizerResult best = Create(name, s_box).OptimizeBest(Distance);
        Assert.Equal(Distance(best.ParameterSet).Error, best.Error);
        Assert.InRange(best.Error, 0, name is "smac" or "bayes" ? 0.5 : 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Contract39_results_are_those_of_the_sets_and_repeat_with_the_seed(string name)
    {
        OptimizerResult[] results = Create(name, s_box).Optimize(Distance), again = Create(name, s_box).Optimize(Distance);
        Assert.Equal(40, results.Length);
        Assert.Equal(results.Select(result => result.Error), again.Select(result => result.Error));
        Assert.All(results, result =>
        {
            Assert.InRange(result.ParameterSet[0], -10, 10);
            Assert.InRange(result.ParameterSet[1], 1e-4, 1);
            Assert.Equal(Math.Round(result.ParameterSet[2]), result.ParameterSet[2]);
        });
    }

    [Fact]
    public void Integers_on_a_logarithmic_scale_reach_every_value()
    {
        var reached = new HashSet<double>();
        new RandomSearchOptimizer([new MinMaxParameterSpec(1, 12, Transform.Log10, ParameterType.Discrete)], 400, runParallel: false).Optimize(set =>
        {
            reached.Add(set[0]);
            return new OptimizerResult(set, 0);
        });
        Assert.Equal(Enumerable.Range(1, 12).Select(value => (double)value), reached.Order());
    }

    [Fact]
    public void Contract39_parallel_results_equal_sequential_ones()
    {
        OptimizerResult[] parallel = new RandomSearchOptimizer(s_box, 30, runParallel: true, maxDegreeOfParallelism: 4).Optimize(Distance);
        Assert.Equal(new RandomSearchOptimizer(s_box, 30, runParallel: false).Optimize(Distance).Select(result => result.Error), parallel.Select(result => result.Error));
    }

    [Fact]
    public void A_grid_tries_every_combination()
    {
        IParameterSpec[] grid = [new GridParameterSpec(10, 30, 20), new GridParameterSpec(0.5, 1)];
        OptimizerResult[] results = new GridSearchOptimizer(grid).Optimize(set => new OptimizerResult(set, set[0] * set[1]));
        Assert.Equal([(10, 0.5), (10, 1), (20, 0.5), (20, 1), (30, 0.5), (30, 1)], results.Select(result => (result.ParameterSet[0], result.ParameterSet[1])).Order());
        Assert.Equal(5, new GridSearchOptimizer(grid, runParallel: false).OptimizeBest(set => new OptimizerResult(set, set[0] * set[1])).Error);
        Assert.Contains("no list of values", Assert.Throws<NotSupportedException>(() => new GridSearchOptimizer(s_box)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hyperband_spends_the_budgets_of_the_paper()
    {
        var budgets = new List<double>();
        OptimizerResult[] results = new HyperbandOptimizer([new MinMaxParameterSpec(0, 1)], maximumBudget: 9, eta: 3).Optimize((set, budget) =>
        {
            budgets.Add(budget);
            return new OptimizerResult(set, set[0] + 1 / budget);
        });
        // R = 9: 9 sets with 1, 3 with 3, 1 with 9; 5 with 3, 1 or 2 with 9; 3 with 9.
        Assert.Equal(9, budgets.Count(budget => budget == 1));
        Assert.Equal(3 + 5, budgets.Count(budget => budget == 3));
        Assert.Equal(1 + 2 + 3, budgets.Count(budget => budget == 9));
        Assert.Equal(budgets.Count, results.Length);
        Assert.Equal(results.Min(result => result.Error), new HyperbandOptimizer([new MinMaxParameterSpec(0, 1)], 9).OptimizeBest((set, budget) => new OptimizerResult(set, set[0] + 1 / budget)).Error);
        Assert.DoesNotContain(new HyperbandOptimizer([new MinMaxParameterSpec(0, 1)], 9, skipLastIterationOfEachRound: true).Optimize((set, budget) => new OptimizerResult(set, budget)), result => result.Error == 9);
    }

    [Fact]
    public void A_simplex_search_ends_after_its_restarts()
    {
        int calls = 0;
        OptimizerResult best = new GlobalizedBoundedNelderMeadOptimizer([new MinMaxParameterSpec(-5, 5), new MinMaxParameterSpec(-5, 5)], maxRestarts: 3, maxDegreeOfParallelism: 1).OptimizeBest(set =>
        {
            calls++;
            return new OptimizerResult(set, Math.Pow(set[0] - 1, 2) + Math.Pow(set[1] + 2, 2));
        });
        Assert.InRange(calls, 20, 2000);
        Assert.InRange(best.Error, 0, 0.05);
        OptimizerResult[] few = new GlobalizedBoundedNelderMeadOptimizer([new MinMaxParameterSpec(-5, 5)], maxRestarts: 2, maxIterationsPrRestart: 1, maxDegreeOfParallelism: 1).Optimize(set => new OptimizerResult(set, set[0]));
        Assert.InRange(few.Length, 4, 12);
    }

    [Fact]
    public void Errors_that_are_no_numbers_are_results_but_never_the_best()
    {
        static OptimizerResult Half(double[] set) => new(set, set[0] < 0 ? double.NaN : set[0]);
        Assert.Equal(40, Create("bayes", s_box).Optimize(Half).Length);
        Assert.InRange(Create("bayes", s_box).OptimizeBest(Half).Error, 0, 10);
        Assert.Contains("none of the 40", Assert.Throws<InvalidOperationException>(() => Create("random", s_box).OptimizeBest(set => new OptimizerResult(set, double.NaN))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_function_throws_reaches_the_caller()
    {
        int calls = 0;
        Assert.Equal("lost", Assert.Throws<InvalidOperationException>(() => Create("smac", s_box).Optimize(_ => ++calls == 3 ? throw new InvalidOperationException("lost") : new OptimizerResult([0], 1))).Message);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void ArgumentCheck_names_what_is_wrong()
    {
        Assert.Contains("below max", Assert.Throws<ArgumentException>(() => new MinMaxParameterSpec(1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => new MinMaxParameterSpec(0, 1, Transform.Log10)).Message, StringComparison.Ordinal);
        Assert.Contains("below 1", Assert.Throws<ArgumentException>(() => new MinMaxParameterSpec(0, 1, Transform.ExponentialAverage)).Message, StringComparison.Ordinal);
        Assert.Contains("no integers", Assert.Throws<ArgumentException>(() => new MinMaxParameterSpec(0.2, 0.8, parameterType: ParameterType.Discrete)).Message, StringComparison.Ordinal);
        Assert.Contains("at least one number", Assert.Throws<ArgumentException>(() => new GridParameterSpec()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearchOptimizer(s_box, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearchOptimizer(s_box, 1, maxDegreeOfParallelism: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmacOptimizer(s_box, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianOptimizer(s_box, 1, randomStartingPointCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandOptimizer(s_box, eta: 1));
        Assert.Contains("at least one parameter", Assert.Throws<ArgumentException>(() => new SmacOptimizer([], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_of_moving_averages_are_dense_near_1()
    {
        double[] rates = [.. new RandomSearchOptimizer([new MinMaxParameterSpec(0.9, 0.9999, Transform.ExponentialAverage)], 300, runParallel: false).Optimize(set => new OptimizerResult(set, 0)).Select(result => result.ParameterSet[0])];
        Assert.All(rates, rate => Assert.InRange(rate, 0.9, 0.9999));
        Assert.InRange(rates.Count(rate => rate > 0.99), 150, 250);   // two of three decades
    }

    private static IOptimizer Create(string name, IParameterSpec[] parameters) => name switch
    {
        "random" => new RandomSearchOptimizer(parameters, 40, runParallel: false),
        "smac" => new SmacOptimizer(parameters, iterations: 30, randomStartingPointCount: 10),
        "swarm" => new ParticleSwarmOptimizer(parameters, maxIterations: 4, maxDegreeOfParallelism: 1),
        "simplex" => new GlobalizedBoundedNelderMeadOptimizer(parameters, maxFunctionEvaluations: 40, maxDegreeOfParallelism: 1),
        _ => new BayesianOptimizer(parameters, iterations: 35),
    };

    private static OptimizerResult Distance(double[] set) =>
        new(set, Math.Abs(set[0] - 3) / 4 + Math.Abs(Math.Log10(set[1]) + 2) / 2 + Math.Abs(Math.Log10(set[2] / 30)));
}
