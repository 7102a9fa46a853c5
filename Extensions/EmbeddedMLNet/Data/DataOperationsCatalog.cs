using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Loading, splitting, caching and reading of data.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
public sealed class DataOperationsCatalog
{
    // Splits repeat even in contexts without a seed, so that a test set stays a test set.
    private const int DefaultSplitSeed = 42;

    private readonly HostEnvironment _env;

    internal DataOperationsCatalog(HostEnvironment env) => _env = env;

    /// <summary>A view of objects. It is read anew by each cursor, so the enumerable must give the same rows each time.</summary>
    /// <typeparam name="TRow">The class of rows; its public fields and properties are the columns.</typeparam>
    /// <param name="data">The rows.</param>
    /// <param name="schemaDefinition">Changes names, types and annotations; null, the default, infers all from the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member has a type that no column can have.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EnumerableDataView<TRow>(data, schemaDefinition);
    }

    /// <summary>A view of objects, with the types and annotations of a schema for the columns that it has.</summary>
    /// <typeparam name="TRow">The class of rows.</typeparam>
    /// <param name="data">The rows.</param>
    /// <param name="schema">The schema, such as that of the training data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member cannot hold the column of its name.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(schema);
        return new EnumerableDataView<TRow>(data, RowMember.Define(typeof(TRow), schema, SchemaDefinition.Direction.Read));
    }

    /// <summary>The rows of a view as objects; each enumeration is a pass over the view.</summary>
    /// <typeparam name="TRow">The class of rows; its public fields and properties are filled from the columns of their names.</typeparam>
    /// <param name="data">The view.</param>
    /// <param name="reuseRowObject">Whether the same object is returned for each row, which saves memory when rows are not kept.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column keep their default value, instead of an error.</param>
    /// <param name="schemaDefinition">Changes names and types; null, the default, infers all from the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing.</exception>
    /// <exception cref="InvalidOperationException">A column has another type than its member.</exception>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, new RowReader<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    /// <summary>
    /// Keeps what is read in memory, so that the work before is done once. Columns that cannot be kept, such as images, are left out.
    /// </summary>
    /// <param name="input">The view.</param>
    /// <param name="columnsToPrefetch">Columns that are read with the first pass even when it does not need them.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new CacheDataView(_env, input, columnsToPrefetch ?? []);
    }

    /// <summary>The first rows.</summary>
    /// <param name="input">The view.</param>
    /// <param name="count">How many, at least 1.</param>
    public IDataView TakeRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new RangeDataView(input, 0, count);
    }

    /// <summary>All but the first rows.</summary>
    /// <param name="input">The view.</param>
    /// <param name="count">How many are left out, at least 1.</param>
    public IDataView SkipRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new RangeDataView(input, count, long.MaxValue);
    }

    /// <summary>The rows in random order. Only as many rows as the pool holds are mixed at a time.</summary>
    /// <param name="input">The view.</param>
    /// <param name="seed">Makes the order repeatable; null, the default, derives it from the context.</param>
    /// <param name="shufflePoolSize">The number of rows in the pool, at least 1.</param>
    /// <param name="shuffleSource">Whether a view that can shuffle itself is asked to.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(shufflePoolSize, 1);
        return new ShuffleDataView(input, _env.Register("ShuffleRows", seed).Rand.Next(), shufflePoolSize, shuffleSource);
    }

    /// <summary>
    /// Divides the rows at random into two views, lazily and in their order. Each row is drawn on its own, so the sizes are
    /// approximate. Without any seed the division is still the same in each run.
    /// </summary>
    /// <param name="data">The view.</param>
    /// <param name="testFraction">The part for testing, between 0 and 1.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay together, such as a patient or a video; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1, or there is no such column.</exception>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(testFraction > 0 && testFraction < 1)) throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "testFraction must be between 0 and 1 exclusive");
        return Split(data, KeyColumn(data, samplingKeyColumnName), seed, 0, testFraction);
    }

    /// <summary>Divides the rows at random into folds; each fold is the test set of one pair, the others its training set.</summary>
    /// <param name="data">The view.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay together; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or there is no such column.</exception>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (numberOfFolds < 2) throw new ArgumentOutOfRangeException(nameof(numberOfFolds), numberOfFolds, "numberOfFolds must be more than 1");
        DataViewSchema.Column? key = KeyColumn(data, samplingKeyColumnName);
        double n = numberOfFolds;
        // The last bound is infinite so that rounding cannot lose a row.
        return [.. Enumerable.Range(0, numberOfFolds).Select(i => Split(data, key, seed, i / n, i == numberOfFolds - 1 ? double.PositiveInfinity : (i + 1) / n))];
    }

    private TrainTestData Split(IDataView data, DataViewSchema.Column? key, int? seed, double lower, double upper)
    {
        int chosen = seed ?? _env.Seed ?? DefaultSplitSeed;
        return new TrainTestData(
            new SampleDataView(data, key, chosen, lower, upper, complement: true),
            new SampleDataView(data, key, chosen, lower, upper, complement: false));
    }

    private static DataViewSchema.Column? KeyColumn(IDataView data, string? name)
    {
        if (name is null) return null;
        DataViewSchema.Column column = data.Schema.GetColumnOrNull(name) ?? throw SchemaErrors.NotFound("samplingKeyColumn", "SamplingKeyColumn", name);
        if (column.Type is not (PrimitiveDataViewType or VectorDataViewType))
            throw SchemaErrors.Mismatch("samplingKeyColumn", "SamplingKeyColumn", name, "a number, text, key or vector", column.Type.ToString()!);
        return column;
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, RowReader<TRow> reader, bool reuse)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(reader.Columns);
        Action<TRow> fill = reader.CreateFiller(cursor);
        TRow? row = null;
        while (cursor.MoveNext())
        {
            if (row is null || !reuse) row = new TRow();
            fill(row);
            yield return row;
        }
    }

    /// <summary>A training set and a test set.</summary>
    public sealed class TrainTestData
    {
        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }

        /// <summary>The rows for training.</summary>
        public IDataView TrainSet { get; }

        /// <summary>The rows for testing.</summary>
        public IDataView TestSet { get; }
    }
}
