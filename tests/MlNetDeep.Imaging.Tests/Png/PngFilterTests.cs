using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Imaging.Png;

namespace MlNetDeep.Imaging.Tests.Png;

public class PngFilterTests
{
    [Fact]
    public void Undo_restores_what_apply_changed() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from length in Gen.Choose(0, 150)
         from seed in Gen.Choose(0, 9999)
         from pixelBytes in Gen.Choose(1, 8)
         from filter in Gen.Choose(0, 4)
         select (length, seed, pixelBytes, filter)).ToArbitrary(), t =>
    {
        var random = new Random(t.seed);
        byte[] row = new byte[t.length], above = new byte[t.length], changed = new byte[t.length];
        random.NextBytes(row);
        random.NextBytes(above);
        PngFilter.Apply(t.filter, row, above, t.pixelBytes, changed);
        PngFilter.Undo(t.filter, changed, above, t.pixelBytes);
        return changed.AsSpan().SequenceEqual(row);
    }));
}
