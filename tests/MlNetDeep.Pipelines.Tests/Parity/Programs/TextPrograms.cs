using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Text files, read and written.</summary>
public static class TextPrograms
{
    private const string Csv = """"
        size,city,rooms,flag,lat,lon
        80,Bonn,3,true,50.7,7.1
         120 ,"Ulm, old",5,0,48.4,10
        ?,,abc1,no,x
        45.5,Kiel,,yes,-inf,1e3,extra

        1e40,"say ""hi""",7,T,NaN,5
        """";

    public static void Columns(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, Csv.Replace("abc1", "2", StringComparison.Ordinal).Replace("Ulm, old", "Ulm old", StringComparison.Ordinal)), Layout, separatorChar: ',', hasHeader: true));

    public static void Quoting(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, Csv.Replace("abc1", "2", StringComparison.Ordinal)), Layout, separatorChar: ',', hasHeader: true, allowQuoting: true));

    public static void Trimming(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, "a b,  x  , 3 \n  c ,y,4\n"), [new TextLoader.Column("A", DataKind.String, 0), new TextLoader.Column("B", DataKind.String, 1), new TextLoader.Column("C", DataKind.Single, 2)], ',', trimWhitespace: true));

    public static void NoTrimming(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, "a b,  x  , 3 \n  c ,y,4\n"), [new TextLoader.Column("A", DataKind.String, 0), new TextLoader.Column("B", DataKind.String, 1), new TextLoader.Column("C", DataKind.Single, 2)], ','));

    public static void HeaderBecomesSlotNames(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "one\ttwo\tthree\n1\t2\t3\n4\t5\t6\n");
        TextLoader.Column[] columns = [new("V", DataKind.Single, 0, 1), new("Rest", DataKind.Single, 2)];
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = columns, HasHeader = true }));
        print.View(ml.Data.LoadFromTextFile(path, columns, hasHeader: true));
        print.View(ml.Data.CreateTextLoader(columns, hasHeader: true, dataSample: new MultiFileSource(path)).Load(path));
        print.View(ml.Data.CreateTextLoader(columns, hasHeader: true).Load(path));
    }

    public static void HeaderFile(MLContext ml, Printer print, string folder)
    {
        string header = Write(folder, "one\ttwo\n", "header.tsv");
        string path = Write(folder, "1\t2\n4\t5\n");
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [new("V", DataKind.Single, 0, 1)], HeaderFile = header }));
    }

    public static void AllKinds(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "1\t2\t3\t4\t5\t6\t7\t8\t1.5\t2.5\ttext\ttrue\t01:30:00\t2026-03-01 12:30:00\t2026-03-01 12:30:00 +02:00\n\n-1\t0\t-3\t0\t-5\t0\t-7\t0\t\t\t\t\t\t\t\n");
        DataKind[] kinds = Enum.GetValues<DataKind>();
        print.View(ml.Data.LoadFromTextFile(path, [.. kinds.Select((kind, i) => new TextLoader.Column(kind.ToString(), kind, i))]));
    }

    public static void Keys(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "0\t1\n2\t7\n\t-1\nx\t3\n");
        print.View(ml.Data.LoadFromTextFile(path, [new TextLoader.Column("K", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(3)), new TextLoader.Column("Ks", DataKind.Byte, [new TextLoader.Range(0, 1)], new KeyCount(4))]));
        print.View(ml.Data.LoadFromTextFile(path, [new TextLoader.Column("K", DataKind.UInt32, [new TextLoader.Range(1)], new KeyCount())]));
    }

    public static void RealValues(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, string.Join('\n', "1", "-1", "+2", ".5", "5.", "1e3", "1E-3", "1e400", "NaN", "nan", "?", "inf", "Infinity", "-Infinity", "∞", "0x10", "1,5", "1_000", " 7 ", "1 2", "--1", "", "1e", "3.4028236e38", "1e-50", "0.1", "123456789", "16777217"));
        print.View(ml.Data.LoadFromTextFile(path, [new TextLoader.Column("R4", DataKind.Single, 0), new TextLoader.Column("R8", DataKind.Double, 0)]), 40);
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [new("R4", DataKind.Single, 0)], MissingRealsAsNaNs = true }), 40);
    }

    public static void WrongIntegers(MLContext ml, Printer print, string folder)
    {
        foreach (string text in new[] { "x", "1.5", "99999999999", "-1", "1e3", "+4", " 4 " })
        {
            foreach (DataKind kind in new[] { DataKind.Int32, DataKind.Byte, DataKind.UInt64 })
                print.Error(() => print.Rows(ml.Data.LoadFromTextFile(Write(folder, "1\n" + text + "\n"), [new TextLoader.Column("A", kind, 0)])));
        }
    }

    public static void WrongBooleansAndDates(MLContext ml, Printer print, string folder)
    {
        foreach (string text in new[] { "true", "TRUE", "True", "t", "T", "yes", "Y", "on", "1", "+", "-1", "0", "no", "F", "", "junk", "2", "+1" })
            print.Error(() => print.Rows(ml.Data.LoadFromTextFile(Write(folder, text + "\tx\n"), [new TextLoader.Column("A", DataKind.Boolean, 0)])));
        foreach (DataKind kind in new[] { DataKind.DateTime, DataKind.TimeSpan, DataKind.DateTimeOffset })
            print.Error(() => print.Rows(ml.Data.LoadFromTextFile(Write(folder, "junk\n"), [new TextLoader.Column("A", kind, 0)])));
    }

    public static void Sparse(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "7\t5 1:2 3:4\n8\t5 0:1\n9\t1\t2\t3\t4\t5\n");
        print.View(ml.Data.LoadFromTextFile(path, [new TextLoader.Column("L", DataKind.Single, 0), new TextLoader.Column("V", DataKind.Single, 1, 5)], '\t', allowSparse: true));
        string spaced = Write(folder, "7 5 1:2 3:4\n8 5 0:1\n9 1 2 3 4 5\n");
        print.View(ml.Data.LoadFromTextFile(spaced, [new TextLoader.Column("L", DataKind.Single, 0), new TextLoader.Column("V", DataKind.Single, 1, 5)], ' ', allowSparse: true));
    }

    public static void Ranges(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "0\t1\t2\t3\t4\n5\t6\t7\t8\t9\n");
        print.View(ml.Data.LoadFromTextFile(path, [new TextLoader.Column("Ends", DataKind.Single, [new TextLoader.Range(0), new TextLoader.Range(4)]), new TextLoader.Column("Middle", DataKind.Single, 1, 3)]));
        print.View(ml.Data.LoadFromTextFile(path, [new TextLoader.Column("One", DataKind.Single, [new TextLoader.Range(2) { ForceVector = true }])]));
        print.Error(() => ml.Data.LoadFromTextFile(path, [new TextLoader.Column("All", DataKind.Single, [new TextLoader.Range { AllOther = true }])]));
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [new("First", DataKind.Single, 0), new("Others", DataKind.Single, [new TextLoader.Range(1, 3) { AllOther = true }])] }));
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [new("Rest", DataKind.Single, [new TextLoader.Range(1, null)])] }));
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [new("Auto", DataKind.Single, [new TextLoader.Range { Min = 1, AutoEnd = true }])] }));
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [new("Variable", DataKind.Single, [new TextLoader.Range { Min = 1, VariableEnd = true }])] }));
    }

    public static void SeveralSeparators(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, "1;2,3\n4,5;6\n"), new TextLoader.Options { Separators = [';', ','], Columns = [new("V", DataKind.Single, 0, 2)] }));

    public static void DecimalComma(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, "1,5;2.5\n-0,25;3\n"), new TextLoader.Options { Separators = [';'], DecimalMarker = ',', Columns = [new("V", DataKind.Single, 0, 1)] }));

    public static void MaxRows(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "1\n2\n3\n4\n");
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { MaxRows = 2, Columns = [new("V", DataKind.Single, 0)] }));
        print.View(ml.Data.LoadFromTextFile(path, new TextLoader.Options { UseThreads = false, Columns = [new("V", DataKind.Single, 0)] }));
    }

    public static void Multilines(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, "a,\"first\nsecond\",1\nb,\"x\",2\n"), new TextLoader.Options { Separators = [','], AllowQuoting = true, ReadMultilines = true, Columns = [new("A", DataKind.String, 0), new("B", DataKind.String, 1), new("C", DataKind.Single, 2)] }));

    public static void EscapeCharacter(MLContext ml, Printer print, string folder) =>
        print.View(ml.Data.LoadFromTextFile(Write(folder, "a,\"say \\\"hi\\\"\",1\n"), new TextLoader.Options { Separators = [','], AllowQuoting = true, EscapeChar = '\\', Columns = [new("A", DataKind.String, 0), new("B", DataKind.String, 1), new("C", DataKind.Single, 2)] }));

    public static void ByAttributes(MLContext ml, Printer print, string folder)
    {
        print.View(ml.Data.LoadFromTextFile<Attributed>(Write(folder, "1,x,3,4,2\n5,y,7,8,9\n"), separatorChar: ','));
        print.View(ml.Data.LoadFromTextFile<Attributed>(Write(folder, "h1,h2,h3,h4,h5\n1,x,3,4,2\n"), new TextLoader.Options { Separators = [','], HasHeader = true }));
        print.Error(() => ml.Data.LoadFromTextFile<Unattributed>(Write(folder, "1\n")));
    }

    public static void ByColumnNames(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "b,a\n1,2\n");
        print.Error(() => print.View(ml.Data.LoadFromTextFile<Named>(path, separatorChar: ',', hasHeader: true)));
    }

    public static void FileErrors(MLContext ml, Printer print, string folder)
    {
        print.Error(() => ml.Data.LoadFromTextFile(Path.Combine(folder, "nope.tsv"), Layout));
        print.Error(() => ml.Data.LoadFromTextFile("", Layout));
        print.Error(() => ml.Data.LoadFromTextFile(null!, Layout));
        print.Error(() => ml.Data.CreateTextLoader(Layout).Load(Path.Combine(folder, "nope.tsv")));
        print.Error(() => print.Rows(ml.Data.LoadFromTextFile(Write(folder, ""), Layout)));
        print.Error(() => ml.Data.CreateTextLoader([]));
        print.Error(() => ml.Data.CreateTextLoader([new TextLoader.Column("A", DataKind.Single, 0), new TextLoader.Column("A", DataKind.Single, 1)]));
        print.Error(() => ml.Data.CreateTextLoader([new TextLoader.Column("A", DataKind.Single, -1)]));
        print.Error(() => ml.Data.CreateTextLoader([new TextLoader.Column("A", DataKind.Single, 3, 1)]));
        print.Error(() => ml.Data.CreateTextLoader([new TextLoader.Column(null!, DataKind.Single, 0)]));
        print.Error(() => ml.Data.CreateTextLoader([new TextLoader.Column("A", DataKind.Single, [new TextLoader.Range(0)], new KeyCount(3))]));
    }

    public static void SeveralFiles(MLContext ml, Printer print, string folder)
    {
        string first = Write(folder, "v\n1\n2\n", "a.tsv");
        string second = Write(folder, "v\n3\n", "b.tsv");
        TextLoader loader = ml.Data.CreateTextLoader([new TextLoader.Column("V", DataKind.Single, 0)], hasHeader: true);
        print.View(loader.Load(first, second));
        print.View(loader.Load(new MultiFileSource(Path.Combine(folder, "*.tsv"))));
        print.Schema(loader.GetOutputSchema());
        print.Value("count", new MultiFileSource(first, second).Count);
        print.Error(() => new MultiFileSource(first).GetPathOrNull(1));
    }

    public static void SaveAsText(MLContext ml, Printer print, string folder)
    {
        foreach (Action<Stream> save in new Action<Stream>[]
        {
            s => ml.Data.SaveAsText(House.View(ml), s), s => ml.Data.SaveAsText(House.View(ml), s, ',', headerRow: false), s => ml.Data.SaveAsText(House.View(ml), s, schema: false),
            s => ml.Data.SaveAsText(House.View(ml), s, ';', schema: false, forceDense: true), s => ml.Data.SaveAsText(ml.Data.LoadFromEnumerable([new AllTypes { Text = "with\ttab and \"quote\"" }]), s),
            s => ml.Data.SaveAsText(ml.Transforms.Conversion.MapValueToKey("City").Append(ml.Transforms.Conversion.MapKeyToVector("City")).Fit(House.View(ml)).Transform(House.View(ml)), s, keepHidden: true),
        })
        {
            using var stream = new MemoryStream();
            print.Error(() => save(stream));
            print.Line(Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n"));
        }
        _ = folder;
    }

    public static void SavedTextIsReadBack(MLContext ml, Printer print, string folder)
    {
        string path = Path.Combine(folder, "saved.tsv");
        using (FileStream stream = File.Create(path)) ml.Data.SaveAsText(House.View(ml), stream);
        print.View(ml.Data.LoadFromTextFile(path));
        using (FileStream stream = File.Create(path)) ml.Data.SaveAsText(ml.Transforms.Conversion.MapValueToKey("City").Append(ml.Transforms.Conversion.MapKeyToVector("City")).Fit(House.View(ml)).Transform(House.View(ml)), stream);
        print.View(ml.Data.LoadFromTextFile(path));
    }

    public static void LoaderInAModelFile(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, "v\tw\n1\tx\n2\ty\n");
        TextLoader loader = ml.Data.CreateTextLoader([new TextLoader.Column("V", DataKind.Single, 0), new TextLoader.Column("W", DataKind.String, 1)], hasHeader: true);
        ITransformer model = ml.Transforms.NormalizeMinMax("V").Append(ml.Transforms.Conversion.MapValueToKey("W")).Fit(loader.Load(path));
        string file = Path.Combine(folder, "model.zip");
        ml.Model.Save(model, loader, file);
        using (System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.OpenRead(file))
            print.Value("entries", ModelPrograms.Entries(zip).Where(n => !n.Contains("Terms", StringComparison.Ordinal) && !n.Contains("Vocabulary", StringComparison.Ordinal) && !n.Contains("Normalizer_", StringComparison.Ordinal)));
        ITransformer loaded = ml.Model.LoadWithDataLoader(file, out IDataLoader<IMultiStreamSource> again);
        print.Value("model", loaded.GetType().Name);
        print.Value("loader", again.GetType().Name.Split('`')[0]);
        print.View(loaded.Transform(again.Load(new MultiFileSource(path))));
        ITransformer plain = ml.Model.Load(file, out DataViewSchema schema);
        print.Value("plain", plain.GetType().Name);
        print.Schema(schema);
    }

    public static void CursorsOfAFile(MLContext ml, Printer print, string folder)
    {
        string path = Write(folder, string.Join('\n', Enumerable.Range(0, 5000)));
        IDataView data = ml.Data.LoadFromTextFile(path, [new TextLoader.Column("V", DataKind.Int32, 0)]);
        var seen = new List<int>();
        foreach (DataViewRowCursor cursor in data.GetRowCursorSet(data.Schema, 4))
        {
            using DataViewRowCursor one = cursor;
            ValueGetter<int> getter = one.GetGetter<int>(data.Schema["V"]);
            int value = 0;
            while (one.MoveNext())
            {
                getter(ref value);
                seen.Add(value);
            }
        }
        print.Value("all rows once", seen.Order().SequenceEqual(Enumerable.Range(0, 5000)));
        print.Value("in order", data.GetColumn<int>("V").SequenceEqual(Enumerable.Range(0, 5000)));
    }

    private static TextLoader.Column[] Layout =>
    [
        new("Size", DataKind.Single, 0), new("City", DataKind.String, 1), new("Rooms", DataKind.Int32, 2), new("Flag", DataKind.Boolean, 3), new("Place", DataKind.Single, 4, 5),
    ];

    private static string Write(string folder, string text, string name = "data.csv")
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public sealed class Attributed
    {
        [LoadColumn(0)]
        public float A { get; set; }

        [LoadColumn(1), ColumnName("Name")]
        public string B { get; set; } = "";

        [LoadColumn(2, 3), VectorType(2)]
        public float[] C { get; set; } = [];

        [LoadColumn(4), KeyType(10)]
        public uint D { get; set; }

        [LoadColumn([0, 4])]
        public double[] E { get; set; } = [];
    }

    public sealed class Unattributed
    {
        public float F { get; set; }
    }

    public sealed class Named
    {
        [LoadColumn(1)]
        public float A { get; set; }

        [LoadColumn(0)]
        public float B { get; set; }
    }
}
