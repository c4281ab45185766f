namespace PhantomGenerator.Dataset;

/// <summary>
/// The films of the sample. Between them they have every habit of the real release that tripped a reader: number forms,
/// odd sizes and names, Ignore before Lung, a hole, patients whose numbers differ by a letter, text beyond ASCII.
/// </summary>
internal static class SampleCatalog
{
    /// <summary>All films, by number.</summary>
    public static IReadOnlyList<PhantomFilm> Films { get; } =
    [
        new()
        {
            Seq = 1, FileName = "phantom-001-pa.jpg", Width = 1024, Height = 1024,
            ImageRightFirst = true,
            Literals = LiteralForm.PointZero,
            Opacities = [new(-0.52, 0.12, 0.24, 0.55), new(0.58, 0.20, 0.22, 0.5)],
            Tags =
            [
                "View/PA", "X-ray", "Viral Pneumonia", "COVID-19", "Sex/M", "Age:55", "PatientID:901", "Survival/Y", "ICU_admission/N",
                "In_ICU_scan/N", "Intubation/N", "location:Phantomville, Nowhere",
            ],
        },
        new()
        {
            Seq = 2, FileName = "phantom-001-pa-day3.jpeg", Width = 877, Height = 901,
            Progressive = true,
            Posture = new(Zoom: 980, ShiftX: 12, Lean: 18, Inflation: 960),
            Exposure = new(Contrast: 0.92, Brightness: 0.03),
            Opacities = [new(-0.50, 0.10, 0.32, 0.75), new(0.55, 0.18, 0.30, 0.7), new(-0.36, -0.34, 0.16, 0.4)],
            Overlays = [new SideMarker("L", 812, 108, 7)],
            Tags =
            [
                "X-ray", "COVID-19", "Viral Pneumonia", "View/PA", "PatientID:901", "Sex/M", "Age:55", "Temperature:38.5", "pO2_saturation:97",
                "Survival/Y", "ICU_admission/N", "location:Phantomville, Nowhere",
            ],
        },
        new()
        {
            Seq = 3, FileName = "a.phantom-003-fig4a.png", Width = 640, Height = 512,
            IgnoreFirst = true,
            Posture = new(Zoom: 960, ShiftX: -8, Inflation: 900, Heart: 1100),
            Exposure = new(Contrast: 1.08, Grain: 1.2),
            Opacities = [new(-0.55, 0.10, 0.22, 0.5), new(0.50, 0.05, 0.20, 0.4)],
            Overlays = [new Pacemaker(478, 128, 64, 356, 322)],
            Tags =
            [
                "X-ray", "View/AP", "COVID-19", "Viral Pneumonia", "PatientID:902", "Sex/F", "Age:61", "Needed_supplemental_O2/Y",
                "Leukocyte_count:6.4", "Neutrophil_count:4.9", "location:Phantomville, Nowhere",
            ],
        },
        new()
        {
            Seq = 4, FileName = "phantom-004-supine.jpg", Width = 1203, Height = 951,
            IgnoreFirst = true,
            TagsFirst = true,
            Literals = LiteralForm.Exponent,
            Posture = new(Zoom: 1040, ShiftX: 20, ShiftY: 25, Lean: -25, Inflation: 830, Heart: 1130),
            Exposure = new(Contrast: 0.9, Brightness: 0.05, Grain: 2.4),
            Opacities = [new(-0.48, 0.05, 0.42, 0.95, 0.6), new(0.52, 0.10, 0.40, 0.9, 0.6), new(-0.40, -0.42, 0.22, 0.6), new(0.42, -0.40, 0.24, 0.6)],
            Overlays = [new EcgLead(284, 262, 15, 40, 951), new EcgLead(1018, 380, 15, 1203, 800), new BreathingTube(640, 624, 300, 7)],
            Tags =
            [
                "X-ray", "View/AP_Supine", "COVID-19", "Viral Pneumonia", "ARDS", "PatientID:902", "Sex/F", "Age:61", "ICU_admission/Y",
                "In_ICU_scan/Y", "Intubation/Y", "Intubation_present/Y", "Needed_supplemental_O2/Y", "Extubated/N", "Survival/N",
                "location:Phantomville, Nowhere",
            ],
        },
        new()
        {
            Seq = 5, FileName = "phantom-005.PNG", Width = 512, Height = 512,
            ImageRightFirst = true,
            Posture = new(Zoom: 990, Inflation: 940, Heart: 1060),
            Exposure = new(Brightness: -0.04, Grain: 1.2),
            Opacities = [new(-0.45, 0.16, 0.30, 0.95, 0.25)],
            Overlays = [new LabelFrame(16, 448, 2, "PHANTOM")],
            Tags = ["X-ray", "View/AP", "Bacterial Pneumonia", "PatientID:902a", "Sex/F", "Age:37", "Survival/Y", "location:St. Nobody's Hospital, Erewhon"],
        },
        new()
        {
            Seq = 6, FileName = "phantom-006-tiny.jpg", Width = 157, Height = 156,
            Exposure = new(Contrast: 1.1),
            Opacities = [new(0.5, 0.05, 0.25, 0.6)],
            Tags = ["X-ray", "View/PA", "COVID-19", "Viral Pneumonia", "PatientID:903", "19"],
        },
        new()
        {
            Seq = 7, FileName = "phantom-007.jpg", Width = 333, Height = 411,
            Reversed = true,
            Posture = new(Zoom: 960, ShiftY: 10),
            Exposure = new(Contrast: 1.05, Brightness: -0.02),
            Overlays = [new SideMarker("R", 2, 60, 4)],
            Tags = ["X-ray", "View/PA", "No Pneumonia (healthy)", "PatientID:904", "Sex/F", "Age:28"],
        },
        new()
        {
            Seq = 8, FileName = "phantom-007-lateral.jpg", Width = 701, Height = 860,
            Projection = Projection.Lateral,
            Tags = ["View/Lateral", "No Pneumonia (healthy)", "PatientID:904", "Sex/F", "Age:28"],
        },
        new()
        {
            Seq = 9, FileName = "phantom-009-ct.png", Width = 512, Height = 419,
            Projection = Projection.Axial,
            Exposure = new(Contrast: 1.1, Grain: 1.5),
            Opacities = [new(-0.56, 0.22, 0.20, 0.8), new(0.60, 0.18, 0.22, 0.8), new(-0.48, -0.22, 0.14, 0.6), new(0.42, 0.34, 0.14, 0.7)],
            Tags = ["CT", "View/Axial", "COVID-19", "Viral Pneumonia", "PatientID:905", "Sex/M", "Age:44", "Lymphocyte_count_on_admission:0.9"],
        },
        new()
        {
            Seq = 10, FileName = "phantom-010-zizkov.jpg", Width = 800, Height = 980,
            TagsFirst = true,
            Literals = LiteralForm.PointZero,
            Posture = new(Zoom: 1010, ShiftX: -10, Lean: 15, Inflation: 920, Heart: 1080),
            Exposure = new(Contrast: 0.85, Brightness: -0.05),
            Opacities = [new(-0.60, -0.10, 0.26, 0.7), new(0.62, -0.05, 0.28, 0.7), new(0.55, 0.30, 0.20, 0.6)],
            Tags =
            [
                "X-ray", "COVID-19", "Viral Pneumonia", "View/AP", "PatientID:906", "Sex/M", "Age:72", "ICU_admission/Y", "Intubation/Y",
                "Extubated/Y", "pO2_saturation:88", "location:Žižkov Phantom Lab, Praha",
            ],
        },
        new()
        {
            Seq = 11, FileName = "phantom-010-zizkov-supine.jpg", Width = 961, Height = 787,
            ImageRightFirst = true,
            Literals = LiteralForm.PointZero,
            Posture = new(Zoom: 1030, ShiftX: -15, ShiftY: 20, Lean: 20, Inflation: 850, Heart: 1140),
            Exposure = new(Contrast: 0.95, Brightness: 0.06, Grain: 2.4),
            Opacities = [new(-0.55, 0.10, 0.36, 0.9, 0.7), new(0.55, 0.05, 0.34, 0.8, 0.7)],
            Overlays = [new SideMarker("R", 34, 84, 6), new EcgLead(276, 230, 13, 0, 700)],
            Tags =
            [
                "View/AP_Supine", "X-ray", "COVID-19", "Viral Pneumonia", "PatientID:906", "Sex/M", "Age:72", "ICU_admission/Y", "In_ICU_scan/Y",
                "Intubation_present/Y", "Survival/N", "location:Žižkov Phantom Lab, Praha",
            ],
        },
        new()
        {
            Seq = 12, FileName = "phantom.012.pa.jpg", Width = 768, Height = 768,
            Posture = new(Zoom: 1000, ShiftX: 6, Inflation: 1020, Heart: 920),
            Exposure = new(Contrast: 1.12, Brightness: -0.03),
            Tags = ["X-ray", "View/PA", "No Pneumonia (healthy)", "PatientID:907", "Sex/M", "Age:33", "Temperature:36.6", "location:Erewhon"],
        },
    ];
}
