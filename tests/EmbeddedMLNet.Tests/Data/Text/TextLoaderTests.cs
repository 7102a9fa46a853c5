using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.TestSupport;

namespace EmbeddedMLNet.Tests.Data.Text;

public sealed class TextLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\n", true)]
    [InlineData("\r\n", true)]
    [InlineData("\r", false)]
    [InlineData("\r\n", false)]
    public void Lines_that_cross_blocks_are_whole(string lineEnd, bool endsWithOne)
    {
        // Some lines are longer than a block, so that it has to grow.
        string[] texts = [.. Enumerable.Range(0, 3000).Select(i => new string((char)('a' + i % 26), i == 1500 ? 200_000 : i % 97 + 1))];
        string path = Write(string.Join(lineEnd, texts.Select((text, i) => $"{i},{text}")) + (endsWithOne ? lineEnd : ""));
        foreach (bool threads in new[] { true, false })
        {
            IDataView data = _ml.Data.LoadFromTextFile(path, new TextLoader.Options { Separators = [','], UseThreads = threads, Columns = [new("I", DataKind.Int32, 0), new("T", DataKind.String, 1)] });
            Assert.Equal(Enumerable.Range(0, texts.Length), data.GetColumn<int>("I"));
            Assert.Equal(texts, data.GetColumn<string>("T"));
        }
    }

    [Fact]
    public void Several_cursors_share_the_rows_and_their_identifiers_differ()
    {
        IDataView data = _ml.Data.LoadFromTextFile(Write(string.Join('\n', Enumerable.Range(0, 100_000))), [new TextLoader.Column("I", DataKind.Int32, 0)]);
        DataViewRowCursor[] cursors = data.GetRowCursorSet(data.Schema, 4);
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<DataViewRowId, int>();
        Parallel.ForEach(cursors, cursor =>
        {
            using DataViewRowCursor one = cursor;
            ValueGetter<int> getter = one.GetGetter<int>(data.Schema["I"]);
            ValueGetter<DataViewRowId> getId = one.GetIdGetter();
            long batch = -1;
            while (one.MoveNext())
            {
                (int value, DataViewRowId id) = (0, default);
                getter(ref value);
                getId(ref id);
                Assert.True(one.Batch >= batch);
                batch = one.Batch;
                Assert.True(seen.TryAdd(id, value));
            }
        });
        Assert.Equal(Enumerable.Range(0, 100_000), seen.Values.Order());
    }

    [Fact]
    public void A_cursor_that_is_left_early_lets_the_file_go()
    {
        string path = Write(string.Join('\n', Enumerable.Range(0, 500_000)));
        IDataView data = _ml.Data.LoadFromTextFile(path, [new TextLoader.Column("I", DataKind.Int32, 0)]);
        using (DataViewRowCursor cursor = data.GetRowCursor(data.Schema)) Assert.True(cursor.MoveNext());
        using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.Length > 0);
    }

    [Fact]
    public void What_is_saved_comes_back()
    {
        var random = new Random(3);
        string[] odd = ["", " ", "a b", "tab\there", "quote\"d", "a:b", "#no comment", "ü😀", "1,5", "//"];
        Row[] rows = [.. Enumerable.Range(0, 200).Select(i => new Row
        {
            Text = odd[random.Next(odd.Length)],
            Number = random.Next(4) switch { 0 => 0, 1 => float.NaN, 2 => random.Next(), _ => (float)Math.Exp(60 * random.NextDouble() - 30) },
            Exact = random.NextDouble() * Math.Pow(10, random.Next(-200, 200)),
            Flag = random.Next(2) == 1,
            Integer = random.NextInt64(),
            Vector = [.. Enumerable.Range(0, 12).Select(_ => random.Next(5) == 0 ? (float)random.NextDouble() : 0)],
        })];
        string path = _folder.File("saved.tsv");
        using (FileStream stream = File.Create(path)) _ml.Data.SaveAsText(_ml.Data.LoadFromEnumerable(rows), stream);
        IDataView read = _ml.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            AllowQuoting = true,
            AllowSparse = true,
            Columns = [new("Text", DataKind.String, 1), new("Number", DataKind.Single, 0), new("Exact", DataKind.Double, 2), new("Flag", DataKind.Boolean, 3), new("Integer", DataKind.Int64, 4), new("Vector", DataKind.Single, 5, 16)],
        });
        Row[] actual = [.. _ml.Data.CreateEnumerable<Row>(read, reuseRowObject: false)];
        Assert.Equal(rows.Length, actual.Length);
        foreach ((Row expected, Row back) in rows.Zip(actual))
        {
            Assert.Equal((expected.Text, expected.Number, expected.Exact, expected.Flag, expected.Integer), (back.Text, back.Number, back.Exact, back.Flag, back.Integer));
            Assert.Equal(expected.Vector, back.Vector);
        }
    }

    [Theory]
    [InlineData("#@ TextLoader{\n#@   col=A\n#@ }\n1\n")]
    [InlineData("#@ TextLoader{\n#@   sep=tab\n#@ }\n1\n")]
    [InlineData("#@ TextLoader{\n#@   col=A:XX:0\n#@ }\n1\n")]
    [InlineData("#@ TextLoader{\n#@   col=A:R4:5-2\n#@ }\n1\n")]
    [InlineData("#@ TextLoader{\n#@   col={name=A src={min=x}}\n#@ }\n1\n")]
    [InlineData("#@ TextLoader{\n#@   nonsense=1 col=A:R4:0\n#@ }\n1\n")]
    [InlineData("#@ Something{ col=A:R4:0 }\n1\n")]
    public void A_comment_with_wrong_options_is_refused(string text) =>
        Assert.Equal("TextLoader options embedded in the file are invalid", Assert.Throws<InvalidOperationException>(() => _ml.Data.LoadFromTextFile(Write(text))).Message);

    [Fact]
    public void Many_rows_take_little_memory()
    {
        string path = _folder.File("large.csv");
        using (StreamWriter writer = File.CreateText(path))
            for (int i = 0; i < 400_000; i++) writer.Write($"{i},{i * 0.5},some text that is not short at all,{i % 7}\n");
        IDataView data = _ml.Data.LoadFromTextFile(path, [new TextLoader.Column("A", DataKind.Single, 0), new TextLoader.Column("T", DataKind.String, 2)], ',');
        long before = GC.GetTotalMemory(forceFullCollection: true), most = 0, rows = 0;
        using (DataViewRowCursor cursor = data.GetRowCursor(data.Schema))
        {
            ValueGetter<ReadOnlyMemory<char>> text = cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema["T"]);
            ReadOnlyMemory<char> value = default;
            while (cursor.MoveNext())
            {
                text(ref value);
                if (++rows % 100_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }
        Assert.Equal(400_000, rows);
        Assert.True(most < 5_000_000, $"{most} bytes for a file of {new FileInfo(path).Length}");
    }

    private string Write(string text)
    {
        string path = _folder.File("data.csv");
        File.WriteAllText(path, text, Encoding.UTF8);
        return path;
    }

    public sealed class Row
    {
        public float Number { get; set; }

        public string Text { get; set; } = "";

        public double Exact { get; set; }

        public bool Flag { get; set; }

        public long Integer { get; set; }

        [VectorType(12)]
        public float[] Vector { get; set; } = [];
    }
}
