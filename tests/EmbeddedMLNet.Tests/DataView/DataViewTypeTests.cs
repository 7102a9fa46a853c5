using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.DataView;

public sealed class DataViewTypeTests
{
    [Fact]
    public void Types_print_as_in_mlnet()
    {
        Assert.Equal("Single", NumberDataViewType.Single.ToString());
        Assert.Equal("String", TextDataViewType.Instance.ToString());
        Assert.Equal("Key<UInt32, 0-2>", new KeyDataViewType(typeof(uint), 3).ToString());
        Assert.Equal("Vector<Single, 4>", new VectorDataViewType(NumberDataViewType.Single, 4).ToString());
        Assert.Equal("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.Equal("Vector<Byte, 2, 3>", new VectorDataViewType(NumberDataViewType.Byte, 2, 3).ToString());
    }

    [Fact]
    public void Types_are_equal_by_content()
    {
        Assert.Equal<DataViewType>(new KeyDataViewType(typeof(byte), 3), new KeyDataViewType(typeof(byte), 3));
        Assert.NotEqual<DataViewType>(new KeyDataViewType(typeof(byte), 3), new KeyDataViewType(typeof(uint), 3));
        Assert.Equal<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 2, 3));
        Assert.NotEqual<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 6), new VectorDataViewType(NumberDataViewType.Single, 2, 3));
    }

    [Fact]
    public void Keys_have_unsigned_raw_types_and_counts_that_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
    }
}
