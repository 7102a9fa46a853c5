using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Models: saved, loaded, asked for single predictions; and the context itself.</summary>
public static class ModelPrograms
{
    public static void SaveAndLoad(MLContext ml, Printer print, string folder)
    {
        IDataView data = House.View(ml);
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("City").Append(ml.Transforms.NormalizeMinMax("Size")).Append(ml.Transforms.Concatenate("Features", "Size", "Rooms")).Fit(data);
        string path = Path.Combine(folder, "model.zip");
        ml.Model.Save(model, data.Schema, path);
        ITransformer loaded = new MLContext().Model.Load(path, out DataViewSchema schema);
        print.Line(loaded.GetType().Name + " of " + string.Join(", ", ((TransformerChain<ITransformer>)loaded).Select(t => t.GetType().Name)));
        print.Schema(schema);
        print.View(loaded.Transform(data));
    }

    public static void EntriesOfTheFile(MLContext ml, Printer print)
    {
        IDataView data = House.View(ml);
        using var stream = new MemoryStream();
        ml.Model.Save(ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.Concatenate("B", "A")).Fit(data), data.Schema, stream);
        using (var zip = new ZipArchive(new MemoryStream(stream.ToArray()))) print.Value("chain", Entries(zip));
        stream.SetLength(0);
        ml.Model.Save(ml.Transforms.CopyColumns("A", "Size").Fit(data), data.Schema, stream);
        using (var zip = new ZipArchive(new MemoryStream(stream.ToArray()))) print.Value("one", Entries(zip));
        stream.SetLength(0);
        ml.Model.Save(ml.Transforms.CopyColumns("A", "Size").Fit(data), null!, stream);
        using (var zip = new ZipArchive(new MemoryStream(stream.ToArray()))) print.Value("without a schema", Entries(zip));
        ml.Model.Load(new MemoryStream(stream.ToArray()), out DataViewSchema schema);
        print.Value("no schema", schema is null);
    }

    public static void NestedChains(MLContext ml, Printer print)
    {
        IDataView data = House.View(ml);
        ITransformer model = ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.CopyColumns("B", "A").Append(ml.Transforms.CopyColumns("C", "B"))).Fit(data);
        using var stream = new MemoryStream();
        ml.Model.Save(model, data.Schema, stream);
        var loaded = (TransformerChain<ITransformer>)ml.Model.Load(new MemoryStream(stream.ToArray()), out _);
        print.Value("parts", loaded.Select(t => t.GetType().Name));
        print.View(loaded.Transform(data), 1);
    }

    public static void UnknownEntriesAreIgnored(MLContext ml, Printer print)
    {
        IDataView data = House.View(ml);
        using var stream = new MemoryStream();
        ml.Model.Save(ml.Transforms.CopyColumns("A", "Size").Fit(data), data.Schema, stream);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        using (Stream entry = zip.CreateEntry("Extra/file.bin").Open()) entry.WriteByte(1);
        print.View(ml.Model.Load(stream, out _).Transform(data), 1);
    }

    public static void FilesThatAreNoModels(MLContext ml, Printer print, string folder)
    {
        print.Error(() => ml.Model.Load(Path.Combine(folder, "nope.zip"), out _));
        print.Error(() => ml.Model.Load((string)null!, out _));
        print.Error(() => ml.Model.Load("", out _));
        print.Error(() => ml.Model.Save(null!, House.View(ml).Schema, Path.Combine(folder, "model.zip")));
    }

    public static void PredictionEngine(MLContext ml, Printer print)
    {
        ITransformer model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeMinMax("Price")).Fit(House.View(ml));
        using PredictionEngine<House, Prediction> engine = ml.Model.CreatePredictionEngine<House, Prediction>(model);
        foreach (House house in House.Some) print.Properties(engine.Predict(house));
        var reused = new Prediction();
        engine.Predict(House.Some[1], ref reused);
        print.Properties(reused);
        print.Schema(engine.OutputSchema);
    }

    public static void PredictionEngineErrors(MLContext ml, Printer print)
    {
        ITransformer model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Fit(House.View(ml));
        print.Error(() => ml.Model.CreatePredictionEngine<House, Scored>(model, ignoreMissingColumns: false));
        print.Value("ignored", ml.Model.CreatePredictionEngine<House, Scored>(model).Predict(House.Some[0]).Label);
        print.Error(() => ml.Model.CreatePredictionEngine<Prediction, House>(model));
        print.Error(() => ml.Model.CreatePredictionEngine<House, TextPrediction>(model));
        print.Error(() => ml.Model.CreatePredictionEngine<House, Prediction>(null!));
        PredictionEngine<House, Prediction> engine = ml.Model.CreatePredictionEngine<House, Prediction>(model);
        engine.Dispose();
        print.Error(() => engine.Dispose());
    }

    public static void PredictionEngineWithASchema(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable(House.Some.Select(h => new Loose { Size = h.Size, Place = h.Place }), SchemaDefinitionOf());
        ITransformer model = ml.Transforms.Concatenate("Features", "Size", "Place").Fit(data);
        print.Properties(ml.Model.CreatePredictionEngine<Loose, Features>(model, data.Schema).Predict(new Loose { Size = 3, Place = [1, 2] }));
        print.Properties(ml.Model.CreatePredictionEngine<Loose, Features>(model, inputSchemaDefinition: SchemaDefinitionOf()).Predict(new Loose { Size = 3, Place = [1, 2] }));
        print.Properties(ml.Model.CreatePredictionEngine<Loose, Features>(model, new PredictionEngineOptions { InputSchemaDefinition = SchemaDefinitionOf() }).Predict(new Loose { Size = 3, Place = [1, 2] }));
    }

    public static void TransformOfAnotherSchema(MLContext ml, Printer print)
    {
        ITransformer model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeMinMax("Features")).Fit(House.View(ml));
        print.Error(() => model.Transform(ml.Data.LoadFromEnumerable([new Scored()])));
        print.Error(() => model.GetOutputSchema(ml.Data.LoadFromEnumerable([new Scored()]).Schema));
        print.Error(() => model.Transform(null!));
    }

    public static void Log(MLContext ml, Printer print)
    {
        ml.Log += (_, e) => { if (e.Source.StartsWith("Mine", StringComparison.Ordinal)) print.Line($"{e.Source} | {e.Kind} | {(e.Message.Contains("Elapsed", StringComparison.Ordinal) ? "elapsed" : e.Message)}"); };
        IHost host = ((IHostEnvironment)ml).Register("Mine");
        using (IChannel channel = host.Start("Work"))
        {
            channel.Info(MessageSensitivity.None, "told");
            channel.Warning(MessageSensitivity.None, "warned of {0}", 3);
            channel.Error(MessageSensitivity.UserData, "failed");
            channel.Trace(MessageSensitivity.None, "traced");
        }
    }

    public static void Seeds(MLContext ml, Printer print)
    {
        print.Value("same seed, same numbers", ((IHostEnvironment)new MLContext(5)).Register("A").Rand.Next() == ((IHostEnvironment)new MLContext(5)).Register("A").Rand.Next());
        print.Value("given seed", ((IHostEnvironment)ml).Register("A", 7).Rand.Next() == ((IHostEnvironment)ml).Register("B", 7).Rand.Next());
        ml.FallbackToCpu = false;
        ml.GpuDeviceId = 3;
        print.Value("device", $"{ml.GpuDeviceId} {ml.FallbackToCpu}");
    }

    public static void DuplicateLogHandlersAndPreviewOfAModel(MLContext ml, Printer print)
    {
        ITransformer model = ml.Transforms.CopyColumns("A", "Size").Fit(House.View(ml));
        print.Line(model.Preview(House.View(ml), 2).ToString());
        print.Value("columns", model.Preview(House.View(ml), 2).ColumnView.Select(c => c.Column.Name));
    }

    // Checksums are an entry of our own, which others ignore.
    internal static IEnumerable<string> Entries(ZipArchive zip) => zip.Entries.Select(e => e.FullName).Where(n => n != "TrainingInfo/Entries.txt").Order(StringComparer.Ordinal);

    private static SchemaDefinition SchemaDefinitionOf()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Loose));
        definition["Place"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        return definition;
    }

    public sealed class Prediction
    {
        public float[] Features { get; set; } = [];

        public float Price { get; set; }
    }

    public sealed class TextPrediction
    {
        public string Features { get; set; } = "";
    }

    public sealed class Loose
    {
        public float Size { get; set; }

        public float[] Place { get; set; } = [];
    }

    public sealed class Features
    {
        [ColumnName("Features")]
        public float[] Values { get; set; } = [];
    }
}
