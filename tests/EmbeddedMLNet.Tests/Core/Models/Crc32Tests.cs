using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;

namespace EmbeddedMLNet.Tests.Core.Models;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_standard_is_met()
    {
        var crc = default(Crc32);
        crc.Add("123456789"u8);
        Assert.Equal(0xCBF43926u, crc.Value);
    }

    [Fact]
    public void Pieces_give_the_same_as_the_whole() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[], int>((bytes, cut) =>
        {
            byte[] all = bytes ?? [];
            int at = (int)((uint)cut % (all.Length + 1));
            var whole = default(Crc32);
            whole.Add(all);
            var pieces = default(Crc32);
            pieces.Add(all.AsSpan(0, at));
            pieces.Add(all.AsSpan(at));
            Assert.Equal(whole.Value, pieces.Value);
        }));
}
