using System.Collections.Frozen;

namespace MlNetDeep.Tuning;

/// <summary>
/// Proposes parameters. A sampler keeps no state of its own: what it proposes depends only on the history of the study, the
/// trial's number and a seed, so that it can be shared by threads, resumed and reproduced. See <c>docs/adding-a-sampler.md</c>.
/// </summary>
public interface ISampler
{
    /// <summary>
    /// Proposes parameters together, before the objective asks for any: the hook for samplers that model their dependence.
    /// A proposal is used when the objective asks for that name with a distribution of the same kind that contains the value;
    /// for every other parameter <see cref="Sample"/> is called.
    /// </summary>
    /// <param name="history">The study so far.</param>
    /// <param name="trial">The trial to propose for.</param>
    /// <returns>Proposals by name, none by default.</returns>
    IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial) => FrozenDictionary<string, ParameterValue>.Empty;

    /// <summary>Proposes one parameter when the objective asks for it.</summary>
    /// <param name="history">The study so far.</param>
    /// <param name="trial">The trial to propose for, with the parameters that it has already.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="distribution">What it may be; never a single value.</param>
    /// <returns>A value in the internal representation, contained in the distribution.</returns>
    double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution);

    /// <summary>
    /// True when it proposes parameters that a trial has had already on purpose. False, the default, has the study change such a
    /// proposal of <see cref="SampleJoint"/> in a parameter or a few, as long as the space has others.
    /// </summary>
    bool RepeatsTrials => false;

    /// <summary>True when nothing is left to propose; <see cref="Study.Optimize(Func{Trial, double}, OptimizeOptions)"/> ends then. False by default.</summary>
    /// <param name="history">The study so far.</param>
    bool IsExhausted(StudyHistory history) => false;
}
