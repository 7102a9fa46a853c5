using MlNetDeep.Tuning.Tests.Samplers.Replayed;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class CostFrugalSamplerTests : ReplayedSamplerConformance
{
    protected override ISampler Create() => new CostFrugalSampler();

    [Fact]
    public void The_first_trial_is_the_start_and_the_middle_of_the_rest()
    {
        Study study = Study.Create(new() { Sampler = new CostFrugalSampler(new() { Start = new Dictionary<string, object?> { ["units"] = 4, ["kind"] = "c" } }) });
        study.Optimize(Mixed, new() { Trials = 1 });
        IReadOnlyDictionary<string, object?> first = study.Trials[0].ToExternal();
        Assert.Equal((4, "c"), (first["units"], first["kind"]));
        Assert.Equal(Math.Sqrt(1e-5), (double)first["rate"]!, 9);
    }

    [Fact]
    public void A_start_out_of_range_is_refused()
    {
        Study study = Study.Create(new() { Sampler = new CostFrugalSampler(new() { Start = new Dictionary<string, object?> { ["x"] = 11 } }) });
        Trial trial = study.Ask();
        Assert.Equal("the start has 11 for 'x', which is not in float -5..10", Assert.Throws<ArgumentException>(() => Bowl(trial)).Message);
    }

    [Fact]
    public void A_converged_search_begins_anew_elsewhere_and_ever_farther()
    {
        // The only better point than the start's valley lies at the other end.
        Study study = Study.Create(new() { Sampler = new CostFrugalSampler(new() { LeastStep = 0.01, Start = new Dictionary<string, object?> { ["x"] = 0.1 } }), Seed = 1 });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) is var x && x < 0.6 ? Math.Abs(x - 0.1) : Math.Abs(x - 0.9) - 1, new() { Trials = 300 });
        Assert.Equal(0.9, (double)study.BestParameters["x"]!, 0.01);
        double[] far = [.. study.Trials.Select(trial => Math.Abs((double)trial.Parameters["x"].Value! - 0.1))];
        Assert.True(far.Take(40).Max() < 0.45, "the search left the region of the start at once");
    }

    [Fact]
    public void Restarts_keep_near_what_was_cheap()
    {
        double MeanCost(TrialCost source)
        {
            Study study = Study.Create(new() { Sampler = new CostFrugalSampler(new() { LeastStep = 0.03, Cost = source, Start = new Dictionary<string, object?> { ["x"] = 0.5 } }), Seed = 1 });
            study.Optimize(trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1);
                trial.SetUserAttribute("cost", x);
                return Math.Abs(Math.Sin(20 * x));
            }, new() { Trials = 60 });
            return study.Trials.Average(trial => (double)trial.Parameters["x"].Value!);
        }
        Assert.True(MeanCost(TrialCost.UserAttribute) < MeanCost(TrialCost.None));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.StartsWith("the initial step must be above 0 and at most 1, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new CostFrugalSampler(new() { InitialStep = 0 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("the least step must be above 0 and below the initial step of 0.1, but is 0.2", Assert.Throws<ArgumentOutOfRangeException>(() => new CostFrugalSampler(new() { LeastStep = 0.2 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("unknown source of costs 7", Assert.Throws<ArgumentOutOfRangeException>(() => new CostFrugalSampler(new() { Cost = (TrialCost)7 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("a start is made of strings, booleans, integers, doubles or null, but 'x' is", Assert.Throws<ArgumentException>(() => new CostFrugalSampler(new() { Start = new Dictionary<string, object?> { ["x"] = 1m } })).Message, StringComparison.Ordinal);
    }
}
