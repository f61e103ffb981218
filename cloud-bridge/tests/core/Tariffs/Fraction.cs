using System.Numerics;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>An exact fraction, as slow as it likes.</summary>
internal readonly struct Fraction
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public static Fraction Zero => Of(0, 1);

    public static Fraction Of(long numerator, long denominator)
    {
        return new Fraction(numerator, denominator);
    }

    public static Fraction Of(decimal value)
    {
        BigInteger denominator = 1;
        while (decimal.Truncate(value) != value)
        {
            value *= 10;
            denominator *= 10;
        }

        return new Fraction(new BigInteger(value), denominator);
    }

    public static Fraction operator +(Fraction left, Fraction right)
    {
        return new Fraction(
            (left._numerator * right._denominator) + (right._numerator * left._denominator),
            left._denominator * right._denominator);
    }

    public static Fraction operator *(Fraction left, Fraction right)
    {
        return new Fraction(left._numerator * right._numerator, left._denominator * right._denominator);
    }

    public static bool operator <(Fraction left, Fraction right)
    {
        return left._numerator * right._denominator < right._numerator * left._denominator;
    }

    public static bool operator >(Fraction left, Fraction right)
    {
        return right < left;
    }

    /// <summary>The largest whole number that is not above value x factor; values here are never negative.</summary>
    public long Floor(long factor)
    {
        return (long)(_numerator * factor / _denominator);
    }

    /// <summary>Value x factor to the nearest whole number, half up.</summary>
    public long HalfUp(long factor)
    {
        return (long)(((2 * _numerator * factor) + _denominator) / (2 * _denominator));
    }

    /// <summary>The value as whole steps, rounded up.</summary>
    public Fraction UpTo(Fraction step)
    {
        Fraction steps = new(_numerator * step._denominator, _denominator * step._numerator);
        BigInteger whole = BigInteger.Divide(steps._numerator + steps._denominator - 1, steps._denominator);
        return new Fraction(whole, 1) * step;
    }

    public Fraction Minus(Fraction other)
    {
        return this + new Fraction(-other._numerator, other._denominator);
    }

    public override string ToString()
    {
        return $"{_numerator}/{_denominator}";
    }
}
