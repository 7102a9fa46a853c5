using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Benchmarks.Pipelines;

/// <summary>A ride of the taxi data, and the files it comes from.</summary>
internal sealed class TaxiRides
{
    [LoadColumn(0)]
    public string Vendor { get; set; } = "";

    [LoadColumn(1)]
    public string RateCode { get; set; } = "";

    [LoadColumn(2)]
    public float Passengers { get; set; }

    [LoadColumn(3)]
    public float Seconds { get; set; }

    [LoadColumn(4)]
    public float Distance { get; set; }

    [LoadColumn(5)]
    public string Payment { get; set; } = "";

    [LoadColumn(6)]
    public float Fare { get; set; }

    public static IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<TaxiRides>(path, separatorChar: ',', hasHeader: true);

    /// <summary>Writes the rows of a file again and again, until there are enough.</summary>
    public static string Repeat(string source, int rows, string destination)
    {
        string[] lines = File.ReadAllLines(source);
        using StreamWriter writer = File.CreateText(destination);
        writer.WriteLine(lines[0]);
        for (int i = 0; i < rows; i++) writer.WriteLine(lines[1 + i % (lines.Length - 1)]);
        return destination;
    }
}
