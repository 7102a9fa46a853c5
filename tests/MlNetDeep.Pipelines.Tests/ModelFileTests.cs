using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Pipelines.Tests;

public sealed class ModelFileTests(ModelFileTests.Trained trained) : IClassFixture<ModelFileTests.Trained>
{
    /// <summary>One trained chain and its model file for all tests of the class.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Trained()
        {
            Context = new MLContext(1);
            IDataView rows = Context.Data.LoadFromEnumerable(ColorImages.Rows(60));
            Model = Context.Transforms.Conversion.MapValueToKey("Label")
                .Append(Context.Deep().ImageClassification(ColorImages.FastOptions(epochs: 2)))
                .Append(Context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"))
                .Fit(rows);
            Context.Model.Save(Model, rows.Schema, File);
        }

        public MLContext Context { get; }

        public ITransformer Model { get; }

        public string File => _folder.File("model.zip");

        public string Other(string name) => _folder.File(name);

        public void Dispose() => _folder.Dispose();
    }

    [Fact]
    public void A_loaded_model_gives_identical_scores()
    {
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(trained.File, out DataViewSchema schema);
        Assert.Equal(OtherProcess.Score(trained.Model, trained.Context), OtherProcess.Score(loaded, ml));
        Assert.NotNull(schema.GetColumnOrNull("Label"));
    }

    [Fact]
    public void Another_process_gives_identical_scores() =>
        Assert.Equal(OtherProcess.Score(trained.Model, trained.Context), OtherProcess.Score(trained.File, trained.Other("scores.bin")));

    [Fact]
    public void A_loaded_model_knows_the_names_of_the_classes()
    {
        var ml = new MLContext();
        IDataView scored = ml.Model.Load(trained.File, out _).Transform(ml.Data.LoadFromEnumerable(ColorImages.Rows(6)));
        Assert.All(scored.GetColumn<string>("Name"), name => Assert.Contains(name, ColorImages.Classes));
        VBuffer<ReadOnlyMemory<char>> slots = default;
        scored.Schema["Score"].Annotations.GetValue("SlotNames", ref slots);
        Assert.Equal(ColorImages.Classes, slots.DenseValues().Select(s => s.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_cut_short_gives_one_clear_error()
    {
        byte[] whole = File.ReadAllBytes(trained.File);
        for (int part = 0; part < 40; part++)
        {
            string file = trained.Other("cut.zip");
            File.WriteAllBytes(file, whole[..(whole.Length * part / 40)]);
            Exception e = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(file, out _));
            Assert.True(e is InvalidDataException or FormatException or InvalidOperationException, $"cut at {part}/40: {e.GetType()}: {e.Message}");
            if (Runtime.IsEmbedded) Assert.Contains("cut.zip", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_byte_is_an_error_or_changes_nothing()
    {
        byte[] whole = File.ReadAllBytes(trained.File);
        float[] expected = OtherProcess.Score(trained.Model, trained.Context);
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 120; i++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            string file = trained.Other("flipped.zip");
            File.WriteAllBytes(file, changed);
            var ml = new MLContext();
            try
            {
                // A byte of a time stamp, say, carries no content: then the scores must be the same.
                Assert.Equal(expected, OtherProcess.Score(ml.Model.Load(file, out _), ml));
            }
            catch (Exception e) when (e is InvalidDataException or FormatException or InvalidOperationException || !Runtime.IsEmbedded && e is not Xunit.Sdk.XunitException)
            {
                if (Runtime.IsEmbedded) Assert.Contains("flipped.zip", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > (Runtime.IsEmbedded ? 100 : 50), $"only {refused} of 120 changes were noticed");
    }

    [Fact]
    public void A_payload_with_a_changed_byte_is_refused_without_the_help_of_the_container()
    {
        byte[] sealed_ = Bridge.Payload.Seal(writer => writer.Write("content"));
        for (int i = 0; i < sealed_.Length; i++)
        {
            byte[] changed = [.. sealed_];
            changed[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => Bridge.Payload.Open(new BinaryReader(new MemoryStream(changed))));
            Assert.Throws<InvalidDataException>(() => Bridge.Payload.Open(new BinaryReader(new MemoryStream(sealed_[..i]))));
        }
        Assert.Equal("content", Bridge.Payload.Open(new BinaryReader(new MemoryStream(sealed_))).ReadString());
    }
}
