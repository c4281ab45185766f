namespace CovidXray.Formats;

/// <summary>How an export keeps the parts of a split apart.</summary>
public enum PartLayout
{
    /// <summary>It does not: a split makes no difference.</summary>
    None,

    /// <summary>In two columns, <c>part</c> and <c>fold</c>.</summary>
    Columns,

    /// <summary>In folders, files or lists of train, val and test. One of several folds can be val.</summary>
    Parts,

    /// <summary>The same, and lists of folds.</summary>
    PartsAndFolds,
}
