using CovidXray.Annotations;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Tables;
using CovidXray.Formats.Yolo;
using CovidXray.Masks;

namespace CovidXray.Formats;

/// <summary>How formats write. Each format takes what concerns it.</summary>
public sealed record FormatOptions
{
    /// <summary>The categories of the whole export that have geometry, sorted (ordinal): what ids are given from.</summary>
    public required DatasetContents Census { get; init; }

    /// <summary>The typed fields that records and tables have beside those of the image itself; <see cref="ExportedImage.Fields"/> holds the values.</summary>
    public IReadOnlyList<TableColumn> Fields { get; init; } = [];

    /// <summary>COCO: polygons, or run-length encoded masks.</summary>
    public RleForm Rle { get; init; }

    /// <summary>COCO: the form of V7's own exporter, with its defects.</summary>
    public bool IsV7Compatible { get; init; }

    /// <summary>Darwin: write version 2.0 rather than 1.0.</summary>
    public bool IsDarwin2 { get; init; }

    /// <summary>YOLO: outlines or boxes.</summary>
    public YoloTask YoloTask { get; init; }

    /// <summary>YOLO: an annotation of several rings is an error, rather than joined into one.</summary>
    public bool RefusesHoles { get; init; }

    /// <summary>WebDataset: the bytes that a shard may have, unless a single sample has more.</summary>
    public long ShardSize { get; init; } = 256_000_000;

    /// <summary>Masks: what they look like.</summary>
    public MaskStyle MaskStyle { get; init; } = MaskStyle.All[0];

    /// <summary>The labels of all categories in the export, in masks and tables: background 0, Ignore highest, the others by name between.</summary>
    /// <exception cref="DatasetException">There are more categories than a mask of bytes holds.</exception>
    public LabelMap CreateLabels() => Census.Categories.Count switch
    {
        0 => LabelMap.Default,
        > 254 => throw new DatasetException("the export", $"there are {Census.Categories.Count} categories; a mask has labels for 254 (choose images with fewer)"),
        _ => new LabelMap(Census.Categories.Keys),
    };
}
