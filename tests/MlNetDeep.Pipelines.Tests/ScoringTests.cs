using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests;

/// <summary>Rows are scored in blocks by cursors and one by one by mappers; nobody can tell by the values.</summary>
public sealed class ScoringTests(ScoringTests.Trained trained) : IClassFixture<ScoringTests.Trained>
{
    private const int Count = 150;

    public sealed class Trained
    {
        public Trained() => Model = Context.Deep().ImageClassification(ColorImages.FastOptions(3)).Fit(ColorImages.Data(Context, 60));

        public MLContext Context { get; } = new(1);

        public DeepTransformer Model { get; }
    }

    private sealed class Scored
    {
        public float Number { get; set; }

        public float[] Vector { get; set; } = [];

        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }

    [Fact]
    public void Every_row_keeps_its_own_columns_beside_its_scores()
    {
        IDataView rows = trained.Context.Data.LoadFromEnumerable(ColorImages.Rows(Count));
        List<Scored> all = [.. trained.Context.Data.CreateEnumerable<Scored>(trained.Model.Transform(rows), reuseRowObject: false)];
        List<ColorImages.Row> expected = ColorImages.Rows(Count);
        Assert.Equal(Count, all.Count);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(expected[i].Number, all[i].Number);
            Assert.Equal(expected[i].Vector, all[i].Vector);
            Assert.Equal(1, all[i].Score.Sum(), 4);
            Assert.Equal(Array.IndexOf(all[i].Score, all[i].Score.Max()) + 1u, all[i].PredictedLabel);
        }
    }

    [Fact]
    public void A_prediction_engine_gives_the_scores_of_the_cursor()
    {
        float[] blocks = OtherProcess.Score(trained.Model, trained.Context);
        using PredictionEngine<ColorImages.Row, Scored> engine = trained.Context.Model.CreatePredictionEngine<ColorImages.Row, Scored>(trained.Model);
        float[] single = [.. ColorImages.Rows(30, seed: 9).SelectMany(row => engine.Predict(row).Score)];
        Assert.Equal(blocks.Length, single.Length);
        Assert.All(blocks.Zip(single), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Nothing_is_read_before_a_cursor_moves_and_nothing_is_scored_unasked()
    {
        int read = 0;
        IEnumerable<ColorImages.Row> Rows()
        {
            foreach (ColorImages.Row row in ColorImages.Rows(10))
            {
                read++;
                row.Image = null;
                yield return row;
            }
        }
        IDataView scored = trained.Model.Transform(trained.Context.Data.LoadFromEnumerable(Rows()));
        Assert.Equal(0, read);
        Assert.Equal(10, scored.GetColumn<float>("Number").Count());
        var e = Assert.Throws<InvalidDataException>(() => scored.GetColumn<uint>("PredictedLabel").Count());
        Assert.Contains("'Image'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inactive_column_and_a_wrong_type_are_refused_as_upstream_does()
    {
        IDataView scored = trained.Model.Transform(trained.Context.Data.LoadFromEnumerable(ColorImages.Rows(3)));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.Contains("requested column not active", Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<uint>(scored.Schema["PredictedLabel"])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Invalid TValue in GetGetter for column #Score: Vector<Single, 3>", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(scored.Schema["Score"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_count_and_end()
    {
        IDataView scored = trained.Model.Transform(trained.Context.Data.LoadFromEnumerable(ColorImages.Rows(Count)));
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        Assert.Equal(-1, cursor.Position);
        for (int i = 0; i < Count; i++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(i, cursor.Position);
        }
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void A_cursor_set_holds_every_row_once()
    {
        IDataView scored = trained.Model.Transform(trained.Context.Data.LoadFromEnumerable(ColorImages.Rows(Count)));
        var numbers = new List<float>();
        foreach (DataViewRowCursor cursor in scored.GetRowCursorSet(scored.Schema, 4))
        {
            using (cursor)
            {
                ValueGetter<float> getter = cursor.GetGetter<float>(scored.Schema["Number"]);
                float value = 0;
                while (cursor.MoveNext())
                {
                    getter(ref value);
                    numbers.Add(value);
                }
            }
        }
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (float)i), numbers.Order());
    }

    [Fact]
    public void Many_threads_score_at_once()
    {
        float[] expected = OtherProcess.Score(trained.Model, trained.Context);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, OtherProcess.Score(trained.Model, new MLContext())));
    }
}
