using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Export;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_comes_back_from_JSON_bit_for_bit()
    {
        Study study = Odd();
        string file = _folder.File("study.json");
        study.ExportJson(file);
        var storage = new InMemoryStorage();
        StudyRecord imported = Study.ImportJson(file, storage);
        Assert.Equal("größe \"1\"", imported.Name);
        Study again = Study.Open(new() { Name = imported.Name, Storage = storage, Directions = [Direction.Minimize, Direction.Maximize] });
        Assert.Equal(study.UserAttributes, again.UserAttributes);
        Assert.Equal(study.Trials.Select(Content), again.Trials.Select(Content));
        string second = _folder.File("again.json");
        again.ExportJson(second);
        Assert.Equal(File.ReadAllText(file), File.ReadAllText(second));
        Assert.Contains("größe", File.ReadAllText(file), StringComparison.Ordinal);   // legible
        Assert.Throws<DuplicateStudyException>(() => Study.ImportJson(file, storage));
        Assert.Equal("copy", Study.ImportJson(file, storage, "copy").Name);
    }

    [Fact]
    public void Any_double_comes_back_from_JSON() => Prop.ForAll<double, double>((a, b) =>
    {
        Study study = Study.Create(new() { Directions = [Direction.Minimize, Direction.Minimize] });
        study.AddTrial(new TrialRecord { State = TrialState.Pruned, Values = [a, b], IntermediateValues = [new(0, 0, [b, a])] });
        string file = _folder.File("any.json");
        study.ExportJson(file);
        var storage = new InMemoryStorage();
        long id = Study.ImportJson(file, storage).Id;
        TrialRecord read = storage.ReadTrials(id, 0).Trials[0];
        return BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(read.Values[0]) && b.Equals(read.IntermediateValues[0].Values[0]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Trials_that_ran_wait_after_an_import()
    {
        Study study = Study.Create(new());
        double x = study.Ask().SuggestFloat("x", 0, 1);
        string file = _folder.File("study.json");
        study.ExportJson(file);
        var storage = new InMemoryStorage();
        Study.ImportJson(file, storage);
        Study again = Study.Open(new() { Storage = storage });
        Assert.Equal((TrialState.Waiting, x), (again.Trials[0].State, again.Trials[0].Fixed["x"]));
    }

    [Theory]
    [InlineData("no JSON", "is no exported study")]
    [InlineData("[]", "is no exported study: another format")]
    [InlineData("{\"format\":\"MlNetDeep.Tuning study\",\"version\":7}", "version 7, but this program reads version 1")]
    [InlineData("{\"format\":\"MlNetDeep.Tuning study\",\"version\":1,\"name\":\"a\",\"directions\":\"minimize\",\"trials\":[{\"number\":3,\"state\":\"Complete\",\"body\":{}}]}", "trial 3 in the place of trial 0")]
    public void Other_files_are_refused(string text, string reason)
    {
        string file = _folder.File("study.json");
        File.WriteAllText(file, text);
        var storage = new InMemoryStorage();
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Study.ImportJson(file, storage)).Message, StringComparison.Ordinal);
        Assert.Empty(storage.ListStudies());
    }

    [Fact]
    public void A_table_is_what_spreadsheets_read_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NegativeSign, german.DateTimeFormat.DateSeparator) = (",", "−", ".");
            CultureInfo.CurrentCulture = german;
            Study study = Study.Create(new());
            study.AddTrial(new TrialRecord
            {
                State = TrialState.Complete,
                Values = [-0.5],
                Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                Finished = new DateTimeOffset(2026, 1, 2, 3, 4, 6, 500, TimeSpan.Zero),
                Parameters = new OrderedDictionary<string, ParameterValue> { ["lr"] = new(new FloatDistribution(0, 1), 1e-5), ["act"] = new(new CategoricalDistribution("a,b", null, 2), 0) },
                UserAttributes = new Dictionary<string, object?> { ["note"] = "say \"hi\"\r\nüber", ["n"] = 3, ["d"] = 2.0 },
            });
            study.AddTrial(new TrialRecord { State = TrialState.Failed, Message = "12", Parameters = new OrderedDictionary<string, ParameterValue> { ["act"] = new(new CategoricalDistribution("a,b", null, 2), 1) } });
            string file = _folder.File("study.csv");
            study.ExportCsv(file);
            Assert.Equal(
                "number,state,value,started,finished,seconds,params_lr,params_act,attributes_note,attributes_n,attributes_d,message\r\n" +
                "0,Complete,-0.5,2026-01-02T03:04:05.0000000+00:00,2026-01-02T03:04:06.5000000+00:00,1.5,1E-05,\"a,b\",\"say \"\"hi\"\"\r\nüber\",3,2.0,\r\n" +
                "1,Failed,,,,,,null,,,,\"12\"\r\n", File.ReadAllText(file));
            Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(file)[..3]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_table_comes_back_but_for_reports()
    {
        Study study = Odd();
        string file = _folder.File("study.csv");
        study.ExportCsv(file);
        var space = new Dictionary<string, Distribution>
        {
            ["x"] = new FloatDistribution(0, 1),
            ["n,\"1\""] = new IntDistribution(1, 9),
            ["act"] = new CategoricalDistribution("relu", null, "", "null", 1.0, true, 1),
        };
        Study again = Study.Create(new() { Directions = [Direction.Minimize, Direction.Maximize] });
        Assert.Equal(study.Trials.Count, again.ImportCsv(file, space));
        Assert.Equal(study.Trials.Select(t => Content(t with { IntermediateValues = [], ExecutionValues = [], Fixed = new Dictionary<string, object?>(), SamplerNotes = new Dictionary<string, object?>(), RetryHistory = [], Owner = null })), again.Trials.Select(Content));
    }

    [Fact]
    public void A_table_of_ones_own_starts_a_search()
    {
        string file = _folder.File("own.csv");
        File.WriteAllText(file, "comment,params_lr,value\n\"first, by hand\",0.5,2\nsecond,0.25,1\n\n", Encoding.UTF8);
        Study study = Study.Create(new());
        Assert.Equal(2, study.ImportCsv(file, new Dictionary<string, Distribution> { ["lr"] = new FloatDistribution(0, 1) }));
        Assert.Equal(0.25, study.BestParameters["lr"]);
        study.Optimize(t => t.SuggestFloat("lr", 0, 1), new() { Trials = 1 });
        Assert.Equal(3, study.Trials.Count);
    }

    [Theory]
    [InlineData("", "is empty; its first row names the columns")]
    [InlineData("params_y,value\n1,1", "has the column 'params_y', but no distribution of 'y' is given")]
    [InlineData("params_x,loss\n0.5,1", "has no column 'value'; it has params_x, loss")]
    [InlineData("params_x,value\n0.5,1\n0.5,one", "row 3, column 'value': 'one' is no number")]
    [InlineData("params_x,value\n\"0,5\",1", "row 2, column 'params_x': '0,5' is no number")]
    [InlineData("params_x,value\n0.5", "row 2: 1 cells under 2 headers")]
    [InlineData("params_x,value,state\n0.5,1,Done", "row 2, column 'state': 'Done' is none of Running, Waiting, Complete")]
    [InlineData("params_act,value\nelu,1", "'elu' is none of")]
    [InlineData("params_x,value\n\"0.5", "is no table: a quoted cell does not end")]
    [InlineData("params_x,value\n\"0.5\"x,1", "is no table: 'x' follows the quoted cell '0.5'")]
    [InlineData("params_x,value,started\n0.5,1,yesterday", "'yesterday' is no time")]
    public void Errors_in_tables_are_named_and_nothing_is_added(string text, string reason)
    {
        string file = _folder.File("bad.csv");
        File.WriteAllText(file, text);
        Study study = Study.Create(new());
        var space = new Dictionary<string, Distribution> { ["x"] = new FloatDistribution(0, 1), ["act"] = new CategoricalDistribution("relu", "tanh") };
        string message = Assert.Throws<FormatException>(() => study.ImportCsv(file, space)).Message;
        Assert.Contains("bad.csv", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Empty(study.Trials);
    }

    [Fact]
    public void A_file_is_replaced_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        string place = Directory.CreateDirectory(folder.File("taken")).FullName;
        Study study = Studies.Mixed(3);
        Assert.StartsWith($"'{place}' cannot be written", Assert.Throws<IOException>(() => study.ExportJson(place)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{place}' cannot be written", Assert.Throws<IOException>(() => study.ExportCsv(place)).Message, StringComparison.Ordinal);
        Assert.Equal([place], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Any_texts_come_back_from_a_table() => Prop.ForAll<string[]>(texts =>
    {
        string file = _folder.File("any.csv");
        CsvCell[] cells = [.. texts.Append("end").Select(text => CsvCell.Of(text))];
        using (FileStream stream = File.Create(file)) CsvTable.Write(stream, [cells, cells]);
        List<CsvCell[]> read = CsvTable.Read(file);
        return read.Count == 2 && read[1].SequenceEqual(cells.Select(cell => cell.Text == "null" && !cell.IsQuoted ? new CsvCell("null", false) : cell));
    }).QuickCheckThrowOnFailure();

    private static Study Odd()
    {
        Study study = Study.Create(new() { Name = "größe \"1\"", Directions = [Direction.Minimize, Direction.Maximize] });
        study.SetUserAttribute("note", "a\nb");
        study.SetUserAttribute("share", 1.0);
        var act = new CategoricalDistribution("relu", null, "", "null", 1.0, true, 1);
        double[] odd = [0.1, -0.0, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, 1e22];
        for (int i = 0; i < odd.Length; i++)
        {
            study.AddTrial(new TrialRecord
            {
                State = TrialState.Complete,
                Values = [odd[i], -odd[i]],
                Parameters = new OrderedDictionary<string, ParameterValue> { ["x"] = new(new FloatDistribution(0, 1), i / 7.0), ["n,\"1\""] = new(new IntDistribution(1, 9), i + 1), ["act"] = new(act, i) },
                IntermediateValues = [new(0, 0, [double.NaN, odd[i]])],
                ExecutionValues = [[odd[i], 1], [2, odd[i]]],
                UserAttributes = new Dictionary<string, object?> { ["text"] = i % 2 == 0 ? "12" : "", ["null"] = null, ["int"] = 12, ["double"] = 12.0, ["flag"] = true, ["inf"] = double.NegativeInfinity, ["é\r\n"] = "\"é\",\r\n" },
                Constraints = new Dictionary<string, double> { ["size"] = double.NaN },
                SamplerNotes = new Dictionary<string, object?> { ["tpe"] = 1 },
                Fixed = new Dictionary<string, object?> { ["x"] = double.NaN },
                Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-3)).AddTicks(9),
                Finished = new DateTimeOffset(2026, 1, 2, 3, 4, 9, TimeSpan.Zero),
                RetryHistory = i == 0 ? [] : [0],
                Owner = "worker",
            });
        }
        study.AddTrial(new TrialRecord { State = TrialState.Failed, Message = "went \"wrong\",\nbadly" });
        study.AddTrial(new TrialRecord { State = TrialState.Waiting });
        return study;
    }

    private static string Content(TrialRecord trial) => $"{trial.Number} {trial.State} {trial.Owner} {TrialJson.Write(trial)}";
}
