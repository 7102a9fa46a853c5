using System.Runtime.CompilerServices;

namespace MlNetDeep.Networks;

/// <summary>Checks an option where it is set.</summary>
internal static class Guard
{
    /// <summary>Returns the value, or throws naming the option, the value and what was expected.</summary>
    public static float Range(float value, bool holds, string expected, [CallerMemberName] string name = "") =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {expected}, is {value}"));

    /// <summary>Returns the value, or throws naming the option, the value and the least that was expected.</summary>
    public static long AtLeast(long value, long least, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be at least {least}, is {value}"));

    /// <summary>Returns a copy of the steps, or throws when they do not rise or the first is below the least.</summary>
    public static long[] Rising(IReadOnlyList<long> steps, long least, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(steps, name);
        long[] own = [.. steps];
        for (int i = 0; i < own.Length; i++)
            if (own[i] < (i == 0 ? least : own[i - 1] + 1)) throw new ArgumentException($"{name} must be rising steps of at least {least}, are {string.Join(", ", own)}", name);
        return own;
    }
}
