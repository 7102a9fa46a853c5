using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests;

/// <summary>
/// Scores images with a saved model in a process that has never seen the training: this test program itself, started again with
/// two environment variables.
/// </summary>
internal static class OtherProcess
{
    private const string ModelVariable = "MLNETDEEP_TEST_MODEL";
    private const string OutputVariable = "MLNETDEEP_TEST_OUTPUT";

    public static float[] Score(string model, string output)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OtherProcess).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[ModelVariable] = model;
        start.Environment[OutputVariable] = output;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text + error.Result);
        byte[] bytes = File.ReadAllBytes(output);
        float[] scores = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, scores, 0, bytes.Length);
        return scores;
    }

    public static float[] Score(ITransformer model, MLContext ml) =>
        [.. model.Transform(ml.Data.LoadFromEnumerable(ColorImages.Rows(30, seed: 9))).GetColumn<float[]>("Score").SelectMany(row => row)];

#pragma warning disable CA2255 // The second process must do its work before the test runner takes over.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void RunInSecondProcess()
    {
        if (Environment.GetEnvironmentVariable(ModelVariable) is not string model) return;
        var ml = new MLContext();
        float[] scores = Score(ml.Model.Load(model, out _), ml);
        byte[] bytes = new byte[scores.Length * sizeof(float)];
        Buffer.BlockCopy(scores, 0, bytes, 0, bytes.Length);
        File.WriteAllBytes(Environment.GetEnvironmentVariable(OutputVariable)!, bytes);
        Environment.Exit(0);
    }
}
