using MlNetDeep.Tuning.Tests.Samplers.Replayed;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class ParticleSwarmSamplerTests : ReplayedSamplerConformance
{
    protected override ISampler Create() => new ParticleSwarmSampler();

    [Fact]
    public void The_swarm_closes_in_on_the_bottom_of_a_bowl()
    {
        Study study = Study.Create(new() { Sampler = new ParticleSwarmSampler(), Seed = 1 });
        study.Optimize(Bowl, new() { Trials = 400 });
        Assert.True(study.BestValue < 1e-2, FormattableString.Invariant($"the best is {study.BestValue}"));
    }

    [Fact]
    public void The_original_constants_keep_flying()
    {
        double Spread(ParticleSwarmOptions options)
        {
            Study study = Study.Create(new() { Sampler = new ParticleSwarmSampler(options), Seed = 1 });
            study.Optimize(Bowl, new() { Trials = 300 });
            return study.Trials.Skip(200).Average(trial => trial.Value);
        }
        Assert.Equal((1, 2, 2, 10), (ParticleSwarmOptions.Original.Inertia, ParticleSwarmOptions.Original.C1, ParticleSwarmOptions.Original.C2, ParticleSwarmOptions.Original.Particles));
        Assert.True(Spread(ParticleSwarmOptions.Original) > 5 * Spread(new()));
    }

    [Fact]
    public void The_first_particles_cover_every_slice_of_every_range()
    {
        Study study = Study.Create(new() { Sampler = new ParticleSwarmSampler(new() { Particles = 8 }), Seed = 1 });
        study.Optimize(Bowl, new() { Trials = 9 });
        foreach (string name in new[] { "x", "y" })
            Assert.Equal(Enumerable.Range(0, 8), study.Trials.Skip(1).Select(trial => (int)((trial.Parameters[name].Internal + 5) / 15 * 8)).Order());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        (ParticleSwarmOptions Options, string Message)[] wrong =
        [
            (new() { Particles = 1 }, "a swarm needs at least 2 particles, not 1"),
            (new() { Inertia = 1.1 }, "the inertia must be from 0 to 1, but is 1.1"),
            (new() { C1 = -1 }, "c1 must not be negative, but is -1"),
            (new() { C2 = double.NaN }, "c2 must not be negative, but is NaN"),
            (new() { C1 = 0, C2 = 0 }, "c1 and c2 must not both be 0, or the swarm learns nothing"),
            (new() { MaxVelocity = 0 }, "the largest velocity must be above 0 and at most 1, but is 0"),
        ];
        foreach ((ParticleSwarmOptions options, string message) in wrong)
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new ParticleSwarmSampler(options)).Message, StringComparison.Ordinal);
    }
}
