using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms that arrange columns.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>Copies a column.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the copy.</param>
    /// <param name="inputColumnName">The column to copy.</param>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        ArgumentErrors.ThrowIfEmpty(inputColumnName, "columns");
        return new ColumnCopyingEstimator(catalog.Env, [new InputOutputColumnPair(outputColumnName, inputColumnName)]);
    }

    /// <summary>Joins columns of one item type, scalars or vectors, into a vector.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the vector.</param>
    /// <param name="inputColumnNames">The columns, in order; at least one.</param>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnConcatenatingEstimator(catalog.Env, outputColumnName, inputColumnNames);
    }

    /// <summary>Leaves columns out.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columnNames">The columns.</param>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnSelectingEstimator(catalog.Env, columnNames, drop: true, keepHidden: true);
    }

    /// <summary>Keeps columns only, in the given order.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columnNames">The columns.</param>
    /// <param name="keepHidden">Whether hidden columns of the same names are kept too.</param>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnSelectingEstimator(catalog.Env, columnNames, drop: false, keepHidden);
    }

    /// <summary>Keeps columns only, in the given order.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columnNames">The columns.</param>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) => SelectColumns(catalog, columnNames, keepHidden: false);
}
