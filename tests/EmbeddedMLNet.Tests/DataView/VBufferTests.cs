using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.DataView;

public sealed class VBufferTests
{
    [Fact]
    public void Sparse_and_dense_vectors_of_the_same_items_are_read_alike() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int[]>(items =>
        {
            int[] values = items ?? [];
            int[] indices = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
            var dense = new VBuffer<int>(values.Length, values);
            var sparse = new VBuffer<int>(values.Length, indices.Length, [.. indices.Select(i => values[i])], indices);
            Assert.Equal(values, dense.DenseValues());
            Assert.Equal(values, sparse.DenseValues());
            Assert.Equal(values, Enumerable.Range(0, values.Length).Select(sparse.GetItemOrDefault));
            Assert.Equal(indices.Length, sparse.Items().Count());
            VBuffer<int> copy = default;
            sparse.CopyTo(ref copy);
            Assert.Equal(values, copy.DenseValues());
            sparse.CopyToDense(ref copy);
            Assert.True(copy.IsDense);
            Assert.Equal(values, copy.GetValues().ToArray());
        }));

    [Fact]
    public void Any_range_can_be_copied_from_sparse_vectors() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int[], int, int>((items, a, b) =>
        {
            int[] values = items ?? [];
            int start = (int)((uint)a % (values.Length + 1));
            int length = (int)((uint)b % (values.Length - start + 1));
            int[] indices = [.. Enumerable.Range(0, values.Length).Where(i => values[i] % 3 == 1)];
            var sparse = new VBuffer<int>(values.Length, indices.Length, [.. indices.Select(i => values[i])], indices);
            VBuffer<int> copy = default;
            sparse.CopyTo(ref copy, start, length);
            Assert.Equal(sparse.DenseValues().Skip(start).Take(length), copy.DenseValues());
        }));

    [Fact]
    public void An_editor_reuses_arrays_that_are_large_enough()
    {
        VBuffer<float> buffer = default;
        VBufferEditor<float> editor = VBufferEditor.Create(ref buffer, 4);
        Assert.True(editor.CreatedNewValues);
        editor.Values.Fill(2);
        buffer = editor.Commit();
        editor = VBufferEditor.Create(ref buffer, 3);
        Assert.False(editor.CreatedNewValues);
        Assert.Equal(3, editor.Commit().Length);
    }

    [Fact]
    public void A_truncated_vector_is_sparse()
    {
        VBuffer<float> buffer = default;
        VBufferEditor<float> editor = VBufferEditor.Create(ref buffer, 5, 3);
        for (int i = 0; i < 3; i++)
        {
            editor.Values[i] = i + 1;
            editor.Indices[i] = i * 2;
        }
        Assert.Equal([1, 0, 2, 0, 0], editor.CommitTruncated(2).DenseValues());
    }

    [Fact]
    public void Counts_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, 2, [1, 2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(1, 2, [1, 2], [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(2, [1, 2]).GetItemOrDefault(2));
    }
}
