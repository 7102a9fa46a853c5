using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

/// <summary>The trials of a study as a table: a row for each trial, a column for each parameter, constraint and attribute.</summary>
internal static class StudyCsv
{
    private const string Number = "number", State = "state", Value = "value", Started = "started", Finished = "finished", Seconds = "seconds", Message = "message",
        Parameter = "params_", Constraint = "constraints_", Attribute = "attributes_";

    public static IEnumerable<CsvCell[]> Write(int objectives, IReadOnlyList<TrialRecord> trials)
    {
        string[] parameters = Names(trial => trial.Parameters.Keys), constraints = Names(trial => trial.Constraints.Keys), attributes = Names(trial => trial.UserAttributes.Keys);
        string[] headers =
        [
            Number, State, .. Enumerable.Range(0, objectives).Select(i => ValueColumn(i, objectives)), Started, Finished, Seconds,
            .. parameters.Select(name => Parameter + name), .. constraints.Select(name => Constraint + name), .. attributes.Select(name => Attribute + name), Message,
        ];
        yield return [.. headers.Select(header => new CsvCell(header, false))];
        foreach (TrialRecord trial in trials)
        {
            yield return
            [
                CsvCell.Of(trial.Number), new CsvCell(trial.State.ToString(), false),
                .. Enumerable.Range(0, objectives).Select(i => i < trial.Values.Length ? CsvCell.OfNumber(trial.Values[i]) : CsvCell.Empty),
                CsvCell.OfTime(trial.Started), CsvCell.OfTime(trial.Finished), trial.Duration is { } duration ? CsvCell.OfNumber(duration.TotalSeconds) : CsvCell.Empty,
                .. parameters.Select(name => trial.Parameters.TryGetValue(name, out ParameterValue parameter) ? Cell(parameter) : CsvCell.Empty),
                .. constraints.Select(name => trial.Constraints.TryGetValue(name, out double value) ? CsvCell.OfNumber(value) : CsvCell.Empty),
                .. attributes.Select(name => trial.UserAttributes.TryGetValue(name, out object? value) ? CsvCell.Of(value) : CsvCell.Empty),
                trial.Message is { } message ? CsvCell.Of(message) : CsvCell.Empty,
            ];
        }

        string[] Names(Func<TrialRecord, IEnumerable<string>> names) => [.. trials.SelectMany(names).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The trials of a table with the parameters' distributions, numbered from 0.</summary>
    /// <exception cref="FormatException">A column is missing, or a cell does not fit it.</exception>
    public static ImmutableArray<TrialRecord> Read(string path, int objectives, IReadOnlyDictionary<string, Distribution> space)
    {
        List<CsvCell[]> rows = Parse(path);
        if (rows.Count == 0) throw new FormatException($"{path} is empty; its first row names the columns");
        string[] headers = [.. rows[0].Select(cell => cell.Text)];
        if (headers.FirstOrDefault(header => header.StartsWith(Parameter, StringComparison.Ordinal) && !space.ContainsKey(header[Parameter.Length..])) is { } unknown)
            throw new FormatException($"{path} has the column '{unknown}', but no distribution of '{unknown[Parameter.Length..]}' is given");
        foreach (string column in Enumerable.Range(0, objectives).Select(i => ValueColumn(i, objectives)))
            if (!headers.Contains(column)) throw new FormatException($"{path} has no column '{column}'; it has {string.Join(", ", headers)}");
        return [.. rows.Skip(1).Select((row, i) => ReadTrial(path, i, headers, row, objectives, space))];
    }

    private static TrialRecord ReadTrial(string path, int number, string[] headers, CsvCell[] row, int objectives, IReadOnlyDictionary<string, Distribution> space)
    {
        // As a spreadsheet counts, with the headers in row 1.
        int line = number + 2;
        if (row.Length != headers.Length) throw new FormatException(FormattableString.Invariant($"{path}, row {line}: {row.Length} cells under {headers.Length} headers"));
        var trial = new TrialRecord { Number = number, State = TrialState.Complete };
        var values = new double?[objectives];
        var parameters = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        var constraints = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        var attributes = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i].IsEmpty) continue;
            try
            {
                ReadCell(headers[i], row[i]);
            }
            catch (FormatException e)
            {
                throw new FormatException(FormattableString.Invariant($"{path}, row {line}, column '{headers[i]}': {e.Message}"), e);
            }
        }
        ImmutableArray<double> given = [.. values.Where(value => value is not null).Select(value => value!.Value)];
        return trial with { Values = given, Parameters = parameters, Constraints = constraints, UserAttributes = attributes };

        void ReadCell(string header, CsvCell cell)
        {
            if (header == State) trial = trial with { State = Enum.TryParse(cell.Text, out TrialState state) ? state : throw new FormatException($"'{cell.Text}' is none of {string.Join(", ", Enum.GetNames<TrialState>())}") };
            else if (header == Started) trial = trial with { Started = cell.ToTime() };
            else if (header == Finished) trial = trial with { Finished = cell.ToTime() };
            else if (header == Message) trial = trial with { Message = cell.Text };
            else if (Enumerable.Range(0, objectives).FirstOrDefault(i => header == ValueColumn(i, objectives), -1) is >= 0 and int objective) values[objective] = cell.ToNumber();
            else if (NameAfter(Parameter) is { } parameter) parameters[parameter] = new ParameterValue(space[parameter], cell.ToInternal(space[parameter]));
            else if (NameAfter(Constraint) is { } constraint) constraints[constraint] = cell.ToNumber();
            else if (NameAfter(Attribute) is { } attribute) attributes[attribute] = cell.ToScalar();

            string? NameAfter(string prefix) => header.StartsWith(prefix, StringComparison.Ordinal) ? header[prefix.Length..] : null;
        }
    }

    private static List<CsvCell[]> Parse(string path)
    {
        try
        {
            return CsvTable.Read(path);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path} is no table: {e.Message}", e);
        }
    }

    private static CsvCell Cell(ParameterValue parameter) => parameter.Distribution is FloatDistribution ? CsvCell.OfNumber(parameter.Internal) : CsvCell.Of(parameter.Value);

    private static string ValueColumn(int objective, int objectives) => objectives == 1 ? Value : FormattableString.Invariant($"{Value}_{objective}");
}
