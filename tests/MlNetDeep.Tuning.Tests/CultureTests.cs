using System.Globalization;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public class CultureTests
{
    /// <summary>Contract 40. The cultures are made by hand, because the libraries' tests run without culture data.</summary>
    [Fact]
    public void Contract40_numbers_are_stored_and_shown_alike_in_every_culture()
    {
        using var folder = new TemporaryFolder();
        string[] texts = [Run(CultureInfo.InvariantCulture, 1), Run(German(), 2)];
        Assert.Equal(texts[0], texts[1]);
        Assert.DoesNotContain("0,5", texts[0], StringComparison.Ordinal);

        string Run(CultureInfo culture, int number)
        {
            CultureInfo previous = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = culture;
            try
            {
                var observer = new RecordingObserver();
                using var storage = new SqliteStorage(folder.File($"{number}.db"));
                Study study = Study.Open(new() { Storage = storage, Sampler = new RandomSampler(), Observers = [observer] });
                study.Enqueue(new Dictionary<string, object?> { ["x"] = -1.5 });
                study.Optimize(t =>
                {
                    double x = t.SuggestFloat("x", -0.5, 1234.5, step: 1.25) + t.SuggestInt("i", -1000, 1000) + t.SuggestCategorical("c", 0.5, 1.5);
                    t.Report(x, 0);
                    return t.Number == 2 ? throw new FormatException("no") : x;
                }, new() { Trials = 4, Parallelism = 2 });
                string trials = string.Join('\n', study.Trials.Select(t => $"{t.State} {t.Message} " + string.Join(' ', t.Parameters.Select(p => $"{p.Key}={p.Value} of {p.Value.Distribution} {p.Value.Distribution.ToJson()}"))));
                string error = Assert.Throws<ArgumentException>(() => new FloatDistribution(0.5, 0.25)).Message;
                return string.Join('\n', [trials, TrialJson.Write(study.Trials[1] with { Started = null, Finished = null }), error, .. observer.Warnings.Order(StringComparer.Ordinal)]);
            }
            finally
            {
                CultureInfo.CurrentCulture = previous;
            }
        }
    }

    [Fact]
    public void Contract40_drawings_are_alike_in_every_culture()
    {
        IReadOnlyList<Plot> plots = Studies.Mixed(30).Plots().All();
        CultureInfo previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = German();
        try
        {
            Assert.Equal(plots, Studies.Mixed(30).Plots().All());
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }

    private static CultureInfo German()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }
}
