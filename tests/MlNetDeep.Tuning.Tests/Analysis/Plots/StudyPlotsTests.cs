using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public class StudyPlotsTests
{
    private static readonly FloatDistribution s_unit = new(0, 1);

    [Fact]
    public void Every_plot_of_a_study_of_all_kinds_is_a_drawing_with_a_name_of_its_own()
    {
        IReadOnlyList<Plot> plots = Studies.Mixed(60).Plots().All();
        Assert.Equal(plots.Count, plots.Select(plot => plot.Name).Distinct().Count());
        Assert.All(plots, plot => Assert.Matches("^[A-Za-z0-9._-]+$", plot.Name));
        Assert.All(plots, AssertDrawing);
        string[] kinds = ["optimization-history", "intermediate-values", "empirical-distribution", "importance-pedanova", "importance-fanova", "importance-meandecreaseofimpurity", "parallel-coordinates", "slice-learning-rate", "slice-momentum", "timeline"];
        Assert.Empty(kinds.Except(plots.Select(plot => plot.Name)));
        Assert.Equal(6, plots.Count(plot => plot.Name.StartsWith("contour-", StringComparison.Ordinal)));
        Assert.Equal(6, plots.Count(plot => plot.Name.StartsWith("rank-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Several_objectives_have_their_plots_and_fronts()
    {
        IReadOnlyList<Plot> plots = Studies.Mixed(40, objectives: 3).Plots(["error", "layers", "size"]).All();
        Assert.All(plots, AssertDrawing);
        Assert.Equal(["pareto-front-0-1", "pareto-front-0-2", "pareto-front-1-2"], plots.Select(plot => plot.Name).Where(name => name.StartsWith("pareto", StringComparison.Ordinal)));
        Assert.Equal(["optimization-history-objective0", "optimization-history-objective1", "optimization-history-objective2"], plots.Select(plot => plot.Name).Where(name => name.StartsWith("optimization", StringComparison.Ordinal)));
        Assert.Contains("hypervolume-history", plots.Select(plot => plot.Name));
        Assert.Contains("Optimization history: layers", plots.Select(plot => plot.Title));
    }

    [Fact]
    public void The_history_has_a_mark_for_each_trial_with_a_value_and_the_best_so_far()
    {
        Study study = Studies.Create(Direction.Maximize);
        foreach (double value in new[] { 1.0, 3, 2, double.PositiveInfinity, 5 }) study.AddTrial(Studies.Complete(value, ("x", s_unit, 0.5)));
        study.AddTrial(Studies.Pruned(4, ("x", s_unit, 0.5)));
        study.AddTrial(new TrialRecord { State = TrialState.Failed });
        Plot plot = study.Plots().OptimizationHistory();
        Assert.Equal(["trial 0: 1", "trial 1: 3", "trial 2: 2", "trial 4: 5", "trial 5: 4"], Tips(plot, "circle"));
        // The best rises at the trials 1 and 4, and stays until the last trial with a value: six corners.
        string line = Elements(plot, "path").Single(path => path.Value == "best so far").Attribute("d")!.Value;
        Assert.Equal(5, line.Count(c => c == 'L'));
    }

    [Fact]
    public void Executions_show_their_spread()
    {
        Study study = Studies.Create();
        study.AddTrial(Studies.Complete(2) with { ExecutionValues = [[1.0], [3.0]] });
        study.AddTrial(Studies.Complete(2.5) with { ExecutionValues = [[2.5], [2.5]] });
        Assert.Single(Elements(study.Plots().OptimizationHistory(), "path"), path => path.Attribute("stroke")!.Value == Palette.Sky);
    }

    [Fact]
    public void Reports_of_executions_are_drawn_as_their_mean()
    {
        Study study = Studies.Create();
        study.AddTrial(Studies.Complete(1) with { IntermediateValues = [new(0, 0, [4]), new(0, 1, [2]), new(1, 0, [2]), new(1, 1, [double.NaN])] });
        study.AddTrial(Studies.Complete(2) with { IntermediateValues = [new(0, 0, [3]), new(0, 1, [3])] });
        string[] lines = [.. Elements(study.Plots().IntermediateValues(), "path").Select(path => path.Attribute("d")!.Value)];
        // The first trial ends in a mean that is no number: a point, at the same height as the second one's beginning.
        Assert.Equal(["1 move, 1 line", "1 move, 0 line"], lines.Select(line => $"{line.Count(c => c == 'M')} move, {line.Count(c => c == 'L')} line"));
        Assert.StartsWith(lines[1], lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_through_parameters_is_interrupted_where_a_trial_lacks_one()
    {
        Study study = Studies.Create();
        study.AddTrial(Studies.Complete(1, ("a", s_unit, 0.1), ("b", s_unit, 0.1), ("c", s_unit, 0.1)));
        study.AddTrial(Studies.Complete(2, ("a", s_unit, 0.2), ("c", s_unit, 0.2)));
        string[] lines = [.. Elements(study.Plots().ParallelCoordinates(parameters: ["a", "b", "c"]), "path").Select(path => path.Attribute("d")!.Value)];
        Assert.Equal([2, 1], lines.Select(line => line.Count(c => c == 'M')));   // the best trial lies on top
    }

    [Fact]
    public void Slices_leave_out_trials_without_the_parameter_and_hollow_the_infeasible()
    {
        Study study = Studies.Create();
        study.AddTrial(Studies.Complete(1, ("a", s_unit, 0.1)));
        study.AddTrial(Studies.Complete(2, ("b", s_unit, 0.1)));
        study.AddTrial(Studies.Complete(3, ("a", s_unit, 0.3)) with { Constraints = new Dictionary<string, double> { ["size"] = 2 } });
        Plot plot = study.Plots().Slice("a");
        Assert.Equal(["trial 0: 1", "trial 2: 3"], Tips(plot, "circle"));
        Assert.Equal("white", Elements(plot, "circle").Last().Attribute("fill")!.Value);
    }

    [Fact]
    public void The_front_is_drawn_last_and_larger()
    {
        Study study = Studies.Create(Direction.Minimize, Direction.Maximize);
        foreach ((double a, double b) in new[] { (1.0, 1.0), (2.0, 0.5), (2.0, 2.0) }) study.AddTrial(Studies.Complete(0) with { Values = [a, b] });
        XElement[] marks = [.. Elements(study.Plots().ParetoFront(), "circle").Where(mark => mark.Value.Length > 0)];
        Assert.Equal(["trial 1: 2, 0.5", "trial 0: 1, 1", "trial 2: 2, 2"], marks.Select(mark => mark.Value));
        Assert.Equal(["3.2", "4.5", "4.5"], marks.Select(mark => mark.Attribute("r")!.Value));
    }

    [Fact]
    public void Termination_shows_the_regret_and_the_noise()
    {
        Plot plot = Studies.Mixed(40).Plots().Termination(new RegretTerminator(new() { Error = 1e9, MinTrials = 10 }));
        AssertDrawing(plot);
        Assert.Equal(["regret", "noise"], Tips(plot, "path"));
        Assert.Contains("10 trials are enough", Tips(plot, "circle"));
    }

    [Fact]
    public void Studies_can_be_compared()
    {
        Study one = Studies.Mixed(20), other = Studies.Mixed(30, seed: 4);
        Plot plot = one.Plots().EmpiricalDistribution(0, other);
        Assert.Equal(2, Elements(plot, "path").Count());
        ArgumentException error = Assert.Throws<ArgumentException>(() => one.Plots().EmpiricalDistribution(0, Studies.Create(Direction.Maximize)));
        Assert.StartsWith("study 'study' is to Maximize, but 'mixed' to Minimize", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_study_says_what_it_lacks()
    {
        StudyPlots plots = Studies.Create().Plots();
        foreach (Plot plot in new[] { plots.OptimizationHistory(), plots.IntermediateValues(), plots.EmpiricalDistribution(), plots.Timeline(), plots.ParallelCoordinates() })
        {
            AssertDrawing(plot);
            Assert.Contains(Elements(plot, "text"), text => text.Value.StartsWith("no trial", StringComparison.Ordinal));
        }
        Assert.Equal(["optimization-history", "empirical-distribution", "timeline"], plots.All().Select(plot => plot.Name));
    }

    [Fact]
    public void Errors_name_what_there_is()
    {
        StudyPlots plots = Studies.Mixed(10).Plots();
        Assert.Equal("study 'mixed' has no finished trial with a parameter 'rate'; it has learning rate, layers, optimizer, units, momentum",
            Ordered(Assert.Throws<ArgumentException>(() => plots.Slice("rate")).Message));
        Assert.Equal("the study has 1 objectives, numbered from 0, so there is no objective 1", Assert.Throws<ArgumentException>(() => plots.OptimizationHistory(1)).Message);
        Assert.StartsWith("study 'mixed' has 1 objectives, but 2 names are given", Assert.Throws<ArgumentException>(() => Studies.Mixed(1).Plots(["a", "b"])).Message, StringComparison.Ordinal);

        // Whether the first trials have a momentum is up to chance.
        static string Ordered(string message) => message.Replace("optimizer, momentum, units", "optimizer, units, momentum", StringComparison.Ordinal);
    }

    [Fact]
    public void Any_values_can_be_drawn() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll<double[], string>((values, name) =>
    {
        Study study = Studies.Create();
        var wide = new FloatDistribution(double.MinValue, double.MaxValue);
        name = string.IsNullOrEmpty(name) ? "\0<&\uD800" : name;
        for (int i = 0; i < values.Length; i++)
            if (!double.IsNaN(values[i])) study.AddTrial(Studies.Complete(values[i], (name, wide, double.IsFinite(values[i]) ? values[i] : 0.5), (name + "2", new CategoricalDistribution([null, "", "a\u0001", double.NaN]), i % 2 == 0 ? null : "")) with { State = i % 3 == 1 ? TrialState.Pruned : TrialState.Complete });
        Assert.All(study.Plots().All(), AssertDrawing);
    }));

    [Fact]
    public void Thousands_of_trials_keep_their_drawings_small()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 4000; i++) study.AddTrial(Studies.Complete(i == 1234 ? -1 : i % 61, ("x", s_unit, i / 4000.0)));
        Plot plot = study.Plots().Slice("x");
        Assert.InRange(Elements(plot, "circle").Count(), 1000, 1500);
        Assert.Contains("trial 1234: -1", Tips(plot, "circle"));
    }

    [Fact]
    public void A_plot_is_saved_as_it_is()
    {
        using var folder = new TemporaryFolder();
        Plot plot = Studies.Mixed(10).Plots().Timeline();
        plot.Save(Path.Combine(folder.Path, "timeline.svg"));
        Assert.Equal(plot.Svg, File.ReadAllText(Path.Combine(folder.Path, "timeline.svg")));
    }

    private static void AssertDrawing(Plot plot)
    {
        XElement root = XDocument.Parse(plot.Svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.Equal(plot.Title, root.Attribute("aria-label")!.Value);
        Assert.DoesNotContain("NaN", string.Concat(root.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name != "aria-label").Select(attribute => attribute.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", string.Concat(root.Descendants().Attributes().Select(attribute => attribute.Value)), StringComparison.Ordinal);
    }

    private static IEnumerable<XElement> Elements(Plot plot, string name) => XDocument.Parse(plot.Svg).Root!.Elements().Where(element => element.Name.LocalName == name);

    private static string[] Tips(Plot plot, string name) => [.. Elements(plot, name).Select(element => element.Value).Where(tip => tip.Length > 0)];
}
