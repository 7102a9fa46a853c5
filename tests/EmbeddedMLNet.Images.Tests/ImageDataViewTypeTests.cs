using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace EmbeddedMLNet.Images.Tests;

public sealed class ImageDataViewTypeTests
{
    [Fact]
    public void The_type_prints_and_compares_by_size()
    {
        Assert.Equal("Image", new ImageDataViewType().ToString());
        Assert.Equal("Image<3, 5>", new ImageDataViewType(3, 5).ToString());
        Assert.Equal<DataViewType>(new ImageDataViewType(3, 5), new ImageDataViewType(3, 5));
        Assert.NotEqual<DataViewType>(new ImageDataViewType(3, 5), new ImageDataViewType(5, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataViewType(0, 5));
    }

    [Fact]
    public void Members_with_the_attribute_are_columns_of_images()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable([new Row { Any = Dot(), Sized = Dot() }]);
        Assert.Equal("Image", data.Schema["Any"].Type.ToString());
        Assert.Equal("Image<1, 2>", data.Schema["Sized"].Type.ToString());
        Row back = ml.Data.CreateEnumerable<Row>(data, false).Single();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], back.Sized!.Pixels.ToArray());
    }

    [Fact]
    public void A_member_without_the_attribute_is_refused() =>
        Assert.Contains("member Image", Assert.Throws<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(Bare))).Message, StringComparison.Ordinal);

    private static MLImage Dot() => MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [1, 2, 3, 4, 5, 6, 7, 8]);

    public sealed class Row
    {
        [ImageType]
        public MLImage? Any { get; set; }

        [ImageType(1, 2)]
        public MLImage? Sized { get; set; }
    }

    public sealed class Bare
    {
        public MLImage? Image { get; set; }
    }
}
