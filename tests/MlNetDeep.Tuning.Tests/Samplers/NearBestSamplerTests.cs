using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class NearBestSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new NearBestSampler();

    protected override bool ProposesJointly => false;
}

public class NearBestSamplerTests
{
    [Fact]
    public void The_documentation_shows_the_sampler_as_it_is_compiled_here()
    {
        string folder = Path.Combine(Repository.Root, "tests", "MlNetDeep.Tuning.Tests", "Samplers");
        string source = File.ReadAllText(Path.Combine(folder, "NearBestSampler.cs")).ReplaceLineEndings("\n");
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "adding-a-sampler.md")).ReplaceLineEndings("\n");
        Assert.Contains(source[source.IndexOf("/// <summary>", StringComparison.Ordinal)..], document, StringComparison.Ordinal);
    }

    [Fact]
    public void It_finds_better_values_than_random_search()
    {
        Assert.True(Best(new NearBestSampler()) < Best(new RandomSampler()));

        static double Best(ISampler sampler) => Enumerable.Range(0, 10).Average(seed =>
        {
            Study study = Study.Create(new() { Sampler = sampler, Seed = seed });
            study.Optimize(t => Math.Pow(t.SuggestFloat("x", -5, 5) - 1, 2) + Math.Pow(t.SuggestFloat("y", -5, 5) + 2, 2), new() { Trials = 60 });
            return study.BestValue;
        });
    }
}
