namespace Microsoft.ML.Data;

/// <summary>Copies of the values of one column.</summary>
internal interface IColumnStore
{
    /// <summary>Keeps the value of the current row at the end.</summary>
    void Append();

    /// <summary>Keeps the value of the current row in place of another one.</summary>
    void Replace(int index);

    /// <summary>A getter of the kept value at an index that may change.</summary>
    Delegate CreateGetter(StoredRow row);
}
