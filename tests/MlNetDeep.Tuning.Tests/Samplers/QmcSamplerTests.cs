namespace MlNetDeep.Tuning.Tests.Samplers;

public class QmcSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new QmcSampler();
}

public class HaltonSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new QmcSampler(QmcSequence.Halton);
}

public class QmcSamplerTests
{
    [Fact]
    public void The_sequence_of_Sobol_is_the_published_one()
    {
        // The first points in the first three dimensions, in the order of the index.
        double[][] points = [[0, 0, 0], [0.5, 0.5, 0.5], [0.25, 0.75, 0.75], [0.75, 0.25, 0.25], [0.125, 0.625, 0.375], [0.625, 0.125, 0.875]];
        for (int i = 0; i < points.Length; i++)
            for (int d = 0; d < 3; d++)
                Assert.Equal(points[i][d], SobolSequence.Plain(i, d) / 4294967296.0);
    }

    [Fact]
    public void The_sequence_of_Halton_is_the_published_one()
    {
        Assert.Equal([0, 1 / 2.0, 1 / 4.0, 3 / 4.0, 1 / 8.0], Enumerable.Range(0, 5).Select(i => HaltonSequence.Plain(i, 0)));
        double[] third = [0, 1 / 3.0, 2 / 3.0, 1 / 9.0, 4 / 9.0];
        for (int i = 0; i < third.Length; i++) Assert.Equal(third[i], HaltonSequence.Plain(i, 1), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Scrambling_keeps_every_elementary_interval(long seed)
    {
        // Of 64 points each of 64 equal parts of every dimension has one, and so has each of 8 x 8 squares of the first two.
        for (int d = 0; d < SobolSequence.Dimensions; d++)
            Assert.Equal(64, Enumerable.Range(0, 64).Select(i => (int)(64 * SobolSequence.Scrambled(seed, i, d))).Distinct().Count());
        Assert.Equal(64, Enumerable.Range(0, 64).Select(i => ((int)(8 * SobolSequence.Scrambled(seed, i, 0)), (int)(8 * SobolSequence.Scrambled(seed, i, 1)))).Distinct().Count());
    }

    [Fact]
    public void Scrambling_by_digits_keeps_the_strata_of_Halton()
    {
        for (int d = 0; d < 4; d++)
        {
            int prime = ((int[])[2, 3, 5, 7])[d];
            Assert.Equal(prime * prime, Enumerable.Range(0, prime * prime).Select(i => (int)(prime * prime * HaltonSequence.Scrambled(3, i, d))).Distinct().Count());
        }
    }

    [Fact]
    public void Points_depend_on_the_number_alone()
    {
        double[] Run(int parallelism)
        {
            Study study = Study.Create(new() { Sampler = new QmcSampler(), Seed = 4 });
            study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + trial.SuggestFloat("y", 0, 1, step: 0.5), new() { Trials = 32, Parallelism = parallelism });
            return [.. study.Trials.Select(trial => trial.Parameters["x"].Internal)];
        }
        double[] sequence = Run(1);
        Assert.Equal(sequence, Run(4));
        Assert.Equal(32, sequence.Select(x => (int)(32 * x)).Distinct().Count());
    }

    [Fact]
    public void More_parameters_than_dimensions_are_drawn_at_random()
    {
        Study study = Study.Create(new() { Sampler = new QmcSampler() });
        study.Optimize(trial => Enumerable.Range(0, SobolSequence.Dimensions + 5).Sum(i => trial.SuggestFloat($"x{i}", 0, 1)), new() { Trials = 3 });
        Assert.Equal(3 * (SobolSequence.Dimensions + 5), study.Trials.SelectMany(trial => trial.Parameters.Values).Select(value => value.Internal).Distinct().Count());
    }

    [Fact]
    public void An_unknown_sequence_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new QmcSampler((QmcSequence)9));
}
