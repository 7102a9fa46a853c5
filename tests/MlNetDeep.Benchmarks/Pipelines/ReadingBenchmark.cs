using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using Microsoft.ML;

namespace MlNetDeep.Benchmarks.Pipelines;

/// <summary>Reads the same file with CsvHelper and with the text loader, and with the whole pipeline behind it.</summary>
internal sealed class ReadingBenchmark(string csv, ITransformer model)
{
    private readonly MLContext _ml = new(1);

    /// <summary>Every field of every row, the numbers parsed.</summary>
    public double CsvHelper()
    {
        Stopwatch watch = Stopwatch.StartNew();
        using var reader = new StreamReader(csv);
        using var fields = new CsvReader(reader, CultureInfo.InvariantCulture);
        fields.Read();
        fields.ReadHeader();
        double sum = 0;
        long characters = 0;
        while (fields.Read())
        {
            foreach (int text in new[] { 0, 1, 5 }) characters += fields.GetField(text)!.Length;
            foreach (int number in new[] { 2, 3, 4, 6 }) sum += fields.GetField<float>(number);
        }
        return characters > 0 && double.IsFinite(sum) ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("the file is empty");
    }

    public double Load()
    {
        Stopwatch watch = Stopwatch.StartNew();
        IDataView rides = TaxiRides.Load(_ml, csv);
        using DataViewRowCursor cursor = rides.GetRowCursor(rides.Schema);
        ValueGetter<ReadOnlyMemory<char>>[] texts = [.. new[] { "Vendor", "RateCode", "Payment" }.Select(name => cursor.GetGetter<ReadOnlyMemory<char>>(rides.Schema[name]))];
        ValueGetter<float>[] numbers = [.. new[] { "Passengers", "Seconds", "Distance", "Fare" }.Select(name => cursor.GetGetter<float>(rides.Schema[name]))];
        double sum = 0;
        long characters = 0;
        ReadOnlyMemory<char> text = default;
        float value = 0;
        while (cursor.MoveNext())
        {
            foreach (ValueGetter<ReadOnlyMemory<char>> getter in texts)
            {
                getter(ref text);
                characters += text.Length;
            }
            foreach (ValueGetter<float> getter in numbers)
            {
                getter(ref value);
                sum += value;
            }
        }
        return characters > 0 && double.IsFinite(sum) ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("the file is empty");
    }

    public double LoadAndScore()
    {
        Stopwatch watch = Stopwatch.StartNew();
        IDataView scored = model.Transform(TaxiRides.Load(_ml, csv));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        ValueGetter<float> score = cursor.GetGetter<float>(scored.Schema["Score"]);
        double sum = 0;
        float value = 0;
        while (cursor.MoveNext())
        {
            score(ref value);
            sum += value;
        }
        return double.IsFinite(sum) ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("the scores are not finite");
    }
}
