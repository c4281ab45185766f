namespace CovidXray.Annotations;

/// <summary>The patient's sex: the value of a <c>Sex/...</c> tag.</summary>
public enum Sex
{
    /// <summary><c>Sex/F</c>.</summary>
    Female,

    /// <summary><c>Sex/M</c>.</summary>
    Male,
}
