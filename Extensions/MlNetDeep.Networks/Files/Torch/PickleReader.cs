using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MlNetDeep.Networks;

/// <summary>
/// Reads one pickle (protocols 2 to 5) as data: numbers, text, lists, tuples and dicts as they are, and of named things only what
/// <see cref="TorchObjects"/> knows. Nothing is looked up, imported or run.
/// </summary>
/// <remarks>
/// Each instruction takes at least one byte and makes at most one object, references share objects, and text is never longer than the
/// bytes that are left, so time and memory are proportional to the pickle's length, which is bounded, as are its stack and memo.
/// </remarks>
internal sealed class PickleReader(Stream stream, TorchObjects objects, string source)
{
    /// <summary>Pickles hold the names and shapes of tensors, not their numbers; large models have about a megabyte.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const int MaxItems = 1 << 20, MaxName = 1024, MaxIntegerBytes = 255;

    private static readonly object s_unset = new();
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly List<object?> _memo = [];
    private readonly long _end = Math.Min(stream.Length, stream.Position + MaxLength);

    public object? Read()
    {
        while (true)
        {
            byte code = NextByte();
            if (code == (byte)'.') return _stack.Count == 1 && _marks.Count == 0 ? _stack[0] : throw Damaged($"ends with {_stack.Count} values and {_marks.Count} marks; one value is expected");
            if (!ReadScalar(code) && !ReadContainer(code) && !ReadObject(code))
                throw Damaged($"has the instruction 0x{code:x2} at byte {stream.Position - 1}, which files of tensors do not have");
        }
    }

    private bool ReadScalar(byte code)
    {
        switch (code)
        {
            case 0x80: // PROTO
                byte protocol = NextByte();
                if (protocol is < 2 or > 5) throw Damaged($"has the protocol {protocol}; 2 to 5 are read");
                return true;
            case 0x95: // FRAME: a hint for buffering
                NextBytes(8);
                return true;
            case (byte)'N': return Push(null);
            case 0x88: return Push(true);
            case 0x89: return Push(false);
            case (byte)'K': return Push((long)NextByte());
            case (byte)'M': return Push((long)BinaryPrimitives.ReadUInt16LittleEndian(NextBytes(2)));
            case (byte)'J': return Push((long)BinaryPrimitives.ReadInt32LittleEndian(NextBytes(4)));
            case (byte)'G': return Push(BinaryPrimitives.ReadDoubleBigEndian(NextBytes(8)));
            case 0x8a: return PushInteger(NextByte()); // LONG1
            case 0x8b: return PushInteger(Length4()); // LONG4
            case (byte)'X': return Push(Text(Length4()));
            case 0x8c: return Push(Text(NextByte())); // SHORT_BINUNICODE
            case 0x8d: return Push(Text(Length8())); // BINUNICODE8
            // Text of Python 2, which is bytes in any encoding; names are ASCII.
            case (byte)'U': return Push(Encoding.Latin1.GetString(NextBytes(NextByte())));
            case (byte)'T': return Push(Encoding.Latin1.GetString(NextBytes(Length4())));
            case (byte)'C': return Push(NextBytes(NextByte()));
            case (byte)'B': return Push(NextBytes(Length4()));
            case 0x8e: return Push(NextBytes(Length8())); // BINBYTES8
            default: return false;
        }
    }

    private bool ReadContainer(byte code)
    {
        switch (code)
        {
            case (byte)'(':
                if (_marks.Count >= MaxItems) throw Damaged($"has more than {MaxItems} marks");
                _marks.Push(_stack.Count);
                return true;
            case (byte)')': return Push(Array.Empty<object?>());
            case (byte)'t': return Push(PopMarked());
            case 0x85: return Push(PopItems(1));
            case 0x86: return Push(PopItems(2));
            case 0x87: return Push(PopItems(3));
            case (byte)']': return Push(new List<object?>());
            case (byte)'l': return Push(PopMarked().ToList());
            case (byte)'a':
                object? item = Pop();
                Top<List<object?>>("a list").Add(item);
                return true;
            case (byte)'e':
                object?[] items = PopMarked();
                Top<List<object?>>("a list").AddRange(items);
                return true;
            case (byte)'}': return Push(new PickleDictionary());
            case (byte)'d':
                object?[] entries = PopMarked();
                Push(new PickleDictionary());
                SetItems(entries);
                return true;
            case (byte)'s':
                SetItems(PopItems(2));
                return true;
            case (byte)'u':
                SetItems(PopMarked());
                return true;
            default: return false;
        }
    }

