using System.Text.Json;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The header's line of one tensor, checked in itself: the type is known and shape and bytes agree.</summary>
internal sealed record SafetensorsEntry(string Name, SafetensorsDataType DataType, Shape Shape, long Begin, long End)
{
    public static SafetensorsEntry Parse(string name, JsonElement json, string source)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Damaged("is not described by a JSON object");
        if (!json.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String) throw Damaged("has no dtype");
        SafetensorsDataType type = SafetensorsDataType.Find(dtype.GetString()!) ?? throw Damaged($"has the unknown dtype '{dtype.GetString()}'");
        int[] shape = [.. Numbers("shape").Select(Dimension)];
        if (Numbers("data_offsets") is not [long begin, long end]) throw Damaged("needs two data_offsets");
        if (begin < 0 || begin > end) throw Damaged($"has data_offsets [{begin}, {end}] that are no range");

        Int128 count = 1;
        // A zero makes the tensor empty whatever the other axes are; else the product is bounded before it can overflow.
        if (shape.Contains(0)) count = 0;
        else foreach (int dimension in shape) count = count > int.MaxValue ? count : count * dimension;
        if (count > int.MaxValue) throw Damaged($"has shape [{string.Join(", ", shape)}] with more than {int.MaxValue} numbers");
        if ((long)count * type.Size != end - begin)
            throw Damaged($"has shape [{string.Join(", ", shape)}] of {type.Name}, which is {(long)count * type.Size} bytes, but {end - begin} bytes of data");
        return new SafetensorsEntry(name, type, new Shape(shape), begin, end);

        long[] Numbers(string property)
        {
            if (!json.TryGetProperty(property, out JsonElement array) || array.ValueKind != JsonValueKind.Array) throw Damaged($"has no {property}");
            return [.. array.EnumerateArray().Select(element =>
                element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) ? value
                : throw Damaged($"has a {property} with {element.GetRawText()}, which is not a whole number of 64 bits"))];
        }

        int Dimension(long dimension) =>
            dimension is >= 0 and <= int.MaxValue ? (int)dimension : throw Damaged($"has a dimension of {dimension}; 0 to {int.MaxValue} is possible");

        InvalidDataException Damaged(string what) => new($"{source}: the tensor '{name}' {what}");
    }
}
