using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using MlNetDeep.Networks;

namespace MlNetDeep.Tuning;

/// <summary>The page of a study: text and drawings in one file that asks for nothing from anywhere else.</summary>
internal sealed class ReportPage
{
    private const int MostBest = 20, MostRows = 2000;

    private readonly StringBuilder _html = new();
    private readonly PlotData _data;

    private ReportPage(PlotData data) => _data = data;

    public static void Write(string path, PlotData data, IReadOnlyList<Plot> plots, StudyOptions options)
    {
        var page = new ReportPage(data);
        page.Head();
        page.Summary(options);
        page.Best();
        page.Plots(plots);
        page.Table();
        page.Foot();
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page._html.ToString())));
    }

    private void Head() => _html.Append($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(_data.Study)}</title>
        <style>
        {Resource("report.css")}
        </style>
        </head>
        <body>
        <h1>{Text(_data.Study)}</h1>

        """);

    private void Summary(StudyOptions options)
    {
        _html.Append("<dl>\n");
        foreach ((string name, string text) in Facts(options)) _html.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Text(text)}</dd></div>\n");
        _html.Append("</dl>\n");
    }

    private IEnumerable<(string Name, string Text)> Facts(StudyOptions options)
    {
        yield return ("Trials", _data.Trials.Count == 0 ? "none" : string.Join(", ", _data.Trials.GroupBy(trial => trial.State).OrderBy(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} {State(group.Key)}"))));
        yield return (_data.Directions.Count == 1 ? "Objective" : "Objectives", string.Join(", ", _data.Directions.Select((direction, i) => $"{direction.ToString().ToLowerInvariant()} {_data.Objective(i)}")));
        yield return ("Sampler", options.Sampler.GetType().Name);
        yield return ("Pruner", options.Pruner.GetType().Name);
        if (options.ExecutionsPerTrial > 1) yield return ("Executions", FormattableString.Invariant($"{options.ExecutionsPerTrial} per trial, their {options.Aggregate.ToString().ToLowerInvariant()} counts"));
        TrialRecord[] started = [.. _data.Trials.Where(trial => trial.Started is not null)];
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        if (started.Length > 0)
        {
            DateTimeOffset begin = started.Min(trial => trial.Started!.Value), end = started.Max(trial => trial.Finished ?? now);
            yield return ("Ran", $"from {Time(begin)}, {Duration(TimeSpan.FromTicks(started.Sum(trial => ((trial.Finished ?? now) - trial.Started!.Value).Ticks)))} of trials in {Duration(end - begin)}");
        }
        yield return ("Written", Time(now));
    }

    private void Best()
    {
        HashSet<int> front = _data.Front();
        TrialRecord[] best = [.. _data.Trials.Where(trial => front.Contains(trial.Number)).Take(_data.Directions.Count == 1 ? 1 : MostBest)];
        if (best.Length == 0)
        {
            _html.Append("<p>No trial is complete and keeps all constraints yet.</p>\n");
            return;
        }
        _html.Append(_data.Directions.Count == 1 ? "<h2>Best trial</h2>\n" : front.Count > MostBest ? FormattableString.Invariant($"<h2>Pareto front: the first {MostBest} of {front.Count} trials</h2>\n") : "<h2>Pareto front</h2>\n");
        _html.Append("<div class=\"front\">\n");
        foreach (TrialRecord trial in best)
        {
            string spread = trial.StandardDeviation > 0 ? $" ± {PlotText.Number(trial.StandardDeviation)}" : "";
            string values = string.Join(", ", trial.Values.Select((value, i) => $"{Text(_data.Objective(i))} <strong>{PlotText.Number(value)}</strong>{(i == 0 ? spread : "")}"));
            _html.Append(CultureInfo.InvariantCulture, $"<p class=\"best\">Trial {trial.Number}: {values}<br>{string.Join(" ", trial.Parameters.Select(pair => $"<code>{Text(pair.Key)} = {Text(PlotText.Value(pair.Value))}</code>"))}</p>\n");
        }
        _html.Append("</div>\n");
    }

    private void Plots(IReadOnlyList<Plot> plots)
    {
        _html.Append("<h2>Plots</h2>\n<div class=\"plots\">\n");
        foreach (Plot plot in plots)
        {
            // Drawings with many axes keep a size at which they can be read, and scroll on a phone.
            _html.Append(CultureInfo.InvariantCulture, $"<figure{(plot.IsWide ? " class=\"wide\"" : "")}>{plot.Svg}</figure>\n");
        }
        _html.Append("</div>\n");
    }

    private void Table()
    {
        TrialRecord[] rows = [.. _data.Trials.TakeLast(MostRows)];
        string[] parameters = Names(rows, trial => trial.Parameters.Keys), constraints = Names(rows, trial => trial.Constraints.Keys), attributes = Names(rows, trial => trial.UserAttributes.Keys);
        string[] headings = ["trial", "state", .. Enumerable.Range(0, _data.Directions.Count).Select(_data.Objective), "seconds", .. parameters, .. constraints, .. attributes, "message"];
        _html.Append(rows.Length < _data.Trials.Count ? FormattableString.Invariant($"<h2>Trials: the last {rows.Length} of {_data.Trials.Count}</h2>\n") : "<h2>Trials</h2>\n");
        _html.Append("<div class=\"table\"><table>\n<thead><tr>");
        foreach (string heading in headings) _html.Append("<th>").Append(Text(heading)).Append("</th>");
        _html.Append("</tr></thead>\n<tbody>\n");
        foreach (TrialRecord trial in rows)
        {
            _html.Append("<tr>");
            Cell(trial.Number.ToString(CultureInfo.InvariantCulture));
            _html.Append(CultureInfo.InvariantCulture, $"<td class=\"{State(trial.State)}\">{State(trial.State)}</td>");
            for (int i = 0; i < _data.Directions.Count; i++) Cell(i < trial.Values.Length ? PlotText.Number(trial.Values[i]) : "");
            Cell(trial.Duration is { } duration ? PlotText.Number(duration.TotalSeconds) : "");
            foreach (string name in parameters) Cell(trial.Parameters.TryGetValue(name, out ParameterValue parameter) ? PlotText.Value(parameter) : "");
            foreach (string name in constraints) Cell(trial.Constraints.TryGetValue(name, out double constraint) ? PlotText.Number(constraint) : "");
            foreach (string name in attributes) Cell(trial.UserAttributes.TryGetValue(name, out object? attribute) ? PlotText.Choice(attribute) : "");
            Cell(trial.Message ?? "");
            _html.Append("</tr>\n");
        }
        _html.Append("</tbody>\n</table></div>\n");
    }

    private void Cell(string text) => _html.Append("<td>").Append(Text(text)).Append("</td>");

    private void Foot() => _html.Append(CultureInfo.InvariantCulture, $"<script>\n{Resource("report.js")}\n</script>\n</body>\n</html>\n");

    private static string[] Names(TrialRecord[] trials, Func<TrialRecord, IEnumerable<string>> keys) => [.. trials.SelectMany(keys).Distinct(StringComparer.Ordinal)];

    private static string State(TrialState state) => state.ToString().ToLowerInvariant();

    private static string Text(string text) => WebUtility.HtmlEncode(SvgText.Clean(text));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time)
    {
        if (time.TotalHours >= 1) return FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min");
        return time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s") : FormattableString.Invariant($"{time.TotalSeconds:0.#} s");
    }

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