    private bool ReadObject(byte code)
    {
        switch (code)
        {
            case (byte)'c': return Push(objects.Global(Line(), Line()));
            case 0x93: // STACK_GLOBAL
                return PopItems(2) is [string module, string name] ? Push(objects.Global(module, name)) : throw Damaged("names a global that is no text");
            case (byte)'R':
                return PopItems(2) is [PickleGlobal function, object?[] arguments] ? Push(objects.Call(function, arguments)) : throw Damaged("calls what is no known function; nothing is run");
            case (byte)'b': // BUILD: the attributes of an OrderedDict (_metadata of a state dict) are of no use
                Pop();
                Top<PickleDictionary>("an OrderedDict");
                return true;
            case (byte)'Q': return Push(objects.Persistent(Pop()));
            case (byte)'q': return Remember(NextByte());
            case (byte)'r': return Remember(BinaryPrimitives.ReadUInt32LittleEndian(NextBytes(4)));
            case 0x94: return Remember((uint)_memo.Count); // MEMOIZE
            case (byte)'h': return Recall(NextByte());
            case (byte)'j': return Recall(BinaryPrimitives.ReadUInt32LittleEndian(NextBytes(4)));
            default: return false;
        }
    }

    private bool Push(object? value)
    {
        if (_stack.Count >= MaxItems) throw Damaged($"has more than {MaxItems} values on its stack");
        _stack.Add(value);
        return true;
    }

    private object? Pop() => PopItems(1)[0];

    // Values below the last mark belong to a collection that is still being listed.
    private object?[] PopItems(int count)
    {
        int start = _stack.Count - count;
        if (start < (_marks.TryPeek(out int mark) ? mark : 0)) throw Damaged("takes more values than it has");
        object?[] items = [.. _stack[start..]];
        _stack.RemoveRange(start, count);
        return items;
    }

    private object?[] PopMarked()
    {
        if (!_marks.TryPop(out int mark)) throw Damaged("ends a list that it has not begun");
        object?[] items = [.. _stack[mark..]];
        _stack.RemoveRange(mark, items.Length);
        return items;
    }

    private T Top<T>(string expected)
        where T : class =>
        _stack.Count > (_marks.TryPeek(out int mark) ? mark : 0) && _stack[^1] is T value ? value : throw Damaged($"changes {expected} where there is none");

    private void SetItems(object?[] entries)
    {
        PickleDictionary dictionary = Top<PickleDictionary>("a dict");
        if (entries.Length % 2 != 0) throw Damaged("has a dict with a key that has no value");
        for (int i = 0; i < entries.Length; i += 2) dictionary.Set(entries[i], entries[i + 1]);
    }

    private bool Remember(uint index)
    {
        // Written in sequence: a list is enough, and the keys of a table could be chosen to collide.
        if (index >= MaxItems) throw Damaged($"remembers value {index}; at most {MaxItems} are allowed");
        while (_memo.Count <= index) _memo.Add(s_unset);
        _memo[(int)index] = _stack.Count > 0 ? _stack[^1] : throw Damaged("remembers a value where there is none");
        return true;
    }

    private bool Recall(uint index) =>
        index < _memo.Count && _memo[(int)index] is var value && value != s_unset ? Push(value) : throw Damaged($"recalls value {index}, which it has not remembered");

    private bool PushInteger(long length)
    {
        if (length > MaxIntegerBytes) throw Damaged($"has a whole number of {length} bytes; at most {MaxIntegerBytes} are allowed");
        var number = new BigInteger(NextBytes(length));
        return number >= long.MinValue && number <= long.MaxValue ? Push((long)number) : Push(number);
    }

    private string Text(long length)
    {
        byte[] bytes = NextBytes(length);
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("has text that is not UTF-8");
        }
    }

    private string Line()
    {
        var text = new StringBuilder();
        for (byte next = NextByte(); next != '\n'; next = NextByte())
            text.Append(text.Length < MaxName ? (char)next : throw Damaged($"has a name of more than {MaxName} bytes"));
        return text.ToString();
    }

    private long Length4() => BinaryPrimitives.ReadUInt32LittleEndian(NextBytes(4));

    private long Length8() => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(NextBytes(8)), long.MaxValue);

    private byte NextByte()
    {
        RequireBytes(1);
        return (byte)stream.ReadByte();
    }

    private byte[] NextBytes(long count)
    {
        RequireBytes(count);
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // Asked before anything is allocated.
    private void RequireBytes(long count)
    {
        long left = _end - stream.Position;
        if (count > left) throw Damaged(_end < stream.Length ? $"is longer than {MaxLength} bytes" : $"was cut: it needs {count} bytes at byte {stream.Position}, {left} are left");
    }

    private InvalidDataException Damaged(string what) => new($"{source}: the pickle {what}");
}
