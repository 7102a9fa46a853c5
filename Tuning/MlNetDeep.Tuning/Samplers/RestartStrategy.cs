namespace MlNetDeep.Tuning;

/// <summary>What <see cref="CmaEsSampler"/> does when a run has converged.</summary>
public enum RestartStrategy
{
    /// <summary>It goes on sampling from the distribution that it has.</summary>
    None,

    /// <summary>It starts again elsewhere with twice the population (Auger and Hansen, "A Restart CMA Evolution Strategy With Increasing Population Size", 2005).</summary>
    Ipop,

    /// <summary>
    /// Runs with a doubled population take turns with runs of a small one and a small step, so that both get the same number of
    /// trials (Hansen, "Benchmarking a BI-Population CMA-ES on the BBOB-2009 Function Testbed", 2009).
    /// </summary>
    Bipop,
}
