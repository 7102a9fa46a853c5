using System.Collections.Concurrent;
using System.Globalization;

namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>A search over a list of parameter specs by a study.</summary>
internal sealed class SpecifiedSearch
{
    private readonly IParameterSpec[] _parameters;
    private readonly int _seed;

    public SpecifiedSearch(IParameterSpec[] parameters, int seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length == 0 || Array.IndexOf(parameters, null) >= 0) throw new ArgumentException("a search needs at least one parameter, none of them null", nameof(parameters));
        (_parameters, _seed) = ([.. parameters], seed);
    }

    /// <summary>The name of a parameter in the study.</summary>
    public static string Name(int index) => "parameter " + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs a study until its sampler is exhausted or the trials are done; results in the order of the trials.</summary>
    public OptimizerResult[] Run(ISampler sampler, int? trials, int parallelism, Func<double[], OptimizerResult> function) =>
        [.. RunTrials(sampler, trials, parallelism, function).Select(done => done.Result)];

    /// <summary>The same, with the trials.</summary>
    public (TrialRecord Trial, OptimizerResult Result)[] RunTrials(ISampler sampler, int? trials, int parallelism, Func<double[], OptimizerResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var results = new ConcurrentDictionary<int, OptimizerResult>();
        Study study = Start(sampler);
        var options = new OptimizeOptions { Trials = trials, Parallelism = parallelism, Catch = static _ => false, MaxConsecutiveFailures = null };
        study.Optimize(trial =>
        {
            OptimizerResult result = Evaluate(function, Ask(trial));
            results[trial.Number] = result;
            return result.Error;
        }, options);
        return [.. study.Trials.Where(trial => results.ContainsKey(trial.Number)).Select(trial => (trial, results[trial.Number]))];
    }

    /// <summary>A study that nobody else sees.</summary>
    public Study Start(ISampler sampler) => Study.Create(new StudyOptions { Name = "search", Sampler = sampler, Seed = _seed });

    /// <summary>The parameter set of a trial.</summary>
    public double[] Ask(Trial trial) => [.. _parameters.Select((parameter, i) => parameter.ToEntry(trial.Suggest(Name(i), parameter.Distribution)))];

    /// <summary>The best of some results.</summary>
    public static OptimizerResult Best(OptimizerResult[] results) =>
        results.Where(result => !double.IsNaN(result.Error)).MinBy(result => result.Error)
            ?? throw new InvalidOperationException($"none of the {results.Length} parameter sets has an error that is a number");

    /// <summary>How many evaluations run at a time: -1 stands for one on each processor.</summary>
    public static int Parallelism(bool runParallel, int maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism is 0 or < -1) throw new ArgumentOutOfRangeException(nameof(maxDegreeOfParallelism), maxDegreeOfParallelism, "maxDegreeOfParallelism is at least 1, or -1 for the number of processors");
        if (!runParallel) return 1;
        return maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism;
    }

    private static OptimizerResult Evaluate(Func<double[], OptimizerResult> function, double[] parameterSet) =>
        function(parameterSet) ?? throw new InvalidOperationException("the function to minimise returned null for a parameter set");
}
