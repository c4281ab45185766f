namespace PhantomGenerator.Dataset;

/// <summary>Writes the whole sample: annotations, images, README.</summary>
internal static class SampleDataset
{
    private const string Readme =
        """
        # Phantom Chest X-Ray Sample

        Synthetic pictures that look like chest films, in the layout and with the habits of V7's COVID-19 chest X-ray dataset,
        so that every command can be tried at once. Nobody was X-rayed: there is no patient data in here. Patients, places
        and findings are made up; do not train anything on them.

        - `annotations/<id>.json` Darwin JSON: lung and Ignore polygons, tags
        - `images/<original_filename>` 8-bit grey JPEG and PNG
        - `covidxr.toml` says that no two films are one, though all are drawn of one anatomy

        Made by `samples/PhantomGenerator`; do not edit by hand. Licence: MIT, as the rest of the project.

        """;

    /// <summary>Films of people differ more than these do.</summary>
    private const string Judged =
        """
        # `covidxr duplicates` takes some of these films for one: they differ in little but opacities.
        [[duplicates]]
        different = [IDS]
        reason = "drawn films of one anatomy, each with findings of its own"

        """;

    /// <summary>Writes it into <paramref name="folder"/>, over what is there.</summary>
    public static void Write(string folder)
    {
        var annotations = Directory.CreateDirectory(Path.Combine(folder, "annotations")).FullName;
        var images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
        foreach (var film in SampleCatalog.Films)
        {
            var (annotation, image) = Make(film);
            File.WriteAllBytes(Path.Combine(annotations, $"{film.Id}.json"), annotation);
            File.WriteAllBytes(Path.Combine(images, film.FileName), image);
        }

        var ids = string.Join(", ", SampleCatalog.Films.Select(f => $"\"{f.Id}\"").Order(StringComparer.Ordinal));
        File.WriteAllText(Path.Combine(folder, "covidxr.toml"), Judged.Replace("IDS", ids, StringComparison.Ordinal).ReplaceLineEndings("\n"));
        File.WriteAllText(Path.Combine(folder, "README.md"), Readme.ReplaceLineEndings("\n"));
    }

    private static (byte[] Annotation, byte[] Image) Make(PhantomFilm film)
    {
        // One generator for the outlines and numbers, another for the picture: a new brush stroke moves no polygon.
        var forAnnotation = new SplitMix64((ulong)film.Id);
        var forPicture = new SplitMix64((ulong)film.Id << 32);

        var place = film.Posture;
        var frame = new Frame(film.Width, film.Height, place.Zoom, place.ShiftX, place.ShiftY, place.Lean);
        var lungs = Lungs(film, frame, forAnnotation);
        var absorbed = film.Projection switch
        {
            Projection.Lateral => LateralFilm.Render(film, frame, forPicture),
            Projection.Axial => CtSlice.Render(film, frame, forPicture),
            _ => FrontalFilm.Render(film, frame, lungs, forPicture),
        };
        return (DarwinWriter.Write(film, lungs, forAnnotation), ImageEncoder.Encode(film, FilmExposure.Develop(film, absorbed, forPicture)));
    }

    private static List<IReadOnlyList<GridPoint>> Lungs(PhantomFilm film, Frame frame, SplitMix64 random)
    {
        if (film.Projection != Projection.Frontal)
        {
            return [];
        }

        bool[] sides = film.ImageRightFirst ? [true, false] : [false, true];
        var lungs = sides.Select(imageRight => LungShape.Outline(imageRight, frame, film.Posture, random)).ToList();
        return film.Reversed ? [.. lungs.Select(lung => lung.Reverse().ToList())] : lungs;
    }
}
