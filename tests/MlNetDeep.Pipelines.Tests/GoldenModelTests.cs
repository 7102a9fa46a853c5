using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Tests.Conformance;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Pipelines.Tests;

/// <summary>
/// Model files that were saved once and must load for ever, with the same scores: one of each kind of estimator, saved on the
/// embedded subset and on Microsoft's assemblies. A file is added with RECORD_MODELS=1 and never replaced.
/// </summary>
public sealed class GoldenModelTests
{
    private const double Tolerance = 1e-4;

    private static string Folder => Repository.Golden("models");

    private static string Runtimes => Runtime.IsEmbedded ? "embedded" : "mlnet";

    public static TheoryData<string> Names => ["classification", "regression", "text convolutions", "sequence forecasting", "image classification", "network"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_of_the_first_version_loads_and_scores_the_same(string name)
    {
        var ml = new MLContext(1);
        string file = Path.Combine(Folder, $"{name.Replace(' ', '-')}.{Runtimes}.zip"), scores = Path.Combine(Folder, $"{name.Replace(' ', '-')}.txt");
        if (Environment.GetEnvironmentVariable("RECORD_MODELS") == "1" && !File.Exists(file)) Record(ml, name, file, scores);
        ITransformer model = ml.Model.Load(file, out DataViewSchema schema);
        Assert.NotNull(schema.GetColumnOrNull("CityKey"));
        Check(Expected(scores), model, ml);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_payload_is_the_same_in_all_builds(string name)
    {
        foreach (string runtime in new[] { "embedded", "mlnet" })
        {
            using ZipArchive zip = ZipFile.OpenRead(Path.Combine(Folder, $"{name.Replace(' ', '-')}.{runtime}.zip"));
            using Stream payload = zip.Entries.Single(entry => entry.Name == "Payload.bin").Open();
            using var reader = new BinaryReader(payload);
            Check(Expected(Path.Combine(Folder, $"{name.Replace(' ', '-')}.txt")), DeepTransformer.Read(DeepModel.Kind, Payload.Open(reader)), new MLContext(1));
        }
    }

    private static void Record(MLContext ml, string name, string file, string scores)
    {
        IDataView data = Sample.View(ml);
        DeepTransformer model = EstimatorConformanceTests.Create(name, ml.Deep()).Fit(data);
        Directory.CreateDirectory(Folder);
        ml.Model.Save(model, data.Schema, file);
        if (!File.Exists(scores)) File.WriteAllLines(scores, Scores(model, ml).Select(score => score.ToString("G6", CultureInfo.InvariantCulture)));
    }

    private static void Check(float[] expected, ITransformer model, MLContext ml)
    {
        float[] actual = Scores(model, ml);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    private static float[] Expected(string file) => [.. File.ReadLines(file).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];

    private static float[] Scores(ITransformer model, MLContext ml)
    {
        IDataView scored = model.Transform(Sample.View(ml, 12));
        return scored.Schema["Score"].Type is VectorDataViewType ? [.. scored.GetColumn<float[]>("Score").SelectMany(row => row)] : [.. scored.GetColumn<float>("Score")];
    }
}
