using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests.Parity;

/// <summary>Writes what a program sees: schemas with their annotations, rows, values and errors.</summary>
public sealed class Printer(TextWriter output)
{
    private const int ShownItems = 16;

    public void Line(string text) => output.WriteLine(text);

    public void Value(string name, object? value) => output.WriteLine($"{name} = {Text(value)}");

    /// <summary>The schema and the rows.</summary>
    public void View(IDataView data, int maximumRows = 8)
    {
        Schema(data.Schema);
        Rows(data, maximumRows);
    }

    public void Schema(DataViewSchema schema)
    {
        foreach (DataViewSchema.Column column in schema)
        {
            output.WriteLine($"{column.Index} {column.Name}: {column.Type}{(column.IsHidden ? " hidden" : "")}");
            foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
                output.WriteLine($"    {annotation.Name}: {annotation.Type} = {Call(nameof(Annotation), annotation.Type.RawType, column.Annotations, annotation)}");
        }
    }

    public void Shape(SchemaShape shape)
    {
        foreach (SchemaShape.Column column in shape)
        {
            output.WriteLine($"{column.Name}: {column.Kind} {column.ItemType} {(column.IsKey ? "key" : "")}".TrimEnd());
            foreach (SchemaShape.Column annotation in column.Annotations.OrderBy(a => a.Name, StringComparer.Ordinal))
                output.WriteLine($"    {annotation.Name}: {annotation.Kind} {annotation.ItemType} {(annotation.IsKey ? "key" : "")}".TrimEnd());
        }
    }

    public void Rows(IDataView data, int maximumRows = 8)
    {
        DataViewSchema.Column[] columns = [.. data.Schema.Where(c => !c.IsHidden)];
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        Func<string>[] readers = [.. columns.Select(c => (Func<string>)Call(nameof(Reader), c.Type.RawType, cursor, c)!)];
        // When an error of a later row is thrown is nobody's contract, as rows may be read ahead: all are read before one is shown.
        var lines = new List<string>();
        int rows = 0;
        while (cursor.MoveNext())
        {
            string line = string.Join(" | ", readers.Select(r => r()));
            if (rows++ < maximumRows) lines.Add(line);
        }
        foreach (string line in lines) output.WriteLine(line);
        output.WriteLine($"{rows} rows, said {data.GetRowCount()?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, can shuffle {data.CanShuffle}");
    }

    /// <summary>What an action throws, with its inner errors, by type and text.</summary>
    public void Error(Action action)
    {
        try
        {
            action();
            output.WriteLine("no error");
        }
        catch (Exception thrown)
        {
            // That reflection was at work is nobody's contract.
            for (Exception? e = thrown; e is not null; e = e.InnerException)
                if (e is not TargetInvocationException) output.WriteLine($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>All public properties of an object that holds figures.</summary>
    public void Properties(object figures)
    {
        foreach (PropertyInfo property in figures.GetType().GetProperties().Where(p => p.PropertyType != typeof(ConfusionMatrix)).OrderBy(p => p.Name, StringComparer.Ordinal))
            output.WriteLine($"{property.Name} = {Text(property.GetValue(figures))}");
    }

    private static object? Call(string method, Type type, params object[] arguments) =>
        typeof(Printer).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, arguments);

    private static Func<string> Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return Text(value);
        };
    }

    private static string Annotation<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        T value = default!;
        annotations.GetGetter<T>(annotation)(ref value);
        return Text(value);
    }

    // Seven digits of a float and ten of a double: the last ones depend on the order in which a processor adds.
    internal static string Text(object? value) => value switch
    {
        null => "null",
        float number => number.ToString("G7", CultureInfo.InvariantCulture),
        double number => number.ToString("G10", CultureInfo.InvariantCulture),
        string text => $"'{text}'",
        ReadOnlyMemory<char> text => $"'{text}'",
        bool flag => flag ? "true" : "false",
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        IEnumerable items when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(VBuffer<>) => Vector((dynamic)value),
        IEnumerable items => "[" + Join(items.Cast<object?>().Select(Text)) + "]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    // Whether a vector is stored sparse is nobody's contract: all items are shown.
    private static string Vector<T>(VBuffer<T> vector) => "[" + Join(vector.DenseValues().Select(v => Text(v))) + "]";

    private static string Join(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return string.Join(", ", all.Take(ShownItems)) + (all.Length > ShownItems ? $", ... ({all.Length})" : "");
    }
}
